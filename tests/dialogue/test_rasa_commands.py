"""Rasa's own commands work in bot/ as its users know them: `rasa data validate`, `rasa test`, `rasa shell`."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.product import MODEL, QUIET_RASA, ROOT, Product

pytestmark = pytest.mark.rasa

BOT = ROOT / "bot"
RASA = Path(sys.executable).with_name("rasa")
CURSOR_QUESTION, CURSOR_ANSWER = b"\x1b[6n", b"\x1b[1;1R"


def run(*arguments: str) -> str:
    """What the command printed; AssertionError with it when the command failed."""
    environment = {**os.environ, **QUIET_RASA}
    done = subprocess.run(
        [str(RASA), *arguments], cwd=BOT, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


class Terminal:
    """A program in a terminal of its own, which answers where the cursor is, as terminals do."""

    def __init__(self, command: list[str], environment: Mapping[str, str]) -> None:
        self.screen = b""
        self._terminal, inside = pty.openpty()
        self._process = subprocess.Popen(
            command, cwd=BOT, env=environment, stdin=inside, stdout=inside, stderr=inside, start_new_session=True
        )
        os.close(inside)

    def type(self, line: str) -> None:
        os.write(self._terminal, f"{line}\r".encode())

    def wait(self, pattern: str, seconds: float = 120) -> None:
        """Read until the pattern is on the screen; AssertionError with the screen when it never comes."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.screen.decode(errors="replace")):
            assert time.monotonic() < end, self.screen.decode(errors="replace")
            if select.select([self._terminal], [], [], 0.5)[0]:
                self.screen += os.read(self._terminal, 65536)
                if CURSOR_QUESTION in self.screen:
                    os.write(self._terminal, CURSOR_ANSWER)
                    self.screen = self.screen.replace(CURSOR_QUESTION, b"")

    def close(self) -> None:
        self._process.kill()
        self._process.wait()
        os.close(self._terminal)


def test_the_data_is_valid() -> None:
    assert "No story structure conflicts found" in run("data", "validate", "--fail-on-warnings")


def test_the_trainers_test_stories_pass(tmp_path: Path) -> None:
    run("test", "core", "--model", str(MODEL), "--fail-on-prediction-errors", "--out", str(tmp_path))
    assert (tmp_path / "failed_test_stories.yml").read_text(
        "utf-8"
    ).strip() == "# None of the test stories failed - all good!"


def test_the_shell_speaks_the_shops_words(product: Product) -> None:
    shell = Terminal([str(RASA), "shell", "--endpoints", str(product.home / "endpoints.yml")], product.environment())
    try:
        shell.wait("Your input")
        shell.screen = b""
        shell.type("你好")
        shell.wait("在的～|在呢|欢迎来|智能助手")
        shell.type("我的快递到哪了")
        shell.wait("only the shop channel opens turns")
    finally:
        shell.close()
