"""The home and the away team of files that do not state which of their two teams is at home."""

from __future__ import annotations

from frontfoot.match.listing import ListedMatch
from frontfoot.match.match import Finding, Repair, Team


def settle(first: Team, second: Team, listed: ListedMatch | None) -> tuple[Team, Team, list[Repair], list[Finding]]:
    """The teams as (home, away), and the finding to report where that is an assumption.

    The first team is assumed to be the home side. The names in the list of matches beside the file, home first, confirm
    that or turn it round; one name is enough, since the two often write the other differently.

    Args:
        first, second: the teams in the file's order.
        listed: the list's line for this match, if there is one.

    >>> from frontfoot.match.match import Team
    >>> home, away, repairs, findings = settle(Team("1", "Liverpool"), Team("2", "Leicester"), None)
    >>> home.name, [finding.rule for finding in findings]
    ('Liverpool', ['home-unknown'])
    """
    if listed is not None and (listed.home == first.name or listed.away == second.name):
        return first, second, [], []
    if listed is not None and (listed.home == second.name or listed.away == first.name):
        text = f"The file names the away side first; the list of matches beside it puts {second.name} at home"
        return second, first, [Repair("home-away", text, 0)], []
    return first, second, [], [unknown(first)]


def unknown(first: Team) -> Finding:
    """The finding that the home side was only assumed from the order of the teams."""
    text = f"Nothing tells which side was at home; {first.name or first.id} was taken, whom the file names first"
    return Finding("home-unknown", "warning", text)
