"""The codes and names of rounds: one code for each round, and the names that sources use for it."""

from __future__ import annotations

from functools import cache
from typing import Final

from frontfoot.core.errors import InputError
from frontfoot.core.wording import did_you_mean, letters_and_digits

ROUNDS: Final = {
    "Q0": "Preliminary round",
    "Q1": "First qualifying round",
    "Q2": "Second qualifying round",
    "Q3": "Third qualifying round",
    "QPO": "Qualifying play-off",
    "R1": "First round",
    "R2": "Second round",
    "R3": "Third round",
    "R4": "Fourth round",
    "R5": "Fifth round",
    "PO": "Knock-out play-off",
    "R32": "Round of 32",
    "R16": "Round of 16",
    "R16 one match": "Round of 16, one match",
    "QF": "Quarter-final",
    "SF": "Semi-final",
    "3P": "Third place",
    "F": "Final",
    "group": "Group or league phase",
}

LAST_ROUNDS: Final = ("F", "3P")
"""Rounds after which no other round follows."""

_ALSO: Final = {
    "quarterfinals": "QF",
    "quarterfinal": "QF",
    "semifinals": "SF",
    "semifinal": "SF",
    "finals": "F",
    "last16": "R16",
    "roundof16": "R16",
    "eighthfinals": "R16",
    "last32": "R32",
    "roundof32": "R32",
    "round1": "R1",
    "round2": "R2",
    "round3": "R3",
    "round4": "R4",
    "1stround": "R1",
    "2ndround": "R2",
    "3rdround": "R3",
    "preliminary": "Q0",
    "prelim": "Q0",
    "qualifyinground1": "Q1",
    "qualifyinground2": "Q2",
    "qualifyinground3": "Q3",
    "qualifyingplayoffs": "QPO",
    "knockoutplayoffs": "PO",
    "playoffs": "PO",
    "playoff": "PO",
    "knockoutroundplayoffs": "PO",
    "round5": "R5",
    "wildcard": "PO",
    "conferencesemifinals": "QF",
    "conferencesemifinal": "QF",
    "conferencefinals": "SF",
    "conferencefinal": "SF",
    "mlscup": "F",
    "relegation": "PO",
    "relegationplayoff": "PO",
    "barrage": "PO",
    "barrages": "PO",
    "thirdplaceplayoff": "3P",
    "matchforthirdplace": "3P",
    "leaguephase": "group",
    "groupstage": "group",
}


def round_code(name: str) -> str:
    """The code of a round, from its code or any usual name.

    Raises:
        InputError: an unknown name.

    >>> round_code("Quarter-finals"), round_code("last 16"), round_code("F")
    ('QF', 'R16', 'F')
    """
    plain, known = letters_and_digits(name), _codes()
    if plain in known:
        return known[plain]
    meant = did_you_mean(plain, {each: ROUNDS[code] for each, code in known.items()})
    raise InputError(f"There is no round '{name}'", place="round", remedy=f"{meant}Known are {', '.join(ROUNDS)}")


@cache
def _codes() -> dict[str, str]:
    """The code of every round by each of its names."""
    return (
        {letters_and_digits(name): code for code, name in ROUNDS.items()}
        | {letters_and_digits(code): code for code in ROUNDS}
        | _ALSO
    )


def round_name(code: str) -> str:
    """The usual name of a round.

    >>> round_name("QF")
    'Quarter-final'
    """
    return ROUNDS.get(code, code)
