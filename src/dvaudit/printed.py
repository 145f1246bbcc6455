"""The nouns of printed numbers: how one is printed, and what a rule file says of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from dvaudit.interval import Exact, exact


class NumberFormat(NamedTuple):
    """The signs of a number, as printed: ``decimal`` and ``group`` (thousands), empty where nothing tells.

    ``indian`` groups by two above the thousands: ``4,67,061``.
    """

    decimal: str
    group: str
    indian: bool = False


UNKNOWN_FORMAT = NumberFormat("", "")
TYPED = NumberFormat(".", "")
"""How numbers are written that a format such as JSON has as numbers."""


class Style(NamedTuple):
    """Everything around the digits of one printed number, kept as printed so that another value can be printed alike.

    ``lead`` stands before the sign (a qualifier), ``gap`` between sign and digits (a currency), ``tail`` after the
    digits (percent sign, scale word, unit, footnote marks). ``sign`` is ``(`` for ``(123)``; ``trailing`` marks
    ``123-``. ``zero`` is the digit zero of the script, ``pad`` the least number of digits before the decimal sign
    (0 for ``.5``). ``unit`` is the part of the tail that names a unit.
    """

    lead: str = ""
    sign: str = ""
    gap: str = ""
    tail: str = ""
    trailing: bool = False
    zero: str = "0"
    pad: int = 1
    unit: str = ""


PLAIN_STYLE = Style()


class Printed(NamedTuple):
    """One way to read a printed text as a number.

    ``value`` is after scale words (``1.2 million`` is 1,200,000); a percentage stays in per cent (``92.36 %`` is
    92.36). ``place`` is one unit in the last printed place, after scale words too. ``decimals`` and ``digits``
    (significant ones) count what is printed. ``whole`` marks a number without decimals, scale word or per cent.
    ``scale`` is what one printed unit is worth; ``column_scale`` the part of it that a declared unit (``in: thousand``)
    gives, the rest is printed in the cell. ``qualifier`` is ``about``, ``more``, ``at_least``, ``less`` or ``at_most``.
    """

    value: Exact
    place: Exact
    decimals: int
    digits: int
    whole: bool
    percent: bool
    scale: Exact = 1
    qualifier: str | None = None
    format: NumberFormat = UNKNOWN_FORMAT
    column_scale: Exact = 1
    style: Style = PLAIN_STYLE

    def scaled(self, factor: Exact) -> Printed:
        """The same text in a column whose unit is worth ``factor``; a scale word or per cent in the cell goes first."""
        if factor == 1 or self.scale != 1 or self.percent:
            return self
        return self._replace(
            value=self.value * factor, place=self.place * factor, scale=factor, column_scale=factor, whole=False
        )

    def divided(self, unit: Exact) -> Printed:
        """The same text counted in ``unit``, of which its scale word is a multiple or a part."""
        scale = exact(self.scale, unit)
        whole = scale == 1 and not (self.decimals or self.percent)
        return self._replace(value=exact(self.value, unit), place=exact(self.place, unit), scale=scale, whole=whole)


class Marker(NamedTuple):
    """What a mark in a cell means.

    ``missing``, ``nil`` (zero), ``confidential`` (a number that is kept secret, less than ``below`` where that is
    given) or ``unreliable`` (the number beside the mark is kept).
    """

    meaning: str
    below: Exact | None = None


class Declared(NamedTuple):
    """What a rule file says about how a figure is printed; every field may be left out.

    ``unit`` is ``%``, ``fraction`` (0.9236 stands for 92.36 %) or a text. ``scale`` is what one printed unit is worth
    (``in: thousand``). ``decimals`` may be negative. ``rounded_to`` counts printed units. ``rounding`` is how numbers
    were rounded: ``half_any`` (default), ``truncate``, ``half_up`` (away from zero), ``half_down``, ``half_even``,
    ``floor``, ``ceil``, ``random``. ``whole_numbers`` is ``exact``, ``rounded`` or ``auto`` (default).
    ``rounded`` is set where some rule uses the figure as percent, ratio, mean or index: its whole numbers are rounded.
    """

    unit: str | None = None
    scale: Exact | None = None
    decimals: int | None = None
    rounded_to: Exact | None = None
    exact: bool | None = None
    rounding: str | None = None
    whole_numbers: str | None = None
    markers: Mapping[str, Marker] | None = None
    format: NumberFormat | None = None
    rounded: bool = False

    @property
    def factor(self) -> Exact:
        """What one printed unit is worth by declaration: 1000 in thousands, 100 for a fraction told in per cent."""
        return (1 if self.scale is None else self.scale) * (100 if self.unit == "fraction" else 1)


NOTHING_DECLARED = Declared()
_FIELDS = tuple(name for name in Declared._fields if name != "markers")


_PRECISION = ("exact", "rounded_to", "decimals", "whole_numbers")


def merged(outer: Declared, inner: Declared) -> Declared:
    """Both declarations together: the inner one wins field by field, and marker by marker."""
    if outer == NOTHING_DECLARED:
        return inner
    said = {name: value for name in _FIELDS if (value := getattr(inner, name)) is not None}
    if not inner.rounded:
        said.pop("rounded")
    if any(name in said for name in _PRECISION):
        # One statement of the precision replaces another: `decimals: 1` on a figure ends `rounded_to: 10` on the file.
        said = {**dict.fromkeys(_PRECISION), **said}
    if inner.markers is not None:
        said["markers"] = {**(outer.markers or {}), **inner.markers}
    return outer._replace(**said)
