"""Our readers against kloppy's on the same files: times, players, places, passes and shots.

Every intended difference stands in docs/providers.md and is named here; nothing else may differ.
"""

from __future__ import annotations

import gzip
import io
import warnings
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.match.files import read_sources
from frontfoot.match.load import load
from frontfoot.match.wyscout.v2 import read

SHOT_RESULTS = {"GOAL": "goal", "SAVED": "saved", "OFF_TARGET": "off_target", "BLOCKED": "blocked", "POST": "post"}
PASS_RESULTS = {"COMPLETE": "success", "INCOMPLETE": "failure", "OUT": "failure", "OFFSIDE": "failure"}


def of_kloppy(dataset: Any) -> pl.DataFrame:
    rows = []
    for event in dataset.records:
        end = getattr(event, "receiver_coordinates", None)
        rows.append(
            {
                "event_id": str(event.event_id),
                "type": event.event_type.name,
                "period": event.period.id,
                "seconds": event.timestamp.total_seconds(),
                "player": str(event.player.player_id) if event.player else None,
                "team": str(event.team.team_id),
                "result": event.result.name if getattr(event, "result", None) else None,
                "x": event.coordinates.x if event.coordinates else None,
                "y": event.coordinates.y if event.coordinates else None,
                "end_x": end.x if end else None,
                "end_y": end.y if end else None,
            }
        )
    return pl.DataFrame(rows, infer_schema_length=None)


def wyscout_with_kloppy(raw: bytes) -> pl.DataFrame:
    from kloppy import wyscout

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return of_kloppy(wyscout.load(event_data=io.BytesIO(raw), data_version="V2", coordinates="wyscout"))


@pytest.mark.slow
@pytest.mark.parametrize("start", range(4))
def test_wyscout_v2_agrees_with_kloppy_over_104_matches(data: Path, kloppy_files: Path, start: int) -> None:
    paths = sorted(data.glob("wyscout/*/*.json.gz"))[start * 14 :: 58]
    compared = 0
    for path in paths:
        ours = read(read_sources([path])[0])
        teams = {"home": ours.home.id, "away": ours.away.id}
        table = ours.events.frame().with_columns(pl.col("side").cast(pl.String).replace_strict(teams).alias("team"))
        theirs = wyscout_with_kloppy(gzip.decompress(path.read_bytes()))
        both = table.join(theirs, on="event_id", how="inner", suffix="_k")
        compared += len(both)

        # Times, players and teams of every event that both have.
        # (kloppy's clock counts microseconds)
        assert both.filter((pl.col("seconds") - pl.col("seconds_k")).abs() > 1e-6).is_empty()
        assert both.filter(pl.col("period") != pl.col("period_k")).is_empty()
        assert both.filter(~pl.col("player").eq_missing(pl.col("player_k"))).is_empty()
        assert both.filter(pl.col("team") != pl.col("team_k")).is_empty()

        # Places: percentages times our metres, unless ours is a placeholder taken out (difference 1).
        placed = both.filter(pl.col("x").is_not_null())
        assert len(placed) > 0.9 * len(both)
        assert placed.filter((pl.col("x") - 1.05 * pl.col("x_k")).abs() > 1e-9).is_empty()
        assert placed.filter((pl.col("y") - (68 - 0.68 * pl.col("y_k"))).abs() > 1e-9).is_empty()
        corners = both.filter(pl.col("x").is_null()).select("x_k", "y_k").unique()
        assert set(corners.rows()) <= {(0.0, 0.0), (100.0, 100.0), (0.0, 100.0), (100.0, 0.0)}

        # Passes: the same ones, but for own goals and corners that went straight in (differences 2 and 3).
        passes = both.filter((pl.col("kind") == "pass") | (pl.col("type") == "PASS"))
        odd = passes.filter((pl.col("kind") != "pass") | (pl.col("type") != "PASS"))
        straight_in = (pl.col("set_piece") == "corner") & (pl.col("outcome") == "goal")
        assert odd.filter(~((pl.col("kind") == "own_goal") | straight_in)).is_empty()
        same = passes.filter(pl.col("kind") == pl.lit("pass"))
        # kloppy reads OUT and OFFSIDE into a pass from the next event; we keep the provider's own tag (difference 4).
        rows = same.filter(pl.col("result").is_in(["COMPLETE", "INCOMPLETE"]))
        assert rows.filter(
            pl.col("outcome").cast(pl.String) != pl.col("result").replace_strict(PASS_RESULTS)
        ).is_empty()
        ended = same.filter(pl.col("end_x").is_not_null())
        assert ended.filter((pl.col("end_x") - 1.05 * pl.col("end_x_k")).abs() > 1e-9).is_empty()
        assert ended.filter((pl.col("end_y") - (68 - 0.68 * pl.col("end_y_k"))).abs() > 1e-9).is_empty()

        # Shots and what became of them.
        shots = both.filter((pl.col("type") == "SHOT") | ((pl.col("kind") == "shot") & ~straight_in))
        assert shots.filter((pl.col("kind") != "shot") | (pl.col("type") != "SHOT")).is_empty()
        assert shots.filter(
            ~pl.col("outcome")
            .cast(pl.String)
            .eq_missing(pl.col("result").replace_strict(SHOT_RESULTS, default=None, return_dtype=pl.String))
        ).is_empty()

        # Nothing of kloppy's is missing here: what it adds are interceptions and cards of its own making.
        only_theirs = theirs.join(table, on="event_id", how="anti")
        assert set(only_theirs["event_id"].str.split("-").list.first()) <= {"interception", "card"}
    assert len(paths) >= 26
    assert compared > 1000 * len(paths)


@pytest.mark.slow
def test_statsbomb_agrees_with_kloppy(kloppy_files: Path) -> None:
    from kloppy import statsbomb

    for name in ("statsbomb_15986", "statsbomb_3788741"):
        events, lineup = kloppy_files / f"{name}_event.json", kloppy_files / f"{name}_lineup.json"
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            theirs = of_kloppy(
                statsbomb.load(event_data=str(events), lineup_data=str(lineup), coordinates="statsbomb")
            ).unique("event_id", keep="first", maintain_order=True)
        match = load(events, lineup)
        ours = match.events
        # Rows that either of us derives (aerials won, balls out) carry made-up identifiers.
        own = ours.filter(~pl.col("event_id").str.contains("^(out|aerial)-"))
        both = own.join(theirs, on="event_id", how="inner", suffix="_k")
        assert len(both) > 3_700
        # A receipt whose clock had started again is put right here and left as it is there.
        mended = [r.events for r in match.repairs if "had started again" in r.what]
        late = both.filter((pl.col("seconds") - pl.col("seconds_k")).abs() > 1e-6)
        assert len(late) == sum(mended)
        assert (late["seconds_k"] < 10).all()
        assert both.filter(~pl.col("player").eq_missing(pl.col("player_k"))).is_empty()
        # Places: the middle of the same cell; marks on marks, so linear between the penalty areas.
        middle = both.filter(pl.col("x").is_between(17, 88))
        expected = 16.5 + (pl.col("x_k") - 18) * 36 / 42
        assert len(middle) > 2_500
        assert middle.filter((pl.col("x") - expected).abs() > 1e-9).is_empty()
        central = both.filter(pl.col("y_k").is_between(18.0, 30.0))
        expected_y = 68 - (13.84 + (pl.col("y_k") - 18.0) * 11 / 12)
        assert len(central) > 300
        assert central.filter((pl.col("y") - expected_y).abs() > 1e-9).is_empty()

        passes = both.filter((pl.col("kind") == "pass") | (pl.col("type") == "PASS"))
        assert passes.filter((pl.col("kind") != "pass") | (pl.col("type") != "PASS")).is_empty()
        rows = passes.filter(pl.col("result").is_not_null() & pl.col("outcome").is_not_null())
        assert len(rows) > 0.98 * len(passes)
        assert rows.filter(
            pl.col("outcome").cast(pl.String) != pl.col("result").replace_strict(PASS_RESULTS)
        ).is_empty()
        shots = both.filter((pl.col("kind") == "shot") | (pl.col("type") == "SHOT"))
        odd = shots.filter((pl.col("kind") != "shot") | (pl.col("type") != "SHOT"))
        assert odd.filter(pl.col("kind") != "own_goal").is_empty()
        rows = shots.filter(pl.col("kind") == pl.lit("shot"))
        assert rows["outcome"].cast(pl.String).to_list() == [SHOT_RESULTS[result] for result in rows["result"]]


@pytest.mark.slow
def test_wyscout_v3_agrees_with_kloppy(kloppy_files: Path) -> None:
    from kloppy import wyscout

    path = kloppy_files / "wyscout_events_v3.json"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs = of_kloppy(wyscout.load(event_data=str(path), data_version="V3", coordinates="wyscout")).unique(
            "event_id", keep="first", maintain_order=True
        )
    ours = load(path).events
    both = ours.join(theirs, on="event_id", how="inner", suffix="_k")
    assert len(both) > 1_800
    # kloppy drops the milliseconds.
    assert both.filter(~(pl.col("seconds") - pl.col("seconds_k")).is_between(0, 1, closed="left")).is_empty()
    assert both.filter(pl.col("player").is_not_null() & (pl.col("player") != pl.col("player_k"))).is_empty()
    keeper = pl.col("kind") == "keeper"
    assert both.filter(~keeper & ((pl.col("x") - 1.05 * pl.col("x_k")).abs() > 1e-9)).is_empty()
    assert both.filter(~keeper & ((pl.col("y") - (68 - 0.68 * pl.col("y_k"))).abs() > 1e-9)).is_empty()
    shots = both.filter((pl.col("kind") == "shot") | (pl.col("type") == "SHOT"))
    assert shots.filter((pl.col("kind") != "shot") | (pl.col("type") != "SHOT")).is_empty()
    # kloppy has no woodwork in v3: the post counts as off target there.
    assert [SHOT_RESULTS[r] for r in shots["result"]] == [
        "off_target" if o == "post" else o for o in shots["outcome"].to_list()
    ]
