"""What approach adds to the forecast of a league that was left out, in deviance."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from frontfoot.decisions.effect import NAMES
from frontfoot.fit.effects.designs import measure
from frontfoot.fit.effects.outcome import fit_outcome, rows_of
from frontfoot.fit.effects.regression import Design, deviances

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from frontfoot.fit.effects.outcome import Rows
    from frontfoot.fit.effects.spells import Spells


@dataclass(frozen=True, slots=True)
class LeftOut:
    """One league left out.

    Attributes:
        league: its name.
        rows: spells of play.
        deviance: of the model without approach, per 1,000 spells.
        gain: how much less with approach, per 1,000 spells; negative where approach predicts worse.
        error: standard error of the gain over matches.
    """

    league: str
    rows: int
    deviance: float
    gain: float
    error: float


def leave_one_league_out(spells: Spells) -> list[LeftOut]:
    """Fit on the other leagues, with and without the approach columns, and predict the one left out.

    The teams of the league that is left out are unknown to the model, so both predictions know only clock, score, men,
    ground and the match so far.
    """
    found = []
    for code, league in enumerate(spells.leagues):
        out = spells.league == code
        rest, left = measure(spells.of(~out)), measure(spells.of(out))
        fits = [rows_of(part.spells, part.levels.within, held=part.levels.team, every=True) for part in (rest, left)]
        with_approach = _deviances(*fits)
        without = _deviances(*(_without(rows) for rows in fits))
        by_match = np.bincount(fits[1].cluster, without - with_approach)
        by_match = by_match[np.bincount(fits[1].cluster) > 0]
        count = len(without)
        found.append(
            LeftOut(
                league,
                count,
                1000.0 * float(without.mean()),
                1000.0 * float((without - with_approach).mean()),
                1000.0 * float(by_match.std(ddof=1) * np.sqrt(len(by_match)) / count),
            )
        )
    return found


def _deviances(train: Rows, test: Rows) -> NDArray[np.float64]:
    """Poisson deviance of each test row."""
    fit = fit_outcome(train)
    scale = train.y.sum() / train.exposure.sum()
    mean = test.exposure * scale * np.exp(test.design.x @ fit.beta[: test.design.x.shape[1]])
    return deviances(test.y, mean)


def _without(rows: Rows) -> Rows:
    # The approach columns are the effects in front and the two team levels at the end.
    inner = slice(len(NAMES), rows.design.x.shape[1] - 2)
    return replace(rows, design=Design(rows.design.x[:, inner], rows.design.groups, rows.design.penalty[inner]))
