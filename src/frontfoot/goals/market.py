"""`rates_of_odds`: rates from betting odds; the margin is removed, then rates are found whose forecast has these odds.

The margin is removed by the power method: the implied probabilities 1 / odds are raised to the exponent with which they
sum to 1 (Clarke, Kovalchik and Ingram 2017, American Journal of Sports Science 5, 45-49). The two base rates are then
found by Gauss-Newton on the probabilities of a home win, a draw, an away win and, where a price of the total is known,
of a total over its line, as the in-play model of `frontfoot.goals.forecast` gives them from kick-off. Without a price
of the total, the usual total of the competition is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

import numpy as np
from numpy.polynomial import chebyshev
from numpy.typing import ArrayLike, NDArray

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.rates import Rates

MARGINS: Final = (0.9, 1.6)
"""The smallest and largest sum of implied probabilities that is accepted for the odds of one match."""

LINES: Final = (0.5, 7.5)
# Logs of the base rates that odds can imply: 0.05 to 7.4 goals.
_LOW, _HIGH, _NODES = -3.0, 2.0, 16


@dataclass(frozen=True, slots=True)
class MatchOdds:
    """Decimal odds of one match over 90 minutes, as known before kick-off.

    Attributes:
        home, draw, away: decimal odds (2.10 pays 2.10 for 1).
        over_under: (line, odds over it, odds under it) of the total of goals; None where they are not known.

    Raises:
        InputError: odds of 1 or less, a sum of implied probabilities that no bookmaker offers, or a line that is
            neither whole nor half.

    >>> odds = MatchOdds(2.10, 3.40, 3.60, (2.5, 1.90, 1.95))
    >>> odds.probabilities.round(2).tolist()
    [0.46, 0.28, 0.26]
    """

    home: float
    draw: float
    away: float
    over_under: tuple[float, float, float] | None = None

    def __post_init__(self) -> None:
        _check((self.home, self.draw, self.away), "odds", "Give the odds of a home win, a draw and an away win")
        if self.over_under is None:
            return
        if len(self.over_under) != 3:
            raise InputError(
                "Over and under need three numbers", place="over_under", remedy="Give the line and both odds: 2.5 1.9 2"
            )
        line, over, under = self.over_under
        if not (LINES[0] <= line <= LINES[1]) or (2.0 * line) % 1.0:
            raise InputError(
                f"A line of {line:g} goals cannot be used",
                place="over_under",
                remedy=f"Give a whole or half line from {LINES[0]} to {LINES[1]}: 2.5, say",
            )
        _check((over, under), "over_under", "Give the line, the odds over it and the odds under it")

    @classmethod
    def of(cls, odds: Sequence[float], over_under: Sequence[float] | None = None) -> MatchOdds:
        """Odds from sequences: three of the result, and (line, over, under) of the total.

        Raises:
            InputError: a wrong number of odds; see also the class.
        """
        if len(odds) != 3:
            raise InputError(f"{len(odds)} odds are given", place="odds", remedy="Give three: home win, draw, away win")
        total = None if over_under is None else tuple(map(float, over_under))
        home, draw, away = map(float, odds)
        return cls(home, draw, away, total)  # type: ignore[arg-type]

    @property
    def probabilities(self) -> NDArray[np.float64]:
        """Probabilities of (home win, draw, away win) without the margin."""
        return without_margin([self.home, self.draw, self.away])

    @property
    def over(self) -> float | None:
        """Probability that the total goes over its line, given that it does not end on it; None without a price."""
        return None if self.over_under is None else float(without_margin(self.over_under[1:])[0])

    def swapped(self) -> MatchOdds:
        """The same odds with the away side first."""
        return MatchOdds(self.away, self.draw, self.home, self.over_under)


def without_margin(odds: ArrayLike) -> NDArray[np.float64]:
    """Probabilities behind decimal odds, by the power method.

    Args:
        odds: shape (..., outcomes), of all outcomes of one event along the last axis.

    >>> without_margin([2.0, 2.0]).tolist()
    [0.5, 0.5]
    """
    implied = 1.0 / np.asarray(odds, dtype=float)
    power = np.ones(implied.shape[:-1])
    for _ in range(60):
        raised = implied ** power[..., None]
        step = (raised.sum(axis=-1) - 1.0) / (raised * np.log(implied)).sum(axis=-1)
        power = power - step
        if np.all(np.abs(step) < 1e-13):
            break
    raised = implied ** power[..., None]
    fair: NDArray[np.float64] = raised / raised.sum(axis=-1, keepdims=True)
    return fair


def rates_of_odds(
    odds: MatchOdds, *, competition: str = "", draws: int = 0, generator: np.random.Generator | None = None
) -> Rates:
    """The rates, home side first, under which the forecast at kick-off has the probabilities of the odds.

    Args:
        odds: of the match.
        competition: canonical name; its usual total of goals is used if the odds have none.
        draws: number of draws of the rates; 0 for the rates alone. Their spread was measured by `frontfoot fit market`
            from the movement of prices between opening and closing, and from totals around the usual total.
        generator: of the draws.

    Raises:
        InputError: draws without a generator.

    >>> from frontfoot.goals.forecast import score_distribution
    >>> odds = MatchOdds(2.10, 3.40, 3.60, (2.5, 1.90, 1.95))
    >>> home, draw, away = score_distribution(rates_of_odds(odds)).outcome
    >>> bool(abs(home - odds.probabilities[0]) < 0.02)
    True
    """
    total = usual_total(competition)
    over = np.array([np.nan if odds.over is None else odds.over])
    line = 2.5 if odds.over_under is None else odds.over_under[0]
    logs = log_rates(odds.probabilities[None], over, line=line, total=total)[0]
    if not draws:
        return Rates(float(np.exp(logs[0])), float(np.exp(logs[1])))
    if generator is None:
        raise InputError("Draws need a generator", place="generator", remedy="Give np.random.default_rng(0), say")
    return Rates(*np.exp(logs[:, None] + spread(odds.over_under is not None, draws, generator)))


def spread(total_priced: bool, draws: int, generator: np.random.Generator) -> NDArray[np.float64]:
    """Draws of deviations of the logs of (home, away), each paired with its mirror image, shape (2, draws)."""
    fitted = _fitted()
    sides = np.array([[0.5, 1.0], [-0.5, 1.0]])
    sizes = np.array([fitted["ratio_error"], fitted["total_error" if total_priced else "total_error_unpriced"]])
    half = generator.standard_normal((2, (draws + 1) // 2))
    both = np.stack([half, -half], axis=-1).reshape(2, -1)[:, :draws]
    result: NDArray[np.float64] = sides @ (sizes[:, None] * both)
    return result


def usual_total(competition: str = "") -> float:
    """Usual goals in 90 minutes of a competition; of all competitions together if it is not known.

    >>> 2.0 < usual_total("Serie A") < 3.5
    True
    """
    totals = _fitted()["totals"]
    return float(totals.get(competition, totals["*"]))


def usual_home_advantage() -> float:
    """Log of the mean ratio of home to away rates in odds, which is the home advantage of even sides.

    >>> 0.2 < usual_home_advantage() < 0.4
    True
    """
    return float(_fitted()["home_advantage"])


def log_rates(
    results: NDArray[np.float64],
    over: NDArray[np.float64],
    *,
    line: float = 2.5,
    total: float | None = None,
    parameters: dict[str, Any] | None = None,
) -> NDArray[np.float64]:
    """Logs of the base rates of (home, away) of many matches by Gauss-Newton, shape (matches, 2).

    Args:
        results: probabilities of (home win, draw, away win), shape (matches, 3).
        over: probability of a total over the line, shape (matches,); NaN where it is not known.
        line: of the total.
        total: usual goals of the competition, for matches without `over`.
        parameters: of the fitted file; the shipped ones when None.
    """
    fitted = parameters or _fitted()
    weights = np.sqrt(np.array([1.0, fitted["draw_weight"], 1.0, 1.0]))
    priced = ~np.isnan(over)
    target = np.column_stack([results, over])
    surface = _surface(line)
    slopes = [np.asarray(chebyshev.chebder(surface, scl=2.0 / (_HIGH - _LOW), axis=side), float) for side in (0, 1)]
    usual = np.log((total or fitted["totals"]["*"]) / fitted["total_of_level"])
    logs = np.full((len(target), 2), np.log(1.3))
    for _ in range(40):
        slope = np.stack([_at(derivative, logs) for derivative in slopes], axis=2) * weights[:, None]
        residual = (target - _at(surface, logs)) * weights
        # Without a price of the total the usual one is used: log total = usual + curvature x ratio^2.
        ratio = logs[:, 0] - logs[:, 1]
        away_from = usual + fitted["total_curvature"] * ratio**2 - np.logaddexp(logs[:, 0], logs[:, 1])
        share = 1.0 / (1.0 + np.exp(-ratio))
        curving = 2.0 * fitted["total_curvature"] * ratio
        weight = fitted["total_weight"]
        residual[:, 3] = np.where(priced, residual[:, 3], weight * away_from)
        of_usual = weight * np.column_stack([share - curving, 1.0 - share + curving])
        slope[:, 3] = np.where(priced[:, None], slope[:, 3], of_usual)
        normal = np.einsum("nij,nik->njk", slope, slope) + 1e-12 * np.eye(2)
        step = np.linalg.solve(normal, np.einsum("nij,ni->nj", slope, residual)[..., None])[..., 0]
        logs = np.clip(logs + np.clip(step, -0.5, 0.5), _LOW, _HIGH)
        if np.all(np.abs(step) < 1e-10):
            break
    return logs


def forecast(logs: NDArray[np.float64], line: float = 2.5) -> NDArray[np.float64]:
    """Probabilities of (home win, draw, away win, over) at logs of base rates, shape (matches, 4)."""
    return _at(_surface(line), logs)


@lru_cache(maxsize=16)
def _surface(line: float) -> NDArray[np.float64]:
    """Coefficients of Chebyshev polynomials of (home win, draw, away win, over) in the two log rates, on [-1, 1]."""
    from frontfoot.goals.forecast import score_distribution

    nodes = chebyshev.chebpts1(_NODES)
    logs = (_HIGH + _LOW) / 2.0 + (_HIGH - _LOW) / 2.0 * nodes
    home, away = (axis.ravel() for axis in np.meshgrid(logs, logs, indexing="ij"))
    scores = score_distribution(Rates(np.exp(home), np.exp(away)))
    goals = np.add.outer(*(np.arange(size) for size in scores.probabilities.shape[-2:]))
    over, under = ((scores.probabilities * side).sum(axis=(1, 2)) for side in (goals > line, goals < line))
    table = np.stack([*scores.outcome, over / (over + under)], axis=1).reshape(_NODES, _NODES, 4)
    inverse = np.linalg.inv(chebyshev.chebvander(nodes, _NODES - 1))
    return np.asarray(np.einsum("ia,abk,jb->ijk", inverse, table, inverse))


def _at(coefficients: NDArray[np.float64], logs: NDArray[Any]) -> NDArray[np.float64]:
    """Polynomials with these coefficients at logs of base rates, shape (matches, 4)."""
    home, away = (2.0 * logs.T - _LOW - _HIGH) / (_HIGH - _LOW)
    return np.asarray(chebyshev.chebval2d(home, away, coefficients)).T


def _check(odds: tuple[float, ...], place: str, remedy: str) -> None:
    if not all(np.isfinite(value) and value > 1.0 for value in odds):
        raise InputError(
            f"Decimal odds are above 1, not {', '.join(f'{value:g}' for value in odds)}", place=place, remedy=remedy
        )
    together = sum(1.0 / value for value in odds)
    if not MARGINS[0] <= together <= MARGINS[1]:
        raise InputError(
            f"The odds {', '.join(f'{value:g}' for value in odds)} imply {100 * together:.0f}% together, and a match "
            f"has 100% and a margin",
            place=place,
            remedy=f"{remedy}, of the same bookmaker",
        )


def _fitted() -> dict[str, Any]:
    parameters: dict[str, Any] = read("market")["parameters"]
    return parameters
