"""`frontfoot report`, `match` and `demo` as a user runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from frontfoot.cli.writing import file_stem
from frontfoot.core.errors import FrontfootError
from frontfoot.match.belonging import files_of_matches
from frontfoot.match.load import load
from frontfoot.reports.document import Story, encode
from frontfoot.reports.story import story_of
from tests.cli.commands import run


def three_lines(error: str) -> None:
    """An error is told as problem, place and remedy, and never as a traceback."""
    assert "Traceback" not in error
    heads = [line.split(":")[0] for line in error.strip().splitlines()]
    assert heads == ["Error", "Where", "What to do"], error


@pytest.mark.slow
def test_match_json(kloppy_files: Path) -> None:
    event, lineup = (kloppy_files / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup"))
    done = run("match", event, lineup, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    story = msgspec.json.decode(done.stdout, type=Story)
    assert (story.home, story.away, story.score) == ("Turkey", "Italy", (0, 3))
    assert done.stdout.encode() == encode(story_of(load(event, lineup)))


@pytest.mark.slow
def test_match_in_the_terminal(kloppy_files: Path) -> None:
    done = run("match", kloppy_files / "wyscout_events_v3.json")
    assert done.returncode == 0
    assert "Juventus  3–0  Sampdoria" in done.stdout
    assert "\x1b" not in done.stdout
    assert 25 <= len(done.stdout.splitlines()) <= 50


@pytest.mark.slow
def test_report_of_good_and_broken_matches(kloppy_files: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.json"
    broken.write_text("{", encoding="utf-8")
    out = tmp_path / "deep" / "folder"
    good = [kloppy_files / f"statsbomb_{name}.json" for name in ("15986_event", "3788741_event", "3788741_lineup")]
    formats = ["--format", "html", "--format", "json", "--format", "markdown"]
    done = run("report", *good, broken, tmp_path / "absent.json", "--out", out, *formats)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert str(broken) in done.stderr
    assert "absent.json" in done.stderr
    assert "Written: 2. Could not be used: 2." in done.stderr
    stems = ("barcelona-girona-15986", "turkey-italy-3788741")
    names = {f"{stem}.{suffix}" for stem in stems for suffix in ("html", "json", "md")}
    assert {path.name for path in out.iterdir()} == names
    assert {Path(line).name for line in done.stdout.split()} == names
    document = json.loads((out / "turkey-italy-3788741.json").read_text("utf-8"))
    assert document["goals"][1]["player"] == "Ciro Immobile"
    assert len(document["sources"]) == 2


@pytest.mark.slow
def test_report_json_is_one_document_of_what_was_written(kloppy_files: Path, tmp_path: Path) -> None:
    match, absent = kloppy_files / "wyscout_events_v3.json", tmp_path / "absent.json"
    done = run("report", match, absent, "--out", tmp_path, "--json")
    assert done.returncode == 2
    document = json.loads(done.stdout)
    page = str(tmp_path / "juventus-sampdoria-5154199.html")
    assert document["matches"] == [
        {"home": "Juventus", "away": "Sampdoria", "score": [3, 0], "read": [str(match)], "written": [page]}
    ]
    assert [error["place"] for error in document["failed"]] == [str(absent)]
    lines = done.stderr.splitlines()
    assert json.loads(lines[0])["error"] == document["failed"][0]
    assert [path.name for path in tmp_path.iterdir()] == [Path(page).name]


@pytest.mark.slow
def test_report_writes_into_the_present_folder(kloppy_files: Path, tmp_path: Path) -> None:
    done = run("report", kloppy_files / "wyscout_events_v3.json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["juventus-sampdoria-5154199.html"]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["match", "report"])
def test_errors_are_three_lines(command: str, tmp_path: Path) -> None:
    absent = run(command, tmp_path / "absent.json")
    assert absent.returncode == 2
    three_lines(absent.stderr)
    empty = tmp_path / "empty.json"
    empty.touch()
    done = run(command, empty)
    assert (done.returncode, done.stdout) == (2, "")
    three_lines(done.stderr)


@pytest.mark.slow
def test_a_place_that_cannot_be_written(kloppy_files: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    done = run("report", kloppy_files / "wyscout_events_v3.json", "--out", blocked / "below")
    assert done.returncode == 2
    three_lines(done.stderr)


@pytest.mark.slow
def test_demo(kloppy_files: Path, tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    pages = sorted(path.name for path in tmp_path.glob("*.html"))
    assert pages == [
        "barcelona-girona-15986.html",
        "juventus-sampdoria-5154199-half-time.html",
        "juventus-sampdoria-5154199.html",
        "turkey-italy-3788741.html",
    ]
    assert "Public Data User Agreement" in " ".join(done.stdout.split())
    parts = {path.name.removeprefix("atalanta-liverpool-2024-") for path in tmp_path.glob("atalanta-liverpool-2024*")}
    assert parts == {f"{part}.{suffix}" for part in ("tie", "half-time") for suffix in ("txt", "json", "png")}
    tie = json.loads((tmp_path / "atalanta-liverpool-2024-tie.json").read_text("utf-8"))
    assert (tie["winner"], tie["way"], tie["aggregate"]) == ("Atalanta", "regulation", {"Atalanta": 3, "Liverpool": 1})
    half_time = json.loads((tmp_path / "atalanta-liverpool-2024-half-time.json").read_text("utf-8"))
    assert (half_time["minute"], half_time["club"], half_time["score"]) == ("HT", "Atalanta", [0, 1])
    text = (tmp_path / "atalanta-liverpool-2024-half-time.txt").read_text("utf-8")
    assert half_time["sentence"] in " ".join(text.split())
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 100


@pytest.mark.slow
def test_demo_without_files_says_where_open_data_are(tmp_path: Path) -> None:
    package = tmp_path / "kloppy"
    package.mkdir()
    (package / "__init__.py").touch()
    code = f"import sys; sys.path.insert(0, {str(tmp_path)!r}); from frontfoot.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "demo", "--out", str(tmp_path / "out")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    three_lines(done.stderr)
    assert "statsbomb/open-data" in done.stderr
    assert {path.suffix for path in (tmp_path / "out").iterdir()} == {".txt", ".json", ".png"}  # the tie needs no match


@pytest.mark.slow
def test_help_and_json_stay_light() -> None:
    """Neither the help nor the road to JSON imports what only pictures, fitting or other providers need."""
    heavy = "matplotlib|scipy|sklearn|kloppy|jinja2|rich.table"
    code = (
        "import sys; import frontfoot.cli.app as app; app.build(); before = set(sys.modules); "
        "import frontfoot.match.load, frontfoot.reports.story; import re; "
        f"found = [m for m in sys.modules if re.match(r'({heavy})', m)]; "
        "early = [m for m in before if re.match(r'(numpy|polars)$', m)]; print(found, early)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "[] []"


def test_companions_find_their_match_by_number(kloppy_files: Path) -> None:
    names = ("3788741_lineup", "15986_event", "3788741_event", "3788741_360", "15986_lineup")
    matches, errors = files_of_matches([kloppy_files / f"statsbomb_{name}.json" for name in names])
    assert not errors
    assert [tuple(path.name for path in match) for match in matches] == [
        ("statsbomb_15986_event.json", "statsbomb_15986_lineup.json"),
        ("statsbomb_3788741_event.json", "statsbomb_3788741_lineup.json", "statsbomb_3788741_360.json"),
    ]


def test_a_companion_without_a_match_is_named(kloppy_files: Path) -> None:
    names = ("15986_event", "event", "3788741_lineup")
    matches, errors = files_of_matches([kloppy_files / f"statsbomb_{name}.json" for name in names])
    assert [match[0].name for match in matches] == ["statsbomb_15986_event.json", "statsbomb_event.json"]
    assert [Path(error.place).name for error in errors] == ["statsbomb_3788741_lineup.json"]
    assert all(isinstance(error, FrontfootError) for error in errors)


@pytest.mark.slow
def test_file_names_hold_plain_letters_only(kloppy_files: Path) -> None:
    story = story_of(load(kloppy_files / "wyscout_events_v3.json"))
    odd = msgspec.structs.replace(story, home="Fenerbahçe/../Şişli", away="1. FC Köln", match_id="../7")
    assert file_stem(odd) == "fenerbahce-sisli-1-fc-koln-7"
    assert file_stem(msgspec.structs.replace(story, home="東京", away="..", match_id="")) == "match"
