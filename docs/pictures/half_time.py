"""Make the picture of the page of a half-time: `python docs/pictures/half_time.py DATA STORE`.

DATA is the folder of open data (the public Wyscout matches below `wyscout/`), STORE a store of its Serie A
(`frontfoot season DATA/wyscout/serie-a --store STORE`). Needs Chromium on the path, and Pillow, which matplotlib
brings. The match is Napoli - Roma of 3 March 2018; data by Wyscout (Pappalardo et al. 2019), CC BY 4.0.
"""

from __future__ import annotations

import sys
from pathlib import Path

from frontfoot.cli.examples import example
from frontfoot.match.load import load
from frontfoot.reports.half_time.build import pause
from frontfoot.reports.half_time.norms import norms
from frontfoot.reports.half_time.odds import placed_in
from frontfoot.ties.file import read_tie
from report import take

MATCH = "wyscout/serie-a/2576226.json.gz"


def main(data: Path, store: Path) -> None:
    """Write the picture beside this script."""
    match = load(data / MATCH, until="HT")
    made = pause(match, placed_in(match, read_tie(example("roma-napoli-2018.toml"))), norms(match, store))
    take(made.html(), Path(__file__).parent / "half-time.png", height=1450)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
