"""The events of a report in the order of play: goals, cards, substitutions, half-time score, shoot-out."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from frontfoot.core.minute import minute_of_event
from frontfoot.match.facts import MatchFacts
from frontfoot.match.kicks import shoot_out_kicks
from frontfoot.match.match import Match, Side
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.reports.event_parts import Card, Goal, PitchPlace, ShootOutKick, Substitution, when

UNKNOWN = "unknown player"


def names(match: Match) -> dict[str, str]:
    """Player identifier to name; those without one have their shirt number, or "unknown"."""
    known = {}
    for player, name, shirt in match.players.select("player", "name", "shirt").iter_rows():
        known[player] = name or (f"No. {shirt}" if shirt is not None else UNKNOWN)
    return known


def goals(known: MatchFacts, named: Mapping[str, str], xg: Mapping[int, float]) -> tuple[Goal, ...]:
    """Every goal of either side with the score after it, own goals counted for the side that gains by them.

    Args:
        known: the facts of the match.
        named: player identifier to name.
        xg: our expected goals by event index.
    """
    return tuple(
        Goal(
            side=goal.side,
            player=_name(named, goal.player),
            **when(goal.period, goal.seconds),
            how=goal.how,
            score=goal.score,
            xg=xg.get(goal.index),
        )
        for goal in known.goals
    )


def kicks(match: Match, named: Mapping[str, str]) -> tuple[ShootOutKick, ...]:
    """Every kick of the shoot-out in order; empty when there was none."""
    return tuple(
        ShootOutKick(
            order=kick.order,
            side=kick.side,
            player=_name(named, kick.player),
            outcome=kick.outcome,
            score=kick.score,
        )
        for kick in shoot_out_kicks(match)
    )


def cards(known: MatchFacts, named: Mapping[str, str]) -> tuple[Card, ...]:
    """Every card of either side, those attached to fouls included, and whether it costs a man."""
    return tuple(
        Card(
            side=card.side,
            player=_name(named, card.player),
            **when(card.period, card.seconds),
            card=card.card,
            on_pitch=card.on_pitch,
            costs_man=card.costs_man,
            men=card.men,
        )
        for card in known.cards
    )


def substitutions(known: MatchFacts, named: Mapping[str, str]) -> tuple[Substitution, ...]:
    """Every change of players of either side, where the provider records them."""
    return tuple(
        Substitution(
            side=change.side,
            off=_name(named, change.off),
            on=_name(named, change.on),
            **when(change.period, change.seconds),
        )
        for change in known.substitutions
    )


def _name(named: Mapping[str, str], player: str | None) -> str:
    return UNKNOWN if player is None else named.get(player, UNKNOWN)


def defensive_actions(match: Match) -> pl.DataFrame:
    """Tackles (won or lost), interceptions, fouls, recoveries and blocks; their mean place is the height."""
    return match.events.filter(
        (pl.col("period") <= 4)
        & (pl.col("kind").is_in(["tackle", "foul", "recovery", "block", "interception"]) | pl.col("interception"))
    )


def places(events: pl.DataFrame, side: Side, named: Mapping[str, str]) -> tuple[PitchPlace, ...]:
    """The rows of an event table of one side that have a place, as dots for a map."""
    rows = events.filter((pl.col("side") == side) & pl.col("x").is_not_null() & pl.col("y").is_not_null())
    return tuple(
        PitchPlace(
            kind=kind.replace("_", " "),
            player=named.get(player, UNKNOWN),
            minute=minute_of_event(period, seconds),
            x=round(x, 2),
            y=round(y, 2),
        )
        for kind, player, period, seconds, x, y in rows.select(
            "kind", "player", "period", "seconds", "x", "y"
        ).iter_rows()
    )


def zones(match: Match, side: Side, columns: int = 6, rows: int = 3) -> tuple[tuple[int, ...], ...]:
    """Touches of a side by zone: `columns` from its own goal to the other, `rows` from right to left.

    A touch is a pass, take-on, shot, or touch in play; a carry begins and ends with one.
    """
    touched = match.events.filter(
        (pl.col("side") == side)
        & (pl.col("period") <= 4)
        & pl.col("kind").is_in(["pass", "take_on", "shot", "touch"])
        & pl.col("x").is_not_null()
        & pl.col("y").is_not_null()
    )
    counted = touched.group_by(
        (pl.col("x") / (PITCH_LENGTH / columns)).floor().clip(0, columns - 1).cast(pl.Int64).alias("column"),
        (pl.col("y") / (PITCH_WIDTH / rows)).floor().clip(0, rows - 1).cast(pl.Int64).alias("row"),
    ).len()
    table = [[0] * rows for _ in range(columns)]
    for column, row, count in counted.iter_rows():
        table[column][row] = count
    return tuple(tuple(line) for line in table)
