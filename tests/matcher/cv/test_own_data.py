"""A person's data is theirs: every demonstration person goes out as JSON Resume and comes in again the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.cv import draft, json_resume
from matcher.models import Centre, Jobseeker
from matcher.services import cvs, demonstration_people, jobseekers, shipped, taking_in
from matcher.services.accounts import PASSWORD_LENGTH
from occupations import builtin
from tests import factories
from tests.matcher.cv.test_paper import words

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
