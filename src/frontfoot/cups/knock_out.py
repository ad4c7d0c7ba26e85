"""The bracket of a season's state: the sources of every tie, as far as the draws have been held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.cups.bracket import Bracket, BracketTie
from frontfoot.cups.fixed import Source
from frontfoot.cups.live import Live, tie_odds
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.state import CupState, KnownTie
from frontfoot.cups.through import pair_odds


def open_rounds(state: CupState) -> list[str]:
    """Rounds that are not over, in order."""
    codes = [entry.code for entry in state.format.rounds]
    over = 0
    for code in codes:
        ties = state.ties(code)
        whole = ties and len(ties) == state.tie_count(code)
        if not whole or any(tie.winner is None for tie in ties):
            break
        over += 1
    return codes[over:]


def fully_drawn(state: CupState) -> bool:
    """Whether the whole rest of the bracket is known: every open round is drawn (a final needs no draw)."""
    rounds = open_rounds(state)
    return bool(rounds) and all(
        state.drawn(code) or (code == "F" and (len(rounds) == 1 or state.drawn(rounds[0]))) for code in rounds
    )


def sources(state: CupState, code: str) -> list[tuple[str | int, str | int]]:
    """For every tie of a drawn round its two sources, first leg's host first.

    A source is a club, or the number of the tie in the round before as long as any tie of that round is open: its
    decided ties then stand in the bracket too, and each winner must go somewhere.
    """
    before = state.format.before(code)
    if state.format.round(code).pairs:
        return _of_fixed(state, code, going_on=before in open_rounds(state))
    if code == "F" and not state.drawn(code):
        return [(0, 1)]
    earlier = state.season.knock_out[before] if before else ()
    going_on = before in open_rounds(state)
    ties = {tie.clubs: tie for tie in (state.ties(before) if before else ())}
    pairs: list[tuple[str | int, str | int]] = []
    for matches in state.season.knock_out[code]:
        pair: list[str | int] = []
        for club in (matches[0].leg.home, matches[0].leg.away):
            number = next((i for i, other in enumerate(earlier) if club in other[0].clubs), None)
            if number is None:
                pair.append(club)
                continue
            leg = earlier[number][0].leg
            known = None if going_on else ties.get((leg.home, leg.away))
            pair.append(known.winner if known is not None and known.winner is not None else number)
        pairs.append((pair[0], pair[1]))
    return pairs


def _of_fixed(state: CupState, code: str, *, going_on: bool) -> list[tuple[Source, Source]]:
    """The sources of a round of a fixed bracket; winners by name only once the round before is over."""
    if not going_on:
        return state.sides(code)
    pairs: list[tuple[Source, Source]] = []
    for pair, sides in zip(state.format.round(code).pairs, state.sides(code), strict=True):
        named = [int(side) - 1 if side.isdigit() else state.slots[side] for side in pair]
        # The side that the fixture names first stays first.
        turned = isinstance(sides[0], str) and sides[0] in _clubs_of(state, code, pair[1])
        pairs.append((named[1], named[0]) if turned else (named[0], named[1]))
    return pairs


def _clubs_of(state: CupState, code: str, side: str) -> set[Source]:
    """The side itself, or both sides of the tie before that it comes from."""
    if not side.isdigit():
        return {state.slots[side]}
    return set(state.sides(state.format.before(code))[int(side) - 1])


class RoundTables:
    """Odds of every pairing by round, and of a tie whose ground is one side's own.

    Args:
        state: rules and grounds.
        pairings: of the clubs.
        rounds: codes.
    """

    def __init__(self, state: CupState, pairings: Pairings, rounds: Sequence[str]) -> None:
        self.state, self.pairings = state, pairings
        self.tables: dict[str, Floats] = {}
        by_rules: dict[tuple[object, ...], Floats] = {}
        for code in rounds:
            rule = state.rules(code, len((state.season.knock_out.get(code) or ((0, 0),))[0]))
            key = (rule.legs, rule.steps, rule.neutral)
            if key not in by_rules:
                by_rules[key] = pair_odds(pairings, rule)
            self.tables[code] = by_rules[key]

    def of_tie(self, code: str, number: int) -> str:
        """The name of the table of one tie of a round, which it makes where a side would be at home there."""
        if not self.state.format.round(code).pairs:
            return code
        ground = self.state.ground(code, number)
        if ground not in self.pairings.clubs or self.state.rules(code).legs != 1:
            return code
        name = f"{code} in {ground}"
        if name not in self.tables:
            at = self.pairings.number(ground)
            table = self.tables[code].copy()
            table[:, at, :] = pair_odds(self.pairings, replace(self.state.rules(code), neutral=False), host=at)
            table[:, :, at] = 1.0 - table[:, at, :]
            table[:, at, at] = 0.5
            self.tables[name] = table
        return name


def live_of(live: Sequence[Live], clubs: tuple[str, str]) -> Live | None:
    """The match under way between two clubs."""
    return next((match for match in live if {match.home, match.away} == set(clubs)), None)


def bracket_of(
    state: CupState, pairings: Pairings, live: Sequence[Live] = ()
) -> tuple[Bracket, dict[int, tuple[KnownTie, float]]]:
    """The bracket of a state whose draws have all been held.

    Returns:
        The bracket; and by the number of a tie whose clubs are known, the tie and the odds of its first leg's host.

    Raises:
        InputError: a draw is still to come, or a match under way that is not one of the ties.
    """
    if not fully_drawn(state):
        raise InputError("A draw is still to come", place="bracket", remedy="Simulate it (frontfoot.cups.simulate)")
    rounds = open_rounds(state)
    tables = RoundTables(state, pairings, rounds)
    ties: list[BracketTie] = []
    details: dict[int, tuple[KnownTie, float]] = {}
    start: dict[str, int] = {}
    used: set[tuple[str, str]] = set()
    for code in rounds:
        before = state.format.before(code)
        offset = start.get(before, 0)
        start[code] = len(ties)
        known = {tie.clubs: tie for tie in state.ties(code)}
        for place, pair in enumerate(sources(state, code)):
            first, second = (source if isinstance(source, str) else source + offset for source in pair)
            detail = known.get((first, second)) if isinstance(first, str) and isinstance(second, str) else None
            now = live_of(live, detail.clubs) if detail is not None else None
            if now is not None and detail is not None:
                used.add((now.home, now.away))
            odds, table = None, tables.of_tie(code, place)
            if detail is not None:
                first_at, second_at = (pairings.number(club) for club in detail.clubs)
                odds, figure = tie_odds(detail, pairings, now, tables.tables[table][:, first_at, second_at])
                details[len(ties)] = (detail, figure)
            ties.append(BracketTie(code, first, second, odds, table))
    unused = [match for match in live if (match.home, match.away) not in used]
    if unused:
        raise InputError(
            f"{unused[0].home} - {unused[0].away} is not a match of this day's ties",
            place="live",
            remedy="Name the home side first, and check the date",
        )
    return Bracket(pairings.clubs, tuple(ties), tables.tables), details
