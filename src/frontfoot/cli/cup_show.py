"""Output of `frontfoot cup`: tables and odds for people, a document for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frontfoot.cli.console import out, titled_table
from frontfoot.core.identity import club_called
from frontfoot.core.wording import odds_percent, signed
from frontfoot.cups.certain import possible_places
from frontfoot.cups.cup_forecast import round_title
from frontfoot.cups.format import CHAMPION
from frontfoot.goals.sources import RatesSource
from frontfoot.ties.rounds import round_name

if TYPE_CHECKING:
    from frontfoot.cups.cup_forecast import CupForecast, OddsChange
    from frontfoot.cups.league import LeagueForecast
    from frontfoot.cups.state import CupState, KnownTie

WIDE = 5
"""The most rounds that the table names in full; more are named by their codes."""
FEW = 100
"""The fewest simulations with a club in a round for which its opponents are listed."""

ATTRIBUTION = "Results: openfootball/champions-league (CC0 1.0)."
OF_NATIONS = "Results: martj42/international_results (CC0 1.0)."
LEAGUE_ATTRIBUTION = "Results: datasets/football-datasets (PDDL)."


def attribution(state: CupState) -> str:
    """The sources of the results, and what the format does not decide."""
    form = state.format
    if form.tournament:
        thirds = " Pairings of the thirds: the first that the bracket allows, no table of them is known."
        return OF_NATIONS + (thirds if form.thirds is not None and not form.thirds.table else "")
    if form.own:
        return f"Results: {form.file}." if form.file else f"Format: {form.own}."
    return ATTRIBUTION if form.file else LEAGUE_ATTRIBUTION


def deductions_of(state: CupState) -> list[str]:
    """Deductions of points known on the day, in words."""
    notes = []
    for entry in state.deductions:
        points = abs(entry.points)
        taken = f"{'minus' if entry.points >= 0 else 'plus'} {points} point{'s' * (points != 1)}"
        when = "counted from the first match, no day is recorded" if entry.date is None else entry.date.isoformat()
        notes.append(f"{entry.club} {taken} ({', '.join(filter(None, (entry.note, when)))})")
    return notes


def namesakes_of(state: CupState) -> list[str]:
    """Sides of a user's own cup that have the name of a known club, if most of its sides are unknown."""
    form = state.format
    known = [club for club in map(club_called, state.season.clubs) if club is not None]
    if not form.own or form.nations or 2 * len(known) > len(state.season.clubs):
        return []
    return [
        f"{club.name} is taken as {club.name} of {club.country}, though most sides here are not known: if it is not, "
        "write its country too"
        for club in known
    ]


def stopped_of(state: CupState) -> list[str]:
    """Matches of earlier days that were stopped or not played, in words; they count as still to come."""
    return [
        f"{match.leg.home} - {match.leg.away} of {match.day.isoformat()}, {match.note or match.status}, is not counted"
        for match in state.stopped
    ]


def show(forecast: CupForecast, state: CupState) -> None:
    """Print a cup on a day."""
    console = out()
    console.print(f"{state.format.title}, {forecast.day.isoformat()}", style="bold")
    if not state.phase_over:
        for group, clubs in state.season.groups.items():
            if any(state.played(match) for match in state.season.phase if match.group == group):
                show_standing(state, group)
            else:
                who = f"Group {group}" if group else f"{len(clubs)} clubs"
                console.print(f"  {who}: {', '.join(clubs)}", soft_wrap=True)
        _thirds(state)
    if forecast.ties:
        console.print(f"\n{round_name(forecast.rounds[0])}", style="bold")
        for tie, odds in forecast.ties:
            console.print(_tie_line(tie, odds, forecast), soft_wrap=True)
    _odds(forecast)
    if forecast.later_draw:
        console.print(f"\n{forecast.later_draw}", soft_wrap=True)
    _opponents(forecast)
    _changes(forecast)
    how = (
        "exact"
        if not forecast.simulations
        else f"{forecast.simulations:,} simulations, error up to {2 * forecast.standard_error:.1%}"
    )
    note = f"Odds: {how}; {forecast.known}"
    if forecast.interval:
        note += "; the interval holds the middle 90% over uncertain strengths"
    notes = [note, *(deductions_of(state) if not state.phase_over else []), *stopped_of(state), *namesakes_of(state)]
    console.print(f"\n{'. '.join(notes)}. {attribution(state)}", style="dim", soft_wrap=True)
    if forecast.assumed:
        console.print(
            f"Nothing is known of {', '.join(forecast.assumed)}: taken as newcomers to an average league.",
            style="dim",
            soft_wrap=True,
        )


def _thirds(state: CupState) -> None:
    """Print the present table of the thirds once every group has begun, with a line under those that qualify."""
    thirds = state.format.thirds
    begun = {match.group for match in state.season.phase if state.played(match)}
    if thirds is None or begun != set(state.season.groups):
        return
    table = titled_table(f"Thirds: the best {thirds.number} go on")
    for name in ("", "", "group", "P", "goals", "points"):
        table.add_column(name, justify="right" if name in ("P", "goals", "points") else "left")
    for place, (group, row) in enumerate(state.thirds, start=1):
        goals = f"{row.goals[0]}-{row.goals[1]}"
        table.add_row(str(place), row.club, group, str(row.played), goals, str(row.points))
        if place == thirds.number:
            table.add_row(*(["–"] * 6), style="dim")
    out().print()
    out().print(table)


def _tie_line(tie: KnownTie, odds: float | None, forecast: CupForecast) -> str:
    first, second = tie.clubs
    line = f"  {first} - {second}"
    played = [leg for leg in tie.tie.legs if leg.played]
    if played:
        line += "  " + ", ".join(f"{leg.home} {leg.last_score[0]}-{leg.last_score[1]} {leg.away}" for leg in played)
    for match in forecast.live:
        if {match.home, match.away} == {first, second}:
            line += f", now {match.home} {match.score[0]}-{match.score[1]} {match.away}"
    if tie.winner is not None:
        return f"{line}: {tie.winner} through" + (f" ({tie.note})" if tie.note else "")
    if odds is not None:
        line += f": {first} {odds_percent(odds)}, {second} {odds_percent(1.0 - odds)}"
    return line


def _odds(forecast: CupForecast) -> None:
    codes = forecast.codes
    table = titled_table("Odds of playing in each round")
    table.add_column("", no_wrap=True)
    for code in codes:
        short = len(codes) > WIDE and code != CHAMPION
        table.add_column(code if short else round_title(code), justify="right", no_wrap=True)
    if forecast.interval:
        table.add_column("90% interval", justify="right", style="dim")
    for club in forecast.clubs:
        row = [club, *(forecast.odds_words(code, club) for code in codes)]
        if forecast.interval:
            low, high = forecast.interval.get(club, (0.0, 0.0))
            row.append(f"{100 * low:.0f}-{100 * high:.0f}%" if high > 0.0 else "")
        table.add_row(*row)
    out().print()
    out().print(table)


def _opponents(forecast: CupForecast) -> None:
    order = sorted(forecast.opponents, key=lambda club: -forecast.champion.get(club, 0.0))
    # What a club meets in a handful of simulations says nothing of whom it would meet.
    if forecast.simulations:
        reached = {club: forecast.reach[forecast.opponents[club][0]].get(club, 0.0) for club in order}
        order = [club for club in order if reached[club] * forecast.simulations >= FEW]
    if order:
        out().print("\nWho next", style="bold")
    for club in order[:16]:
        code, odds = forecast.opponents[club]
        likely = sorted(odds.items(), key=lambda item: (-item[1], item[0]))
        words = ", ".join(f"{other} {odds_percent(chance)}" for other, chance in likely[:4])
        more = f" and {len(likely) - 4} more" if len(likely) > 4 else ""
        out().print(f"  {club}, {round_name(code).lower()}: {words}{more}", soft_wrap=True)


def _changes(forecast: CupForecast) -> None:
    if not forecast.changes:
        return
    out().print("\nWhat today's results change", style="bold")
    if forecast.simulations:
        hopeful = (change.club for change in forecast.changes if any(change.reach.values()))
        for club in dict.fromkeys(hopeful):
            parts = [_in_group(forecast, change) for change in forecast.changes if change.club == club]
            out().print(f"  {club}: " + "; ".join(parts), soft_wrap=True)
        return
    for change in forecast.changes:
        odds = [f"{round_title(code).lower()} {odds_percent(change.reach[code])}" for code in forecast.rounds[2:]]
        moved = [f"{club} {_moved(forecast, change, club)}" for club in change.others]
        parts = [", ".join(odds)] if odds else []
        if forecast.rounds[0] == "F":
            parts = ["champion"]
        parts += ["champion then: " + ", ".join(moved)] if moved else []
        line = f"  {change.result} ({odds_percent(change.probability)})" + (f": {'; '.join(parts)}" if parts else "")
        out().print(line, soft_wrap=True)


def _in_group(forecast: CupForecast, change: OddsChange) -> str:
    result = change.result.removeprefix(change.club).strip()
    odds = [
        f"{round_title(code).lower()} {_after(forecast, change, code)}"
        for code in forecast.rounds
        if change.reach.get(code, 0.0) > 0.0 and code in (*forecast.rounds[:2], CHAMPION)
    ]
    share = odds_percent(change.probability, simulations=forecast.simulations)
    return f"{result} ({share}) {', '.join(odds) or 'out in every simulation'}"


def _after(forecast: CupForecast, change: OddsChange, code: str) -> str:
    sure = (code, change.club) in forecast.certain
    return odds_percent(change.reach[code], simulations=0 if sure else change.simulations)


def _moved(forecast: CupForecast, change: OddsChange, club: str) -> str:
    difference = 100 * (change.others[club] - forecast.champion[club])
    return f"{odds_percent(change.others[club])} ({signed(difference, 1)})"


def show_standing(state: CupState, group: str) -> None:
    """The table of a group, or of a league (\"\"), with the places that are still possible."""
    table = titled_table(f"Group {group}" if group else None)
    for name in ("", "", "P", "W", "D", "L", "goals", "points", "possible"):
        table.add_column(name, justify="left" if not name else "right")
    spans = possible_places(state, group)
    for row in state.table(group):
        shared = " =" if row.level_with_next and row.played else ""
        numbers = (row.played, row.won, row.drawn, row.lost)
        table.add_row(
            f"{row.place}{shared}",
            row.club,
            *map(str, numbers),
            f"{row.goals[0]}-{row.goals[1]}",
            str(row.points),
            "-".join(dict.fromkeys(map(str, spans[row.club]))),
        )
    out().print()
    out().print(table)


def cup_document(forecast: CupForecast, state: CupState) -> dict[str, Any]:
    """The forecast as a document for JSON: probabilities 0-1."""
    import msgspec

    document: dict[str, Any] = {
        "competition": forecast.name,
        "season": forecast.season,
        "date": forecast.day.isoformat(),
        "stopped": stopped_of(state),
        "namesakes": namesakes_of(state),
        "rounds": list(forecast.rounds),
        "reach": {code: _plain(values) for code, values in forecast.reach.items()},
        "champion_interval": {club: [low, high] for club, (low, high) in forecast.interval.items()},
        "ties": [
            {
                "round": tie.round,
                "clubs": list(tie.clubs),
                "scores": [list(leg.last_score) if leg.played else None for leg in tie.tie.legs],
                "through": tie.winner,
                "odds": None if odds is None else {tie.clubs[0]: odds, tie.clubs[1]: 1.0 - odds},
            }
            for tie, odds in forecast.ties
        ],
        "opponents": {club: {"round": code, "odds": _plain(odds)} for club, (code, odds) in forecast.opponents.items()},
        "changes": [
            {
                "result": change.result,
                "club": change.club,
                "probability": float(change.probability),
                "reach": _plain(change.reach),
                "champion_others": _plain(change.others),
            }
            for change in forecast.changes
        ],
        "method": "simulated" if forecast.simulations else "exact",
        **simulations_json(forecast),
        **RatesSource(forecast.known, forecast.strengths).document(),
        "assumed": list(forecast.assumed),
        "source": attribution(state),
    }
    if not state.phase_over:
        document["certain"] = [list(pair) for pair in sorted(forecast.certain)]
        if state.format.thirds is not None:
            document["thirds"] = [{"group": group, "club": row.club} for group, row in state.thirds]
        document["tables"] = {group: msgspec.to_builtins(state.table(group)) for group in state.season.groups}
    return document


def simulations_json(forecast: CupForecast | LeagueForecast) -> dict[str, Any]:
    """Number of simulations, the 95% bound of the odds of an event in none of them, and the clubs it bounds."""
    bounded = {club: list(names) for club, names in forecast.bounded.items()}
    return {"simulations": forecast.simulations, "unseen_below": forecast.unseen_below, "bounded": bounded}


def _plain(values: dict[str, float]) -> dict[str, float]:
    # What sums of floating point numbers miss of 1 is not shown.
    return {name: round(float(value), 12) for name, value in values.items()}


__all__ = ["CHAMPION", "cup_document", "show", "show_standing"]
