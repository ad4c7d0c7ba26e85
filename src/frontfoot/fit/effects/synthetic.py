"""Synthetic seasons with known effects, feedback and noise, on which the designs are tested.

A season is simulated spell by spell. Approach changes chances (the effect to be estimated); goals change the score and
the score changes approach; a side that creates little presses more; strength is correlated with pressing; chances of a
spell move the measures of the same spell; and some sides dominate on the day for reasons other than approach.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.fit.effects.spells import SPELLS, ScoreSpells

XG_PER_SHOT = 0.1
XG_PER_SPELL = 0.068
LOADING = np.array([0.21, 2.9, 0.17, 0.33])
SAMPLING = np.array([1.05, 770.0, 0.77, 3.5])
LEVEL = np.array([0.0, 43.0, 0.0, 0.0])
COUNTS = np.array([5.0, 12.0, 3.0, 8.0])
STYLE = np.array([0.11, 1.7, 0.15, 0.15])
LEAD_SHIFT = np.array([-0.3, 0.7, 0.9, 0.0, -0.9, -1.35, -1.6])
"""Usual shift of approach by lead -3 ... 3, as it is measured."""


@dataclass(frozen=True, slots=True)
class World:
    """The parameters of a synthetic season; standard deviations are in units of approach or log rate.

    Attributes:
        own, opponent: true effects of approach on the log rates.
        strength, strength_with_approach: spread of attack and defence, and their correlation with the team's approach.
        reaction: change of a side's approach after a spell without chances, per unit of relative shortfall.
        contamination: change of a spell's measures by its own chances, in units of approach per unit of shock.
        day_form: standard deviation of a side's dominance on the day other than its approach, log rate.
        dominance: change of the side's measures by one such standard deviation, in units of approach.
        cause: effect of a lead on goals for other reasons than approach: log of the trailer's rate less the leader's,
            for each goal of the lead up to two.
    """

    own: float
    opponent: float
    strength: float = 0.25
    strength_with_approach: float = 0.7
    reaction: float = 0.03
    contamination: float = 0.15
    day_form: float = 0.0
    dominance: float = 0.0
    cause: float = 0.04


def simulate(world: World, generator: np.random.Generator, *, teams: int = 20) -> tuple[ScoreSpells, float]:
    """One league season: every team against every other at home and away.

    Returns:
        The spells, and the unit: the standard deviation of the sides' true mean levels over their matches. An effect of
        `e` in the world is `e` times the unit per standard deviation, which is what the designs estimate.
    """
    pairs = np.array(list(permutations(range(teams), 2)))
    pairs = pairs[generator.permutation(len(pairs))]
    team = pairs.ravel()
    other = np.arange(len(team)) ^ 1
    opponent = team[other]
    home = np.arange(len(team)) % 2 == 0

    approach = generator.normal(0.0, 0.7, teams)
    share = world.strength_with_approach
    attack, defence = (
        world.strength * (share * approach / 0.7 + np.sqrt(1.0 - share**2) * generator.normal(size=teams))
        for _ in range(2)
    )
    level = approach[team] + generator.normal(0.0, 0.45, len(team))
    day = generator.normal(size=len(team))
    form = world.day_form * day
    style = generator.normal(size=(len(team), len(LOADING))) * STYLE
    process = generator.normal(0.0, 0.55, len(team))

    size = (len(team), SPELLS)
    xg, goals, lead = np.zeros(size), np.zeros(size), np.zeros(size, dtype=int)
    measures, counts = np.zeros((*size, len(LOADING))), np.zeros((*size, len(LOADING)))
    score = np.zeros(len(team), dtype=int)
    total = np.zeros(len(team))
    for b in range(SPELLS):
        lead[:, b] = score
        total += level + process
        now = level + process + LEAD_SHIFT[np.clip(score, -3, 3) + 3]
        log_rate = attack[team] - defence[opponent] + 0.15 * home + form - form[other]
        log_rate += 0.5 * world.cause * np.clip(-score, -2, 2) + world.own * now + world.opponent * now[other]
        mean = XG_PER_SPELL * np.exp(log_rate)
        xg[:, b], goals[:, b] = _chances(mean, generator)
        shock = (xg[:, b] - mean) / XG_PER_SPELL
        counts[:, b] = generator.poisson(COUNTS, (len(team), len(LOADING)))
        noise = generator.normal(size=(len(team), len(LOADING))) * np.sqrt(
            LEVEL + SAMPLING / np.maximum(counts[:, b], 0.5)
        )
        moved = now + world.dominance * day + world.contamination * np.clip(shock - shock[other], -3.0, 3.0) / 3.0
        measures[:, b] = LOADING * moved[:, None] + style + noise
        process = 0.86 * process + generator.normal(0.0, 0.55 * np.sqrt(1.0 - 0.86**2), len(team))
        process -= world.reaction * np.clip((xg[:, b] - XG_PER_SPELL) / XG_PER_SPELL, -1.0, 3.0)
        scored = goals[:, b].astype(int)
        score = score + scored - scored[other]
    matches = np.arange(len(team)) // 2
    spells = ScoreSpells(
        match=matches,
        team=team,
        opponent=opponent,
        league=np.zeros(len(team), dtype=np.intp),
        teams=tuple(f"team {number}" for number in range(teams)),
        leagues=("synthetic",),
        home=home,
        half_season=(matches >= matches.max() / 2).astype(np.intp),
        minutes=np.full(xg.shape, 5.0),
        lead=lead,
        men=np.zeros(xg.shape, dtype=int),
        xg=xg,
        goals=goals,
        cards=np.zeros(xg.shape),
        penalties=np.zeros(xg.shape),
        counters=np.zeros(xg.shape),
        measures=measures,
        counts=np.where(counts > 0, counts, 0.5),
    )
    return spells, float((total / SPELLS).std())


def _chances(mean: Floats, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """Expected goals and goals of a spell: a Poisson number of shots of exponential worth, mean 0.1."""
    shots = generator.poisson(mean / XG_PER_SHOT)
    xg = np.where(shots > 0, generator.gamma(np.maximum(shots, 1), XG_PER_SHOT), 0.0)
    return xg, generator.poisson(xg).astype(float)
