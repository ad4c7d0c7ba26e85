"""The forecast of a season from a day: exact once every draw has been held, simulated before that."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import polars as pl

from frontfoot.core.errors import InputError
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.wording import long_date, odds_percent
from frontfoot.cups.bracket import Bracket, BracketForecast, TieOdds
from frontfoot.cups.certain import certain_rounds, ruled_out
from frontfoot.cups.draw import check_draw
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.knock_out import bracket_of, fully_drawn, open_rounds
from frontfoot.cups.live import Live
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import Simulation, simulate, simulated_clubs
from frontfoot.cups.simulated_bracket import simulated_bracket, simulated_interval
from frontfoot.cups.simulated_odds import SimulatedOdds
from frontfoot.cups.state import CupState, KnownTie
from frontfoot.cups.unused import check_results_count
from frontfoot.goals.rates import StrengthsUsed
from frontfoot.goals.strengths import Strengths
from frontfoot.goals.strengths.nations import kind_of
from frontfoot.ties.rounds import round_name
from frontfoot.ties.rulebook import competition_title

DRAWS, SIMULATIONS, SEED = 300, 10_000, 0
MOST_CHANGES = 4


@dataclass(frozen=True)
class OddsChange:
    """The change of the odds by a result of this day.

    Attributes:
        result: the result, in words: "Atalanta go through"; in a group "Milan win", "Milan draw", "Milan lose".
        club: whose odds are looked at.
        probability: of the result.
        simulations: in how many it came up; 0 where the odds are exact.
        reach: the club's odds of each open round and of the title, given the result.
        others: odds of the title of the clubs that the result moves most.
    """

    result: str
    club: str
    probability: float
    reach: dict[str, float]
    others: dict[str, float] = field(default_factory=dict)
    simulations: int = 0


@dataclass(frozen=True)
class CupForecast(SimulatedOdds):
    """Odds of a season from a day.

    Attributes:
        name, season, day: what and when (the morning of the day; matches under way as given).
        rounds: codes still open, and "champion" at the end.
        reach: by round, odds of each club of playing in it; "champion": of winning the last.
        interval: middle 90% of the odds of the title over draws of the strengths; empty where these are taken as sure,
            or where there are fewer than two simulations of each draw.
        ties: of the first open round, as known, with the odds of the first leg's host.
        opponents: club, round and its possible opponents there, for the next round whose opponent is open.
        changes: changes of the odds by the results of the day.
        simulations: 0 where the odds are exact.
        known: which strengths, in words; `strengths`: their day and age, and clubs without results of their own.
        assumed: clubs of which nothing is known.
        live: matches under way.
        certain: (round, club) where the club is certain to play; a simulated share of 1 is not enough.
        out: (round or "champion", club) where it cannot any more; a simulated share of 0 is not enough.
        bracket: every tie still open or to come, the final last, with the odds on its lines; empty while the draw of
            its ties is still to come. While groups are open its first sides are places (`TieOdds.places`).
    """

    name: str
    season: int
    day: date
    rounds: tuple[str, ...]
    reach: dict[str, dict[str, float]]
    interval: dict[str, tuple[float, float]]
    ties: tuple[tuple[KnownTie, float | None], ...]
    opponents: dict[str, tuple[str, dict[str, float]]]
    changes: tuple[OddsChange, ...]
    simulations: int
    known: str
    assumed: tuple[str, ...]
    live: tuple[Live, ...] = ()
    certain: frozenset[tuple[str, str]] = frozenset()
    out: frozenset[tuple[str, str]] = frozenset()
    bracket: tuple[TieOdds, ...] = ()
    strengths: StrengthsUsed | None = None

    @property
    def later_draw(self) -> str:
        """A sentence on the pairings that a later draw decides; empty where no draw is to come."""
        if self.bracket or len(self.rounds) < 3:
            return ""
        first = self.rounds[1] if self.ties else self.rounds[0]
        return (
            f"A later draw decides who meets whom from the {round_name(first).lower()} on: there is no bracket yet, "
            "and the odds are over the draws that the rules allow."
        )

    def __repr__(self) -> str:
        """The competition, the day and the likeliest winner."""
        first = max(self.champion, key=lambda club: self.champion[club])
        name = competition_title(self.name, self.season)
        return f"<CupForecast: {name} on {self.day}, {first} {self.odds_words(CHAMPION, first)}>"

    def _repr_html_(self) -> str:
        """The odds of every round and of the title as a small table for notebooks, with the day's changes."""
        codes = self.codes
        rows, shares = [], []
        for club in self.clubs:
            odds = [self.reach[code].get(club, 0.0) for code in codes]
            texts = [self.odds_words(code, club) for code in codes]
            low, high = self.interval.get(club, (0.0, 0.0))
            span = [f"{100 * low:.0f} to {100 * high:.0f}%" if high > 0.0 else ""] if self.interval else []
            rows.append([club, *texts, *span])
            shares.append([None, *odds, *[None] * len(span)])
        heads = ["", *(round_title(code) for code in codes), *(["90% interval"] if self.interval else [])]
        tables = [NotebookTable(heads, rows, shares)]
        if self.changes:
            lines = [
                [
                    change.result,
                    odds_percent(change.probability, simulations=self.simulations),
                    odds_percent(change.reach.get(CHAMPION, 0.0), simulations=change.simulations),
                ]
                for change in self.changes
            ]
            title = "What the day's results change"
            tables.append(NotebookTable(["", "chance", "champion then"], lines, title=title))
        how = f"{self.simulations:,} simulations" if self.simulations else "Exact odds"
        name = competition_title(self.name, self.season)
        return card(f"{name}, morning of {long_date(self.day)}", *tables, self.later_draw, note=f"{how}; {self.known}.")

    def to_polars(self) -> pl.DataFrame:
        """One row a club, likeliest winner first.

        Columns: `club`, the odds of playing in each round still open by its code (such as `SF`), `champion`,
        `champion_low`, `champion_high` (90% interval; null where the strengths are taken as sure or the simulations
        are too few), `bounded` (codes of the columns, with spaces between, whose 0 or 1 is a bound: the share of
        simulations of what is neither impossible nor certain) and `unseen_below` (the odds lie below it, or above 1
        less it, with 95%; null where they are exact).
        """
        columns: dict[str, list[float | None]] = {
            code: [round(self.reach[code].get(club, 0.0), 12) for club in self.clubs] for code in self.rounds
        }
        for place, name in enumerate(("champion_low", "champion_high")):
            columns[name] = [self.interval[club][place] if club in self.interval else None for club in self.clubs]
        bounded = self.bounded
        texts = [" ".join(bounded.get(club, ())) for club in self.clubs]
        return pl.DataFrame(
            {"club": self.clubs, **columns, "bounded": texts, "unseen_below": [self.unseen_below] * len(texts)},
            schema={
                "club": pl.String,
                **dict.fromkeys(columns, pl.Float64),
                "bounded": pl.String,
                "unseen_below": pl.Float64,
            },
        )

    @property
    def bounded(self) -> dict[str, tuple[str, ...]]:
        """By club the rounds, and "champion", that it reached in none or all of the simulations without being sure to.

        Its odds there are less than `unseen_below`, or more than 1 less it; nothing is bounded where odds are exact.
        """
        if not self.simulations:
            return {}
        sure = self.certain | self.out
        codes = {
            club: tuple(
                code
                for code in self.rounds
                if self.simulations
                and not 0.0 < self.reach[code].get(club, 0.0) < 1.0 - 1e-9
                and (code, club) not in sure
            )
            for club in self.clubs
        }
        return {club: rounds for club, rounds in codes.items() if rounds}

    @property
    def codes(self) -> tuple[str, ...]:
        """The rounds, and the title, that are not certain for all clubs concerned."""
        return tuple(code for code in self.rounds if min(self.reach[code].values()) < 1.0 - 1e-9)

    @property
    def clubs(self) -> tuple[str, ...]:
        """The clubs still in it, by their odds of the title, then of the rounds before it."""
        codes = self.codes
        return tuple(
            sorted(
                {club for code in codes for club in self.reach[code]},
                key=lambda club: (*(-self.reach[code].get(club, 0.0) for code in reversed(codes)), club),
            )
        )

    def odds_words(self, code: str, club: str) -> str:
        """The odds of a club of a round or the title as text; none or all of the simulations as the bound they are."""
        odds, pair = self.reach[code].get(club, 0.0), (code, club)
        return odds_percent(odds, simulations=0 if pair in self.certain or pair in self.out else self.simulations)

    @property
    def champion(self) -> dict[str, float]:
        """Odds of the title by club."""
        return self.reach[CHAMPION]


def round_title(code: str) -> str:
    """The usual name of a round, or of the title.

    >>> round_title("SF"), round_title("champion")
    ('Semi-final', 'Champion')
    """
    return "Champion" if code == CHAMPION else round_name(code)


def named_in_strengths(state: CupState) -> str:
    """The competition as the strengths name it; for nations the kind of match."""
    return kind_of(state.format.name) if state.format.nations else state.format.name


def forecast(
    state: CupState,
    strengths: Strengths,
    *,
    live: Sequence[Live] = (),
    draws: int = DRAWS,
    simulations: int = SIMULATIONS,
    seed: int = SEED,
    progress: Callable[[str, float], object] = lambda work, share: None,
) -> CupForecast:
    """The odds of every club of every round still open.

    Args:
        state: of the season (`Season.at`).
        strengths: as known on the day.
        live: matches under way.
        draws: of the strengths; 0 for their means.
        simulations: how many, where a draw or a phase is open.
        seed: of everything random.
        progress: told what is being done, and the share done.

    Raises:
        InputError: a season that is over, a draw that breaks its own rule, a match under way that is not on this
            day, a result of one's own cup that does not follow from those before it.
    """
    check_results_count(state)
    rounds = open_rounds(state)
    if not rounds:
        winner = state.ties("F")[0].winner
        raise InputError(
            f"The {state.format.title} was over on {state.day}",
            place="date",
            remedy=f"{winner} won it; give an earlier date",
        )
    if not state.season.phase and not state.ties(rounds[0]) and state.entering(rounds[0]) is None:
        raise InputError(
            f"The results do not say who plays in the round {rounds[0]}",
            place="results",
            remedy="Give the matches before it",
        )
    for match in live:
        if (match.home, match.away) not in {(today.leg.home, today.leg.away) for today in state.today()}:
            raise InputError(
                f"{match.home} - {match.away} is not played on {state.day}",
                place="live",
                remedy="Name the home side first, and check the date",
            )
    for code in rounds:
        _check_drawn(state, code)
    generator = np.random.default_rng(seed)
    if fully_drawn(state):
        clubs = sorted({club for tie in state.ties(rounds[0]) for club in tie.clubs} | _later(state, rounds))
        pairings = Pairings.of(strengths, clubs, named_in_strengths(state), draws=draws, generator=generator)
        return _exact(state, pairings, live, rounds)
    clubs = list(simulated_clubs(state))
    pairings = Pairings.of(strengths, clubs, named_in_strengths(state), draws=draws, generator=generator)
    played = simulate(state, pairings, simulations, generator, live=live, progress=progress)
    return _simulated(state, pairings, played, rounds, tuple(live))


def bracket_forecast(bracket: Bracket, name: str, season: int, day: date, *, known: str = "") -> CupForecast:
    """The odds of a user's own bracket in the form of a cup's: every round and the title, for tables and pictures.

    Args:
        bracket: its ties and the odds of every pairing.
        name, season, day: what and when.
        known: which strengths, in words.

    >>> import numpy as np
    >>> even = {code: np.full((4, 4), 0.5) for code in ("SF", "F")}
    >>> found = bracket_forecast(Bracket.fixed(["A", "B", "C", "D"], ["SF", "F"], even), "Cup", 2024, date(2024, 5, 1))
    >>> found.rounds, found.champion["A"]
    (('SF', 'F', 'champion'), 0.25)
    """
    whole = bracket.forecast()
    rounds = tuple(dict.fromkeys(tie.round for tie in bracket.ties))
    return CupForecast(
        name, season, day, (*rounds, CHAMPION), _reach(whole, rounds), whole.interval, (), {}, (), 0, known, (),
        bracket=whole.ties(),
    )  # fmt: skip


def _later(state: CupState, rounds: Sequence[str]) -> set[str]:
    """Clubs that enter after the first open round."""
    from frontfoot.cups.knock_out import sources

    named = {source for code in rounds for pair in sources(state, code) for source in pair}
    return {source for source in named if isinstance(source, str)}


def _check_drawn(state: CupState, code: str) -> None:
    from frontfoot.core.identity import clubs as table

    entry, ties = state.format.round(code), state.ties(code)
    if not ties or not entry.protect:
        return
    group = {club: name for name, clubs in state.season.groups.items() for club in clubs}
    country = {club.name: club.country for club in table().values()}
    check_draw(
        [tie.clubs for tie in ties],
        country=country if "country" in entry.protect else None,
        group=group if "group" in entry.protect else None,
        place=f"{state.format.title}, {code}",
    )


def _exact(state: CupState, pairings: Pairings, live: Sequence[Live], rounds: Sequence[str]) -> CupForecast:
    bracket, details = bracket_of(state, pairings, live)
    whole = bracket.forecast()
    reach = _reach(whole, rounds)
    today = {frozenset((match.leg.home, match.leg.away)) for match in state.today()}
    changes: list[OddsChange] = []
    verb = "win" if rounds[0] == "F" else "go through"
    ties: list[tuple[KnownTie, float | None]] = []
    for number, (detail, figure) in details.items():
        if detail.round != rounds[0]:
            continue
        odds = whole.winner(number)
        ties.append((detail, figure))
        if frozenset(detail.clubs) not in today or detail.winner is not None or not _last_leg(state, detail):
            continue
        for club in detail.clubs:
            if odds[club] <= 0.0:
                continue
            then = bracket.forecast({number: club})
            moved = _most_moved(whole.champion, then.champion, set(detail.clubs))
            own = {code: values.get(club, 0.0) for code, values in _reach(then, rounds).items()}
            changes.append(OddsChange(f"{club} {verb}", club, odds[club], own, moved))
    opponents = {}
    for club in sorted(whole.champion):
        next_round = _next_opponents(whole, club, rounds)
        if next_round is not None:
            opponents[club] = next_round
    form = state.format
    return CupForecast(
        form.name, form.season, state.day, (*rounds, CHAMPION), reach, whole.interval, tuple(ties), opponents,
        tuple(changes), 0, pairings.known, pairings.assumed, tuple(live), bracket=whole.ties(),
        strengths=pairings.used,
    )  # fmt: skip


def _last_leg(state: CupState, detail: KnownTie) -> bool:
    return detail.days[-1] == state.day


def _reach(bracket: BracketForecast, rounds: Sequence[str]) -> dict[str, dict[str, float]]:
    return {code: bracket.reach(code) for code in rounds} | {CHAMPION: bracket.champion}


def _most_moved(before: dict[str, float], after: dict[str, float], without: set[str]) -> dict[str, float]:
    still_in = (club for club in before if club not in without and before[club] > 0.0)
    moved = sorted(still_in, key=lambda club: (-abs(after[club] - before[club]), club))
    return {club: after[club] for club in moved[:MOST_CHANGES]}


def _next_opponents(bracket: BracketForecast, club: str, rounds: Sequence[str]) -> tuple[str, dict[str, float]] | None:
    """The first round in which the opponent is open, and the possible opponents."""
    for code in rounds:
        try:
            met = bracket.opponents(club, code)
        except InputError:
            continue
        likely = {other: odds for other, odds in met.items() if odds > 0.0}
        if len(likely) > 1:
            return code, likely
    return None


def _simulated(
    state: CupState, pairings: Pairings, played: Simulation, rounds: Sequence[str], live: tuple[Live, ...]
) -> CupForecast:
    n = len(played)
    reach = {code: played.share(played.pairs[code].reshape(n, -1)) for code in rounds}
    reach[CHAMPION] = played.share(played.winners["F"])
    opponents = {}
    for club in reach[rounds[0]]:
        for code in rounds:
            if reach[code].get(club, 0.0) * n >= 1:
                met = played.opponents(club, code)
                if len(met) > 1:
                    opponents[club] = (code, met)
                    break
    changes = []
    if not state.phase_over:
        for match in (match for match in state.season.phase if match.day == state.day):
            home, away = match.leg.home, match.leg.away
            x, y = played.goals[home, away]
            for words, club, rows in (
                (f"{home} win", home, x > y),
                (f"{home} draw", home, x == y),
                (f"{home} lose", home, x < y),
                (f"{away} win", away, x < y),
                (f"{away} draw", away, x == y),
                (f"{away} lose", away, x > y),
            ):
                if rows.any():
                    own = {
                        code: played.share(played.pairs[code].reshape(n, -1), rows).get(club, 0.0) for code in rounds
                    }
                    own[CHAMPION] = played.share(played.winners["F"], rows).get(club, 0.0)
                    changes.append(OddsChange(words, club, float(rows.mean()), own, simulations=int(rows.sum())))
    ties = tuple((tie, played.figures[rounds[0], tie.clubs]) for tie in state.ties(rounds[0]))
    form = state.format
    return CupForecast(
        form.name, form.season, state.day, (*rounds, CHAMPION), reach,
        simulated_interval(played, played.winners["F"][:, 0]), ties, opponents, tuple(changes), n,
        pairings.known, pairings.assumed, live, certain_rounds(state), ruled_out(state),
        simulated_bracket(state, played, rounds), pairings.used,
    )  # fmt: skip
