"""Reads matches of the providers that have no reader here, through kloppy.

Columns that kloppy does not fill stay null and are missing from `provides`.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import polars as pl

from frontfoot.core.errors import FrontfootError, MissingExtra, ReadError
from frontfoot.match import limits
from frontfoot.match.belonging import match_identifier, name_identifier
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.kloppy.events import row_of
from frontfoot.match.kloppy.formations import formations_of
from frontfoot.match.kloppy.occasion import ended, occasion_of, over
from frontfoot.match.kloppy.prepare import prepared
from frontfoot.match.match import Info, Team
from frontfoot.match.names import display_name
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.safe_xml import guard_xml
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.series import shirt_number
from frontfoot.match.until import Until

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
    *("lost", "out", "substitution", "own_goal", "high", "related_player", "formations"),
}
PROVIDES: Final[dict[str, frozenset[str]]] = {
    "opta": _OPTA,
    "statsperform": _OPTA,
    "sportec": _COMMON
    | {"body_part", "card", "cross", "assist", "key_pass", "interception", "tackle", "aerial", "take_on", "clearance"}
    | {"foul", "keeper", "recovery", "substitution", "own_goal", "xg", "out", "related_player", "formations"},
    "datafactory": _COMMON | {"recovery", "foul", "card", "out", "substitution", "related_player", "own_goal"},
    "impect": _COMMON
    | {"body_part", "carry", "recovery", "tackle", "take_on", "aerial", "clearance", "interception", "foul", "keeper"}
    | {"card", "key_pass", "assist", "out", "substitution", "related_player", "formations"},
}
# The arguments of kloppy's loader, by the part of the match they take; the ones in brackets may be absent.
_ARGUMENTS: Final[dict[str, dict[str, str]]] = {
    "opta": {"events": "f24_data", "lineups": "f7_data"},
    "statsperform": {"events": "ma3_data", "lineups": "ma1_data"},
    "sportec": {"events": "event_data", "lineups": "meta_data"},
    "datafactory": {"events": "event_data"},
    "impect": {"events": "event_data", "lineups": "lineup_data", "squads": "squads_data", "players": "players_data"},
}
_OPTIONAL: Final = {("impect", "squads"), ("impect", "players")}
_NAMES: Final = {
    ("opta", "lineups"): "the F7 file",
    ("statsperform", "lineups"): "the MA1 file",
    ("sportec", "lineups"): "the match information",
    ("impect", "lineups"): "the line-ups",
}


def read(provider: str, parts: dict[str, Source], *, until: Until | None = None) -> Draft:
    """The match of some files read with kloppy, not yet checked.

    Args:
        provider: one of `PROVIDES`.
        parts: its files by part; "events" is always among them.
        until: leave out what came after this moment.

    Raises:
        MissingExtra: kloppy is not installed.
        ReadError: a part is missing, XML declares a document type, or kloppy cannot read the files.
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
            ready = prepared(provider, parts)
            return _draft(provider, _load(provider, ready), ready, until)
    except FrontfootError:
        raise
    except Exception as error:  # kloppy raises whatever its parsers raise
        raise ReadError(
            f"kloppy cannot read this as {provider} ({type(error).__name__}: {str(error)[:200]})",
            place=parts["events"].place,
            remedy="Check that the files are complete and of the same match",
        ) from error


def _load(provider: str, parts: dict[str, Source]) -> Any:
    from kloppy import datafactory, impect, opta, sportec, statsperform

    loaders: dict[str, Callable[..., Any]] = {
        "opta": opta.load,
        "statsperform": statsperform.load_event,
        "sportec": sportec.load_event,
        "datafactory": datafactory.load,
        "impect": impect.load,
    }
    arguments = {
        argument: io.BytesIO(parts[part].content) for part, argument in _ARGUMENTS[provider].items() if part in parts
    }
    return loaders[provider](**arguments)


def _draft(provider: str, dataset: Any, parts: dict[str, Source], until: Until | None) -> Draft:
    limits.check_events(len(dataset.records), parts["events"].place)
    teams = dataset.metadata.teams
    home, away = (Team(str(team.team_id), str(team.name or team.team_id)) for team in teams)
    sides = {str(teams[0].team_id): "home", str(teams[1].team_id): "away"}
    placed = dataset.transform(to_coordinate_system=our_pitch())
    records, cut = Until.before(
        until,
        placed.records,
        lambda event: (event.period.id, event.timestamp.total_seconds()),
        place=parts["events"].place,
    )
    rows = [row_of(event, sides, placed.metadata.orientation) for event in records]
    players = _players(teams, sides)
    formations = formations_of(provider, teams, players, records, parts, cut)
    provides = PROVIDES.get(provider)
    if provides is None:
        # The optional columns that hold anything, and the kinds that occur.
        columns = {name for name in rows[0] if any(row[name] not in (None, False) for row in rows)}
        provides = frozenset(
            columns | {row["kind"] for row in rows} | ({"formations"} if formations is not None else set())
        )
    return Draft(
        info=_info(provider, dataset, parts, stated=cut is None),
        home=home,
        away=away,
        events=columns_of(rows, leave_out=_OPTIONAL_COLUMNS - provides),
        players=players,
        provides=provides,
        formations=formations,
        over=over(provider, parts) if cut is None else None,
        ended=ended(provider, parts, cut),
        cut=cut,
    )


def read_dataset(dataset: Any, until: Until | None = None) -> Draft:
    """A match from an `EventDataset` that kloppy loaded, in any coordinate system.

    A dataset of a provider that is read here without kloppy keeps apart from it ("statsbomb_kloppy"), since kloppy does
    not carry all that the provider records; what it fills is found from the events.

    Raises:
        ReadError: the dataset holds no events, or kloppy cannot transform it.
    """
    name = str(dataset.metadata.provider.value)
    provider = name if name in PROVIDES else f"{name}_kloppy"
    memory = Source(place="the dataset", path=Path("memory"), name="", content=b"")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _draft(provider, dataset, {"events": memory}, until)
    except FrontfootError:
        raise
    except Exception as error:  # kloppy raises whatever its transformations raise
        raise ReadError(
            f"kloppy's dataset cannot be read ({type(error).__name__}: {str(error)[:200]})",
            place="the dataset",
            remedy="Load it again with kloppy, unfiltered",
        ) from error


def _info(provider: str, dataset: Any, parts: dict[str, Source], *, stated: bool) -> Info:
    meta = dataset.metadata
    stated_ids = [match_identifier(source, provider, part) for part, source in parts.items()]
    identifier = str(meta.game_id or "") or next(filter(None, stated_ids), "") or name_identifier(parts["events"].path)
    score = meta.score
    final = (
        (score.home, score.away)
        if stated and score is not None and isinstance(score.home, int) and isinstance(score.away, int)
        else None
    )
    occasion = occasion_of(provider, parts)
    return Info(
        provider=provider,
        match_id=identifier,
        competition=occasion.competition,
        season=occasion.season,
        date=occasion.date or (meta.date.date().isoformat() if meta.date else ""),
        venue=occasion.venue,
        stated_score=final,
        sources=tuple(source.place for source in parts.values()),
    )


def _name(player: Any) -> str:
    """The name of a player as kloppy has it; Opta states the first and the last name apart."""
    apart = " ".join(part for part in (player.first_name, player.last_name) if part and part != "None")
    return str(player.name or apart or player.player_id)


def _players(teams: Any, sides: dict[str, str]) -> pl.DataFrame:
    return players_of(
        [
            {
                "player": str(player.player_id),
                "side": sides[str(team.team_id)],
                "name": _name(player),
                "shirt": shirt_number(player.jersey_no),
                "position": str(player.starting_position) if player.starting_position else None,
                "starter": player.starting,
            }
            for team in teams
            for player in team.players
        ]
    )


def our_pitch() -> Any:
    """The pitch of 105 x 68 m as a coordinate system of kloppy, to which it maps markings on markings."""
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
