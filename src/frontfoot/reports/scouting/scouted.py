"""`scout`: the scouting page of an opponent, made from a store of matches."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import polars as pl

from frontfoot.core.tables import Tabular
from frontfoot.core.wording import several
from frontfoot.core.writing import json_bytes
from frontfoot.reports.document import TermNotes
from frontfoot.reports.terms import terms
from frontfoot.scouting.build import opponent_page
from frontfoot.scouting.choose import choose
from frontfoot.scouting.clips import Clip
from frontfoot.scouting.document import OpponentPage
from frontfoot.seasons.store import Store

_TEXTS, _NUMBERS = ("name", "label", "what", "unit"), ("raw", "value", "low", "high", "league", "weight", "reliability")
FIGURE_COLUMNS: Final = {
    **dict.fromkeys(_TEXTS, pl.String),
    **dict.fromkeys(_NUMBERS, pl.Float64),
    "matches": pl.Int64,
    "rank": pl.Int64,
}
"""Columns of the figures of an opponent, see `Scouted.to_polars`."""


@dataclass(frozen=True, slots=True)
class Scouted(Tabular):
    """The scouting page of an opponent, and the forms in which it can be written.

    Attributes:
        page: figures and sentences of the page.
        clips: up to thirty moments of its last six matches; `match` is the match id.
        terms: terms of use of the data.
        lengths: seconds of each period of the matches from which the clips come, by match id.
    """

    page: OpponentPage
    clips: tuple[Clip, ...]
    terms: TermNotes
    lengths: Mapping[str, Mapping[int, float]]

    def __repr__(self) -> str:
        """The opponent, the dates and the number of matches."""
        page = self.page
        matches = several(len(page.fixtures), "match", "matches")
        return f"<Scouted: {page.team}, {page.competition} {page.season}, {matches}, {len(self.clips)} clips>"

    def to_polars(self) -> pl.DataFrame:
        """The figures of the page, one row each: the ruler, other figures with a range, transitions.

        Columns: `name`, `label`, `what`, `unit`, `raw` (in the matches), `value`, `low`, `high` (the estimate with its
        80% range), `league`, `weight`, `reliability`, `matches`, `rank` (null if the range includes the league's mean).
        """
        rows = [*self.page.ruler, *self.page.more, *self.page.transitions]
        columns = {name: [getattr(row, name) for row in rows] for name in FIGURE_COLUMNS}
        return pl.DataFrame(columns, schema=FIGURE_COLUMNS)

    def html(self) -> str:
        """One self-contained page."""
        from frontfoot.reports.scouting.page import page

        return page(self.page, self.terms)

    def json(self) -> str:
        """The document as JSON."""
        return json_bytes(self.page, indent=1).decode()

    def markdown(self) -> str:
        """The page as Markdown."""
        from frontfoot.reports.scouting.markdown import markdown

        return markdown(self.page, self.terms)


def scout(
    store: str | Path,
    club: str,
    *,
    against: str | None = None,
    last: int | None = None,
    matches: Sequence[str] = (),
    competition: str | None = None,
    season: str | None = None,
) -> Scouted:
    """The scouting page of an opponent: its figures, shrunk by their reliability, with moments to show.

    Args:
        store: a store made by `frontfoot season`, a path or an address.
        club: the opponent, by any usual name.
        against: your own side, to compare with the opponent.
        last: use only this many last matches of the opponent.
        matches: use only the matches with these ids.
        competition: use only this competition, if the store holds several.
        season: use only this season; the club's latest when None.

    Returns:
        The page and its clips.

    Raises:
        InputError: no store, a store of another version, an unknown club or match, or too few matches.

    >>> import frontfoot
    >>> found = frontfoot.scout("store", "Liverpool", against="Manchester City")  # doctest: +SKIP
    >>> found.page.sentences[0]                                                   # doctest: +SKIP
    """
    opened = Store(store)
    chosen = choose(opened, club, competition=competition, season=season, last=last, matches=matches)
    other = None
    if against is not None:
        other = choose(opened, against, season=season, provider=chosen.provider)
    page, clips, matches_played = opponent_page(opened, chosen, other)
    shown = {clip.match for clip in clips}
    lengths = {
        one.match.info.match_id: {period.number: period.seconds for period in one.match.periods if period.number <= 4}
        for one in matches_played
        if one.match.info.match_id in shown
    }
    return Scouted(page, tuple(clips), terms(chosen.provider), lengths)
