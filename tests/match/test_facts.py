"""Who is on the pitch when a card is shown, and the other facts of a match."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest

from frontfoot.fit.goal_times import _incidents, _Match
from frontfoot.match.facts import match_facts
from frontfoot.match.load import load
from frontfoot.match.match import Match, score

TEAMS: tuple[dict[str, Any], ...] = ({"id": 901, "name": "Norderhamn"}, {"id": 902, "name": "Vila Seca"})
KICKED_OFF = {"possession": 1, "play_pattern": {"id": 1, "name": "Regular Play"}, "duration": 0.0}


def man(number: int) -> dict[str, Any]:
    return {"id": 90100 + number, "name": f"Norderhamn {number}"}


class Script:
    """A match in StatsBomb's format, written line by line."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []
        for team in TEAMS:
            lineup = [
                {
                    "player": {"id": team["id"] * 100 + n, "name": f"{team['name']} {n}"},
                    "position": {"id": n, "name": "P"},
                    "jersey_number": n,
                }
                for n in range(1, 12)
            ]
            self.add(0, "Starting XI", 35, team=team, tactics={"formation": 442, "lineup": lineup})
        for number in range(1, 30):
            self.add(
                10 + number,
                "Pass",
                30,
                team=TEAMS[number % 2],
                player={"id": TEAMS[number % 2]["id"] * 100 + 5, "name": "5"},
                location=[60.0, 40.0],
                **{"pass": {"end_location": [70.0, 40.0], "length": 10.0, "angle": 0.0}},
            )

    def add(self, second: int, name: str, number: int, *, team: Any = TEAMS[0], **more: Any) -> None:
        clock = {
            "minute": second // 60,
            "second": second % 60,
            "timestamp": f"00:{second // 60:02d}:{second % 60:02d}.000",
        }
        self.rows.append(
            {
                "id": f"{len(self.rows):08d}-0000-0000-0000-000000000000",
                "index": len(self.rows) + 1,
                "period": 1,
                **clock,
                "type": {"id": number, "name": name},
                "team": team,
                "possession_team": team,
                **KICKED_OFF,
                **more,
            }
        )

    def substitution(self, second: int, off: int, on: int) -> None:
        self.add(
            second,
            "Substitution",
            19,
            player=man(off),
            substitution={"replacement": man(on), "outcome": {"id": 103, "name": "Tactical"}},
        )

    def booking(self, second: int, number: int, card: int) -> None:
        """Card 5 is red, 6 second yellow, 7 yellow."""
        self.add(second, "Bad Behaviour", 24, player=man(number), bad_behaviour={"card": {"id": card, "name": "c"}})

    def foul(self, second: int, number: int, card: int) -> None:
        self.add(
            second,
            "Foul Committed",
            22,
            player=man(number),
            location=[60.0, 40.0],
            foul_committed={"card": {"id": card, "name": "c"}},
        )

    def match(self, folder: Path) -> Match:
        for team in TEAMS:
            self.add(2800, "Half End", 34, team=team)
        path = folder / "7.json"
        path.write_text(json.dumps(self.rows))
        return load(path)


def test_a_red_card_to_a_man_who_was_substituted_costs_no_man(tmp_path: Path) -> None:
    script = Script()
    script.substitution(600, 9, 14)
    script.booking(1200, 9, 5)
    known = match_facts(script.match(tmp_path))
    assert [(card.on_pitch, card.costs_man, card.men) for card in known.cards] == [(False, False, (11, 11))]
    assert known.sendings_off == ()


def test_a_red_card_to_a_coach_or_an_unused_man_costs_no_man(tmp_path: Path) -> None:
    script = Script()
    script.booking(1200, 30, 5)
    assert match_facts(script.match(tmp_path)).men_at(1, 2800.0) == (11, 11)


def test_a_second_yellow_and_the_red_after_it_cost_one_man(tmp_path: Path) -> None:
    script = Script()
    script.foul(1200, 9, 6)
    script.booking(1230, 9, 5)
    known = match_facts(script.match(tmp_path))
    assert [card.costs_man for card in known.cards] == [True, False]
    assert [known.men_at(1, second) for second in (1199.0, 1200.0, 1230.0)] == [(11, 11), (10, 11), (10, 11)]


def test_a_substitute_who_came_on_costs_a_man_and_one_who_comes_on_later_does_not(tmp_path: Path) -> None:
    script = Script()
    script.booking(500, 15, 5)
    script.substitution(600, 9, 14)
    script.substitution(700, 8, 15)
    script.foul(1200, 14, 5)
    known = match_facts(script.match(tmp_path))
    assert [card.costs_man for card in known.cards] == [False, True]
    assert known.men_at(1, 2800.0) == (10, 11)


def test_no_side_falls_below_seven(tmp_path: Path) -> None:
    script = Script()
    for number in range(1, 9):
        script.foul(1000 + number, number, 5)
    assert match_facts(script.match(tmp_path)).men_at(1, 2800.0) == (7, 11)


def test_a_yellow_card_costs_no_man(tmp_path: Path) -> None:
    script = Script()
    script.foul(1000, 4, 7)
    assert match_facts(script.match(tmp_path)).men_at(1, 2800.0) == (11, 11)


@pytest.mark.slow
def test_goals_agree_with_the_score_of_real_matches(data: Path) -> None:
    for path in sorted((data / "wyscout" / "serie-a").glob("*.json.gz"))[:12]:
        match = load(path)
        known = match_facts(match)
        assert known.score_at(4, 9999.0) == score(match.events)
        assert [(goal.period, goal.seconds) for goal in known.goals] == sorted(
            (goal.period, goal.seconds) for goal in known.goals
        )
        reds = match.events.filter(pl.col("card").is_in(["red", "second_yellow"]))
        assert len([card for card in known.cards if card.card != "yellow"]) == len(reds)


@pytest.mark.parametrize(
    ("incidents", "off_pitch"),
    [
        (
            [("60'", "Substitution", {"player_out": "A", "player_in": "B"}), ("70'", "Red Card", {"player_name": "A"})],
            1,
        ),
        (
            [("70'", "Red Card", {"player_name": "A"}), ("80'", "Substitution", {"player_out": "C", "player_in": "A"})],
            1,
        ),
        (
            [("60'", "Substitution", {"player_out": "A", "player_in": "B"}), ("70'", "Red Card", {"player_name": "B"})],
            0,
        ),
        ([("70'", "Red Card", {"player_name": "A"}), ("70'", "Red Card", {"player_name": "A"})], 1),
        ([("70'", "Red Card", {"player_name": "A"}), ("70'", "Red Card", {"player_name": "D"})], 0),
        ([("70'", "Red Card", {})], 0),
    ],
)
def test_the_fit_of_the_in_play_model_counts_men_on_the_pitch(incidents: list[Any], off_pitch: int) -> None:
    listed = [{"team": "home", "minute": minute, "incident_type": kind, **more} for minute, kind, more in incidents]
    raw = {"home": "x", "away": "y", "GH": 0, "GA": 0, "date": "2020-02-02", "incident": {"incidents": listed}}
    rows, *_ = _incidents(msgspec.convert(raw, _Match, strict=False))
    assert [row[4] for row in rows].count("off-pitch red card") == off_pitch
