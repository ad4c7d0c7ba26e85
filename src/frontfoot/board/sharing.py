"""Sharing a tie: a read-only page, and a picture for messages, at an address that cannot be guessed."""

from __future__ import annotations

from html import escape
from typing import Any, Final, Literal

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from frontfoot.board.access import Access
from frontfoot.board.board import Board
from frontfoot.board.exports import Name, export
from frontfoot.board.refusals import Busy
from frontfoot.core.errors import FrontfootError
from frontfoot.core.palette import DARK, LIGHT
from frontfoot.core.wording import odds_percent
from frontfoot.draw.frame import PIXELS

REFRESH_SECONDS = 30


def add_sharing(app: FastAPI, board: Board, access: Access) -> None:
    """Add `/share` to the service: the address for signed-in users, the page and the picture for all."""

    @app.get("/share/{tie}", include_in_schema=False)
    async def link(tie: str) -> Response:
        await board.known(tie)
        return RedirectResponse(f"/share/{tie}/{access.share(tie)}", 303)

    @app.get("/share/{tie}/{signature}.png", include_in_schema=False)
    async def picture(
        tie: str,
        signature: str,
        shape: Literal["wide", "square", "tall"] = "wide",
        theme: Literal["light", "dark"] = "light",
    ) -> Response:
        if not access.shares(tie, signature):
            return HTMLResponse(_not_shared(), 404)
        try:
            content, kind = await export(board, tie, Name.PICTURE, shape, theme)
        except Busy:
            return Response(status_code=503, headers={"retry-after": "5"})
        except FrontfootError as error:
            return HTMLResponse(_page("", f"<p>{escape(str(error))}</p>"), 404)
        return Response(content, media_type=kind)

    @app.get("/share/{tie}/{signature}", include_in_schema=False)
    async def page(request: Request, tie: str, signature: str) -> HTMLResponse:
        if not access.shares(tie, signature):
            return HTMLResponse(_not_shared(), 404)
        head = await board.document(tie, "head")
        line = await board.document(tie, "line")
        address = f"{request.url.scheme}://{request.headers.get('host', '')}{request.url.path}"
        return HTMLResponse(
            shared_page(head, address, drawn=bool(line["points"])), headers={"cache-control": "no-store"}
        )


def shared_page(head: dict[str, Any], address: str, *, drawn: bool) -> str:
    """The page, HTML without a script; every text escaped.

    Args:
        head: the document "head" of the tie.
        address: of this page, whole.
        drawn: whether there is a picture.
    """
    before = head["phase"] == "before"
    score = " - " if before else f" {head['score'][0]}\N{EN DASH}{head['score'][1]} "
    title = f"{head['home']}{score}{head['away']}"
    label = str(head["clock"]["label"])
    stand = [_LABELS.get(label, label) if head["phase"] in ("play", "break") else _PHASES[head["phase"]]]
    if len(head["legs"]) == 2 and not (before and head["leg"] == 1):
        stand.append(f"{head['aggregate'][0]}\N{EN DASH}{head['aggregate'][1]} on aggregate")
    verb = "to win" if head["last"] or not head["settles"] else "to go through"
    if head["phase"] == "over" and head["winner"]:
        sentence = f"{head['winner']} {'win' if head['last'] else 'go through'}{_WAYS.get(head['way'], '')}."
    elif head["through"]:
        odds = [f"{club} {odds_percent(head['through'][club], none='0%')}" for club in (head["home"], head["away"])]
        sentence = f"{odds[0]}, {odds[1]} {verb}" + (f"; draw {odds_percent(head['draw'])}." if head["draw"] else ".")
    else:
        sentence = "The odds are not known now."
    picture = _picture(escape(address), escape(sentence)) if drawn else ""
    meta = (
        f'<meta http-equiv="refresh" content="{REFRESH_SECONDS}"><meta name="robots" content="noindex">'
        f'<meta property="og:title" content="{escape(title)}">'
        f'<meta property="og:description" content="{escape(sentence)}">'
        + (_message_picture(escape(address)) if drawn else "")
    )
    occasion = ", ".join(part for part in (head["competition"], head["round"].lower()) if part)
    body = (
        f"<p>{escape(occasion)}</p><h1>{escape(title)}</h1><p>{escape(', '.join(stand))}</p>"
        f"<p><b>{escape(sentence)}</b></p>{picture}"
        f"<p><small>Odds from the {escape(head['rates_from'])}. Nothing can be entered on this page; it is renewed "
        f"every {REFRESH_SECONDS} seconds.</small></p>"
    )
    return _page(meta, body, title=title)


def _picture(address: str, text: str) -> str:
    """The picture as it fits the screen: upright on a phone, dark where the page is; a tap shows it alone."""
    sources = "".join(
        f'<source media="{media}" srcset="{address}.png?shape={shape}&amp;theme={theme}">'
        for media, shape, theme in (
            ("(max-width: 600px) and (prefers-color-scheme: dark)", "tall", "dark"),
            ("(max-width: 600px)", "tall", "light"),
            ("(prefers-color-scheme: dark)", "wide", "dark"),
        )
    )
    return f'<a href="{address}.png"><picture>{sources}<img src="{address}.png" alt="{text}"></picture></a>'


def _message_picture(address: str) -> str:
    """The tags from which messengers make a preview: the wide picture and its size."""
    width, height = PIXELS["wide"]
    return (
        f'<meta property="og:image" content="{address}.png"><meta property="og:image:type" content="image/png">'
        f'<meta property="og:image:width" content="{width}"><meta property="og:image:height" content="{height}">'
        '<meta name="twitter:card" content="summary_large_image">'
    )


_LABELS: Final = {"HT": "half-time", "ET": "before extra time", "ET HT": "half-time of extra time"}
_WAYS: Final = {
    "away goals": " on away goals",
    "golden goal": " by a golden goal",
    "silver goal": " by a silver goal",
    "extra time": " after extra time",
    "away goals in extra time": " on away goals after extra time",
    "shoot-out": " on penalties",
    "replay": " after a replay",
    "toss": " by the toss of a coin",
    "awarded": " by a decision",
}
_PHASES = {"before": "before kick-off", "shoot-out": "shoot-out", "over": "full-time"}


def _not_shared() -> str:
    return _page("", "<h1>There is nothing under this address</h1><p>Ask for the link again.</p>")


def _page(meta: str, body: str, *, title: str = "Frontfoot") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>{meta}'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
        f":root{{{LIGHT.css}}}@media(prefers-color-scheme:dark){{:root{{{DARK.css}}}}}"
        "body{font:18px/1.5 Helvetica,Arial,sans-serif;max-width:46em;margin:4vh auto;padding:0 16px;"
        "background:var(--paper);color:var(--ink)}h1{margin:0;font-size:clamp(26px,6vw,38px);line-height:1.15}"
        "p{margin:.5em 0}img{width:100%;height:auto}"
        "small{color:var(--grey)}</style></head>"
        f"<body><main>{body}</main></body></html>"
    )
