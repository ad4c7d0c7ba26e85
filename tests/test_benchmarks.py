"""The list of benchmarks, and the pinned requirements of the peers."""

from __future__ import annotations

import importlib
import re

import pytest
from benchmarks.__main__ import TITLES, listing
from benchmarks.peer import requirements


def test_every_benchmark_is_listed_with_one_line() -> None:
    lines = dict(listing())
    assert {f"benchmarks.{name}" for name in TITLES} <= lines.keys()
    assert all(re.fullmatch(r"[A-Z].{20,}\.", line) for line in lines.values()), lines
    assert len(lines) > 30
    for name in ("benchmarks.growth", "benchmarks.report", "benchmarks.peer"):
        assert callable(importlib.import_module(name).main)


def test_the_list_is_what_the_command_prints(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.argv", ["benchmarks"])
    importlib.import_module("benchmarks.__main__").main()
    printed = capsys.readouterr().out.splitlines()
    assert len(printed) == len(listing())
    assert any(line.startswith("python -m benchmarks.outlook ") for line in printed)


def test_every_peer_has_pinned_requirements() -> None:
    assert set(requirements()) == {"databallpy", "penaltyblog", "socceraction", "unravelsports"}
    for name, path in requirements().items():
        pinned = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
        assert any(re.fullmatch(rf"{name}==[\d.]+", line) for line in pinned), name
        assert all("==" in line or "<" in line for line in pinned), name
