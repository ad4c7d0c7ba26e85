"""`CupSeason`: one season of a competition from its results: groups or league, ties by round, checked on reading."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import polars as pl

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.identity import canonical
from frontfoot.cups.format import CupFormat
from frontfoot.cups.format_files import competition_format
from frontfoot.cups.groups import CupMatch, check_groups, groups_of, still_to_play
from frontfoot.cups.sources import file_of, matches_of
from frontfoot.ties.leg import Leg


@dataclass(frozen=True)
class CupSeason:
    """A season of a competition.

    Attributes:
        format: of the season.
        groups: clubs of each group (or of the one league, named ""), in alphabetical order.
        phase: matches of the groups or the league.
        knock_out: by round, the ties in the order of their first match; each a tuple of matches in order.
        others: seasons of the competitions from whose groups clubs come, by code, where their results are at hand.
        absent: of those without results, the file that should hold them, by code.
    """

    format: CupFormat
    groups: Mapping[str, tuple[str, ...]]
    phase: tuple[CupMatch, ...]
    knock_out: Mapping[str, tuple[tuple[CupMatch, ...], ...]]
    others: Mapping[str, CupSeason] = field(default_factory=dict)
    absent: Mapping[str, Path] = field(default_factory=dict)

    @classmethod
    def read(cls, data: Path, competition: str, season: int) -> CupSeason:
        """Read a season from a folder of results.

        Args:
            data: holds `europe/2023-24/el.txt` and the like, or `results/LEAGUE/season-2324.csv`. The file of another
                competition from which clubs come may be missing: `other` raises an error where it is needed.
            competition: any name (`frontfoot.cups.competition_format`).
            season: the year in which it begins.

        Raises:
            ReadError: the file is not there or cannot be read.
            InputError: the results contradict themselves or the format.
        """
        form = competition_format(competition, season)
        others = {entry.competition for part in form.rounds for entry in part.enter if entry.competition}
        files = {code: file_of(data, competition_format(code, season)) for code in sorted(others)}
        results, form = matches_of(data, form)
        there = {code: file for code, file in files.items() if file.is_file()}
        whole = cls.of(results, form, others={code: cls.read(data, code, season) for code in there})
        return replace(whole, absent={code: file for code, file in files.items() if code not in there})

    @classmethod
    def of(cls, results: pl.DataFrame, form: CupFormat, *, others: Mapping[str, CupSeason] | None = None) -> CupSeason:
        """A season from a results table (`frontfoot.goals.results`), matches still to come included.

        Raises:
            InputError: a match twice, groups or ties of the wrong size, a round that the format has not.
        """
        matches = [_match(row) for row in results.iter_rows(named=True)]
        matches = _without_replayed(sorted(matches, key=lambda match: (match.day, match.leg.home)))
        phase = [match for match in matches if match.stage in ("group", "league")]
        codes = [part.code for part in form.rounds]
        foreign = [match for match in matches if match.stage not in (*codes, "group", "league")]
        if foreign:
            raise InputError(
                f"The {form.title} has no round {foreign[0].stage}",
                place=foreign[0].source,
                remedy=f"Its rounds are {', '.join(codes)}",
            )
        _once(matches)
        if form.draw:
            phase += still_to_play(phase, form)
        groups = dict(form.draw) if form.draw else groups_of(phase, form)
        groups = {name: tuple(sorted(clubs)) for name, clubs in groups.items()}
        check_groups(phase, groups)
        named = {club: name for name, clubs in groups.items() for club in clubs}
        _check_sides(form, phase, named)
        phase = [replace(match, group=named[match.leg.home]) for match in phase]
        knock_out = {code: _ties([match for match in matches if match.stage == code], code) for code in codes}
        return cls(form, groups, tuple(phase), knock_out, others or {})

    @property
    def clubs(self) -> tuple[str, ...]:
        """Every club of the season, in alphabetical order."""
        names = {club for clubs in self.groups.values() for club in clubs}
        names |= {club for ties in self.knock_out.values() for tie in ties for club in tie[0].clubs}
        names |= {canonical(side) for side in self.format.named}
        return tuple(sorted(names))

    def matches(self, stage: str) -> list[CupMatch]:
        """All matches of a round, or of the group or league phase ("phase")."""
        if stage == "phase":
            return list(self.phase)
        return [match for tie in self.knock_out.get(stage, ()) for match in tie]

    def other(self, code: str) -> CupSeason:
        """The season of a competition from whose groups clubs come.

        Raises:
            ReadError: its results are not at hand.
        """
        if code in self.others:
            return self.others[code]
        name = competition_format(code, self.format.season).title
        raise ReadError(
            f"Clubs enter the {self.format.title} from the {name}, and there are no results of that",
            place=str(self.absent.get(code, code)),
            remedy="Place that file of openfootball/champions-league there too, or name a day after they have entered",
        )

    @property
    def next_day(self) -> date:
        """The day of the next match to come; the day after the last one when none is."""
        matches = [*self.phase, *(match for code in self.knock_out for match in self.matches(code))]
        if not matches:
            raise InputError("No match has a day", place="date", remedy="Name the day: --date 2026-06-11")
        to_come = [match.day for match in matches if match.status == "scheduled"]
        return min(to_come) if to_come else max(match.day for match in matches) + timedelta(days=1)

    def drawn_on(self, code: str) -> date | None:
        """The day of the draw of a round; None where the round before is not in the results."""
        entry = self.format.round(code)
        before = self.format.before(code)
        if entry.draw_days is None:
            return self.drawn_on(before) if before else None
        ended = [match.day for match in self.matches(before or "phase")]
        for part in entry.enter:
            if part.competition:
                ended += [match.day for match in self.other(part.competition).phase]
        return max(ended) + timedelta(days=entry.draw_days) if ended else None

    def with_results(self, results: Sequence[str], day: date) -> CupSeason:
        """The season as if matches that are still to come on `day` had ended so: "Arsenal 2-0 Chelsea", say.

        Raises:
            InputError: another form, a match that is not to come, or clubs that are not in the competition.
        """
        changed = self
        for text in results:
            changed = changed._with(*_what_if(text, self.clubs), day)
        return changed

    def _with(self, home: str, away: str, score: tuple[int, int], day: date) -> CupSeason:
        def open_match(match: CupMatch) -> bool:
            to_come = match.day >= day or not match.leg.played
            return to_come and (match.leg.home, match.leg.away) == (home, away)

        rounds = [match for ties in self.knock_out.values() for tie in ties for match in tie]
        target = next((match for match in (*self.phase, *rounds) if open_match(match)), None)
        if target is None:
            raise InputError(
                f"No match {home} - {away} is still to come",
                place="what_if",
                remedy="Name the home side first, and a match that is not yet played on that day",
            )
        leg = replace(target.leg, full_time=score, extra_time=None, shoot_out=None)
        played = replace(target, leg=leg, day=min(target.day, day - timedelta(days=1)), status="played")

        def swap(matches: Iterable[CupMatch]) -> tuple[CupMatch, ...]:
            return tuple(played if match is target else match for match in matches)

        knock_out = {code: tuple(swap(tie) for tie in ties) for code, ties in self.knock_out.items()}
        return replace(self, phase=swap(self.phase), knock_out=knock_out)


_RESULT = re.compile(r"\s*(?P<home>.+?)\s+(?P<one>\d{1,2})\s*[-:]\s*(?P<other>\d{1,2})\s+(?P<away>.+?)\s*$")


def _what_if(text: str, clubs: tuple[str, ...]) -> tuple[str, str, tuple[int, int]]:
    from frontfoot.ties.leg import check_score

    parts = _RESULT.match(text)
    if parts is None:
        raise InputError(f"'{text}' is not a result", place="what_if", remedy="Write 'Arsenal 2-0 Chelsea'")
    score = check_score((int(parts["one"]), int(parts["other"])), place="what_if")
    return *named_pair(parts["home"], parts["away"], clubs, "what_if"), score


def named_pair(home: str, away: str, clubs: tuple[str, ...], place: str) -> tuple[str, str]:
    """Two clubs of some by their names; an error names `place`."""
    from frontfoot.core.identity import UnknownClub, find

    try:
        return find(home, clubs), find(away, clubs)
    except UnknownClub as error:
        raise UnknownClub(error.problem, place=place, remedy=error.remedy) from None


def _match(row: Mapping[str, Any]) -> CupMatch:
    def score(column: str) -> tuple[int, int] | None:
        one, other = row[f"home_{column}"], row[f"away_{column}"]
        return None if one is None or other is None else (one, other)

    leg = Leg(
        row["home"],
        row["away"],
        score("goals"),
        score("extra_time"),
        score("shoot_out"),
        date=row["date"],
        neutral=bool(row["neutral"]),
        awarded=row["status"] == "awarded",
    )
    return CupMatch(
        row["stage"], row["group"] or "", row["date"], leg, row["status"], row["source"] or "", row["note"] or ""
    )


def _check_sides(form: CupFormat, phase: Iterable[CupMatch], named: Mapping[str, str]) -> None:
    """Whether what the file says of sides is said of its own: decisions, and the group that a result names.

    Raises:
        InputError: a deduction or an order of a side that plays in no group, or a result under another group than the
            draw has.
    """
    mentioned = [("deduction", entry.club) for entry in form.deductions]
    mentioned += [("order", club) for entry in form.orders for club in entry.clubs]
    for kind, club in mentioned if named else ():
        if club not in named:
            raise InputError(
                f"{club} does not play in the {form.title}",
                place=f"{form.own or f'{form.code}.toml'}, {kind}",
                remedy=f"Its sides are {', '.join(sorted(named))}",
            )
    for match in phase if form.draw else ():
        written = match.group.removeprefix("Group").strip()
        if written and written != named[match.leg.home]:
            raise InputError(
                f"{match.leg.home} - {match.leg.away} stands under group {written}; the draw has both sides in group "
                f"{named[match.leg.home]}",
                place=match.source,
                remedy="Correct the one or the other",
            )


def _without_replayed(matches: Sequence[CupMatch]) -> list[CupMatch]:
    """The matches without those that were stopped or postponed and are listed again on a later day."""
    last = {(match.stage, match.leg.home, match.leg.away): match.day for match in matches}
    return [
        match
        for match in matches
        if match.status != "postponed" or match.day == last[match.stage, match.leg.home, match.leg.away]
    ]


def _once(matches: Iterable[CupMatch]) -> None:
    seen: dict[tuple[str, str, str], CupMatch] = {}
    for match in matches:
        key = (match.stage, match.leg.home, match.leg.away)
        if key in seen:
            raise InputError(
                f"{match.leg.home} - {match.leg.away} has two results",
                place=f"{seen[key].source} and {match.source}",
                remedy="Keep the one that counts",
            )
        seen[key] = match


def _ties(matches: list[CupMatch], code: str) -> tuple[tuple[CupMatch, ...], ...]:
    pairs: dict[frozenset[str], list[CupMatch]] = {}
    opponent: dict[str, CupMatch] = {}
    for match in matches:
        for club in (match.leg.home, match.leg.away):
            other = opponent.setdefault(club, match)
            if other.clubs != match.clubs:
                raise InputError(
                    f"{club} plays in two ties of the round {code}",
                    place=f"{other.source} and {match.source}",
                    remedy="Keep the one that counts",
                )
        pairs.setdefault(match.clubs, []).append(match)
    return tuple(tuple(legs) for legs in pairs.values())
