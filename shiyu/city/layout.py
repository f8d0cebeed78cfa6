"""The files of a city pack and their columns. The reader, the checks and docs/city-pack.md follow this one table."""

from dataclasses import dataclass

from shiyu.base.words import Words

CITY_FILE = "city.toml"
AREAS_FILE = "areas.geojson"
RULES_FOLDER = "rules"


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, what it means, and whether a row may leave it empty."""

    name: str
    meaning: Words
    required: bool = True


@dataclass(frozen=True, slots=True)
class Sheet:
    """One CSV file of the pack."""

    file: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The column names in their order."""
        return tuple(column.name for column in self.columns)


def _may(name: str, zh: str, en: str) -> Column:
    return Column(name, Words(zh, en), required=False)


def _must(name: str, zh: str, en: str) -> Column:
    return Column(name, Words(zh, en))


_SPAN = (
    _may("valid_from", "生效日期，空为有记录以来", "first day; empty: since ever"),
    _may("valid_to", "失效日期（当日起不再有效），空为长期", "first day it no longer holds; empty: open"),
)

ROLES = Sheet(
    "roles.csv",
    (
        _must("name", "角色名，小写字母和下划线", "name of the role in snake_case"),
        _must("label", "中文名称", "Chinese label"),
        _must("label_en", "英文名称", "English label"),
    ),
)
DIVISIONS = Sheet(
    "divisions.csv",
    (
        _must("code", "12位统计用区划代码，网格15位", "12 digits; a grid cell 15"),
        _must("level", "层级：city、county、township、village、grid", "level"),
        _may("parent", "上级代码，市级为空", "code of the parent; empty for the city"),
        _must("name", "名称", "name"),
        _may("name_en", "英文名称", "English name"),
        _may("urban_rural", "城乡分类代码", "urban-rural class"),
        _may("demo", "1为演示数据", "1 marks demo data"),
        *_SPAN,
    ),
)
UNITS = Sheet(
    "units.csv",
    (
        _must("code", "单位代码", "code of the unit"),
        _must("name", "全称", "full name"),
        _must("short_name", "简称", "short name"),
        _must("name_en", "英文名称", "English name"),
        _must("kind", "类别", "kind of unit"),
        _may("parent", "上级单位代码", "code of the parent unit"),
        _must("division", "所属区划代码", "code of the division it serves"),
        *_SPAN,
    ),
)
POSTS = Sheet(
    "posts.csv",
    (
        _must("code", "岗位代码", "code of the post"),
        _must("unit", "单位代码", "code of the unit"),
        _must("title", "岗位名称", "title"),
        _must("title_en", "英文名称", "English title"),
        _must("roles", "角色，空格分隔", "roles, separated by spaces"),
        *_SPAN,
    ),
)
CATEGORIES = Sheet(
    "categories.csv",
    (
        _must("code", "每级2位：大类2位、中类4位、小类6位", "two digits a level: 2, 4, 6"),
        _must("name", "名称", "name"),
        _may("name_en", "英文名称", "English name"),
        _must("level", "层级1、2、3", "level 1, 2, 3"),
        _may("parent", "上级代码", "code of the parent"),
        _may("default_unit", "默认承办单位代码，小类必填", "unit that handles it; a must on level 3"),
        _may("limit_class", "时限类别，小类必填", "limit class; a must on level 3"),
        *_SPAN,
    ),
)
DUTIES = Sheet(
    "duties.csv",
    (
        _must("code", "编号", "number of the row"),
        _may("words", "关键词，空格分隔", "words that point here, separated by spaces"),
        _may("category", "分类代码", "code of a category"),
        _may("level", "属地层级：county或township", "level of place whose unit handles it"),
        _may("unit", "承办单位代码", "code of the unit"),
        _must("reason", "理由", "reason"),
        _must("reason_en", "英文理由", "reason in English"),
        _must("basis", "依据", "the document or duty it rests on"),
        *_SPAN,
    ),
)
CALENDAR = Sheet(
    "calendar.csv",
    (
        _must("date", "日期", "day"),
        _must("kind", "holiday放假、adjusted调休上班、workday、weekend", "kind of day"),
        _must("name", "名称", "name"),
        _must("name_en", "英文名称", "English name"),
        _must("source_doc", "通知文号或出处", "number of the notice"),
        _may("provisional", "1为暂定（通知未公布）", "1: the notice is not out yet"),
    ),
)
PHRASES = Sheet(
    "phrases.csv",
    (
        _must("code", "编号", "number of the row"),
        _must("scene", "使用场景", "where it is used"),
        _must("text", "内容", "the phrase"),
        *_SPAN,
    ),
)
RETENTION = Sheet(
    "retention.csv",
    (
        _must("code", "记录种类代码", "code of the kind of record"),
        _must("name", "记录种类", "kind of record"),
        _must("name_en", "英文名称", "English name"),
        _must("months", "保存月数", "months it is kept"),
        _must("basis", "依据", "the rule it rests on"),
        *_SPAN,
    ),
)
SHEETS = (ROLES, DIVISIONS, UNITS, POSTS, CATEGORIES, DUTIES, CALENDAR, PHRASES, RETENTION)

DEMO_ACCOUNTS = Sheet(
    "demo/accounts.csv",
    (
        _must("username", "登录名", "login name"),
        _may("person", "虚构姓名，接口客户端为空", "invented name; empty for an API client"),
        _must("kind", "person或client", "person or client"),
        _must("post", "岗位代码", "code of the post held"),
        _must("tenure", "regular任职或acting代理", "regular or acting"),
        _may("valid_from", "任职起始日期", "first day of holding the post"),
    ),
)

CITY_KEYS = {
    "name": Words("城市名称", "name of the city"),
    "name_en": Words("英文名称", "English name"),
    "code": Words("6位行政区划代码", "six-digit code (GB/T 2260)"),
    "time_zone": Words("时区", "time zone"),
    "bbox": Words("范围：西、南、东、北（度）", "bounding box: west, south, east, north in degrees"),
    "office_hours": Words("办公时段", "office hours as pairs of times"),
    "sources": Words("数据来源", "where the data come from"),
}
RULE_KEYS = {
    "name": Words("规则名", "name of the rule set"),
    "doc_no": Words("文号", "number of the document"),
    "source": Words("出处", "where the numbers were read"),
    "valid_from": Words("生效日期", "first day"),
    "valid_to": Words("失效日期", "first day it no longer holds"),
    "body": Words("内容：时限、类别、次数等", "the numbers: limits, classes, counts"),
}
