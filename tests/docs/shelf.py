"""The files that the docs name, as real ones: from kloppy's wheel, from the open data, from the repository."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Final

from tests.docs.blocks import ROOT

KLOPPY: Final = {
    "match.json": "statsbomb_3788741_event.json",
    "statsbomb_15986_event.json": "statsbomb_15986_event.json",
    "events/3788741.json": "statsbomb_3788741_event.json",
    "lineups/3788741.json": "statsbomb_3788741_lineup.json",
    "three-sixty/3788741.json": "statsbomb_3788741_360.json",
    "events/15986.json": "statsbomb_15986_event.json",
    "lineups/15986.json": "statsbomb_15986_lineup.json",
    "wyscout-5154199.json": "wyscout_events_v3.json",
    "ma1.json": "statsperform_event_ma1.json",
    "ma3.json": "statsperform_event_ma3.json",
    "match_data.json": "skillcorner_match_data.json",
    "structured_data.json": "skillcorner_structured_data.json",
}
"""Name in the docs -> file in kloppy's wheel."""

WYSCOUT: Final = ("2575959.json.gz", "2576019.json.gz", "2576226.json.gz")
"""Files of Serie A 2017/18 that stand alone in the docs."""

LEAGUE: Final = "wyscout/serie-a"
"""A folder of matches, of which the tests take eight: the whole league would take a quarter of a minute."""

MATCHES: Final = range(2575959, 2575967)


def needs_kloppy(text: str) -> bool:
    """Whether a page names files of kloppy's wheel."""
    return any(name in text for name in KLOPPY)


def needs_data(text: str) -> bool:
    """Whether a page names files of the open data."""
    return any(name in text for name in (*WYSCOUT, LEAGUE, "frontfoot cup", 'Path("data")', "data/"))


def fill(folder: Path, text: str, kloppy: Path | None, data: Path | None) -> None:
    """Put the files that a page names into a folder."""
    (folder / "examples").symlink_to(ROOT / "examples")
    if kloppy is not None:
        for name, source in KLOPPY.items():
            if name in text:
                _place(kloppy / source, folder / name)
    if data is not None:
        (folder / "data").symlink_to(data)
        for name in WYSCOUT:
            _place(data / "wyscout" / "serie-a" / name, folder / name)
        if LEAGUE in text:
            for name in ("matches.csv", *(f"{number}.json.gz" for number in MATCHES)):
                _place(data / "wyscout" / "serie-a" / name, folder / LEAGUE / name)


def _place(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(source, target)
