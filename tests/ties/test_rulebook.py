"""What rules are by their steps, which entry holds for a season, a round and legs, and series by their laws."""

from __future__ import annotations

import re
from datetime import date
from itertools import permutations, product
from pathlib import Path

import pytest

from frontfoot.core.errors import InputError
from frontfoot.goals.rates import Rates
from frontfoot.ties.leg import Leg
from frontfoot.ties.market import at_other_ground
from frontfoot.ties.odds import Model
from frontfoot.ties.rounds import LAST_ROUNDS, ROUNDS, round_code, round_name
from frontfoot.ties.rulebook import (
    Rules,
    Step,
    competition_code,
    competition_title,
    competitions,
    entry_of,
    is_tournament,
    rounds_alike,
    rules,
    single_year,
)
from frontfoot.ties.series import rest_of_series, series_odds, series_won
from frontfoot.ties.situation import Situation, Tie

OF_TIME = (Step.EXTRA_TIME, Step.GOLDEN_GOAL, Step.SILVER_GOAL)


def test_the_parts_of_every_order_of_steps() -> None:
    """All orders of up to four different steps: what counts stands before the first replay."""
    for count in range(5):
        for steps in permutations(Step, count):
            own = list(steps[: steps.index(Step.REPLAY)]) if Step.REPLAY in steps else list(steps)
            time = [step for step in own if step in OF_TIME]
            if len(time) > 1:
                with pytest.raises(InputError) as refused:
                    Rules(2, steps)
                assert refused.value.problem == "Extra time is played once in a match"
                assert (refused.value.place, refused.value.remedy) == ("steps", "Name one kind of it")
                continue
            rule = Rules(2, steps)
            assert rule.before_replay == tuple(own)
            assert rule.extra_time == (time[0] if time else None)
            place = own.index(time[0]) if time else len(own)
            assert rule.away_goals == (Step.AWAY_GOALS in own[:place])
            assert rule.away_goals_after_extra_time == (Step.AWAY_GOALS in own[place:])
            assert rule.shoot_out == (Step.SHOOT_OUT in own)
            assert rule.last == (not steps)


def test_rules_that_cannot_be() -> None:
    for legs in (0, 3, -1):
        with pytest.raises(InputError) as refused:
            Rules(legs, ())
        assert refused.value.problem == f"A tie has one or two legs, not {legs}"
        assert (refused.value.place, refused.value.remedy) == ("legs", "Give 1 or 2")
    with pytest.raises(InputError) as single:
        Rules(1, (Step.AWAY_GOALS,))
    assert single.value.problem == "Away goals cannot settle a single match"
    # A second extra time is that of the replay; text is read as steps.
    again = Rules(1, ("extra time", "replay", "extra time", "toss"))  # type: ignore[arg-type]
    assert again.steps == (Step.EXTRA_TIME, Step.REPLAY, Step.EXTRA_TIME, Step.TOSS)


def test_rules_made_by_hand_have_these_defaults() -> None:
    rule = Rules(2, ())
    assert (rule.competition, rule.season, rule.round, rule.note) == ("own rules", 0, "", "")
    assert (rule.neutral, rule.checked, rule.single_year, rule.best_of, rule.usual_day) == (False, True, False, 1, None)
    assert rule.title == "own rules"
    assert Rules(2, (), "Cup", 2023).title == "Cup 2023/24"
    assert Rules(2, (), "Cup", 2023, single_year=True).title == "Cup 2023"
    # The usual day is no part of a rule.
    assert Rules(2, (), usual_day=date(2024, 4, 1)) == rule


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        (Rules(2, ()), "Two legs; level stays level."),
        (Rules(1, ()), "One match; level stays level."),
        (Rules(1, (Step.TOSS,), neutral=True), "One match at a neutral ground; if level: toss."),
        (
            Rules(2, (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.SHOOT_OUT)),
            "Two legs; if level: away goals, then extra time, then shoot-out.",
        ),
        (
            Rules(1, (Step.SHOOT_OUT,), best_of=3),
            "Best of 3 matches, each with a winner; if level: shoot-out.",
        ),
    ],
)
def test_a_rule_in_words(rule: Rules, words: str) -> None:
    assert rule.describe() == words


def test_after_which_match_nobody_goes_on() -> None:
    steps = (Step.SHOOT_OUT,)
    assert [code for code in ROUNDS if Rules(1, steps, round=code).last] == ["3P", "F"]
    assert set(LAST_ROUNDS) == {"F", "3P"}
    assert Rules(1, steps, best_of=3).last
    assert not Rules(1, steps, best_of=1).last


MADE = """
name = "Makers Cup"
{single}

[[rule]]
from = 2000
to = 2004
rounds = ["*"]
legs = 2
steps = ["away goals", "shoot-out"]
note = "early"

[[rule]]
from = 2000
to = 2004
rounds = ["SF", "F"]
legs = 1
neutral = true
steps = ["extra time", "shoot-out"]

[[rule]]
from = 2005
to = 2005
rounds = ["QF"]
legs = 1
steps = ["shoot-out"]

[[rule]]
from = 2007
rounds = ["QF", "SF"]
legs = 1
steps = ["shoot-out"]
best_of = 3
checked = false

[[calendar]]
from = 2000
to = 2002
days = {{ QF = "+04-10", SF = "+03-20", R1 = "09-01", "*" = "11-11" }}

[[calendar]]
from = 2003
days = {{ "*" = "12-01" }}
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("rules") / "makers.toml"
    path.write_text(MADE.format(single=""), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("season", [2000, 2002, 2004])
def test_a_rule_holds_from_its_first_to_its_last_season(made: str, season: int) -> None:
    general, semi_final = rules(made, season, "QF"), rules(made, season, "SF")
    assert (general.legs, general.steps, general.note) == (2, (Step.AWAY_GOALS, Step.SHOOT_OUT), "early")
    assert (general.neutral, general.checked, general.best_of, general.single_year) == (False, True, 1, False)
    assert (semi_final.legs, semi_final.neutral, semi_final.note) == (1, True, "")
    assert (general.round, general.season, general.competition) == ("QF", season, "Makers Cup")
    without = rules(made, season)
    assert (without.steps, without.round) == (general.steps, "")
    assert rules(made, season, legs=1).steps == semi_final.steps
    assert rules(made, season, legs=2).steps == general.steps
    assert rounds_alike(without, made) == "every round but the semi-final, final"
    assert rounds_alike(rules(made, season, legs=1), made) == "semi-final or final"
    assert rounds_alike(general, made) == ""


@pytest.mark.parametrize("season", [2007, 2030])
def test_a_rule_without_a_last_season_holds_on(made: str, season: int) -> None:
    rule = rules(made, season, "SF")
    assert (rule.steps, rule.best_of, rule.checked) == ((Step.SHOOT_OUT,), 3, False)
    assert rounds_alike(rules(made, season), made) == "quarter-final or semi-final"


@pytest.mark.parametrize("season", [1999, 2006])
def test_seasons_without_a_rule_are_refused_and_the_others_named(made: str, season: int) -> None:
    with pytest.raises(InputError) as refused:
        rules(made, season, "QF")
    assert refused.value.problem == f"The rules of the Makers Cup in {season}/{(season + 1) % 100:02d} are not known"
    assert refused.value.place == "season"
    remedy = "Known are 2000-2005, 2007 on; a season is named by the year in which it begins"
    assert refused.value.remedy == remedy


@pytest.mark.parametrize(
    ("season", "name", "legs", "subject", "known"),
    [
        (2005, "SF", None, "in the round 'SF'", "Quarter-final"),
        (2005, None, 2, "with 2 legs", "Quarter-final"),
        (2007, "F", None, "in the round 'F'", "Quarter-final, Semi-final"),
        (2001, None, 3, "with 3 legs", "Final, Semi-final"),
    ],
)
def test_rounds_without_a_rule_are_refused_and_the_others_named(
    made: str, season: int, name: str | None, legs: int | None, subject: str, known: str
) -> None:
    with pytest.raises(InputError) as refused:
        entry_of(made, season, name, legs=legs)
    assert refused.value.problem == (
        f"The rules of the Makers Cup in {season}/{(season + 1) % 100:02d} {subject} are not known"
    )
    assert refused.value.place == "round"
    assert refused.value.remedy == f"Name a round; this season has rules for {known}"


def test_rounds_with_other_steps_each_need_a_name(tmp_path: Path) -> None:
    path = tmp_path / "several.toml"
    rule = '[[rule]]\nrounds = ["{}"]\nlegs = 1\nsteps = {}\n'
    text = 'name = "Several"\n' + rule.format("QF", '["shoot-out"]') + rule.format("SF", '["extra time", "shoot-out"]')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as refused:
        rules(str(path), 2020)
    assert "without a round are not known" in refused.value.problem
    path.write_text('name = "Several"\n[[rule]]\nlegs = 2\nsteps = ["shoot-out"]\n', encoding="utf-8")
    with pytest.raises(InputError) as final:
        rules(str(path), 2020, "F")
    assert final.value.remedy == "Name a round; this season has rules for every round but the final"


def test_the_rule_of_all_rounds_is_that_of_the_final_where_all_are_single_matches(tmp_path: Path) -> None:
    path = tmp_path / "tournament.toml"
    text = 'name = "Made Cup"\nsingle_year = true\n[[rule]]\nlegs = 1\nsteps = ["shoot-out"]\n'
    path.write_text(text, encoding="utf-8")
    final = rules(str(path), 2020, "F")
    assert (final.round, final.title, final.single_year) == ("F", "Made Cup 2020", True)
    assert rounds_alike(rules(str(path), 2020), str(path)) == "every round"
    assert single_year(str(path))
    assert not is_tournament(str(path))


@pytest.mark.parametrize(
    ("season", "name", "day"),
    [
        (2000, "QF", date(2001, 4, 10)),
        (2002, "SF", date(2003, 3, 20)),
        (2001, "R1", date(2001, 9, 1)),
        (2001, "R2", date(2001, 11, 11)),
        # Without a round that of the first knock-out round of spring.
        (2001, None, date(2002, 3, 20)),
        (2003, "QF", date(2003, 12, 1)),
        (2003, None, date(2003, 12, 1)),
        (2030, "QF", date(2030, 12, 1)),
    ],
)
def test_the_usual_day_of_a_round(made: str, season: int, name: str | None, day: date) -> None:
    assert rules(made, season, name).usual_day == day


@pytest.mark.parametrize(
    ("name", "first", "last", "rounds"),
    [("uel", 2021, 2030, ("QF", "SF")), ("ucl", 1970, 2002, ("R1", "QF")), ("ucl", 2004, 2018, ("R16", "SF"))],
)
def test_uefas_two_legs(name: str, first: int, last: int, rounds: tuple[str, ...]) -> None:
    """Away goals counted from 1970/71 to 2020/21, in 2003/04 with silver goals; from 2021/22 they count no more."""
    old = (Step.AWAY_GOALS, Step.EXTRA_TIME, Step.AWAY_GOALS, Step.SHOOT_OUT)
    for season, code in product((first, last), rounds):
        rule = rules(name, season, code)
        assert rule.legs == 2
        assert rule.steps == (old if last < 2021 else (Step.EXTRA_TIME, Step.SHOOT_OUT))
    assert rules("ucl", 2003, "QF").extra_time is Step.SILVER_GOAL


def test_a_final_of_two_legs_is_one_of_the_rounds_alike() -> None:
    """The finals of the UEFA Cup had two legs until 1996/97, under the rules of every other round."""
    assert rounds_alike(rules("uel", 1996), "uel") == "every round"
    assert rounds_alike(rules("uel", 1997), "uel") == "every round but the final"


def test_names_of_competitions() -> None:
    assert competition_title("UEFA Champions League", 2018) == "UEFA Champions League 2018/19"
    assert competition_title("A cup that nobody knows", 2018) == "A cup that nobody knows 2018/19"
    known = competitions()
    assert known["ucl"] == "UEFA Champions League"
    for code, name in known.items():
        assert competition_code(code) == competition_code(name.upper()) == code
    assert not single_year("nothing of the kind")
    assert [is_tournament(code) for code in ("world-cup", "copa-america", "mls", "uel")] == [True, True, False, False]
    with pytest.raises(InputError) as refused:
        rules("champions leage", 2023)
    assert refused.value.problem == "There is no competition 'champions leage' in the rules"
    assert refused.value.place == "competition"
    assert refused.value.remedy.startswith("Did you mean 'UEFA Champions League'? Known are ")


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *((name, code) for code, name in ROUNDS.items()),
        *((code.lower(), code) for code in ROUNDS),
        *(("Quarterfinal", "QF"), ("semi-finals", "SF"), ("Finals", "F"), ("Last 16", "R16"), ("last 32", "R32")),
        *(("Eighth-finals", "R16"), ("Round 1", "R1"), ("round 2", "R2"), ("Round 3", "R3"), ("Round 4", "R4")),
        *(("Round 5", "R5"), ("1st round", "R1"), ("2nd Round", "R2"), ("3rd round", "R3"), ("Prelim.", "Q0")),
        *(("Qualifying, round 1", "Q1"), ("Qualifying round 2", "Q2"), ("Qualifying round 3", "Q3")),
        *(("Qualifying play-offs", "QPO"), ("Knock-out play-offs", "PO"), ("Knockout round play-offs", "PO")),
        *(("Play-offs", "PO"), ("play-off", "PO"), ("Wild Card", "PO"), ("MLS Cup", "F"), ("Group stage", "group")),
        *(("Conference semi-finals", "QF"), ("Conference finals", "SF"), ("League phase", "group")),
        *(("Relegation", "PO"), ("Barrages", "PO"), ("Third place play-off", "3P"), ("Match for third place", "3P")),
    ],
)
def test_rounds_by_their_usual_names(written: str, code: str) -> None:
    assert round_code(written) == code


def test_a_round_that_is_none() -> None:
    with pytest.raises(InputError) as refused:
        round_code("quater-final")
    assert refused.value.problem == "There is no round 'quater-final'"
    assert refused.value.place == "round"
    assert re.match(r"Did you mean 'Quarter-final'\? Known are Q0, Q1, Q2, ", refused.value.remedy)
    assert round_name("QF") == "Quarter-final"
    assert round_name("X9") == "X9"


@pytest.mark.parametrize("best_of", [1, 3, 5, 7])
def test_a_series_of_any_length_is_the_sum_over_its_courses(best_of: int) -> None:
    odds = [0.62, 0.41, 0.55, 0.48, 0.7, 0.35, 0.5]
    needed = best_of // 2 + 1
    for wins in product(range(needed), range(needed)):
        left = odds[: best_of - sum(wins)]
        total = 0.0
        for course in product((True, False), repeat=len(left)):
            share = 1.0
            for won, chance in zip(course, left, strict=True):
                share *= chance if won else 1.0 - chance
            total += share * (wins[0] + sum(course) >= needed)
        assert series_odds(odds[: len(left)], wins, best_of) == pytest.approx(total, abs=1e-12)
        # Odds of matches beyond the last are not needed.
        assert series_odds([*left, 0.9], wins, best_of) == pytest.approx(total, abs=1e-12)


@pytest.mark.parametrize("wins", [(2, 0), (0, 2), (2, 1), (3, 0), (-1, 0), (0, -1)])
def test_a_series_is_over_at_two_wins_of_three(wins: tuple[int, int]) -> None:
    with pytest.raises(InputError) as refused:
        series_odds([0.5, 0.5, 0.5, 0.5], wins, 3)
    assert refused.value.problem == f"A series of best of 3 is over at {wins[0]}-{wins[1]}"
    assert refused.value.place == "series"
    assert refused.value.remedy == "Give the matches won before this one, at most 1 each"
    with pytest.raises(InputError):
        series_won(Rules(1, (Step.SHOOT_OUT,), best_of=3), wins)


def test_a_series_needs_the_odds_of_all_its_matches() -> None:
    with pytest.raises(InputError) as refused:
        series_odds([0.5], (1, 0), 3)
    assert (refused.value.problem, refused.value.place) == ("The series has more matches to come", "matches")
    assert refused.value.remedy == "Give the odds of all of them"


def test_what_was_won_before_is_asked_of_a_series_alone() -> None:
    series, single = Rules(1, (Step.SHOOT_OUT,), best_of=3), Rules(1, (Step.SHOOT_OUT,))
    assert series_won(series, None) == (0, 0)
    assert series_won(series, (1, 1)) == (1, 1)
    assert series_won(single, None) is None
    with pytest.raises(InputError) as refused:
        series_won(single, (0, 0))
    assert refused.value.problem == "This is no series (One match; if level: shoot-out)"
    assert (refused.value.place, refused.value.remedy) == ("series", "Leave it out")
    with pytest.raises(InputError) as pair:
        series_won(series, (1,))
    assert (pair.value.problem, pair.value.place) == ("(1,) is not a pair of matches won", "series")


@pytest.mark.parametrize("wins", [(0, 0), (1, 0), (0, 1), (1, 1)])
@pytest.mark.parametrize("best_of", [3, 5])
def test_the_grounds_of_a_series_change_from_match_to_match(wins: tuple[int, int], best_of: int) -> None:
    rule = Rules(1, (Step.SHOOT_OUT,), best_of=best_of)
    match, rates = Tie(rule, (Leg("A", "B"),)), Rates(1.6, 1.1)
    home = Model(match, rates).ask(Situation()).through["A"]
    away = Model(Tie(rule, (Leg("B", "A"),)), at_other_ground(rates)).ask(Situation()).through["A"]
    assert away < home
    # The home side of this match is at home again in the third from here, and so on.
    later = [home if place % 2 == 0 else away for place in range(1, best_of)]
    expected = series_odds([0.5, *later], wins, best_of)
    assert rest_of_series(match, rates, 0.5, wins) == pytest.approx(expected, abs=1e-12)
