"""No rule is called checked that no level tie of the data has tried, or that one contradicts."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks.tie_rules import counts, is_checked

from frontfoot.ties.rule_files import shipped


@pytest.mark.slow
def test_what_is_called_checked_is_checked(data: Path) -> None:
    checked = counts(data)
    assert sum(count.ties for count in checked.values()) > 1500
    assert not [wrong for count in checked.values() for wrong in count.against]
    called = 0
    for document in shipped():
        code = document["codes"][0]
        for number, entry in enumerate(document["rule"]):
            if entry["checked"] and entry["steps"]:
                called += 1
                assert is_checked(checked[code, number]), f"{code}.toml, rule {number + 1}"
    assert called > 40
