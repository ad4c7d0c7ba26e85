"""Many matches: measured here or on a cluster, kept in one store of Parquet tables, told as league tables."""

from __future__ import annotations

from frontfoot.front_door import open_front_door

open_front_door(__name__, "frontfoot.season.run")
