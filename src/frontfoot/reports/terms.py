"""The owner of a match's data, and the terms on which pages made from them may be shown."""

from __future__ import annotations

from typing import Final

from frontfoot.match.names import display_name
from frontfoot.reports.document import TermNotes

_TERMS: Final = {
    "statsbomb": TermNotes(
        provider="StatsBomb",
        text="Event data by StatsBomb. Its open data may be used for research and other genuine interest under the "
        "StatsBomb Public Data User Agreement, which asks that StatsBomb be named as the source, with its logo, in "
        "anything that is published from them. Other StatsBomb data are subject to your contract.",
        link="github.com/statsbomb/open-data",
    ),
    "wyscout_v2": TermNotes(
        provider="Wyscout (v2)",
        text="Event data by Wyscout. Matches of the public collection (L. Pappalardo et al., A public data set of "
        "spatio-temporal match events in soccer competitions, Scientific Data 6, 236, 2019) are licensed CC BY 4.0 and "
        "must be attributed so. Other Wyscout data are subject to your contract.",
        link="doi.org/10.1038/s41597-019-0247-7",
    ),
}


def terms(provider: str) -> TermNotes:
    """The terms of a provider's data."""
    if provider in _TERMS:
        return _TERMS[provider]
    shown = display_name(provider)
    name = shown.partition(" (")[0]
    text = f"Event data by {name}. They are subject to the terms of your contract with {name}."
    return TermNotes(provider=shown, text=text)
