"""Reading of TOML files that people write, and checks of what they hold."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.wording import did_you_mean

_BIGGEST: Final = 1_000_000


def read_toml(path: str | Path, name: str, docs: str) -> dict[str, Any]:
    """The document of a file.

    Args:
        path: of the file.
        name: what the file is, for errors: "The tie file".
        docs: where its format is described.

    Raises:
        ReadError: it is missing, too large or not TOML; the line is named.
    """
    place = Path(path)
    try:
        if place.stat().st_size > _BIGGEST:
            raise ReadError(f"{name} is larger than 1 MB, which none is", place=str(place), remedy="Check the path")
        return tomllib.loads(place.read_text(encoding="utf-8-sig"))
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise ReadError(f"{name} cannot be read: {reason}", place=str(place), remedy="Check the path") from None
    except UnicodeDecodeError:
        raise ReadError(
            f"{name} cannot be read: it holds no text", place=str(place), remedy="Name a text file (TOML)"
        ) from None
    except (ValueError, RecursionError) as error:  # a number of more digits than Python reads is a ValueError
        raise ReadError(f"{name} is not TOML: {error}", place=str(place), remedy=f"See {docs}") from None


class OneOf(NamedTuple):
    """The kind of a text that is one of some names; `noun` says what they name ("round")."""

    noun: str
    names: tuple[str, ...]


class Schema(NamedTuple):
    """The kind of a table: the kind of value of each key that it may have, and the keys that it must have.

    A kind is a type, a list with the kind of its items (`[str]`; `list` for any), a `OneOf` or another `Schema`.
    """

    keys: Mapping[str, Any]
    needed: tuple[str, ...] = ()


_KINDS: Final[dict[Any, tuple[str, str]]] = {
    str: ("a text", "texts"),
    list: ("a list", "lists"),
    bool: ("true or false", "values true or false"),
    int: ("a whole number", "whole numbers"),
    date: ("a day such as 2026-06-11", "days"),
    dict: ("a table", "tables, each in double brackets"),
}


def check_table(entry: Any, schema: Schema, where: str) -> None:
    """Check that a table of a TOML file has the keys it needs, only known keys, and values of the right kinds.

    Args:
        entry: the table.
        schema: what it may and must hold.
        where: file and entry, for the error.

    Raises:
        InputError: it is no table, a key is unknown (with the nearest known one) or missing, or a value is of another
            kind or none of the names that it may be.

    >>> check_table({"legs": 2}, Schema({"legs": int, "note": str}, needed=("legs",)), "my-cup.toml, rule 1")
    """
    if not isinstance(entry, dict):
        raise InputError(f"{entry!r} is no entry", place=where, remedy="Write a table of keys and values")
    for key, value in entry.items():
        if key not in schema.keys:
            meant = did_you_mean(key, tuple(schema.keys))
            raise InputError(
                f"The key '{key}' is not known", place=where, remedy=f"{meant}Known are {', '.join(schema.keys)}"
            )
        _check_value(key, value, schema.keys[key], where)
    for key in schema.needed:
        if key not in entry:
            raise InputError(f"'{key}' is missing", place=where, remedy=f"Write {key} = {_in_words(schema.keys[key])}")


def _check_value(key: str, value: Any, kind: Any, where: str) -> None:
    items, of = (value, kind[0]) if isinstance(kind, list) else ([value], kind)
    if type(items) is not list or any(type(item) is not _type(of) for item in items):
        raise InputError(f"'{key}' must be {_in_words(kind)}", place=where, remedy=f"It is {value!r} now")
    for number, item in enumerate(items, start=1):
        if isinstance(of, Schema):
            check_table(item, of, f"{where}, {key}{f' {number}' if isinstance(kind, list) else ''}")
        elif isinstance(of, OneOf) and item not in of.names:
            remedy = f"{did_you_mean(item, of.names)}Known are {', '.join(of.names)}"
            raise InputError(f"There is no {of.noun} '{item}'", place=f"{where}, {key}", remedy=remedy)


def _type(kind: Any) -> type:
    """The type of a value of a kind, exactly: true is no number, and a moment no day."""
    return str if isinstance(kind, OneOf) else dict if isinstance(kind, Schema) else kind


def _in_words(kind: Any) -> str:
    return f"a list of {_KINDS[_type(kind[0])][1]}" if isinstance(kind, list) else _KINDS[_type(kind)][0]


def refuse_first(faults: Iterable[tuple[str, str, str]], where: str) -> None:
    """Raise the first of some faults as an error; nothing is raised if there is none.

    Args:
        faults: each its place in the entry ("" for the entry itself), the problem and the remedy.
        where: file and entry.

    Raises:
        InputError: the first fault.
    """
    for place, problem, remedy in faults:
        raise InputError(problem, place=f"{where}, {place}" if place else where, remedy=remedy)
