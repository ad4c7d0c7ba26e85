"""The code blocks of a page, in order, and what may stand in them."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]

FENCE: Final = re.compile(
    r"(?P<note>^[ ]*<!-- not run: (?P<reason>[^\n]*?) -->\n)?"
    r"^(?P<indent>[ ]*)```(?P<info>[^\n`]*)\n(?P<body>.*?)^(?P=indent)```[ ]*$",
    re.MULTILINE | re.DOTALL,
)
TITLE: Final = re.compile(r'title="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Block:
    """One fenced block.

    Attributes:
        line: of its fence in the page.
        language: the first word behind the fence.
        title: of the block: the name of the file it shows, or "Output" of the block before it.
        not_run: why it is not run, as the comment before it says; empty for those that are.
    """

    line: int
    language: str
    title: str
    text: str
    not_run: str


@dataclass(frozen=True, slots=True)
class Command:
    """One command of a console block and the lines shown under it."""

    line: str
    shown: tuple[str, ...]


def pages() -> list[Path]:
    """The README and every page of the docs."""
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def blocks(text: str) -> list[Block]:
    """The fenced blocks of a page."""
    found = []
    for match in FENCE.finditer(text):
        language, _, rest = match["info"].strip().partition(" ")
        title = TITLE.search(rest)
        line = text.count("\n", 0, match.start("indent")) + 1
        body = textwrap.dedent(match["body"])
        found.append(Block(line, language, title[1] if title else "", body, match["reason"] or ""))
    return found


def outside(text: str) -> str:
    """The page without its fenced blocks."""
    return FENCE.sub("", text)


def commands(block: Block) -> list[Command]:
    """The commands of a console block: lines that start with `$ `, continued where a line ends with a backslash."""
    found: list[tuple[str, list[str]]] = []
    continued = False
    for line in block.text.splitlines():
        if continued:
            command, shown = found.pop()
            found.append((command.removesuffix("\\") + line.strip(), shown))
            continued = line.endswith("\\")
        elif line.startswith("$ "):
            found.append((line.removeprefix("$ "), []))
            continued = line.endswith("\\")
        elif found:
            found[-1][1].append(line.rstrip())
        else:
            raise ValueError(f"line {block.line}: output before the first command: {line}")
    return [Command(command, tuple(_without_blank_ends(shown))) for command, shown in found]


def _without_blank_ends(lines: list[str]) -> list[str]:
    return "\n".join(lines).strip("\n").splitlines()


def differs(shown: tuple[str, ...], text: str) -> str:
    """Where shown output is not what was said, as a sentence; empty where it is.

    A line `...` stands for any lines left out. Nothing shown claims nothing.
    """
    if not shown:
        return ""
    lines = [line.rstrip() for line in text.strip("\n").splitlines()]
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == "...":
            parts.append([])
        else:
            parts[-1].append(line)
    at = 0
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        starts = range(at, len(lines) - len(part) + 1)
        if number == 0:
            starts = starts[:1]
        if last and part:
            starts = range(max(at, len(lines) - len(part)), len(lines) - len(part) + 1) if number else starts
        place = next((start for start in starts if lines[start : start + len(part)] == part), None)
        if place is None:
            return "shown, but not said:\n" + "\n".join(part) + "\n\nsaid:\n" + "\n".join(lines)
        at = place + len(part)
    if len(parts) == 1 and at != len(lines):
        return "said, but not shown:\n" + "\n".join(lines[at:])
    return ""
