"""Reads a PFF match: events with the positions of all players in sight, metadata and rosters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.belonging import name_identifier
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.match import Info, Team
from frontfoot.match.pff.events import Reader
from frontfoot.match.pff.file import PffEvent, PffMeta, PffRoster, text_of
from frontfoot.match.pff.setting import Setting
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.schema import FREEZE_FRAMES, PITCH_LENGTH, PITCH_WIDTH
from frontfoot.match.series import shirt_number
from frontfoot.match.until import Until

PROVIDER: Final = "pff"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "technique", "card", "cross"),
        *("through_ball", "high", "under_pressure", "sliding", "interception", "touched", "penalty_foul"),
        *("starter", "shirt", "pass", "carry", "take_on", "shot", "own_goal", "tackle", "aerial", "interception"),
        *("clearance", "block", "pressure", "foul", "foul_won", "offside", "card", "keeper", "touch", "lost", "out"),
        *("substitution", "period_end"),
    }
)
_SEEN: Final = "VISIBLE"


def read(events: Source, *, meta: Source | None, rosters: Source | None, until: Until | None = None) -> Draft:
    """The match of an event file, not yet checked.

    Args:
        events: the event file.
        meta: the metadata; without it teams have the names of the events, and the date is not known.
        rosters: the rosters; without them players have no name.
        until: leave out what came after this moment.

    Raises:
        ReadError: a file is damaged or of another shape, or no file states which half the home side defends first.
    """
    lines = decode(events, list[PffEvent], content="PFF events")
    limits.check_events(len(lines), events.place)
    about = _meta(meta)
    people = decode(rosters, list[PffRoster], content="PFF rosters") if rosters else []
    where = (events.place, meta.place if meta else "")
    setting = Setting(lines, about, people, *where)
    numbers, cut = Until.before(
        until, range(len(lines)), lambda line: (setting.periods[line], setting.seconds[line]), place=events.place
    )
    if cut is not None:
        lines = [lines[number] for number in numbers]
        setting = Setting(lines, about, people, *where)
    reader = Reader(lines, setting)
    limits.check_events(len(reader.rows), events.place)
    frames = _frames(lines, reader, setting, events.place)
    order = np.lexsort(([row["seconds"] for row in reader.rows], [row["period"] for row in reader.rows]))
    rows = [{name: value for name, value in reader.rows[place].items() if name != "game"} for place in order.tolist()]
    if frames is not None:
        place = np.argsort(order)
        frames = frames.with_columns(index=pl.Series(place[frames["index"].to_numpy()].astype(np.uint32)))
        frames = frames.sort("index", maintain_order=True)
    home, away = _teams(lines, about, events.place)
    return Draft(
        info=Info(
            provider=PROVIDER,
            match_id=text_of(about.id if about else lines[0].game_id) or name_identifier(events.path),
            competition=(about.competition.name or "") if about and about.competition else "",
            season=str(about.season or "") if about else "",
            date=(about.date or "")[:10] if about else "",
            venue=(about.stadium.name or "") if about and about.stadium else "",
            sources=tuple(source.place for source in (events, meta, rosters) if source is not None),
        ),
        home=home,
        away=away,
        events=columns_of(rows),
        players=_players(people, home, away),
        provides=PROVIDES | ({"freeze_frames"} if frames is not None else frozenset()),
        freeze_frames=frames,
        ended=frozenset(row["period"] for row in rows if row["kind"] == "period_end"),
        cut=cut,
    )


def _meta(source: Source | None) -> PffMeta | None:
    if source is None:
        return None
    if source.content.lstrip()[:1] != b"[":
        return decode(source, PffMeta, content="PFF metadata")
    matches = decode(source, list[PffMeta], content="PFF metadata")
    if len(matches) != 1:
        raise source.error(f"The metadata hold {len(matches)} matches", "Name the metadata of one match")
    return matches[0]


def _teams(lines: Sequence[PffEvent], about: PffMeta | None, place: str) -> tuple[Team, Team]:
    if about is not None:
        return tuple(  # type: ignore[return-value]
            Team(text_of(team.id) or "", team.name or text_of(team.id) or "")
            for team in (about.home_team, about.away_team)
        )
    teams: dict[bool, Team] = {}
    for line in lines:
        if line.game.home_team is not None and (identifier := text_of(line.game.team_id)) is not None:
            teams.setdefault(line.game.home_team, Team(identifier, line.game.team_name or identifier))
    if len(teams) != 2:
        raise ReadError(f"The events name {len(teams)} teams", place=place, remedy="Name the metadata beside them")
    return teams[True], teams[False]


def _players(rosters: Sequence[PffRoster], home: Team, away: Team) -> pl.DataFrame:
    sides = {home.id: "home", away.id: "away"}
    return players_of(
        [
            {
                "player": text_of(line.player.id),
                "side": sides.get(text_of(line.team.id) or ""),
                "name": line.player.nickname or text_of(line.player.id),
                "shirt": shirt_number(line.shirt_number),
                "position": line.position_group_type,
                "starter": line.started,
            }
            for line in rosters
        ]
    )


def _frames(lines: Sequence[PffEvent], reader: Reader, setting: Setting, place: str) -> pl.DataFrame | None:
    """Freeze frames: the players in sight at each event, without those whose position the provider only estimates."""
    index: list[int] = []
    flags: list[tuple[bool, bool, bool]] = []
    where: list[tuple[float, float]] = []
    turn: list[bool] = []
    for number, line in enumerate(lines):
        row = reader.frame_of[number]
        if row is None:
            continue
        side, actor = reader.rows[row]["side"], reader.rows[row]["player"]
        turned = setting.turned(number, side)
        for team, players in (("home", line.home_players), ("away", line.away_players)):
            for player in players or ():
                if player.x is None or player.y is None or (player.visibility or _SEEN) != _SEEN:
                    continue
                index.append(row)
                acts = actor is not None and text_of(player.player_id) == actor
                flags.append((team == side, acts, player.position_group_type == "GK"))
                where.append((player.x, player.y))
                turn.append(turned)
    if not index:
        return None
    if len(index) > limits.MAX_FRAME_POSITIONS:
        raise ReadError(f"The file holds {len(index):,} positions", place=place, remedy="Name a file of one match")
    sign = np.where(np.array(turn), -1.0, 1.0)
    x, y = (np.array(where, dtype=np.float64) * sign[:, None]).T
    x, y = setting.metres(x, y)
    inside = (x > -10) & (x < PITCH_LENGTH + 10) & (y > -10) & (y < PITCH_WIDTH + 10)
    teammate, acting, keeper = np.array(flags).T
    table = {"index": np.array(index), "teammate": teammate, "actor": acting, "keeper": keeper, "x": x, "y": y}
    return pl.DataFrame({name: table[name][inside] for name in table}, schema=dict(FREEZE_FRAMES))
