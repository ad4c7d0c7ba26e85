"""How functions are called: an argument is positional alone only where any name may be one of `**`."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import frontfoot

SOURCE = Path(frontfoot.__file__).parent
PACKAGES = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_every_argument_can_be_named(package: str) -> None:
    modules = sorted((SOURCE / package).rglob("*.py"))
    assert modules
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                assert not node.args.posonlyargs or node.args.kwarg, f"{path.name}: {node.name}"
