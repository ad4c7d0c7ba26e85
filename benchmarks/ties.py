"""Validation of the odds of ties on the second legs of the open data.

    python -m benchmarks.ties DATA_FOLDER [--out docs/validation]

writes `ties.md` and its pictures (about three minutes of CPU). The odds are those of `frontfoot tie`: shipped strengths
of the day, 1,000 draws. Nothing is fitted here but the peers, and those on earlier seasons alone.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.tie_data import AWAY_GOALS_TO, Case, recent, recent_updated, with_minutes
from benchmarks.tie_plots import calibration_plot, score_plot
from benchmarks.tie_scores import (
    MINUTES,
    head,
    line_forecast,
    log_scores,
    odds_by_minute,
    odds_of,
    perfect_error,
    row,
    slope,
    table_forecast,
    with_error,
)
from frontfoot.fit.outcome_scores import calibration_error
from frontfoot.goals.forecast import values
from frontfoot.goals.levels import rates_from_expected
from frontfoot.goals.rates import Rates, ScoreState
from frontfoot.ties import Model

Array = NDArray[np.float64]
CHOSEN_UP_TO = 2007
RECENT_MINUTES = (0, 45)
MARGINS = (-1, 0, 1, 2, 3)
# Shares of ties won by the first-leg host, by its first-leg margin -1 ... +3, from larger sets of open results.
PUBLISHED = {"with away goals, 1970-2015": (0.076, 0.307, 0.525, 0.812, 0.913)}
PUBLISHED |= {"without, 2021-2026": (0.20, 0.465, 0.566, 0.873, 0.962)}
INTRODUCTION = """# Validation: the odds of ties, minute by minute

How good the [odds of ties](../tie.md) are, on ties whose end is known.

<!-- not run: takes minutes -->
```console
$ python -m benchmarks.ties DIR --out docs/validation
```

writes this page and its pictures. The odds are those of `frontfoot tie`: the newest shipped strengths not after the
day, 1,000 draws of them, the clock of the season. Before August 2012, when the first are shipped, they are made in the
same way from the results before the first of the month. The model in play was fitted on leagues. What was chosen on
which seasons: how far strengths move, 2007/08-2016/17 (leagues); how far ratios of smaller leagues are held,
2012/13-2020/21 (European goals); the score state of second legs, up to 2007/08. **Kept aside from all of it: the
seasons from 2021/22 on.**
"""


class MatchLead(Model):
    """The same odds with the lead in the match as the score state, for comparison."""

    def through_by_score(self, leg: int, moments: Any, men: Any, most: Any, side: int) -> Array:
        """As in `Model`, nothing carried into the score state."""
        payoff = self.payoff(leg, moments, men, most)[side]
        return values(self.leg_rates(leg), payoff, moments=moments, until=2, men=men, carried=0, tolerance=1e-8)


def at_means(cases: Sequence[Case], kind: type[Model] = Model) -> Array:
    """Odds at the mean strengths, shape (ties, minutes)."""
    return odds_by_minute([case.leg for case in cases], [case.means for case in cases], kind)


def equal(cases: Sequence[Case], like: Sequence[Case]) -> list[Case]:
    """The same cases at equal strengths: every home side has the mean expected goals of `like`, and every visitor."""
    home, away = np.array([expected(case) for case in like]).mean(axis=0)
    return [
        replace(case, rates=(rates := rates_from_expected(home, away, clock=case.means.clock)), means=rates)
        for case in cases
    ]


def expected(case: Case) -> tuple[float, float]:
    """Expected goals at the mean strengths, home side first, score effects left out."""
    return float(case.means.home), float(case.means.away)


def without_score_state(cases: Sequence[Case]) -> Array:
    """Odds at the mean strengths when the score moves no rate."""

    def plain(rates: Rates) -> Rates:
        return replace(rates, score_state=ScoreState.none())

    return odds_by_minute([case.leg for case in cases], [plain(case.means) for case in cases])


def truth_of(cases: Sequence[Case]) -> Array:
    """1 where today's home side went through."""
    return np.array([case.through for case in cases], dtype=float)


def kept_part(cases: list[Case], refused: int, now: list[Case], earlier: list[Case]) -> list[str]:
    """The ties of the kept seasons, whose half-times are known."""
    truth, season = truth_of(cases), np.array([case.leg.season for case in cases])
    leagues = np.array([case.leagues for case in cases])
    everyone = earlier + cases
    shipped, learnt = odds_of(cases, RECENT_MINUTES), odds_of(now, RECENT_MINUTES)
    level = odds_of(equal(cases, earlier), RECENT_MINUTES)
    lines = [
        "## The seasons kept aside",
        "",
        f"All {len(cases)} two-legged ties of the result files from 2021/22 to {season.max()}/"
        f"{(season.max() + 1) % 100:02d}, qualifiers among them from 2024/25 on; {refused} are refused. Log score "
        f"(natural, lower is "
        "better) and slope of what happened on the logit of the odds (1 is right). *Updated*: strengths that have "
        "learnt every result "
        "before the day, as after `frontfoot update`. *Equal*: both sides are any sides. *Line*: a logistic line on "
        "the lead in the tie, "
        "fitted at that minute on the ties of earlier seasons. Differences are paired, positive ones say that "
        "Frontfoot is better. The "
        "season 2025/26 is not in the open data.",
        "",
        row("", "ties", "log score", "slope", "updated: log score", "slope", "equal, less ours", "line, less ours"),
        row("---", *["---:"] * 7),
    ]
    for k, minute in enumerate(RECENT_MINUTES):
        base, later = log_scores(shipped[:, k], truth), log_scores(learnt[:, k], truth)
        others = (level[:, k], line_forecast(everyone, truth_of(everyone), minute)[len(earlier) :])
        gaps = [log_scores(other, truth) - base for other in others]
        parts = {"all": leagues >= 0} | {
            f"{year}/{(year + 1) % 100:02d}": season == year for year in sorted({int(s) for s in season})
        }
        words = {0: "neither league known", 1: "one league known", 2: "both leagues known"}
        parts |= {words[number]: leagues == number for number in words}
        for name, inside in parts.items():
            cells = [f"{'half-time' if minute else 'kick-off'}, {name}", str(int(inside.sum()))]
            for odds, score in ((shipped, base), (learnt, later)):
                value, error = slope(odds[inside, k], truth[inside])
                cells += [f"{score[inside].mean():.4f}", f"{value:.2f} ± {error:.2f}"]
            lines.append(row(*cells, *(with_error(gap[inside]) for gap in gaps)))
    return lines


def by_minute(cases: list[Case], odds: dict[str, Array]) -> list[str]:
    """Scores of the ties whose goals are known by minute."""
    truth, season = truth_of(cases), np.array([case.leg.season for case in cases])
    ours = odds["Frontfoot"]
    base = log_scores(ours, truth)
    old = season <= AWAY_GOALS_TO
    lines = ["", "## Minute by minute", ""]
    lines += [
        f"The {len(cases)} second legs of the open goal times (Champions and Europa League, {season.min()}/"
        f"{(season.min() + 1) % 100:02d} to {season.max()}/{(season.max() + 1) % 100:02d}; "
        f"schochastics/football-data, ODC-BY 1.0): "
        f"{int(old.sum())} with away goals, {int((~old).sum())} without. The source has no row for a match without a "
        f"goal: "
        f"{sum(case.leg.inferred for case in cases)} goalless second legs are put back, those whose return match is "
        f"missing. Red cards "
        "are not in it: all matches are forecast with eleven men on each side.",
        "",
        *head(""),
        row("log score", *(f"{v:.4f}" for v in base.mean(axis=0))),
        row("Brier score", *(f"{v:.4f}" for v in ((ours - truth[:, None]) ** 2).mean(axis=0))),
        row("slope", *(f"{v:.2f} ± {e:.2f}" for v, e in (slope(ours[:, k], truth) for k in range(len(MINUTES))))),
    ]
    for name in ("equal strengths", "aggregate-score table", "line on the lead"):
        known = np.isfinite(odds[name][:, 0])
        gap = (log_scores(odds[name], truth) - base)[known]
        lines.append(
            row(f"{name}, less ours ({int(known.sum())})", *(with_error(gap[:, k]) for k in range(len(MINUTES))))
        )
    parts = {
        f"to {CHOSEN_UP_TO}/{(CHOSEN_UP_TO + 1) % 100:02d}": season <= CHOSEN_UP_TO,
        f"{CHOSEN_UP_TO + 1}/{(CHOSEN_UP_TO + 2) % 100:02d} to {AWAY_GOALS_TO}/{(AWAY_GOALS_TO + 1) % 100:02d}": old
        & (season > CHOSEN_UP_TO),
        "kept aside": ~old,
    }
    lines += ["", "By seasons: log score, slope, and equal strengths and the line less ours.", "", *head("")]
    for name, inside in parts.items():
        errors = base[inside].std(axis=0, ddof=1) / np.sqrt(inside.sum())
        cells = (f"{v:.3f} ± {e:.3f}" for v, e in zip(base[inside].mean(axis=0), errors, strict=True))
        lines.append(row(f"{name} ({int(inside.sum())}): log score", *cells))
        slopes = (slope(ours[inside, k], truth[inside]) for k in range(len(MINUTES)))
        lines.append(row("slope", *(f"{v:.2f} ± {e:.2f}" for v, e in slopes)))
        for other in ("equal strengths", "line on the lead"):
            known = inside & np.isfinite(odds[other][:, 0])
            gap = (log_scores(odds[other], truth) - base)[known]
            lines.append(row(other, *(with_error(gap[:, k]) for k in range(len(MINUTES)))))
    lines += [
        "",
        "What the score state is worth, at the mean strengths (log score less that of Frontfoot at its means): the "
        "lead in the match in "
        "place of the lead in the tie, and no effect of the score.",
        "",
        *head(""),
    ]
    means = log_scores(odds["means"], truth)
    for name in ("lead in the match", "no score state"):
        for part, inside in parts.items():
            gap = (log_scores(odds[name], truth) - means)[inside]
            lines.append(row(f"{name}, {part}", *(with_error(gap[:, k]) for k in range(len(MINUTES)))))
    return lines


def calibration_part(main: Array, truth: Array, rng: np.random.Generator) -> list[str]:
    """Calibration error by minute beside that of exactly right odds."""
    errors = [calibration_error(main[:, k], truth) for k in range(len(MINUTES))]
    perfect = [perfect_error(main[:, k], rng) for k in range(len(MINUTES))]
    spread = float(np.sqrt(truth.mean() * (1 - truth.mean()) / len(truth)))
    return [
        "",
        "## Calibration",
        "",
        "Expected calibration error (ECE) in ten bins. With this many ties even exactly right odds show an error; "
        "its mean and 95% "
        "point, from 1,000 simulated outcomes, stand beside it.",
        "",
        *head(""),
        row("ECE", *(f"{e:.3f}" for e in errors)),
        row("if exactly right: mean", *(f"{m:.3f}" for m, _ in perfect)),
        row("if exactly right: 95% point", *(f"{q:.3f}" for _, q in perfect)),
        row("mean odds of the home side", *(f"{v:.3f}" for v in main.mean(axis=0))),
        row("went through", *(f"{truth.mean():.3f} ± {spread:.3f}" for _ in MINUTES)),
        "",
        "![Calibration](ties-calibration.png)",
        "",
        "![Log score by minute](ties-log-score.png)",
        "",
        "The curves are of the ties that all four forecast: the line needs ties of earlier seasons.",
    ]


def margin_part(cases: list[Case], main: Array, now: list[Case]) -> list[str]:
    """Who went through by the margin of the first leg."""
    old = np.array([case.leg.season <= AWAY_GOALS_TO for case in cases])
    lines = [
        "",
        "## By the margin of the first leg",
        "",
        "Share of ties won by the host of the first leg, by its margin there: forecast before the second leg, "
        "observed in these ties with "
        "its standard error, and the published share from larger sets of open results. Without away goals: all ties "
        "of the result files "
        "since 2021/22, qualifying included.",
        "",
        row("", *(f"{m:+d}" if m else "0" for m in MARGINS)),
        row("---", *("---:" for _ in MARGINS)),
    ]
    with_away_goals = [case for case, is_old in zip(cases, old, strict=True) if is_old]
    sets = {
        "with away goals, 1970-2015": (with_away_goals, main[old, 0]),
        "without, 2021-2026": (now, odds_of(now, (0,))[:, 0]),
    }
    for name, (ties, odds) in sets.items():
        margin = np.array([case.leg.first_leg[1] - case.leg.first_leg[0] for case in ties])
        went = truth_of(ties)
        forecasts, observed = [], []
        for m in MARGINS:
            at = margin == m
            forecasts.append(f"{1 - odds[at].mean():.3f}")
            share = 1 - went[at].mean()
            error = np.sqrt(max(share * (1 - share), 0.25 / at.sum()) / at.sum())
            observed.append(f"{share:.3f} ± {error:.3f} ({int(at.sum())})")
        kind = name.split(",")[0]
        lines.append(row(f"{kind}: forecast", *forecasts))
        lines.append(row(f"{kind}: observed (ties)", *observed))
        lines.append(row(f"published, {name}", *(f"{v:.3f}" for v in PUBLISHED[name])))
    goals, wanted = np.array([case.leg.score(90) for case in cases]), np.array([expected(case) for case in cases])
    error = goals.std(axis=0, ddof=1) / np.sqrt(len(goals))
    lines += [
        "",
        f"Goals in 90 minutes of the {len(cases)} second legs known by minute: home sides {goals[:, 0].mean():.2f} ± "
        f"{error[0]:.2f}, "
        f"expected {wanted[:, 0].mean():.2f}; visitors {goals[:, 1].mean():.2f} ± {error[1]:.2f}, expected "
        f"{wanted[:, 1].mean():.2f} "
        "(before any effect of the score). No host advantage of second legs is added: in the kept seasons there is "
        "none.",
    ]
    return lines


def report(data: Path, out: Path) -> None:
    """Forecast, score, draw, and write the page."""
    cases, left_out = with_minutes(data)
    truth, now = truth_of(cases), recent(data)
    odds = {
        "Frontfoot": odds_of(cases),
        "equal strengths": odds_by_minute([c.leg for c in cases], [c.means for c in equal(cases, cases)]),
        "aggregate-score table": np.stack([table_forecast(cases, truth, m) for m in MINUTES], axis=1),
        "line on the lead": np.stack([line_forecast(cases, truth, m) for m in MINUTES], axis=1),
        "means": at_means(cases),
        "lead in the match": at_means(cases, MatchLead),
        "no score state": without_score_state(cases),
    }
    earlier = [case for case in cases if case.leg.season <= AWAY_GOALS_TO]
    lines = [
        *INTRODUCTION.splitlines(),
        "",
        *kept_part(*now, recent_updated(data), earlier),
        *by_minute(cases, odds),
        "",
        f"{left_out} of the second legs by minute cannot be forecast: nothing links a club to the rest, or the facts "
        f"do not settle the tie.",
        *calibration_part(odds["Frontfoot"], truth, np.random.default_rng(0)),
        *margin_part(cases, odds["Frontfoot"], now[0]),
    ]
    out.mkdir(parents=True, exist_ok=True)
    calibration_plot(odds["Frontfoot"], truth, out / "ties-calibration.png")
    score_plot(odds, truth, out / "ties-log-score.png")
    (out / "ties.md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("--out", type=Path, default=Path("docs/validation"))
    arguments = parser.parse_args()
    report(arguments.data, arguments.out)
