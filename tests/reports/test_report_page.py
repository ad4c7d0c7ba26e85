"""The page is well-formed, self-contained, the same every time, and nothing in a name can become code."""

from __future__ import annotations

import re
from dataclasses import replace
from html.parser import HTMLParser

import polars as pl
import pytest

from frontfoot.match.match import Finding, Match, Repair, Team
from frontfoot.reports.document import Story
from frontfoot.reports.html import page
from frontfoot.reports.markdown import markdown
from frontfoot.reports.story import story_of

VOID = {"meta", "link", "br", "img", "hr", "input"}
NASTY = """</title></style><script>alert(1)</script><img src=x onerror=alert(2)>"'>{{ 7*7 }}<svg onload=alert(3)>"""


class Reader(HTMLParser):
    """Checks that tags are nested, and collects tags, attributes and text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"doubled attribute in <{tag}>"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another element"

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read(text: str) -> Reader:
    reader = Reader()
    reader.feed(text)
    reader.close()
    assert reader.open == []
    return reader


@pytest.fixture(scope="module")
def italy_page(italy: Story) -> str:
    return page(italy)


@pytest.mark.slow
def test_pages_are_well_formed(italy_page: str, girona: Story, juventus: Story) -> None:
    for text in (italy_page, page(girona), page(juventus)):
        tags = [tag for tag, _ in read(text).tags]
        assert tags.count("h1") == 1
        assert tags.count("svg") >= 10
        assert text.startswith("<!doctype html>\n")


def test_the_page_loads_nothing(italy_page: str) -> None:
    for tag, attributes in read(italy_page).tags:
        assert tag not in {"script", "iframe", "object", "embed", "form", "base", "img"}
        for name, value in attributes.items():
            assert not name.startswith("on")
            if tag == "a" and name == "href":
                assert str(value).startswith("#"), "it leads to a place on the page"
            elif name in {"src", "href", "xlink:href", "action", "data", "poster"}:
                assert (tag, name, value) == ("link", "href", "data:,")
    assert "@import" not in italy_page
    assert not re.search(r"url\(|https?://", italy_page)


@pytest.mark.slow
def test_the_page_is_the_same_every_time(italy: Story, italy_match: Match, italy_page: str) -> None:
    assert page(italy) == italy_page == page(story_of(italy_match))


def test_the_contents_lead_to_every_section(italy_page: str) -> None:
    tags = read(italy_page).tags
    sections = [attributes["id"] for tag, attributes in tags if tag == "section"]
    assert [str(attributes["href"])[1:] for tag, attributes in tags if tag == "a"] == sections
    assert "prefers-color-scheme: dark" in italy_page


def test_who_had_the_ball_is_said_in_letters(italy_page: str, italy: Story) -> None:
    """Of each of 18 zones the share is that of the side whose letters stand with it."""
    drawn = italy_page.split("Who had the ball where</h3>")[1].split("</svg>")[0]
    shares = re.findall(r">(\d+)%</text><text[^>]*>(\w+)</text>", drawn)
    home, away = italy.sides.home.zones, italy.sides.away.zones
    columns, rows = len(home), len(home[0])
    counts = [
        (home[column][row], away[columns - 1 - column][rows - 1 - row])
        for column in range(columns)
        for row in range(rows)
        if home[column][row] + away[columns - 1 - column][rows - 1 - row]
    ]
    assert len(shares) == len(counts)
    for (share, code), (ours, theirs) in zip(shares, counts, strict=True):
        assert abs(int(share) - 100 * max(ours, theirs) / (ours + theirs)) <= 0.51
        assert code == ("level" if ours == theirs else "TUR" if ours > theirs else "ITA")


def test_every_picture_says_what_it_is(italy_page: str) -> None:
    pictures = [attributes for tag, attributes in read(italy_page).tags if tag == "svg"]
    assert len(pictures) > 5
    for attributes in pictures:
        assert attributes["role"] == "img"
        assert attributes["aria-label"]


def test_what_the_page_must_hold(italy_page: str, italy: Story) -> None:
    text = " ".join("".join(read(italy_page).text).split())
    for part in (
        "Merih Demiral 53' (own goal)",
        "half-time 0–0",
        "90% interval",
        "Front-foot index",
        "StatsBomb records no sliding tackles",
        "Public Data User Agreement",
        "How it is measured",
        "Put right in the data",
        "Italy ahead",
    ):
        assert part in text, part
    assert italy.headline in text
    for measure in italy.measures:
        assert measure.label in text


def test_sending_off_stands_under_the_score(girona: Story) -> None:
    reader = read(page(girona))
    assert any(attributes.get("class") == "sent-off" for _, attributes in reader.tags)
    assert "Clément Lenglet sent off 33'" in "".join(reader.text)


@pytest.fixture(scope="module")
def nasty(italy_match: Match) -> Story:
    """The match with code for names, everywhere a file can put a name."""
    players = italy_match.players.with_columns(pl.lit(NASTY).alias("name"))
    info = replace(
        italy_match.info,
        competition=NASTY,
        season=NASTY,
        date=NASTY,
        venue=NASTY,
        match_id=NASTY,
        sources=(NASTY.replace("/", ""),),
    )
    return story_of(
        replace(
            italy_match,
            info=info,
            home=Team(NASTY, NASTY),
            away=Team("away", f"{NASTY} away"),
            players=players,
            repairs=(Repair(NASTY, NASTY, 1),),
            findings=(Finding(NASTY, "warning", NASTY, 1),),
        )
    )


def test_names_cannot_become_code(nasty: Story, italy_page: str) -> None:
    clean, dirty = read(italy_page), read(page(nasty))
    assert {tag for tag, _ in dirty.tags} == {tag for tag, _ in clean.tags}
    known = {name for _, attributes in clean.tags for name in attributes}
    assert {name for _, attributes in dirty.tags for name in attributes} <= known
    assert NASTY in "".join(dirty.text)
    assert "49" not in nasty.home


def test_names_cannot_become_markup_in_markdown(nasty: Story) -> None:
    text = markdown(nasty)
    assert "<script" not in text
    assert "<img" not in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    widths = {len(re.findall(r"(?<!\\)\|", row)) for row in rows}
    assert widths <= {4, 5, 7, 12, 17}, widths


def test_a_provider_without_duels_gives_a_page_without_an_index(italy_match: Match) -> None:
    bare = replace(italy_match, provides=italy_match.provides - {"tackle", "interception"})
    story = story_of(bare)
    assert story.sides.home.front_foot is None
    assert story.sides.home.strip == ()
    text = page(story)
    read(text)
    assert "StatsBomb records no tackles and no interceptions" in text
    assert "front foot" not in story.headline


def test_a_match_that_stopped_in_the_first_half(italy_match: Match) -> None:
    events = italy_match.events.filter((pl.col("period") == 1) & (pl.col("seconds") < 600))
    short = replace(italy_match, events=events, periods=(replace(italy_match.periods[0], seconds=600.0),))
    story = story_of(short)
    assert story.half_time is None
    read(page(story))
    assert markdown(story)
