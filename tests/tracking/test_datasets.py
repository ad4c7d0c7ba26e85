"""A dataset as kloppy hands it over becomes frames: axes, sides, clocks and states on made objects."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import pytest

from frontfoot.core.errors import MissingExtra, ReadError
from frontfoot.match.tracking import Frames, load_frames
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.providers import FILES, LOADERS, frames_of, read

NAN = float("nan")


class Person:
    """A player: kloppy's frames have players as keys."""

    def __init__(self, identifier: str, team: Any, number: int = 0, position: str | None = None) -> None:
        self.player_id, self.team, self.jersey_no, self.name = identifier, team, number, f"N {identifier}"
        self.starting_position, self.starting = position, number < 5


class TrackingDataset(SimpleNamespace):
    """Called like kloppy's, by which it is known."""


def team(ground: str, *people: tuple[str, int, str | None], name: str | None = None) -> Any:
    made = SimpleNamespace(team_id=ground[0].upper(), name=name, ground=SimpleNamespace(value=ground))
    made.players = [Person(identifier, made, number, position) for identifier, number, position in people]
    return made


def record(number: int = 0, /, *, period: int | None = 1, **about: Any) -> dict[str, Any]:
    return {"frame": number, "period": period, "seconds": 0.1 * number, **about}


def dataset(
    records: Sequence[dict[str, Any]], *, size: Any = (100.0, 60.0), goal: float | None = None, **more: Any
) -> Any:
    """Frames with both keepers at (.05, .5) and (.95, .5), and whoever else is named; places count from 0 to 1."""
    home = team("home", ("hk", 1, "Goalkeeper"), ("h1", 9, None))
    away = team("away", ("ak", 1, "Goalkeeper"), name="Blue")
    sides = {"home": home, "away": away, "referee": team("referee")}
    players = {player.player_id: player for side in (home, away) for player in side.players}
    players["nobody"] = Person("nobody", None)
    (low_x, high_x), (low_y, high_y) = more.pop("x", (0.0, 1.0)), more.pop("y", (0.0, 1.0))
    made = []
    for about in records:
        people = {"hk": (0.05, 0.5), "ak": (0.95, 0.5), **about.get("players", {})}
        ball, state, owner = (about.get(name) for name in ("ball", "state", "owner"))
        made.append(
            SimpleNamespace(
                frame_id=about["frame"],
                period=about["period"] and SimpleNamespace(id=about["period"]),
                timestamp=datetime.timedelta(seconds=about["seconds"]),
                players_data={
                    players[name]: SimpleNamespace(coordinates=place and SimpleNamespace(x=place[0], y=place[1]))
                    for name, place in people.items()
                },
                ball_coordinates=ball and SimpleNamespace(**dict(zip("xyz", ball, strict=False))),
                ball_state=state and SimpleNamespace(value=state),
                ball_owning_team=owner and sides[owner],
            )
        )
    pitch = SimpleNamespace(standardized=False, pitch_length=size[0], pitch_width=size[1], goal_height=goal)
    pitch.x_dim, pitch.y_dim = SimpleNamespace(min=low_x, max=high_x), SimpleNamespace(min=low_y, max=high_y)
    vertical = more.pop("vertical", "bottom-to-top")
    meta = SimpleNamespace(
        pitch_dimensions=pitch,
        coordinate_system=SimpleNamespace(vertical_orientation=SimpleNamespace(value=vertical)),
        teams=[away, home] if more.pop("away_first", False) else [home, away],
        provider=SimpleNamespace(value="tracab"),
        **{"frame_rate": 10, "game_id": 7, "date": None, "score": None, **more},
    )
    return TrackingDataset(metadata=meta, records=made)


def place_of(frames: Frames, player: str, row: int = 0) -> list[float]:
    place: list[float] = frames.xy[row, frames.players["player"].to_list().index(player)].round(4).tolist()
    return place


@pytest.mark.parametrize("vertical", ["bottom-to-top", "top-to-bottom"])
@pytest.mark.parametrize(
    ("x", "y", "here"),
    [
        ((0.0, 1.0), (0.0, 1.0), (0.25, 0.125)),
        ((-50.0, 50.0), (-30.0, 30.0), (-25.0, -22.5)),
        ((None, None), (None, 60.0), (25.0, 7.5)),
        ((0.0, None), (0.0, None), (25.0, 7.5)),
    ],
)
def test_places_are_metres_whatever_the_axes_count_in(x: Any, y: Any, here: tuple[float, float], vertical: str) -> None:
    def shared(along: float, across: float) -> tuple[float, float]:
        ends = [(0.0, metres) if None in axis else axis for axis, metres in ((x, 100.0), (y, 60.0))]
        return tuple(low + share * (high - low) for share, (low, high) in zip((along, across), ends, strict=True))  # type: ignore[return-value]

    people = {"hk": shared(0.05, 0.5), "ak": shared(0.95, 0.5), "h1": here}
    frames = frames_of(dataset([record(players=people, ball=here)], x=x, y=y, vertical=vertical))
    across = 7.5 if vertical == "bottom-to-top" else 52.5
    assert place_of(frames, "h1") == frames.ball[0, :2].round(4).tolist() == [25.0, across]
    assert (place_of(frames, "hk"), frames.length, frames.width) == ([5.0, 30.0], 100.0, 60.0)
    assert not [one for one in frames.findings if one.rule == "pitch-size-assumed"]


@pytest.mark.parametrize("size", [(None, None), (100.0, None), (None, 60.0)])
def test_a_size_that_is_not_stated_is_ours(size: Any) -> None:
    frames = frames_of(dataset([record(ball=(0.5, 0.25))], size=size))
    assert (frames.length, frames.width, frames.ball[0, :2].tolist()) == (105.0, 68.0, [52.5, 17.0])
    assert frames.findings[0].rule == "pitch-size-assumed"


@pytest.mark.parametrize(("goal", "height"), [(None, 1.22), (2.44, 1.22), (244.0, 0.0122), (4.88, 0.61)])
def test_heights_are_measured_by_the_goal(goal: float | None, height: float) -> None:
    frames = frames_of(dataset([record(ball=(0.5, 0.5, 1.22)), record(1, ball=(0.5, 0.5)), record(2)], goal=goal))
    np.testing.assert_allclose(frames.ball[:, 2], [height, NAN, NAN], rtol=1e-6)
    assert frames.table["ball"].to_list() == [True, True, False]


def test_who_has_no_place_or_no_team_is_left_out() -> None:
    frames = frames_of(dataset([record(players={"h1": None, "nobody": (0.5, 0.5)})]))
    assert frames.players.select("player", "side", "name", "shirt", "position", "keeper", "starter").rows() == [
        ("hk", "home", "N hk", 1, "Goalkeeper", True, True),
        ("ak", "away", "N ak", 1, "Goalkeeper", True, True),
    ]
    seen = frames_of(dataset([record(players={"h1": (0.5, 0.5)})])).players.row(1, named=True)
    assert (seen["player"], seen["position"], seen["keeper"], seen["starter"]) == ("h1", None, False, False)


@pytest.mark.parametrize("away_first", [True, False])
def test_sides_states_and_owners_are_the_grounds(away_first: bool) -> None:
    about = [("home", "alive"), ("away", "alive"), ("away", "dead"), ("referee", "alive"), (None, "alive")]
    records = [record(number, owner=owner, state=state) for number, (owner, state) in enumerate(about)]
    frames = frames_of(dataset(records, away_first=away_first), sources=("a", "b"))
    assert [(one.id, one.name) for one in (frames.home, frames.away)] == [("H", "H"), ("A", "Blue")]
    assert frames.possession.tolist() == [0, 1, -1, -1, -1]
    assert frames.table["alive"].to_list() == [True, True, False, True, True]
    records[0]["state"] = None
    assert frames_of(dataset(records)).table["alive"].to_list() == [None] * 5
    assert (frames.info.provider, frames.info.match_id, frames.info.sources) == ("tracab", "7", ("a", "b"))


def test_what_the_metadata_state() -> None:
    day = datetime.datetime(2024, 5, 1, 20, tzinfo=datetime.UTC)
    goals = SimpleNamespace(home="2", away=1)
    info = frames_of(dataset([record()], date=day, score=goals, game_id=None)).info
    assert (info.date, info.stated_score, info.match_id) == ("2024-05-01", (2, 1), "")
    for score in (None, SimpleNamespace(home="", away=1), SimpleNamespace(home=1, away=None)):
        assert frames_of(dataset([record()], score=score)).info.stated_score is None
    assert frames_of(dataset([record()])).info.date == ""


def test_frames_are_sorted_and_those_of_no_period_left_out() -> None:
    records = [record(9, period=2), record(3), record(1), record(2, period=None), record(4, period=5)]
    frames = frames_of(dataset(records))
    assert frames.table.select("period", "frame").rows() == [(1, 1), (1, 3), (2, 9), (5, 4)]
    assert frames.seconds.tolist() == pytest.approx([0.1, 0.3, 0.9, 0.4])
    with pytest.raises(ReadError, match=r"^a, b: The record holds no frame\. Export the match again"):
        frames_of(dataset([record(period=None)]), sources=("a", "b"))


@pytest.mark.parametrize("number", [-1, 6])
def test_there_are_five_periods(number: int) -> None:
    records = [record(0), record(5, period=number)]
    with pytest.raises(ReadError, match=rf"^a: Frame 5 belongs to period {number}\. There are 1 to 5"):
        frames_of(dataset(records), sources=("a",))


@pytest.mark.parametrize("rate", [0, None, -5, NAN])
def test_a_rate_is_a_number_above_zero(rate: Any) -> None:
    with pytest.raises(ReadError, match=r"frames a second is none\. Check the metadata"):
        frames_of(dataset([record()], frame_rate=rate))


@pytest.mark.parametrize(
    ("step", "rate"),
    [
        (0.1, 10.0),
        (0.15, 10.0),  # a frame and a half, and not more
        (0.2, 5.0),
        (0.3, 10 / 3),
        (0.5, 2.0),
        (0.501, 10.0),  # moments, no movement
        (5.0, 10.0),
        (0.0, 10.0),
    ],
)
def test_a_thinned_dataset_has_the_rate_of_its_clock(step: float, rate: float) -> None:
    records = [{**record(n), "seconds": step * n} for n in range(4)]
    records += [{**record(n, period=2), "seconds": 0.0} for n in range(4, 6)]
    assert frames_of(dataset(records)).rate == pytest.approx(rate)
    assert frames_of(dataset(records[:1])).rate == 10.0


def test_a_standardised_system_is_converted_by_kloppy() -> None:
    plain = dataset([record()])
    other = dataset([record()])
    other.metadata.pitch_dimensions.standardized = True
    asked: list[dict[str, Any]] = []

    def transform(**how: Any) -> Any:
        asked.append(how)
        return plain

    other.transform = transform
    assert frames_of(other).table.equals(frames_of(plain).table)
    assert asked == [{"to_coordinate_system": "secondspectrum"}]


def test_a_dataset_is_loaded_like_files() -> None:
    frames = load_frames(dataset([record(number, ball=(0.06, 0.5)) for number in range(5)]))
    assert frames.info.sources == ("the dataset",)
    assert frames.possession.tolist() == [0] * 5
    with pytest.raises(Exception, match="is no match file"):
        load_frames(dataset([record()]), dataset([record()]))


# --- loaders -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("provider", LOADERS)
def test_kloppys_loader_gets_the_files_in_its_order(provider: str, monkeypatch: pytest.MonkeyPatch) -> None:
    names = [*FILES[provider], *(["second period"] if provider == "signality" else [])]
    files = [TrackingFile(name, name, None, name.encode()) for name in names]
    module, function, coordinates = LOADERS[provider]
    calls: list[tuple[tuple[Any, ...], dict[str, Any]]] = []

    def load(*contents: Any, **how: Any) -> Any:
        calls.append((contents, how))
        return dataset([record()])

    fake = ModuleType(f"kloppy.{module}")
    setattr(fake, function, load)
    monkeypatch.setitem(sys.modules, "kloppy", ModuleType("kloppy"))
    monkeypatch.setitem(sys.modules, f"kloppy.{module}", fake)
    frames = read(provider, files)
    contents: Any = tuple(name.encode() for name in names)
    if provider == "signality":
        contents = (b"metadata", [b"one file a period", b"second period"], b"venue")
    assert calls == [(contents, {"coordinates": coordinates})]
    assert frames.info.sources == tuple(names)

    def fail(*_contents: Any, **_how: Any) -> Any:
        raise KeyError("x")

    setattr(fake, function, fail)
    words = rf"^{', '.join(names)}: kloppy cannot read this as {provider} tracking: KeyError: 'x'\. Check"
    with pytest.raises(ReadError, match=words):
        read(provider, files)


def test_without_kloppy_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "kloppy", None)
    with pytest.raises(MissingExtra, match="Tracking data of TRACAB"):
        read("tracab", [])
