"""Drive Debian's chromium over its DevTools pipe; this module alone knows the browser's wire."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, BinaryIO, Self

CHROMIUM = shutil.which("chromium")
_FLAGS = (
    "--headless",
    "--no-sandbox",  # the tests run as root in CI's container; the pages are our own
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
    "--remote-debugging-pipe",
)
# The browser reads its orders from descriptor 3 and answers on 4.
_LAUNCH = """
import fcntl, os, sys
orders, answers = (fcntl.fcntl(int(one), fcntl.F_DUPFD, 20) for one in sys.argv[1:3])
os.dup2(orders, 3); os.dup2(answers, 4)
os.execv(sys.argv[3], sys.argv[3:])
"""


class Page:
    """A tab; `events` holds everything the browser said unasked, oldest first."""

    def __init__(self, orders: BinaryIO, answers: BinaryIO) -> None:
        self._orders, self._answers = orders, answers
        self._number = 0
        self._session = ""
        self.events: list[dict[str, Any]] = []

    def open_tab(self) -> Self:
        """Open an empty tab and listen to its console, its network and its errors."""
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Network", "Log"):
            self.call(f"{domain}.enable")
        return self

    def call(self, method: str, **params: object) -> dict[str, Any]:
        """Give an order and return its answer."""
        self._number += 1
        order: dict[str, Any] = {"id": self._number, "method": method, "params": params}
        if self._session:
            order["sessionId"] = self._session
        self._orders.write(json.dumps(order).encode() + b"\0")
        self._orders.flush()
        while (message := self._read()).get("id") != self._number:
            self.events.append(message)
        if "error" in message:
            raise RuntimeError(f"{method}: {message['error']}")
        result: dict[str, Any] = message["result"]
        return result

    def _read(self) -> dict[str, Any]:
        data = bytearray()
        while (byte := self._answers.read(1)) != b"\0":
            if not byte:
                raise RuntimeError("the browser went away")
            data += byte
        message: dict[str, Any] = json.loads(data)
        return message

    def visit(self, url: str) -> None:
        """Go to *url* and wait until it has loaded; what was said before is forgotten."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        while not self.said("Page.loadEventFired"):
            self.events.append(self._read())

    def said(self, method: str) -> list[dict[str, Any]]:
        """Return the parameters of every event of that name since the last visit."""
        return [one["params"] for one in self.events if one.get("method") == method]

    def run(self, script: str) -> Any:  # noqa: ANN401 - whatever the script returns
        """Return the value of *script*, awaited."""
        answer = self.call("Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def resize(self, width: int, height: int = 900) -> None:
        """Show the page as wide as a telephone or a screen."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1, mobile=False)

    def prefer(self, scheme: str, media: str = "screen") -> None:
        """Show the page as a dark or light system does, on a screen or on paper."""
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self.call("Emulation.setEmulatedMedia", media=media, features=features)

    def press(self, key: str, code: int) -> None:
        """Press and release a key."""
        text = {"text": key} if len(key) == 1 else {}
        self.call("Input.dispatchKeyEvent", type="keyDown", key=key, windowsVirtualKeyCode=code, **text)
        self.call("Input.dispatchKeyEvent", type="keyUp", key=key, windowsVirtualKeyCode=code)


@contextmanager
def browser(profile: Path) -> Iterator[Page]:
    """Start chromium with an empty profile and give one tab; it is ended however the test ends."""
    if CHROMIUM is None:
        raise RuntimeError("no chromium")
    order_out, order_in = os.pipe()
    answer_out, answer_in = os.pipe()
    command = [sys.executable, "-c", _LAUNCH, str(order_out), str(answer_in), CHROMIUM, *_FLAGS]
    process = subprocess.Popen(
        [*command, f"--user-data-dir={profile}"],
        pass_fds=(order_out, answer_in),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    os.close(order_out)
    os.close(answer_in)
    try:
        with os.fdopen(order_in, "wb") as orders, os.fdopen(answer_out, "rb") as answers:
            yield Page(orders, answers).open_tab()
    finally:
        with suppress(subprocess.TimeoutExpired):
            process.wait(5)  # its orders have ended, so it ends
        process.kill()
        process.wait()
