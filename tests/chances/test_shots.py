"""Every shot of a match, with its origin and its value, as going through events and situations one by one gives."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any

import polars as pl
import pytest

from frontfoot.chances.shots import SHOTS, shots
from frontfoot.chances.situation import situations
from frontfoot.chances.xg import expected_goals, model_name, predict, strike_model_columns, with_frames
from frontfoot.core.errors import NotProvided
from frontfoot.fitted import read
from frontfoot.match.match import Match
from tests.chances.chances_tables import events, match, shot
from tests.chances.made_events import made_events
from tests.chances.made_situations import made_situations
from tests.chances.slow_features import counted_as_counter, goal_distance, post_angle
from tests.chances.slow_xg import log_odds, slow_strike, slow_xg
from tests.chances.test_frames import drawn_frames


def by_row(played: Match, xg: str | None = None) -> list[dict[str, Any]]:
    frames = played.freeze_frames
    rows = []
    told = {row["index"]: row for row in situations(played.events).frame().iter_rows(named=True)}
    for event in played.events.iter_rows(named=True):
        if event["kind"] != "shot" or event["period"] > 4 or event["side"] is None:
            continue
        how = told[event["index"]]
        frame = [] if frames is None else frames.filter(pl.col("index") == event["index"]).to_dicts()
        row = {name: event[name] for name in SHOTS if name in event and name != "xg"}
        placed = None not in (event["x"], event["y"])
        row["distance"] = goal_distance(event["x"], event["y"]) if placed else None
        row["angle"] = post_angle(event["x"], event["y"]) if placed else None
        since = {name: how[f"{name}_seconds"] for name in ("corner", "free_kick", "throw_in")}
        recent = {name: ago for name, ago in since.items() if ago is not None and ago <= 10.0}
        row["phase"] = event["set_piece"] or (min(recent, key=recent.__getitem__) if recent else None)
        flagged = "counter_attack" in played.provides
        row["counter_attack"] = event["counter_attack"] is True if flagged else counted_as_counter(how)
        row["penalty"] = event["set_piece"] == "penalty"
        row["own_xg"], row["provider_xg"] = slow_xg(how, played.info.provider, frame), event["xg"]
        rows.append(row)
    stated = bool(rows) and all(row["provider_xg"] is not None for row in rows)
    for row in rows:
        row["xg"] = row[f"{xg or ('provider' if stated else 'own')}_xg"]
        row["big_chance"] = None if row["xg"] is None else row["xg"] >= 0.30 and not row["penalty"]
        if row["penalty"]:
            row["big_chance"] = False
    return rows


def made_match(seed: int, provider: str, *, frames: bool = False, flagged: bool = False) -> Match:
    table = made_events(seed)
    made = match()
    freeze = drawn_frames(table.filter(pl.col("kind") == "shot"), seed) if frames else None
    provides = frozenset({"counter_attack"}) if flagged else frozenset()
    return replace(
        made, info=replace(made.info, provider=provider), events=table, freeze_frames=freeze, provides=provides
    )


def agree(got: pl.DataFrame, expected: list[dict[str, Any]]) -> None:
    assert got.height == len(expected)
    for row, other in zip(got.iter_rows(named=True), expected, strict=True):
        assert set(row) == set(other)
        for name, value in row.items():
            near = isinstance(value, float) and other[name] is not None
            assert math.isclose(value, other[name], abs_tol=1e-10) if near else value == other[name], (name, row)


@pytest.mark.parametrize(
    ("provider", "frames", "flagged"),
    [("wyscout_v3", False, True), ("statsbomb", True, False), ("statsbomb", False, True), ("opta", True, False)],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_made_matches(seed: int, provider: str, frames: bool, flagged: bool) -> None:
    played = made_match(seed, provider, frames=frames, flagged=flagged)
    agree(shots(played), by_row(played))


def test_whose_value_is_taken() -> None:
    played = made_match(3, "wyscout")
    stated = played.events.with_columns(xg=(pl.col("index") % 100) / 100.0)
    whole = replace(played, events=stated)
    for source in (None, "own", "provider"):
        agree(shots(whole, source), by_row(whole, source))
    assert shots(whole)["xg"].to_list() == shots(whole)["provider_xg"].to_list()
    # Of a shoot-out kick or a shot of neither side nobody needs a value.
    counted = shots(whole)["index"].to_list()
    only = replace(whole, events=stated.with_columns(xg=pl.when(pl.col("index").is_in(counted)).then("xg")))
    assert shots(only)["xg"].to_list() == shots(whole)["xg"].to_list()
    one_less = stated.with_columns(xg=pl.when(pl.col("index") != counted[-1]).then("xg"))
    partly = replace(whole, events=one_less, info=replace(whole.info, sources=("a.json", "b.json")))
    agree(shots(partly), by_row(partly, "own"))
    with pytest.raises(NotProvided) as refused:
        shots(partly, "provider")
    assert (refused.value.place, refused.value.remedy) == ("a.json", "Ask for Frontfoot's own")
    with pytest.raises(NotProvided):
        shots(match(), "provider")


def test_a_shot_worth_three_tenths_is_a_big_chance() -> None:
    played = match(*(shot(seconds=100.0 * number, xg=xg) for number, xg in enumerate((0.299, 0.3, 0.301))))
    assert shots(played)["big_chance"].to_list() == [False, True, True]


def test_a_shot_belongs_to_a_restart_for_ten_seconds() -> None:
    corner = {"kind": "pass", "side": "home", "set_piece": "corner", "x": 105.0, "y": 0.0}
    for ago, phase in ((10.0, "corner"), (10.01, None)):
        assert shots(match({**corner, "seconds": 100.0 - ago}, shot()))["phase"].to_list() == [phase]
    throw_in = {**corner, "set_piece": "throw_in", "seconds": 96.0}
    assert shots(match({**corner, "seconds": 95.0}, throw_in, shot()))["phase"].to_list() == ["throw_in"]
    assert shots(match({**corner, "seconds": 95.0}, shot(set_piece="free_kick")))["phase"].to_list() == ["free_kick"]


@pytest.mark.parametrize(
    ("provider", "name"),
    [
        ("wyscout", "xg"),
        ("wyscout_v2", "xg"),
        ("wyscout_v3", "xg"),
        ("statsbomb", "xg_statsbomb"),
        ("opta", None),
        ("tracab", None),
        ("statsbomb_360", None),
    ],
)
def test_the_model_of_a_provider(provider: str, name: str | None) -> None:
    assert model_name(provider) == name


def test_models_that_are_not_the_shipped_ones() -> None:
    """`predict` and `with_frames` use the parameters that they are given."""
    made = made_situations(1, 40)
    rows = made.frame().to_dicts()
    model = {"intercept": 0.5, "weights": {"distance": -0.1, "setup": 1.0}}
    other = {"intercept": -1.0, "weights": {"prior": 0.5, "pressed": 2.0}}
    parameters = {"prior": model, "plain": other, "framed": {**other, "intercept": 3.0}}
    shot_columns, first = strike_model_columns(made, model), predict(made, model)
    whole = with_frames(made, None, parameters)
    for place, row in enumerate(rows):
        if None not in (row["x"], row["y"]):
            prior = -math.log(1.0 / first[place] - 1.0)
            assert shot_columns["prior"][place] == pytest.approx(prior)
            expected = {"prior": prior, **slow_strike(row)}
            got = {name: shot_columns[name][place] for name in expected}
            assert got == pytest.approx(expected)
            chance = 1.0 / (1.0 + math.exp(-log_odds(expected, other)))
            assert whole[place] == pytest.approx(chance)
    no_rows = drawn_frames(made.frame(), 1).clear()
    assert with_frames(made, no_rows, parameters) == pytest.approx(whole, nan_ok=True)


def test_a_penalty_has_its_rate_from_anywhere_and_a_shot_without_a_place_has_none() -> None:
    table = situations(events(shot(set_piece="penalty"), shot(x=None, set_piece="penalty"), shot(x=None), shot(y=None)))
    rate = read("xg")["parameters"]["penalty"]["rate"]
    for provider in ("wyscout_v3", "statsbomb", ""):
        got = expected_goals(table, provider)
        assert got[:2].tolist() == [rate, rate]
        assert [math.isnan(value) for value in got[2:]] == [True, True]
