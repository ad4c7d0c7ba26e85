"""Output of `frontfoot cup` for a league: table and odds for people, a document for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from frontfoot.cli.console import out, titled_table
from frontfoot.cli.cup_show import attribution, deductions_of, namesakes_of, show_standing, simulations_json, stopped_of
from frontfoot.core.wording import signed

if TYPE_CHECKING:
    from frontfoot.cups.league import LeagueForecast
    from frontfoot.cups.state import CupState

MOST_CHANGES = 8


def show_league(state: CupState, forecast: LeagueForecast | None, why: str, *, supposed: bool) -> None:
    """Print the table of a league on a day, and the odds of its zones if they are known."""
    form = state.format
    when = ", with the results supposed" if supposed else ""
    out().print(f"{form.title}, {state.day.isoformat()}{when}", style="bold")
    show_standing(state, "")
    notes = [form.note.capitalize()] if form.note else []
    notes += deductions_of(state) + stopped_of(state) + namesakes_of(state)
    notes.append("= : level by every criterion that is known")
    if forecast is not None and forecast.simulations:
        _odds(forecast)
        _changes(forecast)
        error = f"error up to {2 * forecast.standard_error:.1%}"
        notes.append(f"Odds: {forecast.simulations:,} simulations, {error}; {forecast.known}")
        notes.append("Points: mean and middle 90%. Zones are those of the league alone, before cups move them")
        if forecast.assumed:
            notes.append(f"Nothing is known of {', '.join(forecast.assumed)}: taken as newcomers to an average league")
    elif why:
        notes.append(f"No odds: {why}")
    out().print(f"\n{'. '.join(notes)}. {attribution(state)}", style="dim", soft_wrap=True)


def _odds(forecast: LeagueForecast) -> None:
    table = titled_table("Odds at the end of the season")
    table.add_column("")
    for name in (*forecast.zones, "points", "90%"):
        table.add_column(name, justify="right")
    for club in forecast.clubs:
        cells = [forecast.odds_words(zone, club) for zone in forecast.zones]
        low, high = forecast.points_interval[club]
        table.add_row(club, *cells, f"{forecast.points[club]:.1f}", f"{low}-{high}")
    out().print()
    out().print(table)


def _changes(forecast: LeagueForecast) -> None:
    if not forecast.changes:
        return
    out().print("\nWhat today's results change most", style="bold")
    for change in forecast.changes[:MOST_CHANGES]:
        share, after = change.shares(forecast.simulations)
        line = f"  {change.words} ({share}): {change.club}, {change.zone} "
        line += f"{after} ({signed(100 * (change.after - change.before), 1)})"
        out().print(line, soft_wrap=True)


def league_document(state: CupState, forecast: LeagueForecast | None, why: str) -> dict[str, Any]:
    """Table and odds as a document for JSON: probabilities 0-1."""
    import msgspec

    from frontfoot.goals.sources import RatesSource

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
    if forecast is not None and forecast.simulations:
        document |= {
            "zones": {zone: _rounded(odds) for zone, odds in forecast.zones.items()},
            "places": {club: [round(odds, 6) for odds in row] for club, row in forecast.places.items()},
            "points": _rounded(forecast.points),
            "points_interval": {club: list(span) for club, span in forecast.points_interval.items()},
            "certain": [list(pair) for pair in sorted(forecast.certain)],
            "changes": msgspec.to_builtins(forecast.changes),
            "method": "simulated",
            **simulations_json(forecast),
            **RatesSource(forecast.known, forecast.strengths).document(),
            "assumed": list(forecast.assumed),
        }
    elif why:
        document["no_odds"] = why
    return document


def _rounded(values: dict[str, float]) -> dict[str, float]:
    return {name: round(float(value), 6) for name, value in values.items()}
