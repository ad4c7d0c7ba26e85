"""Ten real ties as documents: two legs and one, goals that crowd, extra time, shoot-outs, halves still to come.

Goals with their minutes from UEFA's and FIFA's match reports; `-` marks a club's shortened name.
"""

from __future__ import annotations

from typing import Any, Final

Goals = tuple[tuple[str, str, str], ...]


def _leg(
    home: str, away: str, day: str, score: tuple[int, int] | None, goals: Goals = (), **more: Any
) -> dict[str, Any]:
    events = [{"minute": at, "kind": "goal", "club": club, "player": player} for at, club, player in goals]
    kicks = more.pop("kicks", ())
    events += [{"kind": "kick", "club": club, "player": player, "converted": ok} for club, player, ok in kicks]
    found: dict[str, Any] = {"home": home, "away": away, "date": day, "event": events, **more}
    return found | ({"score": list(score)} if score is not None else {})


CITY, REAL, ATALANTA, LIVERPOOL = "Manchester City", "Real Madrid", "Atalanta", "Liverpool"
BARCA, PARIS, SPURS, AJAX = "Barcelona", "Paris Saint-Germain", "Tottenham Hotspur", "Ajax"
CITY_REAL = _leg(
    CITY, REAL, "2022-04-26", (4, 3),
    (("2", CITY, "De Bruyne"), ("11", CITY, "Gabriel Jesus"), ("33", REAL, "Benzema"), ("53", CITY, "Foden"),
     ("55", REAL, "Vinícius Júnior"), ("74", CITY, "Bernardo Silva"), ("82", REAL, "Benzema")),
)  # fmt: skip
REAL_CITY = _leg(
    REAL, CITY, "2022-05-04", (2, 1),
    (("73", CITY, "Mahrez"), ("90", REAL, "Rodrygo"), ("90+1", REAL, "Rodrygo"), ("ET 95", REAL, "Benzema")),
    extra_time=[3, 1],
)  # fmt: skip
REMONTADA = _leg(
    BARCA, PARIS, "2017-03-08", (6, 1),
    (("3", BARCA, "Suárez"), ("40", BARCA, "Kurzawa (own goal)"), ("50", BARCA, "Messi"), ("62", PARIS, "Cavani"),
     ("88", BARCA, "Neymar"), ("90+1", BARCA, "Neymar"), ("90+5", BARCA, "Sergi Roberto")),
)  # fmt: skip
TIES: Final[dict[str, dict[str, Any]]] = {
    "city-real": {"competition": "ucl", "season": 2021, "round": "SF", "leg": [CITY_REAL, REAL_CITY]},
    "remontada": {
        "competition": "ucl", "season": 2016, "round": "R16",
        "leg": [_leg(PARIS, BARCA, "2017-02-14", (4, 0)), REMONTADA],
    },
    "spurs-ajax": {
        "competition": "ucl", "season": 2018, "round": "SF",
        "leg": [
            _leg(SPURS, AJAX, "2019-04-30", (0, 1), (("15", AJAX, "Van de Beek"),)),
            _leg(AJAX, SPURS, "2019-05-08", (2, 3), (
                ("5", AJAX, "De Ligt"), ("35", AJAX, "Ziyech"), ("55", SPURS, "Lucas Moura"),
                ("59", SPURS, "Lucas Moura"), ("90+6", SPURS, "Lucas Moura"))),
        ],
    },
    "madrid-final": {
        "competition": "ucl", "season": 2015, "round": "F",
        "leg": [_leg(REAL, "Atlético Madrid", "2016-05-28", (1, 1),
                     (("15", REAL, "Sergio Ramos"), ("79", "Atlético Madrid", "Carrasco")),
                     extra_time=[1, 1], shoot_out=[5, 3], neutral=True,
                     kicks=[(REAL, "Vázquez", True), ("Atlético Madrid", "Griezmann", True),
                            (REAL, "Marcelo", True), ("Atlético Madrid", "Gabi", True),
                            (REAL, "Bale", True), ("Atlético Madrid", "Saúl", True),
                            (REAL, "Ramos", True), ("Atlético Madrid", "Juanfran", False),
                            (REAL, "Ronaldo", True)])],
    },
    "world-cup-final": {
        "competition": "world-cup", "season": 2022, "round": "F",
        "leg": [_leg("Argentina", "France", "2022-12-18", (2, 2),
                     (("23", "Argentina", "Messi"), ("36", "Argentina", "Di María"), ("80", "France", "Mbappé"),
                      ("81", "France", "Mbappé"), ("ET 108", "Argentina", "Messi"), ("ET 118", "France", "Mbappé")),
                     extra_time=[3, 3], shoot_out=[4, 2], neutral=True,
                     kicks=[("France", "Mbappé", True), ("Argentina", "Messi", True), ("France", "Coman", False),
                            ("Argentina", "Dybala", True), ("France", "Tchouaméni", False),
                            ("Argentina", "Paredes", True), ("France", "Kolo Muani", True),
                            ("Argentina", "Montiel", True)])],
    },
    "euro-final": {
        "competition": "euro", "season": 2024, "round": "F",
        "leg": [_leg("Spain", "England", "2024-07-14", (2, 1),
                     (("47", "Spain", "Williams"), ("73", "England", "Palmer"), ("86", "Spain", "Oyarzabal")),
                     neutral=True)],
    },
    "first-leg-under-way": {
        "competition": "ucl", "season": 2021, "round": "SF",
        "leg": [_leg(CITY, REAL, "2022-04-26", None, (("2", CITY, "De Bruyne"), ("11", CITY, "Gabriel Jesus"))),
                _leg(REAL, CITY, "2022-05-04", None)],
    },
    "second-leg-at-half-time": {
        "competition": "uel", "season": 2023, "round": "QF",
        "leg": [_leg(LIVERPOOL, ATALANTA, "2024-04-11", (0, 3), (
                    ("38", ATALANTA, "Scamacca"), ("60", ATALANTA, "Scamacca"), ("83", ATALANTA, "Pasalic"))),
                _leg(ATALANTA, LIVERPOOL, "2024-04-18", None, (("7", LIVERPOOL, "Salah"),))],
    },
    "not-begun": {
        "competition": "ucl", "season": 2017, "round": "R16",
        "leg": [_leg("Borussia Mönchengladbach", "Wolverhampton Wanderers", "2018-02-13", None),
                _leg("Wolverhampton Wanderers", "Borussia Mönchengladbach", "2018-03-06", None)],
    },
    "league": {
        "competition": "league", "season": 2017,
        "leg": [_leg("Atalanta", "Juventus", "2017-10-01", (2, 2), (
            ("21", "Juventus", "Bernardeschi"), ("24", "Juventus", "Higuaín"), ("31", "Atalanta", "Caldara"),
            ("67", "Atalanta", "Cristante")))],
    },
}  # fmt: skip
