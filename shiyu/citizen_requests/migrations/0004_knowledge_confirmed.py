from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('citizen_requests', '0003_knowledge_by_two_people'),
    ]

    operations = [
        migrations.CreateModel(
            name='KnowledgeConfirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.BigIntegerField()),
                ('version', models.PositiveIntegerField()),
                ('key', models.CharField(max_length=140, unique=True)),
                ('confirmed_by', models.BigIntegerField()),
                ('confirmed_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['number', 'version', '-confirmed_at'], name='knowledge_confirmed')],
            },
        ),
    ]
