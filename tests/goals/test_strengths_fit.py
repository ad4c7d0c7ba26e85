"""The fit: its maximum against an independent optimiser, what it recovers, what its intervals cover."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy.optimize import minimize
from scipy.stats import poisson

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub
from frontfoot.goals.likelihoods import LIKELIHOODS, Array, likelihood
from frontfoot.goals.results import football_data
from frontfoot.goals.results.schema import table
from frontfoot.goals.strengths import NotConnected, Prior, fit
from frontfoot.goals.strengths.fit import maximum_a_posteriori, maximum_likelihood
from frontfoot.goals.strengths.prior import Layout, quadratic
from frontfoot.goals.strengths.window import window

START = date(2020, 8, 1)


def league(
    generator: np.random.Generator,
    attack: Array,
    defence: Array,
    *,
    name: str = "Serie A",
    prefix: str = "Club",
    rounds: int = 1,
    level: float = 0.2,
    home: float = 0.3,
) -> list[dict[str, object]]:
    """Poisson results of a double round robin, `rounds` times."""
    rows: list[dict[str, object]] = []
    n = len(attack)
    for r in range(rounds):
        for i in range(n):
            for j in range(n):
                if i != j:
                    rates = (level + home / 2 + attack[i] - defence[j], level - home / 2 + attack[j] - defence[i])
                    x, y = generator.poisson(np.exp(rates))
                    rows.append(
                        match(f"{prefix} {i}", f"{prefix} {j}", int(x), int(y), name, day=len(rows) // n, season=r)
                    )
    return rows


def match(
    home: str, away: str, x: int, y: int, competition: str, *, day: int = 0, season: int = 0, stage: str = "league"
) -> dict[str, object]:
    return {
        "date": START + timedelta(days=day),
        "competition": competition,
        "season": 2020 + season,
        "stage": stage,
        "round": "",
        "home": home,
        "away": away,
        "home_goals": x,
        "away_goals": y,
        "neutral": False,
        "status": "played",
        "note": "",
        "source": "made up",
    }


def small() -> pl.DataFrame:
    generator = np.random.default_rng(3)
    return table(league(generator, generator.normal(0, 0.3, 6), generator.normal(0, 0.2, 6), rounds=2))


def test_the_maximum_agrees_with_an_independent_optimiser() -> None:
    """Dixon-Coles written from the paper, match by match, climbed by BFGS with numerical gradients."""
    results = small()
    seen = window(results, on=None, decay=0.0, whole_scores=False)
    layout = Layout(len(seen.clubs), 1, 0, flat=True)
    names = sorted({*results["home"], *results["away"]})
    i, j = (np.array([names.index(club) for club in results[side]]) for side in ("home", "away"))
    x, y = results["home_goals"].to_numpy(), results["away_goals"].to_numpy()
    n = len(names)

    def negative(p: Array) -> float:
        level, home, rho = p[2 * n :]
        a, b = np.exp(level + home / 2 + p[i] - p[n + j]), np.exp(level - home / 2 + p[j] - p[n + i])
        tau = np.ones_like(a)
        for score, corrected in (
            ((0, 0), 1 - a * b * rho),
            ((0, 1), 1 + a * rho),
            ((1, 0), 1 + b * rho),
            ((1, 1), np.full_like(a, 1 - rho)),
        ):
            here = (x == score[0]) & (y == score[1])
            tau[here] = corrected[here]
        value = poisson.logpmf(x, a) + poisson.logpmf(y, b) + np.log(np.maximum(tau, 1e-12))
        return float(-value.sum() + p[:n].sum() ** 2 / 2 + p[n : 2 * n].sum() ** 2 / 2)

    other = minimize(negative, np.zeros(layout.size), method="BFGS", options={"gtol": 1e-3})
    best = maximum_likelihood(seen)
    assert -best.log_likelihood <= other.fun + 1e-7
    np.testing.assert_allclose(best.parameters, other.x, atol=2e-3)


@pytest.mark.parametrize("name", LIKELIHOODS)
def test_gradient_and_hessian_vanish_and_agree_with_differences(name: str) -> None:
    """At the maximum: the value falls in every direction as the Hessian says."""
    results = small()
    chosen = likelihood(name)
    seen = window(results, on=None, decay=0.001, whole_scores=chosen.whole_scores)
    layout = Layout(len(seen.clubs) + 1, 1, 1)
    best = maximum_a_posteriori(seen, layout, chosen, Prior())
    assert best.gradient < 1e-3
    n = layout.clubs
    league, newcomer = np.zeros(n, dtype=np.intp), np.append(seen.newcomer, 1.0)
    precision, linear = quadratic(layout, Prior(), league, newcomer, seen.elsewhere)
    if chosen.weak_prior is not None:
        mean, spread = chosen.weak_prior
        precision[layout.extra, layout.extra] += spread**-2
        linear[layout.extra] += mean * spread**-2

    def value(x: Array) -> float:
        s = seen.sample
        home = x[layout.level] + s.advantage * x[layout.home] + x[s.home] - x[n + s.away]
        away = x[layout.level] - s.advantage * x[layout.home] + x[s.away] - x[n + s.home]
        d = chosen.derivatives(s, home, away, float(x[layout.extra]))
        return float(d.value - 0.5 * x @ precision @ x + linear @ x)

    generator = np.random.default_rng(1)
    for _ in range(5):
        direction = generator.normal(size=layout.size)
        if not chosen.extra:
            direction[layout.extra] = 0.0
        step = 1e-3 / np.linalg.norm(direction)
        up, middle, down = (value(best.parameters + k * step * direction) for k in (1, 0, -1))
        curvature = (up - 2 * middle + down) / step**2
        assert curvature == pytest.approx(-direction @ best.precision @ direction, rel=2e-3)


def test_the_true_maximum_of_serie_a_2023(data: Path) -> None:
    # -1022.106: reached by an independent optimiser with numerical gradients; penaltyblog 1.13.1 stops at -1022.136.
    results = football_data.read(data / "results/serie-a/season-2324.csv")
    best = maximum_likelihood(window(results, on=None, decay=0.0, whole_scores=False))
    assert best.log_likelihood == pytest.approx(-1022.106, abs=0.001)
    assert best.gradient < 1e-2


def test_grouping_changes_nothing() -> None:
    """Pairings that meet often are one row; the bivariate Poisson keeps scores apart; both count every match once."""
    results = small()
    for whole in (False, True):
        sample = window(results, on=None, decay=0.0, whole_scores=whole).sample
        assert sample.weight.sum() == results.height
        assert sample.home_goals.sum() == results["home_goals"].sum()
        assert sample.histogram.sum() == 2 * results.height


def test_known_strengths_come_back() -> None:
    generator = np.random.default_rng(11)
    attack, defence = generator.normal(0, 0.3, 12), generator.normal(0, 0.25, 12)
    attack -= attack.mean()
    defence -= defence.mean()
    results = table(league(generator, attack, defence, rounds=30, level=0.1, home=-0.2))
    strengths = fit(results, decay=0.0, model="poisson")
    for i in range(12):
        seen = strengths.strength(f"Club {i}")
        assert seen[0] - strengths.strength("Club 0")[0] == pytest.approx(attack[i] - attack[0], abs=0.12)
        assert seen[1] - strengths.strength("Club 0")[1] == pytest.approx(defence[i] - defence[0], abs=0.12)
    home, away = strengths.rates("Club 1", "Club 2", competition="Serie A")
    back, forth = strengths.rates("Club 2", "Club 1", competition="Serie A")
    assert np.log(home * back / (away * forth)) / 2 == pytest.approx(-0.2, abs=0.06)  # home advantage below zero


def test_intervals_cover_what_they_promise() -> None:
    """Strengths drawn from the prior: 90% intervals of log rates hold the truth in about 90 of 100 cases."""
    generator = np.random.default_rng(5)
    prior = Prior()
    cross = prior.correlation * prior.attack * prior.defence
    covariance = [[prior.attack**2, cross], [cross, prior.defence**2]]
    inside, count = 0, 0
    for _ in range(12):
        attack, defence = generator.multivariate_normal([0.0, 0.0], covariance, 8).T
        strengths = fit(table(league(generator, attack, defence)), decay=0.0, model="poisson")
        for i in range(8):
            j = (i + 3) % 8
            truth = 0.2 + 0.15 + attack[i] - defence[j]
            draws = np.log(strengths.draws(400, generator, f"Club {i}", f"Club {j}", competition="Serie A")[:, 0])
            low, high = np.quantile(draws, [0.05, 0.95])
            inside += bool(low <= truth <= high)
            count += 1
    # 96 cases that share leagues: three binomial standard errors, .092.
    assert inside / count == pytest.approx(0.9, abs=0.092)


def two_leagues(*, linked: bool) -> pl.DataFrame:
    generator = np.random.default_rng(2)
    flat = np.zeros(6)
    rows = league(generator, flat, flat) + league(generator, flat, flat, name="Eredivisie", prefix="Ploeg")
    if linked:
        for k in range(30):
            rows.append(match(f"Club {k % 6}", f"Ploeg {k // 6}", 3, 0, "UEFA Champions League", day=k, stage="group"))
    return table(rows)


def test_leagues_are_linked_by_european_matches() -> None:
    strengths = fit(two_leagues(linked=True))
    assert strengths.linked("Club 0", "Ploeg 0")
    home, away = strengths.rates("Club 0", "Ploeg 0", competition="UEFA Champions League", neutral=True)
    assert home > 1.5 * away
    # Inside a league the league's strength cancels.
    one, other = strengths.rates("Ploeg 0", "Ploeg 1", competition="Eredivisie", neutral=True)
    assert one == pytest.approx(other, rel=0.4)


def test_a_league_that_is_not_connected_is_said_to_be_so() -> None:
    strengths = fit(two_leagues(linked=False))
    assert not strengths.linked("Club 0", "Ploeg 0")
    with pytest.raises(NotConnected, match="No matches link"):
        strengths.rates("Club 0", "Ploeg 0", competition="UEFA Champions League")
    assert strengths.rates("Ploeg 0", "Ploeg 1", competition="Eredivisie")[0] > 0


def test_neutral_ground_has_no_home_side() -> None:
    strengths = fit(small())
    one = strengths.rates("Club 0", "Club 1", competition="Serie A", neutral=True)
    other = strengths.rates("Club 1", "Club 0", competition="Serie A", neutral=True)
    assert one == pytest.approx(other[::-1])


def test_an_unseen_club_is_a_newcomer_to_its_league() -> None:
    strengths = fit(small())
    new = strengths.rates("Brand New", "Club 0", competition="Serie A")
    average = np.mean([strengths.rates(f"Club {i}", "Club 0", competition="Serie A")[0] for i in range(1, 6)])
    assert 0.4 * average < new[0] < average
    generator = np.random.default_rng(0)
    unsure = np.log(strengths.draws(2000, generator, "Brand New", "Club 0", competition="Serie A")[:, 0]).std()
    known = np.log(strengths.draws(2000, generator, "Club 1", "Club 0", competition="Serie A")[:, 0]).std()
    assert unsure > 1.3 * known
    with pytest.raises(UnknownClub):
        strengths.rates("Brand New", "Club 0", competition="UEFA Champions League")


def test_only_what_was_known_that_day_counts() -> None:
    results = small()
    day = START + timedelta(days=4)
    changed = results.with_columns(
        pl.when(pl.col("date") >= day)
        .then(pl.lit(9))
        .otherwise(pl.col("home_goals"))
        .cast(pl.Int16)
        .alias("home_goals")
    )
    one, other = fit(results, on=day), fit(changed, on=day)
    np.testing.assert_array_equal(one.parameters, other.parameters)
    assert one.on == day


def test_the_order_of_rows_and_what_was_not_played_do_not_matter() -> None:
    results = small()
    awarded = results.head(5).with_columns(pl.lit("awarded").alias("status"), pl.lit(9, pl.Int16).alias("home_goals"))
    shuffled = pl.concat([awarded, results]).sample(fraction=1.0, shuffle=True, seed=1)
    one, other = fit(results), fit(shuffled)
    np.testing.assert_allclose(one.parameters, other.parameters, atol=1e-9)


def test_recent_matches_weigh_more() -> None:
    rows = [match("Club 0", "Club 1", 5, 0, "Serie A", day=d) for d in range(10)]
    rows += [match("Club 0", "Club 1", 0, 5, "Serie A", day=600 + d) for d in range(10)]
    home, away = fit(table(rows), decay=0.01).rates("Club 0", "Club 1", competition="Serie A", neutral=True)
    assert home < away


def test_the_predictive_matrix_is_the_mean_over_draws() -> None:
    strengths = fit(small())
    pair = {"home": "Club 0", "away": "Club 1", "competition": "Serie A"}
    averaged = strengths.predictive_matrix(300, np.random.default_rng(4), **pair)  # type: ignore[arg-type]
    rates = strengths.draws(300, np.random.default_rng(4), **pair)  # type: ignore[arg-type]
    model = likelihood("dixon_coles")
    one_by_one = np.mean([model.matrix(float(a), float(b), strengths.theta, 16) for a, b in rates], axis=0)
    np.testing.assert_allclose(averaged, one_by_one / one_by_one.sum(), atol=1e-12)


def test_impossible_questions_are_refused() -> None:
    results = small()
    with pytest.raises(InputError, match="No match was played"):
        fit(results, on=START)
    with pytest.raises(InputError, match="decay"):
        fit(results, decay=-0.1)
    with pytest.raises(InputError, match="cannot play itself"):
        fit(results).rates("Club 0", "Club 0", competition="Serie A")


def test_a_club_without_a_country_is_no_newcomer() -> None:
    """Clubs that the table does not hold play a cup: of a name that did not, a typo say, nothing is known."""
    generator = np.random.default_rng(8)
    flat = np.zeros(4)
    strengths = fit(table(league(generator, flat, flat, name="Some Cup")))
    assert strengths.rates("Club 0", "Club 1", competition="Some Cup")
    with pytest.raises(UnknownClub, match="Club O") as caught:
        strengths.rates("Club O", "Club 1", competition="Some Cup")
    assert "Club 0" in caught.value.remedy
