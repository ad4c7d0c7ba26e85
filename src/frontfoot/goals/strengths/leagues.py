"""`LeaguesKnown`: the day up to which the results of each league are known to strengths."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from frontfoot.core.late import pl
from frontfoot.core.wording import enumerated
from frontfoot.goals.results.competitions import EUROPEAN, GROUP_OF_LEAGUE

FRESH: Final = timedelta(days=30)
"""Results that end longer than this before a day are not known up to that day: only to the day after the last."""
PAUSE: Final = timedelta(days=95)
"""No league rests for longer between two of its matches in summer; results that end earlier are of a season before."""
_LEAGUE_OF_GROUP: Final = {group: league for league, group in GROUP_OF_LEAGUE.items()}


@dataclass(frozen=True, slots=True)
class LeaguesKnown:
    """The days up to which results of the leagues are known.

    Attributes:
        since: day of the stored strengths that learnt the results.
        days: by group of clubs (ENG, ENG2) the day before which the results of its league are known; where no result of
            its league is ever learnt, that of the European cups.
        absent: groups of whose league the results hold no match of the season.
    """

    since: date
    days: Mapping[str, date]
    absent: frozenset[str]

    @classmethod
    def of(
        cls, results: pl.DataFrame, groups: Iterable[str], leagues: Collection[str], since: date, day: date
    ) -> LeaguesKnown:
        """The days from the results learnt.

        Args:
            results: the results table that was learnt, with matches before `since`.
            groups: of the clubs in the strengths.
            leagues: the groups with results of their own league.
            since: day of the stored strengths.
            day: of the match.
        """
        before = results.filter(pl.col("status") == "played", pl.col("date") < day)
        last: dict[str, date] = dict(before.group_by("competition").agg(pl.col("date").max()).iter_rows())
        european = max((last[name] for name in EUROPEAN if name in last), default=None)
        days, absent = {}, set()
        for group in dict.fromkeys(groups):
            own = group in leagues
            newest = last.get(_LEAGUE_OF_GROUP.get(group, "")) if own else european
            days[group] = known_before(newest, since, day)
            if own and (newest is None or newest < since - PAUSE):
                absent.add(group)
        return cls(since, days, frozenset(absent))

    def lacking(self, groups: Iterable[str]) -> tuple[str, ...]:
        """A sentence on the leagues of some groups without any result; empty if all have results."""
        names = [_LEAGUE_OF_GROUP[group] for group in dict.fromkeys(groups) if group in self.absent]
        if not names:
            return ()
        clubs = "its clubs" if len(names) == 1 else "their clubs"
        return (
            f"Of {enumerated(names)} no result since {self.since} is at hand: of {clubs} only other matches are learnt",
        )


def known_before(last: date | None, since: date, day: date) -> date:
    """The day before which results are known that end with one of the day `last`.

    >>> known_before(date(2024, 4, 14), date(2024, 4, 1), date(2024, 4, 18))
    datetime.date(2024, 4, 18)
    >>> known_before(None, date(2024, 4, 1), date(2024, 4, 18))
    datetime.date(2024, 4, 1)
    """
    if last is None:
        return since
    return day if day - last <= FRESH else max(since, last + timedelta(days=1))
