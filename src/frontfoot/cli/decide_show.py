"""What `frontfoot decide` prints: the advice as text, JSON and chart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import Picture
    from frontfoot.decisions.advice import Advice

PLANS: Final = {"drop": "drop back", "stay": "stay", "press": "press on"}


def show(
    advice: Advice, output: TableOutputOptions, *, last: bool, plot: Picture | None, sentence: bool = False
) -> None:
    """Print the advice, and draw it where asked for.

    Args:
        advice: what to print.
        output: whether the document as JSON, or the plans as CSV, are printed instead of text.
        last: nothing follows the match: it is won, and nobody goes through.
        plot: picture to write.
        sentence: print the sentence alone.
    """
    from frontfoot.cli.console import print_csv, print_json, print_sentence

    if output.json_output:
        print_json(advice.document())
    elif output.csv:
        print_csv(advice.to_polars())
    elif sentence:
        print_sentence(advice.sentence)
    else:
        _print(advice, last=last)
    if plot is not None:
        from frontfoot.draw.break_even import break_even_figure

        plot.write(lambda: break_even_figure(advice, plot.shape, theme=plot.theme))


def _print(advice: Advice, *, last: bool) -> None:
    from rich.table import Table

    from frontfoot.cli.console import out
    from frontfoot.core.wording import signed
    from frontfoot.decisions.words import share
    from frontfoot.ties.rulebook import competition_title

    console = out()

    def text(value: float) -> str:
        return f"{value:.2f}" if advice.in_points else f"{value:.1%}"

    stated = "" if advice.announced is None else f", {advice.announced} minutes of stoppage announced"
    console.print(f"{advice.title}{stated}; {advice.club} decide", style="bold")
    minutes = advice.plan_minutes
    how = f"for {minutes:g} minutes" if minutes is not None else "to the end of the 90 minutes"
    console.print(
        f"{competition_title(advice.competition, advice.season)}; {advice.rates_from}. "
        f"Plans are kept {how}; the opponent replies: {advice.opponent_replies}.\n",
        style="dim",
    )
    console.print(f"{advice.sentence}\n", style="bold")
    table = Table(box=None, pad_edge=False, header_style="dim")
    worth = "league points" if advice.in_points else "wins" if advice.payoff == "win" or last else "goes through"
    for heading in ("", worth, "90% interval"):
        table.add_column(heading, justify="left" if not heading else "right")
    for plan, words in PLANS.items():
        plan_worth = getattr(advice.plans, plan)
        table.add_row(words, text(plan_worth.through), f"{text(plan_worth.low)} to {text(plan_worth.high)}")
    console.print(table)
    scale, unit = (1.0, "league points") if advice.in_points else (100.0, "points")
    console.print(
        f"\nIf it is the wrong choice: pressing on loses {scale * advice.regret.press:.2f} {unit} on average, dropping "
        f"back {scale * advice.regret.drop:.2f} (chance that pressing on is better: {share(advice.chance)})."
    )
    console.print(advice.turn.sentence)
    console.print(advice.condition)
    changes = list(advice.flips)
    changes += [f"after a red card for {club}: {word}" for club, word in advice.after_red_card.items()
                if word != advice.verdict]  # fmt: skip
    stays = "The next goal, a red card or the minutes to come at this score would not change the verdict."
    console.print(f"The verdict would change {'; '.join(changes)}." if changes else stays)
    costs = [f"{cost.name} {signed(100 * cost.change, 0)} ± {100 * cost.error:.0f}%" for cost in advice.costs]
    console.print(f"\nWhat else goes with a unit more: {', '.join(costs)}; none of it is in the odds.")
    console.print(
        "Associations in matches, each kind allowed the bias it may have; no proof of an effect.", style="dim"
    )
