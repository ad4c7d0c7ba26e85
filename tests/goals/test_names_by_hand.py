"""Names in a user's own results, doubts about them, and which seasons of a folder are read: one case a rule."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from frontfoot.goals.results.own_names import ALIKE, BELIEVED, doubts, highest, namesake, settled
from frontfoot.goals.results.schema import STATUSES, table
from frontfoot.goals.strengths.later import later_results, played_between

DAY = date(2026, 9, 1)


def rows(*matches: Any, competition: str = "lake", **more: Any) -> Any:
    """A match a day of (home, away) or (home, away, goals, goals)."""
    return table(
        {
            "date": date(2026, 9, 1 + number),
            "competition": competition,
            "season": 2026,
            "stage": "league",
            "home": home,
            "away": away,
            "home_goals": (*goals, 1, 0)[0],
            "away_goals": (*goals, 1, 0)[1] if len(goals) > 1 else 0,
            "neutral": False,
            "status": "played",
            "source": f"own.csv:{number + 2}",
            **more,
        }
        for number, (home, away, *goals) in enumerate(matches)
    )


def names(results: Any, countries: dict[str, str] | None = None) -> list[tuple[str, str]]:
    return settled(results, countries or {}).select("home", "away").rows()


def test_names_become_those_of_the_table_where_they_mean_its_clubs() -> None:
    # A known league: clubs of its country, and others are other clubs.
    assert names(rows(("Man Utd", "Ajax"), competition="Premier League")) == [("Manchester United", "Ajax (ENG)")]
    # A cup of Europe: every club of the table.
    assert names(rows(("Man Utd", "AFC Ajax"), competition="UEFA Champions League")) == [("Manchester United", "Ajax")]
    # An unknown competition: where more than half of the sides are known, or its country is stated.
    assert names(rows(("Man Utd", "Town A"))) == [("Man Utd (lake)", "Town A")]
    assert names(rows(("Man Utd", "Ajax"), ("Ajax", "Town A"))) == [("Manchester United", "Ajax"), ("Ajax", "Town A")]
    assert names(rows(("Man Utd", "Town A")), {"lake": "ENG"}) == [("Manchester United", "Town A")]
    assert names(rows(("Man Utd", "Town A")), {"lake": "CHI"}) == [("Man Utd (CHI)", "Town A")]
    # Women's sides keep their names, nations have those of the table of nations; one spelling a side.
    assert names(rows(("Man Utd", "Arsenal FC"), competition="WSL")) == [("Man Utd", "Arsenal FC")]
    assert names(rows(("Türkiye", "USA"))) == [("Turkey", "United States")]
    assert names(rows(("Town A", "Town B"), ("TOWN B", "town a"))) == [("Town A", "Town B"), ("Town B", "Town A")]
    # Women's and men's sides of one spelling stay apart.
    both = names(rows(("Town A", "Town B"), competition="WSL").vstack(rows(("TOWN A", "TOWN B"))))
    assert both == [("Town A", "Town B"), ("TOWN A", "TOWN B")]


def test_a_namesake_has_the_name_of_a_club_and_where_it_plays() -> None:
    assert namesake("Everton (Primera)") == "Everton"
    assert namesake("Everton") is namesake("Cobresal (Primera)") is namesake("Everton (") is None
    assert namesake("Man Utd (lake)") == "Manchester United"


@pytest.mark.parametrize(("most", "doubted"), [(20, False), (21, True)])
def test_more_than_twenty_goals_of_a_side_are_doubted(most: int, doubted: bool) -> None:
    assert (BELIEVED, ALIKE) == (20, 0.8)
    results = rows(("Town A", "Town B", 3, 2), ("Town B", "Town A", 0, most), ("Town A", "Town B", most, 1))
    assert highest(results) == (most, f"Town B 0-{most} Town A", "own.csv:3")
    expected = (f"Town B 0-{most} Town A (own.csv:3) is learnt as it stands; correct it if it is a slip of the pen",)
    assert doubts(results) == (expected if doubted else ())


@pytest.mark.parametrize("status", STATUSES)
def test_only_played_scores_are_looked_at(status: str) -> None:
    results = rows(("Town A", "Town B", 30, 2), status=status)
    assert highest(results) == ((30, "Town A 30-2 Town B", "own.csv:2") if status == "played" else (0, "", ""))


def test_a_namesake_is_said_to_be_another_club() -> None:
    results = settled(rows(("Everton", "Cobresal"), ("Cobresal", "Temuco")), {})
    assert doubts(results) == (
        "Everton of 'lake' is taken as another club than Everton of ENG (most sides there are not known), called "
        "'Everton (lake)'; if it is that one, write 'Everton (ENG)', or give the column Country",
    )
    results = settled(rows(("Everton", "Milan"), competition="Serie A"), {})
    assert doubts(results) == (
        "Everton of 'Serie A' is taken as another club than Everton of ENG (a league of ITA), called "
        "'Everton (ITA)'; if it is that one, write 'Everton (ENG)'",
    )
    # Where the file states the country, there is no doubt.
    assert doubts(settled(rows(("Everton", "Cobresal")), {"lake": "CHI"})) == ()


def suspected(*matches: Any, **more: Any) -> list[str]:
    return [one.partition(" (")[0] + " > " + one.partition("did you mean ")[2].partition("?")[0]
            for one in doubts(rows(*matches, **more)) if "did you mean" in one]  # fmt: skip


def test_a_name_like_that_of_a_side_with_more_matches_is_doubted() -> None:
    season = [("Cobresal", "Temuco"), ("Temuco", "Cobresal"), ("Cobresal", "Arica"), ("Arica", "Temuco")]
    assert suspected(*season, ("Cobresall", "Temuco")) == ["'Cobresall' of 'lake' > Cobresal"]
    (sentence,) = doubts(rows(*season, ("Cobresall", "Temuco"), ("Temuco", "Cobresall")))
    assert sentence == (
        "'Cobresall' of 'lake' (2 matches) is not known: did you mean Cobresal? It is taken as a club of its own"
    )
    # Not with as many matches, nor where the other has only one, nor where both met.
    assert suspected(("Cobresal", "Temuco"), ("Cobresall", "Temuco")) == []
    assert suspected(*season, ("Cobresall", "Temuco"), ("Cobresall", "Arica"), ("Arica", "Cobresall")) == []
    assert suspected(*season, ("Cobresall", "Cobresal")) == []
    same_day = rows(*season, ("Cobresall", "Temuco")).with_columns(date=DAY)
    assert doubts(same_day) == ()
    # Four of five letters alike suffice: "abcde" and "abcdX" (2 x 4 / 10 = .8), "abcd" and "abcX" do not (.75).
    for name, near, doubted in (("Abcde", "Abcdx", True), ("Abcd", "Abcx", False)):
        many = [(name, f"Side {k}") for k in range(3)]
        assert bool(suspected(*many, (near, "Side 9"))) == doubted


def test_in_a_league_a_misspelt_club_of_its_country_is_offered() -> None:
    assert suspected(("Liverpol", "Chelsea"), competition="Premier League") == [
        "'Liverpol' of 'Premier League' > Liverpool"
    ]
    assert suspected(("Liverpol", "Milan"), competition="Serie A") == []
    assert suspected(("Liverpol", "Milan"), competition="UEFA Champions League") == [
        "'Liverpol' of 'UEFA Champions League' > Liverpool"
    ]
    assert suspected(("Liverpol", "Town A")) == []
    assert suspected(("Liverpol", "Milan"), ("Milan", "Ajax")) == ["'Liverpol' of 'lake' > Liverpool"]
    assert suspected(("Liverpol", "Chelsea"), competition="WSL") == []
    assert suspected(("Germny", "France"), ("France", "Spain"), competition="Friendly") == [
        "'Germny' of 'Friendly' > Germany"
    ]
    assert suspected(("Germny", "France"), competition="Friendly") == []


HEAD = "Date,HomeTeam,AwayTeam,FTHG,FTAG\n"


@pytest.mark.parametrize(("since", "years"), [(date(2024, 4, 1), [2023, 2024, 2025]), (date(2025, 1, 1), [2024, 2025])])
def test_seasons_of_a_calendar_year_are_read_from_the_year_before(
    tmp_path: Path, since: date, years: list[int]
) -> None:
    for year in range(2021, 2028):
        path = tmp_path / "more-leagues" / str(year) / "mls.json"
        path.parent.mkdir(parents=True)
        path.write_text("{", encoding="utf-8")
    stray = tmp_path / "more-leagues" / "old" / "mls.json"
    stray.parent.mkdir()
    stray.write_text("{", encoding="utf-8")
    _, problems = later_results(since, date(2025, 12, 31), data=tmp_path)
    assert [int(text.partition("more-leagues/")[2][:4]) for text in problems[:-1]] == years
    assert all("is not used for the strengths: The file is no football.json" in text for text in problems[:-1])


def test_results_of_nations_are_those_of_one_file(tmp_path: Path) -> None:
    assert later_results(date(2024, 4, 1), date(2024, 5, 1), kind="nations", data=tmp_path)[0] is None
    path = tmp_path / "internationals" / "results.csv"
    path.parent.mkdir()
    path.write_text(
        "date,home_team,away_team,home_score,away_score,tournament,city,country,neutral\n"
        "2024-04-02,Italy,Malta,2,0,Friendly,Rome,Italy,FALSE\n"
    )
    league = tmp_path / "results" / "serie-a" / "season-2324.csv"
    league.parent.mkdir(parents=True)
    league.write_text(HEAD + "2024-04-06,Milan,Inter,2,1\n")
    got, problems = later_results(date(2024, 4, 1), date(2024, 5, 1), kind="nations", data=tmp_path)
    assert got is not None
    assert (got["home"].to_list(), problems) == (["Italy"], ())
    clubs, problems = later_results(date(2024, 4, 1), None, data=tmp_path)
    assert clubs is not None
    assert (clubs["home"].to_list(), problems) == (["Milan"], ())
    # A file that was changed is read again.
    league.write_text(HEAD + "2024-04-06,Roma,Inter,2,1\n2024-04-07,Roma,Lazio,0,0\n")
    again, _ = later_results(date(2024, 4, 1), None, data=tmp_path)
    assert again is not None
    assert again.height == 2


@pytest.mark.parametrize("status", STATUSES)
def test_played_from_the_first_day_to_before_the_last(status: str) -> None:
    results = rows(*[(f"A{k}", "B") for k in range(6)], status=status)
    kept = results.filter(played_between(date(2026, 9, 2), date(2026, 9, 5)))["home"].to_list()
    assert kept == (["A1", "A2", "A3"] if status == "played" else [])
