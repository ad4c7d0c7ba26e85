"""The words of a verdict, at every limit of the scale that the documentation writes down."""

from __future__ import annotations

import numpy as np
import pytest

from frontfoot.decisions.advice import Interval
from frontfoot.decisions.break_even import BreakEven
from frontfoot.decisions.verdict import Verdict, verdict
from frontfoot.decisions.words import aim_of, condition, effect, sentence, share, tenths, turn

GAIN = Interval(value=0.0123, low=-0.004, high=0.031)
LOSS = Interval(value=-0.0123, low=-0.031, high=0.004)


@pytest.mark.parametrize(
    ("chance", "word"),
    [
        (1.0, "press"),
        (0.95, "press"),
        (0.949, "probably press"),
        (0.85, "probably press"),
        (0.849, "leans press"),
        (0.65, "leans press"),
        (0.649, "open"),
        (0.5, "open"),
        (0.351, "open"),
        (0.349, "leans drop"),
        (0.151, "leans drop"),
        (0.149, "probably drop"),
        (0.051, "probably drop"),
        (0.049, "drop"),
        (0.0, "drop"),
    ],
)
def test_the_scale(chance: float, word: Verdict) -> None:
    assert verdict(chance, -0.02, 0.03) == word


@pytest.mark.parametrize(
    ("low", "high", "stake", "matters"),
    [
        (0.001, 0.0029, 1.0, False),
        (-0.0029, -0.001, 1.0, False),
        (0.001, 0.003, 1.0, True),
        (-0.003, 0.001, 1.0, True),
        # Of three league points a gain below .009 is less than .3%.
        (0.001, 0.0089, 3.0, False),
        (0.001, 0.0091, 3.0, True),
    ],
)
def test_a_gain_of_less_than_three_thousandths_of_the_stake_hardly_matters(
    low: float, high: float, stake: float, matters: bool
) -> None:
    assert (verdict(0.97, low, high, stake=stake) == "press") is matters
    assert (verdict(0.97, low, high, stake=stake) == "hardly matters") is not matters


ADDS = "adds 1.2 points to the chance of going through (90% interval −0.4 to +3.1)"
TAKES = "takes 1.2 points from the chance of going through (90% interval −3.1 to +0.4)"


@pytest.mark.parametrize(
    ("word", "chance", "gain", "text"),
    [
        ("press", 0.96, GAIN, f"Pressing on is better than dropping back for Roma (96%): it {ADDS}."),
        ("probably press", 0.86, GAIN, f"Pressing on is probably better than dropping back for Roma (86%): it {ADDS}."),
        (
            "leans press",
            0.7,
            GAIN,
            f"The evidence leans to pressing on for Roma (70%): it {ADDS} compared with dropping back.",
        ),
        (
            "open",
            0.45,
            GAIN,
            f"Open for Roma: pressing on is better than dropping back with 45%; it {ADDS}. Do what the side does best.",
        ),
        (
            "hardly matters",
            0.5,
            GAIN,
            f"It hardly matters for Roma: pressing on {ADDS} compared with dropping back. Do what the side does best.",
        ),
        (
            "hardly matters",
            0.499,
            GAIN,
            f"It hardly matters for Roma: dropping back {TAKES} compared with pressing on. Do what the side does best.",
        ),
        (
            "leans drop",
            0.25,
            GAIN,
            f"The evidence leans to dropping back for Roma (75%): it {TAKES} compared with pressing on.",
        ),
        ("probably drop", 0.1, LOSS, f"Dropping back is probably better than pressing on for Roma (90%): it {ADDS}."),
        ("drop", 0.02, LOSS, f"Dropping back is better than pressing on for Roma (98%): it {ADDS}."),
    ],
)
def test_the_sentence_of_every_verdict(word: Verdict, chance: float, gain: Interval, text: str) -> None:
    assert sentence(word, chance, gain, "Roma", "going through") == text


@pytest.mark.parametrize(
    ("chance", "text"),
    [
        (0.0, "less than 1%"),
        (0.0099, "less than 1%"),
        (0.01, "1%"),
        (0.0199, "1%"),
        (0.29, "29%"),
        (0.99, "99%"),
        (0.9901, "more than 99%"),
        (1.0, "more than 99%"),
    ],
)
def test_a_share_is_cut_and_never_certain(chance: float, text: str) -> None:
    assert share(chance) == text


def test_what_a_gain_is_a_chance_of() -> None:
    assert [aim_of("through", last=last) for last in (False, True)] == ["going through", "winning"]
    assert [aim_of("win", last=last) for last in (False, True)] == ["winning", "winning"]
    assert [aim_of("points", last=last) for last in (False, True)] == [None, None]


def test_league_points_are_told_with_two_digits_and_no_per_cent() -> None:
    costs = Interval(value=-0.0512, low=-0.0949, high=0.0049)
    assert effect(costs, None) == "costs 0.05 league points (90% interval −0.09 to 0.00)"
    assert effect(costs, None, negative=True) == "adds 0.05 league points (90% interval 0.00 to +0.09)"


def test_tenths_in_words() -> None:
    limits = {
        0.0: "next to none",
        0.0499: "next to none",
        0.05: "one tenth",
        0.0501: "one tenth",
        0.149: "one tenth",
        0.151: "two tenths",
        0.449: "four tenths",
        0.451: "half",
        0.7: "seven tenths",
        0.8: "eight tenths",
        0.9: "nine tenths",
        0.949: "nine tenths",
        0.95: "nearly all",
        1.2: "nearly all",
    }
    assert {part: tenths(part) for part in limits} == limits


DISCOUNTS = "The advice already discounts six tenths."
SEEN = "of what matches show were just a side's good day"
STILL = f"If half {SEEN}, pressing on would still be the better bet;"


@pytest.mark.parametrize(
    ("needed", "press", "text"),
    [
        (1.0, True, f"Even if all {SEEN}, dropping back would not be the better bet."),
        (0.99, True, f"{STILL} the advice turns only where nearly all of it were."),
        (0.95, True, f"{STILL} the advice turns only where nearly all of it were."),
        (0.94, True, f"{STILL} the advice turns at nine tenths."),
        (0.51, True, f"{STILL} the advice turns at half."),
        (0.5, True, f"If more than half {SEEN}, dropping back would be the better bet."),
        (0.0, False, f"Even if none {SEEN}, dropping back would be the better bet."),
        (-0.5, False, f"Even if none {SEEN}, dropping back would be the better bet."),
        (0.04, True, f"If even a little {SEEN}, dropping back would be the better bet."),
        (0.05, True, f"If more than one tenth {SEEN}, dropping back would be the better bet."),
        (0.04, False, f"Only if next to none {SEEN} would pressing on be the better bet."),
        (0.06, False, f"If less than one tenth {SEEN}, pressing on would be the better bet."),
        (0.4, False, f"If less than four tenths {SEEN}, pressing on would be the better bet."),
    ],
)
def test_what_would_turn_the_advice(needed: float, press: bool, text: str) -> None:
    assert turn(needed, 0.6, press=press) == f"{text} {DISCOUNTS}"


def test_the_condition_names_the_change_that_a_tenth_more_goals_allows() -> None:
    line = BreakEven(np.array([0.0, 0.1, 0.2]), np.array([0.0, 0.217, 0.5]), 2.0)
    assert condition(line, "Roma", "Ajax") == (
        "Pressing that brings Roma 10% more goals pays as long as it brings Ajax less than 22% more."
    )
    nothing = "No change of Ajax's rate makes up for a tenth more goals of Roma."
    assert condition(BreakEven(np.array([0.0, 0.1]), np.array([0.0, np.nan]), 2.0), "Roma", "Ajax") == nothing
    assert condition(BreakEven(np.array([0.0, 0.2]), np.array([0.0, 0.5]), 2.0), "Roma", "Ajax") == nothing
