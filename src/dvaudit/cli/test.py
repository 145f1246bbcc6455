"""``dvaudit test``: the examples of rule files, and what the rules say together."""

from __future__ import annotations

import click

from dvaudit.cli.options import CLEAN, FAILED, FILE, FOUND, lang_option, print_lines, tell, view_for


@click.command(short_help="Run the examples of rule files.")
@click.argument("rule_files", nargs=-1, required=True, type=FILE, metavar="RULEFILE...")
@lang_option
def test(rule_files: tuple[str, ...], lang: str | None) -> int:
    """Run the examples of rule files (or folders): each must come out as it says.

    A rule with examples must have one that fails, to show that it can find anything. Rules must not contradict each
    other; what else they say together is told as notes.
    """
    from dvaudit import examples, rulefile
    from dvaudit.diagnose.ruleset import checked
    from dvaudit.kinds import KINDS
    from dvaudit.render import pages

    view = view_for(lang)
    rulesets, problems = rulefile.load(rule_files, (), KINDS)
    tell(problems, view)
    wrong = False
    for ruleset in rulesets:
        results = examples.run(ruleset)
        toothless = [rule for rule in examples.never_failing(ruleset) if rule.examples]
        together = checked(ruleset)
        wrong = wrong or bool(toothless) or together.impossible or not all(result.ok for result in results)
        print_lines(pages.tested(ruleset, results, toothless, together, view), view)
    return FAILED if problems else FOUND if wrong else CLEAN
