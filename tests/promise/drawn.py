"""What is drawn at random: people and what they tell, vacancies and what they ask, and every kind of edit there is."""

from __future__ import annotations

from hypothesis import strategies as st

from matcher.vacancy import LanguageNeed, LicenceNeed
from matcher.vocabulary import ComplaintGround, Level, Licence, ProposalKind, Qualification, VacancyState, VettingState
from tests.promise.world import Edit

#: Most are granted and published, so that a history meets what could be shown wrongly, and not only what nobody would show.
VETTINGS = st.sampled_from([VettingState.GRANTED] * 5 + list(VettingState))
STATES = st.sampled_from([VacancyState.PUBLISHED] * 5 + list(VacancyState))
COUNTRIES = ["ES", "MX", "FR"]
LEVELS = ["A2", "B1", "C1", None]
WHICH = st.integers(0, 19)


def some(of: list[object], most: int = 2) -> st.SearchStrategy[list[object]]:
    return st.lists(st.sampled_from(of), max_size=most, unique=True)


PEOPLE = st.fixed_dictionaries(
    {"experiences": st.sampled_from([[], [{"text": "fui soldador", "lang": "es"}], [{"text": "cociné en un hotel", "lang": "es"}]])},
    optional={
        "countries": some(COUNTRIES),
        "permits": some(COUNTRIES),
        "refused_countries": some(COUNTRIES, 1),
        "languages": st.dictionaries(st.sampled_from(["es", "fr"]), st.sampled_from(LEVELS), max_size=2).map(
            lambda held: [{"code": code, "level": level} for code, level in held.items()]
        ),
        "licences": some(["driving_c", "driving_b", "forklift"]),
        "qualifications": some(["isced_3", "isced_6", "welder", "unmapped"]),
        "birth_year": st.sampled_from([1990, 2005, 2008, 2010]),
    },
)
NEEDS = st.lists(
    st.builds(LanguageNeed, st.sampled_from(["es", "fr"]), st.sampled_from([Level.A2, Level.B1, None]), st.booleans()),
    max_size=2, unique_by=lambda need: need.code,
).map(tuple)  # fmt: skip
LICENCES = st.lists(
    st.builds(LicenceNeed, st.sampled_from([Licence.DRIVING_B, Licence.FORKLIFT]), st.booleans()),
    max_size=2,
    unique_by=lambda one: one.code,
).map(tuple)
#: Fields of terms; a closing day in days from now, intermediaries by number.
FIELDS = {
    "country": st.sampled_from([*COUNTRIES, "ES", None]),
    "sponsorship": st.sampled_from([True, False, None]),
    "languages": st.none() | NEEDS,
    "licences": st.none() | LICENCES,
    "qualifications": st.none() | some([Qualification.UPPER_SECONDARY, Qualification.WELDER, Qualification.BACHELOR], 1).map(tuple),
    "minimum_age": st.sampled_from([None, 18, 21]),
    "closes_on": st.sampled_from([None, -1, 0, 1, 3, 10]),
    "intermediaries": st.lists(WHICH, max_size=2, unique=True).map(tuple),
    "title": st.sampled_from(["Soldador naval", "Ayudante de cocina"]),
}
ONE_FIELD = st.one_of([st.fixed_dictionaries({name: values}) for name, values in FIELDS.items()])
WANTED = st.just({}) | ONE_FIELD
DAYS = st.integers(0, 4)
LASTS = st.integers(1, 6)


def edit(name: str, *given: st.SearchStrategy[object]) -> st.SearchStrategy[Edit]:
    return st.tuples(st.just(name), st.tuples(*given))


GRANTED = edit("vet", WHICH, st.integers(1, 60)) | edit("employ", st.just(VettingState.GRANTED), st.integers(-3, 0), LASTS)
ON_EMPLOYERS = st.one_of(
    edit("employ", VETTINGS, st.integers(-3, 2), LASTS), edit("suspend", WHICH), edit("settle"),
    edit("decide", WHICH, st.sampled_from([ProposalKind.REINSTATE, ProposalKind.REINSTATE, ProposalKind.WITHDRAW])),
    edit("set_a_condition", WHICH, DAYS, st.integers(0, 1)), edit("mend", WHICH), edit("take_back", WHICH),
    edit("complain", WHICH, st.sampled_from([ComplaintGround.FEES, ComplaintGround.PAY])), edit("apply_anew", WHICH),
    edit("force", WHICH, VETTINGS), edit("force_dates", WHICH, st.integers(-3, 1), LASTS),
    edit("force_condition", WHICH, st.integers(-1, 60)),
)  # fmt: skip
ON_VACANCIES = st.one_of(
    edit("write", WHICH, STATES, WANTED), edit("publish_new", WHICH, WANTED), edit("rework", WHICH, ONE_FIELD, st.booleans()),
    edit("alter", WHICH, ONE_FIELD), edit("put", WHICH, STATES), edit("publish", WHICH), edit("extend", WHICH, DAYS), edit("copy", WHICH),
    edit("finish", WHICH, st.sampled_from([VacancyState.CLOSED, VacancyState.FILLED])), edit("remove", WHICH),
)  # fmt: skip
ON_PEOPLE = st.one_of(
    edit("take_in", PEOPLE),
    edit("tell", WHICH, PEOPLE),
    edit("withdraw_consent", WHICH),
    edit("erase", WHICH),
    edit("refer", WHICH, WHICH),
    edit("come_back", WHICH, st.sampled_from(["ES", "MX", None])),
)
ON_WATCHERS = st.one_of(
    edit("watch", WHICH, st.booleans()), edit("watch", WHICH, st.booleans()), edit("stop_watching", WHICH), edit("look", WHICH),
    edit("a_night_breaks_off"), edit("look", WHICH),
)  # fmt: skip
