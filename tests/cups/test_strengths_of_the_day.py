"""`cup` and `tie` take the same strengths for a day: those that know every result of the folder before it."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot.cli.app import build
from frontfoot.core.errors import ReadError
from frontfoot.cups.cup_forecast import CupForecast
from frontfoot.goals.results import read_folder
from frontfoot.goals.strengths import fit_history, keep, strengths_on
from frontfoot.goals.strengths.snapshots import FOLDER, newest

EVENING = date(2024, 4, 18)
MILAN = ("Milan", "Roma")


@pytest.fixture(autouse=True)
def _folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(FOLDER, str(tmp_path / "kept"))
    monkeypatch.setenv("FRONTFOOT_CACHE", str(tmp_path / "cache"))
    monkeypatch.delenv("FRONTFOOT_DATA", raising=False)


def said(*arguments: str) -> dict[str, object]:
    result = CliRunner().invoke(build(), [*arguments, "--json"])
    assert result.exit_code == 0, result.output
    document: dict[str, object] = json.loads(result.stdout)
    return document


@pytest.mark.slow
def test_cup_and_tie_know_the_same(data: Path) -> None:
    folder = ("--data", str(data), "--date", EVENING.isoformat())
    cup = said("cup", "uel", "2023", *folder, "--draws", "0")
    tie = said(
        "tie", *MILAN, "--competition", "uel", "--season", "2023", "--round", "QF", "--first-leg", "0-1", *folder,
        "--at", "away",
    )  # fmt: skip
    assert cup["strengths"] == tie["strengths"]
    assert cup["strengths"] == {"date": "2024-04-18", "age_days": 0, "placeholders": [], "doubts": []}
    legs = frontfoot.Leg("Milan", "Roma", (0, 1)), frontfoot.Leg("Roma", "Milan")
    through = tie["through"]
    assert isinstance(through, dict)
    asked = frontfoot.Tie(frontfoot.rules("uel", 2023, "QF"), legs)
    odds = frontfoot.outlook(asked, frontfoot.Situation(leg=2), frontfoot.rates(asked, EVENING, data=data))
    assert odds.through["Milan"] == pytest.approx(through["Milan"], abs=1e-12)
    forecast = frontfoot.cup("uel", 2023, data, date=EVENING)
    assert isinstance(forecast, CupForecast)
    assert forecast.reach["SF"]["Milan"] == pytest.approx(through["Milan"], abs=1e-11)


@pytest.mark.slow
def test_the_strengths_of_the_day_are_those_learnt_day_by_day(data: Path) -> None:
    """From the snapshot with the whole table of results, by the filter itself; and no result of the day is in them."""
    start = newest(EVENING)
    (learnt,) = fit_history(read_folder(data).filter(), [EVENING], start=start)
    used = strengths_on(EVENING, data=data)
    assert used.on == learnt.on == EVENING
    for club in ("Milan", "Roma", "Liverpool", "Bayer Leverkusen", "Getafe"):
        assert used.strength(club) == pytest.approx(learnt.strength(club), abs=1e-9)
    assert used.matches == learnt.matches > start.matches
    assert used.strength("Milan") != start.strength("Milan")


@pytest.mark.slow
def test_what_was_fetched_is_learnt_without_a_folder(data: Path, tmp_path: Path) -> None:
    fetched = tmp_path / "cache" / "results-of-the-season"
    for part in ("europe/2023-24", "results/serie-a"):
        (fetched / part).parent.mkdir(parents=True, exist_ok=True)
        (fetched / part).symlink_to(data / part)
    shipped = newest(EVENING).strength("Milan")
    assert strengths_on(EVENING).strength("Milan") == shipped, "nothing is fetched where no record says so"
    record = fetched / "record.json"
    record.write_text(json.dumps({"a": {"fetched": "2024-05-01"}}), encoding="utf-8")
    assert strengths_on(EVENING).strength("Milan") == strengths_on(EVENING, data=fetched).strength("Milan") != shipped
    assert strengths_on(EVENING).unused == ()
    # Strengths stored on the day of the fetch or later hold all of it already.
    record.write_text(json.dumps({"a": {"fetched": "2024-04-16"}}), encoding="utf-8")
    assert strengths_on(EVENING).strength("Milan") == shipped
    keep(strengths_on(EVENING, data=fetched))
    assert newest(EVENING).on == EVENING
    record.write_text("[", encoding="utf-8")
    assert strengths_on(EVENING).on == EVENING


def test_a_folder_that_ends_early_does_not_pass_for_today(data: Path, tmp_path: Path) -> None:
    """Results that end more than 30 days before the day give strengths of the day after the last."""
    (tmp_path / "results").mkdir()
    (tmp_path / "results" / "serie-a").symlink_to(data / "results" / "serie-a")
    last = date(2024, 6, 2)
    for days, on in ((30, last + timedelta(days=30)), (31, last + timedelta(days=1))):
        used = strengths_on(last + timedelta(days=days), data=tmp_path)
        assert (used.on, used.age) == (on, (last + timedelta(days=days) - on).days)


@pytest.mark.slow
def test_without_a_day_a_folder_is_learnt_to_its_end(data: Path, tmp_path: Path) -> None:
    lines = (data / "results" / "serie-a" / "season-2324.csv").read_text(encoding="utf-8").splitlines()
    season = tmp_path / "results" / "serie-a" / "season-2627.csv"
    season.parent.mkdir(parents=True)
    moved = [f"{int(line[:4]) + 3}{line[4:]}" for line in lines[1:]]
    season.write_text("\n".join([lines[0], *moved]) + "\n", encoding="utf-8")
    used, start = strengths_on(data=tmp_path), newest()
    assert used.on == date(2027, 6, 3)
    assert used.strength("Milan") != start.strength("Milan")
    (tmp_path / "empty").mkdir()
    empty = strengths_on(data=tmp_path / "empty")
    assert (empty.on, empty.strength("Milan")) == (start.on, start.strength("Milan"))
    assert empty.unused == (f"{tmp_path / 'empty'} holds no result since {start.on}: nothing is learnt from it",)


@pytest.mark.slow
def test_nations_learn_the_tournament_under_way(data: Path) -> None:
    used, start = (strengths_on(date(2024, 7, 5), kind="nations", data=folder) for folder in (data, None))
    assert (used.on, start.on) == (date(2024, 7, 5), date(2024, 6, 1))
    assert used.strength("Georgia") > start.strength("Georgia")


@pytest.mark.slow
def test_a_file_that_cannot_be_read_is_left_out_and_said(data: Path, tmp_path: Path) -> None:
    (tmp_path / "europe" / "2023-24").mkdir(parents=True)
    (tmp_path / "results" / "serie-a").mkdir(parents=True)
    for name in ("cl.txt", "el.txt"):
        text = (data / "europe" / "2023-24" / name).read_text(encoding="utf-8")
        (tmp_path / "europe" / "2023-24" / name).write_text(text, encoding="utf-8")
    broken = tmp_path / "results" / "serie-a" / "season-2324.csv"
    broken.write_text("no,table\n1,2\n", encoding="utf-8")
    found = said("cup", "uel", "2023", "--data", str(tmp_path), "--date", EVENING.isoformat(), "--draws", "0")
    used = found["strengths"]
    assert isinstance(used, dict)
    unread, lacking = used["doubts"]
    assert "season-2324.csv is not used for the strengths" in unread
    assert "Serie A" in lacking
    assert "no result since 2024-04-16 is at hand" in lacking
    assert used["date"] == "2024-04-16"


@pytest.mark.slow
def test_a_club_is_known_to_the_day_of_its_league(data: Path, tmp_path: Path) -> None:
    """Two leagues of three and Europe are at hand; what is learnt of Europe says nothing of the third league."""
    for part in ("europe/2023-24", "results/serie-a", "results/premier-league"):
        (tmp_path / part).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / part).symlink_to(data / part)
    used, start = strengths_on(EVENING, data=tmp_path), newest(EVENING).on
    assert used.known_on(["Milan", "Liverpool"]) == EVENING
    assert used.known_on(["Milan", "Getafe"]) == used.known_on(["Cadiz"]) == start < EVENING
    assert (used.age_of(["Milan"]), used.age_of(["Getafe"])) == (0, (EVENING - start).days)
    assert used.lacking(["Milan", "Liverpool"]) == ()
    (text,) = used.lacking(["Getafe", "Milan", "Cadiz"])
    assert text == f"Of La Liga no result since {start} is at hand: of its clubs only other matches are learnt"
    assert strengths_on(EVENING, data=data).known_on(["Getafe", "Benfica"]) == EVENING


@pytest.mark.slow
def test_a_league_that_rests_is_known_to_the_day(data: Path) -> None:
    """No league of the five played from 14 to 17 November 2017: those days are known, though no result is of them."""
    used = strengths_on(date(2017, 11, 17), data=data)
    assert used.lacking(["Milan", "Liverpool", "Getafe"]) == ()
    assert used.known_on(["Milan", "Liverpool"]) == used.on


def test_a_folder_without_later_results_says_so(data: Path, tmp_path: Path) -> None:
    empty = strengths_on(EVENING, data=tmp_path)
    assert empty.on == newest(EVENING).on
    assert empty.unused == (
        f"{tmp_path} holds no result from {empty.on} to before 2024-04-18: nothing is learnt from it",
    )
    with pytest.raises(ReadError, match="no such folder") as refused:
        strengths_on(EVENING, data=tmp_path / "nowhere")
    assert refused.value.place.endswith("nowhere")
    with pytest.raises(frontfoot.FrontfootError, match="no strengths are looked up"):
        frontfoot.tie(*MILAN, competition="uel", season=2023, round="F", rates=(1.0, 1.0), data=data)
    with pytest.raises(ReadError, match="no such folder"):
        strengths_on(data=tmp_path / "nowhere")
    assert strengths_on(newest(EVENING).on, data=data).unused == ()
    assert strengths_on(newest(EVENING).on + timedelta(days=1), data=tmp_path).unused
