"""The worth of approach at half-time and after each goal, with each side's approach before and after."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import polars as pl

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.windows import MATCH
from frontfoot.decisions.advise import Question, advise
from frontfoot.goals.clock import Moment
from frontfoot.goals.sources import RatesSource
from frontfoot.match.facts import match_facts
from frontfoot.match.match import Match
from frontfoot.reports import front
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import Goal, SideName
from frontfoot.reports.tie_parts import Choice, Crossroads, TieIndex
from frontfoot.reports.words import scorer
from frontfoot.ties.event import Event
from frontfoot.ties.odds import Model
from frontfoot.ties.situation import Situation

SIDES: Final[tuple[SideName, SideName]] = ("home", "away")


def crossroads(
    story: Story, match: Match, model: Model, leg: int, known: RatesSource, stoppage: Sequence[Event] = ()
) -> tuple[Crossroads, ...]:
    """Half-time and every goal of regulation time, in order, with the decision of both sides.

    Args:
        story: the match.
        match: the same, for its counts.
        model: of the tie before this match, with draws of the rates where strengths are uncertain.
        leg: number of the match in the tie.
        known: where the rates come from.
        stoppage: what was announced of it, as far as the tie file says so.
    """
    moments = _moments(story)
    done, facts = _indices(match, [moment for moment, _ in moments]), match_facts(match)
    turning_points = []
    for place, (moment, goal) in enumerate(moments):
        at = (moment.period, moment.second)
        score = facts.score_at(*at) if goal is None else goal.score
        standing = Situation(leg, moment, score, facts.men_at(*at), announced=_announced(stoppage, moment))
        lead = model.tie.carried(leg) + score[0] - score[1]
        outlook = model.ask(standing)
        legs = model.tie.legs[leg - 1]
        sides = {
            side: Choice(
                team=team,
                before=done[side][place],
                after=done[side][place + 1],
                advice=advise(
                    model, standing, Question(club, rates_from=known.words, strengths=known.strengths), outlook=outlook
                ),
            )
            for side, team, club in zip(SIDES, (story.home, story.away), (legs.home, legs.away), strict=True)
        }
        after = f"{score[0]}–{score[1]}"
        turning_points.append(
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
    return tuple(turning_points)


def _moments(story: Story) -> list[tuple[Moment, Goal | None]]:
    moments: list[tuple[Moment, Goal | None]] = [
        (Moment(goal.period, goal.seconds), goal) for goal in story.goals if goal.period <= 2
    ]
    if any(span.number == 2 for span in story.periods) or story.state == "half-time":
        moments.append((Moment(2, 0.0), None))
    return sorted(moments, key=lambda item: (item[0].period, item[0].second))


def _announced(stoppage: Sequence[Event], moment: Moment) -> int | None:
    now = [event for event in stoppage if event.moment and event.moment.period == moment.period]
    known = [event.minutes for event in now if event.moment and event.moment <= moment]
    return known[-1] if known else None


def _indices(match: Match, moments: Sequence[Moment]) -> dict[SideName, list[TieIndex | None]]:
    """The index of each side in the stretches between the moments; the minute of a goal counts as before it."""
    nothing: dict[SideName, list[TieIndex | None]] = {side: [None] * (len(moments) + 1) for side in SIDES}
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
            nothing[side][stretch] = TieIndex(
                minutes=round(minutes, 2), value=round(value, 4), low=round(low, 4), high=round(high, 4)
            )
    return nothing
