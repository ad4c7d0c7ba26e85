"""What approach was worth at half-time and after each goal, beside what each side did before and after."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
import polars as pl

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.windows import MATCH
from frontfoot.decisions.break_even import break_even
from frontfoot.decisions.evidence import ladder
from frontfoot.decisions.from_tie import situation_of
from frontfoot.decisions.picture import changes
from frontfoot.decisions.plans import Decision, Estimate, weigh
from frontfoot.decisions.words import condition, sentence
from frontfoot.goals.clock import Moment
from frontfoot.reports import front
from frontfoot.reports.document import Goal, SideName, Story, figure
from frontfoot.reports.tie_parts import BreakEvenPoint, Crossroads, Design, Estimated, Index, Rung, Weighing
from frontfoot.reports.words import scorer
from frontfoot.ties.situation import Situation

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from frontfoot.decisions.effect import Effects
    from frontfoot.match.match import Match
    from frontfoot.ties.file import Event
    from frontfoot.ties.odds import Model

SIDES: Final[tuple[SideName, SideName]] = ("home", "away")


def designs() -> tuple[Design, ...]:
    """The designs of the evidence, the main one first."""
    return tuple(
        Design(name=rung.name, title=rung.title, caution=rung.caution, matches=rung.matches, spells=rung.rows)
        for rung in ladder().rungs
    )


def crossroads(
    story: Story, match: Match, model: Model, leg: int, stoppage: Sequence[Event] = ()
) -> tuple[Crossroads, ...]:
    """Half-time and every goal of regulation time, in order, weighed for both sides.

    Args:
        story: the match.
        match: the same, for its counts.
        model: of the tie before this match, with draws of the rates where strengths are uncertain.
        leg: number of the match in the tie.
        stoppage: what was announced of it, as far as the tie file says so.
    """
    moments = _moments(story)
    done = _indices(match, [moment for moment, _ in moments])
    found = []
    for place, (moment, goal) in enumerate(moments):
        score = _score_at(story, moment) if goal is None else goal.score
        standing = Situation(leg, moment, score, _men_at(story, moment), announced=_announced(stoppage, moment))
        lead = model.tie.carried(leg) + score[0] - score[1]
        sides = {
            side: _weighing(story, model, standing, side, done[side][place], done[side][place + 1]) for side in SIDES
        }
        after = f"{score[0]}–{score[1]}"
        found.append(
            Crossroads(
                label=f"Half-time, {after}" if goal is None else f"{scorer(goal)}, {after}",
                minute="HT" if goal is None else goal.minute,
                period=moment.period,
                seconds=moment.second,
                score=score,
                men=standing.men,
                decider="home" if lead >= 0 else "away",
                home=sides["home"],
                away=sides["away"],
            )
        )
    return tuple(found)


def _moments(story: Story) -> list[tuple[Moment, Goal | None]]:
    found: list[tuple[Moment, Goal | None]] = [
        (Moment(goal.period, goal.seconds), goal) for goal in story.goals if goal.period <= 2
    ]
    if any(span.number == 2 for span in story.periods) or story.state == "half-time":
        found.append((Moment(2, 0.0), None))
    return sorted(found, key=lambda item: (item[0].period, item[0].second))


def _score_at(story: Story, moment: Moment) -> tuple[int, int]:
    earlier = [goal for goal in story.goals if (goal.period, goal.seconds) < (moment.period, moment.second)]
    return earlier[-1].score if earlier else (0, 0)


def _men_at(story: Story, moment: Moment) -> tuple[int, int]:
    men = [card.men for card in story.cards if (card.period, card.seconds) <= (moment.period, moment.second)]
    return men[-1] if men else (11, 11)


def _announced(stoppage: Sequence[Event], moment: Moment) -> int | None:
    now = [event for event in stoppage if event.moment and event.moment.period == moment.period]
    known = [event.minutes for event in now if event.moment and event.moment <= moment]
    return known[-1] if known else None


def _indices(match: Match, moments: Sequence[Moment]) -> dict[SideName, list[Index | None]]:
    """The index of each side in the stretches between the moments; the minute of a goal counts as before it."""
    nothing: dict[SideName, list[Index | None]] = {side: [None] * (len(moments) + 1) for side in SIDES}
    if front.refusal(match):
        return nothing
    counts = minute_counts(match)
    since = pl.lit(0, dtype=pl.Int64)
    for moment in moments:
        later = pl.col("period") > moment.period
        within = (pl.col("period") == moment.period) & (pl.col("minute").cast(pl.Float64) * 60.0 >= moment.second)
        since = since + (later | within).cast(pl.Int64)
    table = front_foot(counts.with_columns(since.alias("stretch")), by=[*MATCH, "stretch"])
    columns = ("side", "stretch", "minutes", "value", "low", "high")
    for side, stretch, minutes, value, low, high in table.select(columns).iter_rows():
        if minutes > 0:
            nothing[side][stretch] = Index(
                minutes=round(minutes, 2), value=round(value, 4), low=round(low, 4), high=round(high, 4)
            )
    return nothing


def _weighing(
    story: Story, model: Model, standing: Situation, side: SideName, before: Index | None, after: Index | None
) -> Weighing:
    match = model.tie.legs[standing.leg - 1]
    club, opponent = (match.home, match.away) if side == "home" else (match.away, match.home)
    evidence = ladder()
    situation = situation_of(model, standing, club)
    decision = weigh(situation, evidence).now
    line = break_even(situation_of(model.at_means(), standing, club), changes())
    points = not model.tie.rules.steps
    main = decision.main
    return Weighing(
        team=story.home if side == "home" else story.away,
        lead=situation.lead,
        before=before,
        after=after,
        press=estimated(main.press),
        hold=estimated(main.hold),
        drop=estimated(main.drop),
        press_less_drop=estimated(main.difference),
        stake=figure(decision.stake) or 0.0,
        verdict=decision.verdict,
        sentence=sentence(decision, evidence, club, points=points),
        condition=condition(line, club, opponent),
        ladder=rungs(decision, leading=situation.lead > 0),
        break_even=tuple(
            BreakEvenPoint(own=round(float(own), 3), opponent=figure(float(theirs)))
            for own, theirs in zip(line.own, line.opponent, strict=True)
        ),
    )


def rungs(decision: Decision, *, leading: bool) -> tuple[Rung, ...]:
    """What every design says, the main one first, with the effects of leaders where the side leads."""
    found = []
    for weighed, rung in zip(decision.ladder, ladder().rungs, strict=True):
        own, opponent = _relative(rung.effects, leading=leading)
        found.append(Rung(design=rung.name, own=own, opponent=opponent, press_less_drop=estimated(weighed.difference)))
    return tuple(found)


def _relative(effects: Effects, *, leading: bool) -> tuple[Estimated, Estimated]:
    """Relative changes of own and opponent's goals per standard deviation, with the leaders' part for leaders."""
    own: NDArray[np.float64] = effects.own + (effects.own_leading if leading else 0.0)
    opponent: NDArray[np.float64] = effects.opponent + (effects.opponent_leading if leading else 0.0)
    return estimated(Estimate.of(np.expm1(own))), estimated(Estimate.of(np.expm1(opponent)))


def estimated(estimate: Estimate) -> Estimated:
    """An estimate as a part of a document."""
    return Estimated(
        value=round(estimate.value, 6) + 0.0, low=round(estimate.low, 6) + 0.0, high=round(estimate.high, 6) + 0.0
    )
