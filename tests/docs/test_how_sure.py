"""The page for writers says nothing that the pages of validation do not say."""

from __future__ import annotations

import re
from typing import Final

import pytest

from tests.docs.blocks import ROOT

DOCS: Final = ROOT / "docs"
ROW: Final = re.compile(r"^\| (.+?) \| (.+?) \| (.+?) \| \[.+?\]\((.+?\.md)#(.+?)\) \|$", re.MULTILINE)
NUMBER: Final = re.compile(r"(?<![\w.])\d*[.,]?\d+(?![\w.])")
ROWS: Final = ROW.findall((DOCS / "how-sure.md").read_text(encoding="utf-8"))
KNOWN: Final = {"1", "0.90"}
"""What a figure would be if all were right: of no page."""


def section(page: str, anchor: str) -> str:
    """The text of a page below the heading of an anchor, up to the next of its level."""
    text = (DOCS / page).read_text(encoding="utf-8")
    for match in re.finditer(r"^(#+) (.+)$", text, re.MULTILINE):
        if re.sub(r"[^a-z0-9_ -]", "", match[2].lower()).replace(" ", "-") == anchor:
            rest = text[match.end() :]
            following = re.search(rf"^#{{1,{len(match[1])}}} ", rest, re.MULTILINE)
            return rest[: following.start()] if following else rest
    raise AssertionError(f"{page} has no heading for #{anchor}")


def test_the_table_is_there() -> None:
    assert len(ROWS) >= 10


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:40])
def test_every_measured_figure_stands_on_its_page(row: tuple[str, ...]) -> None:
    _, measured, sample, page, anchor = row
    whole = (DOCS / page).read_text(encoding="utf-8")
    for said, source in ((measured, section(page, anchor)), (sample, whole)):
        numbers = {number.strip(",") for number in NUMBER.findall(said)} - KNOWN
        missing = [number for number in numbers if not re.search(rf"(?<![\d.]){re.escape(number)}(?!\d|\.\d)", source)]
        assert missing == [], f"{page}#{anchor} does not say {missing}"
    assert NUMBER.search(measured)
