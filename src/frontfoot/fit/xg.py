"""Fitting and scoring the expected-goals model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.chances.features import features, shot_columns
from frontfoot.chances.situation import Situations
from frontfoot.chances.xg import predict
from frontfoot.core.arrays import Floats
from frontfoot.core.errors import InputError, MissingExtra

STRENGTHS: Final = (0.003, 0.006, 0.012)
"""Candidates for scikit-learn's C, the inverse of the L2 penalty on standardised columns: smaller holds tighter."""

LOOSER: Final = 3.0
"""Factor on the standardised columns of the shot itself, whose penalty is thereby nine times weaker."""


def usable(table: pl.DataFrame) -> pl.DataFrame:
    """The shots to learn from: with a place, and open play or direct free kicks.

    Corners, throw-ins and goal kicks are recorded as shots only if they went in, so their probability cannot be fitted.
    """
    return table.filter(
        pl.col("x").is_not_null() & (pl.col("set_piece").is_null() | (pl.col("set_piece") == "free_kick"))
    )


def regression_class() -> Any:
    """scikit-learn's logistic regression; called before the first match is read, so that its absence is found early.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError:
        raise MissingExtra("Fitting expected goals", extra="fit") from None
    return LogisticRegression


def fit_model(table: pl.DataFrame, strength: float) -> dict[str, Any]:
    """Fit one regression on the situations in `table`, which also has the boolean column `goal`.

    Columns are standardised; place and body part have a weaker penalty than the others (`LOOSER`). The L2 penalty does
    not apply to the intercept (so that expected and scored goals agree on the fitting data), and Newton's method runs
    to convergence. Weights are returned on the original scale of the columns.
    """
    own = shot_columns()
    columns = features(Situations.of(table))
    stretch = {name: LOOSER if name in own else 1.0 for name in columns}
    return fit_columns(columns, stretch, table["goal"].to_numpy(), strength)


def fit_columns(
    columns: dict[str, Floats], stretch: dict[str, float], goal: Floats, strength: float, least_deviation: float = 0.0
) -> dict[str, Any]:
    """Fit one regression on columns by name.

    Args:
        columns: one array of shape (shots,) for every column.
        stretch: of each column, by whose square its penalty is divided.
        goal: whether each shot went in.
        strength: scikit-learn's C.
        least_deviation: columns with a smaller standard deviation are scaled by this one, which gives rare features a
            stronger penalty.
    """
    matrix = np.column_stack(list(columns.values()))
    mean, deviation = matrix.mean(axis=0), matrix.std(axis=0)
    if not deviation.any():
        raise InputError("All shots are alike", remedy="Fit on whole leagues")
    used = deviation > 0
    unit = np.maximum(deviation[used], least_deviation) / np.array([stretch[name] for name in columns])[used]
    scaled = (matrix[:, used] - mean[used]) / unit
    regression = regression_class()(C=strength, solver="newton-cholesky", tol=1e-9, max_iter=100)
    regression.fit(scaled, goal)
    weights = np.zeros(len(columns))
    weights[used] = regression.coef_[0] / unit
    # Seven significant digits are far below the statistical error and above the noise of the linear algebra.
    rounded = [float(f"{value:.6e}") for value in weights]
    intercept = float(regression.intercept_[0] - weights @ mean)
    return {
        "strength": strength,
        "intercept": float(f"{intercept:.6e}"),
        "weights": dict(zip(columns, rounded, strict=True)),
    }


def choose(table: pl.DataFrame, leagues: Sequence[str]) -> float:
    """The strength with the best log score, each of `leagues` predicted from the other ones in turn."""
    best, best_loss = STRENGTHS[0], np.inf
    for strength in STRENGTHS:
        loss = 0.0
        for league in leagues:
            train = table.filter(pl.col("league").is_in([name for name in leagues if name != league]))
            held = table.filter(pl.col("league") == league)
            loss += (
                log_loss(predict(Situations.of(held), fit_model(train, strength)), held["goal"].to_numpy())
                * held.height
            )
        if loss < best_loss:
            best, best_loss = strength, loss
    return best


def leave_one_out(table: pl.DataFrame) -> dict[str, dict[str, Any]]:
    """For each league the model of the other ones, its strength chosen among those other ones alone."""
    leagues = sorted(table["league"].unique())
    if len(leagues) < 3:
        raise InputError(
            f"Nested validation needs at least three leagues, found {len(leagues)}", remedy="Name more leagues"
        )
    models = {}
    for league in leagues:
        others = [name for name in leagues if name != league]
        models[league] = fit_model(table.filter(pl.col("league").is_in(others)), choose(table, others))
    return models


def log_loss(p: Floats, goal: Floats) -> float:
    """Mean negative log likelihood, natural logarithm."""
    return float(-np.mean(np.where(goal, np.log(p), np.log1p(-p))))
