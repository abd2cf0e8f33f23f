"""The pages: permissions of every route, centres apart, sign-in, languages, and the guided profile without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask
from sqlalchemy import func, select

from matcher import unlocking
from matcher.bootstrap import Services
from matcher.explanation import Match
from matcher.models import Jobseeker, SignInFailure, VacancyLanguage
from matcher.services import vacancies
from matcher.unlocking import Unlock
from matcher.vocabulary import PERMISSIONS, Level, LikenessCode, PayPeriod, Permission, RuleCode
from tests import factories
from tests.web.conftest import Person
from web.auth import permission_of
from web.headers import HEADERS
from web.i18n import LANGUAGES
from web.wording import matches as wording
from web.wording import plain

WEB = Path(__file__).parent.parent.parent / "web"


def take_in(person: Person, name: str = "Ana") -> str:
    """Takes somebody in and returns their public number."""
    page = person.post("/jobseekers/new", name=name, lang="es", consent="y")
    assert page.request.path.endswith("/work"), page.text
    return page.request.path.split("/")[2]


def test_every_route_declares_its_permission(app: Flask) -> None:
    undeclared = [rule.endpoint for rule in app.url_map.iter_rules() if permission_of(app, rule.endpoint) is None]
    # Flask-Security's own pages that we do not offer answer 404, because nobody declared them.
    assert all(endpoint.startswith("security.") for endpoint in undeclared), undeclared


def test_a_route_without_permission_answers_nobody(app: Flask, counsellor: Person) -> None:
    for rule in app.url_map.iter_rules():
        if permission_of(app, rule.endpoint) is None:
            assert counsellor.client.get(rule.rule.replace("<path:filename>", "x").replace("<token>", "x")).status_code == 404


def test_every_permission_is_given_to_somebody_and_asked_by_some_route(app: Flask) -> None:
    asked = {permission_of(app, rule.endpoint) for rule in app.url_map.iter_rules()} - {None, Permission.PUBLIC}
    given = set().union(*PERMISSIONS.values())
    assert asked == given == set(Permission) - {Permission.PUBLIC}


@pytest.mark.parametrize("role", ["visitor", "officer@one.example", "counsellor@one.example"])
def test_routes_answer_only_those_who_may(app: Flask, signed_in: Callable[[str], Person], visitor: Person, role: str) -> None:
    person = visitor if role == "visitor" else signed_in(role)
    own = {
        "visitor": frozenset(),
        "officer@one.example": PERMISSIONS[next(r for r in PERMISSIONS if r == "vetting_officer")],
        "counsellor@one.example": PERMISSIONS[next(r for r in PERMISSIONS if r == "counsellor")],
    }[role]
    for rule in app.url_map.iter_rules():
        permission = permission_of(app, rule.endpoint)
        if permission in (None, Permission.PUBLIC) or "GET" not in rule.methods:
            continue
        path = re.sub(r"<int[^>]+>", "1", rule.rule)
        path = re.sub(r"<[^>]+>", "nobody", path)
        status = person.client.get(path).status_code
        if permission in own:
            assert status in (200, 404), path
        else:
            assert status == (302 if role == "visitor" else 403), path


def test_another_centres_jobseeker_does_not_exist(counsellor: Person, signed_in: Callable[[str], Person]) -> None:
    number = take_in(counsellor)
    other = signed_in("counsellor@two.example")
    for part in ("work", "skills", "languages", "papers", "plans", "matches", "erase"):
        assert counsellor.get(f"/jobseekers/{number}/{part}").status_code == 200
        assert other.get(f"/jobseekers/{number}/{part}").status_code == 404
    assert other.post(f"/jobseekers/{number}/erase", page="/jobseekers/new").status_code == 404
    assert "Ana" not in other.get("/jobseekers/").text
    assert "Ana" in counsellor.get("/jobseekers/").text


def test_without_consent_nothing_is_stored(counsellor: Person, sqlite_store: Services) -> None:
    page = counsellor.post("/jobseekers/new", name="Ana", lang="es")
    assert page.request.path == "/jobseekers/new"
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Jobseeker)) == 0


def test_matching_without_a_name_stores_nothing(counsellor: Person, sqlite_store: Services) -> None:
    from sqlalchemy import MetaData

    def everything() -> dict[str, int]:
        metadata = MetaData()
        with sqlite_store.transaction(writes=False) as session:
            metadata.reflect(session.connection())
            return {table.name: session.scalar(select(func.count()).select_from(table)) for table in metadata.sorted_tables}

    before = everything()
    page = counsellor.post("/match", text="fui soldador", lang="es", level="C2")
    assert page.status_code == 200
    assert "7212" not in page.text  # codes are worded
    assert everything() == before


def test_a_profile_step_by_step(counsellor: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(
            session, "astillero", valid_from=factories.NOW.replace(year=2020), valid_until=factories.NOW.replace(year=2090)
        )
        row = factories.vacancy_row(session, owner, "A-1", title="Soldador de buques", sponsorship=True)
        vacancies.record_changes(session, [row])
    number = take_in(counsellor)
    words = "fui soldador <b>en un astillero</b>"
    page = counsellor.post(f"/jobseekers/{number}/work", text=words, lang="es", years="4", months="2", country="ES", do="save")
    assert "&lt;b&gt;en un astillero" in page.text
    assert "Welders and flamecutters" in page.text
    assert "50 months" in page.text
    field = re.search(r'name="(occupation-\d+)"', page.text)[1]
    unsure = counsellor.get(f"/jobseekers/{number}/matches").text
    assert "Perhaps the same occupation, not confirmed yet" in unsure
    page = counsellor.post(f"/jobseekers/{number}/work", **{field: "7212", "do": "next", "lang": "es"})
    assert page.request.path.endswith("/skills")
    page = counsellor.get(f"/jobseekers/{number}/skills")
    assert 'value="weld-arc"' in page.text
    counsellor.post(f"/jobseekers/{number}/skills", skills=["weld-arc", "grind-welds"])
    page = counsellor.post(
        f"/jobseekers/{number}/languages",
        **{"languages-0-code": "es", "languages-0-level": "C2", "languages-1-code": "", "languages-1-level": ""},
    )
    assert page.request.path.endswith("/papers")
    page = counsellor.post(
        f"/jobseekers/{number}/plans", countries=["ES"], permits=["none"], birth_year="1990", accommodation_needed="no", pay_period="month"
    )
    assert page.request.path.endswith("/matches")
    assert "Soldador de buques" in page.text
    assert "Same occupation: Welders and flamecutters" in page.text
    assert "Can do 2 of" in page.text
    assert "The employer arranges the work permit" in page.text
    assert counsellor.get(f"/vacancies/{row.id}").status_code == 200
    assert counsellor.post(f"/jobseekers/{number}/erase").status_code == 200
    assert counsellor.get(f"/jobseekers/{number}/work").status_code == 404


@pytest.mark.parametrize(
    ("step", "fields", "message"),
    [
        ("work", {"text": "", "lang": "es"}, "Write what the person says."),
        ("work", {"text": "x", "lang": "es", "years": "99"}, "Years: from 0 to 70."),
        ("plans", {"hours_low": "40", "hours_high": "20", "pay_period": "month"}, "The most is less than the least."),
        ("plans", {"pay_amount": "100", "pay_period": "month"}, "Choose the currency."),
        ("plans", {"licences": ["none", "forklift"], "pay_period": "month"}, "not both"),
        ("plans", {"birth_year": "90", "pay_period": "month"}, "Four digits, from 1900 on."),
        ("plans", {"birth_year": "2025", "pay_period": "month"}, "small child"),
        ("plans", {"countries": ["ES"], "refused_countries": ["ES"], "pay_period": "month"}, "both among those wanted"),
        ("languages", {"languages-0-code": "", "languages-0-level": "B1"}, "without its language"),
        ("work", {"text": "   ", "lang": "es", "do": "save"}, "Write what the person says."),
        ("languages", {"languages-0-code": "es", "languages-1-code": "es", "languages-0-level": "", "languages-1-level": ""}, "twice"),
    ],
)
def test_a_field_that_cannot_be_read_says_so(counsellor: Person, step: str, fields: dict, message: str) -> None:
    number = take_in(counsellor)
    page = counsellor.post(f"/jobseekers/{number}/{step}", **fields)
    assert page.status_code == 200
    assert message in page.text


def test_a_suspension_by_an_officer_reaches_the_counsellors_next_page(
    counsellor: Person, signed_in: Callable[[str], Person], sqlite_store: Services
) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "astillero", valid_until=factories.NOW.replace(year=2090))
        row = factories.vacancy_row(session, owner, "A-1", title="Soldador de buques")
        vacancies.record_changes(session, [row])
    ask = {"text": "fui soldador", "lang": "es", "level": ""}
    assert "Soldador de buques" in counsellor.post("/match", **ask).text
    officer = signed_in("officer@two.example")
    assert officer.post(f"/vettings/{owner.vettings[0].id}/suspend", reason="documents held").status_code == 200
    assert "Soldador de buques" not in counsellor.post("/match", **ask).text
    assert counsellor.get(f"/vacancies/{row.id}").status_code == 404


def test_signing_in_gives_a_new_session_and_signing_out_ends_it(app: Flask) -> None:
    person = Person(app)
    person.get("/sign-in")
    before = person.client.get_cookie("oficio").value
    person.sign_in("counsellor@one.example")
    after = person.client.get_cookie("oficio").value
    assert before != after
    assert person.post("/sign-out", page="/jobseekers/").status_code == 200
    thief = app.test_client()
    thief.set_cookie("oficio", after)
    assert thief.get("/jobseekers/").status_code == 302
    assert person.client.get("/sign-out").status_code == 405


def test_wrong_password_and_unknown_account_read_the_same_and_are_counted(app: Flask, sqlite_store: Services) -> None:
    def answer(email: str) -> str:
        page = Person(app).sign_in(email, "wrong-wrong-wrong-wrong")
        return re.sub(r'value="[^"]*"', "", page.text.replace(email, ""))

    assert answer("counsellor@one.example") == answer("nobody@one.example")
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(SignInFailure)) == 2
        assert all("@" not in row.account for row in session.scalars(select(SignInFailure)))
    for _ in range(8):
        answer("counsellor@one.example")
    locked = Person(app).sign_in("counsellor@one.example")
    assert locked.request.path == "/sign-in"
    assert "Too many failed attempts" in locked.text
    assert Person(app).sign_in("counsellor@two.example").request.path == "/jobseekers/"


def test_a_form_without_its_token_changes_nothing(counsellor: Person, sqlite_store: Services) -> None:
    assert counsellor.client.post("/jobseekers/new", data={"name": "Ana", "lang": "es", "consent": "y"}).status_code == 400
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalar(select(func.count()).select_from(Jobseeker)) == 0


def test_signing_in_never_leads_to_another_site(app: Flask) -> None:
    person = Person(app)
    page = person.client.get("/sign-in?next=https://evil.example/")
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    fields = {"csrf_token": csrf, "email": "counsellor@one.example", "password": factories.PASSWORD, "next": "https://evil.example/"}
    answer = person.client.post("/sign-in?next=https://evil.example/", data=fields)
    assert "evil.example" not in answer.headers.get("Location", "")


def test_headers_of_every_answer(visitor: Person) -> None:
    for path in ("/", "/sign-in", "/nothing"):
        page = visitor.get(path)
        for name, value in HEADERS.items():
            assert page.headers[name] == value
        assert page.headers["Cache-Control"] == "no-store"
    assert "script-src" not in HEADERS["Content-Security-Policy"]
    assert "default-src 'none'" in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_pages_speak_the_language_in_its_direction(counsellor: Person, lang: str) -> None:
    page = counsellor.get("/jobseekers/new", lang=lang)
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page.text
    assert ("bootstrap.rtl.min.css" in page.text) is (lang == "ar")
    assert f'lang="{lang}"' in counsellor.get("/jobseekers/").text  # remembered


@pytest.mark.parametrize("lang", [lang for lang in LANGUAGES if lang != "en"])
def test_catalogues_are_complete_and_up_to_date(lang: str, tmp_path: Path) -> None:
    from babel.messages.extract import extract_from_dir
    from babel.messages.frontend import parse_mapping_cfg

    with (WEB / "babel.cfg").open() as stream:
        methods, options = parse_mapping_cfg(stream)
    keywords = {"_": None, "_l": None, "gettext": None, "ngettext": (1, 2)}
    used = {message for _, _, message, _, _ in extract_from_dir(str(WEB), methods, options, keywords)}
    with (WEB / "translations" / lang / "LC_MESSAGES" / "messages.po").open("rb") as stream:
        catalogue = read_po(stream)
    told = {message.id: message for message in catalogue if message.id}
    assert used - told.keys() == set()
    for message in told.values():
        strings = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert all(strings), message.id
        assert not message.fuzzy
        assert list(message.check(catalogue)) == []


def test_our_styles_know_no_left_and_no_right() -> None:
    css = re.sub(r"/\*.*?\*/", "", (WEB / "static" / "oficio.css").read_text(), flags=re.S)
    physical = re.findall(
        r"(?<![\w-])((?:margin|padding|border)-(?:left|right|top|bottom)|left|right|top|bottom|float|width|height)\s*:", css
    )
    assert [name for name in physical if name not in ("width", "height")] == []
    for template in (WEB / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r'class="[^"]*\b(?:ml|mr|pl|pr|text-left|text-right|float-left|float-right)-', text), template
        assert "style=" not in text, template
        # Data for search engines, which no browser runs, may stand there; and on the page of practice one file of our own.
        allowed = ['<script type="application/ld+json">']
        if template.name == "practice.html":
            allowed.append("""<script src="{{ url_for('static', filename='practice.js') }}" defer></script>""")
        for one in allowed:
            text = text.replace(one, "")
        assert "<script" not in text, template


def test_every_code_is_worded(app: Flask) -> None:
    assert set(wording._LEFT_OUT) == {RuleCode(code) for code in RuleCode if code in {rule.code for rule in _hard()}}
    with app.test_request_context("/"):
        for code in wording._LEFT_OUT:
            assert "3" in wording.left_out(code, 3)
        whole = Match(factories.vacancy(), 0.4, (), (), (), dict.fromkeys(LikenessCode, 0.5))
        assert len(wording.shares(whole)) == len(LikenessCode) + 1
        facts = {"language": "es", "level": "B1", "licence": "forklift", "qualification": "nurse"}
        for code in unlocking._STEPS:
            assert "34" in wording.unlock(Unlock(code, facts, 34))


def _hard():
    from matcher.eligibility import HARD_RULES

    return HARD_RULES


def test_an_error_page_tells_nothing_of_the_inside(counsellor: Person) -> None:
    page = counsellor.get("/jobseekers/nobody/work")
    assert page.status_code == 404
    assert "nobody" not in page.text.split("<main")[1]
    assert "Traceback" not in page.text


def test_signing_in_is_by_the_form_alone_and_tokens_open_nothing(app: Flask, sqlite_store: Services) -> None:
    person = Person(app)
    csrf = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', person.client.get("/sign-in").text)[1]
    told = {"email": "counsellor@one.example", "password": factories.PASSWORD}
    for path in ("/sign-in", "/sign-in?include_auth_token"):
        assert person.client.post(path, json=told, headers={"X-CSRFToken": csrf}).status_code == 415
    for odd in ({"email": "\ud800"}, {"email": 5}, [1], "x"):
        assert person.client.post("/sign-in", json=odd, headers={"X-CSRFToken": csrf}).status_code == 415
    with app.app_context(), app.test_request_context():
        from flask_security.proxies import _security

        secret = _security.datastore.find_user(email="counsellor@one.example").get_auth_token()
    stranger = app.test_client()
    assert stranger.get(f"/jobseekers/?auth_token={secret}").status_code == 302
    assert stranger.get("/jobseekers/", headers={"Authentication-Token": secret}).status_code == 302


def test_one_account_has_one_counter_however_its_address_is_written(app: Flask, sqlite_store: Services) -> None:
    for email in ("counsellor@one.example", "COUNSELLOR@one.example", "counsellor@ｏne.example", " counsellor@one.example "):
        Person(app).sign_in(email, "wrong-wrong-wrong-wrong")
    with sqlite_store.transaction(writes=False) as session:
        assert session.scalar(select(func.count(SignInFailure.account.distinct()))) == 1


@pytest.mark.parametrize("number", ["2147483648", "99999999999999999999999"])
def test_numbers_no_database_has_do_not_exist(counsellor: Person, number: str) -> None:
    assert counsellor.get(f"/vacancies/{number}").status_code == 404


def test_only_what_is_there_is_kept_by_browsers(counsellor: Person) -> None:
    assert counsellor.client.get("/static/nothing.css").headers["Cache-Control"] == "no-store"
    assert counsellor.client.get("/static/oficio.css").headers["Cache-Control"].startswith("public")


@pytest.mark.parametrize("amount", ["1e308", "inf", "nan", "-1"])
def test_absurd_pay_is_not_taken(counsellor: Person, amount: str) -> None:
    number = take_in(counsellor)
    page = counsellor.post(f"/jobseekers/{number}/plans", pay_amount=amount, pay_currency="EUR", pay_period="month")
    assert page.request.path.endswith("/plans")
    assert counsellor.get(f"/jobseekers/{number}/matches").status_code == 200


def test_a_language_nobody_offered_is_not_taken(counsellor: Person) -> None:
    number = take_in(counsellor)
    for fields in ({"languages-0-code": 'zz"><script>', "languages-0-level": ""}, {"languages-0-code": "es", "languages-0-level": "Z9"}):
        page = counsellor.post(f"/jobseekers/{number}/languages", **fields)
        assert page.status_code == 200
        assert page.request.path.endswith("/languages")
        assert "<script>" not in page.text


def test_languages_not_asked_about_stay_open_without_a_name_too(counsellor: Person, sqlite_store: Services) -> None:
    from matcher.models import VacancyLanguage
    from matcher.vocabulary import Level

    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "a", valid_until=factories.NOW.replace(year=2090))
        row = factories.vacancy_row(session, owner, "A", title="Welder in Halifax", languages=[VacancyLanguage(code="en", level=Level.A2)])
        vacancies.record_changes(session, [row])
    ask = {"text": "fui soldador", "lang": "es", "level": "C2"}
    assert "Welder in Halifax" in counsellor.post("/match", **ask).text
    assert "Welder in Halifax" in counsellor.post("/match", others=["en"], **ask).text
    assert "Welder in Halifax" not in counsellor.post("/match", others=["none"], **ask).text


def test_a_broken_database_ends_in_a_plain_page_without_what_was_typed(
    app: Flask, counsellor: Person, sqlite_store: Services, caplog
) -> None:
    from sqlalchemy import text

    with sqlite_store.engine.begin() as connection:
        connection.execute(text("ALTER TABLE jobseeker RENAME COLUMN name TO gone"))
    page = counsellor.post("/jobseekers/new", name="SECRETNAME", lang="es", consent="y")
    assert page.status_code == 500
    assert "Nothing was saved" in page.text
    assert "SECRETNAME" not in page.text + caplog.text
    with sqlite_store.engine.begin() as connection:
        connection.execute(text("DROP TABLE installation"))
    assert counsellor.get("/jobseekers/").status_code == 500


def test_a_character_that_is_no_text_is_refused(counsellor: Person) -> None:
    assert counsellor.post("/jobseekers/new", name="a\x00b", lang="es", consent="y").status_code == 400


def test_choosing_an_occupation_is_never_lost_and_other_words_can_be_tried(counsellor: Person) -> None:
    number = take_in(counsellor)
    for words in ("fui soldador", "hice de todo un poco"):
        page = counsellor.post(f"/jobseekers/{number}/work", text=words, lang="es", do="save")
    first, second = sorted(set(re.findall(r'name="occupation-(\d+)"', page.text)), key=int)
    page = counsellor.post(
        f"/jobseekers/{number}/work", **{f"occupation-{first}": "7212", f"look-{second}": "cuidaba ancianos", "do": "look", "lang": "es"}
    )
    checked = re.findall(r'name="occupation-(\d+)" value="(\d*)"[^>]*checked', page.text)
    assert (first, "7212") in checked
    assert 'value="5322"' in page.text or 'value="5321"' in page.text
    chosen = "5322" if 'value="5322"' in page.text else "5321"
    counsellor.post(f"/jobseekers/{number}/work", **{f"occupation-{second}": chosen, "text": "fui albañil", "lang": "es", "do": "next"})
    page = counsellor.get(f"/jobseekers/{number}/work")
    assert set(re.findall(r'name="occupation-(\d+)" value="(\d*)"[^>]*checked', page.text)) >= {
        (first, "7212"),
        (second, chosen),
    }
    assert "fui albañil" in page.text
    assert counsellor.post(f"/jobseekers/{number}/work", do=f"remove-{first}").status_code == 200
    assert "fui soldador" not in counsellor.get(f"/jobseekers/{number}/work").text
    assert counsellor.post(f"/jobseekers/{number}/work", do="remove-999999").status_code == 404


def test_the_way_back_from_a_vacancy_is_ones_own(counsellor: Person, signed_in: Callable[[str], Person], sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "a", valid_until=factories.NOW.replace(year=2090))
        row = factories.vacancy_row(session, owner, "A")
        vacancies.record_changes(session, [row])
    number = take_in(counsellor)
    assert f"/jobseekers/{number}/matches" in counsellor.get(f"/vacancies/{row.id}", person=number).text
    assert signed_in("counsellor@two.example").get(f"/vacancies/{row.id}", person=number).status_code == 404


def test_what_one_thing_more_would_open_is_told(counsellor: Person, sqlite_store: Services) -> None:
    with sqlite_store.transaction() as session:
        owner = factories.employer(session, "a", valid_until=factories.NOW.replace(year=2090))
        rows = [factories.vacancy_row(session, owner, str(number), title="Soldadora") for number in range(3)]
        for row in rows:
            row.languages.append(VacancyLanguage(code="es", level=Level.B1))
        vacancies.record_changes(session, rows)
    number = take_in(counsellor)
    page = counsellor.post(f"/jobseekers/{number}/work", text="fui soldador", lang="es", do="save")
    field = re.search(r'name="(occupation-\d+)"', page.text)[1]
    counsellor.post(f"/jobseekers/{number}/work", **{field: "7212", "do": "next", "lang": "es"})
    assert "What would open more" not in counsellor.get(f"/jobseekers/{number}/matches").text  # languages were not asked about
    counsellor.post(f"/jobseekers/{number}/languages", **{"languages-0-code": "en", "languages-0-level": "C1"})
    page = counsellor.get(f"/jobseekers/{number}/matches")
    assert "With Spanish at level B1: 3 more vacancies" in page.text


def test_styles_travel_small(visitor: Person) -> None:
    page = visitor.client.get("/static/vendor/bootstrap.min.css", headers={"Accept-Encoding": "gzip"})
    assert page.headers["Content-Encoding"] == "gzip"
    assert len(page.data) < 60_000


@pytest.mark.parametrize(
    ("amount", "currency", "lang", "expected"),
    [
        (340, "JOD", "es", "340\xa0JOD por mes"),
        (1480, "EUR", "es", "1.480\xa0€ por mes"),
        (12.5, "EUR", "en", "€12.50 a month"),
        (9000, "MXN", "en", "MX$9,000 a month"),
    ],
)
def test_money_is_written_so_that_nobody_reads_thousands(app: Flask, amount: float, currency: str, lang: str, expected: str) -> None:
    with app.test_request_context(f"/?lang={lang}"):
        assert plain.money(plain.Money(amount, currency, PayPeriod.MONTH)) == expected


def test_an_evaluation_says_so_on_every_page_in_every_language(tmp_path: Path, house: Services) -> None:
    from matcher.bootstrap import build
    from matcher.services import installation
    from matcher.settings import Settings
    from tests.conftest import _adopt
    from web.app import create_app

    services = _adopt(build(Settings(tmp_path, f"sqlite:///{tmp_path / 'e.db'}", secret_key="for-tests-only")), house)
    services.migrate()
    with services.transaction() as session:
        installation.mark(session, evaluation=True)
    person = Person(create_app(services=services))
    for path in ("/", "/sign-in", "/nothing"):
        for lang in LANGUAGES:
            assert 'class="evaluation' in person.get(path, lang=lang).text
    services.engine.dispose()
