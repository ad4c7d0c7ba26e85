"""Commands convert their options to what Typer itself would make of them, and fail as it fails."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Literal

import pytest
import typer
from typer.core import TyperCommand
from typer.testing import CliRunner

from frontfoot.cli.conversion import Command


class Ground(StrEnum):
    HOME = "home"
    AWAY = "away"


KINDS: dict[str, tuple[Any, list[list[str]]]] = {
    "text": (str | None, [["Liverpool"], ["Beşiktaş"], [""], ["\udcff"]]),
    "whole": (int | None, [["3"], ["-3"], ["007"], ["3.0"], ["3.5"], [" 3"], ["1_000"], ["٣"], ["9" * 40], ["x"]]),
    "number": (float | None, [["3"], ["-0.25"], ["0.1"], ["1e3"], ["inf"], ["nan"], [".5"], ["2,5"], ["x"]]),
    "path": (Path | None, [["a/b"], ["/"], ["/nonexistent"], ["-"], ["a" * 5000]]),
    "place": (Ground | None, [["home"], ["HOME"], ["moon"]]),
    "word": (Literal["wide", "tall"] | None, [["tall"], ["Tall"], ["round"]]),
    "pair": (tuple[float, float] | None, [["1.5", "2"], ["1.5", "x"], ["1"]]),
    "several": (list[Path] | None, [["a"], ["a", "--value", "b"]]),
    "needed": (str, [["x"]]),
}


def outcome(cls: type[TyperCommand], kind: Any, arguments: list[str]) -> tuple[int, str, str]:
    app = typer.Typer(pretty_exceptions_enable=False)

    def command(value, at_most, flag=False) -> None:  # type: ignore[no-untyped-def]
        typer.echo(f"{value!r} {at_most} {flag}")

    command.__annotations__ = {
        "value": Annotated[kind, typer.Option()],
        "at_most": Annotated[int | None, typer.Option(min=1, max=9)],
        "flag": bool,
    }
    command.__defaults__ = (None, False) if kind is str else (None, None, False)
    app.command(cls=cls)(command)
    done = CliRunner().invoke(app, arguments)
    return done.exit_code, done.output, repr(done.exception)


@pytest.mark.parametrize("name", KINDS)
def test_a_value_is_what_typer_makes_of_its_text(name: str) -> None:
    kind, texts = KINDS[name]
    calls = [[], ["--flag"], *(["--value", *text] for text in texts)]
    added = (["--at-most", "3"], ["--at-most", "10"], ["left over"], ["--help"], ["--x"])
    calls += [[*calls[2], *more] for more in added]
    for arguments in calls:
        assert outcome(Command, kind, arguments) == outcome(TyperCommand, kind, arguments), arguments
