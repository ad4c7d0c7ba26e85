"""The documentation site builds in strict mode without a network, stands on its own, and leads nowhere astray."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import pytest

import frontfoot
from tests.board.browser import chromium
from tests.docs.blocks import ROOT

pytest.importorskip("mkdocs", reason="MkDocs is not installed")

OFFLINE: Final = """
import socket, sys
def refuse(*_): raise OSError("the site must build without a network")
socket.socket.connect = socket.create_connection = socket.getaddrinfo = refuse
from mkdocs.__main__ import cli
cli(sys.argv[1:])
"""

LOADED: Final = {
    ("script", "src"),
    ("img", "src"),
    ("img", "srcset"),
    ("source", "src"),
    ("source", "srcset"),
    ("video", "src"),
    ("audio", "src"),
    ("iframe", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("use", "href"),
    ("image", "href"),
    ("link", "href"),
}
"""Element and attribute that a browser fetches by itself."""

NOT_FETCHED: Final = {"canonical", "next", "prev", "alternate", "author", "license"}
"""Kinds of `link` elements that are plain hyperlinks."""

STYLE: Final = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")


@dataclass
class Page(HTMLParser):
    """What one page fetches, links to and can be linked at."""

    path: Path
    fetched: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._style = False
        self.feed(self.path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        self.anchors |= {values[name] for name in ("id", "name") if values.get(name)}
        self.fetched += [one or other for one, other in STYLE.findall(values.get("style", ""))]
        if tag == "a" and "href" in values:
            self.links.append(values["href"])
        if tag == "link" and NOT_FETCHED & set(values.get("rel", "").split()):
            self.links.append(values["href"])
            return
        for name, value in values.items():
            if (tag, name) in LOADED:
                parts = value.split(",") if name == "srcset" else [value]
                self.fetched += [part.split()[0] for part in parts if part.strip()]

    def handle_data(self, data: str) -> None:
        if self._style:
            self.fetched += [one or other for one, other in STYLE.findall(data)]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built."""
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-c", OFFLINE, "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(Path(frontfoot.__file__).parents[1]), "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    return folder


@pytest.fixture(scope="module")
def read(site: Path) -> dict[Path, Page]:
    """Every page of the site."""
    return {path: Page(path) for path in sorted(site.rglob("*.html"))}


def outside(address: str) -> bool:
    """Whether an address lies at another host.

    >>> outside("//fonts.example/a.css"), outside("https://cdn.example/x.js"), outside("data:image/png;base64,AA")
    (True, True, False)
    >>> outside("../assets/a.css")
    False
    """
    parts = urlsplit(address)
    return bool(parts.netloc) or parts.scheme in ("http", "https", "ftp")


def broken(page: Page, read: dict[Path, Page], site: Path) -> list[str]:
    """Links and files of a page that are not there."""
    found = []
    for address in page.links + page.fetched:
        parts = urlsplit(address)
        if outside(address) or parts.scheme:
            continue
        if parts.path.startswith("/"):
            # The page for what is not found does not know where it is read from.
            target = site / unquote(parts.path).lstrip("/")
        else:
            target = (page.path.parent / unquote(parts.path)).resolve() if parts.path else page.path
        if target.is_dir():
            target /= "index.html"
        known = read[target].anchors if target in read else {unquote(parts.fragment)}
        if not target.is_file() or (parts.fragment and unquote(parts.fragment) not in known):
            found.append(address)
    return found


@pytest.mark.slow
def test_nothing_is_fetched_from_outside(site: Path, read: dict[Path, Page]) -> None:
    assert len(read) > 40
    fetched = {str(page.path): [one for one in page.fetched if outside(one)] for page in read.values()}
    for sheet in site.rglob("*.css"):
        named = [one or other for one, other in STYLE.findall(sheet.read_text(encoding="utf-8"))]
        fetched[str(sheet)] = [address for address in named if outside(address)]
    assert not {path: addresses for path, addresses in fetched.items() if addresses}


@pytest.mark.slow
def test_every_link_anchor_and_picture_is_there(site: Path, read: dict[Path, Page]) -> None:
    assert sum(len(page.links) for page in read.values()) > 1000
    assert not {str(page.path): links for page in read.values() if (links := broken(page, read, site))}


def test_every_page_is_in_the_navigation(site: Path, read: dict[Path, Page]) -> None:
    assert "omitted_files: warn" in (ROOT / "mkdocs.yml").read_text("utf-8"), "strict mode no longer asks for it"
    # The home page's navigation holds the whole tree.
    home = read[site / "index.html"]
    named = {(site / urlsplit(link).path).resolve() for link in home.links if not outside(link)}
    assert {path.name for path in read if path.resolve() not in named} <= {"404.html", "index.html"}
    assert {(site / folder / "index.html").resolve() for folder in ("tutorials", "how-to", "reference")} <= named


def test_the_reference_holds_every_command_and_every_public_name(read: dict[Path, Page]) -> None:
    text = {path.name: path.read_text("utf-8") for path in read if path.parent.name == "reference"}
    for command in ("report", "decide", "data get", "fit in-play"):
        assert f">frontfoot {command}" in text["command-line.html"]
    for option in ("--first-leg", "--tired-opponent", "--live", "--cluster"):
        assert option in text["command-line.html"]
    for name in frontfoot.__all__:
        if callable(getattr(frontfoot, name)):
            assert f"frontfoot.{name}" in text["library.html"]
    assert not [name for name, page in text.items() if "<blockquote>" in page], "a doctest is not shown as code"
    assert not [name for name, page in text.items() if re.search(r"<b><code>[^/]*,", page)], "two names in one entry"


def test_a_page_that_leads_astray_is_found(tmp_path: Path) -> None:
    (tmp_path / "there.html").write_text('<p id="here">', encoding="utf-8")
    (tmp_path / "page.html").write_text(
        '<link rel="stylesheet" href="https://fonts.example/a.css"><script src="//cdn.example/x.js"></script>'
        '<style>@import "https://css.example/b.css";</style><img src="absent.png"><a href="https://example.org">'
        '<a href="there.html#here"><a href="there.html#nowhere"><a href="gone.html"><a href="#top">',
        encoding="utf-8",
    )
    read = {path: Page(path) for path in (tmp_path / "page.html", tmp_path / "there.html")}
    page = read[tmp_path / "page.html"]
    assert [one for one in page.fetched if outside(one)] == [
        "https://fonts.example/a.css",
        "//cdn.example/x.js",
        "https://css.example/b.css",
    ]
    assert sorted(broken(page, read, tmp_path)) == ["#top", "absent.png", "gone.html", "there.html#nowhere"]


@pytest.mark.slow
def test_search_works_from_the_folder_without_a_server(site: Path) -> None:
    asked: list[str] = []
    with chromium() as browser:
        tab = browser.new_page()
        tab.on("request", lambda request: asked.append(request.url))
        tab.goto((site / "index.html").as_uri())
        tab.locator("input.md-search__input").click()
        tab.keyboard.type("break-even", delay=20)
        tab.locator(".md-search-result__item").first.wait_for(timeout=30_000)
        assert "matching document" in tab.locator(".md-search-result__meta").inner_text()
    assert not [address for address in asked if not address.startswith(("file:", "data:", "blob:"))]
