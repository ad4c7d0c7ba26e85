"""The real match with frames (Bayern - Dortmund 4-0, 2019-11-09), read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.approach.tracking import Measured, measure
from frontfoot.match.tracking import Frames, mend, read_frames


@pytest.fixture(scope="session")
def real_files(kloppy_files: Path) -> tuple[Path, Path]:
    files = kloppy_files / "skillcorner_match_data.json", kloppy_files / "skillcorner_structured_data.json"
    for file in files:
        if not file.is_file():
            pytest.skip(f"this kloppy wheel carries no {file.name} (3.19.1 does)")
    return files


@pytest.fixture(scope="session")
def raw(real_files: tuple[Path, Path]) -> Frames:
    return read_frames(*real_files)


@pytest.fixture(scope="session")
def mended(raw: Frames) -> Frames:
    return mend(raw)


@pytest.fixture(scope="session")
def measured(mended: Frames) -> Measured:
    return measure(mended)
