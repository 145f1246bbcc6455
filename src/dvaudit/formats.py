"""Digits and separators: how they can be taken apart, and which number formats they fit."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dvaudit.printed import UNKNOWN_FORMAT, NumberFormat

SPACES = " \u00a0\u2007\u2008\u2009\u202f"
SIGNS = ".,٫٬·．，'’"
BOTH_FORMATS = (NumberFormat(".", ","), NumberFormat(",", "."))
"""What ``46.706`` can be where nothing decides."""

_ALIKE = dict.fromkeys(SPACES, " ") | {"．": ".", "，": ",", "’": "'"}
_DECIMAL_ONLY, _GROUP_ONLY = frozenset("٫·"), frozenset(" '٬")


def same_sign(sign: str) -> str:
    """A separator in the form in which two are compared: all spaces are one, ``’`` is ``'``, full width is ASCII."""
    return _ALIKE.get(sign, sign)


def splits(core: str) -> list[tuple[str, str, NumberFormat]]:
    """Every way to take digits and separators apart: digits before and after the decimal sign, and the format."""
    if core.isdigit():
        return [(core, "", UNKNOWN_FORMAT)]
    runs = re.split(r"\D", core)
    signs = [c for c in core if not c.isdigit()]
    kinds = [same_sign(sign) for sign in signs]
    last = kinds[-1]
    found: list[tuple[str, str, NumberFormat]] = []
    indian = _grouping(runs)
    if indian is not None and len(set(kinds)) == 1 and last not in _DECIMAL_ONLY and (not indian or last == ","):
        found.append(("".join(runs), "", NumberFormat("", signs[-1], indian)))
    if last not in _GROUP_ONLY and kinds.count(last) == 1 and runs[-1]:
        if len(runs) == 2:
            if not runs[0] or runs[0].isdigit():
                found.insert(0 if last == "." else 1, (runs[0], runs[1], NumberFormat(signs[-1], "")))
        elif len(set(kinds[:-1])) == 1 and kinds[0] not in _DECIMAL_ONLY:
            indian = _grouping(runs[:-1])
            if indian is not None and (not indian or kinds[0] == ","):
                found.append(("".join(runs[:-1]), runs[-1], NumberFormat(signs[-1], signs[0], indian)))
    return found


def _grouping(runs: Sequence[str]) -> bool | None:
    """False for digits grouped by three, True for the Indian way (4,67,061), None for neither."""
    first = runs[0]
    if len(runs) < 2 or not 1 <= len(first) <= 3 or first[0] == "0" or len(runs[-1]) != 3:
        return None
    inner = {len(run) for run in runs[1:-1]}
    if inner <= {3}:
        return False
    return True if inner == {2} and len(first) <= 2 else None


def grouped(whole: str, shown: NumberFormat) -> str:
    """Digits with thousands signs as the format prints them."""
    if not shown.group or len(whole) <= 3 or whole[0] == "0":
        return whole
    size = 2 if shown.indian else 3
    head, groups = whole[:-3], [whole[-3:]]
    while head:
        groups.insert(0, head[-size:])
        head = head[:-size]
    return shown.group.join(groups)


def fits(shown: NumberFormat, wanted: NumberFormat) -> bool:
    """True when a number printed with these signs can stand in a text of the wanted format."""
    decimal, group = same_sign(shown.decimal), same_sign(shown.group)
    wanted_decimal, wanted_group = same_sign(wanted.decimal), same_sign(wanted.group)
    if decimal and decimal not in _DECIMAL_ONLY:
        if wanted_decimal and decimal != wanted_decimal:
            return False
        if not wanted_decimal and decimal == wanted_group:
            return False
    if group and group not in _GROUP_ONLY:
        if group == wanted_decimal or (wanted_group and group != wanted_group):
            return False
        if shown.indian and wanted.group and not wanted.indian:
            return False
    return True
