"""Tournaments of nations from the international results: the group or round of each match.

The source (martj42/international_results: `results.csv`, `shootouts.csv`, `goalscorers.csv`) names neither groups nor
rounds, and its scores hold extra time. Groups come from the format; a match after them belongs to the round that its
sides have reached. The score after 90 minutes is counted from the goal scorers if they are complete. The winner of a
shoot-out is known, its kicks are not.
"""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.identity import canonical
from frontfoot.cups.format import CupFormat, KnownRuling
from frontfoot.goals.results.schema import table
from frontfoot.ties.rulebook import rules

FOLDER = "internationals"
REMEDY = "Place results.csv, shootouts.csv and goalscorers.csv of martj42/international_results there"


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the results."""

    day: date
    home: str
    away: str
    score: tuple[int, int] | None
    neutral: bool
    number: int

    @property
    def sides(self) -> frozenset[str]:
        return frozenset((self.home, self.away))


def tournament(data: Path, form: CupFormat) -> tuple[pl.DataFrame, CupFormat]:
    """The matches of a tournament as the results table, and the format with the winners of its shoot-outs.

    The match for third place is left out: nobody goes on from it.

    Raises:
        ReadError: the results are not there, or are no international results.
        InputError: a side that is not in the draw of the groups, or a shoot-out without a winner.
    """
    folder = data / FOLDER
    path = folder / "results.csv"
    shoot_outs, goals = _shoot_outs(folder), _goals(folder)
    sides = {side: letter for letter, clubs in form.draw.items() for side in clubs}
    met: set[frozenset[str]] = set()
    reached: Counter[str] = Counter()
    beaten: set[str] = set()
    codes = [entry.code for entry in form.rounds]
    rows: list[dict[str, Any]] = []
    rulings: list[KnownRuling] = []
    for row in _rows(path, form):
        place = f"{path}:{row.number}"
        if sides and not row.sides <= set(sides):
            unknown = sorted(row.sides - set(sides))[0]
            raise InputError(
                f"{unknown} is in no group of the {form.title}", place=place, remedy="Check the name in the format"
            )
        if sides and sides[row.home] == sides[row.away] and row.sides not in met:
            met.add(row.sides)
            rows.append(_row(form, row, "group", sides[row.home], row.score, None, place))
            continue
        number = max(reached[side] for side in row.sides)
        for side in row.sides:
            reached[side] = number + 1
        if number >= len(codes) or row.sides <= beaten:
            continue
        code = codes[number]
        rule = rules(form.rules, form.season, code)
        winner = shoot_outs.get((row.day, row.sides))
        full, extra = _scores(row, goals, level_plays_on=rule.extra_time is not None)
        if row.score is not None and row.score[0] == row.score[1]:
            if winner is None:
                raise InputError(
                    f"{row.home} - {row.away} ended level, and nobody is named as the winner of a shoot-out",
                    place=place,
                    remedy="Fetch shootouts.csv of the same day",
                )
            (loser,) = row.sides - {winner}
            rulings.append(KnownRuling(code, winner, loser, row.day, "shoot-out", "its kicks are not on record"))
        elif row.score is not None:
            loser = row.away if row.score[0] > row.score[1] else row.home
        if row.score is not None:
            beaten.add(loser)
        rows.append(_row(form, row, code, None, full, extra, place))
    return table(rows), replace(form, rulings=(*form.rulings, *rulings))


def _rows(path: Path, form: CupFormat) -> list[_Row]:
    """The matches of the tournament in the order of their days."""
    if not os.path.isfile(path):  # noqa: PTH113 (a name may be too long)
        raise ReadError("There are no international results", place=str(path), remedy=REMEDY)
    try:
        table = pl.read_csv(path, null_values=["NA", ""], infer_schema_length=None).with_row_index("number", 2)
        table = table.filter(pl.col("tournament") == form.tournament).with_columns(pl.col("date").str.to_date())
        if form.days is not None:
            table = table.filter(pl.col("date").is_between(*form.days))
        return [
            _Row(
                row["date"],
                canonical(row["home_team"]),
                canonical(row["away_team"]),
                None if row["home_score"] is None else (int(row["home_score"]), int(row["away_score"])),
                str(row["neutral"]).upper() == "TRUE",
                row["number"],
            )
            for row in table.sort("date", maintain_order=True).to_dicts()
        ]
    except (pl.exceptions.PolarsError, KeyError, TypeError, ValueError) as error:
        raise ReadError(f"The file holds no international results: {error}", place=str(path), remedy=REMEDY) from None


def _shoot_outs(folder: Path) -> dict[tuple[date, frozenset[str]], str]:
    """Winner of every shoot-out on record."""
    path = folder / "shootouts.csv"
    if not os.path.isfile(path):  # noqa: PTH113 (a name may be too long)
        return {}
    table = pl.read_csv(path, columns=["date", "home_team", "away_team", "winner"])
    return {(date.fromisoformat(day), frozenset((home, away))): winner for day, home, away, winner in table.iter_rows()}


def _goals(folder: Path) -> dict[tuple[date, frozenset[str]], list[tuple[str, int]]]:
    """(Side, minute) of every goal on record whose minute is known, by match."""
    path = folder / "goalscorers.csv"
    if not os.path.isfile(path):  # noqa: PTH113 (a name may be too long)
        return {}
    columns = ["date", "home_team", "away_team", "team", "minute"]
    goals: dict[tuple[date, frozenset[str]], list[tuple[str, int]]] = {}
    read = pl.read_csv(path, columns=columns, null_values=["NA", ""], schema_overrides={"minute": pl.Float64})
    for day, home, away, side, minute in read.filter(pl.col("minute").is_not_null()).iter_rows():
        goals.setdefault((date.fromisoformat(day), frozenset((home, away))), []).append((side, int(minute)))
    return goals


def _scores(
    row: _Row, goals: dict[tuple[date, frozenset[str]], list[tuple[str, int]]], *, level_plays_on: bool
) -> tuple[tuple[int, int] | None, tuple[int, int] | None]:
    """The score after 90 minutes, and after extra time if it was played."""
    if row.score is None or not level_plays_on:
        return row.score, None
    known = goals.get((row.day, row.sides), [])
    total = tuple(sum(side == one for side, _ in known) for one in (row.home, row.away))
    full = tuple(sum(side == one and minute <= 90 for side, minute in known) for one in (row.home, row.away))
    if total == row.score and full[0] == full[1]:
        return (full[0], full[1]), row.score
    return row.score, row.score if row.score[0] == row.score[1] else None


def _row(
    form: CupFormat,
    row: _Row,
    stage: str,
    group: str | None,
    full: tuple[int, int] | None,
    extra: tuple[int, int] | None,
    place: str,
) -> dict[str, Any]:
    home, away = full if full is not None else (None, None)
    home_extra, away_extra = extra if extra is not None else (None, None)
    return {
        "date": row.day,
        "competition": form.name,
        "season": form.season,
        "stage": stage,
        "round": "",
        "group": group,
        "home": row.home,
        "away": row.away,
        "home_goals": home,
        "away_goals": away,
        "home_extra_time": home_extra,
        "away_extra_time": away_extra,
        "neutral": row.neutral,
        "status": "scheduled" if full is None else "played",
        "note": "",
        "source": place,
    }
