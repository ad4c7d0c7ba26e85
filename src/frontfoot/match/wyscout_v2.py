"""Wyscout v2 events, straight into columns.

Places are percentages of the pitch seen by the acting side: x from its own goal line, y from its LEFT touchline.
An interception is no event of its own but a tag (1401) on the pass, touch, clearance or duel that made it: the row
keeps its kind and carries `interception = true`.
"""

from __future__ import annotations

from itertools import chain
from typing import Any, Final

import msgspec
import numpy as np
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match import limits
from frontfoot.match import wyscout_codes as w
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft, enum_series, event_table, player_table
from frontfoot.match.files import Source
from frontfoot.match.listing import listed_beside
from frontfoot.match.match import Info, Team
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    KINDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    SET_PIECES,
    BodyPartType,
    CardType,
    KindType,
    OutcomeType,
    SetPieceType,
    SideType,
)

PROVIDER: Final = "wyscout_v2"
PROVIDES: Final = frozenset(
    {
        "player",
        "related_player",
        "end_x",
        "body_part",
        "set_piece",
        "card",
        "cross",
        "through_ball",
        "high",
        "key_pass",
        "assist",
        "counter_attack",
        "sliding",
        "touched",
        "interception",
        "related",
        *("pass", "take_on", "shot", "own_goal", "tackle", "aerial", "loose_ball", "clearance", "foul", "offside"),
        *("card", "keeper", "touch", "lost", "out"),
    }
)


class _Tag(msgspec.Struct, gc=False):
    id: int


class _Position(msgspec.Struct, gc=False):
    x: float | None = None
    y: float | None = None


class _Event(msgspec.Struct, gc=False):
    id: int | str
    team: int = msgspec.field(name="teamId")
    period: str = msgspec.field(name="matchPeriod")
    seconds: float = msgspec.field(name="eventSec")
    player: int | None = msgspec.field(name="playerId", default=None)
    match: int | str = msgspec.field(name="matchId", default="")
    event: int | None = msgspec.field(name="eventId", default=None)
    # Some exports write the numbers where others write the names.
    event_name: int | str = msgspec.field(name="eventName", default="")
    sub_event: int | str | None = msgspec.field(name="subEventId", default=None)
    sub_event_name: int | str | None = msgspec.field(name="subEventName", default=None)
    positions: list[_Position] = []
    tags: list[_Tag] = []


class _Role(msgspec.Struct):
    name: str | None = None


class _Person(msgspec.Struct):
    id: int = msgspec.field(name="wyId")
    short_name: str = msgspec.field(name="shortName", default="")
    role: _Role | None = None


class _Squad(msgspec.Struct):
    player: _Person | None = None


class _Club(msgspec.Struct):
    name: str = ""
    official_name: str = msgspec.field(name="officialName", default="")


class _Entry(msgspec.Struct):
    team: _Club | None = None


class _File(msgspec.Struct):
    events: list[_Event]
    teams: dict[str, _Entry]
    players: dict[str, list[_Squad | None]] = {}


_NO_KIND = len(KINDS)


def _lookup() -> dict[str, np.ndarray[Any, Any]]:
    """Per sub-event number: the codes of our columns; number 0 is the unknown event."""
    size = max(w.CODES) + 1
    table = {
        "kind": np.full(size, KINDS.index(w.UNKNOWN.kind), dtype=np.uint32),
        "set_piece": np.full(size, len(SET_PIECES), dtype=np.uint32),
        "touched": np.full(size, 2, dtype=np.uint32),
        "name": np.zeros(size, dtype=np.uint32),
    }
    for place, (number, code) in enumerate(w.CODES.items(), start=1):
        table["kind"][number] = KINDS.index(code.kind)
        if code.set_piece:
            table["set_piece"][number] = SET_PIECES.index(code.set_piece)
        if code.touched is not None:
            table["touched"][number] = int(code.touched)
        table["name"][number] = place
    return table


_LOOKUP = _lookup()
_NAMES = pl.Series([w.UNKNOWN.name, *(code.name for code in w.CODES.values())])


def read(source: Source) -> Draft:
    """Read one match.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events or not two teams.
    """
    raw = decode(source, _File, what="Wyscout v2 events")
    if not raw.events:
        raise ReadError("The match has no events", place=source.place, remedy="Export it again")
    if len(raw.events) > limits.MAX_EVENTS:
        raise ReadError(
            f"The match has {len(raw.events):,} events, more than any match ({limits.MAX_EVENTS:,})",
            place=source.place,
            remedy="Name a file that holds one match",
        )
    if len(raw.teams) != 2:
        raise ReadError(
            f"The file names {len(raw.teams)} teams", place=source.place, remedy="A match file names its two teams"
        )
    home, away = (Team(team, _unescape(_name(entry))) for team, entry in raw.teams.items())
    return Draft(
        info=_info(str(raw.events[0].match), source),
        home=home,
        away=away,
        events=_events(raw.events, home, away, source),
        players=_players(raw),
        provides=PROVIDES,
    )


def _info(match_id: str, source: Source) -> Info:
    listed = listed_beside(source.path, match_id)
    if listed is None:
        return Info(provider=PROVIDER, match_id=match_id, sources=(source.place,))
    return Info(
        provider=PROVIDER,
        match_id=match_id,
        competition=listed.competition,
        season=listed.season,
        date=listed.date,
        stated_score=listed.score,
        sources=(source.place,),
    )


def _name(entry: _Entry) -> str:
    return entry.team.name or entry.team.official_name if entry.team else ""


def _unescape(text: str) -> str:
    r"""Names in the public files are escaped twice: the six characters \u00f6 stand for one letter."""
    if "\\u" not in text:
        return text
    try:
        return text.encode("ascii", "backslashreplace").decode("unicode_escape")
    except UnicodeDecodeError:
        return text


def _numbers(events: list[_Event]) -> tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]:
    """Event and sub-event numbers; the sub-event falls back to ten times the event where there is none."""
    kinds = [e.event if e.event is not None else e.event_name for e in events]
    subs = [e.sub_event if e.sub_event is not None else e.sub_event_name for e in events]
    event = np.array([k if isinstance(k, int) else 0 for k in kinds], dtype=np.int64)
    sub = np.array([s if isinstance(s, int) else 0 for s in subs], dtype=np.int64)
    sub = np.where(sub == 0, event * 10, sub)
    known = np.isin(sub, list(w.CODES))
    return event, np.where(known, sub, 0)


def _events(events: list[_Event], home: Team, away: Team, source: Source) -> pl.DataFrame:
    n = len(events)
    _event, sub = _numbers(events)
    kind = _LOOKUP["kind"][sub]
    counts = np.fromiter((len(e.tags) for e in events), dtype=np.int64, count=n)
    owner = np.repeat(np.arange(n), counts)
    tags = np.array([t.id for e in events for t in e.tags], dtype=np.int64)

    def tagged(first: int, last: int | None = None) -> np.ndarray[Any, Any]:
        chosen = tags == first if last is None else (tags >= first) & (tags <= last)
        flags = np.zeros(n, dtype=bool)
        flags[owner[chosen]] = True
        return flags

    is_pass = kind == KINDS.index("pass")
    is_shot = kind == KINDS.index("shot")
    is_duel = (sub >= 10) & (sub <= 13)
    blocked = tagged(w.BLOCKED)
    kind = np.where((sub == 72) & tagged(w.MISSED_BALL), KINDS.index("lost"), kind)
    cards = np.full(n, len(CARDS), dtype=np.uint32)
    for tag, card in ((w.YELLOW_CARD, "yellow"), (w.SECOND_YELLOW, "second_yellow"), (w.RED_CARD, "red")):
        cards[tagged(tag)] = CARDS.index(card)
    kind = np.where(np.isin(sub, w.BOOKINGS) & (cards < len(CARDS)), KINDS.index("card"), kind)
    # A corner that goes straight in is a shot: Wyscout tags the goal on the corner itself.
    straight_in = (sub == w.CORNER) & tagged(w.GOAL)
    kind = np.where(straight_in, KINDS.index("shot"), kind)
    is_pass, is_shot = is_pass & ~straight_in, is_shot | straight_in
    own_goal = tagged(w.OWN_GOAL)
    kind = np.where(own_goal, KINDS.index("own_goal"), kind)

    outcome = _outcomes(n, sub, tagged, is_pass=is_pass, is_shot=is_shot, is_duel=is_duel, blocked=blocked)
    outcome[own_goal] = len(OUTCOMES)
    x, y, end_x, end_y = _places(events, sub, hide_end=is_shot | blocked)
    touched = _LOOKUP["touched"][sub].copy()
    touched[is_duel & (sub != 11)] = tagged(w.DUEL_WON)[is_duel & (sub != 11)]

    team = np.array([e.team for e in events], dtype=np.int64)
    side = np.full(n, 2, dtype=np.uint32)
    for code, value in enumerate((home, away)):
        if value.id.isdigit():
            side[team == int(value.id)] = code
    periods = {name: w.PERIODS.get(name) for name in {e.period for e in events}}
    if unknown := [name for name, number in periods.items() if number is None]:
        raise ReadError(f"Unknown period {unknown[0]!r}", place=source.place, remedy="Known: " + ", ".join(w.PERIODS))
    through_ball = tagged(w.THROUGH)
    crosses = np.isin(sub, (80, 32))
    columns = {
        "event_id": [str(e.id) for e in events],
        "period": np.array([periods[e.period] for e in events], dtype=np.uint8),
        "seconds": np.array([e.seconds for e in events]),
        "side": enum_series(side, SideType),
        "player": [str(e.player) if e.player else None for e in events],
        "kind": enum_series(kind, KindType),
        "outcome": enum_series(outcome, OutcomeType),
        "x": x,
        "y": y,
        "end_x": end_x,
        "end_y": end_y,
        "body_part": enum_series(_body_parts(n, sub, tagged), BodyPartType),
        "set_piece": enum_series(_LOOKUP["set_piece"][sub], SetPieceType),
        "card": enum_series(cards, CardType),
        "cross": crosses,
        "through_ball": through_ball,
        "high": tagged(w.HIGH) | np.isin(sub, (83, 84)),
        "key_pass": tagged(w.KEY_PASS) | tagged(w.ASSIST),
        "assist": tagged(w.ASSIST),
        "counter_attack": tagged(w.COUNTER_ATTACK),
        "sliding": tagged(w.SLIDING),
        "interception": tagged(w.INTERCEPTION),
        "touched": pl.Series([False, True, None], dtype=pl.Boolean).gather(touched),
        "type_name": _NAMES.gather(_LOOKUP["name"][sub]),
    }
    return event_table(columns, n)


def _outcomes(
    n: int,
    sub: np.ndarray[Any, Any],
    tagged: Any,
    *,
    is_pass: np.ndarray[Any, Any],
    is_shot: np.ndarray[Any, Any],
    is_duel: np.ndarray[Any, Any],
    blocked: np.ndarray[Any, Any],
) -> np.ndarray[Any, Any]:
    code = {name: place for place, name in enumerate(OUTCOMES)}
    outcome = np.full(n, len(OUTCOMES), dtype=np.uint32)
    plain = is_pass | np.isin(sub, (70, 71, 72))
    outcome[plain & tagged(w.INACCURATE)] = code["failure"]
    outcome[plain & tagged(w.ACCURATE)] = code["success"]
    for tag, name in ((w.DUEL_LOST, "failure"), (w.DUEL_NEUTRAL, "neutral"), (w.DUEL_WON, "success")):
        outcome[is_duel & tagged(tag)] = code[name]
    saves = np.isin(sub, w.SAVES)
    goal = tagged(w.GOAL)
    outcome[saves] = code["success"]
    outcome[saves & goal] = code["failure"]
    for numbers, name in ((w.ON_TARGET, "saved"), (w.OFF_TARGET, "off_target"), (w.POST, "post")):
        outcome[is_shot & tagged(numbers.start, numbers.stop - 1)] = code[name]
    outcome[is_shot & blocked] = code["blocked"]
    outcome[is_shot & goal] = code["goal"]
    return outcome


def _body_parts(n: int, sub: np.ndarray[Any, Any], tagged: Any) -> np.ndarray[Any, Any]:
    part = np.full(n, len(BODY_PARTS), dtype=np.uint32)
    part[tagged(w.HEAD) | (sub == 82)] = BODY_PARTS.index("head")
    part[tagged(w.RIGHT_FOOT)] = BODY_PARTS.index("right_foot")
    part[tagged(w.LEFT_FOOT)] = BODY_PARTS.index("left_foot")
    part[np.isin(sub, (81, 36))] = BODY_PARTS.index("other")
    return part


def _places(
    events: list[_Event], sub: np.ndarray[Any, Any], *, hide_end: np.ndarray[Any, Any]
) -> tuple[np.ndarray[Any, Any], ...]:
    """Start and end in metres, NaN where the file has none or only a placeholder corner of the pitch.

    A true corner kick starts at (100, 100), so that one start is kept. The second place of a save is where the shot
    came from, not where the ball went, and that of a shot, a blocked pass or an interruption is always a placeholder.
    """
    blank = _Position()
    pairs = [e.positions for e in events]
    start = [p[0] if p else blank for p in pairs]
    end = [p[1] if len(p) > 1 else blank for p in pairs]
    values = np.fromiter(
        chain.from_iterable((s.x, s.y, e.x, e.y) for s, e in zip(start, end, strict=True)),
        dtype=np.dtype("f8"),
        count=4 * len(events),
    ).reshape(-1, 4)
    low = (values[:, 0::2] == 0) & (values[:, 1::2] == 0)
    high = (values[:, 0::2] == 100) & (values[:, 1::2] == 100)
    hidden = low | high
    hidden[sub == w.CORNER, 0] = low[sub == w.CORNER, 0]
    keeper = np.isin(sub, (*w.SAVES, w.LEAVING_LINE))
    hidden[keeper, 0] |= sub[keeper] == w.LEAVING_LINE
    hidden[keeper | hide_end, 1] = True
    values[np.repeat(hidden, 2, axis=1)] = np.nan
    x, y, end_x, end_y = values.T
    return (
        x * (PITCH_LENGTH / 100),
        PITCH_WIDTH - y * (PITCH_WIDTH / 100),
        end_x * (PITCH_LENGTH / 100),
        (PITCH_WIDTH - end_y * (PITCH_WIDTH / 100)),
    )


def _players(raw: _File) -> pl.DataFrame:
    rows = [
        (str(squad.player.id), side, _unescape(squad.player.short_name), squad.player.role)
        for side, team in zip(("home", "away"), raw.teams, strict=True)
        for squad in raw.players.get(team, [])
        if squad is not None and squad.player is not None
    ]
    columns = {
        "player": [row[0] for row in rows],
        "side": [row[1] for row in rows],
        "name": [row[2] for row in rows],
        "position": [row[3].name if row[3] else None for row in rows],
    }
    return player_table(columns, len(rows))
