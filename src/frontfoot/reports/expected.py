"""The expected goals that a report uses, the difference to the others, and how reliable ours are for this provider."""

from __future__ import annotations

import polars as pl

from frontfoot import fitted
from frontfoot.chances.shots import XgSource, states_xg
from frontfoot.chances.xg import STATSBOMB, WYSCOUT, model_name
from frontfoot.match.match import Match
from frontfoot.match.names import display_name
from frontfoot.reports.figure_parts import ExpectedGoals, figure

_UNKNOWN_LEVEL = "so that their level is not known here"


def expected(match: Match, attempts: pl.DataFrame, asked: XgSource | None) -> ExpectedGoals:
    """Totals of both sides by our model and by the provider, which of them the report uses, and a sentence on both.

    Args:
        match: the match.
        attempts: frame of `frontfoot.chances.shots.shots`.
        asked: whose were asked for; None for the default.
    """
    provider = display_name(match.info.provider)
    stated = states_xg(attempts)
    used = asked or ("provider" if stated else "own")
    own = _totals(attempts, "own_xg")
    theirs = _totals(attempts, "provider_xg") if stated else None
    model = model_name(match.info.provider)
    if used == "provider" and theirs is not None:
        text = f"The xG on this page is {provider}'s; ours comes to {own[0]:.2f} and {own[1]:.2f}."
    elif theirs is not None:
        text = f"The xG on this page is ours; {provider}'s comes to {theirs[0]:.2f} and {theirs[1]:.2f}."
    else:
        text = ""
    return ExpectedGoals(
        used=used,
        model=model,
        own=(figure(own[0]), figure(own[1])),
        provider=None if theirs is None else (figure(theirs[0]), figure(theirs[1])),
        text=f"{text} {_trust(provider, model, framed=match.freeze_frames is not None)}".strip(),
    )


def _totals(attempts: pl.DataFrame, column: str) -> tuple[float, float]:
    home, away = (float(attempts.filter(pl.col("side") == side)[column].sum()) for side in ("home", "away"))
    return home, away


def _trust(provider: str, model: str | None, *, framed: bool) -> str:
    """How far our values can be trusted on this provider's events."""
    if model == WYSCOUT:
        return ""
    if model == STATSBOMB:
        record = fitted.read(STATSBOMB)["record"]
        row = record["held_out"]["framed" if framed else "plain"]["all"]
        return (
            f"Ours is fitted on {record['data']} ({record['licence']}): {row['xg_per_goal']:.2f} for each goal of "
            "matches left out."
        )
    text = f"There is no xG model for {provider}'s events: ours was fitted on Wyscout's"
    if not fitted.exists(STATSBOMB):
        return f"{text}, {_UNKNOWN_LEVEL}."
    seen = fitted.read(STATSBOMB)["record"]["held_out"]["wyscout_model"]
    return (
        f"{text}. On StatsBomb's, where this could be checked, it says {seen['all']['xg_per_goal']:.2f} for each goal "
        f"({seen['head']['xg_per_goal']:.2f} for headers, {seen['corner_phase']['xg_per_goal']:.2f} after corners): "
        "compare the sides, not the level."
    )
