"""Every design of the evidence ladder on synthetic seasons whose truth is known.

    python -m benchmarks.effects_calibration [--seasons 100] [--seed 1]

Prints two Markdown tables: without and with dominance on the day that has nothing to do with approach.
"""

from __future__ import annotations

import argparse
import sys

import numpy as np

from frontfoot.fit.effects.calibration import Calibration, calibrate

DAY_FORMS = {0.0: "Without dominance of the day", 0.15: "With dominance of the day (sd .15 of the log rate)"}


def show(done: int) -> None:
    """How far the run is."""
    sys.stderr.write(f"\r{done} seasons")


def row(found: Calibration) -> str:
    """One line of the table, in percent of the rate per unit of approach."""
    return (
        f"| {found.design} | {found.effect} | {100 * found.bias:+.1f} ± {100 * found.bias_error:.1f} "
        f"| {100 * found.error:.1f} | {100 * found.stated:.1f} | {found.coverage:.0%} |"
    )


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seasons", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    for day_form, title in DAY_FORMS.items():
        generator = np.random.default_rng(given.seed)
        found = calibrate(
            generator,
            seasons=given.seasons,
            day_form=day_form,
            progress=show,
        )
        print(f"\n{title}, {given.seasons} seasons:\n")
        print("| design | effect | bias, % | rms error, % | stated error, % | 90% intervals that hold the truth |")
        print("|---|---|---|---|---|---|")
        for one in found:
            print(row(one))


if __name__ == "__main__":
    main()
