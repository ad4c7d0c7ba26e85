"""An opponent scouted: from a store to its page, in every form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import polars as pl

from frontfoot.core.tables import Tabular
from frontfoot.core.wording import several
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
    """An opponent before a tie.

    Attributes:
        page: what is told.
        clips: up to thirty moments of its last six matches; `match` is the match id.
        terms: of the data.
        lengths: seconds of each period of the matches that clips are of, by match id.
    """

    page: OpponentPage
    clips: tuple[Clip, ...]
    terms: TermNotes
    lengths: Mapping[str, Mapping[int, float]]

    def __repr__(self) -> str:
        """Whom, when, and from how much."""
        page = self.page
        matches = several(len(page.fixtures), "match", "matches")
        return f"<Scouted: {page.team}, {page.competition} {page.season}, {matches}, {len(self.clips)} clips>"

    def to_polars(self) -> pl.DataFrame:
        """The figures that stand on the page, one row each: ruler, others with a range, transitions.

        Columns: `name`, `label`, `what`, `unit`, `raw` (of the matches), `value`, `low`, `high` (what is believed,
        80% range), `league`, `weight`, `reliability`, `matches`, `rank` (null where the range holds the league's mean).
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
        return msgspec.json.format(msgspec.json.encode(self.page), indent=1).decode() + "\n"

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
    """What of an opponent is signal, from a season's store.

    Args:
        store: a store made by `frontfoot season`, a path or an address.
        club: the opponent, as people write it.
        against: the own side, put beside it where their rulers meet.
        last: only so many last matches of the opponent.
        matches: only these match ids of the opponent.
        competition: only this one, where the store holds several.
        season: only this one; the club's latest otherwise.

    Returns:
        The page and its clips.

    Raises:
        InputError: no store or one of another version, an unknown club or match, too few matches.

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
