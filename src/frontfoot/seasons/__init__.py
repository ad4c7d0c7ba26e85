"""Many matches: measured here or on a cluster, kept in one store of Parquet tables, told as league tables."""
