"""A competition that stands in two sets of clubs which no match links: its larger set counts, packed or not."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import fit_history
from frontfoot.goals.strengths.compact import pack, unpack
from frontfoot.goals.strengths.strengths import Strengths


def strengths() -> Strengths:
    clubs = ["Arsenal", "Chelsea", "Everton", "Liverpool"]
    pairs = [(home, away) for home in clubs for away in clubs if home != away] * 5 + [("Cruz Azul", "Atlante")]
    rng = np.random.default_rng(0)
    rows = [
        {
            "date": date(2020, 1, 1) + timedelta(days=day),
            "competition": "UEFA Champions League",
            "season": 2019,
            "stage": "group",
            "round": "",
            "home": home,
            "away": away,
            "home_goals": int(rng.poisson(3.0)),
            "away_goals": int(rng.poisson(0.5)),
            "neutral": False,
            "status": "played",
            "note": "",
            "source": "",
        }
        for day, (home, away) in enumerate(pairs)
    ]
    (fitted,) = fit_history(table(rows), [date(2020, 6, 1)])
    return fitted


def test_packed_strengths_give_the_rates_of_the_fitted_ones() -> None:
    fitted = strengths()
    assert fitted.competitions.count("UEFA Champions League") == 2
    shipped = unpack(pack(fitted, keep=set(fitted.clubs)))
    here, there = (s.log_rates("Arsenal", "Everton", "UEFA Champions League")[0] for s in (fitted, shipped))
    np.testing.assert_allclose(there, here, atol=0.003)
