"""Make the picture of an opponent's page: `python docs/pictures/scouting.py STORE`.

STORE is a store of the Premier League 2017/18 (`frontfoot season DATA/wyscout/premier-league --store STORE`). Needs
Chromium on the path, and Pillow. Data by Wyscout (Pappalardo et al. 2019), CC BY 4.0.
"""

from __future__ import annotations

import runpy
import sys
from pathlib import Path

import frontfoot

FOLDER = Path(__file__).parent

if __name__ == "__main__":
    take = runpy.run_path(str(FOLDER / "report.py"))["take"]
    found = frontfoot.scout(sys.argv[1], "Liverpool", season="2017/18")
    take(found.html(), FOLDER / "scouting-liverpool.png", height=1420)
