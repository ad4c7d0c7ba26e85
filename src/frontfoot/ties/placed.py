"""`tie`: the odds of a tie from two clubs and the state of play, or from a tie file and a minute."""

from __future__ import annotations

import datetime
import os
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from frontfoot.core.dates import calendar_day
from frontfoot.core.errors import InputError
from frontfoot.core.late import pl
from frontfoot.core.notebook import card
from frontfoot.core.season import season_on, season_year
from frontfoot.core.tables import Tabular
from frontfoot.goals.clock import Moment
from frontfoot.goals.rates import LegRates
from frontfoot.goals.results.own import read_own
from frontfoot.goals.sources import RatesSource
from frontfoot.ties.course import match_course
from frontfoot.ties.leg import Leg
from frontfoot.ties.odds import Model
from frontfoot.ties.outlook import Outlook
from frontfoot.ties.question import Pair, TieQuestion, Venue, built_tie, named_clubs, rates_asked, standing
from frontfoot.ties.replay import course_known
from frontfoot.ties.rulebook import is_tournament, rounds_alike, rules, single_year
from frontfoot.ties.sentences import moment_sentence
from frontfoot.ties.series import rest_of_series, series_won
from frontfoot.ties.situation import Situation, Tie
from frontfoot.ties.strengths import file_rates, folder_named
from frontfoot.ties.tie_file import TieFile


@dataclass(frozen=True, eq=False)
class PlacedTie(Tabular):
    """A tie with its situation and its rates; the odds are computed when they are first needed.

    Attributes:
        tie: clubs, rules, legs.
        situation: the leg under way, its moment, score and players on the pitch.
        clubs: the two clubs, the club asked about first.
        rates: one entry per leg, None if it is over.
        known: the source of the rates.
        taken: the rounds whose rules were used because no round was named; "" if one was named.
        season_of: the day whose season was taken because no season was named; None if one was named.
        decider: the club named first, which `frontfoot.decide` advises; None for a tie file.
        series: matches of its series that each club has won before this one; None where it is not one of a series.
    """

    tie: Tie
    situation: Situation
    clubs: tuple[str, str]
    rates: LegRates
    known: RatesSource
    taken: str = ""
    season_of: datetime.date | None = None
    decider: str | None = None
    series: Pair | None = None

    def __repr__(self) -> str:
        """The sentence."""
        return f"<PlacedTie: {self.sentence}>"

    def _repr_html_(self) -> str:
        """Sentence, score and odds, for notebooks."""
        match, score = self.tie.legs[self.situation.leg - 1], self.situation.score
        when = "shoot-out" if self.situation.shoot_out is not None else self.situation.when
        now = f"{match.home} {score[0]}-{score[1]} {match.away}, {when}"
        if self.situation.moment == Moment(1, 0.0):
            now = f"{match.home} - {match.away}, before kick-off"
        return card(self.sentence, now, note=f"{self.known.words.capitalize()}.") + self.outlook._repr_html_()

    @cached_property
    def model(self) -> Model:
        """The odds at any moment of this tie."""
        return Model(self.tie, self.rates)

    @cached_property
    def outlook(self) -> Outlook:
        """The odds at the present situation, as `frontfoot tie` prints them."""
        return self.model.ask(self.situation)

    @cached_property
    def series_odds(self) -> dict[str, float] | None:
        """The odds of each club of winning the series that this match is one of; None where it is not one."""
        if self.series is None:
            return None
        home, away = self.tie.legs[0].home, self.tie.legs[0].away
        won = self.series if home == self.clubs[0] else self.series[::-1]
        odds = rest_of_series(self.tie, self.model.leg_rates(1), self.outlook.through[home], won)
        both = {home: odds, away: 1.0 - odds}
        return {club: both[club] for club in self.clubs}

    @property
    def sentence(self) -> str:
        """The odds of the first club as a sentence, ready to print."""
        return moment_sentence(self.tie, self.situation, self.outlook, self.clubs[0])

    def to_polars(self) -> pl.DataFrame:
        """One row a club, see `frontfoot.ties.outlook.Outlook.to_polars`."""
        return self.outlook.to_polars()


def tie(
    first: str | Path,
    second: str | None = None,
    *,
    competition: str | None = None,
    season: int | str | None = None,
    round: str | None = None,
    first_leg: Pair | None = None,
    at: Venue | None = None,
    minute: float | str | None = None,
    stoppage: int | None = None,
    score: Pair | None = None,
    men: Pair | None = None,
    kicks: str | None = None,
    series: Pair | None = None,
    rates: tuple[float, float] | None = None,
    rates_second_leg: tuple[float, float] | None = None,
    odds: Sequence[float] | None = None,
    over_under: Sequence[float] | None = None,
    date: datetime.date | str | None = None,
    results: str | Path | pl.DataFrame | None = None,
    data: str | Path | None = None,
) -> PlacedTie:
    """A tie in its present situation, with its odds; the same as the command `frontfoot tie`.

    The result can be passed to `frontfoot.decide`. In scores, players, rates and odds the first club comes first.

    Args:
        first: the club asked about; or the path of a tie file (TOML), without a second club.
        second: the other club.
        competition: name or short code ("uel"), "league", or the path of a file of rules.
        season: 2023 or "2023/24"; when None the season of `date` or of today, but for tournaments of nations.
        round: "QF", "Final", ...; when None the rules that most rounds share.
        first_leg: score of the first leg, if the second leg is under way.
        at: where the first club plays now: "home", "away" or "neutral"; when None home, in a final neutral.
        minute: minute of this match: 60, "45+2", "HT", "ET 105"; before kick-off when None. Required with a tie file.
        stoppage: minutes of stoppage announced for this half.
        score: present score of this match; 0-0 when None.
        men: players on the pitch; 11 each when None.
        kicks: the shoot-out so far, "xx-:x-x" (x converted, - missed).
        series: in a series (best of three): matches that each club has won before this one; 0-0 when None.
        rates: expected goals of each club over 90 minutes of this match, instead of strengths.
        rates_second_leg: the same for the second leg, while the first is not over.
        odds: decimal odds before kick-off instead of strengths: win, draw, loss of the first club.
        over_under: with `odds`: a line of goals and the odds over and under it.
        date: use strengths as known on this day; when None see `frontfoot.rates`.
        results: your own matches, from which the strengths learn too: a CSV file, a folder of them, or a results table.
        data: folder of public results, the same as that of `frontfoot.cup`: those up to the day are learnt; when None
            those that `frontfoot update` fetched.

    Returns:
        A `PlacedTie`: `outlook` has the odds, `sentence` has them in words, `series_odds` those of a series.

    Raises:
        InputError: an argument is missing, impossible, or has no meaning together with the others.
        ReadError: a file cannot be read.

    >>> import frontfoot
    >>> bergamo = frontfoot.tie("Atalanta", "Liverpool", competition="uel", season=2023,
    ...                         first_leg=(3, 0), minute="HT", score=(0, 1), date="2024-04-18")
    >>> round(bergamo.outlook.through["Atalanta"], 3)
    0.852
    >>> frontfoot.decide(bergamo).verdict
    'leans press'
    """
    asked = TieQuestion(
        competition, season, round, first_leg, at, minute, stoppage, score, men, kicks, rates, rates_second_leg, odds,
        over_under, date, series,
    )  # fmt: skip
    own = read_own(Path(results)) if isinstance(results, (str, Path)) else results
    if own is not None and not isinstance(own, pl.DataFrame):
        raise InputError(f"{own!r} names no file", place="results", remedy="Give a CSV file, a folder, or a table")
    if second is not None:
        for name in (first, second):
            if not isinstance(name, str):
                raise InputError(f"{name!r} is no club", place="clubs", remedy="Write its name as a text")
        return placed((str(first), second), asked, own, data=folder_named(data))
    if not isinstance(first, (str, Path)) or not os.path.exists(first):  # noqa: PTH110 (a name may be too long)
        raise InputError(
            f"{str(first)!r} is not a file, and only one club is named",
            place="first",
            remedy="Name two clubs, or a tie file such as examples/atalanta-liverpool-2024.toml",
        )
    stated = [
        name for name in TieQuestion.__dataclass_fields__ if name != "minute" and getattr(asked, name) is not None
    ]
    if stated:
        raise InputError(
            "A tie file says this itself", place=", ".join(stated), remedy="Leave it out, or name two clubs"
        )
    if minute is None:
        raise InputError(
            "A tie file needs a minute to ask about",
            place="minute",
            remedy='Give 45, 60 or "45+2", say; frontfoot.replay has the odds at every minute',
        )
    from frontfoot.ties.file import read_tie

    return placed_in_file(read_tie(first), minute, own, data=folder_named(data))


def placed(
    names: tuple[str, str], asked: TieQuestion, own: pl.DataFrame | None = None, *, data: Path | None = None
) -> PlacedTie:
    """The tie of two named clubs.

    Args:
        names: names of the club asked about and of the other.
        asked: the other arguments about the tie.
        own: the user's own matches, from which the strengths learn too.
        data: folder of public results, see `frontfoot.goals.strengths.strengths_on`.

    Raises:
        InputError: an argument is missing, impossible, or has no meaning together with the others.
    """
    if asked.competition is None:
        raise InputError("No competition is named", place="competition", remedy="Name it: uel, say")
    season_of = None if asked.season is not None else _day_of_season(asked)
    single = single_year(asked.competition)
    season = season_on(season_of, single_year=single) if season_of else season_year(asked.season or "", "season")
    rule = rules(asked.competition, season, asked.round, legs=2 if asked.first_leg is not None else None)
    if asked.first_leg is not None and rule.legs == 1:
        raise InputError(
            f"This tie is a single match ({rule.describe().rstrip('.')})", place="first_leg", remedy="Leave it out"
        )
    won = series_won(rule, asked.series)
    asked.check_sources(results=own is not None, data=data is not None)
    listed = () if own is None else sorted({*own["home"], *own["away"]})
    clubs = named_clubs(*names, rule, unknown_allowed=asked.rates is not None or asked.odds is not None, among=listed)
    built, swapped = built_tie(clubs, rule, asked.first_leg, asked.at)
    situation = standing(built, asked, leg=2 if asked.first_leg is not None else 1, swapped=swapped)
    rates, known = rates_asked(built, situation, asked, own, data=data, swapped=swapped)
    return PlacedTie(
        built, situation, clubs, rates, known, rounds_alike(rule, asked.competition), season_of, clubs[0], won
    )


def _day_of_season(asked: TieQuestion) -> datetime.date:
    """The day whose season is taken where none is named: that of the strengths, or today.

    Raises:
        InputError: a tournament of nations, which is not played in every year.
    """
    if is_tournament(str(asked.competition)):
        raise InputError("No season is named", place="season", remedy="Name the year of the tournament: 2024, say")
    return calendar_day(asked.date) if asked.date is not None else datetime.date.today()


def placed_in_file(
    file: TieFile, minute: float | str, own: pl.DataFrame | None = None, *, data: Path | None = None
) -> PlacedTie:
    """The tie of a file as it stood at a minute of its last match with a score or events.

    Args:
        file: the tie.
        minute: minute of that match.
        own: the user's own matches, from which the strengths learn too.
        data: folder of public results, see `frontfoot.goals.strengths.strengths_on`.

    Raises:
        InputError: not a minute of a match, or the file does not say when the goals of that match were scored.
    """
    rates, legs = file_rates(file, own, data=data), file.tie.legs
    begun = [place for place, match in enumerate(legs, start=1) if match.played or file.events[place - 1]]
    leg = max(begun, default=1)
    match = legs[leg - 1]
    if match.played and not course_known(match, file.events[leg - 1]):
        raise InputError(
            f"The file has the score of leg {leg}, and does not tell when its goals fell",
            place=file.place,
            remedy="Add its goals as [[leg.event]], or name two clubs and the score",
        )
    moment = Moment.at(minute)
    now = match_course((match.home, match.away), file.events[leg - 1]).at(moment)
    known = Tie(
        file.tie.rules,
        (*legs[: leg - 1], Leg(match.home, match.away, date=match.date, neutral=match.neutral), *legs[leg:]),
    )
    situation = Situation(leg, moment, now.score, now.men, announced=now.announced(moment))
    return PlacedTie(known, situation, known.clubs, rates.under_way[leg - 1], rates.source_of(leg))
