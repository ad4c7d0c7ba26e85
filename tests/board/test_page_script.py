"""The script of the board's page under Node, and what it says beside what the package says of the same."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest

from frontfoot.board.sharing import shared_page
from frontfoot.core.errors import InputError
from frontfoot.core.minute import LENGTHS, minute_of_clock, parse, written
from frontfoot.core.wording import odds_percent
from frontfoot.decisions.advice import BreakEvenPoint
from frontfoot.decisions.chart import line_across, spaced
from frontfoot.ties.settle import Way

PAGE = Path(__file__).parent / "page"
NODE = shutil.which("node")
OLDEST_NODE = 20


def node(*arguments: str, text: str = "") -> str:
    """What Node writes; the test is skipped where it is not at hand, or too old for its own test runner."""
    if NODE is None:
        pytest.skip(
            "NODE IS NOT ON THIS MACHINE: the script of the board's page is not tested (apt-get install nodejs)"
        )
    version = subprocess.run([NODE, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if int(version.lstrip("v").split(".")[0]) < OLDEST_NODE:
        pytest.skip(f"NODE {version} IS TOO OLD: the script of the board's page is tested from Node {OLDEST_NODE} on")
    run = subprocess.run([NODE, *arguments], input=text, capture_output=True, text=True)
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    return run.stdout


def answers(questions: list[list[Any]]) -> list[Any]:
    values: list[Any] = json.loads(node(str(PAGE / "answers.js"), text=json.dumps(questions)))
    assert len(values) == len(questions)
    return values


@pytest.mark.slow
def test_the_tests_of_the_script_pass() -> None:
    """Node's own test runner, over every file of tests."""
    files = sorted(str(path) for path in PAGE.glob("*.test.js"))
    assert len(files) >= 6
    report = node("--test", "--test-reporter=tap", *files)
    assert "# fail 0" in report
    assert "# skipped 0" in report


def test_a_moment_is_written_as_the_package_writes_it() -> None:
    moments = [(period, second) for period, length in LENGTHS.items() for second in range(0, 60 * length + 700, 7)]
    page = answers([["written", {"period": period, "second": second}] for period, second in moments])
    assert page == [written(period, float(second)) for period, second in moments]


def minutes() -> list[str]:
    """Written minutes of every kind, right and wrong."""
    plain = [*(str(minute) for minute in range(95)), "44:59", "52:10", "52.5", "89:59", "0:05", "7:30"]
    stoppage = [f"{end}+{more}" for end in (30, 45, 90, 105, 120) for more in (0, 1, 7, "2:30", "1.5")]
    extra = [f"ET {minute}" for minute in (*range(85, 125), "95:30", "105+1", "120+2:10", "90+1", "90")]
    return [*plain, *stoppage, *extra, "HT", "ET", "ET HT", "ht", "et ht", "91", "ET 121"]


def test_a_minute_is_read_as_the_package_reads_it() -> None:
    """As that of an event, since what the clock shows is no break; None where the package refuses a minute."""

    def moment(text: str) -> dict[str, float] | None:
        try:
            period, second = parse(text, event=True)
        except InputError:
            return None
        return {"period": period, "second": second}

    texts = minutes()
    page = answers([["parsed", text] for text in texts])
    assert dict(zip(texts, page, strict=True)) == {text: moment(text) for text in texts}


def test_the_minute_of_an_entry_is_shown_as_the_package_shows_it() -> None:
    def shown(text: str) -> str | None:
        try:
            return minute_of_clock(*parse(text, event=True))
        except InputError:
            return None

    texts = [text for text in minutes() if shown(text) and text.upper() == text]
    page = answers([["minuteShown", text] for text in texts])
    assert dict(zip(texts, page, strict=True)) == {text: shown(text) for text in texts}


def test_odds_are_written_as_the_package_writes_them() -> None:
    odds = [0.00004, 0.0004999, 0.0005001, 0.0123, 0.5, 0.99, 0.9994, 0.9996, 1.0 - 1e-12, 1.0]
    assert answers([["percent", value] for value in odds]) == [odds_percent(value) for value in odds]


def test_an_ending_is_told_as_on_the_page_that_is_passed_on() -> None:
    heads = [
        {"winner": "Atalanta", "last": last, "way": str(way), "phase": "over"} for way in Way for last in (True, False)
    ]
    whole = {"home": "Atalanta", "away": "Roma", "score": (1, 0), "clock": {"label": ""}, "legs": [{}], "leg": 1}
    more = {"competition": "", "round": "", "rates_from": "", "settles": True, "draw": 0.0, "through": None}
    for head, text in zip(heads, answers([["endingText", head] for head in heads]), strict=True):
        assert f"<b>{text}.</b>" in shared_page({**whole, **more, **head}, "x", drawn=False)
    assert answers([["endingText", {"winner": None, "way": None}]]) == [""]


def test_the_break_even_line_is_that_of_the_picture() -> None:
    """Random lines that leave the chart, come back, or have no point: cut at the edges as in the drawn picture."""
    rng = random.Random(5)
    lines: list[list[BreakEvenPoint]] = [[], [BreakEvenPoint(own=0.0, opponent=None)]]
    for _ in range(60):
        own = sorted(rng.uniform(-0.3, 0.3) for _ in range(rng.randint(1, 8)))
        lines.append([BreakEvenPoint(own=x, opponent=rng.choice([None, rng.uniform(-0.6, 0.6)])) for x in own])
    questions = [["lineAcross", [{"own": p.own, "opponent": p.opponent} for p in line]] for line in lines]
    for line, page in zip(lines, answers(questions), strict=True):
        # A point that stands twice in a row draws nothing.
        assert [tuple(point) for point in page] == [point for point, _ in groupby(line_across(line))]


def test_labels_stand_where_the_picture_has_them() -> None:
    rng = random.Random(6)
    places = [[rng.uniform(0.0, 100.0) for _ in range(rng.randint(0, 7))] for _ in range(50)]
    page = answers([["spaced", row, 12.0, 0.0, 100.0] for row in places])
    assert page == [spaced(row, 12.0, 0.0, 100.0) for row in places]
