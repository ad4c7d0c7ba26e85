"""The table of public sources of results: `sources.toml`, with address, licence and reader of each."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import polars as pl

from frontfoot.core.errors import ReadError
from frontfoot.core.season import season_on


@dataclass(frozen=True, slots=True)
class ResultsSource:
    """A public source of results.

    Attributes:
        name, title, licence: of the source.
        address, file: patterns of the public address and of the place in the folder of results.
        reader: football_data, openfootball_json, football_txt or internationals; "kept" for tables without results,
            which `frontfoot cup` reads together with those of the same folder.
        seasons: autumn, calendar (years), or all (one file for all time).
        codes: of its files, and the folder of each where the pattern of `file` names one.
    """

    name: str
    title: str
    licence: str
    address: str
    file: str
    reader: str
    seasons: str
    codes: dict[str, str]

    @property
    def kind(self) -> str:
        """The kind of sides in its results: clubs or nations; "" for a table without results."""
        return {"internationals": "nations", "kept": ""}.get(self.reader, "clubs")


@dataclass(frozen=True, slots=True)
class ResultsFile:
    """One file of a source: its public address, and its place in the folder of results."""

    source: ResultsSource
    address: str
    path: str

    def count(self, folder: object) -> int:
        """The number of played matches in the copy in a folder; for a table without results the number of lines.

        Raises:
            ReadError: the copy does not exist or cannot be read.
        """
        if self.source.kind:
            return int((self.read(folder)["status"] == "played").sum())
        from pathlib import Path

        path = Path(str(folder)) / self.path
        try:
            lines = path.read_text(encoding="utf-8-sig").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise ReadError(f"The file cannot be read: {error}", place=str(path), remedy="Fetch it again") from None
        if not lines or not lines[0].startswith("date,home_team,away_team,"):
            raise ReadError("The file is no table of matches", place=str(path), remedy="Fetch it again")
        return len(lines) - 1

    def read(self, folder: object) -> pl.DataFrame:
        """The results table of the copy in a folder.

        Raises:
            ReadError: the copy does not exist or cannot be read.
        """
        from pathlib import Path

        from frontfoot.goals.results import football_data, football_txt, openfootball_json
        from frontfoot.goals.strengths import nations

        path = Path(str(folder)) / self.path
        if self.source.reader == "football_txt":
            text = football_txt.read(path)
            if text.unread:
                number, line = text.unread[0]
                raise ReadError(
                    f"The line '{line.strip()}' is not understood", place=f"{path}:{number}", remedy="Correct it"
                )
            return text.matches
        readers = {"football_data": football_data.read, "openfootball_json": openfootball_json.read}
        return readers.get(self.source.reader, nations.read)(path)


@cache
def sources() -> tuple[ResultsSource, ...]:
    """Every source of the table."""
    document = tomllib.loads((files(__package__) / "sources.toml").read_text(encoding="utf-8"))
    return tuple(ResultsSource(**{**entry, "codes": _codes(entry["codes"])}) for entry in document["source"])


def _codes(written: list[str] | dict[str, str]) -> dict[str, str]:
    return written if isinstance(written, dict) else dict.fromkeys(written, "")


def files_between(first: date, last: date) -> list[ResultsFile]:
    """The files of every source that contain matches between two days.

    >>> [file.path for file in files_between(date(2026, 6, 1), date(2026, 11, 28))][:2]
    ['results/premier-league/season-2526.csv', 'results/premier-league/season-2627.csv']
    """
    files = []
    for source in sources():
        for code, folder in source.codes.items():
            for words in _seasons(source.seasons, first, last):
                fields = {**words, "code": code, "folder": folder}
                files.append(ResultsFile(source, source.address.format(**fields), source.file.format(**fields)))
    return files


def _seasons(kind: str, first: date, last: date) -> list[dict[str, str]]:
    """The values that fill the patterns of address and file for each season between two days."""
    if kind == "all":
        return [{}]
    if kind == "calendar":
        return [{"year": str(year)} for year in range(first.year, last.year + 1)]
    start, end = map(season_on, (first, last))
    return [
        {"years": f"{year % 100:02d}{(year + 1) % 100:02d}", "season": f"{year}-{(year + 1) % 100:02d}"}
        for year in range(start, end + 1)
    ]
