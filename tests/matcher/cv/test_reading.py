"""CVs read out of the text of PDF and DOCX: our own, those of others, and files that mean harm. All people are invented."""

from __future__ import annotations

import io
import json
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from functools import cache

import docx
import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from matcher.cv import documents, intake, json_resume, reading, typesetting
from matcher.cv.documents import Look
from matcher.cv.reading import dating, days, direction, extract, foreign, lists, parsing, places, sections, words
from matcher.cv.reading.lines import TextLine, load
from matcher.cv.resume import Resume
from matcher.errors import InvalidInput
from matcher.vocabulary import CvFormat, Design, Level
from occupations.taxonomy import Taxonomy
from tests.benchmarks import cv_reading
from tests.benchmarks.cv_reading import LANGS, PEOPLE, Paper

# --- our own ---------------------------------------------------------------------------------------------------------------------------

#: Fields in which a share is lost for a reason that is known: an Arabic length of time is not written in words everywhere.
FLOORS: dict[str, float] = {}
FLOOR, FLOOR_OF_ALL = 0.98, 0.99


@pytest.fixture(scope="module")
def papers() -> list[Paper]:
    return list(cv_reading.papers(list(PEOPLE), LANGS, (CvFormat.PDF, CvFormat.DOCX)))


def test_our_own_documents_come_back_field_by_field(papers: list[Paper]) -> None:
    print(cv_reading.table(papers))
    told, right, _ = cv_reading.tally(papers)
    shares = {name: right[name] / told[name] for name in told}
    assert not {name: share for name, share in shares.items() if share < FLOORS.get(name, FLOOR)}
    assert right.total() / told.total() >= FLOOR_OF_ALL


def test_nothing_is_made_up_of_our_own_documents(papers: list[Paper]) -> None:
    _, _, invented = cv_reading.tally([one for one in papers if one.lang != "ar"])
    assert not invented


def test_hardly_a_line_of_our_own_documents_is_not_understood(papers: list[Paper]) -> None:
    assert sum(len(one.unread) for one in papers) <= len(papers) / 20


def test_what_is_read_can_be_kept_as_json_resume(papers: list[Paper]) -> None:
    for paper in papers[::5]:
        assert json_resume.loads(json_resume.dumps(paper.read), "cv.json").work == paper.read.work


def made(person: str, lang: str, form: CvFormat, taxonomy: Taxonomy, design: Design = Design.PLAIN) -> bytes:
    return documents.make(PEOPLE[person], Look(form, design), cv_reading.words(lang), taxonomy).content


def stripped(raw: bytes) -> bytes:
    """The same PDF without what is attached."""
    writer = PdfWriter()
    for page in PdfReader(io.BytesIO(raw)).pages:
        writer.add_page(page)
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_the_data_attached_to_our_own_pdf_is_found_and_is_used(taxonomy: Taxonomy) -> None:
    raw = made("Rosa", "es", CvFormat.PDF, taxonomy)
    inside = reading.attached(raw, "cv.pdf")
    assert inside is not None
    assert json.loads(inside)["basics"]["name"] == "Rosa María Ixchel Pérez"
    assert not intake.read(raw, "cv.pdf").guessed


def test_without_the_data_attached_the_text_is_read(taxonomy: Taxonomy) -> None:
    raw = stripped(made("Rosa", "es", CvFormat.PDF, taxonomy))
    assert reading.attached(raw, "cv.pdf") is None
    found = intake.read(raw, "cv.pdf")
    assert found.guessed
    assert found.unread == ()
    assert [one.position for one in found.resume.work] == ["Tejedora", "Niñera"]
    assert found.resume.work[1].highlights[0].endswith("cuando la familia viajaba")
    assert found.resume.languages[2].level is Level.A2


@pytest.mark.parametrize("name", ["data.json", "DATA.JSON"])
def test_data_of_another_program_is_found(name: str) -> None:
    assert reading.attached(with_attachment(name, b'{"work": []}'), "cv.pdf") == b'{"work": []}'


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("data.txt", b'{"work": []}'),
        ("a.json", b"[1]"),
        ("a.json", b'{"invoice": 1}'),
        ("a.json", b"{"),
        ("a.json", b"[" * 100_000),
        ("a.json", b'{"work": "' + b"a" * 4_000_001 + b'"}'),
    ],
)
def test_other_attachments_are_left_alone(name: str, content: bytes) -> None:
    assert reading.attached(with_attachment(name, content), "cv.pdf") is None


def with_attachment(name: str, content: bytes) -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment(name, content)
    return written(writer.write)


def written(write: Callable[[io.BytesIO], object]) -> bytes:
    stream = io.BytesIO()
    write(stream)
    return stream.getvalue()


# --- those of others -------------------------------------------------------------------------------------------------------------------


@cache
def typed(source: str) -> bytes:
    pdf = typst.Compiler(font_paths=typesetting._fonts()).compile(input=source.encode(), format="pdf")
    assert isinstance(pdf, bytes)
    return pdf


def understood(raw: bytes, kind: str = "pdf") -> tuple[Resume, tuple[str, ...]]:
    found, guessed, unread = parsing.parse(load(extract.extracted(kind, raw).decode()))
    assert guessed
    return found, unread


SIDEBAR = r"""
#set page(paper: "a4", margin: 1.5cm)
#set text(font: "Noto Sans", size: 10pt)
#grid(columns: (5.5cm, 1fr), column-gutter: 0.8cm,
[
  #text(size: 12pt, weight: "bold")[CONTACT]

  +44 7700 900123

  sam.carter\@example.com

  Leeds, United Kingdom

  #text(size: 12pt, weight: "bold")[SKILLS]

  - Stock control
  - Forklift driving
  - Team leading
  - Order picking

  #text(size: 12pt, weight: "bold")[LANGUAGES]

  English – native

  Polish – B2
],
[
  #text(size: 22pt, weight: "bold")[Sam Carter]

  #text(size: 13pt)[Warehouse operative]

  #text(size: 12pt, weight: "bold")[PROFILE]

  Reliable warehouse operative with seven years in food and parcel logistics, used to night shifts and to busy seasons before holidays.

  #text(size: 12pt, weight: "bold")[EMPLOYMENT HISTORY]

  *Warehouse operative*, Northern Parcels Ltd #h(1fr) 06/2019 – Present
  - Loading and unloading of forty lorries a night
  - Training of new colleagues on scanners and on the safe use of pallet trucks in narrow aisles

  *Kitchen porter*, The Crown Hotel #h(1fr) 03/2017 – 05/2019
  - Washing up, cleaning and simple preparation

  #text(size: 12pt, weight: "bold")[EDUCATION]

  *GCSE*, Leeds City College #h(1fr) 2014 – 2016
])
"""


def test_two_columns_in_english() -> None:
    found, unread = understood(typed(SIDEBAR))
    assert (found.basics.name, found.basics.label) == ("Sam Carter", "Warehouse operative")
    assert (found.basics.email, found.basics.phone) == ("sam.carter@example.com", "+44 7700 900123")
    assert (found.basics.location.city, found.basics.location.country_code) == ("Leeds", "GB")
    assert [(one.position, one.name, one.start_date, one.end_date, one.ongoing) for one in found.work] == [
        ("Warehouse operative", "Northern Parcels Ltd", "2019-06", "", True),
        ("Kitchen porter", "The Crown Hotel", "2017-03", "2019-05", False),
    ]
    assert found.work[0].highlights[1].endswith("pallet trucks in narrow aisles")
    assert [one.name for one in found.skills] == ["Stock control", "Forklift driving", "Team leading", "Order picking"]
    assert [(one.code, one.fluency, one.level) for one in found.languages] == [("en", "native", None), ("pl", "", Level.B2)]
    assert (found.education[0].study_type, found.education[0].institution) == ("GCSE", "Leeds City College")
    assert unread == ()


NO_HEADINGS = r"""
#set page(paper: "a4", margin: 2cm)
#set text(font: "Noto Serif", size: 11pt)
#align(center)[#text(size: 18pt)[Carlos Mejía López]]
#align(center)[Tel: 504 9999-1234, carlosm\@example.hn]
#align(center)[Barrio El Centro, San Pedro Sula, Honduras]

2015 - 2018 Ayudante de cocina, Restaurante El Fogón, San Pedro Sula

2018 - 2021 Cocinero, Hotel Copantl, San Pedro Sula

2021 - actualidad Cocinero independiente

2009 - 2012 Bachillerato técnico, Instituto José Trinidad Reyes

Idiomas: español, inglés (A2)
"""


def test_no_headings_in_spanish() -> None:
    found, unread = understood(typed(NO_HEADINGS))
    assert found.basics.name == "Carlos Mejía López"
    assert found.basics.phone == "504 9999-1234"
    assert (found.basics.location.city, found.basics.location.country_code) == ("San Pedro Sula", "HN")
    assert [(one.position, one.name, one.location, one.start_date, one.end_date, one.ongoing) for one in found.work] == [
        ("Ayudante de cocina", "Restaurante El Fogón", "San Pedro Sula", "2015", "2018", False),
        ("Cocinero", "Hotel Copantl", "San Pedro Sula", "2018", "2021", False),
        ("Cocinero independiente", "", "", "2021", "", True),
    ]
    assert [(one.study_type, one.institution) for one in found.education] == [("Bachillerato técnico", "Instituto José Trinidad Reyes")]
    assert [(one.code, one.level) for one in found.languages] == [("es", None), ("en", Level.A2)]
    assert unread == ()


TABLE = r"""
#set page(paper: "a4", margin: 2cm)
#set text(font: "Source Sans 3", size: 10.5pt)
#text(size: 20pt, weight: "bold")[Fatou NDIAYE]
#grid(columns: (1fr, 1fr), [12 rue des Lilas \ 31000 Toulouse], align(right)[06 12 34 56 78 \ fatou.ndiaye\@example.fr])

Née le 12 mars 1990

#text(weight: "bold", size: 13pt)[Expériences professionnelles]
#line(length: 100%)
#grid(columns: (3.4cm, 1fr), row-gutter: 0.9em,
[Depuis mars 2020], [*Serveuse* – Restaurant Le Jasmin, Toulouse \ Service de quatre-vingts couverts \ Encaissement et tenue de la caisse],
[Janv. 2017 – déc. 2019], [*Femme de chambre* – Hôtel Bellevue, Dakar (Sénégal) \ Entretien de quinze chambres par jour])

#text(weight: "bold", size: 13pt)[Formation]
#line(length: 100%)
#grid(columns: (3.4cm, 1fr), row-gutter: 0.9em,
[2016], [*CAP Hôtellerie* – Lycée Maurice Delafosse, Dakar],
[2014], [*BEP Cuisine* – Lycée Technique, Thiès])

#text(weight: "bold", size: 13pt)[Langues]
#line(length: 100%)
Français : courant \
Wolof : langue maternelle \
Anglais : A2

#text(weight: "bold", size: 13pt)[Compétences]
#line(length: 100%)
Service en salle, encaissement, hygiène HACCP, travail en équipe

#text(weight: "bold", size: 13pt)[Centres d'intérêt]
#line(length: 100%)
Couture, cuisine et course à pied
"""


def test_days_in_a_narrow_column_in_french() -> None:
    found, unread = understood(typed(TABLE))
    assert (found.basics.name, found.basics.phone) == ("Fatou NDIAYE", "06 12 34 56 78")
    located = found.basics.location
    assert (located.address, located.postal_code, located.city) == ("12 rue des Lilas", "31000", "Toulouse")
    assert [(one.position, one.name, one.start_date, one.end_date, one.ongoing) for one in found.work] == [
        ("Serveuse", "Restaurant Le Jasmin", "2020-03", "", True),
        ("Femme de chambre", "Hôtel Bellevue", "2017-01", "2019-12", False),
    ]
    assert "Encaissement" in found.work[0].summary
    assert [(one.study_type, one.end_date) for one in found.education] == [("CAP Hôtellerie", "2016"), ("BEP Cuisine", "2014")]
    assert [one.code for one in found.languages] == ["fr", "wo", "en"]
    assert len(found.skills) == 4
    assert [one.name for one in found.interests] == ["Couture", "cuisine", "course à pied"]
    assert unread == ("Née le 12 mars 1990",)


ARABIC = r"""
#set page(paper: "a4", margin: 2cm)
#set text(font: ("Amiri", "Noto Sans"), size: 12pt, lang: "ar")
#align(center)[#text(size: 22pt, weight: "bold")[ليلى محمود الحسن]]
#align(center)[هاتف: 0790123456 | البريد الإلكتروني: layla\@example.jo | عمّان، الأردن]

الجنسية: سورية

#text(size: 15pt, weight: "bold")[الخبرات العملية:]

*معلمة لغة إنجليزية – مدرسة النور، إربد* #h(1fr) أيلول 2018 – حتى الآن
- تدريس الصفوف من الرابع إلى السادس
- إعداد الاختبارات ومتابعة الطلاب

*مساعدة إدارية – شركة الأمل للتجارة، حلب* #h(1fr) 2010 - 2012
- تنظيم الملفات والمواعيد

#text(size: 15pt, weight: "bold")[المؤهلات العلمية:]

*بكالوريوس أدب إنجليزي*، جامعة حلب #h(1fr) 2006 - 2010

#text(size: 15pt, weight: "bold")[المهارات:]

- استخدام برامج Microsoft Office
- التواصل والعمل ضمن فريق
- إدارة الوقت

#text(size: 15pt, weight: "bold")[اللغات:]

- العربية: اللغة الأم
- الإنجليزية: C1
"""


def test_arabic() -> None:
    found, unread = understood(typed(ARABIC))
    assert (found.basics.name, found.basics.phone, found.basics.email) == ("ليلى محمود الحسن", "0790123456", "layla@example.jo")
    assert (found.basics.location.city, found.basics.location.country_code) == ("عمّان", "JO")
    assert [(one.position, one.name, one.location, one.start_date, one.ongoing) for one in found.work] == [
        ("معلمة لغة إنجليزية", "مدرسة النور", "إربد", "2018-09", True),
        ("مساعدة إدارية", "شركة الأمل للتجارة", "حلب", "2010", False),
    ]
    assert found.education[0].institution == "جامعة حلب"
    assert found.skills[0].name == "استخدام برامج Microsoft Office"
    assert [(one.code, one.level) for one in found.languages] == [("ar", None), ("en", Level.C1)]
    assert unread == ("الجنسية: سورية",)


def europass_table() -> bytes:
    """The old Europass form, a table of labels."""
    document = docx.Document()
    table = document.add_table(rows=0, cols=2)
    for label, value in (
        ("*Personal information", ""),
        ("First name(s) / Surname(s)", "Maria Popescu"),
        ("Telephone", "+40 721 000 111"),
        ("E-mail", "maria.popescu@example.ro"),
        ("Nationality", "Romanian"),
        ("Date of birth", "03/05/1988"),
        ("*Work experience", ""),
        ("Dates", "03/2015 - 08/2019"),
        ("Occupation or position held", "Seamstress"),
        ("Main activities and responsibilities", "Sewing of shirts; checking of seams"),
        ("Name and address of employer", "Textil SA, Iasi, Romania"),
        ("Dates", "09/2019 - present"),
        ("Occupation or position held", "Carer"),
        ("Main activities and responsibilities", "Care of two elderly people"),
        ("Name and address of employer", "Familia Rossi, Torino, Italy"),
        ("*Education and training", ""),
        ("Dates", "2003 - 2007"),
        ("Title of qualification awarded", "Secondary school diploma"),
        ("Name of school", "Liceul Industrial Iasi"),
        ("*Languages", ""),
        ("Romanian", "mother tongue"),
        ("Italian", "B1"),
    ):
        cells = table.add_row().cells
        cells[0].paragraphs[0].add_run(label.lstrip("*")).bold = label.startswith("*")
        cells[1].text = value
    return written(document.save)


def test_a_form_in_a_table() -> None:
    found, unread = understood(europass_table(), "docx")
    assert (found.basics.name, found.basics.phone, found.basics.email) == ("Maria Popescu", "+40 721 000 111", "maria.popescu@example.ro")
    assert [(one.position, one.name, one.location, one.country, one.start_date, one.end_date, one.ongoing) for one in found.work] == [
        ("Seamstress", "Textil SA", "Iasi", "RO", "2015-03", "2019-08", False),
        ("Carer", "Familia Rossi", "Torino", "IT", "2019-09", "", True),
    ]
    assert found.work[0].summary == "Sewing of shirts; checking of seams"
    assert (found.education[0].study_type, found.education[0].institution) == ("Secondary school diploma", "Liceul Industrial Iasi")
    assert [(one.code, one.level) for one in found.languages] == [("ro", None), ("it", Level.B1)]
    assert unread == ("Nationality: Romanian", "Date of birth 03/05/1988")


def of_paragraphs(*texts: str) -> bytes:
    """A DOCX: "# " a heading, "* " bold, "- " a point."""
    document = docx.Document()
    for text in texts:
        mark, _, rest = text.partition(" ")
        if mark == "#":
            document.add_paragraph(rest, style="Heading 1")
        elif mark == "*":
            document.add_paragraph().add_run(rest).bold = True
        elif mark == "-":
            document.add_paragraph(rest, style="List Bullet")
        else:
            document.add_paragraph(text)
    return written(document.save)


def test_plain_word_in_spanish() -> None:
    raw = of_paragraphs(
        "CURRICULUM VITAE",
        "Nombre: Marta Elena Quispe Rojas",
        "Fecha de nacimiento: 12/05/1991",
        "Estado civil: soltera",
        "Celular: 987 654 321",
        "Correo: marta.quispe@example.pe",
        "Dirección: Jr. Los Álamos 345, Arequipa, Perú",
        "* PERFIL PROFESIONAL",
        "Vendedora con ocho años de experiencia en mercados y tiendas, responsable y puntual.",
        "* EXPERIENCIA LABORAL",
        "Tienda Don Lucho",
        "Vendedora",
        "Enero 2018 – Marzo 2022",
        "- Atención al cliente y caja",
        "- Inventario mensual",
        "Mercado San Camilo",
        "Ayudante de ventas",
        "2014 – 2017",
        "- Venta de frutas y verduras",
        "* FORMACIÓN ACADÉMICA",
        "2008 – 2012: Secundaria completa, I.E. Micaela Bastidas, Arequipa",
        "* IDIOMAS",
        "Español (nativo), quechua (intermedio)",
        "* CONOCIMIENTOS INFORMÁTICOS",
        "Word, Excel y correo electrónico",
        "* REFERENCIAS",
        "Luis Paredes, dueño de Tienda Don Lucho, 987 111 222",
    )
    found, unread = understood(raw, "docx")
    assert (found.basics.name, found.basics.phone) == ("Marta Elena Quispe Rojas", "987 654 321")
    assert (found.basics.location.address, found.basics.location.city) == ("Jr. Los Álamos 345", "Arequipa")
    assert [(one.position, one.name, one.start_date, one.end_date) for one in found.work] == [
        ("Vendedora", "Tienda Don Lucho", "2018-01", "2022-03"),
        ("Ayudante de ventas", "Mercado San Camilo", "2014", "2017"),
    ]
    assert found.education[0].start_date == "2008"
    assert [(one.code, one.fluency) for one in found.languages] == [("es", "nativo"), ("qu", "intermedio")]
    assert [one.name for one in found.skills] == ["Word", "Excel", "correo electrónico"]
    assert found.references[0].name == "Luis Paredes"
    assert unread == ("Fecha de nacimiento: 12/05/1991", "Estado civil: soltera")


def test_prose_and_an_unknown_heading() -> None:
    raw = of_paragraphs(
        "Blessing Okafor",
        "Cleaner",
        "blessing@example.ng · +234 803 123 4567",
        "# Work",
        "Cleaner at Eko Hotel, Lagos (2016–2019)",
        "I cleaned thirty rooms a day and trained two colleagues.",
        "House help for a family in Abuja (2012–2015)",
        "Cooking, washing and care of three children.",
        "# Driving",
        "I can drive a car.",
        "# Certificates",
        "First aid, Red Cross, 2018",
        "Food hygiene level 2 (2019)",
        "# Hobbies",
        "Football, singing",
        "# References",
        "Available on request",
    )
    found, unread = understood(raw, "docx")
    assert [(one.position, one.name, one.location, one.start_date) for one in found.work] == [
        ("Cleaner", "Eko Hotel", "Lagos", "2016"),
        ("House help for a family in Abuja", "", "", "2012"),
    ]
    assert found.work[0].summary == "I cleaned thirty rooms a day and trained two colleagues."
    assert [(one.name, one.issuer, one.date) for one in found.certificates] == [
        ("First aid", "Red Cross", "2018"),
        ("Food hygiene level 2", "", "2019"),
    ]
    assert [one.name for one in found.interests] == ["Football", "singing"]
    assert unread == ("Driving", "I can drive a car.", "Available on request")


FOREIGN: dict[str, tuple[str, Callable[[], bytes]]] = {
    "sidebar": ("pdf", lambda: typed(SIDEBAR)),
    "no headings": ("pdf", lambda: typed(NO_HEADINGS)),
    "table": ("pdf", lambda: typed(TABLE)),
    "arabic": ("pdf", lambda: typed(ARABIC)),
    "form": ("docx", europass_table),
}
_WORD = re.compile(r"[^\W\d_]{4,}")


@pytest.mark.parametrize("name", FOREIGN)
def test_no_word_is_lost(name: str) -> None:
    """Every word stands in the CV or among what was not understood; headings, labels, days and countries are understood otherwise."""
    kind, make = FOREIGN[name]
    lines = load(extract.extracted(kind, make()).decode())
    found, _, unread = parsing.parse(lines)
    kept = words.key(json_resume.dumps(found).decode() + " ".join(unread))
    for line in lines:
        if sections.code_of(line.text) or line.text in words.keys("titles"):
            continue
        _, text = words.label(line.text)
        text = re.sub(r"(?i)\b(?:Idiomas|Tel)\b", "", dating.dated(text)[1])
        for part in re.split(r"[|\t,،(]", words.label(text)[1]):
            part = words.label(part.strip())[1]
            if not places.country(part.strip(" )")) and not days.length(part):
                assert all(words.key(word) in kept for word in _WORD.findall(part)), part


# --- parts -----------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "start", "end", "ongoing"),
    [
        ("mar 2019 – presente", "2019-03", "", True),
        ("2015-2018", "2015", "2018", False),
        ("03/2019 - 12/2020", "2019-03", "2020-12", False),
        ("desde 2019", "2019", "", True),
        ("depuis mars 2019", "2019-03", "", True),
        ("2019 إلى الآن", "2019", "", True),
        ("مارس 2016 – اليوم", "2016-03", "", True),
        ("كانون الثاني 2015 - شباط 2017", "2015-01", "2017-02", False),
        ("جانفي 2015 - مارس 2016", "2015-01", "2016-03", False),
        ("Jan – Mar 2019", "2019-01", "2019-03", False),
        ("March 2019 - Present (4 years 2 months)", "2019-03", "", True),
        ("de enero de 2018 a marzo de 2020", "2018-01", "2020-03", False),
        ("du 3 mars 2019 au 4 avril 2020", "2019-03-03", "2020-04-04", False),
        ("Jan '19 - Feb '21", "2019-01", "2021-02", False),
        ("2015-18", "2015", "2018", False),
        ("01.03.2019 – heute", "2019-03-01", "", True),
        ("من 2010 حتى 2012", "2010", "2012", False),
        ("٢٠١٥ - ٢٠١٨", "2015", "2018", False),
        ("févr. 2014 – aujourd’hui", "2014-02", "", True),
        ("maio de 2018 até hoje", "2018-05", "", True),
        ("da settembre 2019 ad oggi", "2019-09", "", True),
        ("seit Mai 2021", "2021-05", "", True),
        ("April 15, 2019", "2019-04-15", "", False),
    ],
)
def test_days(text: str, start: str, end: str, ongoing: bool) -> None:
    span, rest = dating.dated(text)
    assert (span.start, span.end, span.ongoing, rest) == (start, end, ongoing, "")


@pytest.mark.parametrize(
    ("text", "months"),
    [
        ("2 años y 10 meses", 34),
        ("3 years", 36),
        ("1 an et 2 mois", 14),
        ("سنتان و10 أشهر", 34),
        ("شهران", 2),
        ("11 شهرًا", 11),
        ("سنة واحدة", 12),
        ("1,5 Jahre", 18),
        ("8 meses", 8),
        ("in 3 years I learnt it", None),
        ("2019", None),
        ("", None),
    ],
)
def test_lengths(text: str, months: int | None) -> None:
    assert days.length(text) == months


@pytest.mark.parametrize(
    "text", ["No accident since 2021 in all of our four halls", "We were 2000 people", "Call 2019 555 333 for the rest of it all"]
)
def test_a_year_in_a_sentence_is_no_span(text: str) -> None:
    assert not dating.dated(text)[0].known


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("WORK EXPERIENCE", "work"),
        ("Experiencia Laborall", "work"),
        ("3. Formación académica:", "education"),
        ("E D U C A T I O N", "education"),
        ("الخبرات العملية", "work"),
        ("Competences", "skills"),
        ("Führerschein", "certificates"),
        ("Datos personales", "contact"),
        ("Welder", ""),
        ("Cook at the hotel", ""),
    ],
)
def test_headings(text: str, code: str) -> None:
    assert sections.code_of(text) == code


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("نابعش 12 ماع", "عام 12 شعبان"),
        ("2018 – 2015 ماع", "عام 2015 – 2018"),
        ("Office جمانرب", "برنامج Office"),
        ("Hello (you)", "Hello (you)"),
        ("(Hello (you", "Hello (you)"),
        (")Hello (you", "Hello (you)"),
        (".ةنيدم", "مدينة."),
        ("(ىلوأ) ةغل", "لغة (أولى)"),
        ("moc@a :ديرب", "بريد: moc@a"),
    ],
)
def test_visual_order_is_mended(seen: str, read: str) -> None:
    assert direction.logical(list(seen), page_rtl=True) == read


def test_presentation_forms_become_letters() -> None:
    assert direction.plain("\ufee3\ufeae\ufea3\ufe92\ufe8e \ufefb\u200f") == "مرحبا لا"


def test_oman_without_its_vowel_is_not_told_from_amman() -> None:
    assert places.country("عمان") == ""
    assert places.split("عمان، الأردن") == ("عمان", "JO")


def test_languages_in_one_line() -> None:
    found, unread = lists.languages([TextLine("English (fluent), French: B1 and Arabic"), TextLine("I love to read")])
    assert [(one.code, one.fluency, one.level) for one in found] == [("en", "fluent", None), ("fr", "", Level.B1), ("ar", "", None)]
    assert unread == ["I love to read"]


LINES = st.lists(
    st.builds(
        TextLine,
        text=st.lists(
            st.sampled_from(
                [
                    "2019",
                    "–",
                    "\t",
                    "·",
                    ":",
                    "Work",
                    "Skills",
                    "Languages",
                    "مارس",
                    "hoy",
                    "31/02/2015",
                    "a@b.co",
                    "Cook",
                    "Hotel",
                    "+34 600 123 456",
                    "3 años",
                    "C2",
                    "(",
                    ")",
                    "Nationality",
                    "References",
                    ".",
                ]
            ),
            min_size=1,
            max_size=7,
        ).map(" ".join),
        size=st.sampled_from([10.0, 11.0, 14.0, 22.0]),
        bold=st.booleans(),
        heading=st.sampled_from([0, 0, 1, 2]),
        bullet=st.booleans(),
        gap_before=st.sampled_from([0.0, 5.0, 20.0]),
    ),
    max_size=25,
)


@settings(max_examples=200)
@given(LINES)
def test_any_lines_can_be_read_and_kept(lines: list[TextLine]) -> None:
    found, _, _ = parsing.parse(lines)
    json_resume.loads(json_resume.dumps(found), "cv.json")


def test_what_is_too_long_for_a_field_is_not_understood() -> None:
    found, _, unread = parsing.parse([TextLine("Skills", bold=True), TextLine("word " * 400)])
    assert not any(one.name for one in found.skills)
    assert len(unread[0]) > 1_000


# --- files that mean harm --------------------------------------------------------------------------------------------------------------

LOCKED, DAMAGED, PICTURES = "locked with a password", "damaged or incomplete", "holds no text: it may be a picture of a CV"
TOO_LONG, OTHER = "takes too long to read", "not a PDF, DOCX, JSON Resume or Europass XML file"


def raw_pdf(*objects: bytes) -> bytes:
    out, offsets = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    return out + head + table + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, len(out))


def stream(content: bytes, extra: bytes = b"") -> bytes:
    return b"<</Length %d%s>>stream\n%s\nendstream" % (len(content), extra, content)


def one_page(content: bytes, resources: bytes = b"<</Font<</F 5 0 R>>>>", catalog: bytes = b"", *more: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources%s>>" % resources
    pages = b"<</Type/Pages/Kids[3 0 R]/Count 1>>"
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return raw_pdf(b"<</Type/Catalog/Pages 2 0 R%s>>" % catalog, pages, page, content, *(more or (font,)))


def deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


@cache
def good_pdf() -> bytes:
    return typed(NO_HEADINGS)


@cache
def good_docx() -> bytes:
    return of_paragraphs("Ana Paz", "# Work", "Cook, Hotel Sol, 2015 - 2018")


def locked() -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(good_pdf()))
    writer.encrypt("secret")
    return written(writer.write)


def many_pages() -> bytes:
    writer = PdfWriter()
    for _ in range(10_000):
        writer.add_blank_page(100, 100)
    return written(writer.write)


def picture() -> bytes:
    return written(lambda out: Image.new("RGB", (300, 400), "white").save(out, "PDF"))


def flood_of_words() -> bytes:
    return one_page(stream(deflated(b"BT /F 1 Tf (a) Tj ET " * 50_000, 300), b"/Filter/FlateDecode"))


def flood_of_zeros() -> bytes:
    return one_page(stream(zlib.compress(deflated(bytes(10_000_000), 300), 9), b"/Filter[/FlateDecode/FlateDecode]"))


def form_in_itself() -> bytes:
    form = stream(b"/X Do /X Do", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 5 0 R>>>>")
    return one_page(stream(b"/X Do"), b"<</XObject<</X 5 0 R>>>>", b"", form)


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return made.getvalue()


def changed(**parts: bytes | Callable[[bytes], bytes]) -> bytes:
    """The good DOCX with parts in place of its own; names have "/" as "__" and "." as "_DOT_"."""
    with zipfile.ZipFile(io.BytesIO(good_docx())) as source:
        known = {name: source.read(name) for name in source.namelist()}
    for name, content in parts.items():
        name = name.replace("__", "/").replace("_DOT_", ".").replace("TYPES", "[Content_Types].xml")
        known[name] = content(known[name]) if callable(content) else content
    return archive(known)


def body(content: bytes) -> bytes:
    space = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    return changed(word__document_DOT_xml=b'<w:document xmlns:w="%s"><w:body>%s</w:body></w:document>' % (space, content))


def entities(document: bytes) -> bytes:
    head = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    return head + document.split(b"?>", 1)[1]


def marked_as_locked() -> bytes:
    raw = bytearray(good_docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = raw.find(mark)
        while at >= 0:
            raw[at + offset] |= 1
            at = raw.find(mark, at + 4)
    return bytes(raw)


HARM: dict[str, tuple[str, Callable[[], bytes], str]] = {
    "a PDF with a password": ("pdf", locked, LOCKED),
    "half a PDF": ("pdf", lambda: good_pdf()[: len(good_pdf()) // 2], DAMAGED),
    "noise that calls itself PDF": ("pdf", lambda: b"%PDF-1.7\n" + random.Random(1).randbytes(5_000) + b"%%EOF", DAMAGED),
    "pages that hold themselves": (
        "pdf",
        lambda: raw_pdf(b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"),
        DAMAGED,
    ),
    "ten thousand pages": ("pdf", many_pages, TOO_LONG),
    "a flood of words": ("pdf", flood_of_words, TOO_LONG),
    "a flood of zeros, packed twice": ("pdf", flood_of_zeros, TOO_LONG),
    "a form that draws itself": ("pdf", form_in_itself, TOO_LONG),
    "a picture": ("pdf", picture, PICTURES),
    "no PDF": ("pdf", lambda: b"Hello", OTHER),
    "nothing": ("pdf", lambda: b" ", "empty"),
    "half a DOCX": ("docx", lambda: good_docx()[: len(good_docx()) // 2], DAMAGED),
    "a DOCX with a password": ("docx", marked_as_locked, LOCKED),
    "a part that unfolds to eighty megabytes": ("docx", lambda: changed(word__media__x_DOT_bin=bytes(80_000_000)), TOO_LONG),
    "entities in entities": ("docx", lambda: changed(word__document_DOT_xml=entities), TOO_LONG),
    "macros": ("docx", lambda: changed(word__vbaProject_DOT_bin=b"x"), OTHER),
    "macros by another name": (
        "docx",
        lambda: changed(TYPES=lambda types: types.replace(b"wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")),
        OTHER,
    ),
    "a workbook": ("docx", lambda: archive({"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}), OTHER),
    "three thousand tables in each other": (
        "docx",
        lambda: body(b"<w:tbl><w:tr><w:tc>" * 3_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 3_000),
        DAMAGED,
    ),
    "a hundred thousand paragraphs": ("docx", lambda: body(b"<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 100_000), TOO_LONG),
    "XML that does not end": ("docx", lambda: changed(word__document_DOT_xml=b"<not closed"), DAMAGED),
    "a DOCX without a word": ("docx", lambda: body(b"<w:p/>"), PICTURES),
    "an old Word file": ("docx", lambda: b"\xd0\xcf\x11\xe0" + bytes(1_000), OTHER),
}


@pytest.mark.parametrize("name", HARM)
def test_harm_is_refused_with_a_reason(name: str) -> None:
    kind, make, reason = HARM[name]
    with pytest.raises(InvalidInput) as caught:
        (reading.pdf if kind == "pdf" else reading.docx)(make(), "cv")
    assert caught.value.facts == {"file": "cv", "field": "file", "reason": reason}


def test_an_attachment_that_unfolds_to_two_gigabytes_is_refused() -> None:
    names = b"/Names<</EmbeddedFiles<</Names[(a.json) 6 0 R]>>>>"
    font, spec = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>", b"<</Type/Filespec/F(a.json)/UF(a.json)/EF<</F 7 0 R>>>>"
    bomb = stream(deflated(b" " * 10_000_000, 200), b"/Filter/FlateDecode/Type/EmbeddedFile")
    raw = one_page(stream(b"BT /F 12 Tf 50 700 Td (Work) Tj ET"), b"<</Font<</F 5 0 R>>>>", names, font, spec, bomb)
    with pytest.raises(InvalidInput) as caught:
        reading.attached(raw, "cv.pdf")
    assert caught.value.facts["reason"] == TOO_LONG


def test_the_other_process_has_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extract, "WALL", 0.001)
    with pytest.raises(InvalidInput) as caught:
        reading.pdf(good_pdf(), "cv.pdf")
    assert caught.value.facts["reason"] == TOO_LONG


def test_the_other_process_gives_what_this_one_would(taxonomy: Taxonomy) -> None:
    for kind, form in (("pdf", CvFormat.PDF), ("docx", CvFormat.DOCX)):
        raw = made("Youssef", "ar", form, taxonomy, Design.MODERN)
        there = (reading.pdf if kind == "pdf" else reading.docx)(raw, "cv")
        assert there[0] == understood(raw, kind)[0]
    assert foreign.lines("pdf", good_pdf(), "cv.pdf")[0].text == "Carlos Mejía López"
