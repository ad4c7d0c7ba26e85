"""Lists of entries at random, over all kinds, competitions and orders: of the test and of `benchmarks.board_lists`."""

from __future__ import annotations

import json
import random
import tomllib
from collections.abc import Iterator
from typing import Any, Final

import msgspec

from frontfoot.board import odds
from frontfoot.board.answers import BoardHead
from frontfoot.board.effective import PlacedEntry
from frontfoot.board.exports import tie_file
from frontfoot.board.live import history
from frontfoot.board.odds import Priced
from frontfoot.board.record import NOTHING, LedgerRecord, canonical, chained
from frontfoot.board.state import BoardState, fold
from frontfoot.core.errors import FrontfootError
from frontfoot.ties.entry import body_of, entry_of
from frontfoot.ties.file import parse_tie
from frontfoot.ties.rounds import ROUNDS
from frontfoot.ties.rulebook import competitions
from frontfoot.ties.tie_file import TieFile

HOME, AWAY = "Liverpool", "Atalanta"
NAMES: Final = (HOME, AWAY, HOME, AWAY, "Arsenal", "A\x00B", "\u202e", "=1+1", "<script>")
TEXTS: Final = ("", "Salah", "x\ny", "\x1b[31m", "=cmd|' /C calc'!A0", '"', "x\u2028y", "😀", "</script>")
PERIOD_MINUTES: Final = (
    "1",
    "45",
    "45+1",
    "45+9",
    "HT",
    "46",
    "90",
    "90+14",
    "ET 91",
    "ET 105",
    "ET 120+3",
    7,
    63.5,
)
TIMES: Final = (
    "2024-04-18T19:00:00Z", "2024-04-18T19:47:00+02:00", "2024-04-18T20:02:00Z", "2024-04-18T20:50:00Z",
    "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-04-18T20:05:00.123456-11:00", "1970-01-01T00:00:00Z",
)  # fmt: skip
RECORDED: Final = (None, 0.0, 1713470000.0, 1713474000.0, 4e9)
SEASONS: Final = (1955, 1967, 1970, 1993, 2003, 2020, 2023, 2030)


def openings() -> list[TieFile]:
    """A tie of every competition, round and number of matches that there have been, in several seasons."""
    found = []
    for code in competitions():
        for season in SEASONS:
            for stage in (None, *ROUNDS):
                for pairs in ([(HOME, AWAY)], [(HOME, AWAY), (AWAY, HOME)]):
                    legs = [{"home": home, "away": away, "rates": [1.4, 1.2]} for home, away in pairs]
                    document = {"competition": code, "season": season, "leg": legs}
                    try:
                        found.append(parse_tie(document | ({"round": stage} if stage else {})))
                    except FrontfootError:
                        continue
    return found


def happening(name: str, dice: random.Random) -> dict[str, Any]:
    """Something of any kind that the schema takes."""
    kind = dice.choice(
        ("goal", "goal", "goal", "var", "red card", "second yellow", "yellow card", "note", "stoppage", "kick",
         "period", "period", "clock", "front-foot")
    )  # fmt: skip
    body: dict[str, Any] = {"id": name, "kind": kind, "leg": dice.choice((1, 1, 2))}
    period = {"period": dice.randint(1, 4)}
    second = {"second": dice.choice((0.0, 59.999, 2700.0, 4500.0))}
    time = {"at": dice.choice(TIMES), "speed": dice.choice((1.0, 0.1, 100.0))}
    side = {"value": 0.0, "low": -20.0, "high": 20.0}
    if kind in ("goal", "var", "red card", "second yellow", "yellow card"):
        body |= {"club": dice.choice(NAMES), "minute": dice.choice(PERIOD_MINUTES), "player": dice.choice(TEXTS)}
        return body | ({"bench": dice.random() < 0.3} if kind not in ("goal", "var") else {"note": dice.choice(TEXTS)})
    if kind == "note":
        return body | {"minute": dice.choice(PERIOD_MINUTES), "note": dice.choice(TEXTS[1:])}
    if kind == "stoppage":
        return body | {"minutes": dice.randint(0, 30)} | dice.choice((period, {"minute": dice.choice(PERIOD_MINUTES)}))
    if kind == "kick":
        number = {"number": dice.randint(1, 12)} if dice.random() < 0.3 else {}
        return body | {"club": dice.choice(NAMES), "converted": dice.random() < 0.7} | number
    if kind == "period":
        return body | period | {"state": dice.choice(("start", "end"))} | time
    if kind == "clock":
        return body | period | second | {"running": dice.random() < 0.5} | time
    return body | period | second | {"home": side, "away": side}


def entries(dice: random.Random) -> list[dict[str, Any]]:
    """A list of up to 24 entries that speak of one another; now and then of two hundred, most of them goals."""
    length = 200 if dice.random() < 0.003 else dice.randint(0, 24)
    names = [f"e{number}" for number in range(length)]
    dice.shuffle(names)
    found: list[dict[str, Any]] = []
    for name in names:
        what = dice.random()
        of = f"e{dice.randrange(length + 2)}"
        if what < 0.1:
            found.append({"id": name, "kind": "removal", "of": of, "reason": dice.choice(TEXTS)})
        elif what < 0.2:
            found.append({"id": name, "kind": "correction", "of": of, "entry": happening(of, dice)})
        elif length == 200:
            club = HOME if what < 0.9 else AWAY
            found.append({"id": name, "kind": "goal", "leg": 1, "minute": "7", "club": club})
        else:
            found.append(happening(name, dice))
    return found


def lists(seed: int, count: int, of_each: int = 1) -> Iterator[tuple[TieFile, list[dict[str, Any]], random.Random]]:
    """Ties and entries for them; so many lists of a tie follow one another."""
    dice, ties = random.Random(seed), openings()
    dice.shuffle(ties)
    for number in range(count):
        yield ties[number // of_each % len(ties)], entries(dice), dice


def folded(
    opening: TieFile, bodies: list[dict[str, Any]], dice: random.Random
) -> tuple[BoardState, list[LedgerRecord], list[PlacedEntry]]:
    """The state of the entries, recorded, exported as JSON lines and read again before.

    Raises:
        AssertionError: what was read again is not what was recorded, or the state is none.
    """
    records, digest = [], NOTHING
    placed = []
    for sequence, body in enumerate(bodies, start=2):
        text = canonical(body_of(entry_of(body)))
        record = chained(digest, sequence, "t", body["id"], "2024-04-18T19:00:00.000+00:00", "api", text)
        assert LedgerRecord.of_line(record.line()) == record
        assert not any(ord(sign) < 0x20 for sign in "".join(map(str, json.loads(record.body).values())))
        digest = record.digest
        records.append(record)
        placed.append(PlacedEntry.at(sequence, entry_of(record.document), dice.choice(RECORDED)))
    state = fold(opening, placed, len(placed) + 1)
    assert all(isinstance(problem, str) and problem for problem in state.problems)
    assert min(state.course.score) >= 0
    assert min(state.course.men) >= 7
    again = parse_tie(tomllib.loads(tie_file(state.file).decode()))
    assert (again.tie, again.events) == (state.file.tie, state.file.events)
    msgspec.json.encode(history(records, placed))
    return state, records, placed


def told(state: BoardState, priced: Priced, now: float) -> BoardHead:
    """What pages are sent of a state.

    Args:
        state: of a tie.
        priced: the rates of that tie.
        now: seconds since the epoch.

    Raises:
        AssertionError: odds that are none.
    """
    head, line = odds.head(state, priced, now), odds.line(state, priced, now)
    msgspec.json.encode([head, line])
    assert all(0.0 <= point[-1] <= 1.0 for point in line["points"])
    if head["through"] is not None:
        assert all(0.0 <= share <= 1.0 for share in head["through"].values())
        whole = sum(head["through"].values()) + head["draw"]
        assert abs(whole - 1.0) < 1e-6
    else:
        assert head["problems"] or not head["settles"]
    return head
