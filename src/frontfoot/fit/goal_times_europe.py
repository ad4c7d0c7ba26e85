"""Goal times of the Champions League and the Europa League (schochastics/football-data, ODC-BY 1.0).

One row a goal; the match is written in German: "Rangers FC vs. AC Sparta Praha 2:1 n.V. (Hinspiel 0:1)" went to extra
time (nach Verlängerung) after a first leg of 0:1 from the side of the club at home now; "i.E." ends with the shoot-out
added (im Elfmeterschießen) and "Wert." is the score of an award (Wertung). Matches without a goal have no row.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from frontfoot.core.errors import ReadError
from frontfoot.core.identity import canonical
from frontfoot.fit.goal_times import GoalTimes, frames, place_minute
from frontfoot.fit.open_data import lines_of
from frontfoot.goals.results.competitions import CHAMPIONS_LEAGUE, EUROPA_LEAGUE

_NEEDED = ("time", "GH", "GA", "game", "date", "season")
COMPETITIONS = {"champions-league": CHAMPIONS_LEAGUE, "europa-league": EUROPA_LEAGUE}
_GAME = re.compile(
    r"(?P<home>.+) vs\. (?P<away>.+?) (?P<h>\d+):(?P<a>\d+)"
    r"(?: (?P<end>n\.V\.|i\.E\.|Wert\.))?(?: \(Hinspiel (?P<fh>\d+):(?P<fa>\d+)\))?"
)


def read_europe(folder: Path, competitions: Sequence[str] = tuple(COMPETITIONS)) -> GoalTimes:
    """The matches and goals of European cups.

    Scores are those at the end of play: goals of the shoot-out are left out, and so is the score of an award
    (`complete` is false then).

    Args:
        folder: the folder `goal-times`.
        competitions: files to read, without their ending.

    Raises:
        ReadError: a file is missing, or a row is malformed; the message names the line.
    """
    matches: list[tuple[Any, ...]] = []
    incidents: list[tuple[Any, ...]] = []
    for competition in competitions:
        path = folder / f"{competition}.csv"
        reader = csv.DictReader(lines_of(path), restval="")
        missing = [name for name in _NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise ReadError(
                f"The columns {', '.join(missing)} are missing", place=str(path), remedy="Fetch the file again"
            )
        games: dict[tuple[str, str], list[tuple[int, dict[str, str]]]] = {}
        for line, row in enumerate(reader, start=2):
            if row["game"] != "game":  # two seasons' files joined, with the header of the second
                games.setdefault((row["date"], row["game"]), []).append((line, row))
        for (day, game), goals in games.items():
            teams, season = _GAME.fullmatch(game), re.match(r"\d{4}", goals[0][1]["season"])
            played = _date(day)
            if teams is None or season is None or played is None:
                raise ReadError(
                    f"'{game}' of '{day}' is not a match with its date, season and score",
                    place=f"{path.name}:{goals[0][0]}",
                    remedy="Correct the line",
                )
            number, extra_time = len(matches), teams["end"] in ("n.V.", "i.E.")
            last = (0, 0)
            for line, row in goals:
                placed = place_minute(row["time"], extra_time=extra_time)
                following = {f"{last[0] + by}:{last[1] + 1 - by}": (last[0] + by, last[1] + 1 - by) for by in (1, 0)}
                score = following.get(f"{row['GH']}:{row['GA']}")
                if placed is None or score is None:
                    raise ReadError(
                        f"Goal {row['GH']}:{row['GA']} in minute '{row['time']}' does not follow {last[0]}:{last[1]}",
                        place=f"{path.name}:{line}",
                        remedy="Correct the line",
                    )
                incidents.append((number, *placed, score[0] > last[0], "goal"))
                last = score
            complete = teams["end"] == "i.E." or last == (int(teams["h"]), int(teams["a"]))
            names = (canonical(teams["home"]), canonical(teams["away"]))
            legs = (None, None) if teams["fh"] is None else (int(teams["fh"]), int(teams["fa"]))
            flags = (extra_time, teams["end"] == "i.E.", *legs, complete)
            matches.append((number, COMPETITIONS[competition], int(season[0]), played, *names, *last, *flags))
    return frames(matches, incidents)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
