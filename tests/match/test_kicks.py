"""Extra time and shoot-outs, told as they were: made records of two finals, whose course is public record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from frontfoot.match.facts import match_facts
from frontfoot.match.kicks import shoot_out_kicks
from frontfoot.match.load import load
from frontfoot.reports.markdown import markdown
from frontfoot.reports.story import story_of
from frontfoot.seasons.tables import tables_of

HOME, AWAY = 1, 2
LENGTHS = {"1H": 2820, "2H": 2940, "E1": 930, "E2": 960}


def event(period: str, seconds: float, team: int, sub: int, *tags: int) -> dict[str, Any]:
    return {
        "id": f"{period}{seconds}{team}{sub}",
        "teamId": team,
        "playerId": team * 100 + int(seconds) % 11,
        "matchId": 7,
        "matchPeriod": period,
        "eventSec": seconds,
        "eventId": sub // 10,
        "subEventId": sub,
        "positions": [{"x": 90, "y": 50}, {"x": 60, "y": 40}],
        "tags": [{"id": tag} for tag in tags],
    }


def play(periods: list[str]) -> list[dict[str, Any]]:
    """Passes every half minute, so that there is a match to measure."""
    return [
        event(period, second, (HOME, AWAY)[second // 30 % 2], 85, 1801)
        for period in periods
        for second in range(5, LENGTHS[period], 30)
    ]


def match_file(folder: Path, events: list[dict[str, Any]], label: str) -> Path:
    folder.mkdir(exist_ok=True)
    home, away = label.split(",")[0].split(" - ")
    events.sort(key=lambda e: (["1H", "2H", "E1", "E2", "P"].index(e["matchPeriod"]), e["eventSec"]))
    teams = {"1": {"team": {"name": home}}, "2": {"team": {"name": away}}}
    path = folder / "7.json"
    path.write_text(json.dumps({"events": events, "teams": teams, "players": {}}), encoding="utf-8")
    day = "May 24, 2014 at 8:45:00 PM GMT+2"
    (folder / "matches.csv").write_text(f'match_id,label,kick_off\n7,"{label}","{day}"\n', encoding="utf-8")
    return path


def test_a_final_decided_in_extra_time(tmp_path: Path) -> None:
    # Lisbon, 24 May 2014: Godin 36', Ramos 90+3', Bale 110', Marcelo 118', Ronaldo 120' (penalty).
    goals = [("1H", 2150, AWAY, 100), ("2H", 2870, HOME, 100), ("E2", 270, HOME, 100), ("E2", 770, HOME, 100)]
    events = play(["1H", "2H", "E1", "E2"])
    events += [event(*goal, 101) for goal in goals] + [event("E2", 890, HOME, 35, 101)]
    match = load(match_file(tmp_path, events, "Real Madrid - Atlético Madrid, 4 - 1 (E)"))
    assert match.score == match.info.stated_score == (4, 1)
    assert match_facts(match).after_90 == (1, 1)
    row = tables_of(match, "")["matches"].row(0, named=True)
    assert (row["home_goals"], row["away_goals"]) == (4, 1)
    assert (row["home_goals_after_90"], row["away_goals_after_90"]) == (1, 1)
    assert (row["home_kicks_scored"], row["away_kicks_scored"], row["kicks"]) == (None, None, None)
    story = story_of(match)
    assert (story.after_90, story.extra_time, story.shoot_out, story.kicks) == ((1, 1), True, None, ())
    assert story.headline.startswith("Real Madrid beat Atlético Madrid 4–1 after extra time (1–1 after 90 minutes)")
    assert "1–1 after 90 minutes" in markdown(story)
    assert not [finding for finding in match.findings if finding.rule == "missing-period"]


def test_a_shoot_out_has_its_list_of_kicks(tmp_path: Path) -> None:
    # Milan, 28 May 2016: 1-1, then 5-3; Juanfran's fourth kick for Atlético hit the post.
    taken = [(HOME, 101), (AWAY, 101), (HOME, 101), (AWAY, 101), (HOME, 101), (AWAY, 101), (HOME, 101), (AWAY, 1217)]
    taken.append((HOME, 101))
    events = [*play(["1H", "2H", "E1", "E2"]), event("1H", 880, HOME, 100, 101), event("2H", 2010, AWAY, 100, 101)]
    events += [event("P", 60.0 * kick, team, 35, tag) for kick, (team, tag) in enumerate(taken)]
    events += [event("P", 60.0 * 8 + 1, AWAY, 91, 101)]
    match = load(match_file(tmp_path, events, "Real Madrid - Atlético Madrid, 1 - 1 (P)"))
    kicks = shoot_out_kicks(match)
    assert [kick.order for kick in kicks] == list(range(1, 10))
    assert [kick.outcome for kick in kicks] == ["scored"] * 7 + ["missed", "scored"]
    assert kicks[-1].score == (5, 3)
    story = story_of(match)
    assert (story.score, story.after_90, story.shoot_out) == ((1, 1), (1, 1), (5, 3))
    assert "won the shoot-out 5–3" in story.headline
    assert "drew 1–1 after extra time" in story.headline
    assert "## The shoot-out" in markdown(story)
    assert markdown(story).count(", missed (Atlético Madrid)") == 1
    row = tables_of(match, "")["matches"].row(0, named=True)
    assert (row["home_goals"], row["away_goals"]) == (1, 1)
    assert (row["home_goals_after_90"], row["away_goals_after_90"]) == (1, 1)
    assert (row["home_kicks_scored"], row["away_kicks_scored"]) == (5, 3)
    assert [kick["outcome"] for kick in row["kicks"]] == [kick.outcome for kick in kicks]
    assert [kick["side"] for kick in row["kicks"]] == [*["home", "away"] * 4, "home"]


def test_a_kick_without_a_stated_end_is_saved_when_the_goalkeeper_saves_it(tmp_path: Path) -> None:
    events = [*play(["1H", "2H"]), event("P", 0, HOME, 35), event("P", 1, AWAY, 91), event("P", 60, AWAY, 35)]
    match = load(match_file(tmp_path, events, "A - B, 0 - 0 (P)"))
    assert [(kick.side, kick.outcome) for kick in shoot_out_kicks(match)] == [("home", "saved"), ("away", "missed")]


def test_a_label_that_tells_of_a_shoot_out_which_is_not_there(tmp_path: Path) -> None:
    match = load(match_file(tmp_path, play(["1H", "2H"]), "A - B, 0 - 0 (P)"))
    assert tables_of(match, "")["matches"]["home_goals_after_90"].to_list() == [None]
    assert "There are no events of period 5" in [finding.what for finding in match.findings]
