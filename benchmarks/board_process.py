"""A real board in a process of its own, for the benchmarks of the board: started, asked, watched and ended."""

from __future__ import annotations

import os
import platform
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from frontfoot.board.lobby_documents import file_document
from frontfoot.cli.examples import example

WHOLE: Final = "from frontfoot.cli import main; main()"
STARTING_SECONDS: Final = 60.0
TICKS: Final = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Server:
    """A process that serves a board.

    Attributes:
        process: it.
        address: where it answers.
    """

    process: subprocess.Popen[str]
    address: str

    def kill(self) -> None:
        """End it as a power cut would: nothing in it gets another turn."""
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()
        self._close()

    def stop(self) -> None:
        """End it as Ctrl-C does."""
        self.process.send_signal(signal.SIGINT)
        try:
            self.process.wait(timeout=20.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._close()

    def _close(self) -> None:
        if self.process.stdout is not None:
            self.process.stdout.close()

    def tree(self) -> list[int]:
        """The process and those it started: approach is weighed in one of its own."""
        pids = [self.process.pid]
        for pid in pids:
            for thread in Path(f"/proc/{pid}/task").glob("*/children"):
                pids += [int(child) for child in thread.read_text().split()]
        return pids

    def memory(self) -> float:
        """Resident memory of the serving process, MB."""
        return _resident(self.process.pid)

    def memory_started(self) -> float:
        """Resident memory of the processes that the serving process started, MB."""
        return sum(_resident(pid) for pid in self.tree()[1:])

    def processor(self) -> tuple[float, float]:
        """Processor seconds so far of the serving process, and of those it started."""
        times = []
        for pid in self.tree():
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
            times.append((int(fields[11]) + int(fields[12])) / TICKS)
        return times[0], sum(times[1:])


def _resident(pid: int) -> float:
    hit = re.search(r"VmRSS:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text())
    return int(hit[1]) / 1024.0 if hit else 0.0


def board(ledger: Path, *, log: Path, options: Sequence[str] = ()) -> Server:
    """The whole `frontfoot board`, on any free port."""
    command = [sys.executable, "-c", WHOLE, "board", "--no-browser", "--port", "0", "--ledger", str(ledger), *options]
    return started(command, log=log)


def started(command: Sequence[str], *, log: Path) -> Server:
    """A process that says where it answers; what it says of errors goes to `log`.

    Raises:
        RuntimeError: it ended, or did not answer in time.
    """
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    for name in ("FRONTFOOT_BOARD_READ_TOKEN", "FRONTFOOT_BOARD_WRITE_TOKEN"):
        environment.pop(name, None)
    with log.open("ab") as errors:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=errors, text=True, env=environment)
    assert process.stdout is not None
    end = time.monotonic() + STARTING_SECONDS
    for line in process.stdout:
        if hit := re.search(r"http://127\.0\.0\.1:\d+", line):
            return Server(process, hit[0])
        if time.monotonic() > end:
            break
    process.kill()
    process.wait()
    process.stdout.close()
    raise RuntimeError(f"The board did not start; see {log}")


def tie(name: str) -> dict[str, Any]:
    """The opening of the second leg of Atalanta - Liverpool 2024 under a name of one's own."""
    document = file_document(example().read_bytes(), play_last=True).model_dump(mode="json", exclude_defaults=True)
    return {**document, "id": name}


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` of all do not exceed.

    >>> percentile([3.0, 1.0, 2.0, 4.0], 0.5)
    2.0
    """
    ordered = sorted(values)
    return ordered[max(-(-len(ordered) * round(1000 * share) // 1000) - 1, 0)]


def percentiles(values: Sequence[float]) -> str:
    """The middle, the 95th and 99th of a hundred, and the largest, of seconds, told in milliseconds."""
    milliseconds = [1000.0 * percentile(values, share) for share in (0.5, 0.95, 0.99, 1.0)]
    return " | ".join(f"{value:.0f}" for value in milliseconds)


def machine() -> str:
    """Processors, system and how busy they were."""
    load = os.getloadavg()[0]
    when = time.strftime("%Y-%m-%d %H:%M UTC", time.gmtime())
    return (
        f"{os.cpu_count()} processors, {platform.system()}, Python {platform.python_version()}; load {load:.1f}; {when}"
    )
