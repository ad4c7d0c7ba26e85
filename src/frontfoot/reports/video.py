"""Links from the moments of a report to the video of the match, as media fragments: `match.mp4#t=754`."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Protocol
from urllib.parse import quote, urlsplit

import msgspec
from markupsafe import Markup

from frontfoot.core.errors import InputError
from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import PeriodStart, Video
from frontfoot.reports.svg import element
from frontfoot.scouting.clips import ROLLS
from frontfoot.scouting.offsets import Offsets, clock

SCHEMES: Final = ("https", "http", "file")
PLACE: Final = "video"
NAMES: Final = {1: "kick-off", 2: "second half", 3: "extra time", 4: "second half of extra time", 5: "shoot-out"}

# One letter before a colon is a drive.
_SCHEME: Final = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+):")
_DRIVE: Final = re.compile(r"[A-Za-z]:[\\/]")
_RESERVED: Final = "%/:?[]@!$&*+,;=~"


class Timed(Protocol):
    """Anything of the document that happened at a moment."""

    @property
    def minute(self) -> str:
        """The running minute."""

    @property
    def period(self) -> int:
        """1 to 5."""

    @property
    def seconds(self) -> float:
        """Since the period began."""


def with_video(story: Story, place: str, stated: Offsets) -> Story:
    """A story whose moments lead to its video.

    Args:
        story: of the match.
        place: where the video is, as `video_address` takes it; a path is taken from the folder of the page.
        stated: where periods start in the video; what is left out is assumed to follow after the usual
            breaks (`frontfoot.scouting.offsets.Offsets.completed`), and said to be.

    Raises:
        InputError: the place cannot be linked, or the offsets do not fit the match.
    """
    lengths = {period.number: period.seconds for period in story.periods}
    starts = tuple(
        PeriodStart(period=number, seconds=round(at, 3), stated=number in stated.seconds)
        for number, at in stated.completed(lengths).seconds.items()
    )
    return msgspec.structs.replace(story, video=Video(address=video_address(place), starts=starts))


def is_url(place: str) -> bool:
    """Whether a place is an address with a scheme, and not a path."""
    return _SCHEME.match(place.strip()) is not None


def video_address(place: str) -> str:
    """The place of a video as an address that a link can hold: percent-encoded, without a fragment.

    Args:
        place: a path, absolute or from the folder of the page, or an address of one of `SCHEMES`.

    Raises:
        InputError: it is empty, of another scheme, without a host, has a fragment, or holds control characters.

    >>> video_address("videos/Leg 2 #1.mp4"), video_address("https://example.org/a b?id=1")
    ('videos/Leg%202%20%231.mp4', 'https://example.org/a%20b?id=1')
    """
    text = place.strip()
    if not text:
        raise InputError("The place of the video is empty", place=PLACE, remedy="Name its file or its address")
    if any(unicodedata.category(sign) in {"Cc", "Cs", "Zl", "Zp"} for sign in text):
        raise InputError(
            "The place of the video holds characters that no address can hold",
            place=PLACE,
            remedy="Write it on one line, or give the file another name",
        )
    if _DRIVE.match(text):
        return "file:///" + text[0] + ":" + quote(text[2:].replace("\\", "/"))
    if (scheme := _SCHEME.match(text)) is None:
        # Two slashes would name a host.
        return quote("/" + text.lstrip("/") if text.startswith("/") else text)
    return _url(text, scheme[1].lower())


def _url(text: str, scheme: str) -> str:
    if scheme not in SCHEMES:
        raise InputError(
            f"A video cannot be linked by '{scheme}:'",
            place=PLACE,
            remedy="Name its file (./ before a name with a colon), or an address that starts with https:// or http://",
        )
    if "#" in text:
        raise InputError(
            "The address of the video has a part after #, where the moment is written",
            place=PLACE,
            remedy="Leave it out, or write %23 for a # in a name",
        )
    try:
        host = urlsplit(text).hostname
    except ValueError:
        host = None
    if not text[len(scheme) + 1 :].startswith("//") or (host is None and scheme != "file"):
        raise InputError(
            f"The address '{text}' names no host", place=PLACE, remedy="Write it like https://example.org/match.mp4"
        )
    whole = re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", text)
    return scheme + quote(whole[len(scheme) :], safe=_RESERVED)


def link(story: Story, moment: Timed, sort: str) -> str | None:
    """The address of a moment in the video, its pre-roll before it in whole seconds; None where there is none.

    Args:
        story: with or without a video.
        moment: any part of it that has a period and seconds.
        sort: of `frontfoot.scouting.clips.ROLLS`: how much is shown before it.
    """
    return None if story.video is None else _at(story.video, moment.period, moment.seconds - ROLLS[sort][0])


def linked(story: Story, moment: Timed, sort: str, text: str | None = None) -> Markup:
    """The minute of a moment, or another text, for the page: a link where the video is known."""
    shown = moment.minute if text is None else text
    address = link(story, moment, sort)
    return Markup.escape(shown) if address is None else element("a", shown, href=address)


def starts_line(story: Story) -> Markup:
    """Where the periods start in the video, each a link, and which of them are assumed; empty without one."""
    if story.video is None:
        return Markup("")
    parts = []
    for start in story.video.starts:
        words = f"{NAMES[start.period]} {clock(start.seconds)}{'' if start.stated else ' (assumed)'}"
        parts.append(element("a", words, href=_at(story.video, start.period, 0.0)))
    return Markup("Minutes lead to the video, a few seconds before the moment: ") + Markup(", ").join(parts) + "."


def _at(video: Video, period: int, seconds: float) -> str | None:
    start = next((start.seconds for start in video.starts if start.period == period), None)
    return None if start is None else f"{video.address}#t={max(int(start + seconds), 0)}"
