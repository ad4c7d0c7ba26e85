"""The queries of the page run as they stand there, on a store made from real matches."""

from __future__ import annotations

import re
from pathlib import Path

import polars as pl
import pytest

from frontfoot.season.store import Store

PAGE = Path(__file__).resolve().parents[2] / "docs" / "season.md"


def queries(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)


def test_duckdb_reads_the_store(store: Path) -> None:
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    told = [duckdb.sql(query.replace("STORE", str(store))).fetchall() for query in queries("sql")]
    assert len(told) == 3
    minutes = Store(store).read("minutes", competition="Serie A", season="2017/18")
    expected = dict(minutes.group_by("team").agg(pl.col("xg").sum()).iter_rows())
    assert {team: xg for team, xg, _ in told[0]} == pytest.approx(expected, abs=0.05)
    assert [lead for lead, _ in told[1]] == [-1, 0, 1]
    assert told[2] == [], "all eight matches agree with the published scores"


def test_polars_reads_the_store(store: Path) -> None:
    told = [eval(query.replace("STORE", str(store)), {"pl": pl}) for query in queries("python")]
    assert len(told) == 3
    assert told[0]["core_action_height"].is_sorted(descending=True)
    assert told[1].height == 18
    assert told[2]["len"].sum() == Store(store).read("chances")["big_chance"].sum()
