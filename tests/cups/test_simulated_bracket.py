"""The bracket while groups or a league are open, against the ties that were played; its intervals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.forecast import forecast
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import simulate, simulated_clubs
from frontfoot.cups.simulated_bracket import _span, simulated_bracket, simulated_interval
from frontfoot.goals.strengths import strengths_on

LATER = date(2026, 11, 1)
TOURNAMENTS = [("world-cup", 2022), ("euro", 2024), ("copa-america", 2024), ("world-cup", 2026)]
LEAGUE_PHASES = ["ucl", "uel", "uecl"]


def season_of(data: Path, code: str, year: int, folder: str) -> CupSeason:
    if not (data / folder).is_dir():
        pytest.skip(f"{folder} is not among the data")
    return CupSeason.read(data, code, year)


def last_day(season: CupSeason) -> date:
    return max(match.day for match in season.phase)


def odds(season: CupSeason, day: date, *, simulations: int = 100, draws: int = 20) -> CupForecast:
    return forecast(
        CupState(season, day),
        strengths_on(day, kind=season.format.kind),
        simulations=simulations,
        draws=draws,
    )


@pytest.mark.slow
@pytest.mark.parametrize(("code", "year"), TOURNAMENTS)
def test_the_ties_of_a_tournament_are_those_that_were_played(data: Path, code: str, year: int) -> None:
    """Places filled with the sides that took them, and every winner sent on: each tie of the results comes about."""
    season = season_of(data, code, year, "internationals")
    forecasts = odds(season, last_day(season))
    after = CupState(season, LATER)
    winners = {frozenset(tie.clubs): tie.winner for entry in season.format.rounds for tie in after.ties(entry.code)}
    through: list[str] = []
    for tie in forecasts.bracket:
        pair = [
            after.slots[place] if place else through[int(source)]
            for place, source in zip(tie.places, (tie.first, tie.second), strict=True)
        ]
        winner = winners[frozenset(pair)]
        assert winner is not None
        through.append(winner)
        for source, place, club in zip((tie.first, tie.second), tie.places, pair, strict=True):
            assert source in (place, club) or not place, "a place that is settled names its side"
    assert through[-1] == after.ties("F")[0].winner


@pytest.mark.slow
@pytest.mark.parametrize(("code", "year"), TOURNAMENTS[:2])
def test_what_stands_on_the_lines_adds_up_to_the_table(data: Path, code: str, year: int) -> None:
    season = season_of(data, code, year, "internationals")
    forecasts = odds(season, last_day(season))
    for name in forecasts.rounds[:-1]:
        for club in season.clubs:
            on_lines = sum(side.get(club, 0.0) for tie in forecasts.bracket if tie.round == name for side in tie.sides)
            assert on_lines == pytest.approx(forecasts.reach[name].get(club, 0.0))
    assert forecasts.bracket[-1].winner == pytest.approx(forecasts.reach[CHAMPION])


@pytest.mark.slow
@pytest.mark.parametrize("code", LEAGUE_PHASES)
def test_the_bracket_of_a_league_phase_is_the_one_that_was_played(data: Path, code: str) -> None:
    """By rank: who could meet in the last 16 and the quarter-finals, of the three cups of 2024/25."""
    season = season_of(data, code, 2024, "europe")
    first = min(match.day for tie in season.knock_out["PO"] for match in tie)
    forecasts = odds(season, first, draws=0)
    after = CupState(season, LATER)
    rank = {club: place for (_, place), club in after.places.items()}
    ties = [tie for tie in forecasts.bracket if tie.round == "R16"]
    assert len(ties) == 8

    def ranks(place: str) -> set[int]:
        if "-" in place:
            low, high = map(int, place.split("-"))
            return set(range(low, high + 1))
        return {int(part) for part in place.replace(" or ", "/").split("/")}

    def number(clubs: tuple[str, str]) -> set[int]:
        both = {rank[club] for club in clubs}
        return {at for at, tie in enumerate(ties) if all(both & ranks(place) for place in tie.places)}

    of_club: dict[str, set[int]] = {}
    for tie in after.ties("R16"):
        assert len(number(tie.clubs)) == 2, "one tie of its path in each half"
        of_club |= dict.fromkeys(tie.clubs, number(tie.clubs))
    for tie in after.ties("QF"):
        one, other = (of_club[club] for club in tie.clubs)
        assert {at // 2 for at in one} == {at // 2 for at in other}


@pytest.mark.slow
@pytest.mark.parametrize("code", LEAGUE_PHASES)
def test_drawn_last_sixteen_without_later_fixtures_keep_their_bracket(data: Path, code: str) -> None:
    """In spring the results end with the last 16: whoever really met next could meet, and nobody of another path."""
    season = season_of(data, code, 2024, "europe")
    day = min(match.day for tie in season.knock_out["R16"] for match in tie)
    known = replace(
        season, knock_out={name: ties if name in ("PO", "R16") else () for name, ties in season.knock_out.items()}
    )
    forecasts = odds(known, day, simulations=400, draws=0)
    assert forecasts.simulations
    assert not forecasts.bracket
    for tie in CupState(season, LATER).ties("QF"):
        one, other = tie.clubs
        place, met = forecasts.opponents[one]
        assert place in ("R16", "QF")
        if place == "QF":
            assert met.get(other, 0.0) > 0.0
            assert len(met) <= 4


@pytest.mark.slow
def test_intervals_from_simulations_are_those_of_exact_odds(data: Path) -> None:
    season = season_of(data, "ucl", 2021, "europe")
    day = date(2022, 4, 5)
    state, strengths = CupState(season, day), strengths_on(day)
    exact = forecast(state, strengths, draws=200)
    assert not exact.simulations
    generator = np.random.default_rng(1)
    pairings = Pairings.of(strengths, list(simulated_clubs(state)), season.format.name, draws=200, generator=generator)
    played = simulate(state, pairings, 40_000, generator)
    assert simulated_bracket(state, played, exact.rounds) == ()
    interval = simulated_interval(played, played.winners["F"][:, 0])
    likely = [club for club in exact.champion if exact.champion[club] > 0.05]
    assert len(likely) > 3
    for club in likely:
        assert interval[club] == pytest.approx(exact.interval[club], abs=0.035)


@pytest.mark.slow
def test_an_interval_needs_draws_and_several_simulations_of_each(data: Path) -> None:
    season = season_of(data, "copa-america", 2024, "internationals")
    day = last_day(season)
    assert odds(season, day, simulations=30, draws=20).interval == {}
    assert odds(season, day, simulations=30, draws=0).interval == {}
    spans = odds(season, day, simulations=300, draws=20).interval
    assert all(0.0 <= low < high <= 1.0 for low, high in spans.values())


@pytest.mark.parametrize(
    ("ranks", "words"), [([15, 18, 16, 17], "15-18"), ([9, 10, 23, 24], "9/10/23/24"), ([3, 1], "1/3"), ([2, 1], "1-2")]
)
def test_ranks_in_one_row_are_a_span(ranks: list[int], words: str) -> None:
    assert _span(ranks) == words
