"""The columns of the table of players on a page and in Markdown; the JSON holds every figure."""

from __future__ import annotations

from typing import Final

from markupsafe import Markup

from frontfoot.reports.document import Story
from frontfoot.reports.people_parts import LineUp, Player
from frontfoot.reports.svg import element
from frontfoot.reports.words import MISSING, decimals

_COLUMNS: Final[tuple[tuple[str, tuple[str, ...], int], ...]] = (
    ("Shots", ("shots",), 0),
    ("xG", ("xg",), 2),
    ("xT", ("xt",), 2),
    ("Passes", ("passes_completed", "passes"), 0),
    ("Progressive", ("progressive_passes",), 0),
    ("Regains (high)", ("regains", "high_regains"), 0),
    ("Counter-press", ("counterpress_regains",), 0),
    ("Pressures", ("pressures",), 0),
    ("Lost, pressed", ("turnovers_under_pressure",), 0),
    ("Duels", ("duels_won", "duels"), 0),
    ("Fouls", ("fouls",), 0),
    ("Penalties won", ("penalties_won",), 0),
    ("Penalties conceded", ("penalties_conceded",), 0),
    ("Cards", ("yellow_cards", "red_cards"), 0),
)


_LEGEND: Final = {
    "Passes": "completed of attempted",
    "Progressive": "passes that bring the ball 30 m nearer to goal in the own half, 15 m across half-way, 10 m beyond",
    "Regains (high)": "balls won in open play, in brackets those within 40 m of the opponent's goal line",
    "Counter-press": "balls won back within 5 s of a loss",
    "Lost, pressed": "turnovers and failed passes under pressure",
    "Duels": "won of all",
}
"""The meaning of the heads that do not say it themselves."""

_SHOWN_WHERE_ANY: Final = ("Penalties won", "Penalties conceded")
"""Columns that most matches have nothing for: left out where nobody has a figure above 0."""


_ONE_WORD: Final = {"Goalkeeper": "GK", "Defender": "DF", "Midfielder": "MF", "Forward": "FW"}


def heads(story: Story) -> list[str]:
    """The heads of the columns that the provider records anything of."""
    return [head for head, _, _ in _recorded(story)]


def cells(story: Story, player: Player) -> list[str]:
    """The figures of one player under these heads."""
    return [_cell(player, head, names, places) for head, names, places in _recorded(story)]


def minutes(player: Player, *, estimated: bool) -> str:
    """Minutes of play, marked where they are estimated."""
    return f"{'c. ' if estimated else ''}{player.minutes:.0f}"


def position(player: Player) -> Markup:
    """The position by its initials, with the whole name where a pointer rests; nothing where it is not recorded."""
    if not player.position:
        return Markup("")
    return element("abbr", _initials(player.position), title=player.position)


def note(story: Story) -> str:
    """The basis of the table, and what its heads and the letters of the positions stand for."""
    shown = heads(story)
    legend = [f"{head}: {meaning}" for head, meaning in _LEGEND.items() if head in shown]
    named = {_initials(p.position): p.position.lower() for p in story.players if p.position}
    letters = ", ".join(f"{short} {named[short]}" for short in sorted(named))
    parts = ["Minutes are minutes of play, stoppage time included", *legend]
    parts += [f"Positions: {letters}"] if letters else []
    text = "".join(f"{part}. " for part in parts).rstrip()
    if story.line_ups.home.estimated:
        return (
            f"{text} The record names no line-ups: who played and how long is estimated from touches of the ball "
            "(where line-ups are known, such minutes are one off on average, and 95% are within five)."
        )
    return text


def changes(line_up: LineUp) -> list[str]:
    """The changes of a side, one line each."""
    return [f"{change.minute} {change.text}" for change in line_up.changes]


def starters(line_up: LineUp) -> str:
    """The starting eleven in one line, shirt numbers first."""
    return ", ".join(f"{man.shirt} {man.name}" if man.shirt else man.name for man in line_up.starters)


def _initials(position: str) -> str:
    """The letters of a position, as line-ups print them: RCB for a right center back.

    >>> [_initials(name) for name in ("Goalkeeper", "Right Center Back", "Midfielder")]
    ['GK', 'RCB', 'MF']
    """
    return _ONE_WORD.get(position) or "".join(word[0].upper() for word in position.split())


def _recorded(story: Story) -> list[tuple[str, tuple[str, ...], int]]:
    return [
        column
        for column in _COLUMNS
        if any(
            player.figures[name] if column[0] in _SHOWN_WHERE_ANY else player.figures[name] is not None
            for player in story.players
            for name in column[1]
        )
    ]


def _cell(player: Player, head: str, names: tuple[str, ...], places: int) -> str:
    values = [player.figures[name] for name in names]
    if head == "Cards":
        yellow, red = (int(value or 0) for value in values)
        return ", ".join(
            word if number == 1 else f"{number} {word}" for number, word in ((yellow, "yellow"), (red, "red")) if number
        )
    shown = [MISSING if value is None else decimals(value, places) for value in values]
    if head == "Regains (high)":
        return f"{shown[0]} ({shown[1]})"
    if head in _SHOWN_WHERE_ANY:
        return shown[0] if any(values) else ""
    return "/".join(shown)
