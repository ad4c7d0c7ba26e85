"""`report`: the report of a match as an HTML page, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from frontfoot.chances.shots import XgSource
from frontfoot.core.errors import InputError
from frontfoot.core.tables import Tabular
from frontfoot.match.match import Match
from frontfoot.reports.document import Story, encode
from frontfoot.reports.story import story_of
from frontfoot.ties.tie_file import TieFile

FIGURES: Final = ("value", "low", "high", "numerator", "denominator")
"""Columns of numbers of a report's table."""


@dataclass(frozen=True, slots=True)
class Report(Tabular):
    """The report of a match, and the forms it can be written in; the same match gives the same text.

    Attributes:
        story: every figure and sentence of the report, as one frozen value (`frontfoot.reports.document`).
    """

    story: Story

    def __repr__(self) -> str:
        """The match that the report is about; the full report would be too long for a notebook."""
        story = self.story
        return f"<Report: {story.home} {story.score[0]}–{story.score[1]} {story.away}>"

    def to_polars(self) -> pl.DataFrame:
        """The figures of both sides, one row a window, measure and side.

        Columns: `window` ("match", halves, scores, ...), `measure`, `label`, `unit`, `side`, `team`, `value`, `low` and
        `high` (90% interval, where one is given), `numerator`, `denominator` (the counts behind it), `reason` (why
        there is no value).
        """
        story = self.story
        rows = [
            (
                window,
                measure.key,
                measure.label,
                measure.unit,
                side,
                team,
                *(getattr(cells[measure.key], name) for name in FIGURES),
                cells[measure.key].reason,
            )
            for measure in story.measures
            for side, team, figures in (("home", story.home, story.sides.home), ("away", story.away, story.sides.away))
            for window, cells in figures.measures.items()
            if measure.key in cells
        ]
        texts = ("window", "measure", "label", "unit", "side", "team")
        schema = {**dict.fromkeys(texts, pl.String), **dict.fromkeys(FIGURES, pl.Float64), "reason": pl.String}
        return pl.DataFrame(rows, schema=schema, orient="row")

    def html(self) -> str:
        """The complete HTML page, without scripts, network access or external files."""
        from frontfoot.reports.html import page

        return page(self.story)

    def markdown(self) -> str:
        """GitHub-flavoured Markdown."""
        from frontfoot.reports.markdown import markdown

        return markdown(self.story)

    def json(self) -> str:
        """The JSON document; its schema is `frontfoot/reports/match.schema.json`."""
        return encode(self.story).decode()


def report(
    match: Match,
    *,
    tie: TieFile | None = None,
    xg: XgSource | None = None,
    video: str | None = None,
    starts: Sequence[str] = (),
) -> Report:
    """The report of a match: the result, how each side defended, and the value of the chances.

    Args:
        match: as `frontfoot.load` returns it.
        tie: the tie that the match is a leg of, as `frontfoot.read_tie` returns it. The report then has the odds of
            going through during the match, and the worth of pressing or dropping back at half-time and at each goal.
        xg: whose expected goals are used, "own" or "provider"; when None the provider's if it states a value for every
            shot, else Frontfoot's own. The report shows both.
        video: the video of the match, as an address or a path relative to the folder of the page. Minutes in the page
            and in the Markdown then link to it.
        starts: times in the video at which the first half, the second half, both halves of extra time and the shoot-out
            start, as in ("2:14", "64:02"). A period left out is assumed to follow after the usual break; the report
            says so.

    Returns:
        A `Report`: `html()`, `markdown()` and `json()` write it, `story` holds its figures.

    Raises:
        InputError: the match has no events in play, is not a leg of the tie, or does not match the starts of the video.
        NotProvided: `xg` is "provider" and the provider states no expected goals.

    A real match from the test files of kloppy's wheel:

    >>> from pathlib import Path
    >>> import frontfoot, kloppy
    >>> match = frontfoot.load(Path(kloppy.__file__).parent / "tests" / "files" / "wyscout_events_v3.json")
    >>> match_report = frontfoot.report(match)
    >>> match_report.story.home, match_report.story.away, match_report.story.score
    ('Juventus', 'Sampdoria', (3, 0))
    >>> page = match_report.html()  # Path("match.html").write_text(page, encoding="utf-8")
    """
    story = story_of(match, xg)
    if tie is not None:
        from frontfoot.reports.tie import with_tie
        from frontfoot.ties.strengths import file_rates

        story = with_tie(story, match, tie, file_rates(tie))
    if video is None and starts:
        raise InputError("Where the periods lie is given, and the video is not", place="starts", remedy="Give video")
    if video is not None:
        from frontfoot.reports.video import with_video
        from frontfoot.scouting.offsets import Offsets

        story = with_video(story, video, Offsets.parse(*starts) if starts else Offsets({}))
    return Report(story)
