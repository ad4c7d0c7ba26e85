"""Checks of XML before it is parsed: a document type is refused, since its entities could read other files."""

from __future__ import annotations

import re
from typing import Any, Final
from xml.etree import ElementTree

from frontfoot.match import limits
from frontfoot.match.files import Source

_ENCODING: Final = re.compile(rb"<\?xml\b[^>]{0,200}?\bencoding\s*=\s*[\"']([^\"'\x80-\xff]{1,40})[\"']")
_ENCODINGS: Final = frozenset({"utf-8", "utf8", "us-ascii", "ascii", "iso-8859-1", "latin-1", "windows-1252"})


def text_of(node: ElementTree.Element | None) -> str:
    """The text of an element without the spaces around it; an empty string if there is no element or no text."""
    return (node.text or "").strip() if node is not None else ""


def guard_xml(source: Source) -> None:
    """Check that XML has no document type, which could expand or fetch entities, and is not nested too deep.

    Raises:
        ReadError: it declares a document type, is not in a one-byte encoding, or is nested too deep.
    """
    if not check_declarations(source):
        return
    depth = 0
    from xml.parsers import expat

    def opened(_name: str, _attributes: Any) -> None:
        nonlocal depth
        depth += 1
        if depth > limits.MAX_DEPTH:
            raise source.error(f"The XML is nested deeper than {limits.MAX_DEPTH} levels", "Export it again")

    def closed(_name: str) -> None:
        nonlocal depth
        depth -= 1

    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = opened, closed
    try:
        parser.Parse(source.content.lstrip(), True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise source.error(f"The XML is damaged ({error})", "Export it again") from error


def check_declarations(source: Source) -> bool:
    """Whether a file is XML; what it declares is checked, its elements are not.

    Raises:
        ReadError: it declares a document type, or is not in a one-byte encoding.
    """
    content = source.content.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not content.startswith(b"<"):
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            raise source.error("The file is not UTF-8 text", "Save it as UTF-8")
        return False
    declared = _ENCODING.match(content)
    if declared is not None and declared[1].decode("ascii").lower().replace("_", "-") not in _ENCODINGS:
        raise source.error(f"The XML declares the encoding {declared[1].decode('ascii')!r}", "Save it as UTF-8")
    if b"\x00" in content:
        raise source.error("The file is not UTF-8 text", "Save it as UTF-8")
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise source.error(
            "The XML declares a document type, through which it could read other files",
            "No provider's feed does that; export it again",
        )
    return True
