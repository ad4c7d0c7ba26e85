"""Strengths fitted twice from the same data, in processes that order sets differently, are the same bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

FIT = "import sys; from pathlib import Path; from frontfoot.fit.strengths import {0}; {0}(*map(Path, sys.argv[1:]))"


def little(data: Path, folder: Path) -> Path:
    """Two leagues and the Champions League of 2011-2013, and nations since 2008, from the shared data."""
    wanted = [
        f"results/{league}/season-{years}.csv" for league in ("premier-league", "serie-a") for years in ("1112", "1213")
    ]
    for name in (*wanted, "europe/2012-13/cl.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes((data / name).read_bytes())
    (folder / "goal-times").mkdir()
    for name in ("champions", "europa"):
        head = (data / f"goal-times/{name}-league.csv").read_text(encoding="utf-8").splitlines()[0]
        (folder / f"goal-times/{name}-league.csv").write_text(f"{head}\n", encoding="utf-8")
    (folder / "internationals").mkdir()
    head, *rows = (data / "internationals/results.csv").read_text(encoding="utf-8").splitlines()
    some = [row for row in rows if row[:4] in ("2011", "2012")]
    (folder / "internationals/results.csv").write_text("\n".join([head, *some]), encoding="utf-8")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("what", ["fit", "fit_nations"])
def test_the_same_data_give_the_same_bytes(data: Path, tmp_path: Path, what: str) -> None:
    (tmp_path / "data").mkdir()
    source, written = little(data, tmp_path / "data"), []
    for seed in ("1", "2"):
        out = tmp_path / seed
        out.mkdir()
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        subprocess.run([sys.executable, "-c", FIT.format(what), str(source), str(out)], env=environment, check=True)
        written.append({path.relative_to(out): path.read_bytes() for path in sorted(out.rglob("*.json"))})
    assert len(written[0]) > 2
    assert written[0] == written[1]
