"""An evaluation as it is added."""

from typing import Any

from django import forms

from lawgov.forms import Refusing, dress
from lawgov.statutes.forms import DayField
from normative.models import Evaluation, Option


class EvaluationForm(Refusing, forms.ModelForm):
    """Why, when, by whom and how a document was evaluated; what was found, advised and done."""

    class Meta:
        model = Evaluation
        fields = ["trigger", "done_on", "team", "method", "findings", "advice", "action"]
        field_classes = {"done_on": DayField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["trigger"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Option.objects.filter(list=Option.List.TRIGGER)
        field.to_field_name = "code"
        for one in self.fields.values():
            dress(one)
