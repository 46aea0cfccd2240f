"""A real browser, and how tests look at a page and act on it."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Browse", "chromium", "click", "needs_browser", "sized", "texts"]

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-dev-shm-usage --window-size=1280,900"
)

Browse = Callable[..., Any]

needs_browser = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs Debian's packages chromium and chromium-driver"
)


def chromium(profile: Path) -> Iterator[Any]:
    """A browser without a window, whose pages do not move."""
    webdriver = pytest.importorskip("selenium.webdriver", reason="driving a browser needs selenium")
    from selenium.webdriver.chrome.service import Service

    options = webdriver.ChromeOptions()
    options.binary_location = str(CHROMIUM)
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=Service(str(DRIVER)))
    reduced = {"name": "prefers-reduced-motion", "value": "reduce"}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [reduced]})
    yield driver
    driver.quit()


def texts(browser: Any, selector: str) -> list[str]:
    script = "return [...document.querySelectorAll(arguments[0])].map((node) => node.textContent)"
    found: list[str] = browser.execute_script(script, selector)
    return found


def click(browser: Any, selector: str) -> None:
    found = browser.find_element("css selector", selector)
    browser.execute_script(
        "arguments[0].scrollIntoView({block: 'center'})", found
    )  # clear of the bar at the top
    found.click()


def sized(browser: Any, width: int) -> None:
    """Give the window a width until the test is over."""
    size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
