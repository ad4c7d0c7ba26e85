"""Exported files opened in a browser, as whoever is sent them does: whatever names and notes hold, nothing runs."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from tests.board.service_help import Client, served

HOSTILE = (
    "<script>window.caught=1</script>",
    '"><img src=x onerror="window.caught=1">',
    "</text></svg><script>window.caught=1</script>",
    "javascript:window.caught=1",
    "{{7*7}}<svg onload=window.caught=1>",
)


def exported(client: Client, folder: Path) -> list[Path]:
    """Report and drawing of a match whose clubs, scorers and notes are hostile."""
    legs = [{"home": HOSTILE[0], "away": HOSTILE[1], "rates": [1.5, 1.2]}]
    tie: dict[str, Any] = {"id": "bad", "competition": "premier league", "season": 2023, "leg": legs}
    answer = client.post("/api/v1/ties", json={"tie": tie})
    assert answer.status_code == 201, answer.text
    entries = [
        {"id": f"g{n}", "kind": "goal", "leg": 1, "minute": str(9 * n + 5), "club": HOSTILE[n % 2], "player": text}
        | {"note": text}
        for n, text in enumerate(HOSTILE)
    ]
    assert client.post("/api/v1/ties/bad/entries", json={"entries": entries}).status_code == 200
    paths = []
    for name in ("report.html", "picture.svg"):
        answer = client.get(f"/api/v1/ties/bad/exports/{name}")
        assert answer.status_code == 200, answer.text
        paths.append(folder / name)
        paths[-1].write_bytes(answer.content)
    return paths


@pytest.mark.slow
def test_no_script_runs_in_a_report_or_a_drawing(tmp_path: Path) -> None:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = Path(os.environ.get("FRONTFOOT_CHROMIUM", "/usr/bin/chromium"))
    if not chromium.exists():
        pytest.skip(f"there is no browser at {chromium}: set FRONTFOOT_CHROMIUM")
    with served(tmp_path) as client:
        paths = exported(client, tmp_path)
    with playwright.sync_playwright() as started:
        browser = started.chromium.launch(executable_path=str(chromium), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        for path in paths:
            page.goto(path.as_uri())
            page.wait_for_timeout(200)
            assert page.evaluate("window.caught") is None
            if path.suffix == ".html":
                # Shown as text; the drawing has its letters as shapes.
                assert "window.caught=1" in page.evaluate("document.documentElement.textContent")
        browser.close()
    # Neither file fetches anything.
    assert asked == [path.as_uri() for path in paths]
