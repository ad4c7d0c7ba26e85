"""Reversed places: halves of real matches turned round on purpose, the known ones, and none that is sound."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.match.checks import admit
from frontfoot.match.draft import Draft
from frontfoot.match.files import read_sources
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.match.wyscout.v2 import read

PERIODS = {"1H": 1, "2H": 2}


def path_of(data: Path, league: str, match: int) -> Path:
    return data / "wyscout" / league / f"{match}.json.gz"


def flips(match: Match) -> list[str]:
    return [repair.what for repair in match.repairs if repair.rule == "flipped-half"]


def reverse(raw: Any, team: int, period: str) -> None:
    """Turn a side's starts in one half, and copy every end that was a start from the next start, as Wyscout does."""
    events = raw["events"]
    full = {"x": 100, "y": 100}

    def seen_from(place: Any, same: bool) -> Any:
        return dict(place) if same else {axis: full[axis] - place[axis] for axis in full}

    copied = []
    for i, event in enumerate(events[:-1]):
        following = events[i + 1]
        if len(event["positions"]) > 1 and following["positions"] and event["matchPeriod"] == following["matchPeriod"]:
            start = seen_from(following["positions"][0], following["teamId"] == event["teamId"])
            if start == event["positions"][1]:
                copied.append(i)
    for event in events:
        if event["teamId"] == team and event["matchPeriod"] == period and event["positions"]:
            event["positions"][0] = seen_from(event["positions"][0], same=False)
    for i in copied:
        following = events[i + 1]
        events[i]["positions"][1] = seen_from(following["positions"][0], following["teamId"] == events[i]["teamId"])


@pytest.mark.slow
def test_one_reversed_side_of_one_half_is_found_and_the_other_is_left_alone(data: Path, tmp_path: Path) -> None:
    paths = sorted(data.glob("wyscout/*/*.json.gz"))[7::160]
    cases = restored = 0
    for number, path in enumerate(paths):
        sound = load(path).events.select("event_id", "period", "side", "x", "y")
        raw = json.loads(gzip.decompress(path.read_bytes()))
        period, side = ("1H", "2H")[number % 2], ("home", "away")[number // 2 % 2]
        reverse(raw, int(list(raw["teams"])[side == "away"]), period)
        spoiled = tmp_path / path.stem
        spoiled.write_text(json.dumps(raw), encoding="utf-8")
        both = load(spoiled).events.join(sound, on="event_id", suffix="_sound").drop_nulls("x")
        turned = (pl.col("period") == PERIODS[period]) & (pl.col("side") == side)
        alike = (pl.col("x") - pl.col("x_sound")).abs() < 1e-6
        assert both.filter(~turned).select(alike.all()).item(), path
        cases += 1
        restored += both.filter(turned).select(alike.mean() > 0.9).item()
    assert cases >= 9
    assert restored >= 0.9 * cases


def test_known_reversed_stretches_are_found(data: Path) -> None:
    match = load(path_of(data, "ligue-1", 2500923))
    assert ["home side" in what for what in flips(match)] == [True, False]
    assert all("period 2" in what and "to 129" in what for what in flips(match))  # known to end at 1292 s
    match = load(path_of(data, "la-liga", 2565775))
    assert all("period 2" in what and "s to 3" in what for what in flips(match))
    shots = match.events.filter((pl.col("kind") == "shot") & (pl.col("period") == 2) & (pl.col("seconds") < 45))
    assert len(shots) == 2
    assert (shots["x"] > 90).all()


@pytest.mark.parametrize("side", [["home"], ["away"], ["home", "away"]])
@pytest.mark.parametrize("span", [(0.0, 9e9), (0.0, 1500.0), (900.0, 1800.0)])
def test_reversed_stretches_are_turned_back(data: Path, side: list[str], span: tuple[float, float]) -> None:
    path = path_of(data, "serie-a", 2575960)
    sound = load(path).events
    draft = read(read_sources([path])[0])
    chosen = (
        draft.events.frame()
        .select(rows=pl.col("side").is_in(side) & (pl.col("period") == 2) & pl.col("seconds").is_between(*span))["rows"]
        .to_numpy()
    )
    draft.events.turn(chosen)
    mended = admit(draft)
    assert [repair.rule for repair in mended.repairs].count("flipped-half") >= 1
    both = mended.events.join(sound, on="event_id", suffix="_sound")
    wrong = both.filter((pl.col("x") - pl.col("x_sound")).abs() > 1e-6)
    # Only at the borders of the stretch: across a stoppage nothing tells where exactly it begins and ends.
    away = wrong.select(far=pl.min_horizontal(*((pl.col("seconds") - border).abs() for border in span)))["far"]
    assert len(wrong) < 0.05 * chosen.sum() + 10
    assert away.is_empty() or bool((away < 120).all())


def home_in_the_first_half(data: Path) -> tuple[Draft, np.ndarray[Any, Any]]:
    """A sound match, and the rows of the home side's places in the first half that lie at one end only."""
    draft = read(read_sources([path_of(data, "serie-a", 2575960)])[0])
    events = draft.events
    mine = np.flatnonzero((events.side == 0) & (events.period == 1) & ~np.isnan(events.x))
    return draft, mine[events.is_kind("shot", "clearance")[mine] | np.asarray(events.rest["cross"])[mine]]


def test_two_places_in_a_row_turn_nothing(data: Path) -> None:
    for first in range(6):
        draft, clear = home_in_the_first_half(data)
        apart = np.flatnonzero(np.diff(draft.events.seconds[clear]) > 20.0)[first]
        rows = np.zeros(len(draft.events), dtype=bool)
        rows[clear[[apart, apart + 1]]] = True
        draft.events.turn(rows)
        assert not flips(admit(draft))


def test_a_reversed_half_with_two_places_that_tell_is_said_and_not_turned(data: Path) -> None:
    draft, clear = home_in_the_first_half(data)
    events = draft.events
    home = (events.side == 0) & (events.period == 1)
    kept = ~home | (events.is_kind("pass", "take_on") & ~np.asarray(events.rest["cross"]) & (events.set_piece == 6))
    kept[clear[:2]] = True
    goalkeeper = draft.players.filter(side="home", position="Goalkeeper")["player"].to_list()
    kept &= ~(home & np.isin(events.player, [events.people.index(one) for one in goalkeeper if one in events.people]))
    events.turn(home)
    events.take(kept)
    match = admit(draft)
    assert not flips(match)
    assert [finding.events for finding in match.findings if finding.rule == "flip-doubtful"] == [2]
