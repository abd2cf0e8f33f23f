"""Judging matches on the page: by a form without scripts, with a name, to be taken back; and the figures on the command line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from sqlalchemy import select

from matcher.bootstrap import Services
from matcher.models import Jobseeker, MatchJudgement, User, VacancyRow
from matcher.services import consents, referrals, vacancies
from matcher.vocabulary import ConsentPurpose, JudgementVerdict, Shared
from tests import factories
from tests.web.conftest import Oficio, Person
from tests.web.test_pages import take_in

TITLES = ("Soldador", "Soldador naval", "Cocinero")


@pytest.fixture
def numbers(sqlite_store: Services) -> dict[str, int]:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "e", valid_until=factories.NOW.replace(year=2090))
        rows = [factories.vacancy_row(session, owner, title, title=title, description=title) for title in TITLES]
        rows[2].occupation = "5120"
        vacancies.record_changes(session, rows)
        return {row.title: row.id for row in rows}


@pytest.fixture
def number(counsellor: Person, numbers: dict[str, int]) -> str:
    made = take_in(counsellor)
    counsellor.post(f"/jobseekers/{made}/work", text="soldadora", lang="es", do="save")
    return made


def order(page: str) -> list[str]:
    return re.findall(r'<bdi lang="es">(\w[\w ]*)</bdi></a></h3>', page)


def say(person: Person, number: str, vacancy: int, verdict: str, reason: str = "kind", note: str = "") -> str:
    fields = {f"v{vacancy}-verdict": verdict, f"v{vacancy}-reason": reason, f"v{vacancy}-note": note}
    return person.post(f"/jobseekers/{number}/matches/{vacancy}/judge", page=f"/jobseekers/{number}/matches", **fields).text


def test_moved_wrong_and_taken_back(counsellor: Person, number: str, numbers: dict[str, int], sqlite_store: Services) -> None:
    address = f"/jobseekers/{number}/matches"
    first = counsellor.get(address).text
    ids = re.findall(r'id="([^"]+)"', first)
    assert len(ids) == len(set(ids))
    assert order(first)[-1] == "Cocinero"
    page = say(counsellor, number, numbers["Cocinero"], "up", "wanted", "<b>su sueño</b>")
    assert order(page)[0] == "Cocinero"
    assert re.search(r"Moved to the beginning by \u2068counsellor\u2069 on [\w, ]+: the person wants it", page)
    assert "&lt;b&gt;su sueño" in page
    page = say(counsellor, number, numbers["Soldador"], "wrong", "level")
    assert order(page)[-1] == "Soldador"
    assert "Judged not to fit" in page.split("Soldador naval")[-1]
    assert ": the level of the work" in page
    taken = counsellor.post(f"{address}/{numbers['Soldador']}/take-back", page=address).text
    assert "Judged not to fit" not in taken
    counsellor.post(f"{address}/{numbers['Cocinero']}/take-back", page=address)
    assert order(counsellor.get(address).text) == order(first)
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(MatchJudgement)).all() == []


def test_what_cannot_be_taken_is_told_beside_its_field(counsellor: Person, number: str, numbers: dict[str, int]) -> None:
    vacancy = numbers["Soldador"]
    assert "Choose one." in say(counsellor, number, vacancy, "up", "")
    assert "speaks for the opposite" in say(counsellor, number, vacancy, "up", "unwanted")
    assert "Write what it is." in say(counsellor, number, vacancy, "up", "other")
    page = say(counsellor, number, vacancy, "sideways")
    assert "Invalid value" in page
    assert page.count('<details class="mt-1 no-print" open>') == 1
    assert "Moved" not in counsellor.get(f"/jobseekers/{number}/matches").text


def test_only_the_own_centre_judges(
    counsellor: Person, number: str, numbers: dict[str, int], signed_in: Callable[[str], Person], sqlite_store: Services
) -> None:
    vacancy = numbers["Soldador"]
    for who, status in (("counsellor@two.example", 404), ("officer@one.example", 403)):
        for verb in ("judge", "take-back"):
            other = signed_in(who)
            fields = {f"v{vacancy}-verdict": "up", f"v{vacancy}-reason": "kind"}
            answer = other.post(f"/jobseekers/{number}/matches/{vacancy}/{verb}", page="/jobseekers/new", **fields)
            assert answer.status_code == status
    fields = {"v99-verdict": "up", "v99-reason": "kind"}
    assert counsellor.post(f"/jobseekers/{number}/matches/99/judge", page=f"/jobseekers/{number}/matches", **fields).status_code == 404
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalars(select(MatchJudgement)).all() == []


@pytest.mark.parametrize("lang", ["es", "fr", "ar"])
def test_in_every_language(counsellor: Person, number: str, numbers: dict[str, int], lang: str) -> None:
    counsellor.get("/", lang=lang)
    for vacancy, verdict in zip(numbers.values(), JudgementVerdict, strict=True):
        page = say(counsellor, number, vacancy, verdict)
        assert "counsellor" in page
    assert "Moved" not in page
    assert "Judged" not in page


def test_the_figures_name_nobody(counsellor: Person, number: str, numbers: dict[str, int], oficio: Oficio) -> None:
    for verdict, vacancy in zip(JudgementVerdict, numbers.values(), strict=True):
        say(counsellor, number, vacancy, verdict, note="Ana")
    out = oficio("judgements")
    assert out.code == 0
    told = json.loads(out.out)
    assert (told["all"], told["by_reason"], told["moved"]) == (None, {}, {})
    assert "Ana" not in out.out
    assert re.fullmatch(r"[0-9a-f]{16}", told["weights"])


def agree(store: Services) -> None:
    with store.transaction() as session:
        for person in session.scalars(select(Jobseeker)):
            consents.give(session, person, ConsentPurpose.PROPOSING, "es", None)


def test_a_vacancy_names_who_may_fit(
    counsellor: Person, number: str, numbers: dict[str, int], signed_in: Callable[[str], Person], sqlite_store: Services
) -> None:
    address = f"/vacancies/{numbers['Soldador']}"
    assert f'href="{address}/people"' in counsellor.get(address).text
    assert "Nobody of this centre" in counsellor.get(f"{address}/people").text
    agree(sqlite_store)
    page = counsellor.get(f"{address}/people").text
    assert f"/jobseekers/{number}/matches" in page
    assert "Put Ana forward" in page
    assert "In which countries would the person work?" in page
    # The score is the one in the person's own list.
    own = counsellor.get(f"/jobseekers/{number}/matches").text.split(f'id="v{numbers["Soldador"]}"')[1]
    score = re.compile(r'score" title="[^"]+">([^<]+)<')
    assert score.search(page)[1] == score.search(own)[1]
    assert "Ana" not in signed_in("counsellor@two.example").get(f"{address}/people").text
    officer = signed_in("officer@one.example")
    assert officer.get(f"{address}/people").status_code == 403
    assert f"{address}/people" not in officer.get(address).text
    say(counsellor, number, numbers["Soldador"], "wrong", "place")
    assert "Judged not to fit by" in counsellor.get(f"{address}/people").text
    for lang in ("es", "fr", "ar"):
        translated = counsellor.get(f"{address}/people", lang=lang).text
        assert "Who of this centre" not in translated
        assert "Ana" in translated
    counsellor.post(f"/jobseekers/{number}/erase")
    assert "Ana" not in counsellor.get(f"{address}/people").text


def test_how_many_others_were_put_forward_is_told_without_their_names(
    counsellor: Person, number: str, numbers: dict[str, int], sqlite_store: Services
) -> None:
    other = take_in(counsellor, "Berta")
    agree(sqlite_store)
    assert "put forward already" not in counsellor.get(f"/jobseekers/{number}/matches").text
    with sqlite_store.transaction() as session:
        row = session.get_one(VacancyRow, numbers["Soldador"])
        person = session.scalars(select(Jobseeker).where(Jobseeker.public_id == other)).one()
        by = session.scalars(select(User).where(User.email == "counsellor@one.example")).one()
        referrals.refer(session, person, row, [Shared.NAME], "", by)
    page = counsellor.get(f"/jobseekers/{number}/matches").text
    assert page.count("1 other person was put forward already") == 1
    assert "those for which fewer people were put forward come first" in page
    assert "Berta" not in page
    assert "put forward already" not in counsellor.get(f"/jobseekers/{other}/matches").text
    assert "Was put forward for this vacancy" in counsellor.get(f"/vacancies/{numbers['Soldador']}/people").text
