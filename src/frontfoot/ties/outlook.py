"""What an outlook says: the odds of going through, by way, after the next score, and how sure they are."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class NextScore:
    """What the next goal (in a shoot-out: the next kick) would change.

    Attributes:
        club: who scores; None where nobody does.
        probability: that this comes next, before the period of play (90 minutes, extra time) ends.
        through: each club's odds of going through then.
    """

    club: str | None
    probability: float
    through: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outlook:
    """The odds of a tie at one moment.

    Attributes:
        through: odds of going through by club; together 1, or less where a draw can stand.
        by: for every way, each club's odds of going through by it.
        next_scores: the odds after the next goal of either side.
        interval: by club the 90% interval of `through` from uncertain strengths; empty where rates are given as sure.
        draw: probability that the match stays level where the rules let it (leagues, groups).
        draws: how many draws of the strengths this is the mean of; 0 for sure rates.

    In a league match `through` is the odds of winning and `points` the expected points.
    """

    through: dict[str, float]
    by: dict[str, dict[str, float]]
    next_scores: tuple[NextScore, ...] = ()
    interval: dict[str, tuple[float, float]] = field(default_factory=dict)
    draw: float = 0.0
    draws: int = 0

    @property
    def points(self) -> dict[str, float]:
        """Expected points of a league match, three for a win and one for a draw."""
        return {club: 3.0 * odds + self.draw for club, odds in self.through.items()}

    def way(self, way: str) -> float:
        """Probability that the tie ends this way, whoever goes through."""
        return sum(self.by[way].values())
