"""The schema of the ledger and its migrations: a ledger of any earlier version is upgraded without loss."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

from frontfoot.core.errors import FrontfootError

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
    "CREATE INDEX entry_of_tie ON entry (tie, sequence);\n",
)
VERSION: Final = len(STEPS)


def recognised(connection: sqlite3.Connection, path: Path) -> int:
    """The version of a ledger's schema, 0 of an empty file. Nothing is written.

    Raises:
        FrontfootError: the file is no ledger, or a newer Frontfoot wrote it.
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
    return version


def schema_stands(connection: sqlite3.Connection) -> bool:
    """Whether tables, indexes and triggers are exactly those that `STEPS` create."""
    query = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY name"
    version = int(connection.execute("PRAGMA user_version").fetchone()[0])
    with closing(sqlite3.connect(":memory:")) as fresh:
        fresh.executescript("".join(STEPS[:version]))
        wanted = fresh.execute(query).fetchall()
    kept, connection.text_factory = connection.text_factory, lambda text: text.decode(errors="replace")
    try:
        return connection.execute(query).fetchall() == wanted
    finally:
        connection.text_factory = kept


def migrate(connection: sqlite3.Connection, path: Path) -> None:
    """Upgrade a ledger to the newest schema; a copy of the old file is kept beside it.

    Raises:
        FrontfootError: the file is no ledger, or a newer Frontfoot wrote it; it is then left as it is.
    """
    version = recognised(connection, path)
    if version == VERSION:
        return
    if version:
        with closing(sqlite3.connect(path.with_name(f"{path.name}.schema-{version}"))) as copy:
            connection.backup(copy)
    # One transaction: a crash in the middle leaves the old schema, and of several that come at once one does the work.
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = recognised(connection, path)
        for statement in _statements("".join(STEPS[version:])):
            connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
