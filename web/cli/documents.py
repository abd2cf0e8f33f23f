"""`oficio cv`, `oficio guide`: a CV out of a JSON Resume, as any program writes it, and a guide for an interview."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path

import click

from matcher import recognition
from matcher.bootstrap import build
from matcher.cv import documents, json_resume
from matcher.database import now
from matcher.errors import InvalidInput
from matcher.guides.blocks import Guide
from matcher.guides.compose import Own
from matcher.guides.content import SPOKEN
from matcher.guides.rights import Gap, Known
from matcher.services import guides as store
from matcher.services import legal_minimum, vacancies
from matcher.settings import Settings
from matcher.vocabulary import CvFormat, Design, GuideFormat, Paper
from occupations import builtin
from web import guiding
from web.cli.lines import one_line, read_bytes
from web.i18n import LANGUAGES, in_language
from web.wording import cv, guides


@click.command("cv")
@click.argument("resume", metavar="RESUME.json")
@click.option("--format", "form", required=True, type=click.Choice([str(one) for one in CvFormat]), help="What to write.")
@click.option("--lang", type=click.Choice(list(LANGUAGES)), help="Language of headings, days and names; the CV's own, else English.")
@click.option("--design", default=str(Design.PLAIN), show_default=True, type=click.Choice([str(one) for one in Design]))
@click.option("--paper", default=str(Paper.A4), show_default=True, type=click.Choice([str(one) for one in Paper]))
@click.option("--anonymous", is_flag=True, help="Without name, contact, picture, age, sex, nationality, address and employers.")
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="File to write.")
def cv_command(resume: str, form: str, lang: str | None, design: str, paper: str, anonymous: bool, out: str) -> None:
    """Make a CV from a JSON Resume: PDF, DOCX, JSON Resume, Europass XML or plain text.

    Free texts are not translated: only a person can. What cannot be read is named by its path, and nothing is written.
    """
    name, raw = read_bytes(resume)
    read = json_resume.loads(raw, name)
    taxonomy = builtin.load()
    lang = lang or (read.meta.lang if read.meta.lang in LANGUAGES else "en")
    look = documents.Look(CvFormat(form), Design(design), Paper(paper), anonymous)
    write_file(out, documents.make(read, look, cv.words(lang, taxonomy), taxonomy).content)


def write_file(out: str, content: bytes) -> None:
    """Beside the target and renamed, so that nobody reads half a file; a pipe or device is written as it is, "-" is standard output."""
    if out == "-":
        sys.stdout.buffer.write(content)
        return
    try:
        if Path(out).exists() and not Path(out).is_file():
            Path(out).write_bytes(content)
            return
        target = Path(out).resolve()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as stream:
            temporary = Path(stream.name)
            try:
                stream.write(content)
                temporary.chmod(0o644)
                temporary.replace(target)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise InvalidInput(file=out, reason=error.strerror or "cannot be written") from error


@click.command("guide")
@click.option("--isco", help="Occupation: a unit group of ISCO-08, such as 7212.")
@click.option("--vacancy", help="A vacancy that may be shown, by its number or the id in its address.")
@click.option("--lang", default="en", show_default=True, type=click.Choice(list(LANGUAGES)), help="Language of the reader.")
@click.option("--spoken", type=click.Choice(SPOKEN), help="Language of the interview, for sentences in it.")
@click.option("--resume", help="JSON Resume of the person: their own work as the starting point.")
@click.option("--format", "form", required=True, type=click.Choice([str(one) for one in GuideFormat]))
@click.option("--out", required=True, type=click.Path(dir_okay=False), help="File to write.")
def guide_command(isco: str | None, vacancy: str | None, lang: str, spoken: str | None, resume: str | None, form: str, out: str) -> None:
    """Make an interview guide for an occupation, or for a vacancy of an employer whose vetting is in force."""
    if (isco is None) == (vacancy is None):
        raise click.UsageError("give either --isco or --vacancy")
    settings = Settings.from_environ()
    read = json_resume.loads(read_bytes(resume)[1], resume) if resume else None
    with in_language(lang):
        own = guides.own_of(read.work) if read else []
        made = _of_vacancy(settings, str(vacancy), spoken, own) if vacancy else _of_occupation(settings, str(isco), spoken, own)
        content = guiding.written(made, GuideFormat(form))
    write_file(out, content)


def _of_occupation(settings: Settings, isco: str, spoken: str | None, own: list[Own]) -> Guide:
    """Asks no store: unit groups are the same in every edition."""
    return guiding.House(builtin.load(), settings.content).for_occupation(isco, spoken or "", own)


def _of_vacancy(settings: Settings, vacancy: str, spoken: str | None, own: list[Own]) -> Guide:
    """Asked in the moment it is made: a vacancy that is closed or whose employer is not in force does not exist."""
    services = build(settings)
    services.migrate()
    with services.transaction(writes=False) as session:
        by_number = vacancy.isdecimal() and len(vacancy) < 12
        public = vacancies.show(session, int(vacancy)) if by_number else vacancies.show_public(session, vacancy)
        house = guiding.House(services.taxonomy, settings.content)
        terms, minima = vacancies.terms(public), legal_minimum.minima(session)
        return house.for_vacancy(terms, public.occupation or guiding.ANY_WORK, public.employer.name, minima, own, spoken or "")


@click.group("content")
def content_group() -> None:
    """Interview guides, rights cards, the recognition of qualifications and help for people who come back, as a centre edits them."""


@content_group.command("check")
@click.argument("folder", required=False, type=click.Path(exists=True, file_okay=False, path_type=Path))
def content_check(folder: Path | None) -> None:
    """Check a folder with `interview/`, `rights/`, `recognition/` and `returning/`, or what is shipped.

    Texts are complete in four languages and every fact has its source. A folder without one of the last two goes on with the shipped one.
    """
    content, cards, recognised, home = store.load(folder), store.cards(folder), recognition.load(folder), store.coming_home(folder).cards
    own, today = sum(len(code) == 4 for code in content.trades), now().date()
    line = {"occupations": own, "groups": len(content.trades) - own, "phrases": len(content.phrases), "cards": len(cards)}
    line |= _counts(one for card in cards.values() for entries in card.topics.values() for one in entries)
    routes = [route for card in recognised.cards.values() for route in card.routes]
    told = {"countries": len(recognised.cards), "routes": len(routes)}
    told |= _counts(one for route in routes for entries in route.topics.values() for one in entries)
    at_home = {"countries": len(home)} | _counts(one for card in home.values() for entries in card.topics.values() for one in entries)
    stale, old, past = ([code for code, card in every.items() if card.stale(today)] for every in (cards, recognised.cards, home))
    click.echo(one_line(line | {"stale": stale, "recognition": told | {"stale": old}, "returning": at_home | {"stale": past}}))


def _counts(entries: Iterable[Known | Gap]) -> dict[str, int]:
    known = [isinstance(one, Known) for one in entries]
    return {"facts": sum(known), "gaps": len(known) - sum(known)}
