"""The exact odds of a bracket: of reaching each round, of each opponent there, and the effect of one result.

Every tie has two sources: a club, or the winner of an earlier tie. The winner of a tie is a distribution over clubs;
with p and q those of its two sources and t[a, b] the odds of a against b, the winner's is

    w[a] = p[a] sum_b t[a, b] q[b],   w[b] = q[b] sum_a p[a] (1 - t[a, b]).

All of it is done for every draw of the strengths at once; the odds shown are means over the draws, and a result that
is taken as given weighs each draw with the odds that the draw gave to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from frontfoot.core.arrays import Floats, Ints
from frontfoot.core.errors import InputError


@dataclass(frozen=True)
class BracketTie:
    """One tie of a bracket.

    Attributes:
        round: code of its round.
        first, second: a club by name, or the number of the earlier tie whose winner comes; the host of the first leg
            stands first.
        odds: of the first source, float or shape (draws,), for two known clubs whose tie has begun or is over; None to
            take those of the round's table.
        table: name of the table where it is not that of the round.
    """

    round: str
    first: str | int
    second: str | int
    odds: ArrayLike | None = None
    table: str = ""


@dataclass(frozen=True)
class Bracket:
    """Ties in the order of the rounds, and the odds of every pairing.

    Attributes:
        clubs: names, in the order of the tables.
        ties: each tie after those it draws its clubs from; the last one is the final.
        tables: by round, shape ([draws,] clubs, clubs), see `frontfoot.cups.through.pair_odds`.

    Raises:
        InputError: a bracket that cannot be played: a club twice, a winner that goes nowhere or to two ties, a tie
            before its sources, an unknown club, odds outside 0 to 1.
    """

    clubs: tuple[str, ...]
    ties: tuple[BracketTie, ...]
    tables: Mapping[str, Floats]

    def __post_init__(self) -> None:
        if not self.ties:
            raise InputError("The bracket has no tie", place="bracket", remedy="Name at least two clubs")
        used: set[str | int] = set()
        for number, tie in enumerate(self.ties):
            place = f"tie {number + 1} ({tie.round})"
            for source in (tie.first, tie.second):
                if isinstance(source, str) and source not in self.clubs:
                    raise InputError(f"'{source}' is not one of the clubs", place=place, remedy="Check its name")
                if not isinstance(source, str) and not 0 <= source < number:
                    raise InputError("A tie takes its winner from a later tie", place=place, remedy="Reorder the ties")
                if source in used:
                    side = source if isinstance(source, str) else f"The winner of tie {source + 1}"
                    raise InputError(f"{side} plays in two ties", place=place, remedy="Each club enters once")
                used.add(source)
            if tie.odds is None and (tie.table or tie.round) not in self.tables:
                raise InputError(f"There are no odds for the round {tie.round}", place=place, remedy="Give its table")
            if tie.odds is not None and not (np.all(np.asarray(tie.odds) >= 0) and np.all(np.asarray(tie.odds) <= 1)):
                raise InputError("The odds of a tie lie outside 0 to 1", place=place, remedy="Give a probability")
        loose = [number for number in range(len(self.ties) - 1) if number not in used]
        if loose:
            raise InputError(
                f"The winner of tie {loose[0] + 1} goes nowhere", place="bracket", remedy="One tie must be the final"
            )

    @classmethod
    def fixed(cls, clubs: Sequence[str], rounds: Sequence[str], tables: Mapping[str, Floats]) -> Bracket:
        """A bracket from its first line: neighbours meet, then the winners of neighbouring ties.

        Args:
            clubs: 2, 4, 8, 16, ... in the order of the bracket; hosts of the first legs first.
            rounds: codes, from the first round to the final.
            tables: see the attributes.

        Raises:
            InputError: a number of clubs that is no power of two, or another number of rounds.
        """
        count = len(clubs)
        if count < 2 or count & (count - 1):
            raise InputError(
                f"A bracket of {count} sides cannot be played out",
                place="bracket",
                remedy="Give 2, 4, 8, 16 or 32 clubs, or name the clubs with a bye in a later round",
            )
        if len(rounds) != count.bit_length() - 1:
            raise InputError(
                f"{count} clubs play {count.bit_length() - 1} rounds, and {len(rounds)} are named", place="rounds"
            )
        ties: list[BracketTie] = []
        line: list[str | int] = list(clubs)
        for code in rounds:
            first = len(ties)
            ties += [BracketTie(code, line[i], line[i + 1]) for i in range(0, len(line), 2)]
            line = list(range(first, len(ties)))
        return cls(tuple(clubs), tuple(ties), tables)

    def forecast(self, decided: Mapping[int, str] | None = None) -> BracketForecast:
        """The odds of the whole bracket.

        Args:
            decided: number of a tie and the club that is taken to win it.

        Raises:
            InputError: a club that cannot win the tie.
        """
        number = {club: i for i, club in enumerate(self.clubs)}
        draws = max([1, *(len(table) for table in self.tables.values() if table.ndim == 3)])
        draws = max([draws, *(np.size(tie.odds) for tie in self.ties if tie.odds is not None)])
        weight = np.ones(draws)
        sides: list[tuple[_Side, _Side]] = []
        won: list[_Side] = []
        for at, tie in enumerate(self.ties):
            first, second = (
                _Side(np.array([number[source]]), np.ones((1, 1))) if isinstance(source, str) else won[source]
                for source in (tie.first, tie.second)
            )
            sides.append((first, second))
            winner = _play(first, second, self._odds(tie, first, second))
            if decided and at in decided:
                club = number.get(decided[at], -1)
                if club not in winner.clubs:
                    raise InputError(
                        f"{decided[at]} cannot win tie {at + 1}", place="decided", remedy="Name one of its clubs"
                    )
                here = int(np.flatnonzero(winner.clubs == club)[0])
                weight = weight * winner.odds[:, here]
                certain = np.zeros((1, len(winner.clubs)))
                certain[0, here] = 1.0
                winner = _Side(winner.clubs, certain)
            won.append(winner)
        if not np.any(weight > 0.0):
            raise InputError("These clubs cannot all win their ties", place="decided", remedy="Check the results")
        return BracketForecast(self, tuple(sides), tuple(won), weight / weight.sum())

    def _odds(self, tie: BracketTie, first: _Side, second: _Side) -> Floats:
        if tie.odds is not None:
            if len(first.clubs) > 1 or len(second.clubs) > 1:
                raise InputError("Odds of a tie are given whose clubs are open", place=tie.round)
            return np.asarray(tie.odds, dtype=float).reshape(-1, 1, 1)
        table = np.asarray(self.tables[tie.table or tie.round])
        part = table[..., first.clubs[:, None], second.clubs[None, :]]
        return part if part.ndim == 3 else part[None]


@dataclass(frozen=True)
class TieOdds:
    """One tie of a bracket with its odds.

    Attributes:
        round: code of its round.
        first, second: as in `BracketTie`; where groups or a league are open also a place in them: "1A", "1 or 2".
        sides: for each of the two, the clubs that may come and the odds that they do.
        winner: odds of each club of winning it, having come so far.
        places: of the two sides, the place that they come from, "" for none.
    """

    round: str
    first: str | int
    second: str | int
    sides: tuple[dict[str, float], dict[str, float]]
    winner: dict[str, float]
    places: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class _Side:
    """One source of a tie: clubs that may come, and the odds of each, shape (draws or 1, clubs)."""

    clubs: Ints
    odds: Floats


def _play(first: _Side, second: _Side, table: Floats) -> _Side:
    one = first.odds * np.einsum("dab,db->da", *_alike(table, second.odds))
    other = second.odds * np.einsum("dab,da->db", *_alike(1.0 - table, first.odds))
    one, other = _alike(one, other)
    return _Side(np.concatenate([first.clubs, second.clubs]), np.concatenate([one, other], axis=1))


def _alike(one: Floats, other: Floats) -> tuple[Floats, Floats]:
    draws = max(len(one), len(other))
    return np.broadcast_to(one, (draws, *one.shape[1:])), np.broadcast_to(other, (draws, *other.shape[1:]))


@dataclass(frozen=True)
class BracketForecast:
    """The odds of a bracket.

    Attributes:
        bracket: that was played out.
        sides: by tie, its two sources.
        winners: by tie.
        weight: of each draw, shape (draws,), together 1.
    """

    bracket: Bracket
    sides: tuple[tuple[_Side, _Side], ...]
    winners: tuple[_Side, ...]
    weight: Floats

    def _mean(self, values: Floats) -> Floats:
        means: Floats = self.weight @ np.broadcast_to(values, (len(self.weight), values.shape[-1]))
        return means

    def ties(self) -> tuple[TieOdds, ...]:
        """Every tie with the odds of who comes and who wins."""
        return tuple(
            TieOdds(tie.round, tie.first, tie.second, (self._named(one), self._named(other)), self.winner(number))
            for number, (tie, (one, other)) in enumerate(zip(self.bracket.ties, self.sides, strict=True))
        )

    def _named(self, side: _Side) -> dict[str, float]:
        return {self.bracket.clubs[c]: float(p) for c, p in zip(side.clubs, self._mean(side.odds), strict=True)}

    def reach(self, code: str) -> dict[str, float]:
        """Odds of each club of playing in a round; clubs that cannot are left out."""
        odds_of_reaching: dict[str, float] = {}
        for tie, sides in zip(self.bracket.ties, self.sides, strict=True):
            if tie.round == code:
                for side in sides:
                    for club, odds in zip(side.clubs, self._mean(side.odds), strict=True):
                        name = self.bracket.clubs[club]
                        odds_of_reaching[name] = odds_of_reaching.get(name, 0.0) + float(odds)
        return odds_of_reaching

    @property
    def champion(self) -> dict[str, float]:
        """Odds of each club of winning the last tie."""
        return self._named(self.winners[-1])

    @property
    def interval(self) -> dict[str, tuple[float, float]]:
        """By club the middle 90% of its odds of winning, from uncertain strengths; empty if those are certain."""
        last = self.winners[-1]
        if len(last.odds) == 1:
            return {}
        low, high = np.quantile(last.odds, [0.05, 0.95], axis=0)
        return {self.bracket.clubs[c]: (float(low[i]), float(high[i])) for i, c in enumerate(last.clubs)}

    def winner(self, tie: int) -> dict[str, float]:
        """Odds of each club of winning one tie (having reached it)."""
        return self._named(self.winners[tie])

    def opponents(self, club: str, code: str) -> dict[str, float]:
        """The odds of each opponent of a club in a round, given that it gets there; they sum to 1.

        Raises:
            InputError: a club that cannot reach the round.
        """
        number = self.bracket.clubs.index(club) if club in self.bracket.clubs else -1
        for tie, sides in zip(self.bracket.ties, self.sides, strict=True):
            if tie.round != code:
                continue
            for own, others in (sides, sides[::-1]):
                if number not in own.clubs:
                    continue
                here = int(np.flatnonzero(own.clubs == number)[0])
                arrives = self.weight * np.broadcast_to(own.odds, (len(self.weight), own.odds.shape[1]))[:, here]
                if arrives.sum() <= 0.0:
                    break
                met = arrives @ np.broadcast_to(others.odds, (len(self.weight), others.odds.shape[1])) / arrives.sum()
                return {self.bracket.clubs[c]: float(p) for c, p in zip(others.clubs, met, strict=True)}
        raise InputError(f"{club} cannot reach the round {code}", place="opponents", remedy="Name another round")
