"""Make the picture of a report that opens the README: `python docs/pictures/report.py DATA`.

DATA is the folder of open data (the public Wyscout matches below `wyscout/`). Needs Chromium on the path, and Pillow,
which matplotlib brings. The match is Atalanta - Juventus 2-2 of 1 October 2017; data by Wyscout (Pappalardo et al.
2019), CC BY 4.0.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from frontfoot.match.load import load
from frontfoot.report.html import page
from frontfoot.report.story import tell

MATCH = "wyscout/serie-a/2576019.json.gz"
WIDTH, HEIGHT = 1120, 1010


def main(data: Path) -> None:
    """Write `atalanta.png` beside this script."""
    target = Path(__file__).with_name("atalanta.png")
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "report.html", Path(folder) / "shot.png"
        source.write_text(page(tell(load(data / MATCH))), encoding="utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{HEIGHT}",
                f"--screenshot={shot}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        with Image.open(shot) as picture:
            picture.convert("RGB").save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
