"""One rule says what words stand for: as precisely as the linker is sure, and nothing where somebody has confirmed otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace

from matcher.models import WorkExperience
from matcher.services import linking
from occupations.linker import Linker
from occupations.links import How, Link
from occupations.taxonomy import Occupation

TAXONOMY = SimpleNamespace(
    occupations={code: Occupation(code, code[:4], f"uri:{code}", {}) for code in ("7212", "7212.1", "7212.3", "5120", "5120.1")}
)


class Scripted:
    """A linker that answers what it was told to, and remembers what it was asked."""

    taxonomy = TAXONOMY

    def __init__(self, **answers: tuple[str, float]) -> None:
        self.answers, self.asked = answers, list[tuple[str, str | None]]()

    def link_many(self, texts: Sequence[str], langs: Sequence[str | None], top: int) -> list[list[Link]]:
        self.asked += zip(texts, langs, strict=True)
        found = [self.answers.get(text) for text in texts]
        return [[Link(one[0], one[0][:4], None, one[1], How.ALIAS, "", 0.9)][:top] if one else [] for one in found]


def test_an_occupation_is_believed_where_the_link_is_likelier_right_than_wrong() -> None:
    linker = Scripted(sure=("7212.1", 0.5), unsure=("7212.3", 0.49), group=("5120", 0.1))
    found = linking.meant(linker, ["sure", "unsure", "group", "nothing"], ["es"] * 4)
    assert found == [TAXONOMY.occupations["7212.1"], TAXONOMY.occupations["7212"], TAXONOMY.occupations["5120"], None]


def test_what_somebody_confirmed_comes_first_then_the_title_then_the_words() -> None:
    linker = Scripted(chef=("5120.1", 0.9), sold=("7212.1", 0.9))
    works = [
        WorkExperience(text="sold", lang="es", occupation="7212.3"),
        WorkExperience(text="sold", title="chef", lang="fr"),
        WorkExperience(text="nothing", lang="es"),
        WorkExperience(text="sold", lang="es"),
    ]
    assert linking.worked_in(linker, works) == ["7212.3", "5120.1", "", "7212.1"]
    assert linker.asked == [("chef", "fr"), ("nothing", "es"), ("sold", "es")]  # and together: the linker is quicker so
    assert linking.worked_in(linker, []) == []


def test_in_the_built_in_edition_it_is_always_a_unit_group(linker: Linker) -> None:
    found = linking.meant(linker, ["Soldador", "Camarera de pisos", "", "12"], ["es", "es", "es", None])
    assert [one and one.code for one in found] == ["7212", "9112", None, None]
    assert all(one is None or one.is_group for one in found)
