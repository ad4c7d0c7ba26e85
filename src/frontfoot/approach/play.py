"""The columns of a match that the measures need, as flat arrays: taken out once, used by all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import polars as pl

from frontfoot.match import schema
from frontfoot.match.match import Match

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NONE: Final = 255
"""Code of a null in an enumerated column."""

_KIND: Final = {name: code for code, name in enumerate(schema.KINDS)}
_OUTCOME: Final = {name: code for code, name in enumerate(schema.OUTCOMES)}
_SET_PIECE: Final = {name: code for code, name in enumerate(schema.SET_PIECES)}
_CARD: Final = {name: code for code, name in enumerate(schema.CARDS)}


@dataclass(frozen=True, slots=True)
class Play:
    """Events of periods 1 to 4 in order of play, one array per column, all of the same length.

    Attributes:
        row: of `match.events`, in which an event stands.
        period: 1 to 4.
        seconds: since the start of the period.
        side: 0 home, 1 away.
        kind, outcome, set_piece, card: codes (positions in the schema's tuples), `NONE` for null.
        x, y, end_x, end_y: metres, NaN for null.
        duration: seconds, NaN for null.
        interception, sliding: flags, null counts as false.
        player: the provider's identifiers.
    """

    row: Ints
    period: Ints
    seconds: Floats
    side: Ints
    kind: Ints
    outcome: Ints
    set_piece: Ints
    card: Ints
    x: Floats
    y: Floats
    end_x: Floats
    end_y: Floats
    duration: Floats
    interception: Bools
    sliding: Bools
    player: pl.Series

    def is_kind(self, *names: str) -> Bools:
        """Rows whose kind is one of `names`."""
        return _is(self.kind, _KIND, names)

    def is_outcome(self, *names: str) -> Bools:
        """Rows whose outcome is one of `names`."""
        return _is(self.outcome, _OUTCOME, names)

    def is_set_piece(self, *names: str) -> Bools:
        """Rows that take one of the set pieces `names`."""
        return _is(self.set_piece, _SET_PIECE, names)

    def is_card(self, *names: str) -> Bools:
        """Rows with one of the cards `names`."""
        return _is(self.card, _CARD, names)

    @property
    def open_play(self) -> Bools:
        """Rows that do not themselves restart play."""
        in_play: Bools = self.set_piece == NONE
        return in_play


def _is(codes: Ints, table: dict[str, int], names: tuple[str, ...]) -> Bools:
    found: Bools = codes == table[names[0]]
    for name in names[1:]:
        found |= codes == table[name]
    return found


def play(match: Match) -> Play:
    """Take the columns out of `match.events`; the shoot-out is left out, and so are events without a side."""
    events = match.events
    row = np.arange(len(events))
    if events["side"].null_count() or bool((events["period"] > 4).any()):
        row = np.flatnonzero(((events["period"] <= 4) & events["side"].is_not_null()).to_numpy())
        events = events[row]
    return Play(
        row=row,
        period=_ints(events["period"]),
        seconds=_floats(events["seconds"]),
        side=_codes(events["side"]),
        kind=_codes(events["kind"]),
        outcome=_codes(events["outcome"]),
        set_piece=_codes(events["set_piece"]),
        card=_codes(events["card"]),
        x=_floats(events["x"]),
        y=_floats(events["y"]),
        end_x=_floats(events["end_x"]),
        end_y=_floats(events["end_y"]),
        duration=_floats(events["duration"]),
        interception=_flags(events["interception"]),
        sliding=_flags(events["sliding"]),
        player=events["player"],
    )


def _codes(column: pl.Series) -> Ints:
    return _ints(column.to_physical().fill_null(NONE))


def _ints(column: pl.Series) -> Ints:
    return np.asarray(column.to_numpy(), dtype=np.int64)


def _floats(column: pl.Series) -> Floats:
    values: Any = column.to_numpy()  # a null becomes NaN
    return np.asarray(values, dtype=np.float64)


def _flags(column: pl.Series) -> Bools:
    return np.asarray(column.fill_null(False).to_numpy(), dtype=np.bool_)
