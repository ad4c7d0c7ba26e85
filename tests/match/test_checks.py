"""What is put right on reading and what is only listed: on real matches and on real matches spoiled on purpose."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.core.errors import NotProvided
from frontfoot.match.load import load
from frontfoot.match.provides import require, table
from frontfoot.match.schema import EVENTS, FREEZE_FRAMES, PLAYERS

# League, number, and what is published about it: the final score.
KNOWN = [
    ("serie-a", 2575959, (0, 1)),  # Atalanta - Roma
    ("serie-a", 2576063, (3, 1)),  # Napoli - Sassuolo: Callejon straight from a corner
    ("serie-a", 2576181, (1, 2)),  # Bologna - Fiorentina: an own goal and a corner straight in
    ("la-liga", 2565863, (2, 3)),  # Athletic Club - Deportivo: a corner straight in
]


def number(value: Any) -> float:
    return float(value)


def path_of(data: Path, league: str, match: int) -> Path:
    return data / "wyscout" / league / f"{match}.json.gz"


@pytest.mark.parametrize(("league", "number", "score"), KNOWN)
def test_score_from_events(data: Path, league: str, number: int, score: tuple[int, int]) -> None:
    match = load(path_of(data, league, number))
    assert match.score == score == match.info.stated_score
    assert not [finding for finding in match.findings if finding.rule == "score-differs"]


@pytest.mark.slow
def test_every_twelfth_match_loads_and_agrees_with_its_label(data: Path) -> None:
    for path in sorted(data.glob("wyscout/*/*.json.gz"))[::12]:
        match = load(path)
        assert match.score == match.info.stated_score, path
        assert match.events.columns == list(EVENTS)
        assert list(match.events.schema.items()) == list(EVENTS.items())
        assert list(match.players.schema.items()) == list(PLAYERS.items())
        assert match.events["index"].to_list() == list(range(len(match.events)))
        assert match.events.filter(pl.col("x").is_not_null() & ~pl.col("x").is_between(0, 105)).is_empty()
        assert match.events["side"].null_count() == 0
        assert not [repair for repair in match.repairs if repair.rule == "flipped-half"], path


def test_the_one_missing_goal_is_named(data: Path) -> None:
    match = load(path_of(data, "premier-league", 2499781))
    (finding,) = [finding for finding in match.findings if finding.rule == "score-differs"]
    assert match.score == (0, 0)
    assert finding.level == "error"
    assert "1 goal of Manchester City missing" in finding.what
    assert "period 2 at 1281 s" in finding.what


def test_doubled_duels_leave_one_half_for_each_side(data: Path) -> None:
    match = load(path_of(data, "ligue-1", 2501046))
    assert [repair for repair in match.repairs if repair.rule == "doubled-duel" and repair.events > 100]
    duels = match.events.filter(pl.col("kind").is_in(["tackle", "take_on", "aerial", "loose_ball"]))
    again = duels.group_by("period", "seconds", "side", "kind").agg(
        named=pl.col("player").n_unique(), rows=pl.len(), unnamed=pl.col("player").is_null().sum()
    )
    assert again.filter((pl.col("rows") > 1) & (pl.col("unnamed") > 0)).is_empty()
    assert again.filter(pl.col("rows") > pl.col("named")).is_empty()


def test_pairs_of_duels_point_at_each_other(data: Path) -> None:
    events = load(path_of(data, "serie-a", 2575959)).events
    duels = events.filter(pl.col("kind").is_in(["tackle", "take_on"]))
    assert duels["related"].null_count() < 0.15 * len(duels)  # some second halves are not in the file
    related = events.select("index", "related", "side", "kind").drop_nulls("related").explode("related")
    there = related.join(related, left_on="related", right_on="index", suffix="_other")
    assert len(there) == len(related)
    assert (there["index"] == there["related_other"]).all()
    assert (there["side"] != there["side_other"]).all()


def spoiled(data: Path, tmp_path: Path, change: Any) -> Path:
    raw = json.loads(gzip.decompress(path_of(data, "serie-a", 2575959).read_bytes()))
    change(raw)
    path = tmp_path / "match.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    return path


def test_duplicates_go(data: Path, tmp_path: Path) -> None:
    def twice(raw: Any) -> None:
        first = next(event for event in raw["events"] if event["eventId"] == 8)
        raw["events"].insert(raw["events"].index(first), {**first, "id": 1})

    sound, match = load(path_of(data, "serie-a", 2575959)), load(spoiled(data, tmp_path, twice))
    assert len(match.events) == len(sound.events)
    assert [(r.rule, r.events) for r in match.repairs if r.rule == "duplicate"] == [("duplicate", 1)]


def test_a_clock_that_runs_backwards_is_put_in_order(data: Path, tmp_path: Path) -> None:
    def swap(raw: Any) -> None:
        raw["events"][100], raw["events"][140] = raw["events"][140], raw["events"][100]

    match = load(spoiled(data, tmp_path, swap))
    assert "clock-backwards" in [repair.rule for repair in match.repairs]
    assert match.events.filter(pl.col("seconds").diff().over("period") < 0).is_empty()


def test_a_second_half_whose_clock_ran_on_starts_at_zero_and_only_it_is_named(data: Path, tmp_path: Path) -> None:
    def run_on(raw: Any) -> None:
        for event in raw["events"]:
            event["eventSec"] += 2845.0 * (event["matchPeriod"] == "2H")

    sound, match = load(path_of(data, "serie-a", 2575959)), load(spoiled(data, tmp_path, run_on))
    (repair,) = [repair for repair in match.repairs if repair.rule == "clock-offset"]
    text = "The clock of period 2 did not start at the period's start; its first event was taken as the start"
    assert (repair.what, repair.events) == (text, 1)
    half = pl.col("period") == 2
    start = sound.events.filter(half)["seconds"].min()
    assert match.events.filter(half)["seconds"].to_list() == pytest.approx(
        [second - number(start) for second in sound.events.filter(half)["seconds"]]
    )
    assert match.events.filter(~half)["seconds"].equals(sound.events.filter(~half)["seconds"])


def test_placeholders_are_listed(data: Path) -> None:
    path = path_of(data, "serie-a", 2575959)
    raw = json.loads(gzip.decompress(path.read_bytes()))
    corners = ({"x": 0, "y": 0}, {"x": 100, "y": 100})
    expected = 0
    for event in raw["events"]:
        places = event["positions"][:2]
        true_corner = event["subEventId"] == 30 and places[0] == corners[1]
        expected += any(place in corners for place in places[int(true_corner) :])
    match = load(path)
    assert [repair.events for repair in match.repairs if repair.rule == "placeholder"] == [expected]
    assert expected > 50
    taken = match.events.filter(
        ((pl.col("x") == 0) & (pl.col("y") == 68)) | ((pl.col("x") == 105) & (pl.col("y") == 0))
    )
    assert set(taken["set_piece"].to_list()) <= {"corner"}


def test_home_is_confirmed_by_the_list_turned_round_by_it_or_said_to_be_unknown(
    data: Path, tmp_path: Path, kloppy_files: Path
) -> None:
    sound = load(path_of(data, "serie-a", 2575959))
    assert (sound.home.name, sound.away.name) == ("Atalanta", "Roma")
    assert not [finding for finding in sound.findings if finding.rule == "home-unknown"]

    def roma_first(raw: Any) -> None:
        raw["teams"] = dict(reversed(raw["teams"].items()))

    path = spoiled(data, tmp_path, roma_first)
    unsaid = load(path)
    assert unsaid.home.name == "Roma"
    assert [finding.level for finding in unsaid.findings if finding.rule == "home-unknown"] == ["warning"]
    (tmp_path / "matches.csv").write_bytes((data / "wyscout" / "serie-a" / "matches.csv").read_bytes())
    turned = load(path)
    assert "home-away" in [repair.rule for repair in turned.repairs]
    assert turned.home == sound.home
    assert turned.score == turned.info.stated_score == (0, 1)
    assert turned.events.equals(sound.events)
    assert turned.players.sort("player").equals(sound.players.sort("player"))

    rules = {
        name: {f.rule for f in load(kloppy_files / f"wyscout_events_{name}.json").findings} for name in ("v2", "v3")
    }
    assert "home-unknown" in rules["v2"]  # Leicester - Liverpool, Liverpool first
    assert "home-unknown" not in rules["v3"]


def test_a_corner_straight_in_can_be_told_from_other_shots(data: Path) -> None:
    match = load(path_of(data, "serie-a", 2576063))
    shots = match.events.filter((pl.col("kind") == "shot") & (pl.col("set_piece") == "corner"))
    assert shots.select("outcome", "type_name").rows() == [("goal", "Corner")]


def test_a_missing_half_and_an_unknown_team_are_said(data: Path, tmp_path: Path) -> None:
    def cut(raw: Any) -> None:
        raw["events"] = [event for event in raw["events"] if event["matchPeriod"] == "2H"]
        raw["events"][10]["teamId"] = 1

    rules = {finding.rule: finding.level for finding in load(spoiled(data, tmp_path, cut)).findings}
    assert rules["missing-period"] == "error"
    assert rules["unknown-team"] == "warning"


def test_what_a_provider_does_not_record_is_refused_by_name(data: Path) -> None:
    match = load(path_of(data, "serie-a", 2575959))
    with pytest.raises(NotProvided, match="no pressures in Wyscout v2"):
        require(match, "shot", "pressure")
    require(match, "shot", "tackle", "interception")


PARTS = [
    ("wyscout_events_v2.json",),
    ("wyscout_events_v3.json",),
    ("statsbomb_event.json", "statsbomb_lineup.json"),
    ("statsbomb_15986_event.json", "statsbomb_15986_lineup.json"),
    ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json", "statsbomb_3788741_360.json"),
    ("opta_f7.xml", "opta_f24.xml"),
    ("opta_f7.xml", "opta_f73.xml"),
    ("statsperform_event_ma1.json", "statsperform_event_ma3.json"),
    ("statsperform_event_ma1.xml", "statsperform_event_ma3.xml"),
    ("sportec_events.xml", "sportec_meta.xml"),
    ("metrica_events.json", "epts_metrica_metadata.xml"),
    ("datafactory_events.json",),
    ("impect_events.json", "impect_lineups.json", "impect_squads.json", "impect_players.json"),
]


@pytest.mark.slow
@pytest.mark.parametrize("names", PARTS, ids=lambda names: names[0])
def test_every_event_file_of_the_wheel_fills_the_table(kloppy_files: Path, names: tuple[str, ...]) -> None:
    match = load(*(kloppy_files / name for name in reversed(names)))
    assert list(match.events.schema.items()) == list(EVENTS.items())
    assert match.provides == table()[match.info.provider] - (
        set() if match.freeze_frames is not None and len(names) == 3 else {"freeze_frames"}
    )
    kinds = set(match.events["kind"].cast(pl.String)) - {"other", "period_start", "period_end", "own_goal"}
    assert kinds <= match.provides
    for name in ("cross", "under_pressure", "xg", "related_player", "counterpress", "sliding", "high"):
        if name not in match.provides:
            assert match.events[name].null_count() == len(match.events), name


SCORES = [
    (("statsbomb_15986_event.json",), "Barcelona", (2, 2)),
    (("statsbomb_3788741_event.json",), "Turkey", (0, 3)),
    (("wyscout_events_v3.json",), "Juventus", (3, 0)),
    (("statsperform_event_ma1.xml", "statsperform_event_ma3.xml"), "Hamburger SV", (2, 1)),
    (("datafactory_events.json",), "Team A", (4, 2)),
]


@pytest.mark.slow
@pytest.mark.parametrize(("names", "home", "score"), SCORES, ids=lambda value: str(value))
def test_published_scores_of_the_wheel(
    kloppy_files: Path, names: tuple[str, ...], home: str, score: tuple[int, int]
) -> None:
    match = load(*(kloppy_files / name for name in names))
    assert match.home.name == home
    assert match.score == score


@pytest.mark.slow
def test_the_acting_side_plays_left_to_right_whatever_the_provider(kloppy_files: Path) -> None:
    for names in PARTS:
        if names[0].startswith(("opta", "sportec")):
            continue  # snippets of a few events
        events = load(*(kloppy_files / name for name in names)).events
        for side in ("home", "away"):
            own = events.filter(pl.col("side") == side)
            assert number(own.filter(pl.col("kind") == "shot")["x"].median()) > 80, names
            corners = own.filter((pl.col("set_piece") == "corner") & pl.col("x").is_not_null())
            assert (corners["x"] > 100).all(), names


@pytest.mark.slow
def test_freeze_frames_lie_around_their_events(kloppy_files: Path) -> None:
    names = PARTS[4]
    match = load(*(kloppy_files / name for name in names))
    frames = match.freeze_frames
    assert frames is not None
    assert list(frames.schema.items()) == list(FREEZE_FRAMES.items())
    raw = json.loads((kloppy_files / names[2]).read_bytes())
    assert frames["index"].n_unique() >= len(raw)
    actors = frames.filter("actor").join(match.events.select("index", ax="x", ay="y"), on="index")
    near = (actors["x"] - actors["ax"]).abs() < 3.0
    assert number(near.mean()) > 0.95
    keepers = frames.filter(pl.col("keeper") & ~pl.col("teammate"))
    assert number(keepers["x"].median()) > 95
