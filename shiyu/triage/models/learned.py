"""Versions of the learned models, and which of them answered from when."""

from django.db import models
from django.db.models import Q


class LearnedModel(models.Model):
    """模型版本: one trained model. Its file lies in the city's home; here is what it is and how it was measured.

    `version` counts from 1 for each `what`. `metrics` is what the held-out part said of it and of what answered then.
    """

    class What(models.TextChoices):
        CATEGORY = "category"  # 分类
        UNIT = "unit"  # 承办单位

    what = models.CharField(max_length=10, choices=What.choices)
    version = models.PositiveIntegerField()
    file = models.CharField(max_length=100)
    checksum = models.CharField(max_length=64)  # SM3 of the whole file, in hexadecimal
    size = models.PositiveBigIntegerField()  # bytes
    data_hash = models.CharField(max_length=64)  # SM3 of the examples, in hexadecimal
    examples = models.PositiveIntegerField()
    labels = models.PositiveIntegerField()
    metrics = models.JSONField()
    made_at = models.DateTimeField()
    is_active = models.BooleanField(default=False)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("what", "version"), name="model_version_once"),
            models.UniqueConstraint(fields=("what",), condition=Q(is_active=True), name="model_one_active"),
        )


class ModelChange(models.Model):
    """启用记录: another version (0: the rules) began to answer, by whom and why. Only ever added."""

    class Why(models.TextChoices):
        WON = "won"  # 训练后胜出
        CHOSEN = "chosen"  # 人工选用
        ROLLED_BACK = "rolled_back"  # 退回

    what = models.CharField(max_length=10, choices=LearnedModel.What.choices)
    before = models.PositiveIntegerField()
    after = models.PositiveIntegerField()
    why = models.CharField(max_length=12, choices=Why.choices)
    reason = models.CharField(max_length=200, blank=True)
    by = models.JSONField()  # the actor, as history names one
    at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("what", "-id"), name="model_change_of"),)
