"""Output of `frontfoot tie FILE`: the replay of a tie file, with the swing of every event."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from frontfoot.cli.console import print_csv, print_json, print_sentence
from frontfoot.cli.tie_show import sparkline

if TYPE_CHECKING:
    from frontfoot.cli.options import TableOutputOptions
    from frontfoot.cli.picture import Picture
    from frontfoot.cli.tie_options import StrengthOptions
    from frontfoot.goals.sources import RatesSource
    from frontfoot.ties.replay import Replay


def show_file(
    path: Path,
    strengths: StrengthOptions,
    output: TableOutputOptions,
    *,
    plot: Picture | None,
    sentence: bool = False,
) -> None:
    """Replay a tie file and print the swing of every event."""
    from frontfoot.cli.tie_arguments import note_doubts, own_results
    from frontfoot.ties.file import read_tie
    from frontfoot.ties.replay import replay
    from frontfoot.ties.sentences import replay_sentence
    from frontfoot.ties.strengths import file_rates

    file = read_tie(path)
    own, noted = own_results(strengths.results)
    rates = file_rates(file, own, data=strengths.data)
    note_doubts(*rates.strengths, but=noted)
    replayed = replay(file, rates, intervals=True)
    known = rates.source_of(replayed.points[-1].leg if replayed.points else len(file.tie.legs))
    if output.json_output:
        print_json(_replay_json(replayed, known))
    elif output.csv:
        print_csv(replayed.to_polars())
    elif sentence:
        print_sentence(replay_sentence(replayed))
    else:
        _print_replay(replayed, known)
    if plot is not None:
        from frontfoot.draw.odds import odds_figure
        from frontfoot.draw.tie_picture import replay_picture

        content = replay_picture(replayed, known.words)
        plot.write(lambda: odds_figure(content, plot.shape, theme=plot.theme, colours=plot.colours))


def _replay_json(replayed: Replay, known: RatesSource) -> dict[str, Any]:
    from frontfoot.ties.sentences import replay_sentence

    one, other = replayed.clubs
    now = replayed.points[-1].through if replayed.points else None
    return {
        "sentence": replay_sentence(replayed),
        "clubs": [one, other],
        "competition": replayed.tie.rules.competition,
        "season": replayed.tie.rules.season,
        "round": replayed.tie.rules.round,
        **known.document(),
        "through": None if now is None else {one: now, other: 1.0 - now},
        "settled": replayed.settlement.settled,
        "winner": replayed.settlement.winner,
        "way": None if replayed.settlement.way is None else str(replayed.settlement.way),
        "reason": None if replayed.settlement.reason is None else str(replayed.settlement.reason),
        "aggregate": replayed.settlement.aggregate,
        "events": [
            {
                "leg": swing.leg,
                "minute": swing.minute,
                "event": swing.event.kind,
                "club": swing.event.club,
                "player": swing.event.player,
                "score": list(swing.score),
                "before": {one: swing.before, other: 1.0 - swing.before},
                "after": {one: swing.after, other: 1.0 - swing.after},
            }
            for swing in replayed.swings
        ],
        "timeline": [
            {
                "leg": point.leg,
                "minute": point.moment.minute,
                "score": list(point.score),
                "men": list(point.men),
                "through": {one: point.through, other: 1.0 - point.through},
                "interval": None if point.interval is None else list(point.interval),
            }
            for point in replayed.points
        ],
    }


def _ended(replayed: Replay) -> str:
    """The winner of a tie and the way it won, in words; goals and kicks of the winner first."""
    from frontfoot.ties.sentences import HOW
    from frontfoot.ties.settle import Way

    winner = replayed.settlement.winner or ""
    if not replayed.tie.rules.steps:
        return f"{winner} win."
    loser = next(club for club in replayed.clubs if club != winner)
    last = replayed.tie.legs[-1]
    how = {**HOW, Way.REGULATION: "in 90 minutes"}
    if last.shoot_out is not None:
        own, other = last.shoot_out if last.home == winner else last.shoot_out[::-1]
        how[Way.SHOOT_OUT] = f"{own}-{other} {how[Way.SHOOT_OUT]}"
    goals, way = replayed.settlement.aggregate, replayed.settlement.way
    total = f", {goals.get(winner, 0)}-{goals.get(loser, 0)} on aggregate" if len(replayed.tie.legs) > 1 else ""
    goes = "win" if replayed.tie.rules.last else "go through"
    return f"{winner} {goes}{'' if way is None else f' {how[way]}'}{total}."


def _print_replay(replayed: Replay, known: RatesSource) -> None:
    from frontfoot.cli.console import out
    from frontfoot.core.wording import signed
    from frontfoot.ties.rounds import round_name
    from frontfoot.ties.sentences import replay_sentence

    console = out()
    console.print(f"{replay_sentence(replayed)}\n", style="bold")
    rule, club = replayed.tie.rules, replayed.clubs[0]
    stage = f", {round_name(rule.round)}" if rule.round else ""
    console.print(f"{replayed.clubs[0]} - {replayed.clubs[1]}: {rule.title}{stage}", style="bold")
    console.print(f"{rule.describe()} Odds are {club}'s; {known.words}.", style="dim")
    for number, leg in enumerate(replayed.tie.legs, start=1):
        points = [point for point in replayed.points if point.leg == number]
        if not points:
            continue
        day = f", {leg.date.isoformat()}" if leg.date else ""
        score = f" {leg.last_score[0]}-{leg.last_score[1]}" if leg.played else ""
        console.print(f"\n{leg.home} - {leg.away}{score}{day}", style="bold")
        regular = [point for point in points if point.moment.second % 60 == 0]
        if len({point.moment for point in points}) > 1:
            console.print(sparkline([point.through for point in regular], console.width))
        else:
            course = "; the file does not tell how it went on" if leg.played else ""
            console.print(f"   {points[0].through:5.1%} before kick-off{course}")
        for swing in (swing for swing in replayed.swings if swing.leg == number):
            change = 100.0 * (swing.after - swing.before)
            console.print(
                f"  {swing.minute:>7}  {swing.score[0]}-{swing.score[1]}  {swing.before:6.1%} > {swing.after:6.1%}"
                f"  {signed(change, 1):>6}  {swing.event.text()}"
            )
    if replayed.settlement.settled and replayed.settlement.winner:
        console.print(f"\n{_ended(replayed)}")
    elif replayed.settlement.reason is not None:
        console.print(f"\nNot settled: {replayed.settlement.reason}.")
