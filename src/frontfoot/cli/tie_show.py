"""Output of `frontfoot tie` for a situation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontfoot.cli.console import print_csv, print_json, print_sentence

if TYPE_CHECKING:
    from rich.table import Table

    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import Picture
    from frontfoot.goals.clock import Moment
    from frontfoot.ties import Model, Outlook, Rules, Situation
    from frontfoot.ties.placed import PlacedTie

BARS = " ▁▂▃▄▅▆▇█"


@dataclass(frozen=True, slots=True)
class _Shown:
    """The shown values of a tie: its situation, its odds, and the first club's odds if nothing more happens."""

    place: PlacedTie
    model: Model
    odds: Outlook
    ahead: list[tuple[Moment, float]]


def show_situation(
    place: PlacedTie,
    output: TableOutputOptions,
    *,
    plot: Picture | None,
    sentence: bool = False,
) -> None:
    """Print the outlook of one situation, and the odds of its series where it is one of a series."""
    from frontfoot.ties.replay import still_to_come
    from frontfoot.ties.sentences import moment_sentence

    tie, situation, clubs = place.tie, place.situation, place.clubs
    model, odds, series = place.model, place.outlook, place.series_odds
    headline = moment_sentence(tie, situation, odds, clubs[0])
    quiet_time = (
        () if situation.shoot_out is not None else still_to_come(model, situation, clubs[0], intervals=plot is not None)
    )
    shown = _Shown(place, model, odds, [(point.moment, point.through) for point in quiet_time])
    if output.json_output:
        document = {"sentence": headline} | _situation_json(shown)
        if series is not None:
            document["series"] = {"won": list(place.series or ()), "odds": series}
        print_json(document)
    elif output.csv:
        print_csv(odds.to_polars())
    elif sentence:
        print_sentence(headline)
    else:
        print_sentence(f"{headline}\n")
        _print_situation(shown)
        if series is not None and place.series is not None:
            from frontfoot.cli.console import out

            wins = f"best of {tie.rules.best_of}, {place.series[0]}-{place.series[1]} before this match"
            shares = ", ".join(f"{club} {share:.1%}" for club, share in series.items())
            out().print(f"\nThe series ({wins}): {shares}")
    if plot is not None:
        from frontfoot.draw.odds import odds_figure
        from frontfoot.draw.tie_picture import kicks_so_far, moment_picture

        kicks = kicks_so_far(model, situation, clubs[0])
        content = moment_picture(tie, situation, odds, quiet_time, clubs, place.known.words, kicks)
        plot.write(lambda: odds_figure(content, plot.shape, theme=plot.theme, colours=plot.colours))


def _situation_json(shown: _Shown) -> dict[str, Any]:
    from frontfoot.ties.situation import aggregate

    place, odds = shown.place, shown.odds
    tie, situation, clubs = place.tie, place.situation, place.clubs

    def turned(pair: tuple[int, int]) -> list[int]:
        return list(pair) if tie.legs[situation.leg - 1].home == clubs[0] else [pair[1], pair[0]]

    return {
        "clubs": list(clubs),
        "competition": tie.rules.competition,
        "season": tie.rules.season,
        "round": tie.rules.round,
        "rules": tie.rules.describe(),
        "rules_checked": tie.rules.checked,
        "rules_note": tie.rules.note,
        "rounds_taken": place.taken,
        "season_taken_on": None if place.season_of is None else str(place.season_of),
        "leg": situation.leg,
        "minute": situation.moment.minute if situation.shoot_out is None else "shoot-out",
        "announced": situation.announced,
        "score": turned(situation.score),
        "aggregate": turned(aggregate(tie, situation)),
        "men": turned(situation.men),
        **place.known.document(),
        "expected_goals": expected(shown.model, situation, clubs),
        **odds_json(odds, clubs),
        "next": [
            {
                "club": after.club,
                "probability": after.probability,
                "through": {club: after.through[club] for club in clubs},
            }
            for after in odds.next_scores
        ],
        "timeline": [{"minute": at.minute, "through": value} for at, value in shown.ahead],
    }


def odds_json(odds: Outlook, clubs: tuple[str, str]) -> dict[str, Any]:
    """`through`, `by` (all ways, whoever goes through) and `by_club`."""
    extra = ("extra time", "golden goal", "silver goal")
    merged = {way: {club: odds.by[way][club] for club in clubs} for way in odds.by if way not in extra}
    merged["extra time"] = {club: sum(odds.by[way][club] for way in extra) for club in clubs}
    names = {way: way.replace(" ", "_").replace("-", "_") for way in merged}
    document: dict[str, Any] = {
        "through": {club: odds.through[club] for club in clubs},
        "by": {names[way]: sum(merged[way].values()) for way in merged},
        "by_club": {club: {names[way]: merged[way][club] for way in merged} for club in clubs},
    }
    if odds.interval:
        document["interval"] = {club: list(odds.interval[club]) for club in clubs}
    if odds.draw > 0.0:
        document["draw"] = odds.draw
        document["points"] = {club: odds.points[club] for club in clubs}
    return document


def expected(model: Model, situation: Situation, clubs: tuple[str, str]) -> dict[str, float]:
    """Expected goals of each club in 90 minutes of the match under way."""
    from frontfoot.goals.forecast import expected_goals

    match = model.tie.legs[situation.leg - 1]
    goals = expected_goals(model.node_rates(situation.leg), tolerance=1e-6).reshape(2, -1)
    values = dict(zip((match.home, match.away), goals @ model.grid.weights, strict=True))
    return {club: round(float(values[club]), 3) for club in clubs}


def sparkline(odds: list[float], columns: int) -> str:
    """Odds through time as a row of bars between the first and the last, for a terminal of so many columns.

    >>> sparkline([0.0, 0.25, 0.5, 1.0], 80)
    '    0.0%  ▂▄█ 100.0%'
    """
    step = -(-len(odds) // max(10, min(46, columns - 18)))
    # A chance that is small is not none.
    bars = "".join(BARS[max(min(8, round(8 * value)), 1 if value > 0.0 else 0)] for value in odds[::step])
    return f"  {odds[0]:6.1%} {bars} {odds[-1]:.1%}"


def _table(odds: Outlook, rule: Rules, clubs: tuple[str, str], columns: int) -> Table:
    """Odds of both clubs: a row for each club, or a column where that is wider than the terminal."""
    from rich.table import Table

    lines = [["", *clubs], ["wins" if rule.last else "goes through", *(f"{odds.through[club]:.1%}" for club in clubs)]]
    if odds.interval:
        spans = [odds.interval[club] for club in clubs]
        lines.append(["90% interval", *(f"{low:.1%} to {high:.1%}" for low, high in spans)])
    for way in (way for way in odds.by if rule.steps and odds.way(way) > 5e-5):
        name = "90 minutes" if way == "regulation" else way
        lines.append([name, *(f"{odds.by[way][club]:.1%}" for club in clubs)])
    if not rule.steps:
        lines.append(["points", *(f"{odds.points[club]:.2f}" for club in clubs)])
    gap = 2
    if sum(max(map(len, line)) + gap for line in lines) - gap > columns:
        lines = [list(row) for row in zip(*lines, strict=True)]
    table = Table(box=None, pad_edge=False, header_style="dim", padding=(0, gap, 0, 0))
    for number, line in enumerate(lines):
        table.add_column(line[0], justify="right" if number else "left")
    for row in zip(*(line[1:] for line in lines), strict=True):
        table.add_row(*row)
    return table


def _print_situation(shown: _Shown) -> None:
    from frontfoot.cli.console import out
    from frontfoot.ties.rounds import round_name
    from frontfoot.ties.situation import aggregate

    place, odds, ahead = shown.place, shown.odds, shown.ahead
    tie, situation, clubs = place.tie, place.situation, place.clubs
    console = out()
    rule, match = tie.rules, tie.legs[situation.leg - 1]
    turned = match.home != clubs[0]
    score = situation.score[::-1] if turned else situation.score
    total = aggregate(tie, situation)[::-1] if turned else aggregate(tie, situation)
    men = situation.men[::-1] if turned else situation.men
    stage = f", {round_name(rule.round)}" if rule.round else ""
    console.print(f"{clubs[0]} - {clubs[1]}: {rule.title}{stage}", style="bold")
    where = "neutral ground" if match.neutral else f"at {match.home}"
    when = situation.when if situation.shoot_out is None else "shoot-out"
    if situation.moment.period == 1 and situation.moment.second == 0.0 and situation.shoot_out is None:
        when = "before kick-off"
    leg = f"leg {situation.leg}, " if rule.legs == 2 else ""
    together = f", {total[0]}-{total[1]} on aggregate" if situation.leg == 2 else ""
    short = "" if men == (11, 11) else f", {men[0]} against {men[1]} men"
    console.print(f"{leg}{where}, {when}: {score[0]}-{score[1]}{together}{short}")
    console.print(f"{rule.describe()}{'' if rule.checked else ' (believed, not checked)'}", style="dim")
    if place.taken:
        console.print(f"No round named: taken as in {place.taken}; --round says which", style="dim")
    goals = expected(shown.model, situation, clubs)
    console.print(
        f"Expected goals over 90 minutes here: {goals[clubs[0]]:.2f} - {goals[clubs[1]]:.2f} ({place.known.words})\n",
        style="dim",
    )
    console.print(_table(odds, rule, clubs, console.width))
    if not rule.steps:
        console.print(f"Draw {odds.draw:.1%}")
    verb = "winning" if rule.last else "going through"
    if odds.next_scores:
        event_name, when = ("kick", "then") if situation.shoot_out else ("goal", "if it came now")
        console.print(f"\nThe next {event_name}, and {clubs[0]}'s odds of {verb} {when}:")
        for after in odds.next_scores:
            who = after.club or "missed"
            how = "converted by " if situation.shoot_out is not None and after.club else ""
            text = f"  {how}{who} ({after.probability:.1%} likely): {after.through[clubs[0]]:.1%}"
            console.print(text)
        none = 1.0 - sum(after.probability for after in odds.next_scores)
        if situation.shoot_out is None:
            console.print(f"  none in the time left ({none:.1%})")
    if len(ahead) > 1:
        start, end = ahead[0][0].minute, ahead[-1][0].minute
        console.print(f"\n{clubs[0]}'s odds if nothing happens, {start} to {end}:")
        console.print(sparkline([value for _, value in ahead], console.width))
