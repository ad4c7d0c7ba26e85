"""Matches under way: what is given of them, and the odds that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.errors import InputError
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.state import KnownTie
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties import Model, Situation
from frontfoot.ties.pairing import season_clock

_LIVE = re.compile(r"\s*(?P<home>.+?)\s+(?P<score>\d+\s*[-:]\s*\d+)\s+(?P<away>.+?)\s+@\s*(?P<minute>\S.*?)\s*$")


@dataclass(frozen=True, slots=True)
class Live:
    """A match under way: home side first."""

    home: str
    away: str
    moment: Moment
    score: tuple[int, int]
    men: tuple[int, int] = (11, 11)

    @classmethod
    def parse(cls, text: str, clubs: tuple[str, ...]) -> Live:
        """From `Atalanta 0-1 Liverpool @ 45+2`; clubs as in `frontfoot.core.identity.find`.

        Raises:
            InputError: another form, a club that is not in the competition, a minute or score that cannot be.
        """
        from frontfoot.core.identity import find
        from frontfoot.ties.leg import check_score

        found = _LIVE.match(text)
        if found is None:
            raise InputError(
                f"'{text}' is not a match under way", place="live", remedy="Write 'Atalanta 0-1 Liverpool @ 60'"
            )
        one, other = (int(part) for part in re.split("[-:]", found["score"]))
        return cls(
            find(found["home"], clubs),
            find(found["away"], clubs),
            Moment.at(found["minute"]),
            check_score((one, other), place="live"),
        )


def tie_odds(known: KnownTie, pairings: Pairings, live: Live | None) -> NDArray[np.float64] | None:
    """Odds of the first leg's host of a tie that has begun or is over, shape (draws,); None where it has not begun."""
    if known.winner is not None:
        return np.array([1.0 if known.winner == known.clubs[0] else 0.0])
    legs = known.tie.legs
    played = sum(leg.played for leg in legs)
    if not played and live is None:
        return None
    rates = []
    for leg in legs:
        logs = pairings.logs(
            np.intp(pairings.number(leg.home)), np.intp(pairings.number(leg.away)), neutral=leg.neutral
        )
        one, other = (np.exp(log) if not pairings.sure else np.exp(log[0]) for log in logs)
        rates.append(rates_from_expected(one, other, clock=season_clock(known.tie.rules)))
    situation = Situation(played + 1)
    if live is not None:
        situation = Situation(played + 1, live.moment, live.score, live.men)
    model = Model(known.tie, (*(None,) * played, *rates[played:]))
    now = legs[played]
    if live is not None and (live.home, live.away) != (now.home, now.away):
        raise InputError(
            f"{live.home} - {live.away} is not the match under way",
            place="live",
            remedy=f"It is {now.home} - {now.away}",
        )
    if pairings.sure:
        return np.array([model.ask(situation).through[known.clubs[0]]])
    ways = model.draw_ways(situation).sum(axis=1)
    found: NDArray[np.float64] = ways[:, 0 if now.home == known.clubs[0] else 1]
    return np.clip(found, 0.0, 1.0)
