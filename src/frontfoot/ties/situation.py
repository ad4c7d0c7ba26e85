"""`Tie` and `Situation`: the clubs, rules and matches of a tie, and the state of play, from which odds are computed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from frontfoot.core.errors import InputError
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.season import season_name
from frontfoot.core.wording import several
from frontfoot.goals.clock import MOST_ANNOUNCED, Moment
from frontfoot.ties.leg import Leg, check_score
from frontfoot.ties.rounds import round_name
from frontfoot.ties.rulebook import Rules, Step
from frontfoot.ties.settle import Ruling, Settlement, Way, settle
from frontfoot.ties.shoot_out import ShootOut

KICK_OFF = Moment(1, 0.0)
EXTRA_TIME = Moment(3, 0.0)


@dataclass(frozen=True, slots=True)
class Tie:
    """Two clubs, the rules, and the matches between them, played or to come.

    Attributes:
        rules: how the tie is settled.
        legs: the matches in order, as many as the rules have; matches to come have no score.
        ruling: a decision that no score explains.

    Raises:
        InputError: the number of matches is not that of the rules, or the second leg has other clubs.

    >>> from frontfoot.ties.rulebook import rules
    >>> tie = Tie(rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    >>> tie.carried(2)
    3
    """

    rules: Rules
    legs: tuple[Leg, ...]
    ruling: Ruling | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "legs", tuple(self.legs))
        if len(self.legs) != self.rules.legs:
            raise InputError(
                f"{several(len(self.legs), 'match is', 'matches are')} given, and the rules have {self.rules.legs}",
                place="legs",
                remedy=self.rules.describe().rstrip("."),
            )
        pairs = {frozenset((leg.home, leg.away)) for leg in self.legs}
        if len(pairs) > 1:
            raise InputError(
                "The legs are not between the same two clubs", place="legs", remedy="Name the same clubs in both"
            )
        if len(self.legs) == 2 and self.legs[0].home == self.legs[1].home:
            raise InputError(
                f"{self.legs[0].home} is at home in both legs", place="legs", remedy="Turn the clubs of one leg round"
            )

    def __repr__(self) -> str:
        """The legs with their scores, and the competition."""
        return f"<Tie: {'; '.join(leg.words for leg in self.legs)}; {self._occasion}>"

    def _repr_html_(self) -> str:
        """The matches as a small table for notebooks, with how a level tie is settled."""
        dated = any(leg.date for leg in self.legs)
        heads = ["", *(["date"] if dated else []), "home", "", "away", "decided by"]
        rows = []
        for number, leg in enumerate(self.legs, start=1):
            name = f"{'first' if number == 1 else 'second'} leg" if len(self.legs) == 2 else "match"
            day = [leg.date.isoformat() if leg.date else ""] if dated else []
            rows.append([name, *day, leg.home, leg.score_words or "–", leg.away, leg.ending_words])
        shown = [row[: len(heads) - (not any(last[-1] for last in rows))] for row in rows]
        table = NotebookTable(heads[: len(shown[0])], shown, text=range(len(heads)))
        ended = self.settle()
        way = "in 90 minutes" if ended.way is Way.REGULATION else f"by {ended.way}"
        where = f"{ended.winner} went through {way}." if ended.winner else ""
        return card(
            f"{self.legs[0].home} – {self.legs[0].away}", self._occasion, table, where, note=self.rules.describe()
        )

    @property
    def _occasion(self) -> str:
        """Competition, season and round, as far as the rules name them."""
        rules = self.rules
        season = season_name(rules.season, single_year=rules.single_year) if rules.season else ""
        return " ".join(filter(None, (rules.competition, season, round_name(rules.round) if rules.round else "")))

    @property
    def clubs(self) -> tuple[str, str]:
        """The two clubs, the home side of the last match first."""
        return self.legs[-1].home, self.legs[-1].away

    def carried(self, leg: int) -> int:
        """The lead that the home side of match number `leg` brings into it."""
        home = self.legs[leg - 1].home
        return sum(match.margin(home) for match in self.legs[: leg - 1] if match.played)

    def settle(self) -> Settlement:
        """The club that goes through by the matches played so far, or the reason why that is open."""
        return settle(self.legs, self.rules, self.ruling)


@dataclass(frozen=True, slots=True)
class Situation:
    """The state of play of a tie: leg, moment, score and players on the pitch.

    Attributes:
        leg: the match under way or the next to begin, 1 or 2.
        moment: of that match; `Moment(1, 0)` before its kick-off, periods 3 and 4 in extra time.
        score: of that match, home side first.
        men: players on the pitch, home side first, 7 to 11.
        shoot_out: the shoot-out under way, once extra time is over; `moment` is then ignored.
        announced: minutes of stoppage announced for the period of `moment`, see `Clock.announced`; None before that.

    Raises:
        InputError: an impossible score, number of players, leg or announced stoppage.

    >>> Situation(leg=2, moment=Moment.at(45), score=(0, 1)).score
    (0, 1)
    """

    leg: int = 1
    moment: Moment = KICK_OFF
    score: tuple[int, int] = (0, 0)
    men: tuple[int, int] = (11, 11)
    shoot_out: ShootOut | None = None
    announced: int | None = None

    def __post_init__(self) -> None:
        if self.leg not in (1, 2):
            raise InputError(f"There is no leg {self.leg}", place="leg", remedy="A tie has one or two legs")
        object.__setattr__(self, "score", check_score(self.score, place="score"))
        if not (isinstance(self.men, Sequence) and len(self.men) == 2 and all(7 <= count <= 11 for count in self.men)):
            raise InputError(
                f"{self.men} men on the two sides cannot be",
                place="men",
                remedy="Give 7 to 11 for each side; with fewer than 7 the match is abandoned",
            )
        if self.announced is not None and not 0 <= self.announced <= MOST_ANNOUNCED:
            raise InputError(
                f"{self.announced} minutes of stoppage are not announced",
                place="announced",
                remedy=f"Give 0 to {MOST_ANNOUNCED} minutes",
            )

    @property
    def when(self) -> str:
        """The moment in words.

        >>> Situation(moment=Moment.at("90+2"), announced=6).when
        "90+2', 6 minutes of stoppage announced"
        """
        stoppage = "" if self.announced is None else f", {self.announced} minutes of stoppage announced"
        return self.moment.minute + stoppage


def aggregate(tie: Tie, situation: Situation) -> tuple[int, int]:
    """Goals over the legs so far, home side of the match under way first."""
    match = tie.legs[situation.leg - 1]
    before = [leg for leg in tie.legs[: situation.leg - 1] if leg.played]
    return (
        situation.score[0] + sum(leg.goals(match.home) for leg in before),
        situation.score[1] + sum(leg.goals(match.away) for leg in before),
    )


def check_fit(tie: Tie, situation: Situation) -> None:
    """Check that the situation can occur in the tie under its rules.

    Raises:
        InputError: a leg that the tie does not have, earlier legs without a score, extra time or a shoot-out that the
            rules do not have or the score excludes.
    """
    rules = tie.rules
    if situation.leg > rules.legs:
        raise InputError(f"Leg {situation.leg} does not exist", place="leg", remedy=rules.describe().rstrip("."))
    if not all(leg.played for leg in tie.legs[: situation.leg - 1]):
        raise InputError("The first leg has no score", place="legs", remedy="Give its score, or ask about leg 1")
    late = situation.moment.period >= 3
    if (late or situation.shoot_out is not None) and situation.leg != rules.legs:
        raise InputError("The first leg has no extra time", place="moment", remedy="Give a moment of 90 minutes")
    margin = tie.carried(situation.leg) + situation.score[0] - situation.score[1]
    if situation.shoot_out is not None:
        if not rules.shoot_out:
            raise InputError("These rules have no shoot-out", place="shoot-out", remedy=rules.describe().rstrip("."))
        if margin:
            raise InputError(
                "A shoot-out is held when the tie is level, and it is not", place="score", remedy="Check the scores"
            )
        return
    if late and rules.extra_time is None:
        raise InputError("These rules have no extra time", place="moment", remedy=rules.describe().rstrip("."))
    ends_at_lead = rules.extra_time is Step.GOLDEN_GOAL or (
        rules.extra_time is Step.SILVER_GOAL and situation.moment.period == 4
    )
    if late and margin and ends_at_lead:
        raise InputError(
            f"Under the {rules.extra_time} the match is over at this score", place="score", remedy="Check the scores"
        )
    if situation.moment == EXTRA_TIME and margin:
        raise InputError(
            "Extra time begins level, and the tie is not", place="score", remedy="Check the scores of both legs"
        )


def check_course(tie: Tie, situation: Situation) -> None:
    """Check that the situation fits (`check_fit`) and that the match can have reached it.

    Before extra time the tie was level after 90 minutes; before a shoot-out away goals, where they count, were equal.
    `Model.ask` does not check this: while a match is entered live, its clock and its score may be ahead of each other.

    Raises:
        InputError: as `check_fit`, or extra time or a shoot-out that no course of the match leads to.
    """
    check_fit(tie, situation)
    rules = tie.rules
    if situation.shoot_out is not None:
        settled = rules.away_goals_after_extra_time or (rules.away_goals and rules.extra_time is None)
        if settled and _scored_away(tie) != situation.score[1]:
            raise InputError(
                "There is no shoot-out: away goals settle the tie at these scores",
                place="score",
                remedy="Check the scores of both legs",
            )
    if rules.extra_time is not None and (situation.shoot_out is not None or situation.moment.period >= 3):
        _check_level_at_ninety(tie, situation)


def _check_level_at_ninety(tie: Tie, situation: Situation) -> None:
    """Check that the tie can have been level after 90 minutes, at a score not above the present one."""
    home, away = situation.score
    carried = tie.carried(situation.leg)
    just_ended = situation.moment == EXTRA_TIME and situation.shoot_out is None
    level = ((goals - carried, goals) for goals in ((away,) if just_ended else range(away + 1)))
    possible = [score for score in level if (score[0] == home if just_ended else 0 <= score[0] <= home)]
    if tie.rules.away_goals:
        possible = [score for score in possible if score[1] == _scored_away(tie)]
    if not possible:
        away_goals = ", away goals included" if tie.rules.away_goals else ""
        raise InputError(
            f"Extra time begins level{away_goals}, and the tie cannot have been",
            place="score",
            remedy="Check the scores of both legs",
        )


def _scored_away(tie: Tie) -> int:
    """Goals that the home side of the second leg scored away, in the first."""
    return tie.legs[0].goals(tie.legs[1].home)
