"""One factory per model; each is valid without arguments."""

import factory
from factory.django import DjangoModelFactory

from lawgov.accounts.models import User
from lawgov.organs.models import Organ
from reports.models import AnnualReport, IdentityRule, Indicator, Line, Observation


class OrganFactory(DjangoModelFactory):
    class Meta:
        model = Organ

    code = factory.Sequence("99{:04}".format)
    name = factory.LazyAttribute(lambda o: f"测试{o.code}人民政府")
    short_name = factory.LazyAttribute(lambda o: f"测试{o.code}")
    kind = Organ.Kind.GOVERNMENT
    level = Organ.Level.PREFECTURE
    path = factory.LazyAttribute(lambda o: f"{o.parent.path if o.parent else ''}{o.code}/")
    parent = None
    source = "test"


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User

    username = factory.Sequence("user{}".format)
    name = factory.Sequence("测试员{}".format)
    organ = factory.SubFactory(OrganFactory)


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    code = factory.Sequence("test.indicator_{}".format)
    name = factory.Sequence("测试指标{}".format)
    section = "disputes"
    definition = "测试用的口径"
    unit = "件"
    aggregation = "sum"
    scope = "own"
    valid_from = 2013
    source = "test"


class AnnualReportFactory(DjangoModelFactory):
    class Meta:
        model = AnnualReport

    year = 2014
    organ = factory.SubFactory(OrganFactory)
    title = factory.LazyAttribute(lambda o: f"{o.year}年依法行政工作情况报告")


class LineFactory(DjangoModelFactory):
    class Meta:
        model = Line

    report = factory.SubFactory(AnnualReportFactory)
    indicator = factory.SubFactory(IndicatorFactory)
    organ = factory.LazyAttribute(lambda o: o.report.organ)
    scope = "own"


class ObservationFactory(DjangoModelFactory):
    class Meta:
        model = Observation

    indicator = factory.SubFactory(IndicatorFactory)
    organ = factory.SubFactory(OrganFactory)
    year = 2014
    scope = "own"
    value = 5
    source = "entered"
    section = "disputes"


class IdentityRuleFactory(DjangoModelFactory):
    class Meta:
        model = IdentityRule

    code = factory.Sequence("rule-{}".format)
    name = "收到等于受理加其他处理"
    name_en = "Received = accepted + otherwise handled"
    left = "test.received"
    relation = "="
    right = "test.accepted + test.otherwise"
    severity = "error"
    valid_from = 2013
    source = "test"
