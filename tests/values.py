"""What holds for all types and functions of a package: values do not change, and every argument has a name."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path
from typing import Any


def changeable(package: str) -> set[str]:
    """Names of the dataclasses of `frontfoot.PACKAGE` that are not frozen, without GPU code."""
    names = set()
    root = importlib.import_module(f"frontfoot.{package}")
    for found in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
        if found.name.endswith("_gpu"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            parameters: Any = getattr(value, "__dataclass_params__", None)
            made_here = isinstance(value, type) and value.__module__ == found.name
            if made_here and parameters is not None and not parameters.frozen:
                names.add(name)
    return names


def without_names(package: str) -> set[str]:
    """Functions of `frontfoot.PACKAGE` with arguments that cannot be given by their names."""
    root = importlib.import_module(f"frontfoot.{package}")
    functions = set()
    for file in sorted(Path(root.__path__[0]).rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, (ast.FunctionDef, ast.Lambda)) and node.args.posonlyargs:
                functions.add(f"{file.name}:{node.lineno}")
    return functions
