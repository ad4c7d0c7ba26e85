"""Expected goals on StatsBomb's events: level and order on matches left out, frames, and whose value is used."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot import fitted
from frontfoot.chances.frames import frame_columns
from frontfoot.chances.shots import shots
from frontfoot.chances.situation import SITUATION, Situations, situations
from frontfoot.chances.xg import STATSBOMB, expected_goals, model_name
from frontfoot.core.errors import NotProvided
from frontfoot.fit import shot_scores as scores
from frontfoot.fit.xg_statsbomb import fit
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.match.schema import FREEZE_FRAMES
from tests.chances.chances_tables import events, match, shot


def frames(*players: tuple[float, float, bool, bool]) -> pl.DataFrame:
    """(x, y, teammate, keeper) of the shot whose index is 0."""
    rows = [(0, mate, False, keeper, x, y) for x, y, mate, keeper in players]
    return pl.DataFrame(rows, schema=FREEZE_FRAMES, orient="row")


def value(x: float, y: float, *players: tuple[float, float, bool, bool], **rest: Any) -> float:
    return float(expected_goals(situations(events(shot(x, y, **rest))), "statsbomb", frames(*players))[0])


KEEPER = (103.5, 34.0, False, True)


def test_held_out_scores_of_the_record() -> None:
    record = fitted.read(STATSBOMB)["record"]
    held_out = record["held_out"]
    framed, plain, before, provider = (held_out[name] for name in ("framed", "plain", "wyscout_model", "provider"))
    assert framed["all"]["auc"] >= 0.79
    assert framed["all"]["auc"] >= provider["all"]["auc"] - 0.01
    assert framed["all"]["brier"] < plain["all"]["brier"] < before["all"]["brier"]
    for model in (framed, plain):
        assert abs(model["all"]["xg_per_goal"] - 1) < 0.03
    for group in ("head", "foot", "set_pieces", "open_play", "0-8 m", "8-12 m", "12-18 m", "18-25 m"):
        assert abs(framed[group]["xg_per_goal"] - 1) < 0.10, group
    assert "StatsBomb Public Data User Agreement" in record["licence"]
    assert "StatsBomb" in record["terms"]


def sixty_fourths(low: int, high: int) -> st.SearchStrategy[float]:
    """Metres whose mirror image across the pitch is exact, so that no limit lies between the two."""
    return st.integers(64 * low, 64 * high).map(lambda count: count / 64.0)


@pytest.mark.slow
@given(
    x=sixty_fourths(75, 104),
    y=sixty_fourths(10, 58),
    other=st.lists(st.tuples(sixty_fourths(60, 105), sixty_fourths(5, 63)), max_size=6),
)
def test_a_frame_and_its_mirror_are_worth_the_same(x: float, y: float, other: list[tuple[float, float]]) -> None:
    men = [KEEPER, *((px, py, False, False) for px, py in other)]
    mirrored = [(px, 68 - py, mate, keeper) for px, py, mate, keeper in men]
    one = value(x, y, *men, body_part="right_foot")
    assert one == pytest.approx(value(x, 68 - y, *mirrored, body_part="left_foot"), rel=1e-6)
    assert 0 < one < 1


def test_men_in_the_way_cost_and_an_empty_goal_pays() -> None:
    free = value(95.0, 34.0, KEEPER)
    crowded = value(
        95.0, 34.0, KEEPER, (96.0, 34.2, False, False), (98.0, 33.5, False, False), (97.0, 34.5, False, False)
    )
    keeper_out = value(95.0, 34.0, (94.0, 45.0, False, True))
    assert crowded < free < keeper_out


def test_cone_and_distances_against_counting_by_hand() -> None:
    """From (95, 34) the post at (105, 37.66) is seen along y = 34 + .366 (x - 95)."""
    men = [
        KEEPER,
        (97.0, 34.7, False, False),
        (97.0, 34.8, False, False),
        (99.0, 34.0, True, False),
        (95.0, 35.5, False, False),
    ]
    columns, known = frame_columns(situations(events(shot(95.0, 34.0))), frames(*men))
    assert known.tolist() == [True]
    assert columns["cone"].tolist() == [1.0]  # .73 m aside at 2 m is the limit: .7 is inside, .8 is not
    assert columns["within_2"].tolist() == [1.0]
    assert columns["within_4"].tolist() == [3.0]
    assert columns["near"].tolist() == [1.5]
    assert columns["cone_mates"].tolist() == [1.0]
    assert columns["keeper_line_to_3"].tolist() == [1.5]


def test_a_shot_without_a_frame_is_valued_without() -> None:
    table = situations(events(shot(95.0, 34.0), shot(95.0, 34.0, seconds=200.0)))
    both = expected_goals(table, "statsbomb", frames(KEEPER))
    assert both[0] != both[1]
    assert both[1] == pytest.approx(float(expected_goals(table, "statsbomb")[1]))
    columns, known = frame_columns(Situations.of(pl.DataFrame(schema=SITUATION)), frames(KEEPER))
    assert known.shape == (0,)
    assert all(values.shape == (0,) for values in columns.values())


def test_the_product_works_without_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    table = situations(events(shot(95.0, 34.0)))
    monkeypatch.setattr(fitted, "exists", lambda name: False)
    assert model_name("statsbomb") is None
    assert expected_goals(table, "statsbomb") == pytest.approx(expected_goals(table))


def _statsbomb(*rows: dict[str, Any]) -> Match:
    made = match(*rows)
    return replace(made, info=replace(made.info, provider="statsbomb"))


def test_the_providers_value_is_used_where_every_shot_has_one() -> None:
    full = _statsbomb(shot(xg=0.5), shot(seconds=200.0, xg=0.25))
    assert shots(full)["xg"].to_list() == [0.5, 0.25]
    assert shots(full)["big_chance"].to_list() == [True, False]
    assert shots(full, "own")["xg"].to_list() == shots(full)["own_xg"].to_list()
    partly = _statsbomb(shot(xg=0.5), shot(seconds=200.0))
    assert shots(partly)["xg"].to_list() == shots(partly)["own_xg"].to_list()
    with pytest.raises(NotProvided, match="StatsBomb does not state"):
        shots(partly, "provider")


@pytest.mark.slow
def test_level_and_order_on_real_matches(data: Path) -> None:
    """Every sixteenth match, counted from the files: goals against both values."""
    folder = data / "statsbomb" / "premier-league-2015-16"
    tables = [
        shots(load(path, folder / "matches.json"), "own").filter(~pl.col("penalty"))
        for path in sorted((folder / "events").glob("*"))[::16]
    ]
    table = pl.concat(tables)
    goal = (table["outcome"] == "goal").to_numpy().astype(np.float64)
    own, theirs = table["own_xg"].to_numpy(), table["provider_xg"].to_numpy()
    assert abs(own.sum() - goal.sum()) < 2 * np.sqrt((own * (1 - own)).sum())
    assert scores.auc(own, goal) > scores.auc(theirs, goal) - 0.02
    assert np.corrcoef(own, theirs)[0, 1] > 0.85


@pytest.mark.slow
def test_refitting_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    written = fit(data, tmp_path / "xg_statsbomb.json").read_bytes()
    assert written == (Path(fitted.__file__).parent / "xg_statsbomb.json").read_bytes()
