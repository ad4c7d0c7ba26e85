"""The bodies of requests to the service and of its answers, besides the documents of `frontfoot.board.answers`."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field

from frontfoot.ties.document import MOST_EVENTS, EntryId
from frontfoot.ties.entry import Entry, TieOpening

Author = Annotated[str, Field(max_length=40, pattern=r"^[\w .\-]+$", description="Who writes: bench, feed, ...")]


class BoardError(BaseModel):
    """The document of an error: the problem, its place and the remedy."""

    problem: str
    place: str
    remedy: str


class WrittenEntry(BaseModel):
    """The outcome of an entry: "recorded" now, "known" before, or in "conflict" with another content."""

    id: EntryId
    sequence: int
    outcome: str


class Receipts(BaseModel):
    """The outcomes of the entries, in their order."""

    receipts: list[WrittenEntry]


class Opening(BaseModel):
    """A tie to be opened."""

    model_config = ConfigDict(extra="forbid")

    tie: TieOpening
    author: Author = "api"


class Writing(BaseModel):
    """Entries to be recorded."""

    model_config = ConfigDict(extra="forbid")

    entries: Annotated[list[Entry], Field(min_length=1, max_length=MOST_EVENTS)]
    author: Author = "api"


class ListedTie(BaseModel):
    """A tie of the ledger."""

    tie: str
    opened: str
    document: dict[str, Any]


class Recorded(BaseModel):
    """An entry of the ledger."""

    sequence: int
    id: str
    recorded: str
    author: str
    digest: str
    entry: dict[str, Any]


class NamedClub(BaseModel):
    """A short code and the name it stands for."""

    code: str
    name: str
