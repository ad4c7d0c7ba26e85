"""Clubs and nations by name: one table of names each across all sources, made by hand.

`clubs.csv` was checked against every file; `nations.csv` names nations as the international results do
(martj42/international_results), with what associations call them.

Names are compared without accents, case and punctuation, and then without the words for a kind of club, never by
similarity: "Paris FC" and "Paris Saint-Germain" are two clubs, "Getafe CF" is Getafe, and a name that is not in the
table is unknown, with similar names in the error. The country of a club is the country whose league it plays in (Monaco
is under FRA, Vaduz under SUI), as a FIFA code.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from frontfoot.core.errors import InputError

# Letters that Unicode does not decompose into a base letter and an accent.
_LETTERS = str.maketrans(
    {"ø": "o", "Ø": "O", "ß": "ss", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "æ": "ae", "Æ": "Ae", "ı": "i"}
    | {"ħ": "h", "Ħ": "H", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "&": " ", "’": "", "'": "", ".": ""}
)
# What becomes of each ASCII character of a name, at once: most names have no other.
_ASCII = {n: "" if chr(n) in "'." else chr(n).lower() if chr(n).isalnum() else " " for n in range(128)}


class UnknownClub(InputError):  # noqa: N818 (said of the name, like the other statements in frontfoot.core.errors)
    """A name that no club in the table has; the remedy lists similar ones."""


@dataclass(frozen=True, slots=True)
class Club:
    """A club: its name in every table of Frontfoot, the country it plays in, and its names in the sources."""

    name: str
    country: str
    aliases: tuple[str, ...] = ()


def key(name: str) -> str:
    """A name without accents, case and punctuation.

    >>> key("FC København"), key("nott'm forest")
    ('fc kobenhavn', 'nottm forest')
    """
    if name.isascii():
        return " ".join(name.translate(_ASCII).split())
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@cache
def clubs() -> dict[str, Club]:
    """Every club of the table by its canonical name."""
    text = (files("frontfoot.core") / "clubs.csv").read_text(encoding="utf-8")
    by_name = {}
    for name, country, aliases in list(csv.reader(text.splitlines()))[1:]:
        by_name[name] = Club(name, country, tuple(alias for alias in aliases.split("; ") if alias))
    return by_name


@cache
def _names() -> dict[str, Club]:
    """Every known name, as `key` writes it, and its club."""
    return {key(name): club for club in clubs().values() for name in (club.name, *club.aliases)}


# Words that say what kind of club it is, in the languages of Europe and South America: "FC", "Sportklub", ...
_KINDS = frozenset(
    {
        *("ac", "acf", "ad", "afc", "aik", "as", "asd", "bc", "bk", "bsc", "ca", "cd", "ce", "cf", "cfc", "cp", "cs"),
        *("csd", "ec", "fbc", "fc", "ff", "fk", "gd", "gfk", "gnk", "hnk", "if", "ifk", "ik", "jk", "kf", "kk", "krc"),
        *("kv", "mfk", "mks", "msk", "nk", "ofk", "pae", "pfc", "ps", "rc", "rcd", "rsc", "sc", "scp", "sd", "sfp"),
        *("sk", "sp", "ss", "ssc", "sv", "tj", "tsv", "ud", "us", "vfb", "vfl"),
    }
)
_SHORT = {"utd": "united", "st": "saint", "cty": "city", "ath": "athletic", "atl": "atletico", "dyn": "dynamo"}


@lru_cache(maxsize=8192)
def club_called(name: str) -> Club | None:
    """The club with a name; None if no club of the table has it.

    A name matches as written in the table, with a usual abbreviation written out, or without the words for a kind of
    club ("Getafe CF") if only one club is then meant. Similar names do not match. The code of the country may follow:
    "Everton (ENG)".

    >>> club_called("Everton (ENG)").name, club_called("Everton (CHI)")
    ('Everton', None)
    """
    if name in clubs():
        # The name that the table itself uses: the keys of all others need not be made.
        return clubs()[name]
    words = key(name).split()
    names = _names()
    for spelling in (words, [_SHORT.get(word, word) for word in words]):
        bare = _bare(spelling)
        club = names.get(" ".join(spelling)) or (names.get(bare) if len(_bare_names()[bare]) == 1 else None)
        if club is not None:
            return club
    in_country = re.fullmatch(r"(.+) \(([A-Z]{3})\)", name)
    there = club_called(in_country[1]) if in_country is not None else None
    return there if in_country is not None and there is not None and there.country == in_country[2] else None


def _bare(words: Iterable[str]) -> str:
    return " ".join(word for word in words if word not in _KINDS)


@cache
def _bare_names() -> defaultdict[str, set[str]]:
    """Names without the words for kinds of clubs -> the clubs that are called so."""
    owners: defaultdict[str, set[str]] = defaultdict(set)
    for name, club in _names().items():
        owners[_bare(name.split())].add(club.name)
    return owners


@cache
def _nations() -> dict[str, str]:
    """Every name of a nation, as `_nation_key` writes it, and the one of the results."""
    text = (files("frontfoot.core") / "nations.csv").read_text(encoding="utf-8")
    rows = list(csv.reader(text.splitlines()))[1:]
    return {_nation_key(written): name for name, aliases in rows for written in (name, *aliases.split("; ")) if written}


def _nation_key(name: str) -> str:
    return " ".join(word for word in key(name).split() if word not in ("and", "the"))


def nations() -> tuple[str, ...]:
    """Every nation of the table, by the name that it has in the international results."""
    return tuple(dict.fromkeys(_nations().values()))


def nation_called(name: str) -> str | None:
    """The nation with a name, as in the international results; None for any other name.

    >>> nation_called("Türkiye"), nation_called("Arsenal")
    ('Turkey', None)
    """
    return _nations().get(_nation_key(name))


def canonical(name: str, country: str | None = None) -> str:
    """The name of a club or a nation in every table; the name itself if no table has it.

    Readers of files use it, so that a newly promoted club is not lost. `country` (a FIFA code) distinguishes two clubs
    of one name in two countries: a known club of another country is not taken.

    >>> canonical("Ath Bilbao", "ESP"), canonical("Getafe CF"), canonical("Some New Club"), canonical("Türkiye")
    ('Athletic Club', 'Getafe', 'Some New Club', 'Turkey')
    """
    club = club_called(name)
    if club is None and country is None:
        return nation_called(name) or name
    if club is None or (country is not None and country != club.country and country not in _SECOND_COUNTRY):
        return name
    return club.name


# Codes a source gives to clubs that play in another country's league.
_SECOND_COUNTRY = ("MCO", "LIE", "WAL")


def find(name: str, among: Iterable[str] | None = None) -> str:
    """The canonical name of the club that a person's spelling means.

    Args:
        name: any spelling of the table.
        among: canonical names to choose from (clubs with a strength, say); all clubs when not given.

    Raises:
        UnknownClub: no club has the name, or none of `among`; the remedy lists similar names.

    >>> find("bayern münchen")
    'Bayern Munich'
    """
    allowed = set(clubs()) if among is None else set(among)
    club = club_called(name)
    resolved = canonical(name)
    if resolved in allowed:
        return resolved
    near = suggestions(name, allowed)
    remedy = f"Did you mean {' or '.join(near)}?" if near else "Write the name as its league does"
    problem = f"There is no club '{name}'" if club is None else f"Nothing is known here of {club.name}"
    raise UnknownClub(problem, place="clubs", remedy=remedy)


def suggestions(name: str, among: Iterable[str] | None = None, *, most: int = 4) -> list[str]:
    """Canonical names similar to a written one, the most similar first: by common words, then by common letters.

    If the written name is another name of an allowed club, that club alone is returned.

    >>> suggestions("FC Barcelona")
    ['Barcelona']
    """
    from difflib import SequenceMatcher

    wanted = key(name)
    allowed = set(clubs()) if among is None else set(among)
    same = canonical(name)
    if same in allowed:
        return [same]
    words = {word for word in wanted.split() if len(word) > 2}
    scores: dict[str, float] = {}
    spellings = [(known, club.name) for known, club in _names().items()]
    spellings += [(key(other), other) for other in allowed if other not in clubs()]
    for known, club_name in spellings:
        if club_name in allowed:
            likeness = SequenceMatcher(None, wanted, known).ratio()
            score = max(likeness, 0.8 if words & set(known.split()) else 0.0)
            scores[club_name] = max(score + likeness / 100, scores.get(club_name, 0.0))
    close = [club_name for club_name, score in scores.items() if score >= 0.7]
    return sorted(close, key=lambda club_name: (-scores[club_name], club_name))[:most]
