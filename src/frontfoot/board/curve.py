"""The odds through a tie as a drawing, one panel a match, events marked: for the report from the board."""

from __future__ import annotations

from typing import Any, Final

from markupsafe import Markup

from frontfoot.core.minute import STARTS
from frontfoot.goals.clock import regular_length
from frontfoot.reports.svg import element, line, linear, picture, polyline, title, words

WIDTH: Final = 1000.0
LEFT, TOP, HEIGHT, GAP = 44.0, 30.0, 200.0, 34.0
MARKED: Final = ("goal", "var", "red card", "second yellow")


def minute(period: int, second: float) -> float:
    """Minutes played, stoppage at the end of its period."""
    return STARTS[period] + min(second, regular_length(period)) / 60.0


def draw(told: dict[str, Any], head: dict[str, Any]) -> Markup:
    """The drawing.

    Args:
        told: the document "line".
        head: the document "head".
    """
    points = told["points"]
    legs = sorted({row[0] for row in points})
    if not legs:
        return Markup("")
    width = (WIDTH - LEFT - 6 - GAP * (len(legs) - 1)) / len(legs)
    scale = linear(0.0, 1.0, TOP + HEIGHT, TOP)
    parts = [words(LEFT - 6, scale(level) + 4, f"{level:.0%}", "axis", "end") for level in (0.0, 0.25, 0.5, 0.75, 1.0)]
    for place, leg in enumerate(legs):
        left = LEFT + place * (width + GAP)
        rows = [row for row in points if row[0] == leg]
        last = 120.0 if any(row[1] >= 3 for row in rows) else 90.0
        across = linear(0.0, last, left, left + width)
        parts.append(element("rect", x=left, y=TOP, width=width, height=HEIGHT, class_="period"))
        parts += [
            line(left, scale(level), left + width, scale(level), "average" if level == 0.5 else "grid")
            for level in (0.25, 0.5, 0.75)
        ]
        ticks = range(0, int(last) + 1, 15)
        parts += [words(across(float(tick)), TOP + HEIGHT + 16, f"{tick}'", "axis", "middle") for tick in ticks]
        match = head["legs"][leg - 1]
        score = match["score"] if match["score"] is not None else head["score"] if leg == head["leg"] else None
        shown = f" {score[0]}–{score[1]}" if score else ""
        parts.append(words(left, TOP - 10, f"{match['home']} - {match['away']}{shown}", "lane-name home"))
        parts.append(polyline([(across(minute(row[1], row[2])), scale(row[5])) for row in rows], "curve home"))
        for swing in told["swings"]:
            if swing["leg"] != leg or swing["kind"] not in MARKED or swing["period"] > 4:
                continue
            at, level = across(minute(swing["period"], swing["second"])), scale(swing["after"])
            side = "home" if swing["club"] == head["clubs"][0] else "away"
            change = f"{100 * (swing['after'] - swing['before']):+.0f}".replace("-", "−")
            note = title(
                f"{swing['minute']} {swing['kind']} {swing['club']}: {swing['before']:.1%} to {swing['after']:.1%}"
            )
            parts.append(element("circle", note, cx=at, cy=level, r=5.0, class_=f"ball {side}"))
            below = swing["after"] > 0.8
            parts.append(words(at + 7, level + (16 if below else -7), change, f"goal-name {side}"))
    label = f"Odds of {head['clubs'][0]} {'winning' if head['last'] else 'going through'}, minute by minute"
    return picture(WIDTH, TOP + HEIGHT + 24, *parts, label=label, class_="strip")
