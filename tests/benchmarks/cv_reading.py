"""How much of our own CVs comes back when their text alone is read. Run: `python -m tests.benchmarks.cv_reading`.

Eight made-up people, whose words are Spanish, English, French, Arabic or German, on paper in four languages and three designs, as PDF
and as DOCX. The data that travels inside the PDF is not used. A field counts as read where the same value comes back in the same entry.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from matcher.cv import documents, reading
from matcher.cv.documents import Look
from matcher.cv.reading import extract, parsing
from matcher.cv.reading.lines import load
from matcher.cv.resume import (
    Account,
    Award,
    Basics,
    Certificate,
    Education,
    Interest,
    Language,
    Location,
    Project,
    Publication,
    Reference,
    Resume,
    Skill,
    Volunteer,
    Work,
)
from matcher.cv.sheet import Words
from matcher.vocabulary import CvFormat, Design, Level, WorkKind
from occupations import builtin
from occupations.text import without_accents
from web.wording import cv as wording

LANGS = ("en", "es", "fr", "ar")


@cache
def words(lang: str) -> Words:
    """What the system says on a CV, as it is served."""
    return wording.words(lang, builtin.load())


ROSA = Resume(
    basics=Basics(
        name="Rosa María Ixchel Pérez",
        label="Cuidadora y cocinera",
        email="rosa@example.org",
        phone="+502 5555 0101",
        url="https://rosa.example.org/",
        summary="Cuido a niños y a mayores desde hace ocho años.\nTrabajo bien sola y en equipo, y aprendo pronto lo que no sé.",
        location=Location(city="Sololá", country_code="GT"),
        profiles=(Account("LinkedIn", "rosa-ix", "https://linkedin.example/rosa-ix"),),
    ),
    work=(
        Work(
            name="Mercado municipal",
            location="Sololá",
            position="Tejedora",
            start_date="2021",
            ongoing=True,
            kind=WorkKind.SELF_EMPLOYED,
            country="GT",
            highlights=("Tejo güipiles por encargo", "Llevo las cuentas del puesto"),
        ),
        Work(
            name="Casa Gómez & Hijos",
            location="Tapachula",
            position="Niñera",
            start_date="2017-03",
            end_date="2020-01",
            country="MX",
            highlights=(
                "Cuidaba dos niños de tres y seis años, los llevaba a la escuela y les ayudaba con las tareas por las tardes, "
                "también los fines de semana cuando la familia viajaba",
                "Preparaba la comida de toda la familia",
            ),
        ),
    ),
    education=(
        Education(institution="Instituto Básico de Sololá", study_type="Básico", start_date="2006", end_date="2009-10"),
        Education(institution="INTECAP", study_type="Auxiliar de enfermería", start_date="2025-01", ongoing=True),
    ),
    certificates=(Certificate("Primeros auxilios", "2019-05-02", issuer="Cruz Roja"), Certificate("Manipulación de alimentos", "2022")),
    skills=tuple(Skill(one) for one in ("Cuidar niños", "Cocinar para alérgicos", "Coser", "Tejer en telar", "Primeros auxilios")),
    languages=(Language("Español", "", "es", Level.C2), Language("K'iche'", "en casa", "quc"), Language("Inglés", "", "en", Level.A2)),
    volunteer=(Volunteer("Parroquia San Juan", "Catequista", start_date="2015", end_date="2016", highlights=("Grupos de diez niños",)),),
    interests=(Interest("Marimba"), Interest("Fútbol")),
    references=(Reference("Ana Gómez", "Muy puntual y cariñosa con los niños. La recomiendo."),),
)
CHEPE = Resume(
    basics=Basics(name="José Tzoc", phone="+502 5555 0102"),
    work=(
        Work(position="Albañil", months=180, country="GT", kind=WorkKind.INFORMAL, highlights=("Pego block", "Repello y fundo terraza")),
        Work(
            position="Ayudante de construcción", months=132, country="US", summary="Ponía drywall y hacía concreto para un patrón mexicano."
        ),
        Work(position="Maestro de obra", name="Constructora Los Altos", location="Quetzaltenango", months=10),
    ),
    languages=(Language("Español", "", "es", Level.C2), Language("Inglés", "", "en", Level.A2)),
    skills=tuple(Skill(one) for one in ("Albañilería", "Piso cerámico", "Leer planos")),
)
GRACE = Resume(
    basics=Basics(
        name="Grace Achieng Otieno",
        label="Welder",
        email="grace.otieno@example.com",
        phone="+254 711 000 123",
        summary="Certified MIG and TIG welder with six years in workshops and on sites. I read drawings and keep a safe, tidy bay.",
        location=Location(city="Mombasa", country_code="KE"),
    ),
    work=(
        Work(
            name="Coast Steel Works Ltd",
            location="Mombasa",
            country="KE",
            position="Welder",
            start_date="2021-06",
            ongoing=True,
            highlights=("MIG and TIG welding of frames and gates", "Trained four apprentices", "No lost-time injury since 2021"),
        ),
        Work(
            name="Otieno & Sons",
            location="Kisumu",
            country="KE",
            position="Workshop assistant",
            start_date="2018-01",
            end_date="2021-05",
            kind=WorkKind.FAMILY_BUSINESS,
            summary="Cutting, grinding and painting. Kept the stock and wrote the invoices.",
        ),
    ),
    education=(
        Education(institution="Mombasa Technical Training Institute", study_type="Craft certificate", area="Welding and fabrication",
                  start_date="2016", end_date="2018"),
        Education(institution="Kisumu Girls High School", study_type="Secondary school certificate", end_date="2015"),
    ),
    certificates=(Certificate("Welder qualification ISO 9606-1", "2022-03", issuer="Kenya Bureau of Standards"),
                  Certificate("Driving licence, class B")),
    skills=tuple(Skill(one) for one in ("MIG welding", "TIG welding", "Reading drawings", "Grinding")),
    languages=(Language("English", "", "en", Level.C1), Language("Swahili", "", "sw", Level.C2), Language("Luo", "mother tongue", "luo")),
    projects=(Project("School gate", "Designed and welded the gate of a primary school.", start_date="2019-02", end_date="2019-04"),),
    awards=(Award("Apprentice of the year", "2018", "County of Mombasa"),),
)  # fmt: skip
AMINATA = Resume(
    basics=Basics(
        name="Aminata Diallo",
        label="Aide-soignante",
        email="aminata.diallo@example.org",
        phone="+33 6 12 34 56 78",
        summary="Aide-soignante attentive, habituée aux équipes de nuit. J’aime le travail bien fait.",
        location=Location(postal_code="69007", city="Lyon", country_code="FR"),
    ),
    work=(
        Work(
            name="Clinique des Lilas",
            location="Lyon",
            position="Aide-soignante",
            start_date="2019-09",
            ongoing=True,
            highlights=("Toilette et repas de douze résidents", "Transmission écrite et orale à l’équipe de jour"),
        ),
        Work(
            name="Hôpital de Conakry",
            location="Conakry",
            country="GN",
            position="Agente d’accueil",
            start_date="2014-02",
            end_date="2018-07",
            highlights=("Accueil de cent personnes par jour",),
        ),
        Work(position="Garde de ma grand-mère", kind=WorkKind.CARE_AT_HOME, months=34, country="GN"),
    ),
    education=(
        Education(institution="IFAS Lyon Sud", study_type="Diplôme d’État d’aide-soignant", start_date="2018-09", end_date="2019-07"),
    ),
    certificates=(Certificate("AFGSU niveau 2", "2023-11", issuer="CESU 69"),),
    skills=tuple(Skill(one) for one in ("Soins d’hygiène", "Écoute", "Prise des constantes", "Logiciel Netsoins")),
    languages=(
        Language("Français", "", "fr", Level.C2),
        Language("Peul", "langue maternelle", "ff"),
        Language("Anglais", "", "en", Level.A2),
    ),
    interests=(Interest("Cuisine"), Interest("Chorale")),
)
YOUSSEF = Resume(
    basics=Basics(
        name="يوسف حسن العلي",
        label="طباخ",
        email="youssef.ali@example.org",
        phone="+962 7 9012 3456",
        summary="طباخ بخبرة تسع سنوات في المطاعم والفنادق. أعمل بنظافة وسرعة، وأحب تعليم الآخرين.",
        location=Location(city="عمّان", country_code="JO"),
    ),
    work=(
        Work(
            name="مطعم الياسمين",
            location="عمّان",
            country="JO",
            position="طباخ أول",
            start_date="2019-03",
            ongoing=True,
            highlights=("إعداد الأطباق الشرقية لمئتي ضيف في اليوم", "تدريب ثلاثة مساعدين"),
        ),
        Work(
            name="فندق الشام",
            location="دمشق",
            country="SY",
            position="مساعد طباخ",
            start_date="2010-05",
            end_date="2012-11",
            summary="تحضير الخضار واللحوم وتنظيف المطبخ.",
        ),
    ),
    education=(Education(institution="معهد دمشق الفندقي", study_type="دبلوم فنون الطبخ", start_date="2008", end_date="2010"),),
    certificates=(Certificate("شهادة سلامة الغذاء", "2020-06", issuer="بلدية عمّان"),),
    skills=tuple(Skill(one) for one in ("الطبخ الشرقي", "سلامة الغذاء", "إدارة المخزون", "العمل ضمن فريق")),
    languages=(Language("العربية", "", "ar", Level.C2), Language("الإنجليزية", "", "en", Level.B1)),
    references=(Reference("سامر خوري", "عامل أمين وماهر."),),
)
MARIAM = Resume(
    basics=Basics(name="Mariam Al-Khatib", label="Data entry clerk", email="mariam.k@example.net", phone="+962 6 500 1234",
                  location=Location(city="Irbid", country_code="JO")),
    work=(
        Work(name="Irbid Relief Office", position="Data entry clerk", start_date="2020-01", end_date="2023-12", country="JO",
             highlights=("Entered 40 forms a day with few errors", "Answered the telephone in Arabic and English")),
        Work(name="Sweets of Homs", position="Seller", start_date="2016", end_date="2019", kind=WorkKind.FAMILY_BUSINESS, country="SY"),
        Work(name="Ajloun School", position="Classroom assistant", start_date="2015-09", end_date="2015-12", kind=WorkKind.APPRENTICE),
    ),
    education=(Education(institution="Yarmouk University", study_type="Bachelor", area="Business administration", start_date="2012",
                         end_date="2016", score="Very good"),),
    skills=(Skill("Microsoft Office", "advanced", ("Word", "Excel", "Outlook")), Skill("Typing"), Skill("Filing")),
    languages=(Language("Arabic", "", "ar", Level.C2), Language("English", "", "en", Level.B2)),
    publications=(Publication("Homs in my kitchen", "Yarmouk Student Press", "2016-04"),),
    interests=(Interest("Drawing"), Interest("Chess")),
)  # fmt: skip
OLENA = Resume(
    basics=Basics(name="Olena Kovalenko", label="Altenpflegerin", email="olena@example.de", phone="+49 151 23456789",
                  summary="Ich pflege seit zehn Jahren alte Menschen, zu Hause und im Heim.",
                  location=Location("Lindenstraße 4", "04109", "Leipzig", "DE")),
    work=(
        Work(name="Haus am Park gGmbH", location="Leipzig", country="DE", position="Pflegehelferin", start_date="2022-04", ongoing=True,
             highlights=("Grundpflege von neun Bewohnern", "Dokumentation mit Vivendi")),
        Work(name="Krankenhaus Nr. 5", location="Charkiw", country="UA", position="Krankenschwester", start_date="2012-08",
             end_date="2022-02", highlights=("Station für innere Medizin", "Nachtdienste allein")),
    ),
    education=(Education(institution="Medizinische Fachschule Charkiw", study_type="Krankenschwester", start_date="2009-09",
                         end_date="2012-06"),),
    certificates=(Certificate("Erste Hilfe", "2023-01", issuer="Johanniter"),),
    skills=tuple(Skill(one) for one in ("Grundpflege", "Wundversorgung", "Gesprächsführung", "Autofahren")),
    languages=(Language("Ukrainisch", "", "uk", Level.C2), Language("Deutsch", "", "de", Level.B2),
               Language("Russisch", "", "ru", Level.C1)),
    volunteer=(Volunteer("Stadtmission Leipzig", "Dolmetscherin", start_date="2022-05", ongoing=True),),
)  # fmt: skip
IBRAHIM = Resume(
    basics=Basics(name="إبراهيم عثمان", phone="+249 91 234 5678"),
    work=(
        Work(position="سائق شاحنة", months=96, country="SD", highlights=("نقل البضائع بين الخرطوم وبورتسودان", "صيانة الشاحنة")),
        Work(position="مزارع", months=34, country="SD", kind=WorkKind.FAMILY_BUSINESS, summary="زراعة الذرة والسمسم مع العائلة."),
    ),
    skills=tuple(Skill(one) for one in ("القيادة", "الميكانيكا", "الزراعة")),
    languages=(Language("العربية", "", "ar", Level.C2),),
)
PEOPLE = {"Rosa": ROSA, "José": CHEPE, "Grace": GRACE, "Aminata": AMINATA, "Youssef": YOUSSEF, "Mariam": MARIAM, "Olena": OLENA,
          "Ibrahim": IBRAHIM}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Paper:
    """One document and what came back."""

    person: str
    lang: str
    design: Design
    form: CvFormat
    told: Resume
    read: Resume
    unread: tuple[str, ...]


def papers(people: Sequence[str], langs: Sequence[str], forms: Sequence[CvFormat], in_process: bool = True) -> Iterator[Paper]:
    """Makes every document and reads it. `in_process`: without the other process, which costs a fifth of a second each."""
    taxonomy = builtin.load()
    for person in people:
        for lang in langs:
            for design in Design:
                for form in forms:
                    made = documents.make(PEOPLE[person], Look(form, design), words(lang), taxonomy).content
                    read, unread = text_of(made, form, in_process)
                    yield Paper(person, lang, design, form, PEOPLE[person], read, unread)


def text_of(content: bytes, form: CvFormat, in_process: bool) -> tuple[Resume, tuple[str, ...]]:
    """What the text alone says: nothing here looks at data attached."""
    kind = "pdf" if form is CvFormat.PDF else "docx"
    if in_process:
        found, _, unread = parsing.parse(load(extract.extracted(kind, content).decode()))
    else:
        found, _, unread = (reading.pdf if kind == "pdf" else reading.docx)(content, f"cv.{kind}")
    return found, unread


#: What is compared in each part; the first names the entry.
FIELDS = {
    "work": ("position", "name", "location", "country", "kind", "start_date", "end_date", "ongoing", "months", "summary", "highlights"),
    "education": ("study_type", "area", "institution", "start_date", "end_date", "ongoing", "score"),
    "certificates": ("name", "issuer", "date"),
    "volunteer": ("organization", "position", "start_date", "end_date", "ongoing", "highlights"),
    "languages": ("code", "level", "fluency"),
    "skills": ("name", "level", "keywords"),
    "projects": ("name", "description", "start_date", "end_date"),
    "awards": ("title", "date", "awarder"),
    "publications": ("name", "publisher", "release_date"),
    "interests": ("name",),
    "references": ("name", "reference"),
}
_BASICS = ("name", "label", "email", "phone", "summary")


def pairs(told: Resume, read: Resume) -> Iterator[tuple[str, Any, Any]]:
    """(field, what was told, what came back) for everything that was told or that came back without being told."""
    for name in _BASICS:
        yield name, getattr(told.basics, name), getattr(read.basics, name)
    yield "city", told.basics.location.city, read.basics.location.city
    yield "country of residence", told.basics.location.country_code, read.basics.location.country_code
    yield "url", told.basics.url.rstrip("/"), read.basics.url.rstrip("/")
    yield "profiles", {one.url for one in told.basics.profiles}, {one.url for one in read.basics.profiles}
    for part, names in FIELDS.items():
        ours, theirs = list(getattr(told, part)), list(getattr(read, part))
        if part in ("skills", "interests", "languages"):
            ours, theirs = (sorted(found, key=lambda one, name=names[0]: str(getattr(one, name))) for found in (ours, theirs))
        for one, other in zip_longest(ours, theirs):
            for name in names:
                yield f"{part}.{name}", getattr(one, name, None), getattr(other, name, None)


def same(one: Any, other: Any) -> bool:
    return _plain(one) == _plain(other)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):
        return tuple(_plain(one) for one in value)
    return without_accents(" ".join(value.split())) if isinstance(value, str) else value


def tally(found: Sequence[Paper]) -> tuple[Counter[str], Counter[str], Counter[str]]:
    """(told, read as told, read though not told) by field."""
    told, right, invented = Counter[str](), Counter[str](), Counter[str]()
    for paper in found:
        for name, one, other in pairs(paper.told, paper.read):
            if one:
                told[name] += 1
                right[name] += same(one, other)
            elif other:
                invented[name] += 1
    return told, right, invented


def table(found: Sequence[Paper]) -> str:
    """Field by field: how often it was told, the share that came back, by form and language."""
    told, right, invented = tally(found)
    columns = {f"{form}": [one for one in found if one.form is form] for form in dict.fromkeys(one.form for one in found)}
    columns |= {lang: [one for one in found if one.lang == lang] for lang in dict.fromkeys(one.lang for one in found)}
    tallied = {name: tally(some) for name, some in columns.items()}
    lines = [f"{'field':26}{'told':>6}{'read':>8}{'more':>6}" + "".join(f"{name:>8}" for name in columns)]
    for name in told:
        shares = [f"{some[1][name] / some[0][name]:8.1%}" if some[0][name] else f"{'-':>8}" for some in tallied.values()]
        lines.append(f"{name:26}{told[name]:6}{right[name] / told[name]:8.1%}{invented[name]:6}" + "".join(shares))
    lines.append(f"{'all':26}{told.total():6}{right.total() / told.total():8.1%}{invented.total():6}")
    return "\n".join(lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--people", nargs="*", default=list(PEOPLE), choices=list(PEOPLE))
    parser.add_argument("--langs", nargs="*", default=list(LANGS), choices=LANGS)
    parser.add_argument("--misses", action="store_true", help="print each value that came back otherwise")
    given = parser.parse_args()
    found = list(papers(given.people, given.langs, (CvFormat.PDF, CvFormat.DOCX)))
    print(f"{len(found)} documents of {len(given.people)} made-up people, {len(given.langs)} languages, {len(Design)} designs\n")
    print(table(found))
    print(f"\nlines that were not understood: {sum(len(one.unread) for one in found)}")
    if given.misses:
        seen = Counter(
            (one.person, one.form, name, str(a), str(b))
            for one in found
            for name, a, b in pairs(one.told, one.read)
            if not same(a, b) and (a or b)
        )
        for (person, form, name, told, read), count in sorted(seen.items()):
            print(f"{count:3} {person:8} {form:5} {name:22} {told[:70]!r} -> {read[:70]!r}")


if __name__ == "__main__":
    main()
