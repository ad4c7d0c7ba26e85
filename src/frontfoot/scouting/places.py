"""The places on the pitch from which the pictures of a side are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import msgspec
import numpy as np

from frontfoot.approach.style import goalkeepers
from frontfoot.match.play import Floats
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.scouting.matches import Played

Place = tuple[float, float]


class Taker(msgspec.Struct, frozen=True):
    """Who takes set pieces: name, what ("corners left", "corners right", "free kicks"), how many of how many."""

    name: str
    what: str
    taken: int
    of: int


class Places(msgspec.Struct, frozen=True):
    """Places in metres, in the side's own direction of attack.

    Attributes:
        goal_kicks, keeper: (x, y) where goal kicks and the goalkeeper's open-play passes end.
        losses: where the ball was lost to an opponent's regain in the own half.
        corners_left, corners_right: (x, y) where corners from the left and from the right end.
        free_kicks: where free kicks of the opponent's half that go into the last 25 m end.
        takers: by what they take, most first; those of late only.
    """

    goal_kicks: tuple[Place, ...]
    keeper: tuple[Place, ...]
    losses: tuple[Place, ...]
    corners_left: tuple[Place, ...]
    corners_right: tuple[Place, ...]
    free_kicks: tuple[Place, ...]
    takers: tuple[Taker, ...]


def places(matches: Sequence[Played], recent: int) -> Places:
    """The places of a side's matches, each rounded to a decimetre.

    Args:
        matches: by date.
        recent: takers who played in none of so many last matches are left out.
    """
    present: set[str] = set()
    for one in matches[-recent:]:
        present |= {player for player in one.events.players if player is not None}
    ends: dict[str, list[Place]] = {name: [] for name in ("kick", "keeper", "loss", "left", "right", "free")}
    takers: dict[str, Counter[str]] = {"corners left": Counter(), "corners right": Counter(), "free kicks": Counter()}
    for one in matches:
        events, cut, mine = one.events, one.sequences, one.events.side == one.side
        names = dict(one.match.players.select("player", "name").iter_rows())
        ended = ~np.isnan(events.end_x)
        passed = events.is_kind("pass") & mine & ended
        keeper = events.acts(goalkeepers(one.match).__contains__, bool)
        corner = passed & events.is_set_piece("corner")
        left = events.y > PITCH_WIDTH / 2
        free = passed & events.is_set_piece("free_kick") & (events.x >= PITCH_LENGTH / 2)
        box_bound = free & (events.end_x >= 80.0)
        for name, rows in (
            ("kick", mine & ended & events.is_set_piece("goal_kick")),
            ("keeper", passed & keeper & events.open_play),
            ("left", corner & left),
            ("right", corner & ~left),
            ("free", box_bound),
        ):
            ends[name] += _pairs(events.end_x[rows], events.end_y[rows])
        lost = cut.regain & (cut.side != one.side) & (cut.start_x > PITCH_LENGTH / 2)
        ends["loss"] += _pairs(PITCH_LENGTH - cut.start_x[lost], PITCH_WIDTH - cut.start_y[lost])
        people = [events.players[number] for number in events.player.tolist()]
        for kind, rows in (
            ("corners left", corner & left),
            ("corners right", corner & ~left),
            ("free kicks", box_bound),
        ):
            for row in np.flatnonzero(rows).tolist():
                if people[row] in present:
                    takers[kind][names.get(people[row]) or str(people[row])] += 1
    return Places(
        goal_kicks=tuple(ends["kick"]),
        keeper=tuple(ends["keeper"]),
        losses=tuple(ends["loss"]),
        corners_left=tuple(ends["left"]),
        corners_right=tuple(ends["right"]),
        free_kicks=tuple(ends["free"]),
        takers=tuple(
            Taker(name, kind, number, counted.total())
            for kind, counted in takers.items()
            for name, number in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:3]
        ),
    )


def _pairs(x: Floats, y: Floats) -> list[Place]:
    return [(round(float(a), 1), round(float(b), 1)) for a, b in zip(x, y, strict=True) if a == a and b == b]
