"""From a state to its bracket: which ties wait for which, as far as the draws have been held."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.cups.bracket import Bracket, BracketTie
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
        whole = ties and len(ties) == len(state.season.knock_out[code])
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
    if code == "F" and not state.drawn(code):
        return [(0, 1)]
    earlier = state.season.knock_out[before] if before else ()
    going_on = before in open_rounds(state)
    ties = {tie.clubs: tie for tie in (state.ties(before) if before else ())}
    found: list[tuple[str | int, str | int]] = []
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
        found.append((pair[0], pair[1]))
    return found


def round_tables(state: CupState, pairings: Pairings, rounds: Sequence[str]) -> dict[str, NDArray[np.float64]]:
    """Odds of every pairing by round."""
    by_rules: dict[tuple[object, ...], NDArray[np.float64]] = {}
    found = {}
    for code in rounds:
        rule = state.rules(code, len((state.season.knock_out.get(code) or ((0, 0),))[0]))
        key = (rule.legs, rule.steps, rule.neutral)
        if key not in by_rules:
            by_rules[key] = pair_odds(pairings, rule)
        found[code] = by_rules[key]
    return found


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
    tables = round_tables(state, pairings, rounds)
    ties: list[BracketTie] = []
    details: dict[int, tuple[KnownTie, float]] = {}
    start: dict[str, int] = {}
    used: set[tuple[str, str]] = set()
    for code in rounds:
        before = state.format.before(code)
        offset = start.get(before, 0)
        start[code] = len(ties)
        known = {tie.clubs: tie for tie in state.ties(code)}
        for pair in sources(state, code):
            first, second = (source if isinstance(source, str) else source + offset for source in pair)
            detail = known.get((first, second)) if isinstance(first, str) and isinstance(second, str) else None
            now = live_of(live, detail.clubs) if detail is not None else None
            if now is not None and detail is not None:
                used.add((now.home, now.away))
            odds = None
            if detail is not None:
                first_at, second_at = (pairings.number(club) for club in detail.clubs)
                odds, figure = tie_odds(detail, pairings, now, tables[code][:, first_at, second_at])
                details[len(ties)] = (detail, figure)
            ties.append(BracketTie(code, first, second, odds))
    unused = [match for match in live if (match.home, match.away) not in used]
    if unused:
        raise InputError(
            f"{unused[0].home} - {unused[0].away} is not a match of this day's ties",
            place="live",
            remedy="Name the home side first, and check the date",
        )
    return Bracket(pairings.clubs, tuple(ties), tables), details
