"""Every code block of the README and the docs runs, and shows what it really says.

Of each page, in order and in one temporary folder: `python` blocks in one namespace, `sql` blocks in DuckDB, `toml` and
`json` blocks are read (and stand as a file where they have a title), and `console` blocks go through the command line,
where `$ echo $?` asks for the exit status of the line before. Output that a page shows under a command, or in a `text`
block titled "Output" after a Python block, must be what comes out; `...` stands for lines left out.

A block after the comment `<!-- not run: REASON -->` is only held against the names and options of the command line.
"""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any, Final

import polars as pl
import pytest

from frontfoot.seasons.store import Store
from tests.conftest import data_folder
from tests.docs import shelf
from tests.docs.blocks import ROOT, Block, blocks, commands, differs, outside, pages
from tests.docs.running import NOT_OURS, call, check_arguments, check_module, execute, words

REASONS: Final = (
    "needs a network",
    "needs a cluster",
    "needs a running board",
    "a board runs until it is stopped",
    "takes minutes",
    "makes secrets",
    "needs a Docker daemon",
    "the same in Python below",
)
PAGES: Final = [page for page in pages() if blocks(page.read_text("utf-8"))]


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


class Run:
    """A page that is run: what its blocks share, and what they gave."""

    def __init__(self) -> None:
        self.namespace: dict[str, Any] = {"__name__": "page"}
        self.status = 0
        self.said = ""
        self.printed = ""
        self.values: dict[str, list[Any]] = {"python": [], "sql": []}

    def block(self, block: Block, place: str) -> None:
        if block.language == "console":
            for command in commands(block):
                self.command(command.line, command.shown, place, block.not_run)
            return
        assert not block.not_run, f"{place}: only console blocks may be left out"
        if block.language == "python":
            value, self.printed = execute(block.text, place, self.namespace)
            self.values["python"].append(value)
        elif block.language == "sql":
            duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
            self.values["sql"].append(duckdb.sql(block.text).fetchall())
        elif block.language in ("toml", "json"):
            (tomllib if block.language == "toml" else json).loads(block.text)
            if block.title:
                Path(block.title).write_text(block.text, encoding="utf-8")
        elif block.language == "text":
            if block.title == "Output":
                assert not (difference := differs(tuple(block.text.splitlines()), self.printed)), (
                    f"{place}: {difference}"
                )
        else:
            raise AssertionError(f"{place}: a block of language '{block.language}' is not known here")

    def command(self, line: str, shown: tuple[str, ...], place: str, not_run: str) -> None:
        if line == "echo $?":
            assert shown == (str(self.status),), f"{place}: exit status {self.status}"
            self.status = 0
            return
        assert self.status == 0, f"{place}: exit status {self.status}, and no `echo $?` asks for it"
        program, *arguments = words(line)
        if program == "frontfoot" and not_run:
            assert not_run in REASONS, f"{place}: '{not_run}' is no reason"
            check_arguments(arguments)
        elif program == "frontfoot":
            self.status, self.said = call(arguments)
            assert not (difference := differs(shown, self.said)), f"{place}: {line}\n{difference}"
        elif program == "python":
            check_module(arguments)
        else:
            assert program in NOT_OURS, f"{place}: what is '{program}'?"


def run(page: Path, folder: Path, monkeypatch: pytest.MonkeyPatch, kloppy: Path | None, data: Path | None) -> Run:
    text = page.read_text("utf-8")
    shelf.fill(folder, text, kloppy, data)
    monkeypatch.chdir(folder)
    monkeypatch.delenv("FRONTFOOT_DATA", raising=False)
    monkeypatch.setenv("FRONTFOOT_CACHE", str(folder / "cache"))
    running = Run()
    for block in blocks(text):
        running.block(block, f"{name_of(page)}:{block.line}")
    assert running.status == 0, f"{name_of(page)}: the last command ended with {running.status}:\n{running.said}"
    return running


def given(page: Path, request: pytest.FixtureRequest) -> tuple[Path | None, Path | None]:
    """The sources of the files that a page names; the page is skipped, saying so, where they are absent."""
    text = page.read_text("utf-8")
    kloppy = request.getfixturevalue("kloppy_files") if shelf.needs_kloppy(text) else None
    return kloppy, request.getfixturevalue("data") if shelf.needs_data(text) else data_folder()


def queries_tell_the_truth(told: dict[str, list[Any]]) -> None:
    """The queries of the season's page: the same figures, summed another way from the store that the page has made."""
    store = Store("serie-a")
    goals, by_score, doubtful = told["sql"]
    expected = dict(store.read("minutes").group_by("team").agg(pl.col("xg").sum()).iter_rows())
    assert {team: xg for team, xg, _ in goals} == pytest.approx(expected, abs=0.05)
    assert [lead for lead, _ in by_score] == [-1, 0, 1]
    assert doubtful == [], "all eight matches agree with the published scores"
    highest, interceptions, big = told["python"][-3:]
    assert highest["core_action_height"].is_sorted(descending=True)
    assert interceptions.height == 2 * len(shelf.MATCHES)
    assert big["len"].sum() == store.read("chances")["big_chance"].sum()


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_block_runs(
    page: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    values = run(page, tmp_path, monkeypatch, *given(page, request)).values
    if page == ROOT / "docs" / "season.md":
        queries_tell_the_truth(values)


@pytest.mark.parametrize("page", pages(), ids=name_of)
def test_no_command_hides_outside_the_blocks(page: Path) -> None:
    text = outside(page.read_text("utf-8"))
    assert "```" not in text, "a fence is not closed, or stands in a line with others"
    hidden = re.findall(r"^(?: {4,}|\t)(?:\$ )?(?:frontfoot|python|pip|make) .*$", text, re.MULTILINE)
    assert not hidden, f"indented commands are not run: {hidden}"


def test_commands_are_told_apart_and_continued() -> None:
    (block,) = blocks("```console\n$ frontfoot tie A \\\n    --minute 45\nline\n$ echo $?\n2\n```\n")
    assert [(command.line, command.shown) for command in commands(block)] == [
        ("frontfoot tie A --minute 45", ("line",)),
        ("echo $?", ("2",)),
    ]


@pytest.mark.parametrize(
    ("shown", "agrees"),
    [
        ((), True),
        (("a", "b", "c", "d"), True),
        (("a", "...", "d"), True),
        (("...", "b", "..."), True),
        (("a", "b", "..."), True),
        (("...", "d"), True),
        (("b", "..."), False),
        (("...", "c"), False),
        (("a", "b", "c"), False),
        (("a", "...", "e", "..."), False),
        (("...", "c", "...", "b", "..."), False),
    ],
)
def test_shown_output_is_held_to_what_was_said(shown: tuple[str, ...], agrees: bool) -> None:
    assert (differs(shown, "a\nb\nc\nd\n") == "") is agrees


def test_wrong_examples_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    wrong = {
        "console\n$ frontfoot match absent.json\n$ frontfoot --version": "exit status 2",
        "console\n$ frontfoot --version\nfrontfoot 99": "shown, but not said",
        "console\n$ rm -r .": "what is 'rm'",
        "python\n1 / 0": "division",
        "perl\n1": "not known here",
    }
    for text, said in wrong.items():
        (block,) = blocks(f"```{text}\n```\n")
        with pytest.raises((AssertionError, ZeroDivisionError), match=said):
            Run().block(block, "here")
    with pytest.raises(Exception, match="--glory"):
        check_arguments(["fit", "ties", "--data", "DIR", "--glory", "1"])
