"""A folder of one league of StatsBomb, one of Wyscout and one of Opta-named files become seasons with one command."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Sequence
from pathlib import Path

import polars as pl
import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.match import belonging
from frontfoot.match.load import load
from frontfoot.seasons.store import Store
from tests.match import as_cdf, as_pff
from tests.match.test_metrica_csv import as_csv

MATCHES = 3


def statsbomb_league(data: Path, folder: Path) -> None:
    source = data / "statsbomb" / "premier-league-2015-16"
    for file in sorted((source / "events").iterdir())[:MATCHES]:
        for part in ("events", "lineups"):
            (folder / part).mkdir(parents=True, exist_ok=True)
            shutil.copy(source / part / file.name, folder / part)
    shutil.copy(source / "matches.json", folder)


def wyscout_league(data: Path, folder: Path) -> None:
    source = data / "wyscout" / "serie-a"
    folder.mkdir()
    for file in sorted(source.glob("*.json.gz"))[:MATCHES]:
        shutil.copy(file, folder)
    shutil.copy(source / "matches.csv", folder)


def opta_league(kloppy_files: Path, folder: Path, numbers: Sequence[int], *, stated: bool = True) -> None:
    """Kloppy's F24 and F7 under Opta's own names; `stated` writes the number of the match into them, as Opta does."""
    folder.mkdir()
    f24, f7 = ((kloppy_files / f"opta_{name}.xml").read_text(encoding="utf-8") for name in ("f24", "f7"))
    for number in numbers:
        # Matches differ, so that none is taken for another's copy.
        events = re.sub(r'event_id="1"', f'event_id="{number}"', f24, count=1)
        match = f7.replace("<Attendance>4811<", f"<Attendance>{number}<")
        if stated:
            events = events.replace("<Game>", f'<Game id="{number}" competition_id="24" season_id="2018">', 1)
            match = match.replace("<SoccerDocument>", f'<SoccerDocument Type="Result" uID="f{number}">', 1)
        (folder / f"f24-24-2018-{number}-eventdetails.xml").write_text(events, encoding="utf-8")
        (folder / f"srml-24-2018-f{number}-matchresults.xml").write_text(match, encoding="utf-8")


@pytest.mark.slow
def test_three_leagues_become_seasons_with_one_command(data: Path, kloppy_files: Path, tmp_path: Path) -> None:
    statsbomb_league(data, tmp_path / "premier-league")
    wyscout_league(data, tmp_path / "serie-a")
    opta_league(kloppy_files, tmp_path / "opta", [1002, 1003, 1004])
    folders = [str(tmp_path / name) for name in ("premier-league", "serie-a", "opta")]
    store = tmp_path / "store"
    command = ["season", *folders, "--store", str(store), "--workers", "1", "--json", "--quiet"]
    result = CliRunner().invoke(build(), command)
    assert result.exit_code == 0, result.output
    assert json.loads((store / "set_aside.json").read_text()) == []
    matches = Store(str(store)).read("matches")
    by_provider = matches.group_by("provider").len().sort("provider")
    assert dict(by_provider.iter_rows()) == {"opta": MATCHES, "statsbomb": MATCHES, "wyscout_v2": MATCHES}
    # Each season has a name of its own: what the list beside StatsBomb and Wyscout says.
    assert matches.filter(provider="statsbomb")["season"].unique().to_list() == ["2015/2016"]
    assert matches.filter(provider="wyscout_v2")["competition"].n_unique() == 1
    # Scores are the published ones.
    listed = {one["match_id"]: one for one in json.loads((tmp_path / "premier-league" / "matches.json").read_text())}
    for row in matches.filter(provider="statsbomb").iter_rows(named=True):
        entry = listed[int(row["match_id"])]
        assert (row["home_goals"], row["away_goals"]) == (entry["home_score"], entry["away_score"])
    assert matches.filter(provider="opta").select("home_goals", "away_goals").n_unique() == 1
    assert pl.Series(matches["match_id"]).n_unique() == 3 * MATCHES


@pytest.mark.slow
def test_json_lines_and_tables_are_matches_too(kloppy_files: Path, tmp_path: Path) -> None:
    """CDF, PFF and Metrica's CSV; a list of one's own is passed over, an analyst's codes are set aside."""
    original = load(kloppy_files / "statsbomb_3788741_event.json", kloppy_files / "statsbomb_3788741_lineup.json")
    for name, write in (("cdf", as_cdf.write), ("pff", as_pff.write)):
        (tmp_path / name).mkdir()
        write(original, tmp_path / name)
    metrica = json.loads((kloppy_files / "metrica_events.json").read_text(encoding="utf-8"))["data"]
    (tmp_path / "metrica").mkdir()
    (tmp_path / "metrica" / "Sample_Game_3_RawEventsData.csv").write_bytes(as_csv(metrica, "TEAM_A"))
    (tmp_path / "metrica" / "notes.csv").write_text("who,what\nme,press\n")
    shutil.copy(kloppy_files / "code_xml.xml", tmp_path / "metrica")
    store = tmp_path / "store"
    folders = [str(tmp_path / name) for name in ("cdf", "pff", "metrica")]
    result = CliRunner().invoke(build(), ["season", *folders, "--store", str(store), "--workers", "1", "--quiet"])
    assert result.exit_code == 0, result.output
    assert sorted(Store(str(store)).read("matches")["provider"]) == ["cdf", "metrica_csv", "pff"]
    (aside,) = json.loads((store / "set_aside.json").read_text())
    assert Path(aside["files"][0]).name == "code_xml.xml"
    assert "frontfoot clips MATCH --with" in aside["remedy"]


@pytest.mark.parametrize("stated", [True, False])
def test_opta_names_tell_which_files_belong_together(kloppy_files: Path, tmp_path: Path, stated: bool) -> None:
    """By the number inside the files; where that is missing, by the number that only two names share."""
    opta_league(kloppy_files, tmp_path / "opta", [1002, 1003], stated=stated)
    matches, errors = belonging.files_of_matches(sorted((tmp_path / "opta").iterdir()))
    assert not errors
    names = [[path.name for path in match] for match in matches]
    assert names == [
        [f"f24-24-2018-{number}-eventdetails.xml", f"srml-24-2018-f{number}-matchresults.xml"]
        for number in (1002, 1003)
    ]
