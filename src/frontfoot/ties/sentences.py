"""The opening sentence of a picture, a page or a command, ready to print.

The grammar, with CLUB the club asked about:

    before   CLUB have CHANCE of GOAL[, with MATCH still to come].
    during   CLUB had CHANCE of GOAL MOMENT[; NEXT].
    after    CLUB ENDED[; LOWEST].

    CHANCE   a|an N% chance [(LOW to HIGH)] | less than a 1% chance | more than a 99% chance | no chance
             (where nothing else can happen: CLUB are|were certain of GOAL)
    GOAL     going through | winning the final | winning the match
    MATCH    the match | the first leg | the second leg
    MOMENT   at half-time | in the 67th minute | in stoppage time of the first half | at the end of the 90 minutes
             | at half-time of extra time | in the 100th minute, in extra time
             | in the shoot-out, at 3-2 after four kicks each; in the first of two legs the leg is named
    NEXT     a[n ORDINAL] OTHER goal would have cut|raised it to N% | a miss by OTHER would have raised it to N%
    ENDED    won|went through SCORE HOW | won|went through HOW after a DRAW | after SCORE on aggregate
    LOWEST   the lowest chance on the way was N%, MOMENT

A club is always named, never "they". Intervals are those of uncertain strengths (90%).
"""

from __future__ import annotations

from typing import Final

from frontfoot.core.wording import article, ordinal, whole_percent
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.ties.outlook import NextScore, Outlook
from frontfoot.ties.replay import Replay, ReplayPoint
from frontfoot.ties.settle import Way
from frontfoot.ties.situation import Situation, Tie

_SMALL: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_ORDINALS: Final = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
HOW: Final = {
    Way.REGULATION: "",
    Way.AWAY_GOALS: "on away goals",
    Way.GOLDEN_GOAL: "by a golden goal",
    Way.SILVER_GOAL: "by a silver goal",
    Way.EXTRA_TIME: "after extra time",
    Way.AWAY_GOALS_EXTRA_TIME: "on away goals in extra time",
    Way.SHOOT_OUT: "on penalties",
    Way.REPLAY: "in a replay",
    Way.TOSS: "by the toss of a coin",
    Way.AWARDED: "by a decision",
}


def moment_sentence(tie: Tie, situation: Situation, odds: Outlook, club: str) -> str:
    """The odds of a club at a moment as a sentence, with the odds after the goal that matters most.

    Args:
        tie: clubs, rules, legs.
        situation: situation of the match under way.
        odds: odds of this situation (`Model.ask`).
        club: the club whose odds are stated.

    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.ties import Leg, Model, rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    >>> half_time = Situation(2, Moment(2, 0), (0, 1))
    >>> moment_sentence(tie, half_time, Model(tie, Rates(1.5, 1.6)).ask(half_time), "Atalanta")
    'Atalanta had a 90% chance of going through at half-time; a second Liverpool goal would have cut it to 73%.'
    """
    value, span = odds.through[club], odds.interval.get(club)
    if situation.moment == Moment(1, 0.0) and situation.shoot_out is None:
        draw = f"; a draw is {whole_percent(odds.draw)} likely" if odds.draw > 0.0 else ""
        return f"{_before(tie, situation.leg, club, value, span)}{draw}."
    draw = f", and a draw was {whole_percent(odds.draw)} likely" if odds.draw > 0.0 else ""
    start = f"{_had(club, value, span)} of {_goal(tie)} {when(tie, situation)}"
    return f"{start}{draw}{_next(tie, situation, odds, club)}."


def replay_sentence(replayed: Replay, club: str | None = None) -> str:
    """A sentence: how a tie ended and the lowest odds of its winner, or the odds in its present state.

    Args:
        replayed: the tie with its odds.
        club: the club whose odds are stated if the tie is not settled; the first club when None.
    """
    first = replayed.clubs[0]
    ended = replayed.settlement
    if ended.winner is None:
        club = club or first
        if not replayed.points:
            return f"The tie of {replayed.clubs[0]} and {replayed.clubs[1]} has not begun."
        if ended.settled:
            return f"{replayed.tie.legs[-1].home} and {replayed.tie.legs[-1].away} drew{_score(replayed, first)}."
        point = replayed.points[-1]
        value, span = _of_club(point, own=club == first)
        if point.moment == Moment(1, 0.0):
            return f"{_before(replayed.tie, point.leg, club, value, span)}."
        named = point.leg == 1 and len(replayed.tie.legs) == 2
        kicks = [swing for swing in replayed.swings if swing.event.kind == "kick"]
        if kicks:
            home = replayed.tie.legs[-1].home
            ours = sum(swing.event.club == home for swing in kicks)
            moment = _at_kicks(kicks[-1].score, (ours, len(kicks) - ours))
        else:
            moment = _when(replayed.tie, point.leg, point.moment, leg_named=named)
        return f"{_had(club, value, span)} of {_goal(replayed.tie)} {moment}."
    verb = "won" if replayed.tie.rules.last else "went through"
    return f"{ended.winner} {verb}{_ended(replayed, ended.winner)}{_lowest(replayed, ended.winner)}."


def _before(tie: Tie, leg: int, club: str, value: float, span: tuple[float, float] | None) -> str:
    match = "" if tie.rules.round == "F" and tie.rules.last else f", with {_match(tie, leg)} still to come"
    return f"{_had(club, value, span, now=True)} of {_goal(tie)}{match}"


def _had(club: str, value: float, span: tuple[float, float] | None, *, now: bool = False) -> str:
    if value >= 1.0 - 1e-9:
        return f"{club} {'are' if now else 'were'} certain"
    return f"{club} {'have' if now else 'had'} {chance(value, span)}"


def _of_club(point: ReplayPoint, *, own: bool) -> tuple[float, tuple[float, float] | None]:
    """Odds and interval of the first club, or of the other, at a point."""
    if own or point.interval is None:
        return point.through if own else 1.0 - point.through, point.interval
    return 1.0 - point.through, (1.0 - point.interval[1], 1.0 - point.interval[0])


def _lowest(replayed: Replay, winner: str) -> str:
    # The last point is the final whistle.
    course = replayed.points[:-1]
    if len({(point.leg, point.moment) for point in course}) < 3:
        return ""
    sign = winner == replayed.clubs[0]

    def odds(point: ReplayPoint) -> float:
        return point.through if sign else 1.0 - point.through

    point = min(course, key=odds)
    lowest = whole_percent(odds(point))
    return f"; the lowest chance on the way was {lowest}, {_point_when(replayed, point)}"


def _point_when(replayed: Replay, point: ReplayPoint) -> str:
    last = Moment(4, regular_length(4)) if replayed.tie.rules.extra_time else Moment(2, regular_length(2))
    if replayed.tie.legs[point.leg - 1].shoot_out is not None and point.moment == last:
        return "in the shoot-out"
    return _when(replayed.tie, point.leg, point.moment, leg_named=True)


def _score(replayed: Replay, club: str) -> str:
    """The score of the last match, or the aggregate of two, goals of `club` first; then the kicks."""
    other = replayed.clubs[1] if club == replayed.clubs[0] else replayed.clubs[0]
    last = replayed.tie.legs[-1]
    aggregate = replayed.settlement.aggregate
    if not last.played or club not in aggregate:
        return ""
    total = f" {aggregate[club]}-{aggregate.get(other, 0)}"
    return f"{total} on aggregate" if len(replayed.tie.legs) > 1 else total


def _ended(replayed: Replay, club: str) -> str:
    """The score and the way: " 3-1 on aggregate", " 5-3 on penalties after a 1-1 draw"."""
    last, score = replayed.tie.legs[-1], _score(replayed, club)
    how = "" if replayed.settlement.way is None else HOW[replayed.settlement.way]
    goals = score.split()[0].split("-") if score else ["1", "0"]
    if goals[0] != goals[1] or not how:
        return f"{score}{f' {how}' if how else ''}"
    if last.shoot_out is not None:
        own, theirs = last.shoot_out if last.home == club else last.shoot_out[::-1]
        how = f"{own}-{theirs} {how}"
    return f" {how} after{score}" if len(replayed.tie.legs) > 1 else f" {how} after a{score} draw"


def when(tie: Tie, situation: Situation) -> str:
    """The moment of a situation in words.

    >>> from frontfoot.ties import Leg, rules
    >>> tie = Tie(rules("ucl", 2018, "F"), (Leg("Tottenham Hotspur", "Liverpool"),))
    >>> [when(tie, Situation(1, Moment.at(minute))) for minute in (0, 67, "ET 101")]
    ['before the final', 'in the 67th minute', 'in the 101st minute, in extra time']
    """
    if situation.shoot_out is not None:
        return _shoot_out(situation)
    return _when(tie, situation.leg, situation.moment, leg_named=situation.leg == 1 and len(tie.legs) == 2)


def _shoot_out(situation: Situation) -> str:
    state = situation.shoot_out
    assert state is not None
    return _at_kicks(state.scored, state.taken)


def _at_kicks(scored: tuple[int, int], taken: tuple[int, int]) -> str:
    """The stand of a shoot-out: kicks scored and taken by the home side and the away side."""
    if sum(taken) == 0:
        return "before the shoot-out"
    count = _number(min(taken))
    if taken[0] == taken[1]:
        kicks = "one kick each" if taken[0] == 1 else f"{count} kicks each"
    else:
        kicks = f"{_number(max(taken))} and {count} kicks"
    return f"in the shoot-out, at {scored[0]}-{scored[1]} after {kicks}"


def _when(tie: Tie, leg: int, moment: Moment, *, leg_named: bool = False) -> str:
    name = _match(tie, leg)
    of = f" of {name}" if leg_named and tie.rules.legs == 2 else ""
    period, second = moment.period, moment.second
    if period == 1 and second == 0.0:
        return f"before {name}"
    if second == 0.0:
        return {2: f"at half-time{of}", 3: "before extra time", 4: "at half-time of extra time"}.get(period, "")
    if second > regular_length(period):
        half = "the first half" if period == 1 else "the second half" if period == 2 else "extra time"
        return f"in stoppage time of {half}{of}"
    if second >= regular_length(period):
        return {1: f"at the end of the first half{of}", 2: f"at the end of the 90 minutes{of}"}.get(
            period, "at the end of extra time" if period == 4 else "at half-time of extra time"
        )
    minute = moment.minute.removeprefix("ET ").removesuffix("'")
    return f"in the {ordinal(int(float(minute)))} minute{of}{', in extra time' if period >= 3 else ''}"


def _match(tie: Tie, leg: int) -> str:
    if tie.rules.legs == 2:
        return f"the {_ORDINALS[leg]} leg"
    return "the final" if tie.rules.round == "F" else "the match"


def _next(tie: Tie, situation: Situation, odds: Outlook, club: str) -> str:
    """The effect of the next goal or kick: the opponent's for a favourite, the club's own for an outsider."""
    now = odds.through[club]
    coming = [score for score in odds.next_scores if abs(score.through[club] - now) >= 0.005]
    if not coming:
        return ""
    down = [score for score in coming if score.through[club] < now]
    up = [score for score in coming if score.through[club] > now]
    chosen = (down or up)[0] if now >= 0.5 or not up else up[0]
    verb = "cut" if chosen.through[club] < now else "raised"
    return f"; {_event(tie, situation, chosen)} would have {verb} it to {whole_percent(chosen.through[club])}"


def _event(tie: Tie, situation: Situation, score: NextScore) -> str:
    match = tie.legs[situation.leg - 1]
    state = situation.shoot_out
    if state is not None:
        kicker = match.home if state.home_next else match.away
        return f"a miss by {kicker}" if score.club is None else f"a converted kick by {kicker}"
    goals = situation.score[0 if score.club == match.home else 1] + 1
    if goals == 1:
        return f"{article(str(score.club))} {score.club} goal"
    nth = _ORDINALS[goals] if goals < len(_ORDINALS) else ordinal(goals)
    return f"{'an' if nth[0] == 'e' else 'a'} {nth} {score.club} goal"


def _goal(tie: Tie) -> str:
    if not tie.rules.last:
        return "going through"
    return "winning the final" if tie.rules.round == "F" else "winning the match"


def chance(value: float, interval: tuple[float, float] | None) -> str:
    """A chance with its article and interval.

    >>> chance(0.89, (0.83, 0.94)), chance(0.7, None), chance(0.004, None), chance(1.0, None)
    ('an 89% chance (83 to 94)', 'a 70% chance', 'less than a 1% chance', 'a 100% chance')
    """
    if value <= 1e-9:
        return "no chance"
    if value <= 0.005:
        return "less than a 1% chance"
    if 0.995 <= value < 1.0 - 1e-9:
        return "more than a 99% chance"
    number = round(100.0 * value)
    article = "an" if number in (8, 11, 18) or 80 <= number <= 89 else "a"
    span = "" if interval is None else f" ({100.0 * interval[0]:.0f} to {100.0 * interval[1]:.0f})"
    return f"{article} {number}% chance{span}"


def _number(count: int) -> str:
    return _SMALL[count] if count < len(_SMALL) else str(count)
