"""The compact form of strengths: rounded means, each club's covariance, and the covariance shared within a league.

A full covariance of 600 clubs has more than a million numbers. These are kept: the variances and covariance of each
club's attack and defence; one 2 x 2 covariance per league between any two clubs (they share the uncertainty of the
league's strength); one between any two clubs of different leagues (all share the uncertainty of the scale's origin,
which no match can show); the variances of competition levels and home advantages. The small covariances of clubs with
competitions are left out.

Stored numbers are integers: strengths, levels and standard deviations in thousandths, correlations in hundredths,
shared covariances in millionths.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

import numpy as np

from frontfoot.goals.likelihoods import Array, Index
from frontfoot.goals.strengths.scales import Scales
from frontfoot.goals.strengths.strengths import FullCovariance, Strengths

# Strengths are logs of goals; three decimals are a tenth of a percent of a rate.
SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class CompactCovariance:
    """The stored part of the covariance.

    Attributes:
        own: each strength's 2 x 2 covariance of attack and defence, shape (rows, 2, 2).
        shared: the covariance between two clubs of a league, shape (leagues, 2, 2).
        common: the covariance between clubs of different leagues, shape (2, 2).
        league: index of each strength's league, shape (rows,).
        competitions: variances of levels and home advantages, in the order of the parameters after the strengths.
    """

    own: Array
    shared: Array
    common: Array
    league: Index
    competitions: Array

    def block(self, at: Index) -> Array:
        """Covariance of the parameters at these places, shape (n, n)."""
        rows = len(self.league)
        at = np.asarray(at)
        result = np.zeros((len(at), len(at)))
        inside, outside = np.flatnonzero(at < 2 * rows), np.flatnonzero(at >= 2 * rows)
        side, club = np.divmod(at[inside], rows)
        league, one, other = self.league[club], side[:, None], side[None, :]
        block = np.broadcast_to(self.common[one, other], (len(inside), len(inside)))
        block = np.where(league[:, None] == league[None, :], self.shared[league[:, None], one, other], block)
        block = np.where(club[:, None] == club[None, :], self.own[club[:, None], one, other], block)
        result[np.ix_(inside, inside)] = block
        place = at[outside]
        result[np.ix_(outside, outside)] = np.where(
            place[:, None] == place[None, :], self.competitions[place - 2 * rows], 0.0
        )
        return result


def pack(strengths: Strengths, keep: Container[str]) -> dict[str, Any]:
    """Fitted strengths as a small document; `unpack` reads it.

    Only the clubs to `keep` are written; any other becomes a newcomer to its league.
    """
    if not isinstance(strengths.covariance, FullCovariance):
        raise TypeError("Only fitted strengths are packed")
    full, rows = strengths.covariance.matrix, strengths.rows
    country = np.array([*strengths.country, *strengths.newcomers])
    spread = np.sqrt(np.diag(full))
    one, other = np.arange(rows), rows + np.arange(rows)
    correlation = np.rint(100.0 * full[one, other] / (spread[one] * spread[other]))
    values = np.stack([strengths.parameters[one], strengths.parameters[other], spread[one], spread[other]])
    numbers = np.concatenate([np.rint(values * SCALE), correlation[None]]).T.astype(int).tolist()
    leagues: dict[str, Any] = {}
    for name, place in sorted(strengths.newcomers.items()):
        inside = np.flatnonzero(country == name)
        stored = [i for i in inside if i < len(strengths.clubs) and strengths.clubs[i] in keep]
        leagues[name] = {
            "connected": strengths.connected[name],
            "own": strengths.own is None or name in strengths.own,
            "newcomer": numbers[place],
            "shared": _millionths(_shared(full, inside, rows)),
            "clubs": {strengths.clubs[i]: numbers[i] for i in sorted(stored, key=lambda i: strengths.clubs[i])},
        }
    c, tail = len(strengths.competitions), 2 * rows
    at = [*((tail + i, tail + c + i) for i in range(c)), (tail + 2 * c, tail + 2 * c + 1)]
    # A competition may occur more than once, for sets of clubs that no match links: as everywhere, the first counts.
    first = dict(zip(reversed((*strengths.competitions, "")), reversed(at), strict=True))
    competitions = {
        name: [round(float(v) * SCALE) for v in (*strengths.parameters[[level, home]], spread[level], spread[home])]
        for name, (level, home) in sorted(first.items())
    }
    return {
        "on": strengths.on.isoformat(),
        "since": strengths.since.isoformat(),
        "matches": strengths.matches,
        "likelihood": strengths.likelihood,
        "theta": round(strengths.theta, 4),
        "scales": None if strengths.scales is None else asdict(strengths.scales),
        "common": _millionths(_common(full, np.unique(country, return_inverse=True)[1], rows)),
        "competitions": competitions,
        "leagues": leagues,
        "styles": {
            name: [round(float(value) * SCALE) for value in values]
            for name, values in sorted(strengths.styles.items())
            if name in keep or name in strengths.competitions
        },
    }


def _millionths(values: tuple[float, ...]) -> list[int]:
    return [round(value * SCALE**2) for value in values]


def _common(full: Array, league: Index, rows: int) -> tuple[float, ...]:
    """Mean covariance between clubs of different leagues, as `_shared` orders it; 0 with one league."""
    apart = league[:, None] != league[None, :]
    if not apart.any():
        return 0.0, 0.0, 0.0
    blocks = (full[:rows, :rows], full[:rows, rows : 2 * rows], full[rows : 2 * rows, rows : 2 * rows])
    return tuple(float(block[apart].mean()) for block in blocks)


def _shared(full: Array, inside: Index, rows: int) -> tuple[float, float, float]:
    """Mean covariance between two clubs of a league: attacks, attack of one and defence of the other, defences."""
    n = len(inside)
    if n < 2:
        return 0.0, 0.0, 0.0
    sums = []
    for one, other in ((0, 0), (0, 1), (1, 1)):
        block = full[np.ix_(one * rows + inside, other * rows + inside)]
        sums.append((block.sum() - np.trace(block)) / (n * (n - 1)))
    return sums[0], sums[1], sums[2]


def unpack(document: Mapping[str, Any]) -> Strengths:
    """Strengths from a document made by `pack`."""
    leagues, competitions = document["leagues"], document["competitions"]
    entries = [(name, country, row) for country, league in leagues.items() for name, row in league["clubs"].items()]
    rows = [row for _, _, row in entries] + [league["newcomer"] for league in leagues.values()]
    numbers = np.array(rows, dtype=float)
    means, spread, correlation = numbers[:, :2] / SCALE, numbers[:, 2:4] / SCALE, numbers[:, 4] / 100.0
    own = spread[:, :, None] * spread[:, None, :]
    own[:, 0, 1] *= correlation
    own[:, 1, 0] *= correlation
    order = {country: i for i, country in enumerate(leagues)}
    between = np.array([*(league["shared"] for league in leagues.values()), document["common"]], dtype=float)
    aa, ad, dd = between.T / SCALE**2
    shared = np.stack([np.stack([aa, ad], axis=1), np.stack([ad, dd], axis=1)], axis=1)
    names = [name for name in competitions if name]
    of = np.array([competitions[name] for name in (*names, "")], dtype=float) / SCALE
    level, home, level_spread, home_spread = of.T
    clubs = len(entries)
    return Strengths(
        on=date.fromisoformat(document["on"]),
        likelihood=document["likelihood"],
        theta=document["theta"],
        clubs=tuple(name for name, _, _ in entries),
        country=tuple(country for _, country, _ in entries),
        newcomers={country: clubs + i for i, country in enumerate(leagues)},
        competitions=tuple(names),
        connected={country: league["connected"] for country, league in leagues.items()},
        parameters=np.concatenate([means[:, 0], means[:, 1], level[:-1], home[:-1], level[-1:], home[-1:]]),
        covariance=CompactCovariance(
            own,
            shared[:-1],
            shared[-1],
            np.array([order[country] for _, country, _ in entries] + list(range(len(leagues)))),
            np.concatenate([level_spread[:-1], home_spread[:-1], level_spread[-1:], home_spread[-1:]]) ** 2,
        ),
        matches=document["matches"],
        since=date.fromisoformat(document["since"]),
        own=frozenset(country for country, league in leagues.items() if league["own"]),
        scales=None if document["scales"] is None else _scales(document["scales"]),
        styles={name: tuple(value / SCALE for value in row) for name, row in document["styles"].items()},
    )


def _scales(values: Mapping[str, Any]) -> Scales:
    def frozen(value: Any) -> Any:
        return tuple(frozen(part) for part in value) if isinstance(value, list) else value

    return Scales(**{name: frozen(value) for name, value in values.items()})
