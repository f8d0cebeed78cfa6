"""Administrative divisions over time, from the city down to the grid cell."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from shiyu.city.models.dated import Dated, one_at_a_time


class DivisionLevel(models.TextChoices):
    """Levels of GB/T 2260 and the statistical division codes, and the grid cell below them."""

    CITY = "city", "市"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    VILLAGE = "village", "村（社区）"
    GRID = "grid", "网格"


class Division(Dated):
    """One division: 12 digits (统计用区划代码), a grid cell 15 (the 12 of its village or community and 3 of its own).

    A merged village stays as a closed row, so a case of 2020 keeps the place it happened in.
    """

    code = models.CharField("区划代码", max_length=15)
    level = models.CharField("层级", max_length=8, choices=DivisionLevel.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    name = models.CharField("名称", max_length=80)
    name_en = models.CharField(max_length=120, blank=True)
    pinyin = models.CharField("拼音排序", max_length=240, blank=True)
    urban_rural = models.CharField("城乡分类代码", max_length=3, blank=True)
    demo = models.BooleanField("演示数据", default=False)
    geometry = models.JSONField("边界", null=True, blank=True)
    bbox = ArrayField(models.FloatField(), size=4, null=True, blank=True)

    class Meta:
        constraints: ClassVar = [one_at_a_time("division", "code")]
        indexes: ClassVar = [models.Index(fields=["code"], name="city_division_code")]

    @override
    def __str__(self) -> str:
        return f"{self.name} {self.code}"
