"""Rates of the legs of a tie from betting odds of the match under way."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from frontfoot.goals.market import MatchOdds, rates_of_odds, usual_home_advantage
from frontfoot.goals.rates import Rates
from frontfoot.ties.pairing import competition_of, season_clock
from frontfoot.ties.situation import Tie


def rates_with_odds(
    tie: Tie, leg: int, odds: MatchOdds, *, draws: int = 0, generator: np.random.Generator | None = None
) -> list[Rates]:
    """Rates of match number `leg` from its odds, and of the second leg if that is still to come.

    With closing odds, the strengths add no information (docs: odds), so odds are used alone. The second leg takes the
    ratio of the first with the home advantage reversed, and its total; in every draw the same side is the better
    one in both.

    Args:
        tie: its clubs, legs and rules.
        leg: 1 or 2, the match of the odds, home side of that leg first.
        odds: odds before kick-off.
        draws: number of draws of the rates; 0 for the rates alone.
        generator: generator of the draws.

    Returns:
        One entry if match `leg` is the last, else two, home side of each leg first.

    >>> from frontfoot.ties import Leg, Tie, rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta"), Leg("Atalanta", "Liverpool")))
    >>> first, second = rates_with_odds(tie, 1, MatchOdds(1.4, 5.0, 7.5))
    >>> bool(first.home > first.away), bool(second.away > second.home)
    (True, True)
    """
    solved = rates_of_odds(odds, competition=competition_of(tie), draws=draws, generator=generator)
    this = replace(solved, clock=season_clock(tie.rules))
    if leg == tie.rules.legs:
        return [this]
    here, there = tie.legs[0], tie.legs[1]
    return [this, at_other_ground(this, grounds=(not here.neutral) + (not there.neutral))]


def at_other_ground(rates: Rates, *, grounds: int = 2) -> Rates:
    """Rates of the return match, its home side first: the same total, the ratio with the home advantage reversed.

    Args:
        rates: of a match, base rates as numbers or draws; in every draw the same side is the better one in both.
        grounds: how many of the two matches are played at a side's own ground.
    """
    ratio, total = np.log(rates.home / rates.away), rates.home + rates.away
    share = 1.0 / (1.0 + np.exp(ratio - grounds * usual_home_advantage()))
    return replace(rates, home=total * share, away=total * (1.0 - share))
