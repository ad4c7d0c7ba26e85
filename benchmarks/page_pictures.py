"""The break-even chart of a page drawn by matplotlib, beside the page's own SVG: size, time, titles and classes."""

from __future__ import annotations

import io
from collections.abc import Callable

from matplotlib import rc_context
from matplotlib.figure import Figure

from benchmarks.timing import least_cpu
from frontfoot.cli.examples import example
from frontfoot.decisions.decide import decide
from frontfoot.draw.break_even import break_even
from frontfoot.reports.break_even import draw
from frontfoot.ties.file import read_tie
from frontfoot.ties.placed import placed_in_file

REPEATS = 10


def main() -> None:
    """Print a row for each way of drawing the chart of the example's half-time."""
    advice = decide(placed_in_file(read_tie(example()), "45", None))

    def by_matplotlib(letters: str) -> str:
        figure = Figure(figsize=(4.7, 3.9))
        break_even(advice, figure.subplots())
        stream = io.StringIO()
        with rc_context({"svg.hashsalt": "frontfoot", "svg.fonttype": letters}):
            figure.savefig(stream, format="svg", metadata={"Date": None})
        return stream.getvalue()

    ways: dict[str, Callable[[], str]] = {
        "matplotlib, letters as outlines": lambda: by_matplotlib("path"),
        "matplotlib, letters as text": lambda: by_matplotlib("none"),
        "the page's own SVG": lambda: str(draw(advice, (advice.club, advice.opponent), advice.title)),
    }
    for name, make in ways.items():
        text = make()  # loads the fonts
        seconds = least_cpu(make, REPEATS)
        titles, classes = text.count("<title>"), text.count("class=")
        print(f"{name}: {len(text) / 1000:.1f} kB, {1000 * seconds:.2f} ms, {titles} titles, {classes} classes")


if __name__ == "__main__":
    main()
