"""A returnee who reads slowly, alone with an old phone: a CV and an interview guide, without scripts, few taps, light pages."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.functional.conftest import PHONE
from tests.matcher.cv.test_paper import pdfium_text
from web.i18n import LANGUAGES

ACCOUNTS = {"es": ("40217935", "demo-mi-cuenta"), "ar": ("51830264", "demo-hisabi-ana")}
#: Bytes of one page with all that it brings along, once styles are there.
LIGHT = 100_000


class Phone:
    """Counts taps, and the bytes that come with each page."""

    def __init__(self, page: Page) -> None:
        self.page, self.taps = page, 0
        self.weights: dict[str, int] = {}
        page.on("response", self._weigh)

    def _weigh(self, response: Response) -> None:
        if response.request.resource_type in ("document", "stylesheet", "image", "script") and not response.from_service_worker:
            here = response.frame.page.url
            self.weights[here] = self.weights.get(here, 0) + len(response.body()) if response.status == 200 else self.weights.get(here, 0)

    def tap(self, selector: str, number: int = 0) -> None:
        self.taps += 1
        with self.page.expect_navigation(wait_until="networkidle"):
            self.page.locator(selector).nth(number).click()

    def save(self, selector: str) -> bytes:
        self.taps += 1
        with self.page.expect_download() as coming:
            self.page.locator(selector).first.click()
        return Path(coming.value.path()).read_bytes()


def enter(chromium: Browser, address: str, lang: str) -> Phone:
    number, password = ACCOUNTS[lang]
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, has_touch=True, is_mobile=True)
    context.set_default_timeout(10_000)
    phone = Phone(context.new_page())
    phone.page.goto(f"{address}/sign-in?lang={lang}")
    phone.page.fill("#email", number)
    phone.page.fill("#password", password)
    phone.tap("main button")
    return phone


@pytest.mark.parametrize("lang", list(ACCOUNTS))
def test_a_cv_and_a_guide_in_under_ten_taps_each(chromium: Browser, address: str, lang: str, tmp_path: Path) -> None:
    phone = enter(chromium, address, lang)
    phone.weights.clear()  # the first page brought the styles
    phone.tap("form .btn-primary")  # make the CV: what is needed is filled in
    expect(phone.page.locator("img.page").first).to_be_visible()
    phone.page.screenshot(path=tmp_path / f"cv-{lang}.png", full_page=True)
    raw = phone.save("main a.btn-primary")
    assert raw.startswith(b"%PDF")
    assert len(pdfium_text(raw)) > 200
    cv_taps, phone.taps = phone.taps, 0
    assert cv_taps < 10
    phone.tap(".steps a[href$='/interview/']")
    phone.tap("main section li a[href*='/interview/']")
    phone.page.screenshot(path=tmp_path / f"guide-{lang}.png", full_page=True)
    assert phone.save("a[href*='format=pdf']").startswith(b"%PDF")
    assert phone.taps < 10
    phone.tap("a[href$='/practice']")
    phone.page.fill("#note", "...")
    phone.tap("form button[value='next']")
    phone.page.goto(f"{address}/rights/{'MX' if lang == 'es' else 'JO'}")
    phone.page.screenshot(path=tmp_path / f"rights-{lang}.png", full_page=True)
    heavy = {page: weight for page, weight in phone.weights.items() if weight >= LIGHT}
    assert heavy == {}


@pytest.mark.parametrize("lang", list(LANGUAGES))
def test_no_page_is_wider_than_the_phone(chromium: Browser, address: str, lang: str) -> None:
    phone = enter(chromium, address, "ar" if lang == "ar" else "es")
    home = phone.page.url.split("?")[0].removesuffix("/cv/")
    phone.page.goto(f"{home}/cv/")
    paths = [
        phone.page.locator("a[href*='/cv/work/']").first.get_attribute("href"),
        f"{home}/cv/reach",
        f"{home}/cv/school",
        f"{home}/cv/more",
    ]
    paths += [f"{home}/bring-cv/", f"{home}/interview/", f"{address}/guides", f"{address}/guides/5322?spoken=de", f"{address}/rights/ES"]
    for path in paths:
        join = "&" if "?" in str(path) else "?"
        phone.page.goto(f"{address if str(path).startswith('/') else ''}{path}{join}lang={lang}")
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_practice_reads_times_and_records_on_the_device_alone(chromium: Browser, address: str) -> None:
    """With scripts: the clock runs, and nothing that the page does sends anything anywhere."""
    number, password = ACCOUNTS["es"]
    page = chromium.new_context(viewport=PHONE).new_page()
    page.goto(f"{address}/sign-in?lang=es")
    page.fill("#email", number)
    page.fill("#password", password)
    page.locator("main button").first.click()
    page.locator(".steps a[href$='/interview/']").click()
    page.locator("main section li a[href*='/interview/isco-']").first.click()
    page.locator("a[href$='/practice']").click()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url))
    clock, start = page.locator("#clock"), page.locator("[data-do='time']")
    expect(clock).to_have_text("0:00")
    start.click()
    expect(clock).not_to_have_text("0:00", timeout=5000)
    start.click()
    record = page.locator("[data-do='record']")
    if record.count():
        record.click()  # no microphone here: it says so and stays calm
        expect(record).to_be_visible()
    page.locator("summary").click()
    assert sent == []
