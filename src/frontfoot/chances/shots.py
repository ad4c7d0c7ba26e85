"""`shots`: every shot of a match, with its origin and its expected goals."""

from __future__ import annotations

from typing import Any, Final, Literal

import numpy as np
import polars as pl

from frontfoot.chances.features import counter
from frontfoot.chances.geometry import distance, opening_angle
from frontfoot.chances.situation import Situations, situations
from frontfoot.chances.xg import BIG_CHANCE, expected_goals
from frontfoot.core.errors import NotProvided
from frontfoot.match.codes import codes_of_names
from frontfoot.match.match import Match
from frontfoot.match.names import display_name
from frontfoot.match.schema import SET_PIECES, SIDES, BodyPartType, OutcomeType, SetPieceType, SideType
from frontfoot.match.series import enum_series, gathered

SHOTS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "index": pl.UInt32,  # of the event
    "period": pl.UInt8,
    "seconds": pl.Float64,
    "side": SideType,
    "player": pl.String,
    "x": pl.Float64,  # metres, towards the goal that is attacked
    "y": pl.Float64,
    "distance": pl.Float64,  # metres to the centre of the goal
    "angle": pl.Float64,  # radians between the posts
    "body_part": BodyPartType,
    "set_piece": SetPieceType,  # the restart that the shot itself is; null in open play
    "phase": SetPieceType,  # that, or the corner, free kick or throw-in (10 s) from which the shot came
    "counter_attack": pl.Boolean,  # provider's flag, or where there is none ours from the events
    "outcome": OutcomeType,
    "penalty": pl.Boolean,
    "xg": pl.Float64,  # the one that is asked for: ours or the provider's
    "big_chance": pl.Boolean,  # xg of at least BIG_CHANCE, penalties apart
    "own_xg": pl.Float64,
    "provider_xg": pl.Float64,
}
"""Column name -> type of the frame that `shots` returns."""

PHASE_SECONDS: Final = 10.0

_NONE: Final = 255
_READ: Final = [
    "index", "period", "seconds", "side", "player", "x", "y", "body_part", "set_piece", "outcome",
    "xg",
]  # fmt: skip

XgSource = Literal["own", "provider"]


def shots(match: Match, xg: XgSource | None = None) -> pl.DataFrame:
    """One row per shot in the order of play, with the columns of `SHOTS`.

    Own goals are no shots, the kicks of a shoot-out are no chances of the match, and a shot of neither team counts for
    none. A shot without a place gets no
    expected goals (null), unless it is a penalty.

    Args:
        match: any match.
        xg: whose expected goals stand in `xg`; None for the provider's where it states one for every shot, else ours.

    Raises:
        NotProvided: the provider's are asked for, and it does not state one for every shot.

    >>> from frontfoot.match.load import load
    >>> shots(load("2575959.json.gz")).group_by("side").agg(pl.col("xg").sum())  # doctest: +SKIP
    """
    how = situations(match.events)
    rows = np.flatnonzero((match.events["kind"] == "shot").to_numpy())
    raw = match.events[_READ][pl.Series(rows.astype(np.uint32))]
    x, y, period = (raw[name].to_numpy() for name in ("x", "y", "period"))
    restart, side = how.columns["set_piece"], codes_of_names(raw["side"].to_list(), SIDES)
    flagged = "counter_attack" in match.provides
    own_xg = expected_goals(how, match.info.provider, match.freeze_frames)
    made = {
        "distance": pl.Series(distance(x, y), nan_to_null=True),
        "angle": pl.Series(opening_angle(x, y), nan_to_null=True),
        "phase": enum_series(_phase(how, restart), SetPieceType),
        "counter_attack": pl.Series(how.columns["counter_flag"] == 1 if flagged else counter(how)),
        "penalty": pl.Series(restart == SET_PIECES.index("penalty")),
        "own_xg": pl.Series(own_xg, nan_to_null=True),
        "provider_xg": raw["xg"],
    }
    in_play = (period <= 4) & (side < len(SIDES))
    columns = {name: made[name] if name in made else raw[name] for name in SHOTS if name not in ("xg", "big_chance")}
    if not in_play.all():
        columns = {name: gathered(column, np.flatnonzero(in_play)) for name, column in columns.items()}
    states = _states(columns["provider_xg"])
    if xg == "provider" and not states:
        raise NotProvided(
            f"{display_name(match.info.provider)} does not state the expected goals of every shot of this match",
            place=match.info.sources[0] if match.info.sources else "",
            remedy="Ask for Frontfoot's own",
        )
    columns["xg"] = columns[f"{xg or ('provider' if states else 'own')}_xg"]
    columns["big_chance"] = (columns["xg"] >= BIG_CHANCE) & ~columns["penalty"]
    return pl.DataFrame([columns[name].alias(name) for name in SHOTS])


def states_xg(attempts: pl.DataFrame) -> bool:
    """Whether the provider states an expected-goals value for every one of these shots, and there is one."""
    return _states(attempts["provider_xg"])


def _states(provider_xg: pl.Series) -> bool:
    return bool(len(provider_xg)) and not provider_xg.has_nulls()


def _phase(how: Situations, restart: Any) -> Any:
    """The restart a shot belongs to, as a code: its own, else the latest of its side within PHASE_SECONDS."""
    names = ("corner", "free_kick", "throw_in")
    since = np.stack([np.nan_to_num(how.number(f"{name}_seconds"), nan=np.inf) for name in names])
    latest = np.array([SET_PIECES.index(name) for name in names])[np.argmin(since, axis=0)]
    following = np.where(np.min(since, axis=0) <= PHASE_SECONDS, latest, len(SET_PIECES))
    return np.where(restart == _NONE, following, restart)
