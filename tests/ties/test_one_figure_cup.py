"""One moment has one figure: `frontfoot cup` says of a tie what `frontfoot tie` says of it with the same results."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from frontfoot.core.errors import InputError
from frontfoot.cups.live import Live, with_mean
from tests.cli.commands import json_of

CLUBS = ("Atalanta", "Liverpool")
SECOND = ("--first-leg", "3-0")
MOMENTS = {
    "kick-off of the first leg": ("2024-04-11", "", ("--at", "away")),
    "first leg, 60'": (
        "2024-04-11",
        "Liverpool 1-0 Atalanta @ 60",
        ("--at", "away", "--minute", "60", "--score", "0-1"),
    ),
    "kick-off of the second leg": ("2024-04-18", "", SECOND),
    "half-time": ("2024-04-18", "Atalanta 0-1 Liverpool @ HT", (*SECOND, "--minute", "HT", "--score", "0-1")),
    "stoppage announced, ten men": (
        "2024-04-18",
        "Atalanta 0-2 Liverpool @ 90+1, stoppage 6, men 10-11",
        (*SECOND, "--minute", "90+1", "--score", "0-2", "--stoppage", "6", "--men", "10-11"),
    ),
    "extra time": ("2024-04-18", "Atalanta 0-3 Liverpool @ ET 100", (*SECOND, "--minute", "ET 100", "--score", "0-3")),
    "shoot-out": (
        "2024-04-18",
        "Atalanta 0-3 Liverpool @ kicks xx-:x-x",
        (*SECOND, "--score", "0-3", "--kicks", "xx-:x-x"),
    ),
}


@pytest.mark.slow
@pytest.mark.parametrize("moment", MOMENTS)
@pytest.mark.parametrize("named", [False, True], ids=["by default", "with --data"])
def test_the_cup_says_what_the_tie_says(data: Path, moment: str, named: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """With the same options; the folder that the cup finds by itself serves for its matches alone."""
    monkeypatch.setenv("FRONTFOOT_DATA", str(data))
    day, live, options = MOMENTS[moment]
    folder = ("--data", str(data)) if named else ()
    rules = ("--competition", "uel", "--season", "2023", "--round", "QF", "--date", day, *folder)
    wanted = json_of("tie", *CLUBS, *rules, *options)["through"]
    under_way = ("--live", live) if live else ()
    document = json_of("cup", "uel", "2023", "--date", day, *folder, *under_way)
    odds = next(tie["odds"] for tie in document["ties"] if set(tie["clubs"]) == set(CLUBS))
    assert odds == pytest.approx(wanted, abs=1e-12)
    if document["method"] == "exact":
        assert {club: document["reach"]["SF"][club] for club in CLUBS} == pytest.approx(wanted, abs=1e-11)


def test_draws_keep_their_order_and_take_the_mean() -> None:
    drawn = np.random.default_rng(0).uniform(0.01, 0.99, 300)
    for mean in (1e-6, 0.3, drawn.mean(), 0.999):
        moved = with_mean(drawn, mean)
        assert moved.mean() == pytest.approx(mean, rel=1e-12)
        assert np.array_equal(np.argsort(moved), np.argsort(drawn))
    assert with_mean(drawn, float(drawn.mean())) == pytest.approx(drawn, abs=1e-12)


@pytest.mark.parametrize(
    "text",
    [
        "Atalanta 0-1 Liverpool @ 60, men ten-11",
        "Atalanta 0-1 Liverpool @ 60, weather 3",
        "Atalanta 0-1 Liverpool @ kicks xx",
        "Atalanta 0-1 Liverpool @ kicks x:x, stoppage 3",
    ],
)
def test_what_is_not_understood_is_refused(text: str) -> None:
    with pytest.raises(InputError) as refused:
        Live.parse(text, CLUBS)
    assert refused.value.place == "live"
