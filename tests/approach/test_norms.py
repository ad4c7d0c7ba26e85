"""Every provider's figures on a scale of their own; other providers are said not to be standardised."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from frontfoot import fitted
from frontfoot.approach import parameters
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.measures import estimates
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.reports.norms import measures, norms


@pytest.fixture(scope="module")
def statsbomb(data: Path) -> pl.DataFrame:
    folder = data / "statsbomb" / "premier-league-2015-16"
    paths = sorted((folder / "events").glob("*"))[::16]
    return pl.concat([minute_counts(load(path, folder / "matches.json")) for path in paths])


def test_whose_norms() -> None:
    assert parameters.norms_of("wyscout_v2") == "wyscout"
    assert parameters.norms_of("statsbomb") == "statsbomb"
    assert parameters.norms_of("statsperform") is None


@pytest.mark.slow
def test_zero_is_the_average_of_the_provider(statsbomb: pl.DataFrame) -> None:
    raw = front_foot(statsbomb)["raw"].to_numpy()
    assert abs(raw.mean()) < 3 / np.sqrt(len(raw))
    assert 0.75 < raw.std() < 1.3


@pytest.mark.slow
def test_providers_are_not_put_on_one_scale(statsbomb: pl.DataFrame) -> None:
    other = statsbomb.with_columns(provider=pl.lit("wyscout_v2"))
    with pytest.raises(InputError, match="do not mean the same"):
        front_foot(pl.concat([statsbomb, other]))


def test_pressures_make_the_index_more_reliable_on_matches_left_out() -> None:
    held_out = fitted.read("front_foot_statsbomb")["record"]["held_out"]
    wyscout = fitted.read("front_foot")["parameters"]["reliability"]
    for part in ("odd_matches", "even_matches"):
        ours = held_out["with_pressures"][part]
        before = held_out["without_pressures"][part]["reliability"]
        assert all(ours["reliability"][name] > before[name] for name in before)
        assert ours["reliability"]["10_minutes"] > wyscout["10_minutes"] - 0.05
        assert 0.87 < ours["coverage_10_minutes"]["inside_90"] < 0.93
    assert "StatsBomb Public Data User Agreement" in fitted.read("front_foot_statsbomb")["record"]["licence"]


def test_the_report_says_whose_scale(data: Path) -> None:
    match = load(data / "wyscout" / "serie-a" / "2575959.json.gz")
    assert norms(match).standardised
    assert "Wyscout" in norms(match).text
    labels = {measure.key: measure for measure in measures(match)}
    assert labels["ppda"].unit == "passes per action, Wyscout (v2)"
    assert "Understat" in labels["ppda"].label
    opta = replace(match, info=replace(match.info, provider="opta"))
    assert not norms(opta).standardised
    assert norms(opta).text.startswith("Not standardised")
    assert "what is usual is not known" in {m.key: m for m in measures(opta)}["ppda"].about


@pytest.mark.parametrize(
    ("provider", "file"), [("wyscout_v2", "front_foot"), ("statsbomb", "front_foot_statsbomb"), ("opta", "front_foot")]
)
def test_a_window_without_evidence_is_at_the_mean_of_its_provider(provider: str, file: str) -> None:
    """Of a provider without norms, at Wyscout's."""
    labels = {"match_id": "m", "side": "home", "team": "A", "provider": provider, "competition": "c", "season": "s"}
    counts = pl.DataFrame([{**labels, "seconds": 0.0, "fouls": 0.0}])
    row = estimates(counts, only=["fouls"]).row(0, named=True)
    assert row["value"] == pytest.approx(fitted.read(file)["parameters"]["measures"]["fouls"]["mean"])
