"""The pages in the browser: the start page, a tie, two ties side by side. Live figures come from the service."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from fastapi.responses import RedirectResponse
from nicegui import ui
from nicegui.element import Element

from frontfoot.board.access import Access, Role
from frontfoot.board.board import Board
from frontfoot.board.lobby import lobby
from frontfoot.board.pause import panel
from frontfoot.board.replays import Replays
from frontfoot.core.errors import FrontfootError
from frontfoot.core.palette import DARK, HOME, LIGHT

if TYPE_CHECKING:
    from fastapi import FastAPI

MOST_SIDE_BY_SIDE: Final = 4
BUILD_SECONDS: Final = 30.0
"""Limit in seconds for building a page; on a busy board the odds of a tie that is not in memory wait for others."""


class Top(Element, component="page/top.js"):
    """The bar on top of every page."""

    def __init__(self, title: str, role: Role, *, signed: bool) -> None:
        super().__init__()
        self._props |= {"title": title, "role": role, "signed": signed}


class TieOnPage(Element, component="page/board.js", esm={"frontfoot-board": "page/modules"}):
    """A tie, live.

    Args:
        tie: its identifier.
        writes: whether entries can be made here.
        compact: one narrow column, for ties side by side.
        first: whether keys act on this one until another is clicked.
    """

    def __init__(self, tie: str, *, writes: bool, compact: bool = False, first: bool = True) -> None:
        super().__init__()
        self._props |= {"tie": tie, "writes": writes, "compact": compact, "first": first}


def add_pages(app: FastAPI, board: Board, replays: Replays, access: Access) -> None:
    """Add the pages to the service."""

    def top(request: Request, title: str) -> Role:
        role: Role = request.scope["state"]["role"]
        colours = f':root {{ {LIGHT.css} }} :root[data-theme="dark"] {{ {DARK.css} }}\n'
        ui.add_css(colours + (files("frontfoot.board") / "page" / "board.css").read_text(encoding="utf-8"))
        ui.colors(primary=HOME)
        ui.page_title(f"{title} · Frontfoot" if title else "Frontfoot")
        Top(title, role, signed=not access.open)
        return role

    @ui.page("/", response_timeout=BUILD_SECONDS)
    async def _lobby(request: Request) -> None:
        role = top(request, "")
        with ui.element("div").classes("ff-page"):
            await lobby(board, replays, writes=role == "write")

    @ui.page("/tie/{tie}", response_timeout=BUILD_SECONDS)
    async def _tie(request: Request, tie: str) -> RedirectResponse | None:
        return await _ties(request, [tie])

    @ui.page("/side-by-side", response_timeout=BUILD_SECONDS)
    async def _side_by_side(request: Request, ties: str = "") -> RedirectResponse | None:
        chosen = list(dict.fromkeys(name for name in ties.split(",") if name))
        return await _ties(request, chosen[:MOST_SIDE_BY_SIDE])

    async def _ties(request: Request, ties: list[str]) -> RedirectResponse | None:
        try:
            heads = [await board.document(tie, "head") for tie in ties]
        except FrontfootError:
            return RedirectResponse("/")
        if not heads:
            return RedirectResponse("/")
        role = top(request, " and ".join(title_of(head) for head in heads))
        with ui.element("div").classes("ff-page"), ui.element("div").classes("ff-pair" if len(ties) > 1 else ""):
            for place, tie in enumerate(ties):
                TieOnPage(tie, writes=role == "write", compact=len(ties) > 1, first=place == 0)
        if len(ties) == 1:
            _seen(board, ties[0])
        return None

    ui.run_with(
        app,
        title="Frontfoot",
        favicon=files("frontfoot.board") / "page" / "favicon.svg",  # type: ignore[arg-type]
        show_welcome_message=False,
        language="en-US",
        tailwind=False,
        reconnect_timeout=10.0,
    )


def _seen(board: Board, tie: str) -> None:
    """The panel of a feed's half-time page, updated every two seconds."""
    # Every text in it is escaped where it is made.
    shown = ui.html(panel(board.pauses.of(tie)), sanitize=False).classes("ff-page ff-pause")
    known = board.pauses.revision

    def refresh() -> None:
        nonlocal known
        if board.pauses.revision != known:
            known = board.pauses.revision
            shown.set_content(panel(board.pauses.of(tie)))

    ui.timer(2.0, refresh)


def title_of(head: dict[str, Any]) -> str:
    """A tie in a few words."""
    stage = f", {head['round'].lower()}" if head["round"] else ""
    return f"{head['clubs'][0]} - {head['clubs'][1]}, {head['competition']}{stage}"
