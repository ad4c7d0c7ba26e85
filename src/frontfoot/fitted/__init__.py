"""The shipped parameters, each file with a record of its data and the command that makes it again.

A fitted file is canonical JSON (sorted keys, fixed indentation, a final newline), so that refitting from the same
data gives the same file byte for byte.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from frontfoot.core.errors import FrontfootError
from frontfoot.core.version import __version__


@dataclass(frozen=True, slots=True)
class Record:
    """The record of a fitted file: its data, its command and its held-out scores.

    Attributes:
        data: the source and its attribution.
        licence: the data's licence.
        rows: numbers of rows used, by name (shots, matches, ...).
        dates: first and last date of the data, ISO 8601.
        command: the command that makes the file again.
        seed: of the random generator; None if no random numbers are used.
        code_version: version of Frontfoot that fitted it.
        held_out: scores on data that the fit did not use, by name.
        terms: conditions of the data's owner for using or showing the parameters; empty if the licence is all.
    """

    data: str
    licence: str
    rows: Mapping[str, int]
    dates: tuple[str, str]
    command: str
    seed: int | None = None
    code_version: str = __version__
    held_out: Mapping[str, Any] = field(default_factory=dict)
    terms: str = ""


def write(path: Path, record: Record, parameters: Mapping[str, Any]) -> None:
    """Write a fitted file in canonical form."""
    document = {"record": {k: v for k, v in asdict(record).items() if k != "terms" or v}, "parameters": parameters}
    text = json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False, allow_nan=False)
    path.write_text(text + "\n", encoding="utf-8")


def write_shipped(name: str, out: Path | None, record: Record, parameters: Mapping[str, Any]) -> Path:
    """Write the fitted file `name` to `out`, by default to its place in the package; returns the path."""
    path = out if out is not None else Path(__file__).parent / f"{name}.json"
    write(path, record, parameters)
    read.cache_clear()
    return path


def exists(name: str) -> bool:
    """Whether the fitted file `name` is installed; files from data with special terms may be removed."""
    return (files(__name__) / f"{name}.json").is_file()


@cache
def read(name: str) -> dict[str, Any]:
    """The fitted file `name` shipped with the package: a dict with keys `record` and `parameters`."""
    source = files(__name__) / f"{name}.json"
    if not source.is_file():
        raise FrontfootError(f"There is no fitted file '{name}'", remedy="Reinstall frontfoot")
    document: dict[str, Any] = json.loads(source.read_text(encoding="utf-8"))
    return document
