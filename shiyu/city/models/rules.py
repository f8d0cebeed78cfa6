"""Categories, duties, dated rule sets, the calendar, phrases, retention: the numbers and words of the city."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from shiyu.base import clock
from shiyu.city.models.dated import Dated, one_at_a_time
from shiyu.city.models.places import DivisionLevel
from shiyu.city.models.units import Unit


class Category(Dated):
    """A class of matters 诉求分类, three levels of two digits each (as GB/T 39666 builds its codes)."""

    code = models.CharField("分类代码", max_length=12)
    name = models.CharField("名称", max_length=60)
    name_en = models.CharField(max_length=120, blank=True)
    level = models.PositiveSmallIntegerField("层级")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    default_unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="categories")
    limit_class = models.CharField("时限类别", max_length=40, blank=True)
    pinyin = models.CharField("拼音排序", max_length=240, blank=True)

    class Meta:
        constraints: ClassVar = [one_at_a_time("category", "code")]
        indexes: ClassVar = [models.Index(fields=["code"], name="city_category_code")]

    @override
    def __str__(self) -> str:
        return self.name


class Duty(Dated):
    """A row of the duty list 职责清单: matters with these words or of this category go to this unit, and why.

    Where the unit depends on the place, `level` says so: the unit of the county or township the matter is in.
    """

    code = models.CharField("编号", max_length=20)
    words = ArrayField(models.CharField(max_length=40), verbose_name="关键词")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="duties")
    level = models.CharField("属地层级", max_length=8, choices=DivisionLevel.choices, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="duties")
    reason = models.CharField("理由", max_length=200)
    reason_en = models.CharField(max_length=300)
    basis = models.CharField("依据", max_length=200)

    class Meta:
        constraints: ClassVar = [
            one_at_a_time("duty", "code"),
            models.CheckConstraint(
                name="city_duty_points_somewhere",
                condition=models.Q(unit__isnull=False) | ~models.Q(level=""),
            ),
        ]

    @override
    def __str__(self) -> str:
        return f"{self.code} {self.reason}"


class RuleSet(Dated):
    """Numbers of a rule with the document they come from. A case keeps the rule set it was opened under.

    So a rule set in force is not rewritten: a change is a new row with a later first day.
    """

    key_fields: ClassVar[tuple[str, ...]] = ("name",)

    name = models.CharField("规则名", max_length=60)
    doc_no = models.CharField("文号", max_length=80)
    source = models.TextField("出处")
    body = models.JSONField("内容")

    class Meta:
        constraints: ClassVar = [one_at_a_time("ruleset", "name")]

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.doc_no}"


class DayKind(models.TextChoices):
    """What sort of day it is."""

    WORKDAY = "workday", "工作日"
    WEEKEND = "weekend", "周末"
    HOLIDAY = "holiday", "放假"
    ADJUSTED = "adjusted", "调休上班"


class CalendarDay(models.Model):
    """A day that differs from plain Monday to Friday, after the yearly notice of the State Council."""

    date = models.DateField(unique=True)
    kind = models.CharField(max_length=8, choices=DayKind.choices)
    name = models.CharField("名称", max_length=40)
    name_en = models.CharField(max_length=60)
    source_doc = models.CharField("文号", max_length=120)
    provisional = models.BooleanField("暂定", default=False)
    withdrawn = models.BooleanField("已撤销", default=False)

    @override
    def __str__(self) -> str:
        return f"{self.date} {self.name}"


class CommonPhrase(Dated):
    """A common phrase 常用语 an officer can insert where he writes."""

    code = models.CharField(max_length=20)
    scene = models.CharField("场景", max_length=40)
    text = models.TextField("内容")

    class Meta:
        constraints: ClassVar = [one_at_a_time("commonphrase", "code")]

    @override
    def __str__(self) -> str:
        return self.text[:40]


class RetentionPeriod(Dated):
    """How long a kind of record is kept 保存期限; the text of the rule stands beside it."""

    code = models.CharField(max_length=40)
    name = models.CharField("记录种类", max_length=80)
    name_en = models.CharField(max_length=120)
    months = models.PositiveIntegerField("月数")
    basis = models.CharField("依据", max_length=200)

    class Meta:
        constraints: ClassVar = [one_at_a_time("retentionperiod", "code")]

    @override
    def __str__(self) -> str:
        return self.name


class Edition(models.Model):
    """One successful load of the pack that changed something; the newest row tells readers to look again."""

    pack_hash = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=clock.now)
    city = models.JSONField("city.toml 内容")
    counts = models.JSONField()

    @override
    def __str__(self) -> str:
        return f"{self.pack_hash[:12]} {self.loaded_at:%Y-%m-%d %H:%M}"


__all__ = [
    "CalendarDay",
    "Category",
    "CommonPhrase",
    "DayKind",
    "DivisionLevel",
    "Duty",
    "Edition",
    "RetentionPeriod",
    "RuleSet",
]
