"""The shipped strengths: dated, loaded whole, and faithful to the fit they are rounded from."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.identity import clubs
from frontfoot.fitted import read
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import Strengths, fit_history, keep, strengths_on, user_folder
from frontfoot.goals.strengths.compact import pack, unpack


@pytest.fixture(scope="module")
def linked(data: Path) -> Strengths:
    """All leagues and the cups that link them in a season, as they are shipped."""
    results = read_folder(data).filter(pl.col("season") == 2023)
    return next(fit_history(results, [date(2024, 4, 1)]))


@pytest.mark.slow
def test_what_is_packed_comes_back(data: Path) -> None:
    results = read_folder(data).filter(pl.col("season").is_between(2020, 2023))
    linked = next(fit_history(results, [date(2024, 4, 1)]))
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


@pytest.mark.slow
def test_clubs_left_out_come_back_as_newcomers(linked: Strengths) -> None:
    again = unpack(pack(linked, {"Porto"}))
    assert again.clubs == ("Porto",)
    new, unseen = (again.rates(club, "Porto", competition="Primeira Liga") for club in ("Benfica", "Nobody"))
    assert new == unseen


def test_snapshots_know_only_what_was_known() -> None:
    days = sorted(read("strengths")["parameters"]["snapshots"])
    assert days == sorted(set(days))
    for day in (days[0], days[len(days) // 2], days[-1]):
        strengths = strengths_on(date.fromisoformat(day))
        assert strengths.on.isoformat() == day
        assert strengths.since < strengths.on
    # On the morning of the quarter-final first legs, and of the second legs.
    assert [strengths_on(date(2024, 4, day)).on.day for day in (8, 9, 11, 16, 18)] == [1, 9, 9, 16, 16]
    assert strengths_on().on.isoformat() == days[-1]
    with pytest.raises(InputError, match="No strengths are known"):
        strengths_on(date(1990, 1, 1))
    with pytest.raises(InputError, match="no strengths of women"):
        strengths_on(kind="women")


def test_several_snapshots_a_season_up_to_the_newest_results() -> None:
    days = [date.fromisoformat(day) for day in read("strengths")["parameters"]["snapshots"]]
    for season in range(2013, 2026):
        assert sum(date(season, 8, 1) <= day < date(season + 1, 7, 1) for day in days) >= 9
    assert (days[-1] - date.fromisoformat(read("strengths")["record"]["dates"][1])).days == 1


def test_strengths_grow_less_sure_with_age_and_over_a_summer() -> None:
    newest = strengths_on()
    pair = {"home": "Liverpool", "away": "Arsenal", "competition": "Premier League"}
    variances = []
    for day in (newest.on, date(2026, 6, 30), date(2026, 7, 1), date(2026, 11, 27)):
        mean, covariance = newest.at(day).log_rates(pair["home"], pair["away"], pair["competition"])
        variances.append(float(covariance[0, 0]))
        assert mean == pytest.approx(newest.log_rates(pair["home"], pair["away"], pair["competition"])[0])
    assert variances == sorted(variances)
    scales = newest.scales
    assert scales is not None
    # One summer: the attack of one club and the defence of the other each gain it.
    assert variances[2] - variances[1] == pytest.approx(
        2 * scales.summer + 2 * scales.drift + scales.level_drift * 1.25
    )
    assert newest.at(date(2026, 11, 27)).age == 186
    with pytest.raises(InputError, match="know more"):
        newest.at(date(2020, 1, 1))


@pytest.mark.slow
def test_the_users_own_snapshots_are_taken_when_they_are_newer(tmp_path: Path, linked: Strengths) -> None:
    keep(linked, folder=tmp_path)
    assert strengths_on(date(2024, 4, 8), folder=tmp_path).matches == linked.matches
    assert strengths_on(date(2024, 3, 31), folder=tmp_path).on == date(2024, 3, 12)
    (tmp_path / "clubs" / "2026-06-01.json").write_text("{}")
    with pytest.raises(ReadError, match="cannot be read"):
        strengths_on(date(2026, 6, 2), folder=tmp_path)


def test_the_folder_of_the_user_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("FRONTFOOT_STRENGTHS", str(tmp_path))
    assert user_folder() == tmp_path


def test_a_newcomer_is_known_to_be_a_placeholder() -> None:
    newest = strengths_on()
    assert newest.known("Arsenal")
    assert newest.known("FC Barcelona")
    assert not newest.known("Nobody United")


def test_womens_competitions_are_refused() -> None:
    with pytest.raises(InputError, match="men's sides"):
        strengths_on().rates("Arsenal", "Barcelona", competition="UEFA Women's Champions League")


def test_nations_are_shipped_and_the_strong_are_strong() -> None:
    newest = strengths_on(kind="nations")
    order = sorted(newest.clubs, key=lambda nation: -sum(newest.strength(nation)))
    # FIFA's ranking of 2026 has these five among its first eight.
    assert {"Spain", "Argentina", "France", "England", "Brazil"} <= set(order[:10])
    home, away = newest.rates("Spain", "San Marino", competition="International finals", neutral=True)
    assert home > 4.0 > 0.4 > away


def test_shipped_clubs_are_in_the_table_and_the_strong_are_strong() -> None:
    strengths = strengths_on(date(2024, 4, 11))
    europe = [c for c, group in zip(strengths.clubs, strengths.country, strict=True) if group in ("ENG", "ITA", "GER2")]
    assert set(europe) <= set(clubs())
    order = sorted(strengths.clubs, key=lambda club: -sum(strengths.strength(club)))
    # UEFA's club coefficients of 2023/24 put these five first; all are among our first ten.
    assert {"Manchester City", "Bayern Munich", "Real Madrid", "Liverpool", "Inter"} <= set(order[:10])
    home, away = strengths.rates("Liverpool", "Atalanta", competition="UEFA Europa League")
    assert home > away


def test_the_record_says_where_the_file_comes_from() -> None:
    record = read("strengths")["record"]
    assert record["command"] == "frontfoot fit strengths --data DIR"
    assert record["rows"]["matches"] > 70_000
    for scores in record["held_out"].values():
        daily, monthly = scores["updated daily"], scores["from the snapshots"]
        assert daily["matches"] == monthly["matches"] > 1000
        assert daily["log score"] <= monthly["log score"]
    assert record["held_out"]["five leagues, 2017/18 to 2022/23"]["updated daily"]["log score"] < 0.982
