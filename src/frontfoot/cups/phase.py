"""The rest of a group or league phase, simulated: scores of the matches left, tables with full tie-breaks."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.arrays import Floats, Ints
from frontfoot.core.errors import InputError
from frontfoot.cups.groups import CupMatch
from frontfoot.cups.live import Live
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.standings import Fixtures, Standings, standings
from frontfoot.cups.state import CupState
from frontfoot.goals.clock import Clock
from frontfoot.goals.levels import rates_from_expected

SIZE = 12


def sample_scores(
    scores: Floats, draw: Ints, generator: np.random.Generator
) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    """Scores of one match in every simulation.

    Args:
        scores: probabilities, shape (draws, H, A).
        draw: which draw of the strengths each simulation uses, ascending.
        generator: of the scores.

    Returns:
        Home and away goals, shape (n,).
    """
    draws, _, width = scores.shape
    steps = np.cumsum(scores.reshape(draws, -1), axis=1)
    steps = steps / steps[:, -1:] + np.arange(draws)[:, None]
    asked = generator.random(len(draw)) + draw
    cell = np.searchsorted(steps.ravel(), asked, side="right") - draw * steps.shape[1]
    cell = np.minimum(cell, steps.shape[1] - 1).astype(np.int32)
    return cell // width, cell % width


def simulate_group(
    state: CupState,
    group: str,
    pairings: Pairings,
    draw: Ints,
    generator: np.random.Generator,
    live: Sequence[Live] = (),
) -> tuple[Standings, NDArray[np.int32], NDArray[np.int32]]:
    """Tables of a group, or of the league, at the end of the phase.

    Args:
        state: what has been played.
        group: its name, "" in a league.
        pairings: of (at least) the clubs of the group.
        draw: shape (n,), ascending: the draw of the strengths behind each simulation.
        generator: of scores and lots.
        live: matches under way.

    Returns:
        The tables (clubs by their number in `state.season.groups[group]`) and the goals of every match, shape
        (matches, n).
    """
    fixtures, matches = state.fixtures(group)
    home_goals, away_goals = (np.empty((len(matches), len(draw)), dtype=np.int32) for _ in range(2))
    for number, match in enumerate(matches):
        if state.played(match):
            assert match.leg.full_time is not None
            home_goals[number], away_goals[number] = match.leg.full_time
            continue
        table = _table(match, pairings, live, Clock.fitted(state.format.season))
        home_goals[number], away_goals[number] = sample_scores(table, draw if len(table) > 1 else 0 * draw, generator)
    return rank_group(state, group, fixtures, home_goals, away_goals, generator), home_goals, away_goals


def rank_group(
    state: CupState,
    group: str,
    fixtures: Fixtures,
    home_goals: NDArray[np.int32],
    away_goals: NDArray[np.int32],
    generator: np.random.Generator,
) -> Standings:
    """Tables by the criteria of the format, lots for what nothing known separates."""
    form = state.format
    return standings(
        fixtures,
        home_goals,
        away_goals,
        form.criteria,
        form.head_to_head,
        complete=form.head_to_head_complete,
        generator=generator,
        deducted=state.deducted(group),
    )


def _table(match: CupMatch, pairings: Pairings, live: Sequence[Live], clock: Clock) -> Floats:
    """Probabilities of the final score, shape (draws or 1, H, A)."""
    home, away = pairings.number(match.leg.home), pairings.number(match.leg.away)
    now = next((one for one in live if (one.home, one.away) == (match.leg.home, match.leg.away)), None)
    if now is None:
        return pairings.scores(home, away, SIZE, neutral=match.leg.neutral)
    from frontfoot.goals.forecast import score_distribution

    if now.shoot_out is not None or now.moment.period > 2:
        raise InputError(
            f"{now.home} - {now.away} is no tie: it ends after 90 minutes", place="live", remedy="Give a moment of them"
        )
    if now.announced is not None:
        clock = clock.announced(now.moment.period, now.announced)
    one, other = (np.exp(log) for log in pairings.logs(np.intp(home), np.intp(away), neutral=match.leg.neutral))
    rates = rates_from_expected(one, other, clock=clock)
    more = score_distribution(rates, now.moment, now.score, men=now.men, tolerance=1e-6).probabilities
    height, width = more.shape[-2:]
    distribution = np.zeros((len(more), now.score[0] + height, now.score[1] + width))
    distribution[:, now.score[0] :, now.score[1] :] = more
    return distribution
