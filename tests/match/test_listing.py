"""Labels and dates of lists of matches; the matches named here, their scores and seasons are public record."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.match.listing import ListedMatch, listed_beside

EURO_2016 = [
    # label, kick-off: the round of 16, a quarter-final and the final
    ("Switzerland - Poland, 1 - 1 (P)", "June 25, 2016 at 3:00:00 PM GMT+2", (1, 1), frozenset({5})),
    ("Croatia - Portugal, 0 - 1 (E)", "June 25, 2016 at 9:00:00 PM GMT+2", (0, 1), frozenset({3, 4})),
    ("Wales - Belgium, 3 - 1", "July 1, 2016 at 9:00:00 PM GMT+2", (3, 1), frozenset[int]()),
    ("Portugal - France, 1 - 0 (E)", "July 10, 2016 at 9:00:00 PM GMT+2", (1, 0), frozenset({3, 4})),
]


def listed(folder: Path, rows: list[tuple[str, str]]) -> list[ListedMatch]:
    lines = ["match_id,label,kick_off", *(f'{i},"{label}","{day}"' for i, (label, day) in enumerate(rows))]
    (folder / "matches.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    per_row = [listed_beside(folder / "1.json", str(i)) for i in range(len(rows))]
    return [line for line in per_row if line is not None]


def test_labels_of_extra_time_and_shoot_outs(tmp_path: Path) -> None:
    lines = listed(tmp_path, [(label, day) for label, day, _, _ in EURO_2016])
    assert [line.score for line in lines] == [score for _, _, score, _ in EURO_2016]
    assert [line.periods for line in lines] == [periods for *_, periods in EURO_2016]
    assert (lines[0].home, lines[0].away) == ("Switzerland", "Poland")


def test_a_tournament_of_one_summer_is_one_season(tmp_path: Path) -> None:
    lines = listed(tmp_path, [(label, day) for label, day, _, _ in EURO_2016])
    assert {line.season for line in lines} == {"2016"}
    assert lines[-1].date == "2016-07-10"


@pytest.mark.parametrize(
    ("days", "seasons"),
    [
        (["August 19, 2017 at 6:00:00 PM GMT+2", "May 20, 2018 at 6:00:00 PM GMT+2"], ["2017/18", "2017/18"]),
        (["August 19, 2017 at 6:00:00 PM GMT+2"], ["2017/18"]),
        (["May 20, 2018 at 6:00:00 PM GMT+2", "June 1, 2018 at 6:00:00 PM GMT+2"], ["2017/18", "2017/18"]),
        (["February 31, 2018 at 6:00:00 PM GMT+2"], [""]),
    ],
)
def test_leagues_run_from_summer_to_summer(tmp_path: Path, days: list[str], seasons: list[str]) -> None:
    assert [line.season for line in listed(tmp_path, [("A - B, 1 - 0", day) for day in days])] == seasons
