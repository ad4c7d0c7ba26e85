"""The picture of the packages and their imports on the architecture page, made from the code.

    python docs/pictures/architecture.py

An arrow leads from a package to one that it imports; arrows that follow from others are left out.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import Final

import matplotlib as mpl
from matplotlib.figure import Figure

SOURCE: Final = Path(__file__).parents[2] / "src" / "frontfoot"
GROUND: Final = ("core", "fitted")
PACKAGES: Final = sorted(path.parent.name for path in SOURCE.glob("*/__init__.py") if path.parent.name not in GROUND)


def imports() -> dict[str, set[str]]:
    """Package -> the packages that its files import, the two that everything may import left out."""
    graph: dict[str, set[str]] = {package: set() for package in PACKAGES}
    for path in SOURCE.rglob("*.py"):
        package = path.relative_to(SOURCE).parts[0]
        if package in graph:
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("frontfoot."):
                    graph[package].add(str(node.module).split(".")[1])
    return {package: {one for one in used if one in PACKAGES} - {package} for package, used in graph.items()}


def reduced(graph: dict[str, set[str]]) -> dict[str, set[str]]:
    """The graph without arrows that a longer way leads along too."""

    def reach(package: str) -> set[str]:
        return set().union(*(({one} | reach(one)) for one in graph[package])) if graph[package] else set()

    return {
        package: {one for one in used if not any(one in reach(other) for other in used - {one})}
        for package, used in graph.items()
    }


def layers(graph: dict[str, set[str]]) -> list[list[str]]:
    """Packages by the longest way down to one that imports none, each layer in the order of what it imports."""
    depth: dict[str, int] = {}

    def down(package: str) -> int:
        if package not in depth:
            depth[package] = 1 + max((down(one) for one in graph[package]), default=-1)
        return depth[package]

    ordered = [
        sorted(package for package in graph if down(package) == level) for level in range(max(map(down, graph)) + 1)
    ]
    place = {package: at / max(len(ordered[0]) - 1, 1) for at, package in enumerate(ordered[0])}
    for layer in ordered[1:]:
        layer.sort(key=lambda package: sum(place[one] for one in graph[package]) / len(graph[package]))
        place |= {package: (at + 0.5) / len(layer) for at, package in enumerate(layer)}
    return ordered


def main() -> None:
    """Write docs/pictures/architecture.svg."""
    graph = reduced(imports())
    rows = layers(graph)
    places = {one: (9 * (at + 0.5) / len(row), 1.1 * y) for y, row in enumerate(rows) for at, one in enumerate(row)}
    figure = Figure(figsize=(9, 1.1 * len(rows)))
    axes = figure.subplots()
    for package, used in graph.items():
        for other in sorted(used):
            arrow = {"arrowstyle": "-|>", "color": "#8a94a0", "shrinkA": 18, "shrinkB": 32, "lw": 1}
            axes.annotate("", xy=places[other], xytext=places[package], arrowprops=arrow)
    for package, (x, y) in places.items():
        box = {"boxstyle": "round,pad=0.45", "fc": "#e8f0f6", "ec": "#2b5c80"}
        axes.text(x, y, package, ha="center", va="center", fontsize=11, bbox=box)
    note = f"everything may import {' and '.join(GROUND)}"
    axes.text(4.5, -0.7, note, ha="center", fontsize=10, color="#56616c")
    axes.set(xlim=(0, 9), ylim=(-0.9, 1.1 * len(rows) - 0.5))
    axes.axis("off")
    with mpl.rc_context({"svg.hashsalt": "frontfoot"}):
        figure.savefig(Path(__file__).with_suffix(".svg"), metadata={"Date": None}, bbox_inches="tight")


if __name__ == "__main__":
    main()
