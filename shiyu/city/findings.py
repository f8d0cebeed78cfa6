"""What is wrong with a city pack: file, line, and a reason in both languages."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from typing_extensions import override

from shiyu.base.words import Words


class Gravity(StrEnum):
    """An error keeps the pack out; a warning is told and loaded."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a pack. `line` counts from 1; 0 means the file as a whole. `kind` is stable, for programs."""

    file: str
    line: int
    kind: str
    words: Words
    gravity: Gravity = Gravity.ERROR

    @override
    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        return f"{where}: {self.words}"


_FAULTS = {
    "missing_file": Words("缺少文件。", "The file is missing."),
    "wrong_encoding": Words("不是UTF-8编码（第{byte}字节）。", "Not UTF-8 (byte {byte})."),
    "missing_column": Words("缺少列“{column}”。", "Column “{column}” is missing."),
    "unknown_column": Words("不认识的列“{column}”。", "Column “{column}” is not known."),
    "ragged_row": Words("应有{wanted}列，实有{found}列。", "{wanted} cells expected, {found} found."),
    "bad_csv": Words("CSV格式错误：{reason}", "Not valid CSV: {reason}"),
    "control_character": Words("“{column}”含控制字符。", "“{column}” holds a control character."),
    "formula_cell": Words(
        "“{column}”以“{sign}”开头，表格软件会当作公式执行。",
        "“{column}” begins with “{sign}”: a spreadsheet would run it as a formula.",
    ),
    "empty_value": Words("“{column}”不能为空。", "“{column}” must not be empty."),
    "empty_sheet": Words("文件中没有数据行。", "The file has no rows."),
    "bad_toml": Words("TOML格式错误：{reason}", "Not valid TOML: {reason}"),
    "bad_json": Words("JSON格式错误：{reason}", "Not valid JSON: {reason}"),
    "bad_date": Words("“{value}”不是日期（应为2026-01-31）。", "“{value}” is no date (write 2026-01-31)."),
    "bad_flag": Words("“{column}”应为0或1，不是“{value}”。", "“{column}” must be 0 or 1, not “{value}”."),
    "bad_number": Words(
        "“{column}”应为非负整数，不是“{value}”。", "“{column}” must be a whole number from 0, not “{value}”."
    ),
    "dates_reversed": Words(
        "有效期止（{end}）不晚于起（{begin}）。", "The validity ends ({end}) before it begins ({begin})."
    ),
    "duplicate_code": Words("“{code}”重复，首见于第{first}行。", "“{code}” again, first in line {first}."),
    "overlapping_validity": Words(
        "“{code}”的有效期与第{first}行重叠。", "The validity of “{code}” overlaps with line {first}."
    ),
    "wrong_code_shape": Words("“{code}”不合编码规则：{rule}", "“{code}” has the wrong shape: {rule}"),
    "unknown_parent": Words("上级“{code}”不存在。", "The parent “{code}” does not exist."),
    "cycle": Words("上级关系成环：{path}", "The parents form a circle: {path}"),
    "level_mismatch": Words(
        "“{code}”的层级与上级“{parent}”不相接。", "The level of “{code}” does not follow that of its parent “{parent}”."
    ),
    "unknown_value": Words("“{column}”的值“{value}”不在规定范围：{allowed}", "“{value}” is no “{column}”: {allowed}"),
    "unknown_division": Words("区划“{code}”不存在。", "The division “{code}” does not exist."),
    "unknown_unit": Words("单位“{code}”不存在。", "The unit “{code}” does not exist."),
    "unknown_category": Words("分类“{code}”不存在。", "The category “{code}” does not exist."),
    "unknown_limit_class": Words(
        "时限类别“{name}”不在任何规则的[classes]中。", "No rule set has the limit class “{name}” under [classes]."
    ),
    "category_incomplete": Words(
        "末级分类“{code}”须有承办单位和时限类别。",
        "The category “{code}” of the last level needs a unit and a limit class.",
    ),
    "unknown_role": Words("角色“{role}”不在roles.csv中。", "The role “{role}” is not in roles.csv."),
    "bad_role_name": Words(
        "角色名“{role}”应为小写字母和下划线。", "The role “{role}” must be lower case with underscores."
    ),
    "role_without_post": Words("没有岗位承担角色“{role}”。", "No post holds the role “{role}”."),
    "role_without_procedure": Words("没有流程使用角色“{role}”。", "No procedure uses the role “{role}”."),
    "duty_nowhere": Words("既无承办单位也无属地层级。", "Neither a unit nor a level of place is named."),
    "duty_without_sign": Words("既无关键词也无分类。", "Neither words nor a category are named."),
    "rule_without_source": Words("缺少“{key}”，数字须有出处。", "“{key}” is missing: a number needs its source."),
    "overlapping_rule_sets": Words(
        "规则“{name}”与{other}的有效期重叠。", "The rule set “{name}” overlaps with {other}."
    ),
    "rule_incomplete": Words("缺少“{key}”。", "“{key}” is missing."),
    "negative_limit": Words("{key}：时限不能为负（{value}）。", "{key}: a limit cannot be negative ({value})."),
    "bad_count": Words("{key}：应为整数（{value}）。", "{key}: must be a whole number ({value})."),
    "bad_weight": Words("{key}：weight应为数字（{value}）。", "{key}: its weight must be a number ({value})."),
    "spelling_incomplete": Words(
        "words第{place}条：须有said和meant两段文字。", "words, row {place}: it needs a said and a meant."
    ),
    "bad_spelling": Words(
        "“{said}”→“{meant}”：说法须为2至12个字，且不在通行说法之中。",
        "“{said}” → “{meant}”: 2 to 12 signs, and not part of what is meant.",
    ),
    "spelling_twice": Words("说法“{said}”重复，首见于第{first}条。", "“{said}” again, first in row {first}."),
    "spelling_chain": Words(
        "“{said}”→“{meant}”：“{again}”自己又要换成别的说法。",
        "“{said}” → “{meant}”: “{again}” in it is itself put into other words.",
    ),
    "nothing_weighs": Words("weights：至少一项权重大于零。", "weights: at least one must be more than zero."),
    "bad_limit": Words(
        "{key}：时限须有整数amount和单位unit（{allowed}）。",
        "{key}: a limit needs a whole amount and a unit ({allowed}).",
    ),
    "calendar_day_twice": Words("{day}已见于第{first}行。", "{day} is already in line {first}."),
    "calendar_gap": Words("{year}年没有任何放假安排。", "No day off is given for {year}."),
    "calendar_mixed_year": Words(
        "{year}年同时有正式和暂定的日期。", "{year} has official and provisional days at once."
    ),
    "adjusted_weekday": Words("{day}不是周末，不能调休上班。", "{day} is no weekend and cannot be worked in exchange."),
    "polygon_not_closed": Words("“{code}”的边界未闭合。", "The polygon of “{code}” is not closed."),
    "polygon_outside": Words("“{code}”的边界超出城市范围。", "The polygon of “{code}” leaves the city's bounding box."),
    "polygon_malformed": Words("“{code}”的边界不是Polygon或MultiPolygon。", "“{code}” is no Polygon or MultiPolygon."),
    "polygon_of_nothing": Words("边界的代码“{code}”不是本市县级区划。", "“{code}” is no county of this city."),
    "county_without_polygon": Words("县级区划“{code}”没有边界。", "The county “{code}” has no polygon."),
    "city_incomplete": Words("缺少“{key}”。", "“{key}” is missing."),
    "unknown_zone": Words("时区“{zone}”不存在。", "The time zone “{zone}” does not exist."),
    "bbox_reversed": Words("范围应为西、南、东、北：{bbox}", "The box must be west, south, east, north: {bbox}"),
    "bad_office_hours": Words("办公时间应为先后不重叠的时段：{hours}", "Office hours must follow each other: {hours}"),
    "unknown_post": Words("岗位“{code}”不存在。", "The post “{code}” does not exist."),
}

FAULT_KINDS = frozenset(_FAULTS)


def fault(file: str, line: int, kind: str, **facts: Any) -> Finding:
    """An error that keeps the pack out."""
    return Finding(file, line, kind, _FAULTS[kind].fill(**facts))


def caution(file: str, line: int, kind: str, **facts: Any) -> Finding:
    """Something to look at that does not keep the pack out."""
    return Finding(file, line, kind, _FAULTS[kind].fill(**facts), Gravity.WARNING)
