"""Every command of the table of promises is there: its file, a test that its -k chooses, its options."""

from __future__ import annotations

import ast
import re
import shlex
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PROOFS = (ROOT / "docs" / "board-proofs.md").read_text(encoding="utf-8")
COMMANDS = sorted(set(re.findall(r"`((?:python -m benchmarks|pytest )[^`]*)`", PROOFS)))


def test_there_are_commands_and_rows_are_numbered() -> None:
    assert len(COMMANDS) > 45
    numbers = [int(number) for number in re.findall(r"^\| (\d+) \|", PROOFS.partition("## Promises")[2], re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_proofs_is_there(command: str) -> None:
    words = shlex.split(command)
    if words[0] == "python":
        source = (ROOT / f"{words[2].replace('.', '/')}.py").read_text(encoding="utf-8")
        for option in [word for word in words if word.startswith("--")]:
            assert f'"{option}"' in source, option
        return
    paths = [word for word in words[1:] if word.endswith(".py")]
    names = [
        node.name
        for path in paths
        for node in ast.walk(ast.parse((ROOT / path).read_text(encoding="utf-8")))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name.startswith("test_")
    ]
    assert names
    if "-k" in words:
        chosen = words[words.index("-k") + 1]
        assert any(chosen in name for name in names), chosen
