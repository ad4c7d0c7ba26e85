"""The forecast of whole seasons: the page of 18 April 2024, simulation against the exact bracket, live matches."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups import CupSeason
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.forecast import forecast
from frontfoot.cups.live import Live
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import simulate, simulated_clubs
from frontfoot.cups.state import CupState
from frontfoot.goals.clock import Moment
from frontfoot.goals.strengths import strengths_on
from frontfoot.ties import Situation, outlook
from frontfoot.ties.pairing import rates_of

EVENING = date(2024, 4, 18)


@pytest.fixture(scope="module")
def europa(data: Path) -> CupSeason:
    return CupSeason.read(data, "uel", 2023)


@pytest.fixture(scope="module")
def page(europa: CupSeason) -> CupForecast:
    return forecast(CupState(europa, EVENING), strengths_on(EVENING), draws=60)


@pytest.mark.slow
def test_the_evening_of_18_april_2024(page: CupForecast) -> None:
    assert page.rounds == ("QF", "SF", "F", "champion")
    assert page.simulations == 0
    code, met = page.opponents["Atalanta"]
    assert code == "SF"
    assert set(met) == {"Benfica", "Marseille"}
    assert sum(met.values()) == pytest.approx(1.0)
    # Atalanta lead 3-0, Benfica 2-1, Leverkusen 2-0, Roma 1-0.
    through = page.reach["SF"]
    assert through["Atalanta"] > 0.8
    assert 0.5 < through["Benfica"] < 0.8
    assert through["Bayer Leverkusen"] > 0.7
    assert through["Roma"] > 0.5
    for code, count in (("QF", 8), ("SF", 4), ("F", 2), ("champion", 1)):
        assert sum(page.reach[code].values()) == pytest.approx(count)
    assert len(page.changes) == 8
    for change in page.changes:
        assert change.reach["SF"] == pytest.approx(1.0)
        # Going through and going out, weighed, give the odds of the title.
        assert change.probability * change.reach["champion"] == pytest.approx(page.champion[change.club], abs=1e-9)


@pytest.mark.slow
def test_sure_strengths_are_the_outlook_of_the_tie(europa: CupSeason) -> None:
    state, strengths = CupState(europa, EVENING), strengths_on(EVENING)
    predicted = forecast(state, strengths, draws=0)
    assert predicted.interval == {}
    for known, odds in predicted.ties:
        exact = outlook(known.tie, Situation(2), rates_of(known.tie, strengths)).through
        assert odds == pytest.approx(exact[known.clubs[0]], abs=1e-6)


@pytest.mark.slow
def test_matches_under_way_change_the_odds(europa: CupSeason) -> None:
    state, strengths = CupState(europa, EVENING), strengths_on(EVENING)
    before = forecast(state, strengths, draws=0)
    live = [
        Live("Atalanta", "Liverpool", Moment.at(60), (0, 1)),
        Live.parse("Marseille 1-0 Benfica @ 85", europa.clubs),
    ]
    now = forecast(state, strengths, live=live, draws=0)
    assert now.reach["SF"]["Atalanta"] > before.reach["SF"]["Atalanta"]
    assert now.reach["SF"]["Marseille"] > before.reach["SF"]["Marseille"] + 0.1
    assert now.opponents["Atalanta"][1]["Marseille"] == pytest.approx(now.reach["SF"]["Marseille"])
    for bad, problem in (
        ([Live("Liverpool", "Atalanta", Moment.at(60), (1, 0))], "is not played on"),
        ([Live("Arsenal", "Chelsea", Moment.at(60), (1, 0))], "is not played on"),
    ):
        with pytest.raises(InputError, match=problem):
            forecast(state, strengths, live=bad, draws=0)
    with pytest.raises(InputError, match="not a match under way"):
        Live.parse("Atalanta 0-1 Liverpool", europa.clubs)
    with pytest.raises(InputError, match="no club"):
        Live.parse("Atlanta Falcons 0-1 Liverpool @ 60", europa.clubs)


@pytest.mark.slow
@pytest.mark.parametrize("season", range(2012, 2025))
def test_the_second_evening_of_the_semi_finals(data: Path, season: int) -> None:
    """One finalist is known, the other semi-final is to be decided: who was in the final says which is which."""
    whole = CupSeason.read(data, "ucl", season)
    days = sorted(match.day for match in whole.matches("SF"))
    ((final,),) = whole.knock_out["F"]
    day = days[-1]
    predicted = forecast(CupState(whole, day), strengths_on(day), draws=0)
    through = {club for club, odds in predicted.reach["F"].items() if odds == pytest.approx(1.0)}
    assert len(through) == 1
    assert through < final.clubs
    assert sum(predicted.reach["F"].values()) == pytest.approx(2.0)
    assert sum(predicted.champion.values()) == pytest.approx(1.0)
    assert len(predicted.changes) == 2
    # A club that is out has no odds to be moved.
    out = {club for match in whole.matches("SF") for club in match.clubs} - set(predicted.champion)
    out |= {club for club, odds in predicted.champion.items() if odds == 0.0}
    assert len(out) == 1
    assert not any(out & set(change.others) for change in predicted.changes)


@pytest.mark.slow
def test_a_decided_tie_beside_an_open_one(data: Path) -> None:
    """17 April 2024: two quarter-finals are over, the other two are played tonight, all semi-finals are drawn."""
    day = date(2024, 4, 17)
    predicted = forecast(CupState(CupSeason.read(data, "ucl", 2023), day), strengths_on(day), draws=0)
    semi = predicted.reach["SF"]
    assert semi["Paris Saint-Germain"] == semi["Borussia Dortmund"] == pytest.approx(1.0)
    assert semi["Barcelona"] == semi["Atlético Madrid"] == 0.0
    # They meet each other there, whatever happens tonight.
    assert predicted.reach["F"]["Paris Saint-Germain"] + predicted.reach["F"]["Borussia Dortmund"] == pytest.approx(1.0)
    assert {change.club for change in predicted.changes} == {
        "Arsenal",
        "Bayern Munich",
        "Real Madrid",
        "Manchester City",
    }


@pytest.mark.slow
def test_simulation_agrees_with_the_exact_bracket(europa: CupSeason) -> None:
    state, strengths = CupState(europa, EVENING), strengths_on(EVENING)
    exact = forecast(state, strengths, draws=0)
    pairings = Pairings.of(strengths, simulated_clubs(state), europa.format.name)
    played = simulate(state, pairings, 40_000, np.random.default_rng(1))
    for code in ("SF", "F"):
        share = played.share(played.pairs[code].reshape(len(played), -1))
        for club, odds in exact.reach[code].items():
            error = np.sqrt(odds * (1 - odds) / 40_000)
            assert abs(share.get(club, 0.0) - odds) < 5 * error + 1e-5, (code, club)
    won = played.share(played.winners["F"])
    assert all(abs(won.get(club, 0.0) - odds) < 0.012 for club, odds in exact.champion.items())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("code", "season", "day", "sizes"),
    [
        ("uel", 2023, date(2023, 12, 14), {"PO": 16, "R16": 16, "QF": 8, "SF": 4, "F": 2}),
        ("ucl", 2024, date(2025, 1, 29), {"PO": 16, "R16": 16, "QF": 8, "SF": 4, "F": 2}),
        ("ucl", 2015, date(2015, 12, 8), {"R16": 16, "QF": 8, "SF": 4, "F": 2}),
        ("ucl", 2013, date(2014, 4, 9), {"SF": 4, "F": 2}),
    ],
)
def test_open_draws_are_simulated(data: Path, code: str, season: int, day: date, sizes: dict[str, int]) -> None:
    whole = CupSeason.read(data, code, season)
    told: list[str] = []
    predicted = forecast(
        CupState(whole, day),
        strengths_on(day),
        draws=20,
        simulations=400,
        progress=lambda what, share: told.append(what),
    )
    assert predicted.simulations == 400
    assert told
    for name, count in sizes.items():
        assert sum(predicted.reach[name].values()) == pytest.approx(count), name
        assert max(predicted.reach[name].values()) <= 1.0
    assert sum(predicted.champion.values()) == pytest.approx(1.0)
    first = predicted.rounds[0]
    playing = {club for tie in whole.knock_out[first] for club in tie[0].clubs}
    assert playing <= set(predicted.reach[first]), "what happened was held to be possible"
    again = forecast(CupState(whole, day), strengths_on(day), draws=20, simulations=400)
    assert again.champion == predicted.champion


@pytest.mark.slow
def test_simulated_seasons_keep_the_rules_of_the_draw(data: Path) -> None:
    whole = CupSeason.read(data, "ucl", 2015)
    state = CupState(whole, date(2015, 12, 8))
    pairings = Pairings.of(strengths_on(state.day), simulated_clubs(state), whole.format.name)
    played = simulate(state, pairings, 300, np.random.default_rng(0))
    from frontfoot.core.identity import clubs

    table = clubs()
    group = {club: name for name, names in whole.groups.items() for club in names}
    for first, second in played.pairs["R16"].reshape(-1, 2):
        one, other = pairings.clubs[first], pairings.clubs[second]
        assert table[one].country != table[other].country
        assert group[one] != group[other]
    for name, order in played.places.items():
        assert {pairings.clubs[club] for club in order[0]} == set(whole.groups[name])


@pytest.mark.slow
def test_ranks_are_inherited_from_2025(data: Path) -> None:
    from dataclasses import replace

    from frontfoot.cups import competition_format

    whole = CupSeason.read(data, "ucl", 2024)
    modern = replace(whole, format=competition_format("ucl", 2025), knock_out=dict.fromkeys(whole.knock_out, ()))
    state = CupState(modern, date(2025, 1, 31))
    pairings = Pairings.of(strengths_on(state.day), simulated_clubs(state), whole.format.name)
    played = simulate(state, pairings, 500, np.random.default_rng(0))
    order = np.argsort(played.places[""][0])
    rank = {int(club): int(np.flatnonzero(played.places[""][0] == club)[0]) + 1 for club in played.places[""][0]}
    assert len(order) == 36
    for i in range(500):
        own = dict(rank)
        for code in ("PO", "R16", "QF", "SF"):
            for (first, second), won in zip(played.pairs[code][i], played.winners[code][i], strict=True):
                # The better of the inherited ranks is at home in the second leg.
                assert own[int(first)] > own[int(second)], code
                own[int(won)] = min(own[int(first)], own[int(second)])


def test_a_season_that_is_over(europa: CupSeason) -> None:
    with pytest.raises(InputError, match="was over"):
        forecast(CupState(europa, date(2024, 6, 1)), strengths_on(date(2024, 6, 1)))
