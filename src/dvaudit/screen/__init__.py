"""Large inputs: an engine screens columns, the exact judge decides what the screen cannot.

The screen tells of every record and rule whether the rule certainly holds, certainly fails, certainly lacks a figure,
or has to be judged. It may leave as much as it likes to the judge, and never takes a verdict away from it.
"""
