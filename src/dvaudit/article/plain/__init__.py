"""What a text states so plainly that the order of its words leaves no choice of figures, whether it holds or not."""
