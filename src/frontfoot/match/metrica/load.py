"""Metrica's CSV of events: the match, its two sides and its goals against its kick-offs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import numpy as np

from frontfoot.match.codes import Array, codes_of_names, numbered, people_of
from frontfoot.match.columns import Columns
from frontfoot.match.door import EXTRA_TIME
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.home import unknown
from frontfoot.match.match import Finding, Info, Team
from frontfoot.match.memory import NOWHERE
from frontfoot.match.metrica.direction import directions
from frontfoot.match.metrica.meaning import Meaning, meanings, restarts
from frontfoot.match.metrica.record import Row, is_anonymous, read_rows, teams_of
from frontfoot.match.places import to_the_line
from frontfoot.match.schema import KINDS, OUTCOMES, PITCH_LENGTH, PITCH_WIDTH, SET_PIECES, SIDES
from frontfoot.match.series import player_table
from frontfoot.match.until import Until

PROVIDER: Final = "metrica_csv"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "set_piece", "card", "body_part", "cross", "through_ball"),
        *("interception", "pass", "take_on", "shot", "tackle", "aerial", "loose_ball", "recovery", "clearance"),
        *("block", "foul", "foul_won", "offside", "keeper", "lost", "out"),
    }
)
_ANONYMOUS: Final = "The file names no team, player or competition: the sides are called Home and Away"
_END_OF_HALF: Final = "END HALF"
_OPENING: Final = 5.0  # seconds in which a period kicks off


def read(source: Source, *, until: Until | None = None) -> Draft:
    """Read one match from Metrica's CSV of events, up to a moment where one is given.

    The places are shares of a pitch of 105 x 68 m as the camera sees it; they are turned to the acting side's direction
    of attack, which is read from where each side shoots and keeps goal. The file states no score: goals are held
    against kick-offs.

    Raises:
        ReadError: the file is no such table, was cut, or holds no events or not two teams.
    """
    rows = read_rows(source)
    home, away = teams_of(rows, source)
    starts = {period: min(row.start for row in rows if row.period == period) for period in {r.period for r in rows}}
    ended = frozenset(row.period for row in rows if _END_OF_HALF in row.words)
    cut = None
    if until is not None:
        kept = until.keeps(
            [row.period for row in rows], [row.start - starts[row.period] for row in rows], place=source.place
        )
        cut = None if kept.all() else until
        rows = [row for row, keep in zip(rows, kept.tolist(), strict=True) if keep]
    taken, spent = restarts(rows)
    right, findings = directions(rows, taken, home)
    # Only the lines of goals and kick-offs are looked at, before set pieces are joined to the balls they play.
    findings += _goals_and_kick_offs(rows)
    findings.append(Finding("anonymous", "note", _ANONYMOUS) if is_anonymous(home, away) else unknown(Team(home, home)))
    events = [(row, meaning) for row, meaning in zip(rows, meanings(rows), strict=True) if row.line not in spent]
    events = [(row, meaning) for row, meaning in events if meaning.kind is not None]
    columns, inserted = _columns(events, taken, starts, right, home)
    last = max(row.period for row in rows)
    return Draft(
        info=Info(provider=PROVIDER, match_id=_identifier(source), sources=(source.place,)),
        home=Team(home, home),
        away=Team(away, away),
        events=columns,
        inserted=inserted,
        players=_players(rows, home),
        provides=PROVIDES | ({"carry"} if any(row.sort == "CARRY" for row in rows) else set()),
        findings=findings,
        ended=ended if last in ended and cut is None else None,
        cut=cut,
    )


def _columns(
    events: Sequence[tuple[Row, Meaning]],
    taken: dict[int, str],
    starts: dict[int, float],
    right: dict[int, bool],
    home: str,
) -> tuple[Columns, Array]:
    """The columns of the table, and which rows are ours: "out" where a ball went out of play."""
    table = [_entry(row, meaning, taken, starts) for row, meaning in events]
    goes_right = np.array([(row.team == home) == right[row.period] for row, _ in events])
    x, y, end_x, end_y = _metres([row for row, _ in events], goes_right)
    outs = np.array([place for place, (row, _) in enumerate(events) if row.sort == "BALL OUT"], dtype=np.int64)
    for place in outs.tolist():
        row = events[place][0]
        end = {"kind": "out", "outcome": None, "set_piece": None, "seconds": row.end - starts[row.period]}
        nothing = dict.fromkeys(("related_player", "body_part", "cross", "through_ball", "card"))
        table.append({**table[place], **end, **nothing, "interception": False, "event_id": f"{row.line}-out"})
    order = np.argsort(np.concatenate((np.arange(len(events)), outs + 0.5)), kind="stable")
    side = ["home" if row.team == home else "away" for row, _ in events]
    side += [side[place] for place in outs.tolist()]
    nowhere = np.full(len(outs), np.nan)
    table = [table[place] for place in order.tolist()]
    type_name, type_names = numbered([entry["type_name"] for entry in table])
    columns = Columns(
        period=np.array([entry["period"] for entry in table], dtype=np.int64),
        seconds=np.array([entry["seconds"] for entry in table], dtype=np.float64),
        side=codes_of_names([side[place] for place in order.tolist()], SIDES),
        kind=codes_of_names([entry["kind"] for entry in table], KINDS),
        outcome=codes_of_names([entry["outcome"] for entry in table], OUTCOMES),
        set_piece=codes_of_names([entry["set_piece"] for entry in table], SET_PIECES),
        x=np.concatenate((x, end_x[outs]))[order],
        y=np.concatenate((y, end_y[outs]))[order],
        end_x=np.concatenate((end_x, nowhere))[order],
        end_y=np.concatenate((end_y, nowhere))[order],
        **people_of([entry["player"] for entry in table], [entry["related_player"] for entry in table]),
        type_name=type_name,
        type_names=type_names,
        rest={
            name: [entry[name] for entry in table]
            for name in ("event_id", "body_part", "card", "cross", "through_ball", "interception")
        },
    )
    return columns, order >= len(events)


def _entry(row: Row, meaning: Meaning, taken: dict[int, str], starts: dict[int, float]) -> dict[str, Any]:
    passed = meaning.kind == "pass"
    return {
        "event_id": str(row.line),
        "period": row.period,
        "seconds": round(max(row.start - starts[row.period], 0.0), 3),
        "player": row.player,
        "related_player": row.receiver,
        "kind": meaning.kind,
        "outcome": meaning.outcome,
        "set_piece": taken.get(row.line),
        "card": meaning.card,
        "body_part": "head" if "HEAD" in row.words else None,
        "cross": "CROSS" in row.words if passed else None,
        "through_ball": "THROUGH BALL" in row.words if passed else None,
        "interception": meaning.kind == "interception",
        "type_name": row.name,
    }


def _metres(rows: Sequence[Row], goes_right: Array) -> tuple[Array, Array, Array, Array]:
    """Metres from the acting side's own goal line and right touchline; the file counts y from the top."""
    given = np.array([(row.x, row.y, row.end_x, row.end_y) for row in rows]).reshape(-1, 4)
    across = np.where(goes_right[:, None], given[:, [0, 2]], 1 - given[:, [0, 2]]) * PITCH_LENGTH
    up = np.where(goes_right[:, None], 1 - given[:, [1, 3]], given[:, [1, 3]]) * PITCH_WIDTH
    end_x, end_y = to_the_line(across[:, 0], up[:, 0], across[:, 1], up[:, 1])
    return across[:, 0], up[:, 0], end_x, end_y


def _goals_and_kick_offs(rows: Sequence[Row]) -> list[Finding]:
    """A kick-off within a period follows a goal of the other side: say where the file has one without the other."""
    findings = []
    scored: Row | None = None
    first = rows[0]
    for row in rows:
        if row.period != first.period:
            scored, first = None, row
        if row.sort == "SHOT" and "GOAL" in row.words and row.period <= EXTRA_TIME:
            if scored is not None:
                what = f"No kick-off stands between two goals in period {row.period}, of {scored.team} and {row.team}"
                findings.append(Finding("goal-doubtful", "warning", what, 2))
            scored = row
        elif row.sort == "SET PIECE" and "KICK OFF" in row.words:
            if row.start - first.start > _OPENING and (scored is None or scored.team == row.team):
                what = f"{row.team} kicks off within period {row.period}, and there is no goal before: one may be lost"
                findings.append(Finding("goal-missing", "error", what, 1))
            scored = None
    return findings


def _players(rows: Sequence[Row], home: str) -> Any:
    """Everyone who is named, by side, in the order of appearance."""
    sides: dict[str, str] = {}
    for row in rows:
        for person in (row.player, row.receiver):
            if person is not None:
                sides.setdefault(person, "home" if row.team == home else "away")
    people = {
        "player": list(sides),
        "side": list(sides.values()),
        "name": [re.sub(r"(?<=[a-z])(?=\d)", " ", person) for person in sides],
    }
    return player_table(people, len(sides))


def _identifier(source: Source) -> str:
    """The file's own name without what it holds: "Sample_Game_1"; empty for a file in memory."""
    stem = "" if source.path == NOWHERE else Path(source.name).stem
    return re.sub(r"(?i)[_\- ]*(raw)?events?(data)?$", "", stem)
