"""`oficio cv`: a CV out of a JSON Resume, as any program writes it. No database is touched."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click

from matcher.cv import documents, json_resume
from matcher.errors import InvalidInput
from matcher.vocabulary import CvFormat, Design, Paper
from occupations import builtin
from web.cli.lines import read_bytes
from web.i18n import LANGUAGES
from web.wording import cv


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
