"""The table of players: against counts from the raw file, and against the totals of the match."""

from __future__ import annotations

import json
import lzma
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

from frontfoot.approach.counts import minute_counts
from frontfoot.chances.minutes import minute_chances
from frontfoot.core.errors import InputError
from frontfoot.match.load import load
from frontfoot.match.match import Match
from frontfoot.players.definitions import COLUMNS, FIGURES
from frontfoot.players.table import player_table
from tests.chances.chances_tables import match as empty_match

MATCH_ID = "3753973"


@pytest.fixture(scope="module")
def statsbomb(data: Path) -> Match:
    folder = data / "statsbomb" / "premier-league-2015-16"
    name = f"{MATCH_ID}.json.xz"
    return load(folder / "events" / name, folder / "lineups" / name, folder / "matches.json")


@pytest.fixture(scope="module")
def wyscout(data: Path) -> Match:
    return load(data / "wyscout" / "serie-a" / "2575959.json.gz")


@pytest.mark.slow
def test_against_counts_from_the_raw_file(statsbomb: Match, data: Path) -> None:
    path = data / "statsbomb" / "premier-league-2015-16" / "events" / f"{MATCH_ID}.json.xz"
    raw = json.loads(lzma.decompress(path.read_bytes()))
    table = player_table(statsbomb).frame

    def counted(kind: str, field: str = "", key: str = "") -> dict[str, float]:
        chosen = [e for e in raw if e["type"]["name"] == kind and (not field or (e.get(field) or {}).get(key))]
        return {str(player): float(n) for player, n in Counter(e["player"]["id"] for e in chosen).items()}

    for column, truth in (
        ("passes", counted("Pass")),
        ("pressures", counted("Pressure")),
        ("shots", counted("Shot")),
        ("fouls", counted("Foul Committed")),
        ("fouls_won", counted("Foul Won")),
        ("take_ons", counted("Dribble")),
        ("blocks", counted("Block")),
        ("clearances", counted("Clearance")),
        ("offsides", counted("Offside")),
        ("crosses", counted("Pass", "pass", "cross")),
        ("key_passes", {**counted("Pass", "pass", "shot_assist")}),
        ("penalties_conceded", counted("Foul Committed", "foul_committed", "penalty")),
        ("penalties_won", counted("Foul Won", "foul_won", "penalty")),
    ):
        if column == "key_passes":  # an assist is one too, and a flag of its own in the file
            for player, number in counted("Pass", "pass", "goal_assist").items():
                truth[player] = truth.get(player, 0.0) + number
        per_player = {player: value for player, value in table.select("player", column).iter_rows() if value}
        assert per_player == truth, column


@pytest.mark.parametrize("provider", ["statsbomb", "wyscout"])
def test_the_players_add_up_to_the_match(provider: str, request: pytest.FixtureRequest) -> None:
    match: Match = request.getfixturevalue(provider)
    table = player_table(match).frame
    assert table.schema == COLUMNS
    counts, chances = minute_counts(match), minute_chances(match)
    for side in ("home", "away"):
        mine = table.filter(pl.col("side") == side)
        whole = counts.filter(pl.col("side") == side)
        worth = chances.filter(pl.col("side") == side)
        for column, kind in (("passes", "pass"), ("shots", "shot"), ("fouls", "foul")):
            unnamed = match.events.filter((pl.col("side") == side) & (pl.col("kind") == kind))["player"].null_count()
            assert mine[column].sum() + unnamed == whole[column].sum(), column
        assert 0 <= float(whole["high_turnovers"].sum()) - float(mine["high_regains"].sum()) <= 1  # one has no name
        assert mine["xg"].sum() == pytest.approx(worth["xg"].sum(), abs=1e-6)
        assert mine["xt"].sum() == pytest.approx(worth["xt"].sum(), abs=0.1 if provider == "wyscout" else 1e-6)
        assert mine["goals"].sum() == worth["goals"].sum()
        thirds = [mine[f"regains_{third}_third"].sum() for third in ("own", "middle", "final")]
        assert sum(thirds) == mine["regains"].sum()
        # Eleven men all along, but for those sent off.
        seconds = sum(period.seconds for period in match.periods)
        assert 9 * seconds / 60 < mine["minutes"].sum() <= 11 * seconds / 60 + 1e-4
        for part, all_of_it in (("duels_won", "duels"), ("aerials_won", "aerials"), ("take_ons_won", "take_ons")):
            assert (mine[part] <= mine[all_of_it]).all()


def test_what_is_not_recorded_is_null_and_never_nought(wyscout: Match) -> None:
    table = player_table(wyscout)
    assert table.minutes_estimated
    assert table.frame["minutes_estimated"].all()
    for column in ("pressures", "pressure_regains", "turnovers_under_pressure", "penalties_won", "blocks"):
        assert table.frame[column].null_count() == table.frame.height, column
    assert table.frame["duels"].null_count() == 0


@pytest.mark.slow
def test_the_offender_of_a_penalty_without_a_flag(data: Path) -> None:
    """Wyscout v2 says nothing of whose foul it was: at most one is named for each penalty, of the other side."""
    named = taken = 0
    for path in sorted((data / "wyscout" / "premier-league").glob("*.json.gz"))[:40]:
        match = load(path)
        table = player_table(match).frame
        for side, other in (("home", "away"), ("away", "home")):
            kicks = table.filter(pl.col("side") == side)["penalties_taken"].sum()
            fouls = table.filter(pl.col("side") == other)["penalties_conceded"].sum()
            assert fouls <= kicks
            named, taken = named + int(fouls), taken + int(kicks)
    assert taken >= 3
    assert named >= taken - 1


def test_as_frames(wyscout: Match) -> None:
    table = player_table(wyscout)
    assert table.to_polars().columns == [*COLUMNS]
    pandas = pytest.importorskip("pandas")
    frame = table.to_pandas()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.columns) == [*COLUMNS]
    assert len(frame) == table.frame.height


def test_every_figure_is_described() -> None:
    assert all(about for about, _ in FIGURES.values())


def test_a_match_without_play_is_refused() -> None:
    with pytest.raises(InputError, match="no play"):
        player_table(empty_match(periods=()))
