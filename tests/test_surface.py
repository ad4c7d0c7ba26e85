"""The library's surface: what is there, how fast it is there, and that it says what the command line says."""

from __future__ import annotations

import inspect
import pickle
import subprocess
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import frontfoot
from frontfoot import Leg, Moment, Situation, Tie
from frontfoot.cli.app import build
from frontfoot.cli.examples import example
from frontfoot.core.errors import InputError, ReadError
from tests.cli.commands import json_of


def test_every_public_name_is_there_and_nothing_else() -> None:
    functions = ["cup", "decide", "load", "outlook", "player_table", "rates", "read_tie", "report", "rules"]
    functions += ["replay", "scout", "season", "tie"]
    types = ["FrontfootError", "Leg", "Match", "Moment", "Rates", "Situation", "Store", "Tie"]
    assert dir(frontfoot) == sorted(frontfoot.__all__) == sorted([*functions, *types, "__version__"])
    for name in functions:
        assert callable(getattr(frontfoot, name))
    for name in types:
        assert isinstance(getattr(frontfoot, name), type)
    with pytest.raises(AttributeError, match="no attribute 'glory'"):
        _ = frontfoot.glory  # type: ignore[attr-defined]


def test_importing_the_package_and_asking_for_help_load_nothing_heavy() -> None:
    """The price of a start is the modules it loads; these are the heavy ones."""
    code = (
        "import sys, frontfoot; from frontfoot.cli.app import build; build();"
        "print([m for m in ('polars', 'scipy', 'matplotlib', 'kloppy', 'numpy', 'jinja2', 'dask') if m in sys.modules])"
    )
    assert python(code) == "[]"
    assert python("import sys, frontfoot; print('frontfoot.cups' in sys.modules)") == "False"


@pytest.mark.slow
def test_only_the_command_that_is_asked_for_is_loaded_and_the_version_needs_no_typer() -> None:
    code = (
        "import sys; from frontfoot.cli import main; sys.argv = ['frontfoot', {}]\n"
        "try: main()\n"
        "except SystemExit as ended: print(ended.code)\n"
        "print([m for m in ('typer', 'frontfoot.cli.table', 'frontfoot.cli.board') if m in sys.modules])"
    )
    assert python(code.format("'--version'")).splitlines() == [f"frontfoot {frontfoot.__version__}", "0", "[]"]
    assert python(code.format("'table', '--help'")).splitlines()[-1] == "['typer', 'frontfoot.cli.table']"
    every = {command.name for command in build().registered_commands}
    assert {command.name for command in build("tabel").registered_commands} == every  # so that the nearest is offered


@pytest.mark.slow
def test_the_odds_of_a_tie_load_no_library_but_numpy() -> None:
    code = (
        "import sys; from frontfoot.cli import main; "
        "sys.argv = 'frontfoot tie Atalanta Liverpool --competition uel --season 2023 --round QF --json'.split()\n"
        "try: main()\n"
        "except SystemExit as ended: print(ended.code)\n"
        "print([m for m in ('polars', 'scipy', 'matplotlib', 'frontfoot.draw', 'frontfoot.cups') if m in sys.modules])"
    )
    assert python(code).splitlines()[-2:] == ["0", "[]"]


def test_every_command_explains_itself() -> None:
    for command in build().registered_commands:
        assert command.callback is not None
        assert command.callback.__doc__, command.name


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in frontfoot.__all__ if name not in ("__version__", "FrontfootError")])
def test_help_tells_how_to_use_it(name: str) -> None:
    public = getattr(frontfoot, name)
    shown = python(f"import frontfoot; help(frontfoot.{name})")
    if inspect.isclass(public):
        assert "Attributes:" in shown
        assert name == "Match" or ">>> " in shown
    else:
        for part in ("Args:", "Raises:", ">>> "):
            assert part in shown, part
        for parameter in inspect.signature(public).parameters:
            assert f"{parameter}:" in shown.partition("Args:")[2] or parameter == "provider"


@pytest.mark.parametrize(
    "name",
    [
        "cup",
        "decide",
        "load",
        "outlook",
        "player_table",
        "rates",
        "read_tie",
        "replay",
        "report",
        "rules",
        "scout",
        "season",
        "tie",
    ],
)
def test_a_verb_is_a_plain_function(name: str) -> None:
    function = getattr(frontfoot, name)
    assert inspect.isfunction(function)
    assert pickle.loads(pickle.dumps(function)) is function
    assert not hasattr(import_module(function.__module__), "__path__")


def test_decide_says_what_the_command_says() -> None:
    from frontfoot.ties.strengths import strengths_for

    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    half_time = Situation(leg=2, moment=Moment(2, 0), score=(0, 1))
    rates = frontfoot.rates(tie, date(2024, 4, 18))
    source = strengths_for(tie, "2024-04-18")[1]
    advice = frontfoot.decide(tie, half_time, rates, known=source)
    arguments = "Atalanta Liverpool --competition uel --season 2023 --first-leg 3-0 --at home --minute HT --score 0-1"
    document = json_of("decide", *arguments.split(), "--date", "2024-04-18")
    assert advice.document() == document
    assert (advice.verdict, advice.sentence, advice.chance) == tuple(
        document[key] for key in ("verdict", "sentence", "chance")
    )
    for plan in ("press", "stay", "drop"):
        assert getattr(advice.plans, plan).through == document["plans"][plan]["through"]
    assert advice.gain.low == document["gain"]["low"]
    # Dropping back with a lead is what sides usually do: the odds of the tie.
    odds = frontfoot.outlook(tie, half_time, rates)
    drop = advice.plans.drop
    assert drop.through == pytest.approx(odds.through["Atalanta"], abs=1e-12)
    assert (drop.low, drop.high) == pytest.approx(odds.interval["Atalanta"], abs=1e-9)


def test_decide_says_of_the_tie_file_what_the_command_says() -> None:
    from frontfoot.ties.strengths import file_rates

    file = frontfoot.read_tie(example())
    rates = file_rates(file)
    half_time = Situation(leg=2, moment=Moment(2, 0), score=(0, 1))
    advice = frontfoot.decide(file.tie, half_time, rates.under_way[1], known=rates.source_of(2))
    assert advice.document() == json_of("decide", str(example()), "--minute", "45")


@pytest.mark.parametrize(
    ("options", "text"),
    [
        ({"opponent": "lazy"}, "not a reply"),
        ({"payoff": "glory"}, "not a payoff"),
        ({"minutes": 0.0}, "cannot be"),
        ({"club": "Marseille"}, "does not play in this tie"),
    ],
)
def test_an_impossible_question_is_refused(options: dict[str, Any], text: str) -> None:
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    with pytest.raises(InputError, match=text):
        frontfoot.decide(tie, Situation(leg=2), frontfoot.Rates(1.4, 1.7), **options)


def test_the_decider_may_be_named_as_usual() -> None:
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    advice = frontfoot.decide(tie, Situation(leg=2), frontfoot.Rates(1.4, 1.7), club="Liverpool FC")
    assert advice.club == "Liverpool"


def test_a_tie_file_is_named_as_text_or_as_a_path() -> None:
    assert frontfoot.read_tie(str(example())) == frontfoot.read_tie(example())


def test_an_error_of_the_library_names_its_argument(data: Path) -> None:
    with pytest.raises(InputError) as refused:
        frontfoot.cup("uel", 2023, data, date="2024-04-18", live=["nonsense"])
    assert refused.value.place == "live"


@pytest.mark.slow
def test_report_writes_what_the_command_writes(data: Path, tmp_path: Path) -> None:
    match = data / "wyscout" / "serie-a" / "2576019.json.gz"
    tie = example("atalanta-juventus-2017.toml")
    report = frontfoot.report(frontfoot.load(match), tie=frontfoot.read_tie(tie))
    formats = [word for name in ("html", "json", "markdown") for word in ("--format", name)]
    arguments = ["report", str(match), "--tie", str(tie), *formats, "--out", str(tmp_path)]
    assert CliRunner().invoke(build(), arguments).exit_code == 0
    for suffix, text in ((".html", report.html()), (".md", report.markdown()), (".json", report.json())):
        (written,) = tmp_path.glob(f"*{suffix}")
        assert written.read_text(encoding="utf-8") == text
    assert report.story.tie is not None
    assert frontfoot.report(frontfoot.load(match)).story.tie is None


@pytest.mark.slow
def test_cup_says_what_the_command_says(data: Path) -> None:
    forecast = frontfoot.cup("uel", 2023, data, date="2024-04-18", live=["Roma 1-0 Milan @ HT"], draws=0)
    arguments = ["cup", "uel", "2023", "--date", "2024-04-18", "--live", "Roma 1-0 Milan @ HT", "--draws", "0"]
    document = json_of(*arguments, "--data", str(data))
    assert {club: round(odds, 12) for club, odds in forecast.champion.items()} == document["reach"]["champion"]
    assert [change.result for change in forecast.changes] == [change["result"] for change in document["changes"]]


def test_one_thing_where_a_list_is_meant_is_answered_with_the_list(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="a list") as caught:
        frontfoot.cup("uel", 2023, data, live="Atalanta 0-1 Liverpool @ 45")
    assert caught.value.remedy == "Write live=['Atalanta 0-1 Liverpool @ 45']"
    with pytest.raises(InputError, match="a list") as caught:
        frontfoot.season("matches", tmp_path / "store")
    assert caught.value.remedy == "Write ['matches']"


def test_what_a_notebook_shows_is_short(kloppy_files: Path) -> None:
    """The last value of a cell is shown by its repr."""
    report = frontfoot.report(frontfoot.load(kloppy_files / "wyscout_events_v3.json"))
    assert repr(report) == "<Report: Juventus 3–0 Sampdoria>"
    tie = Tie(frontfoot.rules("uel", 2023, "QF"), (Leg("Liverpool", "Atalanta", (0, 3)), Leg("Atalanta", "Liverpool")))
    assert repr(frontfoot.Rates(1.6, 1.1)) == "<Rates: home 1.60, away 1.10>"
    rates = frontfoot.rates(tie)
    assert all(len(repr(pair)) < 80 and "1,000 draws" in repr(pair) for pair in rates if pair is not None)
    advice = frontfoot.decide(tie, Situation(leg=2, moment=frontfoot.Moment(2, 0.0), score=(0, 1)), rates)
    assert repr(advice) == f"<Advice: {advice.sentence}>"


def test_cup_without_a_day_and_without_a_bracket(data: Path, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="was over on 2024-05-23"):
        frontfoot.cup("uel", 2023, data)
    with pytest.raises(InputError, match="2007"):  # no strengths so early
        frontfoot.cup("la-liga", 2006, data)
    with pytest.raises(ReadError, match="There are no results"):
        frontfoot.cup("ucl", 2023, tmp_path)


def test_a_cup_known_only_from_its_semi_finals_is_refused_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "europe" / "2023-24"
    folder.mkdir(parents=True)
    lines = "= UEFA Champions League 2023/24\n\n» Semifinals\n  Tue Apr/30 2024\n"
    lines += "    FC Bayern München (GER) v Real Madrid CF (ESP) 2-2\n"
    (folder / "cl.txt").write_text(lines, encoding="utf-8")
    with pytest.raises(InputError, match="do not say who plays in the round R16"):
        frontfoot.cup("ucl", 2023, tmp_path)


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()
