"""CVs as a counsellor or the person themselves makes them: from what was told, with nothing shown that nobody asked for."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import docx
import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.models import CurriculumVitae, Jobseeker, Photo, Translation, User, WorkExperience
from tests.matcher.cv.test_paper import pdfium_text
from tests.web.conftest import Person
from tests.web.test_pages import take_in

SAID = "Cuidé a mi suegra siete años, le daba las medicinas a su hora."


@pytest.fixture
def number(counsellor: Person) -> str:
    made = take_in(counsellor, "Tencha Morales")
    counsellor.post(f"/jobseekers/{made}/work", text=SAID, lang="es", years="7", months="0", country="GT", do="save")
    return made


@pytest.fixture
def work(sqlite_store: Services, number: str) -> int:
    with sqlite_store.transaction() as session:
        found = session.scalars(select(WorkExperience)).one()
        found.occupation = "5322"
        return found.id


def new_cv(person: Person, number: str, **fields: str) -> str:
    """Makes a CV and returns its address."""
    page = person.post(f"/jobseekers/{number}/cv/", **({"country": "MX", "lang": "es", "purpose": ""} | fields))
    assert re.fullmatch(rf"/jobseekers/{number}/cv/[0-9a-f]{{16}}", page.request.path), page.text
    return page.request.path


def text_of(person: Person, cv: str, **query: str) -> str:
    return person.get(f"{cv}/file", format="text", **query).text


def test_a_cv_is_made_of_what_was_told(counsellor: Person, number: str, work: int) -> None:
    cv = new_cv(counsellor, number)
    text = text_of(counsellor, cv)
    assert "Tencha Morales" in text
    assert SAID in text
    assert "7 años" in text
    assert "Cuidador de ancianos / cuidadora de ancianos" in text
    assert pdfium_text(counsellor.get(f"{cv}/file").data).startswith("Tencha Morales")


def test_lines_for_the_cv_stand_in_place_of_the_spoken_words_which_stay(counsellor: Person, number: str, work: int) -> None:
    cv = new_cv(counsellor, number)
    fields = {"title": "Cuidadora", "lines": "- Di las medicinas a su hora\n\n• Moví a una persona en cama", "kind": "care_at_home"}
    counsellor.post(f"/jobseekers/{number}/cv/work/{work}", **fields, start_year="2012", start_month="3", end_year="2019", end_month="")
    text = text_of(counsellor, cv)
    assert "\nCuidadora\n" in text
    assert "- Di las medicinas a su hora\n- Moví a una persona en cama" in text
    assert SAID not in text
    assert "mar 2012 – 2019" in text
    assert SAID in counsellor.get(f"/jobseekers/{number}/work").text


def test_work_that_ends_before_it_begins_is_told_beside_the_field(counsellor: Person, number: str, work: int) -> None:
    page = counsellor.post(f"/jobseekers/{number}/cv/work/{work}", start_year="2019", end_year="2012", start_month="", end_month="")
    assert "The work ends before it begins." in page.text


def test_headings_days_and_skills_are_translated_and_free_text_by_a_person_only(
    counsellor: Person, number: str, work: int, sqlite_store: Services
) -> None:
    tasks = list(sqlite_store.taxonomy.skills_of("5322"))[:2]
    counsellor.post(f"/jobseekers/{number}/cv/work/{work}", tasks=[one.id for one in tasks], lines="Di las medicinas", title="")
    cv = new_cv(counsellor, number, lang="fr", country="FR")
    text = text_of(counsellor, cv)
    assert "Expérience professionnelle" in text or "— " in text
    for one in tasks:
        assert one.label("fr").casefold() in text.casefold()
    assert "Di las medicinas" in text
    page = counsellor.get(f"{cv}/translate")
    (key,) = re.findall(r'name="text-([0-9a-f]{64})"', page.text)
    counsellor.post(f"{cv}/translate", **{f"text-{key}": "J'ai donné les médicaments à l'heure"})
    assert "J'ai donné les médicaments à l'heure" in text_of(counsellor, cv)
    assert "Di las medicinas" not in text_of(counsellor, cv)
    # The original is changed: the translation no longer belongs to it, and is not shown.
    counsellor.post(f"/jobseekers/{number}/cv/work/{work}", lines="Di las medicinas y la comida", title="")
    assert "J'ai donné" not in text_of(counsellor, cv)
    counsellor.post(f"/jobseekers/{number}/cv/work/{work}", lines="Di las medicinas", title="")
    counsellor.post(f"{cv}/translate", **{f"text-{key}": " "})
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(Translation)).all() == []


def test_nothing_private_stands_on_a_cv_unless_it_is_asked_for(counsellor: Person, number: str, work: int) -> None:
    reach = {
        "name": "Tencha Morales",
        "phone": "+502 5555 0101",
        "city": "Tecpán",
        "lives_in": "GT",
        "address": "Calle Real 5",
        "about_lang": "es",
    }
    counsellor.post(f"/jobseekers/{number}/cv/reach", **reach)
    counsellor.post(f"/jobseekers/{number}/plans", birth_year="1977", accommodation_needed="")
    cv = new_cv(counsellor, number)
    text = text_of(counsellor, cv)
    assert "+502 5555 0101" in text
    assert "Tecpán" in text
    assert "1977" not in text
    assert "Calle Real" not in text
    chosen = {"lang": "es", "country": "MX", "occupation": "", "design": "classic", "paper": "a4", "keep": f"work:{work}"}
    counsellor.post(f"{cv}/choose", **chosen, shows=["birth_year", "address"])
    text = text_of(counsellor, cv)
    assert "1977" in text
    assert "Calle Real 5" in text
    anonymous = text_of(counsellor, cv, anonymous="1")
    for told in ("Tencha", "Morales", "1977", "Calle Real", "Tecpán", "5555"):
        assert told not in anonymous


def test_a_part_that_is_left_out_of_one_cv_stays_in_the_other(counsellor: Person, number: str, work: int) -> None:
    one, other = new_cv(counsellor, number), new_cv(counsellor, number)
    chosen = {"lang": "es", "country": "", "occupation": "", "design": "plain", "paper": "letter", "headline": "Cuidadora"}
    counsellor.post(f"{one}/choose", **chosen)
    assert SAID not in text_of(counsellor, one)
    assert SAID in text_of(counsellor, other)
    width = float(PdfReader(io.BytesIO(counsellor.get(f"{one}/file").data)).pages[0].mediabox[2])
    assert round(width) == 612


def test_the_photograph_is_drawn_anew_and_shown_only_where_it_is_asked_for(
    counsellor: Person, number: str, work: int, sqlite_store: Services
) -> None:
    picture = Image.new("RGB", (900, 1600), "green")
    exif = Image.Exif()
    exif[0x010E] = "taken at home in Tecpan"
    stream = io.BytesIO()
    picture.save(stream, "JPEG", exif=exif)
    cv = new_cv(counsellor, number)
    send = {"photo": (io.BytesIO(stream.getvalue()), "me.jpg"), "do": "keep"}
    counsellor.post(f"/jobseekers/{number}/cv/photo", f"/jobseekers/{number}/cv/reach", **send)
    with sqlite_store.transaction(writes=False) as session:
        sealed = session.scalars(select(Photo)).one().sealed
    assert b"\xff\xd8" not in sealed[:4]
    kept = sqlite_store.vault.open(sealed)
    assert Image.open(io.BytesIO(kept)).size == (360, 444)
    assert b"Tecpan" not in kept
    assert len(PdfReader(io.BytesIO(counsellor.get(f"{cv}/file").data)).pages[0].images) == 0
    chosen = {"lang": "es", "country": "", "occupation": "", "design": "plain", "paper": "a4", "keep": f"work:{work}", "shows": "photo"}
    counsellor.post(f"{cv}/choose", **chosen)
    assert len(PdfReader(io.BytesIO(counsellor.get(f"{cv}/file").data)).pages[0].images) == 1
    assert len(docx.Document(io.BytesIO(counsellor.get(f"{cv}/file", format="docx").data)).inline_shapes) == 1
    hidden = counsellor.get(f"{cv}/file", format="docx", anonymous="1").data
    assert len(docx.Document(io.BytesIO(hidden)).inline_shapes) == 0
    wrong = {"photo": (io.BytesIO(b"%PDF-1.4 not a picture"), "me.jpg"), "do": "keep"}
    page = counsellor.post(f"/jobseekers/{number}/cv/photo", f"/jobseekers/{number}/cv/reach", **wrong)
    assert "alert-danger" in page.text


def test_what_could_be_better_is_said_with_the_way_to_do_it(counsellor: Person, number: str, work: int) -> None:
    page = counsellor.get(new_cv(counsellor, number))
    for hint in ("Nobody can reach you", "stands in your spoken words", "No skills are ticked yet", "Two or three lines about you"):
        assert hint in page.text
    assert f"/jobseekers/{number}/cv/work/{work}" in page.text


def test_pages_are_light_and_the_preview_too(counsellor: Person, number: str, work: int) -> None:
    cv = new_cv(counsellor, number)
    for path in (f"/jobseekers/{number}/cv/", cv, f"{cv}/choose", f"{cv}/page-1.png", f"/jobseekers/{number}/interview/isco-5322"):
        assert len(counsellor.get(path).data) < 100_000, path
    assert counsellor.get(f"{cv}/page-9.png").status_code == 404


def test_the_profile_as_a_file_comes_back_the_same(counsellor: Person, number: str, work: int, sqlite_store: Services) -> None:
    counsellor.post(f"/jobseekers/{number}/cv/work/{work}", lines="Uno\nDos", title="Cuidadora", start_year="2012", start_month="")
    mine = counsellor.get(f"/jobseekers/{number}/cv/all.json")
    other = take_in(counsellor, "Somebody else")
    page = counsellor.post(f"/jobseekers/{other}/bring-cv/", file=(io.BytesIO(mine.data), "cv.json"), lang="es")
    packed = re.search(r'name="packed" value="([^"]+)"', page.text)
    lines = re.findall(r'name="line" value="([^"]+)"', page.text)
    assert packed
    assert "work[0]" in lines
    counsellor.post(f"/jobseekers/{other}/bring-cv/confirm", f"/jobseekers/{other}/bring-cv/", packed=packed[1], line=lines)
    theirs = counsellor.get(f"/jobseekers/{other}/cv/all.json")
    assert json.loads(theirs.data) == json.loads(mine.data)


def test_only_what_is_ticked_is_taken_in_and_nothing_before(counsellor: Person, number: str, work: int, sqlite_store: Services) -> None:
    document = {
        "basics": {"name": "Other", "phone": "123 456 789"},
        "work": [{"position": "Cook", "name": "A"}, {"position": "Baker", "name": "B"}],
    }
    send = {"file": (io.BytesIO(json.dumps(document).encode()), "cv.json"), "lang": "en"}
    page = counsellor.post(f"/jobseekers/{number}/bring-cv/", **send)
    with sqlite_store.transaction(writes=False) as session:
        assert len(session.scalars(select(WorkExperience)).all()) == 1
    packed = re.search(r'name="packed" value="([^"]+)"', page.text)
    assert packed
    where = f"/jobseekers/{number}/bring-cv/confirm", f"/jobseekers/{number}/bring-cv/"
    forged = packed[1][:-4] + "AAAA"
    assert "Choose the file again" in counsellor.post(*where, packed=forged, line=["work[0]"]).text
    counsellor.post(*where, packed=packed[1], line=["work[1]"])
    with sqlite_store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        assert [one.title for one in person.experiences] == [None, "Baker"]
        assert person.name == "Tencha Morales"
        assert person.phone is None


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04", b"%PDF-1.7", b"<a/>", b"{", b"MZ\x90", b"\x00" * 100])
def test_a_file_that_cannot_be_read_is_told_beside_the_field(counsellor: Person, number: str, raw: bytes) -> None:
    page = counsellor.post(f"/jobseekers/{number}/bring-cv/", file=(io.BytesIO(raw), "cv.bin"), lang="es")
    assert page.status_code == 200
    assert 'id="file-error"' in page.text


def test_a_person_with_an_own_account_sees_their_own_profile_alone(
    counsellor: Person, number: str, work: int, visitor: Person, sqlite_store: Services
) -> None:
    other = take_in(counsellor, "Somebody else")
    page = counsellor.post(f"/jobseekers/{number}/access")
    secret = re.search(r"/mine/([\w-]+)", page.text)
    assert secret
    assert "short" not in visitor.post(f"/mine/{secret[1]}", password="short", again="short").request.path
    page = visitor.post(f"/mine/{secret[1]}", password="mi-secreto-1", again="mi-secreto-1")
    assert page.request.path == f"/jobseekers/{number}/cv/"
    for path in ("work", "skills", "languages", "papers", "plans", "matches", "cv/", "interview/", "cv/reach", "cv/all.json"):
        assert visitor.get(f"/jobseekers/{number}/{path}").status_code == 200, path
    for path in ("work", "skills", "papers", "matches", "cv/", "interview/", "cv/all.json", "cv/reach", "bring-cv/"):
        assert visitor.get(f"/jobseekers/{other}/{path}").status_code == 404, path
    for path in ("/jobseekers/", "/jobseekers/new", "/match", "/complaints/", "/employers/", "/legal-minimum/"):
        assert visitor.get(path).status_code == 403, path
    for path in ("access", "referrals/"):
        assert visitor.get(f"/jobseekers/{number}/{path}").status_code == 403, path
    assert visitor.get("/").request.path == f"/jobseekers/{number}/cv/"
    assert visitor.get(f"/mine/{secret[1]}").status_code == 404
    digits = re.sub(r"\D", "", re.search(r"<bdi>(\d{3} \d{3} \d{2})</bdi>", counsellor.get(f"/jobseekers/{number}/access").text)[1])  # type: ignore[index]
    again = Person(visitor.app)
    assert again.sign_in(f"{digits[:3]} {digits[3:]}", "mi-secreto-1").request.path == f"/jobseekers/{number}/cv/"
    counsellor.post(f"/jobseekers/{number}/access/end", f"/jobseekers/{number}/access")
    assert again.get(f"/jobseekers/{number}/cv/").request.path == "/sign-in"


def test_a_person_can_withdraw_and_is_gone_with_everything(
    counsellor: Person, number: str, work: int, visitor: Person, sqlite_store: Services
) -> None:
    new_cv(counsellor, number)
    secret = re.search(r"/mine/([\w-]+)", counsellor.post(f"/jobseekers/{number}/access").text)
    assert secret
    visitor.post(f"/mine/{secret[1]}", password="mi-secreto-1", again="mi-secreto-1")
    page = visitor.post(f"/jobseekers/{number}/erase")
    assert page.request.path == "/"
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(CurriculumVitae)).all() == []
        assert session.scalars(select(User).where(User.jobseeker_id.is_not(None))).all() == []
    assert visitor.get(f"/jobseekers/{number}/cv/").request.path == "/sign-in"


def test_another_centre_sees_neither_cv_nor_interview(
    number: str, work: int, counsellor: Person, signed_in: Callable[[str], Person]
) -> None:
    cv = new_cv(counsellor, number)
    stranger = signed_in("counsellor@two.example")
    for path in (cv, f"{cv}/file", f"{cv}/page-1.png", f"/jobseekers/{number}/interview/isco-5322", f"/jobseekers/{number}/access"):
        assert stranger.get(path).status_code == 404, path


@pytest.mark.parametrize("password", ["12345678", "        ", "qwertyuiop", "aaaaaaaa1", "tencha-1977", "contraseña1"])
def test_a_password_that_is_guessed_easily_is_refused(counsellor: Person, number: str, visitor: Person, password: str) -> None:
    secret = re.search(r"/mine/([\w-]+)", counsellor.post(f"/jobseekers/{number}/access").text)
    assert secret
    assert visitor.post(f"/mine/{secret[1]}", password=password, again=password).request.path == f"/mine/{secret[1]}"
    assert counsellor.get(f"/mine/{secret[1]}").status_code == 409  # never in the session of whoever gave it


def test_a_picture_that_costs_more_than_it_shows_is_refused(counsellor: Person, number: str) -> None:
    stream = io.BytesIO()
    Image.new("1", (2, 9_000_000)).save(stream, "PNG")
    page = counsellor.post(
        f"/jobseekers/{number}/cv/photo", f"/jobseekers/{number}/cv/reach", photo=(io.BytesIO(stream.getvalue()), "me.png"), do="keep"
    )
    assert "alert-danger" in page.text


def test_a_brought_file_cannot_decide_what_the_person_decided(counsellor: Person, number: str, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        session.scalars(select(Jobseeker)).one().refused_countries = ["SA"]
    plans = {"lang": "x" * 300, "answered": ["countries", "refused_countries"], "countries": ["SA", "SA", "<b>"], "refusedCountries": []}
    plans |= {"permits": ["ES", "ES"], "birthYear": 3, "hoursLow": 900, "hoursHigh": 1}
    plans |= {"payAmount": 5, "payCurrency": "GOLD", "payPeriod": "hour"}
    work = {"position": "Cook", "summary": "cooked", "x-oficio": {"lang": "a" * 300, "months": 900_000_000}}
    basics = {"name": "Zed", "x-oficio": {"summaryLang": "b" * 99}}
    document = json.dumps({"basics": basics, "work": [work], "meta": {"x-oficio": {"plans": plans}}})
    page = counsellor.post(f"/jobseekers/{number}/bring-cv/", file=(io.BytesIO(document.encode()), "cv.json"), lang="en")
    packed = re.search(r'name="packed" value="([^"]+)"', page.text)
    assert packed
    assert not re.search(r'value="(?:meta.plans|basics.name)"[^>]*checked', page.text)
    assert "This would take the place of: Tencha Morales" in page.text
    lines = ["meta.plans", "work[0]"]
    counsellor.post(f"/jobseekers/{number}/bring-cv/confirm", f"/jobseekers/{number}/bring-cv/", packed=packed[1], line=lines)
    with sqlite_store.transaction(writes=False) as session:
        person = session.scalars(select(Jobseeker)).one()
        assert person.refused_countries == ["SA"]
        assert person.countries == ["SA"]
        assert (person.birth_year, person.hours_low, person.pay_amount) == (None, None, None)
        assert [one.lang for one in person.experiences] == ["es", "en"]
    assert counsellor.get(new_cv(counsellor, number)).status_code == 200


def test_texts_of_every_section_can_be_translated(counsellor: Person, number: str) -> None:
    counsellor.post(f"/jobseekers/{number}/cv/more", section="certificates", title="Soporte vital básico", place="", year="2020", text="")
    cv = new_cv(counsellor, number, lang="en", country="CA")
    page = counsellor.get(f"{cv}/translate")
    (key,) = [one for one in re.findall(r'name="text-([0-9a-f]{64})"', page.text) if "Soporte vital" in page.text.split(one)[0][-600:]]
    counsellor.post(f"{cv}/translate", **{f"text-{key}": "Basic life support"})
    assert "Basic life support" in text_of(counsellor, cv)
    assert "photo" in counsellor.get(f"{cv}/choose").text
    assert "What a CV for this country usually shows" in counsellor.get(f"{cv}/choose").text


def test_a_name_is_written_in_the_letters_of_the_readers(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor, "سميرة الحوراني")
    cv = new_cv(counsellor, number, lang="en", country="CA")
    assert "letters that readers of this CV may not know" in counsellor.get(cv).text
    chosen = {"lang": "en", "country": "CA", "occupation": "", "design": "plain", "paper": "letter", "name": "Samira Al-Hourani"}
    counsellor.post(f"{cv}/choose", **chosen)
    assert text_of(counsellor, cv).startswith("Samira Al-Hourani\n")
    assert "سميرة" not in text_of(counsellor, cv)
    assert "letters that readers of this CV may not know" not in counsellor.get(cv).text


def test_what_fails_is_logged_without_the_secret_of_an_address(
    visitor: Person, counsellor: Person, number: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    secret = re.search(r"/mine/([\w-]+)", counsellor.post(f"/jobseekers/{number}/access").text)
    assert secret
    visitor.app.config["PROPAGATE_EXCEPTIONS"] = False
    monkeypatch.setattr("web.pages.access.access.accept", lambda *_, **__: 1 / 0)
    assert visitor.post(f"/mine/{secret[1]}", password="mi-secreto-1", again="mi-secreto-1").status_code == 500
    assert "ZeroDivisionError" in caplog.text
    assert secret[1] not in caplog.text
