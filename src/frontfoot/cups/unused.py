"""Whether every result of a user's own cup counts: rounds in their order, and sides that came through to them."""

from __future__ import annotations

from frontfoot.core.errors import InputError
from frontfoot.cups.groups import CupMatch
from frontfoot.cups.state import CupState
from frontfoot.ties.rounds import round_name


def check_results_count(state: CupState) -> None:
    """Check that no result of a knock-out round would be left aside; competitions of one's own only.

    Raises:
        InputError: a match that was played before its clubs' match of an earlier round, or that no result leads to.
    """
    if not state.format.own:
        return
    earlier = [("group", match) for match in state.season.phase]
    for code in (entry.code for entry in state.format.rounds):
        known = {frozenset(tie.clubs) for tie in state.ties(code)}
        for tie in state.season.knock_out[code]:
            played = [match for match in tie if state.played(match)]
            if not played:
                continue
            _check_order(code, played[0], earlier)
            if tie[0].clubs not in known:
                raise _leads_nowhere(state, code, played[0], earlier)
        earlier += [(code, match) for tie in state.season.knock_out[code] for match in tie]


def _check_order(code: str, match: CupMatch, earlier: list[tuple[str, CupMatch]]) -> None:
    for before, other in earlier:
        if other.clubs & match.clubs and other.day >= match.day:
            raise InputError(
                f"{_named(match, code)} is of {match.day}, and {_named(other, before)} of {other.day}",
                place=f"{match.source} and {other.source}",
                remedy="Correct the date or the round of one of them",
            )


def _leads_nowhere(state: CupState, code: str, match: CupMatch, earlier: list[tuple[str, CupMatch]]) -> InputError:
    """The error for a result of clubs that the rounds before do not bring together."""
    open_match = next(
        (entry for entry in reversed(earlier) if entry[1].clubs & match.clubs and not state.played(entry[1])), None
    )
    why = f"{_named(open_match[1], open_match[0])} has none" if open_match else "the results before do not lead to it"
    return InputError(
        f"{_named(match, code)} has a result, and {why}",
        place=f"{match.source} and {open_match[1].source}" if open_match else match.source,
        remedy="Give the results of the rounds before it, or correct its sides or its round",
    )


def _named(match: CupMatch, code: str) -> str:
    return f"{match.leg.home} - {match.leg.away} ({code if code == 'group' else round_name(code)})"
