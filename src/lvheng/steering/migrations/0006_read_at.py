from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('steering', '0005_report_drafts'),
    ]

    operations = [
        migrations.AddField(
            model_name='frozenreading',
            name='read_at',
            field=models.DateTimeField(null=True, verbose_name='所据登记的时刻'),
        ),
    ]
