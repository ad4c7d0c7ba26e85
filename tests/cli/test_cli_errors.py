"""Wrong input, one line each: what is said names the place and what to do, and is never a traceback."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from frontfoot.cli import main

TIE = """\
competition = "uel"
season = 2023
round = "QF"

[[leg]]
home = "Liverpool"
away = "Atalanta"
score = [0, 3]

[[leg]]
home = "Atalanta"
away = "Liverpool"
"""
CLUBS = ["tie", "Atalanta", "Liverpool", "--competition", "uel", "--season", "2023"]


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """What a command that fails says on standard error."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["frontfoot", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
    output = capsys.readouterr()
    assert ended.value.code == 2, output.err
    assert "Traceback" not in output.err
    assert "\nWhat to do: " in output.err
    return output.err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([*CLUBS, "--first-leg", "3-0", "--minute", "-5"], "'-5' is not a minute"),
        ([*CLUBS, "--first-leg", "3-0", "--rates", "0", "1"], "Where: --rates\n"),
        ([*CLUBS, "--first-leg", "3-0", "--rates", "1", "1", "--rates-second-leg", "1", "1"], "Only one match is left"),
        ([*CLUBS, "--first-leg", "3-0", "--rates", "1", "1", "--date", "2024-04-18"], "no strengths are looked up"),
        ([*CLUBS[:2], "Liverpol", *CLUBS[3:]], "Did you mean Liverpool?\n"),
        ([*CLUBS, "--first-leg", "3-0", "--plot", "no/such/folder.png"], "There is no folder no/such"),
        (["decide", *CLUBS[1:], "--first-leg", "3-0", "--tired-own", "3"], "Where: --tired-own\n"),
        (["cup", "ucl", "1900", "--data", "DATA"], "Known are 2011 on"),
        (["season", "DATA", "--store", "x", "--cluster", "nonsense"], "tcp://host:8786"),
        (["data", "list", "statsbomb", "--mirror", "nonsense"], "Where: --mirror"),
        (["season", "DATA", "--store", "x", "--cluster", "tcp://x:1", "--workers=2"], "Where: --workers, --cluster\n"),
        (["cup", "uel", "2023", "--data", "DATA", "--date", "2024-04-18", "--live", "nonsense"], "Where: --live\n"),
        (["decide", "Atalanta"], "Where: frontfoot decide\n"),
        (["tie", "Atalanta"], "Where: frontfoot tie\n"),
        (["tie", "Real", "Madrid", "Barcelona"], 'in quotes, "Real Madrid"; see frontfoot tie --help.'),
        (["fit", "ties", "--data", "none"], "goal-times"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_impossible_arguments(arguments: list[str], words: str, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert words in said(capsys, *(part.replace("DATA", str(data)) for part in arguments))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("season", "seson"), "/tie.toml\nWhat to do: Did you mean 'season'?"),
        (('"QF"', '"Quarterfinale"'), "/tie.toml, round\n"),
        (('"Liverpool"', '"Liverpol"'), "Did you mean Liverpool?"),
        (
            ('[[leg]]\nhome = "Atalanta"\naway = "Liverpool"\n', ""),
            "The file has 1 leg, and the rules have 2.\nWhere: /",
        ),
        (("competition", "\udcff"), "it holds no text.\nWhere: /"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_tie_file_with_a_slip(
    change: tuple[str, str], words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "tie.toml"
    path.write_text(TIE.replace(*change), encoding="utf-8", errors="surrogateescape")
    assert words in said(capsys, "tie", str(path))


@pytest.mark.slow
def test_files_that_are_no_match(kloppy_files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cut = tmp_path / "cut.json"
    cut.write_bytes(b'[{"id": 1, "type"')
    assert "not whole JSON" in said(capsys, "match", str(cut))
    assert "Did you mean" not in said(capsys, "match", str(tmp_path / "absent.json"))
    tracking = said(capsys, "match", str(kloppy_files / "skillcorner_structured_data.json"))
    assert "tracking data of SkillCorner" in tracking
    assert "`frontfoot report --frames`" in tracking
    alone = said(capsys, "match", str(kloppy_files / "opta_f24.xml"))
    assert "Opta spreads a match over several files; missing: the F7 file" in alone


def test_a_place_that_cannot_be_written(kloppy_files: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    match = str(kloppy_files / "wyscout_events_v3.json")
    assert "a file stands where a folder is needed" in said(capsys, "report", match, "--out", str(blocked / "below"))
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


@pytest.mark.slow
def test_a_folder_without_matches(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").mkdir()
    error = said(capsys, "season", str(tmp_path / "empty"), "--store", str(tmp_path / "store"), "--workers", "1")
    assert "No match could be used" in error
    # The store's own files are no matches either.
    again = said(capsys, "season", str(tmp_path), "--store", str(tmp_path / "store"), "--workers", "1")
    assert "Set aside" not in again
