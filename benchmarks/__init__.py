"""Benchmarks: every speed is a ratio against a peer measured in the same run, never asserted in a test."""
