"""The service: REST and WebSocket under `/api/v1`, described by its OpenAPI document at `/api/v1/openapi.json`."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager, suppress
from itertools import islice
from typing import Annotated, Any, Final, TypeVar

import msgspec
from fastapi import APIRouter, Depends, FastAPI, Path, Query, Request, Response, WebSocket, WebSocketDisconnect
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException

from frontfoot.board import exports
from frontfoot.board.answers import BoardHead, BoardLine, BoardMeasure, described
from frontfoot.board.board import Board
from frontfoot.board.bodies import BoardError, ListedTie, NamedClub, Opening, Receipts, Recorded, Writing, WrittenEntry
from frontfoot.board.ledger import LedgerDamaged
from frontfoot.board.refusals import Busy, UnknownTie
from frontfoot.core.errors import FrontfootError, InputError
from frontfoot.core.identity import clubs, key
from frontfoot.core.version import __version__
from frontfoot.ties.rulebook import competitions

_Answer = TypeVar("_Answer")
PREFIX: Final = "/api/v1"
LAST: Final = 2**63 - 1
"""The largest place in a ledger."""
LONGEST: Final = 500
"""The most characters of a field of an error."""
TieId = Annotated[str, Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.:\-]{0,63}$", description="Identifier of the tie.")]


REFUSALS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": BoardError, "description": "The request cannot be: an unknown club, a score that does not add up."},
    401: {"model": BoardError, "description": "A token is needed."},
    403: {"model": BoardError, "description": "The token does not allow it, or a page of another site asked."},
    404: {"model": BoardError, "description": "There is no such tie."},
    409: {"model": Receipts, "description": "An identifier stands for another content already; see the receipts."},
    413: {"model": BoardError, "description": "The request is too large."},
    422: {"model": BoardError, "description": "The document does not fit its schema; the place names the field."},
    429: {"model": BoardError, "description": "Too many requests."},
    503: {
        "model": BoardError,
        "description": "The ledger cannot be written, or the board is busy; nothing was recorded.",
    },
}


# Both are coroutines although they wait for nothing: others are sent to a thread and back for every request.
async def _board(request: Request) -> Board:
    board: Board = request.app.state.board
    return board


async def _writer(request: Request) -> None:
    if request.scope.get("state", {}).get("role") != "write":
        raise NotAllowed("This token allows looking only", remedy="Use the token for writing")


class NotAllowed(FrontfootError):  # noqa: N818
    """The role does not allow it."""


TheBoard = Annotated[Board, Depends(_board)]
router = APIRouter(prefix=PREFIX, responses=REFUSALS)


@router.get("/health", tags=["service"])
async def health(board: TheBoard) -> dict[str, Any]:
    """Whether the service answers and its ledger can be read."""
    return {"frontfoot": __version__, "entries": board.ledger.last_sequence()}


@router.get("/competitions", tags=["names"])
async def known_competitions() -> list[NamedClub]:
    """Competitions whose rules are known."""
    return [NamedClub(code=code, name=name) for code, name in competitions().items()]


@router.get("/clubs", tags=["names"])
async def known_clubs(
    like: Annotated[str, Query(max_length=60)] = "", most: Annotated[int, Query(ge=1, le=500)] = 50
) -> list[str]:
    """Names of clubs that contain the given letters, as in the table of clubs."""
    wanted = key(like)
    names = (name for name, club in clubs().items() if any(wanted in key(other) for other in (name, *club.aliases)))
    return list(islice(names, most))


@router.get("/ties", tags=["ties"], response_model=list[ListedTie])
async def list_ties(board: TheBoard) -> Response:
    """Every tie, the latest first."""

    def listed() -> bytes:
        return msgspec.json.encode(
            [{"tie": record.tie, "opened": record.recorded, "document": record.document} for record in board.ties()]
        )

    return Response(await board.threads.calculate(listed), media_type="application/json")


@router.post(
    "/ties",
    status_code=201,
    tags=["ties"],
    dependencies=[Depends(_writer)],
    responses={
        200: {"model": WrittenEntry, "description": "The tie is open already, by the same document."},
        409: {"model": WrittenEntry, "description": "The identifier stands for another tie already."},
    },
)
async def open_tie(board: TheBoard, opening: Opening, response: Response) -> WrittenEntry:
    """Open a tie. The same document under the same identifier again is known, and answered with 200."""
    receipt = await board.open(opening.tie, opening.author)
    response.status_code = {"recorded": 201, "known": 200, "conflict": 409}[receipt.outcome]
    return WrittenEntry(id=receipt.id, sequence=receipt.sequence, outcome=receipt.outcome)


@router.post("/ties/{tie}/entries", tags=["entries"], dependencies=[Depends(_writer)])
async def write_entries(board: TheBoard, tie: TieId, writing: Writing, response: Response) -> Receipts:
    """Record entries. When this answers, they are on the disk; send them again if it does not answer."""
    receipts = await board.write(tie, writing.entries, writing.author)
    if any(receipt.outcome == "conflict" for receipt in receipts):
        response.status_code = 409
    return Receipts(receipts=[WrittenEntry(id=r.id, sequence=r.sequence, outcome=r.outcome) for r in receipts])


@router.get("/ties/{tie}/entries", tags=["entries"], response_model=list[Recorded])
async def read_entries(
    board: TheBoard,
    tie: TieId,
    after: Annotated[int, Query(ge=0, le=LAST)] = 0,
    most: Annotated[int, Query(ge=1, le=5000)] = 1000,
) -> Response:
    """The entries of a tie as they were recorded, from the one after `after` on."""
    await board.known(tie)

    def recorded() -> bytes:
        fields = ("sequence", "id", "recorded", "author", "digest")
        records = board.ledger.records(tie, after=after)[:most]
        rows = [{name: getattr(record, name) for name in fields} | {"entry": record.document} for record in records]
        return msgspec.json.encode(rows)

    return Response(await board.threads.calculate(recorded), media_type="application/json")


@router.get("/ties/{tie}", tags=["state"], response_model=BoardHead)
async def read_state(board: TheBoard, tie: TieId) -> Response:
    """Score, clock, aggregate, men, and the odds of going through by way and after the next goal."""
    return _json(await board.document(tie, "head"))


@router.get("/ties/{tie}/timeline", tags=["state"], response_model=BoardLine)
async def read_timeline(board: TheBoard, tie: TieId) -> Response:
    """The odds minute by minute, and what every event changed."""
    return _json(await board.document(tie, "line"))


@router.get("/ties/{tie}/front-foot", tags=["state"], response_model=list[BoardMeasure])
async def read_front_foot(board: TheBoard, tie: TieId) -> Response:
    """The front-foot measures that a feed sent."""
    return _json(await board.document(tie, "strip"))


# Decisions and pauses have a schema made from their own types: `answers.described`.
@router.get("/ties/{tie}/decision", tags=["state"], response_model=None, responses={200: {"model": dict[str, Any]}})
async def read_decision(
    request: Request,
    board: TheBoard,
    tie: TieId,
    club: Annotated[str | None, Query(max_length=100, description="Whose decision; the leader's without it.")] = None,
) -> Response:
    """The advice from here (`frontfoot.decisions.advice.Advice`), or the `reason` why there is none."""
    return _json(await _while_asked(request, board.decision(tie, club)))


@router.put("/ties/{tie}/pause", status_code=204, tags=["state"], dependencies=[Depends(_writer)])
async def write_pause(board: TheBoard, tie: TieId, document: dict[str, Any]) -> None:
    """Store the half-time page of a match, the document of `frontfoot half-time --json`; the latest is shown."""
    opening = await board.opening(tie)
    board.pauses.put(tie, opening.tie.legs, document)


@router.get("/ties/{tie}/pause", tags=["state"], response_model=None, responses={200: {"model": dict[str, Any]}})
async def read_pause(board: TheBoard, tie: TieId) -> Response:
    """The half-time page that a feed sent; null before one was sent."""
    await board.opening(tie)
    return _json(board.pauses.of(tie))


def _json(document: Any) -> Response:
    return Response(msgspec.json.encode(document), media_type="application/json")


async def _while_asked(request: Request, work: Coroutine[Any, Any, _Answer]) -> _Answer:
    """The result of some work, which is cancelled when the client disconnects."""
    working, leaving = asyncio.ensure_future(work), asyncio.ensure_future(_gone(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Busy("Nobody waits for the answer any more", place="decision", remedy="Ask again")
        return working.result()
    finally:
        for task in (working, leaving):
            task.cancel()


async def _gone(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass


@router.get("/ties/{tie}/exports/{name}", tags=["exports"], response_class=Response)
async def export(board: TheBoard, tie: TieId, name: exports.Name) -> Response:
    """The report, the picture, the tie file or the ledger of a tie, as a file."""
    content, kind = await exports.export(board, tie, name)
    disposition = f'attachment; filename="{tie.replace(":", "-")}-{name.value}"'
    return Response(content, media_type=kind, headers={"content-disposition": disposition})


@router.api_route("/{rest:path}", methods=["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"], include_in_schema=False)
async def nothing(rest: str) -> None:
    """The answer to an unknown path: a JSON error like every error of the API, not an HTML page."""
    raise HTTPException(404)


@router.websocket("/ties/{tie}/live")
async def live(socket: WebSocket, tie: str) -> None:
    """Every part of a tie ("head", "line", "strip", "history", "told", "decision"), now and whenever one changes.

    "told" is the revision that the line, the strip and the history account for.
    """
    board: Board = socket.app.state.board
    try:
        page = await board.look(tie)
    except FrontfootError as error:
        await socket.close(4404 if isinstance(error, UnknownTie) else 4503, error.problem)
        return
    sending: asyncio.Task[None] | None = None
    try:
        await socket.accept()
        sending = asyncio.create_task(_send(socket, page.take))
        # Nothing is expected from the other side, and nothing it sends is heard; this notices that it has gone.
        while (await socket.receive())["type"] != "websocket.disconnect":
            pass
    finally:
        if sending is not None:
            sending.cancel()
            with suppress(asyncio.CancelledError, WebSocketDisconnect, RuntimeError):
                await sending
        board.leave(tie, page)


async def _send(socket: WebSocket, take: Any) -> None:
    await socket.send_text(f'{{"part":"hello","revision":0,"data":{{"now":{time.time():.3f}}}}}')
    while True:
        for part in await take():
            await socket.send_text(part.decode())


def application(board: Board) -> FastAPI:
    """The service on a board; the caller puts it behind a `Guard`."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await board.start()
        yield
        await board.stop()

    app = FastAPI(
        title="Frontfoot board",
        version="1",
        summary="Ties while they are played: entries in, odds and decisions out.",
        openapi_url=f"{PREFIX}/openapi.json",
        docs_url=None,
        redoc_url=None,
        lifespan=lifespan,
    )
    app.state.board = board
    generic = app.openapi

    def openapi() -> dict[str, Any]:
        # Made once; FastAPI keeps it.
        return app.openapi_schema or described(generic())

    app.openapi = openapi  # type: ignore[method-assign]
    app.include_router(router)
    app.add_exception_handler(FrontfootError, _error_response)
    app.add_exception_handler(RequestValidationError, _unfit)
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _stumbled)
    return app


async def _error_response(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FrontfootError)
    status = 400
    if isinstance(error, UnknownTie):
        status = 404
    elif isinstance(error, NotAllowed):
        status = 403
    elif isinstance(error, (Busy, LedgerDamaged)) or not isinstance(error, InputError):
        status = 503
    return _answer(status, error.problem, error.place, error.remedy)


async def _unfit(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return _answer(422, str(first["msg"]), place, "See the schema in /api/v1/openapi.json")


async def _refused(_: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)
    if error.status_code == 404:
        return _answer(404, "There is nothing under this address", "", "See the schema in /api/v1/openapi.json")
    if error.status_code == 400:
        return _answer(400, "The request cannot be read", "body", "Send JSON, in UTF-8")
    return _answer(error.status_code, error.detail, "", "See the schema in /api/v1/openapi.json", error.headers)


async def _stumbled(_: Request, error: Exception) -> JSONResponse:
    return _answer(500, f"The board stumbled over this ({type(error).__name__})", "", "Its log says more")


def _answer(
    status: int, problem: str, place: str, remedy: str, headers: Mapping[str, str] | None = None
) -> JSONResponse:
    """The three fields of an error; parts that repeat the request are shortened."""
    body = {"problem": problem, "place": place, "remedy": remedy}
    return JSONResponse({name: text[:LONGEST] for name, text in body.items()}, status, headers)
