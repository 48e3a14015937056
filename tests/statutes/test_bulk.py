"""Due days without explanation are those of the engine."""

from datetime import date, timedelta

from lawgov.statutes.bulk import bare_days, due_days
from lawgov.statutes.current import current_calendar
from lawgov.statutes.deadlines import calculate
from lawgov.statutes.models import Period


def test_every_period_gives_the_same_days_in_bulk_as_explained(shipped):
    calendar = current_calendar()
    starts = [date(2012, 12, 20) + timedelta(days) for days in range(0, 5200, 7)]
    for period in Period.objects.select_related("rule_set"):
        explained = [calculate(period.terms, day, calendar) for day in starts]
        bare = [bare_days(period.terms, day.toordinal(), calendar) for day in starts]

        assert due_days(period.terms, starts, calendar) == [one.due for one in explained]
        assert bare == [
            (one.nominal.toordinal(), one.due.toordinal(), one.is_provisional) for one in explained
        ]
