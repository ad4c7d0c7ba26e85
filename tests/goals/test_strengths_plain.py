"""The filter and what it hands on against the same model written out by names (`tests.goals.plain_filter`)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import permutations
from typing import Any

import numpy as np
import pytest
from scipy.optimize import brentq

from frontfoot.core.late import lapack
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import Scales, Strengths, fit_history
from frontfoot.goals.strengths.filter import Filter, ordinal
from frontfoot.goals.strengths.history import resumed
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.observations import mode_of
from frontfoot.goals.strengths.strengths import FullCovariance
from tests.goals.plain_filter import PlainFilter, Row

SCALES = Scales(
    variance=0.05, correlation=0.6, drift=1e-4, summer=0.006, newcomer=-0.25, newcomer_variance=0.03, league=0.15,
    elsewhere=(-0.3, 0.25), level=(0.21, 0.11), home=(0.31, 0.12), common=0.28, level_drift=2e-5, rho=-0.07,
    late=0.09, late_rounds=5, shot_loading=(0.75, 0.6), shot_weight=(0.9, 0.4), style=0.01, style_drift=4e-6,
    style_summer=0.0007, shot_level=((1.5, 0.3), (1.7, 0.35)), shot_summer=0.02,
)  # fmt: skip
ENGLAND = ("Arsenal", "Chelsea", "Everton", "Liverpool", "Fulham", "Burnley", "Brentford")
TIER = ("Barnsley", "Blackpool", "Bury")
CUP = "UEFA Champions League"


def row(day: date, competition: str, home: str, away: str, goals: tuple[int, int], **more: Any) -> Row:
    return {
        "date": day,
        "competition": competition,
        "season": day.year - (day.month < 7),
        "stage": "league",
        "home": home,
        "away": away,
        "home_goals": goals[0],
        "away_goals": goals[1],
        "neutral": False,
        "status": "played",
        **more,
    }


def championship_of(clubs: tuple[str, ...], competition: str, first: date, seed: int, *, shots: bool) -> list[Row]:
    """A double round robin, three or so matches a week; every third match without shots."""
    rng, rows = np.random.default_rng(seed), []
    for number, (home, away) in enumerate(permutations(clubs, 2)):
        more: Row = {}
        if shots and number % 3:
            on, off = rng.integers(1, 8, 2), rng.integers(2, 9, 2)
            for k, side in enumerate(("home", "away")):
                more |= {f"{side}_on_target": int(on[k]), f"{side}_shots": int(on[k] + off[k])}
        day = first + timedelta(days=7 * (number // 3))
        rows.append(row(day, competition, home, away, (int(rng.poisson(1.6)), int(rng.poisson(1.1))), **more))
    rng.shuffle(rows)
    for number, one in enumerate(rows):
        one["date"] = first + timedelta(days=7 * (number // 3))
    return rows


def course() -> list[Row]:
    """Three seasons with every kind of side: promoted, moved, unknown, forgotten, of calendar years, of no league."""
    rows = championship_of(ENGLAND, "Premier League", date(2018, 8, 11), 1, shots=True)
    rows += championship_of(("Ajax", "Excelsior", "Emmen", "Cambuur"), "Eredivisie", date(2018, 9, 1), 2, shots=False)
    # Two leagues below, of which only the first stands beside the one above from its start.
    rows += championship_of(TIER, "Championship", date(2019, 8, 3), 3, shots=True)
    rows += [row(date(2020, 5, 20), "Championship", "Bury", "Blackpool", (1, 0), stage="PO", neutral=True)]
    rows += championship_of(("Cerezo Osaka", "FC Tokyo"), "J1 League", date(2019, 3, 2), 4, shots=True)
    rows += [
        row(date(2018, 10, 3), CUP, "Arsenal", "Ajax", (2, 2), stage="group"),
        row(date(2018, 10, 3), CUP, "Qarabağ", "Nowhere FC", (3, 0), stage="group"),
        row(date(2018, 10, 24), CUP, "Qarabağ", "Liverpool", (0, 3), stage="group"),
        row(date(2019, 5, 28), CUP, "Chelsea", "Arsenal", (4, 1), stage="F", neutral=True, late=0),
        # Clubs of a league whose results are those of this season and the one before, and of one before those.
        row(date(2019, 9, 18), CUP, "Leyton Orient", "Excelsior", (1, 1), stage="group"),
        row(date(2019, 9, 18), CUP, "ADO Den Haag", "FC Tokyo", (0, 2), stage="group"),
        row(date(2019, 10, 2), CUP, "Arsenal", "ADO Den Haag", (2, 0), stage="group"),
        row(date(2020, 9, 16), CUP, "Almere City", "Nowhere FC", (2, 1), stage="group"),
        row(date(2021, 3, 10), CUP, "AZ Alkmaar", "Ajax", (0, 1), stage="R16"),
    ]
    # A new season: a side that comes up, a new one among known ones, one that goes down.
    later = ("Arsenal", "Chelsea", "Everton", "Liverpool", "Fulham", "Bury", "Bournemouth")
    rows += championship_of(later, "Premier League", date(2019, 8, 10), 5, shots=True)[:24]
    rows += [
        row(date(2020, 9, 19), "Championship", "Burnley", "Barnsley", (1, 2)),
        row(date(2020, 9, 26), "League One", "Gillingham", "Blackpool", (0, 0)),
        row(date(2020, 12, 26), "Premier League", "Arsenal", "Wolverhampton Wanderers", (2, 1)),
        row(date(2021, 8, 14), "Premier League", "Arsenal", "Chelsea", (0, 2)),
    ]
    return [{name: value for name, value in one.items() if name != "late"} for one in rows]


def same(state: Filter, plain: PlainFilter) -> None:
    """Every entry of the state and of its covariance, by names."""
    places: dict[tuple[Any, ...], int] = {("league", group): at for group, at in state.leagues.items()}
    for club, member in state.clubs.items():
        assert member.league == plain.league_of[club]
        assert member.last == ordinal(plain.last[club])
        places |= {
            (k, club): at for k, at in zip(("attack", "defence", "created", "allowed"), member.rows, strict=False)
        }
    for name, at in state.competitions.items():
        places |= {(("level", "home")[k % 2], name, k // 2): place for k, place in enumerate(at)}
    assert set(places) == set(plain.names)
    order = [places[name] for name in plain.names]
    assert len(set(order)) == len(order)
    assert state.mean[order] == pytest.approx(plain.mean, abs=1e-7)
    np.testing.assert_allclose(state.covariance[np.ix_(order, order)], plain.covariance, atol=1e-8)


def test_state_and_forecasts_of_three_seasons_are_those_written_out() -> None:
    rows = course()
    results = table(rows)
    plain = PlainFilter(SCALES, rows)
    matches = Matches.of(results)
    state = Filter(SCALES)
    for day in (date(2019, 6, 1), date(2020, 3, 1), date(2021, 12, 31)):
        by_row = plain.run(day)
        got = state.run(matches, ordinal(day))
        state.advance(ordinal(day))
        assert sorted(by_row) == np.flatnonzero(np.isfinite(got[:, 0])).tolist()
        expected = np.array([by_row[number] for number in sorted(by_row)])
        np.testing.assert_allclose(got[sorted(by_row)], expected, atol=1e-7)
        same(state, plain)
        assert len(state.mean) == len(plain.names)
    assert "Emmen" not in state.clubs
    assert (state.matches, state.first) == (len(rows), ordinal(date(2018, 8, 11)))


def places(strengths: Strengths, names: list[tuple[Any, ...]]) -> list[int]:
    """Where strengths keep what has these names, from their definition."""
    rows, count = len(strengths.clubs) + len(strengths.newcomers), len(strengths.competitions)
    indices = []
    for name in names:
        if name[0] in ("attack", "defence"):
            at = strengths.newcomers[name[2]] if name[1] == "new" else strengths.clubs.index(name[1])
            indices.append(at + rows * (name[0] == "defence"))
        elif name[1]:
            indices.append(2 * rows + strengths.competitions.index(name[1]) + count * (name[0] == "home"))
        else:
            indices.append(2 * rows + 2 * count + (name[0] == "home"))
    return indices


def test_strengths_handed_on_are_the_state_and_the_priors_of_newcomers() -> None:
    rows = course()
    matches, days = Matches.of(table(rows)), [date(2019, 6, 1), date(2020, 3, 1), date(2021, 12, 31), date(2023, 8, 1)]
    for day, strengths in zip(days, fit_history(matches, days, scales=SCALES), strict=True):
        plain = PlainFilter(SCALES, rows)
        plain.run(day)
        groups = {*plain.league_of.values(), ""}
        names, mean, covariance = plain.handed_on(day, groups)
        assert len(names) == len(strengths.parameters)
        order = places(strengths, names)
        np.testing.assert_allclose(strengths.parameters[order], mean, atol=1e-7)
        np.testing.assert_allclose(strengths.covariance.block(np.array(order)), covariance, atol=1e-8)
        assert strengths.clubs == tuple(sorted(plain.league_of))
        assert strengths.country == tuple(plain.league_of[club] for club in strengths.clubs)
        assert dict(strengths.connected) == dict.fromkeys(strengths.newcomers, 0)
        learnt = [r for r in rows if r["date"] < day]
        assert (strengths.on, strengths.matches, strengths.since) == (day, len(learnt), date(2018, 8, 11))
        assert (strengths.likelihood, strengths.theta, strengths.scales) == ("dixon_coles", SCALES.rho, SCALES)
        lately = {r["competition"] for r in learnt if (day - r["date"]).days < 400}
        group = {"Premier League": "ENG", "Championship": "ENG2", "League One": "ENG3", "J1 League": "JPN"}
        group["Eredivisie"] = "NED"
        assert strengths.own is not None
        assert set(strengths.own) == {group[name] for name in lately if name in group} & set(strengths.newcomers)
        at = {name: plain.mean[i] for i, name in enumerate(plain.names)}
        styles = {name[1]: (at[name], at["allowed", name[1]]) for name in plain.names if name[0] == "created"}
        for league in {name[1] for name in plain.names if name[0] == "level" and name[2] == 1}:
            styles[league] = tuple(at[what, league, kind] for kind in (1, 2) for what in ("level", "home"))
        assert set(strengths.styles) == set(styles)
        for name, values in styles.items():
            assert strengths.styles[name] == pytest.approx(values, abs=1e-7)


def test_going_on_is_the_same_model_with_what_the_strengths_keep() -> None:
    """From strengths of a day: styles begin again with half their variance, leagues with the strength of newcomers."""
    rows = course()
    middle, end = date(2019, 9, 1), date(2021, 6, 1)
    first = next(fit_history(table(rows), [middle], scales=SCALES))
    plain = PlainFilter(SCALES, rows)
    names: list[tuple[Any, ...]] = [(what, club) for what in ("attack", "defence") for club in first.clubs]
    names += [(what, "new", group) for what in ("attack", "defence") for group in first.newcomers]
    names += [(what, name) for what in ("level", "home") for name in (*first.competitions, "")]
    order = np.array(places(first, names))
    plain.mean, plain.covariance = first.parameters[order], first.covariance.block(order)
    plain.names = [
        ("league" if n[0] == "attack" else "unused", n[2])
        if n[1] == "new"
        else (*n, 0)
        if n[0] in ("level", "home")
        else n
        for n in names
    ]
    plain.league_of = dict(zip(first.clubs, first.country, strict=True))
    plain.last = dict.fromkeys(first.clubs, middle - timedelta(days=1))
    plain.day, plain.established = middle, set(first.own or ())
    for name, values in first.styles.items():
        if name in first.clubs:
            for what, value in zip(("created", "allowed"), values, strict=True):
                plain.add((what, name), value, 0.5 * SCALES.style)
        else:
            for k, value in enumerate(values):
                plain.add((("level", "home")[k % 2], name, 1 + k // 2), value, 0.001)
    state = resumed(first, SCALES)
    state.run(Matches.of(table(rows)), ordinal(end))
    state.advance(ordinal(end))
    plain.run(end)
    unused = [i for i, name in enumerate(plain.names) if name[0] != "unused"]
    plain.names = [plain.names[i] for i in unused]
    plain.mean, plain.covariance = plain.mean[unused], plain.covariance[np.ix_(unused, unused)]
    same(state, plain)
    (again,) = fit_history(table(rows), [end], start=first)
    learnt = [r for r in rows if middle <= r["date"] < end]
    assert (again.matches, again.since) == (first.matches + len(learnt), first.since)
    for club in again.clubs:
        assert again.strength(club) == pytest.approx([plain.mean[plain.at((k, club))] for k in ("attack", "defence")])
    assert again.own is not None
    assert again.own >= (first.own or set())
    assert dict(again.connected) == dict.fromkeys(again.newcomers, 0)


def two_worlds() -> list[Row]:
    rows = championship_of(ENGLAND[:4], "Premier League", date(2019, 8, 10), 6, shots=True)
    rows += championship_of(
        ("Cerezo Osaka", "FC Tokyo", "Albirex Niigata"), "J1 League", date(2019, 8, 10), 7, shots=False
    )
    return [*rows, row(date(2019, 8, 20), "Liga MX", "América", "Atlas", (0, 1))]


def test_sets_of_clubs_that_no_match_links_are_learnt_each_alone() -> None:
    rows, day = two_worlds(), date(2020, 2, 1)
    matches = Matches.of(table(rows))
    learnt = np.full((len(matches.day), 5), np.nan)
    (strengths,) = fit_history(matches, [day], scales=SCALES, forecasts=learnt)
    # The largest set of matches is the first, and gives the common level and home advantage.
    worlds = [[r for r in rows if r["competition"] == name] for name in ("Premier League", "J1 League", "Liga MX")]
    groups = ["ENG", "JPN", "MEX"]
    assert dict(strengths.connected) == {"ENG": 0, "JPN": 1, "MEX": 2}
    assert strengths.competitions == ("Premier League", "J1 League", "Liga MX")
    ordered = sorted(rows, key=lambda r: (r["date"], r["competition"], r["home"]))
    blocks = []
    for number, world in enumerate(worlds):
        plain = PlainFilter(SCALES, world)
        forecasts = plain.run(day)
        for k, values in forecasts.items():
            assert learnt[ordered.index(plain.rows[k])] == pytest.approx(values, abs=1e-7)
        names, mean, covariance = plain.handed_on(day, {groups[number]})
        keep = [i for i, name in enumerate(names) if name[1] or number == 0]
        order = places(strengths, [names[i] for i in keep])
        np.testing.assert_allclose(strengths.parameters[order], mean[keep], atol=1e-7)
        whole = strengths.covariance.block(np.array(order))
        np.testing.assert_allclose(whole, covariance[np.ix_(keep, keep)], atol=1e-8)
        blocks.append(order)
    assert sorted(at for block in blocks for at in block) == list(range(len(strengths.parameters)))
    for one, other in ((0, 1), (1, 2), (0, 2)):
        both = strengths.covariance.block(np.array(blocks[one] + blocks[other]))
        assert not both[: len(blocks[one]), len(blocks[one]) :].any()
    assert np.isfinite(learnt).all()


def only(days: list[tuple[int, str, str]], competition: str = "Premier League") -> list[Row]:
    """Matches of 1-0 on days after 1 March 2019, all of one season."""
    start = date(2019, 3, 1)
    return [row(start + timedelta(days=k), competition, one, other, (1, 0), season=2018) for k, one, other in days]


@pytest.mark.parametrize(("wait", "kept"), [(549, True), (550, True), (551, False)])
def test_a_club_is_forgotten_in_a_summer_after_550_days_without_a_match(wait: int, kept: bool) -> None:
    first = date(2020, 7, 1) - timedelta(days=wait)
    rows = [row(first, "Premier League", "Bury", "Arsenal", (2, 0))]
    rows += [row(first + timedelta(days=90 * k), "Premier League", "Arsenal", "Chelsea", (1, 1)) for k in (1, 2, 3)]
    state = Filter(SCALES)
    state.run(Matches.of(table(rows)))
    state.advance(ordinal(date(2020, 6, 30)))
    assert "Bury" in state.clubs
    # Only where a summer begins: on the first of July.
    state.advance(ordinal(date(2020, 7, 1)))
    assert ("Bury" in state.clubs) == kept
    assert len(state.mean) == 2 * len(state.clubs) + 5


@pytest.mark.parametrize(
    ("clubs", "wait", "of_members"), [(5, 399, True), (5, 400, False), (4, 399, False), (6, 10, True)]
)
def test_a_newcomer_follows_five_clubs_that_played_within_four_hundred_days(
    clubs: int, wait: int, of_members: bool
) -> None:
    names, start = ENGLAND[:clubs], date(2018, 9, 1)
    state = Filter(SCALES)
    matches = Matches.of(table([row(start, "Premier League", "Arsenal", name, (1, 1)) for name in names[1:]]))
    state.run(matches)
    state.advance(ordinal(start) + wait)
    (like, other), mean, variance = state.newcomer("ENG", own=True)
    if of_members:
        assert like == {state.clubs[name].rows[0]: 1.0 / clubs for name in names}
        assert other == {state.clubs[name].rows[1]: 1.0 / clubs for name in names}
        assert (mean, variance) == (SCALES.newcomer, SCALES.newcomer_variance)
    else:
        assert like == other == {state.leagues["ENG"]: 1.0}
        assert (mean, variance) == (0.0, SCALES.variance)
    # A league without results of its own has no newcomers of that kind.
    assert state.newcomer("ENG", own=False) == (({state.leagues["ENG"]: 1.0},) * 2, 0.0, SCALES.variance)


def test_a_first_division_is_no_division_below_those_without_results() -> None:
    """Its mean is as uncertain as every first league's, also where a side of an unknown country came before."""
    state = Filter(SCALES)
    state.enter_league("AZE", own=False)
    place = state.enter_league("HUN", own=True)
    assert (state.mean[place], state.covariance[place, place]) == (0.0, SCALES.league)
    assert not state.covariance[place, :place].any()


@pytest.mark.parametrize("wait", [399, 400])
def test_results_of_a_league_count_as_its_own_for_four_hundred_days(wait: int) -> None:
    rows = only([(0, "Arsenal", "Chelsea"), (7, "Chelsea", "Arsenal")])
    last = rows[-1]["date"]
    (strengths,) = fit_history(table(rows), [last + timedelta(days=wait)], scales=SCALES)
    assert strengths.own == (frozenset({"ENG"}) if wait < 400 else frozenset())


def test_a_covariance_that_rounding_has_spoilt_is_mended_along_its_bad_directions_alone() -> None:
    (first,) = fit_history(table(two_worlds()[:12]), [date(2020, 2, 1)], scales=SCALES)
    rng = np.random.default_rng(3)
    n = len(first.parameters)
    vectors, _ = np.linalg.qr(rng.standard_normal((n, n)))
    values = np.linspace(0.01, 0.05, n)
    values[:2] = -1e-4, -1e-12
    spoilt = replace(first, covariance=FullCovariance((vectors * values) @ vectors.T), styles={})
    good = np.where(values < 0, 1e-9, values)
    np.testing.assert_allclose(resumed(spoilt, SCALES).covariance, (vectors * good) @ vectors.T, atol=1e-12)
    values[:2] = 0.02
    sound = replace(first, covariance=FullCovariance((vectors * values) @ vectors.T), styles={})
    np.testing.assert_array_equal(resumed(sound, SCALES).covariance[:, 0], sound.covariance.block(np.arange(n))[:, 0])


def test_the_mode_is_reached_in_few_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []
    solve = lapack.dposv

    def counted(*arguments: Any, **options: Any) -> Any:
        calls.append(1)
        return solve(*arguments, **options)

    monkeypatch.setattr(lapack, "dposv", counted)
    mode_of(np.eye(2) * 0.3, np.array([0.2, 0.1]), np.array([2.0, 0.0]), np.ones(2))
    assert len(calls) <= 5


def test_a_step_of_the_mode_is_two_logs_at_most() -> None:
    """A wide prior and a count of 31: without a bound the first step would carry the rate to exp(30)."""
    curvature, score = mode_of(np.array([[400.0]]), np.array([0.0]), np.array([31.0]), np.ones(1))
    log = brentq(lambda x: x / 400.0 - 31.0 + np.exp(x), 0.0, 5.0, xtol=1e-13)
    assert curvature == pytest.approx([np.exp(log)], rel=1e-8)
    assert score == pytest.approx([31.0 - np.exp(log)], abs=1e-7)
