"""Moments of a side to show, by kind, and the thirty that are chosen of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.core.minute import minute_of_event
from frontfoot.match.match import Match
from frontfoot.scouting.clips import Clip, rolled
from frontfoot.scouting.matches import Played

KINDS: Final[dict[str, tuple[str, str, int]]] = {
    "lost": ("lost in build-up", "build-up", 5),
    "played-out": ("plays out", "build-up", 4),
    "goal-kick": ("goal kicks", "goal-kick", 3),
    "high-turnover": ("wins it high", "transition", 4),
    "press-beaten": ("press beaten", "build-up", 3),
    "counter": ("counters", "transition", 3),
    "counter-against": ("countered", "transition", 3),
    "corner": ("corners for", "corner", 3),
    "corner-against": ("corners against", "corner", 2),
    "penalty": ("penalties", "penalty", 0),
    "penalty-against": ("penalties against", "penalty", 0),
}
"""Kind -> (what stands behind the club's name, sort of its rolls, how many of thirty).

Penalties have no places of their own: of a kind the moments that led to one are shown first, as are those that led to a
goal.
"""

LAST: Final = 6
"""Clips come from the last matches only."""

MOST_OF_A_MATCH: Final = 8
WORTH_SECONDS: Final = 20.0
"""A moment costs, or is worth, the expected goals of this time after it."""

PRESSED_X: Final = 35.0


@dataclass(frozen=True, slots=True)
class ClipMoment:
    """One moment: kind, match (its place in the list), period, seconds, what describes it, and what came of it.

    Attributes:
        features: x, y, length in seconds, passes: the typical moment is nearest to the others in them.
        cost: expected goals within 20 s, for the side that profits.
        goal: a goal fell within 20 s.
        penalty: it ended in a penalty, for the side that profits.
    """

    kind: str
    match: int
    period: int
    start: float
    end: float
    features: tuple[float, float, float, float]
    cost: float
    goal: bool
    penalty: bool = False


def moments(number: int, one: Played) -> list[ClipMoment]:
    """All moments of a match of every kind, in order of time.

    Args:
        number: the match's place in the list.
        one: the match.
    """
    cut, events, mine = one.sequences, one.events, one.sequences.side == one.side
    start_x = np.nan_to_num(cut.start_x)
    in_play = cut.open_play & cut.control
    deep = in_play & (start_x <= PRESSED_X)
    corner = events.is_set_piece("corner")[cut.first]
    kick = events.is_set_piece("goal_kick")[cut.first]
    reached = np.nan_to_num(cut.end_x) >= 70.0
    chosen = {
        "lost": (cut.high_turnover & ~mine, False),
        "played-out": (deep & mine & (cut.passes >= 5) & reached, True),
        "goal-kick": (kick & mine, True),
        "high-turnover": (cut.high_turnover & mine, True),
        "press-beaten": (deep & ~mine & (cut.passes >= 5) & reached, False),
        "counter": (cut.counter & mine, True),
        "counter-against": (cut.counter & ~mine, False),
        "corner": (corner & mine, True),
        "corner-against": (corner & ~mine, False),
    }
    kicks = _kicks(one)
    result = []
    for kind, (rows, own) in chosen.items():
        side = one.side if own else 1 - one.side
        for row in np.flatnonzero(rows).tolist():
            period, start, end = int(cut.period[row]), float(cut.start[row]), float(cut.end[row])
            cost, goal = _worth(one.shots, side, period, start)
            features = (
                float(start_x[row]),
                float(np.nan_to_num(cut.start_y[row], nan=34.0)),
                end - start,
                float(cut.passes[row]),
            )
            won = any(row == last and side == kicker for _, kicker, last in kicks)
            result.append(ClipMoment(kind, number, period, start, end, features, cost, goal, won))
    for event, kicker, _ in kicks:
        kind = "penalty" if kicker == one.side else "penalty-against"
        period, start = int(events.period[event]), float(events.seconds[event])
        x, y = float(events.x[event]), float(events.y[event])
        cost, goal = _worth(one.shots, kicker, period, start)
        result.append(ClipMoment(kind, number, period, start, start, (x, y, 0.0, 0.0), cost, goal))
    return sorted(result, key=lambda moment: (moment.period, moment.start, moment.kind))


def _kicks(one: Played) -> list[tuple[int, int, int]]:
    """Each penalty kick: its event, who takes it, and the sequence before it, in which it was won (or -1)."""
    events, cut = one.events, one.sequences
    result = []
    for event in np.flatnonzero(events.is_kind("shot") & events.is_set_piece("penalty")).tolist():
        before = np.flatnonzero((cut.period == events.period[event]) & (cut.last < event))
        result.append((event, int(events.side[event]), int(before[-1]) if before.size else -1))
    return result


def _worth(shots: pl.DataFrame, side: int, period: int, start: float) -> tuple[float, bool]:
    if shots.is_empty():
        return 0.0, False
    near = shots.filter(
        (pl.col("period") == period)
        & (pl.col("side") == ("home", "away")[side])
        & pl.col("seconds").is_between(start, start + WORTH_SECONDS)
    )
    return float(near["xg"].fill_null(0.0).sum()), bool((near["outcome"] == "goal").any())


def thirty(all_moments: Sequence[ClipMoment]) -> list[tuple[ClipMoment, bool]]:
    """The moments to show by the quotas of `KINDS`, each with whether it was chosen for its cost.

    A third of each kind are the costliest, those that led to a goal or a penalty before all; the others are typical:
    nearest, in place, length and passes, to all of their kind, each far from those chosen before. No match gives more
    than eight.
    """
    used: dict[int, int] = {}
    chosen: list[tuple[ClipMoment, bool]] = []
    for kind, (_, _, quota) in KINDS.items():
        if not quota:
            continue
        pool = [moment for moment in all_moments if moment.kind == kind]
        costly = sorted(pool, key=lambda m: (-(m.goal or m.penalty), -m.cost, -m.match, m.period, m.start))
        costly = [moment for moment in costly if moment.cost > 0.0 or moment.goal or moment.penalty]
        picked = _take(costly, max(round(quota / 3), 1), used)
        chosen += [(moment, True) for moment in picked]
        rest = [moment for moment in _typical(pool) if moment not in picked]
        chosen += [(moment, False) for moment in _take(rest, quota - len(picked), used)]
    return chosen


def _take(pool: Iterable[ClipMoment], most: int, used: dict[int, int]) -> list[ClipMoment]:
    picked: list[ClipMoment] = []
    for moment in pool:
        if len(picked) == most:
            break
        if used.get(moment.match, 0) < MOST_OF_A_MATCH:
            used[moment.match] = used.get(moment.match, 0) + 1
            picked.append(moment)
    return picked


def _typical(pool: Sequence[ClipMoment]) -> list[ClipMoment]:
    """The pool, nearest to all others first."""
    if len(pool) < 3:
        return list(pool)
    values = np.array([moment.features for moment in pool])
    spread = values.std(axis=0)
    scaled = values / np.where(spread > 0, spread, 1.0)
    distance = np.sqrt(((scaled[:, None] - scaled[None]) ** 2).sum(axis=2)).mean(axis=1)
    return [pool[place] for place in np.argsort(distance, kind="stable")]


def clip_of(moment: ClipMoment, one: Played, team: str, *, costly: bool, of: int, rank: int) -> Clip:
    """The clip of a moment, labelled with its match, minute and why it is shown."""
    title, sort, _ = KINDS[moment.kind]
    minute = minute_of_event(moment.period, moment.start)
    why = _why(moment, costly=costly)
    labels = (
        ("Match", f"{one.match.home.name} - {one.match.away.name} {one.match.info.date}"),
        ("Minute", minute),
        ("Kind", "costly" if costly else "typical"),
        ("Number", f"{rank} of {of}"),
    )
    long = sort in ("build-up", "transition")
    return rolled(
        sort,
        moment.period,
        moment.start,
        moment.end if long else None,
        code=f"{team} {title}",
        labels=labels,
        note=f"{rank} of {of}: {why}",
        match=one.match.info.match_id,
    )


def _why(moment: ClipMoment, *, costly: bool) -> str:
    if moment.kind.startswith("penalty"):
        return "scored" if moment.goal else "not scored"
    if moment.goal:
        return "goal"
    if moment.penalty:
        return "penalty"
    return f"{moment.cost:.2f} xG within 20 s" if costly else "typical"


def chosen_clips(matches: Sequence[Played], team: str) -> list[Clip]:
    """Up to thirty clips of a side's last six matches."""
    recent = [one for one in matches if has_times(one.match)][-LAST:]
    candidates = [moment for number, one in enumerate(recent) for moment in moments(number, one)]
    return _clips(thirty(candidates), candidates, recent, team)


def _clips(
    chosen: Iterable[tuple[ClipMoment, bool]], candidates: Sequence[ClipMoment], matches: Sequence[Played], team: str
) -> list[Clip]:
    """The clips of the chosen moments, numbered within their kind."""
    totals = Counter(moment.kind for moment in candidates)
    ranks: Counter[str] = Counter()
    clips = []
    for moment, costly in chosen:
        ranks[moment.kind] += 1
        match, of, rank = matches[moment.match], totals[moment.kind], ranks[moment.kind]
        clips.append(clip_of(moment, match, team, costly=costly, of=of, rank=rank))
    return clips


def clips_of_match(one: Played, kinds: Sequence[str], team: str) -> list[Clip]:
    """Every clip of some kinds of one match of a side, in order of time.

    Raises:
        InputError: an unknown kind.
    """
    unknown = [kind for kind in kinds if kind not in KINDS]
    if unknown:
        raise InputError(
            f"There is no kind of clip '{unknown[0]}'", place="--kind", remedy="Known: " + ", ".join(KINDS)
        )
    candidates = [moment for moment in moments(0, one) if moment.kind in kinds]
    chosen = ((moment, moment.cost > 0.0 or moment.penalty) for moment in candidates)
    return _clips(chosen, candidates, [one], team)


def has_times(match: Match) -> bool:
    """Whether the record has times of its events."""
    latest = match.events["seconds"].max()
    return isinstance(latest, float) and latest > 0.0


def of_match(match: Match, shots: pl.DataFrame, side: int) -> Played:
    """A match as one side played it."""
    from frontfoot.approach.cutting import passages

    return Played(match, side, *passages(match), shots)
