"""How a league is shown: table and odds for people, JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frontfoot.cli.console import out
from frontfoot.cli.cup_show import attribution, deductions_of, namesakes_of, show_standing, simulations_json, stopped_of

if TYPE_CHECKING:
    from frontfoot.cups.league import LeagueForecast
    from frontfoot.cups.state import CupState

MOST_CHANGES = 8


def show_league(state: CupState, found: LeagueForecast | None, why: str, *, supposed: bool) -> None:
    """The table of a league on a day, and the odds of its zones where they are known."""
    form = state.format
    when = ", with the results supposed" if supposed else ""
    out().print(f"{form.title}, {state.day.isoformat()}{when}", style="bold")
    show_standing(state, "")
    notes = [form.note.capitalize()] if form.note else []
    notes += deductions_of(state) + stopped_of(state) + namesakes_of(state)
    notes.append("= : level by every criterion that is known")
    if found is not None and found.simulations:
        _odds(found)
        _changes(found)
        error = f"error up to {2 * found.standard_error:.1%}"
        notes.append(f"Odds: {found.simulations:,} simulations, {error}; {found.known}")
        notes.append("Points: mean and middle 90%. Zones are those of the league alone, before cups move them")
        if found.assumed:
            notes.append(f"Nothing is known of {', '.join(found.assumed)}: taken as newcomers to an average league")
    elif why:
        notes.append(f"No odds: {why}")
    out().print(f"\n{'. '.join(notes)}. {attribution(state)}", style="dim", soft_wrap=True)


def _odds(found: LeagueForecast) -> None:
    from rich.table import Table

    table = Table(
        box=None, pad_edge=False, header_style="bold", title="Odds at the end of the season", title_justify="left"
    )
    table.add_column("")
    for name in (*found.zones, "points", "90%"):
        table.add_column(name, justify="right")
    for club in found.clubs:
        cells = [found.odds_words(zone, club) for zone in found.zones]
        low, high = found.points_interval[club]
        table.add_row(club, *cells, f"{found.points[club]:.1f}", f"{low}-{high}")
    out().print()
    out().print(table)


def _changes(found: LeagueForecast) -> None:
    if not found.changes:
        return
    out().print("\nWhat today's results change most", style="bold")
    for change in found.changes[:MOST_CHANGES]:
        share, after = change.shares(found.simulations)
        line = f"  {change.words} ({share}): {change.club}, {change.zone} "
        line += f"{after} ({100 * (change.after - change.before):+.1f})"
        out().print(line, markup=False, soft_wrap=True)


def league_json(state: CupState, found: LeagueForecast | None, why: str) -> str:
    """Table and odds as JSON: probabilities 0-1."""
    import msgspec

    from frontfoot.goals.rates import RatesSource

    form = state.format
    document: dict[str, Any] = {
        "competition": form.name,
        "season": form.season,
        "date": state.day.isoformat(),
        "table": msgspec.to_builtins(state.table()),
        "stopped": stopped_of(state),
        "namesakes": namesakes_of(state),
        "deductions": msgspec.to_builtins(state.deductions),
        "source": attribution(state),
    }
    if found is not None and found.simulations:
        document |= {
            "zones": {zone: _rounded(odds) for zone, odds in found.zones.items()},
            "places": {club: [round(odds, 6) for odds in row] for club, row in found.places.items()},
            "points": _rounded(found.points),
            "points_interval": {club: list(span) for club, span in found.points_interval.items()},
            "certain": [list(pair) for pair in sorted(found.certain)],
            "changes": msgspec.to_builtins(found.changes),
            "method": "simulated",
            **simulations_json(found),
            **RatesSource(found.known, found.strengths).document(),
            "assumed": list(found.assumed),
        }
    elif why:
        document["no_odds"] = why
    return msgspec.json.format(msgspec.json.encode(document), indent=2).decode()


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in values.items()}
