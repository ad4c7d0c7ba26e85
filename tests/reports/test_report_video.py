"""Links from a report to its video: where they lead, computed apart, and addresses that mean harm."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

import frontfoot
from frontfoot.core.errors import InputError
from frontfoot.match.match import Match
from frontfoot.reports.document import Story, encode
from frontfoot.reports.html import page
from frontfoot.reports.markdown import markdown
from frontfoot.reports.video import video_address, with_video
from frontfoot.scouting.offsets import Offsets
from tests.cli.commands import status_of

STARTS = ("2:14", "64:02")
PLACED = {1: 2 * 60 + 14, 2: 64 * 60 + 2}


class Links(HTMLParser):
    """(address, text) of every link, and every tag."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self.tags: list[str] = []
        self._open: str | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag == "a":
            self._open = dict(attrs)["href"] or ""
            self.found.append((self._open, ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = None

    def handle_data(self, data: str) -> None:
        if self._open is not None:
            self.found[-1] = (self._open, self.found[-1][1] + data)


def outward(text: str) -> list[tuple[str, str]]:
    """Links that leave the page."""
    return [link for link in Links(text).found if not link[0].startswith("#")]


def expected(story: Story) -> list[int]:
    """Second of the video of every moment, by hand: ten seconds before a shot, eight before a ball that is won."""
    seconds: list[tuple[int, float]] = [(goal.period, goal.seconds - 10.0) for goal in story.goals]
    missed = [kick for kick in story.penalties if kick.outcome != "goal"]
    seconds += [(shot.period, shot.seconds - 10.0) for shot in (*story.shots, *story.penalties, *missed)]
    seconds += [(card.period, card.seconds - 10.0) for card in story.cards if card.card != "yellow"]
    seconds += [(counter.period, counter.seconds - 8.0) for counter in story.counters]
    seconds += [(turnover.period, turnover.seconds - 8.0) for turnover in story.high_turnovers]
    return sorted(max(int(PLACED[period] + second), 0) for period, second in seconds)


@pytest.mark.slow
def test_every_moment_leads_to_its_second(girona: Story) -> None:
    plain = outward(page(girona))
    assert plain == []
    written = with_video(girona, "leg 1.mp4", Offsets.parse(*STARTS))
    links = outward(page(written))
    heads, moments = links[:], []
    for address, text in links:
        place, _, second = address.partition("#t=")
        assert place == "leg%201.mp4"
        if text.startswith(("kick-off", "second half")):
            continue
        moments.append(int(second))
        heads.remove((address, text))
    assert sorted(moments) == expected(girona)
    assert len(moments) > 40
    assert sorted(heads) == sorted(
        [("leg%201.mp4#t=134", "kick-off 2:14"), ("leg%201.mp4#t=3842", "second half 64:02")]
    )


def test_markdown_leads_there_too(girona: Story) -> None:
    written = with_video(girona, "https://example.org/v?a=1&copy=2", Offsets.parse(*STARTS))
    text = markdown(written)
    assert "](" not in markdown(girona)
    goal = girona.goals[0]
    second = PLACED[goal.period] + int(goal.seconds - 10.0)
    links = re.findall(r"\]\((.*?)#t=(\d+)\)", text)
    assert len(links) == len(expected(girona)) - 2 * sum(p.outcome != "goal" for p in girona.penalties) - len(
        girona.penalties
    )
    # What Markdown takes for an entity would be another address.
    assert {html.unescape(address) for address, _ in links} == {"https://example.org/v?a=1&copy=2"}
    assert str(second) in {at for _, at in links}


def test_the_document_says_what_is_known_and_what_is_taken(girona: Story) -> None:
    written = with_video(girona, "match.mp4", Offsets({1: 134.0}))
    first = next(period.seconds for period in girona.periods if period.number == 1)
    document = msgspec.json.decode(encode(written))["video"]
    assert document["address"] == "match.mp4"
    assert document["starts"] == [
        {"period": 1, "seconds": 134.0, "stated": True},
        {"period": 2, "seconds": pytest.approx(134.0 + first + 900.0), "stated": False},
    ]
    assert "(assumed)" in page(written)
    assert msgspec.json.decode(encode(girona))["video"] is None
    assert msgspec.json.decode(encode(written), type=Story) == written


@pytest.mark.parametrize(
    "place",
    [
        "javascript:alert(1)",
        " JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "java\tscript:alert(1)",
        "\x00javascript:alert(1)",
        "\u2028javascript:alert(1)",
        "data:text/html,<script>alert(1)</script>",
        "vbscript:x",
        "blob:https://example.org/1",
        "mailto:a@example.org",
        "ftp://example.org/match.mp4",
        "https:match.mp4",
        "https:///match.mp4",
        "https://",
        "http://[::1/match.mp4",
        "https://example.org/match.mp4#t=3",
        "",
        "  ",
        "\ud800.mp4",
    ],
)
def test_addresses_that_mean_harm_or_nothing_are_refused(girona: Story, place: str) -> None:
    with pytest.raises(InputError) as refused:
        with_video(girona, place, Offsets({}))
    assert refused.value.remedy


@pytest.mark.parametrize(
    ("place", "address"),
    [
        ("../video/Türkiye – Italia.mp4", "../video/T%C3%BCrkiye%20%E2%80%93%20Italia.mp4"),
        ("100%.mp4", "100%25.mp4"),
        ("a?b#c.mp4", "a%3Fb%23c.mp4"),
        ("./1:0.mp4", "./1%3A0.mp4"),
        ("//evil.example/x.mp4", "/evil.example/x.mp4"),
        ("C:\\Video\\leg 1.mp4", "file:///C:/Video/leg%201.mp4"),
        ("HTTPS://example.org/a%20b/c d?x=[1]&t=5", "https://example.org/a%20b/c%20d?x=[1]&t=5"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("http://example.org/(1)'\"><script>", "http://example.org/%281%29%27%22%3E%3Cscript%3E"),
        ("file:///home/a b/match.mp4", "file:///home/a%20b/match.mp4"),
    ],
)
def test_places_become_addresses(place: str, address: str) -> None:
    assert video_address(place) == address


@given(st.text(max_size=60) | st.text("\"'<>()[]|&#%:/\\ \t\njavscript", max_size=40))
def test_no_address_breaks_out_of_its_link(place: str) -> None:
    """Refused, or plain ASCII without quotes, blanks or brackets, of a known scheme or of none."""
    try:
        address = video_address(place)
    except InputError:
        return
    assert address.isascii()
    assert not set(address) & set("\"'<>()# \\|`\t\n")
    assert urlsplit(address).scheme in {"", "http", "https", "file"}
    if urlsplit(address).scheme == "":
        assert not address.startswith("//")
        assert unquote(address).lstrip("/") == place.strip().lstrip("/")


def test_a_hostile_address_stays_inside_its_link(girona: Story) -> None:
    place = "https://example.org/\"onmouseover=alert(1) '><script>alert(1)</script>](javascript:alert(1))"
    written = with_video(girona, place, Offsets.parse(*STARTS))
    parsed = Links(page(written))
    assert "script" not in parsed.tags
    assert parsed.tags.count("a") == len(parsed.found)
    assert all(address.startswith(("#", "https://example.org/")) for address, _ in parsed.found)
    assert "](javascript" not in markdown(written)


def test_the_report_in_python(italy_match: Match) -> None:
    story = frontfoot.report(italy_match, video="match.mp4", starts=STARTS).story
    assert story.video is not None
    assert [(start.seconds, start.stated) for start in story.video.starts] == [(134.0, True), (3842.0, True)]
    with pytest.raises(InputError, match="the video is not"):
        frontfoot.report(italy_match, starts=STARTS)
    with pytest.raises(InputError, match="cannot start 6:40"):
        frontfoot.report(italy_match, video="match.mp4", starts=("2:14", "6:40"))


@pytest.mark.slow
def test_the_command_leads_from_the_page_to_the_file(
    kloppy_files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    match = str(kloppy_files / "statsbomb_15986_event.json")
    monkeypatch.chdir(tmp_path)
    (tmp_path / "leg 1.mp4").touch()
    assert (
        status_of(
            "report",
            match,
            "--video",
            "leg 1.mp4",
            "--kick-off",
            "2:14",
            "--out",
            "deep/pages",
            "--format",
            "html",
        )
        == 0
    )
    output = capsys.readouterr()
    assert "assumed to start in the video: the second half" in output.err
    written = tmp_path / output.out.strip()
    addresses = {address.partition("#")[0] for address, _ in outward(written.read_text("utf-8"))}
    assert addresses == {"../../leg%201.mp4"}
    assert (written.parent / unquote(addresses.pop())).resolve() == tmp_path / "leg 1.mp4"
    other = str(kloppy_files / "statsbomb_3788741_event.json")
    for arguments, problem in (
        ((match, "--kick-off", "2:14"), "the video is not"),
        ((match, "--video", "absent.mp4"), "There is no file 'absent.mp4'"),
        ((match, "--video", "javascript:alert(1)"), "cannot be linked by 'javascript:'"),
        ((match, "--video", "https://example.org/v", "--second-half", "6:40"), "cannot start 6:40"),
        ((match, other, "--video", "leg 1.mp4"), "of one match, and 2 are given"),
    ):
        assert status_of("report", *arguments, "--out", "none") == 2
        assert problem in capsys.readouterr().err
    assert not (tmp_path / "none").exists()
