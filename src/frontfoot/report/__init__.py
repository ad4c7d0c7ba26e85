"""How it is told on paper: one self-contained page, JSON, Markdown."""

from __future__ import annotations

from frontfoot.front_door import open_front_door

open_front_door(__name__, "frontfoot.report.report")
