"""Signing in with a token: a form without a script, and a cookie that scripts cannot read."""

from __future__ import annotations

import time
from html import escape
from typing import Annotated

from fastapi import FastAPI, Form, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from frontfoot.board.access import COOKIE, Access, WrongTokens, network
from frontfoot.core.palette import LIGHT

DAY = 86_400


def add_signing(app: FastAPI, access: Access, *, tls: bool) -> None:
    """Add `/login` and `/logout` to the service."""
    wrong_tokens = WrongTokens()

    @app.get("/login", include_in_schema=False)
    async def form() -> HTMLResponse:
        return HTMLResponse(_page(""))

    @app.post("/login", include_in_schema=False)
    async def sign_in(request: Request, token: Annotated[str, Form(max_length=200)] = "") -> Response:
        role = access.role_of_token(token)
        address = network(request.client.host) if request.client else ""
        if wrong_tokens.refuses(address, role, time.monotonic()):
            return HTMLResponse(_page("Too many wrong tokens from your address; wait a minute."), 429)
        if role is None:
            return HTMLResponse(_page("This token is not known."), 403)
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            COOKIE, access.session(role), max_age=DAY, httponly=True, samesite="strict", secure=tls, path="/"
        )
        return answer

    @app.post("/logout", include_in_schema=False)
    async def sign_out(_: Request) -> Response:
        answer = RedirectResponse("/login", 303)
        answer.delete_cookie(COOKIE, path="/")
        return answer


def _page(notice: str) -> str:
    alert = f'<p role="alert"><b>{escape(notice)}</b></p>' if notice else ""
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Sign in · Frontfoot</title>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><style>'
        f":root{{{LIGHT.css}}}"
        "body{font:18px/1.5 Helvetica,Arial,sans-serif;max-width:24em;margin:12vh auto;padding:0 16px;color:var(--ink);"
        "background:var(--paper)}input,button{font:inherit;padding:10px;width:100%;box-sizing:border-box;margin-top:6px}"
        "</style></head><body><main><h1>Frontfoot</h1>"
        f"{alert}"
        '<form method="post" action="/login"><label>Token <input type="password" name="token" required '
        'autocomplete="current-password" autofocus></label><button>Sign in</button></form></main></body></html>'
    )
