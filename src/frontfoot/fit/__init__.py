"""Everything that makes the files of `frontfoot.fitted` from open data."""
