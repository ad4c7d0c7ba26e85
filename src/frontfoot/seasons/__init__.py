"""Many matches: measured here or on a cluster, kept in one store of Parquet tables, shown as league tables."""
