"""Spells of play: five minutes of one side in one match, with its approach, its chances, and score and men.

A match has eighteen spells, nine a half; the last of a half includes its stoppage time. Rectangular arrays (series x
spell) make the models fast and the code short: a series is one side of one match, and rows 2k and 2k + 1 are the two
sides of match k.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.arrays import Bools, Floats, Ints
from frontfoot.core.errors import InputError

SPELL_MINUTES = 5
PER_HALF = 9
SPELLS = 2 * PER_HALF
COMPONENTS = ("press", "height", "failure", "tilt")
# Half an event is added to every count: a rate from three passes must have a logarithm.
HALF_EVENT = 0.5


@dataclass(frozen=True, eq=False)
class ScoreSpells:
    """The evidence, N series (sides of matches) of B = 18 spells.

    Attributes:
        match, team, opponent, league: integer codes, shape (N,).
        teams, leagues: names of the codes; a team is named "competition season: club".
        home: whether the side is at home, shape (N,).
        half_season: 0 or 1, shape (N,).
        minutes: of play, shape (N, B).
        lead: at the spell's start, shape (N, B).
        men: own less opponent's men at the spell's start, shape (N, B).
        xg, goals: created in the spell, penalties left out of both, shape (N, B).
        cards, penalties, counters: of the side in the spell, shape (N, B).
        measures: of approach, standardised roughly, NaN if there was no event, shape (N, B, 4).
        counts: number of events of each measure, shape (N, B, 4).
    """

    match: NDArray[np.intp]
    team: NDArray[np.intp]
    opponent: NDArray[np.intp]
    league: NDArray[np.intp]
    teams: tuple[str, ...]
    leagues: tuple[str, ...]
    home: Bools
    half_season: NDArray[np.intp]
    minutes: Floats
    lead: Ints
    men: Ints
    xg: Floats
    goals: Floats
    cards: Floats
    penalties: Floats
    counters: Floats
    measures: Floats
    counts: Floats

    def of(self, series: Bools) -> ScoreSpells:
        """The spells of some series; both sides of a match must be in or out."""
        if not np.array_equal(series[0::2], series[1::2]):
            raise InputError("Both sides of a match belong together", place="Spells.of", remedy="Choose whole matches")
        names = ["match", "team", "opponent", "league", "home", "half_season", "minutes", "lead", "men"]
        names += ["xg", "goals", "cards", "penalties", "counters", "measures", "counts"]
        return replace(self, **{name: getattr(self, name)[series] for name in names})

    @property
    def other(self) -> NDArray[np.intp]:
        """Index of the opposing series of each series."""
        return np.arange(len(self.match)) ^ 1


def spells_of(minutes: pl.DataFrame) -> ScoreSpells:
    """The spells of a table of minutes; a match without all eighteen of them on both sides is left out.

    Args:
        minutes: one row per (match_id, period, minute, side) with the columns of `frontfoot.approach.counts` and
            those of `frontfoot.chances.minutes`; regulation only is used.

    Raises:
        InputError: no match is complete.
    """
    key = ["competition", "season", "date", "match_id"]
    spell = (pl.col("minute").cast(pl.Int64) // SPELL_MINUTES).clip(0, PER_HALF - 1) + PER_HALF * (
        pl.col("period").cast(pl.Int64) - 1
    )
    first = ["own_goals", "opponent_goals", "own_men", "opponent_men"]
    sums = [
        "seconds",
        "xg",
        "xg_penalties",
        "goals",
        "penalty_goals",
        "cards",
        "penalties",
        "counters",
        "duels",
        "interceptions",
        "fouls_high",
        "opponent_build_up_passes",
        "core_actions",
        "core_action_metres",
        "opponent_own_third_passes",
        "opponent_own_third_completed",
        "final_third_passes",
        "opponent_final_third_passes",
    ]
    table = (
        minutes.filter(pl.col("period") <= 2)
        .with_columns(spell=spell)
        .sort([*key, "side", "period", "minute"])
        .group_by([*key, "side", "team", "opponent", "spell"], maintain_order=True)
        .agg([pl.col(name).first() for name in first] + [pl.col(name).sum() for name in sums])
    )
    whole = table.group_by([*key, "side", "team", "opponent"], maintain_order=True).agg(pl.len().alias("n"))
    complete = (
        whole.group_by(key, maintain_order=True)
        .agg((pl.col("n") == SPELLS).all() & (pl.len() == 2))
        .rename({"n": "whole"})
    )
    table = table.join(complete.filter(pl.col("whole")), on=key, how="semi").sort([*key, "side", "spell"])
    if not len(table):
        raise InputError(
            "There is no whole match in the table", place="spells_of", remedy="Give minute counts of matches"
        )
    return _arrays(table)


def _arrays(table: pl.DataFrame) -> ScoreSpells:
    def grid(name: str) -> Floats:
        return table[name].to_numpy().astype(np.float64).reshape(-1, SPELLS)

    heads = table.gather_every(SPELLS)
    season = heads.select(pl.format("{} {}", "competition", "season"))["competition"].to_list()
    teams_named = [f"{s}: {t}" for s, t in zip(season, heads["team"].to_list(), strict=True)]
    opponents_named = [f"{s}: {t}" for s, t in zip(season, heads["opponent"].to_list(), strict=True)]
    teams, leagues = tuple(sorted(set(teams_named))), tuple(sorted(set(season)))
    number = {name: code for code, name in enumerate(teams)}
    dates = heads["date"].to_numpy().astype(str)
    league = np.array([leagues.index(name) for name in season])
    # The season's halves by date: the median match of each league divides them.
    half = np.zeros(len(dates), dtype=np.intp)
    for code in range(len(leagues)):
        inside = league == code
        half[inside] = dates[inside] > np.sort(dates[inside])[inside.sum() // 2]
    measures, counts = measured(
        actions=grid("duels") + grid("interceptions") + grid("fouls_high"),
        passes=grid("opponent_build_up_passes"),
        height=(grid("core_action_metres"), grid("core_actions")),
        third=(grid("opponent_own_third_completed"), grid("opponent_own_third_passes")),
        final=(grid("final_third_passes"), grid("opponent_final_third_passes")),
    )
    return ScoreSpells(
        match=np.arange(len(heads)) // 2,
        team=np.array([number[name] for name in teams_named]),
        opponent=np.array([number[name] for name in opponents_named]),
        league=league,
        teams=teams,
        leagues=leagues,
        home=heads["side"].to_numpy().astype(str) == "home",
        half_season=half,
        minutes=grid("seconds") / 60.0,
        lead=(grid("own_goals") - grid("opponent_goals")).astype(int),
        men=(grid("own_men") - grid("opponent_men")).astype(int),
        xg=grid("xg") - grid("xg_penalties"),
        goals=grid("goals") - grid("penalty_goals"),
        cards=grid("cards"),
        penalties=grid("penalties"),
        counters=grid("counters"),
        measures=measures,
        counts=counts,
    )


def measured(
    actions: Floats,
    passes: Floats,
    height: tuple[Floats, Floats],
    third: tuple[Floats, Floats],
    final: tuple[Floats, Floats],
) -> tuple[Floats, Floats]:
    """The four measures of approach and the number of events of each, both of shape (N, B, 4).

    press is the log of defensive actions per opponent build-up pass (minus the log of PPDA), height the mean place of
    actions in metres, failure the log odds of the opponent's misses in its own third, tilt the log ratio of
    final-third passes. Higher is further on the front foot in each.
    """
    completed, tried = third
    own, theirs = final
    metres, placed = height
    with np.errstate(divide="ignore", invalid="ignore"):
        press = np.log((actions + HALF_EVENT) / (passes + HALF_EVENT))
        mean_height = np.where(placed > 0, metres / placed, np.nan)
        failure = np.log((tried - completed + HALF_EVENT) / (completed + HALF_EVENT))
        tilt = np.log((own + HALF_EVENT) / (theirs + HALF_EVENT))
    # The sampling variance of a log ratio of counts a and b is about 1/a + 1/b.
    press_count = 1.0 / (1.0 / (actions + HALF_EVENT) + 1.0 / (passes + HALF_EVENT))
    failure_count = 1.0 / (1.0 / (tried - completed + HALF_EVENT) + 1.0 / (completed + HALF_EVENT))
    tilt_count = 1.0 / (1.0 / (own + HALF_EVENT) + 1.0 / (theirs + HALF_EVENT))
    measures = np.stack([press, mean_height, failure, tilt], axis=-1)
    counts = np.stack([press_count, placed, failure_count, tilt_count], axis=-1)
    seen = np.stack([actions + passes, placed, tried, own + theirs], axis=-1) > 0
    return np.where(seen, measures, np.nan), np.where(seen, counts, 0.0)
