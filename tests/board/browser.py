"""A board in a process of its own and a real browser before it."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
PATIENCE = 30_000
"""Milliseconds until a page that does not do what it should has failed."""
expect.set_options(timeout=PATIENCE)


@dataclass
class Running:
    """A board that runs: where, on which ledger, and how to end it."""

    address: str
    ledger: Path
    process: subprocess.Popen[str]

    def open(self, document: dict[str, Any]) -> str:
        answer = httpx.post(f"{self.address}/api/v1/ties", json={"tie": document}, timeout=30)
        assert answer.status_code == 201, answer.text
        return f"{self.address}/tie/{answer.json()['id']}"

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        assert self.process.stdout is not None
        self.process.stdout.close()


def start(
    ledger: Path, *, port: int = 0, environment: Mapping[str, str] | None = None, before: str = "pass"
) -> Running:
    """Start `frontfoot board`, after some code of the test's own, and wait until it says where it is."""
    command = [sys.executable, "-c", f"{before}\nfrom frontfoot.cli import main; main()", "board", "--no-browser"]
    process = subprocess.Popen(
        [*command, "--ledger", str(ledger), "--port", str(port)],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, **(environment or {})},
        start_new_session=True,
    )
    assert process.stdout is not None
    for line in process.stdout:
        hit = re.search(r"The board is at (https?://[^/\s]+)", line)
        if hit:
            return Running(hit[1], ledger, process)
    raise AssertionError(f"the board ended with {process.wait()} before it listened")


@contextmanager
def board(ledger: Path, before: str = "pass", **environment: str) -> Iterator[Running]:
    """A board for a while; it must end by itself when it is interrupted."""
    running = start(ledger, environment=environment, before=before)
    try:
        yield running
    finally:
        running.process.send_signal(signal.SIGINT)
        try:
            running.process.communicate(timeout=30)
        except subprocess.TimeoutExpired:
            running.kill()
            raise


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser of this machine."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        pytest.skip(
            "no Chromium on this machine: apt-get install chromium (make browser), and the board is tested in it"
        )
    with sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=path, args=FLAGS)
        try:
            yield chrome
        finally:
            chrome.close()


@contextmanager
def page(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    """A page that must not complain on its console."""
    context = browser.new_context(**{"viewport": {"width": 1366, "height": 900}, **options})
    tab = context.new_page()
    tab.set_default_timeout(PATIENCE)
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.goto(address)
    try:
        yield tab
        assert complaints == []
    finally:
        context.close()


def settled(tab: Page, score: str) -> None:
    """Wait until the page shows a score such as 0–1."""
    expect(tab.locator(".ff-figure").first).to_have_attribute("data-score", score)


def tap(tab: Page, action: str) -> None:
    tab.locator(f"[data-action='{action}']").first.click()
