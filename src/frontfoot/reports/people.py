"""The players in a report of a match: their figures, and the line-ups with their changes."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from typing import Final

import polars as pl

from frontfoot.match.facts import MatchFacts
from frontfoot.match.match import Match, Side
from frontfoot.players.definitions import FIGURES
from frontfoot.players.spells import Spell, Spells
from frontfoot.players.table import PlayerTable
from frontfoot.reports.event_parts import when
from frontfoot.reports.figure_parts import figure
from frontfoot.reports.people_parts import LineUp, LineUpChange, LineUps, Player, Starter
from frontfoot.reports.play import UNKNOWN

LINES: Final = ("Goalkeeper", "Defender", "Midfielder", "Forward")
"""The lines of a team, in the order of a line-up."""


def report_players(table: PlayerTable, named: Mapping[str, str]) -> tuple[Player, ...]:
    """Every player who played, home side first, by minutes."""
    return tuple(
        Player(
            player=row["player"],
            side=row["side"],
            name=row["name"] or named.get(row["player"], UNKNOWN),
            shirt=row["shirt"],
            position=row["position"],
            starter=row["starter"],
            minutes=round(row["minutes"], 2),
            figures={name: figure(row[name]) for name in FIGURES},
        )
        for row in table.frame.iter_rows(named=True)
    )


def line_ups(match: Match, facts: MatchFacts, on_pitch: Spells, named: Mapping[str, str]) -> LineUps:
    """Starting elevens and what changed, as recorded or, where the record says nothing, from touches of the ball."""
    return LineUps(
        home=_line_up(match, facts, on_pitch, named, "home"), away=_line_up(match, facts, on_pitch, named, "away")
    )


def _line_up(match: Match, facts: MatchFacts, on_pitch: Spells, named: Mapping[str, str], side: Side) -> LineUp:
    known = {row["player"]: row for row in match.players.iter_rows(named=True)}
    begun = on_pitch.starters()
    starters = [spell.player for spell in on_pitch.spells if spell.side == side and spell.player in begun]
    shapes = _shapes(match, side)
    rank = {player: place for place, player in enumerate(shapes[0][3])} if shapes else {}

    def place_of(player: str) -> tuple[int, int]:
        """From the goalkeeper to the forwards: by the recorded shape, else by the lines."""
        line = known.get(player, {}).get("position")
        return rank.get(player, len(rank)), LINES.index(line) if line in LINES else len(LINES)

    starters = sorted(dict.fromkeys(starters), key=place_of)
    changes = [*_formations(shapes), *_off_and_on(facts, on_pitch, named, side)]
    changes += [
        LineUpChange(
            kind="sending_off",
            **when(card.period, card.seconds),
            text=f"{named.get(card.player or '', UNKNOWN)} sent off",
        )
        for card in facts.sendings_off
        if card.side == side
    ]
    return LineUp(
        formation=shapes[0][2] if shapes else None,
        estimated=on_pitch.estimated,
        starters=tuple(
            Starter(
                name=named.get(player, UNKNOWN),
                shirt=known.get(player, {}).get("shirt"),
                position=known.get(player, {}).get("position"),
            )
            for player in starters
        ),
        changes=tuple(sorted(changes, key=lambda change: (change.period, change.seconds, change.kind, change.text))),
    )


def _shapes(match: Match, side: Side) -> list[tuple[int, float, str | None, list[str]]]:
    """(period, seconds, formation, players) of the start and of each change of shape."""
    if match.formations is None:
        return []
    rows = match.formations.filter((pl.col("side") == side) & (pl.col("period") <= 4))
    grouped = rows.group_by("period", "seconds", maintain_order=True).agg(pl.col("formation").first(), "player")
    return list(grouped.iter_rows())


def _formations(shapes: list[tuple[int, float, str | None, list[str]]]) -> list[LineUpChange]:
    changes = []
    for before, (period, seconds, formation, _) in pairwise(shapes):
        if formation and formation != before[2]:
            changes.append(
                LineUpChange(
                    kind="formation",
                    **when(period, seconds),
                    text=f"to {formation}",
                )
            )
    return changes


def _off_and_on(facts: MatchFacts, on_pitch: Spells, named: Mapping[str, str], side: Side) -> list[LineUpChange]:
    """Substitutions as recorded; estimated ones where the line-ups are."""
    if not on_pitch.estimated:
        made = [(s.period, s.seconds, s.off, s.on) for s in facts.substitutions if s.side == side and s.period <= 4]
    else:
        made = _estimated(facts, on_pitch.spells, side)
    return [
        LineUpChange(
            kind="substitution",
            **when(period, seconds),
            text=f"{named.get(on or '', UNKNOWN)} for {named.get(off or '', UNKNOWN)}",
        )
        for period, seconds, off, on in made
    ]


def _estimated(
    facts: MatchFacts, spells: tuple[Spell, ...], side: Side
) -> list[tuple[int, float, str | None, str | None]]:
    made: list[tuple[int, float, str | None, str | None]] = []
    for spell in spells:
        if spell.side != side or spell.start == 0.0:
            continue
        off = next((s.player for s in spells if s.side == side and s.end == spell.start), None)
        start, period = spell.start, 1
        for stretch in facts.periods:
            if stretch.number <= 4:
                period = stretch.number
                if start <= stretch.seconds:
                    break
                start -= stretch.seconds
        made.append((period, start, off, spell.player))
    return made
