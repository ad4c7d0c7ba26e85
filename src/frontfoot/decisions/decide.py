"""Press, hold or drop back, asked in one call: the front door of this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from frontfoot.core.errors import InputError
from frontfoot.decisions.answer import Answer, Question, answer, document
from frontfoot.decisions.costs import Costs
from frontfoot.decisions.evidence import Ladder, ladder
from frontfoot.decisions.words import condition, flips, sentence
from frontfoot.goals.clubs import UnknownClub, find
from frontfoot.ties.odds import Model
from frontfoot.ties.situation import check_fit

if TYPE_CHECKING:
    from frontfoot.decisions.answer import Reply
    from frontfoot.decisions.from_tie import Payoff
    from frontfoot.decisions.plans import Estimate, Verdict, Weighed
    from frontfoot.goals.rates import Rates
    from frontfoot.ties import Situation, Tie


@dataclass(frozen=True, eq=False)
class Advice:
    """What pressing, holding and dropping back are worth to a club, how sure that is, and what would have to be true.

    Worths are odds of going through (0-1), of winning, or expected league points, as the question asks.

    Attributes:
        question: what was asked.
        answer: the weighing on every design, and what is read off it.
        evidence: the designs.
    """

    question: Question
    answer: Answer
    evidence: Ladder

    def __repr__(self) -> str:
        """The sentence: the draws of every design would fill a notebook."""
        return f"<Advice: {self.sentence}>"

    @property
    def verdict(self) -> Verdict:
        """ "press", "leans press", "too close to call", "leans drop" or "drop"."""
        return self.answer.weighing.now.verdict

    @property
    def press(self) -> Estimate:
        """Worth of pressing, with its 90% interval, on the main design."""
        return self._main.press

    @property
    def hold(self) -> Estimate:
        """Worth of playing as is usual in the situation."""
        return self._main.hold

    @property
    def drop(self) -> Estimate:
        """Worth of dropping back."""
        return self._main.drop

    @property
    def difference(self) -> Estimate:
        """Press less drop, draw by draw, on the main design."""
        return self._main.difference

    @property
    def stake(self) -> float:
        """What the choice can at most win or lose against the middle course, on any design."""
        return self.answer.weighing.now.stake

    @property
    def sentence(self) -> str:
        """The verdict in words that claim no more than the numbers."""
        return sentence(self.answer.weighing.now, self.evidence, self.question.club, points=self.answer.points)

    @property
    def condition(self) -> str:
        """What must be true for pressing to be right."""
        return condition(self.answer.line, self.question.club, self.question.other)

    @property
    def flips(self) -> list[str]:
        """What would change the verdict: minutes, or the next goal; empty where nothing does."""
        return flips(self.answer.weighing.now, self.answer.later, self.question.club, self.question.other)

    def document(self) -> dict[str, Any]:
        """All of it for programs, every design included: what `frontfoot decide --json` prints."""
        return document(self.question, self.answer, self.evidence)

    @property
    def _main(self) -> Weighed:
        return self.answer.weighing.now.main


def decide(
    tie: Tie,
    situation: Situation,
    rates: Rates | Sequence[Rates],
    *,
    club: str | None = None,
    payoff: Payoff | None = None,
    minutes: float | None = None,
    opponent: Reply = "usual",
    costs: Costs | None = None,
    known: str = "rates as given",
) -> Advice:
    """Press, hold or drop back: what each is worth to a club from here, and how sure that is.

    Pressing is one standard deviation further on the front foot than is usual for the situation, dropping back one
    less. The evidence is associations in league matches, on designs that fail differently; none proves an effect.

    Args:
        tie: clubs, rules, legs.
        situation: where it stands, before the 90 minutes are over.
        rates: of the match under way or of each leg, as for `frontfoot.outlook`; `frontfoot.rates` gives them for the
            clubs of Europe.
        club: who decides, by any usual name; the leader of the tie when None, the home side when level.
        payoff: "through" (when None, in a tie), "points" (3-1-0; when None, where a draw can stand) or "win" of this
            match.
        minutes: how long the plan is kept, 1 to 90; to the end of the 90 minutes when None.
        opponent: how it replies: "usual" for the score, "best", or "unmoved" by it.
        costs: of pressing besides goals from play (`frontfoot.decisions.costs.Costs`); none when None.
        known: where the rates come from, in words, for the document.

    Returns:
        An `Advice`: verdict, worths with 90% intervals, stake, sentences, and the whole as a document.

    Raises:
        InputError: a situation that cannot be or lies after the 90 minutes, another club, an impossible payoff.

    >>> import frontfoot
    >>> from frontfoot import Leg, Moment, Rates, Situation, Tie
    >>> legs = Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")
    >>> tie = Tie(frontfoot.rules("uel", 2023, "QF"), legs)
    >>> half_time = Situation(leg=2, moment=Moment(2, 0), score=(0, 1))
    >>> advice = frontfoot.decide(tie, half_time, Rates(1.4, 1.7))
    >>> advice.question.club, advice.verdict
    ('Atalanta', 'too close to call')
    >>> advice.drop.low < advice.drop.value < advice.press.value
    True
    """
    question = Question(
        tie,
        situation,
        Model(tie, rates),
        _decider(tie, situation, club),
        known,
        payoff,
        minutes,
        opponent,
        costs or Costs(),
    )
    evidence = ladder()
    return Advice(question, answer(question, evidence), evidence)


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
