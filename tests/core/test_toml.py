"""TOML that people write: a fault of the file is told with its place, never a traceback."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.core.toml import read_toml


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
