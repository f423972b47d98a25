"""Debian's Chromium without a window, for benchmarks and tests of the page."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.ui import WebDriverWait

PATIENCE_SECONDS = 180.0
_QUIET = (
    *("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    "--disable-dev-shm-usage",
)
Found = TypeVar("Found")


class NoChromium(RuntimeError):
    """There is no browser on this machine."""


class Browser:
    """One browser with one page in it."""

    def __init__(self, driver: webdriver.Chrome) -> None:
        self.driver = driver

    def one(self, css: str) -> WebElement:
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def all(self, css: str) -> list[WebElement]:
        return self.driver.find_elements(By.CSS_SELECTOR, css)

    def text(self, css: str) -> str:
        return self.one(css).text

    def until(self, found: Callable[[], Found], seconds: float = PATIENCE_SECONDS) -> Found:
        """Wait for something that is not yet there; TimeoutException when it never comes."""
        wait = WebDriverWait(
            self.driver, seconds, poll_frequency=0.05, ignored_exceptions=(LookupError, Exception)
        )
        return wait.until(lambda _: found())

    def prefers(self, **features: str) -> None:
        """For instance `color_scheme="dark"`."""
        wanted = [
            {"name": f"prefers-{name.replace('_', '-')}", "value": value}
            for name, value in features.items()
        ]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": wanted})

    def on_a_phone(self) -> None:
        phone = {"width": 390, "height": 844, "deviceScaleFactor": 2, "mobile": True}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)

    def complaints(self) -> list[str]:
        """What the browser itself objected to, blocked requests among it."""
        return [entry["message"] for entry in self.driver.get_log("browser")]


@contextmanager
def chromium(folder: Path, *flags: str) -> Iterator[Browser]:
    """A browser of its own. Raises NoChromium where there is none."""
    program, driver_program = shutil.which("chromium"), shutil.which("chromedriver")
    if program is None or driver_program is None:
        raise NoChromium("Debian's chromium and chromium-driver are needed: scripts/setup test")
    options = webdriver.ChromeOptions()
    options.binary_location = program
    profile = (f"--user-data-dir={folder / 'profile'}", "--window-size=1280,900")
    every: Sequence[str] = (*_QUIET, *profile, *flags)
    for flag in every:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver_program))
    try:
        yield Browser(driver)
    finally:
        driver.quit()


def fake_microphone(wav: Path) -> tuple[str, ...]:
    """The browser hears this file once, as soon as a page asks for the microphone."""
    return (
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-audio-capture={wav}%noloop",
    )
