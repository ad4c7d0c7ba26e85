"""A page that an error or a docstring sends its reader to is there."""

from __future__ import annotations

import re
from pathlib import Path

import frontfoot

SOURCE = Path(frontfoot.__file__).parent
ROOT = Path(__file__).parents[2]


def test_every_page_that_the_source_names_is_there() -> None:
    named = {
        (page, path.name)
        for path in SOURCE.rglob("*")
        if path.suffix in {".py", ".toml", ".json", ".html"}
        for page in re.findall(r"docs/[\w/-]+\.md", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 5
    assert [entry for entry in sorted(named) if not (ROOT / entry[0]).is_file()] == []
