"""`Outlook`: the odds of a tie at one moment, with intervals, by way, and after the next goal."""

from __future__ import annotations

from dataclasses import dataclass, field

from frontfoot.core.late import pl
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.tables import Tabular
from frontfoot.core.wording import odds_percent
from frontfoot.ties.ending import WAYS
from frontfoot.ties.leg import Leg
from frontfoot.ties.shoot_out import ShootOut

SHOWN = 0.0005
"""A way less likely than this is left out of a notebook's table."""


@dataclass(frozen=True, slots=True)
class NextScore:
    """The odds after the next goal (in a shoot-out: after the next kick).

    Attributes:
        club: the club that scores; None for no further goal.
        probability: probability that this comes next, before the period of play (90 minutes, extra time) ends.
        through: each club's odds of going through after it.
    """

    club: str | None
    probability: float
    through: dict[str, float]


@dataclass(frozen=True, slots=True)
class Outlook(Tabular):
    """The odds of a tie at one moment.

    Attributes:
        through: odds of going through by club; they sum to 1, or to less if the match can end in a draw.
        by: for every way, each club's odds of going through by it.
        next_scores: the odds after the next goal of either side.
        interval: 90% interval of `through` by club, from uncertain strengths; empty if the rates have no draws.
        draw: probability of a draw where the rules allow it (leagues, groups).
        draws: number of draws of the strengths over which the odds are averaged; 0 for rates without draws.

    In a league match `through` has the odds of winning and `points` the expected points.
    """

    through: dict[str, float]
    by: dict[str, dict[str, float]]
    next_scores: tuple[NextScore, ...] = ()
    interval: dict[str, tuple[float, float]] = field(default_factory=dict)
    draw: float = 0.0
    draws: int = 0

    def __repr__(self) -> str:
        """The odds of both clubs, and of a draw where it can stand."""
        level = f", draw {odds_percent(self.draw)}" if self.draw > 0.0 else ""
        clubs = ", ".join(f"{club} {odds_percent(odds)}" for club, odds in self.through.items())
        return f"<Outlook: {clubs}{level}>"

    def _repr_html_(self) -> str:
        """The odds as a small table for notebooks: with interval, by way, and after the next goal."""
        ways = [way for way in self.by if self.way(way) >= SHOWN]
        ways = ways if len(ways) > 1 else []
        named = ("90 minutes" if way == "regulation" else way for way in ways)
        heads = ["", "odds", *(["90% interval"] if self.interval else []), *named]
        rows, shares = [], []
        for club, odds in self.through.items():
            span = [_span(*self.interval[club])] if self.interval else []
            parts = [odds_percent(self.by[way][club]) for way in ways]
            rows.append([club, odds_percent(odds), *span, *parts])
            shares.append([None, odds, *[None] * (len(span) + len(parts))])
        if self.draw > 0.0:
            rows.append(["draw", odds_percent(self.draw), *[""] * (len(heads) - 2)])
            shares.append([None, self.draw, *[None] * (len(heads) - 2)])
        tables = [NotebookTable(heads, rows, shares)]
        if self.next_scores:
            clubs = list(self.through)
            then = [
                [f"{after.club} score" if after.club else "a miss", odds_percent(after.probability)]
                + [odds_percent(after.through[club]) for club in clubs]
                for after in self.next_scores
            ]
            bars = [[None, None, *(after.through[club] for club in clubs)] for after in self.next_scores]
            tables.append(NotebookTable(["", "comes next", *clubs], then, bars, title="After the next goal or kick"))
        note = f"Means over {self.draws:,} draws of the strengths; interval: their middle 90%." if self.draws else ""
        return card("Odds of winning" if self.draw > 0.0 else "Odds of going through", *tables, note=note)

    def to_polars(self) -> pl.DataFrame:
        """One row a club.

        Columns: `club`, `through`, `low` and `high` (90% interval; null for sure rates), each way by its name with
        underscores, `draw`, `points` (both null unless a draw can stand), `scores_next` (probability that its goal or
        kick comes next) and `if_it_scores`, `if_other_scores` (its odds then; null where that cannot come).
        """
        rows = []
        coming = {after.club: after for after in self.next_scores if after.club is not None}
        for club, odds in self.through.items():
            low, high = self.interval.get(club, (None, None))
            own = coming.get(club)
            other = next((after for name, after in coming.items() if name != club), None)
            rows.append(
                {"club": club, "through": odds, "low": low, "high": high}
                | {way.replace(" ", "_").replace("-", "_"): parts[club] for way, parts in self.by.items()}
                | {
                    "draw": self.draw if self.draw > 0.0 else None,
                    "points": self.points[club] if self.draw > 0.0 else None,
                    "scores_next": own.probability if own else None,
                    "if_it_scores": own.through[club] if own else None,
                    "if_other_scores": other.through[club] if other else None,
                }
            )
        return pl.DataFrame(rows).with_columns(pl.exclude("club").cast(pl.Float64))

    @property
    def points(self) -> dict[str, float]:
        """Expected points of a league match, three for a win and one for a draw."""
        return {club: 3.0 * odds + self.draw for club, odds in self.through.items()}

    def way(self, way: str) -> float:
        """Probability that the tie ends this way, whoever goes through."""
        return sum(self.by[way].values())


def _span(low: float, high: float) -> str:
    return f"{100.0 * low:.0f} to {100.0 * high:.0f}%"


def outlook_in_shoot_out(match: Leg, state: ShootOut, conversion: tuple[float, float]) -> Outlook:
    """The outlook before any kick of a shoot-out.

    Args:
        match: the last match of the tie.
        state: the kicks so far.
        conversion: share of kicks converted by the (home, away) side.
    """
    home = state.home_wins(*conversion)
    by = {str(way): {match.home: 0.0, match.away: 0.0} for way in WAYS}
    by["shoot-out"] = {match.home: home, match.away: 1.0 - home}
    coming: list[NextScore] = []
    if not state.over:
        kicker = match.home if state.home_next else match.away
        rate = conversion[0 if state.home_next else 1]
        for converted, club, chance in ((True, kicker, rate), (False, None, 1.0 - rate)):
            then = state.kick(converted).home_wins(*conversion)
            coming.append(NextScore(club, chance, {match.home: then, match.away: 1.0 - then}))
    return Outlook({match.home: home, match.away: 1.0 - home}, by, tuple(coming))
