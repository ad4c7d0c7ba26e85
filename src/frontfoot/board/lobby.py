"""The start page: the ties of this board, and the four ways to open one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date, datetime
from typing import Any, Final

from nicegui import events, ui

from frontfoot.board.board import Board
from frontfoot.board.lobby_documents import file_document, form_document, league_document
from frontfoot.board.record import LedgerRecord
from frontfoot.board.replays import SPEEDS, Replays, match_of
from frontfoot.board.tonight import TiesToday, TieToday, fixtures_of
from frontfoot.core.errors import FrontfootError
from frontfoot.core.identity import clubs, key
from frontfoot.core.season import season_on
from frontfoot.core.wording import long_date
from frontfoot.goals.strengths.snapshots import newest
from frontfoot.ties.entry import TieOpening
from frontfoot.ties.rounds import ROUNDS, round_name
from frontfoot.ties.rulebook import competition_title, competitions

BIGGEST_TIE_FILE: Final = 1_000_000
BIGGEST_MATCH_FILE: Final = 90_000_000
AUTHOR: Final = "page"
LISTED: Final = 100
OLD_DAYS: Final = 14


async def lobby(board: Board, replays: Replays, *, writes: bool) -> None:
    """Build the page; readers get no forms."""
    strengths = await board.threads.calculate(newest)
    tonight = await board.threads.calculate(fixtures_of, date.today()) if writes else None
    with ui.element("div").classes("ff-lobby"):
        _ties(board, age_sentence(strengths.on, date.today()))
        if tonight is not None:
            _tonight(board, tonight, date.today())
            _open_form(board)
            _file_form(board)
            _replay_form(board, replays)


def _ties(board: Board, age: str) -> None:
    with ui.element("section").props('aria-label="Ties on this board"'):
        _heading("Ties on this board")
        _small(age)
        records = board.ties()
        if not records:
            ui.label("There is none yet: open one, load its file, or replay a match.")
            return
        chosen: set[str] = set()
        search = ui.input("Search by club or competition").props('clearable debounce="200"').classes("w-full")
        shown = ui.element("ul")

        def show() -> None:
            shown.clear()
            matches_of_search = matching(records, str(search.value or ""))
            with shown:
                for record in matches_of_search[:LISTED]:
                    _row(record, chosen)
                if not matches_of_search:
                    ui.label("No tie on this board fits that.")
                if len(matches_of_search) > LISTED:
                    _small(f"The latest {LISTED} of {len(matches_of_search)}; search for others.")

        def beside() -> None:
            if len(chosen) < 2:
                ui.notify("Tick two ties")
            else:
                ui.navigate.to(f"/side-by-side?ties={','.join(sorted(chosen))}")

        search.on_value_change(show)
        show()
        if len(records) > 1:
            ui.button("Side by side", on_click=beside).props("outline no-caps")


def matching(records: list[LedgerRecord], wanted: str) -> list[LedgerRecord]:
    """The openings whose clubs, competition or round contain every word of a search; accents and case do not matter."""
    words = [key(word) for word in wanted.split()]
    names = competitions()

    def text(record: LedgerRecord) -> str:
        document = record.document
        teams = [leg[side] for leg in document["leg"] for side in ("home", "away")]
        aliases = [alias for team in teams if team in clubs() for alias in clubs()[team].aliases]
        code = str(document["competition"])
        return " ".join(key(str(part)) for part in (*teams, *aliases, code, names.get(code, ""), document["season"]))

    return [record for record in records if all(word in text(record) for word in words)]


def _row(record: LedgerRecord, chosen: set[str]) -> None:
    document = record.document
    name = f"{document['leg'][-1]['home']} - {document['leg'][-1]['away']}"

    def tick(event: events.ValueChangeEventArguments[bool | None]) -> None:
        (chosen.add if event.value else chosen.discard)(record.tie)

    with ui.element("li"):
        with ui.element("div").style("display: flex; gap: 8px; align-items: center"):
            box = ui.checkbox(value=record.tie in chosen, on_change=tick)
            # Set, not parsed out of a text: whatever a name holds stays a name.
            box.props["aria-label"] = f"Show beside another: {name}"
            ui.link(name, f"/tie/{record.tie}")
        _small(f"{occasion(document)}; opened on {opened_words(record.recorded)}")


def occasion(document: dict[str, Any]) -> str:
    """Competition, season and round of a tie as people write them.

    >>> occasion({"competition": "uel", "season": 2023, "round": "QF"})
    'UEFA Europa League 2023/24, quarter-final'
    >>> occasion({"competition": "League", "season": 2023})
    'League 2023/24'
    """
    code = str(document["competition"])
    title = competition_title(competitions().get(code, code), int(document["season"]))
    return f"{title}, {round_name(str(document['round'])).lower()}" if "round" in document else title


def opened_words(recorded: str) -> str:
    """The time of an entry as people write it.

    >>> opened_words("2024-04-18T18:30:05.123456+00:00")
    '18 April 2024 at 18:30 UTC'
    """
    at = datetime.fromisoformat(recorded)
    return f"{long_date(at.date())} at {at:%H:%M} UTC"


def age_sentence(known: date, today: date) -> str:
    """How old the strengths are, and what to do about it.

    >>> age_sentence(date(2026, 5, 30), date(2026, 6, 2))
    'The strengths of the clubs are those of 30 May 2026, 3 days ago.'
    """
    days = (today - known).days
    ago = "today" if days < 1 else "yesterday" if days == 1 else f"{days} days ago"
    text = f"The strengths of the clubs are those of {long_date(known)}, {ago}."
    return text if days <= OLD_DAYS else f"{text} The command frontfoot update brings them up to date."


def _tonight(board: Board, fixtures: TiesToday, today: date) -> None:
    with ui.element("section").props('aria-label="Tonight\'s ties"'):
        _heading("Tonight's ties")
        if not fixtures.kept:
            ui.label("No fixtures are kept here. The command frontfoot update fetches those of Europe's cups.")
        elif not fixtures.ties:
            ui.label("No tie of Europe's cups is played today or in the week to come.")
        elif fixtures.ties[0].day != today:
            ui.label(
                f"None today; the next are on {fixtures.ties[0].day:%A}, {fixtures.ties[0].day.day} "
                f"{fixtures.ties[0].day:%B}."
            )
        if fixtures.ties:
            _small("The fixtures name the day of a match, not the hour of its kick-off.")
        for problem in fixtures.problems:
            _small(f"Not read: {problem}")
        records = board.ties()
        with ui.element("ul"):
            for fixture in fixtures.ties:
                _fixture(board, fixture, fixture.opened(records))


def _fixture(board: Board, fixture: TieToday, record: LedgerRecord | None) -> None:
    name = f"{fixture.home} - {fixture.away}"

    async def submit() -> None:
        await _opened(board, fixture.opening())

    with ui.element("li"):
        if record is None:
            button = ui.button(name, on_click=lambda: _run_shown(submit)).props("outline no-caps").classes("ff-fixture")
            button.props["aria-label"] = f"Open {name} on the board"
        else:
            ui.link(f"{name}, on this board", f"/tie/{record.tie}")
        # A score is not broken over two lines.
        _small(fixture.occasion.replace("-", "\N{NON-BREAKING HYPHEN}"))


def _open_form(board: Board) -> None:
    names = sorted(clubs())
    today = date.today()
    with ui.element("section").props('aria-label="Open a tie"'):
        _heading("Open a tie")
        competition = ui.select(competitions(), value="ucl", label="Competition")
        season = ui.number("Season (the year it begins)", value=season_on(today), format="%d")
        stage = ui.select({"": "the usual rule", **ROUNDS}, value="QF", label="Round")
        home = _club_select(names, "At home in the match to be played")
        away = _club_select(names, "Away in it")
        first = _input("First leg", "0-3, its home side first; empty before it, or for a single match")
        day = _input("Day", "2024-04-18; empty for the usual day of the round")
        rates = _input("Expected goals", "1.6-1.1 for this match; empty to take the clubs' strengths")
        for field in (competition, season, stage, home, away, first, day, rates):
            field.classes("w-full")

        async def submit() -> None:
            document = form_document(
                competition=str(competition.value),
                season=int(season.value or 0),
                stage=str(stage.value),
                home=str(home.value or ""),
                away=str(away.value or ""),
                first_leg=str(first.value or ""),
                day=str(day.value or ""),
                rates=str(rates.value or ""),
            )
            await _opened(board, document)

        ui.button("Open on the board", on_click=lambda: _run_shown(submit)).props("outline no-caps")


def _file_form(board: Board) -> None:
    with ui.element("section").props('aria-label="Load a tie file"'):
        _heading("Load a tie file")
        _small("TOML, as frontfoot tie reads it and the board exports it.")
        again = ui.checkbox("Play its last match here, from kick-off", value=True).style("display: flex")

        async def loaded(upload: events.UploadEventArguments) -> None:
            content = await upload.file.read()
            chooser.reset()

            async def submit() -> None:
                await _opened(board, file_document(content, play_last=bool(again.value)))

            await _run_shown(submit)

        chooser = ui.upload(auto_upload=True, max_file_size=BIGGEST_TIE_FILE, on_upload=loaded)
        _choose("Choose a tie file", chooser.props('accept=".toml"'))


def _replay_form(board: Board, replays: Replays) -> None:
    with ui.element("section").props('aria-label="Replay a match"'):
        _heading("Replay a real match")
        _small("A provider's event file; for StatsBomb its line-ups too, all at once.")
        speed = ui.select({value: f"x{value:g}" for value in SPEEDS}, value=20.0, label="Speed").classes("w-full")
        openings = {record.tie: _tie_name(record) for record in board.ties()[:LISTED]}
        where = ui.select({"": "a league match of its own", **openings}, value="", label="Into").classes("w-full")

        async def loaded(upload: events.MultiUploadEventArguments) -> None:
            contents = [await file.read() for file in upload.files]
            chooser.reset()

            async def submit() -> None:
                match = await board.threads.calculate(match_of, contents)
                tie = str(where.value)
                if not tie:
                    document = league_document(match.home.name, match.away.name, match.info.date)
                    tie = (await board.open(document, AUTHOR)).id
                await replays.start(tie, match, float(speed.value or 1.0))
                ui.navigate.to(f"/tie/{tie}")

            await _run_shown(submit)

        chooser = ui.upload(multiple=True, auto_upload=True, max_file_size=BIGGEST_MATCH_FILE, on_multi_upload=loaded)
        _choose("Choose the files of a match", chooser)


async def _opened(board: Board, document: TieOpening) -> None:
    receipt = await board.open(document, AUTHOR)
    ui.navigate.to(f"/tie/{receipt.id}")


async def _run_shown(work: Callable[[], Awaitable[None]]) -> None:
    """Run an action; its error is shown to the user."""
    try:
        await work()
    except FrontfootError as error:
        ui.notify(str(error), type="negative", multi_line=True, timeout=15_000, close_button="Close")


def _club_select(names: list[str], label: str) -> ui.select:
    return ui.select(names, label=label, with_input=True, new_value_mode="add-unique", clearable=True)


def _choose(label: str, chooser: ui.upload) -> None:
    """A button for choosing files; NiceGUI's uploader is hidden, since its buttons have no accessible names."""
    chooser.style("display: none")
    ui.button(label).props("outline no-caps").on("click", js_handler=f"() => getElement({chooser.id}).pickFiles()")


def _input(label: str, hint: str) -> ui.input:
    field = ui.input(label)
    field.props["hint"] = hint
    return field


def _tie_name(record: LedgerRecord) -> str:
    document = record.document
    return f"{document['leg'][-1]['home']} - {document['leg'][-1]['away']}, {document['competition']}"


def _heading(text: str) -> None:
    with ui.element("h1"):
        ui.label(text)


def _small(text: str) -> None:
    with ui.element("small"):
        ui.label(text)
