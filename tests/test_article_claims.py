"""What texts state about their figures: which arithmetic is claimed, which is not, and what does not hold."""

from __future__ import annotations

from pathlib import Path

import pytest

from dvaudit.article.audit import audit_text
from dvaudit.claim import Article
from dvaudit.diagnose.causes import diagnose
from dvaudit.report import Audit, Cause
from dvaudit.rule import Outcome
from dvaudit.text import Text

SAMPLES = Path(__file__).parents[1] / "samples"

Told = tuple[str, tuple[str, ...], bool]


def read(body: str, language: str | None = None) -> Audit:
    return audit_text(Text("article.txt", body, ()), language)[1]


def understood(audit: Audit) -> Article:
    assert audit.article is not None
    return audit.article


def told(audit: Audit) -> set[Told]:
    """Each claim that was checked: kind, figures as printed in the order of their roles, and whether it holds."""
    article = understood(audit)
    return {
        (
            f"{claim.kind} {claim.form}".strip(),
            tuple(article.mentions[at].printed for at in claim.mentions),
            outcome.outcome is Outcome.HOLDS,
        )
        for claim, outcome in zip(article.claims, article.outcomes, strict=True)
        if outcome is not None
    }


def causes(audit: Audit) -> list[Cause]:
    return diagnose([audit], 10)[0]


def wrong(audit: Audit) -> list[tuple[str, tuple[str, ...]]]:
    return sorted((kind, figures) for kind, figures, holds in told(audit) if not holds)


def corrected(audit: Audit) -> list[tuple[str, str]]:
    """The one suspect of each cause, and the text that would correct it."""
    return [
        (one.spots[0].figure.raw, one.corrections[0].texts[0])
        for cause in causes(audit) for one in cause.likeliest if len(cause.likeliest) == 1 and one.corrections
    ]  # fmt: skip


CLAIMS = {
    "en sum in brackets": (
        "The league has 318 clubs (made up of 204 in the towns and 114 in the villages).",
        ("sum", ("318", "204", "114"), True),
    ),
    "en of whom": (
        "Some 2,614 candidates sat the test, of whom 1,977 passed and 637 failed.",
        ("sum", ("2,614", "1,977", "637"), True),
    ),
    "en men and women": (
        "The parish counts 4,391 souls, 2,208 women and 2,183 men.",
        ("sum", ("4,391", "2,208", "2,183"), True),
    ),
    "en share": (
        "Of 46,706 members 43,137 belong to minorities, accounting for 92.36 % of the total.",
        ("percent_of", ("92.36", "43,137", "46,706"), True),
    ),
    "en so many of so many": (
        "In the second round 38 of 251 patients (15.1%) fell ill again.",
        ("percent_of", ("15.1", "38", "251"), True),
    ),
    "en from and to": (
        "Thefts went up by 17.5%, from 812 to 954.",
        ("growth", ("17.5", "812", "954"), True),
    ),
    "en by an amount": (
        "Sales fell by 271 tons, that is 4.5 per cent, to 5,708 tons.",
        ("growth diff_new", ("4.5", "271", "5,708"), True),
    ),
    "en balance": (
        "Exports came to $24.6 billion and imports to $27.9 billion, which leaves a deficit of $3.3 billion.",
        ("difference", ("3.3", "27.9", "24.6"), True),
    ),
    "en shares of one whole": (
        "Oak makes up 41.3% of the stock, beech 35.2%, pine 23.5%.",
        ("sum shares_100", ("41.3", "35.2", "23.5"), True),
    ),
    "en mean": (
        "From 2015 to 2019 the station rescued 1,735 people, an average of 347 a year.",
        ("other mean_per_year", ("347", "1,735", "2015", "2019"), True),
    ),
    "pt all that the next sentence counts": (
        "A produção somou 199,5 mil unidades. Foram 158,6 mil automóveis, 38,2 mil caminhões e 2,7 mil ônibus.",
        ("sum", ("199,5", "158,6", "38,2", "2,7"), True),
    ),
    "vi among": (
        "Cả nước có 4.802 ca mắc mới, gồm 3 ca nhập cảnh và 4.799 ca trong nước.",
        ("sum", ("4.802", "3", "4.799"), True),
    ),
    "vi share": (
        "Năm 2019 kết nạp 213 đảng viên, trong đó nữ 98 đồng chí (chiếm 46,01%).",
        ("percent_of", ("46,01", "98", "213"), True),
    ),
    "vi coverage": (
        "Công an đã làm rõ 371/412 vụ, đạt tỷ lệ 90,05%.",
        ("coverage", ("371", "412", "90,05"), True),
    ),
    "vi balance": (
        "Xuất khẩu ước đạt 26,30 tỷ USD, nhập khẩu ước đạt 28,37 tỷ USD, nhập siêu 2,07 tỷ USD.",
        ("difference", ("2,07", "28,37", "26,30"), True),
    ),
    "vi change by an amount": (
        "Toàn tỉnh tiếp nhận 1.536 đơn, tăng 131 đơn so với năm trước (1.405 đơn).",
        ("difference", ("131", "1.536", "1.405"), True),
    ),
    "vi what is left of a/b": (
        "Đã giải quyết 281/316 vụ, đạt 88,92%; còn lại 35 vụ đang xem xét.",
        ("difference", ("35", "316", "281"), True),
    ),
    "de davon closes a list": (
        "Es gab 8.412 Einsätze, davon 3.120 in der Stadt und 5.292 auf dem Land.",
        ("sum", ("8.412", "3.120", "5.292"), True),
    ),
    "de change": (
        "Im vergangenen Jahr waren es 8.412 Unfälle, das sind 5,3 Prozent mehr als im Jahr davor (7.989).",
        ("growth", ("5,3", "7.989", "8.412"), True),
    ),
    "fr change and sexes": (
        "La commune compte 12 846 habitants, 6 602 femmes et 6 244 hommes.",
        ("sum", ("12 846", "6 602", "6 244"), True),
    ),
    "es change": (
        "En junio se vendieron 83.291 coches, un 4,6% más que un año antes (79.628).",
        ("growth", ("4,6", "79.628", "83.291"), True),
    ),
    "it from and to": (
        "Le vendite di metano guadagnano il 48,71% (da 3.408 a 5.068 auto).",
        ("growth", ("48,71", "3.408", "5.068"), True),
    ),
    "pt change": (
        "Em julho os hotéis receberam 1,84 milhão de hóspedes, mais 7,6% do que em julho de 2017 (1,71 milhão).",
        ("growth", ("7,6", "1,71", "1,84"), True),
    ),
}


@pytest.mark.parametrize("case", CLAIMS)
def test_what_the_words_state_is_understood_and_holds(case: str) -> None:
    body, claim = CLAIMS[case]
    audit = read(body, case[:2])
    assert claim in told(audit)
    assert not wrong(audit)


ERRORS = {
    "en sum": (
        "The ministry counted 1,284 new cases: 1,017 at home and 177 abroad.",
        ("1,017", "1,107"),
    ),
    "en share": (
        "We enrolled 486 patients; 251 (56.1%) were treated and 235 (48.4%) were not.",
        ("56.1%", "51.6%"),
    ),
    "vi share with a digit too many": (
        "Số đảng viên là 46.706 đồng chí, trong đó người dân tộc thiểu số là 443.137, chiếm 92,36% tổng số.",
        ("443.137", "43.137"),
    ),
    "vi list of places": (
        "Có 4.799 ca trong nước tại: Bình Dương (1.275), Đồng Nai (326), Tây Ninh (171), Long An (2.577).",
        ("1.275", "1.725"),
    ),
    "en out of": (
        "A total of 412 ballots were returned out of a membership of 1,236, a turnout of 33.83%.",
        ("33.83%", "33.33%"),
    ),
    "en fewer than": (
        "The library lent 52,314 books in May. The loans were 48,120, 5,000 fewer than the earlier 51,320.",
        ("51,320", "53,120"),
    ),
    "en of the visitors": (
        (
            "The county had 84,512 visitors in June, compared with 79,300 in May. Of the visitors, 31,240 came from "
            "overseas and 53,722 from the mainland."
        ),
        ("53,722", "53,272"),
    ),
    "pt one figure and two earlier ones": (
        (
            "As exportações somaram 71,4 mil toneladas, acréscimo de 12,3% ante as 63,6 mil de 2016 e queda de 9,6% no "
            "confronto com as 97,0 mil de agosto."
        ),
        ("97,0 mil", "79,0 mil"),
    ),
    "en from one figure to another": (
        "Ferry trips rose from 412 in 2019 to 483 in 2023, an increase of 12.7 per cent.",
        ("12.7 per cent", "17.2 per cent"),
    ),
    "it from one figure to another": (
        "Le biciclette segnano un aumento del 52,8%, da 3.160 a 8.428 unità.",
        ("8.428", "4.828"),
    ),
    "vi kinds of what was received": (
        (
            "Trong năm đã tiếp nhận 5.318 hồ sơ, tăng 212 hồ sơ so với cùng kỳ; đã giải quyết 4.650 hồ sơ. Cụ thể, "
            "tiếp nhận 824 hồ sơ đất đai, 4.213 hồ sơ hộ tịch và 218 hồ sơ xây dựng."
        ),
        ("218", "281"),
    ),
    "de list": (
        "Gezählt wurden 8.412 Delikte. Davon entfielen 3.120 auf Diebstahl, 2.475 auf Betrug und 2.547 auf sonstige.",
        ("2.475", "2.745"),
    ),
}


@pytest.mark.parametrize("case", ERRORS)
def test_a_slip_of_the_hand_is_found_and_named(case: str) -> None:
    body, correction = ERRORS[case]
    audit = read(body, case[:2])
    assert wrong(audit)
    found = [(one.spots[0].figure.raw, two.texts[0]) for cause in causes(audit) for one, two in cause.corrections]
    assert correction in found


NO_CLAIMS = {
    "en an open list": (
        "The fund paid for 340 projects, including 120 schools, 85 clinics and 64 roads.",
        "sum",
    ),
    "en a list that goes on": ("The 914 guests came from Kent (212), Essex (187), Devon (90)...", "sum"),
    "vi such as": ("Huyện trồng 2.310 ha cây, như lúa 1.200 ha, ngô 450 ha, đậu 130 ha...", "sum"),
    "de darunter": ("Gefördert wurden 210 Vereine, darunter 48 Sportvereine und 31 Chöre.", "sum"),
    "en groups that overlap": ("Among the 333 recruits were 122 women, 230 students and 62 nurses.", "sum"),
    "en two different things": ("The courts heard 7,761 cases/13,147 defendants.", "coverage"),
    "vi two different things": ("Tòa xét xử 7.761 vụ/13.147 bị cáo.", "coverage"),
    "vi a whole that is not told": ("Tỉnh có 46.706 đảng viên, bằng 9,20% dân số.", "percent_of"),
    "vi more than the plan": ("Doanh thu đạt 1.245 tỷ đồng, bằng 103,75% kế hoạch năm.", "percent_of"),
    "en chance": (
        (
            "The bridge is 120 metres long and cost 45 million. Some 75 workers built it in 30 months. The town of "
            "2,400 people lies 15 kilometres away and has 60 shops, 12 schools and 48 farms."
        ),
        "",
    ),
    "en points": ("The rate rose by 0.25 points to 4.75 per cent; inflation was 3.1 per cent.", "growth"),
    "vi a day to come": ("Đã có 19 đoàn đến; từ nay đến 30/11 tập trung giải quyết 19 vụ.", "difference"),
    "vi from day to day": ("Đền mở cửa từ ngày 5/3 đến 9/3, đón 2.418 lượt khách.", "coverage"),
    "vi a share of what stands before": (
        "Công ty có vốn 8.412 tỷ đồng. Cho vay 63,4 nghìn tỷ đồng, nợ quá hạn chiếm 0,57%.",
        "percent_of",
    ),
    "en a ratio in words": (
        "The club has 12.4 million fans. More than two in three (61.0%) of those asked would come again.",
        "percent_of",
    ),
    "en what it was a year ago": (
        (
            "Visits numbered 2,745,310, against 3,061,400 a year earlier. Some 5,806,512 people passed all the gates."
        ),
        "sum",
    ),
    "es a rate": (
        "Se celebraron 2.714 bodas; de ellas, una parte fue civil; la tasa fue de 4,1 por 1.000 habitantes.",
        "part_of",
    ),
    "vi cases with numbers": ("Bộ Y tế công bố các ca BN17577-17727, trong đó 122 ca đã cách ly.", ""),
}


@pytest.mark.parametrize("case", NO_CLAIMS)
def test_what_is_no_claim_is_not_checked(case: str) -> None:
    body, kind = NO_CLAIMS[case]
    audit = read(body, case[:2])
    assert not wrong(audit)
    assert not [one for one in told(audit) if one[0].startswith(kind) and kind]


CORRECT = {
    "en levels of another unit": (
        "Men earned $1,219 a week on average, women $1,021, or 83.8 percent of what men earned. The gap narrowed from "
        "18.0 to 16.2 percent."
    ),
    "en billions beside small counts": (
        "Of the 600 firms asked, 240 export to Asia, 310 to Europe and 190 to both.\n\nNet sales rose 7 percent to "
        "$14.98 billion from $14.0 billion. Operating profit fell 3 percent to $1.94 billion, from $2.0 billion."
    ),
    "en two changes one after the other": (
        "The number of visitors doubled from 1.2 million in 2021 to 2.4 million in 2022 and rose by another 25 percent "
        "to 3.0 million in 2023."
    ),
    "en two changes of whole numbers": "Enrolment doubled from 600 to 1,200 and then grew 50 percent to 1,800.",
    "en a change whose figures are not told": "Sales went from 612 to 640 in May and fell 11.5 percent in June.",
    "en the whole comes later": (
        "Turnout was 67.3 percent: 84,125 of 125,000 registered voters cast ballots. Of the valid votes, Smith "
        "received 45,213, or 54.2 percent, and Jones 36,104, or 43.3 percent. Another 2,101 votes (2.5 percent) went "
        "to independents. A total of 83,418 votes were valid and 707 were spoiled."
    ),
    "en another whole": (
        "In 2010 there were 1,980 officers, of whom 430 were women.\n\nAbout 38 million adults smoked, or 15.5 percent "
        "of the population.\n\nAmong voters under 30, 62 percent backed the measure."
    ),
    "en halves of another vote": (
        "They made up a third of all 42,930 votes cast. The yes campaign won by 1,314 votes: 20,657 people voted for "
        "the bypass and 19,343 against."
    ),
    "de a profit is no balance of all": (
        "Der Umsatz stieg von 412,5 auf 453,8 Millionen Euro, ein Plus von 10,0 Prozent. Der Gewinn sank um 3,2 auf "
        "41,6 Millionen Euro."
    ),
    "vi groups that overlap, with shares": (
        "Hội nghị bầu 51 ủy viên, trong đó 9 nữ (17,6%), 5 người dưới 40 tuổi (9,8%), tái cử 38 người (74,5%)."
    ),
    "vi gains of other things": (
        "Toàn quốc ghi nhận 2.431 ca mắc mới, trong đó có 2.428 ca trong nước và 3 ca nhập cảnh. Số ca tăng 128 ca so "
        "với ngày trước đó. Sáu tháng đầu năm xảy ra 1.142 vụ tai nạn giao thông, làm chết 612 người."
    ),
    "en the change of the next subject": "Jobs in mining fell from 500 to 450; those in farming fell 4 percent.",
    "en the next subject after a comma": "Ticket prices rose from $20 to $24, attendance dropped 5 percent.",
    "vi the next subject": "Doanh thu tăng từ 200 tỷ lên 240 tỷ đồng, lợi nhuận tăng 35%.",
    "it the next subject": "Il latte è salito da 80 a 92 centesimi; il pane è aumentato del 10%.",
    "vi a list with a subject of its own": (
        "Tồn 312 xe, giảm 58 xe so với hôm trước. Bệnh nhân gồm 214 nam và 186 nữ, tuổi trung bình 52,4."
    ),
    "en up from": (
        "His partner shot 15. Fraud losses reached $8.8 million, up from $6.4 million, an increase of 37.5 percent."
    ),
    "en the whole in the clause itself": (
        "The company employs 5,200 people, 3,900 of them (75 percent) abroad.\n\nIn May 71 percent of the 230 units "
        "were taken, 6 points more than in April.\n\n12 of the 45 members are women (26.7 percent)."
    ),
    "en a list that has its own whole": (
        "Of 4,820 starters 4,613 reached the finish. A breakdown shows that of 2,480 complaints 1,104 concerned noise, "
        "690 parking and 412 waste, while the others were about various matters."
    ),
    "en a measure of another kind": (
        "The vaccine was 94.1% effective: 185 of the 196 cases were in the placebo group and 11 in the vaccine group."
    ),
    "en so many for each hundred": "The town had 5,120 babies: 2,624 boys and 2,496 girls, 105 boys per 100 girls.",
    "en so many per cent a year": "Sales grew by 5.4 percent a year, from 1,204 in 2019 to 1,486 in 2023.",
    "vi so many a year": "Số hộ nghèo giảm 210 hộ mỗi năm, từ 1.830 hộ xuống 1.200 hộ.",
    "vi a whole and where it comes from": (
        "Trong số 83.418 phiếu hợp lệ (84.125 phiếu thu về), ông A được 45.213 phiếu (54,2%)."
    ),
    "en in another currency": (
        "The bridge cost 1.2 billion kroner (about $174 million), 300 million more than the 900 million planned."
    ),
    "en one step and another": (
        "The number of pupils fell by a tenth to 90,000, that of teachers rose from 7,500 to 8,100 and so the number "
        "of pupils per teacher fell from 13.3 to 11.1."
    ),
    "en amounts on two bases": (
        "There were 3,412,000 people in work, 41,000 more than in April and 2.1 percent more than a year before."
    ),
    "es seats and votes": (
        "De los 350 diputados, 154 son mujeres (44 %) y 190 repiten (54 %). El partido logró 136 escaños con el 33,1 % "
        "de los votos; el segundo, 121 con el 31,7 %."
    ),
    "fr an earlier value in two parts": (
        "En 2022, 3 550 personnes sont mortes, en hausse de 9 % par rapport à 2021 (2 944 + 313 outre-mer)."
    ),
    "vi per cent each year": "Bình quân mỗi năm tăng 7,2%, từ 45 triệu đồng năm 2015 lên 63,7 triệu đồng năm 2020.",
    "vi what something fell to is not what is left": (
        "Chủ tịch được 47/49 phiếu (95,9%), phó chủ tịch được 45/49 phiếu (91,8%). Số vụ cháy giảm 12 vụ còn 88 vụ."
    ),
    "en so many under an age": (
        "The school has 120 pupils, 30 children under 12 and 90 older ones. The city has 480,000 inhabitants, 120,000 "
        "of them under 18. Among these, 54,000 (45%) were born abroad."
    ),
    "en a change told twice": (
        "From January to June 3,210 permits were issued, from July to December 2,990, making 6,200 for the year, 310 "
        "or 5.3 percent more than the 5,890 of 2022."
    ),
    "en a change of which no word says that it is one": (
        "The firm paid wages per head of $386 in 1880. They went from $386 in 1880 to $547 in 1890, or 41.71 per cent."
    ),
    "en two totals before a list": (
        "The post had 57,376 offices, an increase of 6,124 in three years and of 2,219 in the last one. The "
        "latter increase is classified as follows: north 186, south 1,406, coast 190 and west 437."
    ),
    "en a numeral that cannot be read": (
        "They spent for the courts $5,939.009.29, for trade $1,339,710.35, for ships $42,674,569.69 and for roads "
        "$96,096,922.09, making an aggregate of $146,050,211.42."
    ),
    "en a profit is no difference of sales": (
        "Sales rose 9.2% to $742.7m (2022: $680.1m). Operating profit slipped to $61.4m from $64.9m."
    ),
    "en the next subject goes on from elsewhere": (
        "Coal dropped by 6.1% from 14.8 to 13.9 million tonnes, and grain rose 5.5% to 9.6 million tonnes."
    ),
    "es the change of a change": (
        "La afiliación alcanzó los 712.640 trabajadores, 9.225 más que el mes anterior (1,31%); 211.310 son jóvenes."
    ),
    "vi an earlier total in brackets": (
        "Tổng thu là 27.270 tỷ đồng, tăng 8,2% so với năm 2022 (25.200 tỷ đồng), gồm thu nội địa 23.150 tỷ đồng và thu "
        "từ xuất nhập khẩu 4.120 tỷ đồng."
    ),
    "vi of these": (
        "Toàn tỉnh còn 8.746 hộ nghèo, giảm 3.217 hộ so với đầu năm.\n\nTrong số hộ nghèo có 7.629 hộ đồng bào dân tộc "
        "thiểu số; 1.104 hộ không có khả năng lao động. Cả tỉnh có 3 huyện nghèo, 47 xã khó khăn."
    ),
    "vi groups of members that overlap": (
        "Toàn tỉnh kết nạp được 1.584 đảng viên mới, đạt 105,6% chỉ tiêu (1.500 đảng viên). Trong đó, nữ 792 đồng chí, "
        "chiếm 50,00%; người dân tộc thiểu số 487 đồng chí, chiếm 30,74%; đoàn viên thanh niên 1.051 đồng chí; người "
        "có đạo 38 đồng chí."
    ),
    "en of all of another kind": (
        "Registered fishermen number 7,430; 5.6% (416) are women.\n\nMotorway deaths numbered 31, which is 11.2% of "
        "all deaths on the roads."
    ),
    "vi what is left is of another kind": (
        "Tỷ lệ tiêm chủng đạt 70,8% (15.212/21.480 trẻ), thấp hơn mục tiêu 95%. Toàn tỉnh còn 9.846 hộ nghèo."
    ),
    "es two changes": "Las matrículas pasaron de 250 a 500 y aumentaron otro 20 % hasta 600.",
    "pt two changes": "As matrículas passaram de 250 para 500 em 2022 e cresceram mais 20% para 600 em 2023.",
    "vi a factor": (
        "Khách quốc tế đạt 12,6 triệu lượt, gấp 3,4 lần năm trước nhưng chỉ bằng 70% so với năm 2019 (18 triệu lượt)."
    ),
}


@pytest.mark.parametrize("case", CORRECT)
def test_a_correct_text_is_without_an_alarm(case: str) -> None:
    assert not wrong(read(CORRECT[case], case[:2]))


def test_the_whole_of_shares_may_come_after_them() -> None:
    audit = read(CORRECT["en the whole comes later"], "en")
    assert ("percent_of", ("54.2", "45,213", "83,418"), True) in told(audit)
    assert ("percent_of", ("43.3", "36,104", "83,418"), True) in told(audit)


def test_shares_that_agree_on_one_whole_tell_that_it_is_wrong() -> None:
    body = "Some 2,476 cast a ballot, 2,421 of them valid. The list won 1,318 votes (54.64%), the other 1,094 (45.36%)."
    assert ("percent_of", ("54.64", "1,318", "2,421")) in wrong(read(body, "en"))


def test_a_change_leads_from_where_the_one_before_it_led_to() -> None:
    body = "Enrolment rose from 612 to 1,224 and then grew {} percent to 1,836."
    assert ("growth", ("50.0", "1,224", "1,836"), True) in told(read(body.format("50.0"), "en"))
    assert wrong(read(body.format("60.0"), "en")) == [("growth", ("60.0", "1,224", "1,836"))]


def test_a_rise_is_no_fall() -> None:
    assert not wrong(read("Sales fell from 512 to 463 tons, a decrease of 9.6 percent.", "en"))
    fell = read("Sales fell from 512 to 463 tons, an increase of 9.6 percent.", "en")
    assert wrong(fell) == [("growth", ("9.6", "512", "463"))]
    (finding,) = fell.findings
    expected = finding.confrontation.expected
    assert expected is not None
    assert expected.hi is not None
    assert expected.hi < 0  # and not "from -9.6 to 9.6"


def test_a_part_is_that_of_what_was_reached_not_of_the_plan() -> None:
    body = "Thu được 3.616,5 tỷ đồng, hoàn thành 72,33% kế hoạch năm 5.000 tỷ đồng; trong đó quý I 1.108,7 tỷ đồng."
    parts = {figures for kind, figures, _ in told(read(body, "vi")) if kind == "part_of"}
    assert parts == {("1.108,7", "3.616,5")}


def test_an_age_is_no_part() -> None:
    audit = read("Some 1,264 people were taken to hospital, including 96 children under 14.", "en")
    assert ("part_of", ("96", "1,264"), True) in told(audit)
    assert len(told(audit)) == 1


def test_a_total_can_stand_behind_its_parts_or_paragraphs_before_them() -> None:
    behind = read("The north sold 3,590 cars and the south 1,885, which brings the total to 5,475.", "en")
    assert ("sum", ("5,475", "3,590", "1,885"), True) in told(behind)
    spread = read(
        "In all 220,214 vehicles were built, cars, lorries and buses.\n\nThe makers of cars built 208,802 of these.\n\n"
        "Lorries came to 9,451.\n\nThe plants for buses turned out 1,961.",
        "en",
    )
    assert ("sum", ("220,214", "208,802", "9,451", "1,961"), True) in told(spread)


def test_a_total_cannot_grow_faster_than_all_its_parts() -> None:
    body = (
        "Traffic in May:\n- All flights: 213,224, +{}%\n- Inland: 176,023, +5.1%\n- Abroad: 37,201, +2.9%\n"
    )  # fmt: skip
    assert not wrong(read(body.format("4.7"), "en"))
    ((kind, figures),) = wrong(read(body.format("9.4"), "en"))
    assert (kind, figures[0]) == ("other weighted_growth", "9.4")


def test_a_list_is_taken_whole() -> None:
    body = (
        "Trong năm đã tiếp nhận 5.318 hồ sơ, tăng 212 hồ sơ so với cùng kỳ; đã giải quyết 4.431 hồ sơ. Cụ thể, "
        "tiếp nhận 887 hồ sơ đất đai, 4.213 hồ sơ hộ tịch và 218 hồ sơ xây dựng."
    )
    sums = {one for one in told(read(body, "vi")) if one[0] == "sum"}
    assert sums == {("sum", ("5.318", "887", "4.213", "218"), True)}  # though 4.213 + 218 are 4.431


def test_changes_in_a_list_belong_to_the_figures_in_step_with_them() -> None:
    body = (
        "Quận có 145 vụ cháy, 118 người chết, 62 người bị thương; so với cùng kỳ tăng 9 vụ (6,6%), tăng 21 người chết "
        "(11,2%), giảm 7 người bị thương (-10,1%)."
    )
    audit = read(body, "vi")
    assert wrong(audit) == [("growth diff_new", ("11,2", "21", "118"))]
    assert ("growth diff_new", ("10,1", "7", "62"), True) in told(audit)


def test_births_less_deaths_make_the_change() -> None:
    audit = read(
        "Um 214 Personen ist die Gemeinde gewachsen. 1094 Zuzügen stehen 846 Wegzüge gegenüber; geboren wurden 89 "
        "Kinder, gestorben sind 123 Personen.",
        "de",
    )
    assert ("other signed_sum", ("214", "1094", "846", "89", "123"), True) in told(audit)


def test_a_claim_whose_figures_are_not_clear_is_listed_and_no_error() -> None:
    audit = read("Tỉnh có 46.706 đảng viên, bằng 9,20% dân số.", "vi")
    (claim,) = (claim for claim in understood(audit).claims if not claim.understood)
    assert [understood(audit).mentions[at].printed for at in claim.mentions] == ["9,20", "46.706"]
    assert not audit.findings


def test_counts_that_end_in_zeros_and_about_are_rounded() -> None:
    assert not wrong(read("Some 172,000 people moved, of whom 95,000 went north and 76,000 south.", "en"))
    assert not wrong(read("The town has 12,846 people, of whom about 59% (7,602) own a house.", "en"))


def test_percentages_are_of_the_figure_that_fits() -> None:
    audit = read(
        "Có 79.677 hộ dân, trong đó 17.435 hộ nghèo, chiếm 21,88%; dân tộc thiểu số có 16.636 hộ, chiếm 95,42%.", "vi"
    )
    assert ("percent_of", ("21,88", "17.435", "79.677"), True) in told(audit)
    assert ("percent_of", ("95,42", "16.636", "17.435"), True) in told(audit)


@pytest.mark.parametrize("name", ["party-membership-article.txt", "party-membership-article-vi.txt"])
def test_the_founding_report_as_an_article_has_its_two_causes(name: str) -> None:
    audit = read((SAMPLES / name).read_text(encoding="utf-8"))
    minority, admissions = causes(audit)
    assert minority.confidence == "high"
    ((suspect, correction),) = minority.corrections
    assert suspect.spots[0].figure.raw.replace(".", ",") == "443,137"
    assert correction.texts[0].replace(".", ",") == "43,137"
    assert len(admissions.findings) == 1
    assert admissions.findings[0].confrontation.edit.figures[0].raw.replace(".", ",") == "12,133"
    assert not admissions.corrections
    held = [one for one in told(audit) if one[2]]
    assert len(held) >= 5
    assert len(wrong(audit)) == len(minority.findings) + len(admissions.findings)


def test_a_text_without_claims_has_none() -> None:
    assert not understood(read("Nothing was counted here.", "en")).claims
    assert not understood(read("", "en")).claims


def test_in_an_unknown_language_only_signs_speak() -> None:
    audit = read("Xyzzy 371/412 plugh (90.05%) frob 12 quux 13 zork 25 blorb 7 grue 120.", None)
    assert understood(audit).language is None
    assert told(audit) == {("coverage", ("371", "412", "90.05"), True)}


def test_the_work_grows_with_the_length_of_a_text() -> None:
    def looked_at(times: int) -> int:
        one = "Region {0} sold 4,{0}91 cars, of whom 2,{0}08 were new and 2,183 used, up 3.1 per cent. "
        body = "\n\n".join(one.format(n % 10) * 2 for n in range(times))
        return len(understood(read(body, "en")).claims)

    assert looked_at(60) <= 2.2 * looked_at(30)


def test_points_that_are_contributed_make_up_those_of_the_whole() -> None:
    body = (
        "Trong mức tăng 7,63 điểm phần trăm, công nghiệp đóng góp 3,68 điểm phần trăm, dịch vụ 3,07 điểm phần trăm, "
        "nông nghiệp 0,88 điểm phần trăm."
    )
    assert ("sum", ("7,63", "3,68", "3,07", "0,88"), True) in told(read(body, "vi"))


REAL = {
    "a level is no change": "Spending growth was cut from 17.4 percent to less than half, and we saved $150 billion.",
    "what was before is no part": "In the year 160,657 pupils enrolled, as against 145,525 the year before.",
    "a balance is no sum": "The debt was $69,190,037, of which $12,703,329 was paid, leaving $56,486,708 unpaid.",
    "years are not counted": "In June 1854 two ministers met; in 1860 the tax was $2 and in 1869 it was $9.",
    "a list that is no total": "Revenue was $379,266,074, of which $219,091,173 was customs and $124,296,871 tax.",
    "a threshold is no difference": "In all 453,637 were born and 405,615 died; the excess fell below 50,000.",
}


@pytest.mark.parametrize("case", REAL)
def test_figures_that_stand_together_in_texts_are_no_claims_for_that(case: str) -> None:
    assert not wrong(read(REAL[case], "en"))


def test_what_each_of_several_has_counts_so_many_times() -> None:
    english = read("Kent had 21 cases, Essex and Devon 8 each, which brings the total to 37.", "en")
    assert ("other weighted_sum", ("37", "21", "8"), True) in told(english)
    vietnamese = read("Hà Nội ghi nhận 21 ca, Hải Phòng và Quảng Ninh mỗi nơi 8 ca, nâng tổng số lên 37 ca.", "vi")
    assert ("other weighted_sum", ("37", "21", "8"), True) in told(vietnamese)


CLOSED = {
    "together": (
        "en",
        "It opened 14 shops in Kent, 17 in Essex and 8 in Devon, together 41 shops.",
        ("41", "14", "17", "8"),
    ),
    "a total of": (
        "en",
        "There were 130 in Kent, 160 in Essex and 80 in Devon, a total of 390.",
        ("390", "130", "160", "80"),
    ),
    "altogether": (
        "en",
        "There are 140 girls and 150 boys, 280 pupils altogether.",
        ("280", "140", "150"),
    ),
    "gồm": (
        "vi",
        "Tổng số 41 xã, gồm 14 xã miền núi, 17 xã đồng bằng và 8 xã ven biển.",
        ("41", "14", "17", "8"),
    ),
}


@pytest.mark.parametrize("case", CLOSED)
def test_a_list_that_a_word_closes_is_checked_however_small_its_figures(case: str) -> None:
    language, body, figures = CLOSED[case]
    assert wrong(read(body, language)) == [("sum", figures)]


def test_a_total_of_another_thing_closes_no_list() -> None:
    assert not wrong(read("He played 12 games at home and 15 away, 30 goals in total.", "en"))
