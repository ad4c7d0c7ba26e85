"""`settle`: the winner of a tie and the way it was won, by applying the rules to the results step by step.

For every list of matches and every set of rules `settle` returns the winner and the way, or the reason why the facts do
not settle the tie (a leg is missing, there is a shoot-out that the rules do not have, ...). It never guesses and never
raises on facts that contradict the rules.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.ties.leg import Leg
from frontfoot.ties.rulebook import EXTRA_TIME_STEPS, Rules, Step


class Way(StrEnum):
    """The way in which a tie was settled."""

    REGULATION = "regulation"  # ahead (on aggregate) after 90 minutes
    AWAY_GOALS = "away goals"
    GOLDEN_GOAL = "golden goal"  # in extra time under the rule of the golden goal
    SILVER_GOAL = "silver goal"  # in extra time under the rule of the silver goal
    EXTRA_TIME = "extra time"
    AWAY_GOALS_EXTRA_TIME = "away goals in extra time"
    SHOOT_OUT = "shoot-out"
    REPLAY = "replay"
    TOSS = "toss"
    AWARDED = "awarded"
    DRAW = "draw"  # where the rules let a draw stand


class Reason(StrEnum):
    """Why the facts do not settle a tie."""

    NO_MATCH = "no match is given"
    CLUBS = "the matches are not between the same two clubs"
    TOO_MANY = "there are more matches than the rules allow"
    LEG_MISSING = "a leg is still to be played"
    EXTRA_TIME_MISSING = "level, and extra time is not given"
    EXTRA_TIME_UNKNOWN = "extra time is given, and the rules have none"
    EXTRA_TIME_NEEDLESS = "extra time is given, and the tie was settled before it"
    EXTRA_TIME_EARLY = "extra time is given in a match that is not the last of the tie"
    SHOOT_OUT_MISSING = "level, and the shoot-out is not given"
    SHOOT_OUT_UNKNOWN = "a shoot-out is given, and the rules have none"
    SHOOT_OUT_NEEDLESS = "a shoot-out is given, and the tie was settled before it"
    REPLAY_MISSING = "level, and the replay is not given"
    REPLAY_NEEDLESS = "a replay is given, and the tie was settled before it"
    TOSS_MISSING = "level, and the toss is not given"
    TOSS_NEEDLESS = "a toss is given, and the tie was settled before it"
    RULES_END = "level, and the rules have no further step"


class Decision(StrEnum):
    """A decision that no score explains."""

    WALKOVER = "walkover"  # the opponent did not play
    EXCLUSION = "exclusion"  # the opponent was expelled
    AWARD = "award"  # the tie was given to a side
    TOSS = "toss"  # of a coin or a disc
    SHOOT_OUT = "shoot-out"  # whose kicks are not on record


@dataclass(frozen=True, slots=True)
class Ruling:
    """A decision on a tie: for whom, of what kind, and why."""

    winner: str
    kind: Decision
    note: str = ""


@dataclass(frozen=True, slots=True)
class Settlement:
    """The result of `settle`.

    Attributes:
        winner: the club that goes through; None if the facts do not settle the tie, or it ends in a draw.
        way: how the tie was won; None if the facts do not settle it.
        reason: why the tie is not settled; None if it is.
        aggregate: goals of each club over the matches that count, extra time included.
        note: text of a ruling.
    """

    winner: str | None
    way: Way | None
    reason: Reason | None
    aggregate: dict[str, int]
    note: str = ""

    @property
    def settled(self) -> bool:
        """Whether the tie is over."""
        return self.way is not None


EXTRA_TIME_WAY: Final = {
    Step.EXTRA_TIME: Way.EXTRA_TIME,
    Step.GOLDEN_GOAL: Way.GOLDEN_GOAL,
    Step.SILVER_GOAL: Way.SILVER_GOAL,
}


def settle(legs: Sequence[Leg], rules: Rules, ruling: Ruling | None = None) -> Settlement:
    """The club that goes through and the way, or the reason why the facts do not settle the tie.

    Args:
        legs: the matches in the order of play; a replay comes last.
        rules: rules of the tie.
        ruling: a decision on the whole tie (walkover, exclusion, toss).

    Raises:
        InputError: a ruling for a club that is not in the tie.

    >>> from frontfoot.ties.rulebook import rules
    >>> europa = rules("uel", 2023, "QF")
    >>> ended = settle([Leg("Benfica", "Marseille", (2, 1)),
    ...                 Leg("Marseille", "Benfica", (1, 0), extra_time=(1, 0), shoot_out=(4, 2))], europa)
    >>> ended.winner, str(ended.way)
    ('Marseille', 'shoot-out')
    """
    legs = tuple(legs)
    clubs = sorted({club for leg in legs for club in (leg.home, leg.away)})
    if ruling is not None and ruling.winner not in clubs and legs:
        raise InputError(
            f"'{ruling.winner}' does not play in this tie", place="ruling", remedy=f"The clubs are {', '.join(clubs)}"
        )
    counted, replays = legs[: rules.legs], legs[rules.legs :]
    aggregate = {}
    if len(clubs) == 2:
        aggregate = {club: sum(leg.goals(club) for leg in counted if leg.played) for club in clubs}
    if ruling is not None and ruling.kind is not Decision.TOSS:
        by = Way.SHOOT_OUT if ruling.kind is Decision.SHOOT_OUT else Way.AWARDED
        return Settlement(ruling.winner, by, None, aggregate, f"{ruling.kind}: {ruling.note}".rstrip(": "))
    # A leg whose score was set by decision had no extra time; a replay may then be ordered whatever the rules say.
    ordered = len(replays) == 1 and any(leg.awarded for leg in counted)
    steps = (*_without_extra_time(rules.before_replay), Step.REPLAY, *rules.steps) if ordered else rules.steps
    reason = _unfit(clubs, counted, replays, rules.legs, steps)
    if reason is not None:
        return Settlement(None, None, reason, aggregate)
    winner, way, reason = _walk(clubs, counted, replays, steps, ruling.winner if ruling else None)
    return Settlement(winner, way, reason, aggregate)


def _without_extra_time(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple(step for step in steps if step not in EXTRA_TIME_STEPS and step is not Step.SHOOT_OUT)


def _unfit(
    clubs: Sequence[str], counted: Sequence[Leg], replays: Sequence[Leg], legs: int, steps: Sequence[Step]
) -> Reason | None:
    if not counted:
        return Reason.NO_MATCH
    if len(clubs) != 2:
        return Reason.CLUBS
    if len(counted) < legs or not all(leg.played for leg in counted):
        return Reason.LEG_MISSING
    if any(leg.extra_time or leg.shoot_out for leg in counted[:-1]):
        return Reason.EXTRA_TIME_EARLY
    if len(replays) > (Step.REPLAY in steps):
        return Reason.TOO_MANY
    return None


def _margin(legs: Sequence[Leg], club: str, *, extra_time: bool) -> int:
    """Goals by which `club` leads over `legs`."""
    return sum(leg.margin(club, extra_time=extra_time) for leg in legs)


def _away_margin(legs: Sequence[Leg], club: str, *, extra_time: bool) -> int:
    """By how many goals scored away from home `club` leads."""
    away = ((leg.goals(leg.away, extra_time=extra_time), leg.away == club) for leg in legs)
    return sum(goals if own else -goals for goals, own in away)


def _walk(
    clubs: Sequence[str], legs: Sequence[Leg], replays: Sequence[Leg], steps: Sequence[Step], toss: str | None
) -> tuple[str | None, Way | None, Reason | None]:
    club = clubs[0]
    margin, way = _margin(legs, club, extra_time=False), Way.REGULATION
    extra_time = False
    used: set[tuple[Leg | None, Step]] = set()
    for step in steps:
        if margin:
            break
        last = legs[-1]
        if step is Step.AWAY_GOALS:
            margin = _away_margin(legs, club, extra_time=extra_time)
            way = Way.AWAY_GOALS_EXTRA_TIME if extra_time else Way.AWAY_GOALS
        elif step in EXTRA_TIME_STEPS:
            if last.extra_time is None:
                return None, None, Reason.EXTRA_TIME_MISSING
            extra_time = True
            used.add((last, Step.EXTRA_TIME))
            margin, way = _margin(legs, club, extra_time=True), EXTRA_TIME_WAY[step]
        elif step is Step.SHOOT_OUT:
            if last.shoot_out is None:
                return None, None, Reason.SHOOT_OUT_MISSING
            used.add((last, Step.SHOOT_OUT))
            kicks = last.shoot_out[0] - last.shoot_out[1]
            margin, way = kicks if last.home == club else -kicks, Way.SHOOT_OUT
        elif step is Step.REPLAY:
            if not replays or not replays[0].played:
                return None, None, Reason.REPLAY_MISSING
            used.add((replays[0], Step.REPLAY))
            legs, extra_time = replays[:1], False
            margin, way = _margin(legs, club, extra_time=False), Way.REPLAY
        elif step is Step.TOSS:
            if toss is None:
                return None, None, Reason.TOSS_MISSING
            used.add((None, Step.TOSS))
            margin, way = 1 if toss == club else -1, Way.TOSS
    reason = _left_over(used, steps, legs, replays, toss)
    if reason is not None:
        return None, None, reason
    if margin:
        replayed = any(step is Step.REPLAY for _, step in used) and way is not Way.TOSS
        return clubs[0] if margin > 0 else clubs[1], Way.REPLAY if replayed else way, None
    return (None, Way.DRAW, None) if not steps else (None, None, Reason.RULES_END)


def _left_over(
    used: set[tuple[Leg | None, Step]],
    steps: Sequence[Step],
    legs: Sequence[Leg],
    replays: Sequence[Leg],
    toss: str | None,
) -> Reason | None:
    """Results that no step used: they contradict the rules."""
    knows_extra_time = bool(EXTRA_TIME_STEPS & set(steps))
    for leg in (legs[-1], *replays):
        if leg.extra_time is not None and (leg, Step.EXTRA_TIME) not in used:
            return Reason.EXTRA_TIME_NEEDLESS if knows_extra_time else Reason.EXTRA_TIME_UNKNOWN
        if leg.shoot_out is not None and (leg, Step.SHOOT_OUT) not in used:
            return Reason.SHOOT_OUT_NEEDLESS if Step.SHOOT_OUT in steps else Reason.SHOOT_OUT_UNKNOWN
        if leg in replays and (leg, Step.REPLAY) not in used:
            return Reason.REPLAY_NEEDLESS
    if toss is not None and (None, Step.TOSS) not in used:
        return Reason.TOSS_NEEDLESS
    return None
