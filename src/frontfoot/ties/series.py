"""Odds of a series of matches, each with a winner: best of three, as in the first round of the MLS Cup play-offs."""

from __future__ import annotations

from collections.abc import Sequence

from frontfoot.core.errors import InputError
from frontfoot.goals.rates import Rates
from frontfoot.ties.leg import Leg, Score, check_score
from frontfoot.ties.market import at_other_ground
from frontfoot.ties.odds import Model
from frontfoot.ties.rulebook import Rules
from frontfoot.ties.situation import Situation, Tie


def series_odds(matches: Sequence[float], wins: tuple[int, int], best_of: int) -> float:
    """The first side's exact odds of winning a series.

    Args:
        matches: the first side's odds of winning each match still to come, the one under way first.
        wins: matches won so far by (first, second).
        best_of: matches at most.

    Raises:
        InputError: a series that is over, or too few matches.

    >>> series_odds([0.5, 0.5, 0.5], (0, 0), 3), series_odds([0.6, 0.5], (1, 0), 3)
    (0.5, 0.8)
    """
    _check_open(wins, best_of)
    needed = best_of // 2 + 1
    if len(matches) < best_of - sum(wins):
        raise InputError("The series has more matches to come", place="matches", remedy="Give the odds of all of them")
    states = {wins: 1.0}
    won = 0.0
    for odds in matches[: best_of - sum(wins)]:
        after: dict[tuple[int, int], float] = {}
        for (own, other), share in states.items():
            for state, part in (((own + 1, other), share * odds), ((own, other + 1), share * (1.0 - odds))):
                if state[0] == needed:
                    won += part
                elif state[1] < needed:
                    after[state] = after.get(state, 0.0) + part
        states = after
    return won


def series_won(rule: Rules, won: object) -> Score | None:
    """The matches won so far in a series by each club, 0-0 when None; None under rules without a series.

    Args:
        rule: of the match.
        won: as given, by the first club and the other.

    Raises:
        InputError: there is no series, no two numbers, or the series is over with them.
    """
    if rule.best_of == 1:
        if won is not None:
            raise InputError(
                f"This is no series ({rule.describe().rstrip('.')})", place="series", remedy="Leave it out"
            )
        return None
    wins = check_score((0, 0) if won is None else won, place="series", name="pair of matches won")
    _check_open(wins, rule.best_of)
    return wins


def _check_open(wins: Score, best_of: int) -> None:
    needed = best_of // 2 + 1
    if min(wins) < 0 or max(wins) >= needed:
        raise InputError(
            f"A series of best of {best_of} is over at {wins[0]}-{wins[1]}",
            place="series",
            remedy=f"Give the matches won before this one, at most {needed - 1} each",
        )


def rest_of_series(tie: Tie, rates: Rates, now: float, wins: tuple[int, int]) -> float:
    """The odds that the home side of the match under way wins its series.

    Args:
        tie: the match, under rules with `best_of`.
        rates: rates of that match, home side first.
        now: odds that its home side wins it.
        wins: matches won so far by (home side, away side).

    The better seed is at home in the first match and in every second one after it. The rates of the other ground are
    these with the home advantage reversed; in every draw the same side is the better one in all matches.
    """
    this, best_of = tie.legs[0], tie.rules.best_of
    at_home = Model(Tie(tie.rules, (Leg(this.home, this.away),)), rates).ask(Situation())
    away = Model(Tie(tie.rules, (Leg(this.away, this.home),)), at_other_ground(rates)).ask(Situation())
    # As many as the series could have at most; those beyond its last match do not count.
    later = [away.through[this.home], at_home.through[this.home]] * best_of
    return series_odds([now, *later], wins, best_of)
