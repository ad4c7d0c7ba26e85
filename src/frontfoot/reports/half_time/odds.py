"""The odds of a tie at a pause, updated by the match so far, and the advice for both sides."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.core.wording import signed, whole_percent
from frontfoot.decisions.advice import Advice, Interval
from frontfoot.decisions.advise import Question, advise
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import LegRates
from frontfoot.goals.seen import Seen, SeenStanding, Update, tilt_of
from frontfoot.goals.sources import RatesSource
from frontfoot.match.facts import MatchFacts
from frontfoot.match.match import Match
from frontfoot.reports.half_time.document import Both, Odds
from frontfoot.reports.tie import check_date, leg_number, moment_of_break
from frontfoot.ties.odds import Model
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.situation import Situation, Tie
from frontfoot.ties.tie_file import TieFile

NEGLIGIBLE: Final = 0.0005


@dataclass(frozen=True, eq=False)
class PausedTie:
    """The tie that a match belongs to.

    Attributes:
        tie: with the matches before this one played, and this one and later ones not.
        leg: number of this match.
        rates: one entry a leg, None where it is played; drawn where strengths are uncertain.
        known: where the rates come from.
    """

    tie: Tie
    leg: int
    rates: LegRates
    known: RatesSource

    @property
    def carried(self) -> int:
        """Lead that the home side brings into the match."""
        return self.tie.carried(self.leg)

    @property
    def model(self) -> Model:
        """The odds of the tie before the update by the match."""
        return Model(self.tie, self.rates)


def placed_in(match: Match, file: TieFile, own: pl.DataFrame | None = None, *, data: Path | None = None) -> PausedTie:
    """The tie of a file that a match belongs to; what the file says of this match and later ones is left out.

    Args:
        match: the match.
        file: the tie.
        own: the user's own matches, learnt on top of the strengths.
        data: folder of public results, see `frontfoot.goals.strengths.strengths_on`.

    Raises:
        InputError: the match is none of the tie, or of another day, or the rates cannot be had.
    """
    from frontfoot.ties.strengths import file_rates

    number = leg_number(match.home.name, match.away.name, file)
    check_date(match.info.date, file.tie.legs[number - 1], number)
    legs = (*file.tie.legs[: number - 1], *(leg.unplayed for leg in file.tie.legs[number - 1 :]))
    if number == 2 and not file.tie.legs[0].played:
        raise InputError(
            "The file has no score of the first leg",
            place=file.place,
            remedy="Write its score = [3, 0], home side first",
        )
    rates = file_rates(file, own, data=data)
    return PausedTie(Tie(file.tie.rules, legs), number, rates.under_way[number - 1], rates.source_of(number))


def seen_of(
    match: Match, facts: MatchFacts, xg: tuple[float, float] | None, passes: tuple[float, float], carried: int
) -> Seen | None:
    """What was seen of a match; None where its chances are not known."""
    played = tuple(
        (period.number, period.seconds) for period in match.periods if period.number <= 4 and period.seconds > 0
    )
    if xg is None or not played:
        return None
    changes = sorted(
        {(goal.period, goal.seconds) for goal in facts.goals}
        | {(card.period, card.seconds) for card in facts.sendings_off}
    )
    standings = [SeenStanding(1, 0.0, (0, 0), (11, 11))]
    standings += [SeenStanding(*at, facts.score_at(*at), facts.men_at(*at)) for at in changes]
    return Seen(xg, tilt_of(passes), played, tuple(standings), carried)


def situation_now(match: Match, facts: MatchFacts, leg: int, *, after_90: bool) -> Situation:
    """The situation of the tie at the end of the record."""
    moment = Moment(3, 0.0) if after_90 else moment_of_break(match.progress)
    return Situation(leg, moment, match.score, facts.men_at(5, float("inf")))


def extra_time_next(match: Match, placed: PausedTie | None) -> bool:
    """Whether 90 minutes are over, and the rules of the tie go on."""
    if placed is None or match.progress.state != "finished" or match.progress.period != 2:
        return False
    rules = placed.tie.rules
    if placed.leg < rules.legs or not rules.extra_time:
        return False
    return not _ended(placed, match.score)


def _ended(placed: PausedTie, score: tuple[int, int]) -> bool:
    """Whether the tie is decided with this score after 90 minutes."""
    here = placed.tie.legs[placed.leg - 1]
    legs = (*placed.tie.legs[: placed.leg - 1], replace(here, full_time=score))
    return Tie(placed.tie.rules, legs, placed.tie.ruling).settle().winner is not None


def odds_now(placed: PausedTie, situation: Situation, seen: Seen | None) -> tuple[Odds, Model, Outlook]:
    """The odds at a moment, the model updated by the match so far, and its outlook."""
    before = placed.model
    here = placed.tie.legs[placed.leg - 1]
    plain = before.ask(situation)
    factors: Both | None = None
    model, outlook = before, plain
    if seen is not None:
        pair = before.leg_rates(placed.leg)
        home, away = Update.fitted().factors(seen, pair)
        factors = Both(home=round(float(_mean(home)), 4), away=round(float(_mean(away)), 4))
        updated = replace(pair, home=pair.home * home, away=pair.away * away)
        place = placed.leg - 1
        model = Model(placed.tie, [*before.rates[:place], updated, *before.rates[place + 1 :]])
        outlook = model.ask(situation)
    moved = outlook.through[here.home] - plain.through[here.home]
    unseen = "" if seen is not None else "the record has no chances to see"
    odds = Odds(
        home=_interval(outlook, here.home),
        away=_interval(outlook, here.away),
        draw=round(outlook.draw, 6),
        before=round(plain.through[here.home], 6),
        moved=round(moved, 6),
        factors=factors,
        unseen=unseen,
        rates_from=placed.known.words,
        strengths=placed.known.strengths,
        sentence=_sentence(placed, outlook),
        seen=_seen_words(here.home, moved, factors, unseen),
    )
    return odds, model, outlook


def advice_now(placed: PausedTie, model: Model, outlook: Outlook, situation: Situation) -> tuple[Advice, ...]:
    """The advice for the home and the away side; nothing after the 90 minutes."""
    if situation.moment.period > 2:
        return ()
    here, known = placed.tie.legs[placed.leg - 1], placed.known
    return tuple(
        advise(model, situation, Question(club, rates_from=known.words, strengths=known.strengths), outlook=outlook)
        for club in (here.home, here.away)
    )


def _mean(value: Any) -> Any:
    return value.mean() if hasattr(value, "mean") else value


def _interval(outlook: Outlook, club: str) -> Interval:
    value = outlook.through[club]
    low, high = outlook.interval.get(club, (value, value))
    return Interval(value=round(value, 6), low=round(low, 6), high=round(high, 6))


def _sentence(placed: PausedTie, outlook: Outlook) -> str:
    here, rules = placed.tie.legs[placed.leg - 1], placed.tie.rules
    if not rules.steps:
        return (
            f"{here.home} win {whole_percent(outlook.through[here.home])}, draw {whole_percent(outlook.draw)}, "
            f"{here.away} win {whole_percent(outlook.through[here.away])}."
        )
    first, second = sorted((here.home, here.away), key=lambda club: -outlook.through[club])
    verb = "win" if rules.last else "go through"
    low, high = outlook.interval.get(first, (0.0, 0.0))
    sure = f" (90% interval {whole_percent(low)} to {whole_percent(high)})" if first in outlook.interval else ""
    one, other = (whole_percent(outlook.through[club]) for club in (first, second))
    return f"{first} {verb} with {one}{sure}, {second} with {other}."


def _seen_words(home: str, moved: float, factors: Both | None, unseen: str) -> str:
    if factors is None:
        return f"The odds know score, clock, men and strengths only: {unseen}."
    how = (
        f"changed the odds of {home} by less than 0.1 points"
        if abs(moved) < NEGLIGIBLE
        else f"moved the odds of {home} by {signed(100.0 * moved, 1)} points"
    )
    rates = f"its expected goals for what is left times {factors.home:.2f}, the opponent's times {factors.away:.2f}"
    return f"What was seen so far {how}: {rates}."


def check_over(match: Match, *, after_90: bool) -> None:
    """Refuse a match that is over.

    Raises:
        InputError: it is.
    """
    if match.progress.state == "finished" and not after_90:
        score = f"{match.score[0]}-{match.score[1]}"
        raise InputError(
            f"{match.home.name} - {match.away.name} {score} is over: the record holds the whole match",
            place=match.info.sources[0] if match.info.sources else "",
            remedy="Cut it at a moment (--until HT), or use `frontfoot report` for the whole match",
        )
