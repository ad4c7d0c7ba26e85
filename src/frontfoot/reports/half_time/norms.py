"""What is usual for the two sides of a match, from a season's store: their own seasons, and their league's."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from frontfoot.approach.definitions import BY_NAME
from frontfoot.approach.parameters import Index, index
from frontfoot.core.errors import InputError
from frontfoot.match.match import Match
from frontfoot.seasons.store import Store

MEASURES: Final = (
    "possession",
    "sequence_passes",
    "challenge_share",
    "field_tilt",
    "own_third_failure",
    "action_height",
)
INDEX: Final = "front_foot"
FEWEST: Final = 5
"""Matches of a side below which its season is not used [conv]."""


@dataclass(frozen=True, slots=True)
class NormSeason:
    """A side's season in a store, this match left out.

    Attributes:
        competition, matches: which, and how many.
        league: by measure the mean of (home, away) sides.
        own: by measure the side's surplus over the league.
        allowed: by measure the surplus of its opponents.
        penalties: (player, taken, scored) of its penalties.
    """

    competition: str
    matches: int
    league: dict[str, tuple[float, float]]
    own: dict[str, float]
    allowed: dict[str, float]
    penalties: tuple[tuple[str, int, int], ...]

    @property
    def front_foot(self) -> float | None:
        """The side's mean front-foot index, 0 being its league; None where it cannot be had."""
        return self.own.get(INDEX)


@dataclass(frozen=True, slots=True)
class SeasonNorms:
    """What is usual for both sides; None for a side that the store does not hold."""

    home: NormSeason | None
    away: NormSeason | None

    def usual(self, measure: str, side: str) -> float | None:
        """The usual value of a measure for a side against this opponent at this ground."""
        own, other = (self.home, self.away) if side == "home" else (self.away, self.home)
        if own is None or other is None or measure not in own.league or measure not in other.league:
            return None
        place = 0 if side == "home" else 1
        league = (own.league[measure][place] + other.league[measure][place]) / 2.0
        return league + own.own[measure] + other.allowed[measure]

    def level(self, measure: str) -> float | None:
        """The mean of a measure in the leagues of both sides."""
        if self.home is None or self.away is None:
            return None
        means = [mean for season in (self.home, self.away) for mean in season.league.get(measure, ())]
        return sum(means) / len(means) if means else None


NOTHING: Final = SeasonNorms(None, None)


def norms(match: Match, address: str | Path | None) -> SeasonNorms:
    """The usual figures of the sides of a match, from a season's store.

    Raises:
        InputError: there is no store, or it holds neither side with this provider's matches.
    """
    if address is None:
        return NOTHING

    store = Store(address)
    matches = store.read("matches", columns=["match_id", "provider", "home", "away", "trusted"])
    matches = matches.filter((pl.col("provider") == match.info.provider) & (pl.col("match_id") != match.info.match_id))
    seasons = [_season(store, matches, match.team(side).name, match) for side in ("home", "away")]
    if seasons == [None, None]:
        raise InputError(
            f"The store has no season of {match.home.name} or {match.away.name} by this provider",
            place=str(address),
            remedy=f"Name a store with at least {FEWEST} matches of them, or leave --store out",
        )
    return SeasonNorms(*seasons)


def _season(store: Store, matches: pl.DataFrame, team: str, match: Match) -> NormSeason | None:
    played = matches.filter((pl.col("home") == team) | (pl.col("away") == team))
    groups = played.group_by("competition", "season").len().sort("len", "season", descending=True)
    if groups.is_empty() or groups["len"][0] < FEWEST:
        return None
    competition, season = groups["competition"][0], groups["season"][0]
    measures = [*(BY_NAME[key] for key in MEASURES), *index().measures]
    columns = sorted(
        {"match_id", "provider", "team", "opponent", "side"}
        | {name for measure in measures for name in (*measure.top, *measure.bottom, *measure.minus)}
    )
    minutes = store.read("minutes", competition=competition, season=season, columns=columns)
    minutes = minutes.filter((pl.col("provider") == match.info.provider) & (pl.col("match_id") != match.info.match_id))
    values = _values(minutes)
    league, own, allowed = {}, {}, {}
    for key in (*MEASURES, INDEX):
        known = values.filter(pl.col(key).is_not_null() & pl.col(key).is_finite())
        means = dict(known.group_by("side").agg(pl.col(key).mean()).iter_rows())
        if len(means) < 2:
            continue
        league_mean = pl.col("side").cast(pl.String).replace_strict(means, return_dtype=pl.Float64)
        surplus = known.select("team", "opponent", (pl.col(key) - league_mean).alias("surplus"))
        mine = surplus.filter(pl.col("team") == team)["surplus"].mean()
        theirs = surplus.filter(pl.col("opponent") == team)["surplus"].mean()
        if isinstance(mine, float) and isinstance(theirs, float):
            league[key], own[key], allowed[key] = (means["home"], means["away"]), mine, theirs
    penalties = _penalties(store, competition, season, team)
    return NormSeason(competition, int(groups["len"][0]), league, own, allowed, penalties)


def _values(minutes: pl.DataFrame) -> pl.DataFrame:
    """Every measure of each side of each match, and the front-foot index before it is put at zero."""
    keys = tuple(dict.fromkeys((*MEASURES, *(measure.name for measure in index().measures))))
    sums = minutes.group_by("match_id", "team", "opponent", "side", maintain_order=True).agg(
        (BY_NAME[key].numerator.sum() / BY_NAME[key].denominator.sum()).alias(key) for key in keys
    )
    return sums.with_columns(weighted(index()).alias(INDEX))


def weighted(fitted: Index) -> pl.Expr:
    """The index as a weighted sum of its measures, before it is put at zero."""
    return pl.sum_horizontal(
        pl.col(measure.name) * weight for measure, weight in zip(fitted.measures, fitted.weights.tolist(), strict=True)
    )


def _penalties(store: Store, competition: str, season: str, team: str) -> tuple[tuple[str, int, int], ...]:
    """Penalties of a side by player, shoot-outs included where they are on record."""
    keys = ["match_id", "provider"]
    shots = store.read("chances", competition=competition, season=season).filter(pl.col("penalty"))
    sides = store.read("matches", competition=competition, season=season, columns=[*keys, "home", "away"])
    taken = shots.join(sides.drop("competition", "season"), on=keys).filter(
        ((pl.col("side") == "home") & (pl.col("home") == team))
        | ((pl.col("side") == "away") & (pl.col("away") == team))
    )
    counted = taken.group_by("player").agg(pl.len().alias("taken"), (pl.col("outcome") == "goal").sum().alias("scored"))
    return tuple(counted.drop_nulls("player").sort("taken", "player", descending=[True, False]).iter_rows())
