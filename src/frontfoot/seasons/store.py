"""`Store`: reads the tables of a season's store."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from frontfoot.core.errors import InputError, ReadError
from frontfoot.core.notebook import NotebookTable, card
from frontfoot.core.tables import Tabular
from frontfoot.core.wording import several
from frontfoot.seasons.folder import Folder, open_folder
from frontfoot.seasons.layout import DOCUMENT, PARTITION, TABLES, check_version, partition_values, parts_of


@dataclass(frozen=True, slots=True)
class StoreTable(Tabular):
    """A table of a store, which can be exported.

    Attributes:
        name: of the table.
        frame: its rows.
    """

    name: str
    frame: pl.DataFrame

    def __repr__(self) -> str:
        """Name and size."""
        return f"<StoreTable {self.name}: {self.frame.height:,} rows, {self.frame.width} columns>"

    def to_polars(self) -> pl.DataFrame:
        """The table as a Polars frame, as `Store.read` returns it."""
        return self.frame


class Store:
    """The tables of many matches that `frontfoot.season` measured.

    Args:
        address: a local path or an fsspec address.

    Attributes:
        address: as given.
        folder: where its files lie.

    Raises:
        InputError: there is no store, or its tables have another version.

    Example:
        >>> store = Store("serie-a")                                              # doctest: +SKIP
        >>> store.read("minutes", columns=["team", "xg"]).group_by("team").sum()  # doctest: +SKIP
    """

    def __init__(self, address: str | Path) -> None:
        self.address = str(address)
        self.folder: Folder = open_folder(self.address)
        content = self.folder.read(DOCUMENT)
        if content is None:
            raise InputError(
                "There is no store here",
                place=self.folder.address,
                remedy="Make one: frontfoot season DIR --store PATH",
            )
        check_version(content, self.folder.address)

    def __repr__(self) -> str:
        """The address and the contents in short."""
        held = self.partitions()
        words = ", ".join(filter(None, (_named(part) for part in held[:3]))) or "no matches"
        more = f" and {len(held) - 3} more" if len(held) > 3 else ""
        return f"<Store {self.address}: {words}{more}>"

    def _repr_html_(self) -> str:
        """Competitions and seasons with their matches as a small table for notebooks."""
        rows = []
        for competition, season in self.partitions():
            matches = self.read("matches", competition=competition, season=season, columns=["date", "events"])
            days = sorted(filter(None, matches["date"]))
            span = f"{days[0]} to {days[-1]}" if days else "not known"
            known = [competition or "not known", season or "not known", span]
            rows.append([*known, f"{len(matches):,}", f"{matches['events'].sum():,}"])
        heads = ["competition", "season", "days", "matches", "events"]
        tables = ", ".join(TABLES)
        shown = NotebookTable(heads, rows, text=(1, 2)) if rows else "It holds no matches."
        return card(
            f"Store of {several(sum(int(row[3].replace(',', '')) for row in rows), 'match', 'matches')}",
            shown,
            note=f"{self.address}; tables: {tables}.",
        )

    def partitions(self, table: str = "matches") -> list[tuple[str, str]]:
        """(competition, season) of all parts of a table, sorted; empty strings if they are unknown."""
        return sorted(partition_values(name) for name in parts_of(self.folder, table))

    def read(
        self,
        table: str,
        *,
        competition: str | None = None,
        season: str | None = None,
        columns: Sequence[str] | None = None,
        matches: Sequence[str] | None = None,
    ) -> pl.DataFrame:
        """A table, or the part of one competition or season, with `competition` and `season` as first columns.

        Args:
            table: of `frontfoot.seasons.layout.TABLES`.
            competition, season: return only rows of these.
            columns: return only these columns.
            matches: return only rows of these match ids; rows of other matches are not unpacked.

        Raises:
            InputError: there is no such table, or nothing in it of that competition and season.
        """
        if table not in TABLES:
            raise InputError(f"A store has no table '{table}'", place="table", remedy="Known: " + ", ".join(TABLES))
        frames = []
        for name in parts_of(self.folder, table):
            values = partition_values(name)
            if (competition is not None and values[0] != competition) or (season is not None and values[1] != season):
                continue
            content = self.folder.read(name)
            if content is not None:
                frame = self._frame(name, content, columns, matches)
                known = (pl.lit(value).alias(key) for key, value in zip(PARTITION, values, strict=True))
                frames.append(frame.select(*known, pl.all()))
        if not frames:
            held = "; ".join(f"{c or 'unknown'} {s}".strip() for c, s in self.partitions()) or "nothing"
            raise InputError(
                f"The store has no matches of {' '.join(filter(None, (competition, season))) or 'any season'}",
                place=self.folder.address,
                remedy=f"It holds: {held}",
            )
        return pl.concat(frames)

    def table(
        self,
        table: str,
        *,
        competition: str | None = None,
        season: str | None = None,
        columns: Sequence[str] | None = None,
        matches: Sequence[str] | None = None,
    ) -> StoreTable:
        """The table of `read`, for export to pandas, Arrow, CSV or Excel; arguments and errors as for `read`.

        >>> Store("serie-a").table("matches").save("matches.xlsx")  # doctest: +SKIP
        """
        frame = self.read(table, competition=competition, season=season, columns=columns, matches=matches)
        return StoreTable(table, frame)

    def _frame(
        self, name: str, content: bytes, columns: Sequence[str] | None, matches: Sequence[str] | None
    ) -> pl.DataFrame:
        try:
            rows = pl.scan_parquet(io.BytesIO(content), hive_partitioning=False)
            rows = rows if matches is None else rows.filter(pl.col("match_id").is_in(list(matches)))
            return (rows.select(columns) if columns else rows).collect()
        except pl.exceptions.ColumnNotFoundError:
            raise
        except (pl.exceptions.PolarsError, OSError) as error:
            raise ReadError(
                f"This part of the store is damaged ({str(error).splitlines()[0][:80]})",
                place=f"{self.folder.address}/{name}",
                remedy="Delete the folder of its season in every table, then: frontfoot season FILES --store PATH",
            ) from None


def _named(part: tuple[str, str]) -> str:
    return f"{part[0] or 'unknown competition'} {part[1]}".strip()
