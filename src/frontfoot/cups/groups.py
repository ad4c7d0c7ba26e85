"""Matches of a season, and the groups that they make or that the draw gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import combinations, permutations

from frontfoot.core.errors import InputError
from frontfoot.cups.format import CupFormat
from frontfoot.ties.leg import Leg


@dataclass(frozen=True, slots=True)
class CupMatch:
    """One match of the season: `leg` has the score, or none where it is still to be played.

    `note` is what the results say of it beside the score: "abandoned at 0-1 (0-1)", say.
    """

    stage: str
    group: str
    day: date
    leg: Leg
    status: str
    source: str
    note: str = ""

    @property
    def clubs(self) -> frozenset[str]:
        """Both clubs."""
        return frozenset((self.leg.home, self.leg.away))


def groups_of(phase: list[CupMatch], form: CupFormat) -> dict[str, tuple[str, ...]]:
    """Clubs by group; if the results do not name groups, clubs that play each other are in one group."""
    if form.phase == "league":
        clubs = tuple(sorted({club for match in phase for club in match.clubs}))
        if phase and len(clubs) != form.clubs:
            raise InputError(
                f"The {form.name} has {form.clubs} clubs, and the results name {len(clubs)}",
                place=phase[0].source,
                remedy="Check the spelling of the clubs' names",
            )
        return {"": clubs} if phase else {}
    groups: list[set[str]] = []
    for match in phase:
        touching = [group for group in groups if group & match.clubs]
        merged = set(match.clubs).union(*touching)
        groups = [group for group in groups if group not in touching] + [merged]
    letters = {match.leg.home: match.group for match in phase if match.group}
    named: dict[str, tuple[str, ...]] = {}
    for group in sorted(groups, key=lambda group: (letters.get(min(group), ""), min(group))):
        clubs = tuple(sorted(group))
        group_letters = {letters[club] for club in clubs if club in letters}
        if len(clubs) != form.clubs or len(group_letters) > 1:
            raise InputError(
                f"A group of {len(clubs)} clubs ({', '.join(clubs[:6])}) where the format has {form.clubs}",
                place=next(match.source for match in phase if match.clubs & group),
                remedy="Check the spelling of the clubs' names",
            )
        named[group_letters.pop() if group_letters else f"of {clubs[0]}"] = clubs
    if phase and len(named) != form.groups:
        raise InputError(
            f"{len(named)} groups where the format has {form.groups}", place=phase[0].source, remedy="Check the file"
        )
    return named


def check_groups(phase: list[CupMatch], groups: Mapping[str, tuple[str, ...]]) -> None:
    """Whether every match of the phase is one within a group.

    Raises:
        InputError: a club in no group, or two clubs of different groups.
    """
    named = {club: name for name, clubs in groups.items() for club in clubs}
    for match in phase:
        one, other = (named.get(club) for club in (match.leg.home, match.leg.away))
        if one is None or one != other:
            raise InputError(
                f"{match.leg.home} - {match.leg.away} is no match within a group",
                place=match.source,
                remedy="Check the names, and the draw of the groups",
            )


def still_to_play(phase: list[CupMatch], form: CupFormat) -> list[CupMatch]:
    """The matches of a drawn group that the results do not name yet, to be played on the last day of its edition."""
    played = {match.clubs for match in phase}
    ordered = {(match.leg.home, match.leg.away) for match in phase}
    twice = form.matches == 2 * (form.clubs - 1)
    last = max((match.day for match in phase), default=date(form.season + (not form.single_year), 12, 31))
    if form.days is not None:
        last = form.days[1]
    to_play = []
    for group, clubs in form.draw.items():
        for one, other in permutations(clubs, 2) if twice else combinations(clubs, 2):
            if (one, other) in ordered if twice else frozenset((one, other)) in played:
                continue
            home, away = (other, one) if other in form.hosts else (one, other)
            leg = Leg(home, away, date=last, neutral=form.nations and home not in form.hosts)
            to_play.append(CupMatch("group", group, last, leg, "scheduled", "the draw of the groups"))
    return to_play
