"""Reading a ledger without writing: on a read-only disk, beside a running board, of any schema version."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from frontfoot.board.journal import journal_of, read, shared_journal_of
from frontfoot.board.ledger import check, damaged, trouble
from frontfoot.board.migrations import recognised
from frontfoot.board.record import NOTHING, LedgerRecord


def checked_records(path: Path) -> list[LedgerRecord]:
    """Every entry of a ledger, in order, after a check of the file and of the chain of digests; nothing is written.

    Raises:
        LedgerDamaged: the file is damaged, or its journal holds an entry that follows its last one.
        FrontfootError: it cannot be read, or is no ledger.
    """
    with _readable(path) as connection:
        try:
            if recognised(connection, path):
                check(connection, path)
                records = [LedgerRecord(*row) for row in connection.execute("SELECT * FROM entry ORDER BY sequence")]
            else:
                records = []
        except sqlite3.DatabaseError as error:
            raise trouble(path, error) from None
    digest = records[-1].digest if records else NOTHING
    journal = journal_of(path) if journal_of(path).exists() else shared_journal_of(path)
    if journal != path and any(one.sequence == len(records) + 1 and one.follows(digest) for one in read(journal)):
        raise damaged(path, f"it ends at entry {len(records)}, and its journal goes on")
    return records


@contextmanager
def _readable(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection to a copy of a ledger and its log; on the original SQLite would write files beside the ledger."""
    with TemporaryDirectory(prefix="frontfoot-") as folder:
        copy = Path(folder) / "ledger.db"
        try:
            # The log last: what is folded into the file meanwhile is then in both.
            for end in ("", "-wal"):
                if Path(f"{path}{end}").exists():
                    shutil.copyfile(f"{path}{end}", f"{copy}{end}")
            connection = sqlite3.connect(f"file:{quote(str(copy))}?mode=rw", uri=True, isolation_level=None)
        except (OSError, sqlite3.Error) as error:
            raise trouble(path, error) from None
        with closing(connection):
            yield connection
