"""What is said where an optional dependency is not installed: at once, and what to install."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

WITHOUT = (
    "import sys\n"
    "for name in sys.argv.pop(1).split(','): sys.modules[name] = None\n"  # importing such a name is an ImportError
    "from frontfoot.cli import main; main()"
)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("missing", "extra", "arguments"),
    [
        ("kloppy", "providers", ["match", "{kloppy}/datafactory_events.json"]),
        ("kloppy", "providers", ["report", "--provider", "pff", *["--frames", "{kloppy}/pff_10517.jsonl"] * 3]),
        ("sklearn", "fit", ["fit", "chances", "--data", "{data}", "--out", "{tmp}"]),
        ("dask,distributed", "cluster", ["season", "{folder}", "--store", "{tmp}/s", "--cluster", "tcp://127.0.0.1:1"]),
        ("fsspec,s3fs", "cluster", ["table", "s3://bucket/store"]),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_a_missing_extra_is_named(
    missing: str, extra: str, arguments: list[str], kloppy_files: Path, data: Path, tmp_path: Path
) -> None:
    folder = data / "wyscout" / "serie-a"
    named = [part.format(kloppy=kloppy_files, data=data, tmp=tmp_path, folder=folder) for part in arguments]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, missing, *named], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    first, *rest = done.stderr.splitlines()
    assert first.endswith(f"needs the '{extra}' extra, which is not installed.")
    assert rest == [f"What to do: Install it with: pip install 'frontfoot[{extra}]'."]
