"""What is told against what is known about the matches, and against the raw files counted by other means."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.sequences import sequences
from frontfoot.match.load import load
from frontfoot.match.match import Finding, Match
from frontfoot.reports import document
from frontfoot.reports.document import Story, encode, schema_text
from frontfoot.reports.html import page
from frontfoot.reports.play import defensive_actions
from frontfoot.reports.story import story_of


def test_turkey_italy(italy: Story) -> None:
    """UEFA's report: Demirel (own goal) is Demiral 53, Immobile 66, Insigne 79."""
    assert (italy.home, italy.away, italy.score, italy.half_time) == ("Turkey", "Italy", (0, 3), (0, 0))
    goals = [(goal.side, goal.player.split()[-1], goal.minute, goal.how, goal.score) for goal in italy.goals]
    assert goals == [
        ("away", "Demiral", "53'", "own_goal", (0, 1)),
        ("away", "Immobile", "66'", "goal", (0, 2)),
        ("away", "Insigne", "79'", "goal", (0, 3)),
    ]
    assert italy.shoot_out is None
    assert italy.goals[0].xg is None


def test_barcelona_girona(girona: Story) -> None:
    """Messi 19, Stuani 45 and 51, Pique 63; Lenglet sent off."""
    assert girona.score == (2, 2)
    goals = [(goal.player.split()[-1], goal.minute) for goal in girona.goals]
    assert goals == [("Messi", "19'"), ("Stuani", "45'"), ("Stuani", "51'"), ("Piqué", "63'")]
    assert [card.player for card in girona.cards if card.card != "yellow"] == ["Clément Lenglet"]
    assert girona.half_time == (1, 1)


def test_juventus_sampdoria(juventus: Story) -> None:
    assert (juventus.home, juventus.away, juventus.score) == ("Juventus", "Sampdoria", (3, 0))
    assert [goal.player.split()[-1] for goal in juventus.goals] == ["Kulusevski", "Bonucci", "Ronaldo"]


@pytest.fixture(scope="module")
def raw(kloppy_files: Path) -> list[dict[str, Any]]:
    events: list[dict[str, Any]] = json.loads((kloppy_files / "statsbomb_3788741_event.json").read_text("utf-8"))
    return events


def test_counts_against_the_raw_file(italy: Story, raw: list[dict[str, Any]]) -> None:
    for side, team in ((italy.sides.home, "Turkey"), (italy.sides.away, "Italy")):
        own = [e for e in raw if e.get("team", {}).get("name") == team and e["period"] <= 4]
        whole = side.measures["match"]
        shots = [e for e in own if e["type"]["name"] == "Shot"]
        assert whole["shots"].value == len(shots)
        assert whole["fouls"].value == sum(e["type"]["name"] == "Foul Committed" for e in own)
        provider = [shot.provider_xg for shot in italy.shots if shot.side == side_name(italy, team)]
        assert provider == pytest.approx([round(e["shot"]["statsbomb_xg"], 6) for e in shots], abs=1e-6)
        cards = [e for e in own if "card" in e.get("foul_committed", {}) or "card" in e.get("bad_behaviour", {})]
        assert whole["cards"].value == len(cards)


def side_name(story: Story, team: str) -> str:
    return "home" if story.home == team else "away"


def test_field_tilt_against_the_raw_file(italy: Story, raw: list[dict[str, Any]]) -> None:
    # StatsBomb's pitch is 120 long: the final third starts at 80. A pass on the line may fall to either side of it.
    passes = dict.fromkeys(("Turkey", "Italy"), 0)
    for event in raw:
        if event["type"]["name"] == "Pass" and event["location"][0] >= 80:
            passes[event["team"]["name"]] += 1
    cell = italy.sides.away.measures["match"]["field_tilt"]
    assert cell.numerator == pytest.approx(passes["Italy"], abs=2)
    assert cell.denominator == pytest.approx(sum(passes.values()), abs=3)


def test_windows_add_up(italy: Story, girona: Story, juventus: Story) -> None:
    """Halves and score states are each the whole match: counts, xG and time add up."""
    for story in (italy, girona, juventus):
        parts = ({"first_half", "second_half"}, {"level", "home_ahead", "away_ahead"})
        lengths = {window.key: window.seconds for window in story.windows}
        for keys in parts:
            assert sum(lengths[key] for key in keys) == pytest.approx(lengths["match"], abs=0.01)
            for side in (story.sides.home, story.sides.away):
                for measure in story.measures:
                    whole = side.measures["match"][measure.key]
                    cells = [side.measures[key][measure.key] for key in keys]
                    if measure.form == "count" or measure.key in {"xg", "xt"}:
                        total = sum(cell.value or 0.0 for cell in cells)
                        assert total == pytest.approx(whole.value or 0.0, abs=1e-4), measure.key
                    elif whole.numerator is not None:
                        total = sum(cell.numerator or 0.0 for cell in cells)
                        assert total == pytest.approx(whole.numerator, abs=1e-3), measure.key


def test_xg_is_the_sum_of_the_shots(girona: Story) -> None:
    for name, side in (("home", girona.sides.home), ("away", girona.sides.away)):
        assert side.xg == pytest.approx(sum(shot.xg or 0.0 for shot in girona.shots if shot.side == name), abs=1e-4)


def test_ppda_is_a_ratio_of_sums(girona: Story) -> None:
    cell = girona.sides.home.measures["match"]["ppda"]
    assert cell.numerator is not None
    assert cell.denominator is not None
    assert girona.sides.home.ppda == cell.value == pytest.approx(cell.numerator / cell.denominator, abs=1e-6)
    assert cell.low is not None
    assert cell.high is not None
    assert cell.low < cell.numerator / cell.denominator < cell.high


def test_places_are_those_that_are_counted(italy_match: Match, italy: Story) -> None:
    counts = minute_counts(italy_match)
    for name, side in (("home", italy.sides.home), ("away", italy.sides.away)):
        rows = counts.filter(pl.col("side") == name)
        assert len(side.press) == rows["actions"].sum()
        assert sum(place.x for place in side.press) == pytest.approx(rows["action_metres"].sum(), abs=1.0)
    assert defensive_actions(italy_match).height >= len(italy.sides.home.press) + len(italy.sides.away.press)


def test_strip_has_every_minute_once(italy: Story) -> None:
    for side in (italy.sides.home, italy.sides.away):
        places = [(moment.period, moment.seconds) for moment in side.strip]
        assert places == sorted(set(places))
        assert all(moment.low < moment.value < moment.high for moment in side.strip)
        lengths = {span.number: span.seconds for span in italy.periods}
        assert all(0 <= moment.seconds <= lengths[moment.period] for moment in side.strip)


def test_what_the_provider_lacks_is_named_and_never_guessed(italy: Story) -> None:
    cell = italy.sides.home.measures["match"]["ppda_wyscout"]
    assert (cell.value, cell.reason) == (None, "StatsBomb records no sliding tackles")
    assert [absent.measure for absent in italy.not_recorded] == ["PPDA, Wyscout definition"]


def test_an_error_in_the_record_reaches_the_headline(italy_match: Match) -> None:
    doubtful = replace(italy_match, findings=(Finding("score-differs", "error", "The score differs", 1),))
    assert "in doubt" in story_of(doubtful).headline


def test_the_document_is_valid_and_the_same_every_time(italy: Story, italy_match: Match) -> None:
    encoded = encode(italy)
    assert msgspec.json.decode(encoded, type=Story) == italy
    assert encode(story_of(italy_match)) == encoded
    top = json.loads(encoded)
    assert (top["home"], top["away"], top["score"]) == ("Turkey", "Italy", [0, 3])
    for name in ("home", "away"):
        side = top["sides"][name]
        assert all(isinstance(side[key], float) for key in ("ppda", "front_foot", "xg"))
    assert isinstance(top["repairs"], list)


def test_no_number_is_infinite_or_missing(italy: Story, girona: Story, juventus: Story) -> None:
    for story in (italy, girona, juventus):
        json.loads(encode(story), parse_constant=lambda name: pytest.fail(name))
        for side in (story.sides.home, story.sides.away):
            for cells in side.measures.values():
                assert all(cell.value is not None or cell.reason for cell in cells.values())


def test_the_shipped_schema_is_the_one_of_the_types() -> None:
    shipped = Path(document.__file__).with_name("match.schema.json")
    assert shipped.read_text("utf-8") == schema_text()
    described = json.loads(schema_text())["$defs"]["Story"]
    assert {"home", "away", "score", "repairs", "sides"} <= set(described["required"])


def test_wyscout_v2_match(data: Path) -> None:
    """Atalanta - Roma 0-1, 2017-08-20: Kolarov 31 (a free kick)."""
    story = story_of(load(data / "wyscout" / "serie-a" / "2575959.json.gz"))
    assert (story.home, story.away, story.score) == ("Atalanta", "Roma", (0, 1))
    assert [(goal.player, goal.minute) for goal in story.goals] == [("A. Kolarov", "31'")]
    assert story.sides.home.measures["match"]["ppda_wyscout"].value is not None
    assert "CC BY 4.0" in story.terms.text


def test_a_missing_goal_is_said(data: Path) -> None:
    """Chelsea - Manchester City 0-1, 2017-09-30: the goal is not among the events of the public file."""
    story = story_of(load(data / "wyscout" / "premier-league" / "2499781.json.gz"))
    assert (story.score, story.stated_score) == ((0, 0), (0, 1))
    assert story.headline.endswith("the record of this match is in doubt")
    assert [finding.level for finding in story.findings] == ["error"]
    assert "the file states 0–1" in page(story)


@pytest.mark.slow
def test_what_belongs_to_neither_team_is_told_of_neither(kloppy_files: Path, tmp_path: Path) -> None:
    raw = json.loads((kloppy_files / "wyscout_events_v3.json").read_text(encoding="utf-8"))
    goal = next(event for event in raw["events"] if event["shot"] and event["shot"]["isGoal"])
    booked = next(event for event in raw["events"] if event["infraction"] and event["infraction"]["yellowCard"])
    goal["team"]["id"] = booked["team"]["id"] = 999
    (tmp_path / "match.json").write_text(json.dumps(raw), encoding="utf-8")
    match, whole = load(tmp_path / "match.json"), load(kloppy_files / "wyscout_events_v3.json")
    assert [finding.rule for finding in match.findings if finding.level == "warning"] == ["unknown-team"]
    after, before = story_of(match), story_of(whole)
    assert after.score == match.score == (2, 0)
    assert len(after.goals) == len(before.goals) - 1
    assert len(after.cards) == len(before.cards) - 1
    assert len(after.shots) == len(before.shots) - 1
    assert msgspec.json.decode(encode(after), type=Story) == after
    # Places in the table of events stay places in the table of events.
    rows = sequences(match)
    assert (match.events["side"][rows["first_index"].to_list()] == rows["side"]).all()
