"""Dense frames from samples, and their views, against plain loops over small made records."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import numpy as np
import polars as pl
import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.match.match import Finding, Info, Team
from frontfoot.match.tracking import Frames, Limits, SeenCode
from frontfoot.match.tracking.assemble import Samples, assemble, frame_rate, size_assumed
from frontfoot.match.tracking.direction import home_is_left, keepers_at_home, period_directions
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import side_column, starts_anew
from tests.tracking.scenes import scene

Sample = tuple[int, str | None, float, float]
NAN = float("nan")


def squad(*people: dict[str, Any]) -> pl.DataFrame:
    plain = {"name": None, "shirt": None, "position": None, "keeper": False, "starter": True}
    return pl.DataFrame([{**plain, **person} for person in people], infer_schema_length=None)


TWO = (
    {"side": "home", "player": "hk", "keeper": True},
    {"side": "home", "player": "h1"},
    {"side": "away", "player": "ak", "keeper": True},
    {"side": "away", "player": "a1"},
)
STANDING: list[tuple[str | None, float, float]] = [("hk", 5.0, 34.0), ("h1", 40.0, 30.0), ("ak", 100.0, 34.0)]


def made(unordered: Sequence[Sample], players: Any = TWO, *, seen: list[int] | None = None, **more: Any) -> Frames:
    samples = sorted(unordered, key=lambda one: one[0])
    count = more.pop("count", max(one[0] for one in samples) + 1 if samples else 1)
    about: dict[str, Any] = {
        "info": Info("made", "m", sources=("a.json", "b.json")),
        "home": Team("h", "Home"),
        "away": Team("a", "Away"),
        "rate": 10.0,
        "length": 105.0,
        "width": 68.0,
        "players": squad(*players),
        "frame": np.arange(count),
        "period": np.ones(count, dtype=np.uint8),
        "seconds": np.arange(count) / 10.0,
        "possession": np.zeros(count, dtype=np.int8),
        **more,
    }
    return assemble(
        Samples(
            row=np.array([one[0] for one in samples], dtype=np.int64),
            who=[one[1] for one in samples],
            x=np.array([one[2] for one in samples], dtype=np.float64),
            y=np.array([one[3] for one in samples], dtype=np.float64),
            z=np.full(len(samples), 1.5),
            seen=None if seen is None else np.array(seen, dtype=np.uint8),
        ),
        **about,
    )


def standing(count: int = 1) -> list[Sample]:
    return [(row, *one) for row in range(count) for one in STANDING]


@pytest.mark.parametrize(("length", "width"), [(0.0, 68.0), (105.0, 0.0), (-1.0, 68.0), (105.0, NAN)])
def test_a_pitch_without_a_size_is_refused(length: float, width: float) -> None:
    with pytest.raises(ReadError, match=r"^a\.json, b\.json: A pitch of .* m has no size\. State its real size"):
        made(standing(), length=length, width=width)


@pytest.mark.parametrize(
    ("period", "frame", "late"),
    [
        ([1, 1, 1], [0, 1, 2], None),
        ([1, 1, 2], [5, 6, 0], None),
        ([1, 1, 2], [5, 6, 6], None),
        ([1, 1, 1], [0, 1, 1], "Frame 1 of period 1"),
        ([1, 1, 1], [0, 2, 1], "Frame 1 of period 1"),
        ([1, 2, 1], [0, 1, 2], "Frame 2 of period 1"),
        ([2, 1, 1], [0, 1, 1], "Frame 1 of period 1"),
        ([1, 2, 2, 1], [3, 5, 5, 4], "Frame 5 of period 2"),
    ],
)
def test_frames_come_in_order_of_play(period: list[int], frame: list[int], late: str | None) -> None:
    about: dict[str, Any] = {"period": np.array(period, dtype=np.uint8), "frame": np.array(frame)}
    if late is None:
        assert made(standing(len(frame)), **about).table["frame"].to_list() == frame
    else:
        with pytest.raises(ReadError, match=rf"{late} does not come in order of play\. Export the match again"):
            made(standing(len(frame)), **about)


def test_a_record_without_a_known_player_is_refused() -> None:
    for samples in ([(0, "ball", 1.0, 1.0)], [(0, None, 1.0, 1.0)], [(0, "stranger", 1.0, 1.0)]):
        with pytest.raises(ReadError, match="holds no player"):
            made(samples)


def test_every_sample_lies_in_its_frame_and_slot() -> None:
    samples = [*standing(2), (1, "ball", 50.0, 20.0), (1, None, 9.0, 9.0), (1, "stranger", 9.0, 9.0)]
    samples += [(1, "a1", NAN, 9.0), (0, "ball", 9.0, NAN)]
    frames = made(samples, count=3)
    # a1 has no place at any time, and so no slot.
    assert frames.players.select("slot", "player").rows() == [(0, "hk"), (1, "h1"), (2, "ak")]
    expected = [[5.0, 34.0], [40.0, 30.0], [100.0, 34.0]]
    np.testing.assert_array_equal(frames.xy[:2], [expected, expected])
    assert np.isnan(frames.xy[2]).all()
    assert frames.seen.tolist() == [[4, 4, 4], [4, 4, 4], [0, 0, 0]]
    np.testing.assert_array_equal(frames.ball, [[NAN] * 3, [50.0, 20.0, 1.5], [NAN] * 3])
    assert frames.ball_seen.tolist() == [0, 4, 0]
    assert frames.table["players"].to_list() == [3, 3, 0]
    assert frames.table["ball"].to_list() == [False, True, False]
    assert frames.coverage() == {"frames": 2 / 3, "players": 3.0, "ball": 1 / 3, "possession": 1.0}


def test_how_a_sample_was_seen_goes_with_it() -> None:
    codes = [SeenCode.EXTRAPOLATED, SeenCode.DETECTED, SeenCode.REMOVED, SeenCode.EXTRAPOLATED]
    frames = made([*standing(), (0, "ball", 1.0, 1.0)], seen=[*codes])
    assert frames.seen.tolist() == [[3, 4, 1]]
    assert (frames.ball_seen.tolist(), frames.table["players"].to_list()) == ([3], [2])
    moved = made([(0, "h1", NAN, 0.0), *standing()], seen=[1, *codes[:3]])
    assert moved.seen.tolist() == [[3, 4, 1]]


def test_slots_stand_by_side_keeper_and_starter() -> None:
    people = [
        {"side": "away", "player": "a1"},
        {"side": "away", "player": "a2", "starter": False},
        {"side": "home", "player": "h2", "starter": False},
        {"side": "home", "player": "h1"},
        {"side": "away", "player": "ak", "keeper": True, "starter": False},
        {"side": "home", "player": "hk", "keeper": True},
        {"side": "home", "player": "nobody"},
    ]
    order = ["hk", "h1", "h2", "ak", "a1", "a2"]
    frames = made([(0, name, 10.0 + place, 9.0) for place, name in enumerate(order)], people)
    assert frames.players["player"].to_list() == order
    assert frames.side_of.tolist() == [0, 0, 0, 1, 1, 1]
    assert frames.slots("home").tolist() == [0, 1, 2]
    assert frames.slots("away").tolist() == [3, 4, 5]
    assert frames.keeper.tolist() == [True, False, False, True, False, False]


def test_unidentified_tracks_share_a_slot_once_the_one_before_has_ended() -> None:
    spans = {"home?a": (0, 2), "home?b": (2, 4), "home?c": (3, 5), "home?d": (5, 6), "away?e": (1, 1), "home?f": (6, 6)}
    samples = [(row, name, 30.0 + row, 9.0) for name, (a, b) in spans.items() for row in (a, b)]
    frames = made([*standing(7), *samples])
    tracks = {row["track"]: row for row in frames.tracks.iter_rows(named=True)}
    for name, (first, last) in spans.items():
        track = tracks[name.partition("?")[2]]
        assert (track["first"], track["last"]) == (first, last)
        assert frames.players["side"][track["slot"]] == name.partition("?")[0]
        assert frames.players["player"][track["slot"]] is None
        assert frames.breaks[first, track["slot"]]
    # b begins in the frame in which a ends; c follows a, d follows b, f follows c; two slots do for home.
    assert [tracks[name]["slot"] for name in "abcdf"] == [3, 4, 3, 4, 3]
    assert (tracks["e"]["slot"], frames.players.height) == (5, 6)
    assert np.flatnonzero(frames.breaks[:, 3]).tolist() == [0, 3, 6]
    assert np.flatnonzero(frames.breaks[:, 0]).tolist() == [0]


def test_nobody_has_a_dead_ball_and_the_possessor_is_a_slot() -> None:
    about: dict[str, Any] = {
        "possession": np.array([0, 1, -1, 1], dtype=np.int8),
        "possessor": ["h1", "stranger", None, "ak"],
    }
    frames = made(standing(4), **about, alive=np.array([True, False, True, True]))
    assert frames.possession.tolist() == [0, -1, -1, 1]
    assert frames.table["possession"].to_list() == ["home", None, None, "away"]
    assert frames.table["alive"].to_list() == [True, False, True, True]
    assert frames.table["possessor"].to_list() == [1, None, None, 2]
    unstated = made(standing(4), possession=about["possession"])
    assert unstated.table["possession"].to_list() == ["home", "away", None, "away"]
    assert unstated.table["alive"].to_list() == [None] * 4
    assert unstated.table["possessor"].to_list() == [None] * 4
    assert unstated.coverage()["possession"] == 0.75


def test_a_shirt_that_nobody_wears_is_none() -> None:
    frames = made(standing(), ({**TWO[0], "shirt": -1}, {**TWO[1], "shirt": 9}, {**TWO[2], "shirt": 300}))
    assert frames.players["shirt"].to_list() == [None, 9, None]


def test_periods_last_from_the_first_frame_to_the_end_of_the_last() -> None:
    period = np.array([1, 1, 1, 2, 2], dtype=np.uint8)
    frames = made(standing(5), period=period, seconds=np.array([3.0, 3.1, 3.2, 0.0, 0.1]))
    assert [(one.number, one.seconds) for one in frames.periods] == [(1, 0.3), (2, 0.2)]
    assert frames.starts.tolist() == frames.ball_breaks.tolist() == [True, False, False, True, False]
    assert len(frames) == 5


@pytest.mark.parametrize("away_too", [True, False])
@pytest.mark.parametrize("number", [1, 2])
def test_a_period_from_the_other_end_is_turned_round(number: int, away_too: bool) -> None:
    mirrored = [(name, 105.0 - x, 68.0 - y) for name, x, y in STANDING]
    samples: list[Sample] = [(row, *one) for row in range(2) for one in (mirrored if row == number - 1 else STANDING)]
    if not away_too:
        samples = [one for one in samples if one[1] != "ak"]
    samples += [(2 - number, "ball", 60.0, 20.0), (number - 1, "ball", 45.0, 48.0)]
    frames = made(samples, period=np.array([1, 2], dtype=np.uint8), seconds=np.zeros(2))
    np.testing.assert_allclose(frames.xy[1], frames.xy[0])
    assert frames.xy[0, 0].tolist() == [5.0, 34.0]
    np.testing.assert_allclose(frames.ball, [[60.0, 20.0, 1.5]] * 2)
    np.testing.assert_allclose(frames.positions("away"), [105.0, 68.0] - frames.xy)
    np.testing.assert_array_equal(frames.positions("home"), frames.xy)


# --- goalkeepers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("side", ["home", "away"])
def test_the_deepest_player_seen_half_as_often_as_any_is_the_goalkeeper(side: str) -> None:
    depth = {"deep": 20.0, "rare": 5.0, "half": 12.0, "middle": 50.0}
    often = {"deep": 8, "rare": 3, "half": 4, "middle": 8}
    people = [{"side": side, "player": name} for name in depth]
    other = {"side": "away" if side == "home" else "home", "player": "k", "keeper": True}
    samples = [
        (row, name, x if side == "home" else 105.0 - x, 30.0) for name, x in depth.items() for row in range(often[name])
    ]
    samples += [(row, "k", 100.0 if side == "home" else 5.0, 34.0) for row in range(8)]
    frames = made(samples, [*people, other])
    assert frames.players.filter(keeper=True)["player"].sort().to_list() == ["half", "k"]
    (finding,) = (one for one in frames.findings if one.rule == "keeper-inferred")
    assert (finding.level, finding.events) == ("note", 4)
    slot = frames.players["player"].to_list().index("half")
    assert finding.what == f"The {side} side's goalkeeper is not named: slot {slot} stands deepest"
    named = made(samples, [*({**one, "name": f"N {one['player']}"} for one in people), other])
    (finding,) = (one for one in named.findings if one.rule == "keeper-inferred")
    assert "not named: N half stands deepest" in finding.what


def test_one_player_alone_is_no_goalkeeper() -> None:
    frames = made(standing(), [{**one, "keeper": False} for one in TWO[:3]])
    # Home has two players, of whom one stands deeper; away one.
    assert frames.players.filter(keeper=True)["player"].to_list() == ["hk"]


# --- the direction of play -----------------------------------------------------------------------------------------


def test_the_evidence_of_a_frame_is_that_of_the_keepers_in_sight_else_of_the_outfield_players() -> None:
    side_of = np.array([0, 0, 0, 0, 1, 1, 1, 1], dtype=np.int8)
    keeper = np.array([1, 0, 0, 0, 1, 0, 0, 0], dtype=bool)
    x = np.array(
        [
            [5.0, 40, 41, 45, 95.0, 60, 61, 65],
            [5.0, 40, 41, 45, NAN, 60, 61, 65],
            [NAN, 40, 41, 45, 95.0, 60, 61, 65],
            [NAN, 40, 41, 45, NAN, 60, 61, 65],
            [NAN, 40, NAN, 45, NAN, 60, 61, 65],
            [NAN, 40, 41, 45, NAN, 60, 61, NAN],
        ]
    )
    xy = np.stack([x, np.full_like(x, 30.0)], axis=2).astype(np.float32)
    keepers = [(47.5 + 42.5) / 2, 47.5, 42.5, NAN, NAN, NAN]
    np.testing.assert_allclose(keepers_at_home(xy, side_of, keeper, 105.0), keepers)
    np.testing.assert_allclose(home_is_left(xy, side_of, keeper, 105.0), [*keepers[:3], 20.0, NAN, NAN])
    mirrored = np.stack([105.0 - x, np.full_like(x, 30.0)], axis=2).astype(np.float32)
    np.testing.assert_allclose(
        home_is_left(mirrored, side_of, keeper, 105.0), -home_is_left(xy, side_of, keeper, 105.0), atol=1e-5
    )


@pytest.mark.parametrize("sign", [1, -1])
@pytest.mark.parametrize(
    ("agree", "against", "doubted"),
    [(100, 0, False), (99, 0, True), (70, 30, False), (69, 31, True), (140, 60, False), (0, 0, True)],
)
def test_a_direction_is_doubted_below_a_hundred_frames_or_seven_tenths(
    agree: int, against: int, doubted: bool, sign: int
) -> None:
    """A keeper of the home side alone, 40 m before or behind the middle; three frames show nobody."""
    x = np.array([52.5 - sign * 40.0] * agree + [52.5 + sign * 40.0] * against + [NAN] * 3)
    xy = np.stack([x, x], axis=1)[:, None].astype(np.float32)
    period = np.full(len(x), 3, dtype=np.uint8)
    turned, doubts = period_directions(xy, np.zeros(1, np.int8), np.ones(1, bool), period, 105.0)
    assert turned == ([3] if sign < 0 and agree else [])
    assert [(one.rule, one.level, one.events) for one in doubts] == (
        [("direction-doubtful", "warning", agree + against)] if doubted else []
    )
    if doubted:
        share = agree / (agree + against) if agree else 0.0
        assert doubts[0].what.startswith(f"Period 3: {share:.0%} of {agree + against} frames with evidence agree")


# --- clocks, parts and views ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("period", "seconds", "rate"),
    [
        ([1, 1, 1], [0.0, 0.04, 0.08], 25.0),
        ([1, 1, 1, 1], [0.0, 0.1, 0.2, 9.0], 10.0),
        ([1, 1, 2, 2], [0.0, 0.1, 0.0, 0.1], 10.0),
        ([1, 1], [0.0, 1 / 29.97], 29.97),
        ([1, 1], [0.0, 0.3], 3.33),
        ([1, 1], [0.0, 0.001], None),
        ([1, 1], [0.0, 0.00101], 990.1),
        ([1, 1], [0.0, 0.0], None),
        ([1, 2], [0.0, 0.1], None),
        ([1], [0.0], None),
    ],
)
def test_the_rate_is_that_of_the_clock_within_a_period(
    period: list[int], seconds: list[float], rate: float | None
) -> None:
    arguments = np.array(period, dtype=np.uint8), np.array(seconds), "tracking.json"
    if rate is None:
        with pytest.raises(ReadError, match=r"^tracking\.json: The clock of the frames does not run\. Export"):
            frame_rate(*arguments)
    else:
        assert frame_rate(*arguments) == rate


def test_an_assumed_size_is_said() -> None:
    assert size_assumed(105.0, 68.0) == Finding(
        "pitch-size-assumed", "note", "The size of the pitch is not stated: 105 x 68 m is taken"
    )


def test_a_run_of_frames_starts_anew_with_a_period_or_after_a_frame_and_a_half() -> None:
    period = np.array([1, 1, 1, 1, 2, 2, 3], dtype=np.uint8)
    seconds = np.array([0.0, 0.125, 0.3125, 0.5625, 0.0, 0.19, 0.315])
    # Steps of 0.125, 0.1875 = 1.5 / 8 and 0.25 s at 8 frames a second; then the clock restarts.
    assert starts_anew(period, seconds, 8.0).tolist() == [True, False, False, True, True, True, True]
    assert side_column(np.array([0, 1, -1], dtype=np.int8)).to_list() == ["home", "away", None]


def test_minutes_are_whole_and_never_below_zero() -> None:
    frames = made(standing(5), seconds=np.array([-5.0, 0.0, 59.9, 60.0, 125.0]))
    assert frames.minute.tolist() == [0, 0, 0, 1, 2]


@pytest.mark.parametrize("seed", range(6))
def test_some_of_the_frames_are_those_frames(seed: int) -> None:
    rng = np.random.default_rng(seed)
    count = 30
    samples: list[Sample] = [
        (row, name, float(rng.uniform(1, 100)), float(rng.uniform(1, 60)))
        for row in range(count)
        for name in ("hk", "h1", "ak", "ball")
        if rng.random() < 0.8
    ]
    spans = [sorted(rng.choice(count, 2, replace=False).tolist()) for _ in range(4)]
    samples += [(row, f"home?{n}", 30.0, 30.0) for n, (a, b) in enumerate(spans) for row in (a, b)]
    whole = made(samples, count=count, possession=rng.integers(-1, 2, count).astype(np.int8))
    mask = rng.random(count) < 0.5
    keep = np.flatnonzero(mask)
    part = whole.rows(mask)
    for name in ("xy", "seen", "ball", "ball_seen", "possession"):
        np.testing.assert_array_equal(getattr(part, name), getattr(whole, name)[keep])
    assert part.table.equals(whole.table[keep])
    for row, old in enumerate(keep.tolist()):
        cut = row == 0 or keep[row - 1] != old - 1
        assert part.breaks[row].tolist() == [cut or bool(one) for one in whole.breaks[old]]
        assert part.ball_breaks[row] == (cut or bool(whole.ball_breaks[old]))
    expected = []
    for slot, track, first, last in whole.tracks.iter_rows():
        inside = [row for row, old in enumerate(keep.tolist()) if first <= old <= last]
        if inside:
            expected.append((slot, track, inside[0], inside[-1]))
    assert part.tracks.rows() == expected
    assert part.tracks.schema == whole.tracks.schema
    np.testing.assert_array_equal(whole.rows(slice(3, 9)).xy, whole.xy[3:9])
    with pytest.raises(InputError, match=r"No frame is left.*Choose a window"):
        whole.rows(slice(5, 5))


def test_coverage_of_a_record_without_players_or_ball() -> None:
    frames = made(standing(2))
    empty = replace(frames, seen=np.zeros_like(frames.seen), possession=np.full(2, -1, dtype=np.int8))
    assert empty.coverage() == {"frames": 0.0, "players": 0.0, "ball": 0.0, "possession": 0.0}


def test_records_do_not_change() -> None:
    frames = scene(np.full((2, 2, 2), 30.0), np.full((2, 2, 2), 60.0))
    samples = Samples(*(np.zeros(0),) * 5)  # type: ignore[arg-type]
    for one in (frames, Limits(), TrackingFile("a", "a"), samples):
        with pytest.raises(FrozenInstanceError):
            setattr(one, fields(one)[0].name, None)
