"""The page of a match from tracking frames: coverage, how both sides defended, three pictures."""

from __future__ import annotations

import base64
from typing import Any, Final

import polars as pl

from frontfoot.approach.tracking import Measured, TrackingSummary
from frontfoot.approach.tracking.summary import REFERENCES
from frontfoot.reports.templates import style, template
from frontfoot.reports.tracking_pictures import animation, block_through_the_match, moment, pressing_sequence

NAMES: Final[dict[tuple[str, bool], tuple[str, str]]] = {
    ("line_height", False): ("Line height without the ball", "m"),
    ("front_height", False): ("Front of the block without the ball", "m"),
    ("length", False): ("Length of the block without the ball", "m"),
    ("width", False): ("Width of the block without the ball", "m"),
    ("area", False): ("Area of the block without the ball", "m²"),
    ("back_to_middle", False): ("Back to middle line", "m"),
    ("middle_to_front", False): ("Middle to front line", "m"),
    ("line_height", True): ("Line height with the ball", "m"),
    ("length", True): ("Length with the ball", "m"),
    ("width", True): ("Width with the ball", "m"),
    ("touches_pressed", False): ("Opponent's touches pressed", "%"),
    ("time_until_pressed", False): ("Time on the ball until pressed (first 3 s)", "s"),
    ("pressing_intensity", False): ("Pressing intensity on the man on the ball", "%"),
    ("pressure", False): ("Pressure on the man on the ball (Andrienko)", "points"),
    ("runs_per_minute", False): ("Pressing runs a minute of the opponent's possession", ""),
    ("runs_regained", False): ("Runs after which the ball was won within 5 s", "%"),
    ("marking_kept", False): ("Man-to-man pairs still the same a second later", "%"),
    ("follows_man", False): ("Goes with his man", "m a metre"),
    ("follows_block", False): ("Goes with his block", "m a metre"),
}
TRIGGERS: Final = {
    "any touch": "any touch", "back_pass": "back pass", "bad_touch": "bad touch", "side_line": "man at the side line",
}  # fmt: skip
SPLITS: Final = ("half", "quarter hour", "score state")
SHOWN: Final = ("line_height", "length", "touches_pressed", "time_until_pressed", "runs_per_minute")


def tracking_page(measured: Measured, summary: TrackingSummary) -> str:
    """The whole page as one string: no script, no network, no outside file.

    Args:
        measured: frames and what was measured on them.
        summary: from `summarise`.
    """
    return template("tracking.html").render(
        frames=measured.frames,
        info=measured.frames.info,
        style=style(),
        coverage=measured.frames.coverage(),
        both=_both(summary),
        triggers=_triggers(summary),
        marking={side: summary.marking[side] for side in ("home", "away")},
        windows=_windows(summary),
        notes=summary.notes,
        pictures=_pictures(measured, summary),
        references=sorted(set(REFERENCES.values())),
    )


def _pictures(measured: Measured, summary: TrackingSummary) -> dict[str, str]:
    """Name -> data URI; the moment and the animation are missing where there is no pressing run."""
    out = {"block": _uri("png", block_through_the_match(measured, summary))}
    if summary.runs.height:
        first, last = pressing_sequence(measured, summary)
        out["moment"] = _uri("png", moment(measured, _telling(measured, first, last)))
        out["animation"] = _uri("gif", animation(measured, first, last))
    return out


def _telling(measured: Measured, first: int, last: int) -> int:
    """The row of a sequence with the man on the ball known, and the highest pressing intensity on him."""
    rows = [row for row in range(first, last + 1) if measured.carrier[row] >= 0]
    intensity = measured.pressing.intensity
    known = [row for row in rows if intensity[row, measured.carrier[row]] >= 0]
    return max(known, key=lambda row: float(intensity[row, measured.carrier[row]]), default=(first + last) // 2)


def _uri(kind: str, content: bytes) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def _number(value: float | None, unit: str) -> str:
    if value is None:
        return "–"
    if unit == "%":
        return f"{100 * value:.0f}%"
    return (
        f"{value:.0f}" if unit in ("m²", "points") else f"{value:.2f}" if unit in ("s", "m a metre") else f"{value:.1f}"
    )


def _cell(row: dict[str, Any] | None, unit: str) -> dict[str, str]:
    if row is None or row["value"] is None:
        return {"value": "not seen", "range": "", "sample": ""}
    low, high = row["low"], row["high"]
    return {
        "value": _number(row["value"], unit),
        "range": "" if low is None else f"{_number(low, unit)} to {_number(high, unit)}",
        "sample": f"n = {row['n']}" + ("" if row["seen"] is None else f", {row['seen']:.0%} of the frames"),
    }


def _lookup(table: pl.DataFrame) -> dict[tuple[Any, ...], dict[str, Any]]:
    keys = ("side", "measure", "with_ball", "split", "window")
    return {tuple(row[k] for k in keys): row for row in table.iter_rows(named=True)}


def _both(summary: TrackingSummary) -> list[dict[str, Any]]:
    rows = _lookup(summary.measures)
    return [
        {
            "name": name,
            "unit": "" if unit == "%" else unit,
            **{side: _cell(rows.get((side, measure, ball, "match", "all")), unit) for side in ("home", "away")},
        }
        for (measure, ball), (name, unit) in NAMES.items()
    ]


def _windows(summary: TrackingSummary) -> list[dict[str, Any]]:
    """Tables of the main measures by half, quarter of an hour and score state, one a side and split."""
    rows = _lookup(summary.measures)
    out = []
    for split in SPLITS:
        for side in ("home", "away"):
            part = summary.measures.filter((pl.col("split") == split) & (pl.col("side") == side))
            windows = part["window"].unique(maintain_order=True).to_list()
            if not windows:
                continue
            lines = [
                {
                    "name": NAMES[measure, False][0],
                    "cells": [
                        _cell(rows.get((side, measure, False, split, w)), NAMES[measure, False][1]) for w in windows
                    ],
                }
                for measure in SHOWN
            ]
            out.append({"split": split, "side": side, "windows": windows, "lines": lines})
    return out


def _triggers(summary: TrackingSummary) -> list[dict[str, Any]]:
    return [
        {**row, "name": TRIGGERS[row["trigger"]] + ("" if row["present"] else ": without")}
        for row in summary.triggers.iter_rows(named=True)
    ]
