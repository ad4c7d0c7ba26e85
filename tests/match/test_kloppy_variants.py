"""Variants of feeds that are read through kloppy, made from the real files of its wheel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.load import load


def f24_as_json(xml: str) -> list[dict[str, Any]]:
    """As Opta delivers it: attributes under "@attributes", a lone child as an object."""
    game = ElementTree.fromstring(xml).find("Game")
    assert game is not None
    events = []
    for event in game.findall("Event"):
        attributes = dict(event.attrib)
        attributes["TimeStamp"] = {"locale": attributes.pop("timestamp") + "Z"}  # type: ignore[assignment]
        qualifiers: list[Any] = [{"@attributes": dict(q.attrib)} for q in event.findall("Q")]
        events.append({"@attributes": attributes, "Q": qualifiers if len(qualifiers) != 1 else qualifiers[0]})
    return [{"data": {"Games": {"Game": {"@attributes": dict(game.attrib), "Event": events}}}}]


def test_opta_players_have_their_names(kloppy_files: Path) -> None:
    match = load(kloppy_files / "opta_f24.xml", kloppy_files / "opta_f7.xml")
    assert match.players.filter(player="111319")["name"].to_list() == ["Jesse Joronen"]
    assert match.info.date == "2018-09-23"


def test_f24_as_json_reads_as_the_xml_does(kloppy_files: Path, tmp_path: Path) -> None:
    f7 = kloppy_files / "opta_f7.xml"
    path = tmp_path / "f24.json"
    xml = (kloppy_files / "opta_f24.xml").read_text(encoding="utf-8")
    path.write_text(json.dumps(f24_as_json(xml)), encoding="utf-8")
    assert load(path, f7).events.equals(load(kloppy_files / "opta_f24.xml", f7).events)


def test_the_time_of_a_shot_in_iso_form(kloppy_files: Path, tmp_path: Path) -> None:
    xml = (kloppy_files / "opta_f24.xml").read_text(encoding="utf-8")
    iso = xml.replace('value="2018-09-23 16:07:48.525"', 'value="2018-09-23T16:07:48.525Z"')
    iso = iso.replace('value="2018-09-23 16:07:49.525"', 'value="2018-09-23T16:07:49.525"')
    assert iso != xml
    path = tmp_path / "f24.xml"
    path.write_text(iso, encoding="utf-8")
    f7 = kloppy_files / "opta_f7.xml"
    assert load(path, f7).events.equals(load(kloppy_files / "opta_f24.xml", f7).events)


@pytest.mark.slow
def test_ma1_as_a_list_of_one_match(kloppy_files: Path, tmp_path: Path) -> None:
    ma1, ma3 = kloppy_files / "statsperform_event_ma1.json", kloppy_files / "statsperform_event_ma3.json"
    match = json.loads(ma1.read_text(encoding="utf-8"))
    path = tmp_path / "ma1.json"
    path.write_text(json.dumps({"match": [match]}), encoding="utf-8-sig")
    assert load(path, ma3).events.equals(load(ma1, ma3).events)
    path.write_text(json.dumps({"match": [match, match]}), encoding="utf-8")
    with pytest.raises(ReadError, match="2 matches"):
        load(path, ma3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("files", "occasion"),
    [
        (
            ["statsperform_event_ma1.json", "statsperform_event_ma3.json"],
            ("2. Bundesliga", "2021/2022", "2021-09-11", "Volksparkstadion"),
        ),
        (
            ["statsperform_event_ma1.xml", "statsperform_event_ma3.xml"],
            ("2. Bundesliga", "2021/2022", "2021-09-11", "Volksparkstadion"),
        ),
        (
            ["sportec_meta.xml", "sportec_events.xml"],
            ("Bundesliga", "2019/2020", "2020-06-05", "Schwarzwald-Stadion"),
        ),
        (["datafactory_events.json"], ("Competition Name", "", "2011-11-11", "The Stadium")),
    ],
)
def test_the_occasion_of_a_match(kloppy_files: Path, files: list[str], occasion: tuple[str, ...]) -> None:
    info = load(*(kloppy_files / name for name in files)).info
    assert (info.competition, info.season, info.date, info.venue) == occasion


def test_the_occasion_of_an_opta_match(kloppy_files: Path, tmp_path: Path) -> None:
    f7 = (kloppy_files / "opta_f7.xml").read_text(encoding="utf-8")
    named = "<Competition uID='c24'><Country>Denmark</Country><Name>Superliga</Name>"
    named += "<Stat Type='season_id'>2018</Stat><Stat Type='season_name'>Season 2018/2019</Stat></Competition>"
    f7 = f7.replace("<SoccerDocument>", "<SoccerDocument>" + named + "<Venue uID='v1'><Name>Parken</Name></Venue>", 1)
    path = tmp_path / "f7.xml"
    path.write_text(f7, encoding="utf-8")
    info = load(kloppy_files / "opta_f24.xml", path).info
    assert (info.competition, info.season, info.date, info.venue) == ("Superliga", "2018/2019", "2018-09-23", "Parken")


def test_a_line_up_without_a_position(kloppy_files: Path, tmp_path: Path) -> None:
    lineups = json.loads((kloppy_files / "statsbomb_15986_lineup.json").read_text(encoding="utf-8"))
    member = next(one for one in lineups[0]["lineup"])
    member["positions"] = [{"position_id": None, "position": None, "from": "60:00", "to": "60:00"}]
    path = tmp_path / "lineups.json"
    path.write_text(json.dumps(lineups), encoding="utf-8-sig")
    match = load(kloppy_files / "statsbomb_15986_event.json", path)
    assert match.players.filter(player=str(member["player_id"])).height == 1
