"""Odds of every round, from the end of the groups and before each round, against what happened.

    python -m benchmarks.cup_seasons DATA_FOLDER [--plot FILE]

Three forecasts of the same events, all made by the same machinery: strengths known on the day; seeding only (place in
the groups or rank in the league phase, its worth in goals estimated on earlier seasons); all clubs equal. An event is
"club reaches round" for every club still in the competition and every round it has not yet reached, and the title.
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import numpy as np

from frontfoot.cups import CupSeason
from frontfoot.cups.format import ROUNDS
from frontfoot.cups.knock_out import bracket_of, fully_drawn, open_rounds
from frontfoot.cups.pairings import Pairings
from frontfoot.cups.simulate import simulate, simulated_clubs
from frontfoot.cups.state import CupState
from frontfoot.goals.strengths.snapshots import shipped_on

SEASONS = [
    *(("ucl", season) for season in range(2012, 2025)),
    *(("uel", season) for season in range(2020, 2025)),
    *(("uecl", season) for season in range(2021, 2025)),
]
DRAWS, SIMULATIONS = 60, 4000
GOALS = 1.35
MODELS = ("strengths", "seeding", "equal")
LATER = date(2030, 1, 1)
KEPT_FROM = 2021
"""First season on which nothing of the strengths was chosen."""


@dataclass(frozen=True)
class Event:
    """One club, one round, seen from one moment: the odds of each model, and whether it came."""

    season: tuple[str, int]
    moment: str
    round: str
    club: str
    odds: tuple[float, ...]
    came: bool


def seed_scores(season: CupSeason) -> dict[str, float]:
    """1 for the best place in the groups or the league, -1 for the worst that goes on."""
    state = CupState(season, LATER)
    if season.format.phase == "league":
        return {club: 1.0 - 2.0 * (place - 1) / 35.0 for (_, place), club in state.places.items()}
    scores = {club: 2.0 - place for (_, place), club in state.places.items()}
    return {club: scores.get(club, -1.0) for club in season.clubs}


def worth(seasons: list[CupSeason]) -> float:
    """What one step of seeding is worth in log goals of a side, from the knock-out matches of earlier seasons."""
    sums = np.array([0.5, 20.0])  # a weak prior: small worth, twenty matches
    for season in seasons:
        scores = seed_scores(season)
        for code in season.knock_out:
            for match in season.matches(code):
                if match.leg.full_time is None:
                    continue
                step = scores.get(match.leg.home, -1.0) - scores.get(match.leg.away, -1.0)
                margin = match.leg.full_time[0] - match.leg.full_time[1] - 0.35 * (not match.leg.neutral)
                sums += (margin * step, 2.0 * GOALS * step**2)
    return float(sums[0] / sums[1])


def odds_of(state: CupState, pairings: Pairings, rounds: list[str], seed: int) -> dict[str, dict[str, float]]:
    """Odds by round and club, exact where the bracket is drawn."""
    if fully_drawn(state):
        forecast = bracket_of(state, pairings)[0].forecast()
        return {code: forecast.reach(code) for code in rounds} | {"champion": forecast.champion}
    played = simulate(state, pairings, SIMULATIONS, np.random.default_rng(seed))
    n = len(played)
    # Half a simulation more for every club: what never came is not impossible.
    reach = {code: played.share(played.pairs[code].reshape(n, -1)) for code in rounds}
    return reach | {"champion": played.share(played.winners["F"])}


def moments(season: CupSeason) -> list[tuple[str, date]]:
    """The morning after the last match of the groups, and the first morning of every round."""
    days = [("group end", max(match.day for match in season.phase) + timedelta(days=1))]
    return days + [(f"before {code}", min(m.day for m in season.matches(code))) for code in season.knock_out]


def events_of(key: tuple[str, int], season: CupSeason, earlier: list[CupSeason]) -> list[Event]:
    """Every event of one season."""
    scores, step = seed_scores(season), worth(earlier)
    final = CupState(season, LATER)
    actual = {code: {club for tie in season.knock_out[code] for club in tie[0].clubs} for code in season.knock_out}
    actual["champion"] = {final.ties("F")[0].winner or ""}
    events = []
    for moment, day in moments(season):
        state = CupState(season, day)
        rounds = open_rounds(state)
        clubs = simulated_clubs(state)
        generator = np.random.default_rng(0)
        ours = Pairings.of(shipped_on(day).at(day), clubs, season.format.name, draws=DRAWS, generator=generator)
        equal = Pairings.equal(clubs, GOALS)
        seeds = np.array([[step * scores.get(club, -1.0) for club in clubs]])
        models = (ours, replace(equal, attack=seeds, defence=seeds), equal)
        odds = [odds_of(state, pairings, rounds, 1) for pairings in models]
        for code in [*rounds, "champion"]:
            names = sorted({club for model in odds for club in model[code]})
            for club in names:
                values = tuple(model[code].get(club, 0.0) for model in odds)
                if min(values) > 1.0 - 1e-9 or max(values) <= 0.0:
                    continue
                events.append(Event(key, moment, code, club, values, club in actual[code]))
    return events


def log_score(odds: np.ndarray, came: np.ndarray) -> np.ndarray:
    """Natural log score of binary events; simulated shares are kept off 0 and 1 by half a simulation."""
    kept = np.clip(odds, 0.5 / SIMULATIONS, 1.0 - 0.5 / SIMULATIONS)
    result: np.ndarray = -np.log(np.where(came[:, None], kept, 1.0 - kept))
    return result


def report(events: list[Event]) -> None:
    """Print the scores by moment and round, their differences by season, and the calibration."""
    odds = np.array([event.odds for event in events])
    came = np.array([event.came for event in events])
    scores = log_score(odds, came)
    print("\n| moment | event | clubs | " + " | ".join(MODELS) + " |\n|---|---|---:|---:|---:|---:|")
    for moment in ("group end", *(f"before {code}" for code in ROUNDS)):
        for code in (*ROUNDS, "champion"):
            rows = np.array([event.moment == moment and event.round == code for event in events])
            if rows.any():
                means = " | ".join(f"{value:.4f}" for value in scores[rows].mean(axis=0))
                print(f"| {moment} | {code} | {rows.sum()} | {means} |")
    total = " | ".join(f"{value:.4f}" for value in scores.mean(axis=0))
    print(f"| all | all | {len(events)} | {total} |")
    kept = np.array([event.season[1] >= KEPT_FROM for event in events])
    aside = " | ".join(f"{value:.4f}" for value in scores[kept].mean(axis=0))
    print(f"| all, seasons kept aside | all | {kept.sum()} | {aside} |")
    keys = sorted({event.season for event in events})
    by_season = np.array([scores[[event.season == key for event in events]].sum(axis=0) for key in keys])
    generator = np.random.default_rng(0)
    chosen = generator.integers(len(keys), size=(10_000, len(keys)))
    counts = np.array([sum(event.season == key for event in events) for key in keys])
    for other in (1, 2):
        gain = (by_season[:, other] - by_season[:, 0])[chosen].sum(axis=1) / counts[chosen].sum(axis=1)
        low, high = np.quantile(gain, [0.05, 0.95])
        better = int((by_season[:, other] > by_season[:, 0]).sum())
        print(
            f"\n{MODELS[0]} against {MODELS[other]}: log score better by "
            f"{(by_season[:, other] - by_season[:, 0]).sum() / counts.sum():.4f} "
            f"(90% {low:.4f} to {high:.4f}, seasons drawn again), in {better} of {len(keys)} seasons"
        )
    print("\n| odds of the strengths | events | mean odds | came |\n|---|---:|---:|---:|")
    edges = [0.0, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0001]
    for low, high in pairwise(edges):
        rows = (odds[:, 0] >= low) & (odds[:, 0] < high)
        if rows.any():
            means = f"{odds[rows, 0].mean():.3f} | {came[rows].mean():.3f}"
            print(f"| {low:.2f}-{min(high, 1):.2f} | {rows.sum()} | {means} |")


def draw(events: list[Event], path: Path) -> None:
    """The calibration of the three forecasts."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    odds = np.array([event.odds for event in events])
    came = np.array([event.came for event in events])
    figure, axis = plt.subplots(figsize=(4.4, 4.2))
    axis.plot([0, 1], [0, 1], color="#9aa5b1", linewidth=0.8)
    for column, (name, colour) in enumerate(zip(MODELS, ("#1d4e89", "#b5541c", "#9aa5b1"), strict=True)):
        edges = np.quantile(odds[:, column], np.linspace(0, 1, 11))
        part = np.clip(np.searchsorted(edges, odds[:, column], side="right") - 1, 0, 9)
        used = [i for i in range(10) if (part == i).any()]
        x, y = ([values[part == i].mean() for i in used] for values in (odds[:, column], came))
        axis.plot(x, y, "o-", color=colour, label=name, markersize=4)
    axis.set_xlabel("odds")
    axis.set_ylabel("share that came")
    axis.legend(frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})


def main() -> None:
    """Score every shared season."""
    data = Path(sys.argv[1])
    start = time.process_time()
    seasons = {key: CupSeason.read(data, *key) for key in (("ucl", 2011), *SEASONS)}
    events: list[Event] = []
    for key in SEASONS:
        earlier = [seasons[other] for other in seasons if other[1] < key[1]]
        events += events_of(key, seasons[key], earlier)
        print(
            f"{key[0]} {key[1]}: {len(events)} events, {time.process_time() - start:.0f} s", file=sys.stderr, flush=True
        )
    report(events)
    if "--plot" in sys.argv:
        draw(events, Path(sys.argv[sys.argv.index("--plot") + 1]))


if __name__ == "__main__":
    main()
