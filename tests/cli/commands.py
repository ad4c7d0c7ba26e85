"""Every command of the application, and its examples, as the help shows them."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from frontfoot.cli import main
from frontfoot.cli.app import build


def every_command() -> dict[str, Any]:
    """All groups and commands by what is typed to run them."""
    found: dict[str, Any] = {}

    def walk(name: str, command: Any) -> None:
        found[name] = command
        for below, child in getattr(command, "commands", {}).items():
            walk(f"{name} {below}", child)

    walk("frontfoot", get_command(build()))
    return found


def answering() -> list[str]:
    """The commands that do something, without the groups that hold them."""
    return [name for name, command in every_command().items() if not getattr(command, "commands", {})]


def examples_of(command: Any) -> list[list[str]]:
    """The words of every example, `frontfoot` first."""
    lines = (command.epilog or "").replace("\\\n", " ").splitlines()
    return [shlex.split(line.removeprefix("$ ")) for line in lines if line.startswith("$ ")]


def json_of(*arguments: str) -> Any:
    """The document that a command prints with `--json`; the command runs in this process."""
    result = CliRunner().invoke(build(), [*arguments, "--json"], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def status_of(*arguments: str) -> int:
    """The exit status of `frontfoot` with these arguments; it runs in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["frontfoot", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    return int(ended.value.code or 0)


def run(
    *arguments: str | Path, cwd: Path | None = None, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """`frontfoot` as a user runs it."""
    return subprocess.run(
        [sys.executable, "-c", "from frontfoot.cli import main; main()", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=cwd,
        env={**os.environ, **(environment or {})},
        timeout=120,
        check=False,
    )
