"""Names as real files and people write them."""

from __future__ import annotations

import pytest

from frontfoot.core.identity import UnknownClub, canonical, clubs, find

WRITTEN = {
    "PAE Olympiakos SFP": "Olympiakos Piraeus",
    "Qarabağ Ağdam FK": "Qarabağ",
    "Royale Union Saint-Gilloise": "Union Saint-Gilloise",
    "SK Slavia Praha": "Slavia Praha",
    "Tottenham Hotspur FC": "Tottenham Hotspur",
    "RC Strasbourg": "Strasbourg",
    "Getafe CF": "Getafe",
    "Newcastle Utd": "Newcastle United",
    "Sheffield Utd": "Sheffield United",
    "Manchester Utd": "Manchester United",
    "Nott'ham Forest": "Nottingham Forest",
    "Paris S-G": "Paris Saint-Germain",
    "Sp Lisbon": "Sporting CP",
    "FC Bayern": "Bayern Munich",
    "Juve": "Juventus",
    "Dynamo Kiev": "Dynamo Kyiv",
    "Red Star": "Crvena zvezda",
    "Hammarby IF": "Hammarby",
    "Pafos FC": "Pafos",
    "FC Koper": "Koper",
    "MŠK Žilina": "Žilina",
    "Fredrikstad FK": "Fredrikstad",
    "FC Košice": "Košice",
    "KF Drita": "Drita",
    "SJK Seinäjoki": "SJK",
    "Željezničar Sarajevo": "Željezničar",
    "Universitatea Cluj": "Universitatea Cluj",
    "Birkirkara FC": "Birkirkara",
    "Kauno Žalgiris": "Kauno Žalgiris",
    "Dinamo Brest": "Dinamo Brest",
    "Borussia M'gladbach": "Borussia Mönchengladbach",
    "Barcelona SC": "Barcelona SC",
    "FC Barcelona": "Barcelona",
    "Red Star FC": "Red Star Saint-Ouen",
    "AFC Wimbledon": "AFC Wimbledon",
}


@pytest.mark.parametrize(("written", "club"), WRITTEN.items())
def test_the_club_that_is_meant(written: str, club: str) -> None:
    assert find(written) == canonical(written) == club


@pytest.mark.parametrize(
    "written", ["Chelsea FC Women", "Arsenal WFC", "Ajax II", "Real Madrid B", "Manchester", "FC", "", "SC Barcelona"]
)
def test_another_side_of_a_club_or_half_a_name_is_unknown(written: str) -> None:
    with pytest.raises(UnknownClub):
        find(written)


def test_words_for_kinds_of_clubs_lead_to_no_other_club() -> None:
    for club in clubs().values():
        for kind in ("FC", "SK", "CF"):
            for written in (f"{kind} {club.name}", f"{club.name} {kind}"):
                known = canonical(written)
                assert known in (club.name, written) or written in clubs()[known].aliases or known == written
