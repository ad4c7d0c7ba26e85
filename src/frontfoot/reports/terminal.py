"""The report in about forty lines of a terminal, with small plots made of block characters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from rich.console import Group
from rich.table import Table
from rich.text import Text

from frontfoot.core.wording import several
from frontfoot.reports import words
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.figure_parts import ReportMoment

if TYPE_CHECKING:
    from rich.console import RenderableType

BLOCKS: Final = "▁▂▃▄▅▆▇█"
STYLES: Final[dict[SideName, str]] = {"home": "bold blue", "away": "bold dark_orange"}
SHOWN: Final = (
    "front_foot", "ppda", "action_height", "high_turnovers", "counterpress", "build_up_disruption", "field_tilt",
    "direct_speed", "counters", "fouls", "shots", "xg", "xt", "big_chances",
)  # fmt: skip
UNITS: Final = {"m": "m", "m/s": "m/s", "SD": "SD", "percentage points": "pp", "passes per min": "passes/min"}
"""How units are written where room is short; PPDA and xG carry theirs in the name."""

CHANCES: Final = 6
WIDTH: Final = 60
"""Characters of a strip, where the terminal has room for them beside the name of a side."""

NAME: Final = 8
GAP: Final = 2
SIDES: Final = " · "
"""Separator of the samples of the home side and of the away side."""

HOME_AWAY: Final = ("H", "A")
FOUND: Final = {"note": "Note", "warning": "With care", "error": "In doubt"}
"""What stands before a finding, by how bad it is; "Error" would be taken for one of the program."""


def terminal(story: Story, columns: int = 80) -> RenderableType:
    """The report as something Rich prints, for a terminal of so many columns."""
    parts: list[RenderableType] = [_score(story), Text(story.headline + ".", style="bold")]
    room = max(10, min(WIDTH, columns - NAME - 1))
    parts += [_figures(story, columns), *_strips(story, room), *_chances(story), *_notes(story)]
    return Group(*parts)


def _score(story: Story) -> Text:
    text = Text.assemble(
        (story.home, STYLES["home"]),
        f"  {story.score[0]}–{story.score[1]}  ",
        (story.away, STYLES["away"]),
    )
    extras = [*words.beside_score(story), *filter(None, (words.occasion(story), story.terms.provider))]
    text.append("   " + " · ".join(extras), style="dim")
    for side in ("home", "away"):
        scorers = [words.scorer(goal) for goal in story.goals if goal.side == side]
        scorers += [words.missed(shot) for shot in words.missed_penalties(story, side)]
        scorers += [words.sent_off(card) for card in words.sendings_off(story, side)]
        if scorers:
            text.append(f"\n{of_side(story, side)}: ", style=STYLES[side])
            text.append(", ".join(scorers))
    if story.kicks:
        text.append("\nShoot-out: ")
        text.append("; ".join(f"{of_side(story, k.side)} {words.kick(k)}" for k in story.kicks))
    return text


def _figures(story: Story, columns: int) -> Table:
    rows = _rows(story)
    heads = ["", story.home, story.away, "90% interval or counts"]
    # Why a value is missing may take two lines anyway.
    counted = [row for row in rows if SIDES in row[3]]
    wide = sum(max(map(len, column)) + GAP for column in zip(heads, *counted, strict=True)) - GAP
    if wide > columns:
        # Long names would take the room of the intervals; the strips below have the same short ones.
        heads[1:3] = words.codes(story)
    table = Table(box=None, pad_edge=False, padding=(0, GAP, 0, 0))
    table.add_column("", no_wrap=True)
    table.add_column(Text(heads[1], style=STYLES["home"]), justify="right", no_wrap=True)
    table.add_column(Text(heads[2], style=STYLES["away"]), justify="right", no_wrap=True)
    table.add_column(Text(heads[3], style="dim"))
    for label, ours, theirs, notes in rows:
        table.add_row(label, ours, theirs, Text(notes, style="dim"))
    return table


def _rows(story: Story) -> list[tuple[str, str, str, str]]:
    """Of every measure shown: label, both values, and the intervals or counts behind them."""
    rows = []
    home, away = story.sides.home.measures["match"], story.sides.away.measures["match"]
    known = {measure.key: measure for measure in story.measures}
    for key in SHOWN:
        if key not in known:
            continue
        measure = known[key]
        ours, theirs = home[key], away[key]
        details = [words.interval(c, measure) or words.sample(c, measure) for c in (ours, theirs)]
        unit = UNITS.get(measure.unit, "")
        label = f"{measure.label} ({unit})" if unit else measure.label
        side_notes = SIDES.join(details) if any(details) else ours.reason
        rows.append((label, words.value(ours, measure), words.value(theirs, measure), side_notes))
    return rows


def blocks(values: Sequence[float], low: float, high: float) -> str:
    """Values as a row of block characters, held between `low` and `high`.

    >>> blocks([0.0, 0.5, 1.0], 0.0, 1.0)
    '▁▅█'
    """
    step = (high - low) / len(BLOCKS)
    places = (int((value - low) / step) if step > 0 else 0 for value in values)
    return "".join(BLOCKS[min(max(place, 0), len(BLOCKS) - 1)] for place in places)


def _strips(story: Story, room: int) -> list[Text]:
    """Both front-foot strips and the running xG as small plots over real playing time."""
    periods = [(p.number, p.seconds) for p in story.periods if p.number <= 4]
    total = sum(seconds for _, seconds in periods)
    if total <= 0:
        return []
    cells = {number: max(1, round(room * seconds / total)) for number, seconds in periods}
    lines = []
    if story.sides.home.strip and story.sides.away.strip:
        scale = "0 = league average" if story.norms.standardised else "not standardised: compare the sides"
        lines.append(Text(f"Front foot by minute, {BLOCKS[0]} −3 to {BLOCKS[-1]} +3 ({scale})", style="dim"))
        lines += [_strip_line(story, side, cells) for side in STYLES]
    if any(shot.xg is not None for shot in story.shots):
        top = max(sum(s.xg or 0.0 for s in story.shots if s.side == side) for side in STYLES)
        key = ", H of the home side" if _letters(story) == HOME_AWAY else ""
        lines.append(Text(f"Running xG, {BLOCKS[0]} 0 to {BLOCKS[-1]} {top:.1f}; goals stand below{key}", style="dim"))
        lines += [_race_line(story, side, cells, top) for side in STYLES]
        lines.append(_goal_line(story, cells))
    return lines


def _name(story: Story, side: SideName) -> str:
    code = words.codes(story)[0 if side == "home" else 1]
    return f"{code:<{NAME}}"


def _strip_line(story: Story, side: SideName, cells: dict[int, int]) -> Text:
    moments = of_side(story.sides, side).strip
    lengths = {p.number: p.seconds for p in story.periods}
    halves = []
    for number, width in cells.items():
        run = [m for m in moments if m.period == number]
        picked = [_nearest(run, (place + 0.5) / width * lengths[number]) for place in range(width)] if run else []
        halves.append(blocks(picked, -3.0, 3.0))
    return Text.assemble((_name(story, side), STYLES[side]), (" ".join(halves), STYLES[side].split()[-1]))


def _nearest(run: Sequence[ReportMoment], seconds: float) -> float:
    return min(run, key=lambda m: abs(m.seconds - seconds)).value


def _race_line(story: Story, side: SideName, cells: dict[int, int], top: float) -> Text:
    lengths = {p.number: p.seconds for p in story.periods}
    halves = []
    for number, width in cells.items():
        sums = []
        for place in range(width):
            moment = (number, (place + 1) / width * lengths[number])
            sums.append(sum(s.xg or 0.0 for s in story.shots if s.side == side and (s.period, s.seconds) <= moment))
        halves.append(blocks(sums, 0.0, top or 1.0))
    return Text.assemble((_name(story, side), STYLES[side]), (" ".join(halves), STYLES[side].split()[-1]))


def _letters(story: Story) -> tuple[str, str]:
    """The letter that marks a goal of each side; H and A where both names begin alike."""
    home, away = (code[0] for code in words.codes(story))
    return (home, away) if home != away else HOME_AWAY


def _goal_line(story: Story, cells: dict[int, int]) -> Text:
    lengths = {p.number: p.seconds for p in story.periods}
    letters = _letters(story)
    row: list[tuple[str, str]] = []
    at = 0
    starts = {}
    for number, width in cells.items():
        starts[number] = at
        at += width + 1
    marks = [(" ", "")] * (at - 1)
    for goal in story.goals:
        width = cells[goal.period]
        place = starts[goal.period] + min(width - 1, int(goal.seconds / lengths[goal.period] * width))
        marks[place] = (letters[0 if goal.side == "home" else 1], STYLES[goal.side])
    row.append((f"{'goals':<{NAME}}", "dim"))
    return Text.assemble(*row, *marks)


def _chances(story: Story) -> list[RenderableType]:
    """The best chances of the match, by xG."""
    best = sorted((s for s in story.shots if s.xg is not None), key=lambda s: (-(s.xg or 0.0), s.index))[:CHANCES]
    if not best:
        return []
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    for shot in sorted(best, key=lambda s: s.index):
        team = of_side(story, shot.side)
        table.add_row(
            shot.minute, Text(team, style=STYLES[shot.side]), shot.player, words.manner(shot), words.outcome(shot),
            f"{shot.xg:.2f}",
        )  # fmt: skip
    return [Text(f"Best chances of {several(len(story.shots), 'shot', 'shots')} (xG)", style="dim"), table]


def _notes(story: Story) -> list[Text]:
    notes = [f"Put right: {r.what}" for r in story.repairs[:2]]
    notes += [f"{FOUND[f.level]}: {f.what}" for f in story.findings[:2]]
    hidden = max(0, len(story.repairs) - 2) + max(0, len(story.findings) - 2)
    if hidden:
        notes.append(f"{hidden} more in the report's section on the record.")
    if story.not_recorded:
        missing = "; ".join(dict.fromkeys(a.measure for a in story.not_recorded))
        notes.append(f"Not recorded by {story.terms.provider}: {missing}.")
    return [Text(note, style="dim") for note in notes]
