"""Which tests reach a line, and whether they notice a changed one: the runs behind `benchmarks.mutants`."""

from __future__ import annotations

import ast
import compileall
import os
import re
import resource
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from pathlib import Path
from typing import Final

import pytest
from coverage import CoverageData

ROOT: Final = Path(__file__).parents[1]
MEMORY: Final = 8 * 2**30
"""Bytes of address space that the tests of a mutant may take."""
MOST: Final = 300
"""Tests of the first run at most: more would make its start longer than the tests."""
DURATION: Final = re.compile(r"^([\d.]+)s (?:call|setup) +(\S.*)$", re.MULTILINE)
UNLISTED: Final = 0.005
"""Seconds below which pytest does not list a test."""


@dataclass(frozen=True)
class Reach:
    """The tests of a package, measured without any mutant: which lines each reaches, and its seconds."""

    folder: Path
    """The copy of the source."""
    tests: tuple[str, ...]
    """The folders of its tests."""
    lines: CoverageData
    seconds: dict[str, float]

    def of(self, module: str, line: int) -> list[str]:
        """Tests that reach the statement of a line, as pytest names them: the quickest of each file first."""
        contexts = self.lines.contexts_by_lineno(str(self.folder / "src" / "frontfoot" / module))
        text = (self.folder / "src" / "frontfoot" / module).read_text(encoding="utf-8")
        names = {name.rpartition("|")[0] for place in statement(text, line) for name in contexts.get(place, ()) if name}
        by_file: dict[str, list[str]] = {}
        for name in sorted(names, key=lambda name: (self.seconds.get(name, 0.0), name)):
            by_file.setdefault(name.partition("::")[0], []).append(name)
        return [name for turn in zip_longest(*by_file.values()) for name in turn if name is not None]

    def files(self, module: str, reaching: Sequence[str]) -> list[str]:
        """Whole files of tests: those in which a test reaches the line, and those that import its module or package."""
        name = module.removesuffix(".py").replace("/", ".")
        importing = re.compile(
            rf"\bfrontfoot\.{re.escape(name)}\b|from frontfoot\.{re.escape(name.rpartition('.')[0])} import"
        )
        chosen = {test.partition("::")[0] for test in reaching}
        return [
            f"src/frontfoot/{module}",
            *(path for path, text in self.texts.items() if path in chosen or importing.search(text)),
        ]

    @cached_property
    def texts(self) -> dict[str, str]:
        """The test files of the package."""
        paths = chain.from_iterable(sorted((self.folder / part).rglob("test_*.py")) for part in self.tests)
        return {str(path.relative_to(self.folder)): path.read_text(encoding="utf-8") for path in paths}

    def limit(self, paths: Sequence[str]) -> float:
        """Processor seconds that tests, or whole files, may take: three times as many as without a mutant, and 20."""
        whole = tuple(path for path in paths if "::" not in path)
        listed = sum(self.seconds.get(path, 0.0) for path in paths)
        return 20.0 + 3.0 * (listed + sum(value for name, value in self.seconds.items() if name.startswith(whole)))


def statement(text: str, line: int) -> range:
    """The lines of the smallest statement around a line; of an `if`, a loop or a definition those of its head."""
    spans = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.stmt):
            body = getattr(node, "body", None)
            last = body[0].lineno - 1 if body else node.end_lineno or node.lineno
            if node.lineno <= line <= max(last, node.lineno):
                spans.append(range(node.lineno, max(last, node.lineno) + 1))
    return min(spans, key=len, default=range(line, line + 1))


def copied(folder: Path) -> None:
    """Put a compiled copy of the source, and links to all else that tests read, into a folder."""
    shutil.copytree(ROOT / "src", folder / "src", ignore=shutil.ignore_patterns("__pycache__"))
    for path in ROOT.iterdir():
        if path.name not in ("src", ".git", ".venv"):
            (folder / path.name).symlink_to(path)
    compileall.compile_dir(folder / "src", quiet=1)


def reach(package: str, tests: Sequence[str], folder: Path) -> Reach:
    """Run all tests of a package, and its doctests, and note which lines each reaches; SystemExit if one fails."""
    (folder / "reach").mkdir(exist_ok=True)
    data = folder / "reach" / package
    arguments = [
        f"src/frontfoot/{package}",
        *tests,
        f"--cov=frontfoot.{package}",
        "--cov-context=test",
        "--cov-report=",
    ]
    run = run_tests([*arguments, "--durations=0"], folder, None, {"COVERAGE_FILE": str(data)})
    if failed(run.returncode):
        raise SystemExit(f"the tests of {package} fail without any mutant:\n{run.stdout}")
    seconds: dict[str, float] = {}
    for value, name in DURATION.findall(run.stdout):
        seconds[name] = seconds.get(name, 0.0) + float(value)
    lines = CoverageData(str(data))
    lines.read()
    return Reach(folder, tuple(tests), lines, seconds)


def noticed(module: str, line: int, text: str, reached: Reach, folder: Path) -> bool:
    """Whether a test fails or runs out of time with a module's changed text in place, in a copy of the source.

    First the tests that reach the changed statement run, then the whole files that they stand in and those that import
    the module, since a line may be reached once for several tests (a fixture, a kept value).
    """
    source = folder / "src" / "frontfoot" / module
    original, times = source.read_text(encoding="utf-8"), source.stat()
    reaching = reached.of(module, line)
    source.write_text(text, encoding="utf-8")
    try:
        return any(
            failed(run_tests(["-x", *paths], folder, reached.limit(paths)).returncode)
            for paths in (reaching[:MOST], reached.files(module, reaching))
            if paths
        )
    finally:
        source.write_text(original, encoding="utf-8")
        os.utime(source, ns=(times.st_atime_ns, times.st_mtime_ns))


def run_tests(
    arguments: Sequence[str], folder: Path, limit: float | None, settings: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Pytest in the copy, with a limit of processor seconds."""

    def within() -> None:
        if limit is not None:
            resource.setrlimit(resource.RLIMIT_CPU, (int(limit), int(limit) + 5))
            resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))

    return subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=folder,
        env={
            **os.environ,
            "PYTHONPATH": str(folder / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "OMP_NUM_THREADS": "1",
            "POLARS_MAX_THREADS": "1",
            **(settings or {}),
        },
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        preexec_fn=within,
        check=False,
    )


def failed(status: int) -> bool:
    """Whether pytest ended with anything but all tests passed, or none to run."""
    return status not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)
