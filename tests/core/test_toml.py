"""TOML that people write: a fault of the file is told with its place, never a traceback."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.toml import OneOf, Schema, check_table, read_toml, refuse_first


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b'name = "\xff"', "The tie file cannot be read: it holds no text"),
        (b"season = " + 5000 * b"9", "The tie file is not TOML: Exceeds the limit"),
        (b"leg = " + 5000 * b"[", "The tie file is not TOML"),
        (b"season =", "The tie file is not TOML: Invalid value (at end of document)"),
        (b"#" * 1_000_001, "The tie file is larger than 1 MB"),
        (None, "The tie file cannot be read: No such file or directory"),
    ],
    ids=["no text", "digits", "depth", "no value", "size", "absent"],
)
def test_a_file_that_cannot_be_read_is_refused_with_its_place(
    tmp_path: Path, content: bytes | None, problem: str
) -> None:
    path = tmp_path / "tie.toml"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(ReadError) as refused:
        read_toml(path, "The tie file", "docs/tie.md")
    assert refused.value.problem.startswith(problem)
    assert refused.value.place == str(path)
    assert refused.value.remedy


def test_a_mark_of_the_byte_order_is_no_part_of_the_text(tmp_path: Path) -> None:
    path = tmp_path / "tie.toml"
    path.write_bytes(b"\xef\xbb\xbfseason = 2023\n")
    assert read_toml(path, "The tie file", "docs/tie.md") == {"season": 2023}


DAY = date(2026, 6, 11)
ENTRY = Schema(
    {"code": OneOf("round", ("SF", "F")), "places": [int], "enter": [Schema({"day": date}, ("day",))], "open": bool},
    needed=("code",),
)


@pytest.mark.parametrize(
    ("entry", "problem", "place", "remedy"),
    [
        (3, "3 is no entry", "my.toml", "a table of keys"),
        ({}, "'code' is missing", "my.toml", "Write code = a text"),
        ({"code": "SF", "place": [1]}, "The key 'place' is not known", "my.toml", "Did you mean 'places'? Known are"),
        ({"code": "SFF"}, "There is no round 'SFF'", "my.toml, code", "Did you mean 'SF'? Known are SF, F"),
        ({"code": 1}, "'code' must be a text", "my.toml", "It is 1 now"),
        ({"code": "F", "places": 1}, "'places' must be a list of whole numbers", "my.toml", "It is 1 now"),
        ({"code": "F", "places": [1, True]}, "'places' must be a list of whole numbers", "my.toml", "[1, True]"),
        ({"code": "F", "open": 1}, "'open' must be true or false", "my.toml", "It is 1 now"),
        ({"code": "F", "enter": [{"day": DAY}, {}]}, "'day' is missing", "my.toml, enter 2", "a day such as"),
        ({"code": "F", "enter": [{"day": datetime(2026, 6, 11)}]}, "'day' must be a day", "my.toml, enter 1", "now"),
    ],
)
def test_what_a_table_must_not_hold_is_named_with_its_place(
    entry: object, problem: str, place: str, remedy: str
) -> None:
    check_table({"code": "F", "places": [1, 2], "enter": [{"day": DAY}], "open": True}, ENTRY, "my.toml")
    with pytest.raises(InputError) as refused:
        check_table(entry, ENTRY, "my.toml")
    assert problem in refused.value.problem
    assert refused.value.place == place
    assert remedy in refused.value.remedy


def test_the_first_of_the_faults_is_raised_and_none_is_no_error() -> None:
    refuse_first([], "my.toml")
    with pytest.raises(InputError, match=r"^my\.toml, legs: Three legs\. Write 2\.$"):
        refuse_first([("legs", "Three legs", "Write 2"), ("", "x", "y")], "my.toml")
