"""The index: on whole leagues as people know them, on other providers, and where it must refuse."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from frontfoot import fitted
from frontfoot.approach import parameters
from frontfoot.approach.by_score import shifts
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.front_foot import front_foot, strip
from frontfoot.approach.measures import estimates, measures
from frontfoot.approach.windows import MATCH, TEAM, by_men, by_minutes, by_score
from frontfoot.core.errors import InputError, NotProvided
from frontfoot.match.load import load
from tests.approach.approach_matches import EVERYTHING, build


def order(counts: pl.DataFrame) -> list[str]:
    return front_foot(counts, TEAM).sort("value", descending=True)["team"].to_list()


@pytest.mark.slow
def test_serie_a_reads_as_it_was_played(serie_a: pl.DataFrame) -> None:
    teams = order(serie_a)
    assert "Atalanta" in teams[:4]
    assert "Hellas Verona" in teams[-2:]


@pytest.mark.slow
def test_the_premier_league_reads_as_it_was_played(premier_league: pl.DataFrame) -> None:
    teams = order(premier_league)
    assert set(teams[:3]) == {"Manchester City", "Tottenham Hotspur", "Liverpool"}
    assert "West Bromwich Albion" in teams[-3:]


@pytest.mark.slow
def test_ppda_lies_where_the_providers_publish_it(serie_a: pl.DataFrame, premier_league: pl.DataFrame) -> None:
    # Wyscout, top five leagues 2018/19: mean 11.01, teams 6.72 to 18.21. Understat 2024/25: teams 6.5 to 17.2.
    for league in (serie_a, premier_league):
        teams = measures(league, TEAM, ["ppda", "ppda_wyscout"])
        assert teams["ppda_wyscout"].min() > 6.0  # type: ignore[operator]
        assert teams["ppda_wyscout"].max() < 18.5  # type: ignore[operator]
        assert measures(league, ["competition"], ["ppda_wyscout"])["ppda_wyscout"][0] == pytest.approx(11.01, abs=1.0)
        assert 6.5 < teams["ppda"].min() < teams["ppda"].max() < 17.2  # type: ignore[operator]


@pytest.mark.slow
def test_sequences_lie_where_opta_publishes_them(premier_league: pl.DataFrame) -> None:
    # Premier League: 10.4 s, 12.6 m, 2.8-5.1 passes by team, 1.4-2.1 m/s, 15-17 high turnovers a match for both sides.
    names = ["sequence_time", "sequence_metres", "sequence_passes", "direct_speed", "high_turnovers"]
    row = measures(premier_league, ["competition"], names).to_dicts()[0]
    assert row["sequence_time"] == pytest.approx(10.4, rel=0.15)
    assert row["sequence_metres"] == pytest.approx(12.6, rel=0.15)
    assert 2.8 < row["sequence_passes"] < 5.1
    assert 1.4 < row["direct_speed"] < 2.1
    assert 11 < 2 * row["high_turnovers"] < 17


@pytest.mark.slow
def test_a_unit_is_a_standard_deviation_of_team_matches(serie_a: pl.DataFrame) -> None:
    table = front_foot(serie_a, MATCH)
    assert table["raw"].mean() == pytest.approx(0.0, abs=0.1)
    assert table["raw"].std() == pytest.approx(1.0, abs=0.1)
    assert (table["low"] < table["value"]).all()
    assert (table["value"] < table["high"]).all()


@pytest.mark.slow
def test_less_evidence_is_less_reliable_and_drawn_further_in(serie_a: pl.DataFrame) -> None:
    some = serie_a.filter(pl.col("match_id").is_in(serie_a["match_id"].unique().sort()[:40].to_list()))
    keys = [*MATCH, "period", "block"]
    widths: list[float] = []
    reliabilities: list[float] = []
    for length in (5, 15, 45):
        table = front_foot(by_minutes(some, length), keys)
        widths.append(float((table["high"] - table["low"]).to_numpy().mean()))
        reliabilities.append(float(table["reliability"].to_numpy().mean()))
    assert widths == sorted(widths, reverse=True)
    assert reliabilities == sorted(reliabilities)


@pytest.mark.slow
def test_leaders_step_back_and_ten_men_more_so(serie_a: pl.DataFrame) -> None:
    score = {row["score_state"]: row for row in shifts(by_score(serie_a), "score_state", "level", TEAM).to_dicts()}
    assert score["leading"]["high"] < -0.3
    assert score["trailing"]["low"] > 0.0
    men = {row["men_state"]: row for row in shifts(by_men(serie_a), "men_state", "equal").to_dicts()}
    assert men["fewer"]["high"] < -0.5
    assert men["more"]["low"] > 0.5


def test_a_known_shift_is_found_again() -> None:
    rng = np.random.default_rng(5)
    index = parameters.index()
    truth = 0.4
    rows = []
    for match in range(120):
        level = rng.normal(size=4) * 0.5
        for minute in range(90):
            late = minute >= 45 and match % 2
            ratio = index.variances.mean * (1 + 0.1 * level) + late * truth / index.weights / 4
            rows.append((f"m{match}", "home", 1 + minute // 45, minute % 45, "on" if late else "off", *ratio))
    names = ["match_id", "side", "period", "minute", "state", "c", "h", "f", "t"]
    table = pl.DataFrame(rows, schema=names, orient="row").with_columns(
        pl.lit("x").alias("team"),
        pl.lit(60.0).alias("seconds"),
        (pl.col("c") * 100).alias("duels"),
        pl.lit(0.0).alias("interceptions"),
        pl.lit(0.0).alias("fouls_high"),
        (100 - pl.col("c") * 100).alias("opponent_build_up_passes"),
        (pl.col("h") * 10).alias("core_action_metres"),
        pl.lit(10.0).alias("core_actions"),
        pl.lit(100.0).alias("opponent_own_third_passes"),
        (100 - pl.col("f") * 100).alias("opponent_own_third_completed"),
        (pl.col("t") * 100).alias("final_third_passes"),
        (100 - pl.col("t") * 100).alias("opponent_final_third_passes"),
    )
    shift_table = shifts(table, "state", "off")
    assert shift_table["shift"][0] == pytest.approx(truth, abs=1e-6)
    # In every second of the 120 matches the 45 minutes after half-time, a minute a row.
    assert (shift_table["matches"][0], shift_table["minutes"][0]) == (60, 2700.0)
    with pytest.raises(InputError, match="nothing to compare"):
        shifts(table, "state", "never")


@pytest.mark.slow
def test_the_strip_follows_the_match(serie_a: pl.DataFrame) -> None:
    match = serie_a.filter(pl.col("match_id") == serie_a["match_id"][0])
    drawn = strip(match)
    assert len(drawn) == len(match)
    whole = front_foot(match, MATCH).sort("side")
    mean = drawn.group_by("side").agg(pl.col("value").mean()).sort("side")
    assert mean["value"].to_numpy() == pytest.approx(whole["value"].to_numpy(), abs=0.45)
    middle = drawn.filter((pl.col("minute") > 10) & (pl.col("minute") < 35))
    edge = drawn.filter(pl.col("minute") < 2)
    assert (middle["high"] - middle["low"]).mean() < (edge["high"] - edge["low"]).mean()  # type: ignore[operator]


@pytest.mark.slow
def test_estimates_lie_between_the_ratio_and_the_league(serie_a: pl.DataFrame) -> None:
    match = serie_a.filter(pl.col("match_id") == serie_a["match_id"][0])
    estimated = estimates(match, only=["ppda", "field_tilt", "high_turnovers", "fouls"])
    for row in estimated.to_dicts():
        fitted_measure = parameters.single(row["measure"])
        assert fitted_measure is not None
        mean = float(fitted_measure.mean[0])
        assert min(mean, row["ratio"]) <= row["value"] <= max(mean, row["ratio"])
        assert row["low"] < row["value"] < row["high"]


def test_other_providers_are_measured_without_the_duels(kloppy_files: Path) -> None:
    files = [kloppy_files / f"statsbomb_3788741_{part}.json" for part in ("event", "lineup")]
    statsbomb = minute_counts(load(*files))
    counts = statsbomb.with_columns(pl.lit("opta").alias("provider"))  # has no norms
    italy, turkey = (front_foot(counts).filter(pl.col("team") == name).to_dicts()[0] for name in ("Italy", "Turkey"))
    assert turkey["high"] < 0 < italy["low"]  # Italy had 24 shots to 3 and 64% of the ball
    assert italy["raw"] is None
    wyscout = counts.with_columns(pl.lit("wyscout_v2").alias("provider"))
    assert italy["reliability"] < front_foot(wyscout).filter(pl.col("team") == "Italy")["reliability"][0]
    own = front_foot(statsbomb).filter(pl.col("team") == "Italy").to_dicts()[0]
    assert own["raw"] is not None
    assert own["low"] > 0
    assert measures(counts)["ppda_wyscout"].null_count() == 2
    with pytest.raises(NotProvided, match=r"No ppda_wyscout: opta .*sliding"):
        measures(counts, only=["ppda_wyscout"])


@pytest.mark.slow
def test_a_reference_sets_the_zero(serie_a: pl.DataFrame) -> None:
    some = serie_a.filter(pl.col("match_id").is_in(serie_a["match_id"].unique().sort()[:60].to_list()))
    assert front_foot(some, MATCH, reference=some)["raw"].mean() == pytest.approx(0.0, abs=1e-9)


@pytest.mark.slow
def test_every_run_gives_the_same_last_digit(serie_a: pl.DataFrame) -> None:
    """Metres are no whole numbers: their sums depend on the order in which they are added up."""
    first = front_foot(serie_a)
    assert all(front_foot(serie_a).equals(first) for _ in range(8))


def test_what_is_not_recorded_is_refused_by_name() -> None:
    rows = [{"kind": "pass", "side": "home", "seconds": 1.0, "x": 20.0}]
    counts = minute_counts(build(rows, provides=EVERYTHING - {"tackle"}))
    with pytest.raises(NotProvided, match=r"No challenge_share: wyscout_v2 does not record .*tackle"):
        front_foot(counts)
    assert "ppda" not in estimates(counts)["measure"].to_list()
    with pytest.raises(InputError, match="no counts"):
        front_foot(counts.head(0))
    with pytest.raises(InputError, match="no column 'half'"):
        front_foot(counts, ["half"])


def test_the_fitted_file_says_where_it_comes_from() -> None:
    document = fitted.read("front_foot")
    record = document["record"]
    assert record["licence"] == "CC BY 4.0"
    assert record["rows"]["matches"] == 1520
    assert set(record["held_out"]) == {"la-liga", "ligue-1", "premier-league", "serie-a"}
    for league in record["held_out"].values():
        assert league["reliability"]["match"] > 0.8
        assert league["reliability"]["10_minutes"] > 0.42
        assert 0.87 < league["coverage_10_minutes"]["inside_90"] < 0.93
