"""The notebooks of `examples/` run, show what they are kept with, and hold nothing of a machine."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any, Final

import pytest

pytest.importorskip("mkdocs", reason="MkDocs is not installed")

from docs.hooks.notebooks import page, run

from frontfoot.core.errors import FrontfootError
from tests.docs.blocks import ROOT

EXAMPLES: Final = ROOT / "examples"
NAMES: Final = sorted(path.name for path in EXAMPLES.glob("*.ipynb"))
SOME: Final = 12
"""Matches of the season that the test measures; the notebook is kept with all 380."""
ABSOLUTE: Final = re.compile(r"(?<![\w<:/.])/[A-Za-z][\w.-]*/|\b[A-Za-z]:\\\\")
"""An absolute path, of Unix or Windows; a closing tag, an address and a relative path are none."""


def read(name: str) -> dict[str, Any]:
    notebook: dict[str, Any] = json.loads((EXAMPLES / name).read_text(encoding="utf-8"))
    return notebook


def code(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def texts(outputs: list[dict[str, Any]]) -> list[Any]:
    """What is shown, without pictures: their bytes depend on the version of matplotlib."""
    return [
        (
            output["output_type"],
            output.get("text"),
            {k: v for k, v in output.get("data", {}).items() if k != "image/png"},
        )
        for output in outputs
    ]


def test_what_is_an_absolute_path() -> None:
    paths = ("in /opt/data/x.json", '"/usr/lib/python3"', "C:\\\\Users", "file at '/srv/a/b'")
    others = ("</td><td>1/2</td>", "https://example.org/a/b", "../shared/data/x", "2017/18", "km/h or a/b/c", "./out/x")
    assert all(ABSOLUTE.search(text) for text in paths)
    assert not any(ABSOLUTE.search(text) for text in others)


@pytest.mark.parametrize("name", NAMES)
def test_a_notebook_is_whole_and_of_no_machine(name: str) -> None:
    notebook = read(name)
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for count, cell in enumerate(code(notebook), start=1):
        assert cell.keys() == {"cell_type", "id", "metadata", "source", "outputs", "execution_count"}
        assert cell["execution_count"] == count, "run all cells in order: python -m docs.hooks.notebooks"
        assert all(output["output_type"] in ("stream", "execute_result") for output in cell["outputs"])
    shown = json.dumps([cell for cell in notebook["cells"] if "image/png" not in str(cell)], ensure_ascii=False)
    assert not ABSOLUTE.search(shown)
    assert "<script" not in shown
    assert (EXAMPLES / name).stat().st_size < 500_000


@pytest.mark.slow
def test_the_tie_shows_what_it_is_kept_with() -> None:
    notebook = read("a_tie.ipynb")
    for cell, outputs in zip(code(notebook), run(notebook, EXAMPLES), strict=True):
        assert texts(outputs) == texts(cell["outputs"]), "".join(cell["source"])


@pytest.mark.slow
def test_the_season_runs_on_some_of_its_matches(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matches = tmp_path / "data" / "wyscout" / "serie-a"
    matches.mkdir(parents=True)
    for file in sorted((data / "wyscout" / "serie-a").glob("*.json.gz"))[:SOME]:
        shutil.copy(file, matches)
    shutil.copy(data / "wyscout" / "serie-a" / "matches.csv", matches)
    (tmp_path / "data" / "results").symlink_to(data / "results")
    monkeypatch.setenv("FRONTFOOT_DATA", str(tmp_path / "data"))
    notebook = read("a_season.ipynb")
    shown = [texts(outputs) for outputs in run(notebook, tmp_path)]
    kept = [texts(cell["outputs"]) for cell in code(notebook)]
    assert [len(outputs) for outputs in shown] == [len(outputs) for outputs in kept]
    assert f"{SOME} added" in str(shown[1])
    # A match and the odds of the league do not depend on how many matches are measured.
    assert shown[-3:] == kept[-3:]


def test_the_season_says_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTFOOT_DATA", str(tmp_path))
    with pytest.raises(FrontfootError, match="frontfoot data get wyscout-2017-18") as refused:
        next(run(read("a_season.ipynb"), tmp_path))
    assert refused.value.place == "FRONTFOOT_DATA"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_shows_every_cell_and_picture(name: str) -> None:
    notebook = read(name)
    text, pictures = page(notebook, name)
    for cell in notebook["cells"]:
        assert "".join(cell["source"]) in text
    assert [picture[:4] for picture in pictures] == [b"\x89PNG"] * len(pictures)
    assert text.count("](PICTURE") == len(pictures) > 0
    assert len(re.findall(r"^<div>", text, re.MULTILINE)) == sum(
        "text/html" in output.get("data", {}) for cell in code(notebook) for output in cell["outputs"]
    )
