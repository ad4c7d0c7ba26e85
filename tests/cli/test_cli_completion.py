"""What the shells complete."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest

from frontfoot.cli.app import build
from tests.cli.commands import run


def offered(shell: str, line: str, place: int = 0) -> list[str]:
    """What is offered for the last word of a line that is being typed, or for the word at a place."""
    typed = {"_TYPER_COMPLETE_ARGS": line, "_FRONTFOOT_COMPLETE": f"complete_{shell}"}
    if shell == "bash":
        typed |= {"COMP_WORDS": line, "COMP_CWORD": str(place or line.count(" "))}
    if shell == "fish":
        typed |= {"_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    done = run(environment=typed)
    assert done.stderr == ""
    return done.stdout.splitlines()


@pytest.mark.slow
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_is_printed_and_completes_commands(shell: str) -> None:
    script = run(environment={"_FRONTFOOT_COMPLETE": f"source_{shell}"})
    assert script.returncode == 0
    assert "frontfoot" in script.stdout
    assert f"complete_{shell}" in script.stdout
    shown = "\n".join(offered(shell, "frontfoot "))
    for command in build().registered_commands:
        assert str(command.name) in shown
    assert [line for line in offered(shell, "frontfoot fit in") if "in-play" in line]


@pytest.mark.slow
def test_bash_can_read_the_script() -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("bash is not installed")
    script = run(environment={"_FRONTFOOT_COMPLETE": "source_bash"}).stdout
    asked = f"{script}\ncomplete -p frontfoot"
    done = subprocess.run([bash, "-c", asked], capture_output=True, text=True, check=True)
    assert "-F _" in done.stdout


@pytest.mark.slow
@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("frontfoot tie Ata", "Atalanta"),
        ("frontfoot decide Atalanta Liverp", "Liverpool"),
        ("frontfoot tie Atalanta Liverpool --competition ue", "uel"),
        ("frontfoot tie Atalanta Liverpool --round Q", "QF"),
        ("frontfoot cup serie", "serie-a"),
        ("frontfoot data get wys", "wyscout-2017-18"),
        ("frontfoot decide Atalanta Liverpool --at ne", "neutral"),
        ("frontfoot table store --by sc", "score"),
    ],
)
def test_names_are_completed(line: str, name: str) -> None:
    assert name in offered("bash", line)


@pytest.mark.slow
def test_a_name_of_several_words_stays_one() -> None:
    assert r"West\ Ham\ United" in offered("bash", "frontfoot tie West")
    assert "West Ham United" in offered("bash", 'frontfoot tie "West H', 2)
    assert "West Ham United" in "".join(offered("zsh", r"frontfoot tie West\ H"))


@pytest.mark.slow
def test_completing_loads_nothing_heavy() -> None:
    code = (
        "import sys; from frontfoot.cli import complete\n"
        "found = [complete.clubs(), complete.open_sets()]\n"
        "assert all(found)\n"
        "print([m for m in ('polars', 'scipy', 'matplotlib', 'kloppy', 'numpy', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
