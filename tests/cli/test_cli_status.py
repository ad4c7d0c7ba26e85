"""How a command ends: its status, and what stands on standard output and standard error."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.commands import run
from tests.seasons.season_help import until

COMMAND = [sys.executable, "-c", "from frontfoot.cli import main; main()"]
HALF_TIME = ["tie", "Atalanta", "Liverpool", "--competition", "uel", "--season", "2023", "--rates", "1.4", "1.7"]
HALF_TIME += ["--first-leg", "3-0", "--minute", "45", "--score", "0-1"]


def alive(group: int) -> bool:
    """Whether a process of the group is still there."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def test_all_is_well() -> None:
    done = run("--version")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        ["tie"],
        ["nonsense"],
        ["tie", "--plott", "x.png"],
        ["cup", "uel", "last"],
        ["match", "absent.json"],
        ["tie", "Atalanta", "Liverpol", *HALF_TIME[3:]],
    ],
    ids=" ".join,
)
def test_what_the_user_can_mend_is_2_in_one_form(arguments: list[str]) -> None:
    plain = run(*arguments)
    assert (plain.returncode, plain.stdout) == (2, "")
    heads = [line.split(": ")[0] for line in plain.stderr.splitlines()]
    assert heads in (["Error", "Where", "What to do"], ["Error", "What to do"])
    machine = run(*arguments, "--json")
    assert (machine.returncode, machine.stdout) == (2, "")
    error = json.loads(machine.stderr)["error"]
    assert set(error) == {"problem", "place", "remedy"}
    assert error["problem"] in plain.stderr


@pytest.mark.slow
def test_a_fault_of_ours_is_1_and_asks_to_be_reported() -> None:
    code = (
        "import frontfoot.match.load as door\n"
        "def load(*paths, **options): raise ZeroDivisionError('made for a test')\n"
        "door.load = load\n"
        "from frontfoot.cli import main; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "match", "a match.json"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert "ZeroDivisionError: made for a test" in done.stderr
    assert "Error: This is a fault of Frontfoot" in done.stderr
    assert "Where: frontfoot match 'a match.json'" in done.stderr


@pytest.mark.slow
def test_a_reader_that_goes_away_is_141(kloppy_files: Path) -> None:
    for arguments in (["match", str(kloppy_files / "statsbomb_3788741_event.json"), "--json"], HALF_TIME, ["--help"]):
        reading, writing = os.pipe()
        os.close(reading)
        done = subprocess.run(
            [*COMMAND, *arguments], stdout=writing, stderr=subprocess.PIPE, text=True, timeout=120, check=False
        )
        os.close(writing)
        assert (done.returncode, done.stderr) == (141, ""), arguments


@pytest.fixture
def matches(data: Path, tmp_path: Path) -> Path:
    """A folder with matches enough for an interruption to fall between them."""
    folder = tmp_path / "matches"
    folder.mkdir()
    for path in sorted((data / "wyscout" / "serie-a").glob("*.json.gz"))[:40]:
        shutil.copy(path, folder)
    return folder


def interrupted(matches: Path, store: Path, ready: Callable[[], bool], **environment: str) -> str:
    """What a season says on standard error that is interrupted when it is ready, as a terminal interrupts it."""
    command = [*COMMAND, "season", str(matches), "--store", str(store), "--workers", "2"]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, **environment},
    ) as process:
        until(lambda: ready() or process.poll() is not None)
        os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to the command and to its workers
        out, output = process.communicate(timeout=60)
    assert (process.returncode, out) == (130, "")
    until(lambda: not alive(process.pid))
    return output


@pytest.mark.slow
def test_an_interruption_is_130_and_leaves_nothing_half_done(matches: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    assert interrupted(matches, store, lambda: bool(list(store.glob(".staging/*.match")))) == "Interrupted.\n"
    assert not list(store.glob("**/*.unfinished"))
    assert not list(store.glob("**/*.parquet"))


@pytest.mark.slow
def test_workers_interrupted_while_they_start_say_nothing(matches: Path, tmp_path: Path) -> None:
    started = tmp_path / "started"
    slow = tmp_path / "slow"
    slow.mkdir()
    (slow / "sitecustomize.py").write_text(
        "import pathlib, sys, time\n"
        "if '--multiprocessing-fork' in sys.orig_argv:\n"
        f"    pathlib.Path({str(started)!r}).touch()\n"
        "    time.sleep(2)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(slow), *filter(None, [os.environ.get("PYTHONPATH")])])
    assert interrupted(matches, tmp_path / "store", started.exists, PYTHONPATH=path) == "Interrupted.\n"


@pytest.mark.slow
def test_quiet_says_the_answer_and_nothing_beside_it(tmp_path: Path) -> None:
    result = run(*HALF_TIME, "--plot", tmp_path / "one.svg")
    quiet = run(*HALF_TIME, "--plot", tmp_path / "two.svg", "--quiet")
    assert result.stderr == f"Written: {tmp_path / 'one.svg'}\n"
    assert (quiet.stdout, quiet.stderr) == (result.stdout, "")


@pytest.mark.slow
@pytest.mark.parametrize("options", [[], ["--quiet"]], ids=" ".join)
def test_progress_is_for_a_terminal_only(kloppy_files: Path, tmp_path: Path, options: list[str]) -> None:
    pty = pytest.importorskip("pty", reason="no terminals here")
    arguments = ["report", str(kloppy_files / "wyscout_events_v3.json"), "--out", str(tmp_path), *options]
    piped = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True, timeout=120, check=True)
    assert piped.stderr == ""
    ours, theirs = pty.openpty()
    shown = subprocess.run(
        [*COMMAND, *arguments],
        stdout=subprocess.PIPE,
        stderr=theirs,
        text=True,
        timeout=120,
        check=True,
        env={**os.environ, "TERM": "xterm"},
    )
    os.write(theirs, b"end")
    output = os.read(ours, 65536).decode(errors="replace")  # a read may end within a sign
    os.close(ours)
    os.close(theirs)
    assert shown.stdout == piped.stdout
    assert ("Matches" in output) == (not options)


@pytest.mark.slow
def test_signs_that_the_terminal_lacks_are_no_fault(kloppy_files: Path) -> None:
    done = run(
        "match",
        kloppy_files / "statsbomb_3788741_event.json",
        environment={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "Turkey  0-3  Italy" in done.stdout
