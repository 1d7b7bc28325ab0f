"""Duties are read from the lines and tables of a 工作要点."""

import pytest

from auditor.text.agenda import Draft, Passage, drafts, left_out, title_of, year_of


def read(*lines: str) -> tuple[Draft, ...]:
    return drafts(Passage(at, line) for at, line in enumerate(lines, start=1))


def rows(*cells: tuple[str, ...]) -> tuple[Draft, ...]:
    return drafts(Passage(at, " ".join(row), row) for at, row in enumerate(cells, start=1))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("每年8月底前公开评估报告", ("08-31", True, "", 0)),
        ("每年6月底前公开招生范围", ("06-30", True, "", 0)),
        ("2月底前公开年度计划", ("02-28", False, "", 0)),
        ("9月15日前公布清单内容", ("09-15", False, "", 0)),
        ("2月30日前公布清单内容", ("02-28", False, "", 0)),
        ("2022年9月底前公开主体清单", ("2022-09-30", False, "", 0)),
        ("年底前将评价结果向社会公开", ("12-31", False, "", 0)),
        ("2024年年底前公开清理结果", ("2024-12-31", False, "", 0)),
        ("2017年年底前完成清理工作", ("2017-12-31", False, "", 0)),
        ("按月公开全市财政收支情况", ("", False, "P1M", 0)),
        ("每月向社会公开水质状况", ("", False, "P1M", 0)),
        ("按季度公布地价监测数据", ("", False, "P3M", 0)),
        ("每周发布批发市场价格信息", ("", False, "P1W", 0)),
        ("收购旺季每五日发布进度信息", ("", False, "P5D", 0)),
        ("每半年通报一次工作情况", ("", False, "P6M", 0)),
        ("邀请公众代表列席常务会不少于8次", ("", False, "", 8)),
        ("至少听取一次政务公开工作汇报", ("", False, "", 1)),
        ("全年编发政府公报不少于十二期", ("", False, "", 12)),
        ("開展培訓不少於二十次以上活動", ("", False, "", 20)),
        ("举办新闻发布会10场以上", ("", False, "", 10)),
        ("组织开展两次以上专题培训", ("", False, "", 2)),
    ],
)
def test_days_periods_and_counts_are_read(sentence: str, expected: tuple[str, bool, str, int]) -> None:
    (one,) = read(sentence + "。")
    assert (one.due, one.recurs, one.every, one.at_least) == expected
    assert one.quote == sentence


def test_working_days_are_told_without_a_day() -> None:
    (one,) = read("决策文件出台后的10个工作日内,公开意见采纳情况。")
    assert (one.working_days, one.due) == (10, "")


def test_a_sentence_with_several_periods_becomes_several_duties() -> None:
    found = read("每年3月底前发布年度计划,按月份发布出让公告,按季度公布供应数据。")
    assert [(one.due, one.every, one.recurs) for one in found] == [
        ("03-31", "", True),
        ("", "P1M", False),
        ("", "P3M", False),
    ]


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1.按月公开财政收支情况。(责任单位:县财政局)", "县财政局"),
        ("(一)按月公开财政收支情况。〔县政府办公室牵头〕", "县政府办公室"),
        ("（1）按月公开财政收支情况。【县发改局、县财政局分别负责】", "县发改局、县财政局"),
        ("1、按月公开财政收支情况（牵头单位：县财政局；配合单位：县税务局）。", "县财政局；配合单位：县税务局"),
        ("一、按月公开财政收支情况", ""),
    ],
)
def test_units_in_brackets_belong_to_the_item(text: str, unit: str) -> None:
    (one,) = read(text)
    assert (one.quote, one.unit) == ("按月公开财政收支情况", unit)


def test_a_unit_in_a_line_of_its_own_belongs_to_what_stands_above_it() -> None:
    found = read(
        "(一)加强预期引导",
        "按月公开财政收支情况。",
        "每周发布市场价格信息。",
        "市财政局牵头落实",
        "每年8月底前公开评估报告。",
        "责任单位:市教育局",
        "二、促进改革",
        "年底前公开清理结果向社会。",
    )
    assert [one.unit for one in found] == ["市财政局牵头落实", "市财政局牵头落实", "市教育局", ""]
    assert [one.line for one in found] == [2, 3, 5, 8]


def test_an_item_without_any_measure_is_its_first_whole_sentence() -> None:
    (one,) = read("1.加强高质量发展信息公开。聚焦扩大有效投资,依法依规做好重大建设项目信息公开。围绕外贸。")
    assert (one.quote, one.measured) == ("聚焦扩大有效投资,依法依规做好重大建设项目信息公开", False)
    (one,) = read("2.动态公开困难群众救助标准和发放情况。")
    assert one.quote == "动态公开困难群众救助标准和发放情况"


def test_chapters_headings_and_plain_paragraphs_ask_for_nothing() -> None:
    assert read("一、深化信息公开", "为进一步加强全县政务公开工作,制定本要点。", "", "1.短。") == ()


def test_a_duty_told_twice_on_one_line_is_one() -> None:
    assert len(read("按月公开情况一览。按月公开情况一览。")) == 1


def test_tables_have_a_column_of_tasks_and_one_of_units() -> None:
    found = rows(
        ("序号", "工作任务", "责任单位", "完成时限"),
        ("1", "按月公开全县财政收支情况", "县财政局", "每月"),
        ("2", "做好重大建设项目信息公开工作。(责任单位:县住建局)", "县发改局", ""),
    )
    assert [(one.quote, one.unit, one.line) for one in found] == [
        ("按月公开全县财政收支情况", "县财政局", 2),
        ("做好重大建设项目信息公开工作", "县住建局", 3),
    ]


def test_a_table_without_a_column_of_tasks_gives_its_longest_cell() -> None:
    found = rows(("序号", "名称", "牵头单位"), ("1", "按月公开全县财政收支情况", "县财政局"), ("2", "", "县财政局"))
    assert [(one.quote, one.unit) for one in found] == [("按月公开全县财政收支情况", "县财政局")]


def test_a_table_with_tasks_alone_names_no_unit() -> None:
    found = rows(("任务", "主要内容"), ("信息公开", "按月公开全县财政收支情况"), ("短行",))
    assert [(one.quote, one.unit) for one in found] == [("按月公开全县财政收支情况", "")]


def test_a_table_that_lists_no_tasks_is_passed_over() -> None:
    assert rows(("姓名", "职务"), ("张某", "按月公开全县财政收支情况负责人")) == ()
    long = "按月公开全县财政收支情况和其他应当公开的各项任务内容事项要求以及责任单位的说明文字"
    assert rows((long, "责任单位")) == ()


def test_the_head_of_a_table_ends_with_the_table() -> None:
    found = drafts(
        [
            Passage(1, "任务 责任单位", ("任务", "责任单位")),
            Passage(2, "按月公开财政收支情况 县财政局", ("按月公开财政收支情况", "县财政局")),
            Passage(3, "以上任务按期完成。"),
            Passage(4, "按季度公开指标情况 县国资局", ("按季度公开指标情况", "县国资局")),
        ]
    )
    assert [one.line for one in found] == [2]


@pytest.mark.parametrize(
    ("lines", "title", "year"),
    [
        (
            ("某县人民政府办公室", "关于印发2024年某县政务公开工作要点的", "2023年某县政务公开工作要点"),
            "2023年某县政务公开工作要点",
            2023,
        ),
        (("《某市政务公开工作实施方案》", "2022年以来"), "某市政务公开工作实施方案", 2022),
        (("關於印發2024年工作要點的通知",), "關於印發2024年工作要點的通知", 2024),
        (("通知", "各单位:"), "", 0),
        ((), "", 0),
    ],
)
def test_title_and_year_are_found(lines: tuple[str, ...], title: str, year: int) -> None:
    passages = [Passage(at, line) for at, line in enumerate(lines)]
    assert (title_of(passages), year_of(passages)) == (title, year)


def told(*lines: str) -> list[tuple[str, str]]:
    return [(one.quote, one.unit) for one in read(*lines)]


def test_a_bracket_behind_a_full_stop_is_the_unit_of_the_sentence_before_it() -> None:
    (one,) = read("1.人代会闭会后20日内公开政府工作报告任务分工。（县政府办公室）")
    assert (one.quote, one.unit) == ("人代会闭会后20日内公开政府工作报告任务分工", "县政府办公室")
    assert (one.days, one.working_days, one.after) == (20, 0, "congress_end")


def test_tasks_are_parted_at_semicolons_each_with_its_unit() -> None:
    expected = [("公开重大项目审批信息", "县发改局"), ("公开惠民惠企政策信息", "县财政局")]
    assert told("公开重大项目审批信息（县发改局）；公开惠民惠企政策信息（县财政局）。") == expected
    assert told("1.公开重大项目审批信息;公开惠民惠企政策信息。") == [(quote, "") for quote, _ in expected]
    found = told("1.动态公开救助标准；按月公开救助发放情况。(县民政局)")
    assert found == [("动态公开救助标准", "县民政局"), ("按月公开救助发放情况", "县民政局")]


def test_a_label_behind_a_full_stop_is_the_unit() -> None:
    (one,) = read("5月15日至6月15日开展政府开放月活动。责任单位：县政府办公室")
    assert (one.quote, one.unit) == ("5月15日至6月15日开展政府开放月活动", "县政府办公室")
    assert (one.due, one.when) == ("", "5月15日至6月15日")


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("1.按月公开财政收支情况。（县教体局牵头，各乡镇配合）", "县教体局牵头，各乡镇配合"),
        ("1.按月公开财政收支情况。【县委宣传部】", "县委宣传部"),
        ("1.按月公开财政收支情况。[县政府办公室]", "县政府办公室"),
        ("1.按月公开财政收支情况（责任单位：县工信局（服务中心）、县财政局）", "县工信局（服务中心）、县财政局"),
        ("1.按月公开财政收支情况（各乡镇人民政府、街道办事处）。", "各乡镇人民政府、街道办事处"),
        ("1.按月公开财政收支情况（县财政局、各街道）。", "县财政局、各街道"),
        ("按月公开财政收支情况（各乡镇政府，县政府各部门）", "各乡镇政府，县政府各部门"),
    ],
)
def test_a_bracket_that_names_organs_is_the_unit(text: str, unit: str) -> None:
    assert told(text) == [("按月公开财政收支情况", unit)]


@pytest.mark.parametrize(
    "text",
    [
        "各镇（街道）按月公开财政收支情况",
        "按月公开财政收支情况和各镇（街道）",
        "按月公开财政收支情况（含乡镇政府）",
        "按月公开财政收支情况（试行）",
        "各单位（县财政局）按月公开收支情况",
    ],
)
def test_a_bracket_that_is_part_of_the_sentence_stays(text: str) -> None:
    assert told(f"1.{text}。") == [(text, "")]


def test_a_unit_alone_in_brackets_is_a_line_of_its_own() -> None:
    assert told("1.按月公开财政收支情况。", "（县财政局）", "（注：不含上级转移支付）") == [
        ("按月公开财政收支情况", "县财政局")
    ]


def test_a_short_item_with_a_unit_is_no_chapter() -> None:
    assert told("1.公开财政预算决算（县财政局）", "（一）加强信息公开", "1.公开财政预算；公开决算。")[0] == (
        "公开财政预算决算",
        "县财政局",
    )


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024年9月底前", ("2024-09-30", "", "")),
        ("9月底", ("09-30", "", "")),
        ("第二季度", ("06-30", "", "")),
        ("每月", ("", "P1M", "")),
        ("长期坚持", ("", "", "长期坚持")),
        ("3月、9月", ("", "", "3月、9月")),
        ("", ("", "", "")),
    ],
)
def test_a_column_of_deadlines_dates_a_task(cell: str, expected: tuple[str, str, str]) -> None:
    (one,) = rows(("工作任务", "责任单位", "完成时限"), ("公开政府规章和规范性文件", "县司法局", cell))
    assert (one.due, one.every, one.when) == expected
    assert (one.quote, one.unit) == ("公开政府规章和规范性文件", "县司法局")


def test_a_sentence_that_is_dated_outdoes_its_column_and_keeps_its_count() -> None:
    found = rows(
        ("序号", "任务", "完成时限"),
        ("1", "6月底前公开主动公开目录", "年底前"),
        ("2", "举办开放日活动不少于6次（县委宣传部）。", "年底前"),
    )
    assert [(one.due, one.at_least, one.unit) for one in found] == [("06-30", 0, ""), ("12-31", 6, "县委宣传部")]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("第二季度修订主动公开基本目录", ("06-30", "", "")),
        ("2024年四季度组织开展业务培训", ("2024-12-31", "", "")),
        ("每年上半年公开评估结果报告", ("06-30", "", "")),
        ("上半年、下半年各公开一次清理结果", ("", "P6M", "")),
        ("动态公开第一季度财政收支情况", ("", "", "第一季度")),
        ("收到申请后的20日内答复申请人", ("", "", "20日内")),
        ("县两会闭会后20个工作日内公开分工", ("", "", "")),
    ],
)
def test_other_times_are_read_or_told(sentence: str, expected: tuple[str, str, str]) -> None:
    (one,) = read(f"{sentence}。")
    assert (one.due, one.every, one.when) == expected


def test_working_days_after_the_congress_have_an_event() -> None:
    for text in ("县两会闭会后20个工作日内公开任务分工。", "资金方案在本级人代会结束20个工作日内公开。"):
        (one,) = read(text)
        assert (one.working_days, one.days, one.after) == (20, 0, "congress_end")


def test_lines_that_ask_for_something_and_became_nothing_are_told() -> None:
    lines = (
        "2024年某县政务公开工作要点",
        "为做好今年政务公开工作，制定本要点。",
        "",
        "一、深化公开",
        "（一）公开财政信息",
        "1.按月公开财政收支情况。",
        "责任单位：县财政局",
        "二、公开教育信息",
        "三、开展培训",
        "落实好相关要求（县司法局）",
        "9月10日为准。",
        "附件说明",
        "2024年3月1日",
        "四、公开结果",
    )
    passages = [Passage(at, line) for at, line in enumerate(lines, start=1)]
    found = drafts(passages)
    assert [one.line for one in found] == [6, 10]
    assert left_out(passages, found, ("公开", "开展")) == (2, 8, 11, 14)


def test_rows_of_a_table_that_became_nothing_are_told_but_not_its_head() -> None:
    cells = (("工作任务", "责任单位"), ("按月公开收支", "县财政局"), ("公开", "县司法局"), ("附注", ""))
    passages = [Passage(at, " ".join(row), row) for at, row in enumerate(cells, start=1)]
    assert left_out(passages, drafts(passages), ("公开", "任务")) == (3,)


def test_a_number_is_told_from_the_month_behind_it() -> None:
    assert told("5.5月15日前公开政府开放月活动安排。", "6.2024年9月底前公开清单内容。") == [
        ("5月15日前公开政府开放月活动安排", ""),
        ("2024年9月底前公开清单内容", ""),
    ]
