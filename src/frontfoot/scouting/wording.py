"""The texts of the page: figures with their range, sentences by weight, and what is left out."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from frontfoot.core.wording import ordinal, several
from frontfoot.scouting.document import FigureRow, Likely, OpponentPage, RegainBand
from frontfoot.scouting.estimate import Estimate
from frontfoot.scouting.figures import BY_NAME, Figure
from frontfoot.scouting.people import GROUPS
from frontfoot.scouting.places import Places

_DIGITS = {"share": 0, "number": 1, "ratio": 2, "m": 1, "m/s": 2, "xG": 2, "index": 2}


def shown(value: float, unit: str, *, bare: bool = False) -> str:
    """A value with its unit.

    >>> shown(0.514, "share"), shown(1.456, "xG"), shown(-0.2, "index"), shown(43.2, "m", bare=True)
    ('51%', '1.46', '\u22120.20', '43.2')
    """
    if unit == "share":
        return f"{100 * value:.0f}" + ("" if bare else "%")
    text = f"{round(value, _DIGITS[unit]) + 0.0:.{_DIGITS[unit]}f}".replace("-", "\u2212")
    return text if bare or unit in ("number", "ratio", "xG", "index") else f"{text} {unit}"


def interval(low: float, high: float, unit: str) -> str:
    """Both ends of a range without their unit; a dash would be taken for a minus before a negative end.

    >>> interval(0.47, 0.59, "share"), interval(-0.39, 0.1, "index")
    ('47\u201359', '\u22120.39 to 0.10')
    """
    sign = " to " if low < 0.0 else "\u2013"
    return f"{shown(low, unit, bare=True)}{sign}{shown(high, unit, bare=True)}"


def place(rank: int, of: int) -> str:
    """A place among so many, counted from the nearer end.

    >>> place(3, 20), place(18, 20), place(1, 20)
    ('3rd highest of 20', '3rd lowest of 20', 'highest of 20')
    """
    high = 2 * rank <= of
    number = rank if high else of + 1 - rank
    return f"{'' if number == 1 else ordinal(number) + ' '}{'highest' if high else 'lowest'} of {of}"


def small(label: str) -> str:
    """A label inside a sentence; abbreviations keep their letters.

    >>> small("Goal kicks long"), small("xG after regains"), small("PPDA")
    ('goal kicks long', 'xG after regains', 'PPDA')
    """
    return label if label[:2].isupper() or label[1:2].isupper() or label[:4] == "npxG" else label[0].lower() + label[1:]


def figure_text(figure: Figure, estimate: Estimate) -> str:
    """A figure as its weight allows: value, range, league, sample, and a rank where the range excludes the league."""
    span = interval(estimate.low, estimate.high, figure.unit)
    sample = several(estimate.matches, "match", "matches")
    league = shown(estimate.league, figure.unit, bare=True)
    plain = f"{shown(estimate.value, figure.unit)} (80%: {span}; league {league}; {sample})"
    rank = f", {place(estimate.rank, estimate.of)}" if estimate.rank is not None else ""
    if estimate.word == "plain":
        return plain + rank
    if not estimate.apart:
        return f"no difference from the league can be seen: {plain}"
    return f"probably {'above' if estimate.value > estimate.league else 'below'} the league: {plain}"


def lead(figure: Figure, estimate: Estimate) -> str:
    """A clause on how a side differs from its league in a figure; empty where it does not."""
    phrase = figure.high if estimate.value > estimate.league else figure.low
    if not estimate.apart or not phrase or estimate.word == "none":
        return ""
    likely = "" if estimate.word == "plain" else "probably "
    value, league = shown(estimate.value, figure.unit), shown(estimate.league, figure.unit, bare=True)
    return f"{likely}{phrase} ({small(figure.label)} {value}, league {league})"


_THREE = (
    ("In possession", ("sequence_passes", "goal_kicks_long", "keeper_long", "crosses")),
    ("Under pressure at the back", ("own_third_failure", "build_up_to_box")),
    ("Without the ball", ("front_foot", "field_tilt")),
)


def sentences(team: str, estimates: Mapping[str, Estimate]) -> tuple[str, ...]:
    """Three sentences: in possession, at the back, without the ball; in each the figures that are furthest apart."""
    written = []
    for head, names in _THREE:
        known = [estimates[name] for name in names if name in estimates and estimates[name].word != "none"]
        known.sort(key=lambda one: -abs(one.value - one.league) / max(one.high - one.low, 1e-9))
        clauses = [clause for one in known if (clause := lead(BY_NAME[one.name], one))][:2]
        if clauses:
            written.append(f"{head} {team} {' and '.join(clauses)}.")
        elif known:
            written.append(f"{head} no difference between {team} and its league can be seen.")
        else:
            written.append(f"{head}: too few matches to say anything of {team}.")
    return tuple(written)


def transition_line(rows: Sequence[FigureRow]) -> str:
    """Transitions in one line; each figure as its weight allows."""
    parts = []
    for row in rows:
        apart = not row.low <= row.league <= row.high
        how = ("probably above" if row.value > row.league else "probably below") if apart else "as the league"
        span = interval(row.low, row.high, row.unit)
        parts.append(
            f"{small(row.label)} {shown(row.value, row.unit)}{_per(BY_NAME[row.name])} ({span}; "
            f"league {shown(row.league, row.unit, bare=True)}; {how})"
        )
    return "; ".join(parts)


def takers(places: Places) -> tuple[str, ...]:
    """Who takes set pieces, a line for each kind: "Corners left (64): J. Milner 31, M. Salah 5"."""
    lines = []
    for kind in dict.fromkeys(one.what for one in places.takers):
        men = [one for one in places.takers if one.what == kind]
        names = ", ".join(f"{one.name} {one.taken}" for one in men)
        lines.append(f"{kind[0].upper()}{kind[1:]} ({men[0].of}): {names}")
    return tuple(lines)


def eleven(men: Sequence[Likely]) -> tuple[str, ...]:
    """The expected eleven, a line for each part of a side: "Defenders: V. van Dijk 86%, D. Lovren 68%"."""
    lines = []
    for group in (*GROUPS, ""):
        names = [f"{man.name} {100 * man.chance:.0f}%" for man in men if man.position == group]
        if names:
            head = f"{group}{'s' if len(names) > 1 else ''}" if group else "Position not known"
            lines.append(f"{head}: {', '.join(names)}")
    return tuple(lines)


def regain_line(bands: Sequence[RegainBand]) -> str:
    """Height of regains in one line: share of each band, and the league's."""
    return ", ".join(
        f"{band.start:.0f}\u2013{band.end:.0f} m {100 * band.share:.0f}% (league {100 * band.league:.0f})"
        for band in bands
    )


def _per(figure: Figure) -> str:
    """What a figure of transitions is counted by."""
    if figure.factor == 100.0:
        return " per 100 build-ups"
    return " a match" if figure.bottom == ("matches",) else ""


def measured(page: OpponentPage) -> tuple[str, ...]:
    """Definitions of the printed figures, one line each, except those that the label defines."""
    rows = (*page.ruler, *page.more, *page.transitions)
    return tuple(
        f"{row.label}: {row.what[0].lower()}{row.what[1:]}"
        for row in rows
        if not row.label.startswith(row.what.removesuffix(" a match"))
    )


def too_few(figure: Figure, estimate: Estimate, needed: float) -> str:
    """Why a figure is not printed."""
    why = f"it needs {math.ceil(needed)}" if math.isfinite(needed) else "no number of matches is enough"
    return f"{figure.label}: rests on {several(estimate.matches, 'match', 'matches')}; {why}"


_MEETS = (
    ("own_third_failure", "front_foot", "Their ball in the own third against our press"),
    ("build_up_to_box", "front_foot", "Their way from the back into the box against our press"),
    ("crosses", "field_tilt", "Their crosses, and our territory"),
    ("npxg", "npxg_against", "Their chances against what we allow"),
    ("npxg_against", "npxg", "What they allow against our chances"),
)


def meets(team: str, other: str, theirs: Mapping[str, Estimate], ours: Mapping[str, Estimate]) -> tuple[str, ...]:
    """Where the figures of two sides meet, each beside its own league; nothing is multiplied."""
    lines = []
    for one, two, subject in _MEETS:
        if one not in theirs or two not in ours or "none" in (theirs[one].word, ours[two].word):
            continue
        a, b = BY_NAME[one], BY_NAME[two]
        lines.append(
            f"{subject}: {team} {small(a.label)} {shown(theirs[one].value, a.unit)} (league "
            f"{shown(theirs[one].league, a.unit, bare=True)}); {other} {small(b.label)} "
            f"{shown(ours[two].value, b.unit)} (league {shown(ours[two].league, b.unit, bare=True)})."
        )
    return tuple(lines)
