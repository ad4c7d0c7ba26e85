"""`frontfoot table`: league tables of approach from a store."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from frontfoot.cli.options import CsvOption, OutputOptions, examples, one_answer, output_option

if TYPE_CHECKING:
    import polars as pl


EXAMPLES = examples(
    "frontfoot table store", "frontfoot table store --competition 'Serie A' --by score --html serie-a.html"
)


ROWS = ("Team", "Score", "Month")
"""Headings of the columns that identify a row."""


class By(StrEnum):
    """The quantities by which a table can be split."""

    SEASON = "season"
    SCORE = "score"
    MONTH = "month"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOptions:
    """What `frontfoot table` is asked."""

    store: Annotated[str, typer.Argument(metavar="STORE", help="A store made by `frontfoot season`.")]
    competition: Annotated[str | None, typer.Option(help="Only this competition.")] = None
    season: Annotated[str | None, typer.Option(help="Only this season, as in 2017/18.")] = None
    by: Annotated[By, typer.Option(help="One row a team, or one for each score state or month.")] = By.SEASON
    csv: CsvOption = False
    html: Annotated[
        Path | None, output_option(metavar="FILE", help="Write one HTML file with tables and pictures too.")
    ] = None
    plots: Annotated[
        Path | None, output_option(metavar="DIR", help="Write the pictures into this folder too, as SVG.")
    ] = None
    output: OutputOptions = OutputOptions()


def table(options: TableOptions) -> None:
    """Show how every team defends: a league table of approach.

    Front-foot index with interval, PPDA on three scales, height, tilt, tempo, counters, expected goals, penalties
    against expectation.
    """
    one_answer(csv=options.csv, json=options.output.json_output)
    from frontfoot.cli.console import print_csv
    from frontfoot.seasons.league import league_table
    from frontfoot.seasons.store import Store

    rows = league_table(
        Store(options.store).read("minutes", competition=options.competition, season=options.season), options.by
    )
    if options.html is not None or options.plots is not None:
        _draw(rows, options.by, options.html, options.plots)
    if options.csv:
        print_csv(rows)
    elif options.output.json_output:
        sys.stdout.write(rows.write_json() + "\n")
    else:
        _show(rows)


def _parts(whole: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    from frontfoot.match.names import display_name

    keys = ["provider", "competition", "season"]
    parts = []
    for (provider, competition, season), rows in whole.group_by(keys, maintain_order=True):
        named = " ".join(filter(None, (str(competition or ""), str(season or "")))) or "Unknown competition"
        parts.append((f"{named}, {display_name(str(provider))}", rows))
    return parts


def _show(whole: pl.DataFrame) -> None:
    from rich.table import Table

    from frontfoot.cli.console import out
    from frontfoot.seasons.page import HEADS, cells

    for title, rows in _parts(whole):
        names, lines = cells(rows)
        heads = [HEADS[name] for name in names]
        widths = [max(map(len, column)) for column in zip(heads, *lines, strict=True)]
        out().print(title, style="bold")
        for block in _blocks(heads, widths, out().width):
            shown = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
            for place in block:
                shown.add_column(heads[place], justify="left" if heads[place] in ROWS else "right", no_wrap=True)
            for line in lines:
                shown.add_row(*(line[place] for place in block))
            out().print(shown)
            out().print()


def _blocks(heads: list[str], widths: list[int], columns: int) -> list[list[int]]:
    """The columns of each block that fits the width of a terminal, each with the columns that identify the row.

    A column whose heading needs the one before ("against") stays in the same block.

    >>> _blocks(["Team", "xG", "against", "Tilt"], [10, 5, 7, 4], 30)
    [[0, 1, 2], [0, 3]]
    """
    names = [place for place, head in enumerate(heads) if head in ROWS]
    groups: list[list[int]] = []
    for place in range(len(names), len(heads)):
        if heads[place][0].islower() and groups:
            groups[-1].append(place)
        else:
            groups.append([place])
    blocks = [list(names)]
    for group in groups:
        taken = sum(widths[place] + 2 for place in [*blocks[-1], *group])
        if taken > columns and len(blocks[-1]) > len(names):
            blocks.append(list(names))
        blocks[-1] += group
    return blocks


def _stem(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _draw(whole: pl.DataFrame, by: str, html: Path | None, plots: Path | None) -> None:
    from frontfoot.cli.console import note_written
    from frontfoot.core.writing import write
    from frontfoot.draw.saving import as_svg, inline_svg
    from frontfoot.draw.season import WHAT, pictures
    from frontfoot.reports.terms import terms
    from frontfoot.seasons.page import page

    sections = []
    for title, rows in _parts(whole):
        source = terms(str(rows["provider"][0]))
        credit = f"{source.text} {source.link}".strip()
        drawn = {name: draw(rows, title, credit) for name, draw in pictures(by).items()}
        labels = {name: f"{title}: {WHAT[name]}" for name in drawn}
        sections.append((title, rows, [inline_svg(figure, labels[name]) for name, figure in drawn.items()]))
        if plots is None:
            continue
        # The season's ranking and the one by score are two pictures, and may lie in one folder.
        part = "-by-score" if by == "score" else ""
        for name, figure in drawn.items():
            note_written(write(plots / f"{_stem(title)}{part}-{name}.svg", as_svg(figure)))
    if html is not None:
        known = [terms(provider) for provider in whole["provider"].unique(maintain_order=True)]
        content = page("How every team defends", sections, [f"{term.text} {term.link}".strip() for term in known])
        note_written(write(html, content))
