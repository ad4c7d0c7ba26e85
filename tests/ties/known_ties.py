"""Reading the files of known ties."""

from __future__ import annotations

import csv
from pathlib import Path

KNOWN = Path(__file__).parent / "known"


def rows(name: str) -> list[dict[str, str]]:
    lines = (KNOWN / name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def score(text: str) -> tuple[int, int] | None:
    if not text:
        return None
    home, away = text.split("-")
    return int(home), int(away)
