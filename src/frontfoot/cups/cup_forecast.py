"""`CupForecast`: the odds of a cup on a day, as a value, a table and a notebook card."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import polars as pl

from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.wording import long_date, odds_percent
from frontfoot.cups.bracket import TieOdds
from frontfoot.cups.format import CHAMPION
from frontfoot.cups.live import Live
from frontfoot.cups.simulated_odds import SimulatedOdds
from frontfoot.cups.state import KnownTie
from frontfoot.goals.sources import StrengthsUsed
from frontfoot.ties.rounds import round_name
from frontfoot.ties.rulebook import competition_title


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
                if not 0.0 < self.reach[code].get(club, 0.0) < 1.0 - 1e-9 and (code, club) not in sure
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
