"""Man-oriented or zonal marking, from whether defenders move with an opponent or with their block.

No published standard exists for open play. Two things are measured on every unbroken possession of the opponent of at
least 5 s, on samples 1 s apart, outfield players only:

1. Persistence: at every sample defenders and attackers are matched one to one so that the sum of squared distances is
   least (linear assignment); the share of pairs that are still matched a second later.
2. Following: over each second, a defender's displacement d is explained by that of the attacker matched to him at its
   start, a, and by that of the rest of his own block, c (mean of his team-mates seen at both samples):
   d = alpha a + beta c + error, both axes together, by least squares without a constant. alpha is how far he goes per
   metre his man goes while the block stands still, beta the other way round. With each comes the share of the
   displacement that only it explains.

Errors of alpha and beta count a possession, not a second, as independent. A side is called man-oriented where alpha
exceeds beta beyond doubt (95%), zonal where beta exceeds alpha, undecided else. Ball and attackers move together with
the block, so these are descriptions, not causes; unseen players make both noisier.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from frontfoot.approach.tracking.estimates import MeanWithInterval, clustered_mean
from frontfoot.approach.tracking.measured import Measured
from frontfoot.core.intervals import Z95
from frontfoot.match.match import Side, opponent
from frontfoot.match.tracking.frames import AWAY, HOME

SHORTEST: Final = 5.0  # seconds of possession
STEP: Final = 1.0  # seconds
LEAST: Final = 5  # players of each side that must be matched

Verdict = Literal["man-oriented", "zonal", "undecided"]


@dataclass(frozen=True, slots=True)
class Marking:
    """The marking of a side.

    Attributes:
        side: the defending side.
        persistence: share of pairs that last a second, with its interval.
        alpha, beta: metres a defender goes per metre of his man, and of his block.
        man_share, block_share: share of the displacement that only the man, only the block explains.
        verdict: the conclusion from alpha - beta.
        possessions: opponent possessions measured.
        seconds: defender-seconds behind alpha and beta.

    alpha, beta and the shares are None, and the verdict is undecided, with fewer than five possessions, or if no player
    moved or all players moved as their blocks did, so that the two cannot be separated.
    """

    side: Side
    persistence: MeanWithInterval
    alpha: MeanWithInterval
    beta: MeanWithInterval
    man_share: float | None
    block_share: float | None
    verdict: Verdict
    possessions: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Steps:
    """Defender-seconds: displacements of defenders, their men and their block.

    Attributes:
        moved, man, block: (n, 2) metres.
        row: (n,) row of the frame at the start.
        phase: (n,) possession.
        kept: (n,) whether the same pair is matched at the end; NaN where one of the two is not seen then.
    """

    moved: NDArray[np.float64]
    man: NDArray[np.float64]
    block: NDArray[np.float64]
    row: NDArray[np.int64]
    phase: NDArray[np.int64]
    kept: NDArray[np.float64]


def steps(measured: Measured, side: Side) -> Steps:
    """All defender-seconds of `side` without the ball."""
    frames = measured.frames
    defenders = np.flatnonzero((frames.side_of == (HOME if side == "home" else AWAY)) & ~frames.keeper)
    attackers = np.flatnonzero((frames.side_of != (HOME if side == "home" else AWAY)) & ~frames.keeper)
    step = round(STEP * frames.rate)
    theirs = np.flatnonzero(frames.possession == (HOME if opponent(side) == "home" else AWAY))
    columns: list[tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]] = []
    row_of: list[int] = []
    phase_of: list[int] = []
    kept: list[float] = []
    starts = np.flatnonzero(np.diff(measured.phase[theirs], prepend=-1))
    ends = np.append(starts, len(theirs))[1:]
    for start, end in zip(starts, ends, strict=True):
        rows = theirs[start:end:step]
        if end - start < SHORTEST * frames.rate or len(rows) < 2:
            continue
        pairs = [_match(frames.xy[row], defenders, attackers) for row in rows]
        for here, there, before, after in zip(rows[:-1], rows[1:], pairs[:-1], pairs[1:], strict=True):
            if len(before) < LEAST:
                continue
            # Joined by an unbroken track only: a slot that changed hands in between is no evidence.
            whole = ~frames.breaks[here + 1 : there + 1].any(axis=0)
            move = (frames.xy[there] - frames.xy[here]).astype(np.float64)
            good = whole & np.isfinite(move[:, 0])
            mates = [d for d in defenders if good[d]]
            for defender, attacker in before.items():
                if not (good[defender] and good[attacker]) or len(mates) < LEAST:
                    continue
                rest = (move[mates].sum(axis=0) - move[defender]) / (len(mates) - 1)
                columns.append((move[defender], move[attacker], rest))
                row_of.append(int(here))
                phase_of.append(int(measured.phase[here]))
                kept.append(float(after[defender] == attacker) if defender in after else np.nan)
    moved, man, block = (np.array([part[k] for part in columns], dtype=np.float64).reshape(-1, 2) for k in range(3))
    return Steps(
        moved, man, block, np.array(row_of, np.int64), np.array(phase_of, np.int64), np.array(kept, np.float64)
    )


def marking(measured: Measured, side: Side) -> Marking:
    """The marking of a side over the match, man-oriented or zonal.

    Args:
        measured: frames and what was measured on them.
        side: the defending side.
    """
    return judge(steps(measured, side), side)


def judge(steps: Steps, side: Side, where: NDArray[np.bool_] | None = None) -> Marking:
    """The verdict on defender-seconds, on all of them or those that start in the frames `where` (F,)."""
    mine = np.ones(len(steps.row), dtype=bool) if where is None else where[steps.row]
    moved, man, block = steps.moved[mine], steps.man[mine], steps.block[mine]
    phase, lasted = steps.phase[mine], steps.kept[mine]
    groups = len(np.unique(phase))
    persistence = clustered_mean(lasted, phase)
    nothing = MeanWithInterval(None, None, None, len(moved), groups)
    design = np.stack((man.ravel(), block.ravel()), axis=1)
    target = moved.ravel()
    if groups < 5 or not target.any() or np.linalg.matrix_rank(design) < 2:
        return Marking(side, persistence, nothing, nothing, None, None, "undecided", groups, len(moved))
    coefficients, covariance = clustered_ols(design, target, np.repeat(phase, 2))
    alpha, beta = (float(c) for c in coefficients)
    total = float((target**2).sum())
    rest = float(((target - design @ coefficients) ** 2).sum())
    alone = [float(((target - one * (one @ target) / (one @ one)) ** 2).sum()) for one in design.T]
    error = np.sqrt(np.diag(covariance))
    difference = Z95 * float(np.sqrt(covariance[0, 0] + covariance[1, 1] - 2 * covariance[0, 1]))
    verdict: Verdict = "undecided"
    if abs(alpha - beta) > difference:
        verdict = "man-oriented" if alpha > beta else "zonal"
    estimates = [
        MeanWithInterval(value, value - Z95 * float(e), value + Z95 * float(e), len(moved), groups)
        for value, e in zip((alpha, beta), error, strict=True)
    ]
    return Marking(
        side,
        persistence,
        estimates[0],
        estimates[1],
        (alone[1] - rest) / total,
        (alone[0] - rest) / total,
        verdict,
        groups,
        len(moved),
    )


def clustered_ols(
    design: NDArray[np.float64], target: NDArray[np.float64], group: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Least squares without a constant, and the covariance when groups are independent (Liang and Zeger 1986)."""
    bread = np.linalg.inv(design.T @ design)
    coefficients = bread @ (design.T @ target)
    scores = design * (target - design @ coefficients)[:, None]
    _, number = np.unique(group, return_inverse=True)
    sums = np.stack([np.bincount(number, weights=column) for column in scores.T], axis=1)
    groups = len(sums)
    covariance = groups / max(groups - 1, 1) * bread @ (sums.T @ sums) @ bread
    return coefficients, covariance


def _match(xy: NDArray[np.float32], defenders: NDArray[np.intp], attackers: NDArray[np.intp]) -> dict[int, int]:
    """Defender -> attacker, the matching with the least sum of squared distances."""
    from scipy.optimize import linear_sum_assignment

    mine = defenders[np.isfinite(xy[defenders, 0])]
    theirs = attackers[np.isfinite(xy[attackers, 0])]
    if not len(mine) or not len(theirs):
        return {}
    cost = ((xy[mine, None].astype(np.float64) - xy[None, theirs]) ** 2).sum(axis=-1)
    a, b = linear_sum_assignment(cost)
    return {int(mine[i]): int(theirs[j]) for i, j in zip(a, b, strict=True)}
