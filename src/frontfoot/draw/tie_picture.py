"""The content of the picture of a tie: its curves, goals and texts, from a replay or from one moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from frontfoot.core.minute import STARTS
from frontfoot.core.wording import long_date, signed, whole_percent
from frontfoot.draw.credits import credit
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.goals.results.competitions import OF_NATIONS
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.replay import Replay, ReplayPoint, Swing, course_known
from frontfoot.ties.rounds import round_name
from frontfoot.ties.sentences import moment_sentence, replay_sentence
from frontfoot.ties.shoot_out import ShootOut
from frontfoot.ties.situation import Situation, Tie

MOST: Final = 26
"""Letters of a label before its swing."""
KICK: Final = 2.5
"""Minutes of the axis that a kick of a shoot-out takes."""
UNKNOWN: Final = 45.0
"""Minutes of the axis that a match takes whose course is not known."""
SHOWN: Final = ("goal", "var", "red card", "second yellow")


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on a curve: its place and the text of its label; `side` is 0 or 1 for the clubs, 2 for neither."""

    minute: float
    through: float
    text: str
    side: int


@dataclass(frozen=True, slots=True)
class Kick:
    """A kick of a shoot-out: the odds after it, whose it was (0 or 1), and whether it was converted."""

    through: float
    side: int
    converted: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """Odds over the minutes of a match, with their interval where strengths are uncertain."""

    minutes: tuple[float, ...] = ()
    through: tuple[float, ...] = ()
    interval: tuple[tuple[float, float] | None, ...] = ()


@dataclass(frozen=True, slots=True)
class LegCurve:
    """The odds of the first club in one match.

    Attributes:
        title: clubs and score.
        subtitle: date, or what is not known of the match.
        past: the curve as it went.
        marks: its events, in order.
        ahead: what was still to come if the score stays.
        kicks: of a shoot-out after it.
        length: minutes of the match on the axis, 90 or 120; less where its course is not known, 0 for the kicks alone.
        between: the odds before it and after it, of a match whose course is not known.
    """

    title: str
    subtitle: str = ""
    past: Curve = Curve()
    marks: tuple[Mark, ...] = ()
    ahead: Curve = Curve()
    kicks: tuple[Kick, ...] = ()
    length: float = 90.0
    between: tuple[float, float] | None = None

    @property
    def drawn(self) -> bool:
        """Whether there is anything to draw of it."""
        return bool(self.past.minutes or self.ahead.minutes or self.marks or self.kicks or self.between)

    @property
    def whole(self) -> float:
        """Minutes of the axis that it takes, kicks included."""
        return self.length + (KICK * (len(self.kicks) + 1) if self.kicks else 0.0)


@dataclass(frozen=True, slots=True)
class OddsPicture:
    """The content of the picture of a tie.

    Attributes:
        headline: a sentence.
        subtitle: competition and round, and how to read the picture.
        clubs: the first is the one whose odds are drawn.
        goal: "go through" or "win".
        legs: one curve for each match.
        source: of the figures, with licence.
    """

    headline: str
    subtitle: str
    clubs: tuple[str, str]
    goal: str
    legs: tuple[LegCurve, ...] = ()
    source: str = ""


def picture_minute(moment: Moment) -> float:
    """Minutes played; stoppage is drawn at the end of its period."""
    return STARTS[moment.period] + min(moment.second, regular_length(moment.period)) / 60.0


def replay_picture(replayed: Replay, source: str = "") -> OddsPicture:
    """The content of the picture of a tie, from its replay.

    Args:
        replayed: the tie with its odds; with intervals it has a band, and what is still to come.
        source: where the strengths or rates come from, in words.
    """
    legs = tuple(_leg(replayed, number) for number in range(1, len(replayed.tie.legs) + 1))
    band = any(point.interval is not None for point in (*replayed.points, *replayed.ahead))
    return OddsPicture(
        replay_sentence(replayed),
        _subtitle(replayed.tie, band=band, ahead=bool(replayed.ahead), legs=legs),
        replayed.clubs,
        "win" if replayed.tie.rules.last else "go through",
        legs,
        _credit(replayed.tie, source),
    )


def moment_picture(
    tie: Tie,
    situation: Situation,
    outlook: Outlook,
    ahead: Sequence[ReplayPoint],
    clubs: tuple[str, str],
    source: str = "",
    kicks: Sequence[Kick] = (),
) -> OddsPicture:
    """The content of the picture of one moment: the tie so far, the moment, and dashed the odds if the score stays.

    In a shoot-out whose kicks are known: the odds after each of them.

    Args:
        tie: clubs, rules, legs.
        situation: of the match under way.
        outlook: its odds.
        ahead: odds of the first club from now on at this score (`still_to_come`); empty in a shoot-out.
        clubs: the first is the one whose odds are drawn.
        source: of the strengths.
        kicks: of the shoot-out that is under way (`kicks_so_far`).
    """
    minute = 120.0 if situation.shoot_out is not None else picture_minute(situation.moment)
    length = 120.0 if situation.shoot_out is not None or situation.moment.period >= 3 else 90.0
    if kicks:
        minute, length = KICK * len(kicks), 0.0
    span = outlook.interval.get(clubs[0])
    between = "" if span is None else f" ({100 * span[0]:.0f} to {100 * span[1]:.0f})"
    now = f"now {whole_percent(outlook.through[clubs[0]])}{between}"
    curve = _curve(ahead)
    legs = []
    for number, leg in enumerate(tie.legs, start=1):
        if number != situation.leg:
            legs.append(_bare(leg, later=number > situation.leg))
            continue
        score = situation.score
        begun = situation.moment > Moment(1, 0.0) or situation.shoot_out is not None
        legs.append(
            LegCurve(
                f"{leg.home} {score[0]}-{score[1]} {leg.away}" if begun else _named(leg),
                _day(leg),
                marks=(Mark(minute, outlook.through[clubs[0]], now, 2),),
                ahead=curve,
                kicks=tuple(kicks),
                length=length,
            )
        )
    return OddsPicture(
        moment_sentence(tie, situation, outlook, clubs[0]),
        _subtitle(tie, band=any(curve.interval), ahead=bool(ahead), legs=legs),
        clubs,
        "win" if tie.rules.last else "go through",
        tuple(legs),
        _credit(tie, source),
    )


def kicks_so_far(model: Model, situation: Situation, club: str) -> tuple[Kick, ...]:
    """The kicks of the shoot-out so far, each with the odds of a club after it; empty if their order is not known."""
    whole, kicks = situation.shoot_out, []
    if whole is None or not whole.kicks:
        return ()
    state = ShootOut(home_next=whole.kicks[0][0] == 0)
    clubs = (club, *(other for other in model.tie.clubs if other != club))
    leg = model.tie.legs[situation.leg - 1]
    for side, converted in whole.kicks:
        state = state.kick(converted)
        through = model.ask(replace(situation, shoot_out=state)).through[club]
        kicks.append(Kick(through, clubs.index((leg.home, leg.away)[side]), converted))
    return tuple(kicks)


def _credit(tie: Tie, source: str) -> str:
    return credit(source, nations=tie.rules.competition in OF_NATIONS)


def _subtitle(tie: Tie, *, band: bool, ahead: bool, legs: Sequence[LegCurve] = ()) -> str:
    rules = tie.rules
    parts = [rules.title + (f", {round_name(rules.round)}" if rules.round else "")]
    if band:
        parts.append("band: 90% interval over uncertain strengths")
    if ahead:
        parts.append("dashed: if the score stays as it is")
    if any(leg.between is not None for leg in legs):
        parts.append("dotted: course not known")
    if any(not kick.converted for leg in legs for kick in leg.kicks):
        parts.append("open rings: kicks missed")
    return " · ".join(parts)


def _leg(replayed: Replay, number: int) -> LegCurve:
    leg = replayed.tie.legs[number - 1]
    points = [point for point in replayed.points if point.leg == number]
    swings = [swing for swing in replayed.swings if swing.leg == number]
    ahead = [point for point in replayed.ahead if point.leg == number]
    if len({point.moment for point in points}) < 2 and not ahead:
        known = leg.played and course_known(leg, [swing.event for swing in swings])
        bare = _bare(leg, later=not leg.played)
        after = next((point for point in replayed.points if point.leg == number + 1), None)
        if known or not points or after is None:
            return bare
        ends = points[0].through, after.through
        before = Mark(0.0, ends[0], f"kick-off {whole_percent(ends[0])}", 2)
        final = Mark(UNKNOWN, ends[1], f"full-time {whole_percent(ends[1])}", 2)
        return replace(bare, marks=(before, final), between=ends)
    kicks = [swing for swing in swings if swing.event.moment is None]
    play = points[: -len(kicks) - 1] if kicks and replayed.settlement.winner is not None else points
    late = any(point.moment.period >= 3 for point in (*points, *ahead))
    score = leg.last_score if leg.played else points[-1].score
    begun = leg.played or points[-1].moment > Moment(1, 0.0)
    shown = f" {score[0]}-{score[1]} " if begun else " - "
    if leg.shoot_out is not None:
        shown = f" {score[0]}-{score[1]} ({leg.shoot_out[0]}-{leg.shoot_out[1]} on penalties) "
    moved = [swing for swing in swings if swing.event.moment is not None and swing.event.kind in SHOWN]
    return LegCurve(
        f"{leg.home}{shown}{leg.away}",
        _day(leg),
        _curve(play),
        tuple(_mark(swing, replayed.clubs[0]) for swing in moved),
        _curve(ahead),
        tuple(Kick(kick.after, int(kick.event.club != replayed.clubs[0]), kick.event.converted) for kick in kicks),
        120.0 if late else 90.0,
    )


def _bare(leg: Leg, *, later: bool) -> LegCurve:
    """A match of which there is no curve."""
    note = "still to come" if later else "goal times not given"
    return LegCurve(_named(leg), ", ".join(filter(None, (_day(leg), note))), length=90.0 if later else UNKNOWN)


def _named(leg: Leg) -> str:
    """Clubs and score of a match, as far as it is played."""
    score = f" {leg.last_score[0]}-{leg.last_score[1]} " if leg.played else " - "
    return f"{leg.home}{score}{leg.away}"


def _day(leg: Leg) -> str:
    return "" if leg.date is None else long_date(leg.date)


def _curve(points: Sequence[ReplayPoint]) -> Curve:
    return Curve(
        tuple(picture_minute(point.moment) for point in points),
        tuple(point.through for point in points),
        tuple(point.interval for point in points),
    )


def _mark(swing: Swing, club: str) -> Mark:
    event = swing.event
    assert event.moment is not None
    who = event.player or event.club or ""
    kind = {"goal": "", "var": " (taken back)"}.get(event.kind, f" ({event.kind})")
    text = f"{swing.minute} {who}{' (pen.)' if event.note == 'penalty' else kind}"
    if len(text) > MOST:
        text = f"{text[: MOST - 1]}…"
    change = signed(100 * (swing.after - swing.before), 0)
    return Mark(picture_minute(event.moment), swing.after, f"{text} {change}", int(event.club != club))
