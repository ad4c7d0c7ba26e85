"""The guard: which requests are let in, with what, how often, and what an answer never holds."""

from __future__ import annotations

import asyncio
import logging
import os
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from threading import Thread
from typing import Any, Final

import httpx
import pytest
import uvicorn
from starlette.websockets import WebSocketDisconnect

from frontfoot.board import heads
from frontfoot.board.access import (
    COOKIE,
    READ_VARIABLE,
    WRITE_VARIABLE,
    Access,
    WrongTokens,
    check_listening,
    tokens_from_environment,
)
from frontfoot.board.guard import HEADERS, MOST_BYTES, Guard, RateLimits
from frontfoot.board.heads import TimedHeads
from frontfoot.board.ledger import Ledger
from frontfoot.core.errors import InputError
from tests.board.service_help import GOAL, HOST, TIE, Client, Unweighed, guarded_service, opened, refused, served

READ: Final = "read-token-that-only-looks-000000"
WRITE: Final = "write-token-that-may-enter-111111"
LIVE: Final = "/api/v1/ties/t1/live"
ENTRIES: Final = "/api/v1/ties/t1/entries"
FORM: Final = b"POST /login HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/x-www-form-urlencoded\r\n"
HALF_OPEN: Final = 400
"""Two sockets each; a process may have 1,024 open."""


def bearer(token: str) -> dict[str, str]:
    return {"authorization": f"Bearer {token}"}


@pytest.fixture
def access() -> Access:
    return Access({"read": READ, "write": WRITE})


@pytest.fixture
def guarded(tmp_path: Path, access: Access) -> Iterator[Client]:
    """A board with both tokens and a tie."""
    with served(tmp_path, access) as client:
        opened(client, **bearer(WRITE))
        yield client


@pytest.fixture
def client(tmp_path: Path) -> Iterator[Client]:
    """A board without tokens, on loopback, and a tie."""
    with served(tmp_path) as http:
        opened(http)
        yield http


# Roles.


def test_without_a_token_nothing_is_told(guarded: Client) -> None:
    for path in ("/api/v1/ties", "/api/v1/ties/t1", ENTRIES, "/api/v1/openapi.json", "/", "/tie/t1"):
        answer = guarded.get(path)
        refused(answer, 401)
        assert answer.headers["www-authenticate"] == "Bearer"
        assert "Liverpool" not in answer.text
    refused(guarded.post(ENTRIES, json={"entries": [GOAL]}), 401)
    assert guarded.get("/api/v1/health").status_code == 200
    assert guarded.get("/login").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(
    "headers",
    [
        bearer("wrong"),
        bearer(""),
        bearer(WRITE[:-1]),
        bearer(WRITE + "1"),
        bearer(WRITE.upper()),
        {"authorization": WRITE},
        {"authorization": f"Basic {WRITE}"},
        {"authorization": f"Bearer Bearer {WRITE}"},
        {"cookie": f"{COOKIE}=write"},
        {"cookie": f"{COOKIE}=write."},
        {"cookie": f"{COOKIE}={WRITE}"},
        {"cookie": f"{COOKIE}=write.{'0' * 64}"},
        {"cookie": f"{COOKIE}={Access({'write': WRITE}).session('write')}"},
        {"cookie": f"{COOKIE}=admin.x"},
        {"x-role": "write"},
    ],
)
def test_wrong_tokens_and_forged_sessions_are_refused(guarded: Client, headers: dict[str, str]) -> None:
    refused(guarded.post(ENTRIES, json={"entries": [GOAL]}, headers=headers), 401)
    refused(guarded.get("/api/v1/ties", headers=headers), 401)
    with pytest.raises(WebSocketDisconnect) as error, guarded.websocket_connect(LIVE, headers=headers):
        pass
    assert error.value.code == 4401


def test_a_token_with_bytes_that_are_no_ascii_is_wrong_and_nothing_worse(guarded: Client) -> None:
    for value in (b"Bearer \xff\xfe\x00", "Bearer ключ".encode(), b"Bearer " + b"x" * 50_000):
        refused(guarded.get("/api/v1/ties", headers={b"authorization": value}), 401)
        refused(guarded.get("/api/v1/ties", headers={b"cookie": f"{COOKIE}=write.".encode() + value}), 401)


@pytest.mark.slow
def test_who_reads_cannot_write(guarded: Client) -> None:
    assert guarded.get("/api/v1/ties/t1", headers=bearer(READ)).status_code == 200
    refused(guarded.post(ENTRIES, json={"entries": [GOAL]}, headers=bearer(READ)), 403)
    refused(guarded.post("/api/v1/ties", json={"tie": {**TIE, "id": "t2"}}, headers=bearer(READ)), 403)
    assert guarded.get("/api/v1/health").json()["entries"] == 1
    with guarded.websocket_connect(LIVE, headers=bearer(READ)) as page:
        assert page.receive_json()["part"] == "hello"
    assert guarded.post(ENTRIES, json={"entries": [GOAL]}, headers=bearer(WRITE)).status_code == 200


def test_a_read_session_cannot_be_made_into_a_write_session(guarded: Client, access: Access) -> None:
    signature = access.session("read").partition(".")[2]
    refused(guarded.get("/api/v1/ties", headers={"cookie": f"{COOKIE}=write.{signature}"}), 401)
    refused(guarded.post(ENTRIES, json={}, headers={"cookie": f"{COOKIE}={access.session('read')}"}), 403)


def test_signing_in_gives_a_session_without_the_token_in_it(guarded: Client, access: Access) -> None:
    refused(guarded.get("/api/v1/ties"), 401)
    assert guarded.post("/login", data={"token": "wrong"}).status_code == 403
    answer = guarded.post("/login", data={"token": WRITE})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert WRITE not in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert guarded.post(ENTRIES, json={"entries": [GOAL]}).status_code == 200
    assert guarded.post("/logout").headers["location"] == "/login"
    refused(guarded.get("/api/v1/ties"), 401)


def test_after_many_wrong_tokens_an_address_is_not_heard_and_every_other_is(tmp_path: Path, access: Access) -> None:
    with served(tmp_path, access) as guesser:
        for _ in range(20):
            assert guesser.post("/login", data={"token": "wrong"}).status_code == 403
            refused(guesser.get("/api/v1/ties", headers=bearer("wrong")), 401)
        assert guesser.post("/login", data={"token": WRITE}).status_code == 429
        assert refused(guesser.get("/api/v1/ties", headers=bearer(WRITE)), 429)["problem"].startswith("Too many wrong")
        with pytest.raises(WebSocketDisconnect) as error, guesser.websocket_connect(LIVE, headers=bearer(WRITE)):
            pass
        assert error.value.code == 4429
        # The same board from elsewhere.
        other = Client(guesser.app, base_url=f"http://{HOST}", follow_redirects=False, client=("192.0.2.9", 5000))
        assert other.post("/login", data={"token": WRITE}).status_code == 303
        assert other.get("/api/v1/ties", headers=bearer(READ)).status_code == 200


def test_who_shares_an_address_with_a_guesser_stays_in(guarded: Client) -> None:
    assert guarded.post("/login", data={"token": WRITE}).status_code == 303
    session = {"cookie": f"{COOKIE}={guarded.cookies[COOKIE]}"}
    for _ in range(30):
        guarded.get("/api/v1/ties", headers=bearer("wrong"))
        guarded.post("/login", data={"token": "wrong"})
    # The fixture has used the token for writing here; the one for reading was never right here.
    assert guarded.get("/api/v1/ties", headers=bearer(WRITE)).status_code == 200
    assert guarded.get("/api/v1/ties", headers=session).status_code == 200
    assert guarded.post("/login", data={"token": WRITE}).status_code == 303
    refused(guarded.get("/api/v1/ties", headers=bearer(READ)), 429)


def test_an_address_is_heard_again_after_a_minute_and_so_many_are_remembered() -> None:
    wrong = WrongTokens(3, addresses=5)
    assert [wrong.refuses("a", None, float(second)) for second in range(4)] == [False, False, False, True]
    assert wrong.refuses("a", "read", 59.9)
    assert not wrong.refuses("b", "read", 59.9)
    assert not wrong.refuses("a", "read", 60.1)
    for number in range(50):
        wrong.refuses(str(number), None, 61.0)
        wrong.refuses(str(number), "read", 61.0)
    assert len(wrong._wrong) == len(wrong._right) == 5


# Hosts and origins.


@pytest.mark.slow
@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8011", "127.0.0.1.evil.example", "", "localhost.evil", "a@b"]
)
def test_another_name_is_not_answered(client: Client, host: str) -> None:
    """A page of another site may point its own name at this machine; the browser then says that name."""
    refused(client.get("/api/v1/ties", headers={"host": host}), 421)
    refused(client.post(ENTRIES, json={"entries": [GOAL]}, headers={"host": host, "origin": f"http://{host}"}), 421)
    with pytest.raises(WebSocketDisconnect) as error, client.websocket_connect(LIVE, headers={"host": host}):
        pass
    assert error.value.code == 4421


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:1", "localhost", "LOCALHOST:8011", "[::1]:8011", "192.168.1.7:80"]
)
def test_numbers_and_localhost_are_answered(client: Client, host: str) -> None:
    assert client.get("/api/v1/ties", headers={"host": host}).status_code == 200


@pytest.mark.slow
def test_a_name_that_was_given_is_answered(tmp_path: Path) -> None:
    with served(tmp_path, names=frozenset({"board.club.example"})) as client:
        assert client.get("/api/v1/health", headers={"host": "Board.club.example:8011"}).status_code == 200
        refused(client.get("/api/v1/health", headers={"host": "other.club.example"}), 421)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": f"http://{HOST}.evil.example"},
        {"origin": f"http://evil.example?{HOST}"},
        {"origin": "null"},
        {"origin": ""},
        {"origin": "http://127.0.0.1:9999"},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": f"http://{HOST}", "sec-fetch-site": "cross-site"},
    ],
)
def test_a_page_of_another_site_changes_nothing_and_hears_nothing(client: Client, headers: dict[str, str]) -> None:
    refused(client.post(ENTRIES, json={"entries": [GOAL]}, headers=headers), 403)
    # As a form of another site would send it, without asking first.
    plain = {**headers, "content-type": "text/plain"}
    refused(client.post(ENTRIES, content=b'{"entries": []}', headers=plain), 403)
    with pytest.raises(WebSocketDisconnect) as error, client.websocket_connect(LIVE, headers=headers):
        pass
    assert error.value.code == 4403
    assert client.get("/api/v1/health").json()["entries"] == 1


def test_our_own_page_may(client: Client) -> None:
    headers = {"origin": f"http://{HOST}", "sec-fetch-site": "same-origin"}
    assert client.post(ENTRIES, json={"entries": [GOAL]}, headers=headers).status_code == 200
    with client.websocket_connect(LIVE, headers=headers) as page:
        assert page.receive_json()["part"] == "hello"


# Sizes and rates.


def test_a_large_request_is_refused_by_its_announced_length(client: Client) -> None:
    refused(client.post(ENTRIES, content=b" " * (MOST_BYTES + 1)), 413)
    refused(client.post(ENTRIES, content=b"{}", headers={"content-length": str(10**15)}), 413)


def test_a_large_request_is_refused_that_did_not_say_so(client: Client) -> None:
    def pieces() -> Iterator[bytes]:
        for _ in range(30):
            yield b" " * 50_000

    refused(client.post(ENTRIES, content=pieces()), 413)
    assert client.get("/api/v1/health").json()["entries"] == 1


@pytest.mark.parametrize("length", ["9" * 5000, "-1", "1e9", "²", ""])
def test_a_length_that_is_none_does_no_harm(client: Client, length: str) -> None:
    answer = client.post(ENTRIES, content=b"{}", headers={b"content-length": length.encode("latin-1")})
    assert answer.status_code in (413, 422)


@pytest.mark.slow
def test_changes_and_looks_are_limited_each_by_themselves(tmp_path: Path) -> None:
    with served(tmp_path, a_second=0.0, burst=5.0) as client:
        opened(client)
        codes = [client.post(ENTRIES, json={"entries": [GOAL]}).status_code for _ in range(6)]
        assert codes == [200] * 4 + [429] * 2
        answer = client.post(ENTRIES, json={"entries": [GOAL]})
        refused(answer, 429)
        assert answer.headers["retry-after"] == "1"
        assert [client.get("/api/v1/ties/t1").status_code for _ in range(6)] == [200] * 5 + [429]


def test_the_limit_of_an_address_is_that_of_the_command(tmp_path: Path) -> None:
    from frontfoot.board.server import Listening, guarded

    board = Unweighed(Ledger(tmp_path / "ledger.db"))
    limited, _ = guarded(board, Access(), Listening(limit=2.0))
    # Without the lifespan of the app: nothing but the guard is asked.
    client = Client(limited, base_url=f"http://{HOST}")
    codes = [client.get("/api/v1/health").status_code for _ in range(30)]
    board.ledger.close()
    assert codes[:10] == [200] * 10
    assert 429 in codes[10:]


def test_requests_without_a_token_do_not_use_up_those_with_one(tmp_path: Path, access: Access) -> None:
    with served(tmp_path, access, a_second=0.0, burst=5.0) as client:
        opened(client, **bearer(WRITE))
        assert {client.get("/api/v1/ties").status_code for _ in range(20)} == {401, 429}
        assert client.get("/api/v1/ties", headers=bearer(READ)).status_code == 200
        assert client.get("/api/v1/ties", headers=bearer(WRITE)).status_code == 200


def test_rates_are_of_an_address_and_come_back() -> None:
    rates = RateLimits(2.0, 3.0, most=2)
    assert [rates.allow("a", 0.0) for _ in range(4)] == [True, True, True, False]
    assert rates.allow("b", 0.0)
    assert [rates.allow("a", 1.0) for _ in range(3)] == [True, True, False]
    # However many addresses come, so many are remembered.
    for number in range(50):
        rates.allow(str(number), 1.0)
    assert len(rates._left) == 2


# What every answer holds, and what none does.


def test_every_answer_has_the_security_headers(guarded: Client) -> None:
    answers = [
        guarded.get("/api/v1/health"),
        guarded.get("/login"),
        guarded.post("/login", data={"token": "wrong"}),
        guarded.get("/api/v1/ties"),
        guarded.get("/api/v1/ties", headers=bearer(READ)),
        guarded.get("/api/v1/ties/none", headers=bearer(READ)),
        guarded.get("/api/v1/nothing", headers=bearer(READ)),
        guarded.get("/api/v1/ties", headers={"host": "evil.example"}),
        guarded.post(ENTRIES, content=b"{", headers=bearer(WRITE)),
        guarded.post(ENTRIES, content=b" " * (MOST_BYTES + 1), headers=bearer(WRITE)),
        guarded.get("/api/v1/ties/t1/exports/tie.toml", headers=bearer(READ)),
    ]
    assert len({answer.status_code for answer in answers}) >= 7
    for answer in answers:
        for name, value in HEADERS:
            assert answer.headers[name.decode()] == value.decode()
    policy = answers[0].headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert "http" not in policy


def test_tokens_and_secrets_are_in_no_answer_and_no_log(
    guarded: Client, access: Access, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    assert READ not in repr(access)
    assert WRITE not in repr(access)
    assert repr(access.secret) not in repr(access)
    near = WRITE[:-1] + "9"
    answers = [
        guarded.get("/api/v1/ties", headers=bearer(near)),
        guarded.get(f"/api/v1/ties/{near}", headers=bearer(READ)),
        guarded.post("/login", data={"token": near}),
        guarded.post("/login", data={"token": near * 20}),
        guarded.post("/login", json={"token": near}),
        guarded.post("/login", data={"token": WRITE}),
        guarded.post(ENTRIES, content=WRITE.encode(), headers=bearer(WRITE)),
    ]
    for answer in answers:
        whole = answer.text + str(answer.headers)
        assert WRITE not in whole
        assert READ not in whole
        assert access.secret.hex() not in whole
    assert near not in answers[0].text + answers[2].text + answers[3].text
    logged = caplog.text
    assert WRITE not in logged
    assert READ not in logged


@pytest.mark.parametrize(
    "token", ["short", "with a blank in the middle of it", "ключ-ключ-ключ-ключ-ключ", "x" * 20 + "\n"]
)
def test_tokens_that_are_too_easy_are_refused_without_repeating_them(token: str) -> None:
    with pytest.raises(InputError) as error:
        Access({"write": token})
    assert token not in str(error.value)
    with pytest.raises(InputError):
        Access({"write": WRITE, "read": WRITE})


# Listening.


@pytest.mark.parametrize(
    ("host", "tokens", "tls", "insecure", "allowed"),
    [
        ("127.0.0.1", {}, False, False, True),
        ("localhost", {}, False, False, True),
        ("::1", {}, False, False, True),
        ("127.8.8.8", {}, False, False, True),
        ("0.0.0.0", {}, False, False, False),
        ("::", {}, True, False, False),
        ("192.168.1.7", {}, True, True, False),
        ("board.example", {}, True, False, False),
        ("0.0.0.0", {"read": READ}, True, False, False),
        ("0.0.0.0", {"write": WRITE}, False, False, False),
        ("0.0.0.0", {"write": WRITE}, True, False, True),
        ("0.0.0.0", {"write": WRITE, "read": READ}, False, True, True),
        ("127.0.0.1.evil.example", {}, False, False, False),
    ],
)
def test_a_board_that_others_reach_needs_a_token_and_tls(
    host: str, tokens: Any, *, tls: bool, insecure: bool, allowed: bool
) -> None:
    if allowed:
        check_listening(host, Access(tokens), tls=tls, insecure=insecure)
        return
    with pytest.raises(InputError) as error:
        check_listening(host, Access(tokens), tls=tls, insecure=insecure)
    assert error.value.place == "--host"


def test_tokens_come_from_the_environment_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(READ_VARIABLE, raising=False)
    monkeypatch.setenv(WRITE_VARIABLE, WRITE)
    assert tokens_from_environment() == {"write": WRITE}
    monkeypatch.setenv(WRITE_VARIABLE, "")
    assert tokens_from_environment() == {}


# Over a real line.


@contextmanager
def over_the_line(guard: Guard) -> Iterator[str]:
    """The guard behind uvicorn on loopback, in a thread."""
    bound = socket.socket()
    bound.bind(("127.0.0.1", 0))
    config = uvicorn.Config(guard, http=TimedHeads, log_config=None, access_log=False, timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    thread = Thread(target=server.run, args=([bound],))
    thread.start()
    end = time.monotonic() + 20.0
    while not server.started and time.monotonic() < end:
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20.0)
        bound.close()


@pytest.mark.slow
def test_secrets_are_in_no_log_of_the_server(tmp_path: Path, access: Access, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with over_the_line(guarded_service(Unweighed(Ledger(tmp_path / "ledger.db")), access)) as address:
        assert httpx.get(f"{address}/api/v1/ties", headers=bearer(WRITE)).status_code == 200
        assert httpx.post(f"{address}/login", data={"token": WRITE}).status_code == 303
        assert httpx.get(f"{address}/api/v1/ties", headers=bearer(WRITE[:-1])).status_code == 401
        assert httpx.post(f"{address}/api/v1/ties", content=b"\xff" * 100, headers=bearer(WRITE)).status_code == 422
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith(("httpx", "httpcore"))]
    assert not [message for message in ours if WRITE in message or WRITE[:-1] in message or READ in message]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("begun", "answer"),
    [
        (b"", b""),
        (b"GET /api/v1/health HT", b""),
        (b"GET /api/v1/health HTTP/1.1\r\nhost: 127.0.0.1\r\nx: ", b""),
        (b"GET /api/v1/health HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\nGET /a", b"HTTP/1.1 200"),
        (FORM + b"content-length: 99\r\n\r\ntok", b"HTTP/1.1 408"),
    ],
)
def test_half_a_request_is_given_up_in_time_however_slowly_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, begun: bytes, answer: bytes
) -> None:
    monkeypatch.setattr(heads, "HEAD_SECONDS", 0.3)
    inside = guarded_service(Unweighed(Ledger(tmp_path / "ledger.db")), body_seconds=0.3)
    with (
        over_the_line(inside) as address,
        socket.create_connection(("127.0.0.1", int(address.rpartition(":")[2]))) as line,
    ):
        line.settimeout(0.05)
        line.sendall(begun)
        heard, closed = b"", False
        for _ in range(100):
            try:
                line.sendall(b"x" if begun else b"")
                piece = line.recv(4096)
            except TimeoutError:
                continue
            except ConnectionError:
                piece = b""
            heard += piece
            if not piece:
                closed = True
                break
        assert closed
        assert heard.startswith(answer)
        assert httpx.get(f"{address}/api/v1/health").status_code == 200


@pytest.mark.slow
def test_hundreds_of_half_open_requests_hold_up_nobody_and_are_gone_in_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(heads, "HEAD_SECONDS", 1.0)
    with ExitStack() as stack:
        address = stack.enter_context(over_the_line(guarded_service(Unweighed(Ledger(tmp_path / "ledger.db")))))
        port = int(address.rpartition(":")[2])
        lines = [stack.enter_context(socket.create_connection(("127.0.0.1", port))) for _ in range(HALF_OPEN)]
        for line in lines:
            line.sendall(b"GET / HTTP/1.1\r\nhost: ")
        assert httpx.get(f"{address}/api/v1/health").status_code == 200
        for line in lines:
            line.settimeout(20.0)
            with suppress(ConnectionError):
                assert line.recv(1) == b""


@pytest.mark.slow
def test_a_person_signs_in_with_a_browser(tmp_path: Path, access: Access) -> None:
    """What a browser sends with our own form must be let in: its Origin depends on the policy of our answers."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    chromium = Path(os.environ.get("FRONTFOOT_CHROMIUM", "/usr/bin/chromium"))
    if not chromium.exists():
        pytest.skip(f"there is no browser at {chromium}: set FRONTFOOT_CHROMIUM")
    with (
        over_the_line(guarded_service(Unweighed(Ledger(tmp_path / "ledger.db")), access)) as address,
        playwright.sync_playwright() as started,
    ):
        browser = started.chromium.launch(
            executable_path=str(chromium),
            args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        )
        page = browser.new_page()
        page.goto(f"{address}/login")
        page.fill("input[name=token]", WRITE)
        page.click("button")
        page.wait_for_url(f"{address}/")
        assert page.evaluate("fetch('/api/v1/ties').then((answer) => answer.status)") == 200
        assert page.evaluate("document.cookie") == ""
        browser.close()


def test_a_slow_page_does_not_hold_up_the_others(tmp_path: Path) -> None:
    """One that never reads is skipped over: it is sent the newest of each part once it reads again."""

    async def watched() -> list[int]:
        board = Unweighed(Ledger(tmp_path / "ledger.db"))
        transport = httpx.ASGITransport(guarded_service(board))
        async with httpx.AsyncClient(transport=transport, base_url=f"http://{HOST}") as client:
            await client.post("/api/v1/ties", json={"tie": TIE})
            slow, quick = await board.look("t1"), await board.look("t1")
            seen = 0
            for number in range(5):
                note = {"id": f"n{number}", "kind": "note", "leg": 2, "minute": "1", "note": "x"}
                await client.post(ENTRIES, json={"entries": [note]})
                await board.state("t1")
                seen += bool(await quick.take())
            waiting = await slow.take()
        await board.stop()
        return [seen, len(waiting)]

    # Five times for the one that reads; once each of head, line, strip, history and told for the other.
    assert asyncio.run(watched()) == [5, 5]
