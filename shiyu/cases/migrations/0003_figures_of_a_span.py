"""What figures of a span look up by. Built while the city works: no table is locked against writing."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):

    atomic = False

    dependencies = [
        ('cases', '0002_guards'),
        ('city', '0001_begin'),
    ]

    operations = [
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(fields=['procedure', 'opened_at'], name='case_opened'),
        ),
        AddIndexConcurrently(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_at__isnull', False)), fields=['procedure', 'closed_at'], name='case_closed'),
        ),
        AddIndexConcurrently(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at__isnull', False)), fields=['rule', 'stopped_at'], name='clock_ended'),
        ),
        AddIndexConcurrently(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at', None)), fields=['rule', 'due_at'], name='clock_due'),
        ),
        AddIndexConcurrently(
            model_name='clock',
            index=models.Index(condition=models.Q(('stopped_at__gt', models.F('due_at'))), fields=['rule', 'stopped_at'], name='clock_missed'),
        ),
        AddIndexConcurrently(
            model_name='verdict',
            index=models.Index(fields=['given_at'], name='verdict_given'),
        ),
    ]
