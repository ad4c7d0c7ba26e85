"""The page of a pause: its figures against the raw events, what it must not know, and what it refuses."""

from __future__ import annotations

import gzip
import html
import json
import random
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from frontfoot.cli import half_time as command
from frontfoot.cli.half_time import HalfTimeOptions
from frontfoot.cli.video import VideoOptions
from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.writing import json_bytes
from frontfoot.goals.seen import Update
from frontfoot.match.load import load
from frontfoot.reports.half_time.build import Pause, pause
from frontfoot.reports.half_time.lasting import ALIKE
from frontfoot.reports.half_time.odds import placed_in
from frontfoot.ties.file import parse_tie

MATCH = 2576226  # Napoli - Roma 2-4, 1-2 at half-time; 3 March 2018
TIE = {
    "competition": "ucl",
    "season": 2017,
    "round": "R16",
    "leg": [
        {"home": "Roma", "away": "Napoli", "score": [0, 1]},
        {"home": "Napoli", "away": "Roma", "rates": [1.6, 1.2]},
    ],
}


def tie(first: tuple[int, int] = (0, 1)) -> Any:
    document = json.loads(json.dumps(TIE))
    document["leg"][0] |= {"score": list(first), "rates": [1.5, 1.3]}
    return parse_tie(document)


@pytest.fixture(scope="module")
def content(data: Path) -> bytes:
    return gzip.decompress((data / "wyscout" / "serie-a" / f"{MATCH}.json.gz").read_bytes())


@pytest.fixture(scope="module")
def whole(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("match") / "match.json"
    file.write_bytes(content)
    return file


@pytest.fixture(scope="module")
def half(whole: Path) -> Pause:
    match = load(whole, until="HT")
    return pause(match, placed_in(match, tie()))


def first_half(content: bytes) -> Any:
    raw = json.loads(content)
    return {**raw, "events": [event for event in raw["events"] if event["matchPeriod"] == "1H"]}


@pytest.mark.slow
def test_score_goals_and_shots_are_those_of_the_raw_half(half: Pause, content: bytes) -> None:
    raw = first_half(content)
    shots = dict.fromkeys(raw["teams"], 0)
    for event in raw["events"]:
        shots[str(event["teamId"])] += event["eventId"] == 10 or event["subEventId"] in (33, 35)
    assert [side.shots for side in half.page.sides] == list(shots.values())
    assert half.page.score == (1, 2)  # Insigne 6'; Ünder 7', Džeko 26'
    assert half.page.aggregate == (2, 2)
    assert [line.split()[-1] for line in half.page.scorers.away] == ["7'", "26'"]
    assert half.page.headline == "At half-time: Napoli 1–2 Roma (2–2 on aggregate)"


def test_what_one_side_won_the_other_lost(half: Pause) -> None:
    home, away = half.page.sides
    assert home.thirds.won == away.thirds.lost[::-1]
    assert away.thirds.won == home.thirds.lost[::-1]


@pytest.mark.slow
@pytest.mark.parametrize("until", ["HT", "60"])
def test_nothing_later_is_on_the_page(content: bytes, tmp_path: Path, whole: Path, until: str) -> None:
    """Other second halves, the same page: goals, places, cards and duels of later events are drawn at random."""
    draw = random.Random(until)
    raw = json.loads(content)
    for event in raw["events"]:
        if event["matchPeriod"] == "2H" and (until == "HT" or event["eventSec"] >= 900.0):
            event["tags"] = [{"id": draw.choice((101, 102, 1701, 1801, 1802))}]
            event["positions"] = [{"x": draw.randrange(101), "y": draw.randrange(101)} for _ in event["positions"]]
    other = tmp_path / "match.json"
    other.write_text(json.dumps(raw))
    pages = []
    for file in (whole, other):
        match = load(file, until=until)
        pages.append(pause(match, placed_in(match, tie())))
    assert pages[0].json() == pages[1].json()
    assert pages[0].html() == pages[1].html()


@pytest.mark.slow
def test_a_file_that_stops_gives_the_page_of_the_cut(content: bytes, tmp_path: Path, half: Pause) -> None:
    file = tmp_path / "match.json"
    file.write_text(json.dumps(first_half(content)))
    match = load(file)
    page = pause(match, placed_in(match, tie())).page
    plain = {"findings": ()}
    from msgspec.structs import replace as changed

    assert json_bytes(changed(page, **plain)) == json_bytes(changed(half.page, **plain))


def test_the_odds_know_what_was_seen(half: Pause, whole: Path) -> None:
    odds = half.page.odds
    assert odds is not None
    assert odds.factors is not None
    assert odds.home.value + odds.away.value == pytest.approx(1.0, abs=1e-5)
    assert odds.moved == pytest.approx(odds.home.value - odds.before, abs=2e-6)
    # Napoli had 0.90 of 0.6 expected goals, and three quarters of the field.
    assert odds.factors.home > 1.0 > odds.factors.away
    assert odds.moved > 0.0
    assert f"{100 * odds.moved:+.1f}" in odds.seen


def test_without_events_to_see_the_odds_are_the_plain_ones(whole: Path) -> None:
    from frontfoot.match.facts import match_facts
    from frontfoot.reports.half_time.odds import odds_now, situation_now

    match = load(whole, until="HT")
    placed = placed_in(match, tie())
    situation = situation_now(match, match_facts(match), placed.leg, after_90=False)
    odds, _, _ = odds_now(placed, situation, None)
    assert odds.moved == 0.0
    assert odds.factors is None
    assert "no chances to see" in odds.seen


def test_the_leg_under_way_alone_is_updated(whole: Path) -> None:
    from frontfoot.match.facts import match_facts
    from frontfoot.reports.half_time.odds import odds_now, seen_of, situation_now

    document = json.loads(json.dumps(TIE))
    document["leg"] = [
        {"home": "Napoli", "away": "Roma", "rates": [1.6, 1.2]},
        {"home": "Roma", "away": "Napoli", "rates": [1.5, 1.3]},
    ]
    match = load(whole, until="HT")
    placed = placed_in(match, parse_tie(document))
    facts = match_facts(match)
    seen = seen_of(match, facts, (2.0, 0.1), (80.0, 20.0), placed.carried)
    _, model, _ = odds_now(placed, situation_now(match, facts, 1, after_90=False), seen)
    before = placed.model
    assert seen is not None
    first, now = before.leg_rates(1), model.leg_rates(1)
    home, away = Update.fitted().factors(seen, first)
    assert float(now.home) == pytest.approx(float(first.home * home))
    assert float(now.away) == pytest.approx(float(first.away * away))
    assert model.rates[1] is before.rates[1]


def test_advice_is_for_both_sides_and_says_what_would_turn_it(half: Pause) -> None:
    assert [advice.club for advice in half.page.advice] == ["Napoli", "Roma"]
    text = half.html()
    for advice in half.page.advice:
        assert advice.minute == "HT"
        assert advice.score == (1, 2)
        assert advice.turn.sentence in text.replace("&#39;", "'")


def test_figures_that_last_are_of_different_kinds_and_carry_their_share(half: Pause) -> None:
    keys = [item.key for item in half.page.lasting]
    assert 3 <= len(keys) <= 4
    assert all(sum(key in group for key in keys) <= 1 for group in ALIKE)
    for item in half.page.lasting:
        for side in (item.home, item.away):
            if side.value is None or side.usual is None or side.expected is None:
                continue
            assert side.expected == pytest.approx(side.usual + item.share * (side.value - side.usual), abs=1e-5)
    assert not {"cards", "finishing", "shots", "counterpress"} & set(keys)


def test_clips_are_of_what_has_happened_and_apart(half: Pause) -> None:
    clips = half.clips
    assert 3 <= len(clips) <= 5
    assert all(clip.period == 1 for clip in clips)
    assert all(one.end <= other.start for one, other in pairwise(clips))


def test_the_page_stands_alone_and_tells_no_result(half: Pause) -> None:
    text = half.html()
    assert "<script" not in text
    assert not re.search(r'(?:src|href)="(?!data:)', text)
    for form in (text, half.markdown(), half.json()):
        assert "half-time" in form
        assert " beat " not in form
        assert "drew" not in form
    assert json.loads(half.json())["state"] == "half-time"


def test_a_match_that_is_over_has_no_such_page(whole: Path) -> None:
    with pytest.raises(InputError, match="is over") as caught:
        pause(load(whole))
    assert "--until HT" in caught.value.remedy


@pytest.mark.slow
def test_level_after_90_minutes_extra_time_is_next(whole: Path) -> None:
    """Roma - Napoli 2-4 and Napoli - Roma 2-4: level, away goals too."""
    match = load(whole)
    made = pause(match, placed_in(match, tie((2, 4))))
    assert made.page.after_90
    assert made.page.headline.startswith("After 90 minutes: Napoli 2–4 Roma (6–6 on aggregate)")
    assert made.page.state == "in play"
    assert made.page.advice == ()
    assert made.page.odds is not None
    assert 0.3 < made.page.odds.home.value < 0.7
    assert "On the pitch" in made.html()


def test_the_wrong_tie_is_refused(data: Path) -> None:
    match = load(data / "wyscout" / "serie-a" / "2575959.json.gz", until="HT")
    with pytest.raises(InputError, match="is no match of this tie"):
        placed_in(match, tie())
    own = load(data / "wyscout" / "serie-a" / f"{MATCH}.json.gz", until="HT")
    document = json.loads(json.dumps(TIE))
    from datetime import date

    document["leg"][1]["date"] = date(2018, 2, 20)
    document["leg"][0] |= {"rates": [1.5, 1.3]}
    with pytest.raises(InputError, match="the match was on 2018-03-03"):
        placed_in(own, parse_tie(document))
    del document["leg"][0]["score"], document["leg"][1]["date"]
    with pytest.raises(InputError, match="no score of the first leg"):
        placed_in(own, parse_tie(document))


@pytest.mark.slow
def test_a_page_without_a_tie_says_how_to_have_the_odds(whole: Path) -> None:
    page = pause(load(whole, until="60")).page
    assert page.odds is None
    assert page.aggregate is None
    assert page.headline == "After 60': Napoli 1–2 Roma"


class StoppedError(Exception):
    """The end of a test that follows a file."""


@pytest.mark.slow
def test_a_growing_file_is_followed(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page is made at once, made again when the file grows, and stands while the file is half written."""
    file, out = tmp_path / "match.json", tmp_path / "out"
    raw = json.loads(content)
    early = {**raw, "events": [e for e in raw["events"] if e["matchPeriod"] == "1H" and e["eventSec"] < 1200.0]}
    file.write_text(json.dumps(early))
    steps = iter([json.dumps(first_half(content)), json.dumps(first_half(content))[:90_000], content.decode()])
    seen: list[str] = []

    def next_step(seconds: float) -> None:
        pages = list(out.glob("*.html"))
        seen.append(re.search(r"<title>(.*?)</title>", pages[0].read_text())[1])  # type: ignore[index]
        assert not list(out.glob("*.unfinished"))
        try:
            file.write_text(next(steps))
        except StopIteration:
            raise StoppedError from None

    monkeypatch.setattr("time.sleep", next_step)
    with pytest.raises(StoppedError):
        command.half_time(HalfTimeOptions(files=[file], out=out, follow=True))
    assert html.unescape(seen[0]) == "At 20': Napoli 1–1 Roma"  # the last event before 20:00 lies in the 20th minute
    assert "At half-time: Napoli 1–2 Roma" in seen[1]
    assert seen[2] == seen[1]  # half written
    assert "Napoli 2–4 Roma" in seen[3]
    assert seen[3].startswith("At 90")  # a file that grows may grow on


def test_a_broken_file_is_refused_at_once(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "match.json"
    file.write_bytes(content[:50_000])
    with pytest.raises(ReadError):
        command.half_time(HalfTimeOptions(files=[file], out=tmp_path, follow=True))


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"first_leg": "3-0"}, "rules of the tie"),
        ({"tie": Path("tie.toml"), "first_leg": "3-0"}, "says this itself"),
        ({"until": "HT", "follow": True}, "is not cut"),
        ({"until": "noon"}, "not a minute of a match"),
    ],
)
def test_options_that_do_not_fit_are_refused(
    whole: Path, tmp_path: Path, options: dict[str, Any], problem: str
) -> None:
    with pytest.raises(InputError, match=problem):
        command.half_time(HalfTimeOptions(files=[whole], out=tmp_path, **options))


def test_clips_are_written_for_the_video(whole: Path, tmp_path: Path) -> None:
    from xml.etree import ElementTree

    command.half_time(
        HalfTimeOptions(files=[whole], until="HT", out=tmp_path, clips=True, periods=VideoOptions(kick_off="2:14"))
    )
    (file,) = tmp_path.glob("*.xml")
    codes = [instance.findtext("code") or "" for instance in ElementTree.parse(file).getroot().iter("instance")]
    assert codes[0] == "Start"
    assert any(code.startswith("Napoli") for code in codes)
    assert len(list(tmp_path.glob("*clips*"))) == 4


@pytest.mark.slow
def test_a_tie_by_options_is_that_of_a_file(whole: Path, tmp_path: Path) -> None:
    options = HalfTimeOptions(
        files=[whole],
        until="HT",
        out=tmp_path,
        first_leg="1-0",
        competition="ucl",
        season="2017",
        round="R16",
        rates=(1.6, 1.2),
    )
    command.half_time(options)
    (file,) = tmp_path.glob("*.json")
    document = json.loads(file.read_text())
    match = load(whole, until="HT")
    wanted = pause(match, placed_in(match, tie())).page.odds
    assert wanted is not None
    assert document["odds"]["home"]["value"] == pytest.approx(wanted.home.value, abs=1e-6)
    assert document["aggregate"] == [2, 2]


def test_nothing_is_said_to_last_in_the_first_half_hour(whole: Path) -> None:
    assert pause(load(whole, until="20")).page.lasting == ()
    assert pause(load(whole, until="35")).page.lasting != ()
