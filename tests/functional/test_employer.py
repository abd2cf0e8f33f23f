"""From invitation to a published vacancy, and a whole vetting with evidence, as those who never saw it would walk: in a real Chromium,
without scripts, on a phone in Spanish and on a desk in Arabic.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser, Page, expect

from matcher.services import criteria
from tests.functional.conftest import DESK, PHONE, sign_in

pytestmark = pytest.mark.browser
ASKED = [code for code, one in criteria.of(criteria.current()).items() if not one.recruiters_only]


@dataclass(frozen=True)
class Cast:
    """Who walks, in which language, and what they write."""

    lang: str
    size: dict[str, int]
    first: tuple[str, str]
    second: tuple[str, str]
    counsellor: tuple[str, str]
    name: str
    country: str
    title: str
    tasks: str
    answer: str
    pay: tuple[str, str]


SPANISH = Cast(
    "es", PHONE, ("tomas@demo.oficio.example", "demo-la-ceiba-tomas"), ("elena@demo.oficio.example", "demo-la-ceiba-elena"),
    ("lucia@demo.oficio.example", "demo-la-ceiba-lucia"), "Panadería Luna de Ámbar", "GT", "Panadera o panadero",
    "Amasar y hornear pan de madrugada, con dos personas más.", "Sí. Lo hacemos así y lo mostramos con el documento.", ("5000", "GTQ"),
)  # fmt: skip
ARABIC = Cast(
    "ar", DESK, ("omar@demo.oficio.example", "demo-jabal-amman-omar"), ("rania@demo.oficio.example", "demo-jabal-amman-rania"),
    ("nadia@demo.oficio.example", "demo-jabal-amman-nadia"), "مخبز القمر الأخضر", "JO", "خباز أو خبازة", "عجن الخبز وخبزه صباحًا مع زميلين.",
    "نعم. نعمل هكذا والوثيقة تثبت ذلك.", ("450", "JOD"),
)  # fmt: skip


def document(text: str) -> bytes:
    """A small picture of a paper; each one is another."""
    page = Image.new("L", (420, 90), 255)
    ImageDraw.Draw(page).text((10, 30), text, fill=0, font_size=20)
    kept = io.BytesIO()
    page.save(kept, "PNG")
    return kept.getvalue()


class Walk:
    """One person at one browser."""

    def __init__(self, chromium: Browser, address: str, cast: Cast, pictures: Path) -> None:
        self.context = chromium.new_context(viewport=cast.size, java_script_enabled=False, locale=cast.lang)
        self.page: Page = self.context.new_page()
        self.address, self.cast, self.pictures = address, cast, pictures

    def go(self, path: str) -> None:
        self.page.goto(path if path.startswith("http") else f"{self.address}{path}")
        expect(self.page.locator("html")).to_have_attribute("lang", self.cast.lang)

    def look(self, name: str) -> None:
        self.page.screenshot(path=self.pictures / f"{self.cast.lang}-{name}.png", full_page=True)

    def press(self, selector: str) -> None:
        self.page.locator(selector).first.click()

    def refused(self) -> None:
        expect(self.page.locator("main .text-danger")).to_have_count(0)


def invite(officer: Walk) -> str:
    officer.go("/employers/")
    officer.press("a[href='/employers/new']")
    officer.page.fill("#name", officer.cast.name)
    officer.page.select_option("#country", officer.cast.country)
    officer.page.fill("#place", "—")
    officer.press("main form button")
    officer.look("invited")
    return officer.page.locator("#address").inner_text()


def make_account(clerk: Walk, address: str, email: str) -> None:
    clerk.go(address)
    clerk.page.fill("#name", "Clerk")
    clerk.page.fill("#email", email)
    for field in ("#password", "#again"):
        clerk.page.fill(field, "una frase larga de prueba")
    clerk.press("main form button")
    expect(clerk.page).to_have_url(re.compile(r"/my/$"))
    clerk.look("begun")


def apply(clerk: Walk) -> None:
    """Each point answered in own words, with a document; the page leads from one to the next by itself."""
    clerk.press("main a.btn-primary")
    clerk.press("main a.btn-primary")
    for number, code in enumerate(ASKED):
        expect(clerk.page).to_have_url(re.compile(f"/application/{code}$"))
        clerk.page.fill("#text", clerk.cast.answer)
        paper = {"name": f"{code}.png", "mimeType": "image/png", "buffer": document(f"{clerk.cast.lang} {number} {code}")}
        clerk.page.set_input_files("#file", paper)
        if code == "registered":
            clerk.page.fill("#expires_on", (date.today() + timedelta(days=200)).isoformat())
            clerk.look("criterion")
        clerk.press("button[value=next]")
        clerk.refused()
    clerk.go("/my/application")
    expect(clerk.page.locator("article .text-bg-success")).to_have_count(len(ASKED))
    clerk.look("application")
    clerk.press("form[action='/my/application/send'] button")


def examine(officer: Walk) -> str:
    """Every document is opened once, every criterion answered with it; until the last one the vetting cannot be granted."""
    officer.go("/employers/")
    officer.press("tr:has-text('" + officer.cast.name + "') a")
    officer.press("a[href^='/vettings/']")
    case = officer.page.url
    officer.look("case")
    opened = officer.context.request.get(
        officer.address + officer.page.locator("a[href^='/evidence/']").first.get_attribute("href"), max_redirects=0
    )
    assert opened.headers["content-disposition"].startswith("attachment")
    assert opened.body().startswith(b"\x89PNG")
    officer.press("ol a")
    for code in ASKED:
        expect(officer.page).to_have_url(re.compile(f"/criteria/{code}$"))
        officer.page.check("input[name=shown][value=met]")
        officer.page.locator("label", has_text=f"{code}.png").click()
        officer.look("answer") if code == "no_fees" else None
        officer.press("form:has(input[name=shown]) button")
    return case


def sign(officer: Walk, case: str, verb: str, password: str) -> None:
    officer.go(f"{case}{verb}")
    if verb == "propose":
        officer.page.check("input[name=kind][value=grant]")
        officer.page.fill("#reason", officer.cast.answer)
    else:
        officer.page.check("input[name=agree][value=yes]")
    officer.page.fill("#password", password)
    officer.look(verb)
    officer.press("main form button")
    officer.refused()


def write_vacancy(clerk: Walk) -> str:
    """Work, skills, conditions, costs, check, publish; answers the address that a jobseeker's code leads to."""
    cast, page = clerk.cast, clerk.page
    clerk.go("/my/vacancies/")
    clerk.press("form[action='/my/vacancies/new'] button")
    page.fill("#title", cast.title)
    page.fill("#description", cast.tasks)
    page.fill("#place", cast.name)
    page.select_option("#country", cast.country)
    page.check("#no_language")
    clerk.look("work")
    clerk.press("button[value=next]")
    expect(page.locator("input[name=skills]").first).to_be_visible()
    expect(page.locator("input[name=skills]:checked")).to_have_count(0)
    clerk.look("skills")
    clerk.press("button[value=next]")
    page.fill("#starts_on", (date.today() + timedelta(days=40)).isoformat())
    page.select_option("#contract_type", "fixed_term")
    page.fill("#contract_months", "12")
    page.fill("#hours_week", "٤٠" if cast.lang == "ar" else "40")
    page.fill("#pay_amount", cast.pay[0])
    page.select_option("#pay_currency", cast.pay[1])
    page.select_option("#pay_period", "month")
    page.check("#no_deductions")
    page.check("input[name=intermediaries][value=none]")
    clerk.look("terms")
    clerk.press("button[value=next]")
    # The worker is to pay the travel: the check says so, and nothing can be published.
    page.select_option("select[name^=travel]", "worker")
    page.check("input[name=deposit][value=no]")
    clerk.press("button[value=fill]")
    for amount in page.locator("main input[inputmode=decimal]").all():
        amount.fill("0")
    clerk.look("costs")
    clerk.press("button[value=next]")
    expect(page.locator("main li.warn")).to_have_count(1)
    expect(page.locator("form[action$='/publish']")).to_have_count(0)
    clerk.look("stopped")
    clerk.press("main li.warn a")
    page.select_option("select[name^=travel]", "employer")
    clerk.press("button[value=next]")
    expect(page.locator("main li.warn")).to_have_count(0)
    clerk.look("check")
    clerk.press("form[action$='/publish'] button")
    clerk.look("published")
    return "/v/" + page.url.partition("/my/vacancies/")[2].partition("/")[0]


@pytest.mark.parametrize("cast", [SPANISH, ARABIC], ids=["es-phone", "ar-desk"])
def test_from_invitation_to_a_published_vacancy_and_a_whole_vetting(
    chromium: Browser, address: str, cast: Cast, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    first, second, clerk, stranger, counsellor = (Walk(chromium, address, cast, tmp_path) for _ in range(5))
    for officer, account in ((first, cast.first), (second, cast.second), (counsellor, cast.counsellor)):
        sign_in(officer.page, address, *account)
        officer.go(f"/?lang={cast.lang}")
    make_account(clerk, invite(first), f"clerk-{cast.lang}@demo.oficio.example")
    apply(clerk)
    vacancy = write_vacancy(clerk)
    stranger.page.goto(f"{address}{vacancy}?lang={cast.lang}")
    assert stranger.page.locator("h1").inner_text() != cast.title  # written and published, but nobody vetted yet
    case = examine(first)
    sign(first, case, "propose", cast.first[1])
    first.go(f"{case}decide")  # not by the one who proposed
    expect(first.page.locator("input[name=agree]")).to_have_count(0)
    sign(second, case, "decide", cast.second[1])
    second.look("decided")
    expect(second.page.locator("h1 .text-bg-success")).to_have_count(1)
    stranger.go(f"{vacancy}?lang={cast.lang}")
    expect(stranger.page.locator("h1")).to_have_text(cast.title)
    stranger.look("public")
    stranger.go(f"{vacancy}/notice")
    assert stranger.page.locator("article img").evaluate("image => image.naturalWidth") > 50
    stranger.look("notice")
    stranger.go("/register")
    expect(stranger.page.locator("tr", has_text=cast.name)).to_have_count(1)
    clerk.go("/my/")
    expect(clerk.page.locator("main .text-bg-success")).to_have_count(1)
    clerk.look("in-force")
    clerk.go("/my/vacancies/")
    clerk.press("td a")
    expect(clerk.page.locator(f"a[href$='{vacancy}']")).to_have_count(1)
    for walk in (first, second, clerk, stranger, counsellor):
        walk.context.close()
