"""Wyscout v3 events, straight into columns.

Places are percentages as in v2. The clock runs through from 0 and 45 minutes (90, 105 and 120 in extra time and the
shoot-out), so the start of the period is taken off. Substitutions stand apart from the events and become rows.
An interception that is played on as a pass is one row: a pass with `interception = true`, as in v2.
"""

from __future__ import annotations

from typing import Any, Final

import msgspec
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft, event_table, player_table
from frontfoot.match.files import Source
from frontfoot.match.match import Info, Team
from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH

PROVIDER: Final = "wyscout_v3"
PROVIDES: Final = frozenset(
    {
        *("player", "related_player", "end_x", "body_part", "set_piece", "card", "cross", "through_ball", "high"),
        *("key_pass", "assist", "under_pressure", "sliding", "interception", "touched", "xg", "possession", "related"),
        *("pass", "take_on", "shot", "own_goal", "tackle", "aerial", "loose_ball", "interception", "clearance"),
        *("foul", "offside", "keeper", "touch", "carry", "lost", "out", "substitution"),
        *("counter_attack", "starter", "shirt"),
    }
)
_STARTS: Final = {"1H": (1, 0), "2H": (2, 2700), "1E": (3, 5400), "E1": (3, 5400), "2E": (4, 6300), "E2": (4, 6300)}
_SHOOT_OUT: Final = (5, 7200)
_SET_PIECES: Final = {
    "free_kick": "free_kick",
    "throw_in": "throw_in",
    "goal_kick": "goal_kick",
    "corner": "corner",
    "penalty": "penalty",
}
_KINDS: Final = {
    "pass": "pass",
    "shot": "shot",
    "own_goal": "own_goal",
    "touch": "touch",
    "acceleration": "touch",
    "interception": "interception",
    "clearance": "clearance",
    "infraction": "foul",
    "offside": "offside",
    "game_interruption": "out",
    "fairplay": "pass",
    "shot_against": "keeper",
    "goalkeeper_exit": "keeper",
    "postmatch_penalty": "shot",
    "postmatch_penalty_faced": "keeper",
}
_BOOKINGS: Final = ("protest", "late_card_foul", "out_of_play_foul", "time_lost_foul")
_UNTOUCHED: Final = ("foul", "offside", "out", "card", "substitution")
_BODY: Final = {"head_or_other": "head", "left_foot": "left_foot", "right_foot": "right_foot"}


class _Point(msgspec.Struct, gc=False):
    x: float | None = None
    y: float | None = None


class _Person(msgspec.Struct, gc=False):
    id: int | None = None
    name: str | None = None
    position: str | None = None


class _Team(msgspec.Struct, gc=False):
    id: int


class _Type(msgspec.Struct, gc=False):
    primary: str
    secondary: list[str] = []


class _Pass(msgspec.Struct, gc=False):
    accurate: bool | None = None
    height: str | None = None
    recipient: _Person | None = None
    end: _Point | None = msgspec.field(name="endLocation", default=None)


class _Shot(msgspec.Struct, gc=False):
    body: str | None = msgspec.field(name="bodyPart", default=None)
    goal: bool | None = msgspec.field(name="isGoal", default=None)
    on_target: bool | None = msgspec.field(name="onTarget", default=None)
    zone: str | None = msgspec.field(name="goalZone", default=None)
    xg: float | None = None


class _Ground(msgspec.Struct, gc=False):
    opponent: _Person | None = None
    kept: bool | None = msgspec.field(name="keptPossession", default=None)
    progressed: bool | None = msgspec.field(name="progressedWithBall", default=None)
    stopped: bool | None = msgspec.field(name="stoppedProgress", default=None)
    recovered: bool | None = msgspec.field(name="recoveredPossession", default=None)
    partner: int | None = msgspec.field(name="relatedDuelId", default=None)


class _Aerial(msgspec.Struct, gc=False):
    opponent: _Person | None = None
    first_touch: bool | None = msgspec.field(name="firstTouch", default=None)
    partner: int | None = msgspec.field(name="relatedDuelId", default=None)


class _Infraction(msgspec.Struct, gc=False):
    yellow: bool | None = msgspec.field(name="yellowCard", default=None)
    red: bool | None = msgspec.field(name="redCard", default=None)
    type: str | None = None
    opponent: _Person | None = None


class _Carry(msgspec.Struct, gc=False):
    end: _Point | None = msgspec.field(name="endLocation", default=None)


class _Possession(msgspec.Struct, gc=False):
    id: int | None = None
    types: list[str] = []


class _Event(msgspec.Struct, gc=False):
    id: int | str
    period: str = msgspec.field(name="matchPeriod")
    clock: str = msgspec.field(name="matchTimestamp")
    type: _Type
    team: _Team
    match: int | str = msgspec.field(name="matchId", default="")
    location: _Point | None = None
    player: _Person | None = None
    pass_: _Pass | None = msgspec.field(name="pass", default=None)
    shot: _Shot | None = None
    ground: _Ground | None = msgspec.field(name="groundDuel", default=None)
    aerial: _Aerial | None = msgspec.field(name="aerialDuel", default=None)
    infraction: _Infraction | None = None
    carry: _Carry | None = None
    possession: _Possession | None = None


class _Lined(msgspec.Struct, gc=False):
    id: int = msgspec.field(name="playerId")
    shirt: int | None = msgspec.field(name="shirtNumber", default=None)


class _Formation(msgspec.Struct, gc=False):
    lineup: list[_Lined] = []
    bench: list[_Lined] = []


class _Side(msgspec.Struct, gc=False):
    side: str = ""
    score: int | None = None
    score_extra: int | None = msgspec.field(name="scoreET", default=None)
    formation: _Formation | None = None


class _Match(msgspec.Struct, gc=False):
    id: int | str = msgspec.field(name="wyId", default="")
    date: str = msgspec.field(name="dateutc", default="")
    competition: int | str | None = msgspec.field(name="competitionId", default=None)
    season: int | str | None = msgspec.field(name="seasonId", default=None)
    venue: str | None = None
    sides: dict[str, _Side] = msgspec.field(name="teamsData", default_factory=dict)


class _Club(msgspec.Struct, gc=False):
    name: str = ""


class _Entry(msgspec.Struct, gc=False):
    team: _Club | None = None


class _Role(msgspec.Struct, gc=False):
    name: str | None = None


class _Profile(msgspec.Struct, gc=False):
    id: int = msgspec.field(name="wyId")
    name: str = msgspec.field(name="shortName", default="")
    role: _Role | None = None


class _Member(msgspec.Struct, gc=False):
    player: _Profile | None = None


class _Changed(msgspec.Struct, gc=False):
    id: int = msgspec.field(name="playerId")


class _Change(msgspec.Struct, gc=False):
    on: list[_Changed] = msgspec.field(name="in", default_factory=list)
    off: list[_Changed] = msgspec.field(name="out", default_factory=list)


class _File(msgspec.Struct, gc=False):
    events: list[_Event]
    teams: dict[str, _Entry] = {}
    match: _Match | None = None
    players: dict[str, list[_Member | None]] = {}
    substitutions: dict[str, dict[str, dict[str, _Change]]] | None = None


def read(source: Source) -> Draft:
    """Read one match.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events or not two teams.
    """
    raw = decode(source, _File, what="Wyscout v3 events")
    if not raw.events:
        raise ReadError("The match has no events", place=source.place, remedy="Export it again")
    if len(raw.events) > limits.MAX_EVENTS:
        raise ReadError(
            f"The match has {len(raw.events):,} events, more than any match ({limits.MAX_EVENTS:,})",
            place=source.place,
            remedy="Name a file that holds one match",
        )
    match = raw.match or _Match(id=raw.events[0].match)
    order = list(raw.teams) or list(dict.fromkeys(str(e.team.id) for e in raw.events))
    order.sort(key=lambda team: {"home": 0, "away": 1}.get(match.sides.get(team, _Side()).side, 2))
    if len(order) != 2:
        raise ReadError(
            f"The file names {len(order)} teams", place=source.place, remedy="A match file names its two teams"
        )
    names = {team: entry.team.name if entry.team else "" for team, entry in raw.teams.items()}
    home, away = (Team(team, names.get(team, "")) for team in order)
    sides = {home.id: "home", away.id: "away"}
    rows = [_row(e, sides, source) for e in raw.events] + _substitutions(raw, sides)
    table = _in_order(rows)
    return Draft(
        info=Info(
            provider=PROVIDER,
            match_id=str(match.id),
            competition=str(match.competition or ""),
            season=str(match.season or ""),
            date=match.date[:10],
            venue=match.venue or "",
            stated_score=_stated(match, order),
            sources=(source.place,),
        ),
        home=home,
        away=away,
        events=table,
        players=_players(raw, match, sides),
        provides=PROVIDES,
    )


def _stated(match: _Match, order: list[str]) -> tuple[int, int] | None:
    """The score after extra time; Wyscout gives the goals of extra time on their own, 0 when there was none."""
    found = [match.sides.get(team) for team in order]
    goals = [side.score for side in found if side is not None and side.score is not None]
    extra = [side.score_extra or 0 for side in found if side is not None]
    return (max(goals[0], extra[0]), max(goals[1], extra[1])) if len(goals) == 2 else None


def _row(e: _Event, sides: dict[str, str], source: Source) -> dict[str, Any]:
    primary, secondary = e.type.primary, frozenset(e.type.secondary)
    period, start = _STARTS.get(e.period, _SHOOT_OUT)
    try:
        seconds = int(e.clock[:2]) * 3600 + int(e.clock[3:5]) * 60 + float(e.clock[6:]) - start
    except ValueError as error:
        raise ReadError(
            f"Event {e.id} has the timestamp {e.clock!r}", place=source.place, remedy="Wyscout writes HH:MM:SS.mmm"
        ) from error
    kind = _kind(e, primary, secondary)
    end = e.pass_.end if e.pass_ else e.carry.end if e.carry else None
    duel = e.ground or e.aerial
    other = e.pass_.recipient if e.pass_ else duel.opponent if duel else None
    x, y = _metres(e.location)
    end_x, end_y = _metres(end) if not (e.pass_ and e.pass_.height == "blocked") else (None, None)
    return {
        "event_id": str(e.id),
        "period": period,
        "seconds": max(seconds, 0.0),
        "side": sides.get(str(e.team.id)),
        "player": str(e.player.id) if e.player and e.player.id else None,
        "related_player": str(other.id) if other and other.id else None,
        "kind": kind,
        "outcome": _outcome(e, kind, secondary),
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
        "body_part": _body(e, secondary),
        "set_piece": "free_kick" if "free_kick_shot" in secondary else _SET_PIECES.get(primary),
        "card": _card(e, secondary),
        "cross": bool(secondary & {"cross", "free_kick_cross"}),
        "through_ball": "through_pass" in secondary,
        "high": e.pass_ is not None and e.pass_.height == "high",
        "key_pass": bool(secondary & {"shot_assist", "assist"}),
        "assist": "assist" in secondary,
        "counter_attack": e.possession is not None and "counterattack" in e.possession.types,
        "under_pressure": "under_pressure" in secondary,
        "sliding": "sliding_tackle" in secondary,
        "interception": primary == "interception" or "interception" in secondary,
        "touched": _touched(e, kind),
        "xg": e.shot.xg if e.shot else None,
        "possession": e.possession.id if e.possession else None,
        "_partner": str(duel.partner) if duel and duel.partner else None,
        "type_name": primary,
    }


def _kind(e: _Event, primary: str, secondary: frozenset[str]) -> str:
    if primary == "duel":
        if "aerial_duel" in secondary:
            return "aerial"
        if "defensive_duel" in secondary:
            return "tackle"
        return "take_on" if "offensive_duel" in secondary else "loose_ball"
    if e.shot is not None and primary in {"free_kick", "penalty", "corner"}:
        return "shot"
    if primary in _SET_PIECES:
        return "shot" if primary == "penalty" else "pass"
    if primary == "infraction" and e.infraction and e.infraction.type in _BOOKINGS and _card(e, secondary):
        return "card"
    if primary == "interception" and e.pass_ is not None:
        return "pass"
    if primary == "touch" and "carry" in secondary:
        return "carry"
    if primary == "touch" and "loss" in secondary:
        return "lost"
    if primary == "fairplay" and e.pass_ is None:
        return "other"
    return _KINDS.get(primary, "other")


def _outcome(e: _Event, kind: str, secondary: frozenset[str]) -> str | None:
    if kind == "shot" and e.shot is not None:
        zone = e.shot.zone or ""
        if e.shot.goal:
            return "goal"
        if e.shot.on_target:
            return "saved"
        return "blocked" if zone == "bc" else "post" if zone.startswith("p") else "off_target"
    if kind == "pass" and e.pass_ is not None and e.pass_.accurate is not None:
        return "success" if e.pass_.accurate else "failure"
    if kind == "aerial" and e.aerial is not None and e.aerial.first_touch is not None:
        return "success" if e.aerial.first_touch else "failure"
    if kind == "tackle" and e.ground is not None and e.ground.recovered is not None:
        return "success" if e.ground.recovered else "neutral" if e.ground.stopped else "failure"
    if kind == "take_on" and e.ground is not None and e.ground.kept is not None:
        return "failure" if not e.ground.kept else "success" if e.ground.progressed else "neutral"
    if kind == "loose_ball":
        return "success" if "recovery" in secondary else "failure" if "loss" in secondary else None
    if kind == "keeper" and secondary & {"save", "save_with_reflex", "conceded_goal"}:
        return "failure" if "conceded_goal" in secondary else "success"
    return "success" if kind in {"interception", "carry"} else None


def _body(e: _Event, secondary: frozenset[str]) -> str | None:
    if e.shot is not None:
        return _BODY.get(e.shot.body or "")
    if "head_pass" in secondary or "head_shot" in secondary:
        return "head"
    return "other" if "hand_pass" in secondary or e.type.primary == "throw_in" else None


def _card(e: _Event, secondary: frozenset[str]) -> str | None:
    found = e.infraction
    red = "red_card" in secondary or bool(found and found.red)
    yellow = "yellow_card" in secondary or bool(found and found.yellow)
    return ("second_yellow" if yellow else "red") if red else "yellow" if yellow else None


def _touched(e: _Event, kind: str) -> bool | None:
    if kind in {"tackle", "aerial", "loose_ball"}:
        return _outcome(e, kind, frozenset(e.type.secondary)) == "success"
    return None if e.type.primary == "goalkeeper_exit" else kind not in _UNTOUCHED


def _metres(point: _Point | None) -> tuple[float | None, float | None]:
    if point is None or point.x is None or point.y is None:
        return None, None
    return point.x * (PITCH_LENGTH / 100), PITCH_WIDTH - point.y * (PITCH_WIDTH / 100)


def _substitutions(raw: _File, sides: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "event_id": f"substitution-{off.id}",
            "period": _STARTS.get(period, _SHOOT_OUT)[0],
            "seconds": float(second) if second.isdigit() else 0.0,
            "side": sides.get(team),
            "player": str(off.id),
            "related_player": str(on.id),
            "kind": "substitution",
            "touched": False,
            "interception": False,
            "type_name": "substitution",
        }
        for team, periods in (raw.substitutions or {}).items()
        for period, moments in periods.items()
        for second, change in moments.items()
        for off, on in zip(change.off, change.on, strict=False)
    ]


def _in_order(rows: list[dict[str, Any]]) -> pl.DataFrame:
    """The table in the order of play: the file's own order, substitutions put in by their time."""
    last = (0, 0.0)
    keyed = []
    changes = [row for row in rows if row["kind"] == "substitution"]
    for row in (row for row in rows if row["kind"] != "substitution"):
        last = max(last, (row["period"], row["seconds"]))
        keyed.append((last, row))
    keyed += [((row["period"], row["seconds"]), row) for row in changes]
    keyed.sort(key=lambda item: item[0])
    ordered = [row for _, row in keyed]
    place = {row["event_id"]: index for index, row in enumerate(ordered)}
    names = dict.fromkeys(name for row in ordered for name in row if name != "_partner")
    columns: dict[str, Any] = {name: [row.get(name) for row in ordered] for name in names}
    columns["related"] = [[place[partner]] if (partner := row.get("_partner")) in place else None for row in ordered]
    numbers = {value: number for number, value in enumerate(dict.fromkeys(v for v in columns["possession"] if v))}
    columns["possession"] = [numbers.get(value) for value in columns["possession"]]
    return event_table(columns, len(ordered))


def _players(raw: _File, match: _Match, sides: dict[str, str]) -> pl.DataFrame:
    lined = {
        item.id: (item.shirt, starter)
        for side in match.sides.values()
        if side.formation
        for group, starter in ((side.formation.bench, False), (side.formation.lineup, True))
        for item in group
    }
    rows = [
        (str(p.id), sides.get(team), p.name, p.role.name if p.role else None, *lined.get(p.id, (None, None)))
        for team, members in raw.players.items()
        for member in members
        if member is not None and (p := member.player) is not None
    ]
    names = ("player", "side", "name", "position", "shirt", "starter")
    return player_table({name: [row[i] for row in rows] for i, name in enumerate(names)}, len(rows))
