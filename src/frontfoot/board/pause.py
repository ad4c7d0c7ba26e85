"""The half-time page of a match, which a feed sends and the board shows as a panel.

A feed that reads a provider's events sends the document of `frontfoot half-time`; the board shows the latest of a tie.
It is not an entry of the ledger: the feed sends it again whenever its file grows, and after a restart of the board.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Final

import msgspec

from frontfoot.board.access import remember
from frontfoot.core.errors import InputError
from frontfoot.core.identity import canonical
from frontfoot.reports.half_time import wording
from frontfoot.reports.half_time.document import HalfTime
from frontfoot.reports.templates import template
from frontfoot.ties.leg import Leg

MOST: Final = 100
"""Ties whose panel is kept."""


class Pauses:
    """The latest document of each tie.

    Attributes:
        revision: of all of them; grows with every document.
    """

    def __init__(self) -> None:
        self.revision = 0
        self._documents: OrderedDict[str, HalfTime] = OrderedDict()

    def put(self, tie: str, legs: Sequence[Leg], document: dict[str, Any]) -> None:
        """Keep a document.

        Raises:
            InputError: it does not fit its schema, or its match is not part of the tie.
        """
        try:
            page = msgspec.convert(document, HalfTime, strict=False)
        except msgspec.ValidationError as error:
            raise InputError(
                f"This is no document of a pause ({error})",
                place="document",
                remedy="Send what half-time --json writes",
            ) from None
        names = (canonical(page.home), canonical(page.away))
        if names not in [(canonical(leg.home), canonical(leg.away)) for leg in legs]:
            raise InputError(
                f"{page.home} - {page.away} is no match of this tie",
                place="document",
                remedy="Name the tie of the match",
            )
        self.revision += 1
        remember(self._documents, tie, page, MOST)

    def of(self, tie: str) -> HalfTime | None:
        """The document of a tie; None where no feed has sent one."""
        return self._documents.get(tie)


def panel(page: HalfTime | None) -> str:
    """The panel as HTML, every text escaped; empty without a document."""
    if page is None:
        return ""
    return template("pause.html", "frontfoot.board").render(p=page, w=wording)
