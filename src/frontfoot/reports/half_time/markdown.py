"""The page of a pause as GitHub-flavoured Markdown."""

from __future__ import annotations

from frontfoot.reports.half_time import wording
from frontfoot.reports.half_time.document import HalfTime
from frontfoot.reports.markdown import escape, table


def markdown(page: HalfTime) -> str:
    """The whole page; same page, same text."""
    parts = [f"# {escape(page.headline)}"]
    scorers = [", ".join(side) for side in (page.scorers.home, page.scorers.away) if side]
    if scorers:
        parts.append(escape(" · ".join(scorers)))
    if page.odds is not None:
        parts.append(f"**{escape(page.odds.sentence)}** {escape(page.odds.seen)}")
    else:
        parts.append(escape(wording.NO_TIE))
    parts += [
        f"**{escape(a.club)}: {escape(a.verdict)}.** {escape(a.sentence)} {escape(a.turn.sentence)}"
        for a in page.advice
    ]
    parts += ["## What happened", _table(["", escape(page.home), escape(page.away)], wording.happened(page))]
    if page.lasting:
        parts += ["## What lasts", wording.LASTING]
        head = ["Figure", escape(page.home), escape(page.away), "Lasts"]
        parts.append(_table(head, wording.lasting(page)))
    if page.chances:
        parts += ["## Chances", _table(["Minute", "Side", "Player", "xG", "How"], wording.chances(page))]
    parts += ["## Players", _table(["", escape(page.home), escape(page.away)], wording.players(page))]
    parts += ["## Usually", "\n".join(f"- {escape(line)}" for line in page.usual)]
    if page.clips:
        parts += ["## Five clips", "\n".join(f"- {escape(line)}" for line in wording.clips(page))]
    notes = [f"- {escape(note.what)}" for note in page.findings]
    parts += ["## Notes", "\n".join([*notes, f"- {escape(page.terms.text)}"])]
    return "\n\n".join(parts) + "\n"


def _table(head: list[str], rows: list[tuple[str, ...]]) -> str:
    return table(head, ([escape(cell) for cell in row] for row in rows), len(head))
