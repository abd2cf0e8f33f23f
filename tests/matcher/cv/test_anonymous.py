"""An anonymous CV says nothing of who it is of: 200 planted facts are looked for in every byte of every format."""

from __future__ import annotations

import base64
import io
import json
import re
import time
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import StreamObject

from matcher.cv import documents, json_resume
from matcher.cv.documents import Look
from matcher.cv.resume import Resume
from matcher.cv.scrub import Scrubber
from matcher.services import shipped
from matcher.vocabulary import CvFormat, Design
from occupations import builtin
from tests.matcher.cv.people import full
from tests.matcher.cv.test_paper import words

#: What is planted in free texts, by language: (sentence, the words in it that must be gone).
PLANTED = {
    "es": [
        ("Me llamo {name} y vivo en {street}.", ["{name}", "{street}"]),
        ("Soy una mujer {nation_es} de {age} años, casada.", ["mujer", "{nation_es}", "{age} años", "casada"]),
        ("Llámeme al {phone} o escriba a {email}.", ["{phone}", "{email}"]),
        ("En {employer} me encargué de la limpieza.", ["{employer}"]),
        ("Nací el 3 de mayo de 1990 en {city}.", ["1990", "{city}"]),
    ],
    "en": [
        ("My name is {name}, I live at {street}.", ["{name}", "{street}"]),
        ("I am a {age}-year-old {nation_en} woman and a single mother.", ["{age}-year", "{nation_en}", "woman", "mother"]),
        ("Call me at {phone} or write to {email}.", ["{phone}", "{email}"]),
        ("At {employer} I was in charge of the kitchen.", ["{employer}"]),
        ("Nationality: {nation_en}. Sex: F. Age: {age}.", ["{nation_en}", "Sex: F", "Age: {age}"]),
    ],
    "fr": [
        ("Je m'appelle {name} et j'habite {street}.", ["{name}", "{street}"]),
        ("Je suis une femme {nation_fr} de {age} ans, mariée.", ["femme", "{nation_fr}", "{age} ans", "mariée"]),
        ("Appelez-moi au {phone} ou écrivez à {email}.", ["{phone}", "{email}"]),
        ("Chez {employer}, je préparais les commandes.", ["{employer}"]),
    ],
    "ar": [
        ("اسمي {name} وأسكن في {city}.", ["{name}", "{city}"]),
        ("أنا امرأة {nation_ar} وعمري {age} سنة ومتزوجة.", ["امرأة", "{nation_ar}", "{age} سنة", "متزوجة"]),
        ("الهاتف {phone} والبريد {email}.", ["{phone}", "{email}"]),
    ],
}  # fmt: skip
EMPLOYERS = ["Hotel Mirador del Lago", "Textiles Nuevo Sol S.A.", "Panadería La Espiga Dorada", "Constructora Quetzal", "Atelier Nour SARL"]
NATIONS = [
    {"nation_es": "guatemalteca", "nation_en": "Guatemalan", "nation_fr": "guatémaltèque", "nation_ar": "غواتيمالية"},
    {"nation_es": "hondureña", "nation_en": "Honduran", "nation_fr": "hondurienne", "nation_ar": "هندوراسية"},
    {"nation_es": "siria", "nation_en": "Syrian", "nation_fr": "syrienne", "nation_ar": "سورية"},
    {"nation_es": "filipina", "nation_en": "Filipino", "nation_fr": "philippine", "nation_ar": "فلبينية"},
]


def planted() -> Iterator[tuple[str, Resume, list[str]]]:
    """Each of the demonstration's people, with facts in their fields and in their texts: (name, CV, what must be gone)."""
    for number, entry in enumerate(shipped.read("people.yaml")):
        facts = _facts(number, entry["name"])
        sentences = [
            (text.format(**facts), [one.format(**facts) for one in gone]) for text, gone in PLANTED.get(entry["lang"], PLANTED["en"])
        ]
        gone = [fact for _, facts_in in sentences for fact in facts_in] + [
            facts[key] for key in ("name", "phone", "email", "street", "employer")
        ]
        yield entry["name"], _cv(entry, facts, [text for text, _ in sentences]), gone


def _facts(number: int, name: str) -> dict[str, str]:
    return {
        "name": f"{name} Zacapexpan{number}",
        "phone": f"+502 5{number:02d}5 01{number:02d}",
        "email": f"persona{number}@example.org",
        "street": f"Calle Almendro {number + 11}",
        "city": ["Chiquimulilla", "Zarqa", "Tegucigalpa", "Escuintla"][number % 4],
        "age": str(23 + number),
        "employer": EMPLOYERS[number % len(EMPLOYERS)],
    } | NATIONS[number % len(NATIONS)]


def _cv(entry: dict[str, Any], facts: dict[str, str], sentences: list[str]) -> Resume:
    work = [
        {"summary": one["text"], "name": facts["employer"], "position": "Cocinera", "startDate": "2019"} for one in entry["experiences"]
    ]
    work[0]["highlights"] = [*sentences, f"Referencias: {facts['name']}, {facts['phone']}"]
    photo = base64.b64encode(b"\x89PNG" + facts["name"].encode()).decode()
    return json_resume.read(
        {
            "basics": {
                "name": facts["name"], "label": f"{facts['nation_es']} con experiencia", "email": facts["email"], "phone": facts["phone"],
                "image": f"data:image/png;base64,{photo}", "url": f"https://{facts['email'].split('@')[0]}.example.com",
                "summary": " ".join(sentences), "birthDate": "1990-05-03", "nationality": facts["nation_en"], "gender": "female",
                "location": {"address": facts["street"], "city": facts["city"], "postalCode": "01011", "countryCode": "GT"},
                "profiles": [{"network": "Ejemplo", "username": facts["name"].replace(" ", "").lower()}],
            },
            "work": work,
            "volunteer": [{"organization": facts["employer"], "summary": sentences[0]}],
            "education": [{"institution": f"Colegio {facts['city']}", "studyType": "Bachillerato", "endDate": "1990"}],
            "references": [{"name": "Berta Quibaxcán", "reference": f"{facts['name']} trabaja bien."}],
            "interests": [{"name": sentences[-1]}],
            "projects": [{"name": facts["employer"], "description": sentences[1], "url": f"https://{facts['email'].split('@')[1]}/x"}],
            "meta": {"canonical": f"https://cv.example.org/{facts['email']}"},
            "custom": {"owner": facts["name"]},
        },
        "planted",
    )  # fmt: skip


def everything(raw: bytes) -> str:
    """All that is in a file: its bytes, unpacked streams and parts, metadata, attachments and extracted text, as one text."""
    found = [raw]
    if raw.startswith(b"%PDF"):
        # Where each object begins is a number that means nothing, and may look like a year.
        found = [re.sub(rb"\d{10} \d{5} [nf]", b"", raw), *_pdf(raw)]
    elif raw.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            found += [book.read(name) for name in book.namelist()] + [name.encode() for name in book.namelist()]
            found += [re.sub(rb"<[^>]+>", b"", book.read(name)) for name in book.namelist() if name.endswith(".xml")]
    texts = [one.decode("utf-8", "replace") for one in found] + [one.decode("utf-16-be", "replace") for one in found]
    return "\n".join(texts)


def _pdf(raw: bytes) -> Iterator[bytes]:
    reader = PdfReader(io.BytesIO(raw))
    for number in range(1, len(reader.xref[0]) + 1 if 0 in reader.xref else 1000):
        try:
            one = reader.get_object(number)
        except PyPdfError:
            continue  # a number that is not used
        if isinstance(one, StreamObject):
            yield one.get_data()
        yield repr(one).encode()
    yield from (page.extract_text().encode() for page in reader.pages)
    yield repr(reader.metadata).encode()
    for contents in reader.attachments.values():
        yield from contents
    for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", raw, re.S):
        try:
            yield zlib.decompress(found[1])
        except zlib.error:
            yield found[1]


def plain(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    return re.sub(r"\s+", " ", text).casefold()


@pytest.mark.parametrize("form", list(CvFormat))
def test_none_of_the_planted_facts_is_anywhere(form: CvFormat) -> None:
    count = 0
    for number, (name, resume, gone) in enumerate(planted()):
        look = Look(form, list(Design)[number % 3], anonymous=True)
        raw = documents.make(resume, look, words(["es", "en", "fr", "ar"][number % 4]), builtin.load(), b"\x89PNG photo").content
        inside = plain(everything(raw))
        for fact in gone:
            assert plain(fact) not in inside, (name, form, fact)
            count += 1
        # The parts of a name tell as much as the whole: but for those of three letters, which are words too.
        for part in (one for one in gone[-5].split() if len(one) > 4):
            assert plain(part) not in inside, (name, form, part)
    assert count >= 200


@pytest.mark.parametrize("form", list(CvFormat))
def test_the_search_finds_what_is_not_hidden(form: CvFormat) -> None:
    """The same search in a CV with its name: else the test above could not fail."""
    _name, resume, gone = next(planted())
    raw = documents.make(resume, Look(form), words("es"), builtin.load()).content
    inside = plain(everything(raw))
    assert sum(plain(fact) in inside for fact in gone) >= len(gone) - 2


def test_the_work_itself_stays() -> None:
    """Hiding who somebody is must not hide what they can do."""
    made = json_resume.loads(documents.make(full(), Look(CvFormat.JSON, anonymous=True), words("es"), builtin.load()).content, "f")
    assert made.meta.anonymous
    assert made.work[0].highlights == ("Preparé 80 desayunos cada mañana", "Enseñé a tres ayudantes")
    assert made.work[0].start_date == "2016-03"
    assert [one.name for one in made.skills] == ["Panadería", "Cocina típica"]
    assert [one.fluency for one in made.languages] == ["C2", "B1"]
    assert made.education[0].study_type == "Perito"
    assert made.education[0].end_date == ""


def test_a_title_that_tells_a_sex_gives_way_to_both_forms() -> None:
    text = documents.make(full(), Look(CvFormat.TEXT, anonymous=True), words("es"), builtin.load()).content.decode()
    assert "Cocinero / cocinera" in text
    assert "\nCocinera\n" not in text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Cuidé a una mujer mayor y a dos niños.", "Cuidé a una mujer mayor y a dos niños."),
        ("Tengo 8 años de experiencia en soldadura.", "Tengo 8 años de experiencia en soldadura."),
        ("De 2010 - 2015 hice 120 casas.", "De 2010 - 2015 hice 120 casas."),
        ("Hablo español e inglés B1; cocina mexicana e italiana.", "Hablo español e inglés B1; cocina mexicana e italiana."),
        ("J'ai 12 ans d'expérience dans la couture.", "J'ai 12 ans d'expérience dans la couture."),
        ("عملت لحامًا عشر سنوات في البناء.", "عملت لحامًا عشر سنوات في البناء."),
    ],
)
def test_what_tells_of_work_stays(text: str, kept: str) -> None:
    assert Scrubber(names=["Ana Pérez"]).text(text) == kept


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Correo ana85 (arroba) ejemplo (punto) org para cocina", ["ana85", "ejemplo"]),
        ("Write to ana85 at example dot org, kitchens only", ["ana85", "example"]),
        ("Instagram: cocinera_ana, pasteles cada semana", ["cocinera_ana"]),
        ("Ring 0044·7700·900·123 for the kitchen", ["7700"]),
        ("me llamo ana gómez y preparo masas de pan", ["ana", "gómez"]),
        ("tengo treinta y cuatro años y cocino", ["treinta"]),
        ("Soy de Guatemala, cocino para grupos grandes", ["Guatemala"]),
        ("trabajé en H.M.L. muchos años con banquetes", ["H.M.L."]),
    ],
)
def test_facts_as_people_hide_them_go_too(text: str, gone: list[str]) -> None:
    left = Scrubber(names=["Ana Gómez"], employers=["Hotel Mirador Lago"]).text(text)
    assert [one for one in gone if one.casefold() in left.casefold()] == []


@pytest.mark.parametrize("piece", ["a-", "a1-", "1234-", "perez-", "a.", "@a", "uno ", "Hotel A ", "Calle 1 ", "12 ", "soy de "])
def test_no_text_takes_long(piece: str) -> None:
    """Patterns that go over a text again for each of its letters would take minutes for this one, and do so for every reader."""
    begin = time.process_time()
    Scrubber(names=["Ana"]).text(piece * (20_000 // len(piece)))
    assert time.process_time() - begin < 5


def test_json_of_an_anonymous_cv_has_no_field_that_could_tell() -> None:
    raw = documents.make(next(planted())[1], Look(CvFormat.JSON, anonymous=True), words("es"), builtin.load()).content
    document = json.loads(raw)
    assert set(document["basics"]) <= {"label", "summary"}
    assert "references" not in document
    assert "publications" not in document
    assert all(set(one) <= {"position", "startDate", "endDate", "summary", "highlights", "x-oficio"} for one in document["work"])
