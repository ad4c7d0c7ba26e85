"""Many matches: measured locally or on a cluster, kept in one store of Parquet tables, shown as league tables."""
