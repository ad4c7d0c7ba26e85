"""The report as Markdown, for notes, wikis and further editing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from frontfoot.core.wording import several
from frontfoot.decisions.advice import PlanWorth
from frontfoot.reports import player_columns, video, words
from frontfoot.reports import tie_captions as said
from frontfoot.reports.captions import captions
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import SideName, of_side
from frontfoot.reports.figure_parts import Cell, ReportMeasure
from frontfoot.reports.tie_parts import TieStory


def markdown(story: Story) -> str:
    """The whole report as GitHub-flavoured Markdown with a final newline; same story, same text."""
    notes = captions(story)
    score = f"{story.score[0]}–{story.score[1]}"
    parts = [f"# {escape(story.headline)}", " ".join(map(escape, story.standfirst))]
    place = words.occasion(story)
    facts = [f"**{escape(story.home)} {score} {escape(story.away)}**"]
    facts += words.beside_score(story)
    if place:
        facts.append(escape(place))
    parts.append(" · ".join(facts))
    if story.goals:
        parts.append("\n".join(
            f"- {goal.score[0]}–{goal.score[1]} {_at(story, goal, 'shot', words.scorer(goal))}, "
            f"for {_team(story, goal.side)}"
            for goal in story.goals
        ))  # fmt: skip
    sent_off = [card for card in story.cards if card.card != "yellow" and card.period <= 4]
    if sent_off:
        parts.append(
            "\n".join(f"- {_at(story, c, 'shot', words.sent_off(c))} ({_team(story, c.side)})" for c in sent_off)
        )
    parts += _tie(story)
    if story.kicks:
        kicks = (f"{k.order}. {escape(words.kick(k))} ({_team(story, k.side)})" for k in story.kicks)
        parts += ["## The shoot-out", "\n".join(kicks)]
    parts += ["## The match in figures", escape(notes.figures), _figures(story)]
    parts += ["## By half and by score", escape(notes.windows), _windows(story)]
    parts += ["## Chances", escape(notes.chances), _shots(story)]
    parts += ["## Who did it", *_players(story)]
    parts += ["## Counter-attacks", _counters(story), "## Balls won high", _turnovers(story)]
    parts += ["## Penalties", escape(notes.penalties)] if notes.penalties else []
    parts += ["## The record", *_record(story), "## How it is measured"]
    parts.append("\n".join(f"- **{escape(m.name)}.** {escape(m.text)}" for m in story.methods))
    parts.append(f"{escape(story.terms.text)} {story.terms.link}".strip())
    parts.append(f"Made by Frontfoot {story.frontfoot}.")
    return "\n\n".join(part for part in parts if part) + "\n"


def escape(text: str) -> str:
    """Text that Markdown takes for text: no markup, links, HTML or table borders can start in it.

    >>> escape("<b>A|B</b> *x*")
    '&lt;b&gt;A\\\\|B&lt;/b&gt; \\\\*x\\\\*'
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return re.sub(r"([\\`*_\[\]|#])", r"\\\1", " ".join(plain.split()))


def _team(story: Story, side: SideName) -> str:
    return escape(of_side(story, side))


def _at(story: Story, moment: video.Timed, sort: str, text: str | None = None) -> str:
    """The minute of a moment, or another text, and a link where the video is known."""
    shown = escape(moment.minute if text is None else text)
    address = video.link(story, moment, sort)
    return shown if address is None else f"[{shown}]({address.replace('&', '&amp;')})"


def table(head: Sequence[str], rows: Iterable[Sequence[str]], numbers_from: int = 1) -> str:
    """A Markdown table; the columns from number `numbers_from` on are aligned to the right."""
    rule = ["---" if place < numbers_from else "---:" for place in range(len(head))]
    lines = [head, rule, *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _figure(cell: Cell, measure: ReportMeasure) -> str:
    if cell.value is None:
        return escape(cell.reason) or words.MISSING
    details = [text for text in (words.interval(cell, measure), words.sample(cell, measure)) if text]
    return words.value(cell, measure) + (f" ({'; '.join(details)})" if details else "")


def _figures(story: Story) -> str:
    home, away = story.sides.home.measures["match"], story.sides.away.measures["match"]
    rows = [
        [m.label + (f" ({m.unit})" if m.unit else ""), _figure(home[m.key], m), _figure(away[m.key], m)]
        for m in story.measures
    ]
    return table(["Measure", escape(story.home), escape(story.away)], rows)


def _players(story: Story) -> list[str]:
    """Line-ups with their changes, and the table of players."""
    parts = []
    for name, up in ((story.home, story.line_ups.home), (story.away, story.line_ups.away)):
        shape = f" ({up.formation})" if up.formation else ""
        lines = [escape(line) for line in player_columns.changes(up)]
        parts.append(f"**{escape(name)}**{shape}: {escape(player_columns.starters(up))}")
        parts += ["\n".join(f"- {line}" for line in lines)] if lines else []
    rows = [
        [
            escape(p.name),
            _team(story, p.side),
            str(p.shirt or ""),
            player_columns.minutes(p, estimated=story.line_ups.home.estimated),
            *player_columns.cells(story, p),
        ]
        for p in story.players
    ]
    parts.append(table(["Player", "Side", "No.", "Min", *player_columns.heads(story)], rows, 2))
    return [*parts, escape(player_columns.note(story))]


def _tie(story: Story) -> list[str]:
    """The odds at each event, and what approach was worth at half-time and at each goal."""
    tie, notes = story.tie, captions(story)
    if tie is None:
        return []
    heading = "Odds of winning" if tie.last else "Odds of going through"
    swings = [[s.minute, escape(s.text), f"{s.before:.1%}", f"{s.after:.1%}"] for s in tie.swings]
    course = table(["Minute", "Event", "Before", "After"], swings, 2) if swings else "No goal and no sending-off."
    parts = [f"## {heading}", escape(tie.sentence), f"Odds of {escape(story.home)} before and after.", course]
    if not tie.crossroads:
        return parts
    head = ["Moment", "Side", "Index before", "Index after", f"{said.worth(tie)}, dropping back", "Press less drop"]
    rows = [
        [
            escape(at.label),
            escape(c.team),
            f"{said.index(c.before)} ({said.index_range(c.before)})",
            f"{said.index(c.after)} ({said.index_range(c.after)})",
            _worth(tie, c.advice.plans.drop),
            f"{said.change(tie, c.advice.gain.value)} ({said.change_range(tie, c.advice.gain)})",
            said.chance(c.advice),
            escape(c.advice.verdict),
        ]
        for at in tie.crossroads
        for c in (at.home, at.away)
    ]
    parts += ["## What pressing or dropping back was worth", escape(notes.approach)]
    parts += [table([*head, "Chance", "Verdict"], rows, 2), escape(notes.approach_key)]
    deciding = [(at, of_side(at, at.decider).advice) for at in tie.crossroads]
    parts.append(
        "\n".join(
            f"- {escape(at.label)}: {escape(advice.sentence)} {escape(advice.turn.sentence)} {escape(advice.condition)}"
            for at, advice in deciding
        )
    )
    return parts


def _worth(tie: TieStory, plan: PlanWorth) -> str:
    span = said.level_range(tie, plan.low, plan.high)
    return said.level(tie, plan.through) + (f" ({span})" if span else "")


def _windows(story: Story) -> str:
    shown = [window for window in story.windows if window.seconds > 0]
    codes = [escape(code) for code in words.codes(story)]
    head = ["Measure", *(f"{w.label} {code}" for w in shown for code in codes)]
    sides = (story.sides.home, story.sides.away)
    rows = [
        [m.label, *(words.value(side.measures[w.key][m.key], m) for w in shown for side in sides)]
        for m in story.measures
    ]
    return table([escape(h) for h in head], rows)


def _shots(story: Story) -> str:
    rows = [
        [
            _at(story, s, "shot"),
            _team(story, s.side),
            escape(s.player),
            words.manner(s),
            words.outcome(s),
            words.decimals(s.xg, 2),
        ]
        for s in story.shots
    ]
    return table(["Minute", "Side", "Player", "How", "Outcome", "xG"], rows, 5) if rows else "No shots."


def _counters(story: Story) -> str:
    rows = [
        [
            _at(story, c, "transition"),
            _team(story, c.side),
            words.came_to(c),
            f"{c.start_x:.0f} m",
            f"{words.decimals(c.metres, 0)} m",
            f"{c.duration:.0f} s",
        ]
        for c in story.counters
    ]
    return (
        table(["Minute", "Side", "Led to", "From", "Upfield", "Lasting"], rows, 3) if rows else "None by either side."
    )


def _turnovers(story: Story) -> str:
    rows = [
        [_at(story, t, "transition"), _team(story, t.side), words.came_to(t), f"{105 - t.x:.0f} m"]
        for t in story.high_turnovers
    ]
    return table(["Minute", "Side", "Led to", "From goal"], rows, 3) if rows else "None by either side."


def _record(story: Story) -> list[str]:
    lines = [
        f"- Put right: {escape(r.what)} ({escape(r.rule)}, {several(r.events, 'event', 'events')})"
        for r in story.repairs
    ]
    lines += [f"- Found and left ({f.level}): {escape(f.what)} ({escape(f.rule)})" for f in story.findings]
    lines += [f"- Not recorded: {escape(a.measure)} ({escape(a.reason)})" for a in story.not_recorded]
    return ["\n".join(lines) if lines else "Nothing had to be put right, and nothing was found wrong."]
