"""The bracket and the odds as a picture: each club's odds by round."""

from __future__ import annotations

from pathlib import Path

from frontfoot.core.palette import LIGHT
from frontfoot.cups.forecast import CupForecast
from frontfoot.draw.saving import literal, save
from frontfoot.ties.rounds import round_name

MOST = 24


@literal
def draw_forecast(found: CupForecast, path: Path) -> None:
    """A table of odds by club and round, darker where likelier.

    Raises:
        InputError: the picture cannot be written.
    """
    import numpy as np
    from matplotlib.figure import Figure

    clubs = sorted(found.reach[found.rounds[0]] | found.champion, key=lambda club: -found.champion.get(club, 0.0))[
        :MOST
    ]
    rounds = [code for code in found.rounds if code != found.rounds[0] or min(found.reach[code].values()) < 1.0 - 1e-9]
    odds = np.array([[found.reach[code].get(club, 0.0) for code in rounds] for club in clubs])
    figure = Figure(figsize=(1.8 + 1.3 * len(rounds), 0.9 + 0.3 * len(clubs)))
    axis = figure.subplots()
    axis.imshow(odds, cmap="Blues", vmin=0.0, vmax=1.0, aspect="auto")
    for (row, column), value in np.ndenumerate(odds):
        axis.text(
            column,
            row,
            f"{value:.1%}",
            ha="center",
            va="center",
            fontsize=8,
            color="white" if value > 0.6 else LIGHT.ink,
        )
    axis.set_xticks(range(len(rounds)), [title(code) for code in rounds], fontsize=8)
    axis.xaxis.tick_top()
    axis.set_yticks(range(len(clubs)), clubs, fontsize=8, parse_math=False)
    axis.tick_params(length=0)
    for spine in axis.spines.values():
        spine.set_visible(False)
    heading = f"{found.name} {found.season}/{(found.season + 1) % 100:02d}, {found.day}"
    axis.set_title(heading, fontsize=10, weight="bold", loc="left", color=LIGHT.ink, parse_math=False)
    figure.tight_layout()
    save(figure, path)


@literal
def title(code: str) -> str:
    """What people call a round, short."""
    return "Champion" if code == "champion" else round_name(code)
