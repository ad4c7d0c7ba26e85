"""Limits on the files that a reader accepts.

Every limit is far above any real match (the largest files, of StatsBomb events, have 4 MB and 4,500 rows; a 360 file
has 6 MB) and far below the memory of a laptop.
"""

from __future__ import annotations

from typing import Final

from frontfoot.core.errors import ReadError

MAX_FILE_BYTES: Final = 256 * 2**20
"""Size of a file on the disk, compressed or not."""

MAX_CONTENT_BYTES: Final = 512 * 2**20
"""Unpacked size of a compressed file; unpacking stops there, so that a malicious file cannot fill the memory."""

MAX_ARCHIVE_MEMBERS: Final = 64
"""Files inside one zip archive."""

MAX_EVENTS: Final = 100_000
"""Events of one match; a long cup tie with extra time has about 5,000."""

MAX_TABLE_ROWS: Final = 200_000
"""Rows of a table of one match; SkillCorner's dynamic events, the longest, have about 6,000."""

MAX_FRAME_POSITIONS: Final = 5_000_000
"""Player positions in the freeze frames of one match; a full 360 file has about 60,000."""

MAX_LIST_BYTES: Final = 8 * 2**20
"""Size of a list of matches beside a file."""

MAX_DEPTH: Final = 64
"""Nesting of XML; event feeds are at most 10 deep. JSON is bounded by its decoder."""


def check_events(count: int, place: str) -> None:
    """Whether so many events can be one match.

    Raises:
        ReadError: there are none, or more than any match has.
    """
    if not count:
        raise ReadError("The match has no events", place=place, remedy="Export it again")
    if count > MAX_EVENTS:
        raise ReadError(
            f"The match has {count:,} events, more than any match ({MAX_EVENTS:,})",
            place=place,
            remedy="Name a file that holds one match",
        )
