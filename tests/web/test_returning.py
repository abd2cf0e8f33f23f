"""Coming home: the public cards, and the matches of somebody who comes back."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.database import now
from matcher.errors import InvalidInput
from matcher.guides import returning
from matcher.models import Jobseeker
from matcher.services import guides, jobseekers, vacancies
from tests import factories
from tests.web.conftest import Person
from tests.web.test_pages import take_in

WORDS = dict.fromkeys(("en", "es", "fr", "ar"), "x")


def test_what_is_shipped_is_whole_and_every_fact_is_on_its_page(visitor: Person) -> None:
    known = guides.coming_home()
    assert {"GT", "HN", "MX", "JO"} <= set(known.cards)
    index = visitor.get("/returning").text
    for country, card in known.cards.items():
        assert f"/returning/{country}" in index
        page = visitor.get(f"/returning/{country}").text
        assert page.count('class="sources small"') == sum("source" in one.__slots__ for of in card.topics.values() for one in of)
        assert all(f'id="{topic}"' in page for topic in returning.TOPICS)


def test_of_a_country_without_a_card_it_is_said_and_the_questions_stand_there(visitor: Person) -> None:
    page = visitor.get("/returning/AQ").text
    assert "Not known here" in page
    assert page.count("<li>") >= len(guides.coming_home().questions) >= 6
    assert visitor.get("/returning/XX").status_code == 404


@pytest.mark.parametrize("topic", returning.TOPICS)
def test_a_card_without_a_topic_or_with_a_fact_without_its_source_is_refused(topic: str) -> None:
    entry = {"unknown": True, "ask": WORDS}
    card = {"country": "HN", "read_on": now().date(), "check_on": now().date(), "topics": {one: [entry] for one in returning.TOPICS}}
    general = {"ask": WORDS, "questions": [WORDS]}
    assert set(returning.read(general, "g", {"f": card}).cards) == {"HN"}
    with pytest.raises(InvalidInput) as missing:
        returning.read(general, "g", {"f": {**card, "topics": {one: [entry] for one in returning.TOPICS if one != topic}}})
    assert missing.value.facts["field"] == topic
    with pytest.raises(InvalidInput) as hearsay:
        returning.read(general, "g", {"f": {**card, "topics": {**card["topics"], topic: [{"text": WORDS}]}}})
    assert hearsay.value.facts["field"].startswith(f"{topic}[0]")
    with pytest.raises(InvalidInput):
        returning.read(general, "g", {"f": card, "h": card})
    with pytest.raises(InvalidInput):
        returning.read({"ask": WORDS}, "g", {})


def test_somebody_who_comes_back_finds_home_first_and_what_there_is_beside(counsellor: Person, sqlite_store: Services) -> None:
    number = take_in(counsellor)
    with sqlite_store.transaction() as session:
        jobseekers.add_experience(session, session.scalars(select(Jobseeker)).one(), "fui soldador", "es", occupation="7212")
        owner = factories.employer(session, "a", valid_until=now().replace(year=2090))
        for name, country in (("abroad", "ES"), ("home", "HN")):
            row = factories.vacancy_row(session, owner, name, title=f"Soldador {name}", country=country, occupation="7212")
            vacancies.record_changes(session, [row])
    page = counsellor.post(f"/jobseekers/{number}/plans", returns_to="HN").text
    assert page.index("Soldador home") < page.index("In other countries") < page.index("Soldador abroad")
    assert "What this work is in Honduras" in page
    assert "1 vacancy open to this person in Honduras" in page
    assert "/returning/HN#own_account" in page
    with sqlite_store.transaction() as session:
        factories.suspend(session, "a")
    page = counsellor.get(f"/jobseekers/{number}/matches").text
    assert "Soldador" not in page.replace("Soldadores", "")
    assert "0 vacancies open to this person in Honduras" in page
    page = counsellor.post(f"/jobseekers/{number}/plans", returns_to="").text
    assert "Honduras" not in page
