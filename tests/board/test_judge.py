"""The queue of decisions: the newest first, each weighed once, nothing for those who have gone, busy said at once."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from frontfoot.board.decision import Asked
from frontfoot.board.judge import Judge
from frontfoot.board.refusals import Busy


class Slow(Judge):
    """A judge whose answers take as long as the test wants, and who remembers what it weighed."""

    def __init__(self) -> None:
        super().__init__(begin_seconds=0.05)
        self.weighed: list[str] = []
        self.go = asyncio.Event()

    async def _answered(self, asked: Asked) -> dict[str, Any]:
        self.weighed.append(cast("str", asked))
        await self.go.wait()
        return {"of": asked}


def asked(judge: Judge, name: str, *, patient: bool = True) -> asyncio.Task[dict[str, Any]]:
    return asyncio.create_task(judge.ask(cast("Asked", name), name, patient=patient))


async def _settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


def test_the_newest_is_weighed_first_and_one_state_once() -> None:
    async def run() -> Slow:
        judge = Slow()
        tasks = [asked(judge, name) for name in ("a", "b", "c", "b", "a", "c", "c")]
        await _settle()
        judge.go.set()
        await asyncio.gather(*tasks)
        # Answered before: not weighed again.
        assert await judge.ask(cast("Asked", "a"), "a", patient=False) == {"of": "a"}
        return judge

    assert asyncio.run(run()).weighed == ["c", "a", "b"]


def test_after_many_abandoned_requests_the_next_is_weighed_at_once() -> None:
    async def run() -> list[str]:
        judge = Slow()
        first = asked(judge, "under way")
        await _settle()
        abandoned = [asked(judge, f"abandoned {number}") for number in range(27)]
        await _settle()
        for task in abandoned:
            task.cancel()
        await asyncio.gather(*abandoned, return_exceptions=True)
        last = asked(judge, "mine")
        judge.go.set()
        await asyncio.gather(first, last)
        assert not judge._open
        return judge.weighed

    assert asyncio.run(run()) == ["under way", "mine"]


def test_a_request_that_cannot_be_begun_is_told_so_and_a_page_waits() -> None:
    async def run() -> None:
        judge = Slow()
        under_way = asked(judge, "under way")
        await _settle()
        page, request = asked(judge, "page"), asked(judge, "request", patient=False)
        with pytest.raises(Busy, match="Other decisions"):
            await request
        judge.go.set()
        assert (await page, await under_way) == ({"of": "page"}, {"of": "under way"})
        assert "request" not in judge.weighed

    asyncio.run(run())


def test_pages_and_requests_take_turns() -> None:
    async def run() -> list[str]:
        judge = Slow()
        tasks = [asked(judge, "under way")]
        await _settle()
        tasks += [asked(judge, f"page {number}") for number in range(3)]
        tasks += [asked(judge, f"request {number}", patient=False) for number in range(2)]
        await _settle()
        judge.go.set()
        await asyncio.gather(*tasks)
        return judge.weighed[1:]

    assert asyncio.run(run()) == ["request 1", "page 2", "request 0", "page 1", "page 0"]
