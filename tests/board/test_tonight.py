"""Tonight's ties out of kept fixtures: the Europa League of 2023/24 as its file stood on the day."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import expect

from frontfoot.board.opening import body_of_opening
from frontfoot.board.record import LedgerRecord
from frontfoot.board.tonight import TieToday, fixtures_of
from frontfoot.core.cache import RESULTS
from tests.board.board_help import BERGAMO
from tests.board.browser import board, chromium, page, settled

EVENING = date(2024, 4, 18)
FIRST = date(2024, 4, 11)
PLAYED = re.compile(r"^(.* v .*?\))(?:\s+\d.*)?$")
DAY = re.compile(r"^\s+(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (\w{3})/(\d{1,2})(?: (\d{4}))?")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def as_on(text: str, day: date) -> str:
    """The file as it stood on a morning: matches from that day on have no score."""
    lines, year, to_come = [], 2023, False
    for line in text.splitlines():
        if hit := DAY.match(line):
            year = int(hit[3] or year)
            to_come = date(year, MONTHS.index(hit[1]) + 1, int(hit[2])) >= day
        lines.append(PLAYED.sub(r"\1", line) if to_come and not DAY.match(line) else line)
    return "\n".join(lines) + "\n"


def folder(data: Path, to: Path, day: date) -> Path:
    source = data / "europe" / "2023-24"
    if not source.is_dir():
        pytest.skip("the European cups of 2023/24 are not among the data")
    place = to / "europe" / "2023-24"
    place.mkdir(parents=True)
    for name in ("cl", "el"):
        text = (source / f"{name}.txt").read_text(encoding="utf-8")
        (place / f"{name}.txt").write_text(as_on(text, day), encoding="utf-8")
    return to


def test_second_legs_come_with_the_score_of_the_first(data: Path, tmp_path: Path) -> None:
    fixtures = fixtures_of(EVENING, folder(data, tmp_path, EVENING))
    assert (fixtures.kept, fixtures.problems) == (True, ())
    ties = {(tie.home, tie.away): tie.first_leg for tie in fixtures.ties}
    # UEFA, 18 April 2024: the second legs of the quarter-finals.
    assert ties == {
        ("Atalanta", "Liverpool"): (0, 3),
        ("Marseille", "Benfica"): (2, 1),
        ("Roma", "Milan"): (0, 1),
        ("West Ham United", "Bayer Leverkusen"): (2, 0),
    }
    tie = next(tie for tie in fixtures.ties if tie.home == "Atalanta")
    assert tie.occasion == "UEFA Europa League 2023/24, quarter-final; first leg Liverpool 0-3 Atalanta"
    opening = body_of_opening(tie.opening())
    assert opening["round"] == BERGAMO["round"]
    assert (opening["competition"], opening["season"]) == ("uel", 2023)
    assert [(leg["home"], leg["away"], leg.get("score")) for leg in opening["leg"]] == [
        ("Liverpool", "Atalanta", [0, 3]),
        ("Atalanta", "Liverpool", None),
    ]
    assert str(opening["leg"][1]["date"]) == "2024-04-18"


def test_first_legs_open_both_matches(data: Path, tmp_path: Path) -> None:
    fixtures = fixtures_of(FIRST, folder(data, tmp_path, FIRST))
    tie = next(tie for tie in fixtures.ties if tie.home == "Liverpool")
    assert tie.first_leg is None
    legs = body_of_opening(tie.opening())["leg"]
    assert [(leg["home"], leg["away"]) for leg in legs] == [("Liverpool", "Atalanta"), ("Atalanta", "Liverpool")]


def test_the_final_is_one_match(data: Path, tmp_path: Path) -> None:
    fixtures = fixtures_of(date(2024, 5, 22), folder(data, tmp_path, date(2024, 5, 22)))
    assert [(tie.home, tie.away, tie.round) for tie in fixtures.ties] == [("Atalanta", "Bayer Leverkusen", "F")]
    assert len(body_of_opening(fixtures.ties[0].opening())["leg"]) == 1


def test_without_a_tie_the_next_within_a_week_are_named(data: Path, tmp_path: Path) -> None:
    place = folder(data, tmp_path, date(2024, 4, 12))
    # On 16 April the Champions League plays.
    assert {tie.day for tie in fixtures_of(date(2024, 4, 13), place).ties} == {date(2024, 4, 16)}
    quiet = fixtures_of(date(2024, 3, 20), place)
    assert (quiet.kept, quiet.ties) == (True, ())


def test_results_that_have_come_in_meanwhile_are_no_ties_to_come(data: Path, tmp_path: Path) -> None:
    place = folder(data, tmp_path, date(2024, 4, 19))
    assert all(tie.day != EVENING for tie in fixtures_of(EVENING, place).ties)


def test_nothing_kept_and_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    empty = fixtures_of(EVENING, tmp_path)
    assert (empty.kept, empty.ties, empty.problems) == (False, (), ())
    place = tmp_path / "europe" / "2023-24"
    place.mkdir(parents=True)
    (place / "cl.txt").write_text("= UEFA Champions League 2023/24\n\n» Final\n  who knows\n", encoding="utf-8")
    broken = fixtures_of(EVENING, tmp_path)
    assert not broken.kept
    assert len(broken.problems) == 1
    assert "who knows" in broken.problems[0]


def test_a_tie_on_the_board_is_known_again() -> None:
    record = LedgerRecord(1, "bergamo", "bergamo", "2024-04-18T10:00:00", "page", json.dumps(BERGAMO), "")
    tie = TieToday(EVENING, "uel", 2023, "QF", "UEFA Europa League 2023/24", "Atalanta", "Liverpool", (0, 3))
    assert tie.opened([record]) is record
    assert TieToday(EVENING, "uel", 2023, "QF", "", "Roma", "Milan").opened([record]) is None


@pytest.mark.slow
def test_one_tap_opens_the_tie(data: Path, tmp_path: Path) -> None:
    folder(data, tmp_path / "cache" / RESULTS, EVENING)
    before = (
        "import datetime\n"
        "import frontfoot.board.lobby as lobby, frontfoot.core.cache as cache, pathlib\n"
        "class Day(datetime.date):\n"
        "    @classmethod\n"
        f"    def today(cls): return datetime.date({EVENING.year}, {EVENING.month}, {EVENING.day})\n"
        "lobby.date = Day\n"
        f"cache.default_cache = lambda: pathlib.Path({str(tmp_path / 'cache')!r})\n"
    )
    with (
        chromium() as browser,
        board(tmp_path / "ledger.db", before) as running,
        page(browser, running.address) as tab,
    ):
        section = tab.locator('section[aria-label="Tonight\'s ties"]')
        expect(section.locator("li")).to_have_count(4)
        section.get_by_role("button", name="Open Atalanta - Liverpool on the board").click()
        tab.wait_for_url("**/tie/**")
        settled(tab, "0–0")
        expect(tab.locator(".ff-aggregate")).to_have_text("3–0 on aggregate")
        tab.goto(running.address)
        section.get_by_role("link", name="Atalanta - Liverpool, on this board").click()
        tab.wait_for_url("**/tie/**")
