"""The columns of the table of players on a page and in Markdown; the JSON holds every figure."""

from __future__ import annotations

from typing import Final

from frontfoot.reports.document import LineUp, Player, Story
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
    ("Penalties won, conceded", ("penalties_won", "penalties_conceded"), 0),
    ("Cards", ("yellow_cards", "red_cards"), 0),
)


def heads(story: Story) -> list[str]:
    """The heads of the columns that the provider records anything of."""
    return [head for head, _, _ in _recorded(story)]


def cells(story: Story, player: Player) -> list[str]:
    """The figures of one player under these heads."""
    return [_cell(player, head, names, places) for head, names, places in _recorded(story)]


def minutes(player: Player, *, estimated: bool) -> str:
    """Minutes of play, marked where they are estimated."""
    return f"{'c. ' if estimated else ''}{player.minutes:.0f}"


def note(story: Story) -> str:
    """The basis of the table, in a sentence or two."""
    text = (
        "Minutes are minutes of play, stoppage time included. Passes: completed of attempted. Regains: balls won in "
        "open play, in brackets those within 40 m of the other goal. Counter-press: won back within 5 s of a loss. "
        "Lost, pressed: turnovers and failed passes under pressure. Duels: won of all."
    )
    if story.line_ups.home.estimated:
        return (
            f"{text} The record names no line-ups: who played and how long is estimated from touches of the ball "
            "(known line-ups: about a minute off on average, 95% within five)."
        )
    return text


def changes(line_up: LineUp) -> list[str]:
    """The changes of a side, one line each."""
    return [f"{change.minute} {change.text}" for change in line_up.changes]


def starters(line_up: LineUp) -> str:
    """The starting eleven in one line, shirt numbers first."""
    return ", ".join(f"{man.shirt} {man.name}" if man.shirt else man.name for man in line_up.starters)


def _recorded(story: Story) -> list[tuple[str, tuple[str, ...], int]]:
    return [
        column
        for column in _COLUMNS
        if any(player.figures[name] is not None for player in story.players for name in column[1])
    ]


def _cell(player: Player, head: str, names: tuple[str, ...], places: int) -> str:
    values = [player.figures[name] for name in names]
    if head == "Cards":
        yellow, red = (int(value or 0) for value in values)
        return " ".join([*(["yellow"] * yellow), *(["red"] * red)])
    shown = [MISSING if value is None else decimals(value, places) for value in values]
    if head == "Regains (high)":
        return f"{shown[0]} ({shown[1]})"
    if head.startswith("Penalties"):
        return f"{shown[0]}, {shown[1]}" if any(values) else ""
    return "/".join(shown)
