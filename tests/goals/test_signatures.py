"""What holds of every function and class of the package: arguments have names, values do not change."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Iterator
from typing import Any

import pytest

import frontfoot.goals

MODULES = sorted(m.name for m in pkgutil.walk_packages(frontfoot.goals.__path__, "frontfoot.goals."))
# States that are learnt step by step.
CHANGING = {"Filter", "Member"}


def functions(module: str) -> Iterator[tuple[str, Any]]:
    """Functions and methods written in a module."""
    here = importlib.import_module(module)
    for name, thing in vars(here).items():
        if getattr(thing, "__module__", None) != module:
            continue
        if inspect.isclass(thing):
            for method, value in vars(thing).items():
                inner = inspect.unwrap(getattr(value, "__func__", value))
                if inspect.isfunction(inner) and inner.__module__ == module:
                    yield f"{name}.{method}", inner
        elif callable(thing):
            yield name, inspect.unwrap(thing)


@pytest.mark.parametrize("module", MODULES)
def test_every_argument_can_be_given_by_its_name(module: str) -> None:
    for name, function in functions(module):
        kinds = {p.kind for p in inspect.signature(function).parameters.values()}
        assert inspect.Parameter.POSITIONAL_ONLY not in kinds, name


@pytest.mark.parametrize("module", MODULES)
def test_values_are_frozen(module: str) -> None:
    here = importlib.import_module(module)
    for name, thing in vars(here).items():
        if inspect.isclass(thing) and thing.__module__ == module and dataclasses.is_dataclass(thing):
            assert thing.__dataclass_params__.frozen == (name not in CHANGING), name  # type: ignore[attr-defined]
