"""The sentence that a picture of a season opens with: what the table says, and no more than it can say."""

from __future__ import annotations

from math import atanh, inf, sqrt, tanh
from statistics import NormalDist
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.approach.windows import SCORE_STATES
from frontfoot.core.intervals import Z90
from frontfoot.core.wording import signed

FEW: Final = 10
"""Matches below which figures are told with the number that they rest on."""
_NUMBERS: Final = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def season_sentence(kind: str, table: pl.DataFrame, title: str) -> str:
    """The sentence that a picture of a season opens with.

    Where sides played fewer than ten matches it says how many. Where the difference of the first side to others is
    within its 90% interval, they are named or counted.

    Args:
        kind: "ranking", "worth" or "course".
        table: that is drawn.
        title: of competition and season.
    """
    known, name = table.drop_nulls("front_foot"), title.partition(",")[0]
    few = _matches(table)
    start = f"In {few}{name}," if few else f"In {name}"
    finding = None
    if kind == "ranking" and "score_state" in table.columns:
        finding = _by_score(known)
    elif kind == "ranking" and known.height:
        finding = _first(known)
    elif kind == "worth" and known.height > 3:
        finding = _worth(known)
    elif kind == "course":
        finding = _change(known)
    if finding is not None:
        return f"{start} {finding}."
    over = ", month by month" if kind == "course" else ""
    return f"How far on the front foot every side defended{over}, in {few}{name}."


def _matches(table: pl.DataFrame) -> str:
    """How many matches each side played where they are few: "two matches each of "; else nothing."""
    if "month" in table.columns:
        played = table.group_by("team").agg(pl.col("matches").sum())["matches"]
    else:
        # Every match has minutes at level score, so that its matches are all of them.
        played = table.group_by("team").agg(pl.col("matches").max())["matches"]
    if not len(played) or int(played.min()) >= FEW:  # type: ignore[arg-type]
        return ""
    least, most = int(played.min()), int(played.max())  # type: ignore[arg-type]
    if least == most:
        return f"{_number(least)} match{'' if least == 1 else 'es'} each of "
    return f"{_number(least)} to {_number(most)} matches each of "


def _number(count: int) -> str:
    return _NUMBERS[count] if count < len(_NUMBERS) else str(count)


def _first(known: pl.DataFrame) -> str:
    rows = known.sort("front_foot", "team", descending=[True, False]).rows(named=True)
    best, near = rows[0], [row["team"] for row in rows[1:] if not _differ(rows[0], row)]
    text = (
        f"{best['team']} defended furthest on the front foot, with an index of {signed(best['front_foot'], 2)} "
        f"({signed(best['front_foot_low'], 2)} to {signed(best['front_foot_high'], 2)})"
    )
    if not near:
        return text
    others = near[0] if len(near) == 1 else f"{near[0]} and {near[1] if len(near) == 2 else f'{len(near) - 1} others'}"
    return f"{text}, but not clearly further than {others}"


def _differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether the 90% interval of the difference of two sides leaves 0 out, their errors being independent."""
    half = sqrt(sum(((row["front_foot_high"] - row["front_foot_low"]) / 2.0) ** 2 for row in (one, other)))
    return bool(abs(one["front_foot"] - other["front_foot"]) > half)


def _by_score(known: pl.DataFrame) -> str | None:
    """The mean difference of a side's index trailing and leading, with its interval by how much sides differ in it."""
    wide = known.pivot("score_state", index="team", values="front_foot")
    trailing, leading = SCORE_STATES[0], SCORE_STATES[2]
    if not {trailing, leading} <= set(wide.columns) or wide.drop_nulls([trailing, leading]).height < 3:
        return None
    from scipy.stats import t

    pairs = wide.drop_nulls([trailing, leading])
    apart = pairs[trailing].to_numpy() - pairs[leading].to_numpy()
    mean = float(np.mean(apart))
    half = float(t.ppf(0.95, len(apart) - 1)) * float(np.std(apart, ddof=1)) / sqrt(len(apart))
    if abs(mean) <= half:
        span = f"{signed(mean - half, 2)} to {signed(mean + half, 2)}"
        return f"sides defended much the same when trailing and when leading (difference {signed(mean, 2)}, {span})"
    more, size = ("further", mean) if mean > 0.0 else ("less far", -mean)
    return (
        f"sides defended {more} on the front foot when trailing than when leading, by {size:.2f} on average "
        f"({size - half:.2f} to {size + half:.2f})"
    )


def _worth(known: pl.DataFrame) -> str | None:
    """How index and expected goals go together: Pearson's correlation with the interval of Fisher (1921)."""
    x, y = known["front_foot"].to_numpy(), (known["xg"] - known["xg_against"]).to_numpy()
    if not np.ptp(x) or not np.ptp(y):
        return None
    share = float(np.corrcoef(x, y)[0, 1])
    middle = atanh(share) if abs(share) < 1.0 else inf * share
    low, high = (tanh(middle + step * Z90 / sqrt(len(x) - 3)) for step in (-1.0, 1.0))
    how = "went with better" if low > 0.0 else "went with worse" if high < 0.0 else "did not clearly go with"
    span = f"{signed(low, 2) if low < 0.0 else f'{low:.2f}'} to {signed(high, 2) if high < 0.0 else f'{high:.2f}'}"
    end = "better or worse expected goals" if how.startswith("did") else "expected goals"
    return f"defending on the front foot {how} {end} (correlation {share:.2f}, {span})"


def _change(known: pl.DataFrame) -> str | None:
    """The side whose index changed most between the halves of the season; None where chance may have made it."""
    months = sorted(known["month"].unique())
    if len(months) < 4:
        return None
    early = set(halves(months)[0])
    changes = []
    for (team,), rows in known.group_by("team", maintain_order=True):
        parts = [rows.filter(pl.col("month").is_in(early)), rows.filter(~pl.col("month").is_in(early))]
        if any(int(part["matches"].sum()) < 2 for part in parts):
            continue
        (before, one), (after, other) = (_mean(part) for part in parts)
        changes.append((after - before, sqrt(one**2 + other**2), str(team)))
    if not changes:
        return None
    change, half, team = max(changes, key=lambda row: (abs(row[0]), row[2]))
    # The largest of many changes: its interval is wider (Bonferroni).
    if abs(change) <= half * NormalDist().inv_cdf(1.0 - 0.05 / len(changes)) / Z90:
        return None
    verb, size = ("rose", change) if change > 0.0 else ("fell", -change)
    whose = f"{team}'" if team.endswith("s") else f"{team}'s"
    return (
        f"{whose} front-foot index {verb} most between the halves of the season, by {size:.2f} "
        f"({size - half:.2f} to {size + half:.2f})"
    )


def halves(months: list[str]) -> tuple[list[str], list[str]]:
    """The months of the first half of a season and those of the second.

    >>> halves(["2017-08", "2017-09", "2017-10"])
    (['2017-08', '2017-09'], ['2017-10'])
    """
    middle = (len(months) + 1) // 2
    return months[:middle], months[middle:]


def _mean(rows: pl.DataFrame) -> tuple[float, float]:
    """The mean index over months, by their matches, and the half of its 90% interval."""
    weights = rows["matches"].to_numpy() / float(rows["matches"].sum())
    half = (rows["front_foot_high"] - rows["front_foot_low"]).to_numpy() / 2.0
    return float(weights @ rows["front_foot"].to_numpy()), float(np.sqrt(((weights * half) ** 2).sum()))
