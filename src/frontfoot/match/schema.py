"""The event table: its columns, defined here and checked on reading.

One row is one event, in the order of play. Every event is stored from the point of view of the side that acts: it
attacks from left to right on a pitch of 105 x 68 m whose origin is the acting side's own goal line at its right-hand
corner. `x` grows towards the goal that is attacked, `y` towards the acting side's left touchline. A defender's tackle
at `x = 80` was therefore made 80 m from his own goal.
"""

from __future__ import annotations

from typing import Final

import polars as pl

PITCH_LENGTH: Final = 105.0
PITCH_WIDTH: Final = 68.0

SIDES: Final = ("home", "away")

# Kinds of events. Providers record different ones (docs: "What each provider fills").
KINDS: Final = (
    "pass",  # an attempted pass of any sort, crosses and set-piece deliveries included
    "carry",  # moving with the ball, as recorded by the provider
    "take_on",  # attacking ground duel: trying to go past an opponent (dribble)
    "shot",  # any attempt at goal, penalties and direct free kicks included, own goals not
    "own_goal",  # by the side that put it into its own goal, at the place where it did
    "tackle",  # defending ground duel: trying to take the ball off an opponent, won or lost
    "aerial",  # aerial duel
    "loose_ball",  # duel for a ball that no side has
    "interception",  # reading and cutting out an opponent's pass
    "recovery",  # gaining a loose ball, as recorded by the provider
    "clearance",
    "block",  # blocking a pass or a shot
    "pressure",  # closing down without touching the ball
    "foul",  # by the offender
    "foul_won",  # by the fouled, where the provider records both
    "offside",  # by the player caught
    "card",  # a booking that is not attached to a foul
    "keeper",  # save, claim, punch, sweep, pick-up by the goalkeeper
    "touch",  # any other touch on the ball (bad touch, touch, acceleration)
    "lost",  # ball lost without an opponent's action: miscontrol, dispossession, error
    "out",  # ball out of play or play interrupted
    "substitution",  # player = off; related_player = on
    "period_start",
    "period_end",
    "other",
)

# Outcome of the event. Null for kinds without an outcome, and where the provider does not state it.
OUTCOMES: Final = (
    "success",  # pass completed, duel won, ball gained
    "failure",
    "neutral",  # duel neither won nor lost
    "goal",  # shots only, from here on
    "saved",
    "off_target",
    "blocked",
    "post",
)

# Technique of a shot, where the provider records it.
TECHNIQUES: Final = ("normal", "volley", "half_volley", "lob", "backheel", "overhead_kick", "diving_header")

BODY_PARTS: Final = ("right_foot", "left_foot", "foot", "head", "other")

# The restart that the event itself takes; null in open play.
SET_PIECES: Final = ("kick_off", "goal_kick", "throw_in", "free_kick", "corner", "penalty")

CARDS: Final = ("yellow", "second_yellow", "red")

SideType: Final = pl.Enum(SIDES)
KindType: Final = pl.Enum(KINDS)
OutcomeType: Final = pl.Enum(OUTCOMES)
BodyPartType: Final = pl.Enum(BODY_PARTS)
SetPieceType: Final = pl.Enum(SET_PIECES)
CardType: Final = pl.Enum(CARDS)
TechniqueType: Final = pl.Enum(TECHNIQUES)

EVENTS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "index": pl.UInt32,  # 0, 1, 2, ... in the order of play
    "event_id": pl.String,  # the provider's own identifier
    "period": pl.UInt8,  # 1, 2 halves; 3, 4 extra time; 5 shoot-out
    "seconds": pl.Float64,  # since the start of the period; stoppage time runs on
    "side": SideType,  # the side that acts
    "player": pl.String,  # the provider's player identifier
    "related_player": pl.String,  # receiver of a pass, opponent in a duel, substitute who comes on
    "kind": KindType,
    "outcome": OutcomeType,
    "x": pl.Float64,  # metres
    "y": pl.Float64,
    "end_x": pl.Float64,  # where the ball went: pass, carry, shot; null where not recorded
    "end_y": pl.Float64,
    "body_part": BodyPartType,
    "set_piece": SetPieceType,
    "technique": TechniqueType,  # shots only
    "first_time": pl.Boolean,  # shot with the first touch
    "card": CardType,
    "duration": pl.Float64,  # seconds, where recorded
    "cross": pl.Boolean,
    "through_ball": pl.Boolean,
    "high": pl.Boolean,  # the pass or shot was played in the air, as the provider records it
    "key_pass": pl.Boolean,  # led to a shot
    "assist": pl.Boolean,
    "counter_attack": pl.Boolean,  # provider's flag
    "under_pressure": pl.Boolean,  # provider's flag
    "sliding": pl.Boolean,  # sliding tackle
    "counterpress": pl.Boolean,  # provider's flag
    "interception": pl.Boolean,  # cut out an opponent's pass, whatever the kind of the row; count these, not the kind
    "penalty_foul": pl.Boolean,  # a foul (by the offender or the fouled) for which a penalty was given
    "touched": pl.Boolean,  # the actor touched the ball (false: pressure, booking, duel lost without a touch)
    "xg": pl.Float64,  # the provider's own expected goals, never ours
    "possession": pl.UInt32,  # provider's possession number, where recorded
    "related": pl.List(pl.UInt32),  # indices of events that belong together (the two halves of a duel)
    "type_name": pl.String,  # the provider's own name of the event, for reference
}
"""Column name -> Polars type. A boolean is null where the provider does not record the flag."""

PLAYERS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "player": pl.String,  # provider's identifier
    "side": SideType,
    "name": pl.String,
    "shirt": pl.UInt8,
    "position": pl.String,  # as the provider names it
    "starter": pl.Boolean,
}

FORMATIONS: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "period": pl.UInt8,
    "seconds": pl.Float64,  # since the start of the period
    "side": SideType,
    "formation": pl.String,  # lines from the back, such as "4-2-3-1"; null where the provider does not name it
    "player": pl.String,
    "position": pl.String,  # as the provider names it
}
"""Positions of the players: eleven rows for the kick-off, and a row per player on the pitch after each change of
formation; one row without a player where only the formation is known."""

FREEZE_FRAMES: Final[dict[str, pl.DataType | type[pl.DataType]]] = {
    "index": pl.UInt32,  # the event this frame belongs to
    "teammate": pl.Boolean,
    "actor": pl.Boolean,
    "keeper": pl.Boolean,
    "x": pl.Float64,  # metres, in the acting side's direction of attack
    "y": pl.Float64,
}
"""Columns of the positions of players around an event (StatsBomb 360 and shot freeze frames)."""
