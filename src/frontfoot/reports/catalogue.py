"""The measures that a report shows: in which group and order, under which name, in which form.

Measures are defined in `frontfoot.approach.definitions` and in `frontfoot.chances`; `catalogue.json` has only their
labels and forms.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

import msgspec

from frontfoot.reports.figure_parts import ReportMeasure

CATALOGUE: Final[tuple[ReportMeasure, ...]] = msgspec.json.decode(
    (files("frontfoot.reports") / "catalogue.json").read_bytes(), type=tuple[ReportMeasure, ...]
)
"""Every measure, in the order in which it is shown."""
