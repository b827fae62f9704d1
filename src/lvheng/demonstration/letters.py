"""Two letter templates, so that a demonstration's lists can be written to at once."""

from __future__ import annotations

from datetime import date

from lvheng.kernel.access.viewer import SYSTEM_VIEWER
from lvheng.kernel.acts.perform import Item, perform_set
from lvheng.kernel.letters.acts import Wording, WriteLetterTemplate

USED_SINCE = date(2024, 1, 2)
WORDINGS = (
    Wording(
        title="核对律师事务所登记信息",
        listing="firms",
        organ="{机构}",
        number="京司函〔2026〕{序号}号",
        heading="关于核对律师事务所登记信息的函",
        addressee="{名称}",
        text=(
            "为准确掌握全市律师行业情况，现将登记簿所载你所信息函告如下：统一社会信用代码{统一社会信用代码}，组织形式{组织形式}，"
            "{设立日期}设立，负责人{负责人}，在所执业律师{律师数}名，住所在{所在区}。\n"
            "请于收到本函之日起十日内核对。与实际不符的，请按《律师事务所管理办法》的规定办理变更登记，或者提出更正。\n特此函达。"
        ),
        signed_by="{机构}",
    ),
    Wording(
        title="执业满十年致贺",
        listing="lawyers",
        heading="致{姓名}律师",
        addressee="{姓名}律师",
        text=(
            "您于{首次执业}首次执业，现在{执业机构}执业，执业证号{执业证号}。\n"
            "感谢您多年来为首都法治建设和当事人合法权益付出的辛劳。望继续忠于宪法法律，恪守职业道德，维护公平正义。"
        ),
        signed_by="{机构}",
    ),
)


def write_templates() -> None:
    """Writes the templates that are not there yet."""
    perform_set(
        WriteLetterTemplate, [Item(each, USED_SINCE) for each in WORDINGS], actor=SYSTEM_VIEWER, basis="演示材料"
    )
