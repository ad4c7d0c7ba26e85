"""Competitions of the result files: canonical names, countries, and their names in the files."""

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

# Divisions below the first, and leagues outside Europe: file code, canonical name, country, division.
MORE_LEAGUES: dict[str, tuple[str, str, int]] = {
    "en.2": ("Championship", "ENG", 2),
    "en.3": ("League One", "ENG", 3),
    "en.4": ("League Two", "ENG", 4),
    "de.2": ("2. Bundesliga", "GER", 2),
    "de.3": ("3. Liga", "GER", 3),
    "es.2": ("Segunda División", "ESP", 2),
    "it.2": ("Serie B", "ITA", 2),
    "fr.2": ("Ligue 2", "FRA", 2),
    "at.2": ("Austrian Second League", "AUT", 2),
    "ch.2": ("Swiss Challenge League", "SUI", 2),
    "hu.1": ("Hungarian First League", "HUN", 1),
    "mls": ("Major League Soccer", "USA", 1),
    "mx.1": ("Liga MX", "MEX", 1),
    "br.1": ("Brazilian Série A", "BRA", 1),
    "br.2": ("Brazilian Série B", "BRA", 2),
    "ar.1": ("Argentine Primera División", "ARG", 1),
    "co.1": ("Colombian Primera A", "COL", 1),
    "jp.1": ("J1 League", "JPN", 1),
    "cn.1": ("Chinese Super League", "CHN", 1),
    "au.1": ("A-League", "AUS", 1),
}
# Countries whose seasons begin in January or later in a calendar year.
CALENDAR_YEAR = ("USA", "BRA", "BRA2", "ARG", "COL", "JPN", "CHN")

COUNTRY_OF_LEAGUE: dict[str, str] = dict(LEAGUES.values()) | {name: land for name, land, _ in MORE_LEAGUES.values()}
LEAGUE_OF_COUNTRY: dict[str, str] = {country: league for league, country in LEAGUES.values()} | {
    country: league for league, country, division in MORE_LEAGUES.values() if division == 1
}
# A league among those whose strengths are on one scale: the country, with the division below the first (ENG, ENG2).
GROUP_OF_LEAGUE: dict[str, str] = dict(LEAGUES.values()) | {
    name: country + (str(division) if division > 1 else "") for name, country, division in MORE_LEAGUES.values()
}

_WOMEN = ("women", "wsl", "uwcl", "nwsl", "frauen", "feminine", "féminine", "feminin", "femenin", "feminil",
          "femminile", "kvinne", "kvinde", "damallsvenskan", "liga f", "d1f", "vrouwen", "ladies")  # fmt: skip


def of_women(competition: str) -> bool:
    """Whether a competition is one of women, by its name.

    >>> of_women("UEFA Women's Champions League"), of_women("WSL"), of_women("Frauen-Bundesliga"), of_women("La Liga")
    (True, True, True, False)
    """
    name = competition.casefold()
    return any(word in name for word in _WOMEN)


CHAMPIONS_LEAGUE = "UEFA Champions League"
EUROPA_LEAGUE = "UEFA Europa League"
CONFERENCE_LEAGUE = "UEFA Conference League"
EUROPEAN = (CHAMPIONS_LEAGUE, EUROPA_LEAGUE, CONFERENCE_LEAGUE)
# Played by national teams, whose names must not be taken for misspelt clubs.
OF_NATIONS = (
    "FIFA World Cup",
    "UEFA European Championship",
    "Copa América",
    "Africa Cup of Nations",
    "CONCACAF Gold Cup",
    "UEFA Nations League",
    "AFC Asian Cup",
    "World Cup play-offs",
    "European Championship play-offs",
)
