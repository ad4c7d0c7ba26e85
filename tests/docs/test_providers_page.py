"""What docs/providers.md says that each provider fills is what a match of each does fill."""

from __future__ import annotations

from pathlib import Path

import pytest

from frontfoot.match.match import Match
from frontfoot.match.provides import table
from frontfoot.match.recognise import PROVIDERS
from tests.docs import providers_page
from tests.docs.providers_page import HEADS, PAGE, sample, table_under, tables, unfilled


@pytest.fixture(scope="module")
def matches(kloppy_files: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Match]:
    return {provider: sample(provider, kloppy_files, tmp_path_factory.mktemp(provider)) for provider in HEADS}


def test_every_provider_that_is_read_stands_on_the_page() -> None:
    assert set(PROVIDERS) == set(table()) == set(HEADS)


@pytest.mark.slow
@pytest.mark.parametrize("heading", ["### What a match gives", "### Kinds", "### Columns"])
def test_the_tables_are_those_of_the_page(matches: dict[str, Match], heading: str) -> None:
    """To remake them: python -m tests.docs.providers_page."""
    assert table_under(PAGE.read_text(encoding="utf-8"), heading) == tables(matches)[heading]


@pytest.mark.slow
@pytest.mark.parametrize("provider", HEADS)
def test_nothing_is_filled_that_is_not_said(matches: dict[str, Match], provider: str) -> None:
    assert matches[provider].info.provider == provider
    assert unfilled(matches[provider]) == set()


def test_every_row_of_columns_is_one() -> None:
    names = set(providers_page.COLUMNS)
    assert names <= set().union(*table().values())
