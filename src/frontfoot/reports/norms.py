"""The reference matches for the scale of a report's figures, and the measures labelled accordingly."""

from __future__ import annotations

from msgspec.structs import replace

from frontfoot import fitted
from frontfoot.approach import parameters
from frontfoot.match.match import Match
from frontfoot.match.names import display_name
from frontfoot.reports.figure_parts import CATALOGUE, NormsNote, ReportMeasure

_PPDA = ("ppda", "ppda_wyscout", "ppda_opta")


def norms(match: Match) -> NormsNote:
    """The matches on which the zero of the front-foot index rests, and a sentence on them."""
    provider = display_name(match.info.provider)
    name = parameters.norms_of(match.info.provider)
    if name is None:
        return NormsNote(
            standardised=False,
            provider=None,
            matches=None,
            text=f"Not standardised: there are no matches of {provider} to set the scale by. 0 and 1 are those of "
            "Wyscout's leagues, and the challenges, which providers count differently, are left out and predicted "
            "from the other three measures; compare the two sides and the minutes, not the level.",
        )
    record = fitted.read(parameters.FILES[name])["record"]
    matches = int(record["rows"]["matches"])
    years = " to ".join(dict.fromkeys(date[:4] for date in record["dates"] if date))
    return NormsNote(
        standardised=True,
        provider=display_name(name),
        matches=matches,
        text=f"0 is the average, 1 one standard deviation of team-matches in {matches:,} matches of "
        f"{display_name(name)}'s data ({years}).",
    )


def measures(match: Match) -> tuple[ReportMeasure, ...]:
    """The catalogue with whose events PPDA is counted from and what is usual there, and whose average zero is."""
    provider = display_name(match.info.provider)
    name = parameters.norms_of(match.info.provider)
    labelled = []
    for measure in CATALOGUE:
        if measure.key == "front_foot" and name is None:
            labelled.append(
                replace(measure, about=f"Not standardised for {provider}: the scale is that of Wyscout's leagues")
            )
            continue
        if measure.key not in _PPDA:
            labelled.append(measure)
            continue
        usual = parameters.single(measure.key, name) if name else None
        level = f"usual in its matches: {usual.mean[0]:.1f}" if usual is not None else "what is usual is not known"
        about = f"{measure.about}. Counted from the events of {provider}; {level}"
        labelled.append(replace(measure, about=about, unit=f"passes per action, {provider}"))
    return tuple(labelled)
