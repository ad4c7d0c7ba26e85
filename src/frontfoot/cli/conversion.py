"""The class of every command: it converts plain text itself and leaves all else, errors too, to Typer.

Typer converts with pydantic, whose import takes a quarter of the time of `frontfoot tie`.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from types import NoneType
from typing import Any, Final, Literal, get_args, get_origin, get_type_hints

from typer.core import TyperCommand

_NUMBER: Final = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,15})?")


class Command(TyperCommand):
    """A command of which Typer reads the arguments and `converted` makes their values, where it can all of them."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put the value of every parameter into `ctx.params`; returns the arguments that belong to none."""
        texts, rest, _ = self.make_parser(ctx).parse_args(args=list(args))
        kinds = get_type_hints(self.callback)
        try:
            for parameter in sorted(self.get_params(ctx), key=lambda each: not each.is_eager):
                value, _ = parameter.consume_value(ctx, texts)
                if isinstance(value, bool):
                    parameter.handle_parse_result(ctx, texts, rest)
                elif (value is None and parameter.required) or (value is not None and _bounded(parameter)):
                    return super().parse_args(ctx, args)
                elif parameter.expose_value:
                    ctx.params[parameter.name] = converted(value, kinds[parameter.name])
        except ValueError:
            return super().parse_args(ctx, args)
        return super().parse_args(ctx, args) if rest else rest


def _bounded(parameter: Any) -> bool:
    return parameter.min is not None or parameter.max is not None


def converted(value: Any, kind: Any) -> Any:
    """The value of the kind that an annotation names, from text or several texts; None and what is no text as it is.

    Raises:
        ValueError: it is no such value, or not written in the plainest way.

    >>> converted(("1.5", "2"), tuple[float, float] | None), converted("cup", Literal["cup", "league"])
    ((1.5, 2.0), 'cup')
    """
    kinds = get_args(kind)
    if value is None:
        return None
    if NoneType in kinds:
        return converted(value, kinds[0])
    if get_origin(kind) is list:
        return [converted(each, kinds[0]) for each in value]
    if get_origin(kind) is tuple:
        return tuple(map(converted, value, kinds))
    if not isinstance(value, str):
        return value
    value.encode()  # an argument that is not UTF-8 raises a ValueError
    if get_origin(kind) is Literal:
        return kinds[kinds.index(value)]
    if kind in (int, float) and not _NUMBER.fullmatch(value):
        raise ValueError(value)
    if kind is Path and os.access(value, os.F_OK) and not os.access(value, os.R_OK):
        raise ValueError(value)
    return kind(value)
