"""What diagnosis does does not grow faster than what it is given: copies, long sums, hard groups, many choices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import count
from typing import Any

import pytest

from dvaudit.article.audit import audit_text
from dvaudit.diagnose import localize as localizing
from dvaudit.diagnose.causes import diagnose
from dvaudit.diagnose.exchange import BESIDE, exchanges
from dvaudit.diagnose.explains import Explained, refute
from dvaudit.diagnose.graph import Graph, Tie, graph, wanted
from dvaudit.diagnose.localize import groups, localize
from dvaudit.diagnose.together import WAYS, together
from dvaudit.figure import Figure, Place, RawCell
from dvaudit.interval import Exact, Interval, exact
from dvaudit.predicate import implied
from dvaudit.printed import Declared, Printed
from dvaudit.rule import Outcome
from dvaudit.text import Text
from tests.test_localize import Said, confronted, total


def net_of(values: Sequence[Exact], system: Sequence[Said], half: Exact = 0) -> Graph:
    figures = {at: figure(at, value, half) for at, value in enumerate(values)}
    found = confronted(figures, system)
    held = [one for one in found if one.outcome is Outcome.HOLDS]
    return graph([one for one in found if one.outcome is Outcome.FAILS], held)


def figure(number: int, value: Exact, half: Exact = 0) -> Figure:
    cell = RawCell(str(value), lambda row, column: Place("made.csv", row, column), 0, number)
    interval = Interval.point(value).widened(half)
    printed = Printed(value, 1, 0, len(str(value)), whole=True, percent=False)
    return Figure(f"f{number}", str(value), "number", (interval,), printed, cells=(cell,), declared=Declared())


WRONG = "The town has 12,345 residents: 5,417 women and 6,683 men.\n\n"


def test_an_error_that_is_copied_is_one_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = count()

    def search(*given: Any) -> Any:  # noqa: ANN401
        next(tried)
        return refute(*given)

    monkeypatch.setattr(localizing, "refute", search)
    _, audit = audit_text(Text("a.txt", WRONG * 40, ()))
    (cause,), skipped = diagnose([audit], 100)
    assert (len(cause.findings), skipped, cause.decided) == (40, 0, True)
    assert [[len(spot.figure.cells) for spot in one.spots] for one in cause.suspects] == [[40], [40], [40]]
    assert next(tried) < 10


def test_a_correction_holds_for_every_place_of_a_figure() -> None:
    once = "In 2014 the party had 46,706 members. Of the 46,706 members, 443,137 (92.36 %) belonged to minorities.\n\n"
    _, audit = audit_text(Text("a.txt", once * 3, ()))
    causes, _ = diagnose([audit], 100)
    assert [one.corrections[0][1].texts for one in causes] == [("43,137",)]
    assert len(causes[0].findings) == len(audit.findings)


def test_two_figures_that_a_claim_sets_beside_each_other_are_not_one() -> None:
    body = "Sales rose from 12,345 to 12,345 units, up 5.5 percent. In all 12,345 units were sold."
    _, audit = audit_text(Text("a.txt", body, ()))
    causes, _ = diagnose([audit], 100)
    assert all(len({spot.figure.cells for spot in one.spots}) == len(one.spots) for c in causes for one in c.suspects)


@pytest.mark.parametrize("half", [0, exact(1, 2)])
def test_in_a_long_sum_each_figure_has_to_be_what_it_would_be_in_a_short_one(half: Exact) -> None:
    values = [*range(101, 161), 9999]
    net = net_of(values, [total(60, *range(60))], half)
    (tie,) = net.ties
    for key, index in tie.bound.items():
        own = Interval.point(0).widened(half)
        asked = [one - own for one in implied(tie.predicate, index, tie.found.values)]
        assert wanted(tie, key) == tuple(asked)


def test_only_the_nearest_figures_change_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 figures print what two of a sum would have to be."""
    from dvaudit.diagnose import exchange

    values = [1200, 1300, 2600, *[1400] * 400]
    net = net_of(values, [total(2, 0, 1), *(total(at, at + 1) for at in range(3, 402))])
    asked: list[Any] = []

    def look(*given: Any) -> tuple[None, bool]:  # noqa: ANN401
        asked.append(given)
        return None, False

    monkeypatch.setattr(exchange, "exchange", look)
    exchanges(net, [tie for tie in net.ties if tie.failed])
    assert 0 < len(asked) <= 3 * BESIDE


def test_hard_groups_share_their_effort() -> None:
    """Five sums share a figure that another sum confirms: five other figures would have to be wrong."""
    values, system = [1000, 400, 600], [total(0, 1, 2)]
    for number in range(5):
        values += [100 + number, 1177 + 3 * number]
        system.append(total(len(values) - 1, 0, len(values) - 2))
    net = net_of(values, system)
    (failed,) = groups(tie for tie in net.ties if tie.failed)
    assert localize(net, failed).sets
    assert localize(net, failed, [0]) == Explained((), decided=False)


def test_choices_are_taken_one_by_one() -> None:
    """Forty cells of two possible values each are 2**40 choices, of which the first will do."""
    net = net_of([100] * 40, [])
    keys = [(0, at) for at in range(40)]
    net.grains.update(dict.fromkeys(keys, 1))
    spans = {key: (Interval.point(1), Interval.point(2)) for key in keys}
    alone: dict[tuple[int, int], list[Tie]] = {key: [] for key in keys}
    assert together(net, spans, alone, []) == []
    assert WAYS < 2**40
