"""Make the pictures of a report and of a half-time: `python docs/pictures/report.py DATA STORE`.

DATA is the folder of open data (the public Wyscout matches below `wyscout/`), STORE a store of its Serie A (`frontfoot
season DATA/wyscout/serie-a --store STORE`). Needs Chromium on the path, and Pillow, which matplotlib brings. The report
is of Atalanta - Juventus 2-2 of 1 October 2017: `atalanta.png` is the top of the page, `approach.png` its part on the
value of approach. `half-time.png` is the page of Napoli - Roma at half-time, 3 March 2018. Data by Wyscout (Pappalardo
et al. 2019), CC BY 4.0.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from frontfoot.cli.examples import example
from frontfoot.match.load import load
from frontfoot.reports.half_time.build import pause
from frontfoot.reports.half_time.norms import norms
from frontfoot.reports.half_time.odds import placed_in
from frontfoot.reports.html import page
from frontfoot.reports.story import story_of
from frontfoot.reports.tie import with_tie
from frontfoot.ties.file import read_tie
from frontfoot.ties.strengths import file_rates

MATCH = "wyscout/serie-a/2576019.json.gz"
PAUSED = "wyscout/serie-a/2576226.json.gz"
WIDTH = 1120
ALONE = "<style>main > :not(#approach) { display: none; } #approach { margin: 0; border: 0; }</style></body>"


def main(data: Path, store: Path) -> None:
    """Write the pictures beside this script."""
    folder = Path(__file__).parent
    match = load(data / MATCH)
    story = story_of(match)
    take(page(story), folder / "atalanta.png", height=1056)
    tie = read_tie(example("atalanta-juventus-2017.toml"))
    told = page(with_tie(story, match, tie, file_rates(tie)))
    take(told.replace("</body>", ALONE), folder / "approach.png", height=1470)

    take(half_time(data, store), folder / "half-time.png", height=1450)


def half_time(data: Path, store: Path) -> str:
    """The page of a half-time."""
    match = load(data / PAUSED, until="HT")
    tie = read_tie(example("roma-napoli-2018.toml"))
    return pause(match, placed_in(match, tie), norms(match, store)).html()


def take(text: str, target: Path, *, height: int) -> None:
    """Write the first `height` pixels of a page as a picture."""
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "report.html", Path(folder) / "shot.png"
        source.write_text(text, encoding="utf-8")
        subprocess.run(
            [
                *("chromium", "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
                *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{height}",
                f"--screenshot={shot}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        with Image.open(shot) as picture:
            picture.convert("RGB").save(target, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
