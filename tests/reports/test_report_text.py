"""Markdown and terminal."""

from __future__ import annotations

import io
import re

from rich.console import Console

from frontfoot.reports.document import Story
from frontfoot.reports.markdown import escape, markdown
from frontfoot.reports.terminal import blocks, terminal
from frontfoot.reports.words import decimals


def printed(story: Story, width: int = 100) -> list[str]:
    sink = io.StringIO()
    Console(file=sink, width=width, highlight=False).print(terminal(story))
    return sink.getvalue().splitlines()


def test_terminal_is_about_forty_lines(italy: Story, girona: Story, juventus: Story) -> None:
    for story, width in ((italy, 100), (girona, 100), (juventus, 100), (italy, 80), (juventus, 80)):
        lines = printed(story, width)
        assert 25 <= len(lines) <= 42
        assert max(map(len, lines)) <= width
        text = "\n".join(lines)
        for part in (story.home, story.away, f"{story.score[0]}–{story.score[1]}", "Front-foot index", "PPDA", "xG"):
            assert part in text


def test_terminal_plots_real_time(italy: Story) -> None:
    rows = [line for line in printed(italy) if re.match(r"(TUR|ITA) .*[▁-█]", line)]
    assert len(rows) == 4
    lengths = {span.number: span.seconds for span in italy.periods}
    for row in rows:
        first, second = row[8:].split(" ")[:2]
        assert abs(len(first) / len(second) - lengths[1] / lengths[2]) < 0.05


def test_blocks_keep_order_and_ends() -> None:
    assert blocks([-9.0, -1.0, 0.0, 0.99, 9.0], -1.0, 1.0) == "▁▁▅██"


def test_markdown_tables_are_whole(italy: Story) -> None:
    text = markdown(italy)
    assert text.startswith("# Italy beat Turkey 3–0")
    for block in re.findall(r"(?:^\|.*\n)+", text, flags=re.MULTILINE):
        assert len({line.count("|") for line in block.splitlines()}) == 1
    assert "- 0–1 Merih Demiral 53' (own goal), for Italy" in text
    assert text.endswith(".\n")
    assert text == markdown(italy)


def test_escape() -> None:
    assert escape("a|b\n# c") == r"a\|b \# c"
    assert escape("[x](javascript:1)") == r"\[x\](javascript:1)"


def test_decimals_use_a_true_minus_and_no_minus_zero() -> None:
    assert (decimals(-1.25, 1), decimals(-0.001, 2), decimals(None, 1)) == ("−1.2", "0.00", "–")
