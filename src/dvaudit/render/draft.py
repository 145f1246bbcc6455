"""The files that ``dvaudit init`` writes, with what speaks for each rule beside it, and what it tells of them."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from dvaudit.figure import Place
from dvaudit.message import Message, message
from dvaudit.propose.judged import Proposal
from dvaudit.propose.proposals import Proposals
from dvaudit.render import facts, shown
from dvaudit.render.grid import Column, Line, Segment, grid, wrapped
from dvaudit.render.pages import meaning
from dvaudit.render.view import View
from dvaudit.report import Finding

_WIDTH = 110
_CASES, _SHOWN = 6, 2  # in which a rule does not hold: in the file, on the screen


def rule_file(found: Proposals, view: View) -> str:
    """A rule file with the proposed rules, and as comments those that hold too seldom."""
    files = facts.several([*found.group.files])
    lines = [*_comment(view.say("init.rules_head", files=files, n=found.records)), "dvaudit: 1"]
    said = {name: value for name, value in found.group.layout._asdict().items() if value}
    if said:
        lines += [*_comment(view.say("init.layout")), *_yaml({"layout": said})]
    lines.append("rules:")
    for one in found.proposed:
        lines += [*_comment(_evidence(one, found, view), "  "), *_yaml([_rule(one)], "  "), ""]
    if found.doubtful:
        lines += _comment(view.say("init.doubtful_head"), "  ")
    for one in found.doubtful:
        lines += [*_comment(_evidence(one, found, view), "  "), *_yaml([_rule(one)], "  # "), ""]
    return "\n".join(lines).rstrip() + "\n"


def configuration(files: Sequence[tuple[Sequence[str], str]], locale: str | None, view: View) -> str:
    """A configuration for the working directory: files, each group of them with its rule file."""
    relative = [([os.path.relpath(file).replace(os.sep, "/") for file in group], path) for group, path in files]
    everything = list(dict.fromkeys(file for group, _ in relative for file in group))
    rules: list[Any] = [path for _, path in relative]
    if len(files) > 1:
        rules = [{"files": group, "rules": path} for group, path in relative]
    lines = [*_comment(view.say("init.config_head")), "dvaudit: 1"]
    lines += [*_comment(view.say("init.config_files")), *_yaml({"files": everything})]
    lines += [*_comment(view.say("init.config_rules")), *_yaml({"rules": rules})]
    lines += _comment(view.say("init.config_locale"))
    lines.append("# locale: vi" if locale is None else f"locale: {locale}")
    lines += [*_comment(view.say("init.config_fail_on")), "# fail_on: [error, undecided]"]
    lines += [*_comment(view.say("init.config_levels")), "# levels: {some-rule: warning}"]
    lines += [*_comment(view.say("init.config_ignore")), "# ignore:"]
    lines += [f"#   - {{rule: some-rule, files: \"old/*.csv\", reason: {view.say('init.config_reason')}}}"]
    return "\n".join(lines) + "\n"


def told(found: Proposals, path: str, view: View) -> Iterator[Line]:
    """What is proposed for a group of files: each rule in words, how often it holds, and where it does not."""
    key = "init.proposed" if found.proposed else "init.none_proposed"
    said = {"file": shown.path(path), "files": facts.several([*found.group.files]), "n": len(found.proposed)}
    yield from wrapped(view.say(key, **said), view.width, style="bold")
    if found.proposed:
        yield from _listed(found.proposed, found, view)
    if found.doubtful:
        key = "init.doubtful" if found.proposed else "init.doubtful_only"
        yield from wrapped(view.say(key, n=len(found.doubtful)), view.width)
        yield from _listed(found.doubtful, found, view)


def _listed(proposals: Sequence[Proposal], found: Proposals, view: View) -> Iterator[Line]:
    columns = [
        Column(view.say("report.rule")), Column(view.say("report.meaning")), Column(view.say("init.holds")),
        Column(view.say("init.not_in")),
    ]  # fmt: skip
    rows: list[list[Segment]] = [
        [
            (view.text(one.rule.id), ""),
            (view.text(_meaning(one)), ""),
            (view.text(_counts(one)), ""),
            (view.say("report.literal", text=_cases(one, found, _SHOWN)) if one.failing else "", ""),
        ]
        for one in proposals
    ]
    yield from grid(columns, rows, view.width, view.rule)
    yield []


def _evidence(one: Proposal, found: Proposals, view: View) -> str:
    key = "init.evidence_but" if one.failing else "init.evidence"
    return view.say(key, meaning=_meaning(one), counts=_counts(one), cases=_cases(one, found, _CASES))


def _meaning(one: Proposal) -> Message:
    """The rule in words, with the columns that it is about where it leaves some out."""
    figures = one.rule.slots.get("figures")
    if not isinstance(figures, tuple):
        return meaning(one.rule)
    return message("init.in_figures", meaning=meaning(one.rule), figures=facts.several(list(figures)))


def _counts(one: Proposal) -> Message:
    checked = one.held + one.failed
    key = "init.counts_undecided" if one.undecided else "init.counts"
    return message(key, held=one.held, checked=checked, undecided=one.undecided)


def _cases(one: Proposal, found: Proposals, most: int) -> list[Message]:
    """The cases in which a rule does not hold."""
    cases = [_case(finding, found) for finding in one.failing[:most]]
    left = len(one.failing) - len(cases)
    return [*cases, message("report.more", n=left)] if left else cases


def _case(finding: Finding, found: Proposals) -> Message:
    """A case in which a rule does not hold: the figure that it is about, and its line or its record."""
    edit = finding.confrontation.edit
    about = facts.subject(edit)
    figure = "" if about is None else shown.figure(about)
    line, record = edit.record.line, facts.label(edit) or facts.record_label(edit.record)
    place = about.cells[0].locate() if about is not None and about.cells else None
    if place is not None and (place.cell or found.records == 1):  # a list has a line for each figure
        line, record = place.line, shown.place(place, with_file=False) if place.cell else record
    if line is None:
        return message("init.case", figure=figure, record=record)
    if len(found.group.files) == 1:
        return message("init.case_line", figure=figure, line=line)
    return message("init.case", figure=figure, record=shown.place(Place(finding.file, line)))


def _rule(one: Proposal) -> dict[str, Any]:
    said: dict[str, Any] = {"id": one.rule.id, "kind": one.rule.kind}
    for name, value in one.rule.slots.items():
        said[name] = _plain(value)
    return said


def _plain(value: Any) -> Any:  # noqa: ANN401 - nested texts
    if isinstance(value, (tuple, list)):
        return [_plain(inner) for inner in value]
    if isinstance(value, dict):
        return {_plain(key): _plain(inner) for key, inner in value.items()}
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _yaml(value: Any, indent: str = "") -> list[str]:  # noqa: ANN401 - nested texts
    import yaml

    dumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text = yaml.dump(
        _plain(value), Dumper=dumper, allow_unicode=True, sort_keys=False, width=_WIDTH, default_flow_style=None
    )
    return [f"{indent}{line}" for line in str(text).splitlines()]


def _comment(text: str, indent: str = "") -> list[str]:
    return [f"{indent}# {line}" for line in wrap(text, _WIDTH, break_long_words=False, break_on_hyphens=False)]


def name_for(files: Sequence[str], taken: Sequence[str]) -> str:
    """The path of a rule file called after the first of some files; numbered where the name is taken."""
    from dvaudit.lines import line_id

    stem = line_id(os.path.basename(files[0]).partition(".")[0])
    number = 1
    path = f"rules/{stem}.yml"
    while path in taken:
        number += 1
        path = f"rules/{stem}-{number}.yml"
    return path
