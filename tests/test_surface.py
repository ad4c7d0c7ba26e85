"""The library's surface: what is there, and how fast it is there."""

from __future__ import annotations

import subprocess
import sys

import pytest

import frontfoot
from frontfoot.cli.app import build


def test_every_public_name_is_there_and_nothing_else() -> None:
    assert dir(frontfoot) == sorted(frontfoot.__all__)
    for name in frontfoot.__all__:
        assert getattr(frontfoot, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'glory'"):
        _ = frontfoot.glory


def test_importing_the_package_and_asking_for_help_load_nothing_heavy() -> None:
    """The price of a start is the modules it loads; these are the heavy ones."""
    code = (
        "import sys, frontfoot; from frontfoot.cli.app import build; build();"
        "print([m for m in ('polars', 'scipy', 'matplotlib', 'kloppy', 'numpy', 'jinja2', 'dask') if m in sys.modules])"
    )
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
    assert loaded == "[]"


def test_every_command_explains_itself() -> None:
    for command in build().registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__, command.name
