"""The pictures of the gallery, made by the code of its page whenever the site is built."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from mkdocs.structure.files import File, Files

from frontfoot.draw.saving import as_svg

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

PAGE: Final = "gallery.md"
BLOCK: Final = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Run the blocks of the page one after the other, and add the figure that each makes to the site."""
    text = (Path(config.docs_dir) / PAGE).read_text(encoding="utf-8")
    for number, picture in enumerate(pictures(text)):
        files.append(File.generated(config, address(number), content=picture))
    return files


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """The page with every picture under its code."""
    return shown(markdown) if page.file.src_uri == PAGE else markdown


def pictures(text: str) -> list[bytes]:
    """The figure of every block as SVG; a block that makes none fails."""
    namespace: dict[str, Any] = {}
    made = []
    for block in BLOCK.findall(text):
        namespace.pop("figure", None)
        exec(compile(block, PAGE, "exec"), namespace)
        made.append(as_svg(namespace["figure"]))
    return made


def shown(text: str) -> str:
    """The page with a picture after each block, named by the heading above it."""
    count = -1

    def with_picture(match: re.Match[str]) -> str:
        nonlocal count
        count += 1
        heading = re.findall(r"^## (.+)$", text[: match.start()], re.MULTILINE)[-1]
        return f"{match[0]}\n\n![{escape(heading)}]({address(count)})"

    return BLOCK.sub(with_picture, text)


def address(number: int) -> str:
    """Where a picture of the page lies."""
    return f"pictures/gallery-{number + 1}.svg"
