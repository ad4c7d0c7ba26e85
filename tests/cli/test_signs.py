"""What a console shows whose code page lacks a sign."""

from __future__ import annotations

import io

import pytest

from frontfoot.cli.console import NEAREST


@pytest.mark.parametrize(
    ("encoding", "text", "shown"),
    [
        ("cp1252", "\u22120.42 \u2192 Atl\u00e9tico \u2013", "-0.42 -> Atl\u00e9tico \u2013"),
        ("ascii", "1\u20130 \u2264 \u22123", "1-0 <= -3"),
        ("cp1252", "\u2588", "?"),
        ("utf-8", "\u22121", "\u22121"),
    ],
)
def test_the_nearest_ascii_is_written(encoding: str, text: str, shown: str) -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    stream.reconfigure(errors=NEAREST)
    stream.write(text)
    stream.flush()
    assert raw.getvalue().decode(encoding) == shown
