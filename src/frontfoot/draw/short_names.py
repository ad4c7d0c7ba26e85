"""Short names of clubs and nations, for places where their full names have no room."""

from __future__ import annotations

from typing import Final

from frontfoot.draw.saving import shortened, text_width

SHORT_NAMES: Final = {
    "AFC Bournemouth": "Bournemouth",
    "Athletic Bilbao": "Athletic",
    "Atlético Madrid": "Atlético",
    "Bayer Leverkusen": "Leverkusen",
    "Borussia Dortmund": "Dortmund",
    "Borussia Mönchengladbach": "Gladbach",
    "Bosnia and Herzegovina": "Bosnia",
    "Brighton & Hove Albion": "Brighton",
    "Czech Republic": "Czechia",
    "Deportivo La Coruña": "Deportivo",
    "Eintracht Frankfurt": "Frankfurt",
    "Internazionale": "Inter",
    "Manchester City": "Man City",
    "Manchester United": "Man United",
    "Newcastle United": "Newcastle",
    "Nottingham Forest": "Forest",
    "Olympique de Marseille": "Marseille",
    "PSV Eindhoven": "PSV",
    "Paris Saint-Germain": "Paris SG",
    "RB Leipzig": "Leipzig",
    "RB Salzburg": "Salzburg",
    "Shakhtar Donetsk": "Shakhtar",
    "Tottenham Hotspur": "Tottenham",
    "United States": "USA",
    "West Bromwich Albion": "West Brom",
    "West Ham United": "West Ham",
    "Wolverhampton Wanderers": "Wolves",
}
"""By full name, as newspapers' tables have them."""


def fitting(name: str, width: float, size: float) -> str:
    """The name if it fits, otherwise its short form if there is one, otherwise its beginning.

    Words may follow the name: "Bayer Leverkusen go through".

    Args:
        name: of a club or a nation.
        width: of the room, points.
        size: of the letters, points.

    >>> fitting("Paris Saint-Germain", 200.0, 8.0), fitting("Paris Saint-Germain", 50.0, 8.0)
    ('Paris Saint-Germain', 'Paris SG')
    """
    if text_width(name, size) <= width:
        return name
    club = next((full for full in SHORT_NAMES if name == full or name.startswith(f"{full} ")), "")
    return shortened(SHORT_NAMES.get(club, "") + name[len(club) :], width, size)
