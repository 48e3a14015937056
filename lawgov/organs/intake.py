"""Loading the organs and their changes from the fixtures."""

from lawgov.loading import Loader, day, read_csv
from lawgov.organs.models import Organ, OrganChange


def load_organs(loader: Loader) -> None:
    """Load every organ, superiors first, and the changes between them."""
    waiting = list(read_csv("organs.csv"))
    known: dict[str, Organ] = {}
    while waiting:
        ready = [row for row in waiting if not row["parent"] or row["parent"] in known]
        if not ready:
            raise ValueError(f"organs.csv: no such superior: {waiting[0]['parent']}")
        for row in ready:
            known[row["code"]] = _load_organ(loader, row, known.get(row["parent"]))
        waiting = [row for row in waiting if row["code"] not in known]
    for row in read_csv("organ_changes.csv"):
        loader.load(
            OrganChange,
            {"old": known[row["old"]], "new": known[row["new"]]},
            {
                "approved_on": day(row["approved_on"]),
                "effective_on": day(row["effective_on"]),
                **{
                    name: row[name] for name in ("kind", "document", "confidence", "note", "source")
                },
            },
        )


def _load_organ(loader: Loader, row: dict[str, str], parent: Organ | None) -> Organ:
    plain = ("name", "short_name", "kind", "level", "division_code", "aliases", "source")
    values = {
        "parent": parent,
        "path": f"{parent.path if parent else ''}{row['code']}/",
        "valid_from": day(row["valid_from"]),
        "valid_until": day(row["valid_until"]),
        **{name: row[name] for name in plain},
    }
    return loader.load(Organ, {"code": row["code"]}, values)
