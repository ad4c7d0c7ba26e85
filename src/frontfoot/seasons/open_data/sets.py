"""The sets of the catalogue: which files of a repository make a competition and a season, and where they go."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Final

import msgspec

from frontfoot.core.errors import InputError
from frontfoot.seasons.open_data.repository import Repository

Fetch = Callable[[str], bytes]
"""The content of one file of the repository, through the cache."""


@dataclass(frozen=True, slots=True)
class DataTerms:
    """A set of the catalogue and its terms."""

    name: str
    title: str
    repository: str
    branch: str
    licence: str
    licence_address: str
    licence_file: str
    attribution: str


@dataclass(frozen=True, slots=True)
class SetPart:
    """One competition and season of a set.

    Attributes:
        competition, season: as the set names them.
        matches: number of matches; None if it is only known from the files.
        files: path in the repository -> path in the cache.
        written: path in the cache -> content that is made from the set's own lists.
    """

    competition: str
    season: str
    matches: int | None
    files: dict[str, str]
    written: dict[str, bytes]


@cache
def catalogue() -> dict[str, DataTerms]:
    """The sets by name."""
    document = json.loads((files(__package__) / "catalogue.json").read_text(encoding="utf-8"))
    return {name: DataTerms(name=name, **entry) for name, entry in document.items()}


def terms_of(name: str) -> DataTerms:
    """A set of the catalogue.

    Raises:
        InputError: there is none of that name.
    """
    if name not in catalogue():
        raise InputError(f"There is no open set '{name}'", place="SET", remedy="Known: " + ", ".join(catalogue()))
    return catalogue()[name]


def parts(name: str, repository: Repository, fetch: Fetch) -> list[SetPart]:
    """The competitions and seasons of a set, sorted."""
    listing = {"statsbomb": _statsbomb, "wyscout-2017-18": _wyscout, "openfootball": _openfootball}[name](
        repository, fetch
    )
    return sorted(listing, key=lambda part: (part.competition, part.season))


class _Season(msgspec.Struct):
    competition_id: int
    season_id: int
    competition_name: str
    season_name: str


class _Listed(msgspec.Struct):
    match_id: int


def _statsbomb(repository: Repository, fetch: Fetch) -> list[SetPart]:
    seasons = msgspec.json.decode(fetch("data/competitions.json"), type=list[_Season])
    parts = []
    for season in seasons:
        listing = f"data/matches/{season.competition_id}/{season.season_id}.json"
        if listing in repository.files:
            parts.append(SetPart(season.competition_name, season.season_name, None, {listing: listing[5:]}, {}))
    return parts


def with_matches(name: str, part: SetPart, repository: Repository, fetch: Fetch) -> SetPart:
    """The part with the files of its matches, for a set whose seasons have a list of matches each."""
    if name != "statsbomb":
        return part
    chosen = dict(part.files)
    (listing,) = part.files
    listed = msgspec.json.decode(fetch(listing), type=list[_Listed])
    for match in listed:
        for kind in ("events", "lineups", "three-sixty"):
            path = f"data/{kind}/{match.match_id}.json"
            if path in repository.files:
                chosen[path] = path[5:]
    return SetPart(part.competition, part.season, len(listed), chosen, {})


_WYSCOUT: Final = {
    "matches_Italy.json": ("Serie A", "2017/18"),
    "matches_England.json": ("Premier League", "2017/18"),
    "matches_Spain.json": ("La Liga", "2017/18"),
    "matches_France.json": ("Ligue 1", "2017/18"),
    "matches_Germany.json": ("Bundesliga", "2017/18"),
    "matches_World_Cup.json": ("World Cup", "2018"),
    "matches_European_Championship.json": ("European Championship", "2016"),
}
_LINE: Final = re.compile(
    r"^\|\[(?P<id>\d+)\]\((?P<file>[^)]+)\)\|(?P<label>[^|]*)\|(?P<day>[^|]*)\|(?P<source>[^|]*)\|\s*$", re.MULTILINE
)


def _wyscout(repository: Repository, fetch: Fetch) -> list[SetPart]:
    folder = PurePosixPath("processed-v2")
    lines: dict[str, list[re.Match[str]]] = {}
    for line in _LINE.finditer(fetch(f"{folder}/README.md").decode()):
        if f"{folder}/{line['file']}" in repository.files:
            lines.setdefault(line["source"], []).append(line)
    parts = []
    for source, matches in lines.items():
        competition, season = _WYSCOUT.get(source, (source.removeprefix("matches_").removesuffix(".json"), ""))
        below = competition.lower().replace(" ", "-")
        table = io.StringIO()
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(["match_id", "label", "kick_off"])
        rows.writerows([line["id"], line["label"], line["day"]] for line in matches)
        paths = {f"{folder}/{line['file']}": f"{below}/{line['id']}.json" for line in matches}
        listing = {f"{below}/matches.csv": table.getvalue().encode()}
        parts.append(SetPart(competition, season, len(matches), paths, listing))
    return parts


_RESULTS: Final = re.compile(r"^(?P<season>\d{4}(-\d{2})?)/(?P<league>[a-z]+(\.[a-z0-9]+)+)\.json$")


def _openfootball(repository: Repository, fetch: Fetch) -> list[SetPart]:
    parts = []
    for path in repository.files:
        named = _RESULTS.match(path)
        if named and not named["league"].endswith((".clubs", ".groups")):
            parts.append(SetPart(named["league"], named["season"].replace("-", "/"), None, {path: path}, {}))
    return parts
