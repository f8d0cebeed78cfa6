"""Units, the posts in them, and the roles a post may carry."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from typing_extensions import override

from shiyu.city.models.dated import Dated, one_at_a_time
from shiyu.city.models.places import Division


class UnitKind(models.TextChoices):
    """What sort of organ a unit is; reports group by it."""

    PARTY = "party", "党委机构"
    GOVERNMENT = "government", "政府部门"
    COUNTY = "county", "县（市、区）"
    TOWNSHIP = "township", "乡镇（街道）"
    COURT = "court", "法院"
    PROCURATORATE = "procuratorate", "检察院"
    CPPCC = "cppcc", "政协机构"
    PEOPLES_CONGRESS = "congress", "人大机构"
    MASS_ORGANISATION = "mass", "群团组织"
    HOTLINE = "hotline", "热线机构"
    INSTITUTION = "institution", "事业单位"
    ENTERPRISE = "enterprise", "公共服务企业"
    VERTICAL = "vertical", "中央和省驻市单位"


class Role(models.Model):
    """The name of a role in snake_case and what it is called in both languages."""

    name = models.CharField(max_length=40, unique=True)
    label = models.CharField(max_length=40)
    label_en = models.CharField(max_length=60)
    retired = models.BooleanField("已停用", default=False)

    @override
    def __str__(self) -> str:
        return self.label


class Unit(Dated):
    """A unit 承办单位: it is assigned work, signs for it, answers for it."""

    code = models.CharField("单位代码", max_length=20)
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    name_en = models.CharField(max_length=160)
    kind = models.CharField("类别", max_length=16, choices=UnitKind.choices)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    division = models.ForeignKey(Division, models.PROTECT, related_name="units")
    pinyin = models.CharField("拼音排序", max_length=240, blank=True)

    class Meta:
        constraints: ClassVar = [one_at_a_time("unit", "code")]
        indexes: ClassVar = [models.Index(fields=["code"], name="city_unit_code")]

    @override
    def __str__(self) -> str:
        return self.short_name


class Post(Dated):
    """A post 岗位 in a unit. Work belongs to the post, so it stays when the person moves on."""

    code = models.CharField("岗位代码", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts")
    title = models.CharField("岗位名称", max_length=40)
    title_en = models.CharField(max_length=80)
    roles = ArrayField(models.CharField(max_length=40), verbose_name="角色")

    class Meta:
        constraints: ClassVar = [one_at_a_time("post", "code")]
        indexes: ClassVar = [models.Index(fields=["code"], name="city_post_code")]

    @override
    def __str__(self) -> str:
        return self.title
