"""Every shot of a match, how it came about and what it was worth."""

from __future__ import annotations

from typing import Final, Literal

import polars as pl

from frontfoot.chances.features import counter
from frontfoot.chances.geometry import distance, opening_angle
from frontfoot.chances.situation import situations
from frontfoot.chances.xg import BIG_CHANCE, expected_goals
from frontfoot.core.errors import NotProvided
from frontfoot.match.match import Match
from frontfoot.match.names import display_name
from frontfoot.match.schema import BodyPartType, OutcomeType, SetPieceType, SideType

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
    events = match.events
    how = situations(events)
    raw = events.filter(pl.col("kind") == "shot").select(
        "index", "period", "seconds", "side", "player", "x", "y", "body_part", "set_piece", "outcome",
        provider_flag="counter_attack", provider_xg="xg",
    )  # fmt: skip
    x, y = raw["x"].cast(pl.Float64).to_numpy(), raw["y"].cast(pl.Float64).to_numpy()
    penalty = pl.col("set_piece").eq_missing("penalty")
    flagged = match.info.provider != "" and "counter_attack" in match.provides
    table = (
        raw.with_columns(
            distance=distance(x, y),
            angle=opening_angle(x, y),
            penalty=penalty,
            phase=_phase(how),
            counter_attack=raw["provider_flag"].fill_null(False) if flagged else counter(how),
            own_xg=pl.Series(expected_goals(how, match.info.provider, match.freeze_frames)),
        )
        .filter((pl.col("period") <= 4) & pl.col("side").is_not_null())
        .with_columns(pl.col("distance", "angle", "own_xg").fill_nan(None))
    )
    used = xg or ("provider" if states_xg(table) else "own")
    if used == "provider" and not states_xg(table):
        raise NotProvided(
            f"{display_name(match.info.provider)} does not state the expected goals of every shot of this match",
            place=match.info.sources[0] if match.info.sources else "",
            remedy="Ask for Frontfoot's own",
        )
    return table.with_columns(xg=pl.col(f"{used}_xg")).select(
        (pl.col("xg") >= BIG_CHANCE).and_(~pl.col("penalty")).alias(name)
        if name == "big_chance"
        else pl.col(name).cast(dtype)
        for name, dtype in SHOTS.items()
    )


def states_xg(attempts: pl.DataFrame) -> bool:
    """Whether the provider states an expected-goals value for every one of these shots, and there is one."""
    return attempts.height > 0 and attempts["provider_xg"].null_count() == 0


def _phase(how: pl.DataFrame) -> pl.Series:
    """The restart a shot belongs to: its own, else the latest of its side within PHASE_SECONDS."""
    since = {name: pl.col(f"{name}_seconds").fill_null(float("inf")) for name in ("corner", "free_kick", "throw_in")}
    latest = pl.min_horizontal(*since.values())
    names = [
        pl.when((seconds == latest) & (latest <= PHASE_SECONDS)).then(pl.lit(name)) for name, seconds in since.items()
    ]
    return how.select(phase=pl.coalesce("set_piece", *names).cast(SetPieceType))["phase"]
