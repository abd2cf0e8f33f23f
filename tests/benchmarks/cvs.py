"""`make trust`: the CVs of all demonstration people, in four languages and three designs, looked at by other programs.

Prints a table of how much of each CV comes back out of the text layer (pdfium and poppler), what PDF/UA checks find, whether JSON
Resume validates, whether LibreOffice opens each DOCX and makes a PDF of it that says the same, how long a PDF takes, and whether a
hundred at once come out. Exits 1 where a promise does not hold. What is not installed here (poppler, LibreOffice) is named.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import jsonschema
import pdfua
import pypdfium2
from sqlalchemy import select

from matcher.bootstrap import Services, build
from matcher.cv import compose, documents, json_resume
from matcher.cv.documents import Look
from matcher.cv.resume import Resume
from matcher.cv.sheet import lay_out
from matcher.models import Jobseeker
from matcher.services import own_data
from matcher.services.seeding import seed
from matcher.settings import Settings
from matcher.vocabulary import CvFormat, Design, Paper
from occupations import builtin
from tests.matcher.cv.test_json_resume import SCHEMA
from tests.matcher.cv.test_paper import pdfium_text, recall, sheet_words, tokens, words
from web.i18n import LANGUAGES
from web.security import hash_secret

#: Word recall of the text layer that is promised: of a CV with Arabic in it, and of any other.
ARABIC_FLOOR, FLOOR = 0.90, 0.95


@dataclass
class Tally:
    """What was measured, by language; and every promise that did not hold."""

    recalls: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)

    def add(self, reader: str, lang: str, wanted: Counter[str], text: str, what: str) -> None:
        share, arabic = recall(wanted, tokens(text)), any("\u0600" <= letter <= "\u06ff" for letter in "".join(wanted))
        self.recalls.setdefault((f"{reader} ar." if arabic else reader, lang), []).append(share)
        # In LibreOffice's PDF the fonts and the text layer are its own: for Arabic they are measured, not promised.
        if share < (ARABIC_FLOOR if arabic else FLOOR) and not (arabic and reader == "DOCX"):
            self.broken.append(f"{what}: {reader} reads {share:.3f} of the words")


@dataclass(frozen=True)
class Made:
    name: str
    lang: str
    look: Look
    resume: Resume
    raw: bytes


def seeded(home: Path) -> Services:
    services = build(Settings(home, f"sqlite:///{home / 'oficio.db'}"))
    services.migrate()
    with services.transaction() as session:
        seed(session, lambda: services.linker, services.vault, hash_secret)
    return services


def resumes(services: Services, lang: str) -> Iterator[tuple[str, Resume]]:
    """What each person told, as a CV in one language shows it."""
    with services.transaction(writes=False) as session:
        for person in session.scalars(select(Jobseeker).order_by(Jobseeker.id)):
            whole = own_data.without_street(own_data.resume(person, words(lang)))
            yield person.name, compose.compose(whole, compose.Choice(lang), {}, words(lang)).resume


def cvs(services: Services) -> Iterator[Made]:
    for lang in LANGUAGES:
        for number, (name, resume) in enumerate(resumes(services, lang)):
            for design in Design:
                look = Look(CvFormat.PDF, design, list(Paper)[number % 2])
                yield Made(name, lang, look, resume, documents.make(resume, look, words(lang), builtin.load()).content)


def poppler_text(raw: bytes) -> str:
    return subprocess.run(["pdftotext", "-", "-"], input=raw, capture_output=True, check=True).stdout.decode("utf-8", "replace")


def check_pdf(one: Made, tally: Tally, folder: Path) -> None:
    what = f"{one.name}, {one.lang}, {one.look.design}"
    wanted = sheet_words(lay_out(one.resume, words(one.lang)))
    tally.add("pdfium", one.lang, wanted, pdfium_text(one.raw), what)
    if shutil.which("pdftotext"):
        tally.add("poppler", one.lang, wanted, poppler_text(one.raw), what)
    tally.broken += [f"{what}: page {page} runs over its edge" for page in overflowing(one.raw)]
    path = folder / "cv.pdf"
    path.write_bytes(one.raw)
    report = pdfua.validate(path)
    tally.broken += [f"{what}: PDF/UA: {finding}" for finding in report.findings]
    jsonschema.validate(json_resume.write(one.resume), json.loads((SCHEMA / "schema.json").read_text()), jsonschema.Draft7Validator)


def overflowing(raw: bytes) -> list[int]:
    """Pages on which a letter stands nearer than half a centimetre to the edge, or beyond it."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(raw), 1):
        text, (width, height) = page.get_textpage(), page.get_size()
        boxes = [text.get_charbox(at) for at in range(text.count_chars())]
        if any(left < 14 or bottom < 14 or right > width - 14 or top > height - 14 for left, bottom, right, top in boxes if right > left):
            found.append(number)
    return found


def check_docx(made: list[Made], tally: Tally, folder: Path) -> int:
    """All DOCX through LibreOffice at once: it takes seconds to start."""
    for number, one in enumerate(made):
        look = Look(CvFormat.DOCX, one.look.design, one.look.paper)
        (folder / f"{number}.docx").write_bytes(documents.make(one.resume, look, words(one.lang), builtin.load()).content)
    office = ["soffice", "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", "pdf", "--outdir", str(folder)]
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    for at in range(0, len(files), 60):  # it stops after some 250 in one run
        subprocess.run([*office, *files[at : at + 60]], check=True, capture_output=True, timeout=900)
    for number, one in enumerate(made):
        path = folder / f"{number}.pdf"
        what = f"{one.name}, {one.lang}, {one.look.design}: DOCX"
        if not path.exists():
            tally.broken.append(f"{what} was not opened by LibreOffice")
            continue
        wanted = sheet_words(lay_out(one.resume, words(one.lang)))
        tally.add("DOCX", one.lang, wanted, pdfium_text(path.read_bytes()), what)
    return len(made)


def speed(made: list[Made]) -> tuple[float, float]:
    """(median of one PDF after another, seconds for a hundred at once), in seconds."""
    times = []
    for one in made[:120]:
        begin = time.perf_counter()
        documents.make(one.resume, one.look, words(one.lang), builtin.load())
        times.append(time.perf_counter() - begin)
    begin, failed = time.perf_counter(), list[Exception]()

    def again(one: Made) -> None:
        try:
            assert documents.make(one.resume, one.look, words(one.lang), builtin.load()).content == one.raw
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=again, args=(one,)) for one in made[:100]]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return statistics.median(times), time.perf_counter() - begin


def pictures(made: list[Made], folder: Path) -> int:
    """Every page of every CV, to be looked at; returns how many."""
    count = 0
    for one in made:
        sheet = lay_out(one.resume, words(one.lang))
        for page, drawn in enumerate(documents.pictures(sheet, one.look, 60), 1):
            safe = "".join(letter if letter.isalnum() else "-" for letter in one.name)
            (folder / f"{safe}-{one.lang}-{one.look.design}-{page}.png").write_bytes(drawn)
            count += 1
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="folder for a picture of every page")
    given = parser.parse_args()
    tally = Tally()
    with tempfile.TemporaryDirectory() as home:
        services, folder = seeded(Path(home)), Path(home) / "out"
        folder.mkdir()
        made = list(cvs(services))
        print(f"{len(made)} CVs: {len(made) // 12} people, {len(LANGUAGES)} languages, {len(Design)} designs")
        for one in made:
            check_pdf(one, tally, folder)
        print(f"JSON Resume: {len(made)} validate; PDF/UA checks and page edges: {len(made)} files")
        if shutil.which("soffice"):
            print(f"DOCX: {check_docx(made, tally, folder)} opened by LibreOffice")
        if given.pictures:
            given.pictures.mkdir(parents=True, exist_ok=True)
            print(f"pictures: {pictures(made, given.pictures)} pages in {given.pictures}")
        median, hundred = speed(made)
    for name in ("pdftotext", "soffice"):
        if not shutil.which(name):
            print(f"NOT MEASURED: {name} is not installed here")
    print(f"{'reader':12} {'language':8} {'lowest':>7} {'mean':>7} {'CVs':>5}")
    for (reader, lang), shares in sorted(tally.recalls.items()):
        print(f"{reader:12} {lang:8} {min(shares):7.3f} {statistics.mean(shares):7.3f} {len(shares):5}")
    print(f"a PDF: median {median * 1000:.0f} ms; a hundred at once: {hundred:.1f} s, none failed")
    for problem in tally.broken:
        print("BROKEN", problem)
    sys.exit(1 if tally.broken else 0)


if __name__ == "__main__":
    main()
