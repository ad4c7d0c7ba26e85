"""The page of an opponent as GitHub-flavoured Markdown."""

from __future__ import annotations

from collections.abc import Iterable

from frontfoot.reports.document import TermNotes
from frontfoot.reports.markdown import escape
from frontfoot.scouting import wording
from frontfoot.scouting.document import OpponentPage


def markdown(page: OpponentPage, terms: TermNotes) -> str:
    """The whole page; same document, same text."""
    first, last = page.fixtures[0].date, page.fixtures[-1].date
    parts = [
        f"# {escape(page.team)}" + (f", before {escape(page.other)}" if page.other else ""),
        escape(
            f"{page.competition} {page.season}, {len(page.fixtures)} matches, {first} to {last}. Data: {page.provider}."
        ),
        *(escape(sentence) for sentence in page.sentences),
    ]
    for title, rows in (("On the league's ruler", page.ruler), ("More figures", page.more)):
        if rows:
            parts += [f"## {title}", _list(f"**{escape(row.label)}**: {escape(row.text)}" for row in rows)]
    if page.transition:
        parts += [
            "## Transitions",
            escape(f"Drawn towards the league's average the less the matches tell: {page.transition}."),
        ]
    if page.lanes:
        shares = (f"{lane.lane} {100 * lane.share:.0f}% (league {100 * lane.league:.0f})" for lane in page.lanes)
        parts += ["## Entry lanes", escape(", ".join(shares) + ".")]
    if page.regains:
        parts += ["## Height of regains", escape(wording.regain_line(page.regains) + ".")]
    if page.places.takers:
        parts += ["## Set pieces", _list(map(escape, wording.takers(page.places)))]
    if page.people:
        parts += [
            "## Five players",
            _list(
                f"**{escape(one.name)}** {escape(one.says)}: {one.per_90:.2f} {escape(one.figure)} per 90, "
                f"{one.position.lower()}s of the league {one.usual:.2f} ({one.minutes} minutes)"
                for one in page.people
            ),
        ]
    parts += ["## Expected eleven", _list(map(escape, wording.eleven(page.eleven)))]
    if page.meets:
        parts += ["## Where their ruler meets ours", _list(map(escape, page.meets))]
    parts += ["## What sides usually do", _list(map(escape, page.usual))]
    if page.clips:
        parts += ["## To show", _list(escape(f"{c.match}, {c.minute}: {c.code}, {c.note}") for c in page.clips)]
    parts += ["## Not printed because it is noise", _list(map(escape, page.not_printed))]
    parts += ["## What the figures are", _list(map(escape, wording.measured(page)))]
    notes = [f"{note}." for note in page.notes]
    parts += ["## Notes", _list(escape(note) for note in (*notes, f"{terms.text} {terms.link}".strip()))]
    return "\n\n".join(parts) + "\n"


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
