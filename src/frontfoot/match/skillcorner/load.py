"""SkillCorner's dynamic events with their match file: the match, its sides, line-ups and substitutions."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.core.minute import START_SECONDS
from frontfoot.core.wording import several
from frontfoot.match import limits
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.match import Finding, Info, Team
from frontfoot.match.places import pitch_size
from frontfoot.match.rows import columns_of, players_of
from frontfoot.match.series import shirt_number
from frontfoot.match.skillcorner.file import SkillMatch, SkillPlayer, clock_seconds
from frontfoot.match.skillcorner.meaning import rows_of
from frontfoot.match.skillcorner.record import read_ball_rows
from frontfoot.match.until import Until

PROVIDER: Final = "skillcorner"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "duration", "high", "counterpress"),
        *("interception", "pass", "carry", "shot", "own_goal", "recovery", "clearance", "pressure", "foul_won", "lost"),
        *("substitution", "starter", "shirt"),
    }
)
_CLOSED: Final = "closed"


def read(source: Source, *, meta: Source | None, until: Until | None = None) -> Draft:
    """The match of dynamic events and a match file, not yet checked, up to a moment if one is given.

    Passes, carries, shots, regains, clearances, losses and fouls won come from the possessions of players, pressures
    from the engagements; runs off the ball and passing options are left out. Tackles,
    aerial duels, fouls committed and the minutes of cards are not recorded.

    Raises:
        ReadError: the match file is missing, or is of another match; a file is no such file, was cut, or holds no
            event; no pitch has the size that is stated.
    """
    if meta is None:
        raise source.error(
            "SkillCorner spreads a match over two files; missing: the match file",
            "Name it beside the dynamic events: it holds the teams, the players and the score",
        )
    match = decode(meta, SkillMatch, content="SkillCorner's match file")
    length, width = pitch_size(match.pitch_length, match.pitch_width, meta.place)
    stretches = read_ball_rows(source, match, length, width)
    limits.check_events(len(stretches), source.place)
    stretches, cut = Until.before(until, stretches, lambda one: (one.period, one.start), place=source.place)
    scorers = {str(player.id): (player.goal or 0, player.own_goal or 0) for player in match.players}
    rows = rows_of(stretches, scorers)
    if cut is not None:
        # A possession that began before the moment may end after it.
        rows = [row for row in rows if cut.takes_in(row["period"], row["seconds"])]
    rows += [row for row in _substitutions(match) if until is None or until.takes_in(row["period"], row["seconds"])]
    limits.check_events(len(rows), source.place)
    rows.sort(key=lambda row: (row["period"], row["seconds"]))
    inserted = np.array([bool(row.pop("inserted", False)) for row in rows])
    occasion = match.occasion()
    if cut is not None:
        occasion["stated_score"] = None
    return Draft(
        info=Info(**occasion, sources=(source.place, meta.place)),
        home=Team(str(match.home_team.id), match.home_team.name),
        away=Team(str(match.away_team.id), match.away_team.name),
        events=columns_of(rows),
        inserted=inserted,
        players=_players(match),
        provides=PROVIDES,
        findings=_sent_off(match),
        over=True if match.status == _CLOSED and cut is None else None,
        cut=cut,
    )


def _players(match: SkillMatch) -> pl.DataFrame:
    sides = match.sides
    return players_of(
        [
            {
                "player": str(player.id),
                "side": sides[player.team_id],
                "name": player.name,
                "shirt": shirt_number(player.number),
                "position": player.player_role.name,
                "starter": clock_seconds(player.start_time) == 0,
            }
            for player in match.players
            if player.team_id in sides
        ]
    )


def _substitutions(match: SkillMatch) -> list[dict[str, Any]]:
    """The substitutions: a player who came on when another of the side went off.

    The clock runs on from 45:00 in the second half: a change in the stoppage time of the first half is put into the
    second.
    """
    rows = []
    for team, side in match.sides.items():
        squad = [player for player in match.players if player.team_id == team]
        coming: dict[float, list[SkillPlayer]] = {}
        for player in squad:
            if start := clock_seconds(player.start_time):
                coming.setdefault(start, []).append(player)
        for player in squad:
            end = clock_seconds(player.end_time)
            if end is None or not coming.get(end):
                continue
            on = coming[end].pop(0)
            period = 1 if end < START_SECONDS[2] else 2
            rows.append(
                {
                    "event_id": f"substitution-{player.id}",
                    "period": period,
                    "seconds": end - START_SECONDS[period],
                    "side": side,
                    "player": str(player.id),
                    "related_player": str(on.id),
                    "kind": "substitution",
                    "interception": False,
                    "type_name": "substitution",
                }
            )
    return rows


def _sent_off(match: SkillMatch) -> list[Finding]:
    count = sum(player.red_card or 0 for player in match.players if player.team_id in match.sides)
    if not count:
        return []
    cards = several(count, "red card", "red cards")
    text = f"The match file states {cards} without the minute: men are counted as 11 v 11"
    return [Finding("card-without-minute", "warning", text, count)]
