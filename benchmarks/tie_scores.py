"""Calibration of the odds of ties, and what the home advantage of second legs changes: parts of `benchmarks.ties`."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from frontfoot.fitted import read
from frontfoot.ties.second_leg import second_leg_factors

Array = NDArray[np.float64]


def row(*cells: str) -> str:
    """A row of a table in Markdown."""
    return "| " + " | ".join(cells) + " |"


def calibration_error(odds: Array, truth: Array) -> float:
    """Expected calibration error in ten bins of equal width."""
    bins = np.minimum((odds * 10).astype(int), 9)
    error = 0.0
    for k in range(10):
        inside = bins == k
        if inside.any():
            error += inside.mean() * abs(odds[inside].mean() - truth[inside].mean())
    return float(error)


def perfect_error(odds: Array, rng: np.random.Generator, draws: int = 1000) -> tuple[float, float]:
    """Mean and 95% point of the calibration error if these odds were exactly right."""
    errors = [calibration_error(odds, (rng.random(len(odds)) < odds).astype(float)) for _ in range(draws)]
    return float(np.mean(errors)), float(np.quantile(errors, 0.95))


def _gap(before: Array, after: Array) -> str:
    gap = before - after
    return f"{gap.mean():+.4f} ± {gap.std(ddof=1) / np.sqrt(len(gap)):.4f}"


def _log(odds: Array, truth: Array) -> Array:
    return np.asarray(-np.log(np.where(truth > 0.5, odds, 1.0 - odds)))


def effect_lines(sets: dict[str, tuple[Array, Array, Array]]) -> list[str]:
    """The section on the home advantage of second legs.

    Args:
        sets: by name the odds of the home side without and with the effect, and whether it went through, each of shape
            (ties,).
    """
    record, (host, visitor) = read("ties")["record"], second_leg_factors()
    effect = read("ties")["parameters"]
    lines = [
        "",
        "## The home advantage of second legs",
        "",
        "<!-- not run: takes minutes -->",
        "```console",
        "$ frontfoot fit ties --data DIR",
        "```",
        "",
        f"fits one number on the goals of the {record['rows']['matches']} second legs up to 2007/08 "
        f"({record['rows']['goals']} goals in 90 minutes): in a second leg the log ratio of the host's and the "
        f"visitor's rate is higher by {effect['second_leg_home_advantage']:.3f} ± {effect['error']:.3f} than strengths "
        f"say (host x {host:.3f}, visitor x {visitor:.3f}), with a prior of 0 ± 0.1. The form was decided on the same "
        "seasons, each left out in turn: gain of the log-likelihood of a match's goals over no effect, with "
        "standard errors. Forms that strengthen the effect of the score do not help there and were not taken. That "
        "second legs might need something at all was first seen on all 597 ties, the later ones "
        "included; its size was not.",
        "",
        row("form", "log multipliers ± standard error", "gain a match, season left out"),
        row("---", "---", "---:"),
    ]
    for name, found in record["held_out"]["cross_validated"].items():
        pairs = zip(found["log_multipliers"], found["errors"], strict=True)
        gain = found["gain_a_match"]
        lines.append(row(name, ", ".join(f"{v:+.3f} ± {e:.3f}" for v, e in pairs), f"{gain[0]:+.4f} ± {gain[1]:.4f}"))
    goals = record["held_out"]["later_seasons"]["goals_gain_a_match"]
    lines += [
        "",
        "Scored once on the later seasons, which nothing was fitted on; positive differences say that the effect "
        "helps. ECE has ten bins; what exactly right odds would show on as many ties stands beside it (mean, 95% "
        f"point). Goals of the later seasons, gain a match: {goals[0]:+.4f} ± {goals[1]:.4f}.",
        "",
        row("", "ties", "log score before", "after", "gain", "Brier gain", "ECE before", "after", "if exactly right"),
        row("---", *("---:" for _ in range(8))),
    ]
    rng = np.random.default_rng(1)
    for name, (before, after, truth) in sets.items():
        old, new = _log(before, truth), _log(after, truth)
        mean, high = perfect_error(after, rng)
        lines.append(
            row(
                name,
                str(len(truth)),
                f"{old.mean():.4f}",
                f"{new.mean():.4f}",
                _gap(old, new),
                _gap((before - truth) ** 2, (after - truth) ** 2),
                f"{calibration_error(before, truth):.3f}",
                f"{calibration_error(after, truth):.3f}",
                f"{mean:.3f}, {high:.3f}",
            )
        )
    return lines
