"""The options for the starts of a match's periods in its video, shared by all commands that need them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Annotated, Final

import typer

from frontfoot.cli.options import placed
from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    from frontfoot.scouting.offsets import Offsets

video_option: Final = partial(typer.Option, rich_help_panel="Video")
NAMES: Final = "--kick-off, --second-half, --extra-time"
PERIODS: Final = {
    1: "the kick-off",
    2: "the second half",
    3: "extra time",
    4: "the second half of extra time",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoOptions:
    """Where the periods of a match start in its video."""

    kick_off: Annotated[
        str | None,
        video_option(
            metavar="TIME",
            help="Where the kick-off lies in the video, 2:14. Without it the video is assumed to start with the "
            "kick-off.",
        ),
    ] = None
    second_half: Annotated[
        str | None,
        video_option(
            metavar="TIME",
            help="Where the second half starts in the video, 64:02. Without it the break is assumed to be 15 minutes.",
        ),
    ] = None
    extra_time: Annotated[
        str | None,
        video_option(
            metavar="TIME,...",
            help="Where the halves of extra time start in the video, 118:20,136:05; the shoot-out may follow.",
        ),
    ] = None


def stated_offsets(periods: VideoOptions) -> Offsets:
    """Offsets of the periods that the options name, without the others.

    Raises:
        InputError: a value is not a time, the periods are not in order, or extra time has a start and the second half
            has none.
    """
    from frontfoot.scouting.offsets import Offsets

    kick_off, second_half, extra_time = periods.kick_off, periods.second_half, periods.extra_time
    if extra_time is not None and second_half is None:
        raise InputError(
            "Extra time follows a second half, and its place is not given",
            place="--extra-time",
            remedy="Add --second-half 64:02",
        )
    later = [*([] if second_half is None else [second_half]), *([] if extra_time is None else extra_time.split(","))]
    offsets = placed(lambda: Offsets.parse(kick_off or "0:00", *later), NAMES)
    return offsets if kick_off is not None else Offsets({n: at for n, at in offsets.seconds.items() if n > 1})


def completed_offsets(stated: Offsets, lengths: Mapping[int, float]) -> Offsets:
    """Where every period of a match starts in the video; a note says which are assumed.

    Args:
        stated: as `stated_offsets` returns it.
        lengths: seconds of each period of the match.

    Raises:
        InputError: see `frontfoot.scouting.offsets.Offsets.completed`.
    """
    from frontfoot.cli.console import note
    from frontfoot.scouting.offsets import clock

    completed = placed(lambda: stated.completed(lengths), NAMES)
    assumed = [
        f"{PERIODS[number]} at {clock(at)}" for number, at in completed.seconds.items() if number not in stated.seconds
    ]
    if assumed:
        note(f"Not known, and assumed to start in the video: {', '.join(assumed)}. Check it there, or give {NAMES}.")
    return completed
