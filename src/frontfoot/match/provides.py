"""The columns and kinds that each provider records, and the error where a measure needs others."""

from __future__ import annotations

from typing import Final

from frontfoot.core.errors import NotProvided
from frontfoot.match.match import Match

NAMES: Final = {
    "wyscout_v2": "Wyscout v2",
    "wyscout_v3": "Wyscout v3",
    "statsbomb": "StatsBomb",
    "opta": "Opta",
    "statsperform": "Stats Perform",
    "sportec": "Sportec",
    "metrica": "Metrica",
    "metrica_csv": "Metrica CSV",
    "datafactory": "DataFactory",
    "impect": "Impect",
    "pff": "PFF",
    "cdf": "the Common Data Format",
    "skillcorner": "SkillCorner",
}
_WORDS: Final = {
    "pressure": "pressures",
    "counterpress": "counter-press flags",
    "under_pressure": "under-pressure flags",
    "carry": "carries",
    "take_on": "take-ons",
    "tackle": "tackles",
    "aerial": "aerial duels",
    "loose_ball": "loose-ball duels",
    "interception": "interceptions",
    "recovery": "recoveries",
    "xg": "expected goals of the provider",
    "possession": "possession numbers",
    "freeze_frames": "360 frames",
    "shot_freeze_frames": "freeze frames of shots",
    "substitution": "substitutions",
    "foul": "fouls",
    "own_goal": "own goals",
    "body_part": "body parts",
    "end_x": "ends of passes",
    "counter_attack": "counter-attack flags",
}


def require(match: Match, *names: str) -> None:
    """Check that the provider of a match records some columns or kinds.

    Args:
        match: the match.
        names: columns of `schema.EVENTS`, kinds of `schema.KINDS`, "freeze_frames" (360), "shot_freeze_frames".

    Raises:
        NotProvided: "no pressures in Wyscout v2".
    """
    missing = [name for name in names if name not in match.provides]
    if missing:
        text = " and ".join(f"no {_WORDS.get(name, name.replace('_', ' '))}" for name in missing)
        provider = NAMES.get(match.info.provider, match.info.provider)
        raise NotProvided(
            f"There are {text} in {provider}",
            place=match.info.sources[0] if match.info.sources else "",
            remedy="Use a measure that does without, or a provider that records it (docs: What each provider fills)",
        )


def table() -> dict[str, frozenset[str]]:
    """The columns and kinds that each provider fills, by provider; the docs' table is made from this."""
    from frontfoot.match.cdf import load as cdf
    from frontfoot.match.kloppy import load as through_kloppy
    from frontfoot.match.metrica import load as metrica
    from frontfoot.match.pff import load as pff
    from frontfoot.match.skillcorner import load as skillcorner
    from frontfoot.match.statsbomb import load as statsbomb
    from frontfoot.match.wyscout import v2, v3

    return {
        v2.PROVIDER: v2.PROVIDES,
        v3.PROVIDER: v3.PROVIDES,
        statsbomb.PROVIDER: statsbomb.PROVIDES | {"shot_freeze_frames", "freeze_frames"},
        **through_kloppy.PROVIDES,
        pff.PROVIDER: pff.PROVIDES | {"freeze_frames"},
        cdf.PROVIDER: cdf.PROVIDES,
        metrica.PROVIDER_JSON: metrica.PROVIDES_JSON,
        metrica.PROVIDER: metrica.PROVIDES,
        skillcorner.PROVIDER: skillcorner.PROVIDES,
    }
