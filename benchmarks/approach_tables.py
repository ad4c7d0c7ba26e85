"""The tables of docs/validation/approach.md, remade from open data.

python -m benchmarks.approach_tables --data DIR > docs/validation/approach.md
"""

from __future__ import annotations

import argparse
from pathlib import Path

import polars as pl

from frontfoot import fitted
from frontfoot.approach.by_score import shifts
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.measures import estimates, measures
from frontfoot.approach.penalties import penalties_conceded
from frontfoot.approach.windows import MATCH, TEAM, by_lead, by_men, by_score
from frontfoot.fit.front_foot import season_counts

PUBLISHED = {
    "ppda": "11.2-13.1 (Understat, 2024/25)",
    "ppda_wyscout": "11.0 (Wyscout, 2018/19)",
    "ppda_opta": "about 14% above Understat's",
    "sequence_time": "10.4 (Opta, Premier League)",
    "sequence_metres": "12.6 (Opta, Premier League)",
    "sequence_passes": "2.8-5.1 by team (Opta, Premier League)",
    "direct_speed": "1.4-2.1 by team (Opta)",
    "high_turnovers": "7.5-8.5 a side (Opta, Premier League)",
}
OTHER = ("high_turnover_shots", "counterpress", "pressed_sequences", "tempo", "counters", "box_entries", "fouls")


def main() -> None:
    """Print the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    counts = season_counts(parser.parse_args().data)
    print("# Approach: what the figures are worth\n")
    print("How far the [measures of approach](../approach.md) can be trusted, and their values for four leagues.\n")
    print("Wyscout, 2017/18 (Pappalardo et al., Scientific Data 6, 236, CC BY 4.0), 1,520 matches of four leagues.")
    print("Made by `python -m benchmarks.approach_tables --data DIR`; fitted by `frontfoot fit approach --data DIR`.\n")
    levels(counts)
    reliability()
    steadiness(counts)
    tables(counts)
    states(counts)
    penalties(counts)


def table(head: list[str], rows: list[list[str]]) -> None:
    """Print one Markdown table."""
    print("| " + " | ".join(head) + " |")
    print("|" + "---|" * len(head))
    for row in rows:
        print("| " + " | ".join(row) + " |")
    print()


def levels(counts: pl.DataFrame) -> None:
    """League means against published ones."""
    print("## League means\n")
    leagues = measures(counts, ["competition"])
    names = leagues["competition"].to_list()
    rows = [
        [name, *(f"{value:.3g}" for value in leagues[name]), PUBLISHED.get(name, "")] for name in (*PUBLISHED, *OTHER)
    ]
    table(["measure", *names, "published"], rows)


def reliability() -> None:
    """Split-half reliability by window and league, and the coverage of the intervals."""
    document = fitted.read("front_foot")
    whole, held_out = document["parameters"]["reliability"], document["record"]["held_out"]
    print("## Reliability of the front-foot index by window\n")
    print(
        "Odd against even minutes of the same window, stepped up (Spearman-Brown); by league with everything fitted on"
    )
    print(
        "the other three. The last row is the correlation of the two halves of a match, stepped up: it is lower because"
    )
    print("sides change between them.\n")
    order = ["5_minutes", "10_minutes", "15_minutes", "30_minutes", "45_minutes", "match"]
    order.append("match_from_first_and_second_half")
    rows = [
        [name.replace("_", " "), f"{whole[name]:.2f}", *(f"{held_out[lg]['reliability'][name]:.2f}" for lg in held_out)]
        for name in order
    ]
    table(["window", "all", *held_out], rows)
    print(
        "The 90% interval from the even minutes of ten, the rest of the match and the season, tested on the odd minutes"
    )
    print("of leagues that were not fitted on:\n")
    parts = ("inside_90", "above", "below", "standardised_sd")
    rows = [
        [part.replace("_", " "), *(f"{held_out[lg]['coverage_10_minutes'][part]:.3f}" for lg in held_out)]
        for part in parts
    ]
    table(["", *held_out], rows)


def steadiness(counts: pl.DataFrame) -> None:
    """How reliable single measures are per match and per season."""
    print("## Single measures: share of true variance known from one match, and from a season\n")
    one = counts.filter(pl.col("match_id") == counts["match_id"].max())
    match = estimates(one, MATCH).group_by("measure", maintain_order=True).agg(pl.col("reliability").mean())
    season = estimates(counts, TEAM).group_by("measure").agg(pl.col("reliability").mean().alias("season"))
    joined = match.join(season, on="measure", how="left", maintain_order="left")
    table(["measure", "one match", "season"], [[m, f"{a:.2f}", f"{b:.2f}"] for m, a, b in joined.iter_rows()])


def tables(counts: pl.DataFrame) -> None:
    """The front-foot index of every team."""
    print("## Front-foot index by team\n")
    print("All minutes of the season pooled; 90% interval in brackets.\n")
    text = front_foot(counts, TEAM).join(measures(counts, TEAM, ["ppda", "core_action_height"]), on=list(TEAM))
    for league in text["competition"].unique().sort():
        print(f"### {league}\n")
        teams = text.filter(pl.col("competition") == league).sort("value", descending=True).to_dicts()
        rows = [
            [
                t["team"],
                f"{t['value']:+.2f} ({t['low']:+.2f} to {t['high']:+.2f})",
                f"{t['ppda']:.1f}",
                f"{t['core_action_height']:.1f}",
            ]
            for t in teams
        ]
        table(["team", "front foot", "PPDA", "height of actions, m"], rows)


def states(counts: pl.DataFrame) -> None:
    """Differences by score and men."""
    print("## By score and by men\n")
    print(
        "Differences of the index from level score and equal numbers, at the same time of the match, with 90% intervals"
    )
    print("clustered by match. Against the same side's season, better sides lead more often and against weaker ones;")
    print("against the same match that is taken out. Both are associations: who leads has played well until then.\n")
    head = ["state", "matches", "minutes", "against its season", "against the same match"]
    rows = []
    for label, base, rows_of in (
        ("score_state", "level", by_score(counts)),
        ("lead", "0", by_lead(counts)),
        ("men_state", "equal", by_men(counts)),
    ):
        season, match = (shifts(rows_of, label, base, within).to_dicts() for within in (TEAM, MATCH))
        for a, b in zip(season, match, strict=True):
            cells = [f"{x['shift']:+.2f} ({x['low']:+.2f} to {x['high']:+.2f})" for x in (a, b)]
            rows.append([f"{label.replace('_', ' ')}: {a[label]}", f"{a['matches']}", f"{a['minutes']:.0f}", *cells])
    table(head, rows)
    men = shifts(by_men(counts), "men_state", "equal").filter(pl.col("men_state") == "fewer").to_dicts()[0]
    left = men["minutes"] / men["matches"]
    print(f"A side with fewer men plays {left:.0f} minutes so on average; over a match of 96 minutes the difference of")
    print(f"{men['shift']:+.2f} comes to {men['shift'] * left / 96:+.2f}.\n")


def penalties(counts: pl.DataFrame) -> None:
    """The extremes of penalties conceded."""
    print("## Penalties conceded\n")
    rate = fitted.read("front_foot")["parameters"]["penalties"]
    print(
        f"{rate['conceded']:.0f} penalties, {100 * rate['per_box_entry']:.2f} per 100 box entries. The multiplier is a"
    )
    print(f"gamma-Poisson estimate (shape {rate['shape']:.0f}): a season says little about a side's penalties.\n")
    frame = penalties_conceded(counts, ["competition", "team"]).sort("value")
    ends = pl.concat([frame.head(3), frame.tail(3)]).to_dicts()
    rows = [
        [
            r["team"],
            f"{r['entries']:.0f}",
            f"{r['conceded']:.0f}",
            f"{r['expected']:.1f}",
            f"{r['per_100_entries']:.2f} ({r['exact_low']:.2f} to {r['exact_high']:.2f})",
            f"{r['value']:.2f} ({r['low']:.2f} to {r['high']:.2f})",
        ]
        for r in ends
    ]
    table(["team", "box entries", "conceded", "expected", "per 100 (exact 90%)", "multiplier (90%)"], rows)


if __name__ == "__main__":
    main()
