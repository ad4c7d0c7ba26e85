"""The fits of the half-time record find what was put into made-up matches."""

from __future__ import annotations

import numpy as np
import polars as pl

from frontfoot.fit.persistence import _share, _slope


def made_up(share: float, draw: np.random.Generator) -> pl.DataFrame:
    """A season of twenty sides whose second-half deviations hold a share of the first half's."""
    rows = []
    strength = draw.normal(0.0, 1.0, 20)
    for home in range(20):
        for away in range(20):
            if home == away:
                continue
            for side, own, other in (("home", home, away), ("away", away, home)):
                norm = strength[own] - strength[other] + (0.5 if side == "home" else -0.5)
                first = draw.normal()
                second = share * first + draw.normal()
                key = {"group": "g", "match_id": f"{home}-{away}", "team": f"t{own}", "opponent": f"t{other}"}
                rows += [
                    {**key, "side": side, "period": period, "value": norm + value}
                    for period, value in ((1, first), (2, second))
                ]
    return pl.DataFrame(rows)


def test_a_share_put_in_is_found() -> None:
    for share in (0.0, 0.3):
        fitted = _share(made_up(share, np.random.default_rng(4)))
        assert fitted is not None
        assert abs(fitted["share"] - share) < 3.0 * fitted["error"] + 0.05
        assert fitted["sides"] == 760


def test_the_slope_is_least_squares() -> None:
    draw = np.random.default_rng(1)
    x = draw.normal(size=50)
    y = 2.0 * x + draw.normal(size=50)
    assert np.isclose(_slope(x, y, None)[0], np.polyfit(x, y, 1)[0])
