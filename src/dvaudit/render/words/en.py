"""The sentences of dvaudit in English."""

from __future__ import annotations

THOUSANDS = ","
"""The sign between thousands in counts of this language."""

WORDS: dict[str, str] = {
    # --- number
    "number.absent": "not in this record",
    "number.stated_twice": "stated with different texts: {texts}",
    "number.no_number": "not a number",
    "number.none": "not a number",
    "number.grouping": "the thousands are not grouped as in 1,234,567",
    "number.sign_last": "nothing stands after the '{sign}': are digits missing?",
    "number.other_format": "not a number here: decimals stand after '{decimal}' in this column",
    "number.other_grouping": "not a number here: three digits stand after '{group}' in this column, as in {like}",
    "number.other_group": "not a number here: thousands are separated by '{group}' in this column",
    "number.more_decimals": "more decimals than the column prints ({decimals:n|decimal|decimals})",
    "number.long_cell": "a text of {length:n|character|characters}, too long for a number (at most {limit:n})",
    "number.many_digits": "too many digits for a number (at most {limit:n})",
    "number.two_readings": "can be {first} or {second}: say --locale, or locale: in the rule file",
    "number.any_two_readings": "can be read in two ways: say --locale, or locale: in the rule file",
    "number.any_bracket_open": (
        "in brackets it can be negative or not: say which under markers, '(n)': negative or unreliable"
    ),
    "number.blank": "blank",
    "number.missing": "marked as missing",
    "number.bracket_negative": "in brackets: negative, as the column or its file shows",
    "number.bracket_uncertain": "in brackets: as it stands, of low reliability, as the table says",
    "number.bracket_signed": "in brackets: as it stands, because negative figures of the file have a minus sign",
    "number.bracket_note": 'in brackets: the mark of the note "{note}", and no number',
    "number.bracket_mark": (
        "in brackets alone it can be negative, uncertain or the mark of a footnote: say which under markers, "
        "'(n)': negative, unreliable or missing"
    ),
    "number.bracket_open": (
        "in brackets it can be {first} or {second}: say which under markers, '(n)': negative or unreliable"
    ),
    "number.unit_repeated": "the scale word says again in what the column is counted",
    "number.nil": "this mark stands for zero",
    "number.dash": "a dash can be zero or missing: say which under markers",
    "number.confidential": "kept secret: any number from 0 up",
    "number.confidential_below": "kept secret: from 0 to less than {below}",
    "number.unknown_locale": "unknown locale {locale}: write it like vi, en or pt-BR",
    "number.format_declared": "decimals after '{decimal}': declared",
    "number.format_declared_both": "decimals after '{decimal}', thousands by '{group}': declared",
    "number.format_declared_group": "thousands by '{group}': declared",
    "number.format_column": "decimals after '{decimal}': the column shows it",
    "number.format_column_both": "decimals after '{decimal}', thousands by '{group}': the column shows it",
    "number.format_column_group": "thousands by '{group}': the column shows it",
    "number.format_file": "decimals after '{decimal}': the file shows it",
    "number.format_file_both": "decimals after '{decimal}', thousands by '{group}': the file shows it",
    "number.format_file_group": "thousands by '{group}': the file shows it",
    "number.format_open": "nothing shows whether . and , stand for decimals or for thousands",
    "number.percent_header": "the header says per cent: whole numbers are rounded",
    "number.unit_line": 'whole numbers are rounded: the unit is "{line}"',
    "number.rounding_note": 'whole numbers are rounded: "{line}"',
    "number.floats": "whole numbers, written with .0",
    "number.column_decimals": "rounded to {decimals:n|decimal|decimals}, like the column",
    "number.printed_decimals": "rounded to the {decimals:n|decimal|decimals} printed",
    "number.declared_exact": "exact: declared",
    "number.declared_step": "rounded to {step}: declared",
    "number.declared_decimals": "rounded to {decimals:n|decimal|decimals}: declared",
    "number.double": "{digits:n|digit|digits}: a computed value, good to about 12",
    "number.scale_word": "rounded to the last printed place before the scale",
    "number.whole_rounded": "a rounded whole number",
    "number.whole_exact": "an exact whole number: declared",
    "number.whole_auto": "a whole number, exact unless the sums of the document show rounding",
    "number.about": '"about" loosens numbers of one or two significant digits',
    "number.more": "more than this",
    "number.at_least": "this or more",
    "number.less": "less than this",
    "number.at_most": "this or less",
    "number.rounding_truncate": "cut off, not rounded: declared",
    "number.rounding_half_up": "ties rounded away from zero: declared",
    "number.rounding_half_down": "ties rounded towards zero: declared",
    "number.rounding_half_even": "ties rounded to the even digit: declared",
    "number.rounding_floor": "rounded down: declared",
    "number.rounding_ceil": "rounded up: declared",
    "number.rounding_random": "rounded up or down at random: declared",
    # --- read
    "spark.no_pyspark": "--engine spark needs the package pyspark: install it beside dvaudit, with pip install pyspark",
    "spark.no_java": (
        "--engine spark needs Java 17 or newer, and there is no java in PATH or JAVA_HOME: install a Java "
        "runtime (Debian: apt-get install default-jre-headless)"
    ),
    "spark.no_session": "Spark does not start: {reason}",
    "spark.failed": "Spark could not finish: {reason}",
    "spark.rule": (
        "{rule} ({kind}) compares records in a way that --engine spark does not: leave it out with "
        "--ignore {rule}, or take another --engine"
    ),
    "spark.layout": "--engine spark checks tables with one record a row, and this is another: take another --engine",
    "spark.previous": "--engine spark does not compare with the file of an earlier period: take another --engine",
    "spark.not_a_file": (
        "--engine spark reads delimited and Parquet files ({endings}), folders and patterns of them: take another "
        "--engine"
    ),
    "spark.header": (
        "the lines before the first record are others than in {first}: check the two apart, or make their "
        "columns the same"
    ),
    "spark.encoding": "--engine spark reads UTF-8, and this is another encoding: save it as UTF-8",
    "spark.returns": (
        "lines end with a carriage return alone, at which --engine spark does not split them: save the file "
        "with ordinary line ends"
    ),
    "spark.too_many_open": (
        "{n:n} records cannot be read by rule (more than {most:n}): look at the number formats of the first "
        "ones, declare them under figures:, or take another --engine"
    ),
    "read.url": "this is a web address: download the file and name the copy",
    "read.not_found": "no such file",
    "read.folder": "this is a folder: name the files in it",
    "read.permission": "the file may not be read: ask for permission, or copy it",
    "read.system": "the file cannot be opened: {reason}",
    "read.too_large": "the file is larger than {limit:n} GB: split it",
    "read.packed_otherwise": "files packed as {ending} are not read: unpack it, or pack it as one of {endings}",
    "read.packed_damaged": "this {ending} file is damaged or cut off and cannot be unpacked: make or fetch it again",
    "read.packed_bomb": "unpacked, this file is more than {times} times as large as it is now, which no report "
    "is: if it is meant "
    "so, unpack it yourself",
    "read.empty": "the file is empty",
    "read.binary": "this is binary, not text; CSV, TSV, JSON, JSON Lines, Parquet and workbooks are read: export it as "
    "one of them",
    "read.parquet": "this is no Parquet file, or a damaged one: export it again",
    "read.document_damaged": (
        "this {ending} file is damaged or cut off and cannot be taken apart: make or fetch it again"
    ),
    "read.document_none": (
        "this is no {ending} file, whatever its name says: give it the right ending, or save the document as "
        "{ending}"
    ),
    "read.document_old": (
        "this is a document of an old Office version, not a {ending} file: open it and save it as .docx, .odt or "
        ".pdf"
    ),
    "read.document_encrypted": (
        "this {ending} file is encrypted and opens only with its password: save a copy without a password"
    ),
    "read.document_bomb": (
        "unpacked, this document is larger than any report (more than {limit:n} MB, or hundreds of times its own "
        "size): save it again, or as plain text"
    ),
    "read.document_entities": (
        "{part} in this document defines XML entities, which no Office program writes and which can grow without "
        "end: save the document again"
    ),
    "read.not_as_named": "this file holds {held}, whatever the ending {ending} says: give it the right ending",
    "read.pdf_scanned": "the pages are pictures without text (a scan): run text recognition (OCR) over the file first",
    "read.pdf_garbled": (
        "the letters cannot be told, because the fonts of this PDF do not say which ones they show: run text "
        "recognition (OCR) over the file, or fetch another format"
    ),
    "read.pdf_pictures": "{n:n|page is a picture|pages are pictures} without text and not read: page {pages}",
    "read.no_text": "the document has no text",
    "read.no_table": "the document has no table",
    "read.html_depth": "elements nested more than {limit:n} levels deep: save the page again as text",
    "read.markdown_depth": "quotations or lists nested more than {limit:n} levels deep, which would not be read: is "
    "this Markdown? If not, name the file .txt",
    "read.pdf_rows": (
        "{n:n} lines look like rows of a table of which the columns cannot be told apart (page {pages}), and are not "
        "checked as one: take the table from the document that the PDF was made of"
    ),
    "read.hidden": "{n:n|figure stands|figures stand} in parts that the document does not show, which are not read",
    "read.beside_article": "read as the article of the page, without its menus, side columns and foot",
    "read.rtf": "this is RTF, which is not read: save the document as .docx, .odt or .txt",
    "read.book": "this is no workbook that can be read, or a damaged one: open it in a spreadsheet program and save "
    "it as .xlsx",
    "read.book_old": "this is a workbook in the old .xls format: open it in a spreadsheet program and save it as .xlsx",
    "read.book_binary": "this is a workbook in the binary .xlsb format: open it in a spreadsheet program and save "
    "it as .xlsx",
    "read.book_locked": "the workbook is locked with a password: save a copy without one",
    "read.book_damaged": "the part {part} of the workbook is damaged: open it in a spreadsheet program and save it "
    "again",
    "read.book_lacks": "the workbook lacks its part {part}: open it in a spreadsheet program and save it again",
    "read.book_doctype": "the part {part} declares a document type, as no spreadsheet program does: it could make a "
    "small file endlessly large, so the workbook is not read",
    "read.book_depth": "the part {part} of the workbook is nested more than {limit:n} levels deep",
    "read.book_parts": "the workbook has {n:n} parts, more than {limit:n}",
    "read.book_cell": "a cell of more than {limit:n} characters",
    "read.book_too_large": "the workbook has more than {limit:n} cells: export its sheets as CSV",
    "read.book_merged": "the merged cells, up to {area}, cover more of the sheet than any table does: undo the merging",
    "read.no_sheet": "no sheet of this workbook shows figures",
    "read.no_such_sheet": "layout names the sheet {name}, which the workbook does not have: it has {sheets}",
    "read.no_such_sheet_near": "layout names the sheet {name}, which the workbook does not have; the nearest is {near}",
    "read.hidden_sheet": "this sheet is hidden and not read: sheet: {sheet} under layout: has it read",
    "read.sheet_without_figures": "this sheet holds no figures and was left out",
    "read.own_sheet": "this sheet lists what an earlier check found and was left out",
    "read.hidden_rows": "{n:n|hidden row is|hidden rows are} read like the others: {rows}",
    "read.hidden_columns": "{n:n|hidden column is|hidden columns are} read like the others: {columns}",
    "read.no_stored_value": "{n:n|formula has|formulas have} no stored value, the first one in {cell}, and "
    "{n:|counts|count} as missing: open the workbook in a spreadsheet program and save it",
    "read.no_rows": "the table has no rows",
    "read.format": "this looks like none of the formats that are read: {formats}",
    "read.encoding_mark": "the file claims to be {encoding} but byte {byte} does not fit: save it again as UTF-8",
    "read.encoding_declared": "byte {byte} does not fit the encoding {encoding}: declare another, or save the file as "
    "UTF-8",
    "read.encoding_unknown": "{encoding} is no encoding that is known here: say for example utf-8, windows-1258 or "
    "tcvn3",
    "read.encoding_damaged": "byte {byte} is not UTF-8, unlike the rest of the file: save it again as UTF-8",
    "read.encoding_unclear": "the encoding cannot be told from here on: declare it as encoding: under layout:, or "
    "save the file as UTF-8",
    "read.encoding_guessed": "read as {encoding}, because these words make sense; if not, declare encoding: under "
    "layout:",
    "read.delimiter": "{delimiter} cannot separate cells: give one character, or tab",
    "read.article_too_long": (
        "more than {limit:n} MB of text, which no article is: split it, or say --as table if it is one"
    ),
    "read.line_too_long": "a line of more than {limit:n} characters, which no table has: is this a delimited file?",
    "read.cell_too_large": "a cell of more than {limit:n} characters: is a quotation mark missing?",
    "read.too_many_columns": "{n:n|column|columns} in one record, more than {limit:n}: is this the right delimiter?",
    "read.open_quote": "a quotation mark opens here and swallows the lines below: close it, or double the marks "
    "inside the cell",
    "read.text_after_quote": "{n:n|line has|lines have} text after a closing quotation mark, kept as part of the "
    "cell, here first",
    "read.no_header": "the first figures stand here and no row above names their columns: add a header row",
    "read.header_line": "layout says that the header is on this line, which is blank or not there",
    "read.header_rows": "layout says {wanted:n|header row|header rows}, but only {n:n|row stands|rows stand} above "
    "the first figures",
    "read.header_only": "there is a header and no row below it",
    "read.numbering_row": "this row only numbers the columns and was left out",
    "read.notes_below": "{n:n|note line|note lines} below the table, up to line {last}, not read as rows: {text}",
    "read.long_rows": "{n:n|row has|rows have} more cells than the header ({cells} against {header}), here first: is a "
    "separator inside a number not quoted?",
    "read.no_sdmx": "layout says SDMX-CSV, but the table has no column OBS_VALUE",
    "read.keys_unlike": "the tables {first} and {second} do not have as many key columns, so that their records "
    "cannot be matched: name them as key: under tables:",
    "read.key_again": "the key {label} stands in table {table} a second time, so that it cannot be told which record "
    "of another table it matches",
    "read.table_without_key": "table {table} has several records and no key column to match them by: name one as "
    "key: under tables:",
    "read.several_tables": "{n:n|table was|tables were} found where {name} should be one: say its sheet: under tables:",
    "read.no_column": "layout names the column {name}, which the table does not have",
    "read.no_column_near": "layout names the column {name}, which the table does not have; the nearest is {near}",
    "read.repeated_column": "layout names the column {name}, which the header has more than once: rename one of them",
    "read.figure_and_value": "layout needs both figure and value: the column of the names and the column of the "
    "numbers",
    "read.no_name": "{n:n|row states|rows state} no figure name and cannot be used, here first",
    "read.json_syntax": "this is not JSON: {expected} should stand here",
    "read.json_value": "a value",
    "read.json_key": "a key in double quotes",
    "read.json_colon": "a colon",
    "read.json_comma": "a comma or {closing}",
    "read.json_string": "this is not JSON: the text is not closed, or holds a line break or a backslash that JSON "
    "does not know",
    "read.json_after": "this is not JSON: something follows the end of the value",
    "read.more_bad_lines": "{n:n|further line is|further lines are} not JSON, here first",
    "read.json_depth": "JSON nested more than {limit:n} levels deep",
    "read.json_number": "a number of more than {limit:n} characters",
    "read.json_not_finite": "{text} is no number in JSON: write null for a missing figure",
    "read.json_no_figures": "this JSON holds no figures: an object with names and numbers is needed, or a list of such "
    "objects",
    "read.json_no_object": "an object with names and numbers should stand here, as a record of the list",
    "read.json_no_records": "the list is empty: there is no record to check",
    "read.json_beside": "{n:n|number|numbers} beside the list of records, {name} first: no record owns them, so they "
    "are not checked",
    # --- rulefile
    "rulefile.not_found": "no such rule file",
    "rulefile.folder": "this is a folder: name a rule file in it",
    "rulefile.unreadable": "the rule file cannot be opened",
    "rulefile.too_large": "the rule file is larger than {limit:n} MB: split it and use include",
    "rulefile.encoding": "the rule file is not UTF-8: save it as UTF-8",
    "rulefile.control": "the character {code} cannot stand in a rule file: delete it",
    "rulefile.empty": "the rule file is empty: it needs rules, such as - total = north + south",
    "rulefile.empty_folder": "the folder holds no rule file (*.yml, *.yaml)",
    "rulefile.toml": "pyproject.toml cannot be read as TOML",
    "rulefile.expected_file": "a rule file starts with keys such as rules: and figures:",
    "rulefile.version": "dvaudit: {found} is a version that this program does not know; it knows {known}",
    "rulefile.yaml": (
        "this is not YAML from here on: look at the indentation and the brackets of this line and the one above"
    ),
    "rulefile.yaml_tab": "a tab cannot indent YAML: use blanks",
    "rulefile.yaml_start": "quote this: {character} cannot start a value",
    "rulefile.yaml_alias": "quote this: YAML reads {text} as a reference to something defined earlier, and nothing is",
    "rulefile.yaml_colon": "quote this text: a colon followed by a blank makes YAML take it for a key",
    "rulefile.yaml_after_quote": (
        "nothing can follow the closing quote: quote the whole text, with the other kind of quotes"
    ),
    "rulefile.yaml_escape": "a backslash in double quotes starts an escape: use single quotes",
    "rulefile.yaml_open": "the {character} that opens here is not closed",
    "rulefile.documents": "a rule file is one document: remove the --- or split the file",
    "rulefile.duplicate_key": "{key} is said twice, first on line {line}: keep one",
    "rulefile.key_not_text": "a key must be a text: quote it",
    "rulefile.merge": "<< takes a mapping that was defined with an anchor",
    "rulefile.too_deep": "more than {limit:n} levels of nesting",
    "rulefile.alias_bomb": "the references in this file expand to more than {limit:n} values",
    "rulefile.unknown_key": "{found} is not a key here; {advice}",
    "rulefile.unknown_kind": "{found} is not a kind of rule; {advice}",
    "rulefile.expected_choice": "{key} cannot be {found}; {advice}",
    "rulefile.did_you_mean": "did you mean {word}?",
    "rulefile.one_of": "it can be {words}",
    "rulefile.comma_in_braces": (
        "{key} is not a key: inside braces a comma ends a value, so quote the text that holds it"
    ),
    "rulefile.line_as_key": "{key} is read as a key, because a colon follows: quote the whole line",
    "rulefile.kind_as_key": "write kind: {kind} and the slots beside it",
    "rulefile.no_kind": "a rule needs check: with a line, or kind: with one of {kinds}",
    "rulefile.no_value": "{key} has no value",
    "rulefile.never_alone": "{key}: never stands alone, as it means none of the others",
    "rulefile.expected_text": "{key} takes one text",
    "rulefile.expected_texts": "{key} takes a text or a list of texts",
    "rulefile.expected_list": "{key} takes a list",
    "rulefile.expected_mapping": "{key} takes keys with values",
    "rulefile.expected_rule": "a rule is a line such as total = north + south, or keys with values",
    "rulefile.expected_flag": "{key} takes true or false, not {found}",
    "rulefile.expected_number": "{key} takes a number such as 0.5 or 1000, not {found}",
    "rulefile.expected_integer": "{key} takes a whole number, not {found}",
    "rulefile.table_name": "a table is called by one word without blanks or signs, because rules write {name}.figure",
    "rulefile.expected_range": "{key} takes a part of a sheet such as A3:F20, B:D or 3:20, not {found}",
    "rulefile.expected_positive": "{key} takes a number above zero, not {found}",
    "rulefile.expected_date": "{key} takes a day such as 2027-01-31, not {found}",
    "rulefile.expected_scale": "{key} takes a scale such as thousand, million or nghìn, not {found}",
    "rulefile.marker_below": "the mark {mark} takes a meaning, or {below: 5} for a number that is kept secret",
    "rulefile.missing_slot": "a rule of kind {kind} needs {slot}",
    "rulefile.missing_one_of": "a rule of kind {kind} needs at least one of {slots}",
    "rulefile.missing_outcome": "an example needs outcome: holds, fails or undecided",
    "rulefile.example_figures": "an example takes figures: (one record) or rows: (several), one of the two",
    "rulefile.duplicate_id": "the id {id} is taken by the rule on line {line}: rename one",
    "rulefile.duplicate_id_file": "the id {id} is taken by the rule at {file}:{line}: rename one",
    "rulefile.figure_twice": "{name} already names the figure on line {line}: keep one",
    "rulefile.too_many_rules": "a rule file holds at most {limit:n} rules, and this makes {n:n}",
    "rulefile.for_unused": "<{name}> stands nowhere in this rule: put it into a slot and into the id",
    "rulefile.for_lengths": (
        "the lists of for go side by side and differ in length ({counts}): make them equal, or say cross: true"
    ),
    "rulefile.for_id": "for makes several rules with the id {id}: put a <name> into the id",
    "rulefile.include_circle": "the files include each other in a circle: {chain}",
    "rulefile.include_not_found": "no such file to include: {path}",
    "rulefile.include_folder": "{path} is a folder: include its files one by one",
    "rulefile.include_conflict": "{file} and a file included before it differ in {key}: say here which one is meant",
    "rulefile.include_conflict_figure": (
        "{file} and a file included before it differ in {key} of {figure}: say under figures which one is meant"
    ),
    # --- lines
    "lines.empty": "the line is empty: write a rule such as total = north + south",
    "lines.no_comparison": "nothing is compared: write a rule such as total = north + south or part <= whole",
    "lines.no_figure": "no figure is named here, only numbers: put names made of digits into backticks",
    "lines.ends": "a figure or a number is missing at the end of the line",
    "lines.expected_operand": "a figure or a number is missing before {found}",
    "lines.two_operands": "an operator is missing before {found}",
    "lines.bracket_open": "this bracket is not closed",
    "lines.bracket_close": "this bracket closes none",
    "lines.quote_open": "the quote that opens here is not closed",
    "lines.empty_quotes": "there is no name between these backticks",
    "lines.comma": (
        "a comma separates only what stands in sum(), min() and max(): write decimals with a point, and put a name "
        "that holds a comma into backticks"
    ),
    "lines.character": "{character} cannot stand in a name: put the name into backticks",
    "lines.percent": "% can only close a line as in %: put a name that holds it into backticks",
    "lines.power": "there are no powers; what a formula can use: {allowed}",
    "lines.call": (
        "{name}( ) cannot be called; what a formula can use: {allowed}. A name that holds brackets goes into backticks"
    ),
    "lines.no_argument": "{name}() needs at least one figure",
    "lines.one_figure": (
        "{name}() goes across the figures of one record, and {figure} is one; to add up a column, write a rule of kind "
        "totals"
    ),
    "lines.one_argument": "{name}() takes one expression",
    "lines.star_unclear": (
        "this * could multiply or belong to a pattern: put blanks on both sides of it, or the pattern into backticks"
    ),
    "lines.spaced_number": "write the number {text} as {number}, or put a name made of digits into backticks",
    "lines.digits": "a number of more than {limit:n} digits",
    "lines.too_long": "a line of more than {limit:n} characters",
    "lines.too_deep": "more than {limit:n} operations inside one another: use sum() for long sums, or split the rule",
    "lines.tolerance": "a tolerance is a number such as 5, or a share such as 0.5 %, not {text}",
    "lines.fail_if": "fail_if is a share such as > 0.1 %, not {text}",
    "when.empty": "the condition is empty: write one such as status = final",
    "when.expected_name": (
        "a column or figure is expected here; numbers and quoted texts go to the right of the comparison"
    ),
    "when.expected_compare": "after {name}, one of = != < <= > >=, in [ ] or not in [ ] is expected",
    "when.expected_value": "a value to compare with is expected here",
    "when.expected_list": "in takes a list in brackets: in [a, b]",
    "when.expected_and": "the condition ends here: join comparisons with and, or (lower case)",
    # --- kinds
    "kinds.too_many": (
        "{kind} compares each figure with every other: {n} figures are more than the {most} that it takes; "
        "use narrower patterns"
    ),
    "kinds.by_code": "by_code can only be `prefix`, not {text}",
    "kinds.by_order": "by_order can only be true; leave it out otherwise",
    "kinds.child_twice": "rule {rule}: {child} is listed twice below {parent}: keep one",
    "kinds.expected_list": (
        "expected: takes a list such as [{text}], or a file such as {file: codes.csv}; {text} alone could be either"
    ),
    "kinds.zero_divisor": "rule {rule}: nothing can be divided by 0",
    "kinds.min_over_max": "min {low} is larger than max {high}: no figure can lie between them",
    "kinds.two_figures": "{kind} needs two figures or more; it found {names}",
    "kinds.sum": "{figure} is not the sum of its {n:n|part|parts}: that is {expected} ({off})",
    "kinds.sum_minus": "{figure} is not {parts} less {minus}: that is {expected} ({off})",
    "kinds.part_of": "{figure} is a part of {whole}, so it must be {expected} ({off})",
    "kinds.share": "{figure} is not the share of {part} in {whole}: that is {expected}",
    "kinds.ratio": "{figure} is not {numerator} per {denominator}: that is {expected}",
    "kinds.change_percent": "{figure} is not the change in per cent from {from} to {to}: that is {expected}",
    "kinds.change_amount": "{figure} is not the change from {from} to {to}: that is {expected}",
    "kinds.change_index": "{figure} is not the index of {to} against {from}: that is {expected}",
    "kinds.change_by": "{figure} is not the change in per cent where {amount} lead to {to}: that is {expected}",
    "kinds.multiple": "{figure} is not the multiple of {old} that the words tell: that is {expected}",
    "kinds.product": "{figure} is not {count} times {each}: that is {expected}",
    "kinds.difference": "{figure} is not the difference between {to} and {from}: that is {expected}",
    "kinds.mean_total": "{figure} is not {total} divided by {count}: that is {expected}",
    "kinds.mean_between": (
        "{figure} does not lie between the smallest and the largest of its {n:n|part|parts}: {expected}"
    ),
    "kinds.mean_weighted": "{figure} is not the weighted mean of its parts: that is {expected}",
    "kinds.mean_count": "{figure} is no mean of {count}: no whole total divided by it gives that",
    "kinds.ascending": "{figure} is out of order with {others}: it must be {expected}",
    "kinds.range": "{figure} must be {expected}",
    "kinds.equal": "{figure} and {others} state the same figure, but differ ({off})",
    "kinds.formula": "{rule} does not hold: {figure} must be {expected} ({off})",
    "kinds.totals": "{figure} is not the sum of the {n:n|row|rows} that it totals: that is {expected} ({off})",
    "kinds.totals_columns": (
        "{figure} is not the sum of the {n:n|column|columns} that it totals: that is {expected} ({off})"
    ),
    "kinds.hierarchy": "{figure} is not the sum of its {n:n|child|children}: that is {expected} ({off})",
    "kinds.series_change": "{figure} is not the change since the row before: that is {expected}",
    "kinds.series_percent": "{figure} is not the change in per cent since the row before: that is {expected}",
    "kinds.series_index": "{figure} is not the index against the row before: that is {expected}",
    "kinds.series_opening": "{figure} does not open where the row before closes: that is {expected} ({off})",
    "kinds.complete": "{figure} is not stated",
    "kinds.complete_expected": "no row of {column} is {text}",
    "kinds.unique": "{key} stands in {rows:n|row|rows}",
    "kinds.disclosed": "{figure} is confidential and can be computed from {others}: {expected} ({rule})",
    "kinds.disclosed_alone": "{figure} is confidential and can be computed: {expected} ({rule})",
    "kinds.disclosure_means": "no confidential cell can be computed from the published ones",
    "kinds.narrowed": "{figure} is confidential, and {others} leave it only {expected} ({rule})",
    "kinds.narrowed_alone": "{figure} is confidential and left only {expected} ({rule})",
    "kinds.one_of": "{figure} is none of the texts that the rule lists",
    "kinds.one_of_near": "{figure} is none of the texts that the rule lists; did you mean {near}?",
    "kinds.together": "{rule} does not hold for {others} ({off})",
    "kinds.together_bare": "{rule} does not hold for {others}",
    "kinds.sum_means": "{total} is the sum of {parts}",
    "kinds.sum_means_minus": "{total} is the sum of {parts}, less {minus}",
    "kinds.part_of_means": "{part} is at most {whole}",
    "kinds.share_means": "{percent} is {part} in per cent of {whole}",
    "kinds.ratio_means": "{ratio} is {numerator} divided by {denominator}",
    "kinds.ratio_means_per": "{ratio} is {numerator} per {per} of {denominator}",
    "kinds.change_means_percent": "{percent} is the change from {from} to {to} in per cent",
    "kinds.change_means_amount": "{amount} is the change from {from} to {to}",
    "kinds.change_means_index": "{index} is {to} with {from} as 100",
    "kinds.mean_means_total": "{mean} is {total} divided by {count}",
    "kinds.mean_means_parts": "{mean} lies between the smallest and the largest of {parts}",
    "kinds.mean_means_weights": "{mean} is the mean of {parts}, weighted by {weights}",
    "kinds.mean_means_count": "{mean} is some whole total divided by {count}",
    "kinds.ascending_means": "{figures} never fall, in this order",
    "kinds.range_means_min": "{figures} is at least {min}",
    "kinds.range_means_max": "{figures} is at most {max}",
    "kinds.range_means_min_max": "{figures} is between {min} and {max}",
    "kinds.equal_means": "{figures} state one figure",
    "kinds.formula_means": "{check}",
    "kinds.totals_means": "each total row is the sum of its rows",
    "kinds.totals_means_over": "each total row of {over} is the sum of its rows",
    "kinds.totals_means_columns": "each total column is the sum of its columns",
    "kinds.totals_means_rows_columns": "each total row and each total column is the sum of what it totals",
    "kinds.totals_means_over_columns": "each total row of {over} and each total column is the sum of what it totals",
    "kinds.hierarchy_means": "each parent in {over} is the sum of its children",
    "kinds.series_means_change": "{change} is the change of {figure} since the row before, in the order of {over}",
    "kinds.series_means_percent": (
        "{percent} is the change of {figure} in per cent since the row before, in the order of {over}"
    ),
    "kinds.series_means_index": "{index} is {figure} with the row before as 100, in the order of {over}",
    "kinds.series_means_opening": "{opening} is {figure} of the row before, in the order of {over}",
    "kinds.complete_means": "{figures} are stated in every record",
    "kinds.complete_means_expected": "every expected text occurs in {columns}",
    "kinds.unique_means": "no two records have the same {columns}",
    "kinds.unique_means_figures": "no two records have the same {figures}",
    "kinds.one_of_means": "{columns} has only texts of the list",
    "kinds.one_of_means_figures": "{figures} has only texts of the list",
    "kinds.parent_cycle": "{chain} goes round in a circle: no figure can be a part of itself",
    "kinds.no_column": "there is no column {wanted}; there are {known}",
    # --- confront
    "confront.unknown_here": "rule {rule}: {file} has no figure called {name}, though it has others of the rule",
    "confront.unknown_here_near": (
        "rule {rule}: {file} has no figure called {name}, though it has others of the rule; the closest name "
        "is {nearest}"
    ),
    "confront.whole_unit": (
        "whole numbers are taken as rounded to {unit}, which divides all of them; say `rounded_to` if that is not so"
    ),
    "confront.rule_left_out": "rule {rule} of {source} is not used: there is no figure called {name}",
    "confront.when_unclear": "what `when: {when}` asks for is missing, or can be read in two ways",
    "confront.no_series": (
        "no row has another before it in its series: every row has a {by} of its own; say with `by` which "
        "columns tell the series apart (`by: []` for none)"
    ),
    "confront.not_in_file_near": "{file} has no figure called {name}; the closest name is {nearest}",
    "confront.no_total": (
        "the figure taken as the total of {name} lies among its parts: it may be a mean or a "
        "last value; to check it, say `over` and `total`, or name the `parts`"
    ),
    "confront.told_in_first": "{raw} {why}. It is told here as {first}; every reading was judged",
    "confront.blank_key": "{columns} is blank",
    "confront.unproven_structure": (
        "the rows or columns taken as the parts of {name} make it in {held} of {checked} places; to "
        "check it, say `over` and `total`, or name the `parts`"
    ),
    "confront.not_indented": (
        "not checked: {rows}, below which rows are indented; these do not make it, and may be only some of its parts; "
        "to check it, write a rule of kind hierarchy"
    ),
    "confront.not_subtotals": (
        "not checked: {rows}; the rows next to subtotals make them in {held} of {checked} places; to check them, write "
        "a rule of kind hierarchy"
    ),
    "confront.not_overall": (
        "not checked: {rows}, which may be the total, as no row says so; the other rows make it in {held} of {checked} "
        "places; to check it, name it in total:"
    ),
    "confront.ignored_nowhere": (
        "{rule} leaves out {label}, but no row of {over} is called so: look at the spelling in ignore:"
    ),
    "confront.not_by_period": (
        "{rule} looks through all records at once; to look in each {period}, say by: {period} (by: [] to leave it so)"
    ),
    "confront.not_shares": (
        "not checked: the percentages that {rows} says make 100; they are far from it or reach it alone, and may be no "
        "shares of one whole"
    ),
    "confront.repeated_name": "{name} stands in the header more than once",
    "confront.not_in_file": "{file} has no figure called {name}",
    "confront.repeated_header": (
        "rule {rule}: {name} stands in the header more than once, or means several figures; give each column "
        "its own name"
    ),
    "confront.unknown_figure": "rule {rule}: no input has a figure called {name}",
    "confront.unknown_figure_known": "rule {rule}: no input has a figure called {name}; there are {known}",
    "confront.unknown_in_column": (
        "rule {rule}: no input has a figure called {name}, but a column holds the name: where each row states one "
        "figure, a rule file says layout: {layout}"
    ),
    "confront.unknown_figure_near": "rule {rule}: no input has a figure called {name}; the closest name is {nearest}",
    "confront.nothing_decided": "no rule came to a verdict: {undecided:n|check|checks} could not be made",
    "confront.table_unused": "no rule speaks of this table",
    "confront.no_rule_ran": (
        "no rule says anything about this file; name a rule file with --rules, or write a rule with -c 'total = "
        "north + south'"
    ),
    "confront.none_chosen": "no rule is left to check this file with: see --select and --ignore",
    "confront.no_given_rule_ran": (
        "{n:n|rule was|rules were} read, and no one says anything about this file; the command `dvaudit figures "
        "{file}` shows which names its figures have"
    ),
    "confront.example_none": "rule {rule}: the example met no record, expected: {expected}",
    "confront.example_holds": "rule {rule}: the example holds, expected: {expected}",
    "confront.example_fails": "rule {rule}: the example does not hold, expected: {expected}",
    "confront.example_undecided": "rule {rule}: the example could not be checked, expected: {expected}",
    "confront.holds": "holds",
    "confront.fails": "does not hold",
    "confront.undecided": "could not be checked",
    "confront.missing": "no number is given for {names}",
    "confront.unreadable": "{name} {raw} cannot be read: {why}",
    "confront.unclear": "{name} {raw} can be read in two ways that give different verdicts: {why}",
    "confront.holds_if_zero": "holds if {raw} in {name} means zero; say what it means in markers:",
    "confront.fails_if_zero": "fails if {raw} in {name} means zero; say what it means in markers:",
    "confront.unclear_marker": "{raw} in {name} can mean zero or missing; say which in markers:",
    "confront.zero_divisor": "{names} can be zero, and nothing can be divided by zero",
    "confront.not_in_earlier": "the earlier file {file} has no row for {series}",
    "confront.none_before": "the earlier file {file} has no row for {series} before {at}",
    "confront.gap": "the row before {at} is {earlier}: rows between them are missing",
    "confront.duplicate_period": "{at} occurs more than once in {over}",
    "confront.duplicate_row": "{label} occurs more than once in {over}",
    "confront.row_missing": "there is no row {label} in {over}",
    "confront.several_totals": "{over} has more than one total row: {labels}; name one in total:",
    "confront.no_total_row": "no row of {over} is a total; name it in total:",
    "confront.no_parts": "no row of {over} is left as a part of {label}",
    "confront.not_added": (
        "{rule} does not add {columns}: their names say rate, mean or per cent; list them in figures: to add them"
    ),
    "confront.rates_apart": (
        "not added: {rows}; the names of these rows say rate, mean or per cent (to add them, name in parts: the rows "
        "that make the total)"
    ),
    "confront.rows_loose": (
        "{rule} adds nothing to, or of, {rows}: each is indented alone below another row, or is a subtotal without "
        "rows beside it"
    ),
    "confront.no_total_row_met": (
        "{rule} found no row to check: none is called total or subtotal, and none has others indented below it; name "
        "one in total:"
    ),
    "confront.no_total_column_met": "{rule} found no column to check: none is called total; name it in total:",
    "confront.met_nothing": "{rule} checked nothing here",
    "confront.unit_rounded": (
        "whole numbers are taken as rounded, as the table says: {lines}; if they are exact, say whole_numbers: exact"
    ),
    "confront.whole_rounded": (
        "whole numbers are taken as rounded to {unit}: {within} of {sums:n|sum|sums} hold only within rounding "
        "({rows}); if they are exact, say whole_numbers: exact"
    ),
    "confront.whole_exact": (
        "{small:n|sum|sums} of {sums:n} {small:|is|are} off by no more than rounding: if these figures are rounded, "
        "say whole_numbers: rounded in the rule file; if they are exact, say exact"
    ),
    # --- inputs
    "inputs.files": "{path} in files: {why}",
    "inputs.url": "{text} is a web address: download the files and name their place",
    "inputs.absolute": "{path} is an absolute path; write it relative to this file",
    "inputs.brace": "this {brace} in {path} has no counterpart: a placeholder is written {example}",
    "inputs.no_name": "the braces in {path} are empty: name the column, as in {example}",
    "inputs.slash_in_name": "the placeholder {name} spans folders: write one for each folder",
    "inputs.name_twice": "the placeholder {name} stands in {path} twice",
    "inputs.names_touch": "nothing stands between the placeholder {name} and the one before it: where one ends and the "
    "other begins cannot be told",
    "inputs.two_ways": "the path fits {pattern} in two ways: {one}; or {other}. Rename the file, or put another sign "
    "between the placeholders",
    "inputs.column_taken": "the file has {name} itself, and its path says {name}, too: call the placeholder in files: "
    "another name",
    "inputs.other_format": "the file has another format than {first}, so it cannot be taken together with it: left out",
    "inputs.previous_unread": "the earlier period's file cannot be used: {why}",
    "inputs.previous_unnamed": "the path of this file does not say {name}, which previous: {previous} asks for; name "
    "it in files:",
    "inputs.previous_lacks": "the earlier period's file has no column or figure called {name}, which rule {rule} needs",
    "inputs.previous_unused": "no rule looks at the earlier period's file {previous}: only series rules do",
    "inputs.empty_folder": "the folder holds no file that can be read ({endings})",
    "inputs.no_match": "no file has a name like this",
    "inputs.left_out": (
        "{n:n|file|files} of this folder {n:|is|are} not read: {names}; to have one checked, name it"
    ),
    "inputs.closed_folder": "the folder cannot be opened: {reason}",
    # --- report
    "report.literal": "{text}",
    "report.file": "file",
    "report.records": "records",
    "report.failed": "failed",
    "report.accepted": "accepted",
    "report.not_checked": "not checked",
    "report.rule": "rule",
    "report.record": "record",
    "report.where": "where",
    "report.reported": "reported",
    "report.others_give": "the others give",
    "report.off_by": "off by",
    "report.row": "row {row}",
    "report.row_of": "row {row} of {file}",
    "report.after_earlier": "{sentence}; the row before is at {place}",
    "report.record_in": "{record} in {place}",
    "report.at": "at {place}",
    "report.record_at": "{record} at {place}",
    "report.figure_in": "{figure} ({record})",
    "report.command_line": "the command line",
    "report.anything": "any number",
    "report.between": "{low} to {high}",
    "report.points": "{off} points",
    "report.rounding_sized": "(rounding?) {off}",
    "report.warning": "{rule} (warning)",
    "report.more": "and {n:n} more",
    "report.and_more": "{listed} and {n:n} more",
    "report.header": "{file}: {scope} from {rules}: {outcomes}",
    "report.scope": "{figures:n|figure|figures}, {rules:n|rule|rules}",
    "report.scope_records": "{records:n|record|records}, {figures:n|figure|figures}, {rules:n|rule|rules}",
    "report.outcomes": "{held:n|holds|hold}, {failed:n|does not|do not}",
    "report.outcomes_undecided": "{held:n|holds|hold}, {failed:n|does not|do not}, {undecided:n} could not be checked",
    "report.missing": "{names} {n:|is|are} missing",
    "report.unchecked": "{rule} could not be checked: {reason}",
    "report.unchecked_times": "{rule} could not be checked in {n:n|case|cases}: {reason}",
    "report.unchecked_times_such_as": "{rule} could not be checked in {n:n|case|cases}, such as: {reason}",
    "report.reason_at": "{reason} ({places})",
    "report.in_record": "{record}: {sentence}",
    "report.note": "note: {note}",
    "report.note_at": "note: {note} ({place})",
    "report.all_accepted": "{n:n|known discrepancy|known discrepancies}, accepted",
    "report.partly_checked": "could not be checked in {n:n|case|cases}; {held:n|holds|hold}",
    "report.mark_undecided": "could not be checked",
    "report.mark_unbound": "checked nothing",
    "report.mark_note": "note",
    "report.tally": (
        "{rule}: {held:n|holds|hold}, {failed:n|does not|do not}, {undecided:n} could not be checked, "
        "{passed_over:n} passed over"
    ),
    "report.unbound": "{n:n|rule|rules} checked nothing: {rules}",
    "report.unbound_rule": "{rule} ({why})",
    "report.checked_nothing": "checked nothing: {why}",
    "report.met_nothing": "met no record",
    "report.not_here": "no figure called {name} here",
    "report.passed_over": "{n:n} passed over",
    "report.rules_and_unbound": "{rules:n|rule|rules} ({unbound:n} more checked nothing)",
    "report.warnings": "{n:n|discrepancy is|discrepancies are} of the level warning.",
    "report.silent_articles": "No claim was understood in {files}: --strict asks for one.",
    "report.capped": "The first {shown:n} of {n:n} discrepancies are listed; --max-findings lists more.",
    "report.summary": (
        "{failed:n|discrepancy|discrepancies}: {files:n|file|files}, {records:n|record|records}, "
        "{figures:n|figure|figures}, {rules:n|rule|rules}; {held:n|holds|hold}, {failed:n|does not|do not}, "
        "{undecided:n} could not be checked, {accepted:n} accepted. No file was changed."
    ),
    "report.summary_accepted": (
        "No discrepancy but {accepted:n|accepted one|accepted ones}: {files:n|file|files}, "
        "{records:n|record|records}, {figures:n|figure|figures}, {rules:n|rule|rules}; {held:n|holds|hold}, "
        "{failed:n|does not|do not}, {undecided:n} could not be checked, {accepted:n} accepted. No file was changed."
    ),
    "report.summary_clean": (
        "No discrepancy: {files:n|file|files}, {records:n|record|records}, {figures:n|figure|figures}, "
        "{rules:n|rule|rules}; {held:n|holds|hold}, {undecided:n} could not be checked, {accepted:n} accepted. No "
        "file was changed."
    ),
    "report.summary_partly": (
        "No discrepancy in what could be checked: {files:n|file|files}, {records:n|record|records}, "
        "{figures:n|figure|figures}, {rules:n|rule|rules}; {held:n|holds|hold}, {undecided:n} could not be checked, "
        "{accepted:n} accepted. No file was changed."
    ),
    "report.summary_secrets": (
        "{secrets:n|confidential cell is|confidential cells are} not safe, and no rule fails: "
        "{files:n|file|files}, {records:n|record|records}, {figures:n|figure|figures}, {rules:n|rule|rules}; "
        "{held:n|holds|hold}, {undecided:n} could not be checked, {accepted:n} accepted. No file was changed."
    ),
    "report.summary_nothing": (
        "Nothing was checked: {files:n|file|files}, {records:n|record|records}, {figures:n|figure|figures}, "
        "{rules:n|rule|rules}; {undecided:n} could not be checked, {accepted:n} accepted. No file was changed."
    ),
    "report.summary_problems": "{n:n|problem|problems} kept part of the work from being done.",
    "report.figure": "figure",
    "report.text": "text",
    "report.means": "means",
    "report.why": "why",
    "report.or": " or ",
    "report.missing_figure": "missing",
    "report.unreadable_figure": "unreadable",
    "report.kind": "kind",
    "report.meaning": "meaning",
    "report.applies": "applies",
    "report.yes": "yes",
    "report.no": "no",
    "report.slot": "slot",
    "report.takes": "takes",
    # --- disclosure
    "disclosure.summary": (
        "{confidential:n|confidential cell|confidential cells}: the published figures give {disclosed:n} away and "
        "narrow {narrowed:n}; {protected:n} {protected:|is|are} protected, {unclear:n} could not be told."
    ),
    "disclosure.none": (
        "no cell is marked as confidential (c, unless markers: says otherwise): nothing could be given away"
    ),
    "disclosure.contradiction": "no value of {name} fits what is published: {rules} contradict each other",
    "disclosure.too_large": "{name} hangs together with {n:n} cells, too many to be solved",
    "disclosure.unreadable": "a figure beside {name} cannot be read, or in two ways",
    "disclosure.width": "{found} is no width: write --protect 5 (units) or --protect '10 %'",
    "disclosure.engine": "--disclosure judges every record itself: leave --engine {engine} out",
    # --- versions
    "versions.header": (
        "{old} -> {new}: {records:n|record|records} in both, {figures:n|figure|figures} compared, {rules}"
    ),
    "versions.no_rules": "no rules",
    "versions.only_new": "{file}: only in the new version",
    "versions.only_old": "{file}: only in the old version",
    "versions.figure": "changed figure",
    "versions.before": "before",
    "versions.now": "now",
    "versions.revision": "revision",
    "versions.discrepancies": "discrepancies",
    "versions.n_new": "{n:n} new",
    "versions.n_still": "{n:n} still",
    "versions.n_gone": "{n:n} gone",
    "versions.state": "is",
    "versions.state_new": "new",
    "versions.state_still": "still",
    "versions.state_gone": "gone",
    "versions.because": "with",
    "versions.blank": "(blank)",
    "versions.not_stated": "(not stated)",
    "versions.amount": "{off} ({percent})",
    "versions.refined": "{amount}, within rounding",
    "versions.withdrawn": "no number any more",
    "versions.filled": "a number now",
    "versions.marked": "marked otherwise",
    "versions.unclear": "depends on how the numbers are read: say --locale",
    "versions.revised": "another value",
    "versions.printing": "the same value, printed otherwise",
    "versions.change": "{name} {old} -> {new}",
    "versions.change_in": "{name} {old} -> {new} ({record})",
    "versions.with": "{changes}",
    "versions.joined": "{figure} only in the new version",
    "versions.left": "{figure} only in the old version",
    "versions.and_now_unchecked": "{changes}: cannot be checked now",
    "versions.unchanged": "none of its figures changed",
    "versions.by_document": "none of its figures changed: the other numbers of the document decide how they are read",
    "versions.new_absent": "the old version has no such record or figure",
    "versions.new_passed_over": "the rule did not speak of this record before",
    "versions.new_undecided": "could not be checked before",
    "versions.gone_absent": "the new version has no such record or figure",
    "versions.gone_passed_over": "the rule does not speak of this record now",
    "versions.gone_undecided": "cannot be checked now",
    "versions.unchecked_held": "{rule} held before and cannot be checked now: {reason}",
    "versions.unchecked_failed": "{rule} did not hold before and cannot be checked now: {reason}",
    "versions.unchecked_held_in": "{rule} held before and cannot be checked now: {reason} ({record})",
    "versions.unchecked_failed_in": "{rule} did not hold before and cannot be checked now: {reason} ({record})",
    "versions.records_added": "{n:n|record|records} only in the new version: {names}",
    "versions.records_removed": "{n:n|record|records} only in the old version: {names}",
    "versions.figures_added": "{n:n|figure|figures} only in the new version: {names}",
    "versions.figures_removed": "{n:n|figure|figures} only in the old version: {names}",
    "versions.printing_only": (
        "{n:n|figure has|figures have} the same value and {n:|is|are} printed otherwise; -v lists {n:|it|them}"
    ),
    "versions.more_figures": "and {n:n} more; -v lists all",
    "versions.repeated_key": (
        "{n:n} records share a key ({columns}) with others: they were matched where they print the same, then in their "
        "order; --key names columns that tell them apart"
    ),
    "versions.no_key": (
        "{n:n} records have no key: they were matched where they print the same, then in their order; --key names "
        "columns that tell them apart"
    ),
    "versions.unit": (
        "the unit above {name} was {old} and is {new}; its numbers are compared as they are printed: if they count in "
        "this unit, say in: under figures:"
    ),
    "versions.no_column": "--key names the column {name}, which the table does not have",
    "versions.no_column_near": "--key names the column {name}, which the table does not have; the nearest is {near}",
    "versions.capped": "there are more than {n:n} discrepancies, too many to compare: --max-findings takes more",
    "versions.same": "old and new are the same file: name two versions",
    "versions.article": (
        "this is an article, and compare takes tables: dvaudit figures {name} --format csv writes its figures as one"
    ),
    "versions.file_and_folder": "compare two files or two folders: this and {other} are one of each",
    "versions.summary": (
        "{new:n|new discrepancy|new discrepancies}, {gone:n} gone, {still:n} still there, {unchecked:n} no longer "
        "checked, {accepted:n} accepted: {files:n|file|files}, {records:n|record|records} in both, "
        "{records_added:n} added, {records_removed:n} removed; {figures:n|figure|figures} compared, "
        "{changed:n} with another value, {printing:n} only printed otherwise."
    ),
    # --- causes
    "causes.wrong": "most likely wrong",
    "causes.wrong_unit": "the unit of {names}",
    "causes.wrong_exchanged": "columns {names}",
    "causes.wrong_rule": "the rule",
    "causes.wrong_row_missing": "a missing row",
    "causes.wrong_lacking": "the rule",
    "causes.wrong_overlapping": "the rule",
    "causes.wrong_rounding": "rounding",
    "causes.one_of": "one of {n:n|figure|figures}",
    "causes.one_of_sets": "{n:n|way|ways} to explain it",
    "causes.and": "{first} and {second}",
    "causes.or": "{first} or {second}",
    "causes.and_also": "{first}, and {second}",
    "causes.or_else": "{first}, or {second}",
    "causes.clauses": "{first}; {rest}",
    "causes.named": "{name} {text}",
    "causes.probably": "{sentence}; probably {text} ({level})",
    "causes.perhaps": "{sentence}; perhaps {text} ({level})",
    "causes.is_probably": "{figures} {n:|is|are} probably {text}",
    "causes.is_exchanged": "{figures} are probably exchanged",
    "causes.may_be": "{figures} may be {text}",
    "causes.may_be_exchanged": "{figures} may be exchanged",
    "causes.is_wrong": "{figures} {n:|is|are} most likely wrong",
    "causes.and_more": "{title}; {n:n|more rule|more rules} about the same figures {n:|does|do} not hold",
    "causes.adds_sum_less": "the {n:n|part|parts} of {figure} {n:|makes|make} {expected}, {off} less",
    "causes.adds_sum_more": "the {n:n|part|parts} of {figure} {n:|makes|make} {expected}, {off} more",
    "causes.adds_totals_less": "the {n:n|row|rows} under {figure} {n:|makes|make} {expected}, {off} less",
    "causes.adds_totals_more": "the {n:n|row|rows} under {figure} {n:|makes|make} {expected}, {off} more",
    "causes.adds_totals_columns_less": "the {n:n|column|columns} of {figure} {n:|makes|make} {expected}, {off} less",
    "causes.adds_totals_columns_more": "the {n:n|column|columns} of {figure} {n:|makes|make} {expected}, {off} more",
    "causes.adds_hierarchy_less": "the {n:n|child|children} of {figure} {n:|makes|make} {expected}, {off} less",
    "causes.adds_hierarchy_more": "the {n:n|child|children} of {figure} {n:|makes|make} {expected}, {off} more",
    "causes.share": "{part} of {whole} is {expected}, not {text}",
    "causes.part_of": "{part} is larger than {whole}, by {off}",
    "causes.unit_large": "{name} is {factor} times too large in {where}: another unit?",
    "causes.unit_small": "{name} is {factor} times too small in {where}: another unit?",
    "causes.columns_exchanged": "columns {names} seem to be exchanged in {where}",
    "causes.columns_exchanged_from": "columns {names} seem to be exchanged from {first} on, in {where}",
    "causes.in_line": "{sentence}; most likely wrong: {wrong} ({level})",
    "causes.row_missing": "{name} is above its rows in {n:n} of {checked:n|column|columns}: a row seems to be missing",
    "causes.lacking": "{name} is more than its parts in {where}: a part is missing, or the total covers more",
    "causes.overlapping": "{name} is less than its parts in {where}: a part is counted twice, or the total covers less",
    "causes.rule_fails": "{rule} fails in {where}: suspect the rule",
    "causes.rounding_sized": "{where} differ by {off}, no more than rounding explains",
    "causes.of_records": "{explained:n} of {n:n|record|records}",
    "causes.of_files": "{explained:n} of {n:n|file|files}",
    "causes.of_sums": "{explained:n} of {n:n|sum|sums}",
    "causes.confidence": "confidence: {level}",
    "causes.level_high": "high",
    "causes.level_medium": "medium",
    "causes.level_low": "low",
    "causes.at_record": "{place} ({record})",
    "causes.correction": "{text}: {keystroke}",
    "causes.corrections": "one keystroke away: {texts}",
    "causes.keystrokes_away": "{n:n|keystroke|different keystrokes}",
    "causes.no_whole": "{values}, where no whole number lies",
    "causes.to_be": "would have to be {values}",
    "causes.off": "off by {off}",
    "causes.also_at": "also at {places}",
    "causes.more": "... {n:n} more",
    "causes.keystroke_digit_replaced": "one digit replaced",
    "causes.keystroke_digit_omitted": "one digit missing",
    "causes.keystroke_digits_swapped": "two digits swapped",
    "causes.keystroke_digit_added": "one digit too many",
    "causes.keystroke_sign": "the sign is wrong",
    "causes.keystroke_decimal_point": "the decimal sign moved",
    "causes.keystroke_factor_1000": "off by a factor of 1000",
    "causes.keystroke_separator": "thousands and decimal sign mistaken",
    "causes.keystroke_cells_exchanged": "the two figures are exchanged",
    "causes.label_claim": "claim",
    "causes.label_why": "why",
    "causes.label_then": "then",
    "causes.label_ask": "ask",
    "causes.label_accepted": "accepted",
    "causes.rules": "rules",
    "causes.discrepancies": "discrepancies",
    "causes.all_1": "the discrepancy",
    "causes.all_2": "both {what}",
    "causes.all_3": "all {n:n} {what}",
    "causes.them_1": "it",
    "causes.them_2": "both",
    "causes.them_3": "all of them",
    "causes.undecided": (
        "the search stopped at its limit, so other figures may explain it as well or better than those marked here"
    ),
    "causes.unexplained": (
        "no figure, alone or with others, can explain {rules}: {n:|the rule allows no value|these rules contradict "
        "each other}"
    ),
    "causes.unexplained_trusted": "no figure can explain {rules} without changing one that is trusted",
    "causes.only_figure": "the only figure that can explain {rules}",
    "causes.only_figure_keystroke": (
        "the only figure that can explain {rules}, and the only keystroke that repairs {them}"
    ),
    "causes.only_set": "no figure alone can explain {rules}, and only these {size:n} together can",
    "causes.only_set_keystroke": (
        "no figure alone can explain {rules}, only these {size:n} together can, and only these keystrokes repair {them}"
    ),
    "causes.only_keystroke": "the only keystroke that repairs {rules}",
    "causes.keystrokes": "{n:n|keystroke would repair|different keystrokes would each repair} {rules}",
    "causes.rivals": (
        "{n:n|further keystroke in a figure|further keystrokes in figures} of one digit would repair {them} too "
        "(too short to tell)"
    ),
    "causes.rivals_alone": (
        "{n:n|keystroke in a figure|keystrokes in figures} of one digit would repair {them} (too short to tell)"
    ),
    "causes.no_keystroke": "no keystroke repairs {them}",
    "causes.no_keystroke_gap": "no keystroke closes the gap",
    "causes.each_figure": "each of these {n:n} figures alone could explain {rules}",
    "causes.each_set": "no figure alone can explain {rules}; {size:n} together can, in {n:n|way|different ways}",
    "causes.so": "{confirmed}, so one of the other {n:n} figures is the likelier place",
    "causes.so_missing_part": (
        "{confirmed}, so one of the other {n:n} figures, or a missing part of {part}, is the likelier place"
    ),
    "causes.so_covers_more": (
        "{confirmed}, so one of the other {n:n} figures, or {part} counted twice, is the likelier place"
    ),
    "causes.percentages_1": "{figure} is confirmed by a percentage ({texts})",
    "causes.percentages_2": "{figure} is confirmed by two percentages ({texts})",
    "causes.percentages_3": "{figure} is confirmed by {n:n} percentages ({texts})",
    "causes.confirmed": "{figure} is confirmed by {n:|the rule|the rules} {rules}",
    "causes.would_be": "{figure} would have to be {values}",
    "causes.would_be_against": "{figure} would have to be {values}, and then {rules} would not hold",
    "causes.why_unit": "one other unit explains {n:n|discrepancy|discrepancies} at once",
    "causes.why_exchanged": "with the two in each other's place {n:n|discrepancy|discrepancies} {n:|goes|go} at once",
    "causes.why_rule": "a rule that fails nearly everywhere is more likely wrong than all these figures",
    "causes.why_row_missing": "one row that is not there explains {n:n|discrepancy|discrepancies} at once",
    "causes.why_lacking": (
        "slips and rounding go both ways, but nearly all of {n:n|discrepancy|discrepancies} go one way"
    ),
    "causes.why_overlapping": (
        "slips and rounding go both ways, but nearly all of {n:n|discrepancy|discrepancies} go one way"
    ),
    "causes.why_rounding": "each rounded figure can move a sum by half a unit",
    "causes.more_hold": "{n:n|more rule holds|more rules hold}",
    "causes.parts_make": "the {n:n|part makes|parts make} {total}",
    "causes.holds": "{rule} holds",
    "causes.ask_missing_part": "{n:|does|do} the {n:n|part|parts} cover everything that {figure} covers?",
    "causes.ask_missing_part_named": "{n:|is|are} {others}, of the size of the gap, part of {figure}, too?",
    "causes.ask_covers_more": "is anything counted twice, or do the parts cover {part} more than {figure} does?",
    "causes.ask_covers_more_named": "{n:|is|are} {others}, of the size of the gap, counted twice?",
    "causes.ask_balance": "is an amount of {part} left out, or counted twice?",
    "causes.ask_balance_named": "{n:|is|are} {others}, of the size of the gap, left out or counted twice?",
    "causes.ask_subtotal": "is {others} contained in another part? Without it the sum holds",
    "causes.ask_cumulated": "{n:|is|are} {others} counted from the beginning, not separately?",
    "causes.ask_other_whole": "is {text} a share of {others} instead?",
    "causes.ask_other_part": "is {text} the share of {others} instead?",
    "causes.ask_points": "is {figure} in per cent where it should be in percentage points, or the other way round?",
    "causes.ask_direction": "does {figure} lack its sign? With the opposite one it fits",
    "causes.ask_per": "is {figure} stated for another base? {times} times as much fits",
    "causes.ask_exchanged": "do {others} stand in each other's place?",
    "causes.ask_which": "which of these figures does the source give differently?",
    "causes.ask_rules": "does one of these rules not fit this report?",
    "causes.ask_unit": "is {others} given in another unit there? Then say it with `in:` in the rule file",
    "causes.ask_rule": "does {rule} say what is meant here? `dvaudit explain {rule}` shows it",
    "causes.gap": "{name} {size}",
    "causes.ask_row_missing": "is a row missing with {others}?",
    "causes.ask_repeats": "does {figure} just repeat {others}?",
    "causes.ask_lacking": "which part of {others} does {rule} leave out?",
    "causes.ask_overlapping": "do some parts in {rule} contain others, or does {others} leave one out?",
    "causes.ask_rounding": (
        "are these figures rounded? Then say `whole_numbers: rounded` in the rule file; if they are exact, "
        "`whole_numbers: exact`"
    ),
    "causes.corrected": "corrections",
    "causes.id": "id",
    "causes.cause": "cause",
    "causes.confidence_column": "confidence",
    "causes.show_more": "--show NUMBER or --show ID tells a cause in full, --show all tells all of them.",
    "causes.not_found": "no cause has the number or the id {id}; there {n:|is|are} {n:n|cause|causes}",
    "causes.undiagnosed": (
        "Causes were looked for in the first {looked:n} of {n:n} discrepancies; --max-causes looks for more."
    ),
    "causes.summary": (
        "{failed:n|discrepancy|discrepancies}, {causes:n|cause|causes}, {corrections:n|correction|corrections} "
        "proposed: {files:n|file|files}, {records:n|record|records}, {figures:n|figure|figures}, "
        "{rules:n|rule|rules}; {held:n|holds|hold}, {failed:n|does not|do not}, {undecided:n} could not be checked, "
        "{accepted:n} accepted. No file was changed."
    ),
    # --- articles
    "article.claim": "claim",
    "article.claims": "claims",
    "article.kind": "kind",
    "article.kind_count": "count",
    "article.kind_percent": "per cent",
    "article.kind_money": "money",
    "article.kind_measure": "measure",
    "article.counts": "of what",
    "article.period": "when",
    "article.header": (
        "{file}: article in {language}, {figures:n|figure|figures}, {claims:n|claim|claims}, "
        "{left:n|figure|figures} in no claim: {outcomes}"
    ),
    "article.header_no_figures": "{file}: article in {language}, without figures",
    "article.language_vi": "Vietnamese",
    "article.language_en": "English",
    "article.language_de": "German",
    "article.language_fr": "French",
    "article.language_es": "Spanish",
    "article.language_it": "Italian",
    "article.language_pt": "Portuguese",
    "article.language_other": "a language that is not known here",
    "article.unknown_language": (
        "the language is not known here, so only what brackets and signs say was read as claims"
    ),
    "article.claim_holds": "holds: {says} ({place})",
    "article.claim_rounded": "holds only because its figures are rounded: {says} ({place})",
    "article.claim_fails": "does not hold: {says} ({place})",
    "article.claim_undecided": "could not be checked: {says} ({place})",
    "article.claim_not_understood": "not understood, and not checked ({place}): {sentence}",
    "article.more_not_understood": "{n:n} more {n:|claim was|claims were} not understood; -v quotes all",
    "article.unclaimed": "{n:n|figure|figures} in no claim: {figures}",
    "article.compared": (
        "{n:n} of {figures:n|figure|figures} compared with {file}: {held:n|agrees|agree}, {failed:n|does not|do "
        "not}; {unclear:n} may count something else, {left:n} {left:|is|are} not in it by {left:|its|their} words"
    ),
    "article.rules_unused": (
        "the rules are about tables, and no article here has any: leave the rules out, or say --as table"
    ),
    "article.claims_of": "{claims:n} of {n:n|claim|claims} ({lost:n} not understood)",
    "article.claims_and_compared": "{claims:n|claim|claims} and {n:n|comparison|comparisons}",
    "article.source_holds": "agrees: {figure} with {source} ({place})",
    "article.source_fails": "does not agree: {figure} with {source} ({place})",
    "article.source_undecided": "could not be compared: {figure} with {source} ({place})",
    "article.tip_holds": "holds: {says}",
    "article.tip_fails": "does not hold: {says}",
    "article.tip_undecided": "could not be checked: {says}; {why}",
    "article.tip_not_understood": "in a claim that was not understood",
    "article.says_sum": "{rest} together are {a}",
    "article.says_shares_100": "{all} together are 100 %",
    "article.says_signed_sum": "{parts} less {minus} are {a}",
    "article.says_difference": "{b} and {c} are {a} apart",
    "article.says_part_of": "{a} is part of {b}",
    "article.says_percent_of": "{b} is {a} of {c}",
    "article.says_coverage": "{a} of {b}",
    "article.says_coverage_percent": "{a} of {b} is {c}",
    "article.says_growth": "from {b} to {c} is a change of {a}",
    "article.says_growth_diff_new": "a change by {b} to {c} is one of {a}",
    "article.says_growth_diff_old": "a change by {b} from {c} is one of {a}",
    "article.says_same": "{a} and {b} are the same figure",
    "article.says_weighted_sum": "{a} is what {rest} make, each as often as is said",
    "article.says_multiple": "{a} is as many times {b} as the words tell",
    "article.says_product": "{a} is {b} times {c}",
    "article.says_mean": "{a} is the mean of {b} over {c}",
    "article.says_mean_per_year": "{b} from {c} to {d} is {a} a year",
    "article.says_ratio": "{a} to {b} is as {c} to {d}",
    "article.says_percent_of_sum": "{b} is {a} of what {rest} make",
    "article.says_weighted_growth": "the changes of the parts and that of the whole go together: {all}",
    "article.says_other": "{all} go together",
    "article.rules_and_claims": "{rules:n|rule|rules} and {claims:n|claim|claims}",
    "article.summary": (
        "{failed:n|discrepancy|discrepancies}, {causes:n|cause|causes}, {corrections:n|correction|corrections} "
        "proposed: {articles:n|article|articles}, {figures:n|figure|figures}, {claims:n|claim|claims} checked; "
        "{held:n|holds|hold}, {failed:n|does not|do not}, {undecided:n} could not be checked, {accepted:n} "
        "accepted. No file was changed."
    ),
    "article.summary_accepted": (
        "No discrepancy but {accepted:n|accepted one|accepted ones}: {articles:n|article|articles}, "
        "{figures:n|figure|figures}, {claims:n|claim|claims} checked; {held:n|holds|hold}, {failed:n|does not|do "
        "not}, {undecided:n} could not be checked, {accepted:n} accepted. No file was changed."
    ),
    "article.summary_clean": (
        "No discrepancy: {articles:n|article|articles}, {figures:n|figure|figures}, {claims:n|claim|claims} "
        "checked; {held:n|holds|hold}, {undecided:n} could not be checked, {accepted:n} accepted. No file was "
        "changed."
    ),
    "article.summary_no_claims": (
        "Nothing to check: {articles:n|article|articles}, {figures:n|figure|figures}, and no claim about them "
        "that was understood. No file was changed."
    ),
    "article.summary_no_figures": (
        "Nothing to check: {articles:n|article|articles} without figures. No file was changed."
    ),
    # --- config
    "config.used": "Configuration: {file}.",
    "config.rule_here": (
        "a configuration names rule files, and this is a rule: put it into a file of its own, such as rules/report.yml"
    ),
    "config.in_rule_file": (
        "{key} is said in a configuration, and this is a rule file, because it has rules or figures of its own: put "
        "these into another file, and name it here under rules:"
    ),
    "config.missing": "{key} is missing here",
    "config.no_reason": "what is ignored needs {key}: say why it is left out",
    "run.ignored": '{rule} is left out: "{reason}"',
    "inputs.no_rules_for": "the configuration has no rules for this file: name some under rules:, or leave it out",
    # --- init
    "init.proposed": "{file}: {n:n|rule|rules} for {files}",
    "init.none_proposed": "No rules for {files}",
    "init.doubtful_only": "{n:n|relation holds|relations hold} too seldom to be proposed:",
    "init.doubtful": (
        "{n:n|relation holds|relations hold} too seldom to be proposed; {n:|it stands|they stand} in the rule file as "
        "{n:|a comment|comments}:"
    ),
    "init.holds": "holds",
    "init.not_in": "not in",
    "init.case": "{figure} ({record})",
    "init.case_line": "{figure} (line {line})",
    "init.counts": "in {held:n} of {checked:n}",
    "init.counts_undecided": "in {held:n} of {checked:n}, {undecided:n} could not be checked",
    "init.evidence": "{meaning}: holds {counts}.",
    "init.evidence_but": "{meaning}: holds {counts}; not: {cases}.",
    "init.in_figures": "{meaning}, in {figures}",
    "init.rules_head": (
        "Rules that dvaudit init found in {n:n|record|records} of {files}. Each holds in at least nine of ten cases. "
        "What holds need not be a rule: delete what is none, and say in note: why the others hold."
    ),
    "init.layout": "How the table is laid out: a column of names, one of values, and what tells the records apart.",
    "init.doubtful_head": (
        "What follows holds in fewer than nine of ten cases: there are errors, or it is no rule. Where it is one, "
        "delete the # before it, and the weaker rules that stand for it above."
    ),
    "init.config_head": "What dvaudit check does in this folder and below it; dvaudit schema config lists all keys.",
    "init.config_files": "What is checked where no files are named. Patterns may stand here: reports/*.csv",
    "init.config_rules": "The rule files.",
    "init.config_locale": "How numbers are printed, where the files leave it open.",
    "init.config_fail_on": "What makes the exit status 1, beside errors.",
    "init.config_levels": "Rules whose discrepancies are warnings, not errors.",
    "init.config_ignore": "Rules that are left out, and why.",
    "init.config_reason": "not collected before 2012",
    "init.written": "Written: {files}. Read the rules, then: dvaudit check",
    "init.written_beside": (
        "Written: {files}. {configuration} is left as it is: name {rules} there, under rules:, and read them"
    ),
    "init.dry": "Nothing was written; without --dry-run these would be: {files}",
    "init.stdin": "name files: what stands on standard input cannot be checked again",
    "init.unwritable": "the file cannot be written: {reason}",
    "init.exists": "the file exists already, and nothing is overwritten: move it away, or work in another folder",
    "init.nothing": (
        "no sum, share or total holds in most of its {n:n|record|records}: write a rule yourself, such as -c 'total = "
        "north + south'; dvaudit explain sum tells how"
    ),
    "init.article": (
        "this is an article, which needs no rules: dvaudit check {name} confronts it with what it states itself"
    ),
    "init.only_doubtful": "nothing holds in nine of ten cases, so no rule file is written",
    # --- accept
    "accept.accepted": "accepted: {what}",
    "accept.because": '{what} ("{reason}")',
    "accept.because_until": '{what} ("{reason}", until {until})',
    "accept.one": "{rule} {figure}",
    "accept.one_in": "{rule} {figure} ({record})",
    "accept.rule": "{rule}",
    "accept.used": "{n:n|discrepancy is|discrepancies are} accepted in {file}.",
    "accept.over": "{rule} ({figures}) was accepted until {until}: accept it again, or delete the entry",
    "accept.gone": "{rule} ({figures}) is accepted, and is no discrepancy any more: delete the entry",
    "accept.unchecked": "{rule} ({figures}) is accepted, and could not be checked now: keep the entry until it can be",
    "accept.perhaps_unchecked": (
        "{rule} ({figures}) is accepted, and is not found now: it is no discrepancy any more, or could not be checked"
    ),
    "accept.changed": (
        "{rule} is accepted with {before}, and {now} is printed now: accept it again if that is as it should be"
    ),
    "accept.not_looked_for": (
        "{n:n|entry|entries} of {file} could not be looked for among the discrepancies that are not listed; "
        "--max-findings lists more"
    ),
    "accept.not_found": "no such file of acceptances; dvaudit accept makes one",
    "accept.expected_file": "a file of acceptances has accepted: and below it a list",
    "accept.no_reason": "an acceptance needs {key}: say why the discrepancy is accepted",
    "accept.missing": "an acceptance needs {key}",
    "accept.not_addable": (
        "nothing can be added to this file: let accepted: be its last key, with its entries below each other, in UTF-8"
    ),
    "accept.unwritable": "the file of acceptances cannot be written: {reason}",
    "accept.no_id": "name what is accepted: the number or the id that check prints, or --all",
    "accept.no_such_id": "no cause and no discrepancy has the number or the id {id}",
    "accept.number_of_many": (
        "there are {n:n} discrepancies, of which check lists the first ones, so a number does not tell which is meant: "
        "give the id"
    ),
    "accept.several": "{n:n} ids begin with {id}: give more of the one that is meant",
    "accept.past": "{until} is over: give a later day",
    "accept.nothing": "There is no discrepancy to accept in {file}.",
    "accept.already": "Everything that is meant is accepted already, in {file}.",
    "accept.written": "{n:n|discrepancy|discrepancies} accepted in {file}: {what}",
    # --- cli
    "screen.engine": "{rows:n} records were screened by {engine}; everything that is listed was judged exactly.",
    "screen.undecided_capped": "the first {shown:n} of {n:n} cases that could not be checked are listed",
    "run.interrupted": "interrupted; {done:n} of {n:n} inputs were checked before",
    "cli.progress": "{file}: {rows:n} of about {of:n} rows, {rate:n} a second, {findings:n} discrepancies so far",
    "cli.interrupted": "Interrupted.",
    "cli.too_much": "The input is nested too deeply or too large for this machine.",
    "cli.fault": "dvaudit stopped at {place} ({fault}). This is a fault of dvaudit: report it together with the input.",
    "cli.output_is_input": "{output} would overwrite an input or a rule file; name another file",
    "cli.output_ending": (
        "{output} would hold {form}, and its ending says {said}; name it otherwise, or write --format {said}"
    ),
    "cli.output_unwritable": "{output} cannot be written: {reason}",
    "cli.output_of_several": "--output is the place of the only format; write --format {form}:{output}",
    "cli.outputs_mixed": "{forms} would be mixed on standard output; give one a file: --format {form}:FILE",
    "cli.output_placeholder": "{word} in a file name is unknown; known are {known}",
    "cli.outputs_alike": "{first} and {second} would both be written to {output}; name another file",
    "cli.inputs_alike": (
        "{output} would be about {first} and then about {second}; tell them apart by {folder} or {name} in its name"
    ),
    "cli.no_browser": "no browser could be opened: open {page} yourself",
    "cli.output_binary": "{form} is no text that a terminal shows; give it a file: --format {form}:FILE",
    "cli.no_files": "no files are named: give some, or say files: in the rule file or the configuration",
    "cli.empty_line": "the line after -c is blank: write a rule there, such as -c 'total = north + south'",
    "cli.no_rules": (
        "there is no rule to check with: name a rule file with --rules, or write a rule with -c 'total = north + south'"
    ),
    "cli.unknown_rule": "no rule is called {id}",
    "cli.unknown_rule_nearest": "no rule is called {id}; the nearest is {nearest}",
    "cli.unknown_topic": "no kind and no rule is called {name}; the kinds are {kinds}",
    "cli.unknown_topic_nearest": "no kind and no rule is called {name}; the nearest is {nearest}",
    "cli.contradiction": "{one} and {other} contradict each other: leave one of them out",
    "cli.against_no_article": (
        "--against compares the figures of articles, and none of the files is one; --as article reads them so"
    ),
    "cli.no_article": (
        "--format csv and --rules-out are about articles, and this is read as a table; --as article reads it as one"
    ),
    "cli.figures_more": "these are the first {shown:n} records of {n:n}; --max-records shows more",
    "cli.figures_header": "{file}: {figures:n|figure|figures} in {layout}",
    "cli.figures_header_rules": "{file}: {figures:n|figure|figures} in {layout}, read as {rules} says",
    "cli.layout_record": "one record a row",
    "cli.layout_list": "a list of names and values",
    "cli.layout_long": "a long table",
    "cli.rules_header": "{source} ({rules:n|rule|rules})",
    "cli.slots": "Slots",
    "cli.written_at": "{place}, kind {kind}, level {level}",
    "cli.example_holds": "holds with {figures}",
    "cli.example_fails": "fails with {figures}",
    "cli.example_undecided": "cannot be checked with {figures}",
    "cli.test_passed": "{file}: {rules:n|rule|rules}, {examples:n|example|examples}, all as they should be",
    "cli.test_failed": "{file}: {rules:n|rule|rules}, {examples:n|example|examples}, {failed:n|failure|failures}",
    "cli.test_none": "{file}: {rules:n|rule|rules}, no example to run",
    "cli.no_example": "{n:n|rule|rules} {n:|has|have} no example: {rules}",
    "cli.no_rules_in": "this file has no rules: write some under rules:, or leave it out",
    "cli.never_fails": (
        "{rule}: no example fails, so nothing shows that the rule can find anything; add one with outcome: fails"
    ),
    # --- book
    "book.colours": "Red cells are most likely wrong; yellow ones do not fit the figures that they are checked "
    "with. Each has a comment that says why.",
    "book.copied": "This is a copy of your workbook: nothing but colours and comments was added, and this sheet.",
    "book.made": "This workbook was made of the tables that were read; every cell is a text, as it was printed.",
    "book.made_partly": "This workbook was made of the rows that were looked at one by one, and not of all rows of "
    "the table; every cell is a text, as it was printed.",
    "book.level": "level",
    "book.rule": "rule",
    "book.where": "where",
    "book.record": "record",
    "book.told": "what was found",
    "book.error": "error",
    "book.warning": "warning",
    "book.accepted": "accepted",
    "book.undecided": "not checked",
    "book.unbound": "checked nothing",
    "book.note": "note",
    "book.problem": "problem",
    # --- html
    "html.title": "{name}: figures that contradict each other",
    "html.title_clean": "{name}: no discrepancy",
    "html.files": "{n:n|file|files}",
    "html.skip": "Skip to the discrepancies",
    "html.contents": "On this page",
    "html.summary": "Summary",
    "html.discrepancies": "Discrepancies",
    "html.causes": "Causes",
    "html.corrections": "Corrections proposed",
    "html.held": "Checks that hold",
    "html.undecided": "Could not be checked",
    "html.accepted": "Accepted",
    "html.scores": "Files",
    "html.loose": "Without a cause",
    "html.loose_why": "No cause was looked for here; --max-causes looks for more.",
    "html.disclosed": "Confidential cells that are given away",
    "html.ask_source": "Ask the source",
    "html.ask_source_why": "Questions for whoever the figures are from, to be copied into a letter.",
    "html.copy": "Copy",
    "html.copied": "Copied",
    "html.question": "{place}: {asked}",
    "html.ask_correction": "{printed}: does the source say {texts}?",
    "html.ask_figure": "what does the source say?",
    "html.ask_rounding": "are these figures rounded?",
    "html.questions": "{first} {rest}",
    "html.does_not_fit": "{figures} {n:|does|do} not fit the other figures",
    "html.problems": "What could not be done",
    "html.notes": "Notes",
    "html.claims": "Claims",
    "html.rules": "Rules",
    "html.figures": "The figures as printed",
    "html.text": "The text of {file}",
    "html.text_only": "The text",
    "html.text_fails": "does not hold",
    "html.text_undecided": "could not be checked",
    "html.text_holds": "holds",
    "html.text_none": "in no claim",
    "html.text_table": "A table of the text",
    "html.filter": "Show only",
    "html.every": "all",
    "html.choice": "{text} ({n:n})",
    "html.reset": "Show all",
    "html.shown": "{shown:n} of {n:n|discrepancy|discrepancies} shown",
    "html.none_shown": "No discrepancy fits this choice.",
    "html.level": "level",
    "html.level_error": "error",
    "html.level_warning": "warning",
    "html.no_cause": "no cause",
    "html.holds": "holds",
    "html.fails": "does not hold",
    "html.not_checked": "not checked",
    "html.passed_over": "passed over",
    "html.suspected": "suspected",
    "html.reported": "reported {text}",
    "html.others_give": "the others give {text}",
    "html.no_difference": "no difference",
    "html.picture": "Number line: reported {reported}; the others give {expected}; off by {off}",
    "html.picture_difference": "Number line: off by {off}",
    "html.scale_tens": "Each mark is {times:n} times the one before.",
    "html.scale_near": "The line does not begin at zero.",
    "html.others": "the other figures of the rule",
    "html.written_by": "Written by dvaudit {version}. Figures are shown as they are printed.",
    # --- explain
    "explain.rule": "{rule}: {meaning}",
    "explain.twice": "a figure that is stated more than once is the same figure everywhere",
    "explain.header": "{file}, {rules}: {outcomes}",
    "explain.none_twice": "no figure is stated more than once with different texts",
    "explain.passed_over": (
        "{n:n} passed over: the rule does not speak of {n:|it|them}, or an optional figure is not printed"
    ),
    "explain.rest": "Not shown: {counts}.",
    "explain.rest_fails": "{n:n} more that {n:|does|do} not hold",
    "explain.rest_holds": "{n:n} more that {n:|holds|hold}",
    "explain.rest_undecided": "{n:n} more that could not be checked",
    "explain.common_why": "ranges: {why}",
    "explain.case": "{what}: {outcome}",
    "explain.case_of": "{record}, {what}: {outcome}",
    "explain.role": "role",
    "explain.means": "stands for",
    "explain.exactly": "exactly {value}",
    "explain.either": "{one}, or {other}",
    "explain.because": "{means} ({why})",
    "explain.as_zero": "0 (not printed: counts as zero here)",
    "explain.rounded_sums": "a whole number, rounded: the sums of the document show it",
    "explain.sharpened": "taken to the decimals of the figures beside it",
    "explain.same_verdict": "the verdict is the same both ways",
    "explain.from": "{low} or more",
    "explain.above": "more than {low}",
    "explain.up_to": "{high} or less",
    "explain.below": "less than {high}",
    "explain.range_above": "above {low} to {high}",
    "explain.range_below": "{low} to below {high}",
    "explain.range_above_below": "above {low} to below {high}",
    "explain.about": "about {range}",
    "explain.step": "{formula} = {result}",
    "explain.reported": "reported {left}; the others give {right}: {verdict}",
    "explain.sides": "{left} on one side, {right} on the other: {verdict}",
    "explain.agree": "stated as {left} and as {right}: {verdict}",
    "explain.one_rounding": "both are printed to the same place, so they must be the same number",
    "explain.compare": "{left} {operator} {right}: {verdict}",
    "explain.allowed": "{given}, allowed is {allowed}: {verdict}",
    "explain.integer": "{given} has a whole number in it: {verdict}",
    "explain.no_integer": "{given} has no whole number in it: {verdict}",
    "explain.repeated": "a figure stands on both sides; taken together, left less right is {range}",
    "explain.common": "both can be {common}, so it holds",
    "explain.inside": "one lies within the other, so it holds",
    "explain.possible": "some of these values fit, so it holds",
    "explain.off": "off by {off}, so it does not hold",
    "explain.within_tolerance": "the nearest values are {gap} apart, within the tolerance of {tolerance}, so it holds",
    "explain.beyond_tolerance": (
        "the nearest values are {gap} apart, more than the tolerance of {tolerance}, so it does not hold"
    ),
    "explain.in_units": "the headers name different units; in these units it holds:",
    "explain.undecided": "could not be checked: {reason}",
    "explain.undecided_part": "this part could not be checked: something that is divided by can be zero",
    "explain.stated": "it is stated: holds",
    "explain.not_stated": "it is not stated: does not hold",
    "explain.listed": "it is one of the texts that the rule lists: holds",
    "explain.not_listed": "it is none of the texts that the rule lists: does not hold; listed are {texts}",
    "explain.unique": "{text} stands in {n:n|row|rows}: holds",
    "explain.not_unique": "{text} stands in {n:n|row|rows} and should stand in one: does not hold",
    "explain.all_hold": "all of these hold",
    "explain.not_all_hold": "not all of these hold, so the rule does not",
    "explain.rounding_sized": "rounding could make a difference of this size, if these whole numbers are rounded",
    "explain.unknown": "no rule and no discrepancy here is called {name}",
    "explain.unknown_nearest": "no rule and no discrepancy here is called {name}; the nearest is {nearest}",
    "explain.ambiguous": "{n:n|discrepancy|discrepancies} begin with {name}: give more of one of {ids}",
    # --- ruleset
    "ruleset.contradicts": (
        "{rule} contradicts {others}: no figures can satisfy them together; correct one of them or leave it out"
    ),
    "ruleset.contradicts_counts": (
        "{rule} contradicts {others} where their figures are counts, which are not negative; for other figures say "
        "their decimals: or unit:"
    ),
    "ruleset.never_holds": "{rule} can never hold, whatever its figures are: correct it or leave it out",
    "ruleset.broken": "{rule} cannot be used: {why}",
    "ruleset.implied": "{rule} follows from {by}: where none of their figures is missing, it finds nothing more",
    "ruleset.same": "{rule} says the same as {by}: one of them is enough",
    "ruleset.fixed": "{name} can only be {values} ({by})",
    "ruleset.fixed_counts": "{name} can only be {values} where nothing is negative ({by})",
    "ruleset.range": "{name} is limited to {values} ({by})",
    "ruleset.range_counts": "{name} is limited to {values} where nothing is negative ({by})",
    "ruleset.more": "{n:n|more figure is|more figures are} limited: {names}",
    "ruleset.unused_data": "not compared with other rules: {rules} (about several records, or texts)",
    "ruleset.unused_pattern": "not compared with other rules: {rules} (only a file shows which figures are meant)",
    "ruleset.unused_when": "not compared with other rules: {rules} (conditional)",
    "ruleset.unused_tolerance": "not compared with other rules: {rules} (tolerance in per cent)",
    "ruleset.unused_per": "not compared with other rules: {rules} (in per cent or not? say per: or the ratio's unit:)",
    "ruleset.unused_quotient": "compared with other rules in part: {rules} (a quotient: its limits only)",
    "ruleset.unused_nonlinear": "compared with other rules in part or not at all: {rules} (not linear)",
    "ruleset.undecided": "too many rules to compare them all: what is said of them is right, but there may be more",
}
