"""Match files that are tables (CSV), read into columns with errors that name the line and the column."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Final

import numpy as np

from frontfoot.core.errors import ReadError
from frontfoot.core.minute import START_SECONDS
from frontfoot.match import limits
from frontfoot.match.codes import Array
from frontfoot.match.files import Source

_DELIMITERS: Final = ",;\t"
_NOTHING: Final = frozenset({"", "nan", "null", "none", "na"})
_LARGEST: Final = 1e7  # of any number in a match file: frames, milliseconds, identifiers apart
_REMEDY: Final = "Download or export the file again"


@dataclass(frozen=True, slots=True)
class Table:
    """Some columns of a table.

    Attributes:
        place: the file, for errors.
        cells: column name -> its cells, without blanks around them.
        lines: line of the file that holds each row, for errors.
    """

    place: str
    cells: dict[str, list[str]]
    lines: list[int]

    @property
    def height(self) -> int:
        """Number of rows."""
        return len(self.lines)

    def text(self, name: str) -> list[str]:
        """The cells of a column; all empty where the table has no such column."""
        return self.cells.get(name) or [""] * self.height

    def numbers(self, name: str) -> Array:
        """(N,) float64; NaN for an empty cell or one that is marked as empty.

        Raises:
            ReadError: a cell is not a number, or too large for any match file.
        """
        values = np.full(self.height, np.nan)
        for row, cell in enumerate(self.text(name)):
            if cell.lower() in _NOTHING:
                continue
            try:
                value = float(cell)
            except ValueError:
                value = math.inf
            if not abs(value) <= _LARGEST:
                raise self.wrong(row, name, "a number")
            values[row] = value
        return values

    def periods(self, name: str) -> list[int]:
        """The cells as periods of a match.

        Raises:
            ReadError: a cell is not a number from 1 to 5.
        """
        numbers = self.numbers(name)
        for row, number in enumerate(numbers.tolist()):
            if number not in START_SECONDS:
                raise self.wrong(row, name, "a period from 1 to 5")
        return [int(number) for number in numbers]

    def flags(self, name: str) -> Array:
        """(N,) bool: whether each cell is true, 1 or 1.0."""
        return np.array([cell.lower() in {"true", "1", "1.0"} for cell in self.text(name)], dtype=np.bool_)

    def wrong(self, row: int, name: str, wanted: str) -> ReadError:
        """The error for a cell with a wrong value."""
        cell = self.cells[name][row]
        return ReadError(
            f"Line {self.lines[row]}: {name} is {cell[:40]!r}, not {wanted}", place=self.place, remedy=_REMEDY
        )

    def take(self, chosen: Array) -> Table:
        """The table of the chosen rows (a mask)."""
        rows = np.flatnonzero(chosen).tolist()
        cells = {name: [column[row] for row in rows] for name, column in self.cells.items()}
        return Table(self.place, cells, [self.lines[row] for row in rows])


def read_table(source: Source, needed: Sequence[str], optional: Sequence[str] = (), *, content: str) -> Table:
    """Some columns of a table whose first line holds their names.

    Args:
        source: the file; cells are separated by commas, semicolons or tabs.
        needed: columns that the table must have.
        optional: columns that are read if the table has them.
        content: what the file should be, for errors ("Metrica events").

    Raises:
        ReadError: the file is not UTF-8 text, lacks a column, has a line with more or fewer cells than the header
            (a file that was cut), or more rows than any match has.

    >>> from pathlib import Path
    >>> source = Source("a.csv", Path("a.csv"), "a.csv", b"Team,Start X\\nHome,0.5\\nAway,NaN\\n")
    >>> read_table(source, ["Team", "Start X"], content="events").numbers("Start X").tolist()
    [0.5, nan]
    """
    try:
        text = source.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise source.error(f"The file is not UTF-8 text ({error.reason})", _REMEDY) from error
    header_line = text.partition("\n")[0]
    delimiter = max(_DELIMITERS, key=header_line.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    rows: list[tuple[str, ...]] = []
    lines: list[int] = []
    try:
        header = [cell.strip() for cell in next(reader, [])]
        missing = [name for name in needed if name not in header]
        if missing:
            raise source.error(f"The table lacks columns of {content}: {', '.join(missing)}", _REMEDY)
        names = [name for name in dict.fromkeys((*needed, *optional)) if name in header]
        chosen = itemgetter(*(header.index(name) for name in names), -1)  # two at least, so that a tuple comes back
        for cells in reader:
            if len(cells) != len(header):
                if not any(cell.strip() for cell in cells):
                    continue
                problem = f"Line {reader.line_num} has {len(cells)} cells, the header {len(header)}"
                raise source.error(f"{problem}: the file was cut or edited", _REMEDY)
            rows.append(chosen(cells))
            lines.append(reader.line_num)
            if len(rows) > limits.MAX_TABLE_ROWS:
                raise source.error(
                    f"The table has more than {limits.MAX_TABLE_ROWS:,} rows, more than any match",
                    "Name a file that holds one match",
                )
    except csv.Error as error:
        what_is = f"Line {reader.line_num} is no line of a table ({error})"
        raise source.error(what_is, _REMEDY) from error
    columns = {name: [row[place].strip() for row in rows] for place, name in enumerate(names)}
    return Table(source.place, columns, lines)
