"""How an occupation is called on a CV: the title of ESCO, or an everyday one; never the plural of a unit group."""

from __future__ import annotations

from occupations.taxonomy import LabelKind, Taxonomy
from occupations.text import without_accents


def titles(taxonomy: Taxonomy, code: str, lang: str, country: str | None = None) -> list[str]:
    """Titles of an occupation in a language, those said in the country first; feminine forms stand beside the masculine.

    Everyday ones only for a unit group, whose own title is a plural.
    """
    occupation = taxonomy.occupations.get(code)
    kinds = {LabelKind.ALTERNATIVE} if occupation is None or occupation.is_group else {LabelKind.PREFERRED, LabelKind.ALTERNATIVE}
    labels = [one for one in taxonomy.labels_of(code) if one.lang == lang and one.kind in kinds]
    local = [one.text for one in labels if country and country in one.regions]
    return list(dict.fromkeys([*local, *(one.text for one in labels if not one.regions)]))


def title(taxonomy: Taxonomy, code: str, lang: str) -> str:
    """One title for a person of whom we do not know how to be called: both forms where a language has two.

    The title of the classification where no everyday one is known; "" for an unknown code. An occupation of ESCO that has no title
    in the language goes by that of its unit group.
    """
    occupation = taxonomy.occupations.get(code)
    if occupation is None:
        return ""
    if not occupation.is_group:
        return occupation.titles.get(lang) or title(taxonomy, occupation.isco08, lang)
    known = titles(taxonomy, code, lang)
    if not known:
        return occupation.title(lang)
    first = known[0]
    other = next((one for one in known[1:3] if _two_forms(first, one)), "")
    return f"{first} / {other}" if other else first


def _two_forms(one: str, other: str) -> bool:
    """Whether the two differ only in how their words end: "cocinero", "cocinera". Arabic adds a letter or two at the end."""
    first, second = without_accents(one).split(), without_accents(other).split()
    if len(first) != len(second) or one == other:
        return False
    return all(_stem(a) == _stem(b) or a[: max(3, len(a) - 3)] == b[: max(3, len(a) - 3)] for a, b in zip(first, second, strict=True))


def _stem(word: str) -> str:
    return word.rstrip("aeosة")
