"""Nations resolve under every name that associations and providers use, to the one that the results use."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from frontfoot.core.identity import UnknownClub, canonical, clubs, find, key

FIFA = """
Afghanistan; Albania; Algeria; American Samoa; Andorra; Angola; Anguilla; Antigua and Barbuda; Argentina; Armenia;
Aruba; Australia; Austria; Azerbaijan; Bahamas; Bahrain; Bangladesh; Barbados; Belarus; Belgium; Belize; Benin;
Bermuda; Bhutan; Bolivia; Bosnia and Herzegovina; Botswana; Brazil; British Virgin Islands; Brunei Darussalam;
Bulgaria; Burkina Faso; Burundi; Cabo Verde; Cambodia; Cameroon; Canada; Cayman Islands; Central African Republic;
Chad; Chile; China PR; Chinese Taipei; Colombia; Comoros; Congo; Congo DR; Cook Islands; Costa Rica; Côte d'Ivoire;
Croatia; Cuba; Curaçao; Cyprus; Czechia; Denmark; Djibouti; Dominica; Dominican Republic; Ecuador; Egypt; El Salvador;
England; Equatorial Guinea; Eritrea; Estonia; Eswatini; Ethiopia; Faroe Islands; Fiji; Finland; France; Gabon; The
Gambia; Georgia; Germany; Ghana; Gibraltar; Greece; Grenada; Guam; Guatemala; Guinea; Guinea-Bissau; Guyana; Haiti;
Honduras; Hong Kong, China; Hungary; Iceland; India; Indonesia; IR Iran; Iraq; Israel; Italy; Jamaica; Japan; Jordan;
Kazakhstan; Kenya; Korea DPR; Korea Republic; Kosovo; Kuwait; Kyrgyz Republic; Laos; Latvia; Lebanon; Lesotho;
Liberia; Libya; Liechtenstein; Lithuania; Luxembourg; Macau; Madagascar; Malawi; Malaysia; Maldives; Mali; Malta;
Mauritania; Mauritius; Mexico; Moldova; Mongolia; Montenegro; Montserrat; Morocco; Mozambique; Myanmar; Namibia;
Nepal; Netherlands; New Caledonia; New Zealand; Nicaragua; Niger; Nigeria; North Macedonia; Northern Ireland; Norway;
Oman; Pakistan; Palestine; Panama; Papua New Guinea; Paraguay; Peru; Philippines; Poland; Portugal; Puerto Rico;
Qatar; Republic of Ireland; Romania; Russia; Rwanda; St. Kitts and Nevis; St. Lucia; St. Vincent and the Grenadines;
Samoa; San Marino; São Tomé and Príncipe; Saudi Arabia; Scotland; Senegal; Serbia; Seychelles; Sierra Leone;
Singapore; Slovakia; Slovenia; Solomon Islands; Somalia; South Africa; South Sudan; Spain; Sri Lanka; Sudan; Suriname;
Sweden; Switzerland; Syria; Tahiti; Tajikistan; Tanzania; Thailand; Timor-Leste; Togo; Tonga; Trinidad and Tobago;
Tunisia; Türkiye; Turkmenistan; Turks and Caicos Islands; Uganda; Ukraine; United Arab Emirates; USA; Uruguay; US
Virgin Islands; Uzbekistan; Vanuatu; Venezuela; Vietnam; Wales; Yemen; Zambia; Zimbabwe
"""
"""The 211 members of FIFA as FIFA writes them."""

OTHERWISE = {
    "U.S.A.": "United States",
    "united states of america": "United States",
    "Turkiye": "Turkey",
    "Holland": "Netherlands",
    "Ireland": "Republic of Ireland",
    "Bosnia-Herzegovina": "Bosnia and Herzegovina",
    "Bosnia & Herzegovina": "Bosnia and Herzegovina",
    "Trinidad & Tobago": "Trinidad and Tobago",
    "FYR Macedonia": "North Macedonia",
    "Swaziland": "Eswatini",
    "cote divoire": "Ivory Coast",
    "Democratic Republic of the Congo": "DR Congo",
    "Republic of the Congo": "Congo",
    "Viet Nam": "Vietnam",
    "UAE": "United Arab Emirates",
    "curacao": "Curaçao",
}
"""Other spellings in use (UEFA, IOC, newspapers), and the name in the international results."""


def members() -> list[str]:
    return [" ".join(name.split()) for name in FIFA.split(";")]


def test_all_members_of_fifa_resolve_to_a_name_of_the_results(data: Path) -> None:
    with (data / "internationals" / "results.csv").open(encoding="utf-8") as file:
        held = {row[side] for row in csv.DictReader(file) for side in ("home_team", "away_team")}
    names = {name: canonical(name) for name in members()}
    assert len(names) == len(set(names.values())) == 211
    assert {name for name, found in names.items() if found not in held} == set()


@pytest.mark.parametrize(("written", "name"), OTHERWISE.items())
def test_other_names_of_a_nation_mean_it(written: str, name: str) -> None:
    assert canonical(written) == name
    assert find(written, [name, "Italy"]) == name


def test_no_name_of_a_nation_is_that_of_a_club() -> None:
    written = {key(name) for club in clubs().values() for name in (club.name, *club.aliases)}
    assert written & {key(name) for name in (*members(), *OTHERWISE)} == set()


def test_the_two_congos_and_the_two_koreas_stay_apart() -> None:
    assert canonical("Congo") != canonical("Congo DR")
    assert canonical("Korea DPR") != canonical("Korea Republic")
    with pytest.raises(UnknownClub, match="no club 'Wakanda'"):
        find("Wakanda", ["Rwanda"])
