"""Strengths small enough to ship: rounded means, each club's own covariance, and what clubs of a league share.

A full covariance of 400 clubs has hundreds of thousands of numbers. Kept of it are: the variances and covariance of
each club's attack and defence; one 2 x 2 covariance a league between any two of its clubs (they share the uncertainty
of the league's strength); one between any two clubs of different leagues (all share the uncertainty of the scale's
origin, which no match can tell); the variances of competition levels and home advantages. The small covariances of
clubs with competitions are left out.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from frontfoot.goals.likelihoods.base import Array, Index
from frontfoot.goals.strengths.strengths import FullCovariance, Strengths

# Strengths are logs of goals; three decimals are a tenth of a percent of a rate.
SCALE = 1000.0


@dataclass(frozen=True, slots=True)
class CompactCovariance:
    """What is kept of the covariance.

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
        result = np.zeros((len(at), len(at)))
        for i, p in enumerate(at):
            for j, q in enumerate(at):
                if p >= 2 * rows or q >= 2 * rows:
                    result[i, j] = self.competitions[p - 2 * rows] if p == q else 0.0
                    continue
                (side, club), (other_side, other) = divmod(int(p), rows), divmod(int(q), rows)
                if club == other:
                    result[i, j] = self.own[club, side, other_side]
                elif self.league[club] == self.league[other]:
                    result[i, j] = self.shared[self.league[club], side, other_side]
                else:
                    result[i, j] = self.common[side, other_side]
        return result


def pack(strengths: Strengths, keep: Container[str]) -> dict[str, Any]:
    """A fitted `Strengths` as a small document: strings of integers, thousandths of the values.

    Only the clubs to `keep` are written; any other becomes a newcomer to its league.

    Standard deviations are in thousandths, correlations in hundredths. `unpack` is the way back.
    """
    if not isinstance(strengths.covariance, FullCovariance):
        raise TypeError("Only fitted strengths are packed")
    full, rows = strengths.covariance.matrix, strengths.rows
    country = [*strengths.country, *strengths.newcomers]
    spread = np.sqrt(np.diag(full))
    clubs = []
    for i in range(rows):
        values = (strengths.parameters[i], strengths.parameters[rows + i], spread[i], spread[rows + i])
        correlation = full[i, rows + i] / (spread[i] * spread[rows + i])
        clubs.append(" ".join(str(round(value * SCALE)) for value in values) + f" {round(100 * correlation)}")
    names = strengths.clubs
    by_country: dict[str, list[str]] = {name: [] for name in strengths.newcomers}
    for name, here, text in zip(names, strengths.country, clubs, strict=False):
        if name in keep:
            by_country[here].append(f"{name}: {text}")
    leagues = {}
    for name, place in strengths.newcomers.items():
        inside = np.array([i for i in range(rows) if country[i] == name])
        leagues[name] = {
            "clubs": "; ".join(by_country[name]),
            "connected": strengths.connected[name],
            "newcomer": clubs[place],
            "shared": _millionths(_shared(full, inside, rows)),
        }
    c = len(strengths.competitions)
    tail = 2 * rows
    at = [*((tail + i, tail + c + i) for i in range(c)), (tail + 2 * c, tail + 2 * c + 1)]
    competitions = {
        name: " ".join(
            str(round(v * SCALE)) for v in (*strengths.parameters[[level, home]], spread[level], spread[home])
        )
        for name, (level, home) in zip((*strengths.competitions, ""), at, strict=True)
    }
    return {
        "on": strengths.on.isoformat(),
        "since": strengths.since.isoformat(),
        "matches": strengths.matches,
        "likelihood": strengths.likelihood,
        "theta": round(strengths.theta, 4),
        "common": _millionths(_common(full, np.unique(country, return_inverse=True)[1], rows)),
        "competitions": competitions,
        "leagues": leagues,
    }


def _millionths(values: tuple[float, ...]) -> str:
    return " ".join(str(round(value * SCALE**2)) for value in values)


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
    names, texts = [], []
    for country, league in leagues.items():
        for entry in league["clubs"].split("; ") if league["clubs"] else ():
            name, text = entry.rsplit(": ", 1)
            names.append((name, country))
            texts.append(text)
    texts += [league["newcomer"] for league in leagues.values()]
    numbers = np.array([text.split() for text in texts], dtype=float)
    means, spread, correlation = numbers[:, :2] / SCALE, numbers[:, 2:4] / SCALE, numbers[:, 4] / 100.0
    own = spread[:, :, None] * spread[:, None, :]
    own[:, 0, 1] *= correlation
    own[:, 1, 0] *= correlation
    order = {country: i for i, country in enumerate(leagues)}
    between = [*(league["shared"].split() for league in leagues.values()), document["common"].split()]
    aa, ad, dd = np.array(between, dtype=float).T / SCALE**2
    shared = np.stack([np.stack([aa, ad], axis=1), np.stack([ad, dd], axis=1)], axis=1)
    known = [name for name in competitions if name]
    of = np.array([competitions[name].split() for name in (*known, "")], dtype=float) / SCALE
    level, home, level_spread, home_spread = of.T
    return Strengths(
        on=date.fromisoformat(document["on"]),
        likelihood=document["likelihood"],
        theta=document["theta"],
        clubs=tuple(name for name, _ in names),
        country=tuple(country for _, country in names),
        newcomers={country: len(names) + i for i, country in enumerate(leagues)},
        competitions=tuple(known),
        connected={country: league["connected"] for country, league in leagues.items()},
        parameters=np.concatenate([means[:, 0], means[:, 1], level[:-1], home[:-1], level[-1:], home[-1:]]),
        covariance=CompactCovariance(
            own,
            shared[:-1],
            shared[-1],
            np.array([order[country] for _, country in names] + list(range(len(leagues)))),
            np.concatenate([level_spread[:-1], home_spread[:-1], level_spread[-1:], home_spread[-1:]]) ** 2,
        ),
        matches=document["matches"],
        since=date.fromisoformat(document["since"]),
    )
