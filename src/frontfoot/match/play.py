"""`Play`: the columns of a match that the measures need, as flat arrays, computed once for all of them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from frontfoot.match import schema
from frontfoot.match.codes import numbered
from frontfoot.match.match import Match

T = TypeVar("T", bool, int)
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NONE: Final = 255
"""Code of a null in an enumerated column."""

_KIND: Final = {name: code for code, name in enumerate(schema.KINDS)}
_OUTCOME: Final = {name: code for code, name in enumerate(schema.OUTCOMES)}
_SET_PIECE: Final = {name: code for code, name in enumerate(schema.SET_PIECES)}
_CARD: Final = {name: code for code, name in enumerate(schema.CARDS)}
_BODY_PART: Final = {name: code for code, name in enumerate(schema.BODY_PARTS)}

_NUMBERS: Final = ("seconds", "x", "y", "end_x", "end_y", "duration")
_CODES: Final = ("side", "kind", "outcome", "set_piece", "card", "body_part")
_FLAGS: Final = (
    "interception", "sliding", "cross", "key_pass", "assist", "under_pressure", "counterpress", "penalty_foul",
)  # fmt: skip
# One query for all: a query on a column of one match costs as much as one on all columns.
_FILLED: Final = (
    pl.col(_CODES).to_physical().fill_null(NONE),
    pl.col(_FLAGS).fill_null(False),
    pl.col("touched").fill_null(True),
)


@dataclass(frozen=True, slots=True, eq=False)
class Play:
    """Events of periods 1 to 4 in order of play, one array per column, all of the same length.

    Attributes:
        row: of the event in `match.events`.
        period: 1 to 4.
        seconds: since the start of the period.
        side: 0 home, 1 away.
        kind, outcome, set_piece, card, body_part: codes (positions in the schema's tuples), `NONE` for null.
        x, y, end_x, end_y: metres, NaN for null.
        duration: seconds, NaN for null.
        interception, sliding, cross, key_pass, assist, under_pressure, counterpress, penalty_foul: flags, null counts
            as false.
        touched: flag, null counts as true.
        player: who acts, as a position in `players`.
        players: the provider's identifiers of all players who act; the last entry is None, for no player.
    """

    row: Ints
    period: Ints
    seconds: Floats
    side: Ints
    kind: Ints
    outcome: Ints
    set_piece: Ints
    card: Ints
    body_part: Ints
    x: Floats
    y: Floats
    end_x: Floats
    end_y: Floats
    duration: Floats
    interception: Bools
    sliding: Bools
    cross: Bools
    key_pass: Bools
    assist: Bools
    under_pressure: Bools
    counterpress: Bools
    penalty_foul: Bools
    touched: Bools
    player: Ints
    players: tuple[str | None, ...]

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

    def is_body_part(self, *names: str) -> Bools:
        """Rows played with one of the parts of the body `names`."""
        return _is(self.body_part, _BODY_PART, names)

    def acts(self, of: Callable[[str | None], T], dtype: type[T]) -> npt.NDArray[Any]:
        """A value for the player of each row, by a function of the identifier (None for no player)."""
        return np.array([of(player) for player in self.players], dtype=dtype)[self.player]

    @property
    def open_play(self) -> Bools:
        """Rows that do not themselves restart play."""
        in_play: Bools = self.set_piece == NONE
        return in_play


def _is(codes: Ints, table: dict[str, int], names: tuple[str, ...]) -> Bools:
    matching: Bools = codes == table[names[0]]
    for name in names[1:]:
        matching |= codes == table[name]
    return matching


def play(match: Match) -> Play:
    """The columns of `match.events` as arrays, without the shoot-out and events without a side.

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> int(play(match).is_kind("shot").sum())
    32
    """
    events = match.events
    filled = events.select(_FILLED)
    period = events["period"].to_numpy().astype(np.int64)
    columns: dict[str, Any] = {name: filled[name].to_numpy().astype(np.int64) for name in _CODES}
    columns |= {name: np.asarray(filled[name].to_numpy(), dtype=np.bool_) for name in (*_FLAGS, "touched")}
    columns |= {name: _floats(events[name]) for name in _NUMBERS}
    people = events["player"]
    in_play = (period <= 4) & (columns["side"] != NONE)
    row = np.flatnonzero(in_play)
    if len(row) < len(events):
        period, people = period[row], people[row]
        columns = {name: values[row] for name, values in columns.items()}
    player, players = numbered(people.to_list())
    return Play(row=row, period=period, player=player, players=(*players, None), **columns)


def _floats(column: pl.Series) -> Floats:
    values: Any = column.to_numpy()  # a null becomes NaN
    return np.asarray(values, dtype=np.float64)
