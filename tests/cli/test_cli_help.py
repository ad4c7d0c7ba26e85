"""What `--help` says: of every command, with examples that can be typed as they stand."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from tests.cli.commands import answering, every_command, examples_of, run

ROOT = Path(__file__).resolve().parents[2]
TIE = """\
competition = "league"
season = 2020

[[leg]]
home = "Juventus"
away = "Sampdoria"
rates = [2.1, 0.8]
"""
COMMANDS = every_command()
CHEAP = [
    example
    for command in COMMANDS.values()
    for example in examples_of(command)
    if "--frames" not in example
    and (example[1] in ("match", "report", "tie", "decide") or example[1:] == ["data", "list"])
]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_shows_examples_that_parse(name: str) -> None:
    examples = examples_of(COMMANDS[name])
    assert examples, f"{name} --help shows no example"
    for example in examples:
        typed, rest = "frontfoot", example[1:]
        while rest and f"{typed} {rest[0]}" in COMMANDS:
            typed, rest = f"{typed} {rest[0]}", rest[1:]
        assert typed.startswith(name), f"{example} is no example of {name}"
        COMMANDS[typed].make_context(typed, rest)


@pytest.mark.slow
@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_is_explained_in_a_narrow_terminal_too(name: str) -> None:
    for parameter in COMMANDS[name].params:
        assert parameter.help, f"{parameter.name} of {name} is not explained"
    for width in (60, 100):
        done = CliRunner().invoke(build(), [*name.split()[1:], "--help"], env={"COLUMNS": str(width)})
        assert done.exit_code == 0
        assert max(map(len, done.stdout.splitlines())) <= width
        assert "\x1b" not in done.stdout
        assert "Examples:" in done.stdout


@pytest.fixture(scope="module")
def desk(kloppy_files: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the files that the examples name."""
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(ROOT / "examples", folder / "examples")
    names = {
        "match.json": "wyscout_events_v3.json",
        "events.json": "statsbomb_3788741_event.json",
        "lineups.json": "statsbomb_3788741_lineup.json",
    }
    for name, source in names.items():
        shutil.copy(kloppy_files / source, folder / name)
    (folder / "tie.toml").write_text(TIE, encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("example", CHEAP, ids=" ".join)
def test_cheap_examples_run(example: list[str], desk: Path) -> None:
    done = run(*example[1:], cwd=desk)
    assert done.returncode == 0, done.stderr
    assert done.stdout


def test_every_answer_can_be_had_as_json_and_in_silence() -> None:
    for name in answering():
        options = {option for parameter in COMMANDS[name].params for option in parameter.opts}
        assert {"--json", "--quiet"} <= options, name
