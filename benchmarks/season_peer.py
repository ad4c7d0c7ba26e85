"""What the peers do with the same Wyscout files. Runs in an environment of its own (see benchmarks/season.py).

Prints one JSON document: CPU seconds and versions. socceraction is timed in its conversion of loaded events to SPADL
alone; kloppy from the file to a Polars frame.
"""

from __future__ import annotations

import gzip
import importlib.metadata
import json
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any


def socceraction(files: list[str]) -> float:
    """SPADL conversion of every file."""
    import socceraction.data.wyscout as wyscout
    import socceraction.spadl.wyscout as spadl

    games = {Path(name).name.split(".")[0]: json.loads(gzip.decompress(Path(name).read_bytes())) for name in files}

    def getter(path: str) -> Any:
        return games[Path(path).name]

    feeds = {"events": "{game_id}"}
    loader = wyscout.WyscoutLoader(root="", getter=getter, feeds=feeds)
    loaded = []
    for number, game in games.items():
        loaded.append((loader.events(int(number)), int(next(iter(game["teams"])))))
    start = time.process_time()
    for events, home in loaded:
        spadl.convert_to_actions(events, home)
    return time.process_time() - start


def kloppy(files: list[str]) -> float:
    """Reading every file into a Polars frame."""
    from kloppy import wyscout

    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for name in files:
            path = Path(folder) / Path(name).name.removesuffix(".gz")
            path.write_bytes(gzip.decompress(Path(name).read_bytes()))
            plain.append(path)
        start = time.process_time()
        for path in plain:
            wyscout.load(event_data=str(path), data_version="V2").to_df(engine="polars")
        return time.process_time() - start


def main() -> None:
    """Do both with the files that are named."""
    warnings.simplefilter("ignore")
    files = sys.argv[1:]
    versions = {name: importlib.metadata.version(name) for name in ("socceraction", "kloppy", "pandas", "polars")}
    print(json.dumps({"socceraction": socceraction(files), "kloppy": kloppy(files), "versions": versions}))


if __name__ == "__main__":
    main()
