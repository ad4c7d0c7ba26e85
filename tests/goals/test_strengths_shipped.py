"""The shipped strengths: dated, loaded whole, and faithful to the fit they are rounded from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.identity import clubs
from frontfoot.fitted import read
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import Strengths, fit, shipped
from frontfoot.goals.strengths.compact import pack, unpack


@pytest.fixture(scope="module")
def linked(data: Path) -> Strengths:
    """All leagues and the cups that link them, as they are shipped."""
    return fit(read_folder(data).filter(pl.col("season").is_between(2020, 2023)), on=date(2024, 4, 1))


def test_what_is_packed_comes_back(linked: Strengths) -> None:
    text = json.dumps(pack(linked, linked.clubs))
    again = unpack(json.loads(text))
    assert text == json.dumps(pack(linked, linked.clubs))
    assert set(again.clubs) == set(linked.clubs)
    generator, ratios = np.random.default_rng(1), []
    for _ in range(100):
        home, away = (str(club) for club in generator.choice(linked.clubs, 2, replace=False))
        if not linked.linked(home, away):
            continue
        pair = {"home": home, "away": away, "competition": "UEFA Champions League"}
        assert again.rates(**pair) == pytest.approx(linked.rates(**pair), rel=0.004)  # type: ignore[arg-type]
        full, compact = (
            np.log(s.draws(500, np.random.default_rng(2), **pair)).std(axis=0)  # type: ignore[arg-type]
            for s in (linked, again)
        )
        ratios.append(compact / full)
    assert len(ratios) > 90
    # What the compact form leaves out moves a spread by a few hundredths.
    assert np.median(np.stack(ratios), axis=0) == pytest.approx([1.0, 1.0], abs=0.02)
    assert (np.abs(np.stack(ratios) - 1.0) < 0.15).all()


def test_clubs_left_out_come_back_as_newcomers(linked: Strengths) -> None:
    again = unpack(pack(linked, {"Porto"}))
    assert again.clubs == ("Porto",)
    new, unseen = (again.rates(club, "Porto", competition="Primeira Liga") for club in ("Benfica", "Nobody"))
    assert new == unseen


def test_snapshots_know_only_what_was_known() -> None:
    days = sorted(read("strengths")["parameters"]["snapshots"])
    assert days == sorted(set(days))
    for day in (days[0], days[len(days) // 2], days[-1]):
        strengths = shipped(date.fromisoformat(day))
        assert strengths.on.isoformat() == day
        assert strengths.since < strengths.on
    assert shipped(date(2024, 4, 11)).on == date(2024, 4, 1)
    assert shipped().on.isoformat() == days[-1]
    with pytest.raises(InputError, match="No strengths are shipped"):
        shipped(date(1990, 1, 1))


def test_shipped_clubs_are_in_the_table_and_the_strong_are_strong() -> None:
    strengths = shipped(date(2024, 4, 11))
    assert set(strengths.clubs) <= set(clubs())
    order = sorted(strengths.clubs, key=lambda club: -sum(strengths.strength(club)))
    # UEFA's club coefficients of 2023/24 put these five first; all are among our first ten.
    assert {"Manchester City", "Bayern Munich", "Real Madrid", "Liverpool", "Inter"} <= set(order[:10])
    home, away = strengths.rates("Liverpool", "Atalanta", competition="UEFA Europa League")
    assert home > away


def test_the_record_says_where_the_file_comes_from() -> None:
    record = read("strengths")["record"]
    assert record["command"] == "frontfoot fit strengths --data DIR"
    assert record["rows"]["matches"] > 70_000
    assert len(record["held_out"]) == 2
