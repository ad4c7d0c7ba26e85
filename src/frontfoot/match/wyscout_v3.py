"""Wyscout v3 events, straight into columns.

Places are percentages as in v2. The clock runs through from 0 and 45 minutes (90, 105 and 120 in extra time and the
shoot-out), so the start of the period is taken off. Substitutions stand apart from the events and become rows.
An interception that is played on as a pass is one row: a pass with `interception = true`, as in v2.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Final, NamedTuple, TypeVar

import numpy as np
import polars as pl

from frontfoot.errors import ReadError
from frontfoot.match import limits
from frontfoot.match.clock import seconds_of
from frontfoot.match.columns import (
    NOBODY,
    Array,
    Columns,
    Related,
    enum_series,
    gathered,
    identifier_series,
    numbered,
    people_of,
    player_table,
)
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
from frontfoot.match.home import unknown
from frontfoot.match.marks import Marks
from frontfoot.match.match import Info, Team
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    KINDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    SET_PIECES,
    SIDES,
    BodyPartType,
    CardType,
)
from frontfoot.match.wyscout_v3_file import Aerial, Event, File, Ground, Match, Pass, Point, Shot, Side

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
_CONTESTED: Final = ("tackle", "aerial", "loose_ball")
_BODY: Final = {"head_or_other": "head", "left_foot": "left_foot", "right_foot": "right_foot"}
_SECONDARY: Final = (
    *("aerial_duel", "defensive_duel", "offensive_duel", "carry", "loss", "recovery", "interception"),
    *("cross", "free_kick_cross", "free_kick_shot", "through_pass", "shot_assist", "assist", "under_pressure"),
    *("sliding_tackle", "head_pass", "head_shot", "hand_pass", "red_card", "yellow_card"),
    *("save", "save_with_reflex", "conceded_goal"),
)
_BITS: Final = {name: 1 << place for place, name in enumerate(_SECONDARY)}
_KIND: Final = {name: code for code, name in enumerate(KINDS)}
_OUTCOME: Final = {name: code for code, name in enumerate(OUTCOMES)} | {None: len(OUTCOMES)}
T = TypeVar("T")
_FLAGS: Final = pl.Series([False, True, None], dtype=pl.Boolean)
_PERIOD_APART: Final = 1e7  # seconds, more than any clock shows


def read(source: Source) -> Draft:
    """Read one match.

    Raises:
        ReadError: the file is not complete JSON of this shape, or holds no events or not two teams.
    """
    raw = decode(source, File, what="Wyscout v3 events")
    if not raw.events:
        raise ReadError("The match has no events", place=source.place, remedy="Export it again")
    if len(raw.events) > limits.MAX_EVENTS:
        raise ReadError(
            f"The match has {len(raw.events):,} events, more than any match ({limits.MAX_EVENTS:,})",
            place=source.place,
            remedy="Name a file that holds one match",
        )
    match = raw.match or Match(id=raw.events[0].match)
    order = list(raw.teams) or list(dict.fromkeys(str(e.team.id) for e in raw.events))
    order.sort(key=lambda team: {"home": 0, "away": 1}.get(match.sides.get(team, Side()).side, 2))
    if len(order) != 2:
        raise ReadError(
            f"The file names {len(order)} teams", place=source.place, remedy="A match file names its two teams"
        )
    names = {team: entry.team.name if entry.team else "" for team, entry in raw.teams.items()}
    home, away = (Team(team, names.get(team, "")) for team in order)
    known = {match.sides.get(team, Side()).side for team in order}
    sides = {home.id: "home", away.id: "away"}
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
        events=_events(raw, sides, source),
        players=_players(raw, match, sides),
        provides=PROVIDES,
        findings=[] if known & {"home", "away"} else [unknown(home)],
    )


def _stated(match: Match, order: list[str]) -> tuple[int, int] | None:
    """The score after extra time; Wyscout gives the goals of extra time on their own, 0 when there was none."""
    found = [match.sides.get(team) for team in order]
    goals = [side.score for side in found if side is not None and side.score is not None]
    extra = [side.score_extra or 0 for side in found if side is not None]
    return (max(goals[0], extra[0]), max(goals[1], extra[1])) if len(goals) == 2 else None


def _given(details: list[T | None]) -> dict[int, T]:
    return {row: detail for row, detail in enumerate(details) if detail is not None}


class _Raw:
    """The events taken apart once: what they are, and the details of those that have any, by row."""

    def __init__(self, events: list[Event]) -> None:
        self.events = events
        self.codes, self.names = numbered([e.type.primary for e in events])
        secondary = [e.type.secondary for e in events]
        bits = np.array([_BITS.get(name, 0) for names in secondary for name in names], dtype=np.int64)
        self.tags = Marks(_SECONDARY, np.array([len(names) for names in secondary]), bits)
        self.passes = _given([e.pass_ for e in events])
        self.shots = _given([e.shot for e in events])
        self.grounds = _given([e.ground for e in events])
        self.aerials = _given([e.aerial for e in events])
        self.infractions = _given([e.infraction for e in events])
        self.carries = _given([e.carry for e in events])

    def primary(self, *names: str) -> Array:
        """Which events are primarily one of these."""
        return self.of(lambda name: name in names)

    def of(self, value: Callable[[str], Any]) -> Array:
        """A value for every event that depends on its primary sort alone."""
        return np.array([value(name) for name in self.names])[self.codes]

    def rows(self, chosen: Iterable[int]) -> Array:
        """A mask of the chosen rows."""
        mask = np.zeros(len(self.events), dtype=bool)
        mask[list(chosen)] = True
        return mask


def _events(raw: File, sides: dict[str, str], source: Source) -> Columns:
    """The columns in the order of play: the file's own order, substitutions put in by their time."""
    events = raw.events
    known = _Raw(events)
    clock = seconds_of([e.clock for e in events], place=source.place, writes="Wyscout")
    label, labels = numbered([e.period for e in events])
    period, starts = np.array([_STARTS.get(name, _SHOOT_OUT) for name in labels])[label].T
    seconds = np.maximum(clock - starts, 0.0)
    team, teams = numbered([e.team.id for e in events])
    side = np.array([SIDES.index(sides[str(t)]) if str(t) in sides else NOBODY for t in teams])[team]
    card = _cards(known)
    kind = _kinds(known, card)
    outcome = _outcomes(known, kind)
    x, y = _metres(_given([e.location for e in events]), len(events))
    end_x, end_y = _metres(_ends(known), len(events))

    changes = _substitutions(raw, sides)
    k = len(changes)
    order = _in_order(period, seconds, changes)

    def then(values: Array, added: Any) -> Array:
        """The substitutions' values behind the events', all in the order of play."""
        joined: Array = np.concatenate((values, np.full(k, added) if np.isscalar(added) else added))[order]
        return joined

    actors = [(e.player.id if e.player else None) or None for e in events] + [change.off for change in changes]
    people = people_of(actors, _partners(known) + [change.on for change in changes])
    possession, possessions = numbered([(e.possession.id if e.possession else None) or None for e in events])
    numbers = pl.Series([*range(len(possessions)), None], dtype=pl.UInt32)
    identifiers = identifier_series([e.id for e in events])
    identifiers.append(pl.Series([f"substitution-{change.off}" for change in changes], dtype=pl.String))
    xg = np.full(len(events), np.nan)
    for row, shot in known.shots.items():
        xg[row] = np.nan if shot.xg is None else shot.xg
    rest: dict[str, Any] = {
        "event_id": gathered(identifiers, order),
        "body_part": enum_series(then(_body_parts(known), len(BODY_PARTS)), BodyPartType),
        "card": enum_series(then(card, len(CARDS)), CardType),
        "xg": then(xg, np.nan),
        "possession": gathered(numbers, then(possession, len(possessions))),
        "interception": then(known.primary("interception") | known.tags["interception"], False),
        "touched": gathered(_FLAGS, then(_touched(known, kind, outcome), 0)),
    }
    for name, values in _flags(known).items():
        rest[name] = gathered(_FLAGS, then(values, 2))
    return Columns(
        period=then(period, [change.period for change in changes]),
        seconds=then(seconds, [change.seconds for change in changes]),
        side=then(side, [change.side for change in changes]),
        kind=then(kind, _KIND["substitution"]),
        outcome=then(outcome, len(OUTCOMES)),
        set_piece=then(_set_pieces(known), len(SET_PIECES)),
        x=then(x, np.nan),
        y=then(y, np.nan),
        end_x=then(end_x, np.nan),
        end_y=then(end_y, np.nan),
        player=people["player"][order],
        related_player=people["related_player"][order],
        people=people["people"],
        type_name=then(known.codes, len(known.names)),
        type_names=[*known.names, "substitution"],
        rest=rest,
        related=_related(identifiers.to_list(), known, order),
    )


def _flags(known: _Raw) -> dict[str, Array]:
    tags = known.tags
    counters = (
        row for row, e in enumerate(known.events) if e.possession is not None and "counterattack" in e.possession.types
    )
    return {
        "cross": tags.any_of("cross", "free_kick_cross"),
        "through_ball": tags["through_pass"],
        "high": known.rows(row for row, played in known.passes.items() if played.height == "high"),
        "key_pass": tags.any_of("shot_assist", "assist"),
        "assist": tags["assist"],
        "counter_attack": known.rows(counters),
        "under_pressure": tags["under_pressure"],
        "sliding": tags["sliding_tackle"],
    }


def _touched(known: _Raw, kind: Array, outcome: Array) -> Array:
    contested = _among(kind, *_CONTESTED)
    touched = np.where(contested, outcome == _OUTCOME["success"], ~_among(kind, *_UNTOUCHED))
    return np.where(known.primary("goalkeeper_exit") & ~contested, 2, touched)


def _among(kind: Array, *names: str) -> Array:
    return np.array([name in names for name in KINDS])[kind]


def _partners(known: _Raw) -> list[int | None]:
    """The receiver of a pass, the opponent in a duel."""
    partners: list[int | None] = [None] * len(known.events)
    for duels in (known.aerials, known.grounds):
        for row, duel in duels.items():
            partners[row] = (duel.opponent.id if duel.opponent else None) or None
    for row, played in known.passes.items():
        partners[row] = (played.recipient.id if played.recipient else None) or None
    return partners


def _related(identifiers: list[str], known: _Raw, order: Array) -> Related | None:
    """The other half of every duel whose number is in the file, by rows in the order of play."""
    new = np.empty(len(order), dtype=np.int64)
    new[order] = np.arange(len(order))
    # Of two events with one number, the later is meant.
    place = {identifiers[row]: new[row] for row in order.tolist()}
    partner = np.full(len(order), -1)
    duels: dict[int, Aerial | Ground] = {**known.aerials, **known.grounds}
    for row, duel in duels.items():
        if duel.partner:
            partner[new[row]] = place.get(str(duel.partner), -1)
    found = partner >= 0
    return Related(np.where(found, 1, -1), partner[found]) if found.any() else None


def _ends(known: _Raw) -> dict[int, Point]:
    ends = {row: carry.end for row, carry in known.carries.items()}
    ends |= {row: played.end if played.height != "blocked" else None for row, played in known.passes.items()}
    return {row: end for row, end in ends.items() if end is not None}


def _metres(points: dict[int, Point], length: int) -> tuple[Array, Array]:
    """Metres, NaN where there is no place; one that is not a number is infinite, for the door to find."""
    places = points.values()
    given = np.array([[p.x for p in places], [p.y for p in places]], dtype=np.float64)
    for column in np.flatnonzero(np.isnan(given).any(axis=0)).tolist():
        place = points[list(points)[column]]
        given[:, column] = np.nan if place.x is None or place.y is None else np.inf
    metres = np.full((2, length), np.nan)
    metres[:, list(points)] = given
    return metres[0] * (PITCH_LENGTH / 100), PITCH_WIDTH - metres[1] * (PITCH_WIDTH / 100)


def _kinds(known: _Raw, card: Array) -> Array:
    tags, primary = known.tags, known.primary
    kind = known.of(lambda name: _KIND[_KINDS.get(name, "other")])
    passed, shot = known.rows(known.passes), known.rows(known.shots)
    duel, touch = primary("duel"), primary("touch")
    kind[duel] = _KIND["loose_ball"]
    for tag, name in (("offensive_duel", "take_on"), ("defensive_duel", "tackle"), ("aerial_duel", "aerial")):
        kind[duel & tags[tag]] = _KIND[name]
    kind[primary(*_SET_PIECES)] = _KIND["pass"]
    kind[primary("penalty") | (primary("free_kick", "corner") & shot)] = _KIND["shot"]
    booking = known.rows(row for row, infraction in known.infractions.items() if infraction.type in _BOOKINGS)
    kind[primary("infraction") & booking & (card < len(CARDS))] = _KIND["card"]
    kind[primary("interception") & passed] = _KIND["pass"]
    kind[touch & tags["loss"]] = _KIND["lost"]
    kind[touch & tags["carry"]] = _KIND["carry"]
    kind[primary("fairplay") & ~passed] = _KIND["other"]
    return kind


def _outcomes(known: _Raw, kind: Array) -> Array:
    tags = known.tags
    outcome = np.full(len(kind), len(OUTCOMES))

    loose = kind == _KIND["loose_ball"]
    outcome[loose & tags["loss"]] = _OUTCOME["failure"]
    outcome[loose & tags["recovery"]] = _OUTCOME["success"]
    keeper = (kind == _KIND["keeper"]) & tags.any_of("save", "save_with_reflex", "conceded_goal")
    outcome[keeper] = np.where(tags["conceded_goal"], _OUTCOME["failure"], _OUTCOME["success"])[keeper]
    outcome[_among(kind, "interception", "carry")] = _OUTCOME["success"]
    told: tuple[tuple[str, dict[int, Any], Callable[[Any], str | None]], ...] = (
        ("shot", known.shots, _of_shot),
        ("pass", known.passes, _of_pass),
        ("aerial", known.aerials, _of_aerial),
        ("tackle", known.grounds, _of_tackle),
        ("take_on", known.grounds, _of_take_on),
    )
    for name, details, ending in told:
        rows = np.fromiter(details, dtype=np.int64, count=len(details))
        endings = np.array([_OUTCOME[ending(detail)] for detail in details.values()], dtype=np.int64)
        mine = kind[rows] == _KIND[name]
        outcome[rows[mine]] = endings[mine]
    return outcome


def _of_shot(shot: Shot) -> str:
    zone = shot.zone or ""
    if shot.goal:
        return "goal"
    if shot.on_target:
        return "saved"
    return "blocked" if zone == "bc" else "post" if zone.startswith("p") else "off_target"


def _of_pass(played: Pass) -> str | None:
    return None if played.accurate is None else "success" if played.accurate else "failure"


def _of_aerial(duel: Aerial) -> str | None:
    return None if duel.first_touch is None else "success" if duel.first_touch else "failure"


def _of_tackle(duel: Ground) -> str | None:
    if duel.recovered is None:
        return None
    return "success" if duel.recovered else "neutral" if duel.stopped else "failure"


def _of_take_on(duel: Ground) -> str | None:
    if duel.kept is None:
        return None
    return "failure" if not duel.kept else "success" if duel.progressed else "neutral"


def _body_parts(known: _Raw) -> Array:
    tags = known.tags
    part = np.full(len(known.events), len(BODY_PARTS), dtype=np.uint32)
    part[tags["hand_pass"] | known.primary("throw_in")] = BODY_PARTS.index("other")
    part[tags.any_of("head_pass", "head_shot")] = BODY_PARTS.index("head")
    for row, shot in known.shots.items():
        name = _BODY.get(shot.body or "")
        part[row] = BODY_PARTS.index(name) if name else len(BODY_PARTS)
    return part


def _cards(known: _Raw) -> Array:
    yellow, red = known.tags["yellow_card"], known.tags["red_card"]
    for row, infraction in known.infractions.items():
        yellow[row] |= bool(infraction.yellow)
        red[row] |= bool(infraction.red)
    card = np.full(len(known.events), len(CARDS), dtype=np.uint32)
    card[yellow] = CARDS.index("yellow")
    card[red] = np.where(yellow, CARDS.index("second_yellow"), CARDS.index("red"))[red]
    return card


def _set_pieces(known: _Raw) -> Array:
    nothing = len(SET_PIECES)
    restart = known.of(lambda name: SET_PIECES.index(_SET_PIECES[name]) if name in _SET_PIECES else nothing)
    return np.where(known.tags["free_kick_shot"], SET_PIECES.index("free_kick"), restart)


class _Change(NamedTuple):
    off: int
    on: int
    period: int
    seconds: float
    side: int


def _substitutions(raw: File, sides: dict[str, str]) -> list[_Change]:
    return [
        _Change(
            off=off.id,
            on=on.id,
            period=_STARTS.get(period, _SHOOT_OUT)[0],
            seconds=float(second) if second.isdigit() else 0.0,
            side=SIDES.index(sides[team]) if team in sides else NOBODY,
        )
        for team, periods in (raw.substitutions or {}).items()
        for period, moments in periods.items()
        for second, change in moments.items()
        for off, on in zip(change.off, change.on, strict=False)
    ]


def _in_order(period: Array, seconds: Array, changes: list[_Change]) -> Array:
    """The order of play: the events as the file has them, each substitution after all that came before its time."""
    clock = np.maximum.accumulate(period * _PERIOD_APART + seconds)
    added = np.array([change.period * _PERIOD_APART + change.seconds for change in changes])
    return np.argsort(np.concatenate((clock, added)), kind="stable")


def _players(raw: File, match: Match, sides: dict[str, str]) -> pl.DataFrame:
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
