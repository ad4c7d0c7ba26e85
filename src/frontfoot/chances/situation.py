"""The origin of each shot, from events before the shot only.

Only events that stand before the shot in the order of play and not after it on the clock are read. Of the shot itself
only its place, body part, set piece, technique and the flags for a first touch, pressure and a counter-attack are
read: where it ended, whether it was blocked or
on target, and the provider's own marks for key passes, assists and chances are all written down by people who know
how it ended.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import polars as pl

from frontfoot.match.codes import code_mask, codes_of_names
from frontfoot.match.schema import BODY_PARTS, KINDS, OUTCOMES, PITCH_LENGTH, SET_PIECES, SIDES, TECHNIQUES
from frontfoot.match.series import gathered

LOOK_BACK_SECONDS: Final = 60.0
LOOK_BACK_EVENTS: Final = 100

# Kinds that are no contact with the ball, or a second record of somebody else's contact.
_SKIPPED: Final = ("pressure", "card", "substitution", "other", "foul_won", "carry")
# After one of these by the other side the ball was theirs: the attack begins afterwards.
_CONTROLLED: Final = ("pass", "clearance", "keeper", "shot", "recovery", "interception")
# A pass that arrives is written down twice by StatsBomb; as a contact of its own it would hide what came before.
_RECEIPT: Final = "Ball Receipt*"
_STOPPED: Final = ("out", "foul", "offside", "period_start", "period_end", "own_goal")

SITUATION: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "index": pl.UInt32,
    "x": pl.Float64,
    "y": pl.Float64,
    "body_part": pl.String,
    "set_piece": pl.String,  # the restart the shot itself is
    "technique": pl.String,  # how it was struck, as the provider tells it
    "first_time": pl.Boolean,  # struck with the first touch
    "pressed": pl.Boolean,  # the shooter was under pressure, as the provider tells it
    "counter_flag": pl.Boolean,  # the provider's, null where there is none
    # The completed pass or delivery that the shot followed, while no opponent controlled the ball in between.
    "setup": pl.Boolean,
    "setup_seconds": pl.Float64,  # from the pass to the shot
    "setup_x": pl.Float64,
    "setup_y": pl.Float64,
    "setup_end_x": pl.Float64,
    "setup_end_y": pl.Float64,
    "setup_cross": pl.Boolean,
    "setup_through": pl.Boolean,
    "setup_high": pl.Boolean,
    "setup_head": pl.Boolean,
    "setup_restart": pl.String,
    # The contact right before the shot.
    "before_kind": pl.String,
    "before_own": pl.Boolean,
    "before_won": pl.Boolean,
    "before_seconds": pl.Float64,
    "before_x": pl.Float64,  # seen by the shooting side
    # Seconds since, null where there was none within LOOK_BACK_SECONDS.
    "rebound_seconds": pl.Float64,  # own shot that did not score
    "take_on_seconds": pl.Float64,  # own take-on won by the shooter
    "keeper_out_seconds": pl.Float64,  # opponent's keeper acted: save, claim, leaving his line
    "aerial_seconds": pl.Float64,  # aerial duel of either side
    "loose_seconds": pl.Float64,  # duel for a loose ball
    "corner_seconds": pl.Float64,
    "free_kick_seconds": pl.Float64,
    "throw_in_seconds": pl.Float64,
    # The attack: since the opponent last controlled the ball or play was stopped.
    "attack_seconds": pl.Float64,
    "attack_x": pl.Float64,
    "attack_restart": pl.String,  # the dead ball it began with, null for a ball won in play
    "attack_passes": pl.UInt8,
    # Where the attack had the ball at least five and ten seconds before the shot; its start when it is younger.
    "x_5": pl.Float64,
    "x_10": pl.Float64,
}
"""Column name -> type of the frame of `Situations`."""

_NONE: Final = 255
_KIND: Final = {name: code for code, name in enumerate(KINDS)}
_PASS, _SHOT = _KIND["pass"], _KIND["shot"]
_SUCCESS, _FAILURE = OUTCOMES.index("success"), OUTCOMES.index("failure")
_CODES: Final = {
    "side": SIDES, "kind": KINDS, "outcome": OUTCOMES, "body_part": BODY_PARTS, "set_piece": SET_PIECES,
    "technique": TECHNIQUES,
}  # fmt: skip
_FLAGS: Final = ("counter_attack", "cross", "through_ball", "high", "first_time", "under_pressure")
_NUMBERS: Final = ("seconds", "x", "y", "end_x", "end_y")
_READ: Final = (
    pl.col(*_CODES).to_physical().fill_null(_NONE),
    pl.col(_FLAGS).cast(pl.UInt8).fill_null(_NONE),
    (pl.col("type_name") == _RECEIPT).fill_null(False).alias("receipt"),
)
_TRUTH: Final = pl.Series([False, True, None], dtype=pl.Boolean)
_WORDS: Final[dict[str, tuple[str, ...]]] = {
    **{name: _CODES[name] for name in ("body_part", "set_piece", "technique")},
    "setup_restart": SET_PIECES, "before_kind": KINDS, "attack_restart": SET_PIECES,
}  # fmt: skip


_IS_SKIPPED, _IS_CONTROLLED, _IS_STOPPED = (code_mask(KINDS, names) for names in (_SKIPPED, _CONTROLLED, _STOPPED))


@dataclass(frozen=True, slots=True)
class Situations:
    """The origins of shots as arrays, one entry per shot (they are few: NumPy is far quicker on those than Polars).

    Attributes:
        columns: by the names of `SITUATION`: numbers, with NaN for null; words as positions in the schema's tuples and
            truths as 0 or 1, with 255 for null.
    """

    columns: dict[str, Any]

    def __len__(self) -> int:
        return len(self.columns["index"])

    def number(self, name: str) -> Any:
        """A column of numbers as floats."""
        return self.columns[name].astype(np.float64)

    def flag(self, name: str) -> Any:
        """1.0 where a truth is known to hold, else 0.0."""
        return (self.columns[name] == 1).astype(np.float64)

    def is_word(self, name: str, *words: str) -> Any:
        """Where a column of words holds one of these."""
        return code_mask(_WORDS[name], words).take(self.columns[name], mode="clip")

    def is_known(self, name: str) -> Any:
        """Where a column of words is not null."""
        return self.columns[name] != _NONE

    def frame(self) -> pl.DataFrame:
        """One row per shot with the columns of `SITUATION`."""
        return pl.DataFrame([self._series(name, dtype) for name, dtype in SITUATION.items()])

    def _series(self, name: str, dtype: Any) -> pl.Series:
        values = self.columns[name]
        if name in _WORDS or dtype is pl.Boolean:
            words = pl.Series([*_WORDS[name], None], dtype=dtype) if name in _WORDS else _TRUTH
            return gathered(words, np.minimum(values, len(words) - 1)).alias(name)
        return pl.Series(name, values, nan_to_null=True)

    @classmethod
    def of(cls, frame: pl.DataFrame) -> Self:
        """The situations of a frame with the columns of `SITUATION`."""
        columns: dict[str, Any] = {}
        for name, dtype in SITUATION.items():
            column = frame[name]
            if name in _WORDS:
                codes = codes_of_names(column.to_list(), _WORDS[name])
                columns[name] = np.where(codes == len(_WORDS[name]), _NONE, codes)
            else:
                columns[name] = (column.cast(pl.UInt8).fill_null(_NONE) if dtype is pl.Boolean else column).to_numpy()
        return cls(columns)


def situations(events: pl.DataFrame) -> Situations:
    """The origin of each shot of an event table, in order.

    Args:
        events: frame with the columns of `frontfoot.match.schema.EVENTS`.
    """
    read = events.select(_READ)
    c = {name: read[name].to_numpy() for name in read.columns}
    c |= {name: events[name].to_numpy() for name in _NUMBERS}
    c["period"] = events["period"].to_numpy()
    shots = np.flatnonzero(c["kind"] == _SHOT)
    before = _Before(c, shots)
    table: dict[str, Any] = {name: c[name][shots] for name in ("x", "y", "body_part", "set_piece", "technique")}
    table["index"] = events["index"].to_numpy()[shots]
    for name, column in (
        ("first_time", "first_time"),
        ("pressed", "under_pressure"),
        ("counter_flag", "counter_attack"),
    ):
        table[name] = c[column][shots]
    _contact(before, c, table)
    _since(before, c, table, events["player"])
    _attack(before, c, table)
    return Situations(table)


class _Before:
    """What stands before each shot that is no restart: one entry for every event considered, the latest first.

    Attributes:
        shots: number of shots.
        shot: number of the shot that an entry belongs to, ascending.
        row: of the event.
        elapsed: seconds from the event to the shot.
        own: the event belongs to the side that shoots.
        kind: of the event.
    """

    def __init__(self, c: dict[str, Any], shots: Any) -> None:
        self.shots = len(shots)
        back = shots[:, None] - np.arange(1, LOOK_BACK_EVENTS + 1)
        rows = np.maximum(back, 0)
        elapsed = c["seconds"][shots][:, None] - c["seconds"][rows]
        ends = (back < 0) | (c["period"][rows] != c["period"][shots][:, None]) | (elapsed > LOOK_BACK_SECONDS)
        seen = ~np.logical_or.accumulate(ends, axis=1) & (c["set_piece"][shots] == _NONE)[:, None]
        seen &= ~_IS_SKIPPED[c["kind"][rows]] & (elapsed >= 0) & ~c["receipt"][rows]
        self.shot, place = np.nonzero(seen)
        self.row, self.elapsed = rows[self.shot, place], elapsed[self.shot, place]
        self.own = c["side"][self.row] == c["side"][shots[self.shot]]
        self.kind = c["kind"][self.row]
        self.of_shot = shots[self.shot]

    def latest(self, chosen: Any) -> Any:
        """Of each shot the entry nearest to it among the chosen (a mask); only shots that have one."""
        entries = np.flatnonzero(chosen)
        new = self.shot[entries][1:] != self.shot[entries][:-1]
        return entries[np.concatenate(([True], new))] if len(entries) else entries

    def earliest(self, chosen: Any) -> Any:
        """Of each shot the entry farthest from it among the chosen (a mask); only shots that have one."""
        entries = np.flatnonzero(chosen)
        new = self.shot[entries][1:] != self.shot[entries][:-1]
        return entries[np.concatenate((new, [True]))] if len(entries) else entries

    def numbers(self, entries: Any, values: Any) -> Any:
        """Values of entries, one a shot, as a column: NaN for the other shots."""
        column = np.full(self.shots, np.nan)
        column[self.shot[entries]] = values
        return column

    def codes(self, entries: Any, values: Any) -> Any:
        """Codes of entries, one a shot, as a column: null for the other shots."""
        column = np.full(self.shots, _NONE, dtype=np.uint8)
        column[self.shot[entries]] = values
        return column


def _contact(before: _Before, c: dict[str, Any], table: dict[str, Any]) -> None:
    """The contact right before the shot."""
    # Who picks up a loose ball and shoots has had no contact before the shot: the one before that is looked for.
    entries = before.latest(~(before.own & (before.kind == _KIND["recovery"])))
    rows, own = before.row[entries], before.own[entries]
    table["before_kind"] = before.codes(entries, before.kind[entries])
    table["before_own"] = before.codes(entries, own)
    table["before_won"] = before.codes(entries, c["outcome"][rows] == _SUCCESS)
    table["before_seconds"] = before.numbers(entries, before.elapsed[entries])
    table["before_x"] = before.numbers(entries, np.where(own, c["x"][rows], PITCH_LENGTH - c["x"][rows]))


def _since(before: _Before, c: dict[str, Any], table: dict[str, Any], players: pl.Series) -> None:
    """How long ago the nearest event of each interesting sort was."""
    own, kind = before.own, before.kind
    take_on = np.flatnonzero(own & (kind == _KIND["take_on"]) & (c["outcome"][before.row] == _SUCCESS))
    by_shooter = np.zeros(len(own), dtype=np.bool_)
    takers, shooters = (gathered(players, rows[take_on]).to_list() for rows in (before.row, before.of_shot))
    by_shooter[take_on] = [taker == shooter for taker, shooter in zip(takers, shooters, strict=True)]
    restart = np.where(own & (kind == _PASS), c["set_piece"][before.row], _NONE)
    for name, chosen in (
        ("rebound", own & (kind == _SHOT)),
        ("take_on", by_shooter),
        ("keeper_out", ~own & (kind == _KIND["keeper"])),
        ("aerial", kind == _KIND["aerial"]),
        ("loose", kind == _KIND["loose_ball"]),
        *((name, restart == SET_PIECES.index(name)) for name in ("corner", "free_kick", "throw_in")),
    ):
        entries = before.latest(chosen)
        table[f"{name}_seconds"] = before.numbers(entries, before.elapsed[entries])


def _attack(before: _Before, c: dict[str, Any], table: dict[str, Any]) -> None:
    """The attack that the shot ended: back to where the opponent last controlled the ball or play was stopped."""
    own, kind, set_piece = before.own, before.kind, c["set_piece"][before.row]
    ended = _IS_STOPPED[kind] | (~own & _IS_CONTROLLED[kind])
    begins = own & ~ended & ((set_piece != _NONE) | (kind == _SHOT))
    # How many ends and beginnings lie between an entry and its shot.
    closed = ended | begins
    so_far = np.cumsum(closed) - closed
    first = np.searchsorted(before.shot, before.shot)
    inside = own & ~ended & (so_far == so_far[first])
    entries = before.earliest(inside)
    table["attack_seconds"] = before.numbers(entries, before.elapsed[entries])
    table["attack_restart"] = before.codes(entries, set_piece[entries])
    x = c["x"][before.row]
    placed = inside & ~np.isnan(x)
    entries = before.earliest(placed)
    table["attack_x"] = before.numbers(entries, x[entries])
    for name, age in (("x_5", 5.0), ("x_10", 10.0)):
        table[name] = table["attack_x"].copy()
        entries = before.latest(placed & (before.elapsed >= age))
        table[name][before.shot[entries]] = x[entries]
    passed = inside & (kind == _PASS)
    table["attack_passes"] = np.bincount(before.shot[passed], minlength=before.shots).astype(np.uint8)
    entries = before.latest(passed & (c["outcome"][before.row] != _FAILURE))
    rows = before.row[entries]
    table["setup"] = np.zeros(before.shots, dtype=np.uint8)
    table["setup"][before.shot[entries]] = 1
    table["setup_seconds"] = before.numbers(entries, before.elapsed[entries])
    for name in ("x", "y", "end_x", "end_y"):
        table[f"setup_{name}"] = before.numbers(entries, c[name][rows])
    for name, column in (("cross", "cross"), ("through", "through_ball"), ("high", "high")):
        table[f"setup_{name}"] = before.codes(entries, c[column][rows])
    table["setup_head"] = before.codes(entries, c["body_part"][rows] == BODY_PARTS.index("head"))
    table["setup_restart"] = before.codes(entries, c["set_piece"][rows])
