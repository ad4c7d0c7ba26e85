"""The dynamic model of strengths written out by names: one covariance matrix, inverses and all, a match at a time.

It shares no code with `frontfoot.goals.strengths`; only the scales, the tables of clubs and the groups of leagues are
taken from the package.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray

from frontfoot.core.identity import clubs as known_clubs
from frontfoot.goals.results.competitions import GROUP_OF_LEAGUE
from frontfoot.goals.strengths import Scales

Array = NDArray[np.float64]
Key = tuple[Any, ...]
Row = dict[str, Any]
CALENDAR = {"USA", "BRA", "BRA2", "ARG", "COL", "JPN", "CHN"}
EPOCH = date(1970, 1, 1)


def group_above(group: str) -> str:
    """The division above."""
    return {"2": group[:-1], "3": group[:-1] + "2", "4": group[:-1] + "3"}.get(group[-1:], "")


def crossings(start: date, end: date, month: int) -> int:
    """First days of a month after `start`, up to and with `end`, counted day by day."""
    days = (start + timedelta(days=k + 1) for k in range((end - start).days))
    return sum(day.month == month and day.day == 1 for day in days)


class PlainFilter:
    """The state by names: ("attack", club), ("level", competition, kind), ("league", group) ..."""

    def __init__(self, scales: Scales, rows: list[Row]) -> None:
        self.s, self.rows = scales, sorted(rows, key=lambda r: (r["date"], r["competition"], r["home"]))
        self.names: list[Key] = []
        self.mean, self.covariance = np.zeros(0), np.zeros((0, 0))
        self.day: date | None = None
        self.league_of: dict[str, str] = {}
        self.last: dict[str, date] = {}
        self.established: set[str] = set()
        league = [r for r in self.rows if r["competition"] in GROUP_OF_LEAGUE and r["stage"] == "league"]
        self.held = {(GROUP_OF_LEAGUE[r["competition"]], r["season"]) for r in league}
        self.late = [self._is_late(r, league) for r in self.rows]

    def _is_late(self, row: Row, league: list[Row]) -> bool:
        if row not in league:
            return False
        season = [r for r in league if (r["competition"], r["season"]) == (row["competition"], row["season"])]
        sides = {side for r in season for side in (r["home"], r["away"])}
        rounds, last = 2 * (len(sides) - 1), self.s.late_rounds
        number = {side: sum(side in (r["home"], r["away"]) for r in season) for side in sides}
        if max(number.values()) > rounds or rounds <= 2 * last:
            return False
        sofar = season[: season.index(row) + 1]
        return all(sum(s in (r["home"], r["away"]) for r in sofar) > rounds - last for s in (row["home"], row["away"]))

    def at(self, name: Key) -> int:
        return self.names.index(name)

    def add(self, name: Key, mean: float, noise: float, like: dict[Key, float] | None = None) -> None:
        weights = np.zeros(len(self.names))
        for other, weight in (like or {}).items():
            weights[self.at(other)] += weight
        cross = self.covariance @ weights
        self.mean = np.append(self.mean, mean + weights @ self.mean)
        self.covariance = np.block(
            [[self.covariance, cross[:, None]], [cross[None, :], np.array([[weights @ cross + noise]])]]
        )
        self.names.append(name)

    def add_both(self, one: Key, other: Key, value: float) -> None:
        i, j = self.at(one), self.at(other)
        self.covariance[i, j] += value
        self.covariance[j, i] += value

    def members(self, group: str) -> list[str]:
        assert self.day is not None
        return [c for c, g in self.league_of.items() if g == group and (self.day - self.last[c]).days < 400]

    def enter_league(self, group: str, *, own: bool) -> None:
        if ("league", group) in self.names:
            return
        above = group_above(group)
        if not own:
            if ("league", "") not in self.names:
                self.add(("league", ""), self.s.elsewhere[0], self.s.elsewhere[1] ** 2)
            if group:
                self.add(("league", group), 0.0, self.s.league / 2, {("league", ""): 1.0})
        elif above and ("league", above) in self.names:
            clubs = self.members(above)
            like = {("attack", c): 1 / len(clubs) for c in clubs} if len(clubs) >= 5 else {("league", above): 1.0}
            self.add(("league", group), -0.35, 0.15**2, like)
        else:
            self.add(("league", group), 0.0, self.s.league)

    def prior(self, group: str, *, own: bool) -> tuple[list[dict[Key, float]], float, float]:
        """Combinations for attack and defence, offset, variance."""
        self.enter_league(group, own=own)
        clubs = self.members(group)
        if own and len(clubs) >= 5:
            likes: list[dict[Key, float]] = [{(k, c): 1 / len(clubs) for c in clubs} for k in ("attack", "defence")]
            return likes, self.s.newcomer, self.s.newcomer_variance
        return [{("league", group): 1.0}] * 2, 0.0, self.s.variance

    def enter_club(self, club: str, row: Row) -> None:
        group = GROUP_OF_LEAGUE.get(row["competition"], "")
        domestic = bool(group)
        own = domestic
        if not domestic:
            group = known_clubs()[club].country if club in known_clubs() else ""
            own = (group, row["season"]) in self.held or (group, row["season"] - 1) in self.held
        if club not in self.league_of:
            likes, offset, variance = self.prior(group, own=own)
            founding = (
                domestic
                and row["stage"] == "league"
                and (group, row["season"] - 1) not in self.held
                and group not in self.established
            )
            if founding:
                likes, offset, variance = [{("league", group): 1.0}] * 2, 0.0, self.s.variance
            self.add(("attack", club), offset, variance, likes[0])
            self.add(("defence", club), offset, variance, likes[1])
            self.add_both(("attack", club), ("defence", club), self.s.correlation * variance)
            self.league_of[club] = group
        elif domestic and self.league_of[club] != group:
            self.enter_league(group, own=True)
            self.league_of[club] = group

    def enter(self, row: Row) -> None:
        s, name = self.s, row["competition"]
        shots = row.get("home_shots") is not None
        if ("level", "", 0) not in self.names:
            self.add(("level", "", 0), s.level[0], s.common**2)
            self.add(("home", "", 0), s.home[0], s.common**2)
        if ("level", name, 0) not in self.names:
            self.add(("level", name, 0), 0.0, s.level[1] ** 2, {("level", "", 0): 1.0})
            self.add(("home", name, 0), 0.0, s.home[1] ** 2, {("home", "", 0): 1.0})
        if shots and ("level", name, 1) not in self.names:
            for kind in (1, 2):
                self.add(("level", name, kind), s.shot_level[kind - 1][0], s.shot_level[kind - 1][1] ** 2)
                self.add(("home", name, kind), s.home[0], s.home[1] ** 2)
        for club in (row["home"], row["away"]):
            self.enter_club(club, row)
            if shots and ("created", club) not in self.names:
                self.add(("created", club), 0.0, s.style)
                self.add(("allowed", club), 0.0, s.style)
            self.last[club] = row["date"]

    def advance(self, day: date) -> None:
        if self.day is None:
            self.day = day
        if day <= self.day:
            return
        s, days = self.s, (day - self.day).days
        summers, winters = crossings(self.day, day, 7), crossings(self.day, day, 1)
        for name in self.names:
            what, i, gained = name[0], self.at(name), 0.0
            if what in ("attack", "defence"):
                steps = winters if self.league_of[name[1]] in CALENDAR else summers
                gained = days * s.drift + steps * s.summer
                if what == "attack":
                    self.add_both(name, ("defence", name[1]), s.correlation * gained)
            elif what in ("created", "allowed"):
                gained = days * s.style_drift + summers * s.style_summer
            elif what in ("level", "home"):
                gained = days * s.level_drift + summers * s.shot_summer * (what == "level" and name[2] > 0)
            self.covariance[i, i] += gained
        self.day = day
        if summers:
            for club in [c for c in self.league_of if (day - self.last[c]).days > 550]:
                del self.league_of[club]
                keep = [i for i, name in enumerate(self.names) if not (name[0] in STRENGTHS and name[1] == club)]
                self.names = [self.names[i] for i in keep]
                self.mean, self.covariance = self.mean[keep], self.covariance[np.ix_(keep, keep)]

    def counts(self, number: int) -> list[tuple[dict[Key, float], float, float, float]]:
        """Of a match: coefficients of the log rate, count, weight and offset, goals of home and away first."""
        row, s, counts = self.rows[number], self.s, []
        half = 0.0 if row["neutral"] else 0.5
        for kind in (0, 1, 2):
            if kind and row.get("home_shots") is None:
                continue
            for side, other, sign in (("home", "away", 1.0), ("away", "home", -1.0)):
                us, them = row[side], row[other]
                loading = (1.0, *s.shot_loading)[kind]
                mix: dict[Key, float] = {
                    ("attack", us): loading,
                    ("defence", them): -loading,
                    ("level", row["competition"], kind): 1.0,
                    ("home", row["competition"], kind): sign * half,
                }
                if kind == 0:
                    counts.append((mix, float(row[f"{side}_goals"]), 1.0, s.late * self.late[number]))
                    continue
                mix |= {("created", us): 1.0, ("allowed", them): -1.0}
                on = row[f"{side}_on_target"]
                count = on if kind == 1 else row[f"{side}_shots"] - on
                counts.append((mix, float(count), s.shot_weight[kind - 1], 0.0))
        return counts

    def learn(self, numbers: list[int]) -> dict[int, list[float]]:
        """Update by the matches of one day; what was forecast of each before."""
        observed = [(number, *count) for number in numbers for count in self.counts(number)]
        design = np.zeros((len(observed), len(self.names)))
        for k, (_, mix, *_) in enumerate(observed):
            for name, weight in mix.items():
                design[k, self.at(name)] += weight
        count, weights, offset = (np.array([entry[k] for entry in observed]) for k in (2, 3, 4))
        logs, spread = design @ self.mean + offset, design @ self.covariance @ design.T
        forecasts = {}
        for number in numbers:
            # The first two counts of a match are its goals.
            i, j = [k for k, entry in enumerate(observed) if entry[0] == number][:2]
            forecasts[number] = [logs[i], logs[j], spread[i, i], spread[j, j], spread[i, j]]
        precision, x = np.linalg.inv(self.covariance), self.mean.copy()
        for _ in range(200):
            rate = weights * np.exp(design @ x + offset)
            gradient = precision @ (x - self.mean) - design.T @ (weights * count - rate)
            step = np.linalg.solve(precision + design.T @ (rate[:, None] * design), gradient)
            x = x - step * min(1.0, 1.0 / max(np.abs(design @ step).max(), 1e-9))
            if np.abs(step).max() < 1e-12:
                break
        rate = weights * np.exp(design @ x + offset)
        self.mean = x
        self.covariance = np.linalg.inv(precision + design.T @ (rate[:, None] * design))
        return forecasts

    def handed_on(self, day: date, groups: set[str]) -> tuple[list[Key], Array, Array]:
        """Names, mean and covariance of what strengths of a day hold: clubs, newcomers to groups, competitions."""
        clubs = sorted(self.league_of)
        held = {
            GROUP_OF_LEAGUE[r["competition"]]
            for r in self.rows
            if r["competition"] in GROUP_OF_LEAGUE and r["date"] < day and (day - r["date"]).days < 400
        }
        new = sorted(group for group in groups if ("league", group) in self.names)
        mixes: list[tuple[Key, dict[Key, float], float, float]] = []
        for k, what in enumerate(("attack", "defence")):
            mixes += [((what, club), {(what, club): 1.0}, 0.0, 0.0) for club in clubs]
            for group in new:
                likes, offset, variance = self.prior(group, own=group in held)
                mixes.append(((what, "new", group), likes[k], offset, variance))
        for what in ("level", "home"):
            names = {n[1] for n in self.names if n[0] == what}
            mixes += [((what, name), {(what, name, 0): 1.0}, 0.0, 0.0) for name in sorted(names)]
        weights = np.array([[mix.get(name, 0.0) for name in self.names] for _, mix, _, _ in mixes])
        mean = weights @ self.mean + np.array([offset for _, _, offset, _ in mixes])
        named, noise = [name for name, *_ in mixes], np.diag([variance for *_, variance in mixes])
        for group in new:
            one, other = named.index(("attack", "new", group)), named.index(("defence", "new", group))
            noise[one, other] = noise[other, one] = self.s.correlation * noise[one, one]
        return named, mean, weights @ self.covariance @ weights.T + noise

    def run(self, until: date) -> dict[int, list[float]]:
        """Learn the matches from the day reached to before another, then advance to it."""
        forecasts: dict[int, list[float]] = {}
        since = self.day or date.min
        for day in sorted({r["date"] for r in self.rows if since <= r["date"] < until}):
            numbers = [i for i, r in enumerate(self.rows) if r["date"] == day]
            self.advance(day)
            for number in numbers:
                self.enter(self.rows[number])
            forecasts |= self.learn(numbers)
        if self.day is not None:
            self.advance(until)
        return forecasts


STRENGTHS = ("attack", "defence", "created", "allowed")
