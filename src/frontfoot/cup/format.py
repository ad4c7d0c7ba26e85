"""Formats of competitions as data: phases, criteria, rounds, draws; one TOML file a competition in `formats`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any, Final

from frontfoot.errors import InputError

CRITERIA: Final = (
    "points",
    "points a match",
    "head-to-head",
    "difference",
    "goals",
    "away goals",
    "wins",
    "away wins",
    "opponents' points",
    "opponents' difference",
    "opponents' goals",
    "discipline",
    "coefficient",
)
HEAD_TO_HEAD: Final = ("points", "difference", "goals", "away goals")
ROUNDS: Final = ("PO", "R32", "R16", "QF", "SF", "F")


@dataclass(frozen=True, slots=True)
class Entry:
    """Clubs that enter a round: places of the groups of this competition, or of another one."""

    places: tuple[int, ...]
    competition: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """One knock-out round.

    Attributes:
        code: PO, R32, R16, QF, SF or F.
        enter: clubs from the groups; winners of the round before come with them.
        seeded: places of this competition's groups that are seeded: drawn against the others, at home second.
        seeded_others: how many of the clubs from another competition are seeded with them, the best first.
        protect: "country" and "group": clubs that share one are not drawn together.
        draw_days: days from the last match before to the draw; None when drawn together with the round before.
        paths: for the play-offs of a league phase: ranks (a, b, c, d), a and b drawn against c and d.
        seeds: the ranks that meet the winners of each path.
    """

    code: str
    enter: tuple[Entry, ...] = ()
    seeded: tuple[int, ...] = ()
    seeded_others: int = 0
    protect: tuple[str, ...] = ()
    draw_days: int | None = None
    paths: tuple[tuple[int, int, int, int], ...] = ()
    seeds: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class KnownRuling:
    """A decision on a tie that no score explains, and the day from which it is known."""

    round: str
    winner: str
    loser: str
    date: date
    kind: str
    note: str


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points taken from a club by a decision; from which day on is not recorded."""

    club: str
    points: int
    note: str


@dataclass(frozen=True, slots=True)
class Format:
    """The format of one competition in one season.

    Attributes:
        code: short code, as in `frontfoot.tie.competitions`; of a league its folder.
        name: canonical name.
        season: the year in which the season begins.
        file: of the shared European results; empty for a league.
        phase: "groups" or "league".
        groups: number of groups (0 in a league).
        clubs: in a group, or in the league.
        matches: of each club in the phase.
        criteria, head_to_head: what ranks clubs, in order (`frontfoot.cup.standings`).
        head_to_head_complete: matches between level clubs count only when all of them have been played.
        better_rank_at_home_second: in quarter- and semi-finals, instead of a draw.
        rounds: of the knock-out, in order.
        rulings: decisions of this season.
        deductions: points taken from clubs.
        checked: False where the criteria are only believed.
        note: what a reader should know.
    """

    code: str
    name: str
    season: int
    file: str
    phase: str
    groups: int
    clubs: int
    matches: int
    criteria: tuple[str, ...]
    head_to_head: tuple[str, ...]
    head_to_head_complete: bool = False
    better_rank_at_home_second: bool = False
    rounds: tuple[Round, ...] = ()
    rulings: tuple[KnownRuling, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    checked: bool = True
    note: str = ""

    def round(self, code: str) -> Round:
        """The round with this code.

        Raises:
            InputError: the season has none.
        """
        for entry in self.rounds:
            if entry.code == code:
                return entry
        known = ", ".join(entry.code for entry in self.rounds)
        raise InputError(
            f"The {self.name} {self.season} has no round '{code}'", place="round", remedy=f"It has {known}"
        )

    def before(self, code: str) -> str:
        """The round before, "" for the first."""
        codes = [entry.code for entry in self.rounds]
        at = codes.index(self.round(code).code)
        return codes[at - 1] if at else ""


def competition_format(competition: str, season: int) -> Format:
    """The format of a competition in a season.

    Args:
        competition: short code or any name of `frontfoot.tie`, or the folder or name of a league.
        season: the year in which it begins.

    Raises:
        InputError: no such competition, or the format of that season is not known.

    >>> competition_format("uel", 2023).rounds[0].code
    'PO'
    """
    document = _find(competition)
    for era in document["era"]:
        if era["from"] <= season <= era.get("to", 9999):
            return _format(document, era, season)
    first = min(era["from"] for era in document["era"])
    last = max(era.get("to", 9999) for era in document["era"])
    spans = f"{first} on" if last == 9999 else f"{first} to {last}"
    raise InputError(
        f"The format of the {_name(document)} in season {season} is not known",
        place="season",
        remedy=f"Known are {spans}; a season is named by the year in which it begins",
    )


def known_formats() -> tuple[str, ...]:
    """Codes of all competitions whose formats are known."""
    return tuple(_documents())


def checked_era(document: dict[str, Any], era: dict[str, Any], place: str) -> None:
    """Whether an entry of a format file makes sense.

    Raises:
        InputError: an unknown key, criterion, phase or round, or a seeded place that does not enter.
    """
    known = {"from", "to", "phase", "groups", "clubs", "matches", "criteria", "head_to_head", "head_to_head_complete"}
    known |= {"better_rank_at_home_second", "round", "checked", "note"}
    where = f"{place}, era from {era.get('from')}"
    wrong = [key for key in era if key not in known]
    wrong += [key for key in ("from", "phase", "clubs", "criteria") if key not in era]
    if wrong:
        raise InputError(f"The entry {', '.join(wrong)} is unknown or missing", place=where, remedy="Mend the file")
    if era["phase"] not in ("groups", "league"):
        raise InputError(f"There is no phase '{era['phase']}'", place=where, remedy="Write groups or league")
    for name, allowed in (("criteria", CRITERIA), ("head_to_head", HEAD_TO_HEAD)):
        unknown = [entry for entry in era.get(name, ()) if entry not in allowed]
        if unknown:
            raise InputError(
                f"There is no criterion '{unknown[0]}'", place=where, remedy=f"Known are {', '.join(allowed)}"
            )
    if ("head-to-head" in era["criteria"]) != bool(era.get("head_to_head")):
        raise InputError("Head-to-head criteria and their list belong together", place=where, remedy="Give both")
    for entry in era.get("round", ()):
        if entry["code"] not in ROUNDS:
            raise InputError(
                f"There is no round '{entry['code']}'", place=where, remedy=f"Known are {', '.join(ROUNDS)}"
            )
        entering = {place for part in entry.get("enter", ()) for place in part["places"]}
        if not set(entry.get("seeded", ())) <= entering:
            raise InputError(
                "A seeded place does not enter the round", place=f"{where}, {entry['code']}", remedy="Mend the file"
            )


def _format(document: dict[str, Any], era: dict[str, Any], season: int) -> Format:
    rounds = tuple(
        Round(
            code=entry["code"],
            enter=tuple(Entry(tuple(part["places"]), part.get("competition", "")) for part in entry.get("enter", ())),
            seeded=tuple(entry.get("seeded", ())),
            seeded_others=entry.get("seeded_others", 0),
            protect=tuple(entry.get("protect", ())),
            draw_days=entry.get("draw_days"),
            paths=tuple((a, b, c, d) for a, b, c, d in entry.get("paths", ())),
            seeds=tuple((a, b) for a, b in entry.get("seeds", ())),
        )
        for entry in era.get("round", ())
    )
    rulings = tuple(
        KnownRuling(entry["round"], entry["winner"], entry["loser"], entry["date"], entry["kind"], entry["note"])
        for entry in document.get("ruling", ())
        if entry["season"] == season
    )
    deductions = tuple(
        Deduction(entry["club"], entry["points"], entry.get("note", ""))
        for entry in document.get("deduction", ())
        if entry["season"] == season
    )
    return Format(
        code=document["code"],
        name=_name(document),
        season=season,
        file=document.get("file", ""),
        phase=era["phase"],
        groups=era.get("groups", 0),
        clubs=era["clubs"],
        matches=era.get("matches", 2 * (era["clubs"] - 1)),
        criteria=tuple(era["criteria"]),
        head_to_head=tuple(era.get("head_to_head", ())),
        head_to_head_complete=era.get("head_to_head_complete", False),
        better_rank_at_home_second=era.get("better_rank_at_home_second", False),
        rounds=rounds,
        rulings=rulings,
        deductions=deductions,
        checked=era.get("checked", True),
        note=era.get("note", ""),
    )


def _name(document: dict[str, Any]) -> str:
    from frontfoot.tie.rulebook import competitions

    return str(document.get("competition") or competitions()[document["code"]])


def _find(competition: str) -> dict[str, Any]:
    documents = _documents()
    if competition in documents:
        return documents[competition]
    wanted = _plain(competition)
    for document in documents.values():
        if wanted in (_plain(document["code"]), _plain(_name(document))):
            return document
    try:
        from frontfoot.tie.rulebook import competitions, rules

        name = rules(competition, 2024, "QF").competition
        code = next(code for code, known in competitions().items() if known == name)
        return documents[code]
    except (InputError, StopIteration, KeyError):
        raise InputError(
            f"There is no format of a competition '{competition}'",
            place="competition",
            remedy=f"Known are {', '.join(documents)}",
        ) from None


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign.isalnum())


@cache
def _documents() -> dict[str, dict[str, Any]]:
    folder = files("frontfoot.cup") / "formats"
    found = {}
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.endswith(".toml"):
            document = tomllib.loads(item.read_text(encoding="utf-8"))
            for era in document["era"]:
                checked_era(document, era, item.name)
            found[document["code"]] = document
    return found
