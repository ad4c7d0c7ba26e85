"""Which types of a package hold values that can be changed after they are made."""

from __future__ import annotations

import importlib
import pkgutil
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
