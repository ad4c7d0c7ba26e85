"""The tables of the evidence as they stand in the docs, from the shipped file.

python -m benchmarks.effects_tables
"""

from __future__ import annotations

import math
from typing import Any

from frontfoot.decisions.evidence import evidence
from frontfoot.fitted import read


def share(value: float, error: float) -> str:
    """A log rate and its standard error, in per cent."""
    return f"{100 * value:+.1f} ± {100 * error:.1f}"


def terms() -> None:
    """Every kind of evidence as measured, and what is allowed for its bias."""
    print(
        "| evidence | what is compared | matches | balance, % | total, % | allowed for |\n|---|---|---:|---:|---:|---|"
    )
    for term in evidence().terms:
        total = "" if term.total is None or term.total_error is None else share(term.total, term.total_error)
        print(
            f"| {term.name} | {term.title} | {term.matches:,} | {share(term.balance, term.balance_error)} | {total} "
            f"| {term.assumed} |"
        )


def posteriors() -> None:
    """The posterior, and with parts left out."""
    known = evidence()
    print("\n| posterior | balance, % | total, % | balance above zero |\n|---|---:|---:|---:|")
    for name, part in [("all evidence", known.posterior), *((f"without {n}", p) for n, p in known.without.items())]:
        (balance, total), errors = part.mean, part.errors
        alone = part.along(float(balance), (part.mean * 0.0) + [1.0, 0.0])
        print(f"| {name} | {share(balance, errors[0])} | {share(total, errors[1])} | {1 - alone.below(0.0):.2f} |")


def leagues(document: dict[str, Any]) -> None:
    """Both designs by league, and what is predicted of a league left out."""
    parameters, held = document["parameters"], document["record"]["held_out"]["league left out"]
    print("\n| league | latent balance, % | latent total, % | within a match, balance, % |\n|---|---:|---:|---:|")
    for name, row in parameters["by_league"].items():
        shown = " | ".join(share(*row[key]) for key in ("latent balance", "latent total", "within a match"))
        print(f"| {name} | {shown} |")
    for design, rows in held.items():
        print(f"\n{design}:\n\n| league left out | slope | deviance less, per 1,000 spells |\n|---|---:|---:|")
        for name, (slope, slope_error, gain, gain_error) in rows.items():
            print(f"| {name} | {slope:.2f} ± {slope_error:.2f} | {gain:+.3f} ± {gain_error:.3f} |")


def leads(document: dict[str, Any]) -> None:
    """Goals of leaders and trailers, what a balance adds in second legs, and the costs."""
    print("\n| goals of leaders and trailers | matches | leaders | trailers | log ratio |\n|---|---:|---:|---:|---:|")
    for name, row in document["parameters"]["leads"].items():
        value, error = row["log ratio"]
        print(
            f"| {name} | {row['matches']:,} | {row['leaders']:.2f} | {row['trailers']:.2f} "
            f"| {value:+.3f} ± {error:.3f} |"
        )
    print("\n| balance supposed in second legs | log-likelihood a match above the score state alone |\n|---|---:|")
    for balance, (value, error) in document["record"]["held_out"][
        "second legs, log-likelihood a match above the score state"
    ].items():
        print(f"| {100 * float(balance):+.0f}% | {value:+.4f} ± {error:.4f} |")
    print("\n| what else goes with a unit more | events | change, % |\n|---|---:|---:|")
    for cost in evidence().costs:
        print(f"| {cost.name} | {cost.events:,} | {100 * cost.change:+.0f} ± {100 * cost.error:.0f} |")


def bench(document: dict[str, Any]) -> None:
    """The usual retreat in words of the bench: PPDA from 10, metres, points of the final third from 50."""
    per_unit, shift = document["parameters"]["measures_per_unit"], document["parameters"]["usual_shift"]
    print("\n| lead | units | PPDA, from 10 | height, m | share of final-third passes, from 50% |")
    print("|---:|---:|---:|---:|---:|")
    for lead in range(-3, 4):
        units = shift[str(lead)]
        ratio = math.exp(units * per_unit["tilt"])
        print(
            f"| {lead:+d} | {units:+.2f} | {10.0 * math.exp(-units * per_unit['press']):.1f} "
            f"| {units * per_unit['height']:+.1f} | {100.0 * ratio / (1.0 + ratio):.0f}% |"
        )


def main() -> None:
    """Print the tables."""
    document = read("effects")
    bench(document)
    terms()
    posteriors()
    leagues(document)
    leads(document)


if __name__ == "__main__":
    main()
