"""The picture of the odds of a tie through its matches: a curve with interval and goals, and the time to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from frontfoot.core.colours import colours_of_pair
from frontfoot.core.palette import THEMES, Theme, club_colours
from frontfoot.draw.frame import Shape, ThemeName, dashed, framed
from frontfoot.draw.labels import lanes, room
from frontfoot.draw.saving import literal, save, size_in_points, text_width, wrapped
from frontfoot.draw.short_names import SHORT_NAMES
from frontfoot.draw.tie_picture import KICK, Curve, Kick, LegCurve, Mark, OddsPicture, replay_picture
from frontfoot.ties.replay import Replay

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from matplotlib.text import Text

START: Final = -2.0
"""Where the axis begins, in minutes."""
SIZE: Final = 8.5
TITLE: Final = 10.0
DATE: Final = 8.0
LANE: Final = 13.0
"""Points between lines of labels."""
GAP: Final = 8.0
"""Minutes between two matches on one axis."""
BARE: Final = 0.5
"""Height of a match without a curve, beside one with it, where they stand one below the other."""
LEAST_CURVES: Final = 0.36
"""Share of a picture's height that curves have at least; else its letters are set smaller."""
BLANK: Final = 0.348 * TITLE
"""Points of a blank in bold letters of a title."""
DASHES: Final = (0, (3, 2))
KICKS: Final = "kicks"
"""Name of a shoot-out on the axis."""


@literal
def odds(
    tie: OddsPicture | Replay,
    ax: Axes | None = None,
    *,
    theme: ThemeName = "light",
    colours: tuple[str, str] | None = None,
) -> Axes:
    """Axes with the odds of a tie; the matches stand side by side.

    Args:
        tie: a replay, or a picture's content.
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
        colours: of the clubs, `#rrggbb`, made readable on the background and apart from one another. When None, those
            that two well-known clubs are known by where they can be told apart there, else those of the palette.

    Returns:
        The axes drawn on.

    >>> from frontfoot.goals.rates import Rates
    >>> from frontfoot.ties.file import parse_tie
    >>> from frontfoot.ties.replay import replay
    >>> goal = {"minute": 10, "kind": "goal", "club": "Liverpool"}
    >>> legs = [{"home": "Liverpool", "away": "Atalanta", "score": [1, 0], "event": [goal]},
    ...         {"home": "Atalanta", "away": "Liverpool"}]
    >>> file = parse_tie({"competition": "uel", "season": 2023, "leg": legs})
    >>> odds(replay(file, [Rates(1.7, 1.2), Rates(1.5, 1.4)])).get_ylabel()
    'Atalanta go through'
    """
    content = _shown(replay_picture(tie) if isinstance(tie, Replay) else tie)
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=(9.6, 5.4)).subplots()
    return _panels(content, ax, theme, colours, _end(content, ax))


def _shown(content: OddsPicture) -> OddsPicture:
    """The content without the matches of which there is nothing to draw: the others say what is known of them."""
    bare = [(number, leg) for number, leg in enumerate(content.legs) if not leg.drawn]
    if not bare or len(bare) == len(content.legs):
        return content
    notes = []
    for number, leg in bare:
        which = f"{('first', 'second')[number]} leg" if len(content.legs) == 2 else "also"
        notes.append(f"{which}: {leg.title}" + (f", {leg.subtitle}" if leg.subtitle else ""))
    legs = [leg for leg in content.legs if leg.drawn]
    first = replace(legs[0], subtitle="; ".join(filter(None, (legs[0].subtitle, *notes))))
    return replace(content, legs=(first, *legs[1:]))


def _starts(content: OddsPicture) -> tuple[list[float], float]:
    """Where each match begins on the axis, in minutes, and where the last one ends."""
    starts, at = [], 0.0
    for leg in content.legs:
        starts.append(at)
        at += leg.whole + GAP
    return starts, at - GAP


def _labels(content: OddsPicture) -> list[tuple[float, Mark]]:
    """The events of all matches with their places on the axis, in order."""
    starts, _ = _starts(content)
    marks = [(start + mark.minute, mark) for start, leg in zip(starts, content.legs, strict=True) for mark in leg.marks]
    return sorted(marks, key=lambda pair: pair[0])


def _end(content: OddsPicture, ax: Axes) -> float:
    """Where the axis ends so that the labels of late events have room."""
    marks, (_, end) = _labels(content), _starts(content)
    shares = [(text_width(mark.text, SIZE) + 9.0) / size_in_points(ax)[0] for _, mark in marks]
    places = [place for place, _ in marks]
    for start, leg in zip(_starts(content)[0], content.legs, strict=True):
        if leg.kicks:
            places.append(start + leg.length)
            shares.append(_kicks_width() / size_in_points(ax)[0])
    return room(places, shares, START, end + 2.0)


def _kicks_width() -> float:
    """Points that the name of a shoot-out takes on the axis, with the gap to the minute before it."""
    return text_width(KICKS, SIZE) + 0.6 * SIZE


def _panels(content: OddsPicture, ax: Axes, theme: ThemeName, colours: tuple[str, str] | None, last: float) -> Axes:
    """The matches side by side on an axis that ends at `last`."""
    paint = THEMES[theme]
    own = colours or colours_of_pair(*content.clubs, paint)
    both = (*club_colours(own, paint), paint.ink)
    (starts, _), (width, height), first = _starts(content), size_in_points(ax), START
    marks = _labels(content)
    shares = [(text_width(mark.text, SIZE) + 9.0) / width for _, mark in marks]
    places = [place for place, _ in marks]
    rows = lanes(places, [share * (last - first) for share in shares])
    heads = [_head(leg, 0.97 * leg.whole / (last - first) * width, content.clubs) for leg in content.legs]
    tall = max((len(title) * TITLE + len(below) * DATE for title, below in heads), default=0.0) * 1.3
    above = max(rows, default=-1) + 1.6 + tall / LANE
    lane = LANE / (height - LANE * above)
    top = 1.0 + lane * above
    ax.set(xlim=(first, last), ylim=(0.0, top))
    ax.set_facecolor(paint.paper)
    for start, leg, (title, below) in zip(starts, content.legs, heads, strict=True):
        _match(ax, leg, start, both, paint)
        for number, line in enumerate(title):
            down = top - lane * number * TITLE * 1.3 / LANE
            _coloured(ax, (start, down), line, content.clubs, both)
        ax.text(
            start, top - lane * len(title) * TITLE * 1.3 / LANE, "\n".join(below), fontsize=DATE, color=paint.grey,
            va="top", linespacing=1.2,
        )  # fmt: skip
    _marks(ax, marks, rows, lane, both, paint)
    _ticks(ax, content, starts, paint)
    return ax


def _head(leg: LegCurve, width: float, clubs: tuple[str, str]) -> tuple[list[str], list[str]]:
    """The lines of the title and of the date; with short names where the full ones take more than two lines."""
    # No line breaks within a name that has room on one.
    title = dashed(leg.title)
    for club in clubs:
        name = club.replace(" ", "\u00a0") if text_width(club, TITLE, "bold") < 0.8 * width else club
        title = title.replace(club, name)
    lines = wrapped(title, width, TITLE, "bold")
    if len(lines) > 2:
        short = dashed(leg.title)
        for club in clubs:
            short = short.replace(club, SHORT_NAMES.get(club, club).replace(" ", "\u00a0"))
        lines = wrapped(short, width, TITLE, "bold")
    return [line.replace("\u00a0", " ") for line in lines], wrapped(dashed(leg.subtitle), width, DATE)


def _coloured(ax: Axes, place: tuple[float, float], line: str, clubs: tuple[str, str], both: Sequence[str]) -> None:
    """A line of a title from its upper left corner, each club's name in the colour of its goals."""
    pieces = [(line, both[2])]
    for club, colour in zip(clubs, both, strict=False):
        for name in (club, SHORT_NAMES.get(club, club)):
            parted = [(text.partition(name), ink) for text, ink in pieces]
            if any(match for (_, match, _), ink in parted if ink == both[2]):
                pieces = [
                    piece
                    for (before, match, after), ink in parted
                    for piece in ((before, ink), (match, colour if ink == both[2] else ink), (after, ink))
                    if piece[0]
                ]
                break
    before: Text | None = None
    follows = False
    for text, ink in pieces:
        shown = text.strip(" ")
        if before is None:
            before = ax.text(*place, shown, fontsize=TITLE, weight="bold", color=ink, va="top")
        else:
            blank = BLANK if text[0] == " " or follows else 0.0
            before = ax.annotate(
                shown, (1.0, 1.0), xycoords=before, xytext=(blank, 0.0), textcoords="offset points", fontsize=TITLE,
                weight="bold", color=ink, va="top",
            )  # fmt: skip
        follows = text[-1] == " "


def _match(ax: Axes, leg: LegCurve, start: float, both: Sequence[str], paint: Theme) -> None:
    """The panel of one match: its background, its curve with the interval, what was still to come, its kicks."""
    from matplotlib.patches import Rectangle

    ax.add_patch(Rectangle((start, 0.0), leg.whole, 1.0, facecolor=paint.panel, edgecolor="none", zorder=-1))
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        ax.plot([start, start + leg.whole], [value] * 2, color=paint.rule, lw=1.0 if value == 0.5 else 0.6, zorder=0)
    for value in (45.0, 90.0, 105.0, 120.0):
        if value < leg.whole and leg.between is None:
            ax.plot([start + value] * 2, [0.0, 1.0], color=paint.rule, lw=0.6, zorder=0)
    for curve, alpha in ((leg.past, 0.22), (leg.ahead, 0.12)):
        _band(ax, curve, start, both[0], alpha)
    own = both[0]
    if len(leg.ahead.minutes) == 1 and leg.ahead.interval[0] is not None:
        low, high = leg.ahead.interval[0]
        ax.plot([start + leg.ahead.minutes[0]] * 2, [low, high], color=own, lw=4.0, alpha=0.3, zorder=2)
    if leg.between is not None:
        ax.plot([start, start + leg.length], leg.between, color=own, lw=1.8, ls=(0, (1, 2)), zorder=3)
    places = [start + minute for minute in leg.past.minutes]
    ax.plot(places, leg.past.through, color=own, lw=2.4, zorder=3, solid_joinstyle="round")
    if len(set(leg.past.minutes)) == 1:
        ax.plot(places[:1], leg.past.through[:1], "o", ms=6.5, color=own, mec=paint.paper, zorder=4)
    ax.plot([start + minute for minute in leg.ahead.minutes], leg.ahead.through, color=own, lw=1.8, ls=DASHES, zorder=3)
    if leg.kicks:
        xs = [start + leg.length + KICK * (number + 1) for number in range(len(leg.kicks))]
        ys = [kick.through for kick in leg.kicks]
        before = [places[-1]] if places else []
        ax.plot([*before, *xs], [*leg.past.through[-len(before) or len(ys) :], *ys], color=own, lw=1.2, zorder=3)
        for x, kick in zip(xs, leg.kicks, strict=True):
            fill = both[kick.side] if kick.converted else paint.panel
            ax.plot([x], [kick.through], "o", ms=6.0, color=fill, mec=both[kick.side], mew=1.3, zorder=5)


def _band(ax: Axes, curve: Curve, start: float, colour: str, alpha: float) -> None:
    known = [(start + at, *span) for at, span in zip(curve.minutes, curve.interval, strict=True) if span is not None]
    if len(known) > 1:
        xs, low, high = zip(*known, strict=True)
        ax.fill_between(xs, low, high, color=colour, alpha=alpha, lw=0, zorder=2)


def _marks(
    ax: Axes,
    marks: Sequence[tuple[float, Mark]],
    rows: Sequence[int],
    lane: float,
    both: Sequence[str],
    paint: Theme,
) -> None:
    for (place, mark), row in zip(marks, rows, strict=True):
        level = 1.0 + lane * (row + 0.6)
        ax.plot([place, place], [mark.through, level + 0.8 * lane], color=paint.rule, lw=0.8, zorder=1)
        ax.plot([place], [mark.through], "o", ms=6.5, color=both[mark.side], mec=paint.paper, mew=1.0, zorder=4)
        ax.annotate(
            mark.text, (place, level), xytext=(3, 0), textcoords="offset points", fontsize=SIZE,
            color=both[mark.side], va="bottom", weight="bold" if mark.side == 2 else "normal",
        )  # fmt: skip


def _ticks(ax: Axes, content: OddsPicture, starts: Sequence[float], paint: Theme) -> None:
    ticks, names = [], []
    for start, leg in zip(starts, content.legs, strict=True):
        if leg.between is not None:
            continue
        if not leg.length:
            ticks += [start + KICK * (number + 1) for number in range(len(leg.kicks))]
            names += _running(leg.kicks)
            continue
        steps = [0, 45, 90] if leg.length <= 90 else [0, 45, 90, 120]
        ticks += [start + step for step in steps]
        names += [f"{step}'" for step in steps]
        if leg.kicks:
            # Amid the kicks; beside the last minute where they are few.
            low, high = ax.get_xlim()
            minutes = (high - low) / size_in_points(ax)[0]
            beside = (_kicks_width() - text_width(KICKS, SIZE) / 2.0) * minutes
            ticks.append(start + leg.length + max((leg.whole - leg.length) / 2.0, beside))
            names.append(KICKS)
    ax.set_xticks(ticks, names, fontsize=SIZE, color=paint.grey)
    ends = {start + leg.length for start, leg in zip(starts, content.legs, strict=True)}
    for tick, label in zip(ticks, ax.get_xticklabels(), strict=True):
        # Two matches side by side: the last minute of one does not run into the first of the other.
        label.set_horizontalalignment("left" if tick in starts else "right" if tick in ends else "center")
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0], ["0%", "25%", "50%", "75%", "100%"], fontsize=SIZE, color=paint.grey)
    ax.tick_params(length=0)
    # Beside the curve, not beside the labels above it.
    middle = 0.5 / ax.get_ylim()[1]
    ax.set_ylabel(f"{content.clubs[0]} {content.goal}", fontsize=SIZE, color=paint.grey, y=middle)
    for spine in ax.spines.values():
        spine.set_visible(False)


def _running(kicks: Sequence[Kick]) -> list[str]:
    """The score of a shoot-out after each kick, the first club's goals first; of a long one only after each pair."""
    goals, names = [0, 0], []
    for number, kick in enumerate(kicks, start=1):
        goals[kick.side] += kick.converted
        names.append(f"{goals[0]}–{goals[1]}" if len(kicks) <= 10 or number % 2 == 0 else "")
    return names


@literal
def odds_figure(
    content: OddsPicture,
    shape: Shape = "wide",
    *,
    theme: ThemeName = "light",
    colours: tuple[str, str] | None = None,
) -> Figure:
    """The whole picture: headline, both matches, source line; a tall one has its matches one below the other."""
    content = _shown(content)
    if shape == "tall":
        # Below one another all matches are as wide.
        content = replace(content, legs=tuple(_whole(leg) for leg in content.legs))
    figure, curves = _drawn(content, shape, theme, colours, crowded=False)
    return figure if curves >= LEAST_CURVES else _drawn(content, shape, theme, colours, crowded=True)[0]


def _drawn(
    content: OddsPicture, shape: Shape, theme: ThemeName, colours: tuple[str, str] | None, *, crowded: bool
) -> tuple[Figure, float]:
    """The picture, and the share of its height that its curves have."""
    frame = framed(content.headline, content.subtitle, content.source, shape, theme, crowded=crowded)
    parts = [(leg,) for leg in content.legs] if shape == "tall" and len(content.legs) > 1 else [content.legs]
    axis_below, left, between = 0.3, 0.65, 0.2
    known = [max(BARE if leg.between is not None else 1.0 for leg in legs) for legs in parts]
    unit = (frame.height - between * (len(parts) - 1)) / sum(known)
    top = frame.height
    panels = []
    for legs, share in zip(parts, known, strict=True):
        height = unit * share
        ax = frame.axes(left, top - height + axis_below, frame.width - left, height - axis_below)
        panels.append((replace(content, legs=legs), ax))
        top -= height + between
    # One above the other they have one scale of minutes.
    last = max(_end(part, ax) for part, ax in panels)
    for part, ax in panels:
        _panels(part, ax, theme, colours, last)
    return frame.figure, sum(ax.get_position().height / ax.get_ylim()[1] for _, ax in panels)


def _whole(leg: LegCurve) -> LegCurve:
    """A match whose course is not known as wide as one with it."""
    if leg.between is None:
        return leg
    return replace(leg, length=90.0, marks=tuple(replace(mark, minute=2.0 * mark.minute) for mark in leg.marks))


def draw_odds(
    content: OddsPicture,
    path: Path,
    shape: Shape = "wide",
    *,
    theme: ThemeName = "light",
    colours: tuple[str, str] | None = None,
) -> None:
    """Write the picture of a tie or of a moment of it (`replay_picture`, `moment_picture`).

    Raises:
        InputError: the picture cannot be written.
    """
    save(odds_figure(content, shape, theme=theme, colours=colours), path)
