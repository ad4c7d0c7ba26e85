"""How many small faults the tests notice: sampled mutants of the core packages, each run against its package's tests.

    python -m benchmarks.mutants [--each 12] [--seed 1] [--jobs 2] [--packages ties goals ...]

A mutant is one change to one module, made by the operators of cosmic-ray: a comparison, sign, number, boolean operator
or condition. It counts as noticed when the tests of its own package, or the doctests of its module, fail or run out of
time. Mutants that no test can notice, since the program does the same, are listed in `EQUIVALENT` with the reason.

All tests of a package run once to note which lines each reaches. Of a mutant those run that reach its statement, up to
the first failure, then the files that they stand in and those that import its module (`benchmarks.mutant_runs`).
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue
from typing import Any, Final

from benchmarks.mutant_runs import ROOT, Reach, copied, noticed, reach

TESTS: Final = {
    "match": ("tests/match", "tests/tracking"),
    "approach": ("tests/approach", "tests/tracking"),
    "chances": ("tests/chances",),
    "goals": ("tests/goals",),
    "ties": ("tests/ties",),
    "decisions": ("tests/decisions",),
    "cups": ("tests/cups",),
}
OPERATORS: Final = (
    "ReplaceComparisonOperator",
    "ReplaceUnaryOperator",
    "ReplaceBinaryOperator_Add_Sub",
    "ReplaceBinaryOperator_Sub_Add",
    "ReplaceBinaryOperator_Mul_Div",
    "ReplaceBinaryOperator_Div_Mul",
    "NumberReplacer",
    "ReplaceTrueWithFalse",
    "ReplaceFalseWithTrue",
    "ReplaceAndWithOr",
    "ReplaceOrWithAnd",
    "AddNot",
)
EQUIVALENT: Final[dict[tuple[str, str], str]] = {
    (
        "match/shown.py",
        '& (((pl.col("kind") >= "shot") & (pl.col("outcome") == "goal")) | (pl.col("kind") == "own_goal"))',
    ): "only shots have the outcome of a goal",
    (
        "ties/series.py",
        "for state, part in (((own + 1, other), share * odds), ((own, other - 1), share * (1.0 - odds))):",
    ): ("as many matches are counted as the series can have, so that only the wins of one side decide"),
    (
        "chances/situation.py",
        "new = self.shot[entries][1:] != self.shot[entries][:+1]",
    ): ("a shot then has several entries, and of those written to one place the last, the farthest, stays"),
    (
        "ties/period_odds.py",
        "return np.asarray(poisson_weights(self._clock, self.stretch, [moment], self.step.bound, self._tolerance)[-1])",
    ): ("the weights are of one moment: the first row is the last"),
    (
        "goals/market.py",
        'normal = np.einsum("nij,nik->njk", slope, slope) - 1e-12 * np.eye(2)',
    ): ("the summand only keeps the matrix from being singular, of either sign"),
    (
        "ties/sentences.py",
        "up = [score for score in coming if score.through[club] >= now]",
    ): ("`coming` holds only scores that change the odds by .005 or more, so that none equals them"),
    (
        "chances/xt.py",
        'kept = (kind == "carry") | (kind.is_in(["pass", "take_on"]) & (events["outcome"] <= "success"))',
    ): ("success is the first of the outcomes"),
    (
        "chances/minutes.py",
        'cell: Ints = np.where(known, 2 * (self._offset.take(period, mode="clip") + minute) + side, - 2)'
        ".astype(np.int64)",
    ): ("any number below 0 stands for no cell"),
    (
        "chances/minutes.py",
        "self._offset, self._latest = np.full((2, 6), - 2, dtype=np.int64)",
    ): ("any number below 0 stands for no minute"),
    (
        "chances/minutes.py",
        "self._offset, self._latest = np.full((2, 7), -1, dtype=np.int64)",
    ): ("there is no sixth period"),
    (
        "chances/minutes.py",
        "self._offset, self._latest = np.full((2, 6), ~1, dtype=np.int64)",
    ): ("any number below 0 stands for no minute"),
    (
        "chances/minutes.py",
        'cell: Ints = np.where(known, 2 * (self._offset.take(period, mode="clip") + minute) + side, ~1)'
        ".astype(np.int64)",
    ): ("any number below 0 stands for no cell"),
    ("decisions/mixture.py", "_BISECTIONS = 81"): "two halvings less would reach the spacing of doubles already",
    ("decisions/mixture.py", "_BISECTIONS = 79"): "two halvings less would reach the spacing of doubles already",
    ("decisions/game.py", "BLOCK = 24001"): "so many draws are handled at once, each on its own",
    ("decisions/game.py", "BLOCK = 23999"): "so many draws are handled at once, each on its own",
    (
        "decisions/score_states.py",
        "by_lead = np.where(leads >= 0, payoff[np.maximum(leads, 0), 0], payoff[0, np.maximum(-leads, 1)])",
    ): ("the second part is read only where the lead is -1 or less"),
    (
        "decisions/matrix_game.py",
        "solution = np.linalg.solve(system, right)[..., -1]",
    ): ("the right-hand side has one column: the first is the last"),
    (
        "decisions/chart.py",
        "if abs(point[1]) <= REACH + 1e-12 and point not in inside[- 2:]:",
    ): ("the line goes on to the right, so that a point can equal only the one before it"),
}
"""(module, changed line) -> why the program does the same."""
MEMORY_ONLY: Final = (
    ("frozen=True, slots=True", "frozen=True, slots=False", "slots save memory; a frozen dataclass does the same"),
    ("overwrite_a=True", "overwrite_a=False", "LAPACK then works on a copy"),
    ("gc=False", "gc=True", "the garbage collector follows what it need not, since nothing of a file is circular"),
)
"""(option, changed, reason) of options of a class that save memory or time alone."""
SAME_NUMBERS: Final = (
    (re.compile(r"(reshape\([^\[\]]*?- ?)[12](?=[,)])"), "numpy takes any negative length as the one to be found"),
    (re.compile(r"(lru_cache\(maxsize= ?)[\d_]+"), "how many results are kept changes none of them"),
)
"""(pattern, reason) of numbers that change nothing: lines that agree but for the number after the first group."""


@dataclass(frozen=True)
class Mutant:
    """One change: the module's path below `src/frontfoot`, its new text, and the line before and after."""

    module: str
    text: str
    line: int
    before: str
    after: str


def mutants(path: Path) -> Iterator[tuple[str, int]]:
    """Every (operator, occurrence) that changes a module."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(path)))
    for name in sorted(operator_names()):
        if name.partition("/")[2].startswith(OPERATORS):
            operator = get_operator(name)()
            places = sum(1 for node in nodes for _ in operator.mutation_positions(node))
            yield from ((name, occurrence) for occurrence in range(places))


def mutant(path: Path, operator: str, occurrence: int) -> Mutant | None:
    """The change as text; None where it changes no statement (a comment, an annotation)."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    original = path.read_text(encoding="utf-8")
    text = mutate_code(original, get_operator(operator)(), occurrence)
    if text is None or text == original:
        return None
    pairs = zip(original.splitlines(), text.splitlines(), strict=False)
    line, before, after = next((at, one, other) for at, (one, other) in enumerate(pairs, 1) if one != other)
    if "TYPE_CHECKING" in before or " | None" in before:
        return None
    return Mutant(path.relative_to(ROOT / "src" / "frontfoot").as_posix(), text, line, before.strip(), after.strip())


def sample(package: str, count: int, generator: random.Random) -> list[Mutant]:
    """Mutants of a package: modules in turn, one place each, so that large modules do not crowd out small ones."""
    modules = [
        path
        for path in sorted((ROOT / "src" / "frontfoot" / package).rglob("*.py"))
        if path.name != "__init__.py" and not path.name.endswith("_gpu.py")
    ]
    generator.shuffle(modules)
    chosen: list[Mutant] = []
    for path in modules * 3:
        places = list(mutants(path))
        if len(chosen) < count and places:
            one = mutant(path, *generator.choice(places))
            if one is not None and one not in chosen:
                chosen.append(one)
    return chosen


def why_equivalent(one: Mutant) -> str | None:
    """The reason why no test can notice a mutant; None where one could."""
    for option, other, reason in MEMORY_ONLY:
        if option in one.before and one.after == one.before.replace(option, other):
            return reason
    for number, reason in SAME_NUMBERS:
        if number.sub("", one.before) != one.before and number.sub("", one.before) == number.sub("", one.after):
            return reason
    return EQUIVALENT.get((one.module, one.after))


def main(arguments: list[str] | None = None) -> int:
    """Print every mutant and whether it was noticed; the status is 1 below 85%."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("--each", type=int, default=12, help="mutants a package")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="mutants at a time")
    parser.add_argument("--packages", nargs="*", default=list(TESTS), choices=list(TESTS))
    options = parser.parse_args(arguments)
    os.environ.setdefault("FRONTFOOT_DATA", str(ROOT.parent / "shared" / "data"))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    copies: SimpleQueue[Path] = SimpleQueue()
    with tempfile.TemporaryDirectory() as name, ThreadPoolExecutor(options.jobs) as pool:
        for number in range(options.jobs):
            folder = Path(name, str(number))
            folder.mkdir()
            copied(folder)
            copies.put(folder)

        def measured(package: str) -> Reach:
            folder = copies.get()
            try:
                return reach(package, TESTS[package], folder)
            finally:
                copies.put(folder)

        def seen(one: Mutant, reached: Reach) -> bool:
            folder = copies.get()
            try:
                return noticed(one.module, one.line, one.text, reached, folder)
            finally:
                copies.put(folder)

        reached = dict(zip(options.packages, pool.map(measured, options.packages), strict=True))
        drawn = [
            (package, one)
            for package in options.packages
            for one in sample(package, options.each, random.Random(f"{options.seed} {package}"))
        ]
        runs = [None if why_equivalent(one) else pool.submit(seen, one, reached[package]) for package, one in drawn]
        for (package, one), run in zip(drawn, runs, strict=True):
            if run is None:
                column, verdict = 2, f"equivalent: {why_equivalent(one)}"
            else:
                column, verdict = (0, "noticed") if run.result() else (1, "NOT NOTICED")
            counts[package][column] += 1
            print(f"{verdict:12} {one.module}:{one.line}  {one.before}  ->  {one.after}", flush=True)
    return _summary(counts)


def _summary(counts: dict[str, list[int]]) -> int:
    total: Any = [sum(column) for column in zip(*counts.values(), strict=True)]
    for package, (seen, missed, equal) in {**counts, "all": total}.items():
        print(
            f"{package:10} {seen} of {seen + missed} noticed ({seen / max(seen + missed, 1):.0%}), {equal} equivalent"
        )
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"{(used.ru_utime + used.ru_stime) / 60.0:.0f} minutes of processor time")
    return int(total[0] < 0.85 * (total[0] + total[1]))


if __name__ == "__main__":
    raise SystemExit(main())
