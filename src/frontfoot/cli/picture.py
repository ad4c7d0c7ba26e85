"""The options of a picture, for every command that draws one."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

from frontfoot.cli.objects import options_by_name
from frontfoot.cli.options import output_option
from frontfoot.core.errors import InputError

if TYPE_CHECKING:
    from matplotlib.figure import Figure

COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")


@dataclass(frozen=True, slots=True, kw_only=True)
class PictureOptions:
    """The options of a picture that is drawn besides the output."""

    plot: Annotated[Path | None, output_option(metavar="FILE", help="Draw a picture too: .png, .svg or .pdf.")] = None
    shape: Annotated[
        Literal["wide", "square", "tall"] | None,
        output_option("--shape", show_default="wide", help="Of the picture: 16:9, 1:1 or 9:16."),
    ] = None
    theme: Annotated[
        Literal["light", "dark"] | None, output_option("--theme", show_default="light", help="Of the picture.")
    ] = None


@dataclass(frozen=True, slots=True)
class Picture:
    """The path of a picture, its shape, theme and colours."""

    path: Path
    shape: Literal["wide", "square", "tall"] = "wide"
    theme: Literal["light", "dark"] = "light"
    colours: tuple[str, str] | None = None

    def write(self, draw: Callable[[], Figure]) -> None:
        """Draw the figure, write it, and print a note with its path."""
        from frontfoot.cli.console import note_written
        from frontfoot.draw.saving import save

        save(draw(), self.path)
        note_written(self.path)


def picture(options: PictureOptions, colours: str | None = None) -> Picture | None:
    """The picture that the options describe; None without a path.

    Raises:
        InputError: a path that is not a picture's, shape, theme or colours without a path, or not two colours.
    """
    if options.plot is None:
        named = options_by_name(options) | {"--colours": colours}
        idle = [name for name, value in named.items() if value is not None]
        if idle:
            raise InputError("There is no picture to look so", place=", ".join(idle), remedy="Add --plot FILE")
        return None
    from frontfoot.draw.saving import check_picture

    check_picture(options.plot)
    both = None
    if colours is not None:
        parts = [part.strip() for part in colours.split(",")]
        if len(parts) != 2 or not all(COLOUR.fullmatch(part) for part in parts):
            raise InputError(
                f"'{colours}' is not two colours", place="--colours", remedy="Write them like #1e71b8,#c8102e"
            )
        both = (parts[0], parts[1])
    return Picture(options.plot, options.shape or "wide", options.theme or "light", both)
