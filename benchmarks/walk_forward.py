"""Validation of strengths on matches that their scales were not chosen on. Prints Markdown.

    python -m benchmarks.walk_forward DATA_FOLDER

Every forecast knows only earlier days: updated daily, and from the shipped snapshots. With FRONTFOOT_PENALTYBLOG set to
the Python of an environment with penaltyblog (see benchmarks/peer.py), its Dixon-Coles model is refitted every week on
the same rows of 2022/23 and 2023/24.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import numpy as np
import polars as pl
from numpy.typing import NDArray

from benchmarks.forecasts import Forecasts, Scored, of_clubs
from benchmarks.peer import penaltyblog
from benchmarks.tie_scores import row, with_error
from frontfoot.core.identity import canonical
from frontfoot.fit.market import read_odds
from frontfoot.fit.outcome_scores import calibration_error
from frontfoot.fit.strengths_scores import CHOSEN_TO, FIVE
from frontfoot.goals.market import without_margin
from frontfoot.goals.results.competitions import EUROPEAN, MORE_LEAGUES
from frontfoot.goals.strengths import Scales

Places = NDArray[np.intp]
FIRST_OF_ODDS = 2009
SECOND_TIERS = tuple(
    name for code, (name, _, tier) in MORE_LEAGUES.items() if tier == 2 and code[:2] in ("en", "de", "es", "it", "fr")
)
PEER_SEASONS = (2022, 2023)
XI = 0.003
SAMPLES = 500


def kept(forecasts: Forecasts) -> NDArray[np.bool_]:
    """Matches after the seasons of choice that both ways forecast."""
    known = np.isfinite(forecasts.daily[:, 0]) & np.isfinite(forecasts.snapshots[:, 0])
    return np.asarray(known & (forecasts.matches.season > CHOSEN_TO))


def base_rates(forecasts: Forecasts, at: Places, like: NDArray[np.bool_]) -> Scored:
    """Shares of home win, draw and away win, and of more than 2.5 goals, in the earlier seasons of like matches."""
    matches = forecasts.matches
    forecast, over = np.empty((len(at), 3)), np.empty(len(at))
    ours = forecasts.of(forecasts.daily, at)
    for season in np.unique(matches.season[at]):
        home, away = matches.goals[:, like & (matches.season < season) & (matches.season >= season - 5)]
        shares = [(home > away).mean(), (home == away).mean(), (home < away).mean()]
        now = matches.season[at] == season
        forecast[now], over[now] = shares, (home + away > 2.5).mean()
    return Scored(forecast, over, ours.happened, ours.high)


def newcomers(forecasts: Forecasts) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Matches of a club that was not in its league a season before, all and its first ten; the big five leagues."""
    matches = forecasts.matches
    inside = np.isin(forecasts.names, FIVE)
    clubs: dict[tuple[str, int], set[int]] = {}
    for i in np.flatnonzero(inside):
        clubs.setdefault((str(forecasts.names[i]), int(matches.season[i])), set()).update(
            map(int, matches.clubs_of[:, i])
        )
    played: dict[tuple[str, int, int], int] = {}
    new, first_ten = np.zeros(len(inside), dtype=bool), np.zeros(len(inside), dtype=bool)
    for i in np.flatnonzero(inside):
        league, season = str(forecasts.names[i]), int(matches.season[i])
        before = clubs.get((league, season - 1))
        for club in map(int, matches.clubs_of[:, i]):
            number = played[league, season, club] = played.get((league, season, club), 0) + 1
            if before is not None and club not in before:
                new[i] = True
                first_ten[i] |= number <= 10
    return new, first_ten


def table(forecasts: Forecasts, parts: dict[str, NDArray[np.bool_]], like: dict[str, NDArray[np.bool_]]) -> list[str]:
    """Scores of parts of the matches; `like` holds the matches that give a part its base rates."""
    lines = [
        row(
            "matches",
            "n",
            "daily",
            "snapshots",
            "less daily",
            "base rates, less daily",
            "RPS, daily",
            "over 2.5, daily",
            "less base rates",
        ),
        row("---", *["---:"] * 8),
    ]
    for name, inside in parts.items():
        at = np.flatnonzero(inside & kept(forecasts))
        daily, snapshots, base = (
            forecasts.of(forecasts.daily, at),
            forecasts.of(forecasts.snapshots, at),
            base_rates(forecasts, at, like[name]),
        )
        error = daily.logs.std(ddof=1) / np.sqrt(len(at))
        lines.append(
            row(
                *(name, str(len(at)), f"{daily.logs.mean():.4f} ± {error:.4f}", f"{snapshots.logs.mean():.4f}"),
                *(with_error(snapshots.logs - daily.logs), with_error(base.logs - daily.logs)),
                *(f"{daily.ranked.mean():.4f}", f"{daily.totals.mean():.4f}", with_error(daily.totals - base.totals)),
            )
        )
    return lines


def leagues(forecasts: Forecasts) -> list[str]:
    """The big five leagues."""
    season, five = forecasts.matches.season, np.isin(forecasts.names, FIVE)
    _, first_ten = newcomers(forecasts)
    parts = {
        "five leagues, 2017/18 to 2022/23": five & (season <= 2022),
        "five leagues, 2023/24 to 2025/26": five & (season > 2022),
        "promoted clubs' first ten": first_ten,
        "last five rounds": five & (forecasts.matches.late > 0),
        **{name: forecasts.names == name for name in FIVE},
    }
    return table(forecasts, parts, {name: (forecasts.names == name) if name in FIVE else five for name in parts})


def europe(forecasts: Forecasts) -> list[str]:
    """European matches, by competition and by season."""
    season, all_cups = forecasts.matches.season, np.isin(forecasts.names, EUROPEAN)
    parts = {"all": all_cups} | {name: forecasts.names == name for name in EUROPEAN}
    years = sorted({int(s) for s in season[all_cups & kept(forecasts)]})
    parts |= {f"{year}/{(year + 1) % 100:02d}": all_cups & (season == year) for year in years}
    parts |= {"from 2021/22, kept aside": all_cups & (season >= 2021)}
    return table(forecasts, parts, dict.fromkeys(parts, all_cups))


def calibration(scored: Scored, other: Scored) -> list[str]:
    """Forecast and seen shares in ten bins of the forecast, the three outcomes together, and the calibration error.

    Args:
        scored: the forecasts.
        other: other forecasts of the same matches, whose calibration error is compared.
    """
    forecast, seen = scored.result.ravel(), np.eye(3)[scored.happened].ravel()
    bins = np.minimum((forecast * 10).astype(int), 9)
    lines = [row("forecast", "n", "mean forecast", "seen"), row("---", *["---:"] * 3)]
    for i in np.unique(bins):
        inside = bins == i
        mean, share = forecast[inside].mean(), seen[inside].mean()
        lines.append(row(f"{i * 10}-{i * 10 + 10}%", str(int(inside.sum())), f"{mean:.3f}", f"{share:.3f}"))
    outcomes, random, n = np.eye(3)[scored.happened], np.random.default_rng(0), len(scored.happened)
    shares = scored.result.cumsum(axis=1)
    drawn, perfect = [], []
    for _ in range(SAMPLES):
        at = random.integers(0, n, n)
        drawn.append([calibration_error(one.result[at], outcomes[at]) for one in (scored, other)])
        came = (random.random((n, 1)) > shares[:, :2]).sum(axis=1)
        perfect.append(calibration_error(scored.result, np.eye(3)[came]))
    errors, (first, second) = np.array(drawn), (calibration_error(one.result, outcomes) for one in (scored, other))
    return [
        *lines,
        "",
        f"Expected calibration error {first:.4f} ± {errors[:, 0].std():.4f} (matches drawn again {SAMPLES} times); "
        f"daily strengths {second:.4f}, {second - first:+.4f} ± {np.diff(errors, axis=1).std():.4f}. "
        f"Exactly right forecasts would show {np.mean(perfect):.4f} (95% point {np.quantile(perfect, 0.95):.4f}).",
    ]


def against_odds(forecasts: Forecasts, data: Path) -> list[str]:
    """Closing odds beside daily forecasts of the same matches."""
    matches, prices = forecasts.matches, read_odds(data)
    place = {
        (int(matches.day[i]), matches.clubs[matches.clubs_of[0, i]]): i
        for i in np.flatnonzero(np.isin(forecasts.names, FIVE) & np.isfinite(forecasts.daily[:, 0]))
    }
    days = prices["Date"].cast(pl.String).str.slice(0, 10).str.to_date().to_physical().to_list()
    at, rows = [], []
    for number, (day, home) in enumerate(zip(days, prices["HomeTeam"], strict=True)):
        i = next((place[key] for shift in (0, -1, 1) if (key := (day + shift, canonical(home))) in place), None)
        if i is not None:
            at.append(i)
            rows.append(number)
    where, used = np.array(at), prices[rows]
    ours = forecasts.of(forecasts.daily, where)
    odds = Scored(
        without_margin(used.select("home_close", "draw_close", "away_close").to_numpy()),
        without_margin(used.select("over_2.5_close", "under_2.5_close").to_numpy())[:, 0],
        ours.happened,
        ours.high,
    )
    snapshots = np.isfinite(forecasts.snapshots[where, 0])
    lines = [
        row(
            "matches",
            "n",
            "closing odds",
            "daily, less odds",
            "snapshots, less odds (n)",
            "over 2.5: odds",
            "daily, less odds",
        ),
        row("---", *["---:"] * 6),
    ]
    for name in ("Premier League", "Serie A", "both"):
        own = (forecasts.names[where] == name) | (name == "both")
        late = own & snapshots
        later = forecasts.of(forecasts.snapshots, where[late])
        lines.append(
            row(
                *(name, str(int(own.sum())), f"{odds.logs[own].mean():.4f}", with_error((ours.logs - odds.logs)[own])),
                f"{with_error(later.logs - odds.logs[late])} ({int(late.sum())})",
                *(f"{odds.totals[own].mean():.4f}", with_error((ours.totals - odds.totals)[own])),
            )
        )
    return [*lines, "", f"{len(at)} of {prices.height} matches with odds are found in the results."]


def late_rounds(forecasts: Forecasts) -> list[str]:
    """Goals of the last five rounds against the rest of the season, over what is expected without their factor."""
    matches, five = forecasts.matches, np.isin(forecasts.names, FIVE) & np.isfinite(forecasts.daily[:, 0])
    lines = [row("seasons", "matches", "last five rounds", "the rest", "ratio"), row("---", *["---:"] * 4)]
    for first, last in ((2007, CHOSEN_TO), (CHOSEN_TO + 1, 2022), (2023, int(matches.season.max()))):
        inside = five & (matches.season >= first) & (matches.season <= last)
        shares, errors, counts = [], [], []
        for part in (inside & (matches.late > 0), inside & (matches.late == 0)):
            expected = np.exp(forecasts.daily[part, :2] - Scales().late * matches.late[part, None]).sum()
            goals = matches.goals[:, part].sum()
            shares.append(goals / expected)
            errors.append(np.sqrt(goals) / expected)
            counts.append(int(part.sum()))
        ratio = shares[0] / shares[1]
        error = ratio * np.hypot(errors[0] / shares[0], errors[1] / shares[1])
        name = f"{first}/{(first + 1) % 100:02d} to {last}/{(last + 1) % 100:02d}"
        cells = [f"{s:.3f} ± {e:.3f}" for s, e in zip(shares, errors, strict=True)]
        lines.append(row(name, f"{counts[0]}, {counts[1]}", *cells, f"{ratio:.3f} ± {error:.3f}"))
    return lines


def second_tiers(forecasts: Forecasts, data: Path) -> list[str]:
    """What the second tiers tell of promoted clubs: daily forecasts with their results and without."""
    less = of_clubs(data, without=SECOND_TIERS)
    keep = ~np.isin(forecasts.names, SECOND_TIERS)
    new, first_ten = (part[keep] for part in newcomers(forecasts))
    season, known = less.matches.season, np.isfinite(less.daily[:, 0])
    daily = forecasts.daily[keep]
    lines = [
        row("matches of promoted clubs", "n", "without second tiers", "with, less without"),
        row("---", *["---:"] * 3),
    ]
    for name, inside in (
        ("2011/12 to 2016/17, first ten", first_ten & (season >= 2011) & (season <= CHOSEN_TO)),
        ("2017/18 to 2025/26, first ten", first_ten & (season > CHOSEN_TO)),
        ("2017/18 to 2025/26, all", new & (season > CHOSEN_TO)),
    ):
        at = np.flatnonzero(inside & known)
        one, other = less.of(less.daily, at), less.of(daily, at)
        lines.append(row(name, str(len(at)), f"{one.logs.mean():.4f}", with_error(other.logs - one.logs)))
    return lines


def peer(forecasts: Forecasts) -> list[str]:
    """penaltyblog's Dixon-Coles, refitted every week on three earlier seasons and the current one."""
    matches = forecasts.matches
    lines = [row("matches", "n", "daily", "penaltyblog", "difference", "RPS, difference"), row("---", *["---:"] * 5)]
    theirs: list[list[float]] = []
    places: list[int] = []
    for league in FIVE:
        for season in PEER_SEASONS:
            inside = np.flatnonzero(
                (forecasts.names == league) & (matches.season >= season - 3) & (matches.season <= season)
            )
            rows = [
                {
                    "season": int(matches.season[i]),
                    "home": matches.clubs[matches.clubs_of[0, i]],
                    "away": matches.clubs[matches.clubs_of[1, i]],
                    "home_goals": int(matches.goals[0, i]),
                    "away_goals": int(matches.goals[1, i]),
                    "date": str(np.datetime64(int(matches.day[i]), "D")),
                }
                for i in inside
            ]
            weeks: dict[str, list[list[str]]] = {}
            where = {}
            for i, played in zip(inside, rows, strict=True):
                if played["season"] == season:
                    monday = str(np.datetime64(int(matches.day[i] - (matches.day[i] + 3) % 7), "D"))
                    weeks.setdefault(monday, []).append([str(played["home"]), str(played["away"])])
                    where[played["home"], played["away"]] = int(i)
            asked = [
                {"monday": m, "matches": pairs, "season": season, "from": season - 3} for m, pairs in weeks.items()
            ]
            for answer in penaltyblog("walk_forward", matches=rows, weeks=asked, xi=XI):
                if answer["forecast"] is not None:
                    places.append(where[answer["home"], answer["away"]])
                    theirs.append(answer["forecast"])
    at = np.array(places)
    ours = forecasts.of(forecasts.daily, at)
    other = Scored(np.array(theirs), ours.over, ours.happened, ours.high)
    _, first_ten = newcomers(forecasts)
    parts = {"five leagues": np.ones(len(at), dtype=bool), "promoted clubs' first ten": first_ten[at]}
    for name, inside in (parts | {league: forecasts.names[at] == league for league in FIVE}).items():
        logs = (ours.logs[inside].mean(), other.logs[inside].mean())
        gaps = [with_error(gap[inside]) for gap in (ours.logs - other.logs, ours.ranked - other.ranked)]
        lines.append(row(name, str(int(inside.sum())), *(f"{v:.4f}" for v in logs), *gaps))
    return lines


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of open data")
    data = parser.parse_args().data
    results = of_clubs(data)
    in_europe = np.flatnonzero(kept(results) & np.isin(results.names, EUROPEAN))
    parts = {
        "Leagues": leagues(results),
        "Beside closing odds": against_odds(results, data),
        "Last five rounds": late_rounds(results),
        "Second tiers": second_tiers(results, data),
        "Europe": europe(results),
        "Calibration in Europe": calibration(
            results.of(results.snapshots, in_europe), results.of(results.daily, in_europe)
        ),
    }
    if os.environ.get("FRONTFOOT_PENALTYBLOG"):
        parts["penaltyblog"] = peer(results)
    for name, lines in parts.items():
        print("\n".join(["", f"## {name}", "", *lines]))


if __name__ == "__main__":
    main()
