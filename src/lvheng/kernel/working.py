"""The working tables: what may be written without an act. Every other table is written by acts alone, or only grows.

A test asks the database which tables its guards leave open, and compares.
"""

from __future__ import annotations

from collections.abc import Mapping

WORKING: Mapping[str, str] = {
    "elicence_check": "电子证照被核验的次数",
    "elicence_status_list": "现行的电子证照状态名单",
    "kernel_account": "账号：谁能登录",
    "kernel_api_key": "程序进入接口的密钥",
    "kernel_cache": "登录失败的计数",
    "kernel_idempotency": "接口一天内的回答",
    "kernel_intake": "带进来的表格、成批办理的名单",
    "kernel_kept_reading": "留用的读数",
    "kernel_notice": "通知",
    "kernel_pace": "谁问了几次，用来限速",
    "kernel_proposal": "等另一人批准的行为",
    "kernel_saved_list": "保存的名单",
    "kernel_search_key": "检索用的键，可由登记簿重建",
    "kernel_subscription": "关注",
    "kernel_upload": "带来而还没有行为收下的文件",
    "plan_proposal": "正在读入的计划文件",
    "steering_alert_choice": "各人选的计划提醒",
    "steering_report_draft": "没有报送的调度反馈草稿",
}
"""Our own working tables, each with what it holds."""

LIBRARIES = ("account_", "auth_", "django_", "mfa_", "procrastinate_", "socialaccount_", "usersessions_")
"""How the names of tables begin that libraries keep: sessions, second factors, jobs, migrations."""
