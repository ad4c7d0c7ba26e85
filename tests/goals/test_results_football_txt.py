"""Football.TXT: every line accounted for, counts as the files' headers and UEFA's formats state them."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontfoot.core.errors import ReadError
from frontfoot.goals.results import football_txt
from frontfoot.goals.results.football_txt import TextResults, parse

HEAD = "= UEFA Champions League 2011/12\n\n# Matches 1\n\n» Round of 16\n  Tue Feb/14 2012\n"


@pytest.fixture(scope="session")
def europe(data: Path) -> dict[str, TextResults]:
    return {"/".join(path.parts[-2:]): football_txt.read(path) for path in sorted(data.glob("europe/*/*.txt"))}


def one(line: str) -> dict[str, object]:
    parsed = parse(HEAD + line + "\n", source="x")
    assert not parsed.unread
    return parsed.matches.row(0, named=True)


def test_every_shared_line_is_read_and_counts_agree_with_the_headers(europe: dict[str, TextResults]) -> None:
    assert len(europe) == 26
    for name, text in europe.items():
        assert text.unread == (), name
        assert text.stated == text.matches.height, name


@pytest.mark.parametrize("season", range(2011, 2023))
def test_champions_league_has_125_matches_from_the_group_stage(europe: dict[str, TextResults], season: int) -> None:
    # 32 clubs: 8 groups of 12 matches, 14 two-legged ties and the final; 2019/20 ended with single matches (UEFA).
    matches = europe[f"{season}-{(season + 1) % 100:02d}/cl.txt"].matches
    stages = dict(matches["stage"].value_counts().iter_rows())
    expected = {"group": 96, "R16": 16, "QF": 8, "SF": 4, "F": 1}
    if season == 2019:
        expected |= {"QF": 4, "SF": 2}
    assert stages == expected
    assert matches.filter(matches["stage"] == "group").group_by("group").len()["len"].to_list() == [12] * 8


def test_knock_out_ties_have_legs_and_finals_are_neutral(europe: dict[str, TextResults]) -> None:
    lisbon = europe["2019-20/cl.txt"].matches
    finals = lisbon.filter(lisbon["neutral"])
    assert finals["stage"].to_list() == ["QF"] * 4 + ["SF"] * 2 + ["F"]  # the final tournament in Lisbon
    for text in europe.values():
        legs = text.matches.filter(text.matches["leg"] == 2)
        assert not legs["neutral"].any()


@pytest.mark.parametrize(
    ("file", "home", "away", "columns"),
    [
        # UEFA's records of these matches.
        (
            "2011-12/cl.txt",
            "Bayern Munich",
            "Chelsea",
            {"date": datetime.date(2012, 5, 19), "goals": (1, 1), "extra_time": (1, 1), "shoot_out": (3, 4)},
        ),
        (
            "2013-14/cl.txt",
            "Real Madrid",
            "Atlético Madrid",
            {"goals": (1, 1), "extra_time": (4, 1), "half_time": (0, 1)},
        ),
        ("2023-24/el.txt", "Liverpool", "Atalanta", {"date": datetime.date(2024, 4, 11), "goals": (0, 3), "leg": 1}),
        ("2023-24/el.txt", "Atalanta", "Liverpool", {"date": datetime.date(2024, 4, 18), "goals": (0, 1), "leg": 2}),
        (
            "2023-24/conf.txt",
            "Olympiakos Piraeus",
            "Fiorentina",
            {"goals": (0, 0), "extra_time": (1, 0), "half_time": (0, 0)},
        ),
    ],
)
def test_known_matches(
    europe: dict[str, TextResults], file: str, home: str, away: str, columns: dict[str, object]
) -> None:
    table = europe[file].matches
    row = table.filter((table["home"] == home) & (table["away"] == away)).sort("date").row(-1, named=True)
    for name, value in columns.items():
        seen = (row[f"home_{name}"], row[f"away_{name}"]) if isinstance(value, tuple) else row[name]
        assert seen == value


def test_awarded_and_cancelled_matches_are_kept_and_named(europe: dict[str, TextResults]) -> None:
    table = europe["2021-22/el.txt"].matches
    cancelled = table.filter(table["status"] == "cancelled")
    assert set(cancelled["home"]) == {"RB Leipzig", "Spartak Moscow"}  # Spartak were excluded in 2022
    assert cancelled["home_goals"].null_count() == 2
    table = europe["2020-21/el.txt"].matches
    assert table.filter(table["status"] == "awarded").select("home", "away").row(0) == ("Villarreal", "Qarabağ")


SCORES = st.tuples(st.integers(0, 9), st.integers(0, 9))


@pytest.mark.slow
@given(half=SCORES, more=SCORES, extra=st.none() | SCORES, kicks=st.none() | SCORES.filter(lambda s: s[0] != s[1]))
def test_written_scores_come_back(
    half: tuple[int, int], more: tuple[int, int], extra: tuple[int, int] | None, kicks: tuple[int, int] | None
) -> None:
    full = (half[0] + more[0], half[1] + more[1])
    end = None if extra is None else (full[0] + extra[0], full[1] + extra[1])

    def text(score: tuple[int, int]) -> str:
        return f"{score[0]}-{score[1]}"

    if end is None:
        written = f"{text(full)} ({text(half)})"
    else:
        written = f"{text(end)} a.e.t. ({text(full)}, {text(half)})"
        if kicks is not None:
            written = f"{text(kicks)} pen. {written}"
    row = one(f"    20.45  Milan (ITA)  v Ajax (NED)   {written}")
    assert (row["home_goals"], row["away_goals"]) == full
    assert (row["home_half_time"], row["away_half_time"]) == half
    assert (row["home_extra_time"], row["away_extra_time"]) == (end or (None, None))
    assert (row["home_shoot_out"], row["away_shoot_out"]) == ((kicks if end else None) or (None, None))


LIKELY = st.text("abcv »=#(1)-/.TueFeb", max_size=30)
ANY = st.text(st.characters(codec="latin-1", exclude_characters="\r\n"), max_size=30)


@pytest.mark.slow
@given(st.lists(LIKELY | ANY, max_size=6))
def test_no_line_is_lost(lines: list[str]) -> None:
    try:
        parsed = parse(HEAD + "\n".join(lines), source="x")
    except ReadError:
        return  # an impossible date or score, named
    unread = {text for _, text in parsed.unread}
    for line in lines:
        stripped = line.strip()
        known = not stripped or stripped[0] in "#=»▪" or " v " in stripped or "/" in stripped
        assert known or line in unread


def test_a_strange_line_is_named_with_its_number() -> None:
    parsed = parse(HEAD + "    Milan (ITA) against Ajax (NED) 2-1\n", source="x")
    assert parsed.unread == ((7, "    Milan (ITA) against Ajax (NED) 2-1"),)
    parsed = parse(
        HEAD + "    Milan (ITA) v Ajax (NED) 2-1 (1-0, 0-0)\n", source="x"
    )  # two brackets without extra time
    assert [number for number, _ in parsed.unread] == [7]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("Milan v Ajax 1-0\n", "No title"),
        ("", "no title"),
        ("= Cup 2011/12\n» Final\n Tue Feb/30\n", "There is no Tue Feb/30"),
        (HEAD + "  Milan (ITA) v Ajax (NED) 1-0 (2-0)\n", "more goals at half-time"),
        (HEAD + "  Milan (ITA) v AC Milan (ITA) 1-0 (0-0)\n", "plays itself"),
    ],
)
def test_impossible_files_are_refused(text: str, problem: str) -> None:
    with pytest.raises(ReadError, match=problem):
        parse(text, source="x")


def test_a_missing_file_is_a_read_error(tmp_path: Path) -> None:
    with pytest.raises(ReadError):
        football_txt.read(tmp_path / "none.txt")
    (tmp_path / "binary.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(ReadError):
        football_txt.read(tmp_path / "binary.txt")


STATES = """= UEFA Champions League 2024/25

1. Round
Tue Sep/17 2024
  21.00  Young Boys              v Aston Villa              0-1 (0-1) [abandoned]
  21.00  Bologna                 v Shakhtar Donetsk         0-3 [walkover]
  21.00  Sparta Praha            v RB Salzburg              1-1 (1-0) [suspended]
"""


def test_a_match_that_was_stopped_has_no_result_and_a_walkover_is_awarded() -> None:
    text = parse(STATES, source="states")
    assert text.unread == ()
    assert text.matches["status"].to_list() == ["postponed", "awarded", "postponed"]
    assert text.matches["home_goals"].to_list() == [None, 0, None]
    assert text.matches["note"].to_list() == ["abandoned at 0-1 (0-1)", "walkover", "suspended at 1-1 (1-0)"]
    assert set(text.matches["round"]) == {"1. Round"}
