"""`frontfoot feed`: a provider's file, or entries as JSON lines, sent to a board."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from frontfoot.cli.options import JsonOption, QuietOption, examples
from frontfoot.core.errors import InputError, MissingExtra
from frontfoot.core.wording import several

if TYPE_CHECKING:
    from frontfoot.board.sender import Sender
    from frontfoot.match.match import Match

EXAMPLES = examples(
    "frontfoot feed match.json",
    "frontfoot feed match.json --to http://127.0.0.1:8011 --speed 20",
    "frontfoot feed entries.jsonl --tie bergamo",
)


def feed(
    files: Annotated[
        list[Path], typer.Argument(metavar="FILE...", help="The event files of one match, a .jsonl file, or - (stdin).")
    ],
    to: Annotated[str, typer.Option(help="The board, or the page of a tie on it.")] = "http://127.0.0.1:8011",
    tie: Annotated[
        str | None, typer.Option(help="Identifier of the tie; found by its clubs for a provider's file.")
    ] = None,
    speed: Annotated[
        float | None, typer.Option(min=1, max=100, help="Send as if the match were played now, so many times as fast.")
    ] = None,
    follow: Annotated[
        bool, typer.Option("--follow", help="Read the files again whenever they change, and send what is new.")
    ] = False,
    json_output: JsonOption = False,
    quiet: QuietOption = False,
) -> None:
    """Feed a board: goals, cards, whistles and the front-foot index of a provider's file, or entries as JSON lines.

    Everything is sent once, however often it is sent; what a file no longer holds is taken out. The token for writing
    is read from FRONTFOOT_BOARD_WRITE_TOKEN.
    """
    try:
        import httpx  # noqa: F401
        import pydantic  # noqa: F401
    except ImportError:
        raise MissingExtra("Feeding a board", extra="board") from None
    from frontfoot.board.access import tokens_from_environment
    from frontfoot.board.sender import Sender
    from frontfoot.cli.console import out, print_json

    if json_output and follow:
        raise InputError("A feed that goes on has no last word", place="--json", remedy="Leave it or --follow out")
    sender = Sender(to, tokens_from_environment().get("write"))
    chosen = tie or sender.tie
    lines = len(files) == 1 and (str(files[0]) == "-" or files[0].suffix == ".jsonl")
    if lines:
        if speed is not None or follow:
            raise InputError("Entries are sent as they come", place="--speed, --follow", remedy="Leave them out")
        sent = _send_lines(sender, files[0], chosen)
    else:
        if speed is not None and follow:
            raise InputError("A file that grows sets its own speed", place="--speed", remedy="Leave it or --follow out")
        sent = _send_match(sender, files, chosen, speed, follow=follow)
    if json_output:
        print_json({"tie": sent.tie, "sent": sent.entries, "new": sent.new})
    else:
        out().print(f"Sent: {several(sent.entries, 'entry', 'entries')} to {sent.tie}, {sent.new} new.")


@dataclass(frozen=True, slots=True)
class _Sent:
    """The tie that entries were sent to, their number, and the number of those that were new on the board."""

    tie: str
    entries: int
    new: int


def _send_lines(sender: Sender, path: Path, tie: str | None) -> _Sent:
    if tie is None:
        raise InputError("Entries belong to a tie", place="--tie", remedy="Name it with --tie, or its page with --to")
    count = new = 0
    for entry in _entries(path):
        new += len(sender.send(tie, [entry])["recorded"])
        count += 1
    return _Sent(tie, count, new)


def _entries(path: Path) -> Iterator[dict[str, Any]]:
    """Entries from lines, one a line, as they arrive; blank lines are ignored."""
    from frontfoot.core.errors import ReadError

    def parse(number: int, line: str) -> dict[str, Any]:
        try:
            entry = json.loads(line)
        except ValueError as error:
            raise ReadError(f"Line {number} is not JSON ({error})", place=str(path), remedy="Mend the line") from None
        if not isinstance(entry, dict):
            raise ReadError(f"Line {number} is no entry", place=str(path), remedy="Write one JSON object a line")
        return entry

    try:
        source = sys.stdin if str(path) == "-" else path.open(encoding="utf-8")
        with source:
            for number, line in enumerate(source, start=1):
                if line.strip():
                    yield parse(number, line)
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise ReadError(f"The entries cannot be read: {reason}", place=str(path), remedy="Check the path") from None


def _send_match(sender: Sender, files: list[Path], tie: str | None, speed: float | None, *, follow: bool) -> _Sent:
    import time
    from datetime import UTC, datetime

    from frontfoot.board.feed import leg_of, programme
    from frontfoot.board.following import Following, kick_off
    from frontfoot.cli.console import note
    from frontfoot.match.load import load

    match = load(*files)
    chosen = tie or sender.tie_for(match)
    legs = sender.legs(chosen)
    number = leg_of(match, legs)
    clubs = (str(legs[number - 1]["home"]), str(legs[number - 1]["away"]))
    if speed is not None:
        start, begun = datetime.now(UTC), time.monotonic()
        due, new = programme(match, number, clubs), 0
        for item in due:
            time.sleep(max(item.elapsed / speed - (time.monotonic() - begun), 0.0))
            new += len(sender.send(chosen, [item.document(start, speed)])["recorded"])
        return _Sent(chosen, len(due), new)
    following = Following(sender, chosen, kick_off(match))
    due = programme(match, number, clubs)
    new = following.update(due)
    _send_pause(sender, chosen, match)
    if not follow:
        return _Sent(chosen, len(due), new)
    note(f"Sent: {several(len(due), 'entry', 'entries')} to {chosen}, {new} new.")
    note("Waiting for the file to change; Ctrl-C ends.")
    stamp = _stamp(files)
    while True:
        time.sleep(1.0)
        now = _stamp(files)
        if now != stamp:
            stamp = now
            match = load(*files)
            new = following.update(programme(match, number, clubs))
            _send_pause(sender, chosen, match)
            note(f"The file changed: {several(new, 'new entry', 'new entries')}.")


def _send_pause(sender: Sender, tie: str, match: Match) -> None:
    """Send the half-time page of a match that is not over, without odds, which the board has itself."""
    if not match.progress.unfinished:
        return
    from frontfoot.reports.half_time.build import pause

    sender.pause(tie, json.loads(pause(match).json()))


def _stamp(files: list[Path]) -> list[tuple[int, int]]:
    return [(file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists()]
