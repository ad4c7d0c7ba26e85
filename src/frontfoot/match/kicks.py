"""The kicks of a shoot-out, in the order in which they were taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

import polars as pl

from frontfoot.match.match import Match, Side

KickOutcome: TypeAlias = Literal["scored", "saved", "missed"]

_PERIOD: Final = 5
_SECONDS: Final = 10.0  # a goalkeeper's act this soon after a kick is about this kick


@dataclass(frozen=True, slots=True)
class KickFact:
    """A kick of a shoot-out.

    Attributes:
        order: 1 for the first kick of the shoot-out.
        index: of its event.
        side: who takes it.
        player: identifier of the taker; None where not recorded.
        outcome: scored, saved by the goalkeeper, or missed (wide, over, off the woodwork).
        score: (home, away) kicks scored so far, this one included.
    """

    order: int
    index: int
    side: Side
    player: str | None
    outcome: KickOutcome
    score: tuple[int, int]


def shoot_out_kicks(match: Match) -> tuple[KickFact, ...]:
    """The kicks of a match's shoot-out in order; empty when there was none.

    A kick recorded only as no goal counts as saved if the goalkeeper's next act is a save, otherwise as missed.

    Example:
        >>> from frontfoot.match.load import load                                     # doctest: +SKIP
        >>> [kick.outcome for kick in shoot_out_kicks(load("2008.json"))]                     # doctest: +SKIP
        ['scored', 'missed', 'scored', ...]
    """
    columns = ("index", "side", "player", "kind", "outcome", "seconds")
    rows = match.events.filter((pl.col("period") == _PERIOD) & pl.col("side").is_not_null()).select(columns).rows()
    score: dict[Side, int] = {"home": 0, "away": 0}
    kicks: list[KickFact] = []
    for place, (index, side, player, kind, outcome, seconds) in enumerate(rows):
        if kind != "shot":
            continue
        result: KickOutcome = "scored" if outcome == "goal" else "saved" if outcome == "saved" else "missed"
        if outcome is None:
            following = next((row for row in rows[place + 1 :] if row[3] in {"keeper", "shot"}), None)
            saved = following is not None and following[3] == "keeper" and following[4] == "success"
            if saved and following is not None and following[1] != side and following[5] - seconds <= _SECONDS:
                result = "saved"
        score[side] += result == "scored"
        kicks.append(KickFact(len(kicks) + 1, index, side, player, result, (score["home"], score["away"])))
    return tuple(kicks)
