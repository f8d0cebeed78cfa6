"""Up to where something kept beside the cases has been reckoned anew after a release."""

from django.db import models


class Reckoned(models.Model):
    """One thing that is reckoned from the procedures (`turns`), under which `fingerprint` of them, and how far."""

    name = models.CharField(max_length=30, primary_key=True)
    fingerprint = models.BinaryField(max_length=32)
    upto = models.BigIntegerField(default=0)
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    looked_again_at = models.DateTimeField(null=True)
