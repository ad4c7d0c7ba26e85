"""`rules`: the rules that settle a tie, by competition, season and round.

The rules are data: one TOML file per competition in `frontfoot/ties/rules`, or a file of the user's own. How a level
tie is decided is a list of steps in that file, applied one after another until one of them gives a winner. "away goals"
before "extra time" compares the away goals of the 90 minutes; after it, those of the whole tie. Steps after "replay"
concern the replay.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from typing import Any, Final

from frontfoot.core.errors import InputError
from frontfoot.core.season import season_name, season_year
from frontfoot.core.wording import did_you_mean, letters_and_digits
from frontfoot.goals.results.competitions import OF_NATIONS
from frontfoot.ties.rounds import LAST_ROUNDS, ROUNDS, round_code, round_name
from frontfoot.ties.rule_files import is_file, own, shipped, shipped_as, usual_day

_LATE: Final = ("PO", "R32", "R16", "QF", "SF", "F")


class Step(StrEnum):
    """One step of settling a level tie."""

    AWAY_GOALS = "away goals"
    EXTRA_TIME = "extra time"
    GOLDEN_GOAL = "golden goal"  # extra time that the first goal ends
    SILVER_GOAL = "silver goal"  # extra time that a lead at its half-time ends
    SHOOT_OUT = "shoot-out"
    REPLAY = "replay"
    TOSS = "toss"


EXTRA_TIME_STEPS: Final = frozenset({Step.EXTRA_TIME, Step.GOLDEN_GOAL, Step.SILVER_GOAL})


# Few orders of steps exist, and every forecast asks for them many times.
@cache
def _place_of_replay(steps: tuple[Step, ...]) -> int:
    return steps.index(Step.REPLAY) if Step.REPLAY in steps else len(steps)


@cache
def _extra_time_among(steps: tuple[Step, ...]) -> Step | None:
    return next((step for step in steps if step in EXTRA_TIME_STEPS), None)


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules by which a tie is settled.

    Attributes:
        competition: present name of the competition.
        season: the year in which the season begins; 0 for rules made by hand.
        round: code of the round, such as "QF".
        legs: 1 or 2.
        steps: the steps applied in order when the aggregate is level; empty if a draw is final (league, group).
        neutral: a single match at a neutral ground, as finals are.
        checked: True if the rule was checked against results, False if it was not.
        note: what a reader should know about this entry.
        single_year: the season is one year (a tournament, a calendar year), not two.
        best_of: matches of the series of which this is one, each with a winner of its own; 1 if there is no series.
        usual_day: day on which matches of this round usually begin; None if it is not known.

    >>> Rules(legs=2, steps=(Step.EXTRA_TIME, Step.SHOOT_OUT)).away_goals
    False
    """

    legs: int
    steps: tuple[Step, ...]
    competition: str = "own rules"
    season: int = 0
    round: str = ""
    neutral: bool = False
    checked: bool = True
    note: str = ""
    single_year: bool = False
    best_of: int = 1
    usual_day: datetime.date | None = field(default=None, compare=False)

    def __post_init__(self) -> None:
        if self.legs not in (1, 2):
            raise InputError(f"A tie has one or two legs, not {self.legs}", place="legs", remedy="Give 1 or 2")
        steps = tuple(Step(step) for step in self.steps)
        object.__setattr__(self, "steps", steps)
        if self.legs == 1 and Step.AWAY_GOALS in steps:
            raise InputError("Away goals cannot settle a single match", place="steps", remedy="Give two legs")
        played = [step for step in steps[: self._replay_at()] if step in EXTRA_TIME_STEPS]
        if len(played) > 1:
            raise InputError("Extra time is played once in a match", place="steps", remedy="Name one kind of it")

    def _replay_at(self) -> int:
        return _place_of_replay(self.steps)

    @property
    def before_replay(self) -> tuple[Step, ...]:
        """The steps that concern the tie itself, not its replay."""
        return self.steps[: self._replay_at()]

    @property
    def extra_time(self) -> Step | None:
        """The kind of extra time played at the end of the tie, None if there is none."""
        return _extra_time_among(self.before_replay)

    @property
    def away_goals(self) -> bool:
        """Whether away goals count at the end of 90 minutes."""
        if self.extra_time is None:
            return Step.AWAY_GOALS in self.before_replay
        return Step.AWAY_GOALS in self.steps[: self.steps.index(self.extra_time)]

    @property
    def away_goals_after_extra_time(self) -> bool:
        """Whether away goals count, those of extra time included, when extra time leaves the tie level."""
        if self.extra_time is None:
            return False
        return Step.AWAY_GOALS in self.before_replay[self.steps.index(self.extra_time) :]

    @property
    def shoot_out(self) -> bool:
        """Whether a shoot-out can end the tie itself."""
        return Step.SHOOT_OUT in self.before_replay

    @property
    def title(self) -> str:
        """Competition and season as people write them.

        >>> rules("uel", 2023, "QF").title, rules("euro", 2016, "F").title
        ('UEFA Europa League 2023/24', 'UEFA European Championship 2016')
        """
        if not self.season:
            return self.competition
        return f"{self.competition} {season_name(self.season, single_year=self.single_year)}"

    @property
    def last(self) -> bool:
        """Whether this match alone sends nobody to a further round (a final, a league match, one of a series).

        >>> rules("ucl", 2018, "F").last, rules("ucl", 2018, "SF").last
        (True, False)
        """
        return self.round in LAST_ROUNDS or not self.steps or self.best_of > 1

    def describe(self) -> str:
        """The rule as a sentence."""
        legs = "Two legs" if self.legs == 2 else "One match"
        if self.best_of > 1:
            legs = f"Best of {self.best_of} matches, each with a winner"
        ground = " at a neutral ground" if self.neutral else ""
        if not self.steps:
            return f"{legs}{ground}; level stays level."
        return f"{legs}{ground}; if level: {', then '.join(self.steps)}."


def rules(competition: str, season: int | str, round: str | None = None, *, legs: int | None = None) -> Rules:
    """The rules of a competition in a season and a round.

    Args:
        competition: name or short code ("UEFA Europa League", "uel"), or the path of a user's own file ("my-cup.toml").
        season: 2023 or "2023/24"; for a tournament or a calendar-year season that year.
        round: "QF", "Quarter-finals", "R16", "Final", ...; without it, the rule that most rounds share.
        legs: number of legs, if known; without a round only rules with this number are considered.

    Raises:
        InputError: an unknown competition or round, or a season whose rules are not known.

    >>> rules("UEFA Europa League", 2023, "QF").steps
    (<Step.EXTRA_TIME: 'extra time'>, <Step.SHOOT_OUT: 'shoot-out'>)
    >>> rules("ucl", 2018, "SF").away_goals
    True
    """
    document, season = _document(competition), season_year(season)
    entry = entry_of(competition, season, round, legs=legs)
    code = "*" if round is None else round_code(round)
    return Rules(
        legs=entry["legs"],
        steps=tuple(Step(step) for step in entry["steps"]),
        competition=document["name"],
        season=season,
        round="" if code == "*" else code,
        neutral=entry.get("neutral", False),
        checked=entry["checked"],
        note=entry.get("note", ""),
        single_year=document["single_year"],
        best_of=entry["best_of"],
        usual_day=_usual_day(document, season, code),
    )


def _usual_day(document: dict[str, Any], season: int, code: str) -> datetime.date | None:
    """The day on which a round of a season usually begins, without a round that of the first knock-out round of spring.

    None if it is not known.
    """
    spans = (entry for entry in document["calendar"] if entry.get("from", 0) <= season <= entry.get("to", season))
    days = {name: usual_day(day, season) for entry in spans for name, day in entry["days"].items()}
    late = [day for name, day in days.items() if day and name in _LATE]
    if code == "*" and late:
        return min(late)
    return days.get(code) or days.get("*")


def entry_of(competition: str, season: int, round: str | None = None, *, legs: int | None = None) -> dict[str, Any]:
    """The entry of a file of rules that holds for a season and a round; see `rules`."""
    document = _document(competition)
    named = season_name(season, single_year=document["single_year"])
    code = "*" if round is None else round_code(round)
    in_season = [entry for entry in document["rule"] if entry["from"] <= season <= entry.get("to", 9999)]
    if not in_season:
        raise InputError(
            f"The rules of the {document['name']} in {named} are not known",
            place="season",
            remedy=f"Known are {_known_seasons(document)}; a season is named by the year in which it begins",
        )
    exact = [entry for entry in in_season if code in entry["rounds"] and code != "*"]
    general = [entry for entry in in_season if "*" in entry["rounds"] and code != "F"]
    if not general and code == "F" and not exact:
        general = [entry for entry in in_season if "*" in entry["rounds"] and _is_tournament(document)]
    fitting = exact or general
    if round is None:
        # No round given: the general rule, unless the number of legs fits only another one.
        candidates = general or in_season
        if legs is not None and not any(entry["legs"] == legs for entry in candidates):
            candidates = in_season
        fitting = [entry for entry in candidates if legs is None or entry["legs"] == legs]
    if not fitting or (round is None and len({tuple(entry["steps"]) for entry in fitting}) > 1):
        written = sorted({name for entry in in_season for name in entry["rounds"] if name != "*"})
        known = ", ".join(map(round_name, written))
        subject = f"in the round '{round}'" if round is not None else f"with {legs} legs" if legs else "without a round"
        raise InputError(
            f"The rules of the {document['name']} in {named} {subject} are not known",
            place="round",
            remedy=f"Name a round; this season has rules for {known or 'every round but the final'}",
        )
    chosen: dict[str, Any] = fitting[0]
    return chosen


def rounds_alike(rule: Rules, competition: str) -> str:
    """The rounds, in words, that a rule taken without a round covers; "" if no round has other rules.

    >>> rounds_alike(rules("uel", 2023), "uel")
    'every round but the final'
    """
    if rule.round or not rule.steps:
        return ""
    entries = [e for e in _document(competition)["rule"] if e["from"] <= rule.season <= e.get("to", 9999)]
    same = [entry for entry in entries if entry["legs"] == rule.legs and tuple(entry["steps"]) == rule.steps]
    if not any("*" in entry["rounds"] for entry in same):
        return " or ".join(round_name(code).lower() for entry in same for code in entry["rounds"])
    named = {code for entry in entries for code in entry["rounds"]} | {"F"}
    others = [code for code in ROUNDS if code in named and not _holds_in(competition, rule.season, code, same)]
    names = [round_name(code).lower() for code in others]
    return f"every round but the {', '.join(names)}" if names else "every round"


def _holds_in(competition: str, season: int, code: str, entries: list[dict[str, Any]]) -> bool:
    """Whether one of some entries holds in a round; not where its rules are not known."""
    try:
        return entry_of(competition, season, code) in entries
    except InputError:
        return False


def competition_title(name: str, season: int) -> str:
    """A competition by its name and its season as people write them; see `Rules.title`.

    >>> competition_title("UEFA European Championship", 2016)
    'UEFA European Championship 2016'
    """
    single = {document["name"]: bool(document["single_year"]) for document in shipped()}
    return f"{name} {season_name(season, single_year=single.get(name, False))}"


def single_year(competition: str) -> bool:
    """Whether a season of a competition is one year; two are assumed if its rules are not known.

    >>> single_year("euro"), single_year("ucl"), single_year("serie-a")
    (True, False, False)
    """
    try:
        return bool(_document(competition)["single_year"])
    except InputError:
        return False


def is_tournament(competition: str) -> bool:
    """Whether a competition is one of nations that is not played in every year.

    >>> is_tournament("euro"), is_tournament("ucl"), is_tournament("nations-league")
    (True, False, False)
    """
    document = _document(competition)
    return document["name"] in OF_NATIONS and bool(document["single_year"])


def competition_code(competition: str) -> str:
    """The first short code of a competition, from any of its names.

    >>> competition_code("European Championship")
    'euro'
    """
    return str(_document(competition)["codes"][0])


def competitions() -> dict[str, str]:
    """Every competition whose rules are known: its first short code and its name."""
    return {document["codes"][0]: document["name"] for document in shipped()}


def _is_tournament(document: dict[str, Any]) -> bool:
    # World Cup, Euro, league: the general rule covers the final as well.
    return not any("F" in entry["rounds"] for entry in document["rule"] if "*" in entry["rounds"]) and all(
        entry["legs"] == 1 for entry in document["rule"]
    )


def _known_seasons(document: dict[str, Any]) -> str:
    spans = sorted({(entry["from"], entry.get("to", 9999)) for entry in document["rule"]})
    merged: list[list[int]] = []
    for first, last in spans:
        if merged and first <= merged[-1][1] + 1:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return ", ".join(f"{a} on" if b == 9999 else f"{a}" if a == b else f"{a}-{b}" for a, b in merged)


def _document(competition: str) -> dict[str, Any]:
    if is_file(competition):
        return own(competition)
    if (of_code := shipped_as(competition)) is not None:
        return of_code
    wanted, by_name = letters_and_digits(competition), _by_name()
    if wanted in by_name:
        return by_name[wanted]
    meant = did_you_mean(wanted, {name: document["name"] for name, document in by_name.items()})
    raise InputError(
        f"There is no competition '{competition}' in the rules",
        place="competition",
        remedy=f"{meant}Known are {', '.join(competitions())}",
    )


@cache
def _by_name() -> dict[str, dict[str, Any]]:
    """Every shipped competition, by each of its names."""
    return {
        letters_and_digits(name): document
        for document in shipped()
        for name in (document["name"], *document["codes"], *document["also"])
    }
