"""Rates, uncertainty, places and ages of strengths against calculations by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub
from frontfoot.goals.likelihoods import likelihood
from frontfoot.goals.rates import GIVE_RATES
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import NotConnected, Prior, Scales, Strengths, fit_history, strengths_on
from frontfoot.goals.strengths.fit import DECAY
from frontfoot.goals.strengths.leagues import LeaguesKnown
from frontfoot.goals.strengths.scales import NATIONS
from frontfoot.goals.strengths.strengths import FARTHEST, HELD, AgedCovariance, FullCovariance, seasons_between

CUP = "UEFA Champions League"
ON = date(2026, 5, 25)
CLUBS = ("Arsenal", "Ajax", "Chelsea", "Qarabağ", "Cruz Azul", "São Paulo")
COUNTRY = ("ENG", "NED", "ENG", "AZE", "MEX", "BRA")
NEW = {"ENG": 6, "NED": 7, "AZE": 8, "MEX": 9, "BRA": 10, "": 11}
ROWS, COMPETITIONS = 12, ("Premier League", CUP)


def made(**more: Any) -> Strengths:
    """Strengths with a number of its own at every place, and a covariance with none that vanishes."""
    rng = np.random.default_rng(8)
    size = 2 * ROWS + 2 * len(COMPETITIONS) + 2
    root = rng.standard_normal((size, size)) * 0.05
    values: dict[str, Any] = {
        "on": ON,
        "likelihood": "dixon_coles",
        "theta": -0.08,
        "clubs": CLUBS,
        "country": COUNTRY,
        "newcomers": NEW,
        "competitions": COMPETITIONS,
        "connected": {"ENG": 0, "NED": 0, "AZE": 0, "": 0, "BRA": 0, "MEX": 1},
        "parameters": rng.normal(0.1, 0.3, size),
        "covariance": FullCovariance(root @ root.T),
        "matches": 12345,
        "since": date(2011, 8, 1),
        "own": frozenset({"ENG", "BRA"}),
        "scales": Scales(drift=1e-4, summer=0.007, level_drift=2e-5, correlation=0.6),
    }
    return Strengths(**values | more)


def written_out(s: Strengths, home: int, away: int, competition: int | None, *, neutral: bool) -> Any:
    """Mean and covariance of the two log rates from the definition, without the holding of ratios."""
    size = 2 * ROWS + 2 * len(COMPETITIONS) + 2
    level = 2 * ROWS + (2 * len(COMPETITIONS) if competition is None else competition)
    advantage = level + (1 if competition is None else len(COMPETITIONS))
    mix = np.zeros((2, size))
    mix[0, home] += 1
    mix[0, ROWS + away] -= 1
    mix[1, away] += 1
    mix[1, ROWS + home] -= 1
    mix[:, level] += 1
    mix[0, advantage] += 0.0 if neutral else 0.5
    mix[1, advantage] -= 0.0 if neutral else 0.5
    return mix @ s.parameters, mix @ s.covariance.block(np.arange(size)) @ mix.T, s.parameters[advantage]


@pytest.mark.parametrize("neutral", [False, True])
@pytest.mark.parametrize(
    ("home", "away", "competition", "places", "where", "factor"),
    [
        ("Arsenal", "Chelsea", "Premier League", (0, 2), 0, 1.0),
        ("Chelsea", "Arsenal", "FA Cup", (2, 0), None, 1.0),
        # In Europe the ratio is held: of two leagues in the results not, of one by .94, of none by .80.
        ("Arsenal", "São Paulo", CUP, (0, 5), 1, 1.0),
        ("Arsenal", "Ajax", CUP, (0, 1), 1, 0.94),
        ("Qarabağ", "Arsenal", CUP, (3, 0), 1, 0.94),
        ("Ajax", "Qarabağ", CUP, (1, 3), 1, 0.80),
        ("Ajax", "Qarabağ", "UEFA Conference League", (1, 3), None, 0.80),
        # Not between two clubs of one league, nor outside Europe.
        ("Arsenal", "Chelsea", CUP, (0, 2), 1, 1.0),
        ("Ajax", "PSV Eindhoven", CUP, (1, 7), 1, 1.0),
        ("Ajax", "Qarabağ", "Premier League", (1, 3), 0, 1.0),
    ],
)
def test_log_rates_are_those_of_the_definition(
    home: str, away: str, competition: str, places: tuple[int, int], where: int | None, factor: float, neutral: bool
) -> None:
    s = made()
    mean, covariance = s.log_rates(home, away, competition, neutral=neutral)
    plain, spread, advantage = written_out(s, *places, where, neutral=neutral)
    assert s.held(home, away, competition) == factor
    middle, ratio = plain.sum() / 2, plain[0] - plain[1] - (0.0 if neutral else advantage)
    expected = middle + np.array([0.5, -0.5]) * (factor * ratio + (0.0 if neutral else advantage))
    assert mean == pytest.approx(expected, abs=1e-12)
    np.testing.assert_allclose(covariance, spread, atol=1e-12)
    rates = s.rates(home, away, competition=competition, neutral=neutral)
    assert rates == pytest.approx(np.exp(expected), rel=1e-12)
    # Where no league's results are known apart, nothing is held.
    assert replace(s, own=None).held(home, away, competition) == 1.0


def test_the_log_ratio_is_held_as_fitted() -> None:
    assert HELD == (0.80, 0.94, 1.0)


def test_draws_have_the_mean_and_covariance_of_the_log_rates() -> None:
    s = made()
    mean, covariance = s.log_rates("Arsenal", "Ajax", CUP)
    logs = np.log(s.draws(40_000, np.random.default_rng(1), "Arsenal", "Ajax", competition=CUP))
    assert logs.shape == (40_000, 2)
    error = np.sqrt(np.diag(covariance) / 40_000)
    assert (np.abs(logs.mean(axis=0) - mean) < 4 * error).all()
    np.testing.assert_allclose(np.cov(logs.T), covariance, rtol=0.06)
    neutral = np.log(s.draws(40_000, np.random.default_rng(1), "Arsenal", "Ajax", competition=CUP, neutral=True))
    held = s.log_rates("Arsenal", "Ajax", CUP, neutral=True)[0]
    assert (np.abs(neutral.mean(axis=0) - held) < 4 * error).all()


def test_a_covariance_without_spread_gives_the_rates_and_their_matrix() -> None:
    s = made()
    sure = replace(s, covariance=FullCovariance(np.zeros_like(s.covariance.block(np.arange(30)))))
    pair: dict[str, Any] = {"home": "Arsenal", "away": "Ajax", "competition": CUP}
    one, other = sure.rates(**pair)
    assert sure.draws(3, np.random.default_rng(0), **pair) == pytest.approx(np.array([[one, other]] * 3))
    for neutral in (False, True):
        one, other = sure.rates(**pair, neutral=neutral)
        scores = likelihood("dixon_coles").matrix(one, other, -0.08, 16)
        got = sure.predictive_matrix(2, np.random.default_rng(0), **pair, neutral=neutral)
        np.testing.assert_allclose(got, scores / scores.sum(), atol=1e-12)
    assert sure.predictive_matrix(2, np.random.default_rng(0), **pair, size=9).shape == (9, 9)
    for question in (sure.draws, sure.predictive_matrix):
        plain = question(2, np.random.default_rng(0), **pair)
        np.testing.assert_array_equal(plain, question(2, np.random.default_rng(0), **pair, neutral=False))
        assert not np.allclose(plain, question(2, np.random.default_rng(0), **pair, neutral=True))


def test_every_club_has_its_place_and_newcomers_that_of_their_league() -> None:
    s = made()
    assert [s.place(club) for club in CLUBS] == [(i, COUNTRY[i]) for i in range(6)]
    assert s.place("Arsenal FC") == (0, "ENG")
    # The league of the competition, else the first division of the country in the table of clubs.
    assert s.place("Nobody", competition="Eredivisie") == (7, "NED")
    assert s.place("Everton") == s.place("Everton", competition=CUP) == (6, "ENG")
    assert s.place("Everton", competition="Brazilian Série A") == (10, "BRA")
    # In Europe a club of a country without any match is one of such countries; elsewhere nothing is known of it.
    assert s.place("Rapid Wien", competition=CUP) == (11, "")
    for competition in ("", "Premier League 2", "Austrian Bundesliga"):
        with pytest.raises(UnknownClub, match="Nothing is known of 'Rapid Wien' on 2026-05-25"):
            s.place("Rapid Wien", competition=competition)
    fewer = replace(s, newcomers={name: at for name, at in NEW.items() if name})
    with pytest.raises(UnknownClub):
        fewer.place("Rapid Wien", competition=CUP)
    with pytest.raises(UnknownClub) as refused:
        s.place("Arsenall")
    assert (refused.value.place, refused.value.remedy) == ("clubs", f"Did you mean Arsenal? If not: {GIVE_RATES}")
    with pytest.raises(UnknownClub) as refused:
        s.place("Arsenall", competition="FIFA World Cup")
    assert refused.value.remedy == GIVE_RATES
    assert s.strength("Chelsea") == (s.parameters[2], s.parameters[ROWS + 2])
    assert s.rows == ROWS
    assert [s.competition_places(name) for name in (*COMPETITIONS, "FA Cup")] == [(24, 26), (25, 27), (28, 29)]
    assert repr(s) == "<Strengths of 2026-05-25: 6 clubs, 12,345 matches since 2011-08-01>"


def test_clubs_are_known_by_any_of_their_names() -> None:
    s = made()
    assert [s.known(name) for name in ("Arsenal", "Arsenal FC", "Everton", "Nobody")] == [True, True, False, False]


@pytest.mark.parametrize("connected", [(0, 1), (1, 0), (2, 1)])
def test_leagues_in_different_sets_are_not_compared(connected: tuple[int, int]) -> None:
    s = made()
    s = replace(s, connected={**s.connected, "ENG": connected[0], "MEX": connected[1]})
    assert s.linked("Arsenal", "Chelsea")
    assert not s.linked("Arsenal", "Cruz Azul")
    with pytest.raises(NotConnected) as refused:
        s.rates("Arsenal", "Cruz Azul", competition="Friendly")
    assert refused.value.problem == "No matches link the leagues of Arsenal (ENG) and Cruz Azul (MEX)"
    assert (refused.value.place, refused.value.remedy) == ("clubs", GIVE_RATES)
    apart = replace(s, connected={**s.connected, "": 7})
    with pytest.raises(NotConnected, match=r"of Rapid Wien \(unknown\) and Arsenal \(ENG\)"):
        apart.rates("Rapid Wien", "Arsenal", competition=CUP)


def test_womens_competitions_need_strengths_of_women() -> None:
    s = made()
    with pytest.raises(InputError, match="men's sides; of the WSL nothing is known") as refused:
        s.rates("Arsenal", "Chelsea", competition="WSL")
    assert refused.value.place == "competition"
    assert "--odds" in refused.value.remedy
    one = replace(s, women=True).rates("Arsenal", "Chelsea", competition="WSL")
    assert one == s.rates("Arsenal", "Chelsea", competition="FA Cup")
    with pytest.raises(InputError, match="Arsenal cannot play itself") as refused:
        s.rates("Arsenal", "Arsenal", competition="FA Cup")
    assert refused.value.place == "clubs"


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        ((2026, 5, 25), (2026, 6, 30), (0, 0)),
        ((2026, 5, 25), (2026, 7, 1), (1, 0)),
        ((2026, 7, 1), (2026, 7, 2), (0, 0)),
        ((2026, 6, 30), (2026, 7, 1), (1, 0)),
        ((2026, 7, 1), (2027, 6, 30), (0, 1)),
        ((2026, 7, 1), (2027, 7, 1), (1, 1)),
        ((2026, 7, 20), (2026, 12, 31), (0, 0)),
        ((2026, 7, 20), (2027, 1, 1), (0, 1)),
        ((2026, 2, 1), (2028, 8, 1), (3, 2)),
    ],
)
def test_summers_and_winters_are_counted(start: Any, end: Any, count: tuple[int, int]) -> None:
    assert seasons_between(date(*start), date(*end)) == count


def test_time_adds_to_the_variance_of_strengths_by_its_kind() -> None:
    s = made()
    day = date(2027, 1, 5)
    later = s.at(day)
    assert s.scales is not None
    days, size = (day - ON).days, 2 * ROWS + 6
    gained = np.zeros((size, size))
    for row in range(ROWS):
        # Brazil's seasons begin in January: one turn of the year; elsewhere one summer.
        group = (*COUNTRY, *NEW)[row]
        one = days * 1e-4 + 0.007 * 1
        assert group in (*COUNTRY, "")
        gained[row, row] = gained[ROWS + row, ROWS + row] = one
        gained[row, ROWS + row] = gained[ROWS + row, row] = 0.6 * one
    for place in range(2 * ROWS, size):
        gained[place, place] = days * 2e-5
    every = np.arange(size)
    np.testing.assert_allclose(later.covariance.block(every), s.covariance.block(every) + gained, atol=1e-15)
    autumn = s.at(date(2026, 8, 1)).covariance.block(every) - s.covariance.block(every)
    waited = (date(2026, 8, 1) - ON).days * 1e-4
    for row in range(ROWS):
        calendar = (*COUNTRY, *NEW)[row] == "BRA"
        assert autumn[row, row] == pytest.approx(waited + (0.0 if calendar else 0.007))
    # Aged twice it is as old as aged once, and the strengths stay those of their day.
    again = s.at(date(2026, 8, 1)).at(day)
    np.testing.assert_allclose(again.covariance.block(every), later.covariance.block(every), atol=1e-15)
    assert (later.on, later.day, later.age, s.age) == (ON, day, days, 0)
    assert later.parameters is s.parameters
    some = np.array([ROWS + 3, 3, 25])
    np.testing.assert_allclose(later.covariance.block(some), later.covariance.block(every)[np.ix_(some, some)])
    # Without scales, and on the day itself, nothing is added.
    for still in (replace(s, scales=None).at(day), s.at(ON)):
        np.testing.assert_array_equal(still.covariance.block(every), s.covariance.block(every))
    assert isinstance(later.covariance, AgedCovariance)


def test_strengths_last_ten_years() -> None:
    s = made()
    assert FARTHEST == 3652
    last = ON + timedelta(days=3652)
    assert s.at(last).age == 3652
    with pytest.raises(InputError, match="say nothing of a match on") as refused:
        s.at(last + timedelta(days=1))
    assert (refused.value.place, refused.value.remedy) == ("date", f"Name a nearer day. {GIVE_RATES}")
    with pytest.raises(InputError, match="Strengths of 2026-05-25 know more than 2026-05-24 did") as refused:
        s.at(ON - timedelta(days=1))
    assert refused.value.place == "day"


def test_known_up_to_the_day_of_the_league_that_is_known_least() -> None:
    s = made()
    assert s.known_on(["Arsenal", "Ajax"]) == ON
    snapshot = date(2026, 5, 1)
    own = replace(s, snapshot=snapshot, moved={"Arsenal": "Premier League"})
    assert own.known_on(["Arsenal", "Arsenal FC"]) == ON
    assert own.known_on(["Arsenal", "Ajax"]) == own.known_on(["Nobody"]) == snapshot
    assert own.known_on([]) == ON
    days = {"ENG": date(2026, 4, 20), "NED": date(2026, 4, 10), "BRA": date(2026, 5, 30)}
    leagues = LeaguesKnown(date(2026, 4, 1), days, frozenset({"NED"}))
    late = replace(s, leagues=leagues)
    assert late.known_on(["Chelsea", "Nobody"]) == date(2026, 4, 20)
    assert late.known_on(["Chelsea", "Ajax"]) == late.known_on(["AFC Ajax"]) == date(2026, 4, 10)
    assert late.known_on(["São Paulo"]) == late.known_on(["Qarabağ"]) == ON
    assert replace(late, moved={"Ajax": "Eredivisie"}).known_on(["Ajax"]) == ON
    assert late.at(date(2026, 6, 1)).age_of(["Ajax"]) == 52
    assert late.age_of(["Ajax"]) == 45
    (sentence,) = late.lacking(["Ajax", "Arsenal"])
    assert sentence.startswith("Of Eredivisie no result since 2026-04-01 is at hand: of its clubs only")
    assert late.lacking(["Arsenal"]) == s.lacking(["Ajax"]) == ()
    assert replace(late, moved={"Ajax": "Eredivisie"}).lacking(["Ajax", "AFC Ajax"]) == ()


def test_the_scales_are_those_the_shipped_strengths_were_fitted_with() -> None:
    assert strengths_on().scales == Scales()
    assert strengths_on(kind="nations").scales == NATIONS


def test_the_days_of_a_history_ascend_and_begin_after_its_start() -> None:
    s = made()
    assert list(fit_history(table(()), [], start=s)) == []
    for days in ([ON - timedelta(days=1)], [ON, ON - timedelta(days=1)]):
        with pytest.raises(InputError, match="The days do not ascend") as refused:
            list(fit_history(table(()), days, start=s))
        assert refused.value.place == "days"
    with pytest.raises(InputError, match="No match was played before 2026-05-25") as refused:
        list(fit_history(table(()), [ON]))
    assert refused.value.place == "results"


def test_the_scales_of_the_prior_and_the_decay_are_those_chosen() -> None:
    """As docs/strengths.md and the module describe the fit by maximum a posteriori."""
    assert Prior() == Prior(0.3, 0.26, 0.75, (-0.15, -0.15), 0.05, 0.4, -0.3, 0.2, 0.1, 0.1)
    assert DECAY == 0.002
