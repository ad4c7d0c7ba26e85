"""The columns of a Wyscout v3 match.

Places are percentages as in v2. The clock runs through from 0 and 45 minutes (90, 105 and 120 in extra time and the
shoot-out), so the start of the period is taken off. Substitutions are
separate from the events and become rows. An interception that is also a pass is one row: a pass with
`interception = true`, as in v2.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
import polars as pl

from frontfoot.match.clock import seconds_of
from frontfoot.match.codes import Array, numbered, people_of
from frontfoot.match.columns import NOBODY, Columns, Related
from frontfoot.match.files import Source
from frontfoot.match.schema import (
    BODY_PARTS,
    CARDS,
    OUTCOMES,
    PITCH_LENGTH,
    PITCH_WIDTH,
    SET_PIECES,
    SIDES,
    BodyPartType,
    CardType,
)
from frontfoot.match.series import enum_series, gathered, identifier_series
from frontfoot.match.until import Until
from frontfoot.match.wyscout import v3_codes as w
from frontfoot.match.wyscout.v3_file import Aerial, Ground, V3File, V3Point
from frontfoot.match.wyscout.v3_outcomes import KIND, OUTCOME, among, kinds, outcomes
from frontfoot.match.wyscout.v3_raw import Raw, by_row

_FLAGS: Final = pl.Series([False, True, None], dtype=pl.Boolean)
_PERIOD_APART: Final = 1e7  # seconds, more than any clock shows


def events_of(raw: V3File, sides: dict[str, str], source: Source) -> Columns:
    """The columns in the order of play: the file's own order, substitutions put in by their time."""
    events = raw.events
    known = Raw(events)
    clock = seconds_of([e.clock for e in events], place=source.place, writes="Wyscout")
    label, labels = numbered([e.period for e in events])
    period, starts = np.array([w.STARTS.get(name, w.SHOOT_OUT) for name in labels])[label].T
    seconds = np.maximum(clock - starts, 0.0)
    team, teams = numbered([e.team.id for e in events])
    side = np.array([SIDES.index(sides[str(t)]) if str(t) in sides else NOBODY for t in teams])[team]
    card = _cards(known)
    kind = kinds(known, card)
    outcome = outcomes(known, kind)
    x, y = _metres(by_row([e.location for e in events]), len(events))
    end_x, end_y = _metres(_ends(known), len(events))

    changes = _substitutions(raw, sides)
    k = len(changes)
    order = _in_order(period, seconds, changes)

    def then(values: Array, added: Any) -> Array:
        """Values of the events and then of the substitutions, in the order of play."""
        more = np.full(k, added) if np.isscalar(added) else np.asarray(added, dtype=values.dtype)
        joined: Array = np.concatenate((values, more))[order]
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
        kind=then(kind, KIND["substitution"]),
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


def cut_at(raw: V3File, until: Until, source: Source) -> Until | None:
    """Remove events and substitutions after a moment; returns the moment if any event was removed."""
    clock = seconds_of([e.clock for e in raw.events], place=source.place, writes="Wyscout")
    period, starts = np.array([w.STARTS.get(e.period, w.SHOOT_OUT) for e in raw.events]).T
    kept = until.keeps(period, clock - starts, place=source.place)
    raw.events = [event for event, keep in zip(raw.events, kept.tolist(), strict=True) if keep]
    for periods in (raw.substitutions or {}).values():
        for name, moments in periods.items():
            number = w.STARTS.get(name, w.SHOOT_OUT)[0]
            periods[name] = {
                second: change for second, change in moments.items() if until.takes_in(number, second_of(second))
            }
    return None if kept.all() else until


def second_of(written: str) -> float:
    """The second at which a change of players or of formation is recorded; 0 if it is not a number.

    >>> second_of("1278"), second_of("HT")
    (1278.0, 0.0)
    """
    return float(written) if written.isascii() and written.isdigit() else 0.0


def _flags(known: Raw) -> dict[str, Array]:
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


def _touched(known: Raw, kind: Array, outcome: Array) -> Array:
    contested = among(kind, *w.CONTESTED)
    touched = np.where(contested, outcome == OUTCOME["success"], ~among(kind, *w.UNTOUCHED))
    return np.where(known.primary("goalkeeper_exit") & ~contested, 2, touched)


def _partners(known: Raw) -> list[int | None]:
    """The receiver of a pass, the opponent in a duel."""
    partners: list[int | None] = [None] * len(known.events)
    for duels in (known.aerials, known.grounds):
        for row, duel in duels.items():
            partners[row] = (duel.opponent.id if duel.opponent else None) or None
    for row, played in known.passes.items():
        partners[row] = (played.recipient.id if played.recipient else None) or None
    return partners


def _related(identifiers: list[str], known: Raw, order: Array) -> Related | None:
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
    has_partner = partner >= 0
    return Related(np.where(has_partner, 1, -1), partner[has_partner]) if has_partner.any() else None


def _ends(known: Raw) -> dict[int, V3Point]:
    ends = {row: carry.end for row, carry in known.carries.items()}
    ends |= {row: played.end if played.height != "blocked" else None for row, played in known.passes.items()}
    return {row: end for row, end in ends.items() if end is not None}


def _metres(points: dict[int, V3Point], length: int) -> tuple[Array, Array]:
    """Metres, NaN where there is no place; one that is not a number is infinite, for the checks to find."""
    places = points.values()
    coordinates = np.array([[p.x for p in places], [p.y for p in places]], dtype=np.float64)
    for column in np.flatnonzero(np.isnan(coordinates).any(axis=0)).tolist():
        place = points[list(points)[column]]
        coordinates[:, column] = np.nan if place.x is None or place.y is None else np.inf
    metres = np.full((2, length), np.nan)
    metres[:, list(points)] = coordinates
    return metres[0] * (PITCH_LENGTH / 100), PITCH_WIDTH - metres[1] * (PITCH_WIDTH / 100)


def _body_parts(known: Raw) -> Array:
    tags = known.tags
    part = np.full(len(known.events), len(BODY_PARTS), dtype=np.uint32)
    part[tags["hand_pass"] | known.primary("throw_in")] = BODY_PARTS.index("other")
    part[tags.any_of("head_pass", "head_shot")] = BODY_PARTS.index("head")
    for row, shot in known.shots.items():
        name = w.BODY.get(shot.body or "")
        part[row] = BODY_PARTS.index(name) if name else len(BODY_PARTS)
    return part


def _cards(known: Raw) -> Array:
    yellow, red = known.tags["yellow_card"], known.tags["red_card"]
    for row, infraction in known.infractions.items():
        yellow[row] |= bool(infraction.yellow)
        red[row] |= bool(infraction.red)
    card = np.full(len(known.events), len(CARDS), dtype=np.uint32)
    card[yellow] = CARDS.index("yellow")
    card[red] = np.where(yellow, CARDS.index("second_yellow"), CARDS.index("red"))[red]
    return card


def _set_pieces(known: Raw) -> Array:
    nothing = len(SET_PIECES)
    restart = known.of(lambda name: SET_PIECES.index(name) if name in w.RESTARTS else nothing)
    return np.where(known.tags["free_kick_shot"], SET_PIECES.index("free_kick"), restart)


class _Change(NamedTuple):
    off: int
    on: int
    period: int
    seconds: float
    side: int


def _substitutions(raw: V3File, sides: dict[str, str]) -> list[_Change]:
    return [
        _Change(
            off=off.id,
            on=on.id,
            period=w.STARTS.get(period, w.SHOOT_OUT)[0],
            seconds=second_of(second),
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
