"""Competitions of the result files: canonical names, countries, and what the files call them."""

from __future__ import annotations

# Folder (football-data style) or file code (openfootball) of a league: canonical name, country (FIFA code).
LEAGUES: dict[str, tuple[str, str]] = {
    "premier-league": ("Premier League", "ENG"),
    "serie-a": ("Serie A", "ITA"),
    "la-liga": ("La Liga", "ESP"),
    "bundesliga": ("Bundesliga", "GER"),
    "ligue-1": ("Ligue 1", "FRA"),
    "at.1": ("Austrian Bundesliga", "AUT"),
    "be.1": ("Belgian Pro League", "BEL"),
    "ch.1": ("Swiss Super League", "SUI"),
    "cz.1": ("Czech First League", "CZE"),
    "gr.1": ("Greek Super League", "GRE"),
    "nl.1": ("Eredivisie", "NED"),
    "pt.1": ("Primeira Liga", "POR"),
    "ru.1": ("Russian Premier League", "RUS"),
    "sco.1": ("Scottish Premiership", "SCO"),
    "tr.1": ("Süper Lig", "TUR"),
}

COUNTRY_OF_LEAGUE: dict[str, str] = dict(LEAGUES.values())
LEAGUE_OF_COUNTRY: dict[str, str] = {country: league for league, country in LEAGUES.values()}

CHAMPIONS_LEAGUE = "UEFA Champions League"
EUROPA_LEAGUE = "UEFA Europa League"
CONFERENCE_LEAGUE = "UEFA Conference League"
EUROPEAN = (CHAMPIONS_LEAGUE, EUROPA_LEAGUE, CONFERENCE_LEAGUE)
# Played by national teams, of which no strengths are known and whose names are no misspelt clubs.
OF_NATIONS = ("FIFA World Cup", "UEFA European Championship")
