"""Clubs behind the names of sides in a user's own matches, and doubts about names and scores.

In a known league (or one whose country the file states) names are those of the table of clubs. In any other competition
a name in that table means the club only if most sides of the competition are in the table; else it is another club of
the same name, such as Everton of Viña del Mar, which is called "Everton (Primera)". A name similar to a known one is
reported as a doubt and never replaced.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import cache

from frontfoot.core.identity import canonical, club_called, key, nation_called, nations
from frontfoot.core.identity import clubs as known_clubs
from frontfoot.core.late import pl
from frontfoot.core.wording import several, shortened
from frontfoot.goals.results.competitions import COUNTRY_OF_LEAGUE, EUROPEAN, of_women

ALIKE = 0.8
"""Similarity of letters (difflib) from which a name may be a misspelling: "Mialn" is this close to "Milan"."""
BELIEVED = 20
"""Goals of one side above which a slip is likelier: nine of 49,520 international matches since 1872 have more."""
_SUFFIX = re.compile(r"(?P<name>.+) \((?P<where>[^()]+)\)")


def settled(results: pl.DataFrame, countries: Mapping[str, str]) -> pl.DataFrame:
    """The results with one name for every side.

    Args:
        results: names as written where the competition is not known.
        countries: FIFA codes, stated in the file, of competitions that are not known.
    """
    names: dict[tuple[str, str], str] = {}
    spellings: dict[tuple[str, bool], str] = {}
    for competition, sides in _sides(results).items():
        women = of_women(competition)
        country = COUNTRY_OF_LEAGUE.get(competition) or countries.get(competition, "")
        club_of = {side: None if women else club_called(side) for side in sides}
        here = {side for side, club in club_of.items() if club is not None and country in ("", club.country)}
        taken = bool(country) or competition in EUROPEAN or _most({club_of[side] for side in here}, sides)
        for side in sides:
            if side in here and taken:
                called = canonical(side)
            else:
                called = side if women else nation_called(side) or side
                called = called if club_of[side] is None else _other(side, country or competition)
                # One spelling per side: "Colo-Colo" and "COLO COLO" are the same side, as everywhere.
                called = spellings.setdefault((key(side), women), called)
            names[competition, side] = called
    columns = [
        pl.Series(side, [names.get(pair, pair[1]) for pair in results.select("competition", side).iter_rows()])
        for side in ("home", "away")
    ]
    return results.with_columns(columns)


def _most(clubs: Collection[object], sides: Iterable[str]) -> bool:
    """Whether known clubs are more than half of the sides; spellings of one side count once."""
    return 2 * len(clubs) > len({getattr(club_called(side), "name", key(side)) for side in sides})


def _other(side: str, where: str) -> str:
    return f"{side} ({where})"


def doubts(results: pl.DataFrame) -> tuple[str, ...]:
    """Doubts about a user's own results, one sentence each: possible misspellings, namesakes, scores beyond belief.

    Args:
        results: as `frontfoot.goals.results.own.read_own` gives them.
    """
    counts = Counter([*results["home"], *results["away"]])
    sentences = [*_namesakes(results), *_misspelt(results, counts), *_beyond_belief(results)]
    return tuple(dict.fromkeys(map(shortened, sentences)))


def highest(results: pl.DataFrame) -> tuple[int, str, str]:
    """The most goals of one side in a played match of some results, that match in words, and its file and line.

    Args:
        results: a results table; without a played match the answer is 0 and two empty texts.
    """
    played = results.filter(pl.col("status") == "played").with_columns(
        most=pl.max_horizontal("home_goals", "away_goals")
    )
    if not played.height:
        return 0, "", ""
    row = played.sort("most", descending=True, maintain_order=True).row(0, named=True)
    return row["most"], f"{row['home']} {row['home_goals']}-{row['away_goals']} {row['away']}", row["source"]


def _beyond_belief(results: pl.DataFrame) -> Iterable[str]:
    most, match, place = highest(results)
    if most > BELIEVED:
        yield f"{match} ({place}) is learnt as it stands; correct it if it is a slip of the pen"


def namesake(side: str) -> str | None:
    """The known club whose name a side of another country or competition bears; None of any other name.

    >>> namesake("Everton (Primera)"), namesake("Everton"), namesake("Cobresal (Primera)")
    ('Everton', None, None)
    """
    parts = _SUFFIX.fullmatch(side)
    club = club_called(parts["name"]) if parts is not None and club_called(side) is None else None
    return None if club is None else club.name


def _namesakes(results: pl.DataFrame) -> Iterable[str]:
    for competition, sides in _sides(results).items():
        country = COUNTRY_OF_LEAGUE.get(competition)
        for side in sides:
            club = namesake(side)
            # For an unknown competition, the country stated in the file leaves no doubt.
            if club is None or not side.endswith(_other("", country or competition)):
                continue
            home = known_clubs()[club].country
            bare = side.removesuffix(_other("", country or competition))
            why = f"a league of {country}" if country else "most sides there are not known"
            yield (
                f"{bare} of '{competition}' is taken as another club than {club} of {home} ({why}), called '{side}'; "
                f"if it is that one, write '{club} ({home})'" + ("" if country else ", or give the column Country")
            )


def _misspelt(results: pl.DataFrame, counts: Mapping[str, int]) -> Iterable[str]:
    days, opponents = _met(results)
    for competition, sides in _sides(results).items():
        table = {} if of_women(competition) else dict(_table(competition, tuple(sides)))
        own = {key(side): side for side in counts if counts[side] > 1}
        for side in sides:
            if club_called(side) is not None or namesake(side) is not None or nation_called(side) is not None:
                continue
            others = {**own, **table}
            others.pop(key(side), None)
            close = (others[near] for near in get_close_matches(key(side), others, n=4, cutoff=ALIKE))
            likely = [
                other
                for other in dict.fromkeys(close)
                # Two names that have met, or played others on the same day, are two sides.
                if other not in {side, *opponents[side]}
                and not days[side] & days.get(other, set())
                and (other not in counts or counts[other] > counts[side])
            ]
            if likely:
                yield (
                    f"'{side}' of '{competition}' ({several(counts[side], 'match', 'matches')}) is not known: "
                    f"did you mean {likely[0]}? It is taken as a club of its own"
                )


def _met(results: pl.DataFrame) -> tuple[dict[str, set[date]], dict[str, set[str]]]:
    """The days on which each side plays, and its opponents."""
    days: dict[str, set[date]] = {}
    opponents: dict[str, set[str]] = {}
    for day, home, away in results.select("date", "home", "away").iter_rows():
        for side, other in ((home, away), (away, home)):
            days.setdefault(side, set()).add(day)
            opponents.setdefault(side, set()).add(other)
    return days, opponents


def _table(competition: str, sides: tuple[str, ...]) -> Mapping[str, str]:
    """Spellings (as `key` writes them) of the known clubs that a side of a competition may be, and their names."""
    country = COUNTRY_OF_LEAGUE.get(competition)
    if 2 * sum(nation_called(side) is not None for side in sides) > len(sides):
        return {key(name): name for name in nations()}
    clubs = {club for side in sides if (club := club_called(side)) is not None}
    if country is None and competition not in EUROPEAN and not _most(clubs, sides):
        return {}
    return _spellings(country)


@cache
def _spellings(country: str | None) -> Mapping[str, str]:
    return {
        key(spelling): club.name
        for club in known_clubs().values()
        if country in (None, club.country)
        for spelling in (club.name, *club.aliases)
    }


def _sides(results: pl.DataFrame) -> dict[str, list[str]]:
    """The sides of every competition, in the order in which they come."""
    by_key: dict[str, dict[str, None]] = {}
    for competition, home, away in results.select("competition", "home", "away").iter_rows():
        by_key.setdefault(competition, {}).update({home: None, away: None})
    return {competition: list(sides) for competition, sides in by_key.items()}
