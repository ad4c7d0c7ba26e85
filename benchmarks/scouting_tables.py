"""Print the tables of docs/scouting.md from the fitted file: `python -m benchmarks.scouting_tables`.

`frontfoot fit scouting --data DATA` makes that file.
"""

from __future__ import annotations

from frontfoot import fitted
from frontfoot.scouting.figures import FIGURES
from frontfoot.scouting.people import TRAITS

USES = {"ruler": "ruler", "range": "range", "season": "season, shrunk", "never": "never"}


def figures() -> list[str]:
    """The rows of the table of figures."""
    document = fitted.read("scouting")
    parameters, scores = document["parameters"], document["record"]["held_out"]["wyscout"]
    rows = [
        "| figure | shown | r Wyscout | r StatsBomb | matches for .7 | inside 80% after 6 / 10 / 19 | error after 6 |",
        "|---|---|---|---|---|---|---|",
    ]
    for figure in FIGURES:
        ours = parameters["wyscout"]["figures"].get(figure.name)
        theirs = parameters["statsbomb"]["figures"].get(figure.name)
        judged = scores.get(figure.name)
        inside, error = "-", "-"
        if judged:
            inside = " / ".join(_short(judged[after]["inside_80"]) for after in ("6", "10", "19"))
            error = _short(judged["6"]["shrunk_error"] / judged["6"]["raw_error"])
        known = ours or theirs
        needed = "-" if known["needed"] is None or known["needed"] > 100 else f"{known['needed']:.0f}"
        r = [_short(values["r"]) if values else "-" for values in (ours, theirs)]
        rows.append(f"| {figure.label} | {USES[figure.use]} | {r[0]} | {r[1]} | {needed} | {inside} | {error} |")
    return rows


def players() -> list[str]:
    """The rows of the table of players."""
    parameters = fitted.read("scouting")["parameters"]
    rows = ["| figure | Wyscout | StatsBomb |", "|---|---|---|"]
    for name, (label, _) in TRAITS.items():
        values = (parameters[norms]["players"].get(name) for norms in ("wyscout", "statsbomb"))
        cells = ["-" if value is None else _short(value) for value in values]
        rows.append(f"| {label} | {cells[0]} | {cells[1]} |")
    return rows


def _short(value: float) -> str:
    return f"{value:.2f}".replace("0.", ".", 1)


if __name__ == "__main__":
    print("\n".join([*figures(), "", *players()]))
