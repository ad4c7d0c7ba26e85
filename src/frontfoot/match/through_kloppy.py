"""Every provider without a reader of our own, through kloppy into the same table.

kloppy normalises; what it does not carry stays null and is missing from `provides`. XML is handed on only when it
declares nothing: without a document type there are no entities, so nothing can be expanded or fetched.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Callable
from typing import Any, Final

import numpy as np

from frontfoot.errors import FrontfootError, MissingExtra, ReadError
from frontfoot.match import limits
from frontfoot.match.columns import Columns, codes_of_names, numbered, people_of, player_table
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.match import Info, Team
from frontfoot.match.names import display_name
from frontfoot.match.schema import KINDS, OUTCOMES, PITCH_LENGTH, PITCH_WIDTH, SET_PIECES, SIDES

_COMMON: Final = frozenset({"player", "end_x", "set_piece", "pass", "shot"})
# Columns that stay null unless the provider records them.
_OPTIONAL_COLUMNS: Final = frozenset(
    {
        *("body_part", "cross", "through_ball", "high", "key_pass", "assist", "counter_attack", "under_pressure"),
        *("sliding", "interception", "xg", "related_player", "card"),
    }
)
_OPTA: Final = _COMMON | {
    *("body_part", "card", "cross", "through_ball", "key_pass", "assist", "counter_attack", "interception"),
    *("take_on", "tackle", "aerial", "loose_ball", "interception", "clearance", "recovery", "foul", "keeper"),
    *("lost", "out", "substitution", "own_goal", "high", "related_player"),
}
PROVIDES: Final[dict[str, frozenset[str]]] = {
    "opta": _OPTA,
    "statsperform": _OPTA,
    "sportec": _COMMON
    | {"body_part", "card", "cross", "assist", "key_pass", "interception", "tackle", "aerial", "take_on", "clearance"}
    | {"foul", "keeper", "recovery", "substitution", "own_goal", "xg", "out", "related_player"},
    "metrica": _COMMON | {"carry", "recovery", "foul", "out", "body_part"},
    "datafactory": _COMMON | {"recovery", "foul", "card", "out", "substitution", "related_player"},
    "impect": _COMMON
    | {"body_part", "carry", "recovery", "tackle", "take_on", "aerial", "clearance", "interception", "foul", "keeper"}
    | {"card", "key_pass", "assist", "out", "substitution", "related_player"},
}
# The arguments of kloppy's loader, by the part of the match they take; the ones in brackets may be absent.
_ARGUMENTS: Final[dict[str, dict[str, str]]] = {
    "opta": {"events": "f24_data", "lineups": "f7_data"},
    "statsperform": {"events": "ma3_data", "lineups": "ma1_data"},
    "sportec": {"events": "event_data", "lineups": "meta_data"},
    "metrica": {"events": "event_data", "metadata": "meta_data"},
    "datafactory": {"events": "event_data"},
    "impect": {"events": "event_data", "lineups": "lineup_data", "squads": "squads_data", "players": "players_data"},
}
_OPTIONAL: Final = {("impect", "squads"), ("impect", "players")}
_NAMES: Final = {
    ("opta", "lineups"): "the F7 file",
    ("statsperform", "lineups"): "the MA1 file",
    ("sportec", "lineups"): "the match information",
    ("metrica", "metadata"): "the EPTS metadata",
    ("impect", "lineups"): "the line-ups",
}
_KINDS: Final = {
    "PASS": "pass",
    "SHOT": "shot",
    "TAKE_ON": "take_on",
    "CARRY": "carry",
    "CLEARANCE": "clearance",
    "INTERCEPTION": "interception",
    "SUBSTITUTION": "substitution",
    "CARD": "card",
    "RECOVERY": "recovery",
    "BALL_OUT": "out",
    "FOUL_COMMITTED": "foul",
    "GOALKEEPER": "keeper",
    "PRESSURE": "pressure",
    "MISCONTROL": "lost",
}
_OUTCOMES: Final = {
    "COMPLETE": "success",
    "INCOMPLETE": "failure",
    "OUT": "failure",
    "OFFSIDE": "failure",
    "GOAL": "goal",
    "SAVED": "saved",
    "OFF_TARGET": "off_target",
    "BLOCKED": "blocked",
    "POST": "post",
    "WON": "success",
    "LOST": "failure",
    "NEUTRAL": "neutral",
    "SUCCESS": "success",
}
_BODY: Final = {"RIGHT_FOOT": "right_foot", "LEFT_FOOT": "left_foot", "HEAD": "head", "HEAD_OTHER": "head"}
_SET_PIECES: Final = {"CORNER_KICK": "corner"}
_CARDS: Final = {"FIRST_YELLOW": "yellow", "SECOND_YELLOW": "second_yellow", "RED": "red"}
_UNTOUCHED: Final = ("pressure", "card", "foul", "out", "substitution", "other")


def read(provider: str, parts: dict[str, Source]) -> Draft:
    """Read one match with kloppy.

    Args:
        provider: one of `PROVIDES`.
        parts: its files by part; "events" is always among them.

    Raises:
        MissingExtra: kloppy is not installed.
        ReadError: a part is missing, XML declares a document type, or kloppy cannot make sense of the files.
    """
    for part in _ARGUMENTS[provider]:
        if part not in parts and (provider, part) not in _OPTIONAL:
            raise ReadError(
                f"{display_name(provider)} spreads a match over several files; missing: {_NAMES[provider, part]}",
                place=parts["events"].place,
                remedy="Name it beside the events",
            )
    for source in parts.values():
        guard_xml(source)
    try:
        import kloppy  # noqa: F401
    except ImportError as error:
        raise MissingExtra(f"Reading files of {display_name(provider)}", extra="providers") from error
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            dataset = _load(provider, parts)
            return _draft(provider, dataset, parts)
    except FrontfootError:
        raise
    except Exception as error:  # kloppy raises whatever its parsers raise
        raise ReadError(
            f"kloppy cannot read this as {provider} ({type(error).__name__}: {str(error)[:200]})",
            place=parts["events"].place,
            remedy="Check that the files are complete and of the same match",
        ) from error


def guard_xml(source: Source) -> None:
    """Refuse XML that could make a parser expand or fetch anything, or dig too deep.

    Raises:
        ReadError: it declares a document type, is not in a one-byte encoding, or is nested too deep.
    """
    content = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.startswith(b"<"):
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise ReadError("The file is not UTF-8 text", place=source.place, remedy="Save it as UTF-8")
        return
    if b"\x00" in content:
        raise ReadError("The file is not UTF-8 text", place=source.place, remedy="Save it as UTF-8")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ReadError(
            "The XML declares a document type, through which it could read other files",
            place=source.place,
            remedy="No provider's feed does that; export it again",
        )
    depth = 0
    from xml.parsers import expat

    def opened(_name: str, _attributes: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MAX_DEPTH:
            raise ReadError(
                f"The XML is nested deeper than {limits.MAX_DEPTH} levels",
                place=source.place,
                remedy="Export it again",
            )

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(source.content.lstrip(), True)
    except expat.ExpatError as error:
        raise ReadError(f"The XML is damaged ({error})", place=source.place, remedy="Export it again") from error


def _load(provider: str, parts: dict[str, Source]) -> Any:
    from kloppy import datafactory, impect, metrica, opta, sportec, statsperform

    loaders: dict[str, Callable[..., Any]] = {
        "opta": opta.load,
        "statsperform": statsperform.load_event,
        "sportec": sportec.load_event,
        "metrica": metrica.load_event,
        "datafactory": datafactory.load,
        "impect": impect.load,
    }
    arguments = {
        argument: io.BytesIO(parts[part].content) for part, argument in _ARGUMENTS[provider].items() if part in parts
    }
    return loaders[provider](**arguments)


def _draft(provider: str, dataset: Any, parts: dict[str, Source]) -> Draft:
    if not dataset.records:
        raise ReadError("The match has no events", place=parts["events"].place, remedy="Export it again")
    if len(dataset.records) > limits.MAX_EVENTS:
        raise ReadError(
            f"The match has {len(dataset.records):,} events, more than any match ({limits.MAX_EVENTS:,})",
            place=parts["events"].place,
            remedy="Name a file that holds one match",
        )
    teams = dataset.metadata.teams
    home, away = (Team(str(team.team_id), str(team.name or team.team_id)) for team in teams)
    sides = {str(teams[0].team_id): "home", str(teams[1].team_id): "away"}
    placed = dataset.transform(to_coordinate_system=_our_pitch())
    rows = [row for event in placed.records if (row := _row(event, sides, placed.metadata.orientation)) is not None]
    return Draft(
        info=_info(provider, dataset, parts),
        home=home,
        away=away,
        events=_columns(rows, leave_out=_OPTIONAL_COLUMNS - PROVIDES[provider]),
        players=_players(teams, sides),
        provides=PROVIDES[provider],
    )


def _columns(rows: list[dict[str, Any]], *, leave_out: frozenset[str]) -> Columns:
    table = {name: [None if name in leave_out else row[name] for row in rows] for name in rows[0]}
    type_name, type_names = numbered(table["type_name"])
    columns: dict[str, Any] = {"period": np.array(table["period"], dtype=np.int64)}
    for name, names in (("side", SIDES), ("kind", KINDS), ("outcome", OUTCOMES), ("set_piece", SET_PIECES)):
        columns[name] = codes_of_names(table[name], names)
    for name in ("seconds", "x", "y", "end_x", "end_y"):
        columns[name] = np.array(table[name], dtype=np.float64)
    columns |= people_of(table["player"], table["related_player"])
    return Columns(
        **columns,
        type_name=type_name,
        type_names=type_names,
        rest={
            name: values
            for name, values in table.items()
            if name not in columns and name != "type_name" and name not in leave_out
        },
    )


def _our_pitch() -> Any:
    """Ours in kloppy's words; kloppy then scales mark on mark."""
    from kloppy.domain import CustomCoordinateSystem, Dimension, MetricPitchDimensions, Origin, VerticalOrientation

    return CustomCoordinateSystem(
        origin=Origin.BOTTOM_LEFT,
        vertical_orientation=VerticalOrientation.BOTTOM_TO_TOP,
        pitch_dimensions=MetricPitchDimensions(
            x_dim=Dimension(0, PITCH_LENGTH),
            y_dim=Dimension(0, PITCH_WIDTH),
            pitch_length=PITCH_LENGTH,
            pitch_width=PITCH_WIDTH,
            standardized=False,
        ),
    )


def _info(provider: str, dataset: Any, parts: dict[str, Source]) -> Info:
    meta = dataset.metadata
    score = meta.score
    stated = (
        (score.home, score.away)
        if score is not None and isinstance(score.home, int) and isinstance(score.away, int)
        else None
    )
    return Info(
        provider=provider,
        match_id=str(meta.game_id or ""),
        date=meta.date.date().isoformat() if meta.date else "",
        stated_score=stated,
        sources=tuple(source.place for source in parts.values()),
    )


def _row(event: Any, sides: dict[str, str], orientation: Any) -> dict[str, Any] | None:
    name = event.event_type.name
    qualifiers = _qualifiers(event)
    kind, outcome = _kind(name, event, qualifiers), None
    result = getattr(event, "result", None)
    if result is not None:
        if result.name == "OWN_GOAL":
            kind = "own_goal"
        else:
            outcome = _OUTCOMES.get(result.name)
    turned = _turned(event, orientation)
    end = getattr(event, "receiver_coordinates", None) or getattr(event, "end_coordinates", None)
    end = end or getattr(event, "result_coordinates", None)
    other = getattr(event, "receiver_player", None) or getattr(event, "replacement_player", None)
    card = getattr(event, "card_type", None)
    passes = set(qualifiers.get("PassQualifier", ()))
    set_piece = next(iter(qualifiers.get("SetPieceQualifier", ())), None)
    body = next(iter(qualifiers.get("BodyPartQualifier", ())), None)
    x, y = _place(event.coordinates, turned)
    end_x, end_y = _place(end, turned)
    return {
        "event_id": str(event.event_id),
        "period": int(event.period.id),
        "seconds": event.timestamp.total_seconds(),
        "side": sides.get(str(event.team.team_id)) if event.team else None,
        "player": str(event.player.player_id) if event.player else None,
        "related_player": str(other.player_id) if other else None,
        "kind": kind,
        "outcome": outcome,
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
        "body_part": _BODY.get(body, "other") if body else None,
        "set_piece": _SET_PIECES.get(set_piece, set_piece.lower()) if set_piece else None,
        "card": _CARDS.get(card.name) if card else None,
        "cross": "CROSS" in passes if name == "PASS" else None,
        "through_ball": "THROUGH_BALL" in passes if name == "PASS" else None,
        "high": "HIGH_PASS" in passes or "CHIPPED_PASS" in passes if name == "PASS" else None,
        "key_pass": bool(passes & {"SHOT_ASSIST", "ASSIST"}) if name == "PASS" else None,
        "assist": "ASSIST" in passes if name == "PASS" else None,
        "counter_attack": True if "CounterAttackQualifier" in qualifiers else None,
        "under_pressure": True if "UnderPressureQualifier" in qualifiers else None,
        "sliding": "SLIDING_TACKLE" in qualifiers.get("DuelQualifier", ()) if name == "DUEL" else None,
        "interception": kind == "interception",
        "touched": None if name in {"DUEL", "GENERIC"} else kind not in _UNTOUCHED,
        "xg": _xg(event),
        "type_name": getattr(event, "event_name", None) if name == "GENERIC" else name.lower(),
    }


def _qualifiers(event: Any) -> dict[str, list[str]]:
    """Qualifiers by their sort, in the provider's order, which decides where only one can be kept."""
    found: dict[str, list[str]] = {}
    for qualifier in event.qualifiers or ():
        value = qualifier.value
        found.setdefault(type(qualifier).__name__, []).append(getattr(value, "name", str(value)))
    return found


def _kind(name: str, event: Any, qualifiers: dict[str, list[str]]) -> str:
    if name != "DUEL":
        return _KINDS.get(name, "other")
    sorts = qualifiers.get("DuelQualifier", ())
    if "AERIAL" in sorts:
        return "aerial"
    if "LOOSE_BALL" in sorts:
        return "loose_ball"
    owner = event.ball_owning_team
    return "take_on" if owner is not None and owner == event.team else "tackle"


def _turned(event: Any, orientation: Any) -> bool:
    """Whether the acting side plays from right to left in kloppy's orientation."""
    from kloppy.domain import AttackingDirection, Orientation

    if orientation == Orientation.ACTION_EXECUTING_TEAM or event.team is None:
        return False
    direction = AttackingDirection.from_orientation(
        orientation, period=event.period, ball_owning_team=event.ball_owning_team, action_executing_team=event.team
    )
    return bool(direction == AttackingDirection.RTL)


def _place(point: Any, turned: bool) -> tuple[float | None, float | None]:
    if point is None or point.x is None or point.y is None:
        return None, None
    x, y = (math.inf if math.isnan(value) else float(value) for value in (point.x, point.y))
    return (PITCH_LENGTH - x, PITCH_WIDTH - y) if turned else (x, y)


def _xg(event: Any) -> float | None:
    for statistic in getattr(event, "statistics", None) or ():
        if type(statistic).__name__ == "ExpectedGoals":
            return float(statistic.value)
    return None


def _players(teams: Any, sides: dict[str, str]) -> Any:
    rows = [
        {
            "player": str(player.player_id),
            "side": sides[str(team.team_id)],
            "name": str(player.name or player.player_id),
            "shirt": int(player.jersey_no) if player.jersey_no and 0 < int(player.jersey_no) < 256 else None,
            "position": str(player.starting_position) if player.starting_position else None,
            "starter": player.starting,
        }
        for team in teams
        for player in team.players
    ]
    names = ("player", "side", "name", "shirt", "position", "starter")
    return player_table({name: [row[name] for row in rows] for name in names}, len(rows))
