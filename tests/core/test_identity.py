"""One club, one name: every name of every shared file, and no two clubs in one."""

from __future__ import annotations

import csv
import gzip
import json
import re
from pathlib import Path

import polars as pl
import pytest

from frontfoot.core.identity import UnknownClub, canonical, club_called, clubs, find, key
from frontfoot.goals.results import read_folder


def test_no_name_belongs_to_two_clubs() -> None:
    owner: dict[str, str] = {}
    for club in clubs().values():
        assert re.fullmatch(r"[A-Z]{3}", club.country)
        for name in (club.name, *club.aliases):
            assert owner.setdefault(key(name), club.name) == club.name
            assert club_called(name) == club


@pytest.mark.slow
def test_every_name_of_the_result_files_is_known(data: Path) -> None:
    results = read_folder(data)
    # The winner of a final that was still to be played, and a name cut short: no clubs.
    known = set(clubs()) | {"Sieger EF", "AFC"}
    assert set(results["home"]) | set(results["away"]) <= known


def test_every_name_of_the_goal_times_is_known(data: Path) -> None:
    names: set[str] = set()
    for file in ("champions", "europa"):
        with (data / f"goal-times/{file}-league.csv").open(encoding="utf-8") as text:
            for row in csv.DictReader(text):
                if row["game"] != "game":
                    names.update(re.match(r"(.+?) vs\. (.+?) \d+:\d+", row["game"]).groups())  # type: ignore[union-attr]
    for path in data.glob("goal-times/*/2005-2006.json.gz"):
        names.update(m[side] for m in json.loads(gzip.decompress(path.read_bytes())) for side in ("home", "away"))
    assert len(names) > 300
    assert {name for name in names if canonical(name) not in clubs()} == set()


@pytest.mark.slow
def test_clubs_that_share_a_season_are_not_one(data: Path) -> None:
    # Two written names of one source, league and season are two clubs.
    for path in [*data.glob("results/*/season-*.csv"), *data.glob("results/openfootball/*/*.json")]:
        if path.suffix == ".csv":
            written = set(pl.read_csv(path, columns=["HomeTeam"], infer_schema=False)["HomeTeam"])
        else:
            matches = json.loads(path.read_text(encoding="utf-8"))["matches"]
            written = {match[side] for match in matches for side in ("team1", "team2")}
        if path.match("2019-20/tr.1.json"):
            written.discard("Gazişehir Gaziantep FK")  # Gaziantep FK before it changed its name in that season
        assert len({canonical(name) for name in written}) == len(written), path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Paris FC", "Paris SG"),
        ("Ath Madrid", "Ath Bilbao"),
        ("AC Milan", "Inter"),
        ("Sporting CP", "Sporting Braga"),
        ("CSKA Sofia", "CSKA 1948 Sofia"),
        ("Ajaccio", "Ajaccio GFCO"),
        ("Arsenal", "Arsenal Tula"),
        ("RB Leipzig", "VfB Leipzig"),
        ("CD Aves", "AVS"),
        ("Víkingur", "Víkingur Reykjavík"),
    ],
)
def test_neighbours_stay_apart(one: str, other: str) -> None:
    assert find(one) != find(other)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("ac mailand", "Milan"),
        ("BAYERN MÜNCHEN", "Bayern Munich"),
        ("Nott'm Forest", "Nottingham Forest"),
        ("FC Kobenhavn", "Copenhagen"),
        ("sporting clube de portugal", "Sporting CP"),
        ("İstanbul Başakşehir", "İstanbul Başakşehir"),
        ("istanbul basaksehir", "İstanbul Başakşehir"),
    ],
)
def test_spellings(written: str, name: str) -> None:
    assert find(written) == name


@pytest.mark.parametrize(
    ("written", "offered"),
    [
        ("Atalnta", "Atalanta"),
        ("Liverpol", "Liverpool"),
        ("Paris", "Paris FC or Paris Saint-Germain"),
        ("Real Madird", "Real Madrid"),
    ],
)
def test_a_typo_is_answered_with_suggestions(written: str, offered: str) -> None:
    with pytest.raises(UnknownClub) as raised:
        find(written)
    assert offered in raised.value.remedy


def test_a_known_club_that_is_not_among_the_wanted() -> None:
    with pytest.raises(UnknownClub, match="Nothing is known here of Liverpool"):
        find("Liverpool FC", among=["Everton", "Milan"])


def test_country_keeps_names_apart() -> None:
    assert canonical("Arsenal", "RUS") == "Arsenal"
    assert canonical("AS Monaco FC", "MCO") == "Monaco"
    assert canonical("Nobody United") == "Nobody United"
