"""The tables of the evidence as they stand in the docs, from the shipped file.

python -m benchmarks.effects_tables
"""

from __future__ import annotations

from typing import Any

import numpy as np

from frontfoot.fitted import read


def share(value: float, error: float) -> str:
    """A log rate and its standard error, in per cent."""
    return f"{100 * value:+.1f} ± {100 * error:.1f}"


def effects(rungs: list[dict[str, Any]]) -> list[str]:
    """One row for each design."""
    rows = ["| design | what it compares | goals for | goals against | matches |", "|---|---|---:|---:|---:|"]
    for rung in rungs:
        own, opponent = (share(rung["mean"][k], rung["error"][k]) for k in (0, 1))
        rows.append(f"| {rung['name']} | {rung['title']} | {own} | {opponent} | {rung['matches']:,} |")
    return rows


def total_and_balance(rung: dict[str, Any]) -> str:
    """Mean and half the difference of the two effects: more goals for all, and more of them ours."""
    draws = np.array(rung["draws"])
    total, balance = draws[:, :2].mean(axis=1), (draws[:, 0] - draws[:, 1]) / 2
    return (
        f"total {share(total.mean(), total.std())} (both rates together), "
        f"balance {share(balance.mean(), balance.std())} (half the difference)."
    )


def main() -> None:
    """Print the tables."""
    document = read("effects")
    rungs = document["parameters"]["rungs"]
    print("\n".join(effects(rungs)))
    lead = rungs[0]
    print(f"\nFor a leader the main design adds {share(lead['mean'][2], lead['error'][2])} to its own goals", end=" ")
    print(f"and {share(lead['mean'][3], lead['error'][3])} to the opponent's.")
    print(f"\nMain design: {total_and_balance(lead)}")
    print("\nWeaknesses:\n")
    for rung in rungs[:7]:
        print(f"* *{rung['name']}*: {rung['caution']}")
    print("\n| league left out | deviance per 1,000 spells | less with approach |\n|---|---:|---:|")
    for league, found in document["record"]["held_out"].items():
        gain = f"{found['gain by approach']:.1f} ± {found['standard error']:.1f}"
        print(f"| {league} | {found['deviance per 1000 spells']:.1f} | {gain} |")


if __name__ == "__main__":
    main()
