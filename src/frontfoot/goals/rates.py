"""The scoring rates of a match: two base rates and their multipliers.

At any moment the home side scores at the rate

    base_home / 90 a minute  x  clock  x  score state  x  men  x  approach

and the away side likewise; the multipliers are parameters of this module's small frozen classes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.fitted import read
from frontfoot.goals.clock import Clock, Moment
from frontfoot.goals.sources import RatesSource, StrengthsUsed

LARGEST_RATE: Final = 20.0
"""Goals a match."""


@dataclass(frozen=True, eq=False)
class ScoreState:
    """Multipliers on each side's rate by its lead; the tables may change during the match.

    Attributes:
        starts: moments at which a row of the tables begins to hold, ascending, the first at `Moment(1, 0)`.
        home: shape (rows, 2 m + 1), multiplier of the home side's rate when it leads by -m ... m goals; larger leads
            count as m.
        away: the same for the away side, by *its own* lead.
        goalless: shape (rows,), further multiplier on both rates while no goal has been scored in the match.
    """

    starts: tuple[Moment, ...]
    home: NDArray[np.float64]
    away: NDArray[np.float64]
    goalless: NDArray[np.float64]

    def __post_init__(self) -> None:
        home, away = np.asarray(self.home, dtype=float), np.asarray(self.away, dtype=float)
        goalless, rows = np.asarray(self.goalless, dtype=float), len(self.starts)
        if home.ndim != 2 or home.shape != away.shape or home.shape[1] % 2 == 0 or home.shape[0] != rows:
            raise InputError(
                "The score-state tables need one row for each start and an odd number of leads",
                place="ScoreState",
                remedy="Give home and away of shape (rows, 2 m + 1)",
            )
        if goalless.shape != (rows,) or list(self.starts) != sorted(self.starts) or self.starts[:1] != (Moment(1, 0),):
            raise InputError(
                "The score-state rows must start at Moment(1, 0) and ascend",
                place="ScoreState",
                remedy="Give a start and a goalless multiplier for each row, in order",
            )
        if not all(np.all((table > 0.0) & np.isfinite(table)) for table in (home, away, goalless)):
            raise InputError(
                "Score-state multipliers must be positive", place="ScoreState", remedy="Give 1 for no effect"
            )
        for name, table in (("home", home), ("away", away), ("goalless", goalless)):
            object.__setattr__(self, name, table)

    @classmethod
    def none(cls) -> ScoreState:
        """No effect of the score."""
        return cls((Moment(1, 0),), np.ones((1, 1)), np.ones((1, 1)), np.ones(1))

    @staticmethod
    @cache
    def fitted() -> ScoreState:
        """The effect fitted on league goal times (`frontfoot fit in-play`)."""
        return score_state_from(read("in_play")["parameters"]["score_state"])

    def row(self, moment: Moment) -> int:
        """The row that holds from `moment` on."""
        return sum(start <= moment for start in self.starts) - 1

    def lattice(
        self, row: int, shape: tuple[int, int], score: tuple[int, int] = (0, 0), carried: int = 0
    ) -> NDArray[np.float64]:
        """Multipliers of (home, away) rates at every score from `score` on, shape (2, H, A).

        Args:
            row: which row of the tables.
            shape: number of home and away scores.
            score: of the first cell.
            carried: the home side's lead from the first leg.
        """
        most = self.home.shape[1] // 2
        # Leads beyond the tables take their last entry.
        lead = np.arange(shape[0])[:, None] - np.arange(shape[1]) + (score[0] - score[1] + carried)
        multipliers = np.empty((2, *shape))
        self.home[row].take(most + lead, mode="clip", out=multipliers[0])
        self.away[row].take(most - lead, mode="clip", out=multipliers[1])
        if score == (0, 0):
            multipliers[:, 0, 0] *= self.goalless[row]
        return multipliers

    @property
    def largest(self) -> tuple[float, float]:
        """The largest multipliers of the home and away rates anywhere."""
        top = max(1.0, float(self.goalless.max()))
        return float(self.home.max()) * top, float(self.away.max()) * top


@dataclass(frozen=True, slots=True)
class Men:
    """Multipliers on the rates by players sent off.

    Attributes:
        own: multiplier of the rate of the side with fewer players, by how many fewer than the opponent, from 0 on.
        opponent: multiplier of its opponent's rate.

    The last value also holds for larger differences. Equal numbers on both sides (10 v 10) count as no difference.
    """

    own: tuple[float, ...]
    opponent: tuple[float, ...]

    def __post_init__(self) -> None:
        for name in ("own", "opponent"):
            values = getattr(self, name)
            if not values or values[0] != 1.0 or not all(0.0 < v < np.inf for v in values):
                raise InputError(
                    "Multipliers by men must be positive and begin with 1",
                    place=f"Men.{name}",
                    remedy="Give them by the number of players missing, from none on",
                )

    @classmethod
    def none(cls) -> Men:
        """No effect of players sent off."""
        return cls((1.0,), (1.0,))

    @staticmethod
    @cache
    def fitted() -> Men:
        """The effect fitted on league red cards (`frontfoot fit in-play`)."""
        multipliers = read("in_play")["parameters"]["men"]
        return Men(tuple(multipliers["own"]), tuple(multipliers["opponent"]))

    def multipliers(self, men: tuple[int, int]) -> tuple[float, float]:
        """Multipliers of the (home, away) rates for the number of players on each side.

        >>> Men((1.0, 0.67), (1.0, 1.25)).multipliers((11, 10))
        (1.25, 0.67)
        """
        for count in men:
            if not 7 <= count <= 11:
                raise InputError(
                    f"A side cannot play with {count} men", place="men", remedy="Give 7 to 11 for each side"
                )
        missing = men[1] - men[0]
        short = self.own[min(abs(missing), len(self.own) - 1)]
        other = self.opponent[min(abs(missing), len(self.opponent) - 1)]
        return (short, other) if missing > 0 else (other, short)


@dataclass(frozen=True, slots=True)
class Approach:
    """What a side's approach does to the rates: multipliers of its own and of its opponent's; 1 changes nothing."""

    own: float = 1.0
    opponent: float = 1.0

    def __post_init__(self) -> None:
        if not (0.0 < self.own < np.inf and 0.0 < self.opponent < np.inf):
            raise InputError(
                "Multipliers of an approach must be positive", place="Approach", remedy="Give 1 for no effect"
            )


GIVE_RATES: Final = (
    "Give the expected goals of both sides instead: --rates on the command line, rates in every leg of a tie file, "
    "frontfoot.goals.levels.rates_from_expected in Python"
)
"""Remedy of errors where no strengths are known."""


@dataclass(frozen=True, eq=False)
class Rates:
    """Base rates of a pairing and everything that multiplies them.

    Attributes:
        home, away: base rates, float or shape (draws,): expected goals in a regulation match with its stoppages, if
            the score had no effect and no player were sent off.
        clock, score_state, men: the modifiers, by default as fitted on leagues.
        home_approach, away_approach: multipliers of each side's approach; identity by default.

    >>> rates = Rates(1.6, 1.1)
    >>> rates.home.shape
    ()
    """

    home: Any
    away: Any
    clock: Clock = field(default_factory=Clock.fitted)
    score_state: ScoreState = field(default_factory=ScoreState.fitted)
    men: Men = field(default_factory=Men.fitted)
    home_approach: Approach = Approach()
    away_approach: Approach = Approach()

    def __repr__(self) -> str:
        """The rates, or the mean and number of their draws; the modifiers are left out."""
        draws = f", means of {self.home.size:,} draws" if self.home.ndim else ""
        return f"<Rates: home {self.home.mean():.2f}, away {self.away.mean():.2f}{draws}>"

    def __post_init__(self) -> None:
        for name in ("home", "away"):
            rate = np.asarray(getattr(self, name), dtype=float)
            if rate.ndim > 1 or rate.size == 0 or not np.all((rate > 0.0) & (rate <= LARGEST_RATE)):
                raise InputError(
                    "A base rate must be a number of goals a match, above 0 and at most 20",
                    place="rates",
                    remedy="Give expected goals in 90 minutes, such as 1.6 and 1.1",
                )
            object.__setattr__(self, name, rate)
        if self.home.shape != self.away.shape:
            raise InputError(
                "Home and away base rates have different shapes", place="rates", remedy="Give as many draws of both"
            )

    def constants(self, men: tuple[int, int]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The (home, away) rates per unit of operational time before the score state: base x men x approach."""
        by_men = self.men.multipliers(men)
        home = self.home * (by_men[0] * self.home_approach.own * self.away_approach.opponent)
        away = self.away * (by_men[1] * self.away_approach.own * self.home_approach.opponent)
        return home, away


LegRates: TypeAlias = tuple[Rates | None, ...]
"""Rates of every leg of a tie in order, home side of that leg first; None where the leg is played."""


def rates_of_legs(rates: Rates | Sequence[Rates | None], legs: int) -> LegRates:
    """Rates with one entry for every leg of a tie.

    Args:
        rates: of each leg, None where it is played; or of the last leg alone, as `Rates`.
        legs: how many legs the tie has.

    Raises:
        InputError: another number of entries than legs.

    >>> rates_of_legs(Rates(1.6, 1.1), 2)[0] is None
    True
    """
    if isinstance(rates, Rates):
        return (*(None,) * (legs - 1), rates)
    if len(rates) != legs:
        raise InputError(
            f"{len(rates)} pairs of rates are given for {legs} legs",
            place="rates",
            remedy="Give one entry for each leg, None where it is played",
        )
    return tuple(rates)


@dataclass(frozen=True, slots=True)
class TieRates:
    """Rates of the legs of a tie, as known while each of them is under way.

    Attributes:
        under_way: for every leg of the tie, the rates of all legs as known while it is played; the rates during the
            first leg do not use its result.
        source: where they come from, in words.
        strengths: the strengths from which the rates of each leg were made; empty if none were used.
    """

    under_way: tuple[LegRates, ...]
    source: str = "rates as given"
    strengths: tuple[StrengthsUsed | None, ...] = ()

    def source_of(self, leg: int) -> RatesSource:
        """Where the rates come from, with the strengths known while match number `leg` is under way."""
        return RatesSource(self.source, self.strengths[leg - 1] if self.strengths else None)

    @classmethod
    def of(cls, rates: Sequence[Rates | None], source: str = "rates as given") -> TieRates:
        """The same rates of each leg, whichever is under way."""
        return cls(tuple((*(None,) * leg, *rates[leg:]) for leg in range(len(rates))), source)


def score_state_from(p: dict[str, Any]) -> ScoreState:
    """The score state of a fitted file's entry `score_state`."""
    starts = tuple(Moment(period, second) for period, second in p["starts"])
    return ScoreState(starts, np.array(p["home"]), np.array(p["away"]), np.array(p["goalless"]))
