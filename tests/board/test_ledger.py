"""The ledger keeps what it was given: many writers, damage of every kind, old and new schemas, disks that are full."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frontfoot.board import journal as journals
from frontfoot.board.journal import journal_of
from frontfoot.board.ledger import Ledger, LedgerDamaged, LedgerDraft, first_broken
from frontfoot.board.migrations import APPLICATION, STEPS, VERSION
from frontfoot.board.record import NOTHING, LedgerRecord, chained
from frontfoot.board.recover import choose, recover
from frontfoot.core.errors import FrontfootError, InputError

NOON: Final = datetime(2024, 4, 18, 12, tzinfo=UTC)
ENTRIES: Final = 30


def draft(number: int, tie: str = "t", **more: Any) -> LedgerDraft:
    return LedgerDraft(
        tie, f"e{number}", "test", {"kind": "note", "note": f"what happened, number {number:04}", **more}
    )


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ledger.db"


@pytest.fixture
def written(path: Path) -> list[tuple[str, str, str]]:
    """A ledger of thirty entries in two ties, closed; (tie, id, body) of each, told by the writer, not the ledger."""
    drafts = [draft(number, "a" if number % 3 else "b", minute=number) for number in range(1, ENTRIES + 1)]
    ledger = Ledger(path, now=lambda: NOON)
    for item in drafts:
        ledger.append([item])
    ledger.close()
    return [(item.tie, item.id, json.dumps(item.body, sort_keys=True, separators=(",", ":"))) for item in drafts]


def contents(path: Path) -> list[tuple[str, str, str]]:
    ledger = Ledger(path)
    try:
        return [(record.tie, record.id, record.body) for record in ledger.records()]
    finally:
        ledger.close()


def flipped(path: Path, what: bytes, by: bytes) -> None:
    """Put other bytes where `what` stands; it must be there, or the test damages nothing."""
    content = path.read_bytes()
    assert what in content
    path.write_bytes(content.replace(what, by, 1))


def by_hand(path: Path, *statements: str) -> None:
    """Change a ledger as someone with SQLite at hand would."""
    with closing(sqlite3.connect(path)) as connection, connection:
        triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, text in triggers:
            connection.execute(text)


# What append says.


def test_an_entry_is_recorded_known_or_in_conflict(path: Path) -> None:
    ledger = Ledger(path)
    outcomes = [ledger.append([draft(1)])[0], ledger.append([draft(1)])[0], ledger.append([draft(1, note="other")])[0]]
    assert [(receipt.sequence, receipt.outcome) for receipt in outcomes] == [
        (1, "recorded"),
        (1, "known"),
        (1, "conflict"),
    ]
    assert [record.document["note"] for record in ledger.records()] == ["what happened, number 0001"]
    ledger.close()


def test_the_same_identifier_twice_in_one_batch_is_recorded_once(path: Path) -> None:
    ledger = Ledger(path)
    found = ledger.append([draft(1), draft(2), draft(1), draft(2, note="other")])
    assert [receipt.outcome for receipt in found] == ["recorded", "recorded", "known", "conflict"]
    assert len(ledger.records()) == 2
    ledger.close()


def test_an_identifier_is_a_tie_s_own(path: Path) -> None:
    ledger = Ledger(path)
    found = ledger.append([draft(1, "a"), draft(1, "b")])
    assert [receipt.outcome for receipt in found] == ["recorded", "recorded"]
    ledger.close()


@pytest.mark.parametrize("body", [{"note": "\ud800"}, {"\udfff": 1}, {"x": float("nan")}, {"x": float("inf")}])
def test_what_cannot_be_kept_is_refused_and_the_ledger_goes_on(path: Path, body: dict[str, Any]) -> None:
    ledger = Ledger(path)
    with pytest.raises(InputError):
        ledger.append([draft(1), LedgerDraft("t", "bad", "test", body)])
    assert ledger.records() == []
    assert ledger.append([draft(1)])[0].outcome == "recorded"
    ledger.close()


def test_nothing_is_changed_or_deleted_not_even_with_sql(path: Path, written: list[tuple[str, str, str]]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for statement in ("UPDATE entry SET body = '{}'", "DELETE FROM entry", "DELETE FROM entry WHERE sequence = 3"):
            with pytest.raises(sqlite3.IntegrityError, match="append-only"):
                connection.execute(statement)
    assert contents(path) == written


@pytest.mark.slow
@settings(max_examples=15, deadline=None)
@given(
    st.lists(
        st.builds(
            LedgerDraft,
            st.sampled_from(["a", "b", "c"]),
            st.text("xyz", min_size=1, max_size=2),
            st.text(st.characters(exclude_categories=["Cs"]), max_size=10),
            st.dictionaries(
                st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
                st.recursive(
                    st.none()
                    | st.booleans()
                    | st.integers()
                    | st.floats(allow_nan=False, allow_infinity=False)
                    | st.text(st.characters(exclude_categories=["Cs"])),
                    lambda inner: st.lists(inner, max_size=3),
                    max_leaves=5,
                ),
                max_size=4,
            ),
        ),
        max_size=12,
    )
)
def test_any_list_of_drafts_is_there_after_reopening(drafts: list[LedgerDraft]) -> None:
    first: dict[tuple[str, str], LedgerDraft] = {}
    for item in drafts:
        first.setdefault((item.tie, item.id), item)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        ledger = Ledger(path)
        ledger.append(drafts)
        before = ledger.records()
        ledger.close()
        again = Ledger(path)
        assert again.records() == before
        again.close()
        assert list(journals.read(journal_of(path))) == before
    assert [(record.tie, record.id, record.author, record.document) for record in before] == [
        (item.tie, item.id, item.author, item.body) for item in first.values()
    ]


def test_both_files_are_on_the_disk_before_an_entry_is_acknowledged(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A kill does not show this, since the system keeps what a dead process wrote; a power cut would."""
    ledger = Ledger(path)
    # SQLite's own word for it: the log is synchronised at every commit.
    assert ledger._connection.execute("PRAGMA synchronous").fetchone() == (2,)
    assert ledger._connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    whole, synchronised = os.fsync, []

    def fsync(file: int) -> None:
        whole(file)
        synchronised.append(journal_of(path).read_bytes().count(b"\n"))

    monkeypatch.setattr("frontfoot.board.journal.os.fsync", fsync)
    ledger.append([draft(1), draft(2)])
    assert synchronised == [2]
    ledger.append([draft(3)])
    assert synchronised == [2, 3]
    ledger.close()


# Several writers.

WRITER: Final = """
import sys
from pathlib import Path
from frontfoot.board.ledger import Ledger, LedgerDraft

path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
ledger = Ledger(path)
print("open", flush=True)
for number in range(count):
    own = LedgerDraft("t", f"{name}-{number}", name, {"number": number})
    drafts = [own, LedgerDraft("t", f"both-{number}", "any", {})]
    print(*(receipt.outcome for receipt in ledger.append(drafts)), flush=True)
ledger.close()
"""


@pytest.mark.slow
def test_processes_that_open_and_write_one_ledger_at_once_lose_nothing(path: Path) -> None:
    count = 40
    writers = [
        subprocess.Popen([sys.executable, "-c", WRITER, str(path), name, str(count)], stdout=subprocess.PIPE, text=True)
        for name in ("one", "two", "three")
    ]
    told = [writer.communicate(timeout=60)[0].split() for writer in writers]
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    ledger = Ledger(path)
    records = ledger.records()
    ledger.close()
    assert first_broken(records) is None
    expected = {f"{name}-{number}" for name in ("one", "two", "three") for number in range(count)}
    expected |= {f"both-{number}" for number in range(count)}
    assert sorted(record.id for record in records) == sorted(expected)
    outcomes = [outcome for words in told for outcome in words[1:]]
    assert outcomes.count("recorded") == len(expected)
    assert outcomes.count("known") == 2 * count
    assert {record.line() for record in records} <= set(journal_of(path).read_bytes().splitlines(True))


def test_threads_on_one_ledger_lose_nothing(path: Path) -> None:
    ledger = Ledger(path)

    def write(thread: int) -> None:
        for number in range(25):
            ledger.append([LedgerDraft("t", f"{thread}-{number}", "test", {"number": number})])
            assert ledger.records("t", after=max(ledger.last_sequence() - 3, 0))

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(write, range(6)))
    records = ledger.records()
    ledger.close()
    assert {record.id for record in records} == {f"{thread}-{number}" for thread in range(6) for number in range(25)}
    assert first_broken(records) is None


# Damage is found, named, and mended from what is left.


def test_a_changed_byte_in_the_file_is_found_and_the_entry_named(
    path: Path, written: list[tuple[str, str, str]]
) -> None:
    flipped(path, b"number 0017", b"number 0018")
    with pytest.raises(LedgerDamaged, match="entry 17 is not what was written"):
        Ledger(path)


def test_a_byte_that_is_no_text_is_found_and_the_entry_named(path: Path, written: list[tuple[str, str, str]]) -> None:
    flipped(path, b"number 0017", b"number 00\xff7")
    with pytest.raises(LedgerDamaged, match="entry 17 is not what was written"):
        Ledger(path)


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE entry SET body = replace(body, '0005', '0050') WHERE sequence = 5", 5),
        ("UPDATE entry SET author = 'nobody' WHERE sequence = 6", 6),
        ("UPDATE entry SET recorded = '2024-04-18T12:00:01.000+00:00' WHERE sequence = 7", 7),
        ("DELETE FROM entry WHERE sequence = 8", 8),
        ("UPDATE entry SET sequence = sequence + 100 WHERE sequence >= 9", 9),
        ("INSERT INTO entry SELECT 31, 'a', 'new', recorded, author, body, digest FROM entry WHERE sequence = 30", 31),
    ],
)
def test_a_change_made_with_sql_is_found_named_and_undone(
    path: Path, written: list[tuple[str, str, str]], statement: str, entry: int
) -> None:
    by_hand(path, statement)
    with pytest.raises(LedgerDamaged, match=f"entry {entry} is not what was written"):
        Ledger(path)
    recovery = recover(path)
    # A place beyond the last is lost, for all that recovery can know; nothing of it is taken.
    assert (recovery.entries, recovery.lost) == (ENTRIES, (31,) if entry == 31 else ())
    assert contents(path) == written


def test_the_end_cut_off_with_sql_is_found_by_the_journal(path: Path, written: list[tuple[str, str, str]]) -> None:
    # The chain itself is whole up to there.
    by_hand(path, "DELETE FROM entry WHERE sequence > 20")
    with pytest.raises(LedgerDamaged, match="ends at entry 20, and its journal goes on"):
        Ledger(path)
    assert recover(path).lost == ()
    assert contents(path) == written


def _flip(path: Path) -> None:
    flipped(path, b"number 0017", b"number 0018")


def _no_text(path: Path) -> None:
    flipped(path, b"number 0017", b"\xff\xfe\x00\x00\xff\xff 0017")


def _cut(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: len(content) * 2 // 3])


def _cut_to_a_page(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:4096])


def _emptied(path: Path) -> None:
    path.write_bytes(b"")


def _header(path: Path) -> None:
    path.write_bytes(b"garbage!" * 16 + path.read_bytes()[128:])


def _page(path: Path) -> None:
    content = path.read_bytes()
    middle = len(content) // 4096 // 2 * 4096
    path.write_bytes(content[:middle] + bytes(4096) + content[middle + 4096 :])


def _noise(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 40)


def _gone(path: Path) -> None:
    path.unlink()


DAMAGES: Final = [_flip, _no_text, _cut, _cut_to_a_page, _emptied, _header, _page, _noise, _gone]


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_file_is_refused_and_made_again_from_the_journal(
    path: Path, written: list[tuple[str, str, str]], damage: Callable[[Path], None]
) -> None:
    damage(path)
    with pytest.raises(LedgerDamaged) as error:
        Ledger(path)
    assert "frontfoot ledger recover" in error.value.remedy
    before = {file.name: file.read_bytes() for file in path.parent.iterdir() if not file.name.endswith("-shm")}
    recovery = recover(path)
    assert (recovery.entries, recovery.lost, recovery.unproved) == (ENTRIES, (), ())
    assert contents(path) == written
    kept = {file.name.partition(".damaged-")[0]: file.read_bytes() for file in recovery.kept}
    assert {name: content for name, content in kept.items() if name in before} == before


@pytest.mark.parametrize(
    "damage",
    [
        lambda journal: journal.unlink(),
        lambda journal: journal.write_bytes(b""),
        lambda journal: journal.write_bytes(journal.read_bytes()[:-40]),
        lambda journal: flipped(journal, b"number 0017", b"number 0018"),
        lambda journal: flipped(journal, b"number 0017", b"number 00\xff7"),
        lambda journal: flipped(journal, b'"sequence":17', b'"sequence":97'),
        lambda journal: flipped(journal, b'"sequence":17', b'"sequence":99999999999999999'),
        lambda journal: journal.write_bytes(b"\x00" * 5000),
        lambda journal: journal.write_bytes(b"[" * 100_000 + b"\n" + journal.read_bytes()),
    ],
    ids=["gone", "empty", "torn", "flipped", "no text", "number", "great number", "zeros", "brackets"],
)
def test_a_damaged_journal_is_mended_at_the_next_opening(
    path: Path, written: list[tuple[str, str, str]], damage: Callable[[Path], None]
) -> None:
    journal = journal_of(path)
    damage(journal)
    assert contents(path) == written
    # The ledger may now go: the journal alone brings everything back.
    path.unlink()
    recovery = recover(path)
    assert (recovery.entries, recovery.lost) == (ENTRIES, ())
    assert contents(path) == written


@pytest.mark.parametrize("damage", DAMAGES)
def test_both_files_damaged_in_different_places(
    path: Path, written: list[tuple[str, str, str]], damage: Callable[[Path], None]
) -> None:
    journal = journal_of(path)
    flipped(journal, b"number 0002", b"number 0003")
    damage(path)
    recovery = recover(path)
    # Entry 2 comes from the ledger, where that can be read so far; of what lies in a page that is gone nothing is said.
    if damage not in (_cut, _page):
        assert recovery.lost == (() if damage in (_flip, _no_text) else (2,))
    assert set(recovery.lost) <= {2}
    assert contents(path) == [entry for number, entry in enumerate(written, 1) if number not in recovery.lost]


@pytest.mark.parametrize("number", [1, 17, ENTRIES])
def test_one_entry_damaged_in_both_files_is_lost_and_named_and_no_other(
    path: Path, written: list[tuple[str, str, str]], number: int
) -> None:
    flipped(path, b"number %04d" % number, b"number 1017")
    flipped(journal_of(path), b"number %04d" % number, b"number 1018")
    recovery = recover(path)
    assert (recovery.entries, recovery.lost, recovery.unproved) == (ENTRIES - 1, (number,), ())
    assert contents(path) == [entry for place, entry in enumerate(written, 1) if place != number]


def test_entries_wholly_gone_from_both_files_are_named_and_the_rest_kept(
    path: Path, written: list[tuple[str, str, str]]
) -> None:
    by_hand(path, "DELETE FROM entry WHERE sequence IN (10, 11)")
    journal = journal_of(path)
    lines = journal.read_bytes().splitlines(True)
    journal.write_bytes(b"".join(line for number, line in enumerate(lines, 1) if number not in (10, 11)))
    recovery = recover(path)
    assert (recovery.lost, recovery.unproved) == ((10, 11), (12,))
    assert contents(path) == [entry for number, entry in enumerate(written, 1) if number not in (10, 11)]


def test_a_damaged_number_is_seen_through(path: Path, written: list[tuple[str, str, str]]) -> None:
    path.unlink()
    flipped(journal_of(path), b'"sequence":12,', b'"sequence":92,')
    recovery = recover(path)
    assert (recovery.entries, recovery.lost, recovery.unproved) == (ENTRIES, (), ())
    assert contents(path) == written


@pytest.mark.slow
@settings(max_examples=100, deadline=None)
@given(st.data())
def test_recovery_never_makes_entries_up(data: st.DataObject) -> None:
    """Two copies of a chain, each damaged anywhere: what is chosen was written, in order, and the rest is named."""
    digest, true = NOTHING, []
    for number in range(1, 9):
        true.append(chained(digest, number, "t", f"e{number}", "2024", "x", json.dumps({"n": number})))
        digest = true[-1].digest
    copies: list[LedgerRecord] = []
    whole: set[int] = set()
    for _ in range(2):
        for record in true:
            damage = data.draw(st.sampled_from(["none"] * 6 + ["body", "number", "digest", "gone"]))
            if damage == "none":
                whole.add(record.sequence)
                copies.append(record)
            elif damage == "body":
                copies.append(replace(record, body='{"n":0}'))
            elif damage == "number":
                copies.append(replace(record, sequence=data.draw(st.sampled_from([-1, 0, 3, 11, 10**15]))))
            elif damage == "digest":
                copies.append(replace(record, digest="0" * 64))
    choice = choose(copies)
    names = {record.id for record in choice.records}
    assert len(names) == len(choice.records)
    proved = [record for record in choice.records if record.sequence not in choice.unproved]
    places = [int(record.id[1:]) for record in proved]
    assert places == sorted(places)
    assert proved == [true[place - 1] for place in places]
    assert not {record.sequence for record in choice.records} & set(choice.lost)
    # What is whole in a file and follows what is whole is never lost.
    for number in range(1, 9):
        if set(range(1, number + 1)) <= whole:
            assert f"e{number}" in names


def test_there_is_nothing_to_recover(path: Path) -> None:
    with pytest.raises(FrontfootError, match="no ledger and no journal"):
        recover(path)


def test_recovering_twice_keeps_every_old_file(path: Path, written: list[tuple[str, str, str]]) -> None:
    first, second = recover(path), recover(path)
    assert len({*first.kept, *second.kept}) == len(first.kept) + len(second.kept)
    assert all(file.exists() for file in (*first.kept, *second.kept))
    assert contents(path) == written


# The write-ahead log is part of the ledger.


def test_what_stands_in_the_write_ahead_log_only_is_not_lost(path: Path, tmp_path: Path) -> None:
    ledger = Ledger(path)
    ledger.append([draft(1), draft(2)])
    # As after a power cut: the files as they are on the disk at this moment.
    there = tmp_path / "elsewhere"
    there.mkdir()
    for file in path.parent.glob("ledger.*"):
        shutil.copyfile(file, there / file.name)
    ledger.close()
    assert (there / "ledger.db-wal").stat().st_size > 0
    assert [entry[1] for entry in contents(there / "ledger.db")] == ["e1", "e2"]


def test_a_lost_write_ahead_log_is_noticed_and_its_entries_come_back(path: Path, tmp_path: Path) -> None:
    ledger = Ledger(path)
    ledger.append([draft(1), draft(2)])
    there = tmp_path / "elsewhere"
    there.mkdir()
    for name in ("ledger.db", "ledger.db.journal"):
        shutil.copyfile(path.parent / name, there / name)
    ledger.close()
    with pytest.raises(LedgerDamaged):
        Ledger(there / "ledger.db")
    assert recover(there / "ledger.db").entries == 2
    assert [entry[1] for entry in contents(there / "ledger.db")] == ["e1", "e2"]


# Schemas.


def of_schema_1(path: Path, count: int) -> list[LedgerRecord]:
    """A ledger as the first schema had it, made by SQL alone."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(STEPS[0])
        connection.execute(f"PRAGMA application_id = {APPLICATION}")
        connection.execute("PRAGMA user_version = 1")
        digest, made = NOTHING, []
        for number in range(1, count + 1):
            made.append(chained(digest, number, "t", f"e{number}", "2024-04-18T12:00:00.000+00:00", "x", "{}"))
            connection.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)", made[-1].row)
            digest = made[-1].digest
    return made


def test_an_older_ledger_is_brought_up_and_a_copy_kept(path: Path) -> None:
    made = of_schema_1(path, 50)
    ledger = Ledger(path)
    assert ledger.records() == made
    assert ledger.append([draft(51)])[0].sequence == 51
    ledger.close()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'entry_of_tie'").fetchone() == (1,)
    with closing(sqlite3.connect(path.with_name("ledger.db.schema-1"))) as copy:
        assert copy.execute("PRAGMA user_version").fetchone() == (1,)
        assert [LedgerRecord(*row) for row in copy.execute("SELECT * FROM entry ORDER BY sequence")] == made


def test_a_step_that_fails_leaves_the_old_schema(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = of_schema_1(path, 3)
    monkeypatch.setattr("frontfoot.board.migrations.STEPS", (STEPS[0], STEPS[1] + "CREATE TABLE entry (x);\n"))
    with pytest.raises(FrontfootError):
        Ledger(path)
    monkeypatch.undo()
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,)
    ledger = Ledger(path)
    assert ledger.records() == made
    ledger.close()


@pytest.mark.parametrize("foreign", [True, False], ids=["foreign", "newer"])
def test_a_file_that_is_not_ours_is_refused_and_untouched(path: Path, *, foreign: bool) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE accounts (name TEXT)")
        connection.execute("INSERT INTO accounts VALUES ('someone')")
        if not foreign:
            connection.execute(f"PRAGMA application_id = {APPLICATION}")
            connection.execute(f"PRAGMA user_version = {VERSION + 1}")
    before = path.read_bytes()
    with pytest.raises(FrontfootError) as error:
        Ledger(path)
    assert not isinstance(error.value, LedgerDamaged)
    assert ("no ledger of Frontfoot" if foreign else f"schema {VERSION + 1}") in error.value.problem
    assert [file.name for file in path.parent.iterdir()] == ["ledger.db"]
    assert path.read_bytes() == before


# Disks and folders.


def test_a_full_disk_under_the_ledger_loses_nothing_and_says_so(path: Path) -> None:
    ledger = Ledger(path)
    ledger.append([draft(1)])
    pages = ledger._connection.execute("PRAGMA page_count").fetchone()[0]
    ledger._connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(FrontfootError, match="nothing was recorded") as error:
        ledger.append([draft(number, text="x" * 400) for number in range(2, 60)])
    assert "Make room" in error.value.remedy
    assert [record.id for record in ledger.records()] == ["e1"]
    ledger._connection.execute("PRAGMA max_page_count = 1000000")
    assert ledger.append([draft(2)])[0].outcome == "recorded"
    ledger.close()
    assert [entry[1] for entry in contents(path)] == ["e1", "e2"]


@pytest.fixture
def torn_disk(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[bool], None]]:
    """A disk that, while it is full, takes half of what is written to the journal and refuses the rest."""
    whole, full = os.write, [False]

    def write(file: int, content: bytes) -> int:
        if full == [True]:
            full.append(True)
            return whole(file, content[: len(content) // 2])
        if full[0]:
            raise OSError(28, "No space left on device")
        return whole(file, content)

    monkeypatch.setattr("frontfoot.board.journal.os.write", write)

    def turn(state: bool) -> None:
        full[:] = [state]

    yield turn
    monkeypatch.undo()


def test_a_full_disk_under_the_journal_acknowledges_nothing_until_both_files_agree(
    path: Path, torn_disk: Callable[[bool], None]
) -> None:
    ledger = Ledger(path)
    ledger.append([draft(1)])
    torn_disk(True)
    for _ in range(3):
        # Sent again while the disk is full it is still not acknowledged, though the ledger itself holds it.
        with pytest.raises(FrontfootError, match="journal cannot be written") as error:
            ledger.append([draft(2)])
        assert "send them again" in error.value.remedy
    with pytest.raises(FrontfootError):
        ledger.append([draft(3)])
    torn_disk(False)
    assert ledger.append([draft(2)])[0].outcome == "known"
    assert ledger.append([draft(3)])[0].outcome == "recorded"
    records = ledger.records()
    assert [record.id for record in records] == ["e1", "e2", "e3"]
    assert list(journals.read(journal_of(path))) == records
    ledger.close()


def test_a_journal_that_cannot_be_synchronised_is_said(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ledger = Ledger(path)

    def refuse(_: int) -> None:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr("frontfoot.board.journal.os.fsync", refuse)
    with pytest.raises(FrontfootError, match=r"cannot be written \(Input/output error\)"):
        ledger.append([draft(1)])
    monkeypatch.undo()
    assert ledger.append([draft(1)])[0].outcome == "known"
    ledger.close()
    assert [record.id for record in journals.read(journal_of(path))][:1] == ["e1"]


def test_a_folder_that_is_a_file_is_said_clearly(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(FrontfootError, match="cannot be opened"):
        Ledger(tmp_path / "file" / "ledger.db")


def test_a_ledger_that_is_a_folder_is_said_clearly(tmp_path: Path) -> None:
    with pytest.raises(FrontfootError, match="cannot be opened") as error:
        Ledger(tmp_path)
    assert not isinstance(error.value, LedgerDamaged)


OPENS: Final = """
import os, sys
from pathlib import Path
from frontfoot.board.ledger import Ledger
from frontfoot.core.errors import FrontfootError
if os.geteuid() == 0:
    # The permissions of a folder do not hold for root.
    os.setuid(65534)
try:
    Ledger(Path(sys.argv[1]))
except FrontfootError as error:
    print(type(error).__name__, error.problem)
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has other permissions")
@pytest.mark.parametrize("there", [False, True], ids=["new", "existing"])
def test_a_folder_that_cannot_be_written_is_said_clearly(*, there: bool) -> None:
    # Not below the tests' own folder, which no other user may enter.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.db"
        if there:
            ledger = Ledger(path)
            ledger.append([draft(1)])
            ledger.close()
            for file in path.parent.iterdir():
                file.chmod(0o444)
        Path(folder).chmod(0o555)
        command = [sys.executable, "-c", OPENS, str(path)]
        done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
        Path(folder).chmod(0o755)
    assert done.stdout.startswith("FrontfootError The ledger cannot be opened"), done.stderr


def test_a_ledger_that_another_program_holds_is_busy_not_damaged(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger(path).close()
    monkeypatch.setattr("frontfoot.board.ledger.WAIT_SECONDS", 0.1)
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        ledger = Ledger(path)
        with pytest.raises(FrontfootError, match=r"locked.*nothing was recorded"):
            ledger.append([draft(1)])
        other.execute("ROLLBACK")
        assert ledger.append([draft(1)])[0].outcome == "recorded"
        ledger.close()


# Names, disks and texts that other programs and bit flips leave behind.


def test_two_ledgers_of_one_name_and_another_ending_share_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "x.db", tmp_path / "x.sqlite"
    for path, author in ((one, "one"), (two, "two")):
        with closing(Ledger(path)) as ledger:
            ledger.append([LedgerDraft("t", "t", author, {"kind": "tie"})])
    assert [record.author for record in journals.read(journal_of(one))] == ["one"]
    assert [record.author for record in journals.read(journal_of(two))] == ["two"]
    one.write_bytes(b"\x00" * 4096)
    assert recover(one).entries == 1
    with closing(Ledger(two)) as ledger:
        assert [record.author for record in ledger.records()] == ["two"]


def test_a_journal_that_two_ledgers_shared_is_parted_and_left_as_it_is(tmp_path: Path) -> None:
    paths = (tmp_path / "x.db", tmp_path / "x.sqlite")
    shared = tmp_path / "x.journal"
    lines = []
    for path in paths:
        with closing(Ledger(path)) as ledger:
            ledger.append([LedgerDraft("t", f"e{number}", path.name, {"n": number}) for number in range(3)])
        lines += journal_of(path).read_bytes().splitlines(True)
        journal_of(path).unlink()
    shared.write_bytes(b"".join(lines[::2] + lines[1::2]))
    before = shared.read_bytes()
    for path in paths:
        with closing(Ledger(path)) as ledger:
            assert {record.author for record in ledger.records()} == {path.name}
        assert sorted(record.sequence for record in journals.read(journal_of(path))) == [1, 2, 3]
        assert {record.author for record in journals.read(journal_of(path))} == {path.name}
    assert shared.read_bytes() == before


def test_a_ledger_on_a_disk_that_cannot_be_written_is_checked_and_exported(tmp_path: Path) -> None:
    from frontfoot.board.reading import checked_records

    folder = tmp_path / "disk"
    path = folder / "ledger.db"
    ledger = Ledger(path)
    # Still open: the entry is in the log alone.
    ledger.append([LedgerDraft("t", "t", "x", {"kind": "tie"})])
    before = {file.name: file.read_bytes() for file in folder.iterdir()}
    folder.chmod(0o500)
    try:
        assert [record.id for record in checked_records(path)] == ["t"]
        assert {file.name: file.read_bytes() for file in folder.iterdir()} == before
    finally:
        folder.chmod(0o700)
        ledger.close()


def test_every_bit_flip_in_the_text_of_the_schema_is_a_damaged_file_and_mended(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with closing(Ledger(path)) as ledger:
        ledger.append([LedgerDraft("t", "t", "x", {"kind": "tie"})])
    whole = path.read_bytes()
    start, end = whole.index(b"CREATE TABLE entry"), whole.index(b"CREATE TABLE entry") + 300
    places = [whole.index(b"RAISE"), whole.index(b"append-only"), whole.index(b"entry_remains"), *range(start, end, 17)]
    for place in places:
        damaged = bytearray(whole)
        damaged[place] ^= 0x02
        path.write_bytes(damaged)
        with pytest.raises(LedgerDamaged) as error:
            Ledger(path)
        assert "ledger recover" in error.value.remedy
    assert recover(path).entries == 1
    with closing(Ledger(path)) as ledger:
        assert [record.id for record in ledger.records()] == ["t"]
