"""Who is in a case, what was answered to them, and what they say of the answer."""

from django.db import models
from django.db.models import Q

from shiyu.cases.models.case import Case


class Party(models.Model):
    """当事人: a person or organisation in a case, with its contact encrypted and erasable.

    `contact` is SM4-GCM over a small JSON object; `phone_index` is a keyed hash for finding a caller's cases. A party
    that came with a merged case keeps `joined_from`. Who `stands_for` another speaks that one's word and hears what is
    said to him. `opened_at`: what was told in confidence until then may be read by whoever works on the case now.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="parties")
    role = models.CharField(max_length=30)
    is_organisation = models.BooleanField(default=False)
    contact = models.BinaryField(null=True)
    phone_index = models.BinaryField(max_length=32, null=True)
    code_index = models.BinaryField(max_length=32, null=True)
    account = models.ForeignKey("city.Account", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    joined_from = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    joined_at = models.DateTimeField()
    stands_for = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    opened_at = models.DateTimeField(null=True)
    stance = models.CharField(max_length=30, blank=True, default="")
    verdict = models.CharField(max_length=30, blank=True, default="")  # on the answer of the present round
    anonymous = models.BooleanField(default=False)
    answered_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)

    class Meta:
        indexes = (
            # A crowd is made of callers who joined: who of them has judged, and who came from which case, is looked up.
            models.Index(fields=("case", "verdict"), name="party_of_crowd", condition=Q(joined_from__isnull=False)),
            models.Index(fields=("joined_from",), name="party_joined", condition=Q(joined_from__isnull=False)),
            models.Index(fields=("phone_index",), name="party_by_phone", condition=Q(phone_index__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(
                fields=("code_index",), condition=Q(code_index__isnull=False), name="party_query_code"
            ),
        )


class Reply(models.Model):
    """答复: an answer, drafted by a unit and then given to the raisers. Its text lies with its entry."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="replies")
    entry = models.OneToOneField("cases.Entry", on_delete=models.PROTECT, related_name="reply")
    unit_code = models.CharField(max_length=40, blank=True, default="")
    round = models.PositiveSmallIntegerField()
    outcome = models.CharField(max_length=40, blank=True, default="")
    drafted_at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)


class Verdict(models.Model):
    """评价: what one party says of the answer of one round, once; silence counted may still be followed by a word."""

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="verdicts", db_index=False)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="verdicts")
    entry = models.ForeignKey("cases.Entry", on_delete=models.PROTECT, related_name="+", db_index=False)
    round = models.PositiveSmallIntegerField()
    grade = models.CharField(max_length=30)
    given_at = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=("given_at",), name="verdict_given"),)
        constraints = (
            models.UniqueConstraint(
                fields=("party", "round"), name="verdict_said_once_a_round", condition=~Q(grade="no_feedback")
            ),
        )
