"""How tracking files are told apart, put in order, opened and handed on."""

from __future__ import annotations

import bz2
import gzip
import re
from pathlib import Path
from typing import Any

import pytest

from frontfoot.core.errors import ReadError
from frontfoot.match.signs import HEAD
from frontfoot.match.tracking import read_frames
from frontfoot.match.tracking.file import TrackingFile, files_of
from frontfoot.match.tracking.providers import FILES
from frontfoot.match.tracking.recognise import arranged

# provider -> what a file of each of its parts holds at least, after the provider's own format.
PARTS: dict[str, dict[str, str]] = {
    "skillcorner": {
        "match": '{"home_team": 1, "away_team": 2, "date_time": 3}',
        "tracking": '[{"frame": 1, "possession": 2, "period": 3}]',
    },
    "tracab": {"metadata": "<TracabMetaData/>", "tracking": "100:1,2,3,4,5,0.5;:"},
    "second_spectrum": {
        "metadata": '{"startFrameClock": 1, "pitchLength": 2}',
        "tracking": '{"frameIdx": 1, "homePlayers": 2}',
    },
    "sportec": {"metadata": "<MatchInformation/>", "positions": "<Positions><FrameSet/></Positions>"},
    "stats_perform": {"MA1": '{"matchInfo": 1}', "MA25": "100;1,1:"},
    "signality": {
        "metadata": '{"team_home_lineup": 1}',
        "venue": '{"pitch_size": 1, "reference_landmarks": 2}',
        "one file a period": '[{"utc_time": 1, "match_time": 2, "phase": 1}]',
    },
    "pff": {
        "metadata": '[{"homeTeamStartLeft": 1, "homeTeamKit": 2}]',
        "rosters": '[{"positionGroupType": 1, "shirtNumber": 2}]',
        "tracking": '{"frameNum": 1, "homePlayers": 2}',
    },
    "metrica_epts": {"metadata": "<x FIFADataTransferFormatEPTS='1'/>", "tracking": "1:0.5,0.5,0.5;"},
    "cdf": {
        "metadata": '{"whistles": [], "kickoff_time": 1}',
        "tracking": '{"frame_id": 1, "timestamp": 2, "teams": 3}',
    },
}


def held(name: str, content: str | bytes) -> TrackingFile:
    return TrackingFile(name, name, None, content.encode() if isinstance(content, str) else content)


def match_of(provider: str) -> list[TrackingFile]:
    return [held(part, content) for part, content in PARTS[provider].items()]


@pytest.mark.parametrize("provider", PARTS)
def test_the_files_of_a_match_are_put_in_the_order_of_its_reader(provider: str) -> None:
    files = match_of(provider)
    assert tuple(file.name for file in files) == FILES[provider]
    for order in (files, files[::-1], [*files[1:], files[0]]):
        for name in (None, provider, provider.upper().replace("_", "-")):
            assert arranged(order, name) == (provider, files)


@pytest.mark.parametrize("provider", PARTS)
def test_a_part_that_is_missing_or_there_twice_is_named(provider: str) -> None:
    files = match_of(provider)
    for number, part in enumerate(FILES[provider]):
        rest = [file for place, file in enumerate(files) if place != number]
        with pytest.raises(ReadError, match=rf"{', '.join(FILES[provider])}: {part} missing\. Name all files of one"):
            arranged(rest, None)
        if part != "one file a period":
            with pytest.raises(ReadError, match=f": {part} twice"):
                arranged([*files, files[number]], None)
        # Told whose they are, they keep the order in which they are given.
        assert arranged(rest[::-1], provider) == (provider, rest[::-1])


def test_several_missing_parts_are_all_named() -> None:
    with pytest.raises(ReadError, match="metadata, rosters missing"):
        arranged([match_of("pff")[2]], None)


def test_files_of_a_period_are_put_in_the_order_of_their_phase() -> None:
    meta, venue, _ = match_of("signality")
    halves = [held(f"p{n}", f'[{{"utc_time": 1, "match_time": 2, "phase" : {n}}}]') for n in (2, 10, 1)]
    unstated = held("p0", '[{"utc_time": 1, "match_time": 2, "phase": "x"}]')
    _, files = arranged([*halves, unstated, venue, meta], None)
    assert [file.name for file in files] == ["metadata", "venue", "p0", "p1", "p2", "p10"]


def table(side: str) -> str:
    return f",,,{side},\n,,,1,\nPeriod,Frame,Time [s],Player1,,Ball,\n"


def test_metricas_tables_are_ordered_by_their_first_line() -> None:
    home, away = held("h", table("Home")), held("a", table("AWAY"))
    for order in ([home, away], [away, home]):
        assert arranged(order, None) == ("metrica_tracking", [home, away])
    # Where no line says it, they keep their order; a player called Away tells nothing.
    red, blue = held("r", table("Red")), held("b", table("Blue") + "away")
    assert arranged([blue, red], None)[1] == [blue, red]
    for count in (1, 3):
        with pytest.raises(ReadError, match=rf"home, away: {count} given"):
            arranged([home] * count, None)


def test_hawkeyes_files_come_in_any_order_and_number() -> None:
    feed = held("1.ball", '{"details": 1, "samples": 2}')
    meta = held("meta", '{"Stadium": 1, "PitchLength": 2}')
    for files in ([feed], [feed, feed, feed], [feed, meta], [meta, feed]):
        assert arranged(files, None) == ("hawkeye", files)
        assert arranged(files, "hawkeye") == ("hawkeye", files)
    with pytest.raises(ReadError, match="ball and centroid files missing"):
        arranged([meta], None)
    with pytest.raises(ReadError, match="metadata twice"):
        arranged([meta, meta, feed], None)


def test_what_is_wrong_with_the_files_is_said() -> None:
    tracab, pff = match_of("tracab"), match_of("pff")
    with pytest.raises(ReadError, match=r"^tracking: This is tracking of PFF FC; metadata is metadata of TRACAB\. "):
        arranged([tracab[0], tracab[1], pff[2]], None)
    with pytest.raises(ReadError, match=r"^no file: No tracking file is given\. Name the files of one match"):
        arranged([], None)
    with pytest.raises(ReadError, match=r"^metadata, tracking: 'Nobody' is not a tracking provider we know\. Name"):
        arranged(tracab, "Nobody")
    long = held("notes", "word  \n " * 20)
    with pytest.raises(ReadError) as caught:
        arranged([long], None)
    # The first forty characters, with single spaces.
    assert caught.value.problem.endswith(f"begins with {' '.join(['word'] * 5)!r}")
    assert caught.value.remedy == "Name the `provider` if it is one of: " + ", ".join(FILES)


def test_a_reader_says_how_many_files_it_takes() -> None:
    with pytest.raises(ReadError, match=r"PFF FC comes in 3 files, 2 given\. Give, in this order: metadata, rosters"):
        read_frames(b"{}", b"{}", provider="pff")
    with pytest.raises(ReadError, match=r"TRACAB comes in 2 files, 3 given"):
        read_frames(b"{}", b"{}", b"{}", provider="tracab")
    with pytest.raises(ReadError, match=r"Signality comes in 3 files, 2 given"):
        read_frames(b"{}", b"{}", provider="signality")
    with pytest.raises(ReadError, match="kloppy cannot read this as signality tracking"):
        read_frames(b"{}", b"{}", b"{}", b"{}", provider="signality")


# --- files ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_is_opened_plain_or_packed(tmp_path: Path, mark: bytes) -> None:
    content = b"[" + b"1," * HEAD
    plain, packed, other = (tmp_path / name for name in ("a.json", "a.json.gz", "b.dat.bz2"))
    for path, written in ((plain, content), (packed, gzip.compress(mark + content)), (other, bz2.compress(content))):
        path.write_bytes(mark + written if path == plain else written)
    files = files_of([plain, str(packed), other, content])
    assert [file.name for file in files[:3]] == ["a.json", "a.json", "b.dat"]
    assert [str(file) for file in files] == [str(plain), str(packed), str(other), "argument 4"]
    for file in files:
        assert file.content() == content
        assert file.head() == content[: len(file.head())]
        assert HEAD - 3 <= len(file.head()) <= HEAD
        source = file.source()
        assert (source.place, source.name, source.content) == (file.place, file.name, content)
        assert source.path == (file.path or Path("memory"))
    assert [file.path for file in files] == [plain, packed, other, None]


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty, gone = tmp_path / "empty.json", tmp_path / "gone.json"
    empty.touch()
    with pytest.raises(ReadError, match=rf"^{re.escape(str(empty))}: The file is empty\. Download or export"):
        files_of([empty])
    with pytest.raises(ReadError, match=rf"^{re.escape(str(gone))}: There is no such file\. Check the name"):
        files_of([gone])
    path = tmp_path / "locked.json"
    path.write_text("[]")
    (file,) = files_of([path])
    monkeypatch.setattr(Path, "open", _denied)
    words = rf"^{re.escape(str(path))}: The file cannot be read \(Permission denied\)\. Check the file"
    for opened in (file.content, lambda: files_of([path])):
        with pytest.raises(ReadError, match=words):
            opened()


def _denied(*_arguments: Any) -> Any:
    raise PermissionError(13, "Permission denied")
