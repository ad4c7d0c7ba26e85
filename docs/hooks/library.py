"""The page of the library's surface, written from `frontfoot.__all__` whenever the site is built."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Final

from mkdocs.structure.files import File, Files

import frontfoot

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

PAGE: Final = "reference/library.md"

HEAD: Final = """# The library

What `import frontfoot` gives: every name of the public surface. [What is stable](../stability.md) says what that means.
The rooms behind it have [a page each](index.md).

"""


# The rooms' pages hold the anchors that links lead to, so none is set here.
ENTRY: Final = """::: {path}
    skip_local_inventory: true
    options:
      heading: frontfoot.{name}
      toc_label: {name}
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to the site."""
    files.append(File.generated(config, PAGE, content=page()))
    return files


def page() -> str:
    """The page in Markdown: every name, documented where it is defined."""
    return HEAD + "\n".join(ENTRY.format(path=path, name=name) for name in frontfoot.__all__ if (path := home(name)))


def home(name: str) -> str:
    """The path of what a name stands for; empty for a plain value."""
    value = getattr(frontfoot, name)
    if inspect.ismodule(value):
        return value.__name__
    return f"{value.__module__}.{value.__qualname__}" if callable(value) else ""
