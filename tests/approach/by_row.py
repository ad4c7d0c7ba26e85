"""Sequences and counts by minute by loops over rows, written from the definitions, and made matches."""

from __future__ import annotations

import math
import random
from collections import Counter
from itertools import pairwise
from typing import Any

from frontfoot.match.match import Match

Row = dict[str, Any]

STARTERS = ("pass", "carry", "recovery", "shot")
JOINERS = ("touch", "clearance", "block", "interception", "keeper", "lost")
STOPS = ("out", "foul", "offside", "own_goal")
IN_PLAY = (None, "throw_in", "goal_kick")
KINDS = (
    *("pass",) * 30, *("carry",) * 3, *("recovery",) * 3, *("take_on",) * 3, *("shot",) * 3, *("tackle",) * 4,
    *JOINERS, *STOPS, "foul", "out", "pressure", "aerial", "card", "own_goal", "foul_won", "other",
)  # fmt: skip
LINES = (
    0.0,
    10.0,
    25.0,
    34.9,
    35.0,
    40.0,
    40.1,
    42.0,
    42.1,
    52.4,
    52.5,
    60.0,
    63.0,
    63.1,
    65.0,
    69.9,
    70.0,
    75.0,
    88.4,
    88.5,
    95.0,
)
WIDTHS = (0.0, 13.83, 13.84, 20.0, 68 / 3, 34.0, 2 * 68 / 3, 50.0, 54.16, 54.17, 68.0)
OUTCOMES = {
    "pass": ("success", "success", "success", "failure", None),
    "take_on": ("success", "failure", None),
    "tackle": ("success", "failure", "neutral"),
    "shot": ("goal", "saved", "off_target", "blocked"),
}
PLACES = {"corner": (105.0, 0.0), "throw_in": (None, 0.0), "goal_kick": (5.0, 34.0), "penalty": (94.0, 34.0)}


def made(seed: int) -> list[Row]:
    """About 230 rows of three periods: places on and beside every line, moments on and beside every limit."""
    chance = random.Random(seed)
    rows: list[Row] = []
    for period in (1, 2, 3):
        seconds, side, x = 0.0, "home", 50.0
        for _ in range(75):
            kind = chance.choice(KINDS)
            if chance.random() < 0.25:
                side = "away" if side == "home" else "home"
                x = 105.0 - x
            x = (
                chance.choice(LINES)
                if chance.random() < 0.5
                else min(105.0, max(0.0, x + chance.choice((-8.0, 5.0, 12.0))))
            )
            seconds += chance.choice((0.0, 0.5, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 7.0, 15.0))
            row: Row = {
                "period": period,
                "seconds": seconds,
                "side": side,
                "kind": kind,
                "x": x,
                "y": chance.choice(WIDTHS),
            }
            row["player"] = chance.choice(("keeper", "2", "3")) + side
            row["outcome"] = chance.choice(OUTCOMES.get(kind, (None,)))
            if kind in ("pass", "shot") and chance.random() < 0.14:
                row["set_piece"] = chance.choice(
                    ("kick_off", "goal_kick", "throw_in", "free_kick", "corner")
                    if kind == "pass"
                    else ("penalty", "free_kick")
                )
                place = PLACES.get(row["set_piece"], (None, None))
                row["x"], row["y"] = (
                    own if own is not None else old for own, old in zip(place, (x, row["y"]), strict=True)
                )
            if kind == "pass" and chance.random() < 0.8:
                row["end_x"] = (
                    chance.choice(LINES)
                    if chance.random() < 0.4
                    else min(105.0, row["x"] + chance.choice((-5.0, 14.9, 15.0, 32.0, 31.9)))
                )
                row["end_y"] = chance.choice((row["y"], *WIDTHS))
            row["duration"] = chance.choice((None, None, 0.4, 1.0))
            row["sliding"] = kind == "tackle" and chance.random() < 0.3
            row["interception"] = kind == "interception" or (kind in ("pass", "touch") and chance.random() < 0.1)
            row["cross"] = kind == "pass" and chance.random() < 0.3
            row["body_part"] = chance.choice(("head", "left_foot")) if kind == "shot" else None
            if kind in ("foul", "card") and chance.random() < 0.3:
                row["card"] = "yellow"
            if chance.random() < 0.02:
                row["x"] = row["y"] = None
            rows.append(row)
        for passes in (9, 10):  # a build-up attack has ten
            for number in range(passes + 1):
                kind = "pass" if number < passes else chance.choice(("shot", "carry"))
                rows.append({"period": period, "seconds": seconds + number, "side": side, "kind": kind, "x": 80.0})
            rows[-1]["x"] = chance.choice((88.4, 88.5))
            rows.append({"period": period, "seconds": seconds + passes + 1, "side": side, "kind": "out"})
            seconds += 30.0
    return rows


def in_box(row: Row) -> bool:
    """Law 1: 16.5 m deep, 40.32 m wide."""
    if row["x"] is None or row["y"] is None:
        return False
    return bool(row["x"] >= 105 - 16.5 and abs(row["y"] - 34) <= 20.16 + 1e-12)


def sequences_by_row(match: Match) -> tuple[list[Row], list[int]]:
    """Sequences as dicts, and for every event of periods 1 to 4 the number of its sequence, or -1."""
    rows = [row for row in match.events.iter_rows(named=True) if row["period"] <= 4 and row["side"] is not None]
    belongs = [-1] * len(rows)
    found: list[Row] = []
    run: list[int] = []
    previous: int | None = None
    order: list[int] = []

    def close(run: list[int]) -> None:
        starts = [k for k in run if starter(rows[k])]
        if starts:
            members = [k for k in run if k >= starts[0]]
            for k in members:
                belongs[k] = len(found)
            found.append(
                {"rows": members, "before": order[order.index(starts[0]) - 1] if order.index(starts[0]) else None}
            )

    for k, row in enumerate(rows):
        if not (starter(row) or joiner(row) or row["kind"] in STOPS):
            continue
        order.append(k)
        if previous is not None:
            last = rows[previous]
            broken = (
                (last["side"], last["period"]) != (row["side"], row["period"])
                or row["kind"] in STOPS
                or last["kind"] in (*STOPS, "shot")
                or row["set_piece"] is not None
            )
            if broken:
                close(run)
                run = []
        run.append(k)
        previous = k
    close(run)
    followers = dict(pairwise(order))
    possession, held = -1, None
    for sequence in found:
        _describe(sequence, rows, followers)
        sequence["possession"] = -1
        opens = False
        if sequence["control"]:
            opens = held is None or (held["side"], held["period"]) != (sequence["side"], sequence["period"])
            possession += opens
            sequence["possession"] = possession
            held = sequence
        stopped = sequence["before"] is not None and rows[sequence["before"]]["kind"] in STOPS
        sequence["regain"] = opens and sequence["starts_with"] is None and not stopped
        _progress(sequence, rows)
    for number, sequence in enumerate(found):
        _loss(sequence, found[number + 1 :], rows, followers)
    return found, belongs


def starter(row: Row) -> bool:
    return row["kind"] in STARTERS or (row["kind"] == "take_on" and row["outcome"] != "failure")


def joiner(row: Row) -> bool:
    return row["kind"] in (*JOINERS, "take_on") or (row["kind"] == "tackle" and row["outcome"] == "success")


def _describe(sequence: Row, rows: list[Row], followers: dict[int, int]) -> None:
    members = [rows[k] for k in sequence["rows"]]
    first, last = members[0], members[-1]
    after = followers.get(sequence["rows"][-1])
    following = rows[after] if after is not None and rows[after]["period"] == first["period"] else None
    passes = [row for row in members if row["kind"] == "pass"]
    sequence.update(
        first=sequence["rows"][0], last=sequence["rows"][-1], side=first["side"], period=first["period"],
        start=first["seconds"], start_x=first["x"], start_y=first["y"], starts_with=first["set_piece"],
        actions=sum(map(starter, members)), passes=len(passes),
        completed=sum(row["outcome"] == "success" for row in passes),
        shot=last["kind"] == "shot", goal=any(row["kind"] == "shot" and row["outcome"] == "goal" for row in members),
        box=any(map(in_box, members)), open_play=first["set_piece"] in IN_PLAY,
    )  # fmt: skip
    if sequence["shot"]:
        sequence["ends_with"] = "shot"
    elif following is None:
        sequence["ends_with"] = "period"
    elif following["kind"] in STOPS or following["set_piece"] is not None:
        sequence["ends_with"] = "stoppage"
    else:
        sequence["ends_with"] = "opponent"
    if last["duration"] is not None:
        spent = last["duration"]
    elif following is not None and last["kind"] in ("pass", "shot"):
        spent = min(3.0, max(0.0, following["seconds"] - last["seconds"]))
    else:
        spent = 0.0
    sequence["end"] = last["seconds"] + spent
    if last["kind"] == "pass" and last["outcome"] == "success" and last["end_x"] is not None:
        sequence["end_x"], sequence["end_y"] = last["end_x"], last["end_y"]
    else:
        seen = [row for row in members if row["x"] is not None] or [first]
        sequence["end_x"], sequence["end_y"] = seen[-1]["x"], seen[-1]["y"]
    sequence["control"] = (
        sequence["completed"] > 0
        or sequence["actions"] > 1
        or sequence["starts_with"] is not None
        or any(row["kind"] == "shot" for row in members)
    )


def _progress(sequence: Row, rows: list[Row]) -> None:
    members = [rows[k] for k in sequence["rows"]]
    first, path = members[0], 0.0
    sequence.update(entries=0, counter=False, direct=False)
    for before, row in zip([None, *members], members, strict=False):
        if before is not None:
            sequence["entries"] += in_box(row) and not in_box(before)
            if None not in (before["x"], row["x"]):
                path += math.hypot(row["x"] - before["x"], row["y"] - before["y"])
        if row["x"] is None or first["x"] is None or first["x"] >= 52.5:
            continue
        forward = row["x"] - first["x"]
        straight, shot = forward >= path / 2, row["kind"] == "shot"
        soon = row["seconds"] - first["seconds"] <= 15
        sequence["counter"] |= (
            sequence["regain"] and soon and straight and forward > 0 and (shot or row["x"] >= 105 - 105 / 3)
        )
        sequence["direct"] |= sequence["open_play"] and straight and (shot or in_box(row))


def _loss(sequence: Row, later: list[Row], rows: list[Row], followers: dict[int, int]) -> None:
    sequence.update(loss=False, counterpress=False)
    if not sequence["control"] or sequence["ends_with"] != "opponent":
        return
    taker = followers[sequence["last"]]
    taken = rows[taker]
    sequence["loss"] = taken["x"] is not None and taken["x"] <= 63.0
    own = [other for other in later if other["side"] == sequence["side"] and other["control"]]
    if sequence["loss"] and own:
        back = rows[own[0]["first"]]
        between = rows[taker + 1 : own[0]["first"] + 1] if own[0]["first"] > taker else []
        sequence["counterpress"] = (
            back["period"] == sequence["period"]
            and back["seconds"] - taken["seconds"] <= 5
            and back["set_piece"] is None
            and not any(row["kind"] in STOPS for row in between)
        )


def counts_by_row(match: Match) -> Counter[tuple[int, int, str, str]]:
    """Counts for every (period, minute, side, name), of the side that acts."""
    count: Counter[tuple[int, int, str, str]] = Counter()
    rows = [row for row in match.events.iter_rows(named=True) if row["period"] <= 4 and row["side"] is not None]
    found, _ = sequences_by_row(match)
    for row in rows:
        cell = (row["period"], int(row["seconds"] // 60), row["side"])
        _count_event(count, cell, row)
    for sequence in found:
        cell = (sequence["period"], int(sequence["start"] // 60), sequence["side"])
        _count_sequence(count, cell, sequence, rows)
    return count


def _count_event(count: Counter[Any], cell: tuple[int, int, str], row: Row) -> None:
    def add(name: str, amount: float = 1.0) -> None:
        count[(*cell, name)] += amount  # type: ignore[assignment]

    x = math.nan if row["x"] is None else row["x"]
    kind, done = row["kind"], row["outcome"] == "success"
    other = (cell[0], cell[1], "away" if cell[2] == "home" else "home")
    if kind == "own_goal":
        count[(*other, "scored")] += 1
    if kind == "shot":
        add("shots")
        add("scored", row["outcome"] == "goal")
        add("penalties", row["set_piece"] == "penalty")
    if kind == "pass":
        add("passes")
        add("passes_completed", done)
        add("wyscout_passes", x <= 63)
        add("final_third_passes", x >= 70)
        if row["set_piece"] is None:
            add("build_up_passes", x <= 63)
            add("build_up_completed", x <= 63 and done)
            add("opta_passes", x <= 70)
            add("own_third_passes", x <= 35)
            add("own_third_completed", x <= 35 and done)
    if kind == "tackle":
        add("duels", x >= 42)
        add("tackles", x >= 42 and done)
        add("wyscout_tackles", x >= 42 and (done or bool(row["sliding"])))
        add("opta_tackles", x >= 35 and done)
    if row["interception"]:
        add("interceptions", x >= 42)
        add("opta_interceptions", x >= 35)
    if kind == "foul":
        add("fouls")
        add("fouls_high", x >= 42)
        add("opta_fouls", x >= 35)
    if kind == "pressure":
        add("pressures_high", x >= 42)
    if not math.isnan(x):
        core = kind in ("tackle", "foul") or bool(row["interception"])
        for name, chosen in (("core_action", core), ("action", core or kind in ("recovery", "block"))):
            add(f"{name}s", chosen)
            add(f"{name}_metres", x * chosen)
    add("cards", row["card"] is not None)


def _count_sequence(count: Counter[Any], cell: tuple[int, int, str], sequence: Row, rows: list[Row]) -> None:
    def add(name: str, amount: float = 1.0) -> None:
        count[(*cell, name)] += amount  # type: ignore[assignment]

    seconds = sequence["end"] - sequence["start"]
    add("possession_seconds", seconds)
    add("box_entries", sequence["entries"])
    add("counters", sequence["counter"])
    in_time = rows[sequence["last"]]["seconds"] - sequence["start"] <= 15
    add("counter_shots", sequence["counter"] and sequence["shot"] and in_time)
    add("losses", sequence["loss"])
    add("counterpress_regains", sequence["counterpress"])
    high = sequence["regain"] and sequence["start_x"] is not None and sequence["start_x"] >= 65
    add("high_turnovers", high)
    add("high_turnover_shots", high and sequence["shot"])
    add("high_turnover_goals", high and sequence["goal"])
    if not sequence["open_play"]:
        return
    add("sequences")
    add("sequence_passes", sequence["passes"])
    add("sequence_seconds", seconds)
    add("direct_attacks", sequence["direct"])
    add("build_up_attacks", sequence["passes"] >= 10 and (sequence["shot"] or sequence["box"]))
    end_x = sequence["end_x"]
    add("short_sequences", sequence["passes"] <= 3 and end_x is not None and end_x <= 40 and not sequence["shot"])
    if sequence["start_x"] is not None and end_x is not None:
        add("placed_sequences")
        add("sequence_metres", end_x - sequence["start_x"])
        if seconds > 1.0:
            add("direct_speed_sum", (end_x - sequence["start_x"]) / seconds)
            add("direct_speed_sequences")
