"""Reading frames, pressing intensity, pressure and pitch control against the peers, in the same run.

    python -m benchmarks.tracking
    python -m benchmarks.tracking --unravelsports PYTHON --databallpy PYTHON

The real match Bayern - Dortmund (2019-11-09) comes with the kloppy wheel. kloppy is timed in this process; the other
peers in a process of their own, with the interpreter of an environment that holds them, on the same frames. Times are
processor seconds; ratios are peer / Frontfoot.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import tempfile
import time
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

UNRAVELSPORTS = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import polars as pl
from kloppy import skillcorner
from unravel.soccer import KloppyPolarsDataset, PressingIntensity
data = skillcorner.load(meta_data=sys.argv[1], raw_data=sys.argv[2], coordinates="secondspectrum")
model = PressingIntensity(dataset=KloppyPolarsDataset(kloppy_dataset=data))
start = time.process_time()
model.fit(start_time=pl.duration(minutes=0), end_time=pl.duration(minutes=60), period_id=1, method="teams",
          ball_method="exclude")
print(json.dumps({"seconds": time.process_time() - start, "count": model.output.height}))
"""

DATABALLPY = """
import json, sys, time, warnings
warnings.simplefilter("ignore")
import numpy as np, pandas as pd
from databallpy.schemas.tracking_data import TrackingData
held = np.load(sys.argv[1])
xy, side = held["xy"].astype(float), held["side"]
names = [f"{'away' if s else 'home'}_{k}" for k, s in enumerate(side)]
columns = {"frame": np.arange(len(xy))}
for k, name in enumerate(names):
    columns[name + "_x"], columns[name + "_y"] = xy[:, k, 0] - 52.5, xy[:, k, 1] - 34
table = TrackingData(pd.DataFrame(columns), provider="other", frame_rate=10)
found = np.full(xy.shape[:2], np.nan)
start = time.process_time()
for row in range(len(xy)):
    for k, name in enumerate(names):
        if np.isfinite(xy[row, k, 0]):
            found[row, k] = table.get_pressure_on_player(table.index[row], name, [105.0, 68.0], d_front=9.0)
seconds = time.process_time() - start
both = np.isfinite(found) & np.isfinite(held["ours"])
print(json.dumps({"seconds": seconds, "count": int(np.isfinite(found).sum()),
                  "largest_difference": float(np.abs(found - held["ours"])[both].max())}))
"""


def timed(work: Callable[[], Any], repeat: int = 3) -> tuple[float, Any]:
    """Least processor seconds of `repeat` runs, and the last result."""
    best, result = float("inf"), None
    for _ in range(repeat):
        start = time.process_time()
        result = work()
        best = min(best, time.process_time() - start)
    return best, result


def peer(python: str, programme: str, *arguments: str) -> dict[str, Any]:
    """Run a peer's programme with its own interpreter; its last line is JSON."""
    done = subprocess.run([python, "-c", programme, *arguments], capture_output=True, text=True, check=True)
    document: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return document


def files() -> tuple[str, str]:
    """The real match in the kloppy wheel."""
    import kloppy

    folder = Path(kloppy.__file__).parent / "tests" / "files"
    return str(folder / "skillcorner_match_data.json"), str(folder / "skillcorner_structured_data.json")


def hawkeye_minute() -> None:
    """A minute of Hawk-Eye at 50 frames a second, both roads to the same arrays."""
    from kloppy import hawkeye

    from frontfoot.match.tracking import read_frames
    from frontfoot.match.tracking.providers import frames_of

    folder = Path(files()[0]).parent
    meta, ball, people = (
        folder / f"hawkeye_{name}"
        for name in ("meta.json", "1_1.football.samples.ball", "1_1.football.samples.centroids")
    )
    ours, _ = timed(lambda: read_frames(meta, ball, people, provider="hawkeye"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs, _ = timed(
            lambda: frames_of(
                hawkeye.load([ball.read_bytes()], [people.read_bytes()], str(meta), coordinates="hawkeye"),
            )
        )
    print(f"a minute of Hawk-Eye: {ours:.2f} s; through kloppy {theirs:.2f} s: ratio {theirs / ours:.1f}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--unravelsports", help="interpreter of an environment with unravelsports")
    parser.add_argument("--databallpy", help="interpreter of an environment with databallpy")
    options = parser.parse_args()

    from frontfoot.approach.tracking import measure, summarise
    from frontfoot.approach.tracking.pitch_control import pitch_control
    from frontfoot.approach.tracking.pressing_intensity import pressing_intensity
    from frontfoot.approach.tracking.pressure import pressure
    from frontfoot.match.tracking import mend, read_frames
    from frontfoot.match.tracking.velocity import velocities

    meta, raw = files()
    ours, frames = timed(lambda: read_frames(meta, raw))
    bare, _ = timed(lambda: msgspec.json.decode(Path(raw).read_bytes()))
    print(f"read {len(frames)} frames: {ours:.2f} s, {ours / bare:.2f} times the bare decode of the same bytes")
    mended = mend(frames)
    velocity = velocities(mended)
    half = mended.period == 1
    first, first_velocity = mended.rows(half), velocity[half]
    pressing, settled = timed(lambda: pressing_intensity(first, first_velocity))
    valued = int(np.isfinite(settled.intensity).any(axis=1).sum())
    print(f"pressing intensity, first half, {valued} frames: {pressing:.3f} s")
    squeezed, values = timed(lambda: pressure(first))
    each = squeezed / np.isfinite(values).sum()
    print(f"pressure, first half: {1e6 * each:.2f} us a player-frame")
    for least, most in ((8, 13), (14, 19), (20, 22)):
        seen = np.isfinite(mended.xy[..., 0]).sum(axis=1)
        rows = np.flatnonzero(np.isfinite(mended.ball[:, 0]) & (seen >= least) & (seen <= most))[:500]
        seconds, _ = timed(lambda rows=rows: pitch_control(mended, velocity, rows))  # type: ignore[misc]
        print(f"pitch control 50 x 32, {least} to {most} players: {len(rows) / seconds:.0f} frames a second")
    seconds, _ = timed(lambda: summarise(measure(mended)), repeat=1)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024 / 1024
    print(f"all measures of the match: {seconds:.1f} s; most memory up to here {peak:.2f} GiB")

    from kloppy import skillcorner

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        theirs, _ = timed(
            lambda: skillcorner.load(
                meta_data=Path(meta).read_bytes(), raw_data=Path(raw).read_bytes(), coordinates="skillcorner",
                include_empty_frames=True,
            ),
            repeat=1,
        )  # fmt: skip
    print(f"kloppy reads in {theirs:.2f} s: ratio {theirs / ours:.1f}")
    hawkeye_minute()
    if options.unravelsports:
        result = peer(options.unravelsports, UNRAVELSPORTS, meta, raw)
        ratio = result["seconds"] / pressing
        print(f"unravelsports, {result['count']} frames: {result['seconds']:.2f} s: ratio {ratio:.0f}")
    if options.databallpy:
        crowded = np.flatnonzero(np.isfinite(mended.xy[..., 0]).sum(axis=1) >= 14)[::150]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "frames.npz"
            np.savez(path, xy=mended.xy[crowded], side=mended.side_of, ours=pressure(mended)[crowded])
            result = peer(options.databallpy, DATABALLPY, str(path))
        one = result["seconds"] / result["count"]
        print(
            f"databallpy, {result['count']} player-frames: {1e3 * one:.2f} ms each: ratio {one / each:.0f}; "
            f"largest difference {result['largest_difference']:.1e} percent"
        )


if __name__ == "__main__":
    main()
