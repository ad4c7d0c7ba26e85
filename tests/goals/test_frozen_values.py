"""What holds of every class of the package: values do not change."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil

import pytest

import frontfoot.goals

MODULES = sorted(m.name for m in pkgutil.walk_packages(frontfoot.goals.__path__, "frontfoot.goals."))
# States that are learnt step by step.
CHANGING = {"Filter", "Member"}


@pytest.mark.parametrize("module", MODULES)
def test_values_are_frozen(module: str) -> None:
    here = importlib.import_module(module)
    for name, thing in vars(here).items():
        if inspect.isclass(thing) and thing.__module__ == module and dataclasses.is_dataclass(thing):
            assert thing.__dataclass_params__.frozen == (name not in CHANGING), name  # type: ignore[attr-defined]
