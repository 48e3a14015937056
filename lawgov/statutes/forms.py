"""The shape of a question about a deadline."""

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lawgov.statutes.current import Question
from lawgov.statutes.deadlines import Span
from lawgov.statutes.models import CalendarYear, Period
from lawgov.statutes.names import name_of

DATE_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日"]


class DayField(forms.DateField):
    """A day typed as people write it: 2025-3-5, 2025/3/5, 20250305, 2025年3月5日."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d"))
        super().__init__(input_formats=DATE_FORMATS, **kwargs)
        self.widget.attrs |= {"placeholder": "2025-03-05", "autocomplete": "off"}


class SpansField(forms.CharField):
    """Spans of days as FROM:TO, separated by blanks or commas."""

    default_error_messages = {"invalid": _("Write spans like 2013-04-01:2013-05-20.")}

    def clean(self, value: Any) -> tuple[Span, ...]:
        spans = []
        for pair in re.split(r"[\s,，;；]+", super().clean(value).strip()):
            if not pair:
                continue
            first, _colon, last = pair.replace("：", ":").partition(":")
            try:
                spans.append(Span(date.fromisoformat(first), date.fromisoformat(last)))
            except ValueError as error:
                raise forms.ValidationError(self.error_messages["invalid"], "invalid") from error
        return tuple(spans)


class DeadlineForm(forms.Form):
    """What is asked of the deadline engine, by page and API alike."""

    code = forms.ChoiceField(label=_("Period"))
    start = DayField(label=_("Day of the event"))
    received = DayField(
        label=_("Application received"),
        required=False,
        help_text=_("Chooses the law; the day of the event where it is empty."),
    )
    suspend = SpansField(label=_("Suspended"), required=False)
    exclude = SpansField(label=_("Excluded"), required=False)
    extend = forms.IntegerField(label=_("Extended by"), required=False, min_value=0, max_value=3660)
    content_known = DayField(label=_("Content known"), required=False)
    variant = forms.ChoiceField(
        label=_("Variant"),
        required=False,
        choices=[("", _("Ordinary")), ("real_estate", _("Real estate"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: dict[str, str] = {}
        for code, event in Period.objects.order_by("pk").values_list("code", "start_event"):
            names.setdefault(code, f"{name_of(code)}（{event}）")
        self.fields["code"].choices = list(names.items())  # type: ignore[attr-defined]
        for field in self.fields.values():
            kind = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
            field.widget.attrs.setdefault("class", kind)

    @property
    def question(self) -> Question:
        """The question, once the form is valid."""
        data = self.cleaned_data
        return Question(
            code=data["code"],
            start=data["start"],
            received=data["received"],
            suspensions=data["suspend"],
            exclusions=data["exclude"],
            extension=data["extend"] or 0,
            content_known=data["content_known"],
            variant=data["variant"],
        )


class YearForm(forms.Form):
    """The calendar of a year as a file, and the notice it comes from."""

    file = forms.FileField(
        label=_("File (CSV)"),
        help_text=_("Columns: date, kind (off or work), name; one row for each exception."),
    )
    source = forms.CharField(
        label=_("source"),
        max_length=CalendarYear._meta.get_field("source").max_length,
        widget=forms.TextInput(attrs={"class": "vTextField"}),
        help_text=_("The notice that publishes the year."),
    )
