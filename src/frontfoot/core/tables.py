"""Tables as Polars, pandas and Arrow objects, CSV and Excel files.

Every table is a `Tabular`: the class defines its frame and inherits all conversions. CSV is written so that no
spreadsheet takes a name for a formula (`frontfoot.core.wording.csv_cell`); in Excel files every name is a text.
"""

from __future__ import annotations

import io
import json
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from frontfoot.core.errors import InputError, MissingExtra
from frontfoot.core.late import cs, pl
from frontfoot.core.wording import csv_cell
from frontfoot.core.writing import write

_MADE: Final = datetime(2000, 1, 1)
"""The fixed time of creation in every Excel file, so that the same table gives the same file."""


class Tabular:
    """Conversions of a table: to Polars, pandas, Arrow, CSV and Excel."""

    __slots__ = ()

    def to_polars(self) -> pl.DataFrame:
        """The table as a Polars frame."""
        raise NotImplementedError

    def to_pandas(self) -> Any:
        """The table as a pandas frame (`pandas.DataFrame`).

        Raises:
            MissingExtra: pandas or pyarrow is not installed.
        """
        return _converted(self.to_polars(), "to_pandas", "A pandas frame")

    def to_arrow(self) -> Any:
        """The table as an Arrow table (`pyarrow.Table`).

        Raises:
            MissingExtra: pyarrow is not installed.
        """
        return _converted(self.to_polars(), "to_arrow", "An Arrow table")

    def save(self, path: str | Path) -> Path:
        """Write the table as a file, and return its path.

        Args:
            path: ends in .csv or .xlsx.

        Raises:
            InputError: another ending.
            MissingExtra: .xlsx is asked for and XlsxWriter is not installed.
            FrontfootError: the file cannot be written.
        """
        return save(self.to_polars(), Path(path))


def save(frame: pl.DataFrame, path: Path) -> Path:
    """Write a frame as CSV or Excel by the ending of the path, whole or not at all; see `Tabular.save`."""
    if path.suffix.lower() == ".csv":
        return write(path, csv_text(frame).encode())
    if path.suffix.lower() == ".xlsx":
        return write(path, excel(frame))
    raise InputError("A table is written as .csv or .xlsx", place=str(path), remedy="Name it table.csv, say")


def csv_text(frame: pl.DataFrame) -> str:
    """A frame as CSV with a heading; lists are JSON, and texts that look like formulas begin with an apostrophe.

    >>> csv_text(pl.DataFrame({"club": ["Inter", "=1+1"], "odds": [0.25, None]}))
    "club,odds\\nInter,0.25\\n'=1+1,\\n"
    """
    plain = _flat(frame)
    return (
        plain.with_columns(cs.string().map_elements(csv_cell, return_dtype=pl.String))
        .rename({name: csv_cell(name) for name in plain.columns})
        .write_csv()
    )


def excel(frame: pl.DataFrame) -> bytes:
    """A frame as an Excel file with one sheet; texts stay texts, and what is no number is an empty cell.

    Raises:
        MissingExtra: XlsxWriter is not installed.
    """
    try:
        from xlsxwriter import Workbook
    except ImportError:
        raise MissingExtra("An Excel file", extra="export") from None
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    content = io.BytesIO()
    with Workbook(content, {"in_memory": True, **options}) as book:
        book.set_properties({"created": _MADE})
        plain = _flat(frame).with_columns(cs.float().fill_nan(None))
        plain = plain.with_columns(pl.when(cs.float().is_finite()).then(cs.float()))
        plain.write_excel(book, "table", float_precision=6, autofit=True, freeze_panes="A2")
    return content.getvalue()


def _flat(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with every name as a string and every list or structure as JSON."""
    nested = [
        pl.Series(
            column.name,
            [None if value is None else json.dumps(_plain(value), ensure_ascii=False, default=str) for value in column],
            dtype=pl.String,
        )
        for column in frame.select(cs.nested()).get_columns()
    ]
    names = cs.string(include_categorical=True) | cs.enum()
    return frame.with_columns(names.cast(pl.String), *nested)


def _plain(value: Any) -> Any:
    return value.to_list() if isinstance(value, pl.Series) else value


def _converted(frame: pl.DataFrame, method: str, library: str) -> Any:
    try:
        return getattr(frame, method)()
    except ImportError:
        raise MissingExtra(library, extra="export") from None
