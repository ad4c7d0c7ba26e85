"""A small cup of one's own from day to day, everything in it counted by hand or by all its ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.cups import CupSeason, CupState
from frontfoot.cups.certain import certain_rounds, possible_places, ruled_out
from frontfoot.cups.forecast import _simulated
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.groups import CupMatch, check_groups, groups_of, still_to_play
from frontfoot.cups.knock_out import RoundTables, bracket_of, fully_drawn, live_of, open_rounds, sources
from frontfoot.cups.live import Live, check_today
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.phase import rank_group
from frontfoot.cups.simulate import simulate, simulated_clubs
from frontfoot.cups.simulated_bracket import simulated_bracket
from frontfoot.goals.clock import Moment
from frontfoot.ties.leg import Leg
from tests.cups.test_own_cup import CUP, RESULTS

Written = Callable[..., CupSeason]
FREE = CUP[: CUP.index("[[deduction]]")]
CLUBS = ("Ajax", "Arsenal", "Benfica", "Lyon", "Porto", "Roma")


@pytest.fixture
def written(tmp_path: Path) -> Written:
    def season(results: str = RESULTS, text: str = CUP) -> CupSeason:
        (tmp_path / "lake-cup.csv").write_text(results, encoding="utf-8")
        (tmp_path / "lake-cup.toml").write_text(text, encoding="utf-8")
        return CupSeason.read(tmp_path, str(tmp_path / "lake-cup.toml"), 2026)

    return season


@pytest.fixture
def season(written: Written) -> CupSeason:
    return written()


def on(day: int) -> date:
    return date(2026, 7, day)


def test_tables_count_what_was_played_before_the_day(season: CupSeason) -> None:
    rows = CupState(season, on(13)).table("A")
    found = [(row.place, row.club, row.played, row.won, row.drawn, row.lost, row.goals, row.points) for row in rows]
    assert found == [
        (1, "Arsenal", 2, 1, 1, 0, (2, 1), 4),
        (2, "Ajax", 2, 1, 1, 0, (3, 1), 2),
        (3, "Benfica", 2, 0, 0, 2, (0, 3), 0),
    ]
    # On the morning of the 4th nothing has been played; all are level.
    start = CupState(season, on(4)).table("A")
    assert [(row.played, row.level_with_next) for row in start] == [(0, True), (0, True), (0, False)]
    assert [row.points for row in CupState(season, on(5)).table("B")] == [1, 1, 0]
    # Ajax lose their points on the day of the decision.
    ajax = {
        day: next(row.points for row in CupState(season, on(day)).table("A") if row.club == "Ajax") for day in (9, 10)
    }
    assert ajax == {9: 4, 10: 2}
    with pytest.raises(InputError) as refused:
        CupState(season, on(5)).table("C")
    assert (refused.value.problem, refused.value.remedy) == ("There is no group 'C'", "Known are A, B")


@pytest.mark.parametrize("text", [CUP, FREE])
@pytest.mark.parametrize("day", range(4, 14))
def test_places_are_those_of_all_ends_of_a_group(written: Written, text: str, day: int) -> None:
    """Every score from 0-0 to 4-4 of the matches left; clubs that nothing separates may stand either way."""
    state = CupState(written(text=text), on(day))
    for group, clubs in state.season.groups.items():
        fixtures, matches = state.fixtures(group)
        left = [n for n, match in enumerate(matches) if not state.played(match)]
        goals = range(5) if len(left) < 3 else range(2)
        ends = list(product(product(goals, repeat=2), repeat=len(left)))
        home, away = (np.zeros((len(matches), len(ends)), dtype=np.int32) for _ in range(2))
        for n, match in enumerate(matches):
            if n in left:
                scores = np.array([end[left.index(n)] for end in ends])
                home[n], away[n] = scores[:, 0], scores[:, 1]
            else:
                assert match.leg.full_time is not None
                home[n], away[n] = match.leg.full_time
        # Decisions that come later are not foreseen, and lots may fall either way.
        best, worst = dict.fromkeys(clubs, 9), dict.fromkeys(clubs, 0)
        for seed in range(3):
            rank = rank_group(state, group, fixtures, home, away, np.random.default_rng(seed)).rank + 1
            for i, club in enumerate(clubs):
                best[club] = min(best[club], int(rank[:, i].min()))
                worst[club] = max(worst[club], int(rank[:, i].max()))
        spans = possible_places(state, group)
        if left:
            assert spans == {club: (best[club], worst[club]) for club in clubs}
        else:
            assert spans == {row.club: (row.place, row.place) for row in state.table(group)}


def test_who_is_certain_and_who_is_out_from_day_to_day(season: CupSeason) -> None:
    assert certain_rounds(CupState(season, on(4))) == frozenset()
    assert ruled_out(CupState(season, on(4))) == frozenset()
    after = CupState(season, on(13))
    # Group B: Lyon 4, Porto 3, Roma 1.
    assert certain_rounds(after) == {("SF", club) for club in ("Arsenal", "Ajax", "Lyon", "Porto")}
    assert ruled_out(after) == {(code, club) for club in ("Benfica", "Roma") for code in ("SF", "F", CHAMPION)}
    semi = CupState(season, on(23))
    assert certain_rounds(semi) == {
        *(("SF", club) for club in ("Arsenal", "Ajax", "Lyon", "Porto")),
        *(("F", club) for club in ("Lyon", "Arsenal")),
    }
    assert {("F", "Ajax"), (CHAMPION, "Ajax"), ("F", "Porto"), (CHAMPION, "Porto")} <= ruled_out(semi)
    assert not ruled_out(semi) & {(code, club) for code in ("F", CHAMPION) for club in ("Lyon", "Arsenal")}


def test_rounds_and_ties_from_day_to_day(season: CupSeason) -> None:
    before, groups_over, first_legs, final = (CupState(season, on(day)) for day in (12, 13, 19, 23))
    assert [open_rounds(state) for state in (before, groups_over, first_legs, final)] == [["SF", "F"]] * 3 + [["F"]]
    assert [fully_drawn(state) for state in (before, groups_over, first_legs, final)] == [False, True, True, True]
    assert before.ties("SF") == [] == before.ties("F")
    assert [tie.clubs for tie in groups_over.ties("SF")] == [("Ajax", "Lyon"), ("Porto", "Arsenal")]
    assert [tie.days for tie in groups_over.ties("SF")] == [(on(18), on(22))] * 2
    assert [leg.full_time for tie in first_legs.ties("SF") for leg in tie.tie.legs] == [(2, 1), None, (1, 1), None]
    assert [tie.winner for tie in first_legs.ties("SF")] == [None, None]
    assert first_legs.ties("F") == []
    assert [tie.winner for tie in final.ties("SF")] == ["Lyon", "Arsenal"]
    (known,) = final.ties("F")
    assert (known.clubs, known.days, known.winner, known.tie.legs[0].neutral) == (
        ("Lyon", "Arsenal"),
        (None,),
        None,
        True,
    )
    assert (before.tie_count("SF"), before.tie_count("F")) == (2, 1)
    assert final.entering("F") == {"Lyon", "Arsenal"}
    assert first_legs.entering("F") is None
    assert sources(groups_over, "SF") == [("Ajax", "Lyon"), ("Porto", "Arsenal")]
    assert sources(groups_over, "F") == sources(first_legs, "F") == [(0, 1)]
    assert sources(final, "F") == [("Lyon", "Arsenal")]
    assert [match.leg.home for match in CupState(season, on(22)).today()] == ["Lyon", "Arsenal"]
    assert CupState(season, on(21)).today() == []
    assert final.stopped == []
    assert (final.rules("SF").legs, final.rules("F").legs, final.rules("F").neutral) == (2, 1, True)
    with pytest.raises(InputError) as refused:
        bracket_of(before, Pairings.equal(season.clubs))
    assert refused.value.problem == "A draw is still to come"
    with pytest.raises(InputError) as unknown:
        season.format.round("QF")
    assert (unknown.value.problem, unknown.value.remedy) == ("The Lake Cup 2026 has no round 'QF'", "It has SF, F")
    assert (season.format.before("F"), season.format.before("SF")) == ("SF", "")


def test_what_a_season_holds(season: CupSeason) -> None:
    assert season.clubs == CLUBS
    assert [len(season.matches(stage)) for stage in ("phase", "SF", "F", "QF")] == [6, 4, 0, 0]
    assert season.next_day == on(23)
    assert (season.format.kind, season.format.fixed, season.format.named) == ("clubs", True, ())
    assert simulated_clubs(CupState(season, on(4))) == CLUBS
    assert simulated_clubs(CupState(season, on(23))) == CLUBS
    again = season.with_results(["Benfica 3-1 Arsenal"], on(12))
    assert next(match.leg.full_time for match in again.phase if match.leg.home == "Benfica") == (3, 1)
    assert next(match.day for match in again.phase if match.leg.home == "Benfica") == on(11)
    for text, problem in (
        ("Arsenal 3-1 Benfica", "No match Arsenal - Benfica is still to come"),
        ("Arsenal 3-1 Ajax", "No match Arsenal - Ajax is still to come"),
        ("Arsenal beat Ajax", "'Arsenal beat Ajax' is not a result"),
        ("Arsenal 100-1 Ajax", "'Arsenal 100-1 Ajax' is not a result"),
    ):
        with pytest.raises(InputError) as refused:
            season.with_results([text], on(12))
        assert (refused.value.problem, refused.value.place) == (problem, "what_if")


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("2026-07-05,group,A,Arsenal,Ajax,1,1,,,,", "Arsenal - Ajax has two results"),
        ("2026-07-19,SF,,Ajax,Porto,1,1,,,,", "Ajax plays in two ties of the round SF"),
        ("2026-07-05,group,A,Arsenal,Lyon,1,1,,,,", "Arsenal - Lyon is no match within a group"),
        ("2026-07-05,QF,,Arsenal,Lyon,1,1,,,,", "The Lake Cup 2026 has no round QF"),
        ("2026-07-05,group,B,Ajax,Arsenal,1,1,,,,", "Ajax - Arsenal stands under group B; the draw has both"),
    ],
)
def test_a_line_that_contradicts_the_others_is_refused(written: Written, line: str, problem: str) -> None:
    with pytest.raises(FrontfootError) as refused:
        written(f"{RESULTS}{line}\n")
    assert refused.value.problem.startswith(problem)
    assert "lake-cup.csv:12" in refused.value.place
    assert refused.value.remedy


def test_matches_under_way_are_those_of_the_day(season: CupSeason) -> None:
    state = CupState(season, on(22))
    good = Live("Lyon", "Ajax", Moment(2, 900.0), (1, 0))
    check_today([good], state)
    for home, away in (("Ajax", "Lyon"), ("Arsenal", "Benfica")):
        with pytest.raises(InputError) as refused:
            check_today([Live(home, away, Moment(2, 900.0), (1, 0))], state)
        assert refused.value.problem == f"{home} - {away} is not played on 2026-07-22"
    assert live_of([good], ("Ajax", "Lyon")) is good
    assert live_of([good], ("Ajax", "Porto")) is None


def test_shares_and_opponents_are_counts_of_the_simulations(season: CupSeason) -> None:
    state = CupState(season, on(12))
    pairings = Pairings.equal(season.clubs)
    told: list[tuple[str, float]] = []
    played = simulate(
        state, pairings, 300, np.random.default_rng(3), progress=lambda work, share: told.append((work, share))
    )
    assert told == [
        *(("Lake Cup group A", 0.0), ("Lake Cup group B", 0.5), ("round SF", 0.0), ("round F", 0.5), ("done", 1.0)),
    ]
    assert len(played) == 300
    winners = [played.clubs[club] for club in played.winners["F"][:, 0]]
    assert played.share(played.winners["F"]) == {club: winners.count(club) / 300 for club in sorted(set(winners))}
    rows = np.arange(300) < 30
    assert played.share(played.winners["F"], rows) == {
        club: winners[:30].count(club) / 30 for club in sorted(set(winners[:30]))
    }
    assert played.share(played.winners["F"], np.zeros(300, dtype=bool)) == {}
    finals = [tuple(played.clubs[club] for club in pair) for pair in played.pairs["F"][:, 0].tolist()]
    met = [pair[1 - pair.index("Lyon")] for pair in finals if "Lyon" in pair]
    assert played.opponents("Lyon", "F") == {club: met.count(club) / len(met) for club in sorted(set(met))}
    assert played.draw.tolist() == [0] * 300
    # What has been played is the same in every simulation.
    assert set(played.goals["Arsenal", "Ajax"][0].tolist()) == {1}
    assert len(set(played.goals["Benfica", "Arsenal"][0].tolist())) > 2
    with pytest.raises(InputError) as refused:
        simulate(state, pairings, 0, np.random.default_rng(3))
    assert (refused.value.problem, refused.value.place) == ("0 simulations are too few", "simulations")


def test_what_the_days_results_change_is_the_share_of_the_simulations_with_them(season: CupSeason) -> None:
    state = CupState(season, on(12))
    played = simulate(state, Pairings.equal(season.clubs), 400, np.random.default_rng(4))
    found = _simulated(state, Pairings.equal(season.clubs), played, ["SF", "F"], ())
    assert found.rounds == ("SF", "F", CHAMPION)
    assert [change.result for change in found.changes] == [
        f"{club} {word}"
        for pair in (("Benfica", "Arsenal"), ("Porto", "Roma"))
        for club in pair
        for word in ("win", "draw", "lose")
    ]
    for home, away in (("Benfica", "Arsenal"), ("Porto", "Roma")):
        x, y = played.goals[home, away]
        for club, own, other in ((home, x, y), (away, y, x)):
            for word, rows in (("win", own > other), ("draw", own == other), ("lose", own < other)):
                change = next(change for change in found.changes if change.result == f"{club} {word}")
                assert (change.club, change.simulations) == (club, int(rows.sum()))
                assert change.probability == pytest.approx(rows.mean())
                number = played.clubs.index(club)
                for code in ("SF", "F"):
                    there = (played.pairs[code][rows].reshape(rows.sum(), -1) == number).any(axis=1)
                    assert change.reach[code] == pytest.approx(there.mean())
                assert change.reach[CHAMPION] == pytest.approx((played.winners["F"][rows, 0] == number).mean())
    for club, (code, met) in found.opponents.items():
        assert met == played.opponents(club, code)
        assert len(met) > 1
    assert (found.certain, found.out) == (certain_rounds(state), ruled_out(state))


def test_the_bracket_of_places_has_the_shares_of_the_simulations(season: CupSeason) -> None:
    state = CupState(season, on(12))
    played = simulate(state, Pairings.equal(season.clubs), 200, np.random.default_rng(5))
    semi, other, final = simulated_bracket(state, played, ["SF", "F"])
    assert [tie.round for tie in (semi, other, final)] == ["SF", "SF", "F"]
    assert [tie.places for tie in (semi, other, final)] == [("2A", "1B"), ("2B", "1A"), ("", "")]
    assert (final.first, final.second) == (0, 1)
    seconds = played.places["A"][:, 1]
    assert semi.sides[0] == {club: float((seconds == n).mean()) for n, club in enumerate(CLUBS) if (seconds == n).any()}
    assert final.sides[0] == semi.winner
    assert final.sides[1] == other.winner
    assert sum(final.winner.values()) == pytest.approx(1.0)
    spans = {**possible_places(state, "A"), **possible_places(state, "B")}
    for tie in (semi, other):
        for source, place in zip((tie.first, tie.second), tie.places, strict=True):
            sure = [club for club in state.season.groups[place[1]] if spans[club] == (int(place[0]),) * 2]
            assert source == (sure[0] if sure else place)


def test_tables_of_rounds_with_the_same_rules_are_one(season: CupSeason) -> None:
    state, pairings = CupState(season, on(13)), Pairings.equal(season.clubs)
    tables = RoundTables(state, pairings, ["SF", "F"])
    assert tables.of_tie("SF", 0) == "SF"
    # Equal sides at a neutral ground are even; at home the second leg, too, has its turn.
    assert tables.tables["F"] == pytest.approx(np.full((1, 6, 6), 0.5))
    bracket, details = bracket_of(state, pairings)
    assert [(tie.round, tie.first, tie.second) for tie in bracket.ties] == [
        ("SF", "Ajax", "Lyon"),
        ("SF", "Porto", "Arsenal"),
        ("F", 0, 1),
    ]
    assert set(details) == {0, 1}
    assert details[0][0].clubs == ("Ajax", "Lyon")
    stray = Live("Roma", "Ajax", Moment(2, 0.0), (0, 0))
    with pytest.raises(InputError) as refused:
        bracket_of(state, pairings, [stray])
    assert refused.value.problem == "Roma - Ajax is not a match of this day's ties"


# Matches and their groups.


def match(home: str, away: str, group: str = "", *, day: int = 4, score: tuple[int, int] | None = (1, 0)) -> CupMatch:
    return CupMatch("group", group, on(day), Leg(home, away, score), "played" if score else "scheduled", f"line {home}")


def test_clubs_that_play_each_other_are_one_group(season: CupSeason) -> None:
    form = season.format
    chain = [match("Lyon", "Porto"), match("Arsenal", "Ajax"), match("Ajax", "Benfica"), match("Porto", "Roma")]
    assert groups_of(chain, form) == {
        "of Ajax": ("Ajax", "Arsenal", "Benfica"),
        "of Lyon": ("Lyon", "Porto", "Roma"),
    }
    lettered = [match("Lyon", "Porto", "A"), match("Porto", "Roma", "A"), match("Ajax", "Arsenal", "B")]
    lettered.append(match("Arsenal", "Benfica", "B"))
    assert list(groups_of(lettered, form)) == ["A", "B"]
    assert groups_of([], form) == {}
    for wrong, problem in (
        (chain[:3], "A group of 2 clubs (Lyon, Porto) where the format has 3"),
        (chain[1:3], "1 groups where the format has 2"),
        ([match("Ajax", "Arsenal", "A"), match("Arsenal", "Benfica", "B"), *chain[::3]], "A group of 3 clubs (Ajax, A"),
    ):
        with pytest.raises(InputError) as refused:
            groups_of(wrong, form)
        assert refused.value.problem.startswith(problem)
        assert refused.value.place.startswith("line ")


def test_a_match_across_groups_is_refused(season: CupSeason) -> None:
    groups = {"A": ("Ajax", "Arsenal"), "B": ("Lyon", "Porto")}
    check_groups([match("Ajax", "Arsenal"), match("Porto", "Lyon")], groups)
    for home, away in (("Ajax", "Lyon"), ("Ajax", "Roma"), ("Roma", "Ajax"), ("Roma", "Milan")):
        with pytest.raises(InputError) as refused:
            check_groups([match(home, away)], groups)
        assert refused.value.problem == f"{home} - {away} is no match within a group"


@pytest.mark.parametrize("twice", [False, True])
def test_the_matches_that_the_results_do_not_name_are_still_to_play(season: CupSeason, twice: bool) -> None:
    from dataclasses import replace

    form = replace(season.format, matches=4 if twice else 2)
    played = [match("Ajax", "Arsenal", day=6), match("Lyon", "Porto", day=5)]
    left = still_to_play(played, form)
    pairs = [(one.leg.home, one.leg.away) for one in left]
    every = [(a, b) for clubs in form.draw.values() for a in clubs for b in clubs if a != b]
    if twice:
        assert sorted(pairs) == sorted(pair for pair in every if pair not in {("Ajax", "Arsenal"), ("Lyon", "Porto")})
    else:
        sets = {frozenset(pair) for pair in every} - {frozenset(("Ajax", "Arsenal")), frozenset(("Lyon", "Porto"))}
        assert {frozenset(pair) for pair in pairs} == sets
        assert len(pairs) == 4
    assert {one.day for one in left} == {on(6)}
    assert {one.leg.neutral for one in left} == {False}
    assert {(one.stage, one.status) for one in left} == {("group", "scheduled")}
    assert {one.day for one in still_to_play([], form)} == {date(2026, 12, 31)}
    two_years = replace(form, single_year=False)
    assert {one.day for one in still_to_play([], two_years)} == {date(2027, 12, 31)}
    days = replace(form, days=(on(1), on(20)), nations=True, hosts=("Benfica",))
    hosted = still_to_play(played, days)
    assert {one.day for one in hosted} == {on(20)}
    for one in hosted:
        assert one.leg.neutral == (one.leg.home != "Benfica")
        assert twice or one.leg.away != "Benfica"


def test_days_between(season: CupSeason) -> None:
    """A match counts from the morning after it."""
    state = CupState(season, on(4))
    first = season.phase[0]
    assert not state.played(first)
    assert CupState(season, first.day + timedelta(days=1)).played(first)
    assert not CupState(season, on(12)).phase_over
    assert CupState(season, on(13)).phase_over
    assert CupState(season, on(12)).places == {}
    assert CupState(season, on(13)).places == {
        ("A", 1): "Arsenal",
        ("A", 2): "Ajax",
        ("A", 3): "Benfica",
        ("B", 1): "Lyon",
        ("B", 2): "Porto",
        ("B", 3): "Roma",
    }
    assert CupState(season, on(13)).slots == {"1A": "Arsenal", "2A": "Ajax", "1B": "Lyon", "2B": "Porto"}
