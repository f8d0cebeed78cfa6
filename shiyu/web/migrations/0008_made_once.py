"""A phrase or a hand-over asked for by a program under a key is made once."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('web', '0007_background_tasks'),
    ]

    operations = [
        migrations.AddField(
            model_name='handover',
            name='key',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddField(
            model_name='handover',
            name='asked',
            field=models.BinaryField(max_length=32, null=True),
        ),
        migrations.AddField(
            model_name='ownphrase',
            name='key',
            field=models.CharField(blank=True, db_default='', default='', max_length=64),
        ),
        migrations.AddConstraint(
            model_name='handover',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('made_by', 'key'), name='handover_once'),
        ),
        migrations.AddConstraint(
            model_name='ownphrase',
            constraint=models.UniqueConstraint(condition=models.Q(('key', ''), _negated=True), fields=('made_by', 'key'), name='phrase_once'),
        ),
    ]
