"""Which files belong together, by the names and identifiers that providers and people give them."""

from __future__ import annotations

import gzip
import json
import lzma
import shutil
from pathlib import Path

import pytest

from frontfoot import load
from frontfoot.core.errors import FrontfootError, ReadError
from frontfoot.match.belonging import files_of_matches
from frontfoot.seasons.sources import find_matches

F24 = '<?xml version="1.0"?><Games><Game id="{0}" home_team_id="1"><Event id="1" type_id="34"/></Game></Games>'
F7 = '<?xml version="1.0"?><SoccerFeed><SoccerDocument Type="Result" uID="f{0}"></SoccerDocument></SoccerFeed>'
DFL_EVENTS = '<?xml version="1.0"?><PutDataRequest><Event MatchId="{0}" EventTime="2023"/></PutDataRequest>'
DFL_MATCH = '<?xml version="1.0"?><MatchInformation><General MatchId="{0}"/><Teams/></MatchInformation>'


@pytest.fixture
def match_list(data: Path, tmp_path: Path) -> Path:
    """Events and the list of matches of one match, under the names that say only what they hold."""
    cases = data.parent / "cases" / "match-list"
    if not cases.is_dir():
        pytest.skip("the case of events.json beside match.json is not there")
    (tmp_path / "events.json").write_bytes(lzma.decompress((cases / "events.json.xz").read_bytes()))
    shutil.copy(cases / "match.json", tmp_path)
    return tmp_path


def test_files_named_together_belong_together_whatever_their_names(match_list: Path) -> None:
    match = load(match_list / "events.json", match_list / "match.json")
    assert (match.home.name, match.info.date, match.info.competition) == ("Norderhamn", "2024-04-17", "Cup of Lakes")
    assert match.info.stated_score == (2, 2)
    assert match.info.match_id == "3895302"
    assert any(finding.rule == "score-differs" for finding in match.findings)
    matches, errors = files_of_matches([match_list / "match.json", match_list / "events.json"])
    assert (len(matches), errors) == (1, [])


def test_a_list_that_does_not_hold_the_match_is_an_error(match_list: Path) -> None:
    entry = json.loads((match_list / "match.json").read_text(encoding="utf-8"))[0]
    entry["home_team"]["home_team_id"] = 77
    (match_list / "match.json").write_text(json.dumps([entry]), encoding="utf-8")
    with pytest.raises(ReadError, match="no match"):
        load(match_list / "events.json", match_list / "match.json")


def written(folder: Path, files: dict[str, str]) -> list[Path]:
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, encoding="utf-8")
    return [folder / name for name in files]


def grouped(paths: list[Path], folder: Path) -> list[set[str]]:
    matches, errors = files_of_matches(paths)
    assert not errors
    return [{path.relative_to(folder).as_posix() for path in match} for match in matches]


def test_opta_by_the_identifiers_in_the_content(tmp_path: Path) -> None:
    names = {
        "f24-23-2018-1009316-eventdetails.xml": F24.format(1009316),
        "f24-23-2018-1009317-eventdetails.xml": F24.format(1009317),
        "f7-23-2018-1009316-matchresults.xml": F7.format(1009316),
        "srml-23-2018-f1009317-matchresults.xml": F7.format(1009317),
    }
    paths = written(tmp_path, names)
    first, second = list(names)[0::2], list(names)[1::2]
    assert grouped(paths, tmp_path) == [set(first), set(second)]
    files = find_matches([tmp_path])
    assert (len(files.matches), files.astray) == (2, [])


def test_dfl_and_metrica_by_their_standard_names(tmp_path: Path) -> None:
    stem = "DFL_0{0}_02_events_raw_DFL-COM-000001_DFL-MAT-J03WM{1}.xml"
    info = "DFL_02_01_matchinformation_DFL-COM-000001_DFL-MAT-J03WM{0}.xml"
    names = {}
    for letter in "XY":
        names[stem.format(3, letter)] = DFL_EVENTS.format(f"DFL-MAT-J03WM{letter}")
        names[info.format(letter)] = DFL_MATCH.format(f"DFL-MAT-J03WM{letter}")
    metrica = {}
    for number in (2, 3):
        metrica[f"Sample_Game_{number}_events.json"] = '{"data": [{"subtypes": null, "start": {"frame": 1}}]}'
        metrica[f"Sample_Game_{number}_metadata.xml"] = "<main><Metadata>FIFADataTransferFormatEPTS</Metadata></main>"
    for contents in (names, metrica):
        folder = tmp_path / str(len(list(tmp_path.iterdir())))
        paths = written(folder, contents)
        assert grouped(paths, folder) == [set(list(contents)[:2]), set(list(contents)[2:])]
        files = find_matches([folder])
        assert (len(files.matches), files.astray) == (2, [])


def test_a_folder_for_each_match(kloppy_files: Path, tmp_path: Path) -> None:
    for number in ("15986", "3788741"):
        (tmp_path / number).mkdir()
        for part, name in (("event", "events"), ("lineup", "lineups")):
            shutil.copy(kloppy_files / f"statsbomb_{number}_{part}.json", tmp_path / number / f"{name}.json")
    paths = sorted(tmp_path.rglob("*.json"))
    assert grouped(paths, tmp_path) == [
        {f"{number}/events.json", f"{number}/lineups.json"} for number in ("15986", "3788741")
    ]
    assert load(tmp_path / "15986" / "events.json").info.match_id == "15986"
    assert len(find_matches([tmp_path]).matches) == 2


@pytest.mark.slow
def test_a_packed_twin_is_the_same_match_and_another_content_is_not(kloppy_files: Path, tmp_path: Path) -> None:
    plain = tmp_path / "5154199.json"
    shutil.copy(kloppy_files / "wyscout_events_v3.json", plain)
    twin = tmp_path / "5154199.json.gz"
    twin.write_bytes(gzip.compress(plain.read_bytes()))
    assert files_of_matches([twin, plain]) == ([(plain,)], [])
    assert [one.paths for one in find_matches([tmp_path]).matches] == [(str(plain),)]
    twin.write_bytes(gzip.compress(plain.read_bytes() + b" "))
    assert len(files_of_matches([twin, plain])[0]) == 2


def test_a_file_of_no_match_is_an_error(kloppy_files: Path, tmp_path: Path) -> None:
    paths = written(tmp_path, {"a/f24.xml": F24.format(1), "b/f24.xml": F24.format(2), "c/f7.xml": F7.format(3)})
    matches, errors = files_of_matches(paths)
    assert len(matches) == 2
    assert all(isinstance(error, FrontfootError) for error in errors)
    assert [error.place for error in errors] == [str(tmp_path / "c" / "f7.xml")]
