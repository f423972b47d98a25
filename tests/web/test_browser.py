"""The page in a real browser, on a real `assistant run`: clicks, keys, a spoken command."""

import asyncio
import re
import shutil
import socket
import wave
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import Select

from assistant.audio.frame import RATE
from assistant.audio.wav import read_wav
from assistant.learning.journal import Journal
from assistant.learning.rewriting.store import Store
from benches._chromium import Browser, chromium, fake_microphone
from tests.cli.program import Place, Program, until
from tests.rewriting.tables import rewrite, table

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        shutil.which("chromedriver") is None, reason="needs chromium and chromium-driver"
    ),
]
ADDRESS = re.compile(r"The page is at (\S+)")
FAINT = Path(__file__).with_name("faint.js")
RECORDING = Path(__file__).parents[1] / "recordings/kitchen_light_on.wav"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[str]:
    """Address of the page of a running assistant."""
    arguments = ("run", "--text", "--port", "0", "--page-port", "0")
    async with await place.start(*arguments, typed=True) as program:
        await until(lambda: ADDRESS.search(program.output_so_far))
        found = ADDRESS.search(program.output_so_far)
        assert found is not None
        yield found[1]
        program.type("\n")
        await program.ended()


def switch(browser: Browser, name: str) -> bool:
    found = browser.one(f"[role=switch][aria-label='{name}']")
    return found.get_attribute("aria-checked") == "true"


def open_home(browser: Browser, address: str) -> None:
    browser.driver.get(address)
    browser.until(lambda: browser.all(".device"))


def use_it(folder: Path, address: str) -> None:
    with chromium(folder) as browser:
        open_home(browser, address)
        _touch(browser)
        _type(browser)
        _look_at_the_journal(browser)
        _break(browser)
        _look_at_how_it_ended(browser)
        assert browser.complaints() == []


def _touch(browser: Browser) -> None:
    browser.one("[role=switch][aria-label='kitchen light']").click()
    browser.until(lambda: switch(browser, "kitchen light"))
    browser.one("[aria-label='Unlock: front door']").click()
    browser.until(lambda: browser.one("#ask").is_displayed())
    assert browser.text("#ask-words") == "Unlock the front door?"
    browser.driver.switch_to.active_element.send_keys(Keys.ENTER)  # the focus is on No
    browser.until(lambda: not browser.one("#ask").is_displayed())
    browser.one("[aria-label='Unlock: front door']").click()
    browser.one("#ask button[value=yes]").click()
    browser.until(lambda: browser.all("[aria-label='Lock: front door']"))


def _type(browser: Browser) -> None:
    browser.one("#words").send_keys("turn off the kitchen light", Keys.ENTER)
    browser.until(lambda: browser.text(".turn .reply") == "The kitchen light is off.")
    browser.until(lambda: not switch(browser, "kitchen light"))
    assert browser.text(".turn .said") == "turn off the kitchen light"
    heard = browser.until(lambda: browser.one("#announce").get_attribute("textContent"))
    assert heard == "You said: turn off the kitchen light. The kitchen light is off."
    stages = [stage.text for stage in browser.all(".turn:first-child .stage .what")]
    assert stages == ["heard", "meaning", "device", "outcome", "reply"]


def _look_at_the_journal(browser: Browser) -> None:
    browser.one("nav a[href='#journal']").click()
    browser.until(lambda: "turn off the kitchen light" in browser.text("#entries"))
    browser.one("#find-words").send_keys("nobody said this")
    browser.until(lambda: browser.text("#entries") == "Nobody said that.")
    browser.one("nav a[href='#learned']").click()
    browser.until(lambda: "Nothing yet" in browser.text("#lessons"))
    browser.one("nav a[href='#home']").click()


def _break(browser: Browser) -> None:
    browser.one("[data-key='bedroom_lamp/about']").click()
    Select(browser.one("[data-key='bedroom_lamp/fault']")).select_by_value("offline")
    browser.until(lambda: "offline" in browser.one(".device.away").text)
    browser.one("[role=switch][aria-label='lamp']").click()
    browser.until(
        lambda: browser.text("#toasts") and "The lamp is offline" in browser.text("#toasts")
    )


def _look_at_how_it_ended(browser: Browser) -> None:
    """In a word and in a colour, both in the journal and beside it."""
    browser.one("#words").send_keys("turn on the lamp", Keys.ENTER)
    browser.until(lambda: "is offline" in browser.text("#turns .reply"))
    assert browser.text("#turns .ending") == "failed"
    browser.one("nav a[href='#journal']").click()
    browser.one("#find-words").send_keys(Keys.CONTROL, "a", Keys.NULL, Keys.DELETE)
    browser.until(lambda: "turn on the lamp" in browser.text("#entries"))
    failed, done = browser.all("#entries .turn")
    colours = []
    for entry, word in ((failed, "failed"), (done, "done")):
        assert entry.find_element(By.CSS_SELECTOR, ".ending").text == word
        reply = entry.find_element(By.CSS_SELECTOR, ".reply")
        colours.append(reply.value_of_css_property("color"))
    assert len(set(colours)) == 2
    for scheme in ("light", "dark"):
        browser.prefers(color_scheme=scheme, reduced_motion="reduce")
        assert contrasts(browser) == []


async def test_the_page_is_used_with_mouse_and_keys(place: Place, tmp_path: Path) -> None:
    async with running(place) as address:
        await asyncio.to_thread(use_it, tmp_path, address)


NASTY = "<img src=x onerror=alert(1)>"


def judge(folder: Path, address: str, place: Place) -> None:
    with chromium(folder) as browser:
        open_home(browser, address)
        browser.one("#words").send_keys("turn on the kitchen light", Keys.ENTER)
        browser.until(lambda: browser.text(".turn .reply") == "The kitchen light is on.")
        with Journal.open(place.data / "journal.db") as journal:
            (turn,) = journal.recent()
        learned = (
            rewrite("moonlight on", "turn on the kitchen light", status="proposed"),
            rewrite(NASTY, "turn on the lamp", status="proposed"),
        )
        Store(place.data / "learned.json").save(
            table(*(replace(one, evidence=(turn.id,)) for one in learned))
        )
        browser.one("nav a[href='#learned']").click()
        browser.until(lambda: len(browser.all("#lessons > li")) == 2)
        nasty, moonlight = browser.all("#lessons > li")
        assert f"“{NASTY}” is taken for" in nasty.text
        assert browser.all("#lessons img") == []
        press(browser, moonlight.find_element(By.TAG_NAME, "summary"))
        browser.until(lambda: "“turn on the kitchen light” The kitchen" in moonlight.text)
        for scheme in ("light", "dark"):
            browser.prefers(color_scheme=scheme, reduced_motion="reduce")
            assert contrasts(browser) == []
        press(browser, browser.one("[aria-label='Use it: moonlight on']"))
        browser.until(lambda: "in use" in focused(browser).text)
        assert "moonlight on" in focused(browser).text
        press(browser, browser.one("[aria-label='Forget it: moonlight on']"))
        browser.until(lambda: browser.one("#ask").is_displayed())
        focused(browser).send_keys(Keys.TAB, Keys.ENTER)  # from No to Yes
        browser.until(lambda: len(browser.all("#lessons > li")) == 1)
        assert NASTY in focused(browser).text
        assert browser.complaints() == []


def press(browser: Browser, element: WebElement) -> None:
    browser.driver.execute_script("arguments[0].focus()", element)
    focused(browser).send_keys(Keys.ENTER)


def focused(browser: Browser) -> WebElement:
    element: WebElement = browser.driver.switch_to.active_element
    return element


async def test_what_was_learned_is_judged_with_keys(place: Place, tmp_path: Path) -> None:
    async with running(place) as address:
        await asyncio.to_thread(judge, tmp_path, address, place)


def speak(folder: Path, address: str) -> int:
    """Milliseconds of the reply that the browser has played."""
    with chromium(folder, *fake_microphone(said_once(folder / "said.wav"))) as browser:
        open_home(browser, address)
        browser.one("#microphone").click()
        browser.until(lambda: "hey jarvis" in browser.text("#hearing"))
        browser.until(lambda: switch(browser, "kitchen light"))
        browser.until(lambda: browser.text(".turn .reply") == "The kitchen light is on.")
        played = browser.until(lambda: browser.one("#microphone").get_attribute("data-played-ms"))
        browser.one("#microphone").click()
        browser.until(lambda: browser.text("#hearing") == "")
        assert browser.complaints() == []
        return int(played)


def said_once(path: Path) -> Path:
    """The recording, a second of silence before it and ten behind, as Chromium reads it."""
    samples = read_wav(RECORDING).samples
    quiet = np.zeros(RATE, np.int16)
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(np.concatenate((quiet, samples, *[quiet] * 10)).tobytes())
    return path


async def test_a_command_spoken_to_the_browser_changes_the_home(
    place: Place, tmp_path: Path
) -> None:
    async with running(place) as address:
        played_ms = await asyncio.to_thread(speak, tmp_path, address)
    assert 1000 < played_ms < 4000


def look(folder: Path, address: str) -> None:
    with chromium(folder) as browser:
        browser.on_a_phone()
        open_home(browser, address)
        width = browser.driver.execute_script("return document.documentElement.scrollWidth")
        assert width == 390
        for scheme in ("light", "dark"):
            browser.prefers(color_scheme=scheme, reduced_motion="reduce")
            assert contrasts(browser) == []
        browser.driver.execute_script("document.body.style.color = '#555'")
        assert contrasts(browser) != []  # it would have been noticed


def contrasts(browser: Browser) -> list[str]:
    """Texts that are too faint to read: below 4.5 to 1."""
    faint: list[str] = browser.driver.execute_script(FAINT.read_text())
    return sorted(set(faint))


async def test_it_fits_a_phone_and_can_be_read_in_light_and_dark(
    place: Place, tmp_path: Path
) -> None:
    async with running(place) as address:
        await asyncio.to_thread(look, tmp_path, address)


def leave_open(
    folder: Path, address: str, end: Callable[[], None], start: Callable[[], None]
) -> None:
    with chromium(folder) as browser:
        open_home(browser, address)
        Select(browser.one("#where")).select_by_value("")
        browser.one("#words").send_keys("turn on the kitchen light", Keys.ENTER)
        browser.until(lambda: browser.text(".turn .reply") == "The kitchen light is on.")
        browser.driver.execute_script("document.getElementById('announce').textContent = 'old'")
        end()
        browser.until(lambda: "The assistant is not there" in browser.text("#connection"))
        start()
        browser.until(lambda: not browser.one("#connection").is_displayed())
        assert switch(browser, "kitchen light")
        assert browser.one("#where").get_attribute("value") == ""
        assert browser.one("#announce").get_attribute("textContent") == "old"
        browser.one("#words").send_keys("turn off the kitchen light", Keys.ENTER)
        browser.until(lambda: browser.text(".turn .reply") == "The kitchen light is off.")


async def test_a_page_left_open_finds_the_assistant_again(place: Place, tmp_path: Path) -> None:
    port = str(free_port())
    arguments = ("run", "--text", "--port", "0", "--page-port", port, "--area", "kitchen")
    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as programs:

        async def start() -> Program:
            program = await programs.enter_async_context(await place.start(*arguments, typed=True))
            await until(lambda: ADDRESS.search(program.output_so_far))
            return program

        first = await start()

        async def end() -> None:
            first.type("\n")
            await first.ended()

        def from_thread(work: Callable[[], Coroutine[Any, Any, object]]) -> None:
            asyncio.run_coroutine_threadsafe(work(), loop).result()

        await asyncio.to_thread(
            leave_open,
            tmp_path,
            f"http://127.0.0.1:{port}/",
            partial(from_thread, end),
            partial(from_thread, start),
        )
