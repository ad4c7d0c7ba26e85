"""Results of matches: one table from every source.

The columns and their meaning stand in `frontfoot.goals.results.schema`; each format has its reader beside it. Club
names are canonical (`frontfoot.core.identity`).
"""

from __future__ import annotations

from pathlib import Path

import polars as pl

from frontfoot.core.errors import ReadError


def read_folder(folder: Path) -> pl.DataFrame:
    """Every result of a data folder, in the order of date, competition, home and away.

    Args:
        folder: holds any of `results/LEAGUE/season-YYYY.csv`, `results/openfootball/SEASON/CODE.json`,
            `more-leagues/SEASON/CODE.json` and `europe/SEASON/*.txt`.

    Raises:
        ReadError: a file cannot be read, holds a line that is not understood, or there is no file at all.
    """
    import polars as pl

    from frontfoot.goals.results import football_data, football_txt, openfootball_json
    from frontfoot.goals.results.competitions import MORE_LEAGUES

    tables = [football_data.read(path) for path in sorted(folder.glob("results/*/season-*.csv"))]
    tables += [openfootball_json.read(path) for path in sorted(folder.glob("results/openfootball/*/*.json"))]
    known = set(MORE_LEAGUES)
    more = sorted(path for path in folder.glob("more-leagues/*/*.json") if path.stem in known)
    tables += [openfootball_json.read(path) for path in more]
    for path in sorted(folder.glob("europe/*/*.txt")):
        text = football_txt.read(path)
        if text.unread:
            number, line = text.unread[0]
            raise ReadError(
                f"The line '{line.strip()}' is not understood", place=f"{path}:{number}", remedy="Correct it"
            )
        tables.append(text.matches)
    if not tables:
        raise ReadError(
            "There are no result files", place=str(folder), remedy="Give a folder that holds results/ and europe/"
        )
    return pl.concat(tables).sort("date", "competition", "home", "away", maintain_order=True)
