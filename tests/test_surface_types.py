"""What a type checker sees of the surface: this file is checked with the rest (`mypy --strict`), and runs.

A wrong call must be an error to it: an unused `type: ignore` is one.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import assert_type

import pytest

import frontfoot
from frontfoot import Leg, Match, Moment, Rates, Situation, Tie, cup, decide
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.cups.league import LeagueForecast
from frontfoot.decisions.advice import Advice, Interval
from frontfoot.decisions.verdict import Verdict
from frontfoot.reports.report import Report
from frontfoot.seasons.run import SeasonSummary
from frontfoot.ties import Outlook
from frontfoot.ties.placed import PlacedTie
from frontfoot.ties.tie_file import TieFile


def ask() -> Advice:
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    situation = Situation(leg=2, moment=Moment(2, 0), score=(0, 1))
    assert_type(frontfoot.rates(tie, date(2024, 4, 18)), tuple[Rates | None, ...])
    assert_type(frontfoot.outlook(tie, situation, Rates(1.4, 1.7)), Outlook)
    with pytest.raises(TypeError):
        decide(tie, situation)  # type: ignore[call-overload]
    placed = assert_type(
        frontfoot.tie("Atalanta", "Liverpool", competition="uel", season=2023, score=(0, 1)), PlacedTie
    )
    assert_type(decide(placed, club="Liverpool"), Advice)
    with pytest.raises(TypeError):
        decide(placed, situation)  # type: ignore[call-overload]
    return assert_type(decide(tie, situation, Rates(1.4, 1.7), club="Atalanta"), Advice)


def tell(files: list[Path], tie: Path, store: Path) -> None:
    match = assert_type(frontfoot.load(*files), Match)
    assert_type(frontfoot.report(match, tie=assert_type(frontfoot.read_tie(tie), TieFile)), Report)
    assert_type(frontfoot.season(files, store), SeasonSummary)
    assert_type(cup("uel", 2023, store), CupForecast | LeagueForecast)
    frontfoot.report(tie)  # type: ignore[arg-type]


def test_the_answer_has_the_types_it_says() -> None:
    advice = ask()
    assert_type(advice.verdict, Verdict)
    assert isinstance(assert_type(advice.gain, Interval), Interval)
