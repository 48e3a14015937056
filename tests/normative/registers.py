"""Registers of past documents to import: rows by their heads, as the imports take them."""

from normative.importing.running import DOCUMENTS
from tests.importing import Desk, faults
from tests.reconsideration.ledgers import as_csv

__all__ = ["DESK", "GOOD", "TEXT", "faults", "finish", "imported", "row", "start", "step"]
TEXT = "第一条　为了规范城市供热，制定本办法。\n第二条　本办法自2013年4月5日起施行。"
GOOD = {
    "标题": "太原市城市供热管理办法",
    "文号": "并政发〔2013〕12号",
    "登记号": "TYGF-2013-12",
    "制定机关": "太原市人民政府",
    "签发日期": "2013-03-01",
    "公布日期": "2013-03-05",
    "施行日期": "2013-04-05",
    "有效期至": "2018-04-04",
    "公布载体": "政府公报",
    "合法性审核": "已审核",
    "文本": TEXT,
}


def row(number: int = 12, **values: str) -> dict[str, str]:
    """A row without fault, but for what is given."""
    numbers = {"文号": f"并政发〔2013〕{number}号", "登记号": f"TYGF-2013-{number}"}
    return GOOD | numbers | values


DESK = Desk(DOCUMENTS, "/normative/", "140100", "目录.csv", as_csv)
start, step, finish, imported = DESK.start, DESK.step, DESK.finish, DESK.imported
