"""`decide`: the comparison of pressing on, staying and dropping back, in one call."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub, find
from frontfoot.decisions.advice import Advice
from frontfoot.decisions.advise import Question, Reply, advise
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.from_tie import Payoff
from frontfoot.goals.rates import Rates
from frontfoot.goals.sources import RatesSource
from frontfoot.ties import Situation, Tie
from frontfoot.ties.odds import Model
from frontfoot.ties.placed import PlacedTie
from frontfoot.ties.situation import check_fit


@overload
def decide(
    tie: Tie,
    situation: Situation,
    rates: Rates | Sequence[Rates | None],
    *,
    club: str | None = None,
    payoff: Payoff | None = None,
    minutes: float | None = None,
    opponent: Reply = "usual",
    costs: Costs | None = None,
    known: str | RatesSource = "rates as given",
) -> Advice: ...


@overload
def decide(
    tie: PlacedTie,
    *,
    club: str | None = None,
    payoff: Payoff | None = None,
    minutes: float | None = None,
    opponent: Reply = "usual",
    costs: Costs | None = None,
) -> Advice: ...


def decide(
    tie: Tie | PlacedTie,
    situation: Situation | None = None,
    rates: Rates | Sequence[Rates | None] | None = None,
    *,
    club: str | None = None,
    payoff: Payoff | None = None,
    minutes: float | None = None,
    opponent: Reply = "usual",
    costs: Costs | None = None,
    known: str | RatesSource = "rates as given",
) -> Advice:
    """The advice for a club: the worth of pressing on, staying and dropping back from here, with its uncertainty.

    Dropping back is what leaders usually do; for a side that is level or behind it is a retreat of the same size.
    Staying is playing on as at a level score. Pressing on is half a unit more than that; a unit is the standard
    deviation of a side's approach over a match. The evidence consists of associations in matches, each with an
    allowance for its possible bias; none of them proves an effect.

    Args:
        tie: what `frontfoot.tie` returns, which holds situation and rates too; or a `Tie` (clubs, rules and legs).
        situation: the state of the tie, before the 90 minutes are over.
        rates: of the match under way or of each leg, as for `frontfoot.outlook`; `frontfoot.rates` gives them for the
            clubs of Europe.
        club: the club that decides, by any usual name; when None the club that `frontfoot.tie` was asked about, else
            the leader of the tie, or the home side when level.
        payoff: "through" (the default in a tie), "points" (3-1-0; the default where a match can end in a draw) or
            "win" of this match.
        minutes: how long the plan is kept, 1 to 90; to the end of the 90 minutes when None.
        opponent: how the opponent replies: "usual" for the score, "best", or "unmoved" by it.
        costs: costs of pressing besides goals from play (`frontfoot.decisions.costs.Costs`); none when None.
        known: source of the rates, in words or with the strengths used, for the document.

    Returns:
        An `Advice`: worth of each plan, chance and gain of pressing on with its 90% interval, regret, verdict and
        sentences; `document()` returns all of it as plain values.

    Raises:
        TypeError: a `Tie` without situation or rates, or a `PlacedTie` with them.
        InputError: no tie, a situation that is impossible or lies after the 90 minutes, a club that is not in the
            tie, an impossible payoff.

    >>> import frontfoot
    >>> from frontfoot import Leg, Moment, Rates, Situation, Tie
    >>> legs = Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")
    >>> tie = Tie(frontfoot.rules("uel", 2023, "QF"), legs)
    >>> half_time = Situation(leg=2, moment=Moment(2, 0), score=(0, 1))
    >>> advice = frontfoot.decide(tie, half_time, Rates(1.4, 1.7))
    >>> advice.club, advice.chance > 0.5, advice.gain.low < advice.gain.value < advice.gain.high
    ('Atalanta', True, True)
    >>> advice.plans.drop.through < advice.plans.press.through
    True
    """
    if isinstance(tie, PlacedTie):
        if situation is not None or rates is not None:
            raise TypeError("decide() takes no situation and no rates with a PlacedTie, which holds them")
        model, now, source = tie.model, tie.situation, tie.known
        club = club if club is not None else tie.decider
    else:
        if not isinstance(tie, Tie):
            raise InputError(
                f"{str(tie)!r} is no tie", place="tie", remedy='Give what frontfoot.tie("tie.toml", minute=60) returns'
            )
        if situation is None or rates is None:
            raise TypeError("decide() needs a situation and rates with a Tie")
        model, now = Model(tie, rates), situation
        source = known if isinstance(known, RatesSource) else RatesSource(known)
    decider = _decider(model.tie, now, club)
    question = Question(decider, payoff, minutes, opponent, costs or Costs(), source.words, source.strengths)
    return advise(model, now, question)


def _decider(tie: Tie, situation: Situation, club: str | None) -> str:
    check_fit(tie, situation)
    match = tie.legs[situation.leg - 1]
    clubs = match.home, match.away
    if club is None:
        lead = tie.carried(situation.leg) + situation.score[0] - situation.score[1]
        return clubs[0 if lead >= 0 else 1]
    try:
        return club if club in clubs else find(club, among=clubs)
    except UnknownClub:
        raise InputError(
            f"{club} does not play in this tie", place="club", remedy=f"Name {clubs[0]} or {clubs[1]}"
        ) from None
