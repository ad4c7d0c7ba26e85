"""The shapes of PFF's event, metadata and roster files.

Source: "PFF FC Event Data Specification", versions 2.0 to 2.5, that comes with the 2022 World Cup set. Some versions
write one foul, ball and stadium as an object and some as a list with one; both are read.
"""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec

T = TypeVar("T")

Identifier = int | float | str | None
"""Identifiers are written as whole numbers, as 7988.0 or as text."""

Number = float | None


def text_of(identifier: Identifier) -> str | None:
    """An identifier as text; None for none.

    >>> text_of(7988.0), text_of("7988"), text_of(None)
    ('7988', '7988', None)
    """
    if isinstance(identifier, float) and identifier.is_integer():
        identifier = int(identifier)
    return None if identifier in (None, "") else str(identifier)


def only(value: T | list[T] | None) -> T | None:
    """The object itself, or the first of a list."""
    if isinstance(value, list):
        return value[0] if value else None
    return value


class PffGame(msgspec.Struct, rename="camel"):
    """`gameEvents`: the possession of a player, or what interrupts the game."""

    game_event_type: str | None = None
    initial_non_event: bool | None = None
    start_game_clock: Number = None
    period: Annotated[int, msgspec.Meta(ge=1, le=5)] | None = None
    team_id: Identifier = None
    team_name: str | None = None
    home_team: bool | None = None
    player_id: Identifier = None
    setpiece_type: str | None = None
    out_type: str | None = None
    player_off_id: Identifier = None
    player_on_id: Identifier = None


class PffTouch(msgspec.Struct, rename="camel"):
    """`initialTouch`: how the player was pressed when the ball came."""

    initial_pressure_type: str | None = None
    initial_pressure_player_id: Identifier = None


class PffPossession(msgspec.Struct, rename="camel"):
    """`possessionEvents`: what the player did."""

    possession_event_type: str | None = None
    non_event: bool | None = None
    game_clock: Number = None
    body_type: str | None = None
    high_point_type: str | None = None
    pressure_type: str | None = None
    pressure_player_id: Identifier = None
    passer_player_id: Identifier = None
    pass_type: str | None = None
    pass_outcome_type: str | None = None
    crosser_player_id: Identifier = None
    cross_outcome_type: str | None = None
    receiver_player_id: Identifier = None
    defender_player_id: Identifier = None
    blocker_player_id: Identifier = None
    clearer_player_id: Identifier = None
    shooter_player_id: Identifier = None
    shot_type: str | None = None
    shot_outcome_type: str | None = None
    keeper_player_id: Identifier = None
    carrier_player_id: Identifier = None
    ball_carrier_player_id: Identifier = None
    ball_carry_outcome: str | None = None
    challenger_player_id: Identifier = None
    challenge_type: str | None = None
    challenge_winner_player_id: Identifier = None
    home_duel_player_id: Identifier = None
    away_duel_player_id: Identifier = None
    rebounder_player_id: Identifier = None
    touch_player_id: Identifier = None
    touch_type: str | None = None
    touch_outcome_type: str | None = None


class PffFoul(msgspec.Struct, rename="camel"):
    """`fouls`: the decisions of the referee, on the field and after a video review."""

    on_field_culprit_player_id: Identifier = None
    final_culprit_player_id: Identifier = None
    victim_player_id: Identifier = None
    on_field_offense_type: str | None = None
    final_offense_type: str | None = None
    on_field_foul_outcome_type: str | None = None
    final_foul_outcome_type: str | None = None


class PffStadium(msgspec.Struct, rename="camel"):
    """`stadiumMetadata`: the pitch, and which half the home side defends first."""

    home_team_start_left: bool | None = None
    home_team_start_left_extra_time: bool | None = None
    pitch_length: Number = None
    pitch_width: Number = None


class PffPosition(msgspec.Struct, rename="camel", gc=False):
    """The position of a player at the time of an event."""

    player_id: Identifier = None
    position_group_type: str | None = None
    visibility: str | None = None
    x: Number = None
    y: Number = None


class PffBall(msgspec.Struct, gc=False):
    """Where the ball was."""

    x: Number = None
    y: Number = None


class PffEvent(msgspec.Struct, rename="camel"):
    """One line of the event file."""

    game_id: Identifier = None
    game_event_id: Identifier = None
    possession_event_id: Identifier = None
    event_time: Number = None
    start_time: Number = None
    game: PffGame = msgspec.field(name="gameEvents", default_factory=PffGame)
    touch: PffTouch | list[PffTouch] | None = msgspec.field(name="initialTouch", default=None)
    did: PffPossession | list[PffPossession] | None = msgspec.field(name="possessionEvents", default=None)
    fouls: PffFoul | list[PffFoul] | None = None
    stadium: PffStadium | list[PffStadium] | None = msgspec.field(name="stadiumMetadata", default=None)
    home_players: list[PffPosition] | None = None
    away_players: list[PffPosition] | None = None
    ball: PffBall | list[PffBall] | None = None

    @property
    def possession(self) -> PffPossession | None:
        """What the player did, None where the game was interrupted."""
        return only(self.did)


class PffNamed(msgspec.Struct):
    """A team, a competition or a stadium."""

    id: Identifier = None
    name: str | None = None


class PffPitch(msgspec.Struct):
    """A pitch of a stadium."""

    length: Number = None
    width: Number = None


class PffGround(msgspec.Struct):
    """A stadium with its pitches."""

    name: str | None = None
    pitches: list[PffPitch] = []


class PffMeta(msgspec.Struct, rename="camel"):
    """The metadata of a match."""

    id: Identifier
    home_team: PffNamed
    away_team: PffNamed
    home_team_start_left: bool | None = None
    home_team_start_left_extra_time: bool | None = None
    competition: PffNamed | None = None
    date: str | None = None
    season: str | int | None = None
    stadium: PffGround | None = None
    start_period1: Number = None
    start_period2: Number = None


class PffPlayer(msgspec.Struct):
    """A player by his known name."""

    id: Identifier
    nickname: str | None = None


class PffRoster(msgspec.Struct, rename="camel"):
    """A line of the roster."""

    player: PffPlayer
    team: PffNamed
    position_group_type: str | None = None
    shirt_number: str | int | None = None
    started: bool | None = None
