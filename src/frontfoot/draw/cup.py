"""Pictures of a cup or a league on a day: bracket, odds of every club, changes by the day's results."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, Final

from frontfoot.core.wording import long_date, odds_percent, signed
from frontfoot.cups.cup_forecast import CupForecast, round_title
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.league import LeagueForecast
from frontfoot.draw.bracket import bracket, shown_rounds
from frontfoot.draw.credits import credit
from frontfoot.draw.frame import PictureFrame, Shape, ThemeName, framed
from frontfoot.draw.odds_table import HEAD, LEAST, OddsTable, odds_table
from frontfoot.draw.saving import literal
from frontfoot.goals.results.competitions import OF_NATIONS
from frontfoot.ties.rounds import round_name
from frontfoot.ties.rulebook import competition_title
from frontfoot.ties.sentences import chance

if TYPE_CHECKING:
    from matplotlib.figure import Figure


MOST_CHANGES: Final = 10
"""The most rows of changes by the results of the day, next to a longer table."""
SOME: Final = 6
"""Rows of the longest of several tables that remain in any case."""
TELLING: Final = 0.2
"""Odds of the likeliest side that half the first lines of a bracket have at least; with less it says nothing yet."""
CROWDED: Final = 7
"""Ties of a bracket that leave room for tables in a square."""
LONG: Final = 16
"""Rows of a table from which on the letters of a picture are set smaller."""
WIDE_TABLE: Final = 5
"""Columns from which on a table gets more of a wide picture."""
BETWEEN: Final = 0.35
"""Inches between two parts of a picture."""


def cup_table(forecast: CupForecast) -> OddsTable:
    """Each club's odds of every round still open and of the title, with the interval of the title where known."""
    first = forecast.rounds[0]
    rounds = [code for code in forecast.rounds if code != first or min(forecast.reach[code].values()) < 1.0 - 1e-9]
    rows = []
    for club in forecast.clubs:
        cells: list[tuple[str, float | None]] = []
        for code in rounds:
            odds = forecast.reach[code].get(club, 0.0)
            cells.append((forecast.odds_words(code, club), odds))
        if forecast.interval:
            low, high = forecast.interval.get(club, (0.0, 0.0))
            cells.append((_interval(low, high), None))
        rows.append((club, tuple(cells)))
    heads = [round_title(code) for code in rounds] + (["90% interval"] if forecast.interval else [])
    return OddsTable("Odds of every side", tuple(heads), tuple(rows))


def _interval(low: float, high: float) -> str:
    if high <= 0.0:
        return ""
    return "<1%" if high < 0.005 else f"{100 * low:.0f}-{100 * high:.0f}%"


def ties_table(forecast: CupForecast) -> OddsTable | None:
    """The ties of the first open round with their scores and the odds of both clubs; None where none is known.

    Ties that are open stand before those that are over, which a small picture may only count.
    """
    rows = []
    for tie, odds in sorted(forecast.ties, key=lambda each: each[0].winner is not None):
        goals = [sum(leg.goals(club) for leg in tie.tie.legs if leg.played) for club in tie.clubs]
        begun = any(leg.played for leg in tie.tie.legs)
        score = f" {goals[0]}-{goals[1]} " if begun else " - "
        first = float(tie.winner == tie.clubs[0]) if tie.winner is not None or odds is None else odds
        if tie.winner is None and odds is None:
            continue
        pair = [(odds_percent(value), value) for value in (first, 1.0 - first)]
        rows.append((f"{tie.clubs[0]}{score}{tie.clubs[1]}", tuple(pair)))
    return OddsTable(round_name(forecast.rounds[0]), ("first club", "second club"), tuple(rows)) if rows else None


def changes_table(forecast: CupForecast) -> OddsTable | None:
    """What the results of the day change: their own odds, and the club's odds of the title then; None without any."""
    if not forecast.changes:
        return None
    rows = []
    for change in forecast.changes:
        after = change.reach.get(CHAMPION, 0.0)
        moved = signed(100.0 * (after - forecast.champion.get(change.club, 0.0)), 1)
        rows.append(
            (
                change.result,
                (
                    (odds_percent(change.probability, simulations=forecast.simulations), change.probability),
                    (odds_percent(after, simulations=change.simulations), after),
                    (moved, None),
                ),
            )
        )
    likely = sorted(rows, key=lambda row: -(row[1][1][1] or 0.0))
    return OddsTable("If it ends so on the day", ("chance", "champion then", "change"), tuple(likely))


def league_table(forecast: LeagueForecast) -> OddsTable:
    """Each club's odds of every zone, and its points at the end with their middle 90%."""
    rows = []
    for club in forecast.clubs:
        cells: list[tuple[str, float | None]] = []
        for zone, odds in forecast.zones.items():
            value = round(odds[club]) if (zone, club) in forecast.certain else odds[club]
            cells.append((forecast.odds_words(zone, club), value))
        low, high = forecast.points_interval[club]
        rows.append((club, (*cells, (f"{forecast.points[club]:.0f} ({low}-{high})", None))))
    return OddsTable("Odds at the end of the season", (*forecast.zones, "points (90%)"), tuple(rows))


def league_changes(forecast: LeagueForecast) -> OddsTable | None:
    """The largest changes by the results of the day; None without any."""
    if not forecast.changes:
        return None
    rows = []
    for change in forecast.changes[:MOST_CHANGES]:
        moved = signed(100.0 * (change.after - change.before), 1)
        label = f"{change.words}: {change.club}, {change.zone}"
        rows.append((label, ((change.shares(forecast.simulations)[1], change.after), (moved, None))))
    return OddsTable("What the day's results change most", ("odds then", "change"), tuple(rows))


@literal
def cup_figure(forecast: CupForecast | LeagueForecast, shape: Shape = "wide", *, theme: ThemeName = "light") -> Figure:
    """The whole picture of a day: headline, bracket, table of odds, and what changes.

    The bracket is drawn where no draw is to come; while its places are open, as soon as half of them have a side with
    a chance of one in five.

    Args:
        forecast: odds of a cup or a league (`frontfoot.cup`).
        shape: 16:9, square, or 9:16.
        theme: "light" or "dark".
    """
    how = f"{forecast.simulations:,} simulations" if forecast.simulations else "exact odds"
    if isinstance(forecast, LeagueForecast):
        tables = [league_table(forecast), league_changes(forecast)]
        known, nations, drawn = "", False, False
    else:
        drawn = _telling(forecast) and len(forecast.rounds) > 2
        tables = [cup_table(forecast), changes_table(forecast)]
        if len(forecast.rounds) > 2 and not (drawn and forecast.rounds[0] in shown_rounds(forecast)):
            tables.insert(0, ties_table(forecast))
        nations = forecast.name in OF_NATIONS
        known = "; 90% interval over uncertain strengths" if forecast.interval else ""
    parts = [table for table in tables if table is not None]
    crowded = max(len(table.rows) for table in parts) > LONG or (
        drawn and isinstance(forecast, CupForecast) and len(forecast.bracket) >= CROWDED
    )
    lines = ""
    if isinstance(forecast, CupForecast):
        lines = _lines(forecast) if drawn else f". {forecast.later_draw}" if forecast.later_draw else ""
    frame = framed(
        title_sentence(forecast),
        f"{how.capitalize()}{known}{lines}",
        credit(forecast.known, nations=nations),
        shape,
        theme,
        crowded=crowded,
    )
    {"wide": _wide, "square": _square, "tall": _tall}[shape](frame, forecast if drawn else None, parts, theme)  # type: ignore[arg-type]
    return frame.figure


def _telling(forecast: CupForecast) -> bool:
    """Whether there is a bracket whose first lines name sides that are likely to come."""
    if not forecast.bracket:
        return False
    first = shown_rounds(forecast)[0]
    sides = [side for tie in forecast.bracket if tie.round == first for side in tie.sides]
    return median(max(side.values()) for side in sides) >= TELLING


def _lines(forecast: CupForecast) -> str:
    """The texts on the lines of the bracket."""
    places = {place for tie in forecast.bracket for place in tie.places if place}
    if not places:
        return "; on the lines goals so far and odds of the tie, then of coming so far"
    text = "; on the lines the likeliest sides and their odds of coming so far"
    if any(place[-1].isalpha() for place in places):
        return f"{text}; 1A is the winner of group A" + (
            ", 3ABC the third of A, B or C" if any(place[0] == "3" for place in places) else ""
        )
    return f"{text}; numbers are places in the league phase"


def _wide(frame: PictureFrame, drawn: CupForecast | None, tables: list[OddsTable], theme: ThemeName) -> None:
    """The bracket on the left, the tables on the right one below the other; without one they stand side by side."""
    if drawn is None:
        _beside(frame, tables, 0.0, frame.height, theme)
        return
    left = (0.54 if max(len(table.columns) for table in tables) > WIDE_TABLE else 0.6) * frame.width
    bracket(drawn, frame.axes(0.0, 0.0, left - BETWEEN, frame.height), theme=theme)
    _below(frame, tables, left, 0.0, frame.width - left, frame.height, theme)


def _square(frame: PictureFrame, drawn: CupForecast | None, tables: list[OddsTable], theme: ThemeName) -> None:
    """The bracket on top, the tables side by side below it; a bracket of more than eight clubs alone."""
    if drawn is not None and len(drawn.bracket) > CROWDED:
        bracket(drawn, frame.axes(0.0, 0.0, frame.width, frame.height), theme=theme)
    elif drawn is not None:
        high = 0.5 * frame.height
        bracket(drawn, frame.axes(0.0, frame.height - high, frame.width, high), theme=theme)
        _beside(frame, tables, 0.0, frame.height - high - BETWEEN, theme)
    else:
        _below(frame, tables, 0.0, 0.0, frame.width, frame.height, theme)


def _tall(frame: PictureFrame, drawn: CupForecast | None, tables: list[OddsTable], theme: ThemeName) -> None:
    """Everything one below the other."""
    high = 0.5 * frame.height if drawn is not None else -BETWEEN
    if drawn is not None:
        bracket(drawn, frame.axes(0.0, frame.height - high, frame.width, high), theme=theme)
    _below(frame, tables, 0.0, 0.0, frame.width, frame.height - high - BETWEEN, theme)


def _below(
    frame: PictureFrame,
    tables: list[OddsTable],
    left: float,
    bottom: float,
    width: float,
    height: float,
    theme: ThemeName,
) -> None:
    """The longest table gets the height that the others, each with its first rows, leave.

    The table of the changes by the day's results is never the longest: it stands below the odds, with its first rows.
    """
    lines = [len(table.rows) for table in tables]
    longest = lines.index(max(lines[: max(1, len(lines) - 1)]))
    lines = [count if number == longest else min(count, MOST_CHANGES) for number, count in enumerate(lines)]
    wanted = [(HEAD + (LEAST + 0.2) * (count + 1)) / 72.0 for count in lines]
    free = height - BETWEEN * (len(tables) - 1)
    over = free - sum(wanted)
    if over < 0.0:
        # Some rows of the longest remain.
        least = min(wanted[longest], (HEAD + LEAST * (SOME + 1)) / 72.0)
        lost = max(over, least - wanted[longest])
        wanted[longest] += lost
        rest = sum(wanted) - wanted[longest]
        # What is left to lose the others share.
        wanted = [one if number == longest else one * (1.0 + (over - lost) / rest) for number, one in enumerate(wanted)]
    else:
        wanted = [free * one / sum(wanted) for one in wanted]
    top = bottom + height
    for table, high in zip(tables, wanted, strict=True):
        odds_table(table, frame.axes(left, top - high, width, high), theme=theme)
        top -= high + BETWEEN


def _beside(frame: PictureFrame, tables: list[OddsTable], bottom: float, height: float, theme: ThemeName) -> None:
    # The name of a row is about as wide as two columns.
    shares = [len(table.columns) + 2 for table in tables]
    unit = (frame.width - BETWEEN * (len(tables) - 1)) / sum(shares)
    left = 0.0
    for table, share in zip(tables, shares, strict=True):
        odds_table(table, frame.axes(left, bottom, unit * share, height), theme=theme)
        left += unit * share + BETWEEN


def title_sentence(forecast: CupForecast | LeagueForecast) -> str:
    """A sentence with the likeliest winner, its interval, and the next likeliest.

    The grammar: On DAY CLUB were the likeliest winners of COMPETITION, with CHANCE; OTHER had CHANCE. A share of all
    simulations is stated as such, since it is not certainty.

    Args:
        forecast: odds of a cup (`frontfoot.cup`) or of a league.
    """
    intervals = forecast.interval if isinstance(forecast, CupForecast) else {}
    first, *others = sorted(forecast.champion, key=lambda club: (-forecast.champion[club], club))
    name = f"the {competition_title(forecast.name, forecast.season)}"
    lead = f"On {long_date(forecast.day)} {first} were the likeliest winners of {name}"
    if forecast.simulations and forecast.champion[first] >= 1.0:
        return f"{lead}: they won in all {forecast.simulations:,} simulations."
    text = f"{lead}, with {chance(forecast.champion[first], intervals.get(first))}"
    if others and forecast.champion[others[0]] > 0.0:
        text += f"; {others[0]} had {chance(forecast.champion[others[0]], intervals.get(others[0]))}"
    return f"{text}."
