"""Which files of a folder are read for the days after a snapshot, and what is said of those that cannot be."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from frontfoot.core.cache import fetched_results
from frontfoot.core.errors import ReadError
from frontfoot.goals.strengths.later import later_results

SINCE = date(2024, 4, 1)
HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG\n"


def folder_of(root: Path, seasons: dict[str, str]) -> Path:
    for years, text in seasons.items():
        path = root / "results" / "premier-league" / f"season-{years}.csv"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.mark.parametrize(
    ("day", "read"),
    [
        # A season that ended in the year before still counts, an older one does not.
        (date(2024, 5, 1), ["2223", "2324"]),
        # A season begins in July.
        (date(2024, 6, 30), ["2223", "2324"]),
        (date(2024, 7, 1), ["2223", "2324", "2425"]),
        (None, ["2223", "2324", "2425", "2526"]),
    ],
)
def test_the_files_of_the_seasons_between_two_days_are_read(tmp_path: Path, day: date | None, read: list[str]) -> None:
    folder = folder_of(tmp_path, dict.fromkeys(("2021", "2122", "2223", "2324", "2425", "2526"), "no table"))
    results, problems = later_results(SINCE, day, data=folder)
    assert results is None
    assert [problem.partition("season-")[2][:4] for problem in problems[:-1]] == read
    assert problems[-1].startswith(f"{folder} holds no result {f'from {SINCE} to before {day}' if day else 'since'}")


def test_results_of_the_season_before_come_along_and_others_are_told(tmp_path: Path) -> None:
    old, new = HEAD + "2023-05-20,Arsenal,Chelsea,1,0\n", HEAD + "2024-04-06,Arsenal,Chelsea,2,1\n"
    folder = folder_of(tmp_path, {"2122": HEAD, "2223": old, "2324": new})
    results, problems = later_results(SINCE, date(2024, 4, 18), data=folder)
    assert results is not None
    assert sorted(results["date"].to_list()) == [date(2023, 5, 20), date(2024, 4, 6)]
    assert problems == ()
    # On the day itself and before it nothing is learnt; a day earlier the folder holds nothing new.
    _, problems = later_results(SINCE, date(2024, 4, 6), data=folder)
    assert problems == (f"{folder} holds no result from 2024-04-01 to before 2024-04-06: nothing is learnt from it",)
    assert later_results(SINCE, SINCE, data=folder) == (None, ())
    with pytest.raises(ReadError, match="no such folder"):
        later_results(SINCE, None, data=tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("fetched", "counts"), [("2024-03-31", False), ("2024-04-01", False), ("2024-04-02", True), (None, False)]
)
def test_what_was_fetched_counts_where_that_was_after_the_day_of_the_strengths(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fetched: str | None, counts: bool
) -> None:
    monkeypatch.setenv("FRONTFOOT_CACHE", str(tmp_path))
    folder = folder_of(fetched_results(), {"2324": HEAD + "2024-04-01,Arsenal,Chelsea,2,1\n"})
    record = {"premier-league": {"fetched": fetched}, "serie-a": {"fetched": "2024-01-01"}} if fetched else {}
    (folder / "record.json").write_text(json.dumps(record), encoding="utf-8")
    results, problems = later_results(SINCE, None)
    assert (results is not None, problems) == (counts, ())


@pytest.mark.parametrize("record", ["", "[]", '{"x": {}}', '{"x": 1}'])
def test_a_record_that_cannot_be_read_fetched_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, record: str
) -> None:
    monkeypatch.setenv("FRONTFOOT_CACHE", str(tmp_path))
    folder = folder_of(fetched_results(), {"2324": HEAD + "2024-04-01,Arsenal,Chelsea,2,1\n"})
    (folder / "record.json").write_text(record, encoding="utf-8")
    assert later_results(SINCE, None) == (None, ())
