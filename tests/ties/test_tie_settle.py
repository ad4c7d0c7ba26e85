"""Every known tie, one by one: the rules and the scores must give who really went through."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.ties import Decision, Leg, Reason, Rules, Ruling, Step, Way, rules, settle
from tests.ties.known_ties import rows, score

EUROPE = rows("europe.csv")
HISTORY = rows("history.csv")


def europe_legs(row: dict[str, str]) -> list[Leg]:
    extra, kicks = score(row["extra_time"]), score(row["shoot_out"])
    if row["legs"] == "1":
        return [Leg(row["home_1"], row["away_1"], score(row["full_time_1"]), extra, kicks)]
    return [
        Leg(row["home_1"], row["away_1"], score(row["full_time_1"])),
        Leg(row["away_1"], row["home_1"], score(row["full_time_2"]), extra, kicks),
    ]


def test_there_are_hundreds_of_known_ties() -> None:
    assert len(EUROPE) > 600
    assert len(HISTORY) > 60


@pytest.mark.parametrize("row", EUROPE, ids=lambda r: f"{r['competition']}-{r['season']}-{r['home_1']}-{r['away_1']}")
def test_european_ties(row: dict[str, str]) -> None:
    legs = europe_legs(row)
    # The one-match ties of 2020 stand under the code of their round.
    one_match = row["competition"] == "uel" and row["season"] == "2019" and row["round"] == "R16" and len(legs) == 1
    result = settle(legs, rules(row["competition"], int(row["season"]), "R16 one match" if one_match else row["round"]))
    assert result.winner == row["through"], result
    if row["shoot_out"]:
        assert result.way is Way.SHOOT_OUT
    elif row["extra_time"]:
        assert result.way in (Way.EXTRA_TIME, Way.AWAY_GOALS_EXTRA_TIME)
    else:
        assert result.way in (Way.REGULATION, Way.AWAY_GOALS)


@pytest.mark.parametrize("row", HISTORY, ids=lambda r: f"{r['competition']}-{r['season']}-{r['home_1']}-{r['away_1']}")
def test_ways_of_history(row: dict[str, str]) -> None:
    rule = rules(row["competition"], int(row["season"]), row["round"] or None)
    extra, kicks = score(row["extra_time"]), score(row["shoot_out"])
    awarded = row["awarded"]
    home, away = row["home_1"], row["away_1"]
    ruling = Ruling(row["through"], Decision(row["ruling"])) if row["ruling"] else None
    if rule.legs == 1:
        legs = [Leg(home, away, score(row["full_time_1"]), extra, kicks)]
    else:
        legs = [
            Leg(home, away, score(row["full_time_1"]), awarded=awarded == "1"),
            Leg(away, home, score(row["full_time_2"]), extra, kicks, awarded=awarded == "2"),
        ]
    if row["replay"]:
        legs.append(Leg(home, away, score(row["replay"]), score(row["replay_extra_time"]), neutral=True))
    result = settle(legs, rule, ruling)
    assert (result.winner, result.way) == (canonical(row["through"]) or None, row["way"]), result


def test_world_cup_knock_outs(data: Path) -> None:
    """FIFA World Cups 1930-2022 (jfjelstul/worldcup, CC BY-SA 4.0): every knock-out match but the replays."""
    checked = 0
    with (data / "world-cup" / "matches.csv").open(encoding="utf-8") as file:
        matches = [
            row
            for row in csv.DictReader(file)
            if row["knockout_stage"] == "1" and "Women" not in row["tournament_name"]
        ]
    for row in matches:
        if row["replayed"] == "1" or row["stage_name"] in ("final round",):
            continue
        goals = (int(row["home_team_score"]), int(row["away_team_score"]))
        extra = goals if row["extra_time"] == "1" else None
        level = min(goals)
        # The file gives the score after 120 minutes; after 90 it was level.
        full = (level, level) if extra else goals
        kicks = None
        if row["penalty_shootout"] == "1":
            kicks = (int(row["home_team_score_penalties"]), int(row["away_team_score_penalties"]))
        year = int(row["match_date"][:4])
        result = settle([Leg("home", "away", full, extra, kicks)], rules("world-cup", year, "R16"))
        assert result.winner == ("home" if row["home_team_win"] == "1" else "away"), row
        checked += 1
    assert checked > 200


SCORES = st.tuples(st.integers(0, 4), st.integers(0, 4))
STEPS = st.sampled_from(
    [
        (),
        (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
        (Step.EXTRA_TIME, Step.SHOOT_OUT),
        (Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT),
        (Step.AWAY_GOALS, Step.SILVER_GOAL, Step.AWAY_GOALS, Step.SHOOT_OUT),
        (Step.SHOOT_OUT,),
        (Step.REPLAY, Step.EXTRA_TIME, Step.TOSS),
        (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.TOSS),
    ]
)


@st.composite
def any_leg(draw: st.DrawFn, home: str, away: str) -> Leg:
    full = draw(st.none() | SCORES)
    extra = kicks = None
    if full is not None and draw(st.booleans()):
        more = draw(SCORES)
        extra = (full[0] + more[0], full[1] + more[1])
    if full is not None and draw(st.booleans()):
        kicks = draw(st.sampled_from([(4, 2), (3, 4), (1, 0), (7, 8)]))
    return Leg(home, away, full, extra, kicks, awarded=draw(st.booleans()))


@pytest.mark.slow
@given(st.data(), STEPS)
def test_settling_is_total(data: st.DataObject, steps: tuple[Step, ...]) -> None:
    """Any facts under any rules get a winner and a way, or a named reason: never both, never neither."""
    clubs = ("A", "B", "C")
    pairs = st.sampled_from([("A", "B"), ("B", "A"), ("A", "C")])
    legs = [data.draw(any_leg(*pair)) for pair in data.draw(st.lists(pairs, max_size=4))]
    two = Rules(2, steps)
    one = Rules(1, tuple(step for step in steps if step is not Step.AWAY_GOALS))
    known = sorted({club for leg in legs for club in (leg.home, leg.away)}) or list(clubs)
    ruling = data.draw(st.none() | st.builds(Ruling, st.sampled_from(known), st.sampled_from(list(Decision))))
    for rule in (one, two):
        result = settle(legs, rule, ruling)
        assert (result.way is None) == (result.reason is not None)
        assert result.winner in (*clubs, None)
        if result.way not in (None, Way.DRAW):
            assert result.winner is not None


@given(SCORES, SCORES, STEPS)
def test_sides_have_no_privilege(first: tuple[int, int], second: tuple[int, int], steps: tuple[Step, ...]) -> None:
    """The clubs' names change nothing: swap them and the other one goes through."""
    rule = Rules(2, steps)
    one = settle([Leg("A", "B", first), Leg("B", "A", second)], rule)
    other = settle([Leg("B", "A", first), Leg("A", "B", second)], rule)
    assert one.way == other.way
    assert {one.winner, other.winner} in ({"A", "B"}, {None})


@pytest.mark.parametrize(
    ("legs", "rule", "reason"),
    [
        ([], ("uel", 2023, "QF"), Reason.NO_MATCH),
        ([Leg("A", "B", (1, 0))], ("uel", 2023, "QF"), Reason.LEG_MISSING),
        ([Leg("A", "B", (1, 0)), Leg("B", "C", (1, 0))], ("uel", 2023, "QF"), Reason.CLUBS),
        ([Leg("A", "B", (1, 0))] * 3, ("uel", 2023, "QF"), Reason.TOO_MANY),
        ([Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0))], ("uel", 2023, "QF"), Reason.EXTRA_TIME_MISSING),
        (
            [Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0), (1, 0))],
            ("uel", 2023, "QF"),
            Reason.SHOOT_OUT_MISSING,
        ),
        ([Leg("A", "B", (1, 0), (1, 0)), Leg("B", "A", (1, 0))], ("uel", 2023, "QF"), Reason.EXTRA_TIME_EARLY),
        ([Leg("A", "B", (1, 1)), Leg("B", "A", (0, 0), (0, 0))], ("ucl", 2018, "QF"), Reason.EXTRA_TIME_NEEDLESS),
        (
            [Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0), (2, 0))],
            ("libertadores", 2023, "QF"),
            Reason.SHOOT_OUT_MISSING,
        ),
        ([Leg("A", "B", (1, 1), shoot_out=(4, 2))], ("league", 2023, None), Reason.SHOOT_OUT_UNKNOWN),
        ([Leg("A", "B", (1, 0)), Leg("B", "A", (1, 0))], ("ucl", 1960, "QF"), Reason.REPLAY_MISSING),
    ],
)
def test_reasons(legs: list[Leg], rule: tuple[str, int, str | None], reason: Reason) -> None:
    assert settle(legs, rules(*rule)).reason is reason


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: Leg("A", "A", (1, 0)),
        lambda: Leg("A", "B", (-1, 0)),
        lambda: Leg("A", "B", (1, 0), (0, 0)),
        lambda: Leg("A", "B", (1, 1), shoot_out=(3, 3)),
        lambda: Leg("A", "B", (1, 1), shoot_out=(5, 2)),
        lambda: Leg("A", "B", None, (1, 0)),
        lambda: rules("uel", 1950),
        lambda: rules("premier leage cup", 2023),
        lambda: rules("uel", 2023, "Round of 17"),
        lambda: rules("copa-del-rey", 2023, legs=3),
        lambda: Rules(3, ()),
        lambda: Rules(1, (Step.AWAY_GOALS,)),
        lambda: settle([Leg("A", "B", (1, 0))], Rules(1, ()), Ruling("C", Decision.AWARD)),
    ],
)
def test_impossible_facts_are_refused(wrong) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(InputError) as caught:
        wrong()
    assert caught.value.remedy
