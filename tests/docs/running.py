"""Running what stands in the docs: commands through the command line itself, Python in one namespace a page."""

from __future__ import annotations

import ast
import io
import os
import re
import shlex
import sys
from contextlib import redirect_stderr, redirect_stdout
from itertools import dropwhile
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import typer

import frontfoot.cli
from frontfoot.cli.app import build
from frontfoot.cli.console import err, out
from tests.docs.blocks import ROOT

NOT_OURS: Final = ("make", "pip", "PEER/bin/pip", "pytest", "dask", "docker", "cd", "echo", "chmod", "python3")
"""Programs that the docs name and the tests do not run."""

WIDTH: Final = "80"
"""Characters in a line of the terminal that the docs show."""


def words(line: str) -> list[str]:
    """The words of a command, without its comment and the settings before it."""
    found = shlex.split(line, comments=True)
    return list(dropwhile(lambda word: re.match(r"[A-Z_]+=", word), found))


def call(arguments: list[str]) -> tuple[int, str]:
    """Run `frontfoot` with arguments; its exit status and what it said.

    The last two words may be `>` and a file, which then receives standard output.
    """
    target = Path(arguments[-1]) if arguments[-2:-1] == [">"] else None
    results, notes = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True) for _ in range(2))
    if target is None:
        notes = results
    else:
        arguments = arguments[:-2]
    out.cache_clear()
    err.cache_clear()
    try:
        with (
            patch.dict(os.environ, {"COLUMNS": WIDTH, "TERM": "dumb"}),
            patch.object(sys, "argv", ["frontfoot", *arguments]),
            redirect_stdout(results),
            redirect_stderr(notes),
        ):
            frontfoot.cli.main()
        status = 0
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        out.cache_clear()
        err.cache_clear()
    if target is not None:
        target.write_bytes(_bytes(results))
    return status, _bytes(notes).decode()


def _bytes(stream: io.TextIOWrapper) -> bytes:
    stream.flush()
    buffer = stream.buffer
    assert isinstance(buffer, io.BytesIO)
    return buffer.getvalue()


def check_arguments(arguments: list[str]) -> None:
    """Hold a command that is not run against the command line: its name, its options and the kind of its values."""
    command: Any = typer.main.get_command(build())
    name = "frontfoot"
    while hasattr(command, "commands"):
        name, *arguments = arguments
        command = command.commands[name]
    command.make_context(name, arguments)


def check_module(arguments: list[str]) -> None:
    """Hold `python -m benchmarks.NAME` or `python FILE` against the repository."""
    if arguments[0] == "-m" and arguments[1].startswith("benchmarks"):
        path = ROOT.joinpath(*arguments[1].split("."))
        assert path.with_suffix(".py").is_file() or (path / "__main__.py").is_file(), f"no module {arguments[1]}"
    elif arguments[0].endswith(".py"):
        assert (ROOT / arguments[0]).is_file(), f"no file {arguments[0]}"


def execute(text: str, place: str, namespace: dict[str, Any]) -> tuple[Any, str]:
    """Run Python in a namespace; the value of its last expression (None without one) and what it printed."""
    tree = ast.parse(text, place)
    last = tree.body[-1] if tree.body else None
    ending = ast.Expression(last.value) if isinstance(last, ast.Expr) else ast.Expression(ast.Constant(None))
    if isinstance(last, ast.Expr):
        tree.body.pop()
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile(tree, place, "exec"), namespace)
        value = eval(compile(ast.fix_missing_locations(ending), place, "eval"), namespace)
    return value, printed.getvalue()
