"""Whether the rules that are called checked are: every tie of the data against the rule of its round and season.

    python -m benchmarks.tie_rules DIR [--all]

The ties are those of `europe/` (Football.TXT), the second legs of `goal-times/`, the DFB-Pokal of `more-leagues/`, the
World Cups of `world-cup/`, and the known ties of the tests (`tests/ties/known/history.csv`, from published records). Of
each the number of matches must be that of its rule, the way in which it was settled must be the one that the rule gives
(no extra time, shoot-out or replay where the score had settled it), and, where the data say who went through, the club
too. A rule is checked when the data hold ties under it that were level and none disagrees. Prints a table of the rules
whose flag says otherwise (all with --all), and ends with 1 where one is called checked that is not.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError
from frontfoot.core.identity import canonical
from frontfoot.core.season import season_name
from frontfoot.fit.goal_times_europe import read_europe
from frontfoot.ties import Decision, Leg, Ruling, Way, settle
from frontfoot.ties.rule_files import shipped
from frontfoot.ties.rulebook import entry_of, rules

# Ties of the goal times that say nothing of the rules: a goal of extra time that stands at 90', and the Champions
# League of another confederation.
FAULTS = {("Rapid București", "Nacional", 2006), ("Puerto Rico Islanders", "Cruz Azul", 2008)}
KNOWN = Path(__file__).parent.parent / "tests" / "ties" / "known"


@dataclass(frozen=True)
class PlayedTie:
    """A tie as it was played: `winner` is None where the data do not say, `way` likewise."""

    code: str
    season: int
    round: str
    legs: tuple[Leg, ...]
    winner: str | None
    way: str | None = None
    ruling: Ruling | None = None


@dataclass
class RuleCount:
    """What the data say of one rule."""

    ties: int = 0
    level: int = 0
    seasons: set[int] = field(default_factory=set)
    against: list[str] = field(default_factory=list)


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file with comments."""
    return list(csv.DictReader(line for line in path.read_text("utf-8").splitlines() if not line.startswith("#")))


def score(text: str) -> tuple[int, int] | None:
    """Two numbers from 3-0; None from nothing."""
    home, _, away = text.partition("-")
    return (int(home), int(away)) if text else None


def of_europe() -> Iterator[PlayedTie]:
    """Knock-out ties of Europe's cups, the club that plays on as the winner (tests/ties/known/make.py)."""
    for row in rows(KNOWN / "europe.csv"):
        extra, kicks = score(row["extra_time"]), score(row["shoot_out"])
        first = Leg(row["home_1"], row["away_1"], score(row["full_time_1"]))
        if row["legs"] == "1":
            legs: tuple[Leg, ...] = (Leg(first.home, first.away, first.full_time, extra, kicks),)
        else:
            legs = (first, Leg(first.away, first.home, score(row["full_time_2"]), extra, kicks))
        one_match = (row["competition"], row["season"], row["round"], row["legs"]) == ("uel", "2019", "R16", "1")
        code = "R16 one match" if one_match else row["round"]
        yield PlayedTie(row["competition"], int(row["season"]), code, legs, row["through"])


def of_history() -> Iterator[PlayedTie]:
    """Known ties, one for each way in which a tie was ever settled."""
    for row in rows(KNOWN / "history.csv"):
        extra, kicks = score(row["extra_time"]), score(row["shoot_out"])
        home, away = row["home_1"], row["away_1"]
        if not row["full_time_2"] and not row["replay"]:
            legs = [Leg(home, away, score(row["full_time_1"]), extra, kicks, awarded=row["awarded"] == "1")]
        elif not row["full_time_2"]:
            legs = [Leg(home, away, score(row["full_time_1"]), extra, kicks)]
        else:
            second = Leg(away, home, score(row["full_time_2"]), extra, kicks, awarded=row["awarded"] == "2")
            legs = [Leg(home, away, score(row["full_time_1"]), awarded=row["awarded"] == "1"), second]
        if row["replay"]:
            legs.append(Leg(home, away, score(row["replay"]), score(row["replay_extra_time"]), neutral=True))
        ruling = Ruling(row["through"], Decision(row["ruling"])) if row["ruling"] else None
        winner = canonical(row["through"]) or None
        yield PlayedTie(row["competition"], int(row["season"]), row["round"], tuple(legs), winner, row["way"], ruling)


def of_the_pokal(data: Path) -> Iterator[PlayedTie]:
    """Ties of the DFB-Pokal; the winner is the club of the next round, or the higher score at the end."""
    codes = {
        "Round 1": "R1",
        "Round 2": "R2",
        "Round of 16": "R16",
        "Quarterfinals": "QF",
        "Semifinals": "SF",
        "Final": "F",
    }
    for path in sorted(data.glob("more-leagues/*/de.cup.json")):
        season = int(path.parent.name[:4])
        for match in json.loads(path.read_text("utf-8"))["matches"]:
            parts: dict[str, Any] = match["score"]
            scores = {name: (a, b) for name, (a, b) in parts.items()}
            leg = Leg(match["team1"], match["team2"], scores["ft"], scores.get("et"), scores.get("p"))
            last = scores.get("p") or scores.get("et") or scores["ft"]
            winner = leg.home if last[0] > last[1] else leg.away
            yield PlayedTie("dfb-pokal", season, codes[match["round"]], (leg,), winner)


def of_goal_times(data: Path) -> Iterator[PlayedTie]:
    """Second legs of the Champions and the Europa League from 1990 on; who went through is not said."""
    codes = {"UEFA Champions League": "ucl", "UEFA Europa League": "uel"}
    read = read_europe(data / "goal-times")
    regular: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    for goal in read.incidents.filter(kind="goal").iter_rows(named=True):
        regular[goal["match"]][not goal["home_side"]] += goal["period"] <= 2
    for row in read.matches.iter_rows(named=True):
        is_known = row["home_first_leg"] is not None and (row["away"], row["home"], row["season"]) not in FAULTS
        if not is_known or not row["complete"]:
            continue
        full, end = (regular[row["match"]][0], regular[row["match"]][1]), (row["home_goals"], row["away_goals"])
        second = Leg(
            row["home"], row["away"], full, end if row["extra_time"] else None, (1, 0) if row["shoot_out"] else None
        )
        first = Leg(row["away"], row["home"], (row["away_first_leg"], row["home_first_leg"]))
        yield PlayedTie(codes[row["competition"]], row["season"], "R16", (first, second), None)


def of_world_cups(data: Path) -> Iterator[PlayedTie]:
    """Knock-out matches of the men's World Cups but replayed ones and their replays."""
    codes = {"round of 16": "R16", "quarter-finals": "QF", "semi-finals": "SF", "final": "F", "third-place match": "3P"}
    for row in rows(data / "world-cup" / "matches.csv"):
        stage = codes.get(row["stage_name"])
        if stage is None or "Women" in row["tournament_name"] or "1" in (row["replayed"], row["replay"]):
            continue
        goals = int(row["home_team_score"]), int(row["away_team_score"])
        after = goals if row["extra_time"] == "1" else None
        kicks = int(row["home_team_score_penalties"]), int(row["away_team_score_penalties"])
        full = (min(goals),) * 2 if after else goals
        leg = Leg("home", "away", full, after, kicks if row["penalty_shootout"] == "1" else None, neutral=True)
        winner = "home" if row["home_team_win"] == "1" else "away"
        yield PlayedTie("world-cup", int(row["match_date"][:4]), stage, (leg,), winner)


def disagrees(tie: PlayedTie) -> str:
    """How a tie was settled otherwise than its rule says; "" where it was not."""
    try:
        rule = rules(tie.code, tie.season, tie.round or None)
        result = settle(list(tie.legs), rule, tie.ruling)
    except FrontfootError as error:
        return str(error.problem)
    way = result.way.value if result.way is not None else "anything"
    if tie.way is None:
        last = tie.legs[-1]
        ways = (
            (Way.SHOOT_OUT,)
            if last.shoot_out
            else (Way.EXTRA_TIME, Way.AWAY_GOALS_EXTRA_TIME, Way.GOLDEN_GOAL, Way.SILVER_GOAL)
            if last.extra_time
            else (Way.REGULATION, Way.AWAY_GOALS)
        )
        if result.way not in ways:
            return f"settled by {ways[0].value}, not by {way}"
    elif result.way != tie.way:
        return f"settled by {tie.way}, not by {way}"
    return "" if tie.winner in (None, result.winner) else f"{tie.winner} went through, not {result.winner}"


def was_level(tie: PlayedTie) -> bool:
    """Whether the goals of the regular time left the tie open."""
    first, last = tie.legs[0], tie.legs[min(len(tie.legs), 2) - 1]
    scores = [leg.full_time for leg in tie.legs[:2] if leg.full_time is not None]
    if tie.way == "replay" or last.extra_time or last.shoot_out:
        return True
    if len(scores) == 2 and first.home == last.away:
        return scores[0][0] + scores[1][1] == scores[0][1] + scores[1][0]
    return bool(scores) and scores[0][0] == scores[0][1]


def counts(data: Path) -> dict[tuple[str, int], RuleCount]:
    """What the data say of every shipped rule, by code and the rule's number in its file."""
    tallies: dict[tuple[str, int], RuleCount] = defaultdict(RuleCount)
    numbers = {
        id(entry): (document["codes"][0], i) for document in shipped() for i, entry in enumerate(document["rule"])
    }
    for tie in [*of_europe(), *of_history(), *of_goal_times(data), *of_the_pokal(data), *of_world_cups(data)]:
        try:
            entry = entry_of(tie.code, tie.season, tie.round or None)
        except FrontfootError:
            continue
        count = tallies[numbers[id(entry)]]
        count.ties += 1
        count.seasons.add(tie.season)
        count.level += was_level(tie)
        wrong = disagrees(tie)
        if wrong:
            where = f"{tie.legs[0].home} - {tie.legs[0].away} {tie.season}"
            count.against.append(f"{where}: {wrong}")
    return tallies


def is_checked(count: RuleCount) -> bool:
    """Whether ties of the data tried a rule, and none disagrees."""
    return count.level > 0 and not count.against


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of open data")
    parser.add_argument("--all", action="store_true", help="every rule, not only those whose flag is wrong")
    arguments = parser.parse_args()
    tallies, wrong = counts(arguments.data), 0
    print("| rule | rounds | seasons | checked | ties | level | seasons with ties | against |")
    print("|---|---|---|---|---|---|---|---|")
    for document in shipped():
        code, single = document["codes"][0], document["single_year"]
        for number, entry in enumerate(document["rule"]):
            count = tallies.get((code, number), RuleCount())
            amiss = entry["checked"] != is_checked(count) and bool(entry["steps"])
            wrong += amiss and entry["checked"]
            if amiss or arguments.all:
                span = f"{season_name(entry['from'], single_year=single)}-{entry.get('to', '')}"
                line = f"{code} {number + 1} | {', '.join(entry['rounds'])} | {span} | {entry['checked']}"
                print(
                    f"| {line} | {count.ties} | {count.level} | {len(count.seasons)} | {'; '.join(count.against[:3])} |"
                )
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
