"""The command line. It starts fast: heavy imports are inside the commands that need them."""

from __future__ import annotations

import errno
import gc
import os
import sys
from io import TextIOWrapper
from typing import Any, Final

COLLECT_AFTER: Final = 100_000
"""Objects made and not yet freed after which Python searches the newest for cycles."""


def main() -> None:
    """Run `frontfoot` and exit with its status: 0, 2 (an error of input), 130 or 141; 1 is a fault of Frontfoot."""
    try:
        status = _status()
    except KeyboardInterrupt:
        status = 130
    if status == 130:
        sys.stderr.write("Interrupted.\n")
    # Python ends with a search for cycles in all objects, a tenth of a command's time; the system frees them anyway.
    gc.freeze()
    raise SystemExit(status)


def _status() -> int:
    if sys.argv[1:] == ["--version"] and "_FRONTFOOT_COMPLETE" not in os.environ:
        return _say_version()
    if sys.argv[1:2] != ["board"]:
        # Importing and decoding make many objects that stay: at Python's 700 the search for cycles takes a twentieth of
        # a command. A board runs for hours and needs short searches.
        gc.set_threshold(COLLECT_AFTER)
    _keep_to_one_thread()
    import typer

    from frontfoot.cli.app import COMMANDS, build
    from frontfoot.cli.console import NEAREST, manner, say_error
    from frontfoot.core.errors import FrontfootError

    manner.machine = "--json" in sys.argv
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            # A sign that the terminal's encoding lacks is shown by its nearest ASCII, or as "?".
            stream.reconfigure(errors=NEAREST)
    try:
        first = next(iter(sys.argv[1:]), None)
        named = ["frontfoot", first] if first in COMMANDS else ["frontfoot"]
        status = build(first)(sys.argv[len(named) :], prog_name=" ".join(named), standalone_mode=False)
        sys.stdout.flush()
    except FrontfootError as error:
        say_error(error)
        status = 2
    except typer.Abort:
        status = 130
    except BrokenPipeError:
        status = 141
    except OSError as error:
        status = _say_fault(error) if error.errno != errno.ENAMETOOLONG else _say_too_long(error)
    except SystemExit as ended:
        # Typer and Rich end a broken pipe themselves, with a status of their own.
        status = 141 if isinstance(ended.__context__, BrokenPipeError) else int(ended.code or 0)
    except Exception as error:
        status = _say_usage(error) if isinstance(error, typer.BadParameter.__mro__[1]) else _say_fault(error)
    if status == 141:
        # The reader of our output went away (`frontfoot match FILE | head`): no message, no traceback at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return status or 0


def _keep_to_one_thread() -> None:
    """Limit linear algebra to one thread, unless the environment sets a number; NumPy reads the limit when imported.

    The matrices of a match are tiny and those of the strengths small: with threads that wait for each other `tie` takes
    a quarter more processor time, and a fit of the strengths eight times as much. Many matches are measured by several
    processes instead.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _say_version() -> int:
    """Print the version without importing Typer, which halves the time."""
    from frontfoot.core.version import __version__

    try:
        sys.stdout.write(f"frontfoot {__version__}\n")
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    return 0


def _say_usage(error: Any) -> int:
    """Print an error of the arguments, in the form that all errors have."""
    from frontfoot.cli.console import say_error
    from frontfoot.core.errors import InputError

    problem = str(error.format_message()).strip()
    if problem:  # without arguments the help has been shown, and nothing is left to say
        command = error.ctx.command_path if error.ctx is not None else "frontfoot"
        # Most often a name of several words that stands without quotes.
        quotes = 'Put a name of several words in quotes, "Real Madrid"; see' if "extra argument" in problem else "See"
        say_error(InputError(problem, place=command, remedy=f"{quotes} {command} --help"))
    return 2


def _say_too_long(error: OSError) -> int:
    """Say that a path is longer than the file system allows."""
    from frontfoot.cli.console import say_error
    from frontfoot.core.errors import InputError

    say_error(InputError("This name is too long for a file", place=str(error.filename), remedy="Name a shorter one"))
    return 2


def _say_fault(error: Exception) -> int:
    """Print that the error is a fault of Frontfoot, and what to report."""
    import shlex
    import traceback

    from frontfoot.cli.console import say_error
    from frontfoot.core.errors import FrontfootError

    traceback.print_exception(error)
    command = shlex.join(["frontfoot", *sys.argv[1:]])
    say_error(
        FrontfootError(
            f"This is a fault of Frontfoot, not of yours ({type(error).__name__})",
            place=command,
            remedy="Please report it with this command and the lines above",
        )
    )
    return 1
