"""Campaigns, and documents for them where no fixture can register them."""

from datetime import date
from typing import Any

from lawgov.organs.models import Organ
from normative import cleaning, registering
from normative.models import Cleanup, Document
from tests.normative.conftest import TEXT, TODAY, drafted


def registered_for_clean_up(titles: list[str], by: Any) -> list[Document]:
    """Documents of 太原 in force; all but the last rest on the heating ordinance."""
    organ = Organ.objects.get(code="140100")
    made = []
    for number, title in enumerate(titles, 1):
        draft = drafted(
            title, number=f"并政发〔2024〕{number}号", register_number=f"TYGF-2024-{number}",
            signed_on="2024-02-20", published_on="2024-03-01", effective_on="2024-04-01",
        )  # fmt: skip
        made.append(registering.register(draft, organ=organ, by=by, today=TODAY, text=TEXT))
    for one in made[:-1]:
        one.bases.create(law="山西省城市供热条例", article="第三条", clause="第一条")
    return made


def campaign_of(by: Any, organ: str = "140000", **values: Any) -> Cleanup:
    """A campaign of an organ, opened in September."""
    usual = {"name": "2026年规范性文件清理", "kind": "regular", "basis": "国发〔2008〕17号",
             "opened_on": date(2026, 9, 1), "until": date(2026, 12, 31)}  # fmt: skip
    body = Organ.objects.get(code=organ)
    return cleaning.open_cleanup(Cleanup(**{**usual, **values}), organ=body, by=by, today=TODAY)
