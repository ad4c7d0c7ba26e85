"""Writing what was told about a match into a folder."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from frontfoot.errors import FrontfootError

if TYPE_CHECKING:
    from frontfoot.report.document import Story


def file_stem(story: Story) -> str:
    """The name of a match's files, made of plain letters only: `turkey-italy-3788741`."""
    parts = (story.home, story.away, story.match_id)
    return "-".join(slug for part in parts if (slug := _slug(part))) or "match"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l").replace("ß", "ss"))
    return re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode().lower()).strip("-")[:60]


def write_story(story: Story, folder: Path, *, json: bool, markdown: bool) -> list[Path]:
    """Write the page, and the JSON and Markdown where they are asked for.

    Returns:
        The files written.

    Raises:
        FrontfootError: the folder or a file cannot be written.
    """
    from frontfoot.report.html import page

    stem = file_stem(story)
    contents = {f"{stem}.html": page(story).encode()}
    if json:
        from frontfoot.report.document import encode

        contents[f"{stem}.json"] = encode(story)
    if markdown:
        from frontfoot.report.markdown import markdown as as_markdown

        contents[f"{stem}.md"] = as_markdown(story).encode()
    return [write(folder / name, content) for name, content in contents.items()]


def write(path: Path, content: bytes) -> Path:
    """Write a file and the folders it needs.

    Raises:
        FrontfootError: that is not possible.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise FrontfootError(
            f"The file cannot be written ({reason})", place=str(path), remedy="Choose another folder with --out"
        ) from None
    return path
