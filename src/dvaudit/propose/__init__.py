"""Rules that the figures of files suggest: sums, shares, rates and table totals that hold in nearly all records."""
