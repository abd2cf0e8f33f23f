"""A new user's walk, in a real Chromium, over the real command: sign in, profile a person in Spanish, read the matches.

Without JavaScript on a phone; then in Arabic, right to left, at desktop width.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.functional.conftest import DESK, PHONE, sign_in

pytestmark = pytest.mark.browser


def test_a_counsellor_profiles_a_person_on_a_phone_without_scripts(chromium: Browser, address: str, tmp_path: Path) -> None:
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False, locale="es-GT")
    page = context.new_page()
    page.goto(address)
    expect(page.locator("html")).to_have_attribute("lang", "es")
    sign_in(page, address, "lucia@demo.oficio.example", "demo-la-ceiba-lucia")
    page.goto(f"{address}/jobseekers/new")
    page.check("#consent")
    page.fill("#name", "Doña Marta")
    page.select_option("#lang", "es")
    page.click("main form button")
    words = "fui soldadora en un astillero, cuatro años"
    page.fill("#text", words)
    page.fill("#years", "4")
    page.click("button[value=save]")
    expect(page.locator(".words").first).to_have_text(words)
    page.check("input[name^=occupation-][value='7212']")
    page.click("button[value=next]")
    page.check("#s-weld-arc")
    page.check("#s-grind-welds")
    page.click("main form button")
    page.click("main form .btn-primary")  # languages: Spanish, as first language, is offered already
    page.click("main form .btn-primary")  # study and papers: left for later
    page.check("input[name=countries][value=ES]")
    page.check("input[name=permits][value=GT]")
    page.fill("#birth_year", "1988")
    page.click("main form button")
    first = page.locator("article").first
    expect(first.locator("h3")).to_contain_text("Soldador/a de estructuras navales")
    expect(first.locator("li.good").first).to_contain_text("Soldadores y oxicortadores")
    expect(page.get_by_text(re.compile("verificación de contratación ética")).first).to_be_visible()
    page.screenshot(path=tmp_path / "matches.png", full_page=True)
    first.locator("h3 a").click()
    expect(page.locator("h1")).to_contain_text("Soldador/a de estructuras navales")
    context.close()


@pytest.mark.parametrize(("size", "name"), [(PHONE, "phone"), (DESK, "desk")])
@pytest.mark.parametrize("lang", ["en", "es", "fr", "ar"])
def test_no_page_runs_out_of_the_screen(chromium: Browser, address: str, lang: str, size: dict, name: str) -> None:
    context = chromium.new_context(viewport=size)
    page = context.new_page()
    sign_in(page, address, "nadia@demo.oficio.example", "demo-jabal-amman-nadia")
    page.goto(f"{address}/jobseekers/?lang={lang}")
    expect(page.locator("html")).to_have_attribute("dir", "rtl" if lang == "ar" else "ltr")
    number = page.locator("article h2 a").first.get_attribute("href").split("/")[2]
    for path in (
        "jobseekers/",
        "jobseekers/new",
        *(f"jobseekers/{number}/{step}" for step in ("work", "skills", "languages", "languages/fr", "papers", "plans", "matches")),
        "match",
        "recognition?q=enfermera",
        "recognition/DE/2221",
    ):
        page.goto(f"{address}/{path}")
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, (path, wide)
    context.close()


def test_arabic_is_mirrored_and_an_officer_can_suspend(chromium: Browser, address: str, tmp_path: Path) -> None:
    context = chromium.new_context(viewport=DESK, java_script_enabled=False, locale="ar")
    page = context.new_page()
    sign_in(page, address, "omar@demo.oficio.example", "demo-jabal-amman-omar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    brand, menu = page.locator(".brand").bounding_box(), page.locator("header form button").bounding_box()
    assert brand is not None
    assert menu is not None
    assert brand["x"] > menu["x"]
    before = page.locator("td .text-bg-success").count()
    page.locator("tr", has=page.locator(".text-bg-success")).locator("a").first.click()
    page.locator("a[href^='/vettings/']").first.click()
    page.locator("a[href$='/suspend']").click()
    page.fill("#reason", "وثائق محتجزة")
    page.click("main form button")
    page.goto(f"{address}/employers/")
    expect(page.locator("td .text-bg-success")).to_have_count(before - 1)
    page.screenshot(path=tmp_path / "employers.png", full_page=True)
    context.close()
