"""The browser that all tests share."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Playwright


class Chromium:
    """One browser for all tests; begun anew where it was ended under a test that hung."""

    def __init__(self, playwright: Playwright, show: bool):
        program = shutil.which("chromium")
        assert program, "chromium is missing: bin/setup tests"
        self.playwright, self.program, self.show = playwright, program, show
        self.browser: Browser | None = None

    def running(self) -> Browser:
        if self.browser is None or not self.browser.is_connected():
            self.browser = self.playwright.chromium.launch(
                executable_path=self.program, headless=not self.show, slow_mo=300 if self.show else 0,
                args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"])
        return self.browser

    def new_context(self, **options) -> BrowserContext:
        return self.running().new_context(**options)

    def kill(self) -> None:
        """Ends it at once, so that whoever waits for it is told of an error."""
        for pid in below(os.getpid()):
            with suppress(FileNotFoundError, ProcessLookupError):  # it may have ended by itself
                if Path(f"/proc/{pid}/comm").read_text().strip() == "chromium":
                    os.kill(pid, signal.SIGKILL)


def below(pid: int) -> Iterator[int]:
    """The processes that one started, and those that they started."""
    with suppress(FileNotFoundError, ProcessLookupError):
        for task in list(Path(f"/proc/{pid}/task").iterdir()):
            for child in (task / "children").read_text().split():
                yield int(child)
                yield from below(int(child))
