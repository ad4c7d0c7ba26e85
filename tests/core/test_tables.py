"""Tables that people take along: what is in them, as Polars, pandas, Arrow, CSV and Excel, safe to open."""

from __future__ import annotations

import csv
import io
import re
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import polars as pl
import pytest
from polars.testing import assert_frame_equal
from typer.testing import CliRunner

import frontfoot
from frontfoot import Leg, Moment, Rates, Situation, Tie
from frontfoot.cli.app import build
from frontfoot.cli.examples import example
from frontfoot.core.errors import FrontfootError, InputError, MissingExtra
from frontfoot.core.tables import Tabular, csv_text, excel, save
from frontfoot.seasons.store import StoreTable
from frontfoot.ties.replay import replay
from frontfoot.ties.strengths import file_rates
from tests.test_notebook import own_cup, own_league

EVIL = ["=cmd|'/C calc'!A0", "+1", "-1", "@x", "\t=1", "\r=1", "\n=1", "\uff1d1", "\uff0b1", "\uff0d1", "\uff201"]


def tables(kloppy_files: Path) -> Iterator[Tabular]:
    match = frontfoot.load(kloppy_files / "wyscout_events_v3.json")
    file = frontfoot.read_tie(example())
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    now, rates = Situation(2, Moment(2, 0), (0, 1)), Rates(1.4, 1.7)
    yield from (match, frontfoot.player_table(match), replay(file, file_rates(file)), frontfoot.report(match))
    yield from (frontfoot.outlook(tie, now, rates), frontfoot.decide(tie, now, rates), own_cup(), own_league())
    yield StoreTable("events", match.events)


@pytest.mark.slow
def test_every_table_is_a_frame_of_every_library(kloppy_files: Path, tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    for table in tables(kloppy_files):
        frame = table.to_polars()
        assert frame.height > 0, table
        assert list(table.to_pandas().columns) == frame.columns
        arrow = table.to_arrow()
        assert (arrow.num_rows, arrow.column_names) == (frame.height, frame.columns)
        text = table.save(tmp_path / "table.csv").read_text(encoding="utf-8")
        rows = list(csv.reader(io.StringIO(text)))
        assert rows[0] == frame.columns
        assert len(rows) == frame.height + 1


def test_what_a_replay_holds_by_the_minute() -> None:
    file = frontfoot.read_tie(example())
    whole = replay(file, file_rates(file), intervals=True)
    frame = whole.to_polars()
    assert frame["through"].to_list() == [point.through for point in whole.points]
    second = frame.filter((pl.col("leg") == 2) & (pl.col("minute") == "HT"))
    # Anfield 0-3, Bergamo 0-1 at the break: Salah's penalty in the 7th minute.
    assert second.select("home", "home_goals", "away_goals", "club").row(0) == ("Atalanta", 0, 1, "Atalanta")
    assert not frame["ahead"].any()
    assert (frame["low"].drop_nulls() <= frame.filter(pl.col("low").is_not_null())["through"] + 1e-9).all()


def test_what_an_outlook_and_an_advice_hold() -> None:
    tie = Tie(frontfoot.rules("serie-a", 2023), (Leg("Roma", "Milan"),))
    odds = frontfoot.outlook(tie, Situation(), Rates(1.4, 1.3))
    roma, milan = odds.to_polars().iter_rows(named=True)
    assert roma["through"] + milan["through"] + roma["draw"] == pytest.approx(1.0)
    assert roma["points"] == pytest.approx(3.0 * roma["through"] + roma["draw"])
    assert roma["if_it_scores"] > roma["through"] > roma["if_other_scores"]
    assert roma["low"] is None
    advice = frontfoot.decide(tie, Situation(), Rates(1.4, 1.3))
    assert advice.to_polars().row(2) == (
        "press on", advice.plans.press.level, advice.plans.press.through, advice.plans.press.low,
        advice.plans.press.high,
    )  # fmt: skip


def test_what_a_cup_and_a_league_hold() -> None:
    cup = own_cup().to_polars()
    assert cup.columns == ["club", "SF", "F", "champion", "champion_low", "champion_high", "bounded", "unseen_below"]
    assert cup["bounded"].to_list() == [""] * 4  # exact odds bound nothing
    assert cup["unseen_below"].to_list() == [None] * 4
    assert cup.row(0)[:4] == ("Inter", 1.0, 0.8, pytest.approx(0.4))
    assert cup["champion"].sum() == pytest.approx(1.0)
    league = own_league().to_polars()
    assert league.columns[:5] == ["club", "points", "points_low", "points_high", "title"]
    assert league.select("club", "title", "place_2").row(1) == ("Milan", 0.1, 0.9)


def test_a_name_is_no_formula_in_a_csv() -> None:
    kinds = pl.Enum(EVIL)
    frame = pl.DataFrame(
        {"=team": EVIL, "xg": [-1.0] * len(EVIL), "kind": pl.Series(EVIL, dtype=kinds), "list": [["=1"]] * len(EVIL)}
    )
    rows = list(csv.reader(io.StringIO(csv_text(frame))))
    assert rows[0] == ["'=team", "xg", "kind", "list"]
    for name, row in zip(EVIL, rows[1:], strict=True):
        assert row == [f"'{name}", "-1.0", f"'{name}", '["=1"]']


def test_a_csv_read_again_is_the_table() -> None:
    frame = pl.DataFrame({"club": ["Inter", "Köln, 1. FC", 'the "Reds"', None], "odds": [0.1, 1e-12, None, 1 / 3]})
    assert_frame_equal(pl.read_csv(csv_text(frame).encode()), frame)


def test_an_excel_file_holds_texts_and_numbers_and_is_always_the_same() -> None:
    pytest.importorskip("xlsxwriter")
    texts = [*EVIL[:4], "https://example.org", None]
    frame = pl.DataFrame({"team": texts, "xg": [0.123456, float("nan"), float("inf"), None, 1.0, -2.0]})
    content = excel(frame)
    assert content == excel(frame)
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        strings = book.read("xl/sharedStrings.xml").decode()
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    assert not list(sheet.iter(f"{space}f")), "no cell is a formula"
    assert not list(sheet.iter(f"{space}hyperlink"))
    assert re.findall(r"<t>([^<]*)</t>", strings) == ["team", "xg", *texts[:-1]]
    numbers = [cell.findtext(f"{space}v") for cell in sheet.iter(f"{space}c") if cell.get("r", "").startswith("B")]
    assert numbers[1:] == ["0.123456", None, None, None, "1", "-2"]


def test_what_cannot_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    frame = pl.DataFrame({"a": [1]})
    with pytest.raises(InputError, match=r"\.csv or \.xlsx"):
        save(frame, tmp_path / "table.ods")
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(FrontfootError, match="cannot be written"):
        save(frame, tmp_path / "file" / "table.csv")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(MissingExtra, match=r"frontfoot\[export\]"):
        save(frame, tmp_path / "table.xlsx")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize(("method", "library"), [("to_pandas", "pandas"), ("to_arrow", "pyarrow")])
def test_a_library_that_is_not_there_is_named_with_the_remedy(
    method: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(self: pl.DataFrame, *arguments: Any) -> None:
        raise ModuleNotFoundError(f"{library} is required")

    monkeypatch.setattr(pl.DataFrame, method, missing)
    with pytest.raises(MissingExtra, match=r"pip install 'frontfoot\[export\]'"):
        getattr(own_cup(), method)()


CLUBS = "Atalanta Liverpool --competition uel --season 2023 --first-leg 3-0 --minute HT --score 0-1 --rates 1.4 1.7"


@pytest.mark.parametrize(
    ("command", "column", "rows"),
    [
        (f"tie {CLUBS}", "through", 2),
        (f"decide {CLUBS}", "plan", 3),
        (f"tie {example()}", "minute", 191),
        ("data list", "licence", 3),
    ],
)
def test_a_command_prints_its_table_as_csv(command: str, column: str, rows: int) -> None:
    done = CliRunner().invoke(build(), [*command.split(), "--csv"])
    assert done.exit_code == 0, done.output
    frame = pl.read_csv(done.stdout.encode())
    assert column in frame.columns
    assert frame.height == rows
    both = CliRunner().invoke(build(), [*command.split(), "--csv", "--json"])
    assert "--csv and --json are both asked for" in str(both.exception)


@pytest.mark.slow
def test_match_prints_its_figures_as_csv(kloppy_files: Path) -> None:
    file = kloppy_files / "wyscout_events_v3.json"
    done = CliRunner().invoke(build(), ["match", str(file), "--csv"])
    frame = pl.read_csv(done.stdout.encode())
    story = frontfoot.report(frontfoot.load(file)).story
    row = frame.filter((pl.col("window") == "match") & (pl.col("measure") == "ppda") & (pl.col("side") == "home"))
    assert row["value"].to_list() == [story.sides.home.measures["match"]["ppda"].value]
    assert row["team"].to_list() == ["Juventus"]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["uel 2023 --date 2024-04-18", "serie-a 2017 --date 2018-04-20"])
def test_cup_prints_its_odds_as_csv(name: str, data: Path) -> None:
    competition, season, _, day = name.split()
    options = ["--data", str(data), "--draws", "20", "--simulations", "200"]
    done = CliRunner().invoke(build(), ["cup", *name.split(), *options, "--csv"])
    assert done.exit_code == 0, done.output
    forecast = frontfoot.cup(competition, season, data, date=day, draws=20, simulations=200)
    assert_frame_equal(pl.read_csv(done.stdout.encode()), forecast.to_polars(), check_dtypes=False)
