"""Players of a side: figures that differ from others in the position, and the expected eleven."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter
from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.scouting.document import Likely, Person

TRAITS: Final[dict[str, tuple[str, str]]] = {
    "progressive_passes": ("progressive passes", "plays the ball forward"),
    "xt": ("expected threat", "brings the ball where it is worth more"),
    "crosses": ("crosses", "crosses"),
    "take_ons": ("take-ons", "takes men on"),
    "aerials": ("aerial duels", "is sought in the air"),
    "tackles": ("tackles", "goes into tackles"),
    "turnovers": ("turnovers on the foot", "loses the ball on the foot"),
    "pressures": ("pressures", "presses"),
    "shots": ("shots", "shoots"),
    "npxg": ("npxG", "gets chances"),
}
"""Figure of `frontfoot.players.definitions` -> (its name, the description of a player with a high value)."""

GROUPS: Final = ("Goalkeeper", "Defender", "Midfielder", "Forward")
ROUNDS: Final = 5
"""Number of last matches of a side that are used for the expected eleven."""

_FEWEST_MINUTES: Final = 450.0


def group(position: str | None) -> str | None:
    """The group of a position as providers name it.

    >>> group("Right Wing Back"), group("Center Defensive Midfield"), group("Left Wing"), group("GK")
    ('Defender', 'Midfielder', 'Forward', 'Goalkeeper')
    """
    if not position:
        return None
    words = position.lower()
    if "keeper" in words or words == "gk":
        return "Goalkeeper"
    for sign, name in (("back", "Defender"), ("defender", "Defender"), ("midfield", "Midfielder")):
        if sign in words:
            return name
    return "Forward" if any(sign in words for sign in ("forward", "wing", "striker")) else None


def with_groups(players: pl.DataFrame) -> pl.DataFrame:
    """Rows of a store's `players` with `group`, the one in which a man played most; goalkeepers are left out."""
    named = {name: group(name) for name in players["position"].unique().to_list()}
    rows = players.with_columns(pl.col("position").replace_strict(named, return_dtype=pl.String).alias("_group"))
    usual = (
        rows.drop_nulls("_group")
        .group_by("player", "_group")
        .agg(pl.col("minutes").sum())
        .sort("minutes", "_group", descending=[True, False])
        .group_by("player", maintain_order=True)
        .agg(pl.col("_group").first().alias("group"))
    )
    return rows.drop("_group").join(usual, on="player").filter(pl.col("group") != "Goalkeeper")


def standouts(
    players: pl.DataFrame, team: str, reliability: dict[str, float], recent: Sequence[str], most: int = 5
) -> tuple[Person, ...]:
    """The players of a side who are furthest from their position in a figure that is known to last.

    Args:
        players: rows of a store's `players` of one league.
        team: whose.
        reliability: by figure after ten full matches.
        recent: the side's last match ids; who played in none of them is left out.
        most: how many; a player stands once.
    """
    rows = with_groups(players)
    present = set(rows.filter(pl.col("match_id").is_in(list(recent)) & (pl.col("team") == team))["player"])
    figures = [name for name in TRAITS if name in reliability and rows[name].null_count() == 0]
    totals = rows.group_by("player", "team", "group").agg(
        pl.col("minutes").sum(), pl.col("name").last(), *(pl.col(name).sum() for name in figures)
    )
    totals = totals.filter(pl.col("minutes") >= _FEWEST_MINUTES).sort("player", "team")
    outstanding: list[tuple[float, str, Person]] = []
    for name in figures:
        rate = (90.0 * pl.col(name) / pl.col("minutes")).alias("rate")
        table = totals.with_columns(rate)
        table = table.with_columns(
            usual=pl.col("rate").mean().over("group"), spread=pl.col("rate").std().over("group")
        ).filter((pl.col("team") == team) & (pl.col("spread") > 0) & pl.col("player").is_in(list(present)))
        r = reliability[name]
        for row in table.iter_rows(named=True):
            full = row["minutes"] / 90.0
            weight = full / (full + 10.0 * (1.0 - r) / r)
            surplus = weight * (row["rate"] - row["usual"]) / row["spread"]
            if weight < 0.4:
                continue
            person = Person(
                name=row["name"] or row["player"],
                position=row["group"],
                minutes=round(row["minutes"]),
                figure=TRAITS[name][0],
                says=TRAITS[name][1],
                per_90=round(row["rate"], 3),
                usual=round(row["usual"], 3),
                surplus=round(surplus, 2),
                weight=round(weight, 2),
            )
            outstanding.append((-surplus, row["player"], person))
    chosen: dict[str, Person] = {}
    for _, player, person in sorted(outstanding, key=itemgetter(0, 1)):
        chosen.setdefault(player, person)
    return tuple(chosen.values())[:most]


def expected_eleven(played: pl.DataFrame, order: Sequence[str], chances: dict[str, float]) -> tuple[Likely, ...]:
    """The eleven likeliest starters: one goalkeeper and ten others, likeliest first.

    Args:
        played: rows of a store's `players` of the side.
        order: its match ids by date.
        chances: by `state(starts, last)`.
    """
    recent = order[-ROUNDS:]
    rows = played.filter(pl.col("match_id").is_in(recent))
    table = rows.group_by("player").agg(
        pl.col("name").last(),
        pl.col("position").drop_nulls().last(),
        starts=pl.col("starter").sum(),
        last=(pl.col("starter") & (pl.col("match_id") == recent[-1])).any(),
        minutes=pl.col("minutes").sum(),
    )
    men = [
        Likely(name or player, group(position) or "", starts, chances[state(starts, bool(last))])
        for player, name, position, starts, last, _ in table.sort("minutes", "player", descending=[True, False]).rows()
    ]
    men.sort(key=lambda man: -man.chance)
    keepers = [man for man in men if man.position == "Goalkeeper"][:1]
    others = [man for man in men if man.position != "Goalkeeper"][: 11 - len(keepers)]
    return (*keepers, *others)


def state(starts: int, last: bool) -> str:
    """The key of a man's starts among five matches and whether he started the last.

    >>> state(3, True)
    '3 of 5, last'
    """
    return f"{starts} of {ROUNDS}{', last' if last else ''}"


def player_reliability(players: pl.DataFrame) -> dict[str, float]:
    """By figure the correlation of two sets of ten full matches of one man, within his position and league.

    Every other match of players with at least ten full matches makes a half; the correlation of the halves is brought
    to ten matches by Spearman and Brown's formula.

    Args:
        players: rows of stores' `players` with `league` and `date`.
    """
    rows = with_groups(players).sort("date", "match_id")
    half = pl.int_range(pl.len()).over("league", "player") % 2
    rows = rows.with_columns(half=half)
    by_count = {}
    for name in TRAITS:
        known = rows.filter(pl.col(name).is_not_null())
        if known.is_empty():
            continue
        sums = known.group_by("league", "group", "player", "half").agg(pl.col("minutes").sum(), pl.col(name).sum())
        sums = sums.filter(pl.col("minutes") >= _FEWEST_MINUTES).with_columns(rate=pl.col(name) / pl.col("minutes"))
        both = sums.filter(pl.col("half") == 0).join(
            sums.filter(pl.col("half") == 1), on=["league", "group", "player"], suffix="_2"
        )
        centred = both.sort("league", "player").select(
            one=pl.col("rate") - pl.col("rate").mean().over("league", "group"),
            two=pl.col("rate_2") - pl.col("rate_2").mean().over("league", "group"),
            matches=(pl.col("minutes") + pl.col("minutes_2")) / 180.0,
        )
        r = float(np.corrcoef(centred["one"].to_numpy(), centred["two"].to_numpy())[0, 1])
        length = float(np.mean(centred["matches"].to_numpy()))
        by_count[name] = round(10.0 / (10.0 + length * (1.0 - r) / r), 3) if r > 0 else 0.0
    return by_count


def starting_chances(players: pl.DataFrame) -> dict[str, Any]:
    """How often a man started the next match, by his starts in the last five and whether he started the last of them.

    Args:
        players: rows of stores' `players` with `league` and `date`.

    Returns:
        `chances` by `state`, and `right`: starters of the next match among the eleven likeliest.
    """
    counts: dict[str, list[int]] = {state(n, last): [0, 0] for n in range(ROUNDS + 1) for last in (False, True)}
    right: list[int] = []
    for _, side in players.sort("date", "match_id").group_by("league", "team", maintain_order=True):
        matches = side["match_id"].unique(maintain_order=True).to_list()
        started = [
            set(part["player"].to_list())
            for part in side.filter("starter").partition_by("match_id", maintain_order=True)
        ]
        known: set[str] = set()
        if len(started) != len(matches):
            continue
        for place in range(ROUNDS, len(started)):
            past = started[place - ROUNDS : place]
            known = known.union(*past)
            marks = []
            for man in sorted(set().union(*past)):
                number, last = sum(man in eleven for eleven in past), man in past[-1]
                counts[state(number, last)][man in started[place]] += 1
                marks.append((number + 0.5 * last, man))
            likeliest = {man for _, man in sorted(marks, reverse=True)[:11]}
            right.append(len(likeliest & started[place]))
    chances = {key: round(yes / (no + yes), 3) if no + yes else 0.0 for key, (no, yes) in counts.items()}
    return {"chances": chances, "right": round(float(np.mean(right)), 2) if right else 0.0, "matches": len(right)}
