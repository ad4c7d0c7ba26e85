"""Commands that take one object: Typer sees a parameter for every field, the command the object made of them."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from typing import Any, TypeGuard, TypeVar, get_type_hints

T = TypeVar("T")


def spread(command: Callable[[Any], None]) -> Callable[..., None]:
    """A function with one parameter for every option of `command`, which takes them as one dataclass.

    A field that is itself a dataclass is replaced by all of its options, in their order, so that options shared by
    several commands are written once. The names of the options of a command must differ.

    >>> from dataclasses import field, make_dataclass
    >>> Look = make_dataclass("Look", [("theme", str, "light")], frozen=True)
    >>> Options = make_dataclass("Options", [("file", str), ("look", Look, field(default_factory=Look))], frozen=True)
    >>> def draw(options):
    ...     print(options)
    >>> draw.__annotations__ = {"options": Options}
    >>> spread(draw).__annotations__
    {'file': <class 'str'>, 'theme': <class 'str'>}
    >>> spread(draw)(file="tie.toml", theme="dark")
    Options(file='tie.toml', look=Look(theme='dark'))
    """
    kind = next(iter(get_type_hints(command, include_extras=True).values()))

    def run(**values: Any) -> None:
        command(_made(kind, values))

    parameters = list(_parameters(kind))
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    run.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return run


def takes_object(command: Callable[..., None]) -> bool:
    """Whether a command takes one dataclass, and no options one by one."""
    hints = get_type_hints(command, include_extras=True)
    hints.pop("return", None)
    return len(hints) == 1 and _is_group(next(iter(hints.values())))


def options_by_name(options: Any) -> dict[str, Any]:
    """The values of a group by the names that its options have on the command line.

    >>> from dataclasses import make_dataclass
    >>> options_by_name(make_dataclass("Group", ["first_leg"])("3-0"))
    {'--first-leg': '3-0'}
    """
    return {option_name(field.name): getattr(options, field.name) for field in fields(options)}


def option_name(name: str) -> str:
    """How the option of a field is written on the command line.

    >>> option_name("first_leg")
    '--first-leg'
    """
    return f"--{name.replace('_', '-')}"


def _is_group(hint: object) -> TypeGuard[type[Any]]:
    return isinstance(hint, type) and is_dataclass(hint)


def _described(kind: type[Any]) -> Iterator[tuple[Field[Any], Any]]:
    hints = get_type_hints(kind, include_extras=True)
    return ((field, hints[field.name]) for field in fields(kind))


def _parameters(kind: type[Any]) -> Iterator[inspect.Parameter]:
    for field, hint in _described(kind):
        if _is_group(hint):
            yield from _parameters(hint)
        else:
            default = inspect.Parameter.empty if field.default is MISSING else field.default
            yield inspect.Parameter(field.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=hint)


def _made(kind: type[T], values: dict[str, Any]) -> T:
    parts = {
        field.name: _made(hint, values) if _is_group(hint) else values[field.name] for field, hint in _described(kind)
    }
    return kind(**parts)
