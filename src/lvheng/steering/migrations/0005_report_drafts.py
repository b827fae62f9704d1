from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('steering', '0004_alerts'),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.UUIDField(verbose_name='承办单位')),
                ('round', models.UUIDField(verbose_name='调度')),
                ('item', models.CharField(max_length=72, verbose_name='计划条目')),
                ('progress', models.CharField(blank=True, default='', max_length=12, verbose_name='进展判断')),
                ('text', models.TextField(blank=True, default='', verbose_name='进展情况')),
                ('problem', models.TextField(blank=True, default='', verbose_name='存在的问题')),
                ('files', ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('saved_at', models.DateTimeField(auto_now=True, verbose_name='保存于')),
            ],
            options={
                'db_table': 'steering_report_draft',
                'constraints': [models.UniqueConstraint(fields=('unit', 'round', 'item'), name='steering_report_draft_one')],
            },
        ),
    ]
