"""Rooms with a front door: `frontfoot.decide` is a package, and calling it calls the function `decide` in it.

Four names of the library's surface (report, decide, cup, season) are packages as well. The import system binds a
package on its parent, so a function of the same name would be lost as soon as anything imports from the room; a package
that can be called is both, always.
"""

from __future__ import annotations

import sys
from importlib import import_module
from inspect import Parameter, Signature, cleandoc, signature
from types import ModuleType
from typing import Any


def open_front_door(package: str, module: str) -> None:
    """Make a package callable: its call is the function of its own name, imported on first use.

    Args:
        package: full name of the package, from its `__init__`.
        module: full name of the module that holds the function.

    >>> import frontfoot.decide
    >>> callable(frontfoot.decide), frontfoot.decide.__name__
    (True, 'frontfoot.decide')
    """
    room = sys.modules[package]
    room.__dict__["_front_door"] = module
    room.__class__ = _Room


class _Room(ModuleType):
    """A package that can be called; its signature and help are those of its function."""

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._function(*arguments, **options)

    @property
    def _function(self) -> Any:
        return getattr(import_module(self.__dict__["_front_door"]), self.__name__.rpartition(".")[2])

    @property
    def __signature__(self) -> Signature:
        return signature(self._function)

    @property
    def __doc__(self) -> str:  # type: ignore[override]
        about, call = cleandoc(self.__dict__["__doc__"]), _written(self.__name__, self.__signature__)
        return f"{about}\n\n{call}\n\n{cleandoc(self._function.__doc__)}"

    def __reduce__(self) -> tuple[Any, ...]:
        return import_module, (self.__name__,)


class _Bare(str):
    """An annotation shown without quotes."""

    __slots__ = ()
    __repr__ = str.__str__


def _written(name: str, call: Signature) -> str:
    """A call as it is written, one parameter a line; annotations, which are strings, without quotes."""
    lines = []
    for parameter in call.parameters.values():
        if parameter.kind is Parameter.KEYWORD_ONLY and "*" not in lines:
            lines.append("*")
        lines.append(str(parameter.replace(annotation=_Bare(parameter.annotation))))
    return f"{name}(\n" + "".join(f"    {line},\n" for line in lines) + f") -> {call.return_annotation}"
