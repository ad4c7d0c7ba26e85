"""Forecasts as they would have been made: before each week, from what was known on its Monday."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import polars as pl

from frontfoot.core.identity import UnknownClub
from frontfoot.goals.likelihoods.base import Array
from frontfoot.goals.strengths.fit import DECAY, fit
from frontfoot.goals.strengths.prior import Prior
from frontfoot.goals.strengths.strengths import NotConnected


def walk_forward(
    results: pl.DataFrame,
    tested: pl.DataFrame,
    *,
    seasons: int = 3,
    decay: float = DECAY,
    model: str = "dixon_coles",
    prior: Prior | None = None,
) -> pl.DataFrame:
    """Forecast each tested match from strengths refitted every week.

    Args:
        results: what the strengths are fitted to; of these, only matches before the week's Monday and of the tested
            match's season and the `seasons` before it.
        tested: matches to forecast, played, of one season.
        seasons: earlier seasons used.
        decay, model, prior: see `frontfoot.goals.strengths.fit`.

    Returns:
        One row a tested match, in the order of date: date, competition, home, away, outcome (0 home, 1 draw, 2 away),
        home_win, draw, away_win, score (probability of the exact score) and newcomer (number of matches the newer of
        its promoted clubs had played in the season; null without one). Probabilities are null where nothing links the
        two clubs.
    """
    import polars as pl

    tested = tested.filter(pl.col("status") == "played").sort("date", "home")
    season = tested["season"][0]
    used = results.filter(pl.col("season").is_between(season - seasons, season))
    settled = set(
        used.filter((pl.col("season") == season - 1) & (pl.col("stage") == "league"))
        .select(pl.concat_list("home", "away").explode())
        .to_series()
    )
    promoted = {club for club in (*tested["home"], *tested["away"]) if settled and club not in settled}
    played: Counter[str] = Counter()
    rows: list[dict[str, Any]] = []
    for (monday,), week in tested.group_by(pl.col("date").dt.truncate("1w"), maintain_order=True):
        strengths = fit(used, on=monday, decay=decay, model=model, prior=prior)
        for match in week.iter_rows(named=True):
            pair = match["home"], match["away"]
            new = [played[club] for club in pair if club in promoted]
            x, y = match["home_goals"], match["away_goals"]
            row = {name: match[name] for name in ("date", "competition", "home", "away")}
            row |= {"outcome": 0 if x > y else 1 if x == y else 2, "newcomer": min(new, default=None)}
            try:
                scores = strengths.score_matrix(*pair, competition=match["competition"], neutral=match["neutral"])
            except (NotConnected, UnknownClub):
                scores = None
            if scores is not None:
                row |= dict(zip(("home_win", "draw", "away_win"), outcomes(scores), strict=True))
                row["score"] = float(scores[min(x, len(scores) - 1), min(y, len(scores) - 1)])
            rows.append(row)
            played.update(pair)
    numbers = dict.fromkeys(("home_win", "draw", "away_win", "score"), pl.Float64)
    names = {"date": pl.Date, "competition": pl.String, "home": pl.String, "away": pl.String}
    return pl.DataFrame(rows, schema={**names, "outcome": pl.Int8, "newcomer": pl.Int16, **numbers})


def outcomes(scores: Array) -> tuple[float, float, float]:
    """Probabilities of a home win, a draw and an away win from a score matrix.

    >>> outcomes(np.full((2, 2), 0.25))
    (0.25, 0.5, 0.25)
    """
    return float(np.tril(scores, -1).sum()), float(np.trace(scores)), float(np.triu(scores, 1).sum())


def proper_scores(forecasts: Array, outcome: Array) -> tuple[Array, Array]:
    """Ranked probability score (Epstein 1969) and log score (natural log) of each forecast of home, draw, away.

    Args:
        forecasts: probabilities, shape (n, 3).
        outcome: 0, 1 or 2, shape (n,).
    """
    seen = np.eye(3)[outcome.astype(int)]
    ranked: Array = (np.cumsum(forecasts - seen, axis=1)[:, :2] ** 2).sum(axis=1) / 2.0
    logs: Array = -np.log(forecasts[np.arange(len(seen)), outcome.astype(int)])
    return ranked, logs
