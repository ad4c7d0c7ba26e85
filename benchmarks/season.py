"""From raw files to the finished store, against what the peers need for a part of it.

    python -m benchmarks.season --data DIR [--socceraction PYTHON] [--all]

PYTHON is the interpreter that `python -m benchmarks.peer socceraction FOLDER` prints (see
benchmarks/season_peer.py). All times are processor seconds of whole processes, so that a busy machine does not decide;
ours hold the start of Python, every check and measure, and the writing of the store. Prints Markdown.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

COMMAND = "import sys; from frontfoot.cli import main; main()"
COMPARED = 20


def run(*arguments: str) -> tuple[float, float, float, str]:
    """(processor seconds, seconds on the clock, most memory of a process in GB, output) of one process and its own."""
    code = (
        "import json, resource, subprocess, sys, time\n"
        "start = time.monotonic()\n"
        "done = subprocess.run(sys.argv[1:], capture_output=True, text=True, check=True)\n"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN)\n"
        "cpu, wall = used.ru_utime + used.ru_stime, time.monotonic() - start\n"
        "print(json.dumps([cpu, wall, used.ru_maxrss / 1e6, done.stdout]))"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    cpu, wall, memory, output = json.loads(done.stdout)
    return cpu, wall, memory, output


def beside(events: Path) -> list[Path]:
    """The other files of a match: Wyscout's list of the league; StatsBomb's line-ups, and its list of matches."""
    if events.parent.name != "events":
        return [events.parent / "matches.csv"]
    season = events.parent.parent
    return [season / "lineups" / events.name, season / "matches.json"]


def ours(files: list[Path], workers: int) -> tuple[float, float, float, float]:
    """(processor seconds, seconds on the clock, GB of memory, MB of store) for some matches of one or more leagues."""
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        for file in files:
            for path in (file, *beside(file)):
                place = raw / path.relative_to(file.parents[2])
                place.parent.mkdir(parents=True, exist_ok=True)
                if not place.exists():
                    place.symlink_to(path.resolve())
        store = Path(folder) / "store"
        command = [sys.executable, "-c", COMMAND, "season", f"{folder}/raw", "--store", str(store)]
        cpu, wall, memory, output = run(*command, "--workers", str(workers))
        assert output.startswith(f"{len(files):,} matches in the store"), output
        size = sum(path.stat().st_size for path in store.rglob("*") if path.is_file())
    return cpu, wall, memory, size / 1e6


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--data", type=Path, required=True, help="folder of open data; its wyscout/ and statsbomb/ are read"
    )
    parser.add_argument("--socceraction", help="interpreter of an environment with socceraction and kloppy")
    parser.add_argument("--all", action="store_true", help="all leagues too, some minutes on a busy machine")
    options = parser.parse_args()
    every = sorted((options.data / "wyscout").glob("*/*.json.gz"))
    league = [file for file in every if file.parent.name == "serie-a"]
    cases = [("10 matches", league[:10]), ("20 matches", league[:COMPARED]), ("Serie A 2017/18", league)]
    if options.all:
        cases.append(("four leagues", every))
    if statsbomb := sorted((options.data / "statsbomb").glob("*/events/*.json*")):
        cases.append((f"StatsBomb, {statsbomb[0].parent.parent.name}", statsbomb))
    print("| files | matches | processor s | ms a match | clock s, two workers | GB, largest process | KB a match |")
    print("|---|---|---|---|---|---|---|")
    spent = {}
    for name, files in cases:
        cpu, wall, memory, size = ours(files, 2)
        spent[name] = cpu / len(files)
        print(
            f"| {name} | {len(files)} | {cpu:.1f} | {1000 * cpu / len(files):.0f} | {wall:.1f} | {memory:.2f} "
            f"| {1000 * size / len(files):.0f} |",
            flush=True,
        )
    if options.socceraction:
        peer = str(Path(__file__).with_name("season_peer.py"))
        answer = json.loads(run(options.socceraction, peer, *map(str, league[:COMPARED]))[3])
        print(
            f"\nProcessor time a match over the same {COMPARED} matches, and ours for a whole league as the measure:\n"
        )
        print("| who | what | ms a match | ratio |")
        print("|---|---|---|---|")
        ms = 1000 * spent["Serie A 2017/18"]
        print(f"| Frontfoot | read, checked, all measures, store written | {ms:.0f} | 1 |")
        for name, what in (("socceraction", "conversion to SPADL alone"), ("kloppy", "loading into Polars alone")):
            theirs = 1000 * answer[name] / COMPARED
            print(f"| {name} {answer['versions'][name]} | {what} | {theirs:.0f} | {theirs / ms:.1f} |")
        print("\nThe peers work on one core; with two workers the throughput of a machine is twice the ratio.")


if __name__ == "__main__":
    main()
