"""How functions of the package are called: no argument is positional alone, so that all can be named."""

from __future__ import annotations

import ast
from importlib.util import find_spec
from pathlib import Path


def test_every_argument_can_be_named() -> None:
    spec = find_spec("frontfoot.cups")
    assert spec is not None
    assert spec.origin is not None
    modules = sorted(Path(spec.origin).parent.glob("*.py"))
    assert len(modules) > 20
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                assert not node.args.posonlyargs, f"{path.name}: {node.name}"
