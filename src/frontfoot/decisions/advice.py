"""`Advice`: the result of `decide`, one document for the command, the report, the board and programs."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from frontfoot.core.late import pl
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.tables import Tabular
from frontfoot.core.wording import odds_percent, signed
from frontfoot.decisions.verdict import Verdict
from frontfoot.goals.sources import StrengthsUsed

Side = Literal["home", "away"]
ReadingKind = Literal["as measured", "left out"]


class _Part(msgspec.Struct, frozen=True, kw_only=True):
    """A part of the advice."""


class Interval(_Part, frozen=True, kw_only=True):
    """A figure with its 90% interval."""

    value: float
    low: float
    high: float


class PlanWorth(_Part, frozen=True, kw_only=True):
    """The worth of a plan: odds of going through (or of winning), or expected league points, with its 90% interval.

    `level` counts units of approach from what sides usually do at the score.
    """

    level: float
    through: float
    low: float
    high: float


class Plans(_Part, frozen=True, kw_only=True):
    """The plans of `frontfoot.decisions.plans`."""

    drop: PlanWorth
    stay: PlanWorth
    press: PlanWorth


class Regret(_Part, frozen=True, kw_only=True):
    """The expected loss of a choice against the other one, averaged over the posterior."""

    press: float
    drop: float


class Effect(_Part, frozen=True, kw_only=True):
    """The posterior of the effect of one unit of approach on the goals, in log rates.

    The own rate changes by `total + balance`, the opponent's by `total - balance`.
    """

    balance: float
    balance_error: float
    total: float
    total_error: float
    correlation: float


class Reading(_Part, frozen=True, kw_only=True):
    """The result under another reading of the evidence, a row of the sensitivity table.

    `kind` is "as measured" for one kind of evidence without any allowance for its bias, "left out" for the posterior
    without a part of the evidence. `matches` is None where a part is left out.
    """

    name: str
    kind: ReadingKind
    title: str
    balance: float
    balance_error: float
    total: float
    total_error: float
    matches: int | None
    chance: float
    gain: float


class Turn(_Part, frozen=True, kw_only=True):
    """The share of the observed association that would have to be a side's good days for the advice to change.

    Attributes:
        share: of the balance as measured in league matches; above 1 where not even all of it would turn the answer,
            below 0 where even none of it would.
        assumed: the share that the posterior already takes for good days and other causes.
        sentence: the same in words.
    """

    share: float
    assumed: float
    sentence: str


class Cost(_Part, frozen=True, kw_only=True):
    """Something else that goes with pressing, per unit of approach: relative change and its standard error."""

    name: str
    change: float
    error: float
    note: str


class BreakEvenPoint(_Part, frozen=True, kw_only=True):
    """Relative changes of own and opponent's goals at which a change of approach has no effect on the worth.

    `opponent` is None where no change up to twelvefold makes up for `own`.
    """

    own: float
    opponent: float | None


class Advice(_Part, Tabular, frozen=True, kw_only=True):
    """The worth of dropping back, staying and pressing on for a club, with its uncertainty.

    Attributes:
        club, opponent: whose decision it is, and the other.
        side: of the club in the match.
        competition, season, leg, minute, announced, home, away, score: the situation.
        lead: of the club in the tie.
        payoff: "through", "points" or "win".
        rates_from: source of the rates, in words.
        strengths: date and age of the strengths used, and sides without results; None if rates or odds were given.
        plan_minutes: how long a plan is kept; None for the rest of the 90 minutes.
        opponent_replies: "usual", "best" or "unmoved".
        usual: worth without a decision, both sides playing as usual: the odds of `frontfoot tie`.
        plans: the worth of each plan.
        units: units of approach between pressing on and dropping back here.
        chance: probability that pressing on is better than dropping back.
        gain: worth of pressing on less that of dropping back, in the unit of the plans.
        regret: the expected loss of either choice.
        verdict: one of the words of `frontfoot.decisions.verdict`.
        sentence: the advice in a sentence.
        condition: the condition under which pressing on pays, from the break-even line.
        turn: the share of good days that would change the advice.
        flips: changes of the verdict by the next goal, or with time.
        after_red_card: verdict after a red card for a club, by its name.
        effect: the posterior of one unit of approach.
        readings: the answer under other readings of the evidence.
        costs: other quantities associated with pressing, as measured; none of them is in the plans.
        break_even: the line on which a change neither pays nor costs.
    """

    club: str
    opponent: str
    side: Side
    competition: str
    season: int
    leg: int
    minute: str
    announced: int | None
    home: str
    away: str
    score: tuple[int, int]
    lead: int
    payoff: Literal["through", "points", "win"]
    rates_from: str
    strengths: StrengthsUsed | None
    plan_minutes: float | None
    opponent_replies: str
    usual: Interval
    plans: Plans
    units: float
    chance: float
    gain: Interval
    regret: Regret
    verdict: Verdict
    sentence: str
    condition: str
    turn: Turn
    flips: tuple[str, ...]
    after_red_card: dict[str, Verdict]
    effect: Effect
    readings: tuple[Reading, ...]
    costs: tuple[Cost, ...]
    break_even: tuple[BreakEvenPoint, ...]

    def __repr__(self) -> str:
        """The sentence of the advice; all figures would be too long for a notebook."""
        return f"<Advice: {self.sentence}>"

    def _repr_html_(self) -> str:
        """The three plans as a small table for notebooks, with the source of the rates."""

        def worth(value: float) -> str:
            return f"{value:.2f}" if self.in_points else odds_percent(value)

        rows, shares = [], []
        for name, plan in (
            ("drop back", self.plans.drop),
            ("stay", self.plans.stay),
            ("press on", self.plans.press),
        ):
            rows.append([name, worth(plan.through), f"{worth(plan.low)} to {worth(plan.high)}"])
            shares.append([None, plan.through / 3.0 if self.in_points else plan.through, None])
        unit = {"through": "odds of going through", "points": "league points", "win": "odds of winning"}[self.payoff]
        return card(
            self.sentence,
            f"{self.title}; {self.club} decide",
            NotebookTable(["", unit, "90% interval"], rows, shares),
            f"Verdict: {self.verdict}.",
            self.condition,
            self.turn.sentence,
            note=f"{self.rates_from.capitalize()}. What matches show are associations; none proves an effect.",
        )

    def to_polars(self) -> pl.DataFrame:
        """One row a plan: `plan`, `level` (units of approach), `through` (its worth, see `payoff`), `low`, `high`."""
        plans = {"drop back": self.plans.drop, "stay": self.plans.stay, "press on": self.plans.press}
        return pl.DataFrame(
            [(name, plan.level, plan.through, plan.low, plan.high) for name, plan in plans.items()],
            schema={"plan": pl.String, **dict.fromkeys(("level", "through", "low", "high"), pl.Float64)},
            orient="row",
        )

    @property
    def in_points(self) -> bool:
        """Whether worths are league points and not probabilities."""
        return self.payoff == "points"

    @property
    def title(self) -> str:
        """The situation in one line."""
        carried = self.lead * (1 if self.side == "home" else -1) - self.score[0] + self.score[1]
        first_leg = f"{self.home} {signed(carried, 0)}" if carried else "level"
        aggregate = f", {first_leg} from the first leg" if self.leg == 2 else ""
        return f"{self.home} - {self.away} {self.score[0]}-{self.score[1]}, {self.minute}{aggregate}"

    def document(self) -> dict[str, Any]:
        """The complete advice as plain values for JSON, as `frontfoot decide --json` prints it."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain
