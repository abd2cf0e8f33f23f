"""What a centre has confirmed counts there, is no copy, and shows nobody's words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from matcher.bootstrap import Services
from matcher.models import Jobseeker
from matcher.services import jobseekers
from occupations import builtin
from occupations.exemplars import Exemplars
from occupations.links import How, Link
from tests import factories

WORDS = "andaba de chambelán con los fierros"


def confirmed(session: Session, slug: str, text: str = WORDS, code: str = "7212") -> Jobseeker:
    user = factories.user(session, factories.centre(session, slug), f"{slug}@centre.example")
    person = jobseekers.register(session, user, "Ana", "es", consented=True)
    jobseekers.add_experience(session, person, text, "es", 12, None)
    jobseekers.confirm_occupation(session, person.experiences[0], builtin.load().occupations[code], "isco08")
    session.flush()
    return person


def asked(store: Services, session: Session, centre_id: int, text: str = WORDS) -> list[Link]:
    known = store.confirmations.of(session, centre_id, store.taxonomy)
    return store.linker.link_many([text], ["es"], top=5, exemplars=known)[0]


def test_a_confirmed_link_counts_in_its_centre_and_in_no_other(store: Services) -> None:
    with store.transaction() as session:
        here, there = confirmed(session, "here"), confirmed(session, "there", "otra cosa distinta", "9111")
        best = asked(store, session, here.centre_id)[0]
        assert (best.code, best.how) == ("7212", How.EXEMPLAR)
        assert all(link.how is not How.EXEMPLAR for link in asked(store, session, there.centre_id))
        assert WORDS not in {link.matched for link in asked(store, session, here.centre_id)}


def test_what_is_erased_or_taken_back_counts_no_more(store: Services) -> None:
    with store.transaction() as session:
        person = confirmed(session, "here")
        centre_id = person.centre_id
        jobseekers.confirm_occupation(session, person.experiences[0], None, "isco08")
        session.flush()
        assert all(link.how is not How.EXEMPLAR for link in asked(store, session, centre_id))
        jobseekers.confirm_occupation(session, person.experiences[0], builtin.load().occupations["7212"], "isco08")
        session.flush()
        assert asked(store, session, centre_id)[0].how is How.EXEMPLAR
        jobseekers.erase(session, person)
        session.flush()
        assert all(link.how is not How.EXEMPLAR for link in asked(store, session, centre_id))


def test_a_long_story_names_no_one_occupation(store: Services) -> None:
    with store.transaction() as session:
        person = confirmed(session, "here", "y luego " * 40 + WORDS)
        assert not store.confirmations.of(session, person.centre_id, store.taxonomy).codes


def test_more_confirmations_of_one_code_never_make_it_less_likely(store: Services) -> None:
    vector = store.encoder.encode([WORDS])

    @given(here=st.integers(0, 30), there=st.integers(0, 30), score=st.floats(0, 1))
    def holds(here: int, there: int, score: float) -> None:
        def weighed(times: int) -> float:
            counted = {"7212": float(times), "9111": float(there)}
            return Exemplars([], vector[:0], []).weighed(score, "7212", counted)

        assert 0 <= weighed(here) <= weighed(here + 1) <= 1

    holds()


def test_parts_of_exemplars_belong_together(store: Services) -> None:
    with pytest.raises(ValueError, match="1 texts, 0 vectors, 0 codes"):
        Exemplars([("a",)], store.encoder.encode([]), [])
