"""The tables of a store: those of one match, and those that need a whole competition."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import polars as pl

from frontfoot.approach.columns import COUNTS
from frontfoot.approach.counts import minute_counts
from frontfoot.approach.cutting import Passages, passages
from frontfoot.approach.front_foot import front_foot
from frontfoot.approach.measures import measures
from frontfoot.approach.style import style_counts
from frontfoot.approach.windows import MATCH
from frontfoot.chances.minutes import CHANCES, minute_chances
from frontfoot.chances.shots import shots
from frontfoot.chances.xt import xt
from frontfoot.core.errors import InputError, NotProvided
from frontfoot.core.version import __version__
from frontfoot.match.facts import MatchFacts, match_facts
from frontfoot.match.kicks import shoot_out_kicks
from frontfoot.match.match import Match
from frontfoot.match.schema import SideType
from frontfoot.match.series import repeated
from frontfoot.players.spells import spells
from frontfoot.players.table import player_table
from frontfoot.seasons.layout import PARTITION

# Both packages count by the minute and name some columns alike. The approach keeps its names, since there `own_goals`
# and `opponent_goals` are the score at the minute's start; of the chances, shots and penalties are the same counts.
_SAME: Final = ("shots", "penalties")
_RENAMED: Final = {"own_goals": "own_goals_by_opponent", "counter_shots": "counter_attack_shots"}
_KICKS: Final = pl.List(pl.Struct({"side": pl.String, "player": pl.String, "outcome": pl.String}))
_REPAIRS: Final = pl.List(pl.Struct({"rule": pl.String, "what": pl.String, "events": pl.Int64}))
_FINDINGS: Final = pl.List(pl.Struct({"rule": pl.String, "level": pl.String, "what": pl.String, "events": pl.Int64}))
_AGAINST: Final = ("xg", "xg_penalties")


def tables_of(match: Match, fingerprint: str) -> dict[str, pl.DataFrame]:
    """Everything the store keeps of one match, but for `approach`, which needs the other matches.

    Returns:
        Frames by name. `events`, `players` (`frontfoot.players.table`) and `chances` are those of the match with
        `match_id` and `provider` in front; `minutes` joins `minute_counts` and `minute_chances`; `style` has a row a
        side (`frontfoot.approach.style`); `matches` is one row: `home_goals` and `away_goals` after extra time, those
        after 90 minutes where it did not end there (else null), the kicks scored, and every kick in order.

    Raises:
        InputError: the match has no play.
    """
    attempts, moves, cut, facts = shots(match), xt(match), passages(match), match_facts(match)
    on_pitch = spells(match, events=cut.events, facts=facts)
    return {
        "events": _named(match, match.events),
        "players": _named(match, player_table(match, attempts, moves, on_pitch, cut).frame),
        "chances": _named(match, attempts),
        "minutes": _minutes(match, attempts, moves, cut, facts),
        "style": _named(match, style_counts(match, attempts, cut)),
        "matches": _row(match, facts, fingerprint),
    }


def _named(match: Match, frame: pl.DataFrame) -> pl.DataFrame:
    return pl.DataFrame(
        [
            repeated("match_id", match.info.match_id, len(frame)),
            repeated("provider", match.info.provider, len(frame)),
            *frame.get_columns(),
        ]
    )


def _minutes(
    match: Match, attempts: pl.DataFrame, moves: pl.DataFrame, cut: Passages, facts: MatchFacts
) -> pl.DataFrame:
    counts, chances = minute_counts(match, cut, facts), minute_chances(match, attempts, moves, cut.events)
    if not all(counts[name].equals(chances[name]) for name in ("period", "minute", "side")):
        raise InputError("The periods of this match do not agree with its events", place=match.info.match_id)
    # The two sides of a minute are neighbours, home first.
    other = pl.Series(np.arange(len(counts), dtype=np.uint32) ^ 1)
    return pl.DataFrame(
        [
            *(counts[name] for name in counts.columns if name not in PARTITION),
            *(chances[name].alias(_RENAMED.get(name, name)) for name in CHANCES if name not in _SAME),
            *(chances[name][other].alias(f"{name}_against") for name in _AGAINST),
        ]
    )


def _row(match: Match, facts: MatchFacts, fingerprint: str) -> pl.DataFrame:
    info = match.info
    stated = info.stated_score or (None, None)
    score = facts.goals[-1].score if facts.goals else (0, 0)
    longer, after_90 = any(period.number > 2 for period in match.periods), facts.after_90
    kicks = shoot_out_kicks(match) if longer else ()
    scored = kicks[-1].score if kicks else (None, None)
    row: dict[str, tuple[Any, Any]] = {
        "match_id": (info.match_id, pl.String),
        "provider": (info.provider, pl.String),
        "date": (info.date, pl.String),
        "venue": (info.venue, pl.String),
        "home": (match.home.name, pl.String),
        "away": (match.away.name, pl.String),
        "home_id": (match.home.id, pl.String),
        "away_id": (match.away.id, pl.String),
        "home_goals": (score[0], pl.UInt8),
        "away_goals": (score[1], pl.UInt8),
        "stated_home_goals": (stated[0], pl.UInt8),
        "stated_away_goals": (stated[1], pl.UInt8),
        "home_goals_after_90": (after_90[0] if after_90 else None, pl.UInt8),
        "away_goals_after_90": (after_90[1] if after_90 else None, pl.UInt8),
        "home_kicks_scored": (scored[0], pl.UInt8),
        "away_kicks_scored": (scored[1], pl.UInt8),
        "kicks": ([{"side": k.side, "player": k.player, "outcome": k.outcome} for k in kicks] or None, _KICKS),
        "periods": (len(match.periods), pl.UInt8),
        "seconds": (sum(period.seconds for period in match.periods if period.number <= 4), pl.Float64),
        "events": (len(match.events), pl.UInt32),
        "trusted": (all(finding.level != "error" for finding in match.findings), pl.Boolean),
        "repairs": ([{"rule": r.rule, "what": r.what, "events": r.events} for r in match.repairs], _REPAIRS),
        "findings": (
            [{"rule": f.rule, "level": f.level, "what": f.what, "events": f.events} for f in match.findings],
            _FINDINGS,
        ),
        "fingerprint": (fingerprint, pl.String),
        "frontfoot": (__version__, pl.String),
    }
    values, types = ({name: column[part] for name, column in row.items()} for part in (0, 1))
    return pl.DataFrame([values], schema=types)


def approach_table(minutes: pl.DataFrame, competition: str, season: str) -> pl.DataFrame:
    """The approach of each side of each match of one competition and season.

    The front-foot index of a match takes the team's other matches as evidence, and `build_up_disruption` the
    opponent's, so this table is made of all matches together.

    Returns:
        One row per (`match_id`, `provider`, `side`), sorted: `date`, `team`, `opponent`, `minutes`, `front_foot` with
        `front_foot_low`, `front_foot_high` (90%), `front_foot_raw` and `front_foot_reliability`, every measure of
        `frontfoot.approach.definitions`, `xg` and `xg_against`. What a provider does not record is null.
    """
    rows = minutes.with_columns(pl.lit(competition).alias("competition"), pl.lit(season).alias("season"))
    # Measures are refused for a whole table, so matches whose record lacks something are measured apart from the rest.
    lacking = [name for name in COUNTS if 0 < rows[name].null_count() < len(rows)]
    gaps = [pl.col(name).is_null().any().over("match_id", "provider").cast(pl.Int8) for name in lacking]
    rows = rows.with_columns(pl.concat_str(pl.lit(""), *gaps).alias("_gaps"))
    groups = rows.group_by("provider", "_gaps", maintain_order=True)
    parts = [_approach(part.drop("_gaps")) for _, part in groups]
    return pl.concat(parts).sort("match_id", "provider", "side")


def _approach(counts: pl.DataFrame) -> pl.DataFrame:
    sums = counts.group_by(MATCH, maintain_order=True).agg(
        *(pl.col(name).first() for name in ("provider", "date", "opponent")),
        *(pl.col(name).sum() for name in ("xg", "xg_against")),
    )
    parts = ("value", "low", "high", "raw", "reliability")
    names = {"value": "front_foot"} | {part: f"front_foot_{part}" for part in parts[1:]}
    try:
        index = front_foot(counts, MATCH).select(*MATCH, *parts).rename(names)
    except NotProvided:
        index = sums.select(*MATCH, *(pl.lit(None, dtype=pl.Float64).alias(name) for name in names.values()))
    table = sums.join(index, on=MATCH, how="left", maintain_order="left")
    table = table.join(measures(counts, MATCH), on=MATCH, how="left", maintain_order="left")
    first = ["match_id", "provider", "date", "side", "team", "opponent", "minutes", *names.values()]
    rest = [name for name in table.columns if name not in first and name not in ("xg", "xg_against")]
    return table.select(*first, *rest, "xg", "xg_against").with_columns(pl.col("side").cast(SideType))
