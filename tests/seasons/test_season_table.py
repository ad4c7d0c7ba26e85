"""League tables of approach: against plain sums of the store, and as people get them."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import polars as pl
import pytest

from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.windows import TEAM
from frontfoot.core.errors import InputError
from frontfoot.core.palette import LIGHT
from frontfoot.draw.saving import as_svg, inline_svg, text_width
from frontfoot.draw.season import pictures
from frontfoot.seasons.league import COLUMNS, league_table
from frontfoot.seasons.page import cells, page
from frontfoot.seasons.store import Store


@pytest.fixture(scope="module")
def minutes(store: Path) -> pl.DataFrame:
    return Store(store).read("minutes")


def command(*arguments: str) -> subprocess.CompletedProcess[str]:
    call = [sys.executable, "-c", "from frontfoot.cli import main; main()", "table", *arguments]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def total(rows: pl.DataFrame, column: str) -> float:
    return float(rows[column].sum())


def test_figures_are_ratios_of_sums(minutes: pl.DataFrame) -> None:
    table = league_table(minutes)
    assert set(table.columns) <= set(COLUMNS)
    for row in table.iter_rows(named=True):
        own = minutes.filter(pl.col("team") == row["team"])
        against = minutes.filter(pl.col("opponent") == row["team"])
        played = total(own, "seconds") / 60
        assert row["minutes"] == pytest.approx(played)
        assert row["matches"] == own["match_id"].n_unique()
        assert row["xg"] == pytest.approx(90 * total(own, "xg") / played)
        assert row["xg_against"] == pytest.approx(90 * total(against, "xg") / played)
        actions = total(own, "tackles") + total(own, "interceptions") + total(own, "fouls_high")
        assert row["ppda"] == pytest.approx(total(against, "build_up_passes") / actions)
        assert row["penalties_conceded"] == total(against, "penalties")
        assert row["front_foot_low"] < row["front_foot"] < row["front_foot_high"]


def test_the_index_is_that_of_the_approach(minutes: pl.DataFrame) -> None:
    wyscout = minutes.filter(pl.col("provider") == "wyscout_v2")
    expected = {row["team"]: row["value"] for row in front_foot(wyscout, TEAM).iter_rows(named=True)}
    table = league_table(minutes).filter(pl.col("provider") == "wyscout_v2")
    assert {row["team"]: row["front_foot"] for row in table.iter_rows(named=True)} == expected
    assert table["front_foot"].to_list() == sorted(table["front_foot"], reverse=True)


@pytest.mark.parametrize("by", ["score", "month"])
def test_parts_add_up_to_the_season(minutes: pl.DataFrame, by: str) -> None:
    whole = league_table(minutes).select("team", "minutes", "penalties_conceded").sort("team")
    parts = league_table(minutes, by).group_by("team").agg(pl.col("minutes", "penalties_conceded").sum()).sort("team")
    assert parts["team"].to_list() == whole["team"].to_list()
    assert parts["minutes"].to_list() == pytest.approx(whole["minutes"].to_list())
    assert parts["penalties_conceded"].to_list() == whole["penalties_conceded"].to_list()


def test_who_never_trailed_has_no_row_for_it(minutes: pl.DataFrame) -> None:
    table = league_table(minutes, "score")
    behind = minutes.filter(pl.col("own_goals") < pl.col("opponent_goals"))["team"].unique()
    assert set(table.filter(pl.col("score_state") == "trailing")["team"]) == set(behind)


def test_what_statsbomb_lacks_is_a_dash(minutes: pl.DataFrame) -> None:
    names, rows = cells(league_table(minutes).filter(pl.col("provider") == "statsbomb"))
    assert [row[names.index("ppda_wyscout")] for row in rows] == ["–", "–"]


@pytest.mark.slow
@pytest.mark.parametrize("by", ["season", "score", "month"])
def test_pictures_and_page_are_whole_and_the_same_twice(minutes: pl.DataFrame, by: str) -> None:
    table = league_table(minutes, by).filter(pl.col("provider") == "wyscout_v2")
    draws = list(pictures(by).values())
    drawn = [as_svg(draw(table, "Serie A <2017/18>", "CC BY 4.0")) for draw in draws]
    assert drawn == [as_svg(draw(table, "Serie A <2017/18>", "CC BY 4.0")) for draw in draws]
    for svg in drawn:
        ElementTree.fromstring(svg)
    inline = [inline_svg(draw(table, "Serie A <2017/18>", "CC BY 4.0"), "A <b>") for draw in draws]
    html = page("A & B", [("Serie A <2017/18>", table, inline)], ["CC BY 4.0"]).decode()
    for colour in (LIGHT.home, LIGHT.ink, LIGHT.paper):
        assert colour not in html.partition("</style>")[2], "pictures take the colours of the page, light or dark"
    assert "A &amp; B" in html
    assert "Serie A &lt;2017/18&gt;" in html
    assert html.count("<tr>") == table.height + 2
    assert not re.search(r'(src|href)="http', html), "the page needs nothing else"


@pytest.mark.slow
def test_the_command_prints_csv_and_json(store: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(command(str(store), "--csv", "--by", "score").stdout)))
    assert {row["score_state"] for row in rows} == {"trailing", "level", "leading"}
    document = json.loads(command(str(store), "--json", "--competition", "Serie A").stdout)
    assert len(document) == 16
    assert all(isinstance(row["front_foot"], float) for row in document)


@pytest.mark.slow
def test_the_command_writes_page_and_pictures(store: Path, tmp_path: Path) -> None:
    done = command(str(store), "--html", str(tmp_path / "page.html"), "--plots", str(tmp_path / "plots"))
    assert done.returncode == 0, done.stderr
    assert "CC BY 4.0" in (tmp_path / "page.html").read_text(encoding="utf-8")
    season = {path.name: path.read_bytes() for path in (tmp_path / "plots").glob("*.svg")}
    assert len(season) == 4
    command(str(store), "--by", "score", "--plots", str(tmp_path / "plots"))
    both = {path.name: path.read_bytes() for path in (tmp_path / "plots").glob("*.svg")}
    assert len(both) == 6
    assert season.items() <= both.items()
    shown = command(str(store), "--competition", "Serie A")
    assert "Serie A 2017/18" in shown.stdout


@pytest.mark.slow
def test_what_cannot_be_told_is_said(minutes: pl.DataFrame, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="split by 'weather'"):
        league_table(minutes, "weather")
    with pytest.raises(InputError, match="no minutes"):
        league_table(minutes.clear())
    wrong = command(str(tmp_path))
    assert wrong.returncode == 2
    assert "There is no store here" in wrong.stderr
    assert "Traceback" not in wrong.stderr


def test_the_table_of_the_page_fits_a_laptop(minutes: pl.DataFrame) -> None:
    """At 1120 pixels nothing is cut, in the widest of the usual letters; by score and by month too."""
    table = league_table(minutes, "score").filter(pl.col("provider") == "wyscout_v2")
    table = table.with_columns(team=pl.lit("Wolverhampton"), minutes=pl.lit(3603.0), matches=pl.lit(38))
    html = page("A", [("B", table, [])], []).decode()
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row) for row in re.findall(r"<tr>(.*?)</tr>", html, re.DOTALL)[1:]]
    assert len({len(row) for row in rows}) == 1

    def width(cell: str, *, head: bool) -> float:
        if head:
            return text_width(cell.strip(), 11.0, "bold")
        first, _, second = cell.partition("<small>")
        return max(text_width(first, 12.0), text_width(second.removesuffix("</small>"), 10.5))

    columns = [[width(row[at], head=not number) for number, row in enumerate(rows)] for at in range(len(rows[0]))]
    padding = 2 * 0.25 * 16.0
    assert sum(max(column) + padding for column in columns) < 1120 - 2 * 16
