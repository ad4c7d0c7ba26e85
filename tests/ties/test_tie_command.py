"""`frontfoot tie`: situations, tie files, pictures, and a clear no to what cannot be."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from frontfoot.cli.app import build
from frontfoot.core.errors import FrontfootError
from frontfoot.ties.file import read_tie
from tests.cli.commands import json_of

RUNNER = CliRunner()
RED_CARD = '[[leg.event]]\nminute = 9\nkind = "red card"\nclub = "Liverpool"\n'
EXAMPLE = Path(__file__).parents[2] / "examples" / "atalanta-liverpool-2024.toml"
HALF_TIME_TEXT = (
    "Atalanta Liverpool --competition uel --season 2023 --first-leg 3-0 --at home --minute 45 --score 0-1 "
    "--rates 1.6 1.1"
)
HALF_TIME = HALF_TIME_TEXT.split()


def run(*arguments: str) -> dict[str, object]:
    document: dict[str, object] = json_of("tie", *arguments)
    return document


def number(document: dict[str, object], *keys: str) -> float:
    value: object = document
    for key in keys:
        assert isinstance(value, dict)
        value = value[key]
    assert isinstance(value, float)
    return value


def test_a_typo_is_answered_with_the_name_that_was_meant() -> None:
    with pytest.raises(FrontfootError) as caught:
        run("Atalnta", *HALF_TIME[1:])
    assert "Atalnta" in str(caught.value)
    assert "Atalanta" in str(caught.value.remedy)


def test_half_time_in_bergamo() -> None:
    result = run(*HALF_TIME)
    through = result["through"]
    assert isinstance(through, dict)
    assert list(through) == ["Atalanta", "Liverpool"]
    assert sum(through.values()) == pytest.approx(1.0, abs=1e-6)
    assert 0.9 < through["Atalanta"] < 0.99
    by = result["by"]
    assert isinstance(by, dict)
    assert {"regulation", "away_goals", "extra_time", "shoot_out"} <= set(by)
    assert sum(by.values()) == pytest.approx(1.0, abs=1e-6)
    assert by["away_goals"] == 0.0
    assert result["aggregate"] == [3, 1]


def test_the_same_situation_from_the_other_side() -> None:
    turned_text = (
        "Liverpool Atalanta --competition uel --season 2023 --first-leg 0-3 --at away --minute 45 --score 1-0 "
        "--rates 1.1 1.6"
    )
    turned = turned_text.split()
    assert number(run(*HALF_TIME), "through", "Atalanta") == pytest.approx(number(run(*turned), "through", "Atalanta"))


def test_men_minute_and_away_goals_matter() -> None:
    base = number(run(*HALF_TIME), "through", "Atalanta")
    assert number(run(*HALF_TIME, "--men", "10-11"), "through", "Atalanta") < base
    later = [*HALF_TIME]
    later[later.index("45")] = "80"
    assert number(run(*later), "through", "Atalanta") > base
    old = [*HALF_TIME]
    old[old.index("2023")] = "2015"
    assert number(run(*old), "by", "away_goals") > 0.0


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments",
    [
        "Atalanta Liverpool --competition uel --season 2023 --rates 1.4 1.4 --rates-second-leg 1.6 1.2",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 0-0 --at home --rates 1.4 1.4",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 3-0 --minute 45+2 --score 0-1 --rates 1.4 1.4",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 3-0 --minute HT --score 0-1 --rates 1.4 1.4",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 1-0 --minute ET --score 0-1 --rates 1.4 1.4",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 1-0 --score 0-1 --kicks xx-:x- --rates 1.4 1.4",
        "Atalanta Liverpool --competition uel --season 2023 --first-leg 1-0 --minute ET105 --score 1-2 --rates 1.4 1.4",
        "Atalanta Leverkusen --competition uel --season 2023 --round F --rates 1.4 1.4",
        "Atalanta Milan --competition league --season 2023 --minute 60 --score 1-0 --rates 1.4 1.4",
        "Italy France --competition euro --season 2000 --round F --minute ET95 --score 1-1 --rates 1.2 1.3",
    ],
)
def test_every_kind_of_situation(arguments: str) -> None:
    result = run(*arguments.split())
    through = result["through"]
    assert isinstance(through, dict)
    draw = result.get("draw", 0.0)
    assert isinstance(draw, float)
    assert sum(through.values()) + draw == pytest.approx(1.0, abs=1e-6)
    shown = RUNNER.invoke(build(), ["tie", *arguments.split()], catch_exceptions=False)
    assert shown.exit_code == 0
    assert "%" in shown.stdout


@pytest.mark.parametrize(
    ("change", "text"),
    [
        ({"45": "300"}, "not a minute"),
        ({"45": "93"}, "stoppage or extra time"),
        ({"0-1": "0-x"}, "not a score"),
        ({"0-1": "0-500"}, "whole numbers"),
        ({"Liverpool": "Liverpol"}, "Liverpool"),
        ({"Liverpool": "Atalanta"}, "cannot play itself"),
        ({"uel": "uell"}, "no competition"),
        ({"2023": "1950"}, "not known"),
        ({"1.6": "nan"}, "base rate"),
        ({"1.6": "-1"}, "base rate"),
        ({"uel": "super-cup"}, "not known"),
        ({"45": "ET"}, "level"),
    ],
)
def test_impossible_situations_are_refused(change: dict[str, str], text: str) -> None:
    arguments = [change.get(argument, argument) for argument in HALF_TIME]
    with pytest.raises(FrontfootError) as caught:
        RUNNER.invoke(build(), ["tie", *arguments], catch_exceptions=False)
    assert text in str(caught.value)
    assert caught.value.remedy


@pytest.mark.slow
def test_announced_stoppage_is_the_same_by_options_and_in_a_file(tmp_path: Path) -> None:
    arguments = [{"45": "90"}.get(argument, argument) for argument in HALF_TIME]
    plain, long = run(*arguments), run(*arguments, "--stoppage", "9")
    assert number(long, "through", "Liverpool") > number(plain, "through", "Liverpool")
    timeline = long["timeline"]
    assert isinstance(timeline, list)
    assert timeline[0]["through"] == pytest.approx(number(long, "through", "Atalanta"), abs=1e-6)
    file = tmp_path / "tie.toml"
    file.write_text(
        """competition = "uel"
season = 2023
round = "QF"
leg = [
  {home = "Liverpool", away = "Atalanta", score = [0, 3], rates = [1.4, 1.5]},
  {home = "Atalanta", away = "Liverpool", rates = [1.6, 1.1], event = [
    {minute = 7, kind = "goal", club = "Liverpool"},
    {minute = 90, kind = "stoppage", minutes = 9},
  ]},
]
""",
        encoding="utf-8",
    )
    result = run(str(file))
    assert number(result, "through", "Atalanta") == pytest.approx(number(long, "through", "Atalanta"), abs=1e-6)
    decided = RUNNER.invoke(build(), ["decide", str(file), "--minute", "90", "--json"], catch_exceptions=False)
    assert decided.exit_code == 0
    usual = json.loads(decided.stdout)["usual"]["value"]
    assert usual == pytest.approx(number(long, "through", "Atalanta"), abs=1e-3)


def test_stoppage_is_announced_while_a_half_is_played() -> None:
    arguments = [argument for argument in HALF_TIME if argument not in ("--minute", "45")]
    with pytest.raises(FrontfootError, match="while a half is played") as caught:
        RUNNER.invoke(build(), ["tie", *arguments, "--stoppage", "4"], catch_exceptions=False)
    assert caught.value.place == "--stoppage"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        (["--men", "11-6"], "men"),
        (["--kicks", "xx:x"], "level"),
        (["--plot", "odds.txt"], "picture"),
        (["--round", "Round of 17"], "no round"),
        (["--round", "F"], "single match"),
        (["--stoppage", "31"], "not announced"),
    ],
)
def test_impossible_options_are_refused(more: list[str], text: str) -> None:
    with pytest.raises(FrontfootError) as caught:
        RUNNER.invoke(build(), ["tie", *HALF_TIME, *more], catch_exceptions=False)
    assert text in str(caught.value)


@pytest.mark.slow
def test_errors_have_no_traceback() -> None:
    command = [sys.executable, "-m", "frontfoot.cli", "tie", *HALF_TIME, "--men", "11-3"]
    code = "import sys; sys.argv = ['frontfoot', *sys.argv[1:]]; from frontfoot.cli import main; main()"
    ended = subprocess.run(
        [sys.executable, "-c", code, *command[3:]], capture_output=True, text=True, check=False, timeout=120
    )
    assert ended.returncode == 2
    assert "What to do" in ended.stderr
    assert "Traceback" not in ended.stderr


@pytest.fixture
def seed_tie(tmp_path: Path) -> Path:
    """The example with rates of its own, so that the test needs no strengths."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = text.replace("score = [0, 3]", "score = [0, 3]\nrates = [1.9, 1.0]").replace(
        "score = [0, 1]", "score = [0, 1]\nrates = [1.4, 1.5]"
    )
    path = tmp_path / "tie.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.slow
def test_the_seed_tie_replays(seed_tie: Path, tmp_path: Path) -> None:
    result = run(str(seed_tie))
    assert result["winner"] == "Atalanta"
    assert result["way"] == "regulation"
    events = result["events"]
    assert isinstance(events, list)
    goals = [event for event in events if event["event"] == "goal"]
    assert [event["player"] for event in goals] == ["Scamacca", "Scamacca", "Pasalic", "Salah"]
    for goal in goals:
        gain = goal["after"]["Atalanta"] - goal["before"]["Atalanta"]
        assert gain > 0.03 if goal["club"] == "Atalanta" else gain < -0.03
    timeline = result["timeline"]
    assert isinstance(timeline, list)
    assert timeline[0]["through"]["Atalanta"] < 0.5
    assert timeline[-1]["through"]["Atalanta"] == 1.0
    for suffix, magic in ((".png", b"\x89PNG"), (".svg", b"<?xml")):
        picture = tmp_path / f"odds{suffix}"
        shown = RUNNER.invoke(build(), ["tie", str(seed_tie), "--plot", str(picture)], catch_exceptions=False)
        assert shown.exit_code == 0
        assert "Atalanta go through in 90 minutes, 3-1 on aggregate." in shown.stdout
        assert picture.read_bytes().startswith(magic)


def test_a_score_without_its_goals_has_no_course(seed_tie: Path, tmp_path: Path) -> None:
    text = re.sub(r"\n\[\[leg\.event\]\](\n[^\[\n]+)+", "", seed_tie.read_text(encoding="utf-8"))
    path = tmp_path / "tie.toml"
    path.write_text(text, encoding="utf-8")
    shown = RUNNER.invoke(build(), ["tie", str(path)], catch_exceptions=False).stdout
    assert shown.count("before kick-off; the file does not tell how it went on") == 2
    assert "Atalanta go through in 90 minutes, 3-1 on aggregate." in shown
    with pytest.raises(FrontfootError, match="does not tell when its goals fell"):
        RUNNER.invoke(build(), ["decide", str(path), "--minute", "60"], catch_exceptions=False)


def test_a_goal_taken_back_takes_its_swing_back(seed_tie: Path) -> None:
    text = seed_tie.read_text(encoding="utf-8")
    goal = '\n[[leg.event]]\nminute = "70"\nkind = "goal"\nclub = "Liverpool"\n'
    var = '\n[[leg.event]]\nminute = "72"\nkind = "var"\nclub = "Liverpool"\n'
    red = '\n[[leg.event]]\nminute = "80"\nkind = "red card"\nclub = "Atalanta"\n'
    seed_tie.write_text(text + goal + var + red, encoding="utf-8")
    events = run(str(seed_tie))["events"]
    assert isinstance(events, list)
    scored, back, card = events[-3:]
    assert scored["after"]["Atalanta"] < scored["before"]["Atalanta"] - 0.05
    assert back["after"]["Atalanta"] > scored["before"]["Atalanta"]
    assert card["after"]["Atalanta"] < card["before"]["Atalanta"]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("score = [0, 1]", "score = [0, 2]", "goals among the events"),
        ("season = 2023", "season = 1923", "not known"),
        ("season = 2023", 'season = "23"', "not a season"),
        ("season = 2023", "season = 2024", "not in the season 2024/25"),
        ("season = 2023", "season = 2022", "not in the season 2022/23"),
        ('minute = "7"', 'minute = "300"', "not a minute"),
        ('club = "Liverpool"\nplayer', 'club = "Everton"\nplayer', "does not play"),
        ('kind = "half-time"', 'kind = "pause"', "no kind of event"),
        ("[[leg]]\ndate = 2024-04-18", '[[leg]]\nhome = "A"\naway = "B"\n[[leg]]\ndate = 2024-04-18', "3 legs"),
        ("rates = [1.4, 1.5]", "rates = [nan, 1.5]", "base rate"),
        ("rates = [1.4, 1.5]", "", "Only one leg"),
        ("season = 2023", "season = 2023\ncolour = 1", "not known"),
        ("date = 2024-04-18", "date = 2024-04-38", "not TOML"),
        (
            'player = "Salah"',
            'player = "Salah"\n' + '[[leg.event]]\nminute=9\nkind="red card"\nclub="Liverpool"\n' * 14,
            "sent off",
        ),
    ],
)
def test_impossible_files_are_refused(seed_tie: Path, old: str, new: str, words: str) -> None:
    text = seed_tie.read_text(encoding="utf-8")
    assert old in text
    seed_tie.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(FrontfootError) as caught:
        RUNNER.invoke(build(), ["tie", str(seed_tie)], catch_exceptions=False)
    assert words in str(caught.value)
    assert caught.value.remedy


def test_the_season_that_was_meant_is_named(seed_tie: Path) -> None:
    """April 2021 was in the season that began in 2020, the last with away goals; the rules of 2021 have none."""
    text = seed_tie.read_text(encoding="utf-8").replace("2024-04", "2021-04").replace("season = 2023", "season = 2021")
    with pytest.raises(FrontfootError, match="not in the season 2021/22") as caught:
        read_tie(_written(seed_tie, text))
    assert "season = 2020" in caught.value.remedy
    assert read_tie(_written(seed_tie, text.replace("season = 2021", "season = 2020"))).tie.rules.away_goals


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_may_call_clubs_by_any_name(seed_tie: Path) -> None:
    text = seed_tie.read_text(encoding="utf-8")
    plain = read_tie(seed_tie)
    other = text.replace('"Liverpool"', '"Liverpool FC"').replace('club = "Atalanta"', 'club = "Atalanta BC"')
    assert '"Liverpool FC"' in other
    assert '"Atalanta BC"' in other
    assert read_tie(_written(seed_tie, other)) == plain


def _tie(path: Path, head: str, *legs: str) -> Path:
    return _written(path / "tie.toml", "\n".join([head, *(f"[[leg]]\n{leg}" for leg in legs)]))


@pytest.mark.parametrize(
    ("head", "legs", "text"),
    [
        (
            'competition = "Copa del Rey"\nseason = 2022\nround = "SF"',
            [
                'home = "Real Madrid"\naway = "Barcelona"\nscore = [0, 1]\nrates = [1.5, 1.3]',
                'home = "Barcelona"\naway = "Real Madrid"\nscore = [0, 4]\nrates = [1.5, 1.3]',
            ],
            "Real Madrid go through in 90 minutes, 4-1 on aggregate.",
        ),
        (
            'competition = "World Cup"\nseason = 2022\nround = "Final"',
            [
                'home = "Argentina"\naway = "France"\nscore = [2, 2]\nextra_time = [3, 3]\nshoot_out = [4, 2]\n'
                "rates = [1.3, 1.2]"
            ],
            "Argentina win 4-2 on penalties.",
        ),
        (
            'competition = "ucl"\nseason = 2011\nround = "Final"',
            [
                'home = "Bayern Munich"\naway = "Chelsea"\nscore = [1, 1]\nextra_time = [1, 1]\n'
                "shoot_out = [3, 4]\nrates = [1.6, 1.1]"
            ],
            "Chelsea win 4-3 on penalties.",
        ),
    ],
)
def test_the_end_is_told_from_the_winners_side(tmp_path: Path, head: str, legs: list[str], text: str) -> None:
    shown = RUNNER.invoke(build(), ["tie", str(_tie(tmp_path, head, *legs))], catch_exceptions=False)
    assert shown.stdout.splitlines()[-1] == text


def test_without_strengths_a_file_is_told_of_rates_and_of_no_other_side(tmp_path: Path) -> None:
    final = _tie(
        tmp_path,
        'competition = "World Cup"\nseason = 2022\nround = "Final"',
        'home = "Atlantis"\naway = "France"',
    )
    with pytest.raises(FrontfootError, match="Nothing is known of 'Atlantis'") as caught:
        RUNNER.invoke(build(), ["tie", str(final)], catch_exceptions=False)
    assert "rates in every leg of a tie file" in caught.value.remedy
    assert "Fiorentina" not in caught.value.remedy


def test_a_tie_with_many_ways_fits_the_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    words = "Roma Barcelona --competition ucl --season 2017 --round QF --first-leg 1-4"
    lines = RUNNER.invoke(build(), ["tie", *words.split()], catch_exceptions=False).stdout.splitlines()
    (row,) = [line for line in lines if line.startswith("away goals in extra time")]
    assert len(row.split("%")) == 3, "one row for a way, with the odds of both clubs"
    # The sentence on top is one line, to be copied.
    assert max(map(len, lines[1:])) <= 80


def test_a_shoot_out_is_told_kick_by_kick(tmp_path: Path) -> None:
    kicks = "".join(
        f'[[leg.event]]\nkind = "kick"\nclub = "{club}"\nconverted = {hit}\n'
        for club, hit in [("Marseille", "true"), ("Benfica", "false"), ("Marseille", "true"), ("Benfica", "true")]
    )
    text = (
        'competition = "uel"\nseason = 2023\nround = "QF"\n'
        '[[leg]]\nhome = "Benfica"\naway = "Marseille"\nscore = [2, 1]\nrates = [1.6, 1.1]\n'
        '[[leg]]\nhome = "Marseille"\naway = "Benfica"\nscore = [1, 0]\nextra_time = [1, 0]\nshoot_out = [4, 2]\n'
        'rates = [1.4, 1.3]\n[[leg.event]]\nminute = "79"\nkind = "goal"\nclub = "Marseille"\nplayer = "Moumbagna"\n'
    )
    path = tmp_path / "benfica.toml"
    path.write_text(text + kicks, encoding="utf-8")
    result = run(str(path))
    assert result["winner"] == "Marseille"
    assert result["way"] == "shoot-out"
    events = result["events"]
    assert isinstance(events, list)
    odds = [event["after"]["Marseille"] for event in events if event["event"] == "kick"]
    assert odds[0] > 0.5
    assert odds[1] > odds[0]


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[[leg]]", b"competition = 'uel'\nseason = 2023\nleg = 1", b"x" * 2_000_000]
)
def test_broken_files_are_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    with pytest.raises(FrontfootError):
        RUNNER.invoke(build(), ["tie", str(path)], catch_exceptions=False)


def test_a_missing_file_is_named() -> None:
    with pytest.raises(FrontfootError) as caught:
        RUNNER.invoke(build(), ["tie", "nowhere.toml"], catch_exceptions=False)
    assert "nowhere.toml" in str(caught.value)


ODDS_TEXT = "Anyone Else --competition league --season 2023 --odds 2.1 3.4 3.6 --over-under 2.5 1.9 1.95"
ODDS = ODDS_TEXT.split()


@pytest.mark.slow
def test_odds_take_the_place_of_strengths() -> None:
    result = run(*ODDS)
    assert result["rates_from"] == "odds as given"
    # 1/2.1, 1/3.4 and 1/3.6 raised to 1.043 sum to 1.
    assert abs(number(result, "through", "Anyone") - 0.461) < 0.02
    assert abs(number(run(*ODDS, "--at", "away"), "through", "Anyone") - 0.461) < 0.02


@pytest.mark.parametrize("other", [("--rates", "1", "1"), ("--date", "2024-01-01")])
def test_odds_exclude_other_sources_of_rates(other: tuple[str, ...]) -> None:
    with pytest.raises(FrontfootError):
        RUNNER.invoke(build(), ["tie", *ODDS, *other], catch_exceptions=False)
