"""`Observations`: goals and shots of matches as Poisson counts of the filter, and the mode of their log rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from frontfoot.core.late import lapack
from frontfoot.goals.likelihoods import Array, Index
from frontfoot.goals.strengths.matches import Matches
from frontfoot.goals.strengths.scales import Scales

# Newton's method converges quadratically: after a step below CLOSE the mode is right to its square.
STEPS, CLOSE = 40, 1e-4


@dataclass(frozen=True)
class Observations:
    """The counts of matches, one column a count: goals of home and away of every match, then shots likewise.

    Attributes:
        us, them: numbers of the side whose count it is and of its opponent.
        competition: its number.
        kind: 0 goals, 1 shots on target, 2 shots off target.
        signs: coefficients of attack, defence, level, home, style created, style allowed; shape (6, n).
        counts, weights, offset: of the Poisson likelihood.
        shot_places: where the shots of a match begin, by match; the last entry is the end.
    """

    us: Index
    them: Index
    competition: Index
    kind: Index
    signs: Array
    counts: Array
    weights: Array
    offset: Array
    shot_places: Index

    @classmethod
    def of(cls, matches: Matches, scales: Scales) -> Observations:
        """All counts of the matches."""
        n, has = len(matches.day), np.flatnonzero(matches.has_shots)
        advantage = np.where(matches.neutral, 0.0, 0.5)
        # By match: goals (home, away); shots on target and off target (home, away).
        match = np.concatenate([np.repeat(np.arange(n), 2), np.repeat(has, 4)])
        kind = np.concatenate([np.zeros(2 * n, dtype=np.intp), np.tile([1, 1, 2, 2], len(has))])
        side = np.concatenate([np.tile([0, 1], n), np.tile([0, 1, 0, 1], len(has))])
        loading = np.array([1.0, *scales.shot_loading])[kind]
        shot = kind.astype(bool)
        style = shot.astype(float)
        half = (1.0 - 2.0 * side) * advantage[match]
        shots = matches.shots[2 * (kind - 1) + side, match]
        return cls(
            us=matches.clubs_of[side, match],
            them=matches.clubs_of[1 - side, match],
            competition=matches.competition[match],
            kind=kind,
            signs=np.stack([loading, -loading, np.ones(len(match)), half, style, -style]),
            counts=np.where(shot, shots, matches.goals[side, match]),
            weights=np.where(shot, np.array(scales.shot_weight)[kind - 1], matches.weight[match]),
            offset=np.where(shot, 0.0, scales.late * matches.late[match]),
            shot_places=2 * n + 4 * np.concatenate([[0], np.cumsum(matches.has_shots)]),
        )

    def places(self, first: int, last: int) -> Index:
        """Counts of the matches from `first` to before `last`: goals, then shots."""
        goals = np.arange(2 * first, 2 * last)
        start, end = self.shot_places[first], self.shot_places[last]
        return np.concatenate([goals, np.arange(start, end)])

    def design(self, at: Index, clubs: Index, competitions: Index) -> tuple[Index, Array]:
        """The log rates of these counts as combinations of the state.

        Args:
            at: places of the counts.
            clubs, competitions: rows of the state by their numbers, shapes (clubs, 4) and (competitions, 6).

        Returns:
            The rows of the state that occur, ascending, and their coefficients in each log rate, shape (counts, rows).
        """
        us, them, competition, shot = clubs[self.us[at]], clubs[self.them[at]], self.competition[at], 2 * self.kind[at]
        level, home = competitions[competition, shot], competitions[competition, shot + 1]
        behind = np.stack([us[:, 0], them[:, 1], level, home, us[:, 2], them[:, 3]])
        occurs = np.zeros(int(behind.max()) + 1, dtype=bool)
        occurs[behind] = True
        place = np.cumsum(occurs) - 1
        rows = np.flatnonzero(occurs)
        coefficients, counts = np.zeros((len(at), len(rows))), np.arange(len(at))
        for row, signs in zip(behind, self.signs[:, at], strict=True):
            coefficients[counts, place[row]] += signs
        return rows, coefficients


def mode_of(inner: Array, mean: Array, counts: Array, weights: Array) -> tuple[Array, Array]:
    """Curvature at the log rates of greatest posterior density, and S^-1 (mode - mean).

    Newton's method on prior N(mean, inner) and weighted Poisson counts; a step is held to two logs, so that a score of
    31-0 does not carry it away.
    """
    shift = np.zeros_like(mean)
    score, diagonal = shift, np.arange(len(mean))
    curvature = weights * np.exp(mean)
    for _ in range(STEPS):
        root = np.sqrt(curvature)
        pull = curvature * (shift - 1.0) + weights * counts
        stretched = root[:, None] * inner * root
        stretched[diagonal, diagonal] += 1.0
        # Symmetric, and transposed already in the order of memory that LAPACK wants: it is not copied.
        _, solved, _ = lapack.dposv(stretched.T, root * (inner @ pull), overwrite_a=True)
        score = pull - root * solved
        step = inner @ score - shift
        largest = max(float(step.max()), -float(step.min()))
        shift = shift + step / max(1.0, 0.5 * largest)
        curvature = weights * np.exp(mean + shift)
        if largest < CLOSE:
            break
    return curvature, score
