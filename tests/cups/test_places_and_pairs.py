"""Places that are still possible, fixed pairs and surfaces of odds, by known evenings and by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.certain import possible_places
from frontfoot.cups.fixed import fixed_pairs
from frontfoot.cups.format import Round
from frontfoot.cups.format_files import competition_format
from frontfoot.cups.groups import groups_of
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.sources import file_of, matches_of
from frontfoot.cups.through import HIGHEST, LOWEST, OddsSurface, pair_odds, surface
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties import Leg, Model, Situation, Step, Tie, rules
from frontfoot.ties.pairing import season_clock
from frontfoot.ties.rulebook import Rules


@pytest.mark.parametrize(
    ("day", "club", "best", "worst"),
    [
        # Leverkusen were champions on 14 April 2024, five matches before the end.
        (date(2024, 4, 14), "Bayer Leverkusen", 1, None),
        (date(2024, 4, 15), "Bayer Leverkusen", 1, 1),
        (date(2024, 4, 15), "Bayern Munich", 2, None),
        # Darmstadt went down on 28 April.
        (date(2024, 4, 29), "Darmstadt", 17, 18),
        # Before the first match anything can be.
        (date(2023, 8, 1), "Darmstadt", 1, 18),
    ],
)
def test_what_a_league_has_left_open(data: Path, day: date, club: str, best: int, worst: int | None) -> None:
    spans = possible_places(CupState(CupSeason.read(data, "bundesliga", 2023), day))
    assert spans[club][0] == best
    assert spans[club][1] == worst or (worst is None and spans[club][1] > 1)
    assert all(1 <= first <= last <= 18 for first, last in spans.values())


def test_places_of_a_league_by_points_alone(data: Path) -> None:
    """A club is above another for sure where its points are more than the other can still win."""
    season = CupSeason.read(data, "bundesliga", 2023)
    day = date(2024, 4, 22)
    points = dict.fromkeys(season.clubs, 0)
    left = dict.fromkeys(season.clubs, 34)
    for match in season.phase:
        if match.day < day and match.leg.full_time is not None:
            home, away = match.leg.full_time
            for club, own, other in ((match.leg.home, home, away), (match.leg.away, away, home)):
                points[club] += 3 * (own > other) + (own == other)
                left[club] -= 1
    spans = possible_places(CupState(season, day))
    for club in season.clubs:
        above = [other for other in season.clubs if points[other] > points[club] + 3 * left[club]]
        may = [other for other in season.clubs if points[other] + 3 * left[other] >= points[club]]
        assert spans[club] == (1 + len(above), len(may))


def test_winners_and_places_take_the_sides_that_the_pairs_name() -> None:
    slots = {"1A": np.array([10, 11]), "2B": np.array([20, 21])}
    before = np.array([[1, 2, 3], [4, 5, 6]])
    found = fixed_pairs(Round("SF", pairs=(("1A", "3"), ("1", "2B"))), slots, before)
    assert found.tolist() == [[[10, 3], [1, 20]], [[11, 6], [4, 21]]]
    first = fixed_pairs(Round("SF", pairs=(("2B", "1A"),)), slots, None)
    assert first.tolist() == [[[20, 10]], [[21, 11]]]


def test_a_surface_is_its_polynomial_within_its_range_and_its_edge_outside() -> None:
    """With T1(x) T1(y) alone, from -2 to 1: the log odds are x y, both scaled to -1 ... 1."""
    flat = OddsSurface(-2.0, 1.0, np.array([[0.0, 0.0], [0.0, 1.0]]))

    def scaled(log: float) -> float:
        return min(max((log + 0.5) / 1.5, -1.0), 1.0)

    places = [(-2.0, -2.0), (-1.25, 1.0), (-0.5, 0.3), (0.7, -1.9), (-3.0, -3.0), (4.0, -0.8), (-0.8, 9.0)]
    host, visitor = np.transpose(places)
    expected = [1.0 / (1.0 + np.exp(-scaled(one) * scaled(other))) for one, other in places]
    assert flat.odds(host, visitor) == pytest.approx(expected)
    assert flat.odds(host[:4].reshape(2, 2), visitor[:4].reshape(2, 2)).shape == (2, 2)


@pytest.mark.parametrize(("low", "high"), [(-0.6, 0.4), (-3.0, -2.9), (2.0, 2.1), (0.25, 0.25)])
def test_the_range_of_a_surface_holds_what_is_asked_as_far_as_goals_go(low: float, high: float) -> None:
    rule = Rules(legs=1, steps=(Step.SHOOT_OUT,), season=2024)
    found = surface(rule, 0.0, low, high)
    assert LOWEST <= found.low < found.high <= HIGHEST
    assert found.low <= max(low, LOWEST) or low > HIGHEST
    assert found.high >= min(high, HIGHEST)
    assert found.low == pytest.approx(round(found.low * 4) / 4)
    assert found.high == pytest.approx(round(found.high * 4) / 4)
    assert found.high - found.low <= max(high - low, 0.0) + 0.5 + 1e-9


def test_odds_of_a_surface_are_those_of_the_tie() -> None:
    rule = rules("ucl", 2024, "F")
    found = surface(rule, 0.0, -0.6, 0.4)
    for host, visitor in ((-0.55, 0.35), (0.0, 0.0), (0.4, -0.6)):
        tie = Tie(rule, (Leg("host", "visitor", neutral=True),))
        rates = rates_from_expected(np.exp([host]), np.exp([visitor]), clock=season_clock(rule))
        exact = Model(tie, [rates]).draw_ways(Situation()).sum(axis=1)[0, 0]
        assert found.odds(host, visitor) == pytest.approx(exact, abs=1e-5)


def test_clubs_of_one_strength_have_even_odds() -> None:
    clubs = ("A", "B", "C")
    equal = pair_odds(Pairings.equal(clubs), rules("ucl", 2024, "F"))
    assert equal == pytest.approx(np.full((1, 3, 3), 0.5))
    assert pair_odds(Pairings.equal(clubs[:1]), rules("ucl", 2024, "F")).tolist() == [[[0.5]]]


@pytest.mark.parametrize(
    ("code", "season", "name", "text"),
    [
        ("ucl", 2018, "europe/2018-19/cl.txt", "UEFA Champions League 2018/19"),
        ("premier-league", 1999, "results/premier-league/season-9900.csv", "Premier League 1999/00"),
        ("premier-league", 2023, "results/premier-league/season-2324.csv", "Premier League 2023/24"),
    ],
)
def test_a_season_whose_file_is_not_there_is_named_with_its_years(
    tmp_path: Path, code: str, season: int, name: str, text: str
) -> None:
    form = competition_format(code, season)
    assert file_of(tmp_path, form) == tmp_path / name
    with pytest.raises(ReadError, match=f"no results of the {text}") as refused:
        matches_of(tmp_path, form)
    assert refused.value.place == str(tmp_path / name)


@pytest.mark.parametrize("names", [17, 19])
def test_a_league_of_another_number_of_clubs_is_refused(data: Path, names: int) -> None:
    season = CupSeason.read(data, "bundesliga", 2023)
    assert sorted(groups_of(list(season.phase), season.format)[""]) == sorted(season.clubs)
    first = season.phase[0]
    phase = [match for match in season.phase if "Darmstadt" not in match.clubs]
    if names == 19:
        phase = [*season.phase, replace(first, leg=replace(first.leg, home="Darmstat"))]
    with pytest.raises(InputError, match=f"has 18 clubs, and the results name {names}"):
        groups_of(phase, season.format)
