"""Every parent in a hierarchy equals the sum of its children.

What it checks
    For each parent row and each figure: the value is the sum of its children's. The tree is a mapping of parents to
    children, a parent/child table, the codes themselves (`by_code: prefix`) or the indentation (`by_order`).

Why
    Regions, accounts and classifications are published with their subtotals, level by level.

Holds
    DE 83 = DE1 11 + DE2 13 + DE3 59

Does not hold
    DE 84 over the same children

Limits
    A child that is missing leaves its parent undecided. A parent that is its own descendant is an error.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dvaudit import names as naming
from dvaudit.bind import Groups, Relation
from dvaudit.headings import indentation, is_of_which
from dvaudit.kinds.groups import Row, added, by_columns, groups, not_added, repeated
from dvaudit.kinds.slots import text
from dvaudit.lists import table_rows
from dvaudit.lookup import Names
from dvaudit.message import fail, message
from dvaudit.rule import Kind, Rule, Slot


def plan(rule: Rule, names: Names) -> Groups:
    """Edits for every parent and figure; raises UnboundNameError, AuditError for a circular tree."""
    over = names.column(text(rule, "over") or "")
    figures, left_out = added(rule, names, over)
    rule = _straight(rule)
    origin, code = rule.origin, text(rule, "by_code")
    if code is not None and code.strip().casefold() != "prefix":
        raise fail("kinds.by_code", file=origin.file, line=origin.line, column=origin.column, text=code)
    if rule.slots.get("by_order") is False:
        raise fail("kinds.by_order", file=origin.file, line=origin.line, column=origin.column)
    declared = _tree(rule) if "parents" in rule.slots else None
    by = by_columns(rule, names, over)

    def relate(known: Names, _: Sequence[int]) -> list[Relation]:
        found: list[Relation] = []
        for key, rows in groups(known, over, by):
            if declared is not None:
                found += _relations(declared, rows, key, over)
            elif code is not None:
                found += _relations(_by_code([row.label for row in rows]), rows, key, over)
            else:
                found += _by_indentation(rows, key, over)
        return found

    return Groups(tuple(relate(names, ())), figures, "hierarchy", over, by, relate, notes=not_added(rule, left_out))


def _straight(rule: Rule) -> Rule:
    """The rule with ``parents: {by_code: prefix}`` as the slot of its own that it is."""
    parents = rule.slots.get("parents")
    if isinstance(parents, Mapping) and len(parents) == 1:
        ((slot, value),) = parents.items()
        if (slot, str(value).strip().casefold()) in (("by_code", "prefix"), ("by_order", "true")):
            others = {name: own for name, own in rule.slots.items() if name != "parents"}
            return rule._replace(slots={**others, slot: True if slot == "by_order" else value})
    return rule


def _tree(rule: Rule) -> dict[str, tuple[str, ...]]:
    """Parent label -> child labels, from a mapping or a parent/child table; raises AuditError for a cycle."""
    written = rule.slots["parents"]
    tree: dict[str, list[str]] = {}
    if isinstance(written, Mapping) and "file" not in written:
        for parent, children in written.items():
            tree[str(parent)] = [children] if isinstance(children, str) else [str(child) for child in children]
    else:
        for row in table_rows(written, rule.origin):
            tree.setdefault(row.get("parent", ""), []).append(row.get("child", ""))
    forms = {naming.normalize(parent): list(map(naming.normalize, children)) for parent, children in tree.items()}
    for parent, children in tree.items():
        double = repeated(children)
        if double is not None:
            at = rule.origin
            values = {"parent": parent, "child": double}
            raise fail("kinds.child_twice", file=at.file, line=at.line, column=at.column, rule=rule.id, **values)
    done: set[str] = set()
    for start, first in forms.items():
        # Depth first with an explicit path: a parent met again on its own path is a cycle.
        path, stack = [start], [iter(first)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                done.add(path.pop())
                stack.pop()
            elif child in path:
                chain = " > ".join((*path[path.index(child) :], child))
                origin = rule.origin
                raise fail("kinds.parent_cycle", file=origin.file, line=origin.line, column=origin.column, chain=chain)
            elif child in forms and child not in done:
                path.append(child)
                stack.append(iter(forms[child]))
    return {parent: tuple(children) for parent, children in tree.items()}


def _by_code(codes: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """Parent -> children where the parent is the longest other code that begins the child's.

    Codes with dots are compared segment by segment, so that 1.10 is no child of 1.1.
    """
    bare = {code: code.strip() for code in codes if code.strip()}
    dotted = any("." in code for code in bare.values())
    paths = {code: tuple(text.rstrip(".").split(".")) if dotted else tuple(text) for code, text in bare.items()}
    by_path = {path: code for code, path in paths.items()}
    tree: dict[str, list[str]] = {}
    for code, path in paths.items():
        parent = next((by_path[path[:size]] for size in range(len(path) - 1, 0, -1) if path[:size] in by_path), None)
        if parent is not None:
            tree.setdefault(parent, []).append(code)
    return {parent: tuple(children) for parent, children in tree.items()}


def _relations(
    tree: Mapping[str, Sequence[str]], rows: Sequence[Row], key: Mapping[str, str], over: str
) -> list[Relation]:
    by_label: dict[str, list[int]] = {}
    for row in rows:
        by_label.setdefault(naming.normalize(row.label), []).append(row.at)
    found = []
    for parent, children in tree.items():
        labels = [naming.normalize(label) for label in (parent, *children)]
        if not any(label in by_label for label in labels):
            continue
        missing = [label for label, form in zip((parent, *children), labels, strict=True) if form not in by_label]
        double = [label for label in labels if len(by_label.get(label, ())) > 1]
        reason = None
        if missing:
            reason = message("confront.row_missing", over=over, label=", ".join(missing))
        elif double:
            reason = message("confront.duplicate_row", over=over, label=double[0])
        members = tuple(by_label[label][0] for label in labels[1:] if label in by_label)
        head = by_label.get(labels[0], [None])[0]
        found.append(Relation(head, members, {**key, over: parent}, reason))
    return found


def _by_indentation(rows: Sequence[Row], key: Mapping[str, str], over: str) -> list[Relation]:
    """A row's children: the rows below it up to one indented no deeper, at the first deeper indentation."""
    listed = [row for row in rows if not row.heading and not is_of_which(row.label)]
    found = []
    for position, row in enumerate(listed):
        own = indentation(row.label)
        children: list[Row] = []
        for below in listed[position + 1 :]:
            depth = indentation(below.label)
            if depth <= own:
                break
            if not children or depth <= indentation(children[0].label):
                children.append(below)
        if children:
            indexes = tuple(child.at for child in children)
            found.append(Relation(row.at, indexes, {**key, over: row.label.strip()}))
    return found


KIND = Kind(
    "hierarchy",
    (
        Slot("over", "text", "the column of labels or codes", required=True),
        Slot("parents", "mapping", "{parent: [children]}, a list of {parent, child}, or {file}"),
        Slot("by_code", "text", "prefix: a code's parent is the longest code that begins it"),
        Slot("by_order", "flag", "true: children are indented below their parent"),
        Slot("figures", "names", "the figures that are added (all columns of counts and amounts)"),
        Slot("by", "texts", "the columns that tell one group from another (all other key columns)"),
    ),
    __doc__ or "",
    plan,
    one_of=(("parents", "by_code", "by_order"),),
)
