"""Wyscout v3 events, straight into columns.

Places are percentages as in v2. The clock runs through from 0 and 45 minutes (90, 105 and 120 in extra time and the
shoot-out), so the start of the period is taken off. Substitutions stand apart from the events and become rows.
An interception that is played on as a pass is one row: a pass with `interception = true`, as in v2.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final, NamedTuple

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
    codes_of_names,
    enum_series,
    gathered,
    numbered,
    people_of,
    player_table,
)
from frontfoot.match.decode import decode
from frontfoot.match.draft import Draft
from frontfoot.match.files import Source
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
from frontfoot.match.wyscout_v3_file import Aerial, Event, File, Ground, Match, Point, Side

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
_FLAGS: Final = pl.Series([False, True, None], dtype=pl.Boolean)
_NOWHERE: Final = (-1e300, -1e300)
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
    )


def _stated(match: Match, order: list[str]) -> tuple[int, int] | None:
    """The score after extra time; Wyscout gives the goals of extra time on their own, 0 when there was none."""
    found = [match.sides.get(team) for team in order]
    goals = [side.score for side in found if side is not None and side.score is not None]
    extra = [side.score_extra or 0 for side in found if side is not None]
    return (max(goals[0], extra[0]), max(goals[1], extra[1])) if len(goals) == 2 else None


class _Sorts:
    """What the events are: their primary sort and their secondary ones."""

    def __init__(self, events: list[Event]) -> None:
        codes, self.names = numbered(e.type.primary for e in events)
        self.codes = codes
        counts = np.array([len(e.type.secondary) for e in events])
        bits = np.array([_BITS.get(name, 0) for e in events for name in e.type.secondary], dtype=np.int64)
        self.secondary = Marks(_SECONDARY, counts, bits)

    def primary(self, *names: str) -> Array:
        """Which events are primarily one of these."""
        return self.of(lambda name: name in names)

    def of(self, value: Callable[[str], Any]) -> Array:
        """A value for every event that depends on its primary sort alone."""
        return np.array([value(name) for name in self.names])[self.codes]


def _events(raw: File, sides: dict[str, str], source: Source) -> Columns:
    """The columns in the order of play: the file's own order, substitutions put in by their time."""
    events = raw.events
    n = len(events)
    sorts = _Sorts(events)
    tags = sorts.secondary
    periods = {name: _STARTS.get(name, _SHOOT_OUT) for name in {e.period for e in events}}
    period = np.array([periods[e.period][0] for e in events])
    starts = np.array([periods[e.period][1] for e in events])
    clock = seconds_of([e.clock for e in events], place=source.place, writes="Wyscout")
    seconds = np.maximum(clock - starts, 0.0)
    card = _cards(events, tags)
    kind = _kinds(events, sorts, card)
    outcome = _outcomes(events, kind, tags)
    start, end = _metres([e.location for e in events]), _metres([_end(e) for e in events])
    contested = np.isin(kind, [_KIND[name] for name in _CONTESTED])
    touched = np.where(contested, outcome == _OUTCOME["success"], ~np.isin(kind, [_KIND[name] for name in _UNTOUCHED]))
    touched = np.where(sorts.primary("goalkeeper_exit") & ~contested, 2, touched)
    duels = [e.ground or e.aerial for e in events]
    others = [
        e.pass_.recipient if e.pass_ else duel.opponent if duel else None for e, duel in zip(events, duels, strict=True)
    ]
    codes = {
        team: (SIDES.index(sides[str(team)]) if str(team) in sides else NOBODY) for team in {e.team.id for e in events}
    }
    flags = {
        "cross": tags.any_of("cross", "free_kick_cross"),
        "through_ball": tags["through_pass"],
        "high": np.array([e.pass_ is not None and e.pass_.height == "high" for e in events]),
        "key_pass": tags.any_of("shot_assist", "assist"),
        "assist": tags["assist"],
        "counter_attack": np.array(
            [e.possession is not None and "counterattack" in e.possession.types for e in events]
        ),
        "under_pressure": tags["under_pressure"],
        "sliding": tags["sliding_tackle"],
        "interception": sorts.primary("interception") | tags["interception"],
        "touched": touched,
    }
    changes = _substitutions(raw, sides)
    k = len(changes)
    order = _in_order(period, seconds, changes)

    def then(values: Array, added: Any) -> Array:
        """The substitutions' values behind the events', all in the order of play."""
        joined: Array = np.concatenate((values, np.full(k, added) if np.isscalar(added) else added))[order]
        return joined

    identifiers = [*(str(e.id) for e in events), *(f"substitution-{change.off}" for change in changes)]
    identifiers = [identifiers[row] for row in order.tolist()]
    possession = [(e.possession.id if e.possession else None) or None for e in events] + [None] * k
    actors = [(e.player.id if e.player else None) or None for e in events] + [change.off for change in changes]
    partners = [(other.id if other else None) or None for other in others] + [change.on for change in changes]
    rows = order.tolist()
    type_name, type_names = numbered([*(e.type.primary for e in events), *(["substitution"] * k)])
    parts = _body_parts(events, sorts)
    rest: dict[str, Any] = {
        "event_id": identifiers,
        "body_part": enum_series(then(parts, len(BODY_PARTS)), BodyPartType),
        "card": enum_series(then(card, len(CARDS)), CardType),
        "xg": then(np.array([e.shot.xg if e.shot else None for e in events], dtype=np.float64), np.nan),
        "possession": _counted([possession[row] for row in rows]),
    }
    for name, values in flags.items():
        rest[name] = gathered(_FLAGS, then(values, 0 if name in {"interception", "touched"} else 2))
    return Columns(
        period=then(period, [change.period for change in changes]),
        seconds=then(seconds, [change.seconds for change in changes]),
        side=then(np.array([codes[e.team.id] for e in events]), [change.side for change in changes]),
        kind=then(kind, _KIND["substitution"]),
        outcome=then(outcome, len(OUTCOMES)),
        set_piece=then(_set_pieces(sorts), len(SET_PIECES)),
        x=then(start[0], np.nan),
        y=then(start[1], np.nan),
        end_x=then(end[0], np.nan),
        end_y=then(end[1], np.nan),
        **people_of([actors[row] for row in rows], [partners[row] for row in rows]),
        type_name=type_name[order],
        type_names=type_names,
        rest=rest,
        related=_related(identifiers, [duels[row] if row < n else None for row in rows]),
    )


def _counted(values: list[int | None]) -> pl.Series:
    """Possessions numbered from 0 in the order of play."""
    codes, names = numbered(values)
    return gathered(pl.Series([*range(len(names)), None], dtype=pl.UInt32), codes)


def _related(identifiers: list[str], duels: list[Ground | Aerial | None]) -> Related | None:
    place = {identifier: row for row, identifier in enumerate(identifiers)}
    partners = [place.get(str(duel.partner), -1) if duel and duel.partner else -1 for duel in duels]
    rows = np.array(partners)
    found = rows >= 0
    return Related(np.where(found, 1, -1), rows[found]) if found.any() else None


def _end(e: Event) -> Point | None:
    if e.pass_ is not None:
        return e.pass_.end if e.pass_.height != "blocked" else None
    return e.carry.end if e.carry else None


def _metres(points: list[Point | None]) -> tuple[Array, Array]:
    """Metres, NaN where there is no place; a place that is not a number is infinite, for the door to find."""
    flat = np.array(
        [(p.x, p.y) if p is not None and p.x is not None and p.y is not None else _NOWHERE for p in points],
        dtype=np.float64,
    )
    flat[np.isnan(flat)] = np.inf
    flat[flat == _NOWHERE[0]] = np.nan
    return flat[:, 0] * (PITCH_LENGTH / 100), PITCH_WIDTH - flat[:, 1] * (PITCH_WIDTH / 100)


def _kinds(events: list[Event], sorts: _Sorts, card: Array) -> Array:
    tags, primary = sorts.secondary, sorts.primary
    kind = sorts.of(lambda name: _KIND[_KINDS.get(name, "other")])
    passed, shot = np.array([(e.pass_ is not None, e.shot is not None) for e in events]).T
    duel, touch = primary("duel"), primary("touch")
    kind[duel] = _KIND["loose_ball"]
    for tag, name in (("offensive_duel", "take_on"), ("defensive_duel", "tackle"), ("aerial_duel", "aerial")):
        kind[duel & tags[tag]] = _KIND[name]
    kind[primary(*_SET_PIECES)] = _KIND["pass"]
    kind[primary("penalty") | (primary("free_kick", "corner") & shot)] = _KIND["shot"]
    booking = np.array([e.infraction is not None and e.infraction.type in _BOOKINGS for e in events])
    kind[primary("infraction") & booking & (card < len(CARDS))] = _KIND["card"]
    kind[primary("interception") & passed] = _KIND["pass"]
    kind[touch & tags["loss"]] = _KIND["lost"]
    kind[touch & tags["carry"]] = _KIND["carry"]
    kind[primary("fairplay") & ~passed] = _KIND["other"]
    return kind


def _outcomes(events: list[Event], kind: Array, tags: Marks) -> Array:
    names: list[str | None] = [None] * len(events)
    for row, e in enumerate(events):
        if e.pass_ is not None or e.shot is not None or e.ground is not None or e.aerial is not None:
            names[row] = _outcome(e, KINDS[kind[row]])
    outcome = codes_of_names(names, OUTCOMES)
    loose = kind == _KIND["loose_ball"]
    outcome[loose & tags["loss"]] = _OUTCOME["failure"]
    outcome[loose & tags["recovery"]] = _OUTCOME["success"]
    keeper = (kind == _KIND["keeper"]) & tags.any_of("save", "save_with_reflex", "conceded_goal")
    outcome[keeper] = np.where(tags["conceded_goal"], _OUTCOME["failure"], _OUTCOME["success"])[keeper]
    outcome[(kind == _KIND["interception"]) | (kind == _KIND["carry"])] = _OUTCOME["success"]
    return outcome


def _outcome(e: Event, kind: str) -> str | None:
    """What a pass, a shot or a duel says about its end."""
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
    return None


def _body_parts(events: list[Event], sorts: _Sorts) -> Array:
    tags = sorts.secondary
    part = np.full(len(events), len(BODY_PARTS), dtype=np.uint32)
    part[tags["hand_pass"] | sorts.primary("throw_in")] = BODY_PARTS.index("other")
    part[tags.any_of("head_pass", "head_shot")] = BODY_PARTS.index("head")
    for row, e in enumerate(events):
        if e.shot is not None:
            name = _BODY.get(e.shot.body or "")
            part[row] = BODY_PARTS.index(name) if name else len(BODY_PARTS)
    return part


def _cards(events: list[Event], tags: Marks) -> Array:
    yellow, red = tags["yellow_card"], tags["red_card"]
    for row, e in enumerate(events):
        if e.infraction is not None:
            yellow[row] |= bool(e.infraction.yellow)
            red[row] |= bool(e.infraction.red)
    card = np.full(len(events), len(CARDS), dtype=np.uint32)
    card[yellow] = CARDS.index("yellow")
    card[red] = np.where(yellow, CARDS.index("second_yellow"), CARDS.index("red"))[red]
    return card


def _set_pieces(sorts: _Sorts) -> Array:
    nothing = len(SET_PIECES)
    restart = sorts.of(lambda name: SET_PIECES.index(_SET_PIECES[name]) if name in _SET_PIECES else nothing)
    return np.where(sorts.secondary["free_kick_shot"], SET_PIECES.index("free_kick"), restart)


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
