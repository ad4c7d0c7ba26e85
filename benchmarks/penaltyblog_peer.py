"""What penaltyblog does with the same rows. Runs in an environment of its own (see benchmarks/peer.py).

Reads a JSON document from standard input and writes one to standard output. Tasks: `walk_forward` forecasts matches
week by week, `time` measures one fit.
"""

from __future__ import annotations

import json
import sys
import time
import warnings
from datetime import date
from typing import Any


def walk_forward(matches: list[dict[str, Any]], weeks: list[dict[str, Any]], xi: float) -> list[dict[str, Any]]:
    """Forecasts of home, draw and away; null where a club was never seen."""
    import penaltyblog as pb

    forecasts = []
    for week in weeks:
        known = [m for m in matches if week["from"] <= m["season"] <= week["season"] and m["date"] < week["monday"]]
        dates = [date.fromisoformat(m["date"]) for m in known]
        weights = pb.models.dixon_coles_weights(dates, xi=xi, base_date=date.fromisoformat(week["monday"]))
        model = pb.models.DixonColesGoalModel(*_columns(known), weights=weights)
        model.fit()
        clubs = {m["home"] for m in known} | {m["away"] for m in known}
        for home, away in week["matches"]:
            probabilities = None
            if home in clubs and away in clubs:
                probabilities = [float(p) for p in model.predict(home, away).home_draw_away]
            forecasts.append({"home": home, "away": away, "monday": week["monday"], "forecast": probabilities})
    return forecasts


def timed(matches: list[dict[str, Any]], repeats: int) -> dict[str, Any]:
    """CPU seconds of a fit (the model's construction left out) and its log-likelihood, or why it gave up."""
    import penaltyblog as pb

    seconds = []
    for _ in range(repeats):
        model = pb.models.DixonColesGoalModel(*_columns(matches))
        begin = time.process_time()
        try:
            model.fit()
        except ValueError as error:
            return {"seconds": [time.process_time() - begin], "failed": str(error)}
        seconds.append(time.process_time() - begin)
    return {"seconds": seconds, "log_likelihood": float(model.loglikelihood), "version": pb.__version__}


def _columns(matches: list[dict[str, Any]]) -> list[list[Any]]:
    return [[m[name] for m in matches] for name in ("home_goals", "away_goals", "home", "away")]


def main() -> None:
    """Do the task on standard input."""
    warnings.simplefilter("ignore")
    document = json.load(sys.stdin)
    task = document.pop("task")
    answer = walk_forward(**document) if task == "walk_forward" else timed(**document)
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
