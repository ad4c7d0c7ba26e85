"""The pictures of `benchmarks.ties`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from benchmarks.tie_scores import MINUTES, log_scores

Array = NDArray[np.float64]


def _plt() -> Any:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    return plt


def calibration_plot(main: Array, truth: Array, path: Path) -> None:
    """Odds against how often the home side went through, with 95% intervals."""
    plt = _plt()
    figure, axes = plt.subplots(1, 4, figsize=(10.5, 2.9), sharey=True)
    for axis, minute in zip(axes, (0, 45, 60, 75), strict=True):
        odds = main[:, MINUTES.index(minute)]
        bins = np.minimum((odds * 10).astype(int), 9)
        axis.plot([0, 1], [0, 1], color="#9aa5b1", linewidth=0.8)
        for k in range(10):
            inside = bins == k
            if inside.sum() < 5:
                continue
            share, mean = truth[inside].mean(), odds[inside].mean()
            error = 1.96 * np.sqrt(mean * (1 - mean) / inside.sum())
            axis.errorbar([mean], [share], [error], fmt="o", color="#1d4e89", markersize=4, linewidth=0.9)
        axis.set_title({0: "kick-off", 45: "half-time"}.get(minute, f"{minute}'"), fontsize=9)
        axis.set_xlabel("odds of the home side", fontsize=8)
        axis.tick_params(labelsize=7)
    axes[0].set_ylabel("went through", fontsize=8)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)


def score_plot(odds: dict[str, Array], truth: Array, path: Path) -> None:
    """Log score by minute, on the ties that all of them forecast."""
    plt = _plt()
    figure, axis = plt.subplots(figsize=(5.4, 3.2))
    colours = {
        "Frontfoot": "#1d4e89",
        "equal strengths": "#b5541c",
        "aggregate-score table": "#6b7a3a",
        "line on the lead": "#8a5a9e",
    }
    known = np.isfinite(np.stack([odds[name][:, 0] for name in colours])).all(axis=0)
    for name, colour in colours.items():
        scores = log_scores(odds[name][known], truth[known]).mean(axis=0)
        axis.plot(MINUTES, scores, color=colour, linewidth=1.6, label=name)
    axis.set_xticks(MINUTES)
    axis.set_xlabel("minute of the second leg", fontsize=8)
    axis.set_ylabel("log score", fontsize=8)
    axis.tick_params(labelsize=8)
    axis.legend(fontsize=8, frameon=False)
    for spine in ("top", "right"):
        axis.spines[spine].set_visible(False)
    figure.tight_layout()
    figure.savefig(path, dpi=110, metadata={"Software": None})
    plt.close(figure)
