"""The web page: valid, harmless whatever the data hold, complete without scripts; and how it behaves in a browser.

The browser is Debian's chromium. Where there is none its tests are skipped; ``DVAUDIT_TEST_BROWSER=1`` makes that a
failure. ``DVAUDIT_SNAPSHOTS=write`` rewrites the texts of the pages that are kept.
"""

from __future__ import annotations

import io
import itertools
import os
import re
import shutil
import tempfile
import unicodedata
import webbrowser
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Any, NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dvaudit import cli, rulefile, run
from dvaudit.interval import Interval
from dvaudit.kinds import KINDS
from dvaudit.render import html
from dvaudit.render.html import picture
from dvaudit.render.html.picture import WIDTH, draw
from dvaudit.render.view import View
from dvaudit.report import Report

if TYPE_CHECKING:
    from playwright.sync_api import Browser
    from playwright.sync_api import Page as Tab

ROOT = Path(__file__).parents[1]
SNAPSHOTS = Path(__file__).parent / "snapshots"
TEMPLATES = Path(html.__file__).parent / "templates"

LOADING = {"src", "srcset", "data", "action", "formaction", "background", "poster", "ping", "xlink:href"}
"""Attributes with which a page loads or sends something."""


def report_of(folder: Path, text: str, *lines: str, name: str = "report.csv", max_causes: int = 100) -> Report:
    (folder / name).write_text(text, encoding="utf-8")
    rulesets, faults = rulefile.load((), lines, KINDS)
    assert faults == []
    return run.audit([str(folder / name)], rulesets, max_causes=max_causes)


def page_of(report: Report, view: View | None = None) -> str:
    stream = io.StringIO()
    html.render(report, stream, view or View())
    return stream.getvalue()


def sample(name: str, pack: str, view: View | None = None) -> str:
    """The page on a sample, its file named as from the root of the repository."""
    before = Path.cwd()
    os.chdir(ROOT)
    try:
        rulesets, faults = rulefile.load([f"rules/{pack}.yml"], (), KINDS)
        assert faults == []
        return page_of(run.audit([f"samples/{name}"], rulesets), view)
    finally:
        os.chdir(before)


def parsed(page: str) -> Element:
    """The page as a tree; fails on the first thing that HTML does not allow."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False, strict=True)
    tree: Element = parser.parse(page)
    return tree


def elements(tree: Element) -> Iterator[Element]:
    return (element for element in tree.iter() if isinstance(element.tag, str))


def texts(tree: Element) -> Iterator[str]:
    """The texts that a reader sees, without style and script."""
    if tree.tag in ("style", "script", "title"):
        return
    if tree.text:
        yield tree.text
    for child in tree:
        if isinstance(child.tag, str):
            yield from texts(child)
        if child.tail:
            yield child.tail


BLOCKS = {"p", "li", "tr", "h1", "h2", "h3", "h4", "dt", "dd", "caption", "figure", "legend", "label", "button"}


def lines_of(page: str) -> list[str]:
    """The page as lines of text: one for each paragraph, table row, heading and picture."""
    found: list[str] = [""]

    def walk(element: Element) -> None:
        if element.tag in ("style", "script", "title"):
            return
        if element.tag in BLOCKS:
            found.append("")
        label = element.get("aria-label")
        if element.tag.endswith("svg") and label:
            found[-1] += f"[{label}] "
        found[-1] += element.text or ""
        for child in element:
            if isinstance(child.tag, str):
                walk(child)
                if child.tag in ("td", "th", "text", "option") or child.tag.endswith("}text"):
                    found[-1] += " | "
            found[-1] += child.tail or ""

    walk(parsed(page))
    return [line for line in (" ".join(text.split()).strip(" |") for text in found) if line]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What the browser was asked to open; the working directory is the repository, temporary files are kept apart."""
    asked: list[str] = []
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))

    def opens(url: str) -> bool:
        asked.append(url)
        return True

    monkeypatch.setattr(webbrowser, "open", opens)
    return asked


# --- what the page says


@pytest.mark.parametrize(
    ("name", "pack", "lang"),
    [("party-membership.csv", "party-membership", "en"), ("party-membership-vi.csv", "party-membership", "vi")],
)
def test_the_text_of_the_page(name: str, pack: str, lang: str) -> None:
    text = "\n".join(lines_of(sample(name, pack, View(lang=lang)))) + "\n"
    kept = SNAPSHOTS / f"{name}.html.{lang}.txt"
    if os.environ.get("DVAUDIT_SNAPSHOTS") == "write":
        kept.write_text(text, encoding="utf-8")
    assert text == kept.read_text(encoding="utf-8")


def test_it_says_what_the_terminal_says(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every sentence of the terminal's blocks, its notes and its summary stands on the page."""
    from dvaudit.render import table

    monkeypatch.chdir(ROOT)
    rulesets, _ = rulefile.load(["rules/epidemic-bulletin.yml"], (), KINDS)
    report = run.audit(["samples/epidemic-bulletin-italy.csv"], rulesets)
    told = io.StringIO()
    table.render(report, told, View(width=10_000, verbosity=1))
    said = " ".join(" ".join(texts(parsed(page_of(report, View(verbosity=1))))).split())
    lines = [line for line in told.getvalue().splitlines() if line.startswith("   ")]
    sentences = [re.sub(r"^ *(?:why|then|ask)? +", "", line) for line in lines]
    long = [" ".join(one.split()) for one in sentences if len(one) > 40 and " > " not in one and ": " not in one[:60]]
    long = [one for one in long if not one.startswith("id where record")]
    assert len(long) > 20
    assert [sentence for sentence in long if sentence not in said] == []


def test_everything_that_was_not_done_is_told(tmp_path: Path) -> None:
    rules = tmp_path / "r.yml"
    never = "{id: other, check: total > 0, when: total > 100}"
    rules.write_text(f"rules:\n  - total = a + b\n  - {never}\n", encoding="utf-8")
    (tmp_path / "report.csv").write_text("key,total,a,b\nx,3,1,2\ny,3,,2\n", encoding="utf-8")
    rulesets, faults = rulefile.load([str(rules)], (), KINDS)
    assert faults == []
    report = run.audit([str(tmp_path / "report.csv"), str(tmp_path / "gone.csv")], rulesets)
    lines = lines_of(page_of(report))
    assert "1 problem kept part of the work from being done." in lines
    assert any("gone.csv no such file" in line for line in lines)
    assert any("total-a-b could not be checked: no number is given for a (y at 3:5)" in line for line in lines)
    assert any("other (2 passed over)" in line for line in lines)
    assert any(line.startswith("other | ") and "checked nothing: 2 passed over" in line for line in lines)


def asked_of(page: str) -> list[str]:
    lines = lines_of(page)
    start = lines.index("Questions for whoever the figures are from, to be copied into a letter.")
    return lines[start + 3 : lines.index("Rules", start)]


def test_whoever_made_the_figures_is_asked_and_not_accused(tmp_path: Path) -> None:
    table = "key,t,a,b\nx,12133,2206,1967\ny,4321,1234,2087\nz,30100,10000,20000\n"
    questions = asked_of(page_of(report_of(tmp_path, table, "t = a + b")))
    place = str(tmp_path / "report.csv")
    assert f"{place}:3:3 (y): t 4321, a 1234 and b 2087: does the source say t 3321 or a 2234 or b 3087?" in questions
    assert f"{place}:2:3 (x): the 2 parts of t 12133 make 4173, 7960 less;" in " ".join(questions)
    assert "wrong" not in " ".join(questions)


def test_what_only_the_author_of_a_rule_can_tell_is_not_asked(tmp_path: Path) -> None:
    rows = "".join(f"r{at},{at * 31 + 7},{at * 17 + 3},{at + 40}\n" for at in range(12))
    page = page_of(report_of(tmp_path, f"key,t,a,b\n{rows}", "t = a + b"))
    assert any("fails in 12 of 12 records: suspect the rule" in line for line in lines_of(page))
    assert "Questions for whoever" not in page


def test_no_finding_is_a_page_too() -> None:
    lines = lines_of(sample("party-membership-corrected.csv", "party-membership"))
    assert any(line.startswith("No discrepancy: 1 file") for line in lines)
    assert "Discrepancies" not in lines[: lines.index("Summary")]


def test_confidential_cells_that_are_given_away_are_told_apart(opened: list[str], tmp_path: Path) -> None:
    table = tmp_path / "report.csv"
    table.write_text("region,total,farming,mining\nNorth,30,10,c\nSouth,41,c,c\n", encoding="utf-8")
    page = tmp_path / "page.html"
    asked = ["check", str(table), "-c", "total = farming + mining", "--disclosure", "--format", f"html:{page}"]
    assert cli.run(asked) == 1
    lines = lines_of(page.read_text(encoding="utf-8"))
    start = lines.index("Confidential cells that are given away", lines.index("Summary"))
    assert lines[start + 1] == "disclosure no confidential cell can be computed from the published ones"
    assert "mining c is confidential and can be computed from total 30, farming 10: 20" in lines[start + 3]
    assert "3 confidential cells: the published figures give 1 away" in " ".join(lines)
    assert "Without a cause" not in lines
    assert "Ask the source" not in lines
    assert opened == []


def test_an_article_is_quoted_and_its_claims_are_told(opened: list[str], tmp_path: Path) -> None:
    article, page = tmp_path / "article.md", tmp_path / "page.html"
    article.write_text(
        "Of the 46,706 members, 443,137 (92.36 %) belong to ethnic minorities.\n\n"
        "Prices rose from 1,200 to 1,260, an increase of 5 %. In 2014 the fund had 12.3 million.\n",
        encoding="utf-8",
    )
    assert cli.run(["check", str(article), "--as", "article", "--lang", "en", "--format", f"html:{page}"]) == 1
    tree = parsed(page.read_text(encoding="utf-8"))
    (quote,) = (element for element in elements(tree) if element.tag == "blockquote")
    said = "".join(texts(quote)).strip()
    assert said == "Of the 46,706 members, suspected: 443,137 (92.36 %) belong to ethnic minorities."
    lines = lines_of(page.read_text(encoding="utf-8"))
    start = lines.index("claim", lines.index("Causes", lines.index("Summary")))
    assert lines[start + 1] == "443,137 is 92.36 % of 46,706"
    claims = lines[lines.index("Claims", lines.index("Summary")) :]
    assert claims[1] == "does not hold: 443,137 is 92.36 % of 46,706 (1:8)"
    assert claims[2].startswith("holds: ")
    assert "Rules" not in lines
    assert opened == []


def test_where_nothing_could_be_read_nothing_was_checked(tmp_path: Path) -> None:
    rulesets, _ = rulefile.load((), ("a = b + c",), KINDS)
    lines = lines_of(page_of(run.audit([str(tmp_path / "gone.csv")], rulesets)))
    assert any(line.startswith("Nothing was checked: 0 files") for line in lines)
    assert any(line.endswith("gone.csv no such file") for line in lines)


def test_quiet_is_the_summary_alone(tmp_path: Path) -> None:
    lines = lines_of(page_of(report_of(tmp_path, "a,b,t\n1,2,4\n", "t = a + b"), View(verbosity=-1)))
    assert "most likely wrong" not in " ".join(lines)
    assert any(line.startswith("1 discrepancy") for line in lines)


def test_where_standard_output_is_not_utf_8_letters_are_written_by_number(tmp_path: Path) -> None:
    report = report_of(tmp_path, "tổng,nam,nữ\n4,1,2\n", "tổng = nam + nữ")
    stream = io.TextIOWrapper(io.BytesIO(), encoding="cp1252")
    html.render(report, stream, View())
    stream.seek(0)
    page = stream.read()
    assert page.isascii()
    assert "tổng 4" in " ".join(texts(parsed(page)))


# --- harmless

HOSTILE = [
    "<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "'onmouseover='x",
    "{{ 7 * 7 }}", "{% raw %}", "</table></style></script><svg onload=x>", "&lt;b&gt;", "a\u202eb", "a\x9b31mb",
    "\u0338x", "]]>", "<!--", "\x1b[31m", "`x`", "\u2066iso",
]  # fmt: skip


def hostile_report(folder: Path) -> Report:
    """Hostile texts as names, keys and values, in rule ids, messages, notes and links."""
    rules = folder / "r.yml"
    rules.write_text(
        """
rules:
  - id: '"><img src=x onerror=alert(1)>'
    check: t = a + b
    label: '<b onclick="x">label</b>'
    message: '</script><script>alert(1)</script>'
    note: '<iframe src="//example.com">'
    link: 'javascript:alert(1)'
  - id: ok
    check: t = a - b
    link: 'https://example.com/"onmouseover="x'
""",
        encoding="utf-8",
    )
    rows = [f'"{text.replace(chr(34), chr(34) * 2)}",{at + 5},1,2' for at, text in enumerate(HOSTILE)]
    name = "<script>alert('file')</script>.csv"
    (folder / name.replace("/", "_")).write_text("key,t,a,b\n" + "\n".join(rows) + "\n", encoding="utf-8")
    rulesets, faults = rulefile.load([str(rules)], (), KINDS)
    assert faults == []
    return run.audit([str(folder / name.replace("/", "_"))], rulesets)


ACTING = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u2028\u2029\ud800-\udfff]"
)


def assert_harmless(page: str) -> Element:
    tree = parsed(page)
    for element in elements(tree):
        assert element.tag not in ("iframe", "object", "embed", "img", "base", "link", "a:script"), element.tag
        for name, value in element.attrib.items():
            assert not name.lower().startswith("on"), (element.tag, name)
            assert name not in LOADING, (element.tag, name)
            assert name != "style", element.tag
            if name == "href":
                assert value.startswith(("#", "https://", "http://")), value
    assert sum(element.tag == "script" for element in elements(tree)) == 1
    assert not ACTING.search(page)
    return tree


def test_hostile_cells_stay_text(tmp_path: Path) -> None:
    tree = assert_harmless(page_of(hostile_report(tmp_path)))
    said = " ".join(texts(tree))
    for text in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "javascript:alert(1)", "{{ 7 * 7 }}"):
        assert text in said
    links = [element.get("href", "") for element in elements(tree) if element.tag == "a"]
    assert [link for link in links if not link.startswith("#")] == ['https://example.com/"onmouseover="x']


@settings(max_examples=20)
@given(st.text(st.characters(exclude_characters=',"\n\r\x00', exclude_categories=["Cs"]), min_size=1, max_size=30))
@example("\u0338")
@example("<a href=//x>")
def test_any_name_is_harmless(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("any")
    report = report_of(folder, f"k,t,a,b\n{text},4,1,2\n{text}z,9,1,2\n", "t = a + b")
    page = page_of(report)
    assert_harmless(page)
    assert unicodedata.is_normalized("NFC", page)


def test_the_page_is_composed(tmp_path: Path) -> None:
    decomposed = unicodedata.normalize("NFD", "Tổng số")
    page = page_of(report_of(tmp_path, f"{decomposed},a,b\n4,1,2\n", "`Tổng số` = a + b"))
    assert "Tổng số" in page
    assert unicodedata.is_normalized("NFC", page)


def test_the_policy_allows_the_own_style_and_script_alone() -> None:
    page = sample("party-membership.csv", "party-membership")
    policy = next(e.get("content", "") for e in elements(parsed(page)) if e.get("http-equiv"))
    hashes = re.findall(r"'(sha256-[^']+)'", policy)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for tag, wanted in (("style", hashes[0]), ("script", hashes[1])):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert html._hash(text) == wanted


# --- for everyone


def test_headings_tables_and_places_to_go_are_in_order() -> None:
    tree = parsed(sample("epidemic-bulletin-italy.csv", "epidemic-bulletin"))
    levels = [int(e.tag[1]) for e in elements(tree) if re.fullmatch(r"h[1-6]", e.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    ids = [e.get("id", "") for e in elements(tree) if e.get("id")]
    assert len(ids) == len(set(ids))
    asked = [e.get("href", "")[1:] for e in elements(tree) if e.get("href", "").startswith("#")]
    asked += [e.get("aria-labelledby", "") for e in elements(tree) if e.get("aria-labelledby")]
    assert set(asked) <= set(ids)
    for table in (e for e in elements(tree) if e.tag == "table"):
        heads = list(table.iter("th"))
        assert heads
        assert all(e.get("scope") in ("col", "row") for e in heads)
    for drawn in (e for e in elements(tree) if e.tag.endswith("svg")):
        assert drawn.get("role") == "img"
        assert drawn.get("aria-label")
    assert {e.get("tabindex") for e in elements(tree)} <= {None, "0"}  # what can be used is reached in its order


def palette(dark: bool) -> dict[str, str]:
    style = (TEMPLATES / "page.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", style, re.DOTALL)
    return dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", blocks[1 if dark else 0]))


def luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("behind", ["paper", "panel", "mark"])
@pytest.mark.parametrize("text", ["ink", "soft", "bad", "good", "open", "link"])
def test_every_colour_can_be_read(text: str, behind: str, dark: bool) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    if behind == "mark" and text != "ink":
        return
    light, shade = sorted((luminance(palette(dark)[text]), luminance(palette(dark)[behind])), reverse=True)
    assert (light + 0.05) / (shade + 0.05) >= 4.5


# --- pictures

ends = st.one_of(st.integers(-(10**6), 10**6), st.fractions(max_denominator=1000), st.integers(-(10**30), 10**30))


@st.composite
def intervals(draw_one: st.DrawFn) -> Interval:
    low, high = sorted((draw_one(ends), draw_one(ends)))
    if draw_one(st.booleans()):
        return Interval.point(low)
    kept = draw_one(st.sampled_from(["both", "low", "high"]))
    opened = draw_one(st.booleans())
    return Interval(
        None if kept == "high" else low, None if kept == "low" else high, kept != "high" and opened and low != high,
        kept != "low" and opened and low != high,
    )  # fmt: skip


@given(intervals(), intervals())
@example(Interval.point(5), Interval(5, None, lo_open=True))
@example(Interval.point(0), Interval(0, None, lo_open=True))
@example(Interval.point(443137), Interval(None, 46706))
@example(Interval.point(8818), Interval.point(8817))
@example(Interval.point(10**400), Interval.point(1))
@example(Interval.point(Fraction(1, 10**30)), Interval.point(10**30))
def test_pictures_show_the_order_and_stay_inside(stated: Interval, allowed: Interval) -> None:
    drawn = draw(stated, allowed, None, ("reported x", "the others give y"))
    if stated.meets(allowed):
        assert drawn is None
        return
    assert drawn is not None
    xs = [drawn.stated.left, drawn.stated.right, drawn.allowed.left, drawn.allowed.right, *drawn.gap, *drawn.ticks]
    assert all(0 <= x <= WIDTH for x in xs)
    below = stated.hi is not None and allowed.lo is not None and stated.hi <= allowed.lo
    one, other = (drawn.stated, drawn.allowed) if below else (drawn.allowed, drawn.stated)
    assert one.left <= one.right <= other.left <= other.right or one.right == other.left
    reaches = sorted(picture._reach(label, picture._SMALL_LETTER) for label in drawn.tick_labels)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(reaches))


@pytest.mark.parametrize(
    ("stated", "allowed", "scale"),
    [
        (443_137, 46_706, "zero"), (443_137_000, 443_137, "tens"), (8818, 8817, "near"), (-5, 5, "zero"),
        (100, 0, "zero"),
    ],
)
def test_the_scale_follows_the_distance(stated: int, allowed: int, scale: str) -> None:
    drawn = draw(Interval.point(stated), Interval.point(allowed), None, ("", ""))
    assert drawn is not None
    assert drawn.scale == scale
    assert drawn.gap[1] - drawn.gap[0] > 30


def test_marks_in_steps_of_ten_say_how_large_a_step_is() -> None:
    for stated, times in ((10**3, 10), (10**60, 10**8)):
        drawn = draw(Interval.point(stated), Interval.point(3), None, ("", ""))
        assert drawn is not None
        assert drawn.times == times
        assert len(drawn.ticks) > 2


def test_ends_are_full_hollow_or_go_on() -> None:
    drawn = draw(Interval.point(5), Interval(None, 3, hi_open=True), None, ("", ""))
    assert drawn is not None
    assert (drawn.allowed.left_end, drawn.allowed.right_end) == ("beyond", "open")
    assert (drawn.stated.left_end, drawn.stated.right_end) == ("closed", "closed")


# --- shown in a browser: --open


FOUNDING = ["check", "samples/party-membership.csv", "--rules", "rules/party-membership.yml"]


def test_open_shows_a_page_beside_the_report(
    opened: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([*FOUNDING, "--open"]) == 1
    (url,) = opened
    page = Path(url.removeprefix("file://"))
    assert "members_minority 443,137" in page.read_text(encoding="utf-8")
    assert page.stat().st_mode & 0o077 == 0
    assert capsys.readouterr().out.startswith("samples/party-membership.csv: 22 figures")


def test_open_shows_the_page_that_is_written_anyway(opened: list[str], tmp_path: Path) -> None:
    page = tmp_path / "Báo cáo 1.html"
    assert cli.run([*FOUNDING, "--format", f"html:{page}", "--open"]) == 1
    assert cli.run([*FOUNDING, "--format", "html", "--output", str(page), "--open"]) == 1
    assert opened == [page.as_uri()] * 2


def test_a_page_that_was_not_written_is_not_opened(opened: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run([*FOUNDING, "--format", "html:README.md/page.html", "--open"]) == 2
    assert opened == []
    assert "README.md/page.html cannot be written" in capsys.readouterr().err


def test_without_a_browser_the_page_is_named(
    opened: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(webbrowser, "open", lambda _url: False)
    assert cli.run([*FOUNDING, "--open"]) == 1
    assert re.search(r"no browser could be opened: open \S+\.html yourself", capsys.readouterr().err)
    assert opened == []


# --- in a real browser

ARGUMENTS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser for all tests, with an empty profile."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        reason = "there is no chromium: apt-get install chromium"
        if os.environ.get("DVAUDIT_TEST_BROWSER"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield browser
        browser.close()


class Opened(NamedTuple):
    """A page in the browser: what it logged and what it asked for besides itself."""

    page: Tab
    complaints: list[str]
    requests: list[str]


Show = Callable[..., Opened]


@pytest.fixture
def show(chromium: Browser, tmp_path: Path) -> Iterator[Show]:
    """Opens a page in a window of its own; afterwards nothing may have complained, or left the page."""
    shown: list[Opened] = []

    def showing(page: str, *, width: int = 1180, **how: Any) -> Opened:  # noqa: ANN401 - what a window takes
        file = tmp_path / "page.html"
        file.write_text(page, encoding="utf-8")
        context = chromium.new_context(viewport={"width": width, "height": 900}, **how)
        tab = context.new_page()
        one = Opened(tab, [], [])
        tab.on("console", lambda message: one.complaints.append(message.text))
        tab.on("pageerror", lambda error: one.complaints.append(str(error)))
        tab.on("dialog", lambda dialog: one.complaints.append(dialog.message))
        tab.on("request", lambda request: one.requests.append(request.url))
        tab.goto(file.as_uri())
        shown.append(one)
        return one

    yield showing
    for one in shown:
        assert one.complaints == []
        assert {url.partition("#")[0] for url in one.requests} == {one.page.url.partition("#")[0]}
        one.page.context.close()


@pytest.fixture(scope="module")
def italian() -> str:
    return sample("epidemic-bulletin-italy.csv", "epidemic-bulletin")


def visible(page: Tab, query: str) -> int:
    return page.locator(query).filter(visible=True).count()


def test_filters_by_mouse(show: Show, italian: str) -> None:
    page = show(italian).page
    assert visible(page, ".discrepancies tbody tr") == 16
    assert visible(page, "article.cause") == 13
    page.get_by_label("confidence", exact=True).select_option("medium")
    assert visible(page, ".discrepancies tbody tr") == 2
    assert visible(page, "article.cause") == 2
    assert visible(page, ".questions li") == 2
    assert page.get_by_role("status").inner_text() == "2 of 16 discrepancies shown"
    page.get_by_label("rule", exact=True).select_option(label="hospitalized-sum (1)")
    assert page.get_by_text("No discrepancy fits this choice.").is_visible()
    page.get_by_role("button", name="Show all").click()
    page.wait_for_function("document.querySelectorAll('.discrepancies tr[hidden]').length === 0")
    assert visible(page, ".discrepancies tbody tr") == 16
    assert page.get_by_role("status").inner_text() == "16 of 16 discrepancies shown"


def test_filters_by_file_and_level(show: Show, opened: list[str], tmp_path: Path) -> None:
    rules = tmp_path / "r.yml"
    rules.write_text("rules:\n  - t = a + b\n  - {id: more, check: a > b, level: warning}\n", encoding="utf-8")
    for name in ("one.csv", "two.csv"):
        (tmp_path / name).write_text("t,a,b\n49,12,37\n85,14,70\n", encoding="utf-8")
    asked = ["check", str(tmp_path / "one.csv"), str(tmp_path / "two.csv"), "--rules", str(rules)]
    assert cli.run([*asked, "--format", f"html:{tmp_path / 'both.html'}"]) == 1
    page = show((tmp_path / "both.html").read_text(encoding="utf-8")).page
    assert visible(page, ".discrepancies tbody tr") == 6
    page.get_by_label("level", exact=True).select_option(label="warning (4)")
    assert visible(page, ".discrepancies tbody tr") == 4
    page.get_by_label("file", exact=True).select_option(index=2)
    assert visible(page, ".discrepancies tbody tr") == 2
    assert visible(page, ".questions") == 1
    assert "two.csv" in page.locator(".discrepancies tbody tr").filter(visible=True).first.inner_text()
    assert opened == []


def test_what_is_accepted_is_told_and_not_asked(
    show: Show, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    rules, report = str(ROOT / "rules" / "party-membership.yml"), str(ROOT / "samples" / "party-membership.csv")
    assert cli.run(["accept", "2", report, "--rules", rules, "--reason", "other years are counted"]) == 0
    assert cli.run(["check", report, "--rules", rules, "-v", "--format", "html:page.html"]) == 1
    page = show(Path("page.html").read_text(encoding="utf-8")).page
    assert visible(page, ".discrepancies tbody tr") == 2
    assert visible(page, "article.cause") == 2
    assert "other years are counted" in page.locator("#accepted").inner_text()
    assert visible(page, ".questions li") == 1
    page.get_by_label("rule", exact=True).select_option(label="minority-part (1)")
    assert visible(page, "article.cause") == 1


def test_everything_by_keyboard(show: Show, italian: str) -> None:
    page = show(italian).page
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    assert skip.inner_text() == "Skip to the discrepancies"
    assert skip.bounding_box()["x"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#discrepancies")
    page.goto(page.url.partition("#")[0])
    for _ in range(20):
        page.keyboard.press("Tab")
        if page.locator(":focus").get_attribute("name") == "rule":
            break
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert page.locator(":focus option:checked").inner_text() == "active-sum (2)"
    assert page.get_by_role("status").inner_text() == "2 of 16 discrepancies shown"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelector('[role=status]').textContent.startsWith('16')")


def test_the_questions_are_copied(show: Show, italian: str) -> None:
    page = show(italian, permissions=["clipboard-read", "clipboard-write"]).page
    page.get_by_label("confidence", exact=True).select_option("medium")
    button = page.get_by_role("button", name="Copy")
    button.click()
    page.get_by_role("button", name="Copied").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()").splitlines()
    assert copied[1].startswith("2. samples/epidemic-bulletin-italy.csv:21:71 (2021-11-07T17:00:00): cases 4808047")
    assert len(copied) == 2
    page.get_by_role("button", name="Copy", exact=True).wait_for()


def test_without_scripts_everything_is_there(show: Show, italian: str) -> None:
    page = show(italian, java_script_enabled=False).page
    assert visible(page, ".discrepancies tbody tr") == 16
    assert visible(page, "article.cause") == 13
    assert visible(page, "article.cause svg") == 15
    assert visible(page, ".questions li") == 13
    assert visible(page, "form.filters, button, p.none") == 0


def test_a_hostile_page_does_nothing(show: Show, tmp_path: Path) -> None:
    page = show(page_of(hostile_report(tmp_path))).page
    assert page.get_by_text("<script>alert(1)</script>").first.is_visible()
    assert page.locator("script").count() == 1
    assert page.locator("img, iframe").count() == 0
    assert page.evaluate(OVERFLOW) == 0


def test_the_policy_holds_against_what_gets_in(show: Show, italian: str) -> None:
    """Were a value ever to become markup, it could neither run nor load nor send anything."""
    one = show(italian)
    wanted = ["img-src", "script-src-elem", "style-src-attr", "form-action", "connect-src"]
    refused = one.page.evaluate("""async (wanted) => {
        const refused = [];
        addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
        document.body.insertAdjacentHTML("beforeend", `<img src="https://example.com/x.png" onerror="window.ran = 1">
            <p style="color: red"></p><form action="https://example.com/"></form>`);
        const script = document.createElement("script");
        script.textContent = "window.ran = 1";
        document.body.append(script);
        document.forms[document.forms.length - 1].submit();
        await fetch("https://example.com/").catch(() => 0);
        for (let tries = 0; tries < 100 && !wanted.every((one) => refused.includes(one)); tries++) {
            await new Promise((done) => setTimeout(done, 50));
        }
        return [...refused, window.ran];
    }""", wanted)  # fmt: skip
    assert refused[-1] is None
    assert set(wanted) <= set(refused)
    one.complaints.clear()
    one.requests[1:] = []


def test_dark_and_light(show: Show, italian: str) -> None:
    grounds = [
        show(italian, color_scheme=scheme).page.evaluate("getComputedStyle(document.body).backgroundColor")
        for scheme in ("light", "dark")
    ]
    assert grounds == ["rgb(251, 250, 247)", "rgb(23, 24, 26)"]


def wide_report(folder: Path) -> Report:
    """Names, keys and numbers that are longer than any line."""
    name, key = "n" * 200, "k" * 300
    return report_of(folder, f"key,t_{name},a,b\n{key},{'9' * 60},1,2\n", f"t_{name} = a + b")


@pytest.mark.parametrize("which", ["italian", "vietnamese", "wide"])
def test_no_window_is_too_narrow(show: Show, italian: str, tmp_path: Path, which: str) -> None:
    pages = {
        "italian": lambda: italian,
        "vietnamese": lambda: sample("party-membership-vi.csv", "party-membership", View(lang="vi")),
        "wide": lambda: page_of(wide_report(tmp_path)),
    }
    page = show(pages[which]()).page
    for width in (1180, 800, 375, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(OVERFLOW) == 0, width


def test_on_a_phone_rows_are_cards_and_pictures_are_readable(show: Show, italian: str) -> None:
    page = show(italian, width=375).page
    assert page.locator(".discrepancies tbody tr").first.evaluate("one => getComputedStyle(one).display") == "block"
    assert page.get_by_role("row").count() > 16
    label = page.locator("svg text.label").first.bounding_box()
    assert label is not None
    assert label["height"] >= 9


def test_labels_of_pictures_stay_inside_and_apart(show: Show, italian: str, tmp_path: Path) -> None:
    """As drawn with the fonts of this machine, which no calculation knows."""
    overlapping = """all => all.flatMap(svg => {
        const boxes = [...svg.querySelectorAll("text")].map(one => one.getBoundingClientRect());
        const frame = svg.getBoundingClientRect();
        const out = boxes.filter(box => box.left < frame.left - 12 || box.right > frame.right + 12);
        const meet = boxes.filter((a, i) => boxes.some((b, j) => i < j
            && a.left < b.right && b.left < a.right && a.top < b.bottom - 1 && b.top < a.bottom - 1));
        return [...out, ...meet];
    }).length"""
    table = "t,a,b\n443137000,443130,7\n8818,8810,7\n100000000000000,1,2\n-5,2,3\n5.5,2.25,3.15\n"
    for page in (italian, page_of(report_of(tmp_path, table, "t = a + b", "t <= a", "a > b"))):
        assert show(page).page.locator("svg").evaluate_all(overlapping) == 0


def test_a_thousand_discrepancies_open_at_once(
    show: Show, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sizes = [(at * 30 + 17, at * 7 + 1000) for at in range(2600)]
    rows = "".join(
        f"District {at},{men + women + (at % 5 < 2) * (at % 83 + 1) * (-1) ** at},{men},{women}\n"
        for at, (men, women) in enumerate(sizes)
    )
    page = page_of(report_of(tmp_path, f"district,total,men,women\n{rows}", "total = men + women", max_causes=20))
    start = monotonic()
    one = show(page)
    took = monotonic() - start
    assert visible(one.page, ".discrepancies tbody tr") == 1000
    filtered = monotonic()
    one.page.get_by_label("confidence", exact=True).select_option("none")
    one.page.get_by_role("status").inner_text()
    with capsys.disabled():
        print(f"\n1,000 discrepancies, {len(page) / 1e6:.1f} MB: opened in {took:.2f} s,"  # noqa: T201
              f" filtered in {monotonic() - filtered:.2f} s")  # fmt: skip


def test_on_paper_there_is_nothing_to_click(show: Show, italian: str) -> None:
    page = show(italian, color_scheme="dark").page
    page.emulate_media(media="print")
    assert visible(page, "form.filters, nav, button") == 0
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(29, 28, 26)"
    assert page.pdf()[:5] == b"%PDF-"
