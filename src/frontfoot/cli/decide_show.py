"""What `frontfoot decide` prints: the weighing as text, JSON and chart."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from frontfoot.decisions.decide import Advice


def show(advice: Advice, *, json_output: bool, plot: Path | None) -> None:
    """Print the advice, and draw it where asked for."""
    from frontfoot.cli.console import note_written, print_json
    from frontfoot.decisions.answer import title

    if json_output:
        print_json(advice.document())
    else:
        _print(advice)
    if plot is not None:
        question, found, evidence = advice.question, advice.answer, advice.evidence
        from frontfoot.decisions.picture import draw_break_even

        draw_break_even(found.line, evidence, found.lead > 0, (question.club, question.other), title(question), plot)
        note_written(plot)


def _print(advice: Advice) -> None:
    from rich.table import Table

    from frontfoot.cli.console import out
    from frontfoot.core.wording import signed
    from frontfoot.decisions.answer import title

    console, question, found = out(), advice.question, advice.answer
    now, points = found.weighing.now, found.points

    def text(value: float, *, sign: bool = False) -> str:
        if points:
            return signed(value, 2) if sign else f"{value:.2f}"
        return signed(100 * value, 1) if sign else f"{value:.1%}"

    console.print(f"{title(question)}; {question.club} decide", style="bold", markup=False)
    how = f"for {question.minutes:g} minutes" if question.minutes is not None else "to the end of the 90 minutes"
    console.print(
        f"{question.tie.rules.competition}, season {question.tie.rules.season}; {question.known}. "
        f"Plans are kept {how}; the opponent replies: {question.opponent}.\n",
        style="dim",
        markup=False,
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    worth = (
        "league points" if points else "wins" if question.payoff == "win" or question.tie.rules.last else "goes through"
    )
    for heading in ("", worth, "90% interval"):
        table.add_column(heading, justify="left" if not heading else "right")
    for plan in found.weighing.policies:
        estimate = getattr(now.main, plan)
        table.add_row(plan, text(estimate.value), f"{text(estimate.low)} to {text(estimate.high)}")
    console.print(table)
    unit = "league points" if points else "points of probability"
    console.print(f"\n{advice.sentence}", style="bold", markup=False)
    console.print(
        f"Stake: at most {text(now.stake, sign=True).lstrip('+')} {unit} against the middle course.", markup=False
    )
    console.print(advice.condition, markup=False)
    changes = list(advice.flips)
    reds = found.after_red.items()
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
    for weighed, rung in zip(now.ladder, advice.evidence.rungs, strict=True):
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
