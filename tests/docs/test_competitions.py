"""The list of competitions in the page on ties is that of the rules."""

from __future__ import annotations

import re

from frontfoot.core.errors import InputError
from frontfoot.ties.rounds import ROUNDS
from frontfoot.ties.rulebook import competitions, rules
from tests.docs.blocks import ROOT


def _known(code: str, season: int) -> bool:
    """Whether any round has rules in a season."""
    for name in ROUNDS:
        try:
            rules(code, season, name)
        except InputError:
            continue
        return True
    return False


def test_every_competition_stands_in_the_list_with_its_first_season() -> None:
    text = (ROOT / "docs" / "tie.md").read_text(encoding="utf-8")
    listed = {code: int(year) for code, year in re.findall(r"^\| `([\w-]+)` \|.*\| (\d{4}) \|$", text, re.MULTILINE)}
    assert set(listed) == set(competitions())
    for code, year in listed.items():
        assert _known(code, year), code
        assert not _known(code, year - 1), code
