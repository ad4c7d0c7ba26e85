"""Reliability of the figures of a side: variances, random half-seasons, and ranges compared with later matches.

The variances of Wyscout come from four leagues, those of StatsBomb from one. Ranges are judged on the league that the
variances do not come from: each Wyscout league by the other three.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.fit.half_time import DATA, LICENCE, measured_store
from frontfoot.fitted import Record, write_shipped
from frontfoot.scouting.estimate import Z80, Noise
from frontfoot.scouting.figures import BY_NAME, FIGURES, Figure

SEED: Final = 1
SPLITS: Final = 24
AFTER: Final = (6, 10, 19)
SHIFTED: Final = ("field_tilt", "action_height", "ppda")
COLUMNS: Final = tuple(dict.fromkeys(name for figure in SHIFTED for name in BY_NAME[figure].columns))
"""Numbers of matches after which ranges are compared with the rest of the season."""


def fit(
    data: Path,
    out: Path | None = None,
    *,
    stores: Sequence[Path] = (),
    progress: Callable[[str], object] = lambda line: None,
) -> Path:
    """Fit the variances of all figures and write the fitted file.

    Args:
        data: folder with wyscout/ and statsbomb/.
        out: the file to write; the shipped one when None.
        stores: stores of these matches; without them the matches are measured.
        progress: called with a line of text on each step.

    Raises:
        ReadError: a set of matches does not exist.
    """

    with TemporaryDirectory() as folder:
        used = list(stores) or [measured_store(data, Path(folder) / "store", progress)]
        table = read_sums(used)
        progress("Measuring reliability")
        parameters, scores = measured(table)
        _add_people(used, parameters, scores)
    record = Record(
        data=DATA,
        licence=LICENCE,
        rows={"team_matches": table.height, "teams": table.select("competition", "season", "team").n_unique()},
        dates=(str(table["date"].min()), str(table["date"].max())),
        command="frontfoot fit scouting --data data",
        seed=SEED,
        held_out=scores,
    )
    return write_shipped("scouting", out, record, parameters)


def read_sums(stores: Sequence[Path]) -> pl.DataFrame:
    """The sides of all matches of some stores, with `norms` ("wyscout", "statsbomb") and `league`."""
    from frontfoot.scouting.sums import team_matches
    from frontfoot.seasons.store import Store

    table = pl.concat([team_matches(Store(store)) for store in stores])
    return table.with_columns(
        norms=pl.col("provider").str.split("_").list.first(),
        league=pl.concat_str("competition", "season", separator=" "),
    ).sort("norms", "league", "date", "match_id", "side")


def _add_people(stores: Sequence[Path], parameters: dict[str, Any], scores: dict[str, Any]) -> None:
    """Reliability of the players' figures, chances of starting, and the shift by score, of each provider."""
    from frontfoot.scouting.people import TRAITS, player_reliability, starting_chances
    from frontfoot.seasons.store import Store

    keys = ["match_id", "provider"]
    for norms, values in parameters.items():
        people, minutes = [], []
        for store in map(Store, stores):
            dates = store.read("matches", columns=[*keys, "date"]).select(*keys, "date")
            rows = store.read(
                "players",
                columns=[*keys, "side", "team", "player", "name", "position", "starter", "minutes", *TRAITS],
            )
            people.append(rows.filter(pl.col("provider").str.starts_with(norms)).join(dates, on=keys))
            counts = store.read("minutes", columns=[*keys, "side", "own_goals", "opponent_goals", *COLUMNS])
            minutes.append(counts.filter(pl.col("provider").str.starts_with(norms)))
        table = pl.concat(people).with_columns(league=pl.concat_str("competition", "season", separator=" "))
        starting = starting_chances(table)
        values["players"] = player_reliability(table)
        values["starting"] = starting["chances"]
        values["by_score"] = by_score(pl.concat(minutes))
        scores.setdefault(norms, {})["eleven"] = {"right": starting["right"], "matches": starting["matches"]}


def measured(table: pl.DataFrame) -> tuple[dict[str, Any], dict[str, Any]]:
    """Parameters by provider, and the scores of the ranges on leagues not used for them."""
    parameters: dict[str, Any] = {}
    scores: dict[str, Any] = {}
    for norms in table["norms"].unique(maintain_order=True).to_list():
        rows = table.filter(pl.col("norms") == norms)
        figures, judged = {}, {}
        for figure in FIGURES:
            panel = Panel.of(rows, figure)
            if panel is None:
                continue
            noise = panel.noise()
            r = panel.split_correlation(np.random.default_rng(SEED))
            figures[figure.name] = {
                "between": _short(noise.between),
                "within": _short(noise.within),
                "drift": _short(noise.drift),
                "r": round(r, 3),
                "needed": _needed(r, panel.half),
            }
            if panel.leagues > 1:
                judged[figure.name] = panel.judged()
        parameters[norms] = {"figures": figures}
        if judged:
            scores[norms] = judged
    return parameters, scores


def _short(value: float) -> float:
    return float(f"{value:.5g}")


def _needed(r: float, half: float) -> float | None:
    """Matches for a reliability of .7, from the correlation of half-seasons; None if it is not above zero."""
    return round(half * (1.0 - r) / r * 0.7 / 0.3, 1) if r > 0.0 else None


class Panel:
    """One figure of every side of some leagues, match by match.

    Attributes:
        top, bottom: shape (sides, matches), padded with NaN.
        league: number of the league of each side, shape (sides,).
        leagues: how many leagues.
        half: matches of a half-season, on average.
    """

    def __init__(self, top: Any, bottom: Any, league: Any) -> None:
        self.top, self.bottom, self.league = top, bottom, league
        self.leagues = int(league.max()) + 1
        self.count = (~np.isnan(top)).sum(axis=1)
        self.half = float(self.count.mean()) / 2.0

    @classmethod
    def of(cls, rows: pl.DataFrame, figure: Figure) -> Panel | None:
        """The panel of a figure, None where the provider does not record it."""
        usable = rows.filter(pl.all_horizontal(pl.col(name).is_not_null() for name in figure.columns))
        if usable.is_empty():
            return None
        values = usable.select("league", "team", top=figure.numerator, bottom=figure.denominator)
        sides = values.partition_by("league", "team", maintain_order=True)
        length = max(side.height for side in sides)
        top, bottom = (np.full((len(sides), length), np.nan) for _ in range(2))
        for row, side in enumerate(sides):
            top[row, : side.height] = side["top"].to_numpy()
            bottom[row, : side.height] = side["bottom"].to_numpy()
        names = [side["league"][0] for side in sides]
        number = {name: place for place, name in enumerate(sorted(set(names)))}
        return cls(top, bottom, np.array([number[name] for name in names]))

    def ratio(self, chosen: Any = None) -> Any:
        """The ratio of sums of each side over chosen matches (a mask)."""
        top, bottom = self._sums(chosen)
        return np.divide(top, bottom, out=np.full(len(top), np.nan), where=bottom > 0)

    def level(self, chosen: Any = None) -> Any:
        """The ratio of sums of each side's league."""
        top, bottom = (np.bincount(self.league, sums) for sums in self._sums(chosen))
        return (top / bottom)[self.league]

    def _sums(self, chosen: Any) -> list[Any]:
        use = ~np.isnan(self.top) if chosen is None else chosen & ~np.isnan(self.top)
        return [np.where(use, values, 0.0).sum(axis=1) for values in (self.top, self.bottom)]

    def noise(self, sides: Any = None) -> Noise:
        """Variances from some sides (a mask): of a match within a side, of sides, of half-seasons."""
        keep = np.ones(len(self.league), dtype=bool) if sides is None else sides
        usual = np.nanmean(self.bottom, axis=1, keepdims=True)
        own = self.ratio()
        # The share of a match in the ratio of its season, to first order.
        residual = (self.top - own[:, None] * self.bottom) / usual
        count = self.count
        within_side = np.nansum(residual**2, axis=1) / np.maximum(count - 1, 1)
        within = float(np.mean(within_side[keep]))
        excess = (own - self.level())[keep]
        groups = len(np.unique(self.league[keep]))
        spread = float((excess**2).sum() / (keep.sum() - groups))
        number = np.arange(self.top.shape[1])[None, :]
        first = number < (count // 2)[:, None]
        change = (self.ratio(first) - self.level(first) - self.ratio(~first) + self.level(~first))[keep]
        parts = (1.0 / (count // 2) + 1.0 / (count - count // 2))[keep]
        drift = max((float(np.nanmean(change**2)) - within * float(parts.mean())) / 2.0, 0.0)
        # A season is the mean of two parts, each with its own drift.
        between = max(spread - within * float((1.0 / count[keep]).mean()) - drift / 2.0, 0.0)
        return Noise(between, within, drift)

    def split_correlation(self, generator: np.random.Generator) -> float:
        """Mean correlation of the two halves of random half-season splits, centred by league."""
        pairs = []
        for _ in range(SPLITS):
            order = np.argsort(
                np.where(np.isnan(self.top), 2.0, generator.random(self.top.shape)), axis=1, kind="stable"
            ).argsort(axis=1)
            one = order < (self.count // 2)[:, None]
            halves = [self.ratio(part) - self.level(part) for part in (one, ~one)]
            known = ~np.isnan(halves[0] + halves[1])
            pairs.append(float(np.corrcoef(halves[0][known], halves[1][known])[0, 1]))
        return float(np.mean(pairs))

    def judged(self) -> dict[str, Any]:
        """Coverage of 80% ranges and errors, each league by the variances of the others.

        From k successive matches (the first, the last, and those in the middle of the season) the surplus of a side
        over its league in all its other matches is forecast. The range includes the noise of those matches. Errors are
        those of forecasts from the first k matches for the rest of the season.
        """
        results: dict[str, Any] = {}
        noises = [self.noise(self.league != league) for league in range(self.leagues)]
        for after in AFTER:
            inside: list[bool] = []
            errors: list[tuple[float, float]] = []
            spare = np.maximum(self.count - after, 0)
            for place in (0.0, 0.5, 1.0):
                begin = np.floor(place * spare).astype(int)[:, None]
                number = np.arange(self.top.shape[1])[None, :]
                seen = (number >= begin) & (number < begin + after)
                raw, rest = self.ratio(seen) - self.level(seen), self.ratio(~seen) - self.level(~seen)
                for league, noise in enumerate(noises):
                    rows = np.flatnonzero((self.league == league) & ~np.isnan(raw + rest) & (spare > 0))
                    weight = noise.weight(after)
                    variance = noise.between * (1.0 - weight) + noise.drift + noise.within / spare[rows]
                    miss = rest[rows] - weight * raw[rows]
                    inside += (np.abs(miss) <= Z80 * np.sqrt(variance)).tolist()
                    if place == 0.0:
                        errors += zip((rest - raw)[rows].tolist(), miss.tolist(), strict=True)
            raw_error, shrunk_error = np.sqrt(np.mean(np.square(errors), axis=0)).tolist()
            results[str(after)] = {
                "inside_80": round(float(np.mean(inside)), 3),
                "raw_error": _short(raw_error),
                "shrunk_error": _short(shrunk_error),
                "ranges": len(inside),
            }
        return results


def by_score(minutes: pl.DataFrame) -> dict[str, dict[str, dict[str, float]]]:
    """The mean difference of a figure between minutes behind or ahead and level minutes of a side's match.

    Args:
        minutes: of stores, with the score at the start of each minute.

    Returns:
        By state ("trailing", "leading") and figure: `shift`, `error` (standard error, a side's match the unit).
    """
    lead = pl.col("own_goals").cast(pl.Int64) - pl.col("opponent_goals").cast(pl.Int64)
    name = pl.when(lead < 0).then(pl.lit("trailing")).when(lead > 0).then(pl.lit("leading")).otherwise(pl.lit("level"))
    rows = minutes.with_columns(state=name)
    by_state: dict[str, dict[str, dict[str, float]]] = {"trailing": {}, "leading": {}}
    for figure in (BY_NAME[key] for key in SHIFTED):
        sums = rows.group_by("match_id", "provider", "side", "state").agg(
            top=figure.numerator.sum(), bottom=figure.denominator.sum()
        )
        sums = sums.filter(pl.col("bottom") > 0)
        level = sums.filter(pl.col("state") == "level")
        for state in by_state:
            both = (
                sums.filter(pl.col("state") == state)
                .join(level, on=["match_id", "provider", "side"], suffix="_level")
                .sort("match_id", "provider", "side")
            )
            one, two = (both[f"top{end}"].to_numpy() / both[f"bottom{end}"].to_numpy() for end in ("", "_level"))
            parts = [both[f"bottom{end}"].to_numpy().astype(float) for end in ("", "_level")]
            weight = parts[0] * parts[1] / (parts[0] + parts[1])
            shift = float(np.average(one - two, weights=weight))
            error = float(np.sqrt(np.sum((weight * (one - two - shift)) ** 2)) / weight.sum())
            by_state[state][figure.name] = {"shift": round(shift, 4), "error": round(error, 4)}
    return by_state
