"""Study and papers, licences, and routes to recognition: words stay, nothing counts without a tick, nothing is said without its source."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from html import unescape

import pytest
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from matcher import recognition
from matcher.bootstrap import Services
from matcher.cv import json_resume
from matcher.guides.rights import Gap, Known
from matcher.models import Jobseeker, JobseekerQualification, VacancyQualification
from matcher.services import jobseekers, taking_in, vacancies
from matcher.vocabulary import Qualification
from tests import factories
from tests.web.conftest import Person
from tests.web.test_pages import take_in
from web.i18n import LANGUAGES

NURSE = "Licenciatura en enfermería <b>con honores</b>"


def add(person: Person, number: str, title: str, country: str = "MX", finished: str = "yes", **more: str) -> str:
    """Adds a line; returns the page."""
    fields = {"title": title, "lang": "es", "country": country, "finished": finished, "do": "save"} | more
    return person.post(f"/jobseekers/{number}/papers", **fields).text


def line_of(text: str, place: int = -1) -> str:
    return re.findall(r'name="finished-(\d+)"', text)[place]


def stored(store: Services) -> list[JobseekerQualification]:
    with store.transaction(writes=False) as session:
        lines = list(session.scalars(select(JobseekerQualification).order_by(JobseekerQualification.id)))
        session.expunge_all()
    return lines


def held(store: Services) -> tuple[Qualification, ...] | None:
    with store.transaction(writes=False) as session:
        return jobseekers.profile(session, session.scalars(select(Jobseeker)).one()).qualifications


def ticked_on_plans(person: Person, number: str, name: str = "qualifications") -> list[str]:
    boxes = re.findall(rf'<input[^>]*name="{name}"[^>]*>', person.get(f"/jobseekers/{number}/plans").text)
    return [re.search(r'value="([^"]*)"', box)[1] for box in boxes if "checked" in box]


def test_words_stay_and_nothing_counts_without_a_tick(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    text = add(counsellor, number, NURSE, start_year="2010", end_year="2014")
    assert "&lt;b&gt;con honores" in text
    assert "<b>con honores" not in text
    assert "So called in Mexico." in text
    assert "A first university degree was finished" in text
    assert "Nuffic" in text
    assert '<details class="sources' in text
    assert held(sqlite_store) == (Qualification.UNMAPPED,)  # a question, neither met nor unmet
    assert ticked_on_plans(counsellor, number) == ["unmapped"]
    line = line_of(text)
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": "6-0913", "do": "save"})
    assert held(sqlite_store) == (Qualification.NURSE,)
    one = stored(sqlite_store)[0]
    assert (one.title, one.country, one.isced, one.field, one.finished) == (NURSE, "MX", 6, "0913", True)
    assert (one.started, one.ended, one.lang) == ("2010", "2014", "es")
    assert ticked_on_plans(counsellor, number) == ["nurse"]
    page = counsellor.get(f"/jobseekers/{number}/papers").text
    assert re.search(r'value="6-0913"[^>]*checked', page)
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": "", "do": "save"})
    assert held(sqlite_store) == (Qualification.UNMAPPED,)
    assert stored(sqlite_store)[0].title == NURSE


def test_several_readings_are_offered_by_country_and_none_is_chosen(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    text = add(counsellor, number, "bachillerato", country="")
    assert "In Peru: bachelor" in text
    assert re.search("In [^<]*Cuba[^<]*: upper secondary", text)
    assert "The country was not told" in text
    line = line_of(text)
    assert re.search(rf'name="reading-{line}" value=""[^>]*checked', text)
    for wrong in ("8-0000", "before", "x"):
        counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": wrong, "do": "save"})
        assert held(sqlite_store) == (Qualification.UNMAPPED,)
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"kind-{line}": "isced_3", "do": "save"})
    assert held(sqlite_store) == (Qualification.UPPER_SECONDARY,)


@pytest.mark.parametrize("finished", ["no", "still"])
def test_what_was_not_finished_is_never_held(counsellor: Person, sqlite_store: Services, finished: str) -> None:
    number = take_in(counsellor)
    text = add(counsellor, number, "Licenciatura en enfermería", finished=finished)
    assert "does not count as held" in text
    line = line_of(text)
    assert f'name="reading-{line}"' not in text
    sent = {f"finished-{line}": finished, f"reading-{line}": "6-0913", f"kind-{line}": "nurse", "do": "save"}
    counsellor.post(f"/jobseekers/{number}/papers", **sent)
    assert stored(sqlite_store)[0].kind is None
    assert held(sqlite_store) is None  # and nothing is said of what else there is
    assert ticked_on_plans(counsellor, number) == []
    counsellor.post(f"/jobseekers/{number}/cv/school/{line}", title="Licenciatura en enfermería", lang="es", kind="nurse")
    assert held(sqlite_store) is None
    text = add(counsellor, number, "no terminé la secundaria", finished="")
    assert "does not count as held" in text


def test_the_database_itself_refuses_something_held_that_was_not_finished(counsellor: Person, sqlite_store: Services) -> None:
    add(counsellor, take_in(counsellor), "Primaria", finished="no")
    for wrong in ({"kind": Qualification.PRIMARY}, {"isced": 9}):
        with pytest.raises(IntegrityError), sqlite_store.transaction() as session:
            session.execute(update(JobseekerQualification).values(**wrong))


def test_no_school_at_all_is_known_when_it_is_ticked(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    line = line_of(add(counsellor, number, "nunca fui a la escuela", finished=""))
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "", f"reading-{line}": "0-", "do": "save"})
    assert held(sqlite_store) == ()


def test_the_ticks_of_the_plans_and_the_papers_are_the_same(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    plans = f"/jobseekers/{number}/plans"
    counsellor.post(plans, qualifications=["nurse", "isced_3"], licences=["driving_b"], accommodation_needed="")
    page = counsellor.get(f"/jobseekers/{number}/papers").text
    assert "Ticked before, without words" in page
    assert "<li>Nurse</li>" in page
    assert "Driving licence: car" in page
    line = line_of(add(counsellor, number, "Licenciatura en enfermería"))
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": "6-0913", "do": "save"})
    kinds = [(one.kind, one.title) for one in stored(sqlite_store)]
    assert kinds == [(Qualification.UPPER_SECONDARY, ""), (Qualification.NURSE, "Licenciatura en enfermería")]
    assert sorted(ticked_on_plans(counsellor, number)) == ["isced_3", "nurse"]
    counsellor.post(plans, qualifications=["isced_3"], accommodation_needed="")
    kinds = [(one.kind, one.title, one.isced) for one in stored(sqlite_store)]
    assert (None, "Licenciatura en enfermería", None) in kinds  # without its tick it is open; its words stay
    assert held(sqlite_store) == (Qualification.UPPER_SECONDARY, Qualification.UNMAPPED)
    counsellor.post(f"/jobseekers/{number}/papers", do=f"remove-{line}")
    assert held(sqlite_store) == (Qualification.UPPER_SECONDARY,)


def test_what_is_wrong_stands_beside_its_field_and_the_rest_is_kept(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    assert "It ends before it begins" in add(counsellor, number, "Curso", start_year="2014", end_year="2010")
    assert "Write what it is called" in add(counsellor, number, " ", start_year="2014")
    assert "We did not understand what this is" in add(counsellor, number, "xyzzy plugh")
    page = counsellor.post(f"/jobseekers/{number}/papers", title="", lang="es", do="next")
    assert page.request.path.endswith("/plans")
    assert [one.title for one in stored(sqlite_store)] == ["xyzzy plugh"]
    assert "counts here as experience" in counsellor.get(f"/jobseekers/{number}/papers").text


def test_licences_are_offered_or_asked_about_and_only_ticks_are_kept(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    path = f"/jobseekers/{number}/papers"
    page = counsellor.post(path, words="carnet B", issued_in="ES", do="next").text
    assert 'name="licence" value="driving_b"' in page
    assert "Directive 2006/126/EC" in page
    assert ticked_on_plans(counsellor, number, "licences") == []
    assert "Which country gave the licence?" in counsellor.post(path, words="licencia B <i>", do="licence").text
    assert "licencia B <i>" not in counsellor.post(path, words="licencia B <i>", do="licence").text
    assert "We did not understand which licence" in counsellor.post(path, words="blah", do="licence").text
    page = counsellor.post(path, words="carnet B", issued_in="ES", licence=["driving_b", "broomstick"], do="licence")
    assert page.request.path == path
    assert ticked_on_plans(counsellor, number, "licences") == ["driving_b"]
    page = counsellor.post(path, words="blah", licence_seen="blah", do="next")
    assert page.request.path.endswith("/plans")


def test_another_centres_person_cannot_be_reached(counsellor: Person, signed_in: Callable[[str], Person], visitor: Person) -> None:
    number = take_in(counsellor)
    add(counsellor, number, "Primaria")
    other = signed_in("counsellor@two.example")
    path = f"/jobseekers/{number}/papers"
    assert other.get(path).status_code == 404
    assert other.post(path, page="/jobseekers/new", title="x", lang="es").status_code == 404
    assert visitor.client.get(path).status_code == 302
    mine = take_in(other)
    assert other.post(f"/jobseekers/{mine}/papers", do="remove-1").status_code == 404


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_pages_can_be_read_in_every_language(counsellor: Person, visitor: Person, lang: str) -> None:
    number = take_in(counsellor)
    add(counsellor, number, "bachillerato", country="")
    assert f'lang="{lang}"' in counsellor.get(f"/jobseekers/{number}/papers", lang=lang).text
    for path in ("/recognition", "/recognition/DE/2221", "/recognition/FR/2221"):
        page = visitor.get(path, lang=lang)
        assert page.status_code == 200
        assert f'lang="{lang}"' in page.text


@pytest.mark.parametrize("country", sorted(recognition.load().cards))
def test_every_fact_stands_with_its_source_and_every_gap_says_whom_to_ask(visitor: Person, country: str) -> None:
    for route in recognition.load().cards[country].routes:
        text = unescape(visitor.get(f"/recognition/{country}/{route.isco[0]}", lang="en").text)
        for facts in route.topics.values():
            for one in facts:
                if isinstance(one, Gap):
                    assert one.ask["en"] in text
                    continue
                assert isinstance(one, Known)
                for words in (one.text["en"], one.source.publisher, one.source.document, one.source.place, one.source.address):
                    assert words in text
                assert one.source.quote in text
        assert "Not known here." in text or not any(isinstance(one, Gap) for facts in route.topics.values() for one in facts)


def test_where_nothing_is_known_it_is_said(visitor: Person) -> None:
    known = recognition.load()
    for path in ("/recognition/FR/2221", "/recognition/ES/9629"):
        text = visitor.get(path, lang="en").text
        assert "Not known here." in text
        assert known.ask["en"].split(".")[0] in text
    for path in ("/recognition/ZZ/2221", "/recognition/ES/none", "/recognition/es/2221"):
        assert visitor.get(path).status_code == 404
    text = visitor.get("/recognition", q="<script>alert(1)</script>", country="<b>", origin="<i>").text
    assert "<script>alert" not in text
    assert "&lt;script&gt;" in text
    assert "We did not understand which work this is" in visitor.get("/recognition", q="????").text


def test_a_search_in_plain_words_leads_to_the_route(visitor: Person) -> None:
    text = visitor.get("/recognition", q="enfermera", country="ES", origin="MX", lang="es").text
    assert "/recognition/ES/2221?origin=MX" in text
    text = visitor.get("/recognition", q="enfermera", lang="es").text
    assert "/recognition/DE/2221" in text


def test_an_old_card_says_so_first(visitor: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "older than it should be" not in visitor.get("/recognition/ES/2221", lang="en").text
    monkeypatch.setattr(recognition.Card, "stale", lambda self, today: True)
    text = visitor.get("/recognition/ES/2221", lang="en").text
    assert text.index("older than it should be") < text.index("Who decides")


def test_papers_and_matches_lead_to_recognition(counsellor: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(
            session, "clinica", valid_from=factories.NOW.replace(year=2020), valid_until=factories.NOW.replace(year=2090)
        )
        row = factories.vacancy_row(session, owner, "N-1", title="Enfermera", occupation="2221", sponsorship=True)
        row.qualifications = [VacancyQualification(kind=Qualification.NURSE)]
        session.flush()
        vacancies.record_changes(session, [row])
    number = take_in(counsellor)
    counsellor.post(f"/jobseekers/{number}/work", text="trabajé como enfermera", lang="es", do="save")
    counsellor.post(f"/jobseekers/{number}/plans", countries=["ES"], permits=["ES"], birth_year="1990", accommodation_needed="")
    assert "/recognition/ES/2221" in counsellor.get(f"/jobseekers/{number}/matches").text
    assert "/recognition/ES/2221" in counsellor.get(f"/vacancies/{row.id}").text
    text = add(counsellor, number, "Licenciatura en enfermería")
    assert "/recognition?country=ES&amp;q=Licenciatura" in text
    line = line_of(text)
    page = counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": "6-0913", "do": "save"})
    assert "/recognition/ES/2221?origin=MX" in page.text
    # The schooling is settled; whether it is recognised where the work is regulated is still to be asked.
    text = counsellor.get(f"/jobseekers/{number}/matches").text
    assert re.search(r"In Spain this work is regulated: [^.]+\. Is the qualification recognised there\?", text)
    assert "/recognition/ES/2221" in text


def test_a_persons_own_account_uses_the_step_for_itself_alone(counsellor: Person, visitor: Person, sqlite_store: Services) -> None:
    number, other = take_in(counsellor), take_in(counsellor, "Somebody else")
    secret = re.search(r"/mine/([\w-]+)", counsellor.post(f"/jobseekers/{number}/access").text)
    assert secret
    visitor.post(f"/mine/{secret[1]}", password="mi-secreto-1", again="mi-secreto-1")
    assert "So called in Mexico." in add(visitor, number, "Bachillerato")
    assert visitor.get("/recognition/ES/2221").status_code == 200
    assert visitor.get(f"/jobseekers/{other}/papers").status_code == 404
    assert visitor.post(f"/jobseekers/{other}/papers", page=f"/jobseekers/{number}/papers", title="x", lang="es").status_code == 404
    assert [one.title for one in stored(sqlite_store)] == ["Bachillerato"]


def test_what_was_confirmed_goes_out_and_comes_in_whole(counsellor: Person, sqlite_store: Services) -> None:
    number, other = take_in(counsellor), take_in(counsellor, "The same again")
    line = line_of(add(counsellor, number, "Licenciatura en enfermería"))
    counsellor.post(f"/jobseekers/{number}/papers", **{f"finished-{line}": "yes", f"reading-{line}": "6-0913", "do": "save"})
    add(counsellor, number, "Curso de inglés", finished="no")
    mine = counsellor.get(f"/jobseekers/{number}/cv/all.json").data
    ours = [one["x-oficio"] for one in json.loads(mine)["education"]]
    assert (ours[0]["isced"], ours[0]["iscedField"], ours[0]["finished"], ours[0]["kind"]) == (6, "0913", True, "nurse")
    assert ours[1]["finished"] is False
    with sqlite_store.transaction() as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.public_id == other)).one()
        taking_in.take_in(session, person, json_resume.loads(mine, "cv.json"), "es", sqlite_store.taxonomy)
    before, after = stored(sqlite_store)[:2], stored(sqlite_store)[2:]
    told = ("title", "lang", "country", "kind", "isced", "field", "finished", "ongoing", "started", "ended")
    assert [[getattr(one, name) for name in told] for one in after] == [[getattr(one, name) for name in told] for one in before]
    forged = mine.replace(b'"isced": 6', b'"isced": 99').replace(b'"0913"', b'"9876"').replace(b'"finished": true', b'"finished": false')
    with sqlite_store.transaction() as session:
        person = session.scalars(select(Jobseeker).where(Jobseeker.public_id == other)).one()
        taking_in.take_in(session, person, json_resume.loads(forged, "cv.json"), "es", sqlite_store.taxonomy)
    one = stored(sqlite_store)[-1]
    assert (one.kind, one.isced, one.field, one.finished) == (None, None, None, False)
