"""The odds of a tie through its matches: one curve, with goals, now, and what was still to come."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal

from frontfoot.core.minute import STARTS
from frontfoot.core.palette import THEMES, readable
from frontfoot.draw.labels import lanes, room
from frontfoot.draw.saving import literal, save, text_width, wrapped
from frontfoot.goals.clock import Moment, regular_length
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.replay import Replay, Swing
from frontfoot.ties.rounds import round_name
from frontfoot.ties.sentences import moment_sentence, replay_sentence
from frontfoot.ties.situation import Situation, Tie

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

Shape = Literal["wide", "square", "tall"]
SIZES: Final[dict[str, tuple[float, float]]] = {"wide": (12.8, 7.2), "square": (8.0, 8.0), "tall": (7.2, 12.8)}
"""Inches; 150 points an inch are written in a PNG, so that a wide picture has 1920 x 1080."""
SIZE: Final = 9.5
LANE: Final = 15.0
"""Points between lines of labels."""
MOST: Final = 26
"""Letters of a label before its swing."""
GAP: Final = 8.0
"""Minutes between two matches on one axis."""


@dataclass(frozen=True, slots=True)
class Mark:
    """An event on a curve: where, and what its label says."""

    minute: float
    through: float
    text: str
    first: bool


@dataclass(frozen=True, slots=True)
class LegCurve:
    """The odds of the first club in one match.

    Attributes:
        title: clubs and score.
        minutes, through: of the curve as it went.
        marks: its events, in order.
        ahead: (minute, odds) of what was still to come if the score stays.
        now: minute and odds with their interval, where the picture is of a moment.
        length: minutes of the match on the axis, 90 or 120.
    """

    title: str
    minutes: tuple[float, ...]
    through: tuple[float, ...]
    marks: tuple[Mark, ...] = ()
    ahead: tuple[tuple[float, float], ...] = ()
    now: tuple[float, float, float, float] | None = None
    length: float = 90.0


@dataclass(frozen=True, slots=True)
class OddsPicture:
    """What the picture of a tie says.

    Attributes:
        headline: a sentence.
        subtitle: competition, round, dates.
        clubs: the first is the one whose odds are drawn.
        goal: "go through" or "win".
        legs: one curve for each match.
        source: of the figures, with licence.
    """

    headline: str
    subtitle: str
    clubs: tuple[str, str]
    goal: str
    legs: tuple[LegCurve, ...] = field(default=())
    source: str = ""


def picture_minute(moment: Moment) -> float:
    """Minutes played; stoppage is drawn at the end of its period."""
    return STARTS[moment.period] + min(moment.second, regular_length(moment.period)) / 60.0


@literal
def odds(
    tie: OddsPicture | Replay, ax: Axes | None = None, *, theme: str = "light", colours: tuple[str, str] | None = None
) -> Axes:
    """Axes with the odds of a tie; the matches stand side by side.

    Args:
        tie: a replay, or a picture's content.
        ax: axes to draw on; new ones when None.
        theme: "light" or "dark".
        colours: of the clubs, `#rrggbb`, made readable on the background; those of the palette when None.

    Returns:
        The axes drawn on.
    """
    content = replay_picture(tie) if isinstance(tie, Replay) else tie
    if ax is None:
        from matplotlib.figure import Figure

        ax = Figure(figsize=SIZES["wide"]).subplots()
    paint = THEMES[theme]
    own, other = (readable(c, paint.paper) for c in colours or (paint.home, paint.away))
    starts, at = [], 0.0
    for leg in content.legs:
        starts.append(at)
        at += leg.length + GAP
    end = at - GAP
    inches = ax.get_position().width * ax.figure.get_size_inches()[0]  # type: ignore[union-attr]
    marks = [(start + mark.minute, mark) for start, leg in zip(starts, content.legs, strict=True) for mark in leg.marks]
    shares = [(text_width(mark.text, SIZE) + 8.0) / 72.0 / inches for _, mark in marks]
    places = [place for place, _ in marks]
    first, last = -2.0, room(places, shares, -2.0, end + 2.0)
    rows = lanes(places, [share * (last - first) for share in shares])
    height = ax.get_position().height * ax.figure.get_size_inches()[1] * 72.0  # type: ignore[union-attr]
    widest = [leg.length / (last - first) * inches * 72.0 for leg in content.legs]
    titles = [wrapped(leg.title, wide, 11.0, "bold") for leg, wide in zip(content.legs, widest, strict=True)]
    above = max(rows, default=-1) + 2 + 1.1 * max(map(len, titles), default=0)
    lane = LANE / (height - LANE * above)
    top = 1.0 + lane * above
    ax.set(xlim=(first, last), ylim=(0.0, top))
    ax.set_facecolor(paint.paper)
    for value in (0.0, 0.25, 0.5, 0.75, 1.0):
        ax.plot([first, end], [value, value], color=paint.rule, lw=1.0 if value == 0.5 else 0.6, zorder=0)
    ticks, names = [], []
    for start, leg, heading in zip(starts, content.legs, titles, strict=True):
        ax.plot([start + m for m in leg.minutes], leg.through, color=own, lw=2.4, zorder=3, solid_joinstyle="round")
        if leg.ahead:
            xs, ys = zip(*leg.ahead, strict=True)
            ax.plot([start + x for x in xs], ys, color=own, lw=1.8, ls=(0, (3, 2)), zorder=3)
        if leg.now is not None:
            minute, value, low, high = leg.now
            ax.plot([start + minute] * 2, [low, high], color=own, lw=7, alpha=0.3, solid_capstyle="butt", zorder=3)
            ax.plot([start + minute], [value], "o", ms=8, color=own, mec=paint.paper, zorder=5)
        ax.text(
            start, top, "\n".join(heading), fontsize=11, weight="bold", color=paint.ink, va="top", parse_math=False,
        )  # fmt: skip
        steps = [0, 45, 90] if leg.length <= 90 else [0, 45, 90, 120]
        ticks += [start + step for step in steps]
        names += [f"{step}'" for step in steps]
    for (place, mark), row in zip(marks, rows, strict=True):
        colour = own if mark.first else other
        level = 1.0 + lane * (row + 0.6)
        ax.plot([place, place], [mark.through, level + 0.8 * lane], color=paint.rule, lw=0.8, zorder=1)
        ax.plot([place], [mark.through], "o", ms=6.5, color=colour, mec=paint.paper, mew=1.0, zorder=4)
        ax.annotate(
            mark.text, (place, level), xytext=(3, 0), textcoords="offset points", fontsize=SIZE, color=colour,
            va="bottom", parse_math=False,
        )  # fmt: skip
    ax.set_xticks(ticks, names, fontsize=10, color=paint.grey)
    ax.set_yticks([0, 0.25, 0.5, 0.75, 1.0], ["0%", "25%", "50%", "75%", "100%"], fontsize=10, color=paint.grey)
    ax.tick_params(length=0)
    ax.set_ylabel(f"{content.clubs[0]} {content.goal}", fontsize=10, color=paint.grey)
    for spine in ax.spines.values():
        spine.set_visible(False)
    return ax


@literal
def odds_figure(
    content: OddsPicture, shape: Shape = "wide", *, theme: str = "light", colours: tuple[str, str] | None = None
) -> Figure:
    """The whole picture: headline, both matches, source line; a tall one has its matches one below the other."""
    from matplotlib.figure import Figure

    paint, (width, height) = THEMES[theme], SIZES[shape]
    figure = Figure(figsize=(width, height), facecolor=paint.paper)
    size = 17.0 if shape == "wide" else 14.0
    lines = wrapped(content.headline, (width - 1.0) * 72.0, size, weight="bold")
    figure.text(
        0.5 / width, 1.0 - 0.35 / height, "\n".join(lines), fontsize=size, weight="bold", color=paint.ink, va="top",
        linespacing=1.25, parse_math=False,
    )  # fmt: skip
    below = 0.35 + len(lines) * size * 1.35 / 72.0 + 0.1
    under = wrapped(content.subtitle, (width - 1.0) * 72.0, 10.5)
    figure.text(
        0.5 / width, 1.0 - below / height, "\n".join(under), fontsize=10.5, color=paint.grey, va="top", parse_math=False
    )
    below += len(under) * 0.2 + 0.2
    foot = wrapped(content.source, (width - 1.0) * 72.0, 8.5)
    figure.text(
        0.5 / width, 0.2 / height, "\n".join(foot), fontsize=8.5, color=paint.grey, va="bottom", parse_math=False
    )
    base = 0.2 + len(foot) * 0.16 + 0.4
    parts = content.legs if shape == "tall" else (None,)
    each = (height - below - base) / len(parts)
    for number, leg in enumerate(parts):
        low = base + (len(parts) - 1 - number) * each
        room_left = each - (0.35 if number < len(parts) - 1 else 0.0)
        bottom = low + (each - room_left)
        ax = figure.add_axes((0.95 / width, bottom / height, (width - 1.4) / width, room_left / height))
        shown = content if leg is None else OddsPicture("", "", content.clubs, content.goal, (leg,))
        odds(shown, ax, theme=theme, colours=colours)
    return figure


def replay_picture(told: Replay, source: str = "") -> OddsPicture:
    """What the picture of a tie that was played says."""
    rules = told.tie.rules
    curves = []
    for number, leg in enumerate(told.tie.legs, start=1):
        points = [point for point in told.points if point.leg == number]
        if not points:
            continue
        swings = [s for s in told.swings if s.leg == number and s.event.moment is not None]
        moved = [s for s in swings if abs(s.after - s.before) >= 1e-12]
        late = any(point.moment.period >= 3 for point in points)
        score = f" {leg.last_score[0]}-{leg.last_score[1]} " if leg.played else " - "
        curves.append(
            LegCurve(
                f"{leg.home}{score}{leg.away}",
                tuple(picture_minute(point.moment) for point in points),
                tuple(point.through for point in points),
                tuple(_mark(swing, told.clubs[0]) for swing in moved),
                length=120.0 if late else 90.0,
            )
        )
    stage = f", {round_name(rules.round)}" if rules.round else ""
    days = " and ".join(f"{leg.date.day} {leg.date:%B %Y}" for leg in told.tie.legs if leg.date is not None)
    subtitle = f"{rules.title}{stage}{f' · {days}' if days else ''}"
    goal = "win" if rules.last else "go through"
    return OddsPicture(replay_sentence(told), subtitle, told.clubs, goal, tuple(curves), _source(source))


def _source(strengths: str) -> str:
    return f"Frontfoot{f' · {strengths}' if strengths else ''}"


def _mark(swing: Swing, club: str) -> Mark:
    event = swing.event
    assert event.moment is not None
    who = event.player or event.club or f"+{event.minutes}"
    text = f"{swing.minute} {who}{'' if event.kind == 'goal' else f' ({event.kind})'}"
    if len(text) > MOST:
        text = f"{text[: MOST - 1]}…"
    change = f"{100 * (swing.after - swing.before):+.0f}".replace("-", "−")
    return Mark(picture_minute(event.moment), swing.after, f"{text} {change}", event.club == club)


def moment_picture(
    tie: Tie,
    situation: Situation,
    outlook: Outlook,
    ahead: Sequence[tuple[Moment, float]],
    clubs: tuple[str, str],
    source: str = "",
) -> OddsPicture:
    """What the picture of one moment says: now with its interval, and dashed what follows if the score stays.

    Args:
        tie: clubs, rules, legs.
        situation: of the match under way.
        outlook: its odds.
        ahead: odds of the first club from now on at this score; empty in a shoot-out.
        clubs: the first is the one whose odds are drawn.
        source: of the strengths.
    """
    rules, leg = tie.rules, tie.legs[situation.leg - 1]
    stage = f", {round_name(rules.round)}" if rules.round else ""
    value = outlook.through[clubs[0]]
    low, high = outlook.interval.get(clubs[0], (value, value))
    shoot_out = situation.shoot_out is not None
    late = shoot_out or situation.moment.period >= 3
    minute = 120.0 if shoot_out else picture_minute(situation.moment)
    curve = LegCurve(
        f"{leg.home} {situation.score[0]}-{situation.score[1]} {leg.away}",
        (),
        (),
        ahead=tuple((picture_minute(at), odds_then) for at, odds_then in ahead),
        now=(minute, value, low, high),
        length=120.0 if late else 90.0,
    )
    earlier = tie.legs[0] if situation.leg == 2 else None
    score = (0, 0) if earlier is None else earlier.last_score
    first = "" if earlier is None else f" · first leg {earlier.home} {score[0]}-{score[1]} {earlier.away}"
    subtitle = f"{rules.title}{stage}{first} · dashed: if the score stays as it is"
    goal = "win" if rules.last else "go through"
    return OddsPicture(
        moment_sentence(tie, situation, outlook, clubs[0]), subtitle, clubs, goal, (curve,), _source(source)
    )


def draw_moment(
    tie: Tie,
    situation: Situation,
    outlook: Outlook,
    ahead: Sequence[tuple[Moment, float]],
    clubs: tuple[str, str],
    path: Path,
    *,
    source: str = "",
) -> None:
    """Write the picture of one moment; see `moment_picture`.

    Raises:
        InputError: the picture cannot be written.
    """
    save(odds_figure(moment_picture(tie, situation, outlook, ahead, clubs, source)), path)


def draw_replay(told: Replay, path: Path, shape: Shape = "wide", *, theme: str = "light", source: str = "") -> None:
    """Write the odds of the first club through all matches, events marked with their swing.

    Raises:
        InputError: the picture cannot be written.
    """
    save(odds_figure(replay_picture(told, source), shape, theme=theme), path)
