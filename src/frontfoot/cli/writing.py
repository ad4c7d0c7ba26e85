"""Writing the reports of a match into a folder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.core.writing import write

if TYPE_CHECKING:
    from frontfoot.reports.document import Story
    from frontfoot.reports.half_time.build import Pause


class OutputFormat(StrEnum):
    """The formats of a report."""

    HTML = "html"
    JSON = "json"
    MARKDOWN = "markdown"


def file_stem(story: Story) -> str:
    """The name of a match's files, made of plain letters only: `turkey-italy-3788741`."""
    parts = (story.home, story.away, story.match_id)
    return "-".join(filter(None, map(slug, parts))) or "match"


def slug(text: str) -> str:
    """A name made of plain letters, figures and hyphens, for a file."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:60]


def write_story(story: Story, folder: Path, formats: Collection[OutputFormat]) -> list[Path]:
    """Write a match in each of the formats.

    Returns:
        The files written.

    Raises:
        FrontfootError: the folder or a file cannot be written.
    """
    stem = file_stem(story)
    contents: dict[str, bytes] = {}
    if OutputFormat.HTML in formats:
        from frontfoot.reports.html import page

        contents[f"{stem}.html"] = page(story).encode()
    if OutputFormat.JSON in formats:
        from frontfoot.reports.document import encode

        contents[f"{stem}.json"] = encode(story)
    if OutputFormat.MARKDOWN in formats:
        from frontfoot.reports.markdown import markdown as as_markdown

        contents[f"{stem}.md"] = as_markdown(story).encode()
    return [write(folder / name, content) for name, content in contents.items()]


def write_pause(made: Pause, folder: Path) -> list[Path]:
    """Write the page of a pause as HTML, JSON and Markdown.

    Returns:
        The files written.

    Raises:
        FrontfootError: the folder or a file cannot be written.
    """
    stem = f"{file_stem(made.story)}-half-time"
    contents = {"html": made.html(), "json": made.json(), "md": made.markdown()}
    return [write(folder / f"{stem}.{suffix}", text.encode()) for suffix, text in contents.items()]
