"""The players of a side at a pause: booked players, pressing players, players available."""

from __future__ import annotations

from typing import Final

import polars as pl

from frontfoot.match.facts import PLAYERS_OF_A_SIDE, MatchFacts
from frontfoot.match.match import Match, Side
from frontfoot.reports.event_parts import Card, of_side
from frontfoot.reports.half_time.document import Booked, Duty, Kicks, People
from frontfoot.reports.half_time.norms import SeasonNorms
from frontfoot.reports.play import UNKNOWN

PRESSING: Final = ("tackle", "foul", "interception", "pressure")
BEYOND: Final = 42.0
"""Metres from the own goal beyond which an action is against the opponent's build-up, as in PPDA."""

MOST: Final = 3


def people(
    match: Match,
    facts: MatchFacts,
    cards: tuple[Card, ...],
    side: Side,
    named: dict[str, str],
    norms: SeasonNorms,
    *,
    after_90: bool,
) -> People:
    """The players of a side; who is left and who took penalties only where extra time is next."""
    now = facts.men_at(5, float("inf"))
    on_pitch = _on_pitch(match, facts, side)
    gone = {change.off for change in facts.substitutions if change.side == side and change.off is not None}
    sent_off = {card.player for card in facts.cards if card.side == side and card.card != "yellow"}
    yellow = [card for card in facts.cards if card.side == side and card.card == "yellow" and card.player is not None]
    minutes_of_cards = {(card.period, card.seconds, card.player): card.minute for card in cards}
    booked = tuple(
        Booked(player=name, minute=minutes_of_cards.get((card.period, round(card.seconds, 3), name), ""))
        for card in yellow
        if card.player not in gone and card.player not in sent_off
        for name in [named.get(card.player or "", UNKNOWN)]
    )
    actions = match.events.filter(
        (pl.col("side") == side)
        & (pl.col("period") <= 4)
        & (pl.col("x") >= BEYOND)
        & (pl.col("kind").is_in(PRESSING) | pl.col("interception").fill_null(value=False))
        & pl.col("player").is_not_null()
    )
    counted = actions.group_by("player").len().sort("len", "player", descending=[True, False])
    duties = tuple(
        Duty(player=named.get(player, UNKNOWN), count=count)
        for player, count in counted.iter_rows()
        if player not in gone and player not in sent_off
    )[:MOST]
    season = of_side(norms, side)
    taken = season.penalties if after_90 and season is not None else ()
    return People(
        men=now[0 if side == "home" else 1],
        booked=booked,
        duties=duties,
        left=tuple(sorted(named.get(player, UNKNOWN) for player in on_pitch)) if after_90 else (),
        kicks=tuple(
            Kicks(player=named[player], taken=count, scored=scored)
            for player, count, scored in taken
            if player in named
        ),
    )


def _on_pitch(match: Match, facts: MatchFacts, side: Side) -> set[str]:
    """Who is on the pitch where the record has line-ups and changes; nobody where it has not."""
    starters = match.players.filter((pl.col("side") == side) & pl.col("starter").fill_null(value=False))["player"]
    if len(starters) < PLAYERS_OF_A_SIDE:
        return set()
    on = set(starters.to_list())
    for change in facts.substitutions:
        if change.side == side:
            on.discard(change.off or "")
            if change.on is not None:
                on.add(change.on)
    return on - {
        card.player for card in facts.cards if card.side == side and card.costs_man and card.player is not None
    }
