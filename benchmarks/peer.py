"""Makes the environment of a peer, which brings much that Frontfoot does without, and runs penaltyblog in its.

    python -m benchmarks.peer NAME FOLDER      NAME as in benchmarks/requirements-NAME.txt
    export FRONTFOOT_PENALTYBLOG=FOLDER/bin/python

Every peer has one file of pinned requirements; the interpreter of its environment is what the benchmarks are given.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError


def requirements() -> dict[str, Path]:
    """The file of requirements of every peer, by its name."""
    files = sorted(Path(__file__).parent.glob("requirements-*.txt"))
    return {path.stem.removeprefix("requirements-"): path for path in files}


def make(name: str, folder: Path) -> Path:
    """Make the environment of a peer; returns its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / "bin" / "python"
    subprocess.run([str(python), "-m", "pip", "install", "-q", "-r", str(requirements()[name])], check=True)
    return python


def penaltyblog(task: str, *, timeout: float | None = None, **arguments: Any) -> Any:
    """What `benchmarks/penaltyblog_peer.py` answers to a task; None when it needs longer than `timeout` seconds.

    Raises:
        FrontfootError: the peer's environment is not named, or it failed.
    """
    python = os.environ.get("FRONTFOOT_PENALTYBLOG")
    if not python:
        raise FrontfootError("The peer's environment is not named", remedy="See the top of benchmarks/peer.py")
    script = Path(__file__).with_name("penaltyblog_peer.py")
    try:
        done = subprocess.run(
            [python, str(script)],
            input=json.dumps({"task": task, **arguments}),
            capture_output=True,
            text=True,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise FrontfootError(
            f"The peer failed: {done.stderr[-500:]}", remedy="Make its environment again: python -m benchmarks.peer"
        )
    return json.loads(done.stdout)


def main() -> None:
    """Make an environment and print its interpreter."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("name", choices=sorted(requirements()))
    parser.add_argument("folder", type=Path)
    options = parser.parse_args()
    print(make(options.name, options.folder))


if __name__ == "__main__":
    main()
