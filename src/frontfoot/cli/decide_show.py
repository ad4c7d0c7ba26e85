"""What `frontfoot decide` prints: the weighing as text, JSON and chart."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontfoot.decide.break_even import BreakEven
    from frontfoot.decide.costs import Costs
    from frontfoot.decide.evidence import Ladder
    from frontfoot.decide.situation import Situation as Decision
    from frontfoot.decide.weigh import Estimate, Later, Verdict, Weighing
    from frontfoot.tie import Model, Situation, Tie

CARD_DRAWS = 60
"""Draws of each rung for the verdict after a red card, which is told in a word."""


@dataclass(frozen=True)
class Question:
    """Everything a decision is asked with."""

    tie: Tie
    where: Situation
    model: Model
    club: str
    known: str
    payoff: Any
    minutes: float | None
    opponent: str
    costs: Costs

    @property
    def other(self) -> str:
        """The opponent."""
        match = self.tie.legs[self.where.leg - 1]
        return match.away if self.club == match.home else match.home


@dataclass(frozen=True)
class Answer:
    """The weighing with what is read off it."""

    weighing: Weighing
    later: list[Later]
    after_red: dict[str, Verdict]
    line: BreakEven
    lead: int
    points: bool


def show(question: Question, *, json_output: bool, plot: Path | None) -> None:
    """Weigh and print."""
    import typer

    from frontfoot.cli.console import err
    from frontfoot.decide.evidence import ladder

    evidence = ladder()
    answer = _answer(question, evidence)
    if plot is not None:
        from frontfoot.decide.picture import draw_break_even

        draw_break_even(answer.line, evidence, answer.lead > 0, (question.club, question.other), _title(question), plot)
        err().print(f"Written: {plot}", markup=False, soft_wrap=True)
    if json_output:
        typer.echo(json.dumps(_document(question, answer, evidence), ensure_ascii=False, indent=2, allow_nan=False))
    else:
        _print(question, answer, evidence)


def _answer(question: Question, evidence: Ladder) -> Answer:
    from frontfoot.decide.break_even import break_even
    from frontfoot.decide.from_tie import situation_of
    from frontfoot.decide.picture import changes
    from frontfoot.decide.weigh import thinned, weigh

    situation = situation_of(question.model, question.where, question.club, question.payoff)
    theirs = _replies(question.opponent)
    options: dict[str, Any] = {"minutes": question.minutes, "theirs": theirs, "costs": question.costs}
    means = situation_of(question.model.at_means(), question.where, question.club, question.payoff)
    points = _in_points(question, means)
    anchor = None
    if question.opponent == "usual" and question.payoff in (None, "through") and not points:
        anchor = question.model.ask(question.where).through[question.club]
    weighing = weigh(situation, evidence, anchor=anchor, **options)
    few = thinned(evidence, CARD_DRAWS)
    after_red: dict[str, Verdict] = {}
    means = situation_of(question.model.at_means(), question.where, question.club, question.payoff)
    for name, side in (
        (question.club, situation.side),
        (question.other, "away" if situation.side == "home" else "home"),
    ):
        men = list(situation.men)
        men[0 if side == "home" else 1] -= 1
        if min(men) < 7:
            continue
        # The odds after 90 minutes are kept: extra time with fewer men changes them a little, the verdict not.
        after_red[name] = weigh(replace(means, men=(men[0], men[1])), few, **options).now.verdict
    line = break_even(means, changes(), minutes=question.minutes)
    return Answer(weighing, weighing.later(), after_red, line, situation.lead, points)


def _in_points(question: Question, situation: Decision) -> bool:
    return question.payoff == "points" or float(situation.payoff.max()) > 1.0 + 1e-9


def _replies(opponent: str) -> Any:
    from frontfoot.decide.evidence import usual_shift
    from frontfoot.decide.game import any_level, unmoved

    if opponent == "best":
        return any_level()
    return unmoved(usual_shift()) if opponent == "unmoved" else None


def _title(question: Question) -> str:
    from frontfoot.tie.minute import label

    match, where = question.tie.legs[question.where.leg - 1], question.where
    lead = question.tie.carried(where.leg)
    aggregate = f", {match.home} {lead:+d} from the first leg" if where.leg == 2 else ""
    return f"{match.home} - {match.away} {where.score[0]}-{where.score[1]}, {label(where.moment)}{aggregate}"


def _document(question: Question, answer: Answer, evidence: Ladder) -> dict[str, Any]:
    from frontfoot.decide.words import condition, flips, sentence
    from frontfoot.tie.minute import label

    now, main = answer.weighing.now, answer.weighing.now.main
    policies = answer.weighing.policies
    return {
        "club": question.club,
        "opponent": question.other,
        "competition": question.tie.rules.competition,
        "season": question.tie.rules.season,
        "leg": question.where.leg,
        "minute": label(question.where.moment),
        "score": list(question.where.score),
        "lead": answer.lead,
        "payoff": question.payoff or ("points" if answer.points else "through"),
        "rates_from": question.known,
        "plan_minutes": question.minutes,
        "opponent_replies": question.opponent,
        **{plan: _estimate(getattr(main, plan)) for plan in policies},
        "difference": {"value": main.difference.value, "low": main.difference.low, "high": main.difference.high},
        "stake": now.stake,
        "verdict": now.verdict,
        "sentence": sentence(now, evidence, question.club, points=answer.points),
        "condition": condition(answer.line, question.club, question.other),
        "flips": flips(now, answer.later),
        "after_red_card": answer.after_red,
        "ladder": [
            {
                "design": weighed.rung,
                "title": rung.title,
                "caution": rung.caution,
                "matches": rung.matches,
                "spells": rung.rows,
                **{plan: _estimate(getattr(weighed, plan)) for plan in policies},
                "difference": {
                    "value": weighed.difference.value,
                    "low": weighed.difference.low,
                    "high": weighed.difference.high,
                },
            }
            for weighed, rung in zip(now.ladder, evidence.rungs, strict=True)
        ],
        "break_even": [
            {"own": float(own), "opponent": None if theirs != theirs else float(theirs)}
            for own, theirs in zip(answer.line.own, answer.line.opponent, strict=True)
        ],
    }


def _estimate(estimate: Estimate) -> dict[str, float]:
    return {"through": estimate.value, "low": estimate.low, "high": estimate.high}


def _print(question: Question, answer: Answer, evidence: Ladder) -> None:
    from rich.table import Table

    from frontfoot.cli.console import out
    from frontfoot.decide.words import condition, flips, sentence

    console, now = out(), answer.weighing.now
    points = answer.points

    def text(value: float, *, sign: bool = False) -> str:
        if points:
            return f"{value:+.2f}" if sign else f"{value:.2f}"
        return f"{100 * value:+.1f}" if sign else f"{value:.1%}"

    console.print(f"{_title(question)}; {question.club} decide", style="bold", markup=False)
    how = f"for {question.minutes:g} minutes" if question.minutes is not None else "to the end of the 90 minutes"
    console.print(
        f"{question.tie.rules.competition}, season {question.tie.rules.season}; {question.known}. "
        f"Plans are kept {how}; the opponent replies: {question.opponent}.\n",
        style="dim",
        markup=False,
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    for heading in ("", "league points" if points else "goes through", "90% interval"):
        table.add_column(heading, justify="left" if not heading else "right")
    for plan in answer.weighing.policies:
        estimate = getattr(now.main, plan)
        table.add_row(plan, text(estimate.value), f"{text(estimate.low)} to {text(estimate.high)}")
    console.print(table)
    unit = "league points" if points else "points of probability"
    console.print(f"\n{sentence(now, evidence, question.club, points=points)}", style="bold", markup=False)
    console.print(
        f"Stake: at most {text(now.stake, sign=True).lstrip('+')} {unit} against the middle course.", markup=False
    )
    console.print(condition(answer.line, question.club, question.other), markup=False)
    changes = flips(now, answer.later)
    reds = answer.after_red.items()
    changes += [f"after a red card for {club}: {verdict}" for club, verdict in reds if verdict != now.verdict]
    stays = "The next goal, a red card or the minutes to come at this score would not change the verdict."
    console.print(f"It would change: {'; '.join(changes)}.\n" if changes else f"{stays}\n", markup=False)
    rungs = Table(box=None, pad_edge=False, header_style="dim")
    for heading, side in (
        ("design", "left"),
        ("matches", "right"),
        ("press less drop", "right"),
        ("90% interval", "right"),
    ):
        rungs.add_column(heading, justify=side)  # type: ignore[arg-type]
    for weighed, rung in zip(now.ladder, evidence.rungs, strict=True):
        d = weighed.difference
        rungs.add_row(
            weighed.rung,
            f"{rung.matches:,}",
            text(d.value, sign=True),
            f"{text(d.low, sign=True)} to {text(d.high, sign=True)}",
        )
    console.print(rungs)
    console.print(
        "\nAssociations in league matches of 2017/18, per standard deviation of approach; no design proves an effect.",
        style="dim",
        markup=False,
    )
