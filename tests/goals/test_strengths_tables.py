"""The arrays that strengths are learnt from, against the results row by row; nations and their confederations."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.identity import clubs
from frontfoot.goals.results.competitions import GROUP_OF_LEAGUE
from frontfoot.goals.results.schema import STATUSES, table
from frontfoot.goals.strengths import nations
from frontfoot.goals.strengths.matches import Matches, linked_sets, numbered_by_size
from frontfoot.goals.strengths.window import window

CUP = "UEFA Champions League"
LEAGUES = ("Premier League", "Championship", "Eredivisie")
NAMES = ("Arsenal", "Chelsea", "Ajax", "Emmen", "Qarabağ", "Nowhere FC", "Bury", "Fulham")


def made(seed: int, count: int = 60) -> list[dict[str, Any]]:
    """Results at random: every status, leagues and a cup, shots in part of them, scores up to 120."""
    rng, rows = np.random.default_rng(seed), []
    for number in range(count):
        home, away = (str(name) for name in rng.choice(NAMES, 2, replace=False))
        goals = rng.poisson(1.3, 2) if number % 20 else (120, 3)
        competition = str(rng.choice([*LEAGUES, CUP]))
        rows.append(
            {
                "date": date(2020, 8, 1) + timedelta(days=int(rng.integers(0, 700))),
                "competition": competition,
                "season": 2019 + int(rng.integers(0, 3)),
                "stage": "PO" if number % 11 == 0 else "group" if competition == CUP else "league",
                "home": home,
                "away": away,
                "home_goals": int(goals[0]),
                "away_goals": int(goals[1]),
                "neutral": number % 7 == 0,
                "status": STATUSES[number % 5] if number % 3 == 0 else "played",
            }
        )
        if number % 4:
            on, off = rng.integers(0, 9, 2), rng.integers(0, 9, 2)
            for k, side in enumerate(("home", "away")):
                rows[-1] |= {f"{side}_on_target": int(on[k]), f"{side}_shots": int(on[k] + off[k])}
            if number % 8 == 1:
                rows[-1].pop("away_on_target")
    return rows


@pytest.mark.parametrize("seed", [1, 2])
def test_matches_are_the_played_results_row_by_row(seed: int) -> None:
    rows = made(seed)
    matches = Matches.of(table(rows), late_rounds=0)
    played = sorted(
        (r for r in rows if r["status"] == "played"), key=lambda r: (r["date"], r["competition"], r["home"])
    )
    assert len(matches.day) == len(played)
    league = [r for r in played if r["competition"] in LEAGUES and r["stage"] == "league"]
    seasons = {(r["competition"], r["season"]) for r in league}
    assert matches.own == {(GROUP_OF_LEAGUE[name], season) for name, season in seasons}
    assert matches.clubs == tuple(sorted({r[side] for r in played for side in ("home", "away")}))
    assert matches.group == tuple(GROUP_OF_LEAGUE.get(name, "") for name in matches.competitions)
    assert matches.home_group == tuple(clubs()[name].country if name in clubs() else "" for name in matches.clubs)
    for i, r in enumerate(played):
        assert matches.day[i] == (r["date"] - date(1970, 1, 1)).days
        assert matches.season[i] == r["season"]
        assert [matches.clubs[k] for k in matches.clubs_of[:, i]] == [r["home"], r["away"]]
        assert matches.competitions[matches.competition[i]] == r["competition"]
        assert matches.goals[:, i].tolist() == [min(r["home_goals"], 99), min(r["away_goals"], 99)]
        assert bool(matches.neutral[i]) == r["neutral"]
        assert (matches.weight[i], matches.late[i]) == (1.0, 0.0)
        counts: list[Any] = [r.get(name) for name in ("home_on_target", "away_on_target", "home_shots", "away_shots")]
        known = None not in counts
        assert bool(matches.has_shots[i]) == known
        on_home, on_away, home, away = counts if known else (0, 0, 0, 0)
        assert matches.shots[:, i].tolist() == [on_home, on_away, home - on_home, away - on_away]
        founding = r in league and (r["competition"], r["season"] - 1) not in seasons
        assert bool(matches.founding[i]) == founding
        for side, k in enumerate(matches.clubs_of[:, i]):
            group, country = GROUP_OF_LEAGUE.get(r["competition"]), matches.home_group[k]
            held = (country, r["season"]) in matches.own or (country, r["season"] - 1) in matches.own
            expected = (group, True, True) if group else (country, held, False)
            assert matches.league_of(int(matches.clubs_of[side, i]), i) == expected


def test_matches_are_cut_by_days() -> None:
    matches = Matches.of(table(made(3)))
    days = sorted(set(matches.day.tolist()))
    for since, until in ((None, None), (days[3], days[9]), (days[3] + 1, None), (None, days[2]), (days[5], days[5])):
        wanted = [d for d in days if (since is None or d >= since) and (until is None or d < until)]
        got = list(matches.days(since, until))
        assert [matches.day[at].tolist() for at in got] == [[d] * matches.day.tolist().count(d) for d in wanted]
    some = np.array([1, 4, 5])
    cut = matches.only(some)
    for name in ("day", "season", "competition", "has_shots", "neutral", "weight", "late", "founding"):
        assert getattr(cut, name).tolist() == getattr(matches, name)[some].tolist()
    for name in ("clubs_of", "goals", "shots"):
        assert getattr(cut, name).tolist() == getattr(matches, name)[:, some].tolist()
    assert (cut.clubs, cut.group, cut.own) == (matches.clubs, matches.group, matches.own)


def test_linked_sets_are_numbered_by_their_size() -> None:
    # 0-1-2 by two pairs, 3-4 by one, 5 alone; of the labels 2 is the most frequent, then 0.
    sets = linked_sets(np.array([0, 2, 4]), np.array([1, 1, 3]), 6)
    assert [[bool(a == b) for b in sets] for a in sets] == [
        [(i < 3 and j < 3) or (i in (3, 4) and j in (3, 4)) or i == j for j in range(6)] for i in range(6)
    ]
    assert numbered_by_size(np.array([5, 2, 2, 0, 2, 0, 7])).tolist() == [2, 0, 0, 1, 0, 1, 3]


def test_parts_are_those_of_the_clubs_that_met() -> None:
    one = {"status": "played", "neutral": False, "season": 2020, "stage": "league", "home_goals": 1, "away_goals": 0}
    pairs = [("A", "B"), ("C", "D"), ("D", "E"), ("F", "B"), ("E", "C")]
    rows = [
        one | {"date": date(2020, 9, k + 1), "competition": "Cup", "home": a, "away": b}
        for k, (a, b) in enumerate(pairs)
    ]
    assert Matches.of(table(rows)).parts().tolist() == [1, 0, 0, 1, 0]


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("on", [None, date(2021, 6, 1)])
def test_a_window_sums_the_weighted_results_row_by_row(whole: bool, on: date | None) -> None:
    rows, decay = made(5), 0.003
    seen = window(table(rows), on=on, decay=decay, whole_scores=whole)
    used = [r for r in rows if r["status"] == "played" and (on is None or r["date"] < on)]
    first, last = min(r["date"] for r in used), max(r["date"] for r in used)
    assert (seen.matches, seen.first, seen.last) == (len(used), first, last)
    today = on or last + timedelta(days=1)
    sums: dict[tuple[Any, ...], np.ndarray] = {}
    histogram: dict[int, float] = defaultdict(float)
    constant = 0.0
    for r in used:
        x, y = min(r["home_goals"], 99), min(r["away_goals"], 99)
        weight = float(np.exp(-decay * (today - r["date"]).days))
        key = (r["home"], r["away"], r["competition"], 0.0 if r["neutral"] else 0.5, *((x, y) if whole else ()))
        low = [weight * ((x, y) == score) for score in ((0, 0), (0, 1), (1, 0), (1, 1))]
        sums[key] = sums.get(key, np.zeros(7)) + np.array([weight, weight * x, weight * y, *low])
        for goals in (x, y):
            histogram[goals] += weight
            constant += weight * sum(np.log(k) for k in range(2, goals + 1))
    s = seen.sample
    assert len(s.weight) == len(sums)
    for i in range(len(s.weight)):
        x, y = round(s.home_goals[i] / s.weight[i]), round(s.away_goals[i] / s.weight[i])
        key = (seen.clubs[s.home[i]], seen.clubs[s.away[i]], seen.competitions[s.competition[i]], s.advantage[i])
        expected = sums.pop((*key, x, y) if whole else key)
        got = [s.weight[i], s.home_goals[i], s.away_goals[i], *s.low[:, i]]
        assert got == pytest.approx(expected, rel=1e-12)
    assert s.histogram == pytest.approx([histogram[k] for k in range(max(histogram) + 1)])
    assert s.constant == pytest.approx(constant, rel=1e-12)


def test_a_window_knows_leagues_newcomers_and_links() -> None:
    rows = [
        # In 2020 Arsenal and Chelsea; in 2021 (the last season) Fulham is new, and Bury, away since 2019, comes back.
        ("Premier League", 2019, "Bury", "Arsenal"),
        ("Premier League", 2020, "Arsenal", "Chelsea"),
        ("Premier League", 2021, "Arsenal", "Fulham"),
        ("Premier League", 2021, "Chelsea", "Bury"),
        # A league of one season has no newcomers; Everton plays a league of another country, which then is its own.
        ("Eredivisie", 2021, "Ajax", "Everton"),
        ("J1 League", 2020, "FC Tokyo", "Cerezo Osaka"),
        (CUP, 2021, "Arsenal", "Qarabağ"),
        (CUP, 2021, "Nowhere FC", "Qarabağ"),
    ]
    one = {"status": "played", "neutral": False, "stage": "league", "home_goals": 1, "away_goals": 0}
    results = table(
        one | {"date": date(s, 9, k + 1), "competition": c, "season": s, "home": h, "away": a}
        for k, (c, s, h, a) in enumerate(rows)
    )
    seen = window(results, on=None, decay=0.0, whole_scores=False)
    new = {name for name, flag in zip(seen.clubs, seen.newcomer, strict=True) if flag}
    assert new == {"Fulham", "Bury"}
    assert set(seen.newcomer.tolist()) == {0.0, 1.0}
    group = {name: seen.leagues[k] for name, k in zip(seen.clubs, seen.league, strict=True)}
    england = dict.fromkeys(("Arsenal", "Chelsea", "Fulham", "Bury"), "ENG")
    japan = dict.fromkeys(("FC Tokyo", "Cerezo Osaka"), "JPN")
    assert group == {**england, **japan, "Ajax": "NED", "Everton": "NED", "Qarabağ": "AZE", "Nowhere FC": ""}
    assert dict(zip(seen.leagues, seen.elsewhere, strict=True)) == {"": 1, "AZE": 1, "ENG": 0, "JPN": 0, "NED": 0}
    # Clubs of one league are one; England and those it meets are the largest set by leagues.
    assert dict(zip(seen.leagues, seen.connected, strict=True)) == {"": 0, "AZE": 0, "ENG": 0, "JPN": 1, "NED": 2}


@pytest.mark.parametrize(("decay", "possible"), [(0.0, True), (0.999, True), (1.0, False), (-1e-9, False)])
def test_a_decay_lies_from_0_to_1(decay: float, possible: bool) -> None:
    results = table(made(6))
    if possible:
        assert window(results, on=None, decay=decay, whole_scores=False).matches > 0
    else:
        with pytest.raises(InputError, match="decay") as refused:
            window(results, on=None, decay=decay, whole_scores=False)
        assert refused.value.place == "decay"


HEAD = "date,home_team,away_team,home_score,away_score,tournament,city,country,neutral\n"


def test_international_results_are_read_row_by_row(tmp_path: Path) -> None:
    path = tmp_path / "results.csv"
    lines = [
        "1979-12-31,Wales,Malta,7,0,Friendly,Wrexham,Wales,FALSE",
        "1980-01-01,Malta,Wales,0,2,UEFA Euro qualification,Valletta,Malta,FALSE",
        "2026-06-11,Mexico,Japan,NA,NA,FIFA World Cup,Dallas,United States,TRUE",
        "2000-05-05,Japan,Japan,1,1,Friendly,Tokyo,Japan,FALSE",
        "1999-06-01,Peru,Japan,0,0,Kirin Cup,Tokyo,Japan,true",
    ]
    path.write_text(HEAD + "\n".join(lines), encoding="utf-8")
    got = nations.read(path)
    columns = ("date", "competition", "season", "home", "away", "home_goals", "away_goals", "neutral", "status")
    assert got.select(columns).rows() == [
        (date(1980, 1, 1), "UEFA Euro qualification", 1980, "Malta", "Wales", 0, 2, False, "played"),
        (date(2026, 6, 11), "FIFA World Cup", 2026, "Mexico", "Japan", None, None, True, "scheduled"),
        (date(1999, 6, 1), "Kirin Cup", 1999, "Peru", "Japan", 0, 0, True, "played"),
    ]
    assert got.select("stage", "round", "note", "source").unique().rows() == [("league", "", "", "results.csv")]
    for text in ("no table", HEAD + "yesterday,A,B,1,0,Friendly,x,y,FALSE"):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(ReadError, match="no international results") as refused:
            nations.read(path)
        assert (refused.value.place, refused.value.remedy) == (str(path), "Fetch it again")


def international(rows: list[tuple[str, str, str]], **more: Any) -> pl.DataFrame:
    one = {"status": "played", "neutral": False, "stage": "league", "home_goals": 1, "away_goals": 0, **more}
    return table(
        one | {"date": date(2020, 1, 1 + k), "competition": c, "season": 2020 + k, "home": h, "away": a}
        for k, (c, h, a) in enumerate(rows)
    )


def test_the_confederation_is_that_of_most_matches_in_its_competitions() -> None:
    # Kinds as the confederations hold them (UEFA, CONMEBOL, CAF, AFC, CONCACAF, OFC).
    rows = [
        ("UEFA Nations League", "Italy", "Israel"),
        ("Copa América", "Peru", "Qatar"),
        ("Copa América", "Peru", "Japan"),
        ("African Cup of Nations", "Egypt", "Mali"),
        ("AFC Asian Cup qualification", "Iran", "Iraq"),
        ("Oceania Nations Cup", "Fiji", "Australia"),
        ("Gold Cup", "Mexico", "Peru"),
        ("CONCACAF Nations League", "Mexico", "Cuba"),
        ("Friendly", "Jersey", "Italy"),
        ("AFC Asian Cup", "Kazakhstan", "Iran"),
    ]
    assert nations.confederations(international(rows)) == {
        **dict.fromkeys(("Italy", "Israel", "Kazakhstan"), "UEFA"),
        "Peru": "CONMEBOL",
        **dict.fromkeys(("Egypt", "Mali"), "CAF"),
        **dict.fromkeys(("Iran", "Iraq", "Qatar", "Japan", "Australia"), "AFC"),
        "Fiji": "OFC",
        **dict.fromkeys(("Mexico", "Cuba"), "CONCACAF"),
        "Jersey": "",
    }


@pytest.mark.parametrize(
    ("competition", "kind", "weight"),
    [
        ("FIFA World Cup", "International finals", 1.0),
        ("UEFA Euro", "International finals", 1.0),
        ("UEFA European Championship", "International finals", 1.0),
        ("Copa América", "International finals", 1.0),
        ("African Cup of Nations", "International finals", 1.0),
        ("AFC Asian Cup", "International finals", 1.0),
        ("Gold Cup", "International finals", 1.0),
        ("Friendly", "Friendly", 0.5),
        ("UEFA Nations League", "International", 0.85),
        ("FIFA World Cup qualification", "International", 0.85),
    ],
)
def test_a_match_of_nations_counts_by_its_kind(competition: str, kind: str, weight: float) -> None:
    results = international([(competition, "Italy", "Peru"), ("UEFA Euro", "Italy", "Wales")])
    matches = nations.matches_of(results)
    first = int(np.argmin(matches.day))
    assert matches.competitions[matches.competition[first]] == nations.kind_of(competition) == kind
    assert matches.weight.tolist() == [weight, 1.0]


def test_nations_belong_to_their_confederation_in_every_season() -> None:
    rows = [("UEFA Euro", "Italy", "Wales"), ("Friendly", "Peru", "Jersey"), ("Copa América", "Peru", "Chile")]
    results = pl.concat([international(rows), international([("Friendly", "A", "B")], status="scheduled")])
    matches = nations.matches_of(results)
    home = dict(zip(matches.clubs, matches.home_group, strict=True))
    assert home == {"Italy": "UEFA", "Wales": "UEFA", "Peru": "CONMEBOL", "Jersey": "", "Chile": "CONMEBOL"}
    assert matches.own == {(group, 2020 + k) for group in ("UEFA", "CONMEBOL") for k in range(3)}
    assert not matches.late.any()
    assert nations.tournaments_of(results) == ["UEFA Euro", "Friendly", "Copa América"]
    # In the order of `matches_of`: within a day by kind of match, then by the home side.
    day = international([("UEFA Euro", "Wales", "Italy")])
    same = pl.concat([day, day.with_columns(home=pl.lit("Spain"), competition=pl.lit("Friendly")),
                      day.with_columns(home=pl.lit("France"), competition=pl.lit("Gulf Cup"))])  # fmt: skip
    assert nations.tournaments_of(same) == ["Friendly", "Gulf Cup", "UEFA Euro"]
