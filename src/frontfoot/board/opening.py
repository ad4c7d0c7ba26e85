"""The entry that opens a tie on the board: the document of a tie file with an identifier."""

from __future__ import annotations

from typing import Any

from frontfoot.core.errors import InputError
from frontfoot.core.identity import UnknownClub, find
from frontfoot.ties.document import TieDocument
from frontfoot.ties.entry import TieOpening
from frontfoot.ties.file import check_dates, tie_file_of
from frontfoot.ties.strengths import file_rates
from frontfoot.ties.tie_file import TieFile


def body_of_opening(document: TieOpening) -> dict[str, Any]:
    """The entry that opens the tie, clubs under the names of the table.

    Raises:
        InputError: rules, clubs, dates, scores or strengths that cannot be.
    """
    body: dict[str, Any] = document.model_dump(mode="json", exclude_defaults=True)
    body["kind"] = "tie"
    for leg in body["leg"]:
        for side in ("home", "away"):
            leg[side] = _named(leg[side], unknown_allowed=not leg.keys().isdisjoint(("rates", "odds")))
        for event in leg.get("event", ()):
            if "club" in event:
                event["club"] = _named(event["club"], unknown_allowed=not leg.keys().isdisjoint(("rates", "odds")))
    file = file_of_opening(body)
    check_dates(file.tie, "tie")
    file_rates(file)
    return body


def file_of_opening(body: dict[str, Any]) -> TieFile:
    """The tie that an opening entry holds."""
    document = TieDocument.model_validate({key: value for key, value in body.items() if key not in ("kind", "id")})
    return tie_file_of(document, place="tie")


def _named(name: str, *, unknown_allowed: bool) -> str:
    try:
        return find(name)
    except UnknownClub as error:
        if unknown_allowed:
            return name
        raise InputError(
            error.problem,
            place="tie",
            remedy=f"{error.remedy}, or give the expected goals of every match (rates), with which any club can play",
        ) from None
