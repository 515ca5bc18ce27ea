"""The report in a real browser: filters, links from charts, keyboard, hostile text, no request."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import report_tables as invented
from hostile import PAYLOADS, hostile_page
from playwright.sync_api import Browser, Page, sync_playwright

from kzstance.config import load
from kzstance.report import render

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)
pytestmark = [
    pytest.mark.enable_socket,  # Playwright speaks to the browser over one
    pytest.mark.skipif(not CHROMIUM, reason="no Chromium here; .ci/run installs Debian's"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    statements, articles = invented.world(300)
    out = tmp_path_factory.mktemp("report") / "report.html"
    series = invented.indexed(statements)
    out.write_text(render(statements, articles, series, config=load(), provenance={}), "utf-8")
    return out


@pytest.fixture
def page(browser: Browser, file: Path) -> Iterator[Page]:
    opened = browser.new_page(viewport={"width": 1280, "height": 900})
    opened.goto(file.as_uri())
    yield opened
    opened.close()


def shown(page: Page) -> list[str]:
    """Who speaks in the rows on the page, once the filters have settled."""
    page.wait_for_timeout(250)
    return page.locator("#rows tbody tr td.who").all_inner_texts()


def test_filters_narrow_and_clear(page: Page) -> None:
    whole = page.locator("#status").inner_text()
    page.select_option("#f-actor", "KAZ")
    assert {"Kazakhstan" in who for who in shown(page)} == {True}
    page.select_option("#f-target-0", "against")
    assert shown(page)
    chips = page.locator("#rows tbody tr td.stance:nth-child(4)").all_inner_texts()
    assert chips and all("against" in c for c in chips)
    page.fill("#f-text", "no statement holds these words")
    assert shown(page) == []
    page.click("button[type=reset]")
    assert shown(page)
    assert page.locator("#status").inner_text() == whole


def test_a_point_leads_to_its_statements(page: Page) -> None:
    point = page.locator("#target-1 svg a.point").first
    key, since = point.get_attribute("data-key"), point.get_attribute("data-since")
    point.dispatch_event("click")
    assert shown(page)
    assert page.input_value("#f-actor") == key
    assert page.input_value("#f-since") == since
    dates = page.locator("#rows tbody tr td.date").all_inner_texts()
    assert dates and all(d[:4] == (since or "")[:4] for d in dates)


def test_pages_and_details_by_keyboard(page: Page) -> None:
    first = shown(page)
    page.locator("button[data-go=next]").press("Enter")
    assert shown(page) != first
    summary = page.locator("#rows tbody tr summary").first
    summary.press("Enter")
    detail = page.locator("#rows tbody tr .detail").first
    detail.wait_for()  # it is made when the row is opened
    assert detail.locator("mark").count() >= 1
    assert "favor" in detail.inner_text()


@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_is_wider_than_the_screen(browser: Browser, file: Path, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


def test_hostile_text_opens_no_dialog_and_makes_no_request(
    browser: Browser, tmp_path: Path
) -> None:
    assert len(PAYLOADS) >= 30
    out = tmp_path / "hostile.html"
    out.write_text(hostile_page(load()), "utf-8")
    heard: list[Any] = []
    page = browser.new_page()
    page.on("dialog", lambda d: (heard.append(d.message), d.dismiss()))
    page.on("request", lambda r: heard.append(r.url) if r.url != out.as_uri() else None)
    page.on("pageerror", lambda e: heard.append(str(e)))
    page.goto(out.as_uri())
    for summary in page.locator("#rows summary").all():
        summary.press("Enter")
    for payload in PAYLOADS[:5]:
        page.fill("#f-text", payload.replace("\x00", ""))
        page.fill("#f-speaker", payload.replace("\x00", ""))
    page.wait_for_timeout(300)
    assert [h for h in heard if not str(h).startswith("data:,")] == []
    page.close()
