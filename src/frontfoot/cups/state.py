"""Where a season stands on the morning of a day: who is through, who plays whom, what is still open."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np

from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.cups.fixed import Source, slot_columns
from frontfoot.cups.group_state import GroupState
from frontfoot.cups.groups import CupMatch
from frontfoot.cups.season import CupSeason
from frontfoot.ties import Decision, Leg, Rules, Ruling, Tie, rules


@dataclass(frozen=True)
class KnownTie:
    """A tie whose two clubs are known.

    Attributes:
        round: code.
        tie: rules and legs, scores of earlier days only.
        days: of the matches, None for a match without a date.
        winner: None while open.
        note: a decision, in words.
    """

    round: str
    tie: Tie
    days: tuple[date | None, ...]
    winner: str | None
    note: str = ""

    @property
    def clubs(self) -> tuple[str, str]:
        """The clubs, the home side of the first match first."""
        return self.tie.legs[0].home, self.tie.legs[0].away


class CupState(GroupState):
    """A season on the morning of `day`: everything from matches of earlier days, and the draws held before it.

    Draws are taken from the fixtures that followed, on the days of the format.
    """

    def __init__(self, season: CupSeason, day: date) -> None:
        super().__init__(season, day)
        self._fixed: dict[str, list[KnownTie | None]] = {}

    @cached_property
    def slots(self) -> dict[str, str]:
        """Side by its slot in a fixed bracket ("1A", "3ABCDF"); only once the phase is over."""
        if self.format.named:
            return {side: canonical(side) for side in self.format.named}
        if not self.phase_over or not self.format.fixed:
            return {}
        standing = {group: self.standing(group) for group in self.season.groups}
        clubs = {group: np.array(self.season.groups[group]) for group in standing}
        places = {group: clubs[group][table.order] for group, table in standing.items()}
        value = {club: -at for order in self.format.orders for at, club in enumerate(order.clubs)}
        preferred = {group: value.get(str(order[0, 2]), 0) for group, order in places.items() if order.shape[1] > 2}
        columns = slot_columns(self.format, places, standing, preferred=preferred)
        return self._as_played({slot: str(column[0]) for slot, column in columns.items()})

    def _as_played(self, slots: dict[str, str]) -> dict[str, str]:
        """The slots, corrected by the first round as played if cards or lots decided on one of them.

        Raises:
            InputError: the results of the first round are not those of the bracket.
        """
        first = self.format.rounds[0]
        opponent: dict[str, str] = {}
        for one, other in (tuple(sorted(tie[0].clubs)) for tie in self.season.knock_out[first.code]):
            opponent |= {one: other, other: one}
        if len(opponent) != 2 * len(first.pairs):
            return slots
        mended = dict(slots)
        for one, other in first.pairs:
            met = opponent.get(slots[one])
            if met is not None and met != slots[other]:
                mended[other] = met
            elif met is None and slots[other] in opponent:
                mended[one] = opponent[slots[other]]
        wrong = [pair for pair in first.pairs if opponent.get(mended[pair[0]]) != mended[pair[1]]]
        if wrong or len(set(mended.values())) != len(mended):
            one, other = wrong[0] if wrong else first.pairs[0]
            raise InputError(
                f"By the tables {slots[one]} meet {slots[other]} in the round {first.code}; the results say otherwise",
                place=f"{self.format.title}, {one} - {other}",
                remedy="Check the results of the groups, and the draw in the format",
            )
        return mended

    def sides(self, code: str) -> list[tuple[Source, Source]]:
        """Both sides of every tie of a round of a fixed bracket: a club, or the number of the tie before it comes from.

        In the order of the bracket; once a fixture is known its home side is named first. Empty while the groups that
        fill the round are open.
        """
        entry, before = self.format.round(code), self.format.before(code)
        if not self.slots:
            return []
        earlier = self._fixed_ties(before) if before else []
        pairs: list[tuple[Source, Source]] = []
        for pair in entry.pairs:
            sides: list[Source] = []
            for side in pair:
                if not side.isdigit():
                    sides.append(self.slots[side])
                    continue
                tie = earlier[int(side) - 1]
                sides.append(tie.winner if tie is not None and tie.winner is not None else int(side) - 1)
            matches = self._fixture(code, sides)
            turned = matches is not None and matches[0].leg.home == sides[1]
            pairs.append((sides[1], sides[0]) if turned else (sides[0], sides[1]))
        return pairs

    def _fixture(self, code: str, sides: list[Source]) -> tuple[CupMatch, ...] | None:
        """The matches of a tie whose clubs are known, where the results name them."""
        pair = {side for side in sides if isinstance(side, str)}
        return next((tie for tie in self.season.knock_out[code] if tie[0].clubs == pair), None)

    def _fixed_ties(self, code: str) -> list[KnownTie | None]:
        """Every tie of a round of a fixed bracket, None where a side is open."""
        if code not in self._fixed:
            self._fixed[code] = [self._fixed_tie(code, number, pair) for number, pair in enumerate(self.sides(code))]
        return self._fixed[code]

    def _fixed_tie(self, code: str, number: int, pair: tuple[Source, Source]) -> KnownTie | None:
        one, other = pair
        if not isinstance(one, str) or not isinstance(other, str):
            return None
        matches = self._fixture(code, [one, other])
        if matches is not None:
            return self._tie(code, matches)
        rule, ground = self.rules(code), self.ground(code, number)
        if ground == other:
            one, other = other, one
        neutral = rule.legs == 1 and rule.neutral and ground != one
        legs = (Leg(one, other, neutral=neutral), *(Leg(other, one) for _ in range(rule.legs - 1)))
        return KnownTie(code, Tie(rule, legs), (None,) * rule.legs, None)

    def ground(self, code: str, number: int) -> str:
        """The side that is at home in a tie of a fixed bracket if it plays there; "" where that is nobody."""
        sides = self.sides(code)
        pair = sides[number] if sides else ()
        matches = self._fixture(code, list(pair)) if pair else None
        if matches is not None:
            return "" if matches[0].leg.neutral else matches[0].leg.home
        grounds = self.format.round(code).grounds
        if grounds:
            return grounds[number]
        return self.format.hosts[0] if len(self.format.hosts) == 1 else ""

    def entering(self, code: str) -> set[str] | None:
        """The clubs that a round must have: winners before and clubs from the groups; None while something is open."""
        entry, before = self.format.round(code), self.format.before(code)
        clubs: set[str] = set()
        if self.format.phase == "league" and (entry.paths or entry.seeds):
            if not self.phase_over:
                return None
            ranks = {rank for path in entry.paths for rank in path} | {rank for pair in entry.seeds for rank in pair}
            clubs |= {club for (_, place), club in self.places.items() if place in ranks}
        for part in entry.enter:
            state = self if not part.competition else CupState(self.season.other(part.competition), self.day)
            if not state.phase_over:
                return None
            clubs |= {club for (_, place), club in state.places.items() if place in part.places}
        if before:
            ties = self.ties(before)
            if not ties or any(tie.winner is None for tie in ties):
                return None
            clubs |= {tie.winner for tie in ties if tie.winner is not None}
        return clubs

    def drawn(self, code: str) -> bool:
        """Whether the pairings of a round are known: the draw was held, or its matches have begun."""
        if self.format.round(code).pairs:
            return self.phase_over or bool(self.format.named)
        ties = self.season.knock_out.get(code, ())
        if not ties:
            return False
        begun = any(tie[0].day < self.day for tie in ties)
        if begun and self.format.phase != "none":
            return True
        before, on = self.format.before(code), self.season.drawn_on(code)
        if on is None and self.format.phase == "none":
            # Nothing says when it was drawn: its ties are known once their clubs are.
            earlier = self.ties(before) if before else []
            return all(tie.winner for tie in earlier) and len(earlier) == (self.tie_count(before) if before else 0)
        return begun or (on is not None and on < self.day)

    def ties(self, code: str) -> list[KnownTie]:
        """The ties of a round whose clubs are known by now, in the order of the results."""
        if not self.drawn(code):
            return []
        if self.format.round(code).pairs:
            return [tie for tie in self._fixed_ties(code) if tie is not None]
        before = self.format.before(code)
        known: set[str] | None = None
        if before and not all(tie.winner for tie in self.ties(before)):
            known = {tie.winner for tie in self.ties(before) if tie.winner}
            known |= {club for tie in self.season.knock_out[code] for club in tie[0].clubs if self._direct(code, club)}
        pairs = self.season.knock_out[code]
        return [self._tie(code, matches) for matches in pairs if known is None or matches[0].clubs <= known]

    def _direct(self, code: str, club: str) -> bool:
        """Whether a club did not come from the round before."""
        before = self.format.before(code)
        return not any(club in tie[0].clubs for tie in self.season.knock_out[before])

    def _tie(self, code: str, matches: tuple[CupMatch, ...]) -> KnownTie:
        rule = self.rules(code, len(matches))
        legs = [match.leg if self.played(match) else match.leg.unplayed for match in matches]
        days: list[date | None] = [match.day for match in matches]
        if len(legs) < rule.legs:
            legs.append(Leg(legs[0].away, legs[0].home))
            days.append(None)
        ruling = self._ruling(code, matches[0].clubs)
        tie = Tie(rule, tuple(legs), ruling)
        settled = tie.settle()
        return KnownTie(code, tie, tuple(days), settled.winner, settled.note)

    def tie_count(self, code: str) -> int:
        """How many ties a round has."""
        return len(self.format.round(code).pairs) or len(self.season.knock_out[code])

    def rules(self, code: str, matches: int = 2) -> Rules:
        """Rules of a round; a single match in a round of two legs has rules of its own."""
        rule = rules(self.format.rules, self.format.season, code)
        if self.format.nations and rule.legs == 1 and not rule.neutral:
            # Only a host is at home in a tournament.
            rule = replace(rule, neutral=True)
        if rule.legs == 2 and matches == 1 and code == "R16" and self.format.season == 2019:
            return rules(self.format.code, self.format.season, "R16 one match")
        return rule

    def _ruling(self, code: str, clubs: frozenset[str]) -> Ruling | None:
        for known in self.format.rulings:
            if known.round == code and {known.winner, known.loser} == clubs and known.date < self.day:
                return Ruling(known.winner, Decision(known.kind), known.note)
        return None

    def today(self) -> list[CupMatch]:
        """The matches of this very day, still to be played as the state sees it."""
        return [match for match in self._all() if match.day == self.day]

    @property
    def stopped(self) -> list[CupMatch]:
        """The matches of earlier days without a result that counts: abandoned, suspended, postponed or cancelled."""
        return [match for match in self._all() if match.day < self.day and match.status in ("postponed", "cancelled")]

    def _all(self) -> list[CupMatch]:
        rounds = [match for code in self.season.knock_out for match in self.season.matches(code)]
        return [*self.season.phase, *rounds]
