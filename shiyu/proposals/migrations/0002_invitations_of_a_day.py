from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('proposals', '0001_begin'),
    ]

    operations = [
        migrations.AddField(
            model_name='submitter',
            name='invited',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='submitter',
            name='invited_on',
            field=models.DateField(null=True),
        ),
    ]
