# What the centre commands by.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0009_warned'),
        ('disputes', '0003_agreements'),
    ]

    operations = [
        migrations.CreateModel(
            name='CountedBoard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('counted_at', models.DateTimeField()),
                ('content', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Training',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.BigIntegerField()),
                ('on', models.DateField()),
                ('hours', models.PositiveSmallIntegerField()),
                ('subject', models.CharField(max_length=100)),
                ('noted_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('account', 'on', 'subject'), name='training_once'), models.CheckConstraint(condition=models.Q(('hours__gte', 1), ('hours__lte', 200)), name='training_hours')],
            },
        ),
        migrations.CreateModel(
            name='BreakGlass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('account', models.BigIntegerField()),
                ('post_code', models.CharField(max_length=40)),
                ('reason', models.TextField()),
                ('opened_at', models.DateTimeField()),
                ('until', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opened_in_need', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['-opened_at'], name='break_glass_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('until__gt', models.F('opened_at'))), name='break_glass_ends')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('layer', models.CharField(max_length=12)),
                ('body_code', models.CharField(blank=True, default='', max_length=40)),
                ('entered_at', models.DateTimeField()),
                ('left_at', models.DateTimeField(null=True)),
                ('left_by', models.CharField(blank=True, default='', max_length=12)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='cases.case')),
            ],
            options={
                'indexes': [models.Index(fields=['entered_at', 'layer'], name='passage_entered'), models.Index(condition=models.Q(('left_at__isnull', False)), fields=['left_at', 'layer'], name='passage_left')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('left_at', None), ('left_by', '')), models.Q(('left_at__isnull', False), models.Q(('left_by', ''), _negated=True)), _connector='OR'), name='passage_left_by_some_way')],
            },
        ),
    ]
