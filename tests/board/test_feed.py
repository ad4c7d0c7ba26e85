"""A provider's match on the board: what the board then says must be what the match was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import strip
from frontfoot.board.effective import PlacedEntry
from frontfoot.board.feed import Due, course, leg_of, programme, programme_of_file
from frontfoot.board.following import Following, kick_off
from frontfoot.board.lobby_documents import file_document, form_document, league_document
from frontfoot.board.opening import body_of_opening, file_of_opening
from frontfoot.board.state import fold
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.ties.entry import entry_of
from frontfoot.ties.file import read_tie
from tests.board.board_help import opened

SEED = Path(__file__).resolve().parents[2] / "examples" / "atalanta-liverpool-2024.toml"


@pytest.fixture(scope="module")
def match(data: Path) -> Match:
    """Atalanta - Juventus 2-2, 1 October 2017."""
    return load(data / "wyscout" / "serie-a" / "2576019.json.gz")


@pytest.mark.slow
def test_a_real_match_arrives_whole(match: Match) -> None:
    document = league_document(match.home.name, match.away.name, match.info.date)
    opening = file_of_opening(body_of_opening(document))
    due = programme(match, 1, ("Atalanta", "Juventus"))
    bodies = [item.document(kick_off(match), 1.0) for item in due]
    state = fold(
        opening, [PlacedEntry.at(n, entry_of(body)) for n, body in enumerate(bodies, start=2)], len(bodies) + 1
    )
    assert state.course.phase == "over"
    assert state.file.tie.legs[0].full_time == (2, 2) == match.score
    assert state.problems == ()
    scorers = [event.player for event in state.file.events[0] if event.kind == "goal"]
    assert scorers == ["F. Bernardeschi", "G. Higuaín", "M. Caldara", "B. Cristante"]
    assert len({body["id"] for body in bodies}) == len(bodies)
    assert [item.elapsed for item in due] == sorted(item.elapsed for item in due)


@pytest.mark.slow
def test_the_index_at_a_minute_knows_nothing_later(match: Match) -> None:
    """The measure sent for minute 30 must be that of a match that was cut off there."""
    counts = minute_counts(match)
    until = counts.filter((pl.col("period") == 1) & (pl.col("minute") <= 29))
    last = strip(until).filter(pl.col("minute") == 29)
    want = dict(last.select("side", "value").iter_rows())
    period, second, sides = course(match)[29]
    assert (period, second) == (1, 1800.0)
    assert {side: told["value"] for side, told in sides.items()} == pytest.approx(want, abs=1e-4)


def test_the_leg_is_found_by_its_clubs(match: Match) -> None:
    legs = [{"home": "Juventus", "away": "Atalanta"}, {"home": "Atalanta", "away": "Juventus"}]
    assert leg_of(match, legs) == 2
    with pytest.raises(InputError, match="no match of this tie"):
        leg_of(match, legs[:1])


def test_a_tie_file_played_again_ends_as_it_ended() -> None:
    file = read_tie(SEED)
    opening = file_of_opening(body_of_opening(file_document(SEED.read_bytes(), play_last=True)))
    due = programme_of_file(file, 2, "seed")
    bodies = [item.document(kick_off_of_seed(), 60.0) for item in due]
    state = fold(
        opening, [PlacedEntry.at(n, entry_of(body)) for n, body in enumerate(bodies, start=2)], len(bodies) + 1
    )
    # The file holds the penalty of the seventh minute and half-time, and no more.
    assert (state.course.phase, state.course.score) == ("break", (0, 1))


def kick_off_of_seed() -> Any:
    from tests.board.board_help import KICK_OFF

    return KICK_OFF


class Wire:
    """A sender whose board is a dictionary."""

    def __init__(self) -> None:
        self.there: dict[str, dict[str, Any]] = {}

    def send(self, tie: str, entries: Sequence[dict[str, Any]]) -> dict[str, list[str]]:
        outcomes: dict[str, list[str]] = {"recorded": [], "known": [], "conflict": []}
        for entry in entries:
            known = self.there.get(entry["id"])
            outcomes["recorded" if known is None else "known" if known == entry else "conflict"].append(entry["id"])
            self.there.setdefault(entry["id"], entry)
        return outcomes

    def state(self) -> Any:
        placed = [PlacedEntry.at(n, entry_of(body)) for n, body in enumerate(self.there.values(), start=2)]
        return fold(opened(), placed, len(placed) + 1)


def due(body: dict[str, Any]) -> Due:
    return Due(1, 0.0, 0.0, {"leg": 2, **body})


def test_a_file_that_grows_and_changes_its_mind_is_followed() -> None:
    wire = Wire()
    following = Following(wire, "t", kick_off_of_seed())  # type: ignore[arg-type]
    salah = {"id": "m:goal-0-1", "kind": "goal", "club": "Liverpool", "minute": "7", "player": "Salah"}
    jota = {"id": "m:goal-0-2", "kind": "goal", "club": "Liverpool", "minute": "20"}
    assert following.update([due(salah)]) == 1
    assert following.update([due(salah)]) == 0
    assert following.update([due(salah), due(jota)]) == 1
    assert wire.state().course.score == (0, 2)
    assert following.update([due({**salah, "minute": "8"}), due(jota)]) == 1
    assert [event.moment.second for event in wire.state().file.events[1]] == [480.0, 1200.0]
    assert following.update([due({**salah, "minute": "8"})]) == 1
    assert wire.state().course.score == (0, 1)
    # Another run of the same command finds everything there.
    assert Following(wire, "t", kick_off_of_seed()).update([due({**salah, "minute": "8"})]) == 0  # type: ignore[arg-type]
    assert wire.state().course.score == (0, 1)


def form(**fields: str) -> Any:
    blank = {"home": "Atalanta", "away": "Liverpool", "first_leg": "", "day": "", "rates": "", "stage": "QF"}
    return form_document(competition="uel", season=2023, **{**blank, **fields})


@pytest.mark.slow
def test_the_form_of_the_lobby() -> None:
    second = form(first_leg="0-3", day="2024-04-18")
    assert [(leg.home, leg.score) for leg in second.leg] == [("Liverpool", (0, 3)), ("Atalanta", None)]
    assert file_of_opening(body_of_opening(second)).tie.carried(2) == 3
    first = form()
    assert [leg.home for leg in first.leg] == ["Atalanta", "Liverpool"]
    strangers = form(home="Village XI", away="Town", rates="1.6-1.1", first_leg="1-1")
    assert [leg.rates for leg in strangers.leg] == [(1.1, 1.6), (1.6, 1.1)]
    assert file_of_opening(body_of_opening(strangers)).tie.clubs == ("Village XI", "Town")


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"home": ""}, "two clubs"),
        ({"first_leg": "three"}, "not two numbers"),
        ({"stage": "F", "first_leg": "1-0"}, "single match"),
        ({"day": "yesterday"}, "date"),
        ({"rates": "-1"}, "not two numbers"),
    ],
)
def test_a_form_that_cannot_be_says_why(fields: dict[str, str], text: str) -> None:
    with pytest.raises(InputError, match=text):
        form(**fields)


def test_an_unknown_club_is_offered_its_name() -> None:
    with pytest.raises(InputError, match="Atalanta"):
        body_of_opening(form(home="Atlanta", first_leg="0-3"))


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"leg = 3", b"[[leg]]\nhome = 1", b"competition = 'uel'"])
def test_what_is_no_tie_file_is_refused(content: bytes) -> None:
    with pytest.raises(InputError):
        body_of_opening(file_document(content, play_last=False))


@pytest.mark.slow
def test_a_file_that_stops_at_half_time_blows_the_whistle_and_one_in_play_does_not(data: Path) -> None:
    file = data / "wyscout" / "serie-a" / "2576019.json.gz"
    half, hour, whole = (
        programme(load(file, until=until), 1, ("Atalanta", "Juventus")) for until in ("HT", "60", None)
    )
    ends = [[due.body["period"] for due in due if due.body.get("state") == "end"] for due in (half, hour, whole)]
    assert ends == [[1], [1], [1, 2]]
