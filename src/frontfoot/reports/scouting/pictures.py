"""The pictures of an opponent: figures on their league's ruler, and six pictures of where and who."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from frontfoot.match.schema import PITCH_LENGTH, PITCH_WIDTH
from frontfoot.reports.pitch import Pitch
from frontfoot.reports.svg import element, join, line, linear, picture, title, words
from frontfoot.scouting.document import FigureRow, OpponentPage
from frontfoot.scouting.places import Place
from frontfoot.scouting.wording import interval, place, shown

_WIDE, _ROW = 520.0, 46.0
_COLUMN = 54.0
"""Metres of the pitch's width that the tallest column of regains takes."""


def ruler(rows: Sequence[FigureRow], team: str, other: str | None) -> Markup:
    """Each figure as a dot on its league's ruler with the 80% bar; grey ticks are the league's sides."""
    parts: list[Markup] = []
    for number, row in enumerate(rows):
        parts.append(element("g", _scale(row, other), transform=f"translate(0 {number * _ROW:.0f})"))
    return picture(
        _WIDE,
        _ROW * max(len(rows), 1),
        join(parts),
        label=f"Figures of {team} on the ruler of its league",
        class_="ruler",
    )


def _scale(row: FigureRow, other: str | None) -> Markup:
    ends = [row.low, row.high, *row.sides, row.league, *(row.other or ())]
    low, high = min(ends), max(ends)
    x = linear(low, high, 12.0, _WIDE - 12.0)
    y = 29.0
    parts = [
        words(12.0, 13.0, row.label, "name"),
        words(_WIDE - 12.0, 13.0, _beside(row), "axis", "end"),
        line(12.0, y, _WIDE - 12.0, y, "rule"),
        *(line(x(side), y - 5, x(side), y + 5, "side") for side in row.sides),
        line(x(row.league), y - 9, x(row.league), y + 9, "average"),
    ]
    if row.other is not None:
        parts += [
            line(x(row.other[1]), y + 7, x(row.other[2]), y + 7, "bar away"),
            element(
                "rect",
                title(f"{other}: {shown(row.other[0], row.unit)}"),
                x=x(row.other[0]) - 4.5,
                y=y + 2.5,
                width=9.0,
                height=9.0,
                class_="dot away",
            ),
        ]
    parts += [
        line(x(row.low), y, x(row.high), y, "bar home"),
        element("circle", title(row.text), cx=x(row.value), cy=y, r=6.0, class_="dot home"),
    ]
    return join(parts)


def _beside(row: FigureRow) -> str:
    span, league = interval(row.low, row.high, row.unit), shown(row.league, row.unit, bare=True)
    text = f"{shown(row.value, row.unit)} ({span}); league {league}"
    return f"{text}; {place(row.rank, row.of)}" if row.rank is not None else text


def targets(page: OpponentPage) -> Markup:
    """Where goal kicks (rings) and the goalkeeper's passes (dots) end."""
    pitch = Pitch(4.0, 4.0, 3.0)
    dots = _dots(pitch, page.places.keeper, "spot-home") + _dots(pitch, page.places.goal_kicks, "ring")
    return _whole(
        pitch,
        dots,
        f"Ends of {len(page.places.goal_kicks)} goal kicks and {len(page.places.keeper)} passes of the goalkeeper",
    )


def losses(page: OpponentPage) -> Markup:
    """Where the ball was lost to an opponent's regain in the own half."""
    pitch = Pitch(4.0, 4.0, 3.0)
    return _whole(
        pitch, _dots(pitch, page.places.losses, "spot-home"), f"{len(page.places.losses)} losses in the own half"
    )


def regains(page: OpponentPage) -> Markup:
    """Share of the regains in bands of 15 m as columns on the pitch, the league's share as a line across each."""
    pitch = Pitch(4.0, 4.0, 3.0)
    top = max(max(band.share, band.league) for band in page.regains)
    parts = []
    for band in page.regains:
        middle = (band.start + band.end) / 2
        height, league = (_COLUMN * share / top for share in (band.share, band.league))
        parts += [
            pitch.box(band.start + 1.5, 0.0, band.end - 1.5, height, "heat"),
            pitch.stroke(band.start + 0.5, league, band.end - 0.5, league, "league"),
            words(*pitch.at(middle, max(height, league) + 6.5), f"{100 * band.share:.0f}%", "on", "middle"),
            words(*pitch.at(middle, max(height, league) + 2.0), f"{100 * band.league:.0f}", "axis halo", "middle"),
        ]
    return _whole(pitch, parts, "Share of regains by distance from the own goal, and the league's")


def lanes(page: OpponentPage) -> Markup:
    """Share of the entries into the final third in each third of the width."""
    pitch = Pitch(4.0, 4.0, 3.0)
    parts = []
    for number, lane in enumerate(page.lanes):
        top = PITCH_WIDTH * (3 - number) / 3
        middle = top - PITCH_WIDTH / 6
        end = 70.0 + 35.0 * min(lane.share / 0.6, 1.0)
        parts.append(pitch.box(70.0, middle - 5, end, middle + 5, "heat"))
        parts.append(
            words(
                *pitch.at(67.0, middle - 1.5),
                f"{lane.lane} {100 * lane.share:.0f}% (league {100 * lane.league:.0f})",
                "on",
                "end",
            )
        )
    parts.append(pitch.stroke(70.0, 0.0, 70.0, PITCH_WIDTH, "line"))
    return _whole(pitch, parts, "Entries into the final third by lane")


def deliveries(page: OpponentPage) -> Markup:
    """Where corners from the left (dots), from the right (rings) and free kicks (small) end."""
    pitch = Pitch(4.0, 4.0, 4.6, half=True)
    drawn = _dots(pitch, page.places.free_kicks, "faint", 2.0)
    drawn += _dots(pitch, page.places.corners_left, "spot-home") + _dots(pitch, page.places.corners_right, "ring")
    return _whole(pitch, drawn, "Ends of corners and free kicks")


def ladder(page: OpponentPage) -> Markup:
    """Minutes of each player in the last matches, oldest on the left; full cells are whole matches."""
    columns = len(page.ladder[0].minutes) if page.ladder else 0
    wide, tall, left = 24.0, 17.0, 172.0
    parts = []
    for number, man in enumerate(page.ladder):
        y = number * tall
        parts.append(words(0.0, y + 12.5, man.name, "name"))
        for column, minutes in enumerate(man.minutes):
            x = left + column * wide
            parts.append(element("rect", x=x, y=y + 2, width=wide - 3, height=tall - 4, class_="cell"))
            if minutes:
                share = min(minutes / 90.0, 1.0)
                parts.append(
                    element(
                        "rect",
                        title(f"{minutes} min"),
                        x=x,
                        y=y + 2,
                        width=(wide - 3) * share,
                        height=tall - 4,
                        class_="full",
                    )
                )
        parts.append(words(left + columns * wide + 34, y + 12.5, str(man.total), "axis", "end"))
    return picture(
        left + columns * wide + 40,
        max(len(page.ladder), 1) * tall,
        join(parts),
        label="Minutes of each player in the last matches",
    )


def _whole(pitch: Pitch, parts: Sequence[Markup], label: str) -> Markup:
    arrow = (
        Markup("")
        if pitch.half
        else words(pitch.left + pitch.width / 2, pitch.top + pitch.height + 14, "attacks \u2192", "axis", "middle")
    )
    return picture(
        pitch.width + 8, pitch.height + (8 if pitch.half else 22), pitch.markings(), join(parts), arrow, label=label
    )


def _dots(pitch: Pitch, points: Sequence[Place], class_: str, radius: float = 3.2) -> list[Markup]:
    dots = []
    for point in points:
        if pitch.half and point[0] < PITCH_LENGTH / 2:
            continue
        x, y = pitch.at(*point)
        dots.append(element("circle", cx=x, cy=y, r=radius, class_=class_))
    return dots
