"""Minutes played, against line-up files that the reader of the spells never sees."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from benchmarks.player_minutes import from_line_ups

from frontfoot.match.load import load
from frontfoot.match.match import Info, Match, Period, Team
from frontfoot.match.schema import PLAYERS
from frontfoot.players.spells import spells
from tests.chances.chances_tables import events

EVERY = 20


@pytest.mark.slow
def test_minutes_against_the_line_up_files(data: Path) -> None:
    folder = data / "statsbomb" / "premier-league-2015-16"
    exact, estimated = [], []
    for path in sorted((folder / "events").glob("*"))[::EVERY]:
        match = load(path, folder / "matches.json")  # without the line-ups
        halves = [period.seconds for period in match.periods]
        truth = from_line_ups(folder / "lineups" / path.name, *halves)
        stated, guessed = spells(match), spells(match, estimate=True)
        assert not stated.estimated
        assert guessed.estimated
        assert stated.minutes().keys() == truth.keys()
        exact += [stated.minutes()[man] - minutes for man, minutes in truth.items()]
        estimated += [guessed.minutes().get(man, 0.0) - minutes for man, minutes in truth.items()]
    assert np.abs(exact).max() < 0.1
    assert np.abs(estimated).mean() < 1.3
    assert np.quantile(np.abs(estimated), 0.95) < 5.0


def build(*rows: dict[str, Any], starters: bool = True) -> Match:
    """Eleven a side, h1-h11 and a1-a11, with h12 on the bench, in two halves of 45 minutes."""
    names = [(f"{side[0]}{number}", side, number <= 11) for side in ("home", "away") for number in range(1, 13)]
    players = pl.DataFrame(
        [(name, side, name, None, None, starts if starters else None) for name, side, starts in names],
        schema=PLAYERS,
        orient="row",
    )
    halves = (Period(1, 2700.0), Period(2, 2700.0))
    return Match(Info("test", "1"), Team("1", "A"), Team("2", "B"), halves, events(*rows), players)


def change(seconds: float, side: str, off: str, on: str) -> dict[str, Any]:
    who = {"player": off, "related_player": on}
    return {"kind": "substitution", "seconds": seconds, "side": side, "period": 2, **who}


def test_a_substitute_a_sending_off_and_a_man_treated_outside() -> None:
    match = build(
        {"kind": "pass", "seconds": 1.0, "side": "home", "player": "h1"},
        {"kind": "other", "type_name": "Player Off", "seconds": 600.0, "side": "home", "player": "h2"},
        {"kind": "other", "type_name": "Player On", "seconds": 720.0, "side": "home", "player": "h2"},
        change(900.0, "home", "h3", "h12"),
        {"kind": "card", "card": "red", "seconds": 1800.0, "side": "away", "player": "a5", "period": 2},
        change(2400.0, "away", "a5", "a12"),
    )
    minutes = spells(match).minutes()
    assert minutes["h1"] == 90.0
    assert minutes["h2"] == 88.0
    assert minutes["h3"] == 60.0
    assert minutes["h12"] == 30.0
    assert minutes["a5"] == 75.0


def test_without_line_ups_the_earliest_eleven_start_and_a_substitute_replaces_the_first_to_vanish() -> None:
    rows: list[dict[str, Any]] = []
    for side in ("home", "away"):
        rows += [
            {"kind": "pass", "seconds": float(number), "side": side, "player": f"{side[0]}{number}"}
            for number in range(1, 12)
        ]
        last = [number for number in range(1, 12) if number != 4]
        rows.append({"kind": "pass", "seconds": 600.0, "side": side, "player": f"{side[0]}12", "period": 2})
        rows += [
            {"kind": "pass", "seconds": 2000.0 + number, "side": side, "player": f"{side[0]}{number}", "period": 2}
            for number in last
        ]
    rows.sort(key=lambda row: (row.get("period", 1), row["seconds"]))
    on_pitch = spells(build(*rows, starters=False))
    assert on_pitch.estimated
    assert on_pitch.minutes()["h4"] == 55.0
    assert on_pitch.minutes()["h12"] == 35.0
    assert on_pitch.minutes()["h1"] == 90.0
    assert len(on_pitch.starters()) == 22
