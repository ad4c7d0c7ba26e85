"""Make the picture of the match board again: the half-time of 18 April 2024, in headless Chromium.

python docs/pictures/board.py
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx

from frontfoot.board.lobby_documents import file_document

HERE = Path(__file__).resolve().parent
EXAMPLE = HERE.parents[1] / "examples" / "atalanta-liverpool-2024.toml"
sys.path.insert(0, str(HERE.parents[1]))

from tests.board.board_help import goal  # noqa: E402
from tests.board.browser import board, chromium, page  # noqa: E402


def main() -> None:
    """Write `board.png` beside this file."""
    now = datetime.now(UTC)
    whistles = [("start", now - timedelta(minutes=50)), ("end", now - timedelta(minutes=2))]
    entries = [
        {"id": f"w{n}", "kind": "period", "leg": 2, "period": 1, "state": state, "at": at.isoformat()}
        for n, (state, at) in enumerate(whistles)
    ]
    entries.append(goal("g", "Liverpool", "7", player="Salah", note="penalty"))
    with TemporaryDirectory() as folder, chromium() as browser, board(Path(folder) / "ledger.db") as running:
        document = file_document(EXAMPLE.read_bytes(), play_last=True).model_dump(mode="json", exclude_defaults=True)
        address = running.open({**document, "id": "bergamo"})
        httpx.post(f"{running.address}/api/v1/ties/bergamo/entries", json={"entries": entries}).raise_for_status()
        with page(browser, address, viewport={"width": 1280, "height": 900}) as found:
            found.locator(".ff-chart svg").wait_for()
            found.screenshot(path=HERE / "board.png")


if __name__ == "__main__":
    main()
