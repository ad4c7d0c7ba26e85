"""The printed sentences: every situation of five real ties, against the words that a writer would use."""

from __future__ import annotations

import re

import pytest

from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import Rates
from frontfoot.ties import Leg, Model, Situation, Tie, rules
from frontfoot.ties.file import parse_tie
from frontfoot.ties.replay import replay
from frontfoot.ties.sentences import moment_sentence, replay_sentence
from frontfoot.ties.shoot_out import ShootOut

TIES = {
    "Atalanta": Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool"))),
    "Real Madrid": Tie(
        rules("ucl", 2021, "SF"), (Leg("Manchester City", "Real Madrid", (4, 3)), Leg("Real Madrid", "Manchester City"))
    ),
    "Barcelona": Tie(rules("ucl", 2016, "R16"), (Leg("PSG", "Barcelona", (4, 0)), Leg("Barcelona", "PSG"))),
    "Liverpool": Tie(rules("ucl", 2018, "F"), (Leg("Liverpool", "Tottenham Hotspur"),)),
    "Spain": Tie(rules("euro", 2024, "F"), (Leg("Spain", "England"),)),
}
MOMENTS = ("0", "1", "23", "45+2", "HT", "67", "90", "90+3")
SHAPE = re.compile(
    r"^[\w .'-]+ (?:(?:had|have) (?:an? \d+% chance|(?:less|more) than a \d+% chance|no chance)(?: \(\d+ to \d+\))?"
    r"|(?:are|were) certain)"
    r" of (?:going through|winning the final|winning the match)"
    r"(?:, with the (?:match|(?:first|second) leg) still to come|"
    r" (?:before|at|in) [^;]+(?:; an? [\w .'-]+ would have (?:cut|raised) it to"
    r" (?:\d+%|less than 1%|more than 99%))?|)\.$"
)


@pytest.mark.parametrize("club", TIES)
@pytest.mark.parametrize("score", [(0, 0), (1, 0), (0, 1), (2, 2)])
def test_every_situation_has_the_shape_of_the_grammar(club: str, score: tuple[int, int]) -> None:
    tie = TIES[club]
    model, leg = Model(tie, Rates(1.5, 1.3)), len(tie.legs)
    for minute in MOMENTS if score == (0, 0) else MOMENTS[1:]:
        situation = Situation(leg, Moment.at(minute), score)
        odds = model.ask(situation)
        for side in tie.clubs:
            text = moment_sentence(tie, situation, odds, side)
            assert SHAPE.match(text), text
            # What has not begun is told in the present, all else in the past.
            assert (re.search(r" (have|are) ", text) is not None) == (minute == "0") or "would have" in text, text
            for word in (" they ", " their ", "  ", " a 8", " a 11%", " a 18%"):
                assert word not in text, text
            shown = re.search(r"(\d+)% chance", text)
            assert shown is None or abs(int(shown.group(1)) - 100 * odds.through[side]) <= 1.0


@pytest.mark.parametrize(
    ("moment", "score", "words"),
    [
        (Moment(1, 0.0), (0, 0), "chance of winning the final."),
        (Moment(2, 0.0), (1, 0), "at half-time; a Tottenham Hotspur goal would have cut it to"),
        (Moment(2, 1320.0), (0, 1), "in the 67th minute; a Liverpool goal would have raised it to"),
        (Moment(3, 600.0), (1, 1), "in the 100th minute, in extra time; a second "),
        (Moment(4, 0.0), (1, 1), "at half-time of extra time; a second "),
        (Moment(2, 2800.0), (1, 0), "in stoppage time of the second half; a Tottenham"),
    ],
)
def test_the_moment_in_words(moment: Moment, score: tuple[int, int], words: str) -> None:
    tie = TIES["Liverpool"]
    situation = Situation(1, moment, score)
    assert words in moment_sentence(tie, situation, Model(tie, Rates(1.5, 1.3)).ask(situation), "Liverpool")


def test_a_shoot_out_is_said() -> None:
    tie = TIES["Spain"]
    situation = Situation(1, Moment(4, 900.0), (1, 1), shoot_out=ShootOut.of("xx", "x-"))
    text = moment_sentence(tie, situation, Model(tie, Rates(1.4, 1.1)).ask(situation), "Spain")
    # Two up on one with 0.75: a miss leaves 2-1 after 3 and 2 kicks.
    assert text.startswith("Spain had a")
    assert "of winning the final in the shoot-out, at 2-1 after two kicks each; a miss by Spain would have cut" in text


def test_a_tie_in_its_shoot_out_is_told_at_its_kicks_not_at_the_end_of_extra_time() -> None:
    goals = [{"minute": "67", "kind": "goal", "club": "Italy"}, {"minute": "2", "kind": "goal", "club": "England"}]
    # Wembley, 11 July 2021: Berardi and Kane scored, Belotti missed.
    kicks = [("Italy", True), ("England", True), ("Italy", False)]
    events = [*goals, *({"kind": "kick", "club": club, "converted": hit} for club, hit in kicks)]
    leg = {"home": "Italy", "away": "England", "event": events, "score": [1, 1], "extra_time": [1, 1]}
    file = parse_tie({"competition": "euro", "season": 2020, "round": "F", "leg": [leg]})
    text = replay_sentence(replay(file, [Rates(1.3, 1.2)]))
    assert re.fullmatch(
        r"Italy had a \d+% chance of winning the final in the shoot-out, at 1-1 after two and one kicks\.", text
    )


def test_what_is_over_is_told_with_its_end() -> None:
    goal = {"minute": "7", "kind": "goal", "club": "Liverpool"}
    legs = [
        {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", "score": [0, 1], "event": [goal]},
    ]
    file = parse_tie({"competition": "uel", "season": 2023, "round": "QF", "leg": legs})
    text = replay_sentence(replay(file, [Rates(1.9, 1.0), Rates(1.4, 1.5)]))
    assert re.fullmatch(r"Atalanta went through 3-1 on aggregate; the lowest chance on the way was \d+%, .+\.", text)


def test_penalties_are_told() -> None:
    leg = {"home": "Italy", "away": "England", "score": [1, 1], "extra_time": [1, 1], "shoot_out": [3, 2]}
    file = parse_tie({"competition": "euro", "season": 2020, "round": "F", "leg": [leg]})
    assert replay_sentence(replay(file, [Rates(1.3, 1.2)])) == "Italy won 3-2 on penalties after a 1-1 draw."


@pytest.mark.parametrize(
    ("tie", "leg", "words"),
    [
        ("Atalanta", 1, "Atalanta have a"),
        ("Atalanta", 1, "of going through, with the first leg still to come."),
        ("Atalanta", 2, "of going through, with the second leg still to come."),
        ("Spain", 1, "chance of winning the final."),
    ],
)
def test_what_has_not_begun_is_told_in_the_present(tie: str, leg: int, words: str) -> None:
    played = TIES[tie]
    legs = tuple(Leg(match.home, match.away) for match in played.legs) if leg == 1 else played.legs
    open_tie, situation = Tie(played.rules, legs), Situation(leg, Moment(1, 0.0))
    rates = [Rates(1.5, 1.3)] * len(legs)
    text = moment_sentence(open_tie, situation, Model(open_tie, rates).ask(situation), tie)
    assert words in text
    assert "had" not in text


def test_a_league_match_says_the_draw_and_the_first_leg_its_name() -> None:
    match = Tie(rules("league", 2023), (Leg("Atalanta", "Juventus"),))
    situation = Situation(1, Moment(2, 1320.0), (1, 1))
    text = moment_sentence(match, situation, Model(match, Rates(1.5, 1.3)).ask(situation), "Juventus")
    assert re.fullmatch(
        r"Juventus had an? \d+% chance of winning the match in the 67th minute, and a draw was \d+% likely; "
        r"a second \w+ goal would have (?:cut|raised) it to \d+%\.",
        text,
    )
    two = Tie(TIES["Atalanta"].rules, (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    text = moment_sentence(two, situation, Model(two, [Rates(1.5, 1.3)] * 2).ask(situation), "Atalanta")
    assert "in the 67th minute of the first leg; a second" in text


@pytest.mark.parametrize(
    ("score", "more", "words"),
    [
        ((1, 0), {}, "Juventus went through 3-2 on aggregate."),
        ((1, 2), {}, "Milan went through 4-3 on aggregate."),
        (
            (0, 0),
            {"extra_time": [0, 0], "shoot_out": [4, 2]},
            "Juventus went through 4-2 on penalties after 2-2 on aggregate.",
        ),
        ((0, 0), {"extra_time": [1, 0]}, "Juventus went through 3-2 on aggregate after extra time."),
    ],
)
def test_how_two_legs_ended(score: tuple[int, int], more: dict[str, list[int]], words: str) -> None:
    legs = [
        {"home": "Milan", "away": "Juventus", "score": [2, 2]},
        {"home": "Juventus", "away": "Milan", "score": list(score), **more},
    ]
    file = parse_tie({"competition": "ucl", "season": 2023, "round": "QF", "leg": legs})
    text = replay_sentence(replay(file, [Rates(1.3, 1.2)] * 2))
    assert text.split(";")[0].rstrip(".") == words.rstrip(".")
