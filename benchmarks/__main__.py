"""Every speed benchmark against its peers, and the page that tells the ratios.

    python -m benchmarks                    lists every benchmark with a line each
    python -m benchmarks --data DIR [--socceraction PYTHON] [--penaltyblog PYTHON] [--unravelsports PYTHON]
                         [--databallpy PYTHON] [--out docs/benchmarks.md]

Each PYTHON is the interpreter of an environment of the peer's own, as `python -m benchmarks.peer NAME FOLDER` makes it;
what is not named is left out and said so.
"""

from __future__ import annotations

import argparse
import ast
import importlib.metadata
import os
import platform
import subprocess
import sys
from pathlib import Path

import frontfoot

TITLES = {
    "readers": "Reading matches",
    "season": "A season, from raw files to the finished store",
    "strengths": "Fitting strengths",
    "in_play": "Forecasts in play",
    "outlook": "Odds of a tie",
    "report": "From a file to its report",
    "tracking": "Tracking",
    "board_latency": "The match board: from an entry to every open page",
    "board_load": "The match board: a thousand ties at once",
    "board_kill": "The match board: killed while entries come in",
}
LONGEST = 1800
PACKAGES = ("polars", "numpy", "scipy", "msgspec", "kloppy")


def arguments_of(name: str, options: argparse.Namespace) -> tuple[list[str], list[str]]:
    """Arguments of a benchmark, and what is left out for want of a peer."""
    arguments: list[str] = []
    lacking: list[str] = []
    if name in {"season", "strengths"}:
        arguments += ["--data", str(options.data)]
    for peer in {"season": ("socceraction",), "tracking": ("unravelsports", "databallpy")}.get(name, ()):
        python = getattr(options, peer)
        arguments += [f"--{peer}", python] if python else []
        lacking += [] if python else [peer]
    if name == "strengths" and not options.penaltyblog:
        lacking.append("penaltyblog")
    return arguments, lacking


def measured(name: str, options: argparse.Namespace) -> str:
    """What a benchmark prints, as Markdown."""
    arguments, lacking = arguments_of(name, options)
    head = f"## {TITLES[name]}\n\n`python -m benchmarks.{name}`\n\n"
    if name == "strengths" and lacking:
        return head + "Not measured: the environment of penaltyblog was not named.\n"
    environment = {**os.environ, "FRONTFOOT_PENALTYBLOG": options.penaltyblog or ""}
    command = [sys.executable, "-m", f"benchmarks.{name}", *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LONGEST, env=environment, check=False)
    except subprocess.TimeoutExpired:
        return head + f"Not done in {LONGEST // 60} minutes.\n"
    if done.returncode:
        return head + f"Failed: {done.stderr.strip().splitlines()[-1]}\n"
    text = done.stdout.strip("\n").rstrip()
    body = text if text.startswith("|") else f"```text\n{text}\n```"
    left_out = f"\nLeft out, since its environment was not named: {', '.join(lacking)}.\n" if lacking else ""
    return f"{head}{body}\n{left_out}"


def head() -> str:
    """Machine and versions."""
    cpu = platform.processor() or platform.machine()
    listing = Path("/proc/cpuinfo")
    if listing.exists():
        names = [line.split(":", 1)[1].strip() for line in listing.read_text().splitlines() if "model name" in line]
        cpu = names[0] if names else cpu
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in PACKAGES)
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return (
        "# Benchmarks\n\nHow fast Frontfoot is, beside other packages that do the same work, all timed in one run on "
        "one machine.\n\n"
        "Made by `python -m benchmarks --data DIR`. Times are processor times of one core unless the "
        "table says otherwise; a ratio is the peer's time over ours, both from the same run on the same files.\n\n"
        f"- Machine: {cpu}, {os.cpu_count()} processors, {platform.system()} {platform.machine()}; "
        f"load at the start {load}\n"
        f"- Frontfoot {frontfoot.__version__}, Python {platform.python_version()}, {versions}\n\n"
    )


def listing() -> list[tuple[str, str]]:
    """(module, what it measures in one line) of every benchmark that can be run, by name."""
    benchmarks = []
    for path in sorted(Path(__file__).parent.glob("[a-z]*.py")):
        text = path.read_text(encoding="utf-8")
        if "__main__" in text and not path.stem.endswith("_peer"):
            line = (ast.get_docstring(ast.parse(text)) or "").splitlines()[0]
            benchmarks.append((f"benchmarks.{path.stem}", line))
    return benchmarks


def main() -> None:
    """List the benchmarks; with a folder of data run those of speed and write the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="folder of open data; without it the benchmarks are listed")
    for peer in ("socceraction", "penaltyblog", "unravelsports", "databallpy"):
        parser.add_argument(f"--{peer}", help="interpreter of an environment with it")
    parser.add_argument("--out", type=Path, default=Path("docs/benchmarks.md"))
    options = parser.parse_args()
    if options.data is None:
        for name, line in listing():
            print(f"python -m {name:32}{line}")
        return
    page = [head()]
    for name in TITLES:
        print(f"{name} ...", flush=True)
        page.append(measured(name, options))
        # After each, so that an interruption costs one benchmark only.
        text = "\n".join(page).replace("\n\n\n", "\n\n")
        options.out.write_text(text.rstrip() + "\n", encoding="utf-8")
    print(f"Wrote {options.out}")


if __name__ == "__main__":
    main()
