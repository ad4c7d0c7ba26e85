"""Power cuts: what was acknowledged is there although the disk forgot every write, or some, that was not synchronised.

A process appends to a ledger under a layer (`powerloss.c`) that logs writes and synchronisations. A cut is a place in
that log: what was synchronised before stands, and of what was only written any part may.
"""

from __future__ import annotations

import os
import random
import shutil
import struct
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from frontfoot.board.ledger import Ledger
from frontfoot.board.recover import recover

CUTS = 150
ACKNOWLEDGED = "acknowledged"
WRITER = """
import os, sys
from pathlib import Path
from frontfoot.board.ledger import Ledger, LedgerDraft
folder = Path(sys.argv[1])
told = os.open(folder / "acknowledged", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
for turn in range(4):
    ledger = Ledger(folder / "ledger.db")
    ledger._connection.execute("PRAGMA wal_autocheckpoint = 4")
    for number in range(8):
        names = [f"e{turn}-{number}-{place}" for place in range(1 + number % 3)]
        ledger.append([LedgerDraft("t", name, "x", {"n": name, "text": "y" * 700}) for name in names])
        os.write(told, "".join(name + chr(10) for name in names).encode())
    ledger.close()
"""


@dataclass
class Operation:
    """A write ("w"), a truncation ("t"), a synchronisation ("s") or the deletion ("d") of a file."""

    kind: str
    file: str
    offset: int
    data: bytes


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> list[Operation]:
    """What a writer did to the files of its ledger, in order."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None or not sys.platform.startswith("linux"):
        pytest.skip("there is no C compiler, or this is not Linux: the layer cannot be built")
    place = tmp_path_factory.mktemp("powerloss")
    layer, log, folder = place / "powerloss.so", place / "log", place / "disk"
    folder.mkdir()
    source = Path(__file__).with_name("powerloss.c")
    subprocess.run([compiler, "-O1", "-shared", "-fPIC", "-o", layer, source, "-ldl", "-lpthread"], check=True)
    environment = {**os.environ, "LD_PRELOAD": str(layer), "POWERLOSS_FOLDER": str(folder), "POWERLOSS_LOG": str(log)}
    subprocess.run([sys.executable, "-c", WRITER, str(folder)], env=environment, check=True)
    found, raw, at = [], log.read_bytes(), 0
    while at < len(raw):
        kind = raw[at : at + 1].decode()
        offset, length, named = struct.unpack("=QQQ", raw[at + 1 : at + 25])
        at += 25
        file = Path(raw[at : at + named].decode()).name
        at += named
        data = raw[at : at + length]
        at += length
        found.append(Operation(kind, file, offset, data))
    return found


def disk_after(operations: list[Operation], keeps: Callable[[Operation], bool]) -> dict[str, bytearray]:
    """The files as a power cut leaves them: `keeps` says which writes stand that were not synchronised.

    A deletion stands once any file is synchronised after it, as ext4 has it.
    """
    last: dict[str, int] = defaultdict(lambda: -1)
    for place, operation in enumerate(operations):
        if operation.kind == "s":
            last[operation.file] = place
    any_last = max(last.values(), default=-1)
    files: dict[str, bytearray] = {}
    for place, operation in enumerate(operations):
        stands = place < (any_last if operation.kind == "d" else last[operation.file]) or keeps(operation)
        if operation.kind == "s" or not stands:
            continue
        if operation.kind == "d":
            files.pop(operation.file, None)
            continue
        content = files.setdefault(operation.file, bytearray())
        if operation.kind == "t":
            del content[operation.offset :]
            content.extend(b"\x00" * (operation.offset - len(content)))
        else:
            content.extend(b"\x00" * (operation.offset - len(content)))
            content[operation.offset : operation.offset + len(operation.data)] = operation.data
    return files


def acknowledged(operations: list[Operation]) -> list[str]:
    return [
        name
        for operation in operations
        if operation.file == ACKNOWLEDGED
        for name in operation.data.decode().splitlines()
    ]


def test_the_layer_sees_writes_and_synchronisations_of_both_files(operations: list[Operation]) -> None:
    for file in ("ledger.db", "ledger.db-wal", "ledger.db.journal"):
        assert {operation.kind for operation in operations if operation.file == file} >= {"w", "s"}
    assert len(acknowledged(operations)) == 4 * 15


@pytest.mark.slow
@pytest.mark.parametrize("share", [0.0, 0.5, 1.0], ids=["none-kept", "half-kept", "all-kept"])
def test_nothing_acknowledged_is_lost_by_a_power_cut(operations: list[Operation], tmp_path: Path, share: float) -> None:
    dice = random.Random(int(10 * share))
    begun = next(place for place, one in enumerate(operations) if one.file == ACKNOWLEDGED)
    for number, cut in enumerate(sorted(dice.sample(range(begun, len(operations)), CUTS // 3))):
        folder = tmp_path / str(number)
        folder.mkdir()
        for file, content in disk_after(operations[:cut], lambda _: dice.random() < share).items():
            (folder / file).write_bytes(content)
        with closing(Ledger(folder / "ledger.db")) as ledger:
            records = ledger.records()
        names = acknowledged(operations[:cut])
        there = {record.id for record in records}
        assert there >= set(names), (cut, sorted(set(names) - there))
        # And the journal by itself makes the same ledger again.
        (folder / "ledger.db").unlink()
        assert recover(folder / "ledger.db").entries == len(records)
        shutil.rmtree(folder)
