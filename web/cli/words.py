"""`oficio link`, `skills` and `encode`: words to concepts, to skills, to vectors. The store is asked only for an imported edition."""

from __future__ import annotations

import io

import click
import numpy as np

from matcher.bootstrap import Services, build
from matcher.settings import Settings
from occupations import builtin
from occupations.links import Link
from occupations.skills import SkillFound
from occupations.taxonomy import Taxonomy
from web.cli.documents import write_file
from web.cli.lines import Line, one_line, read_lines

SOURCE = click.argument("source", metavar="[FILE|-]", default="-")
EDITION = click.option(
    "--edition", default="isco08", show_default=True, help="isco08, esco (the one imported last), or an edition by its name."
)


@click.command("link")
@click.option("--lang", help="Language of the texts (ISO 639); a JSON line's own comes first.")
@click.option("--top", default=10, show_default=True, type=click.IntRange(1, 436), help="Concepts a text, at most.")
@EDITION
@click.option("--no-abstain", is_flag=True, help="Always fill --top, however unlikely.")
@SOURCE
def link_command(lang: str | None, top: int, edition: str, no_abstain: bool, source: str) -> None:
    """Link texts to occupations: one text, or {"id","text","lang"}, a line; one JSON line each comes out, in order."""
    services, lines = build(Settings.from_environ()), read_lines(source, lang)
    taxonomy = _taxonomy(services, edition)
    size = 512
    for start in range(0, len(lines), size):
        batch = lines[start : start + size]
        wanted = [line for line in batch if line.text.strip()]
        texts, langs = [line.text for line in wanted], [line.lang for line in wanted]
        found = iter(services.linker_for(taxonomy).link_many(texts, langs, top, abstain=not no_abstain))
        for line in batch:
            links = next(found) if line.text.strip() else []
            labels = [taxonomy.occupations[link.code].title(line.lang or "en") for link in links]
            click.echo(one_line(_row(line, links, labels)))


def _taxonomy(services: Services, edition: str) -> Taxonomy:
    if edition != builtin.EDITION:
        services.migrate()
    return services.edition(edition)


def _row(line: Line, links: list[Link], labels: list[str]) -> dict[str, object]:
    matches = [
        {
            "code": link.code,
            "isco08": link.isco08,
            "uri": link.uri,
            "label": label,
            "score": round(link.score, 4),
            "isco08_score": round(link.group_score, 4),
            "how": str(link.how),
            "matched": link.matched,
            "part": link.part,
        }
        for link, label in zip(links, labels, strict=True)
    ]
    return {"id": line.id, "text": line.text, "lang": line.lang, "abstained": not matches, "matches": matches}


@click.command("skills")
@click.option("--lang", help="Language of the texts (ISO 639); a JSON line's own comes first.")
@EDITION
@SOURCE
def skills_command(lang: str | None, edition: str, source: str) -> None:
    """Find the skills that texts name, with the words that name them: texts as for `link`; one JSON line each comes out, in order."""
    services, lines = build(Settings.from_environ()), read_lines(source, lang)
    taxonomy = _taxonomy(services, edition)
    for line in lines:
        found = services.skill_finder_for(taxonomy).find(line.text, line.lang) if line.text.strip() else []
        skills = [_skill(one, taxonomy.skills[one.skill].label(line.lang or "en")) for one in found]
        click.echo(one_line({"id": line.id, "text": line.text, "lang": line.lang, "skills": skills}))


def _skill(one: SkillFound, label: str) -> dict[str, object]:
    """`start` and `end` count characters of the text from 0: `words` is what stands between them."""
    return {
        "skill": one.skill,
        "label": label,
        "score": round(one.score, 4),
        "how": str(one.how),
        "words": one.words,
        "start": one.start,
        "end": one.end,
    }


@click.command("encode")
@click.option("--role", type=click.Choice(["query", "passage"]), default="passage", show_default=True)
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="NumPy file to write.")
@SOURCE
def encode_command(role: str, out: str, source: str) -> None:
    """Encode texts, one a line, to a float32 array (n, d) whose rows have length 1."""
    lines = read_lines(source)
    vectors = build(Settings.from_environ()).encoder.encode([line.text for line in lines], role="query" if role == "query" else "passage")
    stream = io.BytesIO()
    np.save(stream, vectors)
    write_file(out, stream.getvalue())
