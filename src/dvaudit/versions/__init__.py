"""Two versions of a report: which figures were revised, which discrepancies came and went with them."""
