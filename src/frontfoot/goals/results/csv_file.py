"""`csv_rows`: reads CSV files with commas, semicolons or tabs, in UTF-8, UTF-16 or Windows-1252."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from frontfoot.core.errors import ReadError


def csv_rows(
    place: Path, needed: Mapping[str, Sequence[str]], optional: Mapping[str, Sequence[str]], *, check: str = ""
) -> Iterator[tuple[int, dict[str, str | None]]]:
    """Every row that is not empty, with the number of its line: the cells of the known columns by their names.

    A cell is None where its line ends before it; a column that the file does not have has none. Capitals of the names
    of columns do not matter.

    Args:
        place: path of the file.
        needed, optional: columns, and what else each may be called.
        check: what to do where the file cannot be read.

    Raises:
        ReadError: the file cannot be read, is empty, or lacks a column.
    """
    write = f"Write {','.join(needed)} in the first line"
    lines = _text(place, check).splitlines()
    if not any(line.strip() for line in lines):
        raise ReadError("The file is empty", place=str(place), remedy=f"{write} and a match a line")
    reader = csv.DictReader(lines, delimiter=max(",;\t", key=lines[0].count))
    columns = _columns(reader.fieldnames or (), {**needed, **optional}, place)
    missing = [name for name in needed if name not in columns]
    if missing:
        raise ReadError(
            f"The columns {', '.join(missing)} are missing" if len(missing) > 1 else f"Column {missing[0]} is missing",
            place=str(place),
            remedy=write,
        )
    for row in reader:
        if any((value or "").strip() for value in row.values() if isinstance(value, str)):
            yield reader.line_num, {name: row[written] for name, written in columns.items()}


def _text(place: Path, check: str) -> str:
    try:
        data = place.read_bytes()
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise ReadError(
            f"The file cannot be read: {reason}", place=str(place), remedy=check or "Check the path"
        ) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        # Older files of football-data.co.uk, and spreadsheets on Windows.
        return data.decode("cp1252", errors="replace")


def _columns(written: Sequence[str], spellings: Mapping[str, Sequence[str]], place: Path) -> dict[str, str]:
    """How each column that is known is called in a file.

    Raises:
        ReadError: the heading of one is written twice, so that either may be meant.
    """
    headings = [(name or "").strip().lower() for name in written]
    plain = dict(zip(headings, written, strict=True))
    columns = {}
    for name, others in spellings.items():
        column = next((plain[option] for option in (name.lower(), *others) if option in plain), None)
        if column is None:
            continue
        if headings.count(column.strip().lower()) > 1:
            raise ReadError(
                f"The column {column.strip()} stands twice", place=str(place), remedy="Leave one of them out"
            )
        columns[name] = column
    return columns
