"""A match that is not over: what its record tells, and a cut that lets nothing later in.

The truth is a cut of the raw file made here, by period and clock, which knows nothing of the product.
"""

from __future__ import annotations

import gzip
import json
import lzma
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.match.state import progress_of
from frontfoot.match.until import Until
from frontfoot.reports.document import encode
from frontfoot.reports.story import story_of

MOMENTS = {"HT": (1, float("inf")), "60": (2, 900.0), "75": (2, 1800.0)}
LEAGUES = ("serie-a", "premier-league", "la-liga", "ligue-1")


def wyscout_files(data: Path) -> list[Path]:
    return [file for league in LEAGUES for file in sorted((data / "wyscout" / league).glob("*.json.gz"))[7:380:75]]


def statsbomb_files(data: Path) -> list[Path]:
    return sorted((data / "statsbomb" / "premier-league-2015-16" / "events").glob("*.json.xz"))[5:318:16]


def before_wyscout(raw: Any, moment: tuple[int, float]) -> Any:
    at = {"1H": 1, "2H": 2, "E1": 3, "E2": 4, "P": 5}
    kept = [e for e in raw["events"] if (at[e["matchPeriod"]], e["eventSec"]) < moment]
    return {**raw, "events": kept}


def statsbomb_clock(event: Any) -> tuple[int, float]:
    hours, minutes, seconds = event["timestamp"].split(":")
    return event["period"], int(hours) * 3600 + int(minutes) * 60 + float(seconds)


def before_statsbomb(raw: Any, moment: tuple[int, float]) -> Any:
    return [e for e in raw if statsbomb_clock(e) < moment]


def goals_of_wyscout(raw: Any) -> tuple[int, int]:
    home, away = raw["teams"]
    count = dict.fromkeys((home, away), 0)
    for e in raw["events"]:
        tags = {tag["id"] for tag in e["tags"]}
        if 101 in tags and e["eventId"] in (10, 3):
            count[str(e["teamId"])] += 1
        elif 102 in tags:
            count[away if str(e["teamId"]) == home else home] += 1
    return count[home], count[away]


def plain(match: Match) -> Match:
    """Without what the place of the file decides, and without how it is known where the record ends."""
    findings = tuple(f for f in match.findings if f.rule not in ("match-state", "short-period"))
    return replace(match, info=replace(match.info, sources=(), match_id="", competition="", season="", date=""),
                   findings=findings, progress=progress_of((2, 2700.0), over=True))  # fmt: skip


def same(first: Match, second: Match) -> None:
    assert first.events.equals(second.events)
    assert first.players.sort("player").equals(second.players.sort("player"))
    if first.freeze_frames is not None:
        assert second.freeze_frames is not None
        assert first.freeze_frames.equals(second.freeze_frames)
    one, other = plain(first), plain(second)
    assert (one.periods, one.repairs, one.findings) == (other.periods, other.repairs, other.findings)
    assert (one.home, one.away, one.score, one.info) == (other.home, other.away, other.score, other.info)


@pytest.mark.slow
@pytest.mark.parametrize("place", range(20))
def test_wyscout_cut_as_the_raw_events(data: Path, tmp_path: Path, place: int) -> None:
    file = wyscout_files(data)[place]
    raw = json.loads(gzip.decompress(file.read_bytes()))
    for until, moment in MOMENTS.items():
        cut = before_wyscout(raw, moment)
        copy = tmp_path / f"{until}.json"
        copy.write_text(json.dumps(cut))
        # The list beside the file may turn home and away round; the copy lies where there is none.
        lonely = tmp_path / f"whole-{until}.json"
        lonely.write_text(json.dumps(raw))
        cut_by_reader, known = load(lonely, until=until), load(copy)
        same(cut_by_reader, known)
        assert cut_by_reader.score == goals_of_wyscout(cut)
        assert cut_by_reader.progress.state == ("half-time" if until == "HT" else "in play") == known.progress.state
        assert cut_by_reader.info.stated_score is None
    whole = MOMENTS.keys() - {"HT", "75"}
    for until in whole:
        ours, theirs = story_of(plain(load(lonely, until=until))), story_of(plain(load(tmp_path / f"{until}.json")))
        assert encode(ours) == encode(theirs)


@pytest.mark.slow
@pytest.mark.parametrize("place", range(20))
def test_statsbomb_cut_as_the_raw_events(data: Path, tmp_path: Path, place: int) -> None:
    file = statsbomb_files(data)[place]
    lineup = file.parent.parent / "lineups" / file.name
    raw = json.loads(lzma.decompress(file.read_bytes()))
    for until, moment in MOMENTS.items():
        copy = tmp_path / f"{until}.json"
        copy.write_text(json.dumps(before_statsbomb(raw, moment)))
        cut_by_reader, known = load(file, lineup, until=until), load(copy, lineup)
        same(cut_by_reader, known)
        assert cut_by_reader.progress.state == ("half-time" if until == "HT" else "in play") == known.progress.state
        shots = [e for e in before_statsbomb(raw, moment) if e["type"]["name"] == "Shot" and e["period"] <= 4]
        assert (cut_by_reader.events["kind"] == "shot").sum() == len(shots)
        xg = sum(e["shot"]["statsbomb_xg"] for e in shots)
        assert cut_by_reader.events["xg"].sum() == pytest.approx(xg)


def spoil_wyscout(raw: Any, moment: tuple[int, float], draw: random.Random) -> None:
    """Anything may happen later: other places, goals, doubled duels, reversed halves."""
    at = {"1H": 1, "2H": 2}
    later = [e for e in raw["events"] if (at[e["matchPeriod"]], e["eventSec"]) >= moment]
    for e in later:
        for spot in e["positions"]:
            spot["x"], spot["y"] = draw.randrange(101), draw.randrange(101)
        e["tags"] = [{"id": draw.choice((101, 102, 1401, 1801, 1802, 1701, 703))}]
        e["playerId"] = draw.choice(later)["playerId"]
    raw["events"] += [dict(e) for e in draw.sample(later, len(later) // 3)]
    draw.shuffle(later)


def spoil_statsbomb(raw: Any, moment: tuple[int, float], draw: random.Random) -> None:
    for e in raw:
        if statsbomb_clock(e) < moment:
            continue
        if "location" in e:
            e["location"] = [draw.randrange(1, 120), draw.randrange(1, 80)]
        if "shot" in e:
            e["shot"]["outcome"] = {"id": 97, "name": "Goal"}
            e["shot"]["statsbomb_xg"] = 0.9
        e["possession"] = draw.randrange(500)
        e["under_pressure"] = True


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_nothing_later_leaks_from_wyscout(data: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    file = draw.choice(wyscout_files(data))
    content = gzip.decompress(file.read_bytes())
    until, moment = draw.choice(list(MOMENTS.items()))
    (tmp_path / "as_it_was.json").write_bytes(content)
    raw = json.loads(content)
    spoil_wyscout(raw, moment, draw)
    (tmp_path / "otherwise.json").write_text(json.dumps(raw))
    first, second = (load(tmp_path / name, until=until) for name in ("as_it_was.json", "otherwise.json"))
    same(first, second)
    assert first.progress == second.progress
    assert encode(story_of(plain(first))) == encode(story_of(plain(second)))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_nothing_later_leaks_from_statsbomb(data: Path, tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    content = lzma.decompress(draw.choice(statsbomb_files(data)).read_bytes())
    until, moment = draw.choice(list(MOMENTS.items()))
    (tmp_path / "as_it_was.json").write_bytes(content)
    raw = json.loads(content)
    spoil_statsbomb(raw, moment, draw)
    (tmp_path / "otherwise.json").write_text(json.dumps(raw))
    first, second = (load(tmp_path / name, until=until) for name in ("as_it_was.json", "otherwise.json"))
    same(first, second)
    assert first.progress == second.progress
    assert encode(story_of(plain(first))) == encode(story_of(plain(second)))


def test_nothing_later_leaks_from_wyscout_v3(kloppy_files: Path, tmp_path: Path) -> None:
    raw = json.loads((kloppy_files / "wyscout_events_v3.json").read_text())
    for e in raw["events"]:
        if e["matchPeriod"] == "2H":
            e["location"] = {"x": 1, "y": 1}
            e["type"]["secondary"] = ["loss", "assist"]
    for side in raw["match"]["teamsData"].values():
        side["score"] = 9
    (tmp_path / "otherwise.json").write_text(json.dumps(raw))
    first = load(kloppy_files / "wyscout_events_v3.json", until="HT")
    same(first, load(tmp_path / "otherwise.json", until="HT"))
    assert first.score == (1, 0)  # Kulusevski 13'; the others fell after the interval
    assert first.progress.state == "half-time"


@pytest.mark.slow
def test_words_tell_no_result_before_it_is_one(kloppy_files: Path) -> None:
    """Turkey - Italy ended 0-3; the half ended 0-0, and Demiral's own goal fell in the 53rd minute."""
    names = ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json")
    files = [kloppy_files / name for name in names]
    half, hour, whole = (story_of(load(*files, until=until)) for until in ("HT", "60", None))
    assert half.headline.startswith("At half-time: Turkey 0–0 Italy")
    assert hour.headline.startswith("After 60': Turkey 0–1 Italy")
    assert (half.state, hour.state, whole.state) == ("half-time", "in play", "finished")
    assert whole.headline.startswith("Italy beat Turkey 3–0")
    for story in (half, hour):
        text = " ".join((story.headline, *story.standfirst))
        assert not any(word in text for word in (" beat ", "drew", " won ", "in doubt", "of matches"))
        assert not any(finding.level == "error" for finding in story.findings)


def test_a_file_of_a_first_half_is_no_error(data: Path, tmp_path: Path) -> None:
    raw = before_wyscout(json.loads(gzip.decompress(wyscout_files(data)[0].read_bytes())), MOMENTS["HT"])
    file = tmp_path / "half.json"
    file.write_text(json.dumps(raw))
    match = load(file)
    assert match.progress.state == "half-time"
    assert match.progress.known_by == "length"
    assert [finding.level for finding in match.findings if finding.rule == "match-state"] == ["note"]
    assert not any(finding.rule in ("missing-period", "short-period") for finding in match.findings)


def test_a_list_that_states_the_result_makes_a_missing_half_an_error(data: Path, tmp_path: Path) -> None:
    source = wyscout_files(data)[0]
    raw = before_wyscout(json.loads(gzip.decompress(source.read_bytes())), MOMENTS["HT"])
    (tmp_path / source.name.removesuffix(".gz")).write_text(json.dumps(raw))
    (tmp_path / "matches.csv").write_bytes((source.parent / "matches.csv").read_bytes())
    match = load(tmp_path / source.name.removesuffix(".gz"))
    assert match.progress.state == "finished"
    assert any(finding.rule == "missing-period" and finding.level == "error" for finding in match.findings)


@pytest.mark.slow
def test_every_whole_match_is_finished(data: Path, tmp_path: Path) -> None:
    for file in wyscout_files(data)[:6]:
        lonely = tmp_path / "m.json"
        lonely.write_bytes(gzip.decompress(file.read_bytes()))
        assert load(file).progress.known_by == "status"
        assert load(lonely).progress.state == "finished"
    for file in statsbomb_files(data)[:4]:
        progress = load(file).progress
        assert (progress.state, progress.known_by) == ("finished", "whistle")


@pytest.mark.slow
def test_other_providers_tell_it_themselves(kloppy_files: Path) -> None:
    known: dict[tuple[str, ...], str] = {
        ("statsperform_event_ma1.json", "statsperform_event_ma3.json"): "status",
        ("datafactory_events.json",): "status",
        ("wyscout_events_v3.json",): "status",
        ("sportec_events.xml", "sportec_meta.xml"): "whistle",
        ("metrica_events.json", "epts_metrica_metadata.xml"): "whistle",
    }
    for names, by in known.items():
        files = [kloppy_files / name for name in names]
        progress = load(*files).progress
        assert (progress.state, progress.known_by) == ("finished", by), names
        assert load(*files, until="HT").progress.words == "At half-time"


@pytest.mark.parametrize("text", ["", "60x", "0", "91", "45+", "30+2", "ET 80", "HT+1", "1e3", "-5"])
def test_what_is_no_moment_is_refused(text: str) -> None:
    with pytest.raises(InputError) as caught:
        Until.parse(text)
    assert "HT" in caught.value.remedy or "45+2" in caught.value.remedy


@pytest.mark.slow
def test_a_cut_beyond_the_record_is_refused(data: Path, tmp_path: Path) -> None:
    raw = before_wyscout(json.loads(gzip.decompress(wyscout_files(data)[0].read_bytes())), MOMENTS["HT"])
    file = tmp_path / "half.json"
    file.write_text(json.dumps(raw))
    with pytest.raises(ReadError, match="nothing of period 2"):
        load(file, until="60")
    with pytest.raises(ReadError, match="nothing of period 3"):
        load(file, until="ET 100")


def test_a_clock_that_starts_late_is_cut_where_people_mean(data: Path, tmp_path: Path) -> None:
    raw = json.loads(gzip.decompress(wyscout_files(data)[0].read_bytes()))
    before = before_wyscout(raw, MOMENTS["60"])
    for e in raw["events"]:
        if e["matchPeriod"] == "2H":
            e["eventSec"] += 2700.0
    file = tmp_path / "running.json"
    file.write_text(json.dumps(raw))
    match = load(file, until="60")
    assert match.events.height == pytest.approx(len(before["events"]), abs=3)
    assert match.periods[-1].seconds < 900.0


def test_a_file_that_ends_in_mid_event_is_refused(data: Path, tmp_path: Path) -> None:
    content = gzip.decompress(wyscout_files(data)[0].read_bytes())
    file = tmp_path / "damaged.json"
    file.write_bytes(content[: len(content) // 2])
    with pytest.raises(ReadError) as caught:
        load(file)
    assert caught.value.remedy


def test_periods_out_of_order_are_put_in_order(data: Path, tmp_path: Path) -> None:
    raw = json.loads(gzip.decompress(wyscout_files(data)[0].read_bytes()))
    raw["events"].sort(key=lambda event: event["matchPeriod"], reverse=True)
    file = tmp_path / "turned.json"
    file.write_text(json.dumps(raw))
    match = load(file, until="60")
    assert any(repair.rule == "clock-backwards" for repair in match.repairs)
    assert [period.number for period in match.periods] == [1, 2]
    assert match.progress.words == "After 60'"


def test_a_season_sets_an_unfinished_match_aside(data: Path, tmp_path: Path) -> None:
    import frontfoot

    raw = before_wyscout(json.loads(gzip.decompress(wyscout_files(data)[0].read_bytes())), MOMENTS["60"])
    (tmp_path / "matches").mkdir()
    (tmp_path / "matches" / "2575959.json").write_text(json.dumps(raw))
    summary = frontfoot.season([tmp_path / "matches"], tmp_path / "store", workers=1)
    assert summary.total == 0
    assert "not finished" in summary.set_aside[0].problem
    assert "over" in summary.set_aside[0].remedy


def test_extra_time_and_a_shoot_out() -> None:
    assert progress_of((3, 930.0), ended=frozenset({1, 2, 3})).words == "At half-time of extra time"
    assert progress_of((4, 300.0)).state == "in play"
    assert progress_of((4, 960.0)).state == "finished"
    assert progress_of((5, 200.0), decided=False).state == "in play"
    assert progress_of((5, 400.0), decided=True).state == "finished"
    assert progress_of((2, 2800.0), over=False).state == "in play"
