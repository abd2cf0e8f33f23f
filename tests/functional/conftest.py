"""What the walks share: `oficio serve` over a seeded home, a real Chromium, and signing in."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from matcher.bootstrap import Services
from tests.functional import browser as browsers

OFICIO = str(Path(sys.executable).parent / "oficio")
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def address(house: Services, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """`oficio seed` and `oficio serve` as `make run` calls them, in a home of their own."""
    home = tmp_path_factory.mktemp("home")
    house.linker.link("warm")
    house.skill_finder.find("warm")
    shutil.copytree(house.settings.cache_folder, home / "cache")  # the label vectors are the same; making them takes long
    environ = {key: value for key, value in os.environ.items() if not key.startswith("OFICIO_")} | {"OFICIO_HOME": str(home)}
    subprocess.run([OFICIO, "seed"], env=environ, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen([OFICIO, "serve", "--port", str(port)], env=environ, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        said = server.stdout.readline()
        assert f"http://127.0.0.1:{port}/" in said
        for _ in range(100):
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5).read()
                break
            except OSError:
                time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = browsers.find()
    if path is None:
        pytest.skip("no Chromium or Chrome here; `make test` says so in its last lines, and CI fails for it")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=browsers.ARGUMENTS)
        yield opened
        opened.close()


def sign_in(page: Page, address: str, email: str, password: str) -> None:
    page.goto(f"{address}/sign-in")
    page.fill("#email", email)
    page.fill("#password", password)
    page.click("main button")
    expect(page.locator("header form button")).to_be_visible()
