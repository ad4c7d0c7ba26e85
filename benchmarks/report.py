"""From a raw file to the report, the JSON of a match and the odds of a tie, beside the imports that each needs.

    python -m benchmarks.report [FILE]

Processor time of whole processes, smallest of several, beside that of a process that only imports the libraries that
every run needs (on a busy machine all of them grow together). Without FILE the StatsBomb match in kloppy's wheel.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile

from frontfoot.cli.demo import sample_folder

REPEATS = 5
TIE = ("tie", "Atalanta", "Liverpool", "--competition", "uel", "--season", "2023", "--round", "QF")
RATES = ("--rates", "1.6", "1.1", "--rates-second-leg", "1.2", "1.4")
LEVEL = ("--first-leg", "0-0")
HALF_TIME = ("--first-leg", "3-0", "--minute", "45", "--score", "0-1")
COMMAND = "import sys; from frontfoot.cli import main; main()"


def processor_seconds(*arguments: str) -> float:
    """User and system time of the quickest of several runs of Python."""
    seconds = []
    for _ in range(REPEATS):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(seconds)


def sample() -> str:
    """The StatsBomb match among kloppy's test files."""
    return str(sample_folder() / "statsbomb_3788741_event.json")


def main() -> None:
    """Print the table."""
    file = sys.argv[1] if len(sys.argv) > 1 else sample()
    with tempfile.TemporaryDirectory() as folder:
        runs = {
            "import polars, numpy": ("-c", "import polars, numpy"),
            "frontfoot --version": ("-c", COMMAND, "--version"),
            "frontfoot --help": ("-c", COMMAND, "--help"),
            "frontfoot tie --json, first leg to play": ("-c", COMMAND, *TIE, "--json"),
            "frontfoot tie --json, half-time of leg 2": ("-c", COMMAND, *TIE, *HALF_TIME, "--json"),
            "frontfoot tie --json, rates given": ("-c", COMMAND, *TIE, *RATES, "--json"),
            "frontfoot decide, first leg level at 0'": ("-c", COMMAND, "decide", *TIE[1:], *LEVEL),
            "frontfoot decide, half-time of leg 2": ("-c", COMMAND, "decide", *TIE[1:], *HALF_TIME),
            "frontfoot match FILE --json": ("-c", COMMAND, "match", file, "--json"),
            "frontfoot match FILE": ("-c", COMMAND, "match", file),
            "frontfoot report FILE": ("-c", COMMAND, "report", file, "--out", folder),
        }
        base = 0.0
        print(f"{'run':<42} {'seconds':>8} {'times the imports':>18}")
        for name, arguments in runs.items():
            seconds = processor_seconds(*arguments)
            base = base or seconds
            print(f"{name:<42} {seconds:8.3f} {seconds / base:18.2f}")


if __name__ == "__main__":
    main()
