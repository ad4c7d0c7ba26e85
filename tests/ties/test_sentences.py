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
    r"^[\w .'-]+ had (?:an? \d+% chance|(?:less|more) than a \d+% chance|no chance)(?: \(\d+ to \d+\))?"
    r" of (?:going through|winning the final) (?:before|at|in) [^;]+"
    r"(?:; an? [\w .'-]+ would have (?:cut|raised) it to (?:\d+%|less than 1%|more than 99%))?\.$"
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
            for word in (" they ", " their ", "  ", " a 8", " a 11%", " a 18%"):
                assert word not in text, text
            shown = re.search(r"(\d+)% chance", text)
            assert shown is None or abs(int(shown.group(1)) - 100 * odds.through[side]) <= 1.0


@pytest.mark.parametrize(
    ("moment", "score", "words"),
    [
        (Moment(1, 0.0), (0, 0), "before the final."),
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


def test_what_is_over_is_told_with_its_end() -> None:
    goal = {"minute": "7", "kind": "goal", "club": "Liverpool"}
    legs = [
        {"home": "Liverpool", "away": "Atalanta", "score": [0, 3]},
        {"home": "Atalanta", "away": "Liverpool", "score": [0, 1], "event": [goal]},
    ]
    file = parse_tie({"competition": "uel", "season": 2023, "round": "QF", "leg": legs})
    text = replay_sentence(replay(file, [Rates(1.9, 1.0), Rates(1.4, 1.5)]))
    assert re.fullmatch(
        r"Atalanta went through 3-1 on aggregate; Atalanta's lowest chance on the way was \d+%, .+\.", text
    )


def test_penalties_are_told() -> None:
    leg = {"home": "Italy", "away": "England", "score": [1, 1], "extra_time": [1, 1], "shoot_out": [3, 2]}
    file = parse_tie({"competition": "euro", "season": 2020, "round": "F", "leg": [leg]})
    assert replay_sentence(replay(file, [Rates(1.3, 1.2)])) == "Italy won 1-1 and 3-2 on penalties."
