"""Facts and criteria that come with the product: nothing without a source that was read, everything in four languages."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from matcher.bootstrap import Services
from matcher.errors import InvalidInput, NotAllowed, NotFound
from matcher.services import criteria, legal_minimum
from matcher.services.publishing import wording_list
from matcher.vocabulary import ComplaintGround, Disqualifies, Role
from tests import factories

LANGUAGES = {"en", "es", "fr", "ar"}
BOLD = {"no_fees", "documents_not_held", "no_deposits", "no_substitution", "free_to_leave"}
KNOWN = [one for one in legal_minimum.seeds() if not one.get("unknown")]


def named(entry: dict) -> str:
    return f"{entry['country']}-{entry.get('region') or ''}-{entry.get('sector') or ''}-{entry['valid_from']}"


@pytest.mark.parametrize("entry", KNOWN, ids=named)
def test_no_legal_minimum_without_the_source_it_was_read_in(entry: dict) -> None:
    source = entry["source"]
    for name in ("publisher", "document", "place", "quote"):
        assert isinstance(source[name], str)
        assert len(source[name].strip()) > 2
    assert isinstance(source["read_on"], date)
    assert source["read_on"] <= date.today()
    assert source["date"] is None or isinstance(source["date"], date)
    assert len(source["quote"]) <= 200
    # The figure stands in the quoted words, however they write it.
    digits = "".join(char for char in source["quote"] if char.isdigit())
    assert f"{entry['amount']:.2f}".rstrip("0").replace(".", "") in digits or _in_millions(entry["amount"], source["quote"])


def _in_millions(amount: float, quote: str) -> bool:
    return any(f"{amount / 1e6:g} {word}" in quote for word in ("million", "مليون"))


@pytest.mark.parametrize("name", ["publisher", "document", "place", "quote", "read_on", "amount", "currency", "period", "country"])
def test_an_entry_without_its_source_is_refused(sqlite_store: Services, name: str) -> None:
    whole = legal_minimum.from_seed(KNOWN[0])
    for empty in (None, "", "  "):
        with pytest.raises(InvalidInput, match=name), sqlite_store.transaction() as session:
            legal_minimum.add(session, whole | {name: empty}, None)
    with sqlite_store.transaction(writes=False) as session:
        assert legal_minimum.rows(session) == []


def test_at_least_fifteen_countries_are_answered_honest_gaps_included() -> None:
    known, gaps = {one["country"] for one in KNOWN}, {one.country for one in legal_minimum.gaps()}
    assert len(known | gaps) >= 15
    for gap in legal_minimum.gaps():
        assert gap.why.keys() == gap.ask.keys() == LANGUAGES
        assert all(text.strip() for text in (*gap.why.values(), *gap.ask.values()))


def test_legal_minima_are_loaded_once_edited_by_those_who_may_and_withdrawn_with_a_name(store: Services) -> None:
    with store.transaction() as session:
        assert legal_minimum.load(session) == len(KNOWN)
        assert legal_minimum.load(session) == 0
        centre = factories.centre(session, "c")
        officer = factories.user(session, centre, "o@c.example", Role.VETTING_OFFICER)
        clerk = factories.user(session, centre, "e@c.example", Role.EMPLOYER)
        entry = legal_minimum.from_seed(copy.deepcopy(KNOWN[0]))
        with pytest.raises(NotAllowed):
            legal_minimum.add(session, entry, clerk)
        made = legal_minimum.add(session, entry, officer)
        assert len(legal_minimum.minima(session)) == len(KNOWN) + 1
        legal_minimum.withdraw(session, made.id, officer)
        assert (made.withdrawn_by, len(legal_minimum.minima(session))) == (officer.id, len(KNOWN))
        with pytest.raises(NotFound):
            legal_minimum.get(session, made.id)


def test_the_criteria_are_at_least_the_21_and_the_bold_ones_disqualify_at_once() -> None:
    found = criteria.of(criteria.current())
    assert len(found) >= 21
    assert {one.code for one in found.values() if one.disqualifies is Disqualifies.AT_ONCE} == BOLD
    assert {one.code for one in found.values() if one.grave} == BOLD | {"no_forced_labour", "adults_only"}
    assert found["recruiter_licence"].recruiters_only


@pytest.mark.parametrize("version", criteria.versions())
def test_every_criterion_is_whole_in_four_languages_with_its_sources(version: str) -> None:
    for one in criteria.of(version).values():
        assert one.sources
        assert set(one.statement_of) <= {"employer", "workers", "authority", "officer"}
        assert one.words.keys() >= {"name", "means", "evidence", "employer_asks"}
        assert ("applies_if" in one.words) is (one.disqualifies is Disqualifies.IF_APPLIES or one.recruiters_only)
        for words in one.words.values():
            assert words.keys() == LANGUAGES
            assert all(text.strip() for text in words.values())


#: Clause numbers the field notes mark as read. Anything else is named by its document alone.
READ = {
    "IOM, IRIS Standard on Ethical Recruitment": ("general principle", "principle"),
    "Dhaka Principles for Migration with Dignity": ("principle",),
    "ILO Convention 181 (Private Employment Agencies, 1997)": ("Article 7",),
}


@pytest.mark.parametrize("version", criteria.versions())
def test_no_clause_number_is_printed_that_was_not_read(version: str) -> None:
    for one in criteria.of(version).values():
        for document, place in one.sources:
            assert place is None or place.startswith(READ.get(document, ("\0",))), (one.code, document, place)


def test_every_complaint_that_names_a_criterion_names_one_that_exists() -> None:
    known = criteria.of(criteria.current())
    assert all(ground.criterion is None or ground.criterion in known for ground in ComplaintGround)
    assert {ground.criterion for ground in ComplaintGround if ground.grave} >= BOLD


def test_an_unknown_version_of_the_criteria_is_an_error() -> None:
    with pytest.raises(NotFound):
        criteria.of("1999-01")


def test_the_wording_list_says_which_one_it_is() -> None:
    assert wording_list().version
