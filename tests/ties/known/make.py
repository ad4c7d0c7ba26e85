"""Write `europe.csv`: every knock-out tie of the shared European files with the club that went through.

The truth does not come from our own settling. A winner is the club that plays a later match in the same
competition; the winner of a final is read from its score or its shoot-out. Ties that this leaves open are printed, not
written.

    python tests/ties/known/make.py DATA_FOLDER
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
HEAD = (
    "# Knock-out ties of the Champions, Europa and Conference League, 2011/12-2024/25.\n"
    "# Source: openfootball/champions-league (CC0 1.0). Made by tests/ties/known/make.py.\n"
    "# Scores home side first; full time is after 90 minutes, extra time after 120. 'through' is the club that plays\n"
    "# a later match of the same competition; of a final, the winner by its score.\n"
)
COLUMNS = [
    "competition",
    "season",
    "round",
    "legs",
    "date_1",
    "home_1",
    "away_1",
    "full_time_1",
    "date_2",
    "full_time_2",
    "extra_time",
    "shoot_out",
    "through",
]
CODES = {"UEFA Champions League": "ucl", "UEFA Europa League": "uel", "UEFA Conference League": "uecl"}


def main(data: Path) -> None:
    """Read the files, find who went through, write the rest to standard output."""
    from frontfoot.goals.results.football_txt import read
    from frontfoot.goals.results.schema import KNOCK_OUT

    rows: list[dict[str, Any]] = []
    for path in sorted(data.glob("europe/*/*.txt")):
        rows += read(path).matches.to_dicts()
    written = []
    keys = {
        (row["competition"], row["season"], row["stage"], tuple(sorted((row["home"], row["away"]))))
        for row in rows
        if row["stage"] in KNOCK_OUT
    }
    for key in sorted(keys, key=str):
        competition, season, stage, clubs = key
        mine = [
            row
            for row in rows
            if (row["competition"], row["season"], row["stage"]) == key[:3]
            and tuple(sorted((row["home"], row["away"]))) == clubs
        ]
        mine.sort(key=lambda row: row["date"])
        last = mine[-1]
        later = {
            club
            for club in clubs
            for row in rows
            if row["competition"] == competition
            and row["season"] == season
            and row["date"] > last["date"]
            and club in (row["home"], row["away"])
        }
        through = later.pop() if len(later) == 1 else None
        if stage == "F":
            for what in ("shoot_out", "extra_time", "goals"):
                one, other = last[f"home_{what}"], last[f"away_{what}"]
                if through is None and one is not None and one != other:
                    through = last["home"] if one > other else last["away"]
        if through is None or any(row["status"] != "played" for row in mine) or len(mine) > 2:
            sys.stdout.write(f"left out: {key} {[(r['home'], r['away'], r['status']) for r in mine]}\n")
            continue
        first = mine[0]
        written.append(
            (
                CODES[competition],
                season,
                stage,
                len(mine),
                first["date"],
                first["home"],
                first["away"],
                _score(first, "goals"),
                last["date"] if len(mine) == 2 else "",
                _score(last, "goals") if len(mine) == 2 else "",
                _score(last, "extra_time"),
                _score(last, "shoot_out"),
                through,
            )
        )
    written.sort(key=lambda row: (row[0], row[1], str(row[4]), row[5]))
    with (HERE / "europe.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(written)


def _score(row: dict[str, Any], what: str) -> str:
    one, other = row[f"home_{what}"], row[f"away_{what}"]
    return "" if one is None else f"{one}-{other}"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
