"""`Live`: matches under way as entered by the user, and the odds of their ties."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.season import named_pair
from frontfoot.cups.state import CupState, KnownTie
from frontfoot.goals.clock import Moment
from frontfoot.goals.levels import rates_from_expected
from frontfoot.ties import Model, ShootOut, Situation
from frontfoot.ties.leg import check_score
from frontfoot.ties.pairing import season_clock
from frontfoot.ties.situation import KICK_OFF, check_course
from frontfoot.ties.strengths import drawn_rates

_LIVE = re.compile(r"\s*(?P<home>.+?)\s+(?P<score>\d+\s*[-:]\s*\d+)\s+(?P<away>.+?)\s+@\s*(?P<when>\S.*?)\s*$")
_FORM = "Write 'Atalanta 0-1 Liverpool @ 60', with ', stoppage 6' or ', men 10-11' after it, or '@ kicks xx-:x-x'"


@dataclass(frozen=True, slots=True)
class Live:
    """A match under way: home side first.

    Attributes:
        home, away: canonical names.
        moment: of the match; without meaning in a shoot-out.
        score: of the match, without kicks of a shoot-out.
        men: on the pitch.
        shoot_out: once it has begun.
        announced: minutes of stoppage announced for the period.
    """

    home: str
    away: str
    moment: Moment
    score: tuple[int, int]
    men: tuple[int, int] = (11, 11)
    shoot_out: ShootOut | None = None
    announced: int | None = None

    @classmethod
    def parse(cls, text: str, clubs: tuple[str, ...]) -> Live:
        """From `Atalanta 0-1 Liverpool @ 45+2`, `... @ 90, stoppage 6, men 10-11` or `... @ kicks xx-:x-x`.

        Kicks are those of the home side, then of the away side: x converted, - missed. Clubs as in
        `frontfoot.core.identity.find`.

        Raises:
            InputError: another form, a club that is not in the competition, a minute or score that cannot be.
        """
        parts = _LIVE.match(text)
        if parts is None:
            raise InputError(f"'{text}' is not a match under way", place="live", remedy=_FORM)
        when, *more = (part.strip() for part in parts["when"].split(","))
        men, announced, shoot_out = (11, 11), None, None
        for part in more:
            word, _, value = part.partition(" ")
            if word == "men":
                men = _pair(value, text)
            elif word == "stoppage" and value.strip().isdigit():
                announced = int(value)
            else:
                raise InputError(f"'{part}' is not understood in '{text}'", place="live", remedy=_FORM)
        if when.startswith("kicks"):
            rows = [row.strip() for row in when.removeprefix("kicks").split(":")]
            if len(rows) != 2 or announced is not None:
                raise InputError(f"'{when}' is not a shoot-out", place="live", remedy=_FORM)
            shoot_out = ShootOut.of(*rows, home_first=len(rows[0]) >= len(rows[1]))
        return cls(
            *named_pair(parts["home"], parts["away"], clubs, "live"),
            KICK_OFF if shoot_out is not None else Moment.at(when),
            check_score(_pair(parts["score"], text), place="live"),
            men,
            shoot_out,
            announced,
        )

    def situation(self, leg: int) -> Situation:
        """The match as number `leg` of its tie."""
        return Situation(leg, self.moment, self.score, self.men, self.shoot_out, self.announced)


def check_today(live: Sequence[Live], state: CupState) -> None:
    """Check that matches under way are matches of the day."""
    today = {(match.leg.home, match.leg.away) for match in state.today()}
    for match in live:
        if (match.home, match.away) not in today:
            raise InputError(
                f"{match.home} - {match.away} is not played on {state.day}",
                place="live",
                remedy="Name the home side first, and check the date",
            )


def _pair(text: str, whole: str) -> tuple[int, int]:
    parts = [part.strip() for part in re.split("[-:]", text)]
    if len(parts) != 2 or not all(part.isdigit() for part in parts):
        raise InputError(f"'{text}' are not two numbers in '{whole}'", place="live", remedy=_FORM)
    return int(parts[0]), int(parts[1])


def tie_odds(known: KnownTie, pairings: Pairings, live: Live | None, before: Floats) -> tuple[Floats, float]:
    """Odds of the first leg's host of a known tie in every draw, and their mean, the figure of `frontfoot tie`.

    The draws are those of all strengths of the cup together, so that they go with the later rounds; in log-odds each
    is moved by the same amount, such that their mean is `Model.through` of the tie.

    Args:
        known: the tie.
        pairings: with draws, or sure.
        live: its match under way.
        before: its odds in every draw where it has not begun, from the table of the round, shape (draws,).

    Returns:
        Odds of shape (draws or 1,), and the figure.
    """
    if known.winner is not None:
        won = 1.0 if known.winner == known.clubs[0] else 0.0
        return np.array([won]), won
    situation = _situation(known, live)
    begun = live is not None or any(leg.played for leg in known.tie.legs)
    drawn = _drawn(known, pairings, situation) if begun else before
    figure = figure_of(known, pairings, live)
    return (drawn, float(drawn.mean())) if figure is None else (with_mean(drawn, figure), figure)


def figure_of(known: KnownTie, pairings: Pairings, live: Live | None) -> float | None:
    """The odds of `frontfoot tie` for the first leg's host; None if it has none.

    There is none where the strengths are taken as sure, and where one of the clubs is only assumed.
    """
    strengths = pairings.strengths
    if strengths is None or pairings.sure or set(known.clubs) & set(pairings.assumed):
        return None
    situation = _situation(known, live)
    model = Model(known.tie, drawn_rates(known.tie, strengths))
    return model.through(situation)[_side(known, situation)]


def with_mean(odds: Floats, mean: float) -> Floats:
    """Odds of draws, all shifted by one amount in log-odds so that their mean is `mean`.

    >>> with_mean(np.array([0.5, 0.5]), 0.75)
    array([0.75, 0.75])
    """
    if not 0.0 < mean < 1.0:
        return np.full(odds.shape, mean)
    inside = np.clip(odds, 1e-15, 1.0 - 1e-15)
    logit = np.log(inside) - np.log1p(-inside)
    low, high = -80.0, 80.0
    while high - low > 1e-15 * max(1.0, abs(low)):
        middle = (low + high) / 2.0
        if middle in (low, high):
            break
        low, high = (middle, high) if _logistic(logit + middle).mean() < mean else (low, middle)
    return _logistic(logit + (low + high) / 2.0)


def _logistic(values: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-values)), dtype=float)


def _situation(known: KnownTie, live: Live | None) -> Situation:
    """The situation of a tie.

    Raises:
        InputError: the match under way is another one of the tie, or cannot have come to what is said of it.
    """
    legs = known.tie.legs
    played = sum(leg.played for leg in legs)
    if played == len(legs):
        raise InputError(
            f"{legs[-1].home} - {legs[-1].away} leaves open who goes through",
            place="results",
            remedy="Give the score after extra time, the side that won a shoot-out one goal more",
        )
    if live is None:
        return Situation(played + 1)
    now = legs[played]
    if (live.home, live.away) != (now.home, now.away):
        raise InputError(
            f"{live.home} - {live.away} is not the match under way",
            place="live",
            remedy=f"It is {now.home} - {now.away}",
        )
    situation = live.situation(played + 1)
    check_course(known.tie, situation)
    return situation


def _side(known: KnownTie, situation: Situation) -> int:
    """0 where the first leg's host is at home in the match under way, else 1."""
    return int(known.tie.legs[situation.leg - 1].home != known.clubs[0])


def _drawn(known: KnownTie, pairings: Pairings, situation: Situation) -> Floats:
    """Odds of the first leg's host of a tie that has begun, in every draw of the pairings."""
    rates = []
    for leg in known.tie.legs:
        logs = pairings.logs(
            np.intp(pairings.number(leg.home)), np.intp(pairings.number(leg.away)), neutral=leg.neutral
        )
        one, other = (np.exp(log) if not pairings.sure else np.exp(log[0]) for log in logs)
        rates.append(rates_from_expected(one, other, clock=season_clock(known.tie.rules)))
    played = situation.leg - 1
    model = Model(known.tie, (*(None,) * played, *rates[played:]))
    if pairings.sure or situation.shoot_out is not None:
        return np.array([model.through(situation)[_side(known, situation)]])
    if situation.announced is not None:
        model = model.knowing(situation.leg, situation.moment.period, situation.announced)
    ways = model.draw_ways(situation).sum(axis=1)
    return np.asarray(np.clip(ways[:, _side(known, situation)], 0.0, 1.0), dtype=float)
