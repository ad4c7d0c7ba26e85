"""Formations of the providers that are read through kloppy.

kloppy carries the shape at kick-off of Opta's F7 and the changes in the events of Opta and Stats Perform. Data that
only the other files have are read from them: the shape at kick-off in MA1, in the match information of the DFL, and all
of Impect's.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final
from xml.etree import ElementTree

import msgspec
import polars as pl

from frontfoot.match.files import Source
from frontfoot.match.formations import Placed, at_kick_off, shape, table_of
from frontfoot.match.until import Until

_SQUADS: Final = {"home": "squadHome", "away": "squadAway"}
_CHANGE: Final = "FORMATION_CHANGE"
_PERIOD_LENGTH: Final = 10_000.0  # Impect's clock of a period starts at 0, 10,000, 20,000 ... seconds


def formations_of(
    provider: str,
    teams: Iterable[Any],
    players: pl.DataFrame,
    records: Iterable[Any],
    parts: Mapping[str, Source],
    cut: Until | None,
) -> pl.DataFrame | None:
    """Positions at kick-off and after each change of formation, with the columns of `schema.FORMATIONS`.

    Args:
        provider: one of those read through kloppy.
        teams: kloppy's two teams, the home side first.
        players: with the columns of `schema.PLAYERS`.
        records: kloppy's events, up to the cut.
        parts: the files of the match.
        cut: where a longer record was cut.

    Returns:
        None where the files name no formation.
    """
    home, away = teams
    sides = {str(home.team_id): "home", str(away.team_id): "away"}
    stated = _at_kick_off(provider, parts)
    shapes = {
        side: shape(stated.get(str(team.team_id)) or getattr(team.starting_formation, "value", None))
        for side, team in (("home", home), ("away", away))
    }
    rows = at_kick_off(players, shapes)
    rows += [row for event in records if event.event_type.name == _CHANGE for row in _change(event, sides)]
    rows += [row for row in _impect(provider, parts) if cut is None or cut.takes_in(row.period, row.seconds)]
    return table_of(rows)


def _change(event: Any, sides: Mapping[str, str]) -> Iterator[Placed]:
    """One row per player on the pitch; players on the bench have no position."""
    moment = (event.period.id, event.timestamp.total_seconds(), sides.get(str(event.team.team_id)))
    lines = shape(getattr(event.formation_type, "value", None))
    placed = [(player, place) for player, place in (event.player_positions or {}).items() if place and place.value]
    for player, place in placed:
        yield Placed(*moment, lines, str(player.player_id), str(place))
    if not placed:
        yield Placed(*moment, lines)


def _at_kick_off(provider: str, parts: Mapping[str, Source]) -> dict[str, str]:
    """The formation at kick-off by the identifier of the team, where kloppy leaves it out."""
    content = parts["lineups"].content.lstrip() if "lineups" in parts else b""
    if provider == "sportec":
        teams = ElementTree.fromstring(content).iter("Team")
        return {team.get("TeamId", ""): team.get("LineUp", "") for team in teams}
    if provider == "statsperform" and content.startswith(b"<"):
        line_ups = ElementTree.fromstring(content).iter("lineUp")
        return {line_up.get("contestantId", ""): line_up.get("formationUsed", "") for line_up in line_ups}
    if provider == "statsperform" and content:
        live = msgspec.json.decode(content).get("liveData") or {}
        return {
            str(line_up.get("contestantId", "")): str(line_up.get("formationUsed", ""))
            for line_up in live.get("lineUp") or []
        }
    if provider == "impect" and content:
        squads = [msgspec.json.decode(content).get(name) or {} for name in _SQUADS.values()]
        return {str(squad.get("id", "")): str(squad.get("startingFormation", "")) for squad in squads}
    return {}


def _impect(provider: str, parts: Mapping[str, Source]) -> Iterator[Placed]:
    """The changes of formation with their times; Impect does not state the positions of the players."""
    if provider != "impect" or "lineups" not in parts:
        return
    document = msgspec.json.decode(parts["lineups"].content)
    for side, name in _SQUADS.items():
        for change in (document.get(name) or {}).get("formations") or []:
            period, seconds = divmod(float(change["gameTimeInSec"]), _PERIOD_LENGTH)
            if period or seconds:
                yield Placed(int(period) + 1, seconds, side, shape(change.get("formation")))
