"""Every name that stands in an answer, a table or a chart is in the glossary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

import frontfoot
from frontfoot.cli.decide_show import PLANS as PLAN_WORDS
from frontfoot.decisions.advise import REPLIES
from frontfoot.decisions.from_tie import PAYOFFS
from frontfoot.decisions.verdict import VERDICTS
from frontfoot.draw.break_even import ALL
from frontfoot.players.definitions import FIGURES as PLAYER_FIGURES
from frontfoot.reports.figure_parts import CATALOGUE
from frontfoot.reports.half_time.lasting import LABELS
from frontfoot.reports.player_columns import _COLUMNS as PLAYER_COLUMNS
from frontfoot.scouting.figures import FIGURES as SCOUTING_FIGURES
from frontfoot.seasons.page import HEADS
from frontfoot.ties.rounds import ROUNDS
from frontfoot.ties.settle import Way
from tests.docs.blocks import ROOT

GLOSSARY: Final = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


@cache
def terms() -> frozenset[str]:
    """What the glossary explains: the bold heads of its entries, one by one, and what stands in italics or as code."""
    heads = [part for head in re.findall(r"^\*\*(.+?)\*\*(.*)$", GLOSSARY, re.MULTILINE) for part in head]
    parts = [part for head in heads for part in re.split(r",|[()]", head)]
    marked = re.findall(r"(?<![*\w])\*([^*\n]+(?:\n[^*\n]+)?)\*(?![*\w])|`([^`\n]+)`", GLOSSARY)
    return frozenset(plain(text) for text in (*parts, *(one or other for one, other in marked)))


def plain(text: str) -> str:
    """A name without case, unit, or what stands in brackets."""
    return " ".join(re.sub(r"\(.*?\)|, m$", "", text).casefold().replace("_", " ").split())


def names() -> Iterator[tuple[str, str]]:
    """(where it stands, name) of every name of an answer."""
    asked = frontfoot.tie(
        "Atalanta", "Liverpool", competition="uel", season=2023, first_leg=(3, 0), rates=(1.4, 1.7), minute="HT"
    )
    advice = frontfoot.decide(asked)
    listed = {
        "decide: plans": PLAN_WORDS.values(),
        "decide: verdicts": VERDICTS,
        "decide: replies": REPLIES,
        "decide: payoffs": PAYOFFS,
        "decide: evidence": [reading.name for reading in advice.readings if reading.kind == "as measured"],
        "decide: chart": [ALL, *(reading.name for reading in advice.readings[:4])],
        "decide: kinds of reading": {reading.kind for reading in advice.readings},
        "decide: costs": [cost.name for cost in advice.costs],
        "tie: ways": Way,
        "cup: rounds": ROUNDS,
        "match: figures": [measure.label for measure in CATALOGUE],
        "match: players": [head for head, _, _ in PLAYER_COLUMNS],
        "half-time: figures": [label for label, _ in LABELS.values()],
        "player table": PLAYER_FIGURES,
        "table: columns": HEADS.values(),
        "scout: figures": [figure.label for figure in SCOUTING_FIGURES if figure.use != "never"],
    }
    for where, found in listed.items():
        for name in found:
            yield where, str(name)


def test_every_name_is_explained() -> None:
    unknown = {f"{where}: {name}" for where, name in names() if plain(name) not in terms()}
    assert unknown == set()
    assert len(list(names())) > 150


def test_a_definition_is_that_of_the_code() -> None:
    rows = dict(re.findall(r"^\| (\S.*?) \| (.+) \|$", GLOSSARY, re.MULTILINE))
    for measure in CATALOGUE:
        assert f"| *{measure.label}* | {measure.about} |" in GLOSSARY
    for name, (about, _) in PLAYER_FIGURES.items():
        assert rows[f"`{name}`"] == about
    for figure in SCOUTING_FIGURES:
        assert (f"| *{figure.label}* | {figure.what} |" in GLOSSARY) is (figure.use != "never")
    for code, title in ROUNDS.items():
        assert rows[f"`{code}`"] == title


def test_the_glossary_explains_nothing_twice() -> None:
    heads = re.findall(r"^\*\*(.+?)\*\*", GLOSSARY, re.MULTILINE)
    single = [plain(part) for head in heads for part in head.split(",")]
    assert sorted(single) == sorted(set(single))
