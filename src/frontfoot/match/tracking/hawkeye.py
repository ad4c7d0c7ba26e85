"""Hawk-Eye's optical tracking, read straight into columns.

A match is one metadata file and, for every minute of play, one file of the ball (`.ball`) and one of the people
(`.centroids`). Files are decoded one after the other with a typed decoder, and only their columns are kept: a whole
match is seven gigabytes of JSON. Which file is which, and of which minute, is read from the content.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from frontfoot.core.errors import ReadError
from frontfoot.core.minute import STARTS
from frontfoot.match.match import Info, Team
from frontfoot.match.series import shirt_number
from frontfoot.match.signs import TRACKING_SIGNS, sign_of
from frontfoot.match.tracking.assemble import Samples, assemble, size_assumed
from frontfoot.match.tracking.file import TrackingFile
from frontfoot.match.tracking.frames import AWAY, HOME, NOBODY, Frames
from frontfoot.match.tracking.hawkeye_file import (
    HawkPlayer,
    HawkTeam,
    Metadata,
    Minute,
    identifier,
    preferred,
    read_metadata,
    read_minute,
)

ENDINGS: Final = (".ball", ".centroids")
_FEED: Final = [sign for sign in TRACKING_SIGNS if sign.provider == "hawkeye" and sign.part != "metadata"]
_STEPS: Final = 25  # samples from which the rate is measured


def read(files: Sequence[TrackingFile]) -> Frames:
    """The frames of a match as in its files, without repairs.

    Args:
        files: the `.ball` and `.centroids` files of any number of minutes, in any order, and the metadata file, without
            which the size of the pitch is assumed.

    Raises:
        ReadError: a file is damaged, given twice, or without its partner; two metadata files; or no two teams.
    """
    # A file is of a minute by its name, or by its content where it has none.
    feeds = [file for file in files if file.name.endswith(ENDINGS) or sign_of(file.head(), _FEED) is not None]
    others = [file for file in files if file not in feeds]
    place = ", ".join(map(str, files[:3])) + (", ..." if len(files) > 3 else "")
    if not feeds or len(others) > 1:
        raise ReadError(
            "Hawk-Eye tracking is one metadata file with as many .ball as .centroids files",
            place=place,
            remedy="Give all files of the match",
        )
    meta = read_metadata(others[0]) if others else Metadata()
    balls, people, first = _minutes(feeds)
    details = next(iter(people.values())).details
    teams: dict[str, HawkTeam] = {}
    players: dict[str, HawkPlayer] = {}
    for minute in (*balls.values(), *people.values()):
        for team in minute.details.teams:
            teams.setdefault(identifier(team.id, first), team)
        for player in minute.details.players:
            players.setdefault(identifier(player.id, first), player)
    home, away = _sides(teams, place)
    rate = _rate(balls, place)
    clock = _Clock(balls, people, rate)
    table = _players(players, {home.id: "home", away.id: "away"}, first)
    listed = set(table["player"])
    possession, alive = _possession(balls, clock, {home.id: HOME, away.id: AWAY})
    return assemble(
        _samples(balls, people, clock, listed, meta),
        info=Info(
            provider="hawkeye",
            match_id=meta.match or identifier(details.match.id, first),
            competition=details.competition.name or "",
            season=str(details.competition.year or ""),
            date=meta.date,
            venue=details.venue.name or "",
            sources=tuple(map(str, files)),
        ),
        home=home,
        away=away,
        rate=rate,
        length=meta.length,
        width=meta.width,
        players=table,
        frame=clock.frame,
        period=clock.period,
        seconds=clock.seconds,
        possession=possession,
        alive=alive,
        findings=() if meta.stated else (size_assumed(meta.length, meta.width),),
    )


_Minutes = dict[tuple[int, int], Minute]


def _minutes(feeds: Sequence[TrackingFile]) -> tuple[_Minutes, _Minutes, str]:
    """Files of the ball and of the people by (period, minute), in order of play, and the kind of identifier."""
    balls: _Minutes = {}
    people: _Minutes = {}
    first: str | None = None
    # People first: their files name the players, by whose identifiers all are known.
    for file in sorted(feeds, key=lambda file: b'"players"' not in file.head()):
        minute = read_minute(file, first)
        first = first or preferred(minute.details)
        if minute.segment not in STARTS:
            text = f"The file is of period {minute.segment}: there are 1 to 5"
            raise ReadError(text, place=minute.place, remedy="Leave the warm-up out")
        mine = balls if minute.who is None else people
        key = (minute.segment, minute.minute)
        if key in mine:
            text = f"Two files hold minute {minute.minute} of period {minute.segment}: this one and {mine[key].place}"
            raise ReadError(text, place=minute.place, remedy="Give every file once")
        mine[key] = minute
    for segment, number in sorted(balls.keys() ^ people.keys()):
        alone = (balls.get((segment, number)) or people[segment, number]).place
        lacks = ".centroids" if (segment, number) in balls else ".ball"
        raise ReadError(
            f"Minute {number} of period {segment} has no {lacks} file",
            place=alone,
            remedy="Give as many .ball as .centroids files, or leave the minute out",
        )
    assert first is not None
    return dict(sorted(balls.items())), dict(sorted(people.items())), first


def _sides(teams: dict[str, HawkTeam], place: str) -> tuple[Team, Team]:
    if len(teams) != 2 or sum(team.home for team in teams.values()) != 1:
        raise ReadError(
            f"The files name {len(teams)} teams, {sum(team.home for team in teams.values())} of them at home",
            place=place,
            remedy="Give the files of one match",
        )
    away, home = sorted(teams, key=lambda team: teams[team].home)
    return Team(home, teams[home].name or home), Team(away, teams[away].name or away)


def _rate(balls: _Minutes, place: str) -> float:
    steps = np.diff(next((minute.time for minute in balls.values() if len(minute.time) > 1), np.zeros(0)))[:_STEPS]
    step = float(np.median(steps)) if len(steps) else 0.0
    if not step > 0.001:
        raise ReadError("The ball's clock does not run", place=place, remedy="Export the match again")
    return float(round(1 / step))


class _Clock:
    """The frames of a match in which the ball or a player is seen, in order of play.

    Attributes:
        frame, period, seconds: (F,) number of a frame, its period, and the seconds since the period began.
        rows: for every file, by (is it the ball's?, period, minute), the row of each of its samples.
    """

    def __init__(self, balls: _Minutes, people: _Minutes, rate: float) -> None:
        # A minute may end with a sample of the next one's first frame: the next one's own counts.
        files = [(True, key, minute) for key, minute in reversed(balls.items())]
        files += [(False, key, minute) for key, minute in reversed(people.items())]
        number = [_numbers(minute, balls[key], rate) for _, key, minute in files]
        lengths = [len(one) for one in number]
        segment = np.repeat([key[0] for _, key, _ in files], lengths)
        start = np.repeat([m.minute - 1 - STARTS[m.segment] for _, _, m in files], lengths)
        seconds = start * 60 + np.concatenate([m.time for _, _, m in files])
        wide = np.int64(1) << 40  # more than any frame number
        # The time of a frame is that of its first sample: the ball's, where there is one.
        unique, first, inverse = np.unique(
            segment * wide + np.concatenate(number), return_index=True, return_inverse=True
        )
        self.frame: NDArray[np.int64] = unique % wide
        self.period: NDArray[np.uint8] = (unique // wide).astype(np.uint8)
        self.seconds: NDArray[np.float64] = seconds[first]
        ends = np.cumsum(lengths)
        self.rows = {
            (ball, *key): inverse[end - length : end]
            for (ball, key, _), end, length in zip(files, ends, lengths, strict=True)
        }


def _numbers(minute: Minute, ball: Minute, rate: float) -> NDArray[np.int64]:
    """The frame of every sample: counted from the ball's first in its minute, so that a clock may run slow or late."""
    first = float(ball.time[0]) if len(ball.time) else 0.0
    before = np.floor(((ball.minute - 1) * 60 + first) * rate + 0.5)
    number: NDArray[np.int64] = (before + np.rint((minute.time - first) * rate)).astype(np.int64)
    return number


def _samples(balls: _Minutes, people: _Minutes, clock: _Clock, listed: set[str], meta: Metadata) -> Samples:
    """Positions in the order of frames; Hawk-Eye's origin is the middle of the pitch, ours a corner."""
    row = np.concatenate([clock.rows[(False, *key)] for key in people] + [clock.rows[(True, *key)] for key in balls])
    xyz = np.concatenate([minute.xyz for minute in (*people.values(), *balls.values())])
    xyz[: sum(len(minute.time) for minute in people.values()), 2] = np.nan
    who: list[str | None] = [
        name if name in listed else None for minute in people.values() for name in minute.who or ()
    ]
    who += ["ball"] * (len(row) - len(who))
    order = np.argsort(row, kind="stable")
    return Samples(
        row=row[order],
        who=[who[place] for place in order.tolist()],
        x=xyz[order, 0] + meta.length / 2,
        y=xyz[order, 1] + meta.width / 2,
        z=xyz[order, 2],
    )


def _possession(
    balls: _Minutes, clock: _Clock, side_of: dict[str, int]
) -> tuple[NDArray[np.int8], NDArray[np.bool_] | None]:
    """Who has the ball, and whether it is in play, as far as its files state it."""
    possession = np.full(len(clock.frame), NOBODY, dtype=np.int8)
    alive = np.ones(len(clock.frame), dtype=np.bool_)
    stated = False
    for key, minute in balls.items():
        rows = clock.rows[(True, *key)]
        possession[rows] = [side_of.get(owner or "", NOBODY) for owner in minute.owner]
        alive[rows] = [play is not False for play in minute.play]
        stated |= any(play is not None for play in minute.play)
    return possession, alive if stated else None


def _players(players: dict[str, HawkPlayer], sides: dict[str, str], first: str) -> pl.DataFrame:
    rows = [
        {
            "side": sides[identifier(player.team, first)],
            "player": name,
            "name": None,
            "shirt": shirt_number(player.shirt),
            "position": player.role.name or None,
            "keeper": player.role.name == "Goalkeeper",
            "starter": None,
        }
        for name, player in players.items()
        if identifier(player.team, first) in sides
    ]
    return pl.DataFrame(rows, infer_schema_length=None)
