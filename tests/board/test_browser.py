"""The board as its users have it: in a real browser, by finger and by keyboard."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from frontfoot.decisions.verdict import VERDICTS
from frontfoot.ties.file import read_tie
from tests.board.board_help import BERGAMO, goal, whistle
from tests.board.browser import Running, board, chromium, free_port, page, settled, start, tap

SEED = Path(__file__).resolve().parents[2] / "examples" / "atalanta-liverpool-2024.toml"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as chrome:
        yield chrome


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[Running]:
    with board(tmp_path_factory.mktemp("board") / "ledger.db") as found:
        yield found


def bergamo(running: Running, name: str) -> str:
    return running.open({**BERGAMO, "id": name})


def set_clock(tab: Page, minute: str) -> None:
    tap(tab, "set-clock")
    tab.get_by_label("Minute").fill(minute)
    tap(tab, "save")


@pytest.mark.slow
def test_the_whole_evening_by_tapping(running: Running, browser: Browser) -> None:
    address = bergamo(running, "evening")
    state = address.replace("/tie/", "/api/v1/ties/")
    with page(browser, address) as tab:
        settled(tab, "0–0")
        expect(tab.locator(".ff-phase")).to_have_text("before kick-off")
        tap(tab, "whistle")
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        set_clock(tab, "7")
        before = httpx.get(state).json()["through"]["Atalanta"]
        tap(tab, "goal-away")
        settled(tab, "0–1")
        tab.get_by_role("button", name="Add scorer or minute").click()
        tab.get_by_label("Player").fill("Salah")
        tab.get_by_label("Note").fill("penalty")
        tap(tab, "save")
        expect(tab.locator(".ff-entries")).to_contain_text("Goal, Liverpool Salah (penalty)")
        expect(tab.locator(".ff-aggregate")).to_have_text("3–1 on aggregate")
        document = httpx.get(state).json()
        assert document["through"]["Atalanta"] < before
        shown = float(tab.locator(".ff-big.home b").inner_text().rstrip("%"))
        assert shown == pytest.approx(100 * document["through"]["Atalanta"], abs=0.2)
        tap(tab, "whistle")
        expect(tab.locator(".ff-clock b")).to_have_text("HT")
        # What the coach asked at half-time.
        expect(tab.locator(".ff-verdict .ff-word")).to_have_text(re.compile("|".join(VERDICTS)), timeout=60_000)
        expect(tab.locator(".ff-verdict .ff-chance")).to_have_text(re.compile(r"^\d+%$"))
        expect(tab.locator(".ff-chart svg")).to_be_visible()
        tap(tab, "whistle")
        expect(tab.locator(".ff-phase")).to_have_text("second half")
        set_clock(tab, "90+5")
        tap(tab, "whistle")
        expect(tab.locator(".ff-phase")).to_have_text("Atalanta go through")
        expect(tab.locator(".ff-big.home b")).to_have_text("100%")
        expect(tab.locator(".ff-controls")).to_have_count(0)
        # Blown too early: taken out, and blown again.
        tab.get_by_role("button", name="Take out: Full-time").click()
        expect(tab.locator(".ff-controls")).to_have_count(1)
        tap(tab, "whistle")
        expect(tab.locator(".ff-phase")).to_have_text("Atalanta go through")
        with tab.expect_download() as download:
            tab.locator("[data-export='tie.toml']").click()
        file = read_tie(Path(download.value.path()))
        assert file.tie.settle().winner == "Atalanta"
        assert [event.player for event in file.events[1] if event.kind == "goal"] == ["Salah"]


@pytest.mark.slow
def test_a_goal_undone_and_put_back(running: Running, browser: Browser) -> None:
    with page(browser, bergamo(running, "undo")) as tab:
        settled(tab, "0–0")
        tap(tab, "whistle")
        tap(tab, "goal-home")
        settled(tab, "1–0")
        tap(tab, "undo")
        settled(tab, "0–0")
        tab.get_by_role("button", name="whole history").click()
        tab.get_by_role("button", name="Put back: Goal, Atalanta").click()
        settled(tab, "1–0")
        tap(tab, "var-home")
        tap(tab, "save")
        settled(tab, "0–0")
        expect(tab.locator(".ff-entries")).to_contain_text("Goal taken back (VAR), Atalanta")


@pytest.mark.slow
def test_a_reload_in_the_middle_loses_nothing(running: Running, browser: Browser) -> None:
    with page(browser, bergamo(running, "reload")) as tab:
        settled(tab, "0–0")
        tap(tab, "whistle")
        tap(tab, "goal-away")
        tab.reload()
        settled(tab, "0–1")
        expect(tab.locator(".ff-phase")).to_have_text("first half")


@pytest.mark.slow
def test_an_event_of_the_first_leg_is_edited_where_it_happened(running: Running, browser: Browser) -> None:
    """The board shows the second leg by then; the goal must not move into it."""
    legs = [{"home": "Liverpool", "away": "Atalanta"}, {"home": "Atalanta", "away": "Liverpool"}]
    address = running.open({**BERGAMO, "id": "both", "leg": legs})
    first = [whistle("a", 1, "start", 0, leg=1), goal("g", "Atalanta", "38", leg=1), whistle("b", 2, "end", 112, leg=1)]
    api = address.replace("/tie/", "/api/v1/ties/")
    assert httpx.post(f"{api}/entries", json={"entries": first}).status_code == 200
    with page(browser, address) as tab:
        settled(tab, "0–0")
        tab.get_by_role("button", name="Edit: Goal, Atalanta").click()
        tab.get_by_label("Player").fill("Scamacca")
        tap(tab, "save")
        expect(tab.locator(".ff-entries")).to_contain_text("Goal, Atalanta Scamacca")
        document = httpx.get(api).json()
        assert (document["leg"], document["score"], document["legs"][0]["score"]) == (2, [0, 0], [0, 1])


@pytest.mark.slow
def test_two_browsers_on_one_tie(running: Running, browser: Browser) -> None:
    address = bergamo(running, "two")
    with page(browser, address) as one, page(browser, address) as other:
        settled(one, "0–0")
        settled(other, "0–0")
        tap(one, "whistle")
        expect(other.locator(".ff-phase")).to_have_text("first half")
        tap(one, "goal-away")
        tap(other, "goal-home")
        settled(one, "1–1")
        settled(other, "1–1")


@pytest.mark.slow
def test_by_keyboard_alone(running: Running, browser: Browser) -> None:
    with page(browser, bergamo(running, "keyboard")) as tab:
        settled(tab, "0–0")
        press = tab.keyboard.press
        press("p")
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        press("2")
        settled(tab, "0–1")
        press("u")
        settled(tab, "0–0")
        press("g")
        # The club first: down to the second; then on to the player.
        press("ArrowDown")
        press("Tab")
        press("Tab")
        tab.keyboard.type("Salah")
        press("Enter")
        settled(tab, "0–1")
        expect(tab.locator(".ff-entries")).to_contain_text("Liverpool Salah")
        press("Space")
        expect(tab.locator(".ff-phase")).to_have_text("clock stands")
        press("Space")
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        press("+")
        press("Enter")
        expect(tab.locator(".ff-clock")).to_contain_text("+3")
        # The announced minutes stand first, the goal below them.
        expect(tab.locator(".ff-entries li").first).to_contain_text("+3 announced")
        press("e")
        press("ArrowDown")
        press("Delete")
        settled(tab, "0–0")
        # The line is gone; the one in its place has the focus.
        expect(tab.locator(".ff-entries li button:focus")).to_have_count(1)
        press("?")
        expect(tab.locator("dialog")).to_contain_text("VAR: the last goal is taken back")
        press("Escape")
        expect(tab.locator("dialog")).not_to_be_visible()
        press("d")
        expect(tab.locator("html")).to_have_attribute("data-theme", "dark")
        press("p")
        expect(tab.locator(".ff-clock b")).to_have_text("HT")


@pytest.mark.slow
@pytest.mark.parametrize("opens", ["?", "n"])
def test_keys_count_at_once_when_a_dialog_closes(running: Running, browser: Browser, opens: str) -> None:
    """Also where what had the focus before it is gone, so that the focus is still inside the closed dialog."""
    address = bergamo(running, f"closed-{'help' if opens == '?' else 'note'}")
    api = address.replace("/tie/", "/api/v1/ties/")
    assert httpx.post(f"{api}/entries", json={"entries": [whistle("a", 1, "start", 0)]}).status_code == 200
    with page(browser, address) as tab:
        settled(tab, "0–0")
        tab.locator(".ff-entries li button").first.focus()
        tab.keyboard.press(opens)
        expect(tab.locator("dialog")).to_be_visible()
        theme = tab.evaluate(
            """() => {
                document.querySelectorAll(".ff-entries li").forEach((line) => line.remove());
                document.querySelector("dialog").close();
                for (const key of ["d", "2"]) {
                    document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
                }
                return document.documentElement.dataset.theme;
            }"""
        )
        assert theme == "dark"
        settled(tab, "0–1")


@pytest.mark.slow
def test_an_entry_refused_takes_no_other_with_it(running: Running, browser: Browser) -> None:
    """What waited for the connection is sent together; one entry in it cannot be."""
    with page(browser, bergamo(running, "refused")) as tab:
        settled(tab, "0–0")
        tap(tab, "whistle")
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        tab.context.set_offline(True)
        tap(tab, "goal-away")
        tap(tab, "note")
        tab.get_by_label("Minute").fill("300")
        tab.get_by_role("textbox", name="Note").fill("never")
        tap(tab, "save")
        tap(tab, "goal-away")
        expect(tab.get_by_text("3 entries wait to be recorded")).to_be_visible()
        tab.context.set_offline(False)
        settled(tab, "0–2")
        expect(tab.get_by_role("alert")).to_contain_text("Not recorded: Note: never.")
        expect(tab.get_by_text("to be recorded")).to_have_count(0)


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 820])
def test_a_narrow_screen(running: Running, browser: Browser, width: int) -> None:
    viewport = {"width": width, "height": 780}
    with page(browser, bergamo(running, f"narrow-{width}"), viewport=viewport, has_touch=True) as tab:
        settled(tab, "0–0")
        tab.locator("[data-action='whistle']").tap()
        tab.locator("[data-action='goal-away']").tap()
        settled(tab, "0–1")
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        small = tab.evaluate(
            "[...document.querySelectorAll('.ff-controls button')]"
            ".filter(b => b.offsetParent && b.getBoundingClientRect().height < 44)"
            ".map(b => b.textContent)"
        )
        assert small == []


PLACES = """() => Object.fromEntries([...document.querySelectorAll('.ff-controls button')].filter(b => b.offsetParent)
    .map(b => [b.dataset.action || b.textContent, b.getBoundingClientRect()])
    .map(([name, r]) => [name, [r.left, r.top, r.right, r.bottom]]))"""


def apart(places: dict[str, list[float]]) -> bool:
    """Whether no two rectangles share a point."""
    all_of = list(places.values())
    return all(
        one[2] <= two[0] or two[2] <= one[0] or one[3] <= two[1] or two[3] <= one[1]
        for number, one in enumerate(all_of)
        for two in all_of[:number]
    )


@pytest.mark.slow
def test_on_a_phone_all_that_counts_is_on_the_first_screen(running: Running, browser: Browser) -> None:
    viewport = {"width": 390, "height": 844}
    with page(browser, bergamo(running, "phone"), viewport=viewport, has_touch=True) as tab:
        settled(tab, "0–0")
        tab.locator("[data-action='whistle']").tap()
        expect(tab.locator("[data-action='whistle']")).to_have_text("Half-time")
        expect(tab.locator(".ff-word")).to_be_visible()
        before = tab.evaluate(PLACES)
        assert set(before) == {"goal-home", "goal-away", "whistle", "undo", "more"}
        assert apart(before)
        # Within reach of a thumb: the lower third.
        assert min(top for _, top, _, _ in before.values()) > 844 * 2 / 3
        for part in (".ff-figure", ".ff-two", ".ff-word"):
            box = tab.locator(part).bounding_box()
            assert box is not None
            assert 0 <= box["y"] < box["y"] + box["height"] <= before["goal-home"][1]
        tab.locator("[data-action='goal-away']").tap()
        settled(tab, "0–1")
        after = tab.evaluate(PLACES)
        assert {name: after[name] for name in before} == before
        assert apart(after)
        tab.locator("[data-action='more']").tap()
        more = tab.evaluate(PLACES)
        assert {"var-home", "red-away", "clock", "note"} <= set(more)
        assert {name: more[name] for name in before} == before
        assert apart(more)
        tab.locator("[data-action='more']").tap()
        tab.locator("[data-action='undo']").tap()
        settled(tab, "0–0")
        tab.locator("[data-action='whistle']").tap()
        expect(tab.locator(".ff-clock b")).to_have_text("HT")


BROKEN = """() => [...document.querySelectorAll('.ff-team')].flatMap(team => {
    const text = [...team.childNodes].find(node => node.nodeType === Node.TEXT_NODE);
    return [...text.textContent.matchAll(/[^\\s-]+/g)].filter(word => {
        const range = document.createRange();
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        return range.getClientRects().length > 1;
    }).map(word => word[0]);
})"""
"""Words of the clubs' names that stand on more than one line."""


@pytest.mark.slow
@pytest.mark.parametrize("width", [360, 390])
def test_long_names_on_a_phone_before_in_and_after_a_match(running: Running, browser: Browser, width: int) -> None:
    home, away = "Borussia Mönchengladbach", "Wolverhampton Wanderers"
    legs = [{"home": home, "away": away, "rates": [1.5, 1.2]}]
    opening = {"id": f"long-{width}", "competition": "euro", "season": 2024, "round": "F", "leg": legs}
    address = running.open(opening)
    entries = f"{address.replace('/tie/', '/api/v1/ties/')}/entries"
    course = [
        [whistle("a", 1, "start", 0, leg=1), goal("g", away, "7", leg=1), whistle("b", 1, "end", 47, leg=1)],
        [whistle("c", 2, "start", 62, leg=1), whistle("d", 2, "end", 112, leg=1)],
    ]
    with page(browser, address, viewport={"width": width, "height": 844}, has_touch=True) as tab:
        settled(tab, "0–0")
        for part in ([], *course):
            if part:
                assert httpx.post(entries, json={"entries": part}, timeout=30).status_code == 200
                settled(tab, "0–1")
            expect(tab.locator(".ff-odds")).to_have_attribute("aria-busy", "false")
            assert tab.evaluate("document.documentElement.scrollWidth") <= width
            assert tab.evaluate(BROKEN) == []
        expect(tab.locator(".ff-phase")).to_have_text(f"{away} win")
        assert tab.evaluate(BROKEN) == []
        # Where nothing is drawn there is no heading of a drawing.
    with page(browser, bergamo(running, f"undrawn-{width}")) as tab:
        settled(tab, "0–0")
        assert tab.locator(".ff-line svg").count() == tab.locator(".ff-line h3").count()


@pytest.mark.slow
def test_figures_of_before_are_grey_until_an_entry_is_told(running: Running, browser: Browser) -> None:
    with page(browser, bergamo(running, "grey")) as tab:
        settled(tab, "0–0")
        tap(tab, "whistle")
        colour = "getComputedStyle(document.querySelector('.ff-big.home b')).color"
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        expect(tab.locator(".ff-odds")).to_have_attribute("aria-busy", "false")
        full = tab.evaluate(colour)
        tab.context.set_offline(True)
        tap(tab, "goal-away")
        expect(tab.locator(".ff-odds")).to_have_attribute("aria-busy", "true")
        expect(tab.locator(".ff-decision")).to_have_attribute("aria-busy", "true")
        expect(tab.locator(".ff-line")).to_have_attribute("aria-busy", "true")
        assert tab.evaluate(colour) != full
        tab.context.set_offline(False)
        settled(tab, "0–1")
        expect(tab.locator(".ff-odds")).to_have_attribute("aria-busy", "false")
        expect(tab.locator(".ff-line")).to_have_attribute("aria-busy", "false")
        assert tab.evaluate(colour) == full


@pytest.mark.slow
def test_what_is_tapped_while_the_board_is_dead_arrives(tmp_path: Path, browser: Browser) -> None:
    """The process is killed, a goal is tapped, the page even reloaded on the way: the goal is in the ledger."""
    port = free_port()
    first = start(tmp_path / "ledger.db", port=port)
    again: Running | None = None
    try:
        with page(browser, first.open(BERGAMO)) as tab:
            settled(tab, "0–0")
            tap(tab, "whistle")
            expect(tab.locator(".ff-phase")).to_have_text("first half")
            first.kill()
            tap(tab, "goal-away")
            expect(tab.locator(".ff-alert").first).to_contain_text("1 entry waits")
            again = start(tmp_path / "ledger.db", port=port)
            settled(tab, "0–1")
            expect(tab.locator(".ff-alert")).to_have_count(0)
            entries = httpx.get(f"{again.address}/api/v1/ties/bergamo/entries").json()
            assert [entry["entry"]["kind"] for entry in entries] == ["tie", "period", "goal"]
    finally:
        if again is not None:
            again.kill()


@pytest.mark.slow
def test_names_cannot_carry_a_script(running: Running, browser: Browser) -> None:
    evil = "<img src=x onerror='window.caught=1'>"
    legs = [{"home": evil, "away": "{{ 7 * 7 }}", "rates": [1.5, 1.2]}]
    address = running.open({"id": "evil", "competition": "euro", "season": 2024, "round": "F", "leg": legs})
    with page(browser, address) as tab:
        settled(tab, "0–0")
        tap(tab, "whistle")
        tap(tab, "goal-home")
        settled(tab, "1–0")
        # A final is won; nobody goes through to anything.
        expect(tab.locator(".ff-odds")).to_contain_text("to win")
        expect(tab.locator("main, .ff-board").first).not_to_contain_text("through")
        tab.get_by_role("button", name="Add scorer or minute").click()
        tab.get_by_label("Player").fill("<script>window.caught=2</script>")
        tap(tab, "save")
        expect(tab.locator(".ff-entries")).to_contain_text("<script>window.caught=2</script>")
        expect(tab.locator(".ff-team.away")).to_have_text("{{ 7 * 7 }}")
        tab.goto(f"{running.address}/")
        expect(tab.locator(".ff-lobby")).to_contain_text("onerror")
        assert tab.evaluate("window.caught") is None
        report = httpx.get(f"{running.address}/api/v1/ties/evil/exports/report.html", timeout=120)
        tab.set_content(report.text)
        assert tab.evaluate("window.caught") is None
        assert "<script" not in report.text


def violations(tab: Page) -> list[str]:
    """What axe finds (WCAG 2.2, A and AA)."""
    from axe_playwright_python.sync_playwright import Axe

    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
    response = Axe().run(tab, options={"runOnly": {"type": "tag", "values": tags}}).response
    return [f"{v['id']}: {json.dumps(v['nodes'][0]['html'])[:200]}" for v in response["violations"]]


@pytest.mark.slow
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_accessibility(running: Running, browser: Browser, scheme: str) -> None:
    name = f"axe-{scheme}"
    address = bergamo(running, name)
    entries = [
        {"id": "g", "kind": "goal", "leg": 2, "club": "Liverpool", "minute": "7", "player": "Salah"},
        {"id": "y", "kind": "yellow card", "leg": 2, "club": "Atalanta", "minute": "30"},
        {
            "id": "f",
            "kind": "front-foot",
            "leg": 2,
            "period": 1,
            "second": 60,
            "home": {"value": 0.3, "low": -0.5, "high": 1.1},
            "away": {"value": -0.3, "low": -1.1, "high": 0.5},
        },
    ]
    answer = httpx.post(f"{running.address}/api/v1/ties/{name}/entries", json={"entries": entries})
    assert answer.status_code == 200
    with page(browser, address, color_scheme=scheme) as tab:
        settled(tab, "0–1")
        expect(tab.locator(".ff-verdict")).to_be_visible(timeout=60_000)
        assert violations(tab) == []
        tab.keyboard.press("g")
        assert violations(tab) == []
        bergamo(running, f"beside-{scheme}")
        tab.goto(f"{running.address}/side-by-side?ties={name},beside-{scheme}")
        expect(tab.locator(".ff-score").nth(1)).to_be_visible()
        assert violations(tab) == []
        tab.goto(f"{running.address}/")
        expect(tab.locator(".ff-lobby")).to_be_visible()
        assert violations(tab) == []


@pytest.mark.slow
def test_the_lobby_opens_a_tie_by_form_and_by_file(running: Running, browser: Browser) -> None:
    with page(browser, running.address) as tab:
        choose(tab, "Competition", "UEFA Europa League", exact=True)
        tab.get_by_label("Season").fill("2023")
        choose(tab, "At home in the match", "Atalanta")
        choose(tab, "Away in it", "Liverpool")
        tab.get_by_label("First leg").fill("0-3")
        tab.get_by_role("button", name="Open on the board").click()
        tab.wait_for_url("**/tie/**")
        settled(tab, "0–0")
        expect(tab.locator(".ff-aggregate")).to_have_text("3–0 on aggregate")
        tab.goto(running.address)
        tab.get_by_label("First leg").fill("nonsense")
        choose(tab, "At home in the match", "Atalanta")
        choose(tab, "Away in it", "Liverpool")
        tab.get_by_role("button", name="Open on the board").click()
        expect(tab.get_by_text("is not two numbers")).to_be_visible()
        tab.locator("section[aria-label='Load a tie file'] input[type=file]").set_input_files(str(SEED))
        tab.wait_for_url("**/tie/**")
        settled(tab, "0–0")


def choose(tab: Page, label: str, value: str, *, exact: bool = False) -> None:
    field = tab.get_by_label(label, exact=exact)
    field.click()
    if field.is_editable():
        field.fill(value)
    tab.get_by_role("option", name=value, exact=True).click()


@pytest.mark.slow
def test_a_real_match_replayed_a_hundred_times_as_fast(running: Running, browser: Browser, data: Path) -> None:
    """Atalanta - Juventus 2-2: its goals and its front-foot strip appear by themselves."""
    file = data / "wyscout" / "serie-a" / "2576019.json.gz"
    with page(browser, running.address) as tab:
        choose(tab, "Speed", "x100")
        tab.locator("section[aria-label='Replay a match'] input[type=file]").set_input_files(str(file))
        tab.wait_for_url("**/tie/**")
        expect(tab.locator(".ff-phase")).to_have_text("first half")
        settled(tab, "0–1")
        expect(tab.locator(".ff-foot svg")).to_be_visible()
        expect(tab.locator(".ff-entries")).to_contain_text("F. Bernardeschi")


@pytest.mark.slow
def test_tokens_for_looking_and_for_writing(tmp_path: Path, browser: Browser) -> None:
    tokens: dict[str, Any] = {
        "FRONTFOOT_BOARD_READ_TOKEN": "read-" + "r" * 24,
        "FRONTFOOT_BOARD_WRITE_TOKEN": "write-" + "w" * 24,
    }
    with board(tmp_path / "ledger.db", **tokens) as running:
        bearer = {"authorization": f"Bearer {tokens['FRONTFOOT_BOARD_WRITE_TOKEN']}"}
        answer = httpx.post(f"{running.address}/api/v1/ties", json={"tie": BERGAMO}, headers=bearer, timeout=30)
        assert answer.status_code == 201
        with page(browser, f"{running.address}/tie/bergamo") as tab:
            expect(tab.get_by_label("Token")).to_be_visible()
            assert violations(tab) == []
            tab.get_by_label("Token").fill("wrong")
            tab.get_by_role("button", name="Sign in").click()
            expect(tab.get_by_role("alert")).to_have_text("This token is not known.")
            tab.get_by_label("Token").fill(tokens["FRONTFOOT_BOARD_READ_TOKEN"])
            tab.get_by_role("button", name="Sign in").click()
            expect(tab.locator(".ff-role")).to_have_text("looking only")
            expect(tab.get_by_role("button", name="Open on the board")).to_have_count(0)
            tab.goto(f"{running.address}/tie/bergamo")
            settled(tab, "0–0")
            expect(tab.locator(".ff-controls")).to_have_count(0)
            refused = tab.evaluate(
                "fetch('/api/v1/ties/bergamo/entries', {method: 'POST', headers: {'content-type': 'application/json'},"
                " body: JSON.stringify({entries: [{id: 'x', kind: 'goal', leg: 2, club: 'Atalanta', minute: '3'}]})})"
                ".then(answer => answer.status)"
            )
            assert refused == 403
            tab.get_by_role("button", name="Sign out").click()
            tab.get_by_label("Token").fill(tokens["FRONTFOOT_BOARD_WRITE_TOKEN"])
            tab.get_by_role("button", name="Sign in").click()
            tab.goto(f"{running.address}/tie/bergamo")
            tap(tab, "whistle")
            expect(tab.locator(".ff-phase")).to_have_text("first half")
