"""Providers by their usual names."""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "wyscout": "Wyscout",
    "wyscout_v2": "Wyscout (v2)",
    "wyscout_v3": "Wyscout (v3)",
    "statsbomb": "StatsBomb",
    "opta": "Opta",
    "statsperform": "Stats Perform",
    "sportec": "Sportec Solutions / DFL",
    "metrica": "Metrica Sports",
    "metrica_csv": "Metrica Sports (CSV)",
    "datafactory": "DataFactory",
    "impect": "Impect",
    "pff": "PFF FC",
    "cdf": "Common Data Format",
    "sportscode": "Sportscode",
    "skillcorner": "SkillCorner",
    "hawkeye": "Hawk-Eye",
    "metrica_epts": "Metrica Sports (EPTS)",
    "metrica_tracking": "Metrica Sports (CSV)",
    "tracab": "TRACAB",
    "second_spectrum": "Second Spectrum",
    "stats_perform": "Stats Perform",
    "signality": "Signality",
}


def display_name(provider: str) -> str:
    """A provider's name as people write it.

    >>> display_name("wyscout_v3")
    'Wyscout (v3)'
    """
    return _NAMES.get(provider, provider.replace("_", " ").title())
