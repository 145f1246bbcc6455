"""The sentences of dvaudit in Vietnamese."""

from __future__ import annotations

THOUSANDS = "."
"""The sign between thousands in counts of this language."""

WORDS: dict[str, str] = {
    # --- number
    "number.absent": "không có trong bản ghi này",
    "number.stated_twice": "được ghi khác nhau: {texts}",
    "number.no_number": "không phải là số",
    "number.none": "không phải là số",
    "number.grouping": "các chữ số hàng nghìn không được nhóm như 1.234.567",
    "number.sign_last": "không có gì sau dấu '{sign}': thiếu chữ số?",
    "number.other_format": "không đọc được thành số: cột này dùng dấu '{decimal}' trước phần thập phân",
    "number.other_grouping": "không đọc được thành số: cột này có ba chữ số sau dấu '{group}', như {like}",
    "number.other_group": "không đọc được thành số: cột này dùng '{group}' để ngăn cách hàng nghìn",
    "number.more_decimals": "nhiều chữ số thập phân hơn cột ({decimals:n|chữ số})",
    "number.long_cell": "văn bản dài {length:n|ký tự}, quá dài cho một số (tối đa {limit:n})",
    "number.many_digits": "quá nhiều chữ số cho một số (tối đa {limit:n})",
    "number.two_readings": "có thể là {first} hoặc {second}: hãy dùng --locale, hoặc locale: trong tệp quy tắc",
    "number.any_two_readings": "có thể đọc theo hai cách: hãy dùng --locale, hoặc ghi locale: trong tệp quy tắc",
    "number.any_bracket_open": (
        "trong ngoặc: có thể là số âm hoặc không; hãy ghi rõ trong markers, '(n)': negative hoặc unreliable"
    ),
    "number.blank": "để trống",
    "number.missing": "được đánh dấu là thiếu số liệu",
    "number.bracket_negative": "trong ngoặc: số âm, theo cột hoặc tệp",
    "number.bracket_uncertain": "trong ngoặc: giữ nguyên giá trị, độ tin cậy thấp, như bảng ghi",
    "number.bracket_signed": "trong ngoặc: giữ nguyên giá trị, vì số âm trong tệp có dấu trừ",
    "number.bracket_note": 'trong ngoặc: ký hiệu của chú thích "{note}", không phải số',
    "number.bracket_mark": (
        "một mình trong ngoặc: có thể là số âm, số kém tin cậy hoặc ký hiệu chú thích; hãy ghi rõ trong markers, "
        "'(n)': negative, unreliable hoặc missing"
    ),
    "number.bracket_open": (
        "trong ngoặc: có thể là {first} hoặc {second}; hãy ghi rõ trong markers, '(n)': negative hoặc unreliable"
    ),
    "number.unit_repeated": "từ chỉ bậc chỉ nhắc lại đơn vị của cột",
    "number.nil": "dấu này nghĩa là không",
    "number.dash": "dấu gạch có thể là số 0 hoặc thiếu số liệu: hãy khai báo trong markers",
    "number.confidential": "được bảo mật: số bất kỳ từ 0 trở lên",
    "number.confidential_below": "được bảo mật: từ 0 đến dưới {below}",
    "number.unknown_locale": "không có locale {locale}: hãy viết như vi, en hoặc pt-BR",
    "number.format_declared": "phần thập phân sau dấu '{decimal}': theo khai báo",
    "number.format_declared_both": "phần thập phân sau dấu '{decimal}', hàng nghìn cách bằng '{group}': theo khai báo",
    "number.format_declared_group": "hàng nghìn cách bằng '{group}': theo khai báo",
    "number.format_column": "phần thập phân sau dấu '{decimal}': theo cả cột",
    "number.format_column_both": "phần thập phân sau dấu '{decimal}', hàng nghìn cách bằng '{group}': theo cả cột",
    "number.format_column_group": "hàng nghìn cách bằng '{group}': theo cả cột",
    "number.format_file": "phần thập phân sau dấu '{decimal}': theo cả tệp",
    "number.format_file_both": "phần thập phân sau dấu '{decimal}', hàng nghìn cách bằng '{group}': theo cả tệp",
    "number.format_file_group": "hàng nghìn cách bằng '{group}': theo cả tệp",
    "number.format_open": "không rõ dấu . và dấu , ngăn phần thập phân hay hàng nghìn",
    "number.percent_header": "tiêu đề cột ghi phần trăm: số nguyên là số đã làm tròn",
    "number.unit_line": 'số nguyên là số đã làm tròn: đơn vị là "{line}"',
    "number.rounding_note": 'số nguyên là số đã làm tròn: "{line}"',
    "number.floats": "số nguyên, được ghi kèm .0",
    "number.column_decimals": "làm tròn đến {decimals:n|chữ số thập phân} như cả cột",
    "number.printed_decimals": "làm tròn đến {decimals:n|chữ số thập phân} được in",
    "number.declared_exact": "chính xác: theo khai báo",
    "number.declared_step": "làm tròn đến {step}: theo khai báo",
    "number.declared_decimals": "làm tròn đến {decimals:n|chữ số thập phân}: theo khai báo",
    "number.double": "{digits:n|chữ số}: giá trị do máy tính ra, đúng đến khoảng 12 chữ số",
    "number.scale_word": "làm tròn đến hàng cuối được in trước đơn vị nghìn, triệu, tỷ",
    "number.whole_rounded": "số nguyên đã làm tròn",
    "number.whole_exact": "số nguyên chính xác: theo khai báo",
    "number.whole_auto": "số nguyên, coi là chính xác trừ khi các phép cộng trong tài liệu cho thấy đã làm tròn",
    "number.about": '"khoảng" chỉ nới lỏng số có một hoặc hai chữ số có nghĩa',
    "number.more": "lớn hơn số này",
    "number.at_least": "từ số này trở lên",
    "number.less": "nhỏ hơn số này",
    "number.at_most": "từ số này trở xuống",
    "number.rounding_truncate": "cắt bỏ phần lẻ, không làm tròn: theo khai báo",
    "number.rounding_half_up": "số ở chính giữa làm tròn ra xa số 0: theo khai báo",
    "number.rounding_half_down": "số ở chính giữa làm tròn về phía số 0: theo khai báo",
    "number.rounding_half_even": "số ở chính giữa làm tròn về chữ số chẵn: theo khai báo",
    "number.rounding_floor": "làm tròn xuống: theo khai báo",
    "number.rounding_ceil": "làm tròn lên: theo khai báo",
    "number.rounding_random": "làm tròn lên hoặc xuống ngẫu nhiên: theo khai báo",
    # --- read
    "spark.no_pyspark": "--engine spark cần gói pyspark: hãy cài cạnh dvaudit bằng lệnh pip install pyspark",
    "spark.no_java": (
        "--engine spark cần Java 17 trở lên, nhưng không thấy java trong PATH hoặc JAVA_HOME: hãy cài Java "
        "(Debian: apt-get install default-jre-headless)"
    ),
    "spark.no_session": "Spark không khởi động được: {reason}",
    "spark.failed": "Spark không làm xong được: {reason}",
    "spark.rule": (
        "{rule} ({kind}) so sánh các bản ghi theo cách mà --engine spark không làm được: hãy bỏ qua bằng "
        "--ignore {rule}, hoặc dùng --engine khác"
    ),
    "spark.layout": (
        "--engine spark kiểm tra bảng mỗi dòng một bản ghi, còn đây là bảng kiểu khác: hãy dùng --engine khác"
    ),
    "spark.previous": "--engine spark không so với tệp của kỳ trước: hãy dùng --engine khác",
    "spark.not_a_file": (
        "--engine spark đọc tệp phân cách và Parquet ({endings}), thư mục và mẫu tên gồm các tệp ấy: hãy dùng --engine "
        "khác"
    ),
    "spark.header": (
        "các dòng trước bản ghi đầu tiên khác với {first}: hãy kiểm tra riêng hai tệp, hoặc làm cho các cột "
        "giống nhau"
    ),
    "spark.encoding": "--engine spark đọc UTF-8, còn tệp này dùng bảng mã khác: hãy lưu lại bằng UTF-8",
    "spark.returns": (
        "các dòng chỉ kết thúc bằng ký tự về đầu dòng, --engine spark không tách được: hãy lưu tệp với ký tự "
        "xuống dòng thông thường"
    ),
    "spark.too_many_open": (
        "có {n:n} bản ghi không đọc được theo cách chung (nhiều hơn {most:n}): hãy xem dạng số của những bản "
        "ghi đầu, khai báo trong figures:, hoặc dùng --engine khác"
    ),
    "read.url": "đây là địa chỉ web: hãy tải tệp về rồi đưa tên bản đã tải",
    "read.not_found": "không có tệp này",
    "read.folder": "đây là thư mục: hãy nêu tên các tệp trong đó",
    "read.permission": "không có quyền đọc tệp: hãy xin quyền hoặc chép sang chỗ khác",
    "read.system": "không mở được tệp: {reason}",
    "read.too_large": "tệp lớn hơn {limit:n} GB: hãy chia nhỏ",
    "read.packed_otherwise": "không đọc được tệp nén dạng {ending}: hãy giải nén, hoặc nén lại dưới một trong "
    "các dạng {endings}",
    "read.packed_damaged": "tệp {ending} này bị hỏng hoặc bị cắt cụt nên không giải nén được: hãy tạo hoặc tải lại tệp",
    "read.packed_bomb": "khi giải nén, tệp này lớn gấp hơn {times} lần hiện tại, không báo cáo nào như thế: nếu "
    "đúng là vậy, "
    "hãy tự giải nén tệp",
    "read.empty": "tệp rỗng",
    "read.binary": "đây là tệp nhị phân, không phải văn bản; đọc được CSV, TSV, JSON, JSON Lines, Parquet và sổ tính: "
    "hãy xuất ra một "
    "trong các dạng này",
    "read.parquet": "đây không phải tệp Parquet, hoặc tệp đã hỏng: hãy xuất lại",
    "read.document_damaged": "tệp {ending} này bị hỏng hoặc bị cắt cụt nên không mở ra được: hãy xuất hoặc tải lại",
    "read.document_none": (
        "tên tệp ghi {ending} nhưng nội dung không phải dạng đó: hãy đặt đúng phần mở rộng, hoặc lưu tài liệu ra "
        "{ending}"
    ),
    "read.document_old": (
        "đây là tài liệu của bản Office cũ, không phải tệp {ending}: hãy mở ra và lưu thành .docx, .odt hoặc .pdf"
    ),
    "read.document_encrypted": (
        "tệp {ending} này được mã hoá, phải có mật khẩu mới mở được: hãy lưu một bản không đặt mật khẩu"
    ),
    "read.document_bomb": (
        "giải nén ra, tài liệu này lớn hơn mọi báo cáo (trên {limit:n} MB, hoặc gấp hàng trăm lần tệp): hãy lưu "
        "lại, hoặc lưu thành văn bản thuần"
    ),
    "read.document_entities": (
        "{part} trong tài liệu này khai thực thể XML, thứ mà không phần mềm văn phòng nào ghi ra và có thể phình "
        "vô hạn: hãy lưu lại tài liệu"
    ),
    "read.not_as_named": "đây là tệp {held}, dù phần mở rộng là {ending}: hãy đặt đúng phần mở rộng",
    "read.pdf_scanned": "các trang chỉ là ảnh, không có chữ (bản quét): hãy nhận dạng chữ (OCR) tệp này trước",
    "read.pdf_garbled": (
        "không biết được chữ nào là chữ nào, vì phông chữ trong tệp PDF này không cho biết: hãy nhận dạng chữ "
        "(OCR) tệp này, hoặc lấy tài liệu ở dạng khác"
    ),
    "read.pdf_pictures": "{n:n|trang} chỉ là ảnh, không có chữ nên không đọc được: trang {pages}",
    "read.no_text": "tài liệu không có chữ nào",
    "read.no_table": "tài liệu không có bảng nào",
    "read.html_depth": "các phần tử lồng nhau quá {limit:n} tầng: hãy lưu lại trang này thành văn bản",
    "read.markdown_depth": "trích dẫn hoặc danh sách lồng nhau quá {limit:n} tầng nên sẽ không được đọc: đây có phải "
    "Markdown không? Nếu không, hãy đặt tên tệp là .txt",
    "read.pdf_rows": (
        "{n:n} dòng giống các hàng của một bảng mà không phân biệt được các cột (trang {pages}) nên không được kiểm tra"
        " như một bảng: hãy lấy bảng từ tài liệu gốc của tệp PDF này"
    ),
    "read.hidden": "{n:n} số liệu nằm trong những phần tài liệu không hiển thị, chương trình không đọc",
    "read.beside_article": "chỉ đọc bài viết của trang, không đọc trình đơn, cột bên và chân trang",
    "read.rtf": "đây là RTF, chương trình không đọc: hãy lưu tài liệu thành .docx, .odt hoặc .txt",
    "read.book": "đây không phải sổ tính đọc được, hoặc tệp đã hỏng: hãy mở bằng chương trình bảng tính rồi lưu "
    "thành .xlsx",
    "read.book_old": "đây là sổ tính theo dạng .xls cũ: hãy mở bằng chương trình bảng tính rồi lưu thành .xlsx",
    "read.book_binary": "đây là sổ tính dạng nhị phân .xlsb: hãy mở bằng chương trình bảng tính rồi lưu thành .xlsx",
    "read.book_locked": "sổ tính được khoá bằng mật khẩu: hãy lưu một bản không có mật khẩu",
    "read.book_damaged": "phần {part} của sổ tính bị hỏng: hãy mở bằng chương trình bảng tính rồi lưu lại",
    "read.book_lacks": "sổ tính thiếu phần {part}: hãy mở bằng chương trình bảng tính rồi lưu lại",
    "read.book_doctype": "phần {part} khai báo kiểu tài liệu, điều mà không chương trình bảng tính nào làm: nó có "
    "thể khiến một tệp nhỏ phình ra vô hạn, nên sổ tính không được đọc",
    "read.book_depth": "phần {part} của sổ tính lồng sâu hơn {limit:n} tầng",
    "read.book_parts": "sổ tính có {n:n} phần, nhiều hơn {limit:n}",
    "read.book_cell": "một ô dài hơn {limit:n} ký tự",
    "read.book_too_large": "sổ tính có hơn {limit:n} ô: hãy xuất các trang tính ra CSV",
    "read.book_merged": "các ô gộp, đến {area}, phủ trang tính rộng hơn mọi bảng: hãy bỏ gộp ô",
    "read.no_sheet": "không trang tính nào của sổ tính có số liệu hiển thị",
    "read.no_such_sheet": "layout nêu trang tính {name} mà sổ tính không có; sổ tính có {sheets}",
    "read.no_such_sheet_near": "layout nêu trang tính {name} mà sổ tính không có; gần nhất là {near}",
    "read.hidden_sheet": "trang tính này bị ẩn nên không được đọc: ghi sheet: {sheet} trong layout: để đọc",
    "read.sheet_without_figures": "trang tính này không có số liệu nên được bỏ qua",
    "read.own_sheet": "trang tính này liệt kê kết quả của lần kiểm tra trước nên được bỏ qua",
    "read.hidden_rows": "{n:n|dòng} bị ẩn vẫn được đọc như các dòng khác: {rows}",
    "read.hidden_columns": "{n:n|cột} bị ẩn vẫn được đọc như các cột khác: {columns}",
    "read.no_stored_value": "{n:n|công thức} không có giá trị được lưu, đầu tiên ở ô {cell}, nên coi là thiếu: hãy "
    "mở sổ tính bằng chương trình bảng tính rồi lưu lại",
    "read.no_rows": "bảng không có dòng nào",
    "read.format": "nội dung không giống dạng nào đọc được: {formats}",
    "read.encoding_mark": "tệp tự ghi là {encoding} nhưng byte {byte} không khớp: hãy lưu lại dưới dạng UTF-8",
    "read.encoding_declared": "byte {byte} không thuộc bảng mã {encoding}: hãy khai bảng mã khác hoặc lưu tệp dưới "
    "dạng UTF-8",
    "read.encoding_unknown": "không biết bảng mã {encoding}: hãy ghi chẳng hạn utf-8, windows-1258 hoặc tcvn3",
    "read.encoding_damaged": "byte {byte} không phải UTF-8 như phần còn lại của tệp: hãy lưu lại dưới dạng UTF-8",
    "read.encoding_unclear": "từ đây không nhận ra được bảng mã: hãy khai encoding: trong layout: hoặc lưu tệp dưới "
    "dạng UTF-8",
    "read.encoding_guessed": "đọc theo bảng mã {encoding} vì như vậy các từ có nghĩa; nếu không đúng, hãy khai "
    "encoding: trong layout:",
    "read.delimiter": "{delimiter} không dùng để ngăn ô được: hãy cho một ký tự, hoặc tab",
    "read.article_too_long": (
        "hơn {limit:n} MB văn bản, không bài viết nào như thế: hãy chia nhỏ, hoặc dùng --as table nếu đây là bảng"
    ),
    "read.line_too_long": (
        "một dòng dài hơn {limit:n} ký tự, không bảng nào như thế: đây có phải tệp phân cách bằng dấu không?"
    ),
    "read.cell_too_large": "một ô dài hơn {limit:n} ký tự: có thiếu dấu ngoặc kép không?",
    "read.too_many_columns": "một bản ghi có {n:n|cột}, nhiều hơn {limit:n}: dấu ngăn ô có đúng không?",
    "read.open_quote": "dấu ngoặc kép mở ở đây nuốt cả các dòng bên dưới: hãy đóng lại, hoặc viết đôi dấu ngoặc nằm "
    "trong ô",
    "read.text_after_quote": "{n:n|dòng} có chữ sau dấu ngoặc kép đóng, được giữ trong ô; đây là dòng đầu tiên",
    "read.no_header": "các số liệu đầu tiên nằm ở đây mà phía trên không có dòng nào đặt tên cột: hãy thêm dòng tiêu "
    "đề",
    "read.header_line": "layout ghi tiêu đề ở dòng này, nhưng dòng trống hoặc không có",
    "read.header_rows": "layout ghi {wanted:n|dòng tiêu đề}, nhưng chỉ có {n:n|dòng} nằm trên các số liệu đầu tiên",
    "read.header_only": "chỉ có dòng tiêu đề, bên dưới không có dòng nào",
    "read.numbering_row": "dòng này chỉ đánh số cột nên được bỏ qua",
    "read.notes_below": "{n:n|dòng ghi chú} dưới bảng, đến dòng {last}, không được đọc như số liệu: {text}",
    "read.long_rows": "{n:n|dòng} có nhiều ô hơn tiêu đề ({cells} so với {header}), đây là dòng đầu tiên: có dấu "
    "ngăn nào nằm trong số mà không đặt trong ngoặc kép không?",
    "read.no_sdmx": "layout ghi là SDMX-CSV nhưng bảng không có cột OBS_VALUE",
    "read.keys_unlike": "bảng {first} và bảng {second} không có cùng số cột khoá nên không ghép được bản ghi: hãy "
    "nêu khoá bằng key: trong tables:",
    "read.key_again": "khoá {label} xuất hiện lần thứ hai trong bảng {table}, nên không biết nó ứng với bản ghi nào "
    "của bảng khác",
    "read.table_without_key": "bảng {table} có nhiều bản ghi mà không có cột khoá để ghép: hãy nêu một cột bằng "
    "key: trong tables:",
    "read.several_tables": "tìm thấy {n:n|bảng} trong khi {name} phải là một bảng: hãy ghi sheet: trong tables:",
    "read.no_column": "layout nêu cột {name} mà bảng không có",
    "read.no_column_near": "layout nêu cột {name} mà bảng không có; gần nhất là {near}",
    "read.repeated_column": "layout nêu cột {name} mà tiêu đề có nhiều lần: hãy đổi tên một cột",
    "read.figure_and_value": "layout cần cả figure và value: cột tên và cột số",
    "read.no_name": "{n:n|dòng} không ghi tên số liệu nên không dùng được, đây là dòng đầu tiên",
    "read.json_syntax": "đây không phải JSON: chỗ này cần {expected}",
    "read.json_value": "một giá trị",
    "read.json_key": "một tên trong dấu ngoặc kép",
    "read.json_colon": "dấu hai chấm",
    "read.json_comma": "dấu phẩy hoặc {closing}",
    "read.json_string": "đây không phải JSON: chuỗi không đóng, hoặc chứa xuống dòng hay dấu gạch chéo ngược mà JSON "
    "không có",
    "read.json_after": "đây không phải JSON: còn nội dung sau khi giá trị đã kết thúc",
    "read.more_bad_lines": "còn {n:n|dòng} khác không phải JSON, đây là dòng đầu tiên",
    "read.json_depth": "JSON lồng sâu hơn {limit:n} tầng",
    "read.json_number": "một số dài hơn {limit:n} ký tự",
    "read.json_not_finite": "{text} không phải là số trong JSON: hãy ghi null cho số liệu thiếu",
    "read.json_no_figures": "JSON này không có số liệu: cần một đối tượng gồm tên và số, hoặc danh sách các đối "
    "tượng như vậy",
    "read.json_no_object": "chỗ này cần một đối tượng gồm tên và số, là một bản ghi của danh sách",
    "read.json_no_records": "danh sách rỗng: không có bản ghi nào để kiểm tra",
    "read.json_beside": "{n:n|số} nằm cạnh danh sách bản ghi và không thuộc bản ghi nào, đầu tiên là {name}: không "
    "được kiểm tra",
    # --- rulefile
    "rulefile.not_found": "không có tệp quy tắc này",
    "rulefile.folder": "đây là thư mục: hãy chỉ ra một tệp quy tắc trong đó",
    "rulefile.unreadable": "không mở được tệp quy tắc",
    "rulefile.too_large": "tệp quy tắc lớn hơn {limit:n} MB: hãy tách tệp và dùng include",
    "rulefile.encoding": "tệp quy tắc không phải UTF-8: hãy lưu lại bằng UTF-8",
    "rulefile.control": "ký tự {code} không được có trong tệp quy tắc: hãy xóa đi",
    "rulefile.empty": "tệp quy tắc trống: cần có các quy tắc, ví dụ - total = north + south",
    "rulefile.empty_folder": "thư mục không có tệp quy tắc nào (*.yml, *.yaml)",
    "rulefile.toml": "không đọc được pyproject.toml theo cú pháp TOML",
    "rulefile.expected_file": "tệp quy tắc bắt đầu bằng các khóa như rules: và figures:",
    "rulefile.version": "chương trình này không biết phiên bản dvaudit: {found}; chỉ biết {known}",
    "rulefile.yaml": "từ đây trở đi không còn là YAML: hãy xem lại thụt lề và dấu ngoặc ở dòng này và dòng trên",
    "rulefile.yaml_tab": "YAML không thụt lề bằng ký tự tab: hãy dùng dấu cách",
    "rulefile.yaml_start": "hãy đặt trong dấu nháy: giá trị không thể bắt đầu bằng {character}",
    "rulefile.yaml_alias": (
        "hãy đặt trong dấu nháy: YAML hiểu {text} là tham chiếu đến một giá trị đã định nghĩa, nhưng không có giá "
        "trị nào như vậy"
    ),
    "rulefile.yaml_colon": "hãy đặt văn bản này trong dấu nháy: dấu hai chấm kèm dấu cách khiến YAML hiểu là khóa",
    "rulefile.yaml_after_quote": "sau dấu nháy đóng không được có gì nữa: hãy đặt cả văn bản trong loại dấu nháy kia",
    "rulefile.yaml_escape": "dấu \\ trong dấu nháy kép mở đầu ký tự đặc biệt: hãy dùng dấu nháy đơn",
    "rulefile.yaml_open": "dấu {character} mở ở đây chưa được đóng",
    "rulefile.documents": "tệp quy tắc chỉ là một tài liệu: hãy bỏ dòng --- hoặc tách tệp",
    "rulefile.duplicate_key": "{key} được nêu hai lần, lần đầu ở dòng {line}: hãy giữ một",
    "rulefile.key_not_text": "khóa phải là văn bản: hãy đặt trong dấu nháy",
    "rulefile.merge": "<< cần một nhóm khóa đã được đặt tên bằng dấu &",
    "rulefile.too_deep": "lồng nhau quá {limit:n} mức",
    "rulefile.alias_bomb": "các tham chiếu trong tệp này mở rộng thành hơn {limit:n} giá trị",
    "rulefile.unknown_key": "{found} không phải là khóa dùng được ở đây; {advice}",
    "rulefile.unknown_kind": "{found} không phải là loại quy tắc; {advice}",
    "rulefile.expected_choice": "{key} không thể là {found}; {advice}",
    "rulefile.did_you_mean": "có phải ý bạn là {word}?",
    "rulefile.one_of": "có thể là {words}",
    "rulefile.comma_in_braces": (
        "{key} không phải là khóa: trong ngoặc nhọn, dấu phẩy kết thúc giá trị, nên hãy đặt văn bản có dấu phẩy "
        "trong dấu nháy"
    ),
    "rulefile.line_as_key": "{key} bị hiểu là khóa vì có dấu hai chấm theo sau: hãy đặt cả dòng trong dấu nháy",
    "rulefile.kind_as_key": "hãy viết kind: {kind} rồi đến các ô của nó",
    "rulefile.no_kind": "quy tắc cần check: kèm một dòng, hoặc kind: là một trong {kinds}",
    "rulefile.never_alone": "{key}: never phải đứng một mình, vì nó có nghĩa là không điều kiện nào",
    "rulefile.no_value": "{key} chưa có giá trị",
    "rulefile.expected_text": "{key} nhận một văn bản",
    "rulefile.expected_texts": "{key} nhận một văn bản hoặc một danh sách văn bản",
    "rulefile.expected_list": "{key} nhận một danh sách",
    "rulefile.expected_mapping": "{key} nhận các khóa kèm giá trị",
    "rulefile.expected_rule": "quy tắc là một dòng như total = north + south, hoặc các khóa kèm giá trị",
    "rulefile.expected_flag": "{key} nhận true hoặc false, không nhận {found}",
    "rulefile.expected_number": "{key} nhận một số như 0.5 hoặc 1000, không nhận {found}",
    "rulefile.expected_integer": "{key} nhận một số nguyên, không nhận {found}",
    "rulefile.table_name": "tên bảng là một từ không có dấu cách hay ký hiệu, vì quy tắc viết {name}.figure",
    "rulefile.expected_range": "{key} nhận một phần của trang tính, như A3:F20, B:D hoặc 3:20, không nhận {found}",
    "rulefile.expected_positive": "{key} nhận một số lớn hơn không, không nhận {found}",
    "rulefile.expected_date": "{key} cần một ngày như 2027-01-31, không phải {found}",
    "rulefile.expected_scale": "{key} nhận một đơn vị như thousand, million hoặc nghìn, không nhận {found}",
    "rulefile.marker_below": "ký hiệu {mark} cần một ý nghĩa, hoặc {below: 5} cho số được giữ kín",
    "rulefile.missing_slot": "quy tắc loại {kind} cần có {slot}",
    "rulefile.missing_one_of": "quy tắc loại {kind} cần có ít nhất một trong {slots}",
    "rulefile.missing_outcome": "ví dụ cần có outcome: holds, fails hoặc undecided",
    "rulefile.example_figures": "ví dụ nhận figures: (một bản ghi) hoặc rows: (nhiều bản ghi), chỉ một trong hai",
    "rulefile.duplicate_id": "mã {id} đã dùng cho quy tắc ở dòng {line}: hãy đổi một trong hai",
    "rulefile.duplicate_id_file": "mã {id} đã dùng cho quy tắc ở {file}:{line}: hãy đổi một trong hai",
    "rulefile.figure_twice": "{name} đã là tên của số liệu ở dòng {line}: hãy giữ một",
    "rulefile.too_many_rules": "một tệp quy tắc có nhiều nhất {limit:n} quy tắc, còn ở đây thành {n:n}",
    "rulefile.for_unused": "<{name}> không có trong quy tắc này: hãy đặt vào một ô và vào mã quy tắc",
    "rulefile.for_lengths": (
        "các danh sách của for đi song song nhưng dài ngắn khác nhau ({counts}): hãy làm cho bằng nhau, hoặc viết "
        "cross: true"
    ),
    "rulefile.for_id": "for tạo ra nhiều quy tắc cùng mã {id}: hãy đặt <tên> vào mã",
    "rulefile.include_circle": "các tệp include lẫn nhau thành vòng tròn: {chain}",
    "rulefile.include_not_found": "không có tệp để include: {path}",
    "rulefile.include_folder": "{path} là thư mục: hãy include từng tệp trong đó",
    "rulefile.include_conflict": "{file} và một tệp include trước nó khác nhau ở {key}: hãy nói rõ ở đây dùng cái nào",
    "rulefile.include_conflict_figure": (
        "{file} và một tệp include trước nó khác nhau ở {key} của {figure}: hãy nói rõ trong figures dùng cái nào"
    ),
    # --- lines
    "lines.empty": "dòng này trống: hãy viết quy tắc như total = north + south",
    "lines.no_comparison": "chưa có phép so sánh nào: hãy viết quy tắc như total = north + south hoặc part <= whole",
    "lines.no_figure": "ở đây không có tên số liệu nào, chỉ có số: hãy đặt tên gồm chữ số trong dấu huyền ``",
    "lines.ends": "cuối dòng thiếu một số liệu hoặc một số",
    "lines.expected_operand": "thiếu một số liệu hoặc một số trước {found}",
    "lines.two_operands": "thiếu phép tính trước {found}",
    "lines.bracket_open": "dấu ngoặc này chưa được đóng",
    "lines.bracket_close": "dấu ngoặc đóng này thừa",
    "lines.quote_open": "dấu nháy mở ở đây chưa được đóng",
    "lines.empty_quotes": "giữa hai dấu huyền này không có tên nào",
    "lines.comma": (
        "dấu phẩy chỉ dùng trong sum(), min() và max(): hãy viết số thập phân bằng dấu chấm, và đặt tên có dấu "
        "phẩy trong dấu huyền ``"
    ),
    "lines.character": "{character} không được có trong tên: hãy đặt tên trong dấu huyền ``",
    "lines.percent": "% chỉ dùng để kết thúc dòng bằng in %: hãy đặt tên có dấu này trong dấu huyền ``",
    "lines.power": "không có lũy thừa; công thức dùng được: {allowed}",
    "lines.call": (
        "không gọi được {name}( ); công thức dùng được: {allowed}. Tên có dấu ngoặc thì đặt trong dấu huyền ``"
    ),
    "lines.no_argument": "{name}() cần ít nhất một số liệu",
    "lines.one_figure": (
        "{name}() tính trên các số liệu của một bản ghi, mà {figure} chỉ là một; để cộng một cột, hãy viết quy tắc "
        "kind: totals"
    ),
    "lines.one_argument": "{name}() chỉ nhận một biểu thức",
    "lines.star_unclear": (
        "dấu * này có thể là phép nhân hoặc thuộc về mẫu tên: hãy đặt dấu cách ở cả hai bên, hoặc đặt mẫu tên "
        "trong dấu huyền ``"
    ),
    "lines.spaced_number": "hãy viết số {text} thành {number}, hoặc đặt tên gồm chữ số trong dấu huyền ``",
    "lines.digits": "số có hơn {limit:n} chữ số",
    "lines.too_long": "dòng dài hơn {limit:n} ký tự",
    "lines.too_deep": "hơn {limit:n} phép tính lồng nhau: hãy dùng sum() cho tổng dài, hoặc tách quy tắc",
    "lines.tolerance": "sai số cho phép là một số như 5, hoặc một tỷ lệ như 0.5 %, không phải {text}",
    "lines.fail_if": "fail_if là một tỷ lệ như > 0.1 %, không phải {text}",
    "when.empty": "điều kiện trống: hãy viết điều kiện như status = final",
    "when.expected_name": "ở đây cần tên một cột hoặc số liệu; số và văn bản trong dấu nháy đặt bên phải phép so sánh",
    "when.expected_compare": "sau {name} cần một trong = != < <= > >=, in [ ] hoặc not in [ ]",
    "when.expected_value": "ở đây cần một giá trị để so sánh",
    "when.expected_list": "in cần một danh sách trong ngoặc vuông: in [a, b]",
    "when.expected_and": "điều kiện kết thúc ở đây: hãy nối các phép so sánh bằng and, or (chữ thường)",
    # --- kinds
    "kinds.too_many": (
        "{kind} so từng số liệu với mọi số liệu khác: {n} số liệu vượt quá {most}; hãy dùng mẫu tên hẹp hơn"
    ),
    "kinds.by_code": "by_code chỉ có thể là `prefix`, không phải {text}",
    "kinds.by_order": "by_order chỉ có thể là true; nếu không thì bỏ đi",
    "kinds.child_twice": "quy tắc {rule}: {child} được liệt kê hai lần dưới {parent}: giữ một",
    "kinds.expected_list": (
        "expected: nhận một danh sách như [{text}], hoặc một tệp như {file: codes.csv}; chỉ ghi {text} thì không rõ là "
        "gì"
    ),
    "kinds.zero_divisor": "quy tắc {rule}: không thể chia cho 0",
    "kinds.min_over_max": "min {low} lớn hơn max {high}: không số nào nằm giữa",
    "kinds.two_figures": "{kind} cần ít nhất hai số liệu; chỉ thấy {names}",
    "kinds.sum": "{figure} không bằng tổng của {n:n|thành phần}: tổng đó là {expected} ({off})",
    "kinds.sum_minus": "{figure} không bằng {parts} trừ {minus}: kết quả đó là {expected} ({off})",
    "kinds.part_of": "{figure} là một phần của {whole} nên phải {expected} ({off})",
    "kinds.share": "{figure} không phải là tỷ lệ của {part} trong {whole}: tỷ lệ đó là {expected}",
    "kinds.ratio": "{figure} không phải là {numerator} chia cho {denominator}: kết quả đó là {expected}",
    "kinds.change_percent": "{figure} không phải là mức tăng giảm phần trăm từ {from} đến {to}: mức đó là {expected}",
    "kinds.change_amount": "{figure} không phải là mức tăng giảm từ {from} đến {to}: mức đó là {expected}",
    "kinds.change_index": "{figure} không phải là chỉ số của {to} so với {from}: chỉ số đó là {expected}",
    "kinds.change_by": "{figure} không phải là mức thay đổi phần trăm khi {amount} dẫn tới {to}: đúng ra là {expected}",
    "kinds.multiple": "{figure} không phải là số lần của {old} như lời văn nói: đúng ra là {expected}",
    "kinds.product": "{figure} không phải là {count} nhân {each}: đúng ra là {expected}",
    "kinds.difference": "{figure} không phải là hiệu của {to} và {from}: đúng ra là {expected}",
    "kinds.mean_total": "{figure} không phải là {total} chia cho {count}: kết quả đó là {expected}",
    "kinds.mean_between": "{figure} không nằm giữa giá trị nhỏ nhất và lớn nhất của {n:n|thành phần}: {expected}",
    "kinds.mean_weighted": "{figure} không phải là trung bình có trọng số của các thành phần: kết quả đó là {expected}",
    "kinds.mean_count": "{figure} không thể là trung bình của {count}: không có tổng nguyên nào chia ra số đó",
    "kinds.ascending": "{figure} sai thứ tự so với {others}: số đó phải {expected}",
    "kinds.range": "{figure} phải là {expected}",
    "kinds.equal": "{figure} và {others} cùng nêu một số liệu nhưng khác nhau ({off})",
    "kinds.formula": "{rule} không đúng: {figure} phải là {expected} ({off})",
    "kinds.totals": "{figure} không bằng tổng của {n:n|dòng} mà nó cộng: tổng đó là {expected} ({off})",
    "kinds.totals_columns": "{figure} không bằng tổng của {n:n|cột} mà nó cộng: tổng đó là {expected} ({off})",
    "kinds.hierarchy": "{figure} không bằng tổng của {n:n|đơn vị} trực thuộc: tổng đó là {expected} ({off})",
    "kinds.series_change": "{figure} không phải là mức tăng giảm so với dòng trước: mức đó là {expected}",
    "kinds.series_percent": "{figure} không phải là mức tăng giảm phần trăm so với dòng trước: mức đó là {expected}",
    "kinds.series_index": "{figure} không phải là chỉ số so với dòng trước: chỉ số đó là {expected}",
    "kinds.series_opening": "{figure} không nối tiếp số cuối kỳ của dòng trước: số đó là {expected} ({off})",
    "kinds.complete": "{figure} không được nêu",
    "kinds.complete_expected": "không có dòng nào ghi {text} ở cột {column}",
    "kinds.unique": "{key} có ở {rows:n|dòng}",
    "kinds.disclosed": "{figure} được bảo mật nhưng tính được từ {others}: {expected} ({rule})",
    "kinds.disclosed_alone": "{figure} được bảo mật nhưng tính được: {expected} ({rule})",
    "kinds.disclosure_means": "không ô bảo mật nào tính được từ các số đã công bố",
    "kinds.narrowed": "{figure} được bảo mật, và {others} chỉ còn để lại {expected} ({rule})",
    "kinds.narrowed_alone": "{figure} được bảo mật và chỉ còn {expected} ({rule})",
    "kinds.one_of": "{figure} không thuộc danh sách mà quy tắc cho phép",
    "kinds.one_of_near": "{figure} không thuộc danh sách mà quy tắc cho phép; ý bạn là {near}?",
    "kinds.together": "{rule} không đúng với {others} ({off})",
    "kinds.together_bare": "{rule} không đúng với {others}",
    "kinds.sum_means": "{total} là tổng của {parts}",
    "kinds.sum_means_minus": "{total} là tổng của {parts}, trừ {minus}",
    "kinds.part_of_means": "{part} không lớn hơn {whole}",
    "kinds.share_means": "{percent} là tỷ lệ phần trăm của {part} trong {whole}",
    "kinds.ratio_means": "{ratio} là {numerator} chia cho {denominator}",
    "kinds.ratio_means_per": "{ratio} là {numerator} trên {per} {denominator}",
    "kinds.change_means_percent": "{percent} là mức tăng giảm phần trăm từ {from} đến {to}",
    "kinds.change_means_amount": "{amount} là mức tăng giảm từ {from} đến {to}",
    "kinds.change_means_index": "{index} là {to} khi lấy {from} bằng 100",
    "kinds.mean_means_total": "{mean} là {total} chia cho {count}",
    "kinds.mean_means_parts": "{mean} nằm giữa giá trị nhỏ nhất và lớn nhất của {parts}",
    "kinds.mean_means_weights": "{mean} là trung bình của {parts}, trọng số là {weights}",
    "kinds.mean_means_count": "{mean} là một tổng nguyên chia cho {count}",
    "kinds.ascending_means": "{figures} không giảm theo thứ tự này",
    "kinds.range_means_min": "{figures} ít nhất là {min}",
    "kinds.range_means_max": "{figures} nhiều nhất là {max}",
    "kinds.range_means_min_max": "{figures} nằm giữa {min} và {max}",
    "kinds.equal_means": "{figures} cùng nêu một số liệu",
    "kinds.formula_means": "{check}",
    "kinds.totals_means": "mỗi dòng tổng bằng tổng các dòng của nó",
    "kinds.totals_means_over": "mỗi dòng tổng của {over} bằng tổng các dòng của nó",
    "kinds.totals_means_columns": "mỗi cột tổng bằng tổng các cột của nó",
    "kinds.totals_means_rows_columns": "mỗi dòng tổng và cột tổng bằng tổng những gì nó cộng",
    "kinds.totals_means_over_columns": "mỗi dòng tổng của {over} và cột tổng bằng tổng những gì nó cộng",
    "kinds.hierarchy_means": "mỗi đơn vị cấp trên trong {over} bằng tổng các đơn vị trực thuộc",
    "kinds.series_means_change": "{change} là mức tăng giảm của {figure} so với dòng trước, theo thứ tự {over}",
    "kinds.series_means_percent": (
        "{percent} là mức tăng giảm phần trăm của {figure} so với dòng trước, theo thứ tự {over}"
    ),
    "kinds.series_means_index": "{index} là {figure} khi lấy dòng trước bằng 100, theo thứ tự {over}",
    "kinds.series_means_opening": "{opening} là {figure} của dòng trước, theo thứ tự {over}",
    "kinds.complete_means": "{figures} có số ở mọi bản ghi",
    "kinds.complete_means_expected": "mọi mục cần có đều xuất hiện trong {columns}",
    "kinds.unique_means": "không có hai bản ghi nào trùng {columns}",
    "kinds.unique_means_figures": "không có hai bản ghi nào trùng {figures}",
    "kinds.one_of_means": "{columns} chỉ gồm các mục trong danh sách",
    "kinds.one_of_means_figures": "{figures} chỉ gồm các mục trong danh sách",
    "kinds.parent_cycle": "{chain} tạo thành vòng: không số liệu nào là một phần của chính nó",
    "kinds.no_column": "không có cột {wanted}; các cột hiện có: {known}",
    # --- confront
    "confront.unknown_here": (
        "quy tắc {rule}: {file} không có số liệu nào tên là {name}, dù có các số liệu khác của quy tắc"
    ),
    "confront.unknown_here_near": (
        "quy tắc {rule}: {file} không có số liệu nào tên là {name}, dù có các số liệu khác của quy tắc; tên "
        "gần nhất là {nearest}"
    ),
    "confront.whole_unit": (
        "số nguyên được coi là đã làm tròn đến {unit}, ước chung của tất cả; ghi `rounded_to` nếu không phải"
    ),
    "confront.rule_left_out": "không dùng quy tắc {rule} của {source}: không có số liệu nào tên là {name}",
    "confront.when_unclear": "giá trị mà `when: {when}` cần bị thiếu hoặc có hai cách đọc",
    "confront.no_series": (
        "không dòng nào có dòng khác trước nó trong chuỗi: mỗi dòng có {by} riêng; hãy dùng `by` để nêu cột "
        "phân biệt các chuỗi (`by: []` nếu không có)"
    ),
    "confront.not_in_file_near": "{file} không có số liệu nào tên là {name}; tên gần nhất là {nearest}",
    "confront.no_total": (
        "số được coi là tổng của {name} nằm giữa các phần của nó: có thể là số bình quân hoặc số cuối kỳ; "
        "để kiểm tra, hãy ghi `over` và `total`, hoặc nêu các phần bằng `parts`"
    ),
    "confront.told_in_first": "{raw} {why}. Ở đây hiểu là {first}; mọi cách đọc đều đã được xét",
    "confront.blank_key": "{columns} để trống",
    "confront.unproven_structure": (
        "các dòng hoặc cột được coi là phần của {name} cộng khớp ở {held} trên {checked} chỗ; để kiểm "
        "tra, hãy ghi `over` và `total`, hoặc nêu các phần bằng `parts`"
    ),
    "confront.not_indented": (
        "không kiểm tra: {rows}, bên dưới có các dòng thụt vào; các dòng này không cộng thành số đó, có thể chỉ là một "
        "số thành phần; để kiểm tra, hãy viết quy tắc kind: hierarchy"
    ),
    "confront.not_subtotals": (
        "không kiểm tra: {rows}; các dòng cạnh tổng phụ cộng khớp ở {held} trên {checked} chỗ; để kiểm tra, hãy viết "
        "quy tắc kind: hierarchy"
    ),
    "confront.not_overall": (
        "không kiểm tra: {rows}, có thể là dòng tổng vì không dòng nào ghi là tổng; các dòng khác cộng khớp ở {held} "
        "trên {checked} chỗ; để kiểm tra, hãy nêu tên trong total:"
    ),
    "confront.ignored_nowhere": (
        "{rule} bỏ qua {label}, nhưng không dòng nào của {over} có tên đó: hãy xem lại cách viết trong ignore:"
    ),
    "confront.not_by_period": (
        "{rule} xét chung mọi bản ghi; để xét theo từng {period}, hãy ghi by: {period} (by: [] nếu muốn giữ nguyên)"
    ),
    "confront.not_shares": (
        "không kiểm tra: các tỷ lệ mà {rows} ghi là cộng thành 100; chúng lệch xa hoặc tự đạt 100, có thể không phải "
        "là phần của một tổng thể"
    ),
    "confront.repeated_name": "{name} có nhiều lần trong tiêu đề",
    "confront.not_in_file": "{file} không có số liệu nào tên là {name}",
    "confront.repeated_header": (
        "quy tắc {rule}: {name} có nhiều lần trong tiêu đề hoặc chỉ nhiều số liệu; hãy đặt tên riêng cho từng cột"
    ),
    "confront.unknown_figure": "quy tắc {rule}: không đầu vào nào có số liệu tên là {name}",
    "confront.unknown_figure_known": "quy tắc {rule}: không đầu vào nào có số liệu tên là {name}; có {known}",
    "confront.unknown_in_column": (
        "quy tắc {rule}: không đầu vào nào có số liệu tên là {name}, nhưng tên này nằm trong một cột: nếu mỗi dòng là "
        "một số liệu, tệp quy tắc cần ghi layout: {layout}"
    ),
    "confront.unknown_figure_near": (
        "quy tắc {rule}: không đầu vào nào có số liệu tên là {name}; tên gần nhất là {nearest}"
    ),
    "confront.nothing_decided": ("không quy tắc nào cho kết quả: {undecided:n|phép kiểm tra} không thực hiện được"),
    "confront.table_unused": "không quy tắc nào nói về bảng này",
    "confront.no_rule_ran": (
        "không quy tắc nào nói về tệp này; hãy nêu tệp quy tắc bằng --rules, hoặc viết quy tắc bằng -c 'tổng "
        "= bắc + nam'"
    ),
    "confront.none_chosen": "không còn quy tắc nào để kiểm tra tệp này: hãy xem --select và --ignore",
    "confront.no_given_rule_ran": (
        "đã đọc {n:n|quy tắc}, không quy tắc nào nói về tệp này; lệnh `dvaudit figures {file}` cho biết tên "
        "các số liệu của nó"
    ),
    "confront.example_none": "quy tắc {rule}: ví dụ không gặp bản ghi nào, mong đợi: {expected}",
    "confront.example_holds": "quy tắc {rule}: ví dụ khớp, mong đợi: {expected}",
    "confront.example_fails": "quy tắc {rule}: ví dụ không khớp, mong đợi: {expected}",
    "confront.example_undecided": "quy tắc {rule}: ví dụ không kiểm tra được, mong đợi: {expected}",
    "confront.holds": "khớp",
    "confront.fails": "không khớp",
    "confront.undecided": "không kiểm tra được",
    "confront.missing": "{names} không có số",
    "confront.unreadable": "không đọc được {name} {raw}: {why}",
    "confront.unclear": "{name} {raw} có thể đọc theo hai cách cho kết quả khác nhau: {why}",
    "confront.holds_if_zero": "khớp nếu {raw} ở {name} nghĩa là số không; hãy ghi rõ trong markers:",
    "confront.fails_if_zero": "không khớp nếu {raw} ở {name} nghĩa là số không; hãy ghi rõ trong markers:",
    "confront.unclear_marker": "{raw} ở {name} có thể là số không hoặc thiếu số; hãy ghi rõ trong markers:",
    "confront.zero_divisor": "{names} có thể bằng không, mà không thể chia cho không",
    "confront.not_in_earlier": "tệp kỳ trước {file} không có dòng nào của {series}",
    "confront.none_before": "tệp kỳ trước {file} không có dòng nào của {series} trước {at}",
    "confront.gap": "dòng trước {at} là {earlier}: thiếu các dòng ở giữa",
    "confront.duplicate_period": "{at} xuất hiện nhiều lần trong {over}",
    "confront.duplicate_row": "{label} xuất hiện nhiều lần trong {over}",
    "confront.row_missing": "không có dòng {label} trong {over}",
    "confront.several_totals": "{over} có nhiều dòng tổng: {labels}; hãy chọn một dòng trong total:",
    "confront.no_total_row": "không có dòng nào của {over} là dòng tổng; hãy nêu tên trong total:",
    "confront.no_parts": "không còn dòng nào của {over} là thành phần của {label}",
    "confront.not_added": (
        "{rule} không cộng {columns}: tên các cột này là tỷ lệ, bình quân hoặc phần trăm; muốn cộng thì ghi vào "
        "figures:"
    ),
    "confront.rates_apart": (
        "không cộng: {rows}; tên các dòng này là tỷ lệ, bình quân hoặc phần trăm (muốn cộng thì nêu các dòng thành "
        "phần trong parts:)"
    ),
    "confront.rows_loose": (
        "{rule} không kiểm tra {rows}: mỗi dòng thụt vào một mình dưới dòng khác, hoặc là tổng phụ không có dòng nào "
        "bên cạnh"
    ),
    "confront.no_total_row_met": (
        "{rule} không tìm thấy dòng nào để kiểm tra: không dòng nào là tổng hay tổng phụ, và không dòng nào có các "
        "dòng thụt vào bên dưới; hãy nêu tên trong total:"
    ),
    "confront.no_total_column_met": (
        "{rule} không tìm thấy cột nào để kiểm tra: không cột nào là cột tổng; hãy nêu tên trong total:"
    ),
    "confront.met_nothing": "{rule} không kiểm tra được gì ở đây",
    "confront.unit_rounded": (
        "số nguyên được coi là đã làm tròn, theo bảng: {lines}; nếu là số chính xác, hãy ghi whole_numbers: exact"
    ),
    "confront.whole_rounded": (
        "số nguyên được coi là đã làm tròn đến {unit}: {within} trong {sums:n|tổng} chỉ khớp trong phạm vi làm tròn "
        "({rows}); nếu là số chính xác, hãy ghi whole_numbers: exact"
    ),
    "confront.whole_exact": (
        "{small:n} trong {sums:n|tổng} lệch không quá mức làm tròn: nếu số liệu đã làm tròn, hãy ghi whole_numbers: "
        "rounded trong tệp quy tắc; nếu chính xác, ghi exact"
    ),
    # --- inputs
    "inputs.files": "{path} ở mục files: {why}",
    "inputs.url": "{text} là địa chỉ web: hãy tải các tệp về rồi ghi chỗ lưu",
    "inputs.absolute": "{path} là đường dẫn tuyệt đối; hãy ghi đường dẫn tính từ tệp này",
    "inputs.brace": "dấu {brace} trong {path} không đi thành cặp: chỗ thay thế viết là {example}",
    "inputs.no_name": "cặp ngoặc nhọn trong {path} để trống: hãy ghi tên cột, ví dụ {example}",
    "inputs.slash_in_name": "chỗ thay thế {name} nối qua nhiều thư mục: hãy viết riêng cho từng thư mục",
    "inputs.name_twice": "chỗ thay thế {name} có mặt hai lần trong {path}",
    "inputs.names_touch": "không có gì ngăn chỗ thay thế {name} với chỗ ngay trước: không biết chỗ nào hết, chỗ nào "
    "bắt đầu",
    "inputs.two_ways": "đường dẫn khớp với {pattern} theo hai cách: {one}; hoặc {other}. Hãy đổi tên tệp, hoặc ngăn "
    "các chỗ thay thế bằng dấu khác",
    "inputs.column_taken": "trong tệp đã có {name}, mà đường dẫn cũng cho {name}: hãy đặt tên khác cho chỗ thay thế ở "
    "files:",
    "inputs.other_format": "tệp khác dạng với {first} nên không gộp chung được: tệp này đã bị bỏ qua",
    "inputs.previous_unread": "không dùng được tệp của kỳ trước: {why}",
    "inputs.previous_unnamed": "đường dẫn của tệp này không cho biết {name}, mà previous: {previous} cần đến; hãy nêu "
    "ở files:",
    "inputs.previous_lacks": "tệp của kỳ trước không có cột hay số liệu nào tên là {name} mà quy tắc {rule} cần",
    "inputs.previous_unused": "không quy tắc nào dùng tệp kỳ trước {previous}: chỉ quy tắc series mới dùng",
    "inputs.empty_folder": "thư mục không có tệp nào đọc được ({endings})",
    "inputs.no_match": "không có tệp nào có tên như thế",
    "inputs.left_out": "{n:n|tệp} trong thư mục này không được đọc: {names}; muốn kiểm tra tệp nào, hãy nêu tên tệp ấy",
    "inputs.closed_folder": "không mở được thư mục: {reason}",
    # --- report
    "report.literal": "{text}",
    "report.file": "tệp",
    "report.records": "bản ghi",
    "report.failed": "không khớp",
    "report.accepted": "đã chấp nhận",
    "report.not_checked": "chưa kiểm tra được",
    "report.rule": "quy tắc",
    "report.record": "bản ghi",
    "report.where": "vị trí",
    "report.reported": "báo cáo ghi",
    "report.others_give": "các số khác cho",
    "report.off_by": "chênh lệch",
    "report.row": "dòng {row}",
    "report.row_of": "dòng {row} của {file}",
    "report.after_earlier": "{sentence}; dòng trước ở {place}",
    "report.record_in": "{record} trong {place}",
    "report.at": "tại {place}",
    "report.record_at": "{record} tại {place}",
    "report.figure_in": "{figure} ({record})",
    "report.command_line": "dòng lệnh",
    "report.anything": "số bất kỳ",
    "report.between": "{low} đến {high}",
    "report.points": "{off} điểm phần trăm",
    "report.rounding_sized": "(do làm tròn?) {off}",
    "report.warning": "{rule} (cảnh báo)",
    "report.more": "và {n:n} mục nữa",
    "report.and_more": "{listed} và {n:n} mục nữa",
    "report.header": "{file}: {scope} trong {rules}: {outcomes}",
    "report.scope": "{figures:n|số liệu}, {rules:n|quy tắc}",
    "report.scope_records": "{records:n|bản ghi}, {figures:n|số liệu}, {rules:n|quy tắc}",
    "report.outcomes": "{held:n} khớp, {failed:n} không khớp",
    "report.outcomes_undecided": "{held:n} khớp, {failed:n} không khớp, {undecided:n} chưa kiểm tra được",
    "report.missing": "thiếu {names}",
    "report.unchecked": "{rule} chưa kiểm tra được: {reason}",
    "report.unchecked_times": "{rule} chưa kiểm tra được ở {n:n|chỗ}: {reason}",
    "report.unchecked_times_such_as": "{rule} chưa kiểm tra được ở {n:n|chỗ}, chẳng hạn: {reason}",
    "report.reason_at": "{reason} ({places})",
    "report.in_record": "{record}: {sentence}",
    "report.note": "ghi chú: {note}",
    "report.note_at": "ghi chú: {note} ({place})",
    "report.all_accepted": "{n:n|chỗ không khớp} đã biết và được chấp nhận",
    "report.partly_checked": "không kiểm tra được {n:n|trường hợp}; {held:n} khớp",
    "report.mark_undecided": "không kiểm tra được",
    "report.mark_unbound": "không kiểm tra gì",
    "report.mark_note": "ghi chú",
    "report.tally": (
        "{rule}: {held:n} khớp, {failed:n} không khớp, {undecided:n} chưa kiểm tra được, {passed_over:n} bỏ qua"
    ),
    "report.unbound": "{n:n|quy tắc} không kiểm tra gì: {rules}",
    "report.unbound_rule": "{rule} ({why})",
    "report.checked_nothing": "không kiểm tra gì: {why}",
    "report.met_nothing": "không gặp bản ghi nào",
    "report.not_here": "ở đây không có số liệu nào tên là {name}",
    "report.passed_over": "bỏ qua {n:n|chỗ}",
    "report.rules_and_unbound": "{rules:n|quy tắc} (còn {unbound:n|quy tắc} không kiểm tra gì)",
    "report.warnings": "{n:n|chỗ không khớp} ở mức cảnh báo.",
    "report.silent_articles": "Không hiểu được khẳng định nào trong {files}: --strict đòi phải có.",
    "report.capped": "Chỉ liệt kê {shown:n} trong {n:n} chỗ không khớp đầu tiên; --max-findings liệt kê thêm.",
    "report.summary": (
        "{failed:n|chỗ} không khớp: {files:n|tệp}, {records:n|bản ghi}, {figures:n|số liệu}, {rules:n|quy tắc}; "
        "{held:n} khớp, {failed:n} không khớp, {undecided:n} chưa kiểm tra được, {accepted:n} đã chấp nhận. Không "
        "tệp nào bị sửa."
    ),
    "report.summary_accepted": (
        "Không có chỗ nào không khớp ngoài {accepted:n} chỗ đã chấp nhận: {files:n|tệp}, {records:n|bản ghi}, "
        "{figures:n|số liệu}, {rules:n|quy tắc}; {held:n} khớp, {failed:n} không khớp, {undecided:n} chưa kiểm tra "
        "được, {accepted:n} đã chấp nhận. Không tệp nào bị sửa."
    ),
    "report.summary_clean": (
        "Không có chỗ nào không khớp: {files:n|tệp}, {records:n|bản ghi}, {figures:n|số liệu}, {rules:n|quy tắc}; "
        "{held:n} khớp, {undecided:n} chưa kiểm tra được, {accepted:n} đã chấp nhận. Không tệp nào bị sửa."
    ),
    "report.summary_partly": (
        "Trong phần kiểm tra được, không có chỗ nào không khớp: {files:n|tệp}, {records:n|bản ghi}, "
        "{figures:n|số liệu}, {rules:n|quy tắc}; {held:n} khớp, {undecided:n} chưa kiểm tra được, {accepted:n} đã "
        "chấp nhận. Không tệp nào bị sửa."
    ),
    "report.summary_secrets": (
        "{secrets:n|ô mật} không an toàn, và không quy tắc nào bị vi phạm: {files:n|tệp}, {records:n|bản ghi}, "
        "{figures:n|số liệu}, {rules:n|quy tắc}; {held:n} khớp, {undecided:n} chưa kiểm tra được, {accepted:n} đã chấp "
        "nhận. Không tệp nào bị sửa."
    ),
    "report.summary_nothing": (
        "Chưa kiểm tra được gì: {files:n|tệp}, {records:n|bản ghi}, {figures:n|số liệu}, {rules:n|quy tắc}; "
        "{undecided:n} chưa kiểm tra được, {accepted:n} đã chấp nhận. Không tệp nào bị sửa."
    ),
    "report.summary_problems": "{n:n|vấn đề} khiến một phần công việc không làm được.",
    "report.figure": "chỉ tiêu",
    "report.text": "nguyên văn",
    "report.means": "nghĩa là",
    "report.why": "lý do",
    "report.or": " hoặc ",
    "report.missing_figure": "thiếu",
    "report.unreadable_figure": "không đọc được",
    "report.kind": "loại",
    "report.meaning": "ý nghĩa",
    "report.applies": "áp dụng",
    "report.yes": "có",
    "report.no": "không",
    "report.slot": "mục",
    "report.takes": "nhận",
    # --- disclosure
    "disclosure.summary": (
        "{confidential:n|ô bảo mật}: các số đã công bố làm lộ {disclosed:n} ô và thu hẹp {narrowed:n} ô; {protected:n} "
        "ô được bảo vệ, {unclear:n} ô không xác định được."
    ),
    "disclosure.none": (
        "không ô nào được đánh dấu bảo mật (c, nếu markers: không nêu khác): không có gì có thể bị lộ"
    ),
    "disclosure.contradiction": "không giá trị nào của {name} phù hợp với số đã công bố: {rules} mâu thuẫn với nhau",
    "disclosure.too_large": "{name} liên hệ với {n:n} ô, quá nhiều để giải",
    "disclosure.unreadable": "một số liệu bên cạnh {name} không đọc được, hoặc đọc được theo hai cách",
    "disclosure.width": "{found} không phải là độ rộng: hãy viết --protect 5 (đơn vị) hoặc --protect '10 %'",
    "disclosure.engine": "--disclosure tự xét từng bản ghi: hãy bỏ --engine {engine}",
    # --- versions
    "versions.header": "{old} -> {new}: {records:n|bản ghi} có ở cả hai, so sánh {figures:n|số liệu}, {rules}",
    "versions.no_rules": "không có quy tắc",
    "versions.only_new": "{file}: chỉ có ở bản mới",
    "versions.only_old": "{file}: chỉ có ở bản cũ",
    "versions.figure": "số liệu thay đổi",
    "versions.before": "trước",
    "versions.now": "nay",
    "versions.revision": "mức điều chỉnh",
    "versions.discrepancies": "chỗ không khớp",
    "versions.n_new": "{n:n} mới",
    "versions.n_still": "{n:n} vẫn còn",
    "versions.n_gone": "{n:n} đã hết",
    "versions.state": "trạng thái",
    "versions.state_new": "mới",
    "versions.state_still": "vẫn còn",
    "versions.state_gone": "đã hết",
    "versions.because": "cùng với",
    "versions.blank": "(để trống)",
    "versions.not_stated": "(không nêu)",
    "versions.amount": "{off} ({percent})",
    "versions.refined": "{amount}, trong phạm vi làm tròn",
    "versions.withdrawn": "không còn là số",
    "versions.filled": "nay có số",
    "versions.marked": "đổi ký hiệu",
    "versions.unclear": "tùy cách đọc số: hãy nêu --locale",
    "versions.revised": "giá trị khác",
    "versions.printing": "cùng giá trị, in khác",
    "versions.change": "{name} {old} -> {new}",
    "versions.change_in": "{name} {old} -> {new} ({record})",
    "versions.with": "{changes}",
    "versions.joined": "{figure} chỉ có ở bản mới",
    "versions.left": "{figure} chỉ có ở bản cũ",
    "versions.and_now_unchecked": "{changes}: nay không kiểm tra được",
    "versions.unchanged": "không số liệu nào trong đó thay đổi",
    "versions.by_document": "không số liệu nào trong đó thay đổi: các số khác của tài liệu quyết định cách đọc chúng",
    "versions.new_absent": "bản cũ không có bản ghi hoặc số liệu này",
    "versions.new_passed_over": "trước đây quy tắc không nói về bản ghi này",
    "versions.new_undecided": "trước đây không kiểm tra được",
    "versions.gone_absent": "bản mới không có bản ghi hoặc số liệu này",
    "versions.gone_passed_over": "nay quy tắc không nói về bản ghi này",
    "versions.gone_undecided": "nay không kiểm tra được",
    "versions.unchecked_held": "{rule} trước đây đúng và nay không kiểm tra được: {reason}",
    "versions.unchecked_failed": "{rule} trước đây không đúng và nay không kiểm tra được: {reason}",
    "versions.unchecked_held_in": "{rule} trước đây đúng và nay không kiểm tra được: {reason} ({record})",
    "versions.unchecked_failed_in": "{rule} trước đây không đúng và nay không kiểm tra được: {reason} ({record})",
    "versions.records_added": "{n:n|bản ghi} chỉ có ở bản mới: {names}",
    "versions.records_removed": "{n:n|bản ghi} chỉ có ở bản cũ: {names}",
    "versions.figures_added": "{n:n|số liệu} chỉ có ở bản mới: {names}",
    "versions.figures_removed": "{n:n|số liệu} chỉ có ở bản cũ: {names}",
    "versions.printing_only": "{n:n|số liệu} giữ nguyên giá trị và chỉ in khác; -v liệt kê",
    "versions.more_figures": "và {n:n} số liệu nữa; -v liệt kê tất cả",
    "versions.repeated_key": (
        "{n:n} bản ghi trùng khóa ({columns}) với bản ghi khác: được ghép theo chỗ in giống nhau, rồi theo thứ tự; "
        "--key nêu các cột phân biệt chúng"
    ),
    "versions.no_key": (
        "{n:n} bản ghi không có khóa: được ghép theo chỗ in giống nhau, rồi theo thứ tự; --key nêu các cột phân biệt "
        "chúng"
    ),
    "versions.unit": (
        "đơn vị ghi trên {name} trước là {old}, nay là {new}; các số được so sánh như đã in: nếu chúng tính theo đơn "
        "vị này, hãy nêu in: dưới figures:"
    ),
    "versions.no_column": "--key nêu cột {name}, bảng không có cột này",
    "versions.no_column_near": "--key nêu cột {name}, bảng không có cột này; gần nhất là {near}",
    "versions.capped": "có hơn {n:n} chỗ không khớp, quá nhiều để so sánh: --max-findings nhận nhiều hơn",
    "versions.same": "bản cũ và bản mới là cùng một tệp: hãy nêu hai bản",
    "versions.article": (
        "đây là bài viết, còn compare nhận bảng: dvaudit figures {name} --format csv ghi các số liệu của nó thành bảng"
    ),
    "versions.file_and_folder": "so sánh hai tệp hoặc hai thư mục: đây và {other} mỗi bên một loại",
    "versions.summary": (
        "{new:n} chỗ không khớp mới, {gone:n} đã hết, {still:n} vẫn còn, {unchecked:n} không còn kiểm tra được, "
        "{accepted:n} được chấp nhận: "
        "{files:n|tệp}, {records:n|bản ghi} có ở cả hai, thêm {records_added:n}, bớt {records_removed:n}; "
        "so sánh {figures:n|số liệu}, {changed:n} có giá trị khác, {printing:n} chỉ in khác."
    ),
    # --- causes
    "causes.wrong": "nghi sai nhất",
    "causes.wrong_unit": "đơn vị của {names}",
    "causes.wrong_exchanged": "cột {names}",
    "causes.wrong_rule": "quy tắc",
    "causes.wrong_row_missing": "thiếu một dòng",
    "causes.wrong_lacking": "quy tắc",
    "causes.wrong_overlapping": "quy tắc",
    "causes.wrong_rounding": "làm tròn",
    "causes.one_of": "một trong {n:n|số liệu}",
    "causes.one_of_sets": "{n:n|cách} giải thích",
    "causes.and": "{first} và {second}",
    "causes.or": "{first} hoặc {second}",
    "causes.and_also": "{first}, và {second}",
    "causes.or_else": "{first}, hoặc {second}",
    "causes.clauses": "{first}; {rest}",
    "causes.named": "{name} {text}",
    "causes.probably": "{sentence}; có lẽ là {text} ({level})",
    "causes.perhaps": "{sentence}; có thể là {text} ({level})",
    "causes.is_probably": "{figures} có lẽ là {text}",
    "causes.is_exchanged": "{figures} có lẽ bị đổi chỗ cho nhau",
    "causes.may_be": "{figures} có thể là {text}",
    "causes.may_be_exchanged": "{figures} có thể bị đổi chỗ cho nhau",
    "causes.is_wrong": "{figures} nhiều khả năng bị sai",
    "causes.and_more": "{title}; còn {n:n|quy tắc} về cùng các số liệu này cũng không khớp",
    "causes.adds_sum_less": "{n:n|thành phần} của {figure} cộng lại là {expected}, ít hơn {off}",
    "causes.adds_sum_more": "{n:n|thành phần} của {figure} cộng lại là {expected}, nhiều hơn {off}",
    "causes.adds_totals_less": "{n:n|dòng} thuộc {figure} cộng lại là {expected}, ít hơn {off}",
    "causes.adds_totals_more": "{n:n|dòng} thuộc {figure} cộng lại là {expected}, nhiều hơn {off}",
    "causes.adds_totals_columns_less": "{n:n|cột} thuộc {figure} cộng lại là {expected}, ít hơn {off}",
    "causes.adds_totals_columns_more": "{n:n|cột} thuộc {figure} cộng lại là {expected}, nhiều hơn {off}",
    "causes.adds_hierarchy_less": "{n:n|mục con} của {figure} cộng lại là {expected}, ít hơn {off}",
    "causes.adds_hierarchy_more": "{n:n|mục con} của {figure} cộng lại là {expected}, nhiều hơn {off}",
    "causes.share": "{part} trong {whole} là {expected}, không phải {text}",
    "causes.part_of": "{part} lớn hơn {whole}, hơn {off}",
    "causes.unit_large": "{name} lớn gấp {factor} lần ở {where}: đơn vị khác chăng?",
    "causes.unit_small": "{name} nhỏ hơn {factor} lần ở {where}: đơn vị khác chăng?",
    "causes.columns_exchanged": "cột {names} có vẻ bị đổi chỗ cho nhau ở {where}",
    "causes.columns_exchanged_from": "cột {names} có vẻ bị đổi chỗ cho nhau kể từ {first}, ở {where}",
    "causes.in_line": "{sentence}; dễ sai nhất: {wrong} ({level})",
    "causes.row_missing": "{name} lớn hơn tổng các dòng ở {n:n} trong {checked:n|cột}: có vẻ thiếu một dòng",
    "causes.lacking": "{name} lớn hơn tổng các phần ở {where}: thiếu một phần, hoặc tổng bao gồm nhiều hơn",
    "causes.overlapping": "{name} nhỏ hơn tổng các phần ở {where}: một phần bị tính hai lần, hoặc tổng bao gồm ít hơn",
    "causes.rule_fails": "{rule} không khớp ở {where}: hãy xem lại quy tắc",
    "causes.rounding_sized": "{where} chênh lệch {off}, không quá mức làm tròn",
    "causes.of_records": "{explained:n} trong {n:n|bản ghi}",
    "causes.of_files": "{explained:n} trong {n:n|tệp}",
    "causes.of_sums": "{explained:n} trong {n:n|tổng}",
    "causes.confidence": "độ tin cậy: {level}",
    "causes.level_high": "cao",
    "causes.level_medium": "vừa",
    "causes.level_low": "thấp",
    "causes.at_record": "{place} ({record})",
    "causes.correction": "{text}: {keystroke}",
    "causes.corrections": "chỉ khác một phím: {texts}",
    "causes.keystrokes_away": "{n:n|lỗi gõ một phím|lỗi gõ một phím khác nhau}",
    "causes.no_whole": "{values}, mà ở đó không có số nguyên nào",
    "causes.to_be": "phải là {values}",
    "causes.off": "chênh lệch {off}",
    "causes.also_at": "cũng ở {places}",
    "causes.more": "... còn {n:n} mục nữa",
    "causes.keystroke_digit_replaced": "một chữ số bị thay",
    "causes.keystroke_digit_omitted": "thiếu một chữ số",
    "causes.keystroke_digits_swapped": "hai chữ số bị đảo",
    "causes.keystroke_digit_added": "thừa một chữ số",
    "causes.keystroke_sign": "sai dấu",
    "causes.keystroke_decimal_point": "dấu thập phân bị lệch",
    "causes.keystroke_factor_1000": "lệch 1000 lần",
    "causes.keystroke_separator": "nhầm dấu hàng nghìn với dấu thập phân",
    "causes.keystroke_cells_exchanged": "hai số liệu bị đổi chỗ",
    "causes.label_claim": "khẳng định",
    "causes.label_why": "vì sao",
    "causes.label_then": "khi đó",
    "causes.label_ask": "hỏi",
    "causes.label_accepted": "đã chấp nhận",
    "causes.rules": "quy tắc",
    "causes.discrepancies": "chỗ không khớp",
    "causes.all_1": "chỗ không khớp này",
    "causes.all_2": "cả hai {what}",
    "causes.all_3": "cả {n:n} {what}",
    "causes.them_1": "chỗ này",
    "causes.them_2": "cả hai",
    "causes.them_3": "tất cả",
    "causes.undecided": (
        "việc tìm kiếm dừng ở giới hạn, nên số liệu khác cũng có thể giải thích được, có khi hợp lý hơn số được đánh "
        "dấu ở đây"
    ),
    "causes.unexplained": (
        "không số liệu nào, một mình hay cùng số khác, giải thích được {rules}: quy tắc mâu thuẫn nhau hoặc không cho "
        "phép giá trị nào"
    ),
    "causes.unexplained_trusted": "không thể giải thích {rules} mà không đổi một số liệu đã được tin cậy",
    "causes.only_figure": "số liệu duy nhất giải thích được {rules}",
    "causes.only_figure_keystroke": (
        "số liệu duy nhất giải thích được {rules}, và lỗi gõ một phím duy nhất giải thích được {them}"
    ),
    "causes.only_set": "không số liệu nào một mình giải thích được {rules}, chỉ {size:n} số này cùng nhau mới được",
    "causes.only_set_keystroke": (
        "không số liệu nào một mình giải thích được {rules}, chỉ {size:n} số này cùng nhau mới được, và chỉ những lỗi "
        "gõ phím này giải thích được {them}"
    ),
    "causes.only_keystroke": "lỗi gõ một phím duy nhất giải thích được {rules}",
    "causes.keystrokes": "{n:n|lỗi gõ một phím|lỗi gõ một phím khác nhau đều} giải thích được {rules}",
    "causes.rivals": (
        "{n:n|lỗi gõ một phím} khác trong số liệu một chữ số cũng giải thích được {them} (quá ngắn để biết chắc)"
    ),
    "causes.rivals_alone": (
        "{n:n|lỗi gõ một phím} trong số liệu một chữ số giải thích được {them} (quá ngắn để biết chắc)"
    ),
    "causes.no_keystroke": "không có lỗi gõ một phím nào giải thích được {them}",
    "causes.no_keystroke_gap": "không có lỗi gõ một phím nào tạo ra phần chênh này",
    "causes.each_figure": "mỗi số trong {n:n} số liệu này một mình đều giải thích được {rules}",
    "causes.each_set": (
        "không số liệu nào một mình giải thích được {rules}; {size:n} số liệu cùng nhau thì được, theo {n:n|cách}"
    ),
    "causes.so": "{confirmed}, nên nhiều khả năng chỗ sai là một trong {n:n} số liệu còn lại",
    "causes.so_missing_part": (
        "{confirmed}, nên nhiều khả năng chỗ sai là một trong {n:n} số liệu còn lại, hoặc thiếu một thành phần {part}"
    ),
    "causes.so_covers_more": (
        "{confirmed}, nên nhiều khả năng chỗ sai là một trong {n:n} số liệu còn lại, hoặc {part} bị tính hai lần"
    ),
    "causes.percentages_1": "{figure} được một tỷ lệ phần trăm xác nhận ({texts})",
    "causes.percentages_2": "{figure} được hai tỷ lệ phần trăm xác nhận ({texts})",
    "causes.percentages_3": "{figure} được {n:n} tỷ lệ phần trăm xác nhận ({texts})",
    "causes.confirmed": "{figure} được quy tắc {rules} xác nhận",
    "causes.would_be": "{figure} sẽ phải là {values}",
    "causes.would_be_against": "{figure} sẽ phải là {values}, và khi đó {rules} không khớp",
    "causes.why_unit": "một đơn vị khác giải thích cùng lúc {n:n|chỗ} không khớp",
    "causes.why_exchanged": "đổi chỗ hai cột cho nhau thì {n:n|chỗ} không khớp cùng lúc biến mất",
    "causes.why_rule": "quy tắc gần như ở đâu cũng không khớp thì dễ là quy tắc sai hơn là mọi số liệu này sai",
    "causes.why_row_missing": "thiếu một dòng thì giải thích được cùng lúc {n:n|chỗ} không khớp",
    "causes.why_lacking": "gõ nhầm và làm tròn thì lệch cả hai phía, nhưng gần như cả {n:n|chỗ} này lệch cùng một phía",
    "causes.why_overlapping": (
        "gõ nhầm và làm tròn thì lệch cả hai phía, nhưng gần như cả {n:n|chỗ} này lệch cùng một phía"
    ),
    "causes.why_rounding": "mỗi số liệu làm tròn có thể làm tổng lệch nửa đơn vị",
    "causes.more_hold": "{n:n|quy tắc} nữa khớp",
    "causes.parts_make": "{n:n|thành phần} cộng lại là {total}",
    "causes.holds": "{rule} khớp",
    "causes.ask_missing_part": "{n:n|thành phần} có bao gồm mọi thứ mà {figure} bao gồm không?",
    "causes.ask_missing_part_named": "{others}, bằng đúng phần chênh, có thuộc {figure} không?",
    "causes.ask_covers_more": "có gì bị tính hai lần, hay các thành phần bao gồm nhiều hơn {figure} một lượng {part}?",
    "causes.ask_covers_more_named": "{others}, bằng đúng phần chênh, có bị tính hai lần không?",
    "causes.ask_balance": "có khoản nào {part} bị bỏ sót hay tính hai lần không?",
    "causes.ask_balance_named": "{others}, bằng đúng phần chênh, có bị bỏ sót hay tính hai lần không?",
    "causes.ask_subtotal": "{others} có nằm trong một thành phần khác không? Bỏ nó ra thì tổng khớp",
    "causes.ask_cumulated": "{others} có phải là số cộng dồn từ đầu, không phải số riêng từng kỳ?",
    "causes.ask_other_whole": "{text} có phải là tỷ lệ trong {others} không?",
    "causes.ask_other_part": "{text} có phải là tỷ lệ của {others} không?",
    "causes.ask_points": "{figure} có ghi phần trăm thay vì điểm phần trăm, hay ngược lại, không?",
    "causes.ask_direction": "{figure} có thiếu dấu không? Đổi dấu thì khớp",
    "causes.ask_per": "{figure} có tính trên gốc khác không? Gấp {times} lần thì khớp",
    "causes.ask_exchanged": "{others} có bị đổi chỗ cho nhau không?",
    "causes.ask_which": "số nào trong các số liệu này khác với nguồn?",
    "causes.ask_rules": "có quy tắc nào trong số này không hợp với báo cáo không?",
    "causes.ask_unit": "{others} ở đó có dùng đơn vị khác không? Nếu có, hãy ghi bằng `in:` trong tệp quy tắc",
    "causes.ask_rule": "{rule} có nói đúng điều cần kiểm tra ở đây không? `dvaudit explain {rule}` cho xem",
    "causes.gap": "{name} {size}",
    "causes.ask_row_missing": "có thiếu một dòng có {others} không?",
    "causes.ask_repeats": "{figure} có phải chỉ chép lại {others} không?",
    "causes.ask_lacking": "{rule} còn thiếu phần nào của {others}?",
    "causes.ask_overlapping": "trong {rule} có phần nào bao gồm phần khác không, hay {others} bỏ sót một phần?",
    "causes.ask_rounding": (
        "các số liệu này có làm tròn không? Nếu có, hãy ghi `whole_numbers: rounded` trong tệp quy tắc; nếu là số "
        "chính xác, ghi `whole_numbers: exact`"
    ),
    "causes.corrected": "chỗ sửa",
    "causes.id": "mã",
    "causes.cause": "nguyên nhân",
    "causes.confidence_column": "độ tin cậy",
    "causes.show_more": "--show SỐ hoặc --show MÃ cho xem đầy đủ một nguyên nhân, --show all cho xem tất cả.",
    "causes.not_found": "không nguyên nhân nào có số hoặc mã {id}; có {n:n|nguyên nhân}",
    "causes.undiagnosed": (
        "Chỉ tìm nguyên nhân cho {looked:n} trong {n:n} chỗ không khớp đầu tiên; --max-causes tìm thêm."
    ),
    "causes.summary": (
        "{failed:n|chỗ} không khớp, {causes:n|nguyên nhân}, đề xuất {corrections:n|chỗ sửa}: {files:n|tệp}, "
        "{records:n|bản ghi}, {figures:n|số liệu}, {rules:n|quy tắc}; {held:n} khớp, {failed:n} không khớp, "
        "{undecided:n} chưa kiểm tra được, {accepted:n} đã chấp nhận. Không tệp nào bị sửa."
    ),
    # --- articles
    "article.claim": "khẳng định",
    "article.claims": "khẳng định",
    "article.kind": "loại",
    "article.kind_count": "số đếm",
    "article.kind_percent": "phần trăm",
    "article.kind_money": "tiền",
    "article.kind_measure": "số đo",
    "article.counts": "của cái gì",
    "article.period": "khi nào",
    "article.header": (
        "{file}: bài viết bằng {language}, {figures:n|số liệu}, {claims:n|khẳng định}, {left:n|số liệu} không "
        "thuộc khẳng định nào: {outcomes}"
    ),
    "article.header_no_figures": "{file}: bài viết bằng {language}, không có số liệu",
    "article.language_vi": "tiếng Việt",
    "article.language_en": "tiếng Anh",
    "article.language_de": "tiếng Đức",
    "article.language_fr": "tiếng Pháp",
    "article.language_es": "tiếng Tây Ban Nha",
    "article.language_it": "tiếng Ý",
    "article.language_pt": "tiếng Bồ Đào Nha",
    "article.language_other": "ngôn ngữ chương trình không biết",
    "article.unknown_language": "không biết ngôn ngữ này, nên chỉ đọc những gì dấu ngoặc và ký hiệu nói lên",
    "article.claim_rounded": "chỉ đúng vì các số liệu đã làm tròn: {says} ({place})",
    "article.claim_holds": "đúng: {says} ({place})",
    "article.claim_fails": "không đúng: {says} ({place})",
    "article.claim_undecided": "không kiểm tra được: {says} ({place})",
    "article.claim_not_understood": "không hiểu rõ nên không kiểm tra ({place}): {sentence}",
    "article.more_not_understood": "còn {n:n|khẳng định} không hiểu rõ; -v trích tất cả",
    "article.unclaimed": "{n:n|số liệu} không thuộc khẳng định nào: {figures}",
    "article.compared": (
        "{n:n} trong {figures:n|số liệu} được đối chiếu với {file}: {held:n} khớp, {failed:n} không khớp; "
        "{unclear:n} có thể chỉ điều khác, {left:n} không có trong đó theo tên gọi"
    ),
    "article.rules_unused": (
        "quy tắc dành cho bảng, mà không bài viết nào ở đây có bảng: hãy bỏ quy tắc, hoặc dùng --as table"
    ),
    "article.claims_of": "{claims:n} trong {n:n|khẳng định} ({lost:n} không hiểu được)",
    "article.claims_and_compared": "{claims:n|khẳng định} và {n:n|đối chiếu}",
    "article.source_holds": "khớp: {figure} với {source} ({place})",
    "article.source_fails": "không khớp: {figure} với {source} ({place})",
    "article.source_undecided": "không đối chiếu được: {figure} với {source} ({place})",
    "article.tip_holds": "đúng: {says}",
    "article.tip_fails": "không đúng: {says}",
    "article.tip_undecided": "không kiểm tra được: {says}; {why}",
    "article.tip_not_understood": "thuộc một khẳng định không hiểu rõ",
    "article.says_sum": "{rest} cộng lại là {a}",
    "article.says_shares_100": "{all} cộng lại là 100 %",
    "article.says_signed_sum": "{parts} trừ {minus} là {a}",
    "article.says_difference": "{b} và {c} cách nhau {a}",
    "article.says_part_of": "{a} là một phần của {b}",
    "article.says_percent_of": "{b} là {a} của {c}",
    "article.says_coverage": "{a} trên {b}",
    "article.says_coverage_percent": "{a} trên {b} là {c}",
    "article.says_growth": "từ {b} đến {c} là thay đổi {a}",
    "article.says_growth_diff_new": "thay đổi {b}, thành {c}, là {a}",
    "article.says_growth_diff_old": "thay đổi {b} so với {c} là {a}",
    "article.says_same": "{a} và {b} là cùng một số liệu",
    "article.says_weighted_sum": "{a} là tổng của {rest}, mỗi số nhân với số lần đã nêu",
    "article.says_multiple": "{a} gấp {b} số lần như lời văn nói",
    "article.says_product": "{a} là {b} nhân {c}",
    "article.says_mean": "{a} là bình quân của {b} trên {c}",
    "article.says_mean_per_year": "{b} từ {c} đến {d} là {a} một năm",
    "article.says_ratio": "{a} so với {b} bằng {c} so với {d}",
    "article.says_percent_of_sum": "{b} là {a} của tổng {rest}",
    "article.says_weighted_growth": "mức thay đổi của các phần khớp với của tổng: {all}",
    "article.says_other": "{all} khớp với nhau",
    "article.rules_and_claims": "{rules:n|quy tắc} và {claims:n|khẳng định}",
    "article.summary": (
        "{failed:n|điểm không khớp}, {causes:n|nguyên nhân}, đề xuất {corrections:n|sửa đổi}: {articles:n|bài "
        "viết}, {figures:n|số liệu}, đã kiểm tra {claims:n|khẳng định}; {held:n} đúng, {failed:n} không đúng, "
        "{undecided:n} không kiểm tra được, {accepted:n} đã chấp nhận. Không tệp nào bị thay đổi."
    ),
    "article.summary_accepted": (
        "Không có điểm không khớp nào ngoài {accepted:n|điểm đã chấp nhận}: {articles:n|bài viết}, {figures:n|số "
        "liệu}, đã kiểm tra {claims:n|khẳng định}; {held:n} đúng, {failed:n} không đúng, {undecided:n} không kiểm"
        " tra được, {accepted:n} đã chấp nhận. Không tệp nào bị thay đổi."
    ),
    "article.summary_clean": (
        "Không có điểm không khớp: {articles:n|bài viết}, {figures:n|số liệu}, đã kiểm tra {claims:n|khẳng định};"
        " {held:n} đúng, {undecided:n} không kiểm tra được, {accepted:n} đã chấp nhận. Không tệp nào bị thay đổi."
    ),
    "article.summary_no_claims": (
        "Không có gì để kiểm tra: {articles:n|bài viết}, {figures:n|số liệu}, không có khẳng định nào về chúng mà"
        " chương trình hiểu được. Không tệp nào bị thay đổi."
    ),
    "article.summary_no_figures": (
        "Không có gì để kiểm tra: {articles:n|bài viết} không có số liệu. Không tệp nào bị thay đổi."
    ),
    # --- config
    "config.used": "Cấu hình: {file}.",
    "config.rule_here": (
        "cấu hình nêu tên các tệp quy tắc, còn đây là một quy tắc: hãy đưa vào tệp riêng, ví dụ rules/report.yml"
    ),
    "config.in_rule_file": (
        "{key} thuộc về cấu hình, còn đây là tệp quy tắc vì có quy tắc hoặc số liệu riêng: hãy đưa chúng vào tệp khác "
        "và nêu tên tệp đó ở rules:"
    ),
    "config.missing": "ở đây thiếu {key}",
    "config.no_reason": "mục bị bỏ qua cần có {key}: hãy nói vì sao bỏ qua",
    "run.ignored": '{rule} bị bỏ qua: "{reason}"',
    "inputs.no_rules_for": "cấu hình không có quy tắc cho tệp này: hãy nêu tên ở rules:, hoặc bỏ tệp này ra",
    # --- init
    "init.proposed": "{file}: {n:n} quy tắc cho {files}",
    "init.none_proposed": "Không có quy tắc nào cho {files}",
    "init.doubtful_only": "{n:n} quan hệ chỉ khớp trong một phần các trường hợp nên không được đề xuất:",
    "init.doubtful": (
        "{n:n} quan hệ chỉ khớp trong một phần các trường hợp nên không được đề xuất; chúng là chú thích trong tệp quy "
        "tắc:"
    ),
    "init.holds": "khớp",
    "init.not_in": "trừ",
    "init.case": "{figure} ({record})",
    "init.case_line": "{figure} (dòng {line})",
    "init.counts": "trong {held:n} trên {checked:n}",
    "init.counts_undecided": "trong {held:n} trên {checked:n}, {undecided:n} chưa kiểm tra được",
    "init.evidence": "{meaning}: khớp {counts}.",
    "init.evidence_but": "{meaning}: khớp {counts}; trừ: {cases}.",
    "init.in_figures": "{meaning}, ở {figures}",
    "init.rules_head": (
        "Những quy tắc dvaudit init tìm thấy trong {n:n} bản ghi của {files}. Mỗi quy tắc khớp trong ít nhất chín phần "
        "mười trường hợp. Điều khớp chưa chắc là quy tắc: hãy xóa điều không phải, và nói ở note: vì sao điều còn lại "
        "đúng."
    ),
    "init.layout": "Cách bố trí bảng: một cột tên, một cột giá trị, và các cột phân biệt bản ghi.",
    "init.doubtful_head": (
        "Những điều sau khớp trong chưa đến chín phần mười trường hợp: hoặc có sai sót, hoặc không phải quy tắc. Nếu "
        "là quy tắc, hãy xóa dấu # phía trước, và xóa các quy tắc yếu hơn thay cho nó ở trên."
    ),
    "init.config_head": (
        "dvaudit check làm gì trong thư mục này và các thư mục con; dvaudit schema config liệt kê mọi khóa."
    ),
    "init.config_files": "Những tệp được kiểm tra khi không nêu tệp nào. Có thể dùng mẫu: reports/*.csv",
    "init.config_rules": "Các tệp quy tắc.",
    "init.config_locale": "Cách in số, khi bản thân tệp không cho biết.",
    "init.config_fail_on": "Điều gì khiến mã thoát là 1, ngoài lỗi.",
    "init.config_levels": "Những quy tắc mà chỗ không khớp chỉ là cảnh báo.",
    "init.config_ignore": "Những quy tắc bị bỏ qua, và vì sao.",
    "init.config_reason": "chưa thu thập trước năm 2012",
    "init.written": "Đã ghi: {files}. Hãy đọc các quy tắc, rồi chạy: dvaudit check",
    "init.written_beside": (
        "Đã ghi: {files}. {configuration} được giữ nguyên: hãy nêu tên {rules} ở rules: trong đó, và đọc các quy tắc"
    ),
    "init.dry": "Chưa ghi gì; nếu không có --dry-run thì sẽ ghi: {files}",
    "init.stdin": "hãy nêu tên tệp: đầu vào chuẩn không thể kiểm tra lại lần sau",
    "init.unwritable": "không ghi được tệp: {reason}",
    "init.exists": "tệp đã có, và không tệp nào bị ghi đè: hãy dời nó đi, hoặc làm trong thư mục khác",
    "init.nothing": (
        "không có tổng, tỷ lệ hay dòng tổng nào khớp trong phần lớn {n:n} bản ghi: hãy tự viết một quy tắc, ví dụ -c "
        "'tổng = bắc + nam'; dvaudit explain sum nói rõ cách viết"
    ),
    "init.article": (
        "đây là bài viết, không cần quy tắc: dvaudit check {name} đối chiếu bài với chính những gì bài nêu"
    ),
    "init.only_doubtful": "không có gì khớp trong chín phần mười trường hợp, nên không ghi tệp quy tắc nào",
    # --- accept
    "accept.accepted": "đã chấp nhận: {what}",
    "accept.because": '{what} ("{reason}")',
    "accept.because_until": '{what} ("{reason}", đến hết {until})',
    "accept.one": "{rule} {figure}",
    "accept.one_in": "{rule} {figure} ({record})",
    "accept.rule": "{rule}",
    "accept.used": "{n:n} chỗ không khớp được chấp nhận trong {file}.",
    "accept.over": "{rule} ({figures}) chỉ được chấp nhận đến hết {until}: hãy chấp nhận lại hoặc xóa mục này",
    "accept.gone": "{rule} ({figures}) đã được chấp nhận và nay không còn là chỗ không khớp: hãy xóa mục này",
    "accept.unchecked": (
        "{rule} ({figures}) đã được chấp nhận, còn nay không kiểm tra được: hãy giữ mục này đến khi kiểm tra được"
    ),
    "accept.perhaps_unchecked": (
        "{rule} ({figures}) đã được chấp nhận, còn nay không thấy: không còn là chỗ không khớp, "
        "hoặc không kiểm tra được"
    ),
    "accept.changed": (
        "{rule} được chấp nhận với {before}, còn nay in là {now}: nếu đúng như vậy, hãy chấp nhận lại"
    ),
    "accept.not_looked_for": (
        "chưa tìm được {n:n} mục của {file} trong những chỗ không khớp không được liệt kê; --max-findings liệt kê "
        "nhiều hơn"
    ),
    "accept.not_found": "không có tệp chấp nhận này; dvaudit accept sẽ tạo ra",
    "accept.expected_file": "tệp chấp nhận cần có accepted: và bên dưới là một danh sách",
    "accept.no_reason": "mục chấp nhận cần có {key}: hãy nói vì sao chấp nhận chỗ không khớp",
    "accept.missing": "mục chấp nhận cần có {key}",
    "accept.not_addable": (
        "không thể thêm vào tệp này: hãy để accepted: là khóa cuối cùng, các mục lần lượt bên dưới, mã hóa UTF-8"
    ),
    "accept.unwritable": "không ghi được tệp chấp nhận: {reason}",
    "accept.no_id": "hãy nêu điều được chấp nhận: số hoặc mã mà check in ra, hoặc --all",
    "accept.no_such_id": "không có nguyên nhân hay chỗ không khớp nào mang số hoặc mã {id}",
    "accept.number_of_many": (
        "có {n:n} chỗ không khớp mà check chỉ liệt kê những chỗ đầu, nên một số không cho biết chỗ nào: hãy nêu mã"
    ),
    "accept.several": "có {n:n} mã bắt đầu bằng {id}: hãy nêu thêm ký tự của mã cần chọn",
    "accept.past": "{until} đã qua: hãy nêu một ngày muộn hơn",
    "accept.nothing": "Không có chỗ không khớp nào để chấp nhận trong {file}.",
    "accept.already": "Tất cả những gì được nêu đã được chấp nhận trong {file}.",
    "accept.written": "Đã chấp nhận {n:n} chỗ không khớp trong {file}: {what}",
    # --- cli
    "screen.engine": "{rows:n} bản ghi được {engine} sàng lọc; mọi điều nêu ở đây đều đã được kiểm tra chính xác.",
    "screen.undecided_capped": "chỉ liệt kê {shown:n} trường hợp đầu trong {n:n} trường hợp không kiểm tra được",
    "run.interrupted": "đã dừng theo yêu cầu; {done:n} trong {n:n} đầu vào đã được kiểm tra trước đó",
    "cli.progress": "{file}: {rows:n} trong khoảng {of:n} dòng, {rate:n} dòng/giây, {findings:n} chỗ không khớp",
    "cli.interrupted": "Đã dừng theo yêu cầu.",
    "cli.too_much": "Dữ liệu vào lồng quá sâu hoặc quá lớn đối với máy này.",
    "cli.fault": "dvaudit dừng tại {place} ({fault}). Đây là lỗi của dvaudit: hãy báo lại cùng với dữ liệu vào.",
    "cli.output_is_input": "{output} sẽ ghi đè một tệp đầu vào hoặc tệp quy tắc; hãy đặt tên tệp khác",
    "cli.output_ending": (
        "{output} sẽ chứa {form}, còn đuôi tệp nói là {said}; hãy đặt tên khác, hoặc viết --format {said}"
    ),
    "cli.output_unwritable": "không ghi được {output}: {reason}",
    "cli.output_of_several": "--output là nơi ghi của định dạng duy nhất; hãy viết --format {form}:{output}",
    "cli.outputs_mixed": "{forms} sẽ lẫn vào nhau ở đầu ra chuẩn; hãy cho một định dạng tệp riêng: --format {form}:TỆP",
    "cli.output_placeholder": "không biết {word} trong tên tệp; chỉ có {known}",
    "cli.outputs_alike": "{first} và {second} cùng ghi vào {output}; hãy đặt tên tệp khác",
    "cli.inputs_alike": (
        "{output} sẽ nói về {first} rồi lại về {second}; hãy phân biệt bằng {folder} hoặc {name} trong tên tệp"
    ),
    "cli.no_browser": "không mở được trình duyệt: hãy tự mở {page}",
    "cli.output_binary": "{form} không phải văn bản để hiện trên màn hình; hãy cho nó một tệp: --format {form}:TỆP",
    "cli.no_files": "chưa nêu tệp nào: hãy đưa tên tệp, hoặc ghi files: trong tệp quy tắc hay tệp cấu hình",
    "cli.empty_line": "dòng sau -c để trống: hãy viết một quy tắc, ví dụ -c 'tổng = bắc + nam'",
    "cli.no_rules": (
        "không có quy tắc nào để kiểm tra: hãy nêu tệp quy tắc bằng --rules, hoặc viết quy tắc bằng -c 'tổng = nam + "
        "nữ'"
    ),
    "cli.unknown_rule": "không có quy tắc nào tên là {id}",
    "cli.unknown_rule_nearest": "không có quy tắc nào tên là {id}; tên gần nhất là {nearest}",
    "cli.unknown_topic": "không có loại hay quy tắc nào tên là {name}; các loại là {kinds}",
    "cli.unknown_topic_nearest": "không có loại hay quy tắc nào tên là {name}; tên gần nhất là {nearest}",
    "cli.contradiction": "{one} và {other} trái nhau: hãy bỏ một trong hai",
    "cli.against_no_article": (
        "--against đối chiếu số liệu của bài viết, mà không tệp nào là bài viết; muốn đọc như bài viết, dùng --as"
        " article"
    ),
    "cli.no_article": (
        "--format csv và --rules-out dành cho bài viết, còn tệp này được đọc như bảng; muốn đọc như bài viết, dùng "
        "--as article"
    ),
    "cli.figures_more": "đây là {shown:n} bản ghi đầu trong {n:n}; --max-records cho xem thêm",
    "cli.figures_header": "{file}: {figures:n|số liệu}, {layout}",
    "cli.figures_header_rules": "{file}: {figures:n|số liệu}, {layout}, đọc theo {rules}",
    "cli.layout_record": "mỗi dòng một bản ghi",
    "cli.layout_list": "danh sách tên và giá trị",
    "cli.layout_long": "bảng dài",
    "cli.rules_header": "{source} ({rules:n|quy tắc})",
    "cli.slots": "Các mục",
    "cli.written_at": "{place}, loại {kind}, mức {level}",
    "cli.example_holds": "khớp với {figures}",
    "cli.example_fails": "không khớp với {figures}",
    "cli.example_undecided": "chưa kiểm tra được với {figures}",
    "cli.test_passed": "{file}: {rules:n|quy tắc}, {examples:n|ví dụ}, tất cả đều đúng như mong đợi",
    "cli.test_failed": "{file}: {rules:n|quy tắc}, {examples:n|ví dụ}, {failed:n|chỗ} không đạt",
    "cli.test_none": "{file}: {rules:n|quy tắc}, không có ví dụ nào để chạy",
    "cli.no_example": "{n:n|quy tắc} chưa có ví dụ: {rules}",
    "cli.no_rules_in": "tệp này không có quy tắc nào: hãy viết quy tắc dưới rules:, hoặc bỏ tệp này ra",
    "cli.never_fails": (
        "{rule}: không ví dụ nào không khớp, nên chưa rõ quy tắc có tìm được gì không; hãy thêm một ví dụ có "
        "outcome: fails"
    ),
    # --- book
    "book.colours": "Ô màu đỏ nhiều khả năng sai; ô màu vàng không khớp với các số liệu được đối chiếu. Mỗi ô có "
    "một chú thích nêu lý do.",
    "book.copied": "Đây là bản sao sổ tính của bạn: chỉ thêm màu, chú thích và trang tính này.",
    "book.made": "Sổ tính này được tạo từ các bảng đã đọc; mỗi ô là một đoạn chữ đúng như đã in.",
    "book.made_partly": "Sổ tính này được tạo từ những dòng được xem từng dòng một, không phải mọi dòng của bảng; "
    "mỗi ô là một đoạn chữ đúng như đã in.",
    "book.level": "mức",
    "book.rule": "quy tắc",
    "book.where": "ở đâu",
    "book.record": "bản ghi",
    "book.told": "điều tìm thấy",
    "book.error": "lỗi",
    "book.warning": "cảnh báo",
    "book.accepted": "đã chấp nhận",
    "book.undecided": "chưa kiểm tra được",
    "book.unbound": "không kiểm tra được gì",
    "book.note": "lưu ý",
    "book.problem": "trục trặc",
    # --- html
    "html.title": "{name}: các số liệu mâu thuẫn với nhau",
    "html.title_clean": "{name}: không có chỗ nào không khớp",
    "html.files": "{n:n|tệp}",
    "html.skip": "Đến thẳng các chỗ không khớp",
    "html.contents": "Trong trang này",
    "html.summary": "Tóm tắt",
    "html.discrepancies": "Chỗ không khớp",
    "html.causes": "Nguyên nhân",
    "html.corrections": "Cách sửa được đề xuất",
    "html.held": "Số lần quy tắc khớp",
    "html.undecided": "Chưa kiểm tra được",
    "html.accepted": "Đã chấp nhận",
    "html.scores": "Các tệp",
    "html.loose": "Chưa rõ nguyên nhân",
    "html.loose_why": "Chưa tìm nguyên nhân cho các chỗ này; --max-causes tìm thêm.",
    "html.disclosed": "Ô bảo mật bị lộ",
    "html.ask_source": "Hỏi lại nguồn",
    "html.ask_source_why": "Câu hỏi gửi nơi cung cấp số liệu, có thể chép vào thư.",
    "html.copy": "Chép",
    "html.copied": "Đã chép",
    "html.question": "{place}: {asked}",
    "html.ask_correction": "{printed}: có phải nguồn ghi {texts} không?",
    "html.ask_figure": "nguồn ghi bao nhiêu?",
    "html.ask_rounding": "các số liệu này có phải đã làm tròn không?",
    "html.questions": "{first} {rest}",
    "html.does_not_fit": "{figures} không khớp với các số liệu khác",
    "html.problems": "Những gì không làm được",
    "html.notes": "Ghi chú",
    "html.claims": "Các khẳng định",
    "html.rules": "Quy tắc",
    "html.figures": "Các số liệu như đã in",
    "html.text": "Nội dung của {file}",
    "html.text_only": "Toàn văn",
    "html.text_fails": "không đúng",
    "html.text_undecided": "không kiểm tra được",
    "html.text_holds": "đúng",
    "html.text_none": "không thuộc khẳng định nào",
    "html.text_table": "Một bảng trong bài",
    "html.filter": "Chỉ hiện",
    "html.every": "tất cả",
    "html.choice": "{text} ({n:n})",
    "html.reset": "Hiện tất cả",
    "html.shown": "Đang hiện {shown:n} trong {n:n|chỗ} không khớp",
    "html.none_shown": "Không có chỗ nào ứng với lựa chọn này.",
    "html.level": "mức",
    "html.level_error": "lỗi",
    "html.level_warning": "cảnh báo",
    "html.no_cause": "không có nguyên nhân",
    "html.holds": "khớp",
    "html.fails": "không khớp",
    "html.not_checked": "chưa kiểm tra được",
    "html.passed_over": "bỏ qua",
    "html.suspected": "nghi sai",
    "html.reported": "báo cáo ghi {text}",
    "html.others_give": "các số khác cho {text}",
    "html.no_difference": "không chênh lệch",
    "html.picture": "Trục số: báo cáo ghi {reported}; các số khác cho {expected}; chênh lệch {off}",
    "html.picture_difference": "Trục số: chênh lệch {off}",
    "html.scale_tens": "Mỗi vạch gấp {times:n} lần vạch trước.",
    "html.scale_near": "Trục không bắt đầu từ số không.",
    "html.others": "các số khác trong quy tắc",
    "html.written_by": "Lập bằng dvaudit {version}. Số liệu được giữ nguyên như đã in.",
    # --- explain
    "explain.rule": "{rule}: {meaning}",
    "explain.twice": "một số liệu được nêu nhiều lần thì ở đâu cũng phải như nhau",
    "explain.header": "{file}, {rules}: {outcomes}",
    "explain.none_twice": "không có số liệu nào được nêu nhiều lần mà ghi khác nhau",
    "explain.passed_over": "bỏ qua {n:n|chỗ}: quy tắc không nói về các chỗ này, hoặc số liệu tùy chọn không được in",
    "explain.rest": "Chưa hiện: {counts}.",
    "explain.rest_fails": "{n:n|chỗ} không khớp nữa",
    "explain.rest_holds": "{n:n|chỗ} khớp nữa",
    "explain.rest_undecided": "{n:n|chỗ} không kiểm tra được nữa",
    "explain.common_why": "các khoảng: {why}",
    "explain.case": "{what}: {outcome}",
    "explain.case_of": "{record}, {what}: {outcome}",
    "explain.role": "vai trò",
    "explain.means": "nghĩa là",
    "explain.exactly": "đúng {value}",
    "explain.either": "{one}, hoặc {other}",
    "explain.because": "{means} ({why})",
    "explain.as_zero": "0 (không được in: ở đây tính là số không)",
    "explain.rounded_sums": "số nguyên đã làm tròn: các phép cộng trong tài liệu cho thấy như vậy",
    "explain.sharpened": "lấy đến số chữ số thập phân của các số bên cạnh",
    "explain.same_verdict": "đọc cách nào kết quả cũng như nhau",
    "explain.from": "từ {low} trở lên",
    "explain.above": "lớn hơn {low}",
    "explain.up_to": "từ {high} trở xuống",
    "explain.below": "nhỏ hơn {high}",
    "explain.range_above": "trên {low} đến {high}",
    "explain.range_below": "{low} đến dưới {high}",
    "explain.range_above_below": "trên {low} đến dưới {high}",
    "explain.about": "khoảng {range}",
    "explain.step": "{formula} = {result}",
    "explain.reported": "báo cáo ghi {left}; các số khác cho {right}: {verdict}",
    "explain.sides": "một vế là {left}, vế kia là {right}: {verdict}",
    "explain.agree": "một chỗ ghi {left}, chỗ kia ghi {right}: {verdict}",
    "explain.one_rounding": "hai số được in đến cùng một hàng nên phải là cùng một số",
    "explain.compare": "{left} {operator} {right}: {verdict}",
    "explain.allowed": "{given}, được phép là {allowed}: {verdict}",
    "explain.integer": "trong {given} có số nguyên: {verdict}",
    "explain.no_integer": "trong {given} không có số nguyên nào: {verdict}",
    "explain.repeated": "một số liệu có ở cả hai vế; tính gộp lại, vế trái trừ vế phải là {range}",
    "explain.common": "cả hai có thể là {common}, nên khớp",
    "explain.inside": "một bên nằm trọn trong bên kia, nên khớp",
    "explain.possible": "có giá trị thỏa mãn, nên khớp",
    "explain.off": "chênh lệch {off}, nên không khớp",
    "explain.within_tolerance": (
        "hai giá trị gần nhất cách nhau {gap}, trong phạm vi sai số cho phép {tolerance}, nên khớp"
    ),
    "explain.beyond_tolerance": "hai giá trị gần nhất cách nhau {gap}, quá sai số cho phép {tolerance}, nên không khớp",
    "explain.in_units": "tiêu đề các cột ghi đơn vị khác nhau; tính theo các đơn vị đó thì khớp:",
    "explain.undecided": "không kiểm tra được: {reason}",
    "explain.undecided_part": "phần này không kiểm tra được: số chia có thể bằng không",
    "explain.stated": "có nêu: khớp",
    "explain.not_stated": "không nêu: không khớp",
    "explain.listed": "thuộc danh sách mà quy tắc cho phép: khớp",
    "explain.not_listed": "không thuộc danh sách mà quy tắc cho phép: không khớp; danh sách gồm {texts}",
    "explain.unique": "{text} có ở {n:n|dòng}: khớp",
    "explain.not_unique": "{text} có ở {n:n|dòng} trong khi chỉ nên có một: không khớp",
    "explain.all_hold": "tất cả đều khớp",
    "explain.not_all_hold": "không phải tất cả đều khớp, nên quy tắc không khớp",
    "explain.rounding_sized": "làm tròn có thể gây ra mức lệch này, nếu các số nguyên này đã làm tròn",
    "explain.unknown": "ở đây không có quy tắc hay chỗ không khớp nào tên là {name}",
    "explain.unknown_nearest": "ở đây không có quy tắc hay chỗ không khớp nào tên là {name}; gần nhất là {nearest}",
    "explain.ambiguous": "{n:n|chỗ không khớp} bắt đầu bằng {name}: hãy ghi dài hơn một trong {ids}",
    # --- ruleset
    "ruleset.contradicts": (
        "{rule} mâu thuẫn với {others}: không số liệu nào thỏa mãn được tất cả; hãy sửa hoặc bỏ một quy tắc"
    ),
    "ruleset.contradicts_counts": (
        "{rule} mâu thuẫn với {others} khi các số liệu là số đếm, tức là không âm; nếu không phải số đếm, hãy khai báo "
        "decimals: hoặc unit:"
    ),
    "ruleset.never_holds": "{rule} không bao giờ khớp, dù số liệu thế nào: hãy sửa hoặc bỏ quy tắc này",
    "ruleset.broken": "không dùng được {rule}: {why}",
    "ruleset.implied": "{rule} suy ra được từ {by}: khi không thiếu số liệu nào, quy tắc này không tìm thêm được gì",
    "ruleset.same": "{rule} nói cùng một điều với {by}: chỉ cần một quy tắc",
    "ruleset.fixed": "{name} chỉ có thể bằng {values} ({by})",
    "ruleset.fixed_counts": "{name} chỉ có thể bằng {values} khi không số nào âm ({by})",
    "ruleset.range": "{name} chỉ có thể trong khoảng {values} ({by})",
    "ruleset.range_counts": "{name} chỉ có thể trong khoảng {values} khi không số nào âm ({by})",
    "ruleset.more": "{n:n|số liệu} khác cũng bị giới hạn: {names}",
    "ruleset.unused_data": "chưa so sánh với các quy tắc khác: {rules} (nói về nhiều bản ghi, hoặc về chữ)",
    "ruleset.unused_pattern": "chưa so sánh với các quy tắc khác: {rules} (chỉ tệp số liệu cho biết gồm những số nào)",
    "ruleset.unused_when": "chưa so sánh với các quy tắc khác: {rules} (có điều kiện)",
    "ruleset.unused_tolerance": "chưa so sánh với các quy tắc khác: {rules} (dung sai tính bằng phần trăm)",
    "ruleset.unused_per": (
        "chưa so sánh với các quy tắc khác: {rules} (tỷ số tính bằng phần trăm hay không? hãy khai báo per: hoặc unit:)"
    ),
    "ruleset.unused_quotient": "mới so sánh một phần với các quy tắc khác: {rules} (thương số: chỉ xét giới hạn)",
    "ruleset.unused_nonlinear": "chưa, hoặc mới so sánh một phần với các quy tắc khác: {rules} (không tuyến tính)",
    "ruleset.undecided": "quá nhiều quy tắc để so sánh hết: những gì đã nói là đúng, nhưng có thể còn thiếu",
}
