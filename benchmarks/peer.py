"""Runs penaltyblog in an environment of its own: it brings pandas and much else that Frontfoot does without.

Make the environment once, and name its Python:

    python3 -m venv PEER && PEER/bin/pip install -r benchmarks/requirements-penaltyblog.txt
    export FRONTFOOT_PENALTYBLOG=PEER/bin/python
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError


def penaltyblog(task: str, *, timeout: float | None = None, **arguments: Any) -> Any:
    """What `benchmarks/penaltyblog_peer.py` answers to a task; None when it needs longer than `timeout` seconds.

    Raises:
        FrontfootError: the peer's environment is not named, or it failed.
    """
    python = os.environ.get("FRONTFOOT_PENALTYBLOG")
    if not python:
        raise FrontfootError("The peer's environment is not named", remedy="See the top of benchmarks/peer.py")
    # One thread for both sides: CPU time then means the same work.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
    script = Path(__file__).with_name("penaltyblog_peer.py")
    try:
        done = subprocess.run(
            [python, str(script)],
            input=json.dumps({"task": task, **arguments}),
            capture_output=True,
            text=True,
            timeout=timeout,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None
    if done.returncode:
        raise FrontfootError(f"The peer failed: {done.stderr[-500:]}", remedy="Install its requirements again")
    return json.loads(done.stdout)
