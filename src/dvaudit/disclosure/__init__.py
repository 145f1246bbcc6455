"""Confidential cells cannot be computed from the published ones.

What it checks
    With `--disclosure`, every cell that is marked as confidential (`c`, or what `markers` says): whether the published
    figures and all rules together determine it, as sharply as its neighbours are printed, or leave it one number only.
    With `--protect 5` or `--protect '10 %'`, whether they leave it less room than that.

Why
    A cell that is hidden to protect persons or firms must not come back through a total.

Holds
    North: total 30 = 10 + c + c, and no column gives either away

Does not hold
    North: total 30 = 10 + c + 13, so c is 7

Limits
    What a contributor to a cell can find out about the others is none of it. Rules that are not linear in the hidden
    cells count each by itself. What contradicts other published figures gives nothing away, and is said.
"""
