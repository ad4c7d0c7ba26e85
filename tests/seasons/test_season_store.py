"""What a store holds, against the files it was made of."""

from __future__ import annotations

import csv
import re
import shutil
from pathlib import Path

import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.measures import measures
from frontfoot.approach.windows import MATCH
from frontfoot.core.errors import InputError, ReadError
from frontfoot.fit.effects.spells import spells_of
from frontfoot.match.load import load
from frontfoot.seasons.layout import TABLES
from frontfoot.seasons.store import Store


def test_every_table_holds_every_match(store: Path) -> None:
    opened = Store(store)
    for table in TABLES:
        rows = opened.read(table)
        assert rows.select("match_id", "provider").n_unique() == 9, table
        assert opened.partitions(table) == [("", ""), ("Serie A", "2017/18")]
        assert rows.columns[:2] == ["competition", "season"]


def test_scores_are_those_of_the_published_list(store: Path, matches: Path) -> None:
    with (matches / "serie-a" / "matches.csv").open(encoding="utf-8") as file:
        labels = {row["match_id"]: row["label"] for row in csv.DictReader(file)}
    rows = Store(store).read("matches", competition="Serie A")
    for match_id, home, away, home_goals, away_goals in rows.select(
        "match_id", "home", "away", "home_goals", "away_goals"
    ).iter_rows():
        label = re.fullmatch(r"(.+) - (.+), (\d+) - (\d+)", labels[match_id])
        assert label is not None
        assert (home, away, str(home_goals), str(away_goals)) == label.groups()


def test_companion_files_were_used(store: Path) -> None:
    shirts = Store(store).read("players").filter(pl.col("provider") == "statsbomb")["shirt"]
    assert shirts.null_count() == 0, "shirt numbers stand in the line-ups only"


def test_minutes_are_both_rooms_without_a_name_twice(store: Path, matches: Path) -> None:
    match = load(matches / "serie-a" / "2575959.json.gz")
    rows = Store(store).read("minutes").filter(pl.col("match_id") == "2575959")
    counts = minute_counts(match)
    assert rows.select(counts.columns).equals(counts)
    assert rows["own_goals"].max() == 1, "the score at the start of the minute: Atalanta - Roma 0-1"
    totals = (
        Store(store).read("chances").filter(pl.col("match_id") == "2575959").group_by("side").agg(pl.col("xg").sum())
    )
    for side, xg in totals.iter_rows():
        other = "away" if side == "home" else "home"
        assert rows.filter(pl.col("side") == side)["xg"].sum() == pytest.approx(xg)
        assert rows.filter(pl.col("side") == other)["xg_against"].sum() == pytest.approx(xg)


def test_learning_takes_the_minutes_as_they_are(store: Path) -> None:
    spells = spells_of(Store(store).read("minutes", competition="Serie A"))
    assert spells.xg.shape == (16, 18)


def test_approach_is_measured_from_all_matches(store: Path, matches: Path) -> None:
    rows = Store(store).read("approach")
    assert rows["front_foot"].null_count() == 0
    assert (rows["front_foot_low"] < rows["front_foot"]).all()
    alone = measures(
        minute_counts(load(matches / "serie-a" / "2575960.json.gz")), MATCH, ["ppda", "field_tilt", "tempo"]
    )
    stored = rows.filter(pl.col("match_id") == "2575960").sort("side")
    for name in ("ppda", "field_tilt", "tempo"):
        assert stored[name].to_list() == alone.sort("side")[name].to_list()


def test_what_a_provider_lacks_is_null_for_it_only(store: Path) -> None:
    rows = Store(store).read("approach")
    wyscout = rows.filter(pl.col("provider") != "statsbomb")
    assert wyscout["ppda_wyscout"].null_count() == 0
    statsbomb = Store(store).read("minutes").filter(pl.col("provider") == "statsbomb")
    assert statsbomb["wyscout_tackles"].null_count() == len(statsbomb), "StatsBomb records no sliding tackles"
    assert rows.filter(pl.col("provider") == "statsbomb")["ppda_wyscout"].null_count() == 2


@pytest.mark.parametrize(
    ("table", "competition", "words"),
    [("goals", None, "no table 'goals'"), ("minutes", "Serie B", "no matches of Serie B")],
)
def test_what_is_not_there_is_said(store: Path, table: str, competition: str | None, words: str) -> None:
    with pytest.raises(InputError, match=words):
        Store(store).read(table, competition=competition)


def test_a_store_of_another_version_is_refused(tmp_path: Path) -> None:
    (tmp_path / "store.json").write_text('{"schema": 99}')
    with pytest.raises(InputError, match="have version 99"):
        Store(tmp_path)
    with pytest.raises(InputError, match="There is no store here"):
        Store(tmp_path / "none")


@pytest.mark.parametrize("left", [0, 1, 100, 0.5, 0.99])
def test_a_part_cut_short_is_named_with_how_to_make_it_again(store: Path, tmp_path: Path, left: float) -> None:
    damaged = tmp_path / "store"
    shutil.copytree(store, damaged)
    part = next(damaged.rglob("minutes/**/part.parquet"))
    content = part.read_bytes()
    part.write_bytes(content[: int(left if left >= 1 else left * len(content))])
    with pytest.raises(ReadError) as error:
        Store(damaged).read("minutes")
    assert error.value.place == str(part)
    assert "frontfoot season" in error.value.remedy
