"""Tournaments of nations: brackets as they were played, the thirds of a World Cup of 48, one figure a tie."""

from __future__ import annotations

import csv
import random
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from benchmarks import naive_world_cup
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import InputError, ReadError
from frontfoot.cups import CupSeason, CupState, competition_format
from frontfoot.cups.fixed import check_pairs
from frontfoot.cups.format import Round
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import simulate
from frontfoot.cups.thirds import check_thirds, third_slots, thirds_by_slot
from frontfoot.goals.results.schema import table
from tests.cli.commands import json_of

PLAYED = {
    "euro": {2016: "Portugal", 2020: "Italy", 2024: "Spain"},
    "world-cup": {2006: "Italy", 2010: "Spain", 2014: "Germany", 2018: "France", 2022: "Argentina", 2026: "Spain"},
    "copa-america": {2016: "Chile", 2024: "Argentina"},
    "afcon": {2019: "Algeria", 2021: "Senegal", 2023: "Ivory Coast", 2025: "Morocco"},
    "gold-cup": {2019: "Mexico", 2021: "United States", 2023: "Mexico", 2025: "Mexico"},
    "asian-cup": {2019: "Qatar", 2023: "Qatar"},
    "nations-league": {2018: "Portugal", 2020: "France", 2022: "Spain", 2024: "Portugal"},
}
EDITIONS = [(code, year) for code, years in PLAYED.items() for year in years]
LATER = date(2026, 11, 1)


def internationals(data: Path) -> Path:
    if not (data / "internationals" / "results.csv").is_file():
        pytest.skip("the international results are not among the data")
    return data


def before_the_knock_out(season: CupSeason) -> CupSeason:
    """The season as known on the morning after its groups: no fixture of the knock-out is named yet."""
    return replace(season, knock_out=dict.fromkeys(season.knock_out, ()))


@pytest.mark.slow
@pytest.mark.parametrize(("code", "year"), EDITIONS)
def test_the_bracket_is_the_one_that_was_played(data: Path, code: str, year: int) -> None:
    """From the groups alone, against the fixtures of the knock-out in the results."""
    season = CupSeason.read(internationals(data), code, year)
    state = CupState(season, LATER)
    assert state.ties("F")[0].winner == PLAYED[code][year]
    if not season.format.fixed:
        return
    first = season.format.rounds[0].code
    alone = CupState(before_the_knock_out(season), LATER)
    assert {frozenset(tie.clubs) for tie in alone.ties(first)} == {tie[0].clubs for tie in season.knock_out[first]}
    for entry in season.format.rounds:
        assert {frozenset(tie.clubs) for tie in state.ties(entry.code)} == {
            tie[0].clubs for tie in season.knock_out[entry.code]
        }


@pytest.mark.slow
def test_tables_of_world_cups_are_the_published_ones(data: Path) -> None:
    path = internationals(data) / "world-cup" / "group_standings.csv"
    if not path.is_file():
        pytest.skip("the standings of World Cups are not among the data")
    with path.open(encoding="utf-8") as text:
        rows = [row for row in csv.DictReader(text) if row["stage_name"] == "group stage"]
    for year in (2006, 2010, 2014, 2018, 2022):
        state = CupState(CupSeason.read(data, "world-cup", year), LATER)
        wanted = {
            (row["group_name"][-1], int(row["position"])): (
                row["team_name"].replace("Serbia and Montenegro", "Serbia"),
                int(row["points"]),
            )
            for row in rows
            if row["tournament_id"] == f"WC-{year}"
        }
        found = {
            (group, row.place): (row.club, row.points) for group in state.season.groups for row in state.table(group)
        }
        assert found == wanted


def test_the_table_of_the_thirds_holds_every_set_of_groups_once() -> None:
    form = competition_format("world-cup", 2026)
    assert form.thirds is not None
    assert len(form.thirds.table) == 495
    check_thirds(form, "world-cup")
    # As reported from Annexe C before the last matches: Germany, winners of group E.
    slots, letters = third_slots(form), "ABCDEFGHIJKL"
    germany = slots.index("3ABCDF")
    for groups, third in (("ABCDEFGH", "C"), ("ABCDEFGI", "D")):
        best = np.array([[letters.index(letter) for letter in groups]])
        assert letters[thirds_by_slot(form, best)[0, germany]] == third
    broken = replace(form, thirds=replace(form.thirds, table=form.thirds.table[:-1]))
    with pytest.raises(InputError, match="every set"):
        check_thirds(broken, "world-cup")


@pytest.mark.slow
def test_simulated_world_cups_by_the_plain_way() -> None:
    """Tables, best thirds and pairings of simulated World Cups against one match after another in plain Python."""
    form = competition_format("world-cup", 2026)
    state = CupState(CupSeason.of(table([]), form), date(2026, 6, 1))
    clubs = tuple(club for sides in form.draw.values() for club in sides)
    number = {club: i for i, club in enumerate(clubs)}
    played = simulate(state, Pairings.equal(clubs), 120, np.random.default_rng(3))
    rows = {"".join(sorted(row)): row for row in form.thirds.table} if form.thirds else {}
    compared = 0
    for i in range(len(played)):
        scores = {(number[home], number[away]): (int(x[i]), int(y[i])) for (home, away), (x, y) in played.goals.items()}

        def pairs(seed: int, scores: Any = scores) -> list[tuple[int, int]]:
            rng, tables = random.Random(seed), {}
            for letter, sides in form.draw.items():
                own = [number[club] for club in sides]
                tables[letter] = naive_world_cup.group_table(own, {m: s for m, s in scores.items() if m[0] in own}, rng)
            best = naive_world_cup.thirds_order(tables, scores, rng)
            return naive_world_cup.first_round(tables, best, form.rounds[0].pairs, rows)

        by_lots = [pairs(seed) for seed in range(4)]
        if all(other == by_lots[0] for other in by_lots):
            compared += 1
            assert played.pairs["R32"][i].tolist() == [list(pair) for pair in by_lots[0]]
        for before, after in (("R32", "R16"), ("R16", "QF"), ("QF", "SF"), ("SF", "F")):
            assert sorted(played.winners[before][i]) == sorted(played.pairs[after][i].ravel())
    assert compared > 20


def test_a_host_is_at_home_where_it_plays_at_home() -> None:
    """Equal sides, so that only the ground tells: Mexico in Mexico City, not in Monterrey or Kansas City."""
    form = competition_format("world-cup", 2026)
    state = CupState(CupSeason.of(table([]), form), date(2026, 6, 1))
    clubs = tuple(club for sides in form.draw.values() for club in sides)
    played = simulate(state, Pairings.equal(clubs, advantage=0.6), 4000, np.random.default_rng(5))
    mexico, at = clubs.index("Mexico"), {pair: i for i, pair in enumerate(form.rounds[0].pairs)}
    home, away = at["1A", "3CEFHI"], at["2A", "2B"]
    won = {}
    for tie in (home, away):
        there = (played.pairs["R32"][:, tie] == mexico).any(axis=1)
        won[tie] = (played.winners["R32"][there, tie] == mexico).mean()
    assert won[home] > 0.6
    assert abs(won[away] - 0.5) < 0.06
    wins = Counter(int(winner) for winner in played.winners["F"][:, 0])
    hosts = sum(wins[clubs.index(host)] for host in form.hosts)
    assert hosts / 4000 > 3 / 48


@pytest.mark.slow
@pytest.mark.parametrize(
    ("clubs", "at", "live", "options"),
    [
        (("Germany", "Spain"), "home", "", ()),
        (("Portugal", "France"), "neutral", "Portugal 0-0 France @ ET 105", ("--minute", "ET 105", "--score", "0-0")),
        (("Portugal", "France"), "neutral", "Portugal 0-0 France @ kicks x:xx", ("--score", "0-0", "--kicks", "x:xx")),
    ],
)
@pytest.mark.parametrize("named", [False, True], ids=["by default", "with --data"])
def test_a_tie_of_nations_has_one_figure(
    data: Path,
    clubs: tuple[str, str],
    at: str,
    live: str,
    options: tuple[str, ...],
    named: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("FRONTFOOT_DATA", str(internationals(data)))
    day = "2024-07-05"
    rules = ("--competition", "euro", "--season", "2024", "--round", "QF", "--date", day, "--at", at)
    folder = ("--data", str(data)) if named else ()
    wanted = json_of("tie", *clubs, *rules, *options, *folder)["through"]
    under_way = ("--live", live) if live else ()
    document = json_of("cup", "euro", "2024", "--date", day, *folder, *under_way)
    assert next(tie["odds"] for tie in document["ties"] if set(tie["clubs"]) == set(clubs)) == pytest.approx(
        wanted, abs=1e-12
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("competition", "season", "day"),
    [("world-cup", "2026", "2026-07-19"), ("nations-league", "2024", "2025-06-08"), ("gold-cup", "2019", "2019-07-07")],
)
def test_on_the_day_of_a_final_its_winner_wins(data: Path, competition: str, season: str, day: str) -> None:
    arguments = ["cup", competition, season, "--date", day, "--draws", "20", "--data", str(internationals(data))]
    shown = CliRunner().invoke(build(), arguments, catch_exceptions=False).stdout
    assert "go through" not in shown
    assert "through" not in shown.split("What today's")[1]
    assert not [line for line in shown.splitlines() if line.rstrip().endswith((":", ";", ","))]


@pytest.mark.slow
def test_a_result_supposed(data: Path) -> None:
    day = ("euro", "2024", "--date", "2024-07-05", "--draws", "20", "--data", str(internationals(data)))
    assert json_of("cup", *day, "--what-if", "Germany 2-1 Spain")["reach"]["SF"]["Germany"] == 1.0
    refused = CliRunner().invoke(build(), ["cup", *day, "--what-if", "Germany 1-1 Spain"])
    assert isinstance(refused.exception, InputError)
    assert "leaves open who goes through" in refused.exception.problem
    group = ("euro", "2024", "--date", "2024-06-26", "--draws", "20", "--simulations", "500", "--data", str(data))
    assert json_of("cup", *group, "--what-if", "Georgia 2-0 Portugal")["reach"]["R16"]["Georgia"] == 1.0


def test_what_cannot_be_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="draw of the UEFA European Championship 2028"):
        competition_format("euro", 2028)
    with pytest.raises(ReadError, match="no international results"):
        CupSeason.read(tmp_path, "euro", 2024)
    results = (internationals(data) / "internationals" / "results.csv").read_text(encoding="utf-8").splitlines()
    folder = tmp_path / "internationals"
    folder.mkdir()
    rows = [line for line in results if line.startswith(("date", "2024-06", "2024-07"))]
    (folder / "results.csv").write_text("\n".join(rows).replace(",Scotland,", ",Schottland,"), encoding="utf-8")
    with pytest.raises(InputError, match="Schottland is in no group") as refused:
        CupSeason.read(tmp_path, "euro", 2024)
    assert "results.csv:" in refused.value.place
    # A drawn knock-out match without its shoot-out.
    (folder / "results.csv").write_text("\n".join(rows), encoding="utf-8")
    with pytest.raises(InputError, match="nobody is named as the winner"):
        CupSeason.read(tmp_path, "euro", 2024)


@pytest.mark.slow
def test_the_score_after_ninety_minutes_is_counted_from_the_goals(data: Path) -> None:
    season = CupSeason.read(internationals(data), "world-cup", 2022)
    (final,) = season.knock_out["F"][0]
    assert (final.leg.full_time, final.leg.extra_time) == ((2, 2), (3, 3))
    settled = CupState(season, LATER).ties("F")[0].tie.settle()
    assert (settled.winner, str(settled.way)) == ("Argentina", "shoot-out")


@pytest.mark.parametrize(
    ("pairs", "problem"),
    [
        ((("1A-2B", "1B-2A"), ("1-2",), ("1-1",)), "plays in two ties"),
        ((("1A-2B", "1B-2E"), ("1-2",)), "is no side of a tie"),
        ((("1A-2B", "1B-2A"), ("1-1A",)), "plays in two ties"),
        ((("1A-2B", "1B-2A"), ("1-3AB",)), "goes nowhere"),
        ((("1A-2B", "1B-2A"),), "the last round has 2 ties"),
        ((("1A-2B", "1B-2A"), ()), "has no pairs"),
    ],
)
def test_a_bracket_that_cannot_be_is_refused(pairs: Any, problem: str) -> None:
    codes = ("QF", "SF", "F")
    rounds = tuple(
        Round(codes[i], pairs=tuple(tuple(pair.split("-")) for pair in ties)) for i, ties in enumerate(pairs)
    )
    with pytest.raises(InputError) as refused:
        check_pairs(rounds, 4, "my-cup.toml")
    assert problem in f"{refused.value.problem[0].lower()}{refused.value.problem[1:]}"
