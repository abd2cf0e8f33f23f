"""A person's data is theirs: every demonstration person goes out as JSON Resume and comes in again the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.cv import draft, json_resume
from matcher.cv.resume import Resume, Skill, Work
from matcher.models import Centre, Jobseeker, User
from matcher.services import cvs, demonstration_people, jobseekers, shipped, taking_in
from matcher.services.accounts import PASSWORD_LENGTH
from matcher.services.carrying import Left
from occupations import builtin, editions
from occupations.esco.reading import read
from occupations.taxonomy import Taxonomy
from tests import esco_download as made
from tests import factories
from tests.esco_download import ARC, BRAZIER, METALS, WELDER
from tests.matcher.cv.test_paper import words
from web.wording import cv as wording

PEOPLE = shipped.read("people.yaml")


def taken_in(session: Session, number: int) -> Jobseeker:
    counsellor = factories.user(session, factories.centre(session, f"c{number}"), f"c{number}@example.org")
    told = dict(shipped.read("cvs.yaml").get(PEOPLE[number]["name"], {}))
    told.pop("account", None)
    return demonstration_people.take_in(session, PEOPLE[number], told, counsellor, lambda password: password * PASSWORD_LENGTH)


@pytest.mark.parametrize("number", range(len(PEOPLE)), ids=[one["name"] for one in PEOPLE])
def test_a_whole_profile_comes_back_identical(sqlite_store: Services, number: int) -> None:
    with sqlite_store.transaction() as session:
        person = taken_in(session, number)
        shown = words(person.lang if person.lang in ("es", "en", "fr", "ar") else "en")
        raw = json_resume.dumps(cvs.whole(session, person, shown))
        counsellor = factories.user(session, session.get_one(Centre, person.centre_id), "again@example.org")
        other = jobseekers.register(session, counsellor, "Somebody", person.lang, consented=True)
        read = json_resume.loads(raw, "cv.json")
        every_line = {line.key for line in draft.lines(read, shown)}
        taking_in.take_in(session, other, draft.confirmed(read, every_line), "en", builtin.load())
        session.flush()
        session.expire_all()
        assert jobseekers.profile(session, other) == jobseekers.profile(session, person)
        again = cvs.whole(session, other, shown)
        assert json_resume.write(again) == json_resume.write(read)
        assert replace(again, meta=read.meta) == read


def test_what_is_there_already_is_not_doubled(sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        person = taken_in(session, 0)
        shown = words("es")
        session.expire_all()
        before = json_resume.write(cvs.whole(session, person, shown))
        taking_in.take_in(session, person, json_resume.read(before, "cv.json"), "es", builtin.load())
        session.expire_all()
        assert json_resume.write(cvs.whole(session, person, shown)) == before


@pytest.fixture(scope="module")
def esco(tmp_path_factory: pytest.TempPathFactory) -> Taxonomy:
    found = read(made.folder(tmp_path_factory.mktemp("download") / "v1.2"))
    return editions.compose("esco-1.2", found.concepts, found.terms, found.relations)


def brought(session: Session, taxonomy: Taxonomy, *works: Work, skills: tuple[Skill, ...] = ()) -> tuple[Jobseeker, list[Left]]:
    """Somebody whose file says so, and what of it could not be taken in."""
    counsellor = factories.user(session, factories.centre(session, "c"), "c@example.org")
    person = jobseekers.register(session, counsellor, "Somebody", "es", consented=True)
    told = tuple(replace(one, summary=f"work {number}") for number, one in enumerate(works))
    return person, taking_in.take_in(session, person, Resume(work=told, skills=skills), "es", taxonomy)


@pytest.mark.parametrize(
    ("code", "uri", "built_in", "in_esco"),
    [
        ("7212", "", "7212", "7212"),
        ("7212.1", "", "7212", "7212.1"),
        ("7212.1", WELDER, "7212", "7212.1"),
        ("7212.5", WELDER, "7212", "7212.1"),  # in another version of ESCO it had another code,
        ("7212.1", BRAZIER, "7212", "7212.1.1"),  # or its code was that of another occupation
        ("7212.1", WELDER + "-of-old", "7212", "7212"),
        ("7212.9", "", "7212", "7212"),
        ("", WELDER, None, "7212.1"),
    ],
)
def test_an_occupation_of_another_edition_is_carried_over(
    sqlite_store: Services, esco: Taxonomy, code: str, uri: str, built_in: str | None, in_esco: str
) -> None:
    for taxonomy, expected in ((builtin.load(), built_in), (esco, in_esco)):
        with sqlite_store.transaction() as session:
            person, left = brought(session, taxonomy, Work(occupation=code, occupation_uri=uri))
            (work,) = person.experiences
            assert (work.occupation, work.edition) == (expected, taxonomy.edition if expected else None)
            assert [one.was for one in left] == ([] if expected else [uri])
            if expected and uri:
                assert work.occupation_uri == uri  # the next edition may know it
            session.rollback()


def test_what_no_edition_knows_is_told(sqlite_store: Services, esco: Taxonomy) -> None:
    with sqlite_store.transaction() as session:
        person, left = brought(
            session, esco, Work(occupation="9999.1", tasks=(ARC, "gone")), Work(occupation="72129"), Work(occupation_uri="javascript:x")
        )
        first, second, third = person.experiences
        assert [(one.thing, one.number, one.was) for one in left] == [
            ("work", str(first.id), "9999.1"), ("task", str(first.id), "gone"), ("work", str(second.id), "72129"),
        ]  # fmt: skip
        assert (first.occupation, first.tasks, second.occupation) == (None, [ARC], None)
        assert third.occupation_uri is None  # and no address of anything else is kept


def test_a_skill_of_another_edition_goes_by_its_name(sqlite_store: Services) -> None:
    named = builtin.load().skills["weld-arc"].label("es")
    with sqlite_store.transaction() as session:
        told = (Skill(named, skill=ARC), Skill("tipos de metal", skill=METALS), Skill(skill="weld-pipes"))
        person, _ = brought(session, builtin.load(), skills=told)
        assert {one.skill for one in person.skills} == {"weld-arc", "weld-pipes"}
        assert person.other_skills == ["tipos de metal"]


def test_a_confirmed_occupation_goes_out_with_its_uri_and_comes_back(sqlite_store: Services, esco: Taxonomy) -> None:
    shown = wording.words("es", esco)
    with sqlite_store.transaction() as session:
        person, _ = brought(session, esco, Work())
        jobseekers.confirm_occupation(session, person.experiences[0], esco.occupations["7212.1"], "esco-1.2")
        whole = json_resume.loads(json_resume.dumps(cvs.whole(session, person, shown)), "cv.json")
        assert (whole.work[0].occupation, whole.work[0].occupation_uri) == ("7212.1", WELDER)
        other = jobseekers.register(session, session.scalars(select(User)).one(), "Other", "es", consented=True)
        assert taking_in.take_in(session, other, whole, "es", builtin.load()) == []
        assert (other.experiences[0].occupation, other.experiences[0].occupation_uri) == ("7212", WELDER)
