"""Why a cause is told as it is: what speaks for and against its figures, what would hold then, what to ask."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

from dvaudit.interval import Interval
from dvaudit.message import Message, message
from dvaudit.render import facts, shown
from dvaudit.render.causes import both, figure, is_sum, key, name, values
from dvaudit.render.equation import equation
from dvaudit.render.view import Shown
from dvaudit.report import Cause, Cleared, Hint, Pattern, Spot
from dvaudit.rule import Confrontation

_OTHERS = 3  # figures of which is told what they would have to be
_EQUATIONS = 3
_QUESTIONS = 3
_GAPS = ("missing_part", "covers_more")


def why(cause: Cause) -> Shown:
    """What speaks for the suspects and against the other figures; nothing where there is nothing to say."""
    if cause.pattern is not None:
        one_sided = cause.pattern.kind in ("lacking", "overlapping")  # of which not all may have been kept
        n = cause.pattern.explained if one_sided else len(cause.findings)
        return Message(f"causes.why_{cause.pattern.kind}", {"n": n})
    clauses = [] if cause.decided else [message("causes.undecided")]
    if cause.suspects:
        clauses += _explained(cause)
    elif any(one.printed is not None for found in _failed(cause) for one in found.edit.figures):
        trusted = any(
            one.spec is not None and one.spec.trusted for found in _failed(cause) for one in found.edit.figures
        )
        if cause.decided:
            key = "causes.unexplained_trusted" if trusted else "causes.unexplained"
            clauses.append(Message(key, {"rules": _rules(cause), "n": len(cause.findings)}))
        clauses += _confirmed(cause)
    return reduce(lambda first, rest: message("causes.clauses", first=first, rest=rest), clauses) if clauses else ""


def _failed(cause: Cause) -> list[Confrontation]:
    return [finding.confrontation for finding in cause.findings]


def _rules(cause: Cause) -> Message:
    """What a cause has to explain: the rule, both rules, all 3 rules (or discrepancies where one rule has several)."""
    n = len(cause.findings)
    apart = len({found.edit.rule.id for found in _failed(cause)}) == n
    what = message("causes.rules" if apart else "causes.discrepancies")
    return Message(f"causes.all_{min(n, 3)}", {"n": n, "what": what})


def _explained(cause: Cause) -> list[Message]:
    """Which figures can explain the findings, and how the keystrokes tell them apart."""
    sets, corrections = cause.suspects, cause.corrections
    only, sole = len(sets) == 1, len(corrections) == 1 and not cause.rivals
    alone = sum(len(one.spots) == 1 for one in sets)
    values: dict[str, object] = {
        "rules": _rules(cause), "n": alone or len(sets), "size": min(len(one.spots) for one in sets),
    }  # fmt: skip
    values["them"] = message(f"causes.them_{min(len(cause.findings), 3)}")
    clauses = []
    if only:
        clauses.append(Message(f"causes.only_{'figure' if alone else 'set'}{'_keystroke' if sole else ''}", values))
    elif sole:
        clauses.append(message("causes.only_keystroke", rules=values["rules"]))
    if not sole:
        clauses += _keystrokes(cause, values["them"])
    confirmed = [] if only and sole else _confirmed(cause)
    if not only and not corrections and alone and confirmed:
        confirmed[-1] = _so(confirmed[-1], cause)
    elif not only and not sole and len(cause.likeliest) != len(corrections):
        clauses.append(Message("causes.each_figure" if alone else "causes.each_set", values))
    return [*clauses, *_others(cause), *confirmed]


def _keystrokes(cause: Cause, them: object) -> list[Message]:
    """How many keystrokes would repair a cause, where it is not a single one."""
    if not cause.corrections and not cause.rivals:
        gap = all(map(is_sum, _failed(cause)))
        return [message("causes.no_keystroke_gap" if gap else "causes.no_keystroke", them=them)]
    told = []
    if cause.corrections:
        told.append(message("causes.keystrokes", n=len(cause.corrections), rules=_rules(cause)))
    if cause.rivals:
        told.append(message("causes.rivals" if told else "causes.rivals_alone", n=cause.rivals, them=them))
    return told


def _so(confirmed: Message, cause: Cause) -> Message:
    """What follows where some figures are confirmed: it is rather one of the others, or a part that is missing."""
    gap = next((hint for hint in cause.hints if hint.kind in _GAPS and not _is_balance(hint)), None)
    size = "" if gap is None else _size(gap)
    key = "causes.so" if gap is None or not size else f"causes.so_{gap.kind}"
    return Message(key, {"confirmed": confirmed, "n": len(cause.suspects), "part": size})


def _size(hint: Hint) -> Shown:
    """The size of a part that may be missing, as its total would print it."""
    if hint.size is None:
        return ""
    edit = hint.failed.edit
    return shown.difference(hint.size, facts.stated(edit) or edit.figures[0], edit.unit, signed=False)


def _is_balance(hint: Hint) -> bool:
    """True where parts are taken off too, or the total is a number of the rule."""
    edit = hint.failed.edit
    return "minus" in edit.roles or facts.stated(edit) is None


def _confirmed(cause: Cause) -> list[Message]:
    """The figures for which edits that hold speak, and what these state."""
    return [_speaking(cleared) for cleared in cause.cleared if cleared.confirmed][:_OTHERS]


def _speaking(cleared: Cleared) -> Message:
    about = [facts.stated(held.edit) for held in cleared.confirmed]
    own, n = shown.clip(cleared.spot.figure.raw), len(cleared.confirmed)
    percentages = [shown.clip(one.raw) for one in about if one is not None and one.printed and one.printed.percent]
    if len(percentages) == n and key(cleared.spot.figure) not in [key(one) for one in about if one is not None]:
        texts = facts.several(percentages)
        return Message(f"causes.percentages_{min(n, 3)}", {"figure": own, "texts": texts, "n": n})
    rules = list(dict.fromkeys(held.edit.rule.id for held in cleared.confirmed))
    return message("causes.confirmed", figure=own, rules=facts.several(rules), n=len(rules))


def _others(cause: Cause) -> list[Message]:
    """What the only suspect, where no keystroke leads to it, and the figures beside it would have to be."""
    if len(cause.likeliest) != 1:
        return []  # told beside each of them
    likeliest = cause.likeliest[0]
    asked: list[tuple[Spot, Sequence[Interval], Sequence[Confrontation]]] = []
    if len(likeliest.spots) == 1 and not likeliest.corrections:
        asked.append((likeliest.spots[0], likeliest.implied[0], ()))
    asked += [
        (other.spots[0], other.implied[0], ())
        for other in cause.suspects
        if other is not likeliest and len(other.spots) == 1
    ]
    asked += [
        (one.spot, one.implied, one.against)
        for one in cause.cleared
        if not one.confirmed and all(_is_about(found, one.spot) for found in _failed(cause))
    ]
    found = []
    for spot, implied, against in asked:
        given = values(implied, spot.figure)
        if given:
            rules = facts.several(list(dict.fromkeys(held.edit.rule.id for held in against)))
            key = "causes.would_be_against" if against else "causes.would_be"
            found.append(
                Message(key, {"figure": name(spot, cause), "values": given, "rules": rules, "n": len(against)})
            )
    return found[:_OTHERS]


def _is_about(found: Confrontation, spot: Spot) -> bool:
    return any(key(figure) == key(spot.figure) for figure in found.edit.figures)


# --- then


def then(cause: Cause) -> Shown:
    """What holds with the only correction put in; nothing where there is none, or several."""
    if len(cause.corrections) != 1:
        return ""
    suspect, correction = cause.corrections[0]
    put_in = {key(spot.figure): text for spot, text in zip(suspect.spots, correction.texts, strict=True)}
    every: list[Shown] = []
    for found in _failed(cause):
        edit = found.edit
        texts = [put_in.get(key(one), shown.clip(one.raw) if one.state == "number" else "0") for one in edit.figures]
        one = equation(found, texts) or _without_terms(found, texts)
        if one not in every:
            every.append(one)
    told = every[:_EQUATIONS]
    if len(every) > len(told):
        told.append(message("causes.more_hold", n=len(every) - len(told)))
    return reduce(lambda first, second: message("causes.and_also", first=first, second=second), told)


def _without_terms(found: Confrontation, texts: Sequence[str]) -> Message:
    """A relation of too many figures to be written out."""
    if is_sum(found) and "minus" not in found.edit.roles:
        return message("causes.parts_make", n=len(texts) - 1, total=texts[found.edit.stated or 0])
    return message("causes.holds", rule=found.edit.rule.id)


# --- ask


def ask(cause: Cause) -> list[Shown]:
    """Questions that a figure, a document or a person can answer, where it would be a guess to say more."""
    # No part of a sum is missing where one figure explains several rules at once.
    single = cause.pattern is None and len(cause.suspects) == 1 and len(cause.findings) > 1
    found = [_about(hint, cause) for hint in cause.hints if not (single and hint.kind in _GAPS)]
    if cause.pattern is not None:
        found.append(_about_pattern(cause, cause.pattern))
    elif not found and len(cause.suspects) > 1 and (len(cause.corrections) != 1 or cause.rivals):
        found.append(message("causes.ask_which"))
    elif not found and not cause.suspects and cause.decided and len(cause.findings) > 1:
        found.append(message("causes.ask_rules"))
    left = len(found) - _QUESTIONS
    return [*found[:_QUESTIONS], *([message("causes.more", n=left)] if left > 0 else ())]


def _about(hint: Hint, cause: Cause) -> Message:
    edit = hint.failed.edit
    about = facts.stated(edit)
    own = "" if about is None else facts.named(edit, edit.stated or 0)
    key = f"causes.ask_{hint.kind}"
    if hint.kind in _GAPS:
        key = ("causes.ask_balance" if _is_balance(hint) else key) + ("_named" if hint.spots else "")
    return Message(key, {
        "figure": own, "text": "" if about is None else shown.clip(about.raw), "part": _size(hint),
        "others": facts.several([figure(spot, cause) for spot in hint.spots]),
        "n": len(hint.spots) or edit.roles.count("part"),
        "times": "" if hint.size is None else shown.plain(hint.size.lo or 0),
    })  # fmt: skip


def _about_pattern(cause: Cause, pattern: Pattern) -> Message:
    names: list[Shown] = [shown.clip(one) for one in pattern.names]
    rule = cause.findings[0].confrontation.edit.rule.id
    if pattern.kind == "row_missing":
        names = [_gap(finding.confrontation) for finding in cause.findings]
        return message("causes.ask_row_missing", others=facts.several(names))
    return Message(f"causes.ask_{pattern.kind}", {"others": both(names) if names else "", "rule": rule})


def _gap(found: Confrontation) -> Message:
    """A figure that a missing row would have to state."""
    about, missed = found.edit.figures[0], found.imbalance
    size = "" if missed is None else shown.difference(missed, about, found.edit.unit, signed=False)
    return message("causes.gap", name=shown.clip(about.name), size=size)
