"""Whether an opponent's scouting makes the odds that `decide` uses better, out of sample. Prints Markdown.

    python -m benchmarks.decide_store STORE

STORE holds the four Wyscout leagues of 2017/18 and StatsBomb's Premier League 2015/16 (`frontfoot season`). A match
counts when both sides have played at least `FEWEST` matches before it in its league. Known of it are the strengths that
`decide` takes from results (the shipped snapshot before its day), and the figures of both sides from their earlier
matches, drawn to their league as on the page. A model is fitted on the other Wyscout leagues, the variances of its
figures too, and judged on the league left out; StatsBomb's league is judged by all four. Figures, terms and prior were
chosen beforehand.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.tie_scores import row, with_error
from frontfoot.core.identity import canonical
from frontfoot.fit.scouting import Panel
from frontfoot.goals.strengths.snapshots import shipped_on
from frontfoot.scouting.choose import FEWEST
from frontfoot.scouting.estimate import Noise, noise_of
from frontfoot.scouting.figures import BY_NAME
from frontfoot.scouting.sums import team_matches
from frontfoot.seasons.store import Store

Floats = NDArray[np.float64]
FIGURES = ("own_third_failure", "front_foot", "field_tilt", "npxg", "npxg_against")
PRIOR = 0.1
"""Standard deviation of a coefficient, in logs a standard deviation of sides: a fifth of the spread of strengths."""

STATE = ("behind", "ahead", "second half")
STYLE = (
    "own npxG", "other's npxG against", "own tilt", "other's tilt", "own front foot", "other's front foot",
    "own passes lost", "other's passes lost",
)  # fmt: skip
MATCH_UP = ("own press x other's passes lost", "other's press x own passes lost")
BY_SCORE = (*(f"{term}, {state}" for term in MATCH_UP for state in ("behind", "ahead")),)
MODELS = {
    "style": STYLE,
    "match-up": MATCH_UP,
    "match-up by score": (*MATCH_UP, *BY_SCORE),
    "style, match-up by score": (*STYLE, *MATCH_UP, *BY_SCORE),
}
BASE = "level of the league"
STRENGTHS = "strengths, over none"


@dataclass(frozen=True, slots=True)
class Rows:
    """Stretches of play of one side: one a match, half and state of the score.

    Attributes:
        league, match: of each row.
        goals: scored in it.
        offset: log of the goals expected of the strengths in its minutes.
        minutes: log of its minutes.
        terms: columns by name.
    """

    league: NDArray[np.str_]
    match: NDArray[np.str_]
    goals: Floats
    offset: Floats
    minutes: Floats
    terms: dict[str, Floats]

    def design(self, names: tuple[str, ...]) -> Floats:
        """The columns of a model: one, the state, and the names."""
        return np.column_stack([np.ones(len(self.goals)), *(self.terms[name] for name in (*STATE, *names))])


def noises(table: pl.DataFrame, leagues: list[str]) -> dict[str, Noise]:
    """The variances of the figures from some leagues alone."""
    rows = table.filter(pl.col("league").is_in(leagues))
    variances = {}
    for name in FIGURES:
        panel = Panel.of(rows, BY_NAME[name])
        assert panel is not None
        variances[name] = panel.noise()
    return variances


def known_before(table: pl.DataFrame, noise: dict[str, Noise]) -> pl.DataFrame:
    """Each side's figures before each match, as surpluses over its league in standard deviations of sides."""
    table = table.sort("date", "match_id", "side")
    frame = table.select(
        "league", "match_id", "side", "team", "date", before=pl.int_range(pl.len()).over("league", "team")
    )
    for name in FIGURES:
        figure, variances = BY_NAME[name], noise[name]
        values = table.select("league", "team", "date", top=figure.numerator, bottom=figure.denominator)
        days = values.group_by("league", "date").agg(pl.col("top", "bottom").sum()).sort("league", "date")
        days = days.select(
            "league",
            "date",
            level=(pl.col("top").cum_sum() - pl.col("top")).over("league")
            / (pl.col("bottom").cum_sum() - pl.col("bottom")).over("league"),
        )
        own = values.select(
            "league",
            "date",
            raw=(pl.col("top").cum_sum() - pl.col("top")).over("league", "team")
            / (pl.col("bottom").cum_sum() - pl.col("bottom")).over("league", "team"),
        ).join(days, on=["league", "date"], how="left", maintain_order="left")
        weight = np.array([variances.weight(float(count)) for count in frame["before"]])
        surplus = (own["raw"] - own["level"]).to_numpy()
        frame = frame.with_columns(pl.Series(name, np.nan_to_num(weight * surplus) / variances.between**0.5))
    return frame


def expected_goals(table: pl.DataFrame) -> pl.DataFrame:
    """Goals a minute of each side by the strengths that were known on the day, as shipped."""
    rows = []
    for match_id, competition, day, home, away in (
        table.filter(pl.col("side") == "home").select("match_id", "competition", "date", "team", "opponent").iter_rows()
    ):
        played = date.fromisoformat(day)
        strengths = shipped_on(played).at(played)
        rates = strengths.rates(canonical(home), canonical(away), competition=competition)
        rows += [(match_id, side, rate / 90.0) for side, rate in zip(("home", "away"), rates, strict=True)]
    return pl.DataFrame(
        rows, schema={"match_id": pl.String, "side": table.schema["side"], "rate": pl.Float64}, orient="row"
    )


def stretches(store: Store) -> pl.DataFrame:
    """Minutes and goals of every side by half and score."""
    minutes = store.read(
        "minutes",
        columns=["match_id", "side", "period", "seconds", "own_goals", "opponent_goals", "scored"],
    )
    lead = pl.col("own_goals").cast(pl.Int16) - pl.col("opponent_goals").cast(pl.Int16)
    return minutes.group_by("match_id", "side", "period", lead.sign().alias("lead")).agg(
        minutes=pl.col("seconds").sum() / 60.0, goals=pl.col("scored").sum()
    ).filter(pl.col("minutes") > 0).sort("match_id", "side", "period", "lead")  # fmt: skip


def rows_of(played: pl.DataFrame, figures: pl.DataFrame, rates: pl.DataFrame) -> Rows:
    """Stretches with what was known before their match; matches of which too little was known are left out."""
    other = figures.select(
        "match_id",
        (1 - pl.col("side").to_physical()).alias("place"),
        *(pl.col(name).alias(f"other_{name}") for name in (*FIGURES, "before")),
    )
    frame = (
        figures.with_columns(place=pl.col("side").to_physical())
        .join(other, on=["match_id", "place"])
        .filter(pl.min_horizontal("before", "other_before") >= FEWEST)
        .join(rates, on=["match_id", "side"])
        .join(played, on=["match_id", "side"])
        .sort("match_id", "side", "period", "lead")
    )
    column = {name: frame[name].to_numpy().astype(float) for name in frame.columns if frame.schema[name].is_numeric()}
    terms = {
        "at home": (column["place"] == 0).astype(float),
        "behind": (column["lead"] < 0).astype(float),
        "ahead": (column["lead"] > 0).astype(float),
        "second half": (column["period"] == 2).astype(float),
        "own npxG": column["npxg"],
        "other's npxG against": column["other_npxg_against"],
        "own tilt": column["field_tilt"],
        "other's tilt": column["other_field_tilt"],
        "own front foot": column["front_foot"],
        "other's front foot": column["other_front_foot"],
        "own passes lost": column["own_third_failure"],
        "other's passes lost": column["other_own_third_failure"],
    }
    terms[MATCH_UP[0]] = column["front_foot"] * column["other_own_third_failure"]
    terms[MATCH_UP[1]] = column["other_front_foot"] * column["own_third_failure"]
    for term in MATCH_UP:
        for state in ("behind", "ahead"):
            terms[f"{term}, {state}"] = terms[term] * terms[state]
    return Rows(
        league=frame["league"].to_numpy().astype(np.str_),
        match=frame["match_id"].to_numpy().astype(np.str_),
        goals=column["goals"],
        offset=np.log(column["rate"] * column["minutes"]),
        minutes=np.log(column["minutes"]),
        terms=terms,
    )


def fitted(rows: Rows, chosen: NDArray[np.bool_], names: tuple[str, ...]) -> tuple[Floats, Floats]:
    """Coefficients of a Poisson regression and their covariance; only the terms of `names` have a prior."""
    design, goals, offset = rows.design(names)[chosen], rows.goals[chosen], rows.offset[chosen]
    precision = np.diag([0.0] * (1 + len(STATE)) + [PRIOR**-2] * len(names))
    beta: Floats = np.zeros(design.shape[1])
    for _ in range(30):
        mean = np.exp(offset + design @ beta)
        hessian = design.T @ (design * mean[:, None]) + precision
        step = np.linalg.solve(hessian, design.T @ (goals - mean) - precision @ beta)
        beta = beta + step
        if np.abs(step).max() < 1e-10:
            break
    return beta, np.asarray(np.linalg.inv(hessian), dtype=np.float64)


def by_match(rows: Rows, train: NDArray[np.bool_], test: NDArray[np.bool_], names: tuple[str, ...]) -> Floats:
    """The log score of the goals of each match of `test`: when each side scored, at which score."""
    log_mean = rows.offset[test] + rows.design(names)[test] @ fitted(rows, train, names)[0]
    score = rows.goals[test] * log_mean - np.exp(log_mean)
    matches, place = np.unique(rows.match[test], return_inverse=True)
    total = np.zeros(len(matches))
    np.add.at(total, place, score)
    return total


def judged(rows: Rows, train: NDArray[np.bool_], test: NDArray[np.bool_]) -> dict[str, Floats]:
    """By model, what it gains a match over strengths and score; and what strengths gain over home ground and score."""
    base = by_match(rows, train, test, ())
    plain = replace(rows, offset=rows.minutes)
    return {
        STRENGTHS: base - by_match(plain, train, test, ("at home",)),
        **{name: by_match(rows, train, test, terms) - base for name, terms in MODELS.items()},
    }


def tables(store: Store) -> list[str]:
    """The gains by league, and the coefficients from all Wyscout leagues."""
    table = team_matches(store).with_columns(league=pl.col("competition") + " " + pl.col("season"))
    wyscout = sorted(table.filter(pl.col("provider") == "wyscout_v2")["league"].unique().to_list())
    others = sorted(set(table["league"].unique().to_list()) - set(wyscout))
    played, rates = stretches(store), expected_goals(table)
    gains: dict[str, dict[str, Floats]] = {}
    for held_out in wyscout:
        train = [league for league in wyscout if league != held_out]
        rows = rows_of(played, known_before(table.filter(pl.col("league").is_in(wyscout)), noises(table, train)), rates)
        gains[held_out] = judged(rows, np.isin(rows.league, train), rows.league == held_out)
    whole = known_before(table.filter(pl.col("league").is_in(wyscout)), noises(table, wyscout))
    for league in others:
        # Of a provider with one league there are no other leagues to take the variances from.
        other = table.filter(pl.col("league") == league)
        own = {name: noise_of(str(other["provider"][0]))[name] for name in FIGURES}
        rows = rows_of(played, pl.concat([whole, known_before(other, own)]), rates)
        gains[league] = judged(rows, rows.league != league, rows.league == league)
    judgements = (STRENGTHS, *MODELS)
    lines = [row("league left out", "matches", *judgements), row("---", *["---:"] * (1 + len(judgements)))]
    for league, gain in gains.items():
        lines.append(row(league, str(len(gain["style"])), *(with_error(gain[name]) for name in judgements)))
    pooled = {name: np.concatenate([gains[league][name] for league in wyscout]) for name in judgements}
    lines.append(
        row("the Wyscout leagues", str(len(pooled["style"])), *(with_error(pooled[name]) for name in judgements))
    )
    rows = rows_of(played, whole, rates)
    names = MODELS["style, match-up by score"]
    beta, covariance = fitted(rows, np.ones(len(rows.goals), dtype=bool), names)
    lines += ["", row("term", "goals multiplied by", "90% interval"), row("---", "---:", "---:")]
    for place, name in enumerate((BASE, *STATE, *names)):
        half = 1.645 * covariance[place, place] ** 0.5
        low, high = np.exp(beta[place] - half), np.exp(beta[place] + half)
        lines.append(row(name, f"{np.exp(beta[place]):.3f}", f"{low:.3f} to {high:.3f}"))
    return lines


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("store")
    print("\n".join(tables(Store(parser.parse_args().store))))
