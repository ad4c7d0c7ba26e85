"""The report in a real browser: nothing on anything else, nothing cut, pages of paper well filled."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page

from frontfoot.reports.document import Story
from frontfoot.reports.event_parts import ShootOutKick
from frontfoot.reports.html import page as page_of
from tests.board.browser import chromium, page
from tests.board.test_browser import violations

pytestmark = pytest.mark.slow

MATCHES = ("italy", "girona", "juventus", "shoot_out")
SHEET = (703, 1024)
"""Width and height of what a page of A4 holds between the margins of the style sheet, in CSS pixels."""


@dataclass(frozen=True)
class Files:
    """The page of each match as a file."""

    folder: Path

    def address(self, name: str) -> str:
        return (self.folder / f"{name}.html").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as chrome:
        yield chrome


@pytest.fixture(scope="module")
def shoot_out(girona: Story) -> Story:
    """A match with four goals within minutes from one place, late in extra time, and a kick that was not needed."""
    late = [("home", 780.0, "118'"), ("home", 800.0, "119'"), ("away", 905.0, "120+1'"), ("away", 950.0, "120+1'")]
    shot, goal = next(shot for shot in girona.shots if shot.outcome == "goal"), girona.goals[0]
    named = [{"side": side, "seconds": seconds, "minute": minute, "period": 4} for side, seconds, minute in late]
    scored = [True] * 4 + [False, True, True, True, True, True, False]
    kicks, score = [], [0, 0]
    for order, hit in enumerate(scored):
        score[order % 2] += hit
        kicks.append(
            ShootOutKick(
                order=order + 1,
                side=("home", "away")[order % 2],
                player=girona.players[order].name,
                outcome="scored" if hit else "missed",
                score=(score[0], score[1]),
            )
        )
    extra = [
        replace(girona.periods[0], number=number, seconds=seconds) for number, seconds in ((3, 930.0), (4, 1010.0))
    ]
    return replace(
        girona,
        periods=(*girona.periods, *extra),
        goals=(*girona.goals, *(replace(goal, score=(4, 4), **one) for one in named)),
        shots=(*girona.shots, *(replace(shot, **one) for one in named)),
        kicks=tuple(kicks),
        shoot_out=(score[0], score[1]),
        after_90=(2, 2),
        extra_time=True,
        score=(4, 4),
    )


@pytest.fixture(scope="module")
def files(
    italy: Story, girona: Story, juventus: Story, shoot_out: Story, tmp_path_factory: pytest.TempPathFactory
) -> Files:
    folder = tmp_path_factory.mktemp("pages")
    for name, story in zip(MATCHES, (italy, girona, juventus, shoot_out), strict=True):
        (folder / f"{name}.html").write_text(page_of(story), encoding="utf-8")
    return Files(folder)


MEETING = """() => [...document.querySelectorAll('svg')].filter(svg => svg.checkVisibility()).flatMap(svg => {
    const texts = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
    const frame = svg.getBoundingClientRect();
    const beside = (a, b) => a.right <= b.left + 1 || a.bottom <= b.top + 3;
    const apart = (a, b) => beside(a, b) || beside(b, a);
    return texts.flatMap(([name, box], at) => [
        ...texts.slice(0, at).filter(([, other]) => !apart(box, other)).map(([other]) => `${name} on ${other}`),
        ...(box.left < frame.left - 1 || box.right > frame.right + 12 ? [`${name} out of its picture`] : []),
    ]);
})"""
"""Labels that stand on each other or leave their picture; boxes of letters are higher than what is drawn of them."""


@pytest.mark.parametrize("name", MATCHES)
@pytest.mark.parametrize("width", [390, 820, 1280])
def test_no_label_stands_on_another_and_nothing_leaves_the_page(
    browser: Browser, files: Files, name: str, width: int
) -> None:
    with page(browser, files.address(name), viewport={"width": width, "height": 900}) as tab:
        assert tab.evaluate(MEETING) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
        if width > 640:
            wide = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth)"
            tables = "map(box => box.firstElementChild.className)"
            assert tab.evaluate(f"{wide}.{tables}") in ([], ["windows"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["italy", "shoot_out"])
def test_contrast_and_structure(browser: Browser, files: Files, name: str, scheme: str) -> None:
    with page(browser, files.address(name), color_scheme=scheme) as tab:
        assert violations(tab) == []


COLUMNS = """([width, height]) => {
    const [w, h] = [`${width}px`, `${height}px`];
    const columns = { columns: `${w} 1`, columnGap: '40px', columnFill: 'auto' };
    Object.assign(document.body.style, { width: w, height: h, ...columns });
    const place = box => [Math.floor((box.left + 1) / (width + 40)), box.bottom];
    const shown = [...document.querySelectorAll('main *')].filter(one => one.checkVisibility());
    const fill = {};
    for (const one of shown)
        for (const box of one.getClientRects()) {
            const [sheet, bottom] = place(box);
            if (!one.children.length || one.tagName === 'svg') fill[sheet] = Math.max(fill[sheet] || 0, bottom);
        }
    const whole = 'p, li, tr, figure, h1, h2, h3, svg, .whole';
    const sheets = one => new Set([...one.getClientRects()].map(box => place(box)[0]));
    const cut = shown.filter(one => one.matches(whole) && one.getClientRects().length > 1 && sheets(one).size > 1);
    const last = shown.filter(one => one.matches('h2, h3')).filter(one => {
        const first = (one.nextElementSibling ?? one).getClientRects()[0];
        return first && place(first)[0] !== place(one.getClientRects()[0])[0];
    });
    return {
        fill: Object.keys(fill).map(Number).sort((a, b) => a - b).map(sheet => fill[sheet] / height),
        cut: cut.map(one => `${one.tagName} ${one.textContent.slice(0, 40)}`),
        last: last.map(one => one.textContent),
    };
}"""
"""Columns as high as a sheet break where pages would: the same engine fills both."""


def on_paper(tab: Page) -> dict[str, Any]:
    tab.emulate_media(media="print")
    values: dict[str, Any] = tab.evaluate(COLUMNS, list(SHEET))
    return values


@pytest.mark.parametrize("name", MATCHES)
def test_on_paper_nothing_is_cut_and_no_page_stays_half_empty(browser: Browser, files: Files, name: str) -> None:
    with page(browser, files.address(name), viewport={"width": SHEET[0], "height": SHEET[1]}) as tab:
        printed = on_paper(tab)
        assert printed["cut"] == []
        assert printed["last"] == []
        assert len(printed["fill"]) >= 5
        assert min(printed["fill"][:-1]) >= 0.6, printed["fill"]
