"""The schema of the ledger, step by step: a ledger of any earlier version is brought up, none is ever lost."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Final

from frontfoot.errors import FrontfootError

APPLICATION: Final = 0x46464C47
"""SQLite's application_id of a ledger ("FFLG")."""

STEPS: Final = (
    # 1: the table; nothing in it can be changed or deleted.
    """
    CREATE TABLE entry (
        sequence INTEGER PRIMARY KEY,
        tie TEXT NOT NULL,
        id TEXT NOT NULL,
        recorded TEXT NOT NULL,
        author TEXT NOT NULL,
        body TEXT NOT NULL,
        digest TEXT NOT NULL,
        UNIQUE (tie, id)
    ) STRICT;
    CREATE TRIGGER entry_stays BEFORE UPDATE ON entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    CREATE TRIGGER entry_remains BEFORE DELETE ON entry
    BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END;
    """,
    # 2: entries of one tie in order, without sorting.
    "CREATE INDEX entry_of_tie ON entry (tie, sequence);",
)
VERSION: Final = len(STEPS)


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Bring a ledger to the newest schema; a copy of the old file is kept beside it.

    Raises:
        FrontfootError: the file is no ledger, or a newer Frontfoot wrote it; it is then left as it is.
    """
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    tables = int(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0])
    if (version or tables) and application != APPLICATION:
        raise FrontfootError(
            "This SQLite file is no ledger of Frontfoot", place=str(path), remedy="Name another file with --ledger"
        )
    if version > VERSION:
        raise FrontfootError(
            f"The ledger has schema {version}, and this Frontfoot knows {VERSION}",
            place=str(path),
            remedy="Use the newer Frontfoot that wrote it; the file is untouched",
        )
    if version == VERSION:
        return
    if version:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(path, path.with_name(f"{path.name}.schema-{version}"))
    # One transaction: a crash in the middle leaves the old schema.
    script = "".join(STEPS[version:])
    connection.executescript(
        f"BEGIN IMMEDIATE; PRAGMA application_id = {APPLICATION}; {script} PRAGMA user_version = {VERSION}; COMMIT;"
    )
