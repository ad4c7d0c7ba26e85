"""The figures of which a part persists in the rest of the match, each with the expected part."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.approach.definitions import BY_NAME
from frontfoot.approach.fields import missing_fields
from frontfoot.approach.parameters import index, single
from frontfoot.fitted import read
from frontfoot.match.match import Match, Side
from frontfoot.reports import front
from frontfoot.reports.figure_parts import figure
from frontfoot.reports.half_time.document import Lasting, PauseFigure
from frontfoot.reports.half_time.norms import INDEX, SeasonNorms

SIDES: Final[tuple[Side, Side]] = ("home", "away")
SHOWN: Final = 4
FEWEST_SECONDS: Final = 1800.0
"""Seconds of play before which no figure is shown as lasting: the shares were measured on whole halves [conv]."""

LABELS: Final[Mapping[str, tuple[str, str]]] = {
    "front_foot": ("Front-foot index, as measured", "SD"),
    "field_tilt": ("Field tilt", "share"),
    "possession": ("Possession", "share"),
    "sequence_passes": ("Passes a sequence", "passes"),
    "challenge_share": ("Challenges against the build-up", "share"),
    "own_third_failure": ("Opponent's own-third passes astray", "share"),
    "action_height": ("Height of defending", "m"),
}
ALIKE: Final = (
    ("possession", "sequence_passes"),
    ("field_tilt", "action_height"),
    ("challenge_share", "own_third_failure"),
    ("front_foot",),
)
"""Figures that say much the same: of each group the one that stands out most is shown."""


def lasting(match: Match, counts: pl.DataFrame, norms: SeasonNorms) -> tuple[Lasting, ...]:
    """The figures that stand out most, weighed with how much of them lasts; one of each group of like ones.

    None in the first half-hour.

    Args:
        match: so far.
        counts: its `minute_counts`.
        norms: what is usual; the league of the fitted index where the store does not say.
    """
    if float(counts.filter(pl.col("side") == "home")["seconds"].sum()) < FEWEST_SECONDS:
        return ()
    figures = [figure_of(match, counts, norms, key) for key in LABELS]
    ready = {item.key: item for item in figures if item is not None}
    chosen = [
        max(members, key=_weight) for group in ALIKE if (members := [ready[key] for key in group if key in ready])
    ]
    return tuple(sorted(chosen, key=_weight, reverse=True)[:SHOWN])


def figure_of(match: Match, counts: pl.DataFrame, norms: SeasonNorms, key: str) -> Lasting | None:
    """One figure of both sides; None where the provider does not record it."""
    record: dict[str, Any] = read("half_time")["parameters"]["persistence"][key]
    values = _index(match, counts, norms) if key == INDEX else _ratio(match, counts, key)
    if values is None or None in values.values():
        return None
    usual = {side: _usual(match, norms, key, side) for side in SIDES}
    share = float(record["share"])
    sides = {}
    for side in SIDES:
        value, norm = values[side], usual[side][0]
        later = None if value is None or norm is None else norm + share * (value - norm)
        sides[side] = PauseFigure(value=figure(value), usual=figure(norm), expected=figure(later))
    label, unit = LABELS[key]
    return Lasting(
        key=key,
        label=label,
        unit=unit,
        share=share,
        share_error=float(record["error"]),
        usual_from=usual["home"][1] if usual["home"][1] == usual["away"][1] else "",
        home=sides["home"],
        away=sides["away"],
    )


def _weight(item: Lasting) -> float:
    """How far a figure stands out, in usual deviations of a first half, times the share that lasts."""
    spread = float(read("half_time")["parameters"]["persistence"][item.key]["spread"])
    far = [
        abs(side.value - side.usual)
        for side in (item.home, item.away)
        if side.value is not None and side.usual is not None
    ]
    return item.share * max(far, default=0.0) / spread


def _ratio(match: Match, counts: pl.DataFrame, key: str) -> dict[Side, float | None] | None:
    measure = BY_NAME[key]
    if any(missing_fields(name, match.provides) for name in (*measure.top, *measure.bottom, *measure.minus)):
        return None
    sums = counts.group_by("side").agg(measure.numerator.sum().alias("top"), measure.denominator.sum().alias("bottom"))
    known = {side: top / bottom if bottom else None for side, top, bottom in sums.iter_rows()}
    return {side: known.get(side) for side in SIDES}


def _index(match: Match, counts: pl.DataFrame, norms: SeasonNorms) -> dict[Side, float | None] | None:
    """The index of the plain ratios, 0 being the leagues of the store, or those it was fitted on."""
    fitted, level = index(), norms.level(INDEX)
    if front.refusal(match) or (level is None and not match.info.provider.startswith(fitted.provider)):
        return None
    zero = float(fitted.variances.mean @ fitted.weights) if level is None else level
    ratios = [_ratio(match, counts, measure.name) for measure in fitted.measures]
    values: dict[Side, float | None] = {}
    for side in SIDES:
        parts = [value for ratio in ratios if ratio is not None and (value := ratio[side]) is not None]
        values[side] = float(fitted.weights @ np.array(parts)) - zero if len(parts) == len(ratios) else None
    return values


def _usual(match: Match, norms: SeasonNorms, key: str, side: Side) -> tuple[float | None, str]:
    """What is usual, and where that is known from."""
    value, level = norms.usual(key, side), norms.level(key)
    if value is not None:
        return (value - level if key == INDEX and level is not None else value), "season"
    if key == INDEX:
        return 0.0, "league"
    if key in ("field_tilt", "possession"):
        return 0.5, "league"
    if not match.info.provider.startswith("wyscout"):
        # Providers count these differently, and the fitted league is Wyscout's.
        return None, ""
    fitted = single(key)
    return (None, "") if fitted is None else (float(fitted.mean[0]), "league")
