"""The fits that make the files of `frontfoot.fitted` from open data."""
