"""Publishing the calendar of a year from a file: all of it or nothing."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from lawgov.statutes.current import calendar_as_of, current_calendar, law_version
from lawgov.statutes.models import CalendarDay, CalendarYear
from lawgov.statutes.publishing import publish, read_year

FILE = Path(__file__).parent.parent / "data" / "calendar_2027.csv"
NOTICE = "2027年节假日安排通知"


def run(*words: str) -> tuple[list[str], list[str]]:
    out, err = StringIO(), StringIO()
    call_command("import_calendar", *words, stdout=out, stderr=err)
    return out.getvalue().splitlines(), err.getvalue().splitlines()


def faults_of(*rows: str, year: int | None = 2027) -> list[str]:
    with pytest.raises(ValidationError) as refused:
        read_year("\n".join(["date,kind,name", *rows]).encode(), year=year)
    return refused.value.messages


def days(year: int) -> list[tuple]:
    rows = CalendarDay.objects.of_years(year, year).order_by("date")
    return list(rows.values_list("date", "kind", "name", "source"))


def test_a_year_is_published_with_its_source_and_history(shipped):
    before = law_version()

    said, warned = run(str(FILE), "--year", "2027", "--source", NOTICE)

    found = days(2027)
    entry = CalendarDay.objects.get(date=date(2027, 1, 31)).history.get()
    assert said == ["2027年日历已公布：新增33天，修改0天，删除0天，保持0天。"]
    assert warned == []
    assert (len(found), found[3]) == (33, (date(2027, 1, 31), "work", "春节", NOTICE))
    assert CalendarYear.objects.get(year=2027).source == NOTICE
    assert entry.history_change_reason == "2027年日历：2027年节假日安排通知"
    assert law_version() != before
    assert current_calendar().works(date(2027, 1, 31).toordinal())


def test_another_file_replaces_the_year_and_the_past_stays_known(shipped):
    publish(read_year(FILE.read_bytes()), source=NOTICE)
    old = law_version()
    rows = FILE.read_text().replace("2027-01-31,work", "2027-01-30,work")
    rows = rows.replace("2027-06-09,off,端午节\n", "")

    counts = publish(read_year(rows.encode()), source=NOTICE)

    day = date(2027, 1, 31).toordinal()
    assert counts == {"kept": 31, "added": 1, "removed": 2}
    assert (current_calendar().works(day), calendar_as_of(old).works(day)) == (False, True)


def test_the_same_file_twice_is_no_change_of_the_law(shipped):
    run(str(FILE), "--source", NOTICE)
    version = law_version()

    said, _warned = run(str(FILE), "--source", NOTICE)

    assert said == ["2027年日历已公布：新增0天，修改0天，删除0天，保持33天。"]
    assert law_version() == version


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("2027-02-30,off,春节", "“2027-02-30”不是日期。"),
        (",off,春节", "“”不是日期。"),
        ("2026-12-31,off,元旦", "2026-12-31不在2027年。"),
        ("2027-01-04,work,元旦", "2027-01-04不是周末，本来就是工作日。"),
        (
            "2027-01-01,holiday,元旦",
            "类别只能是“off”（放假）或“work”（调休上班），不能是“holiday”。",
        ),
        ("2027-01-01,off,", "请填写节日名称，最多50个字。"),
        ("2027-01-01,off," + "节" * 51, "请填写节日名称，最多50个字。"),
        ("2090-01-01,off,元旦", "2090-01-01超出日历范围。"),
    ],
)
def test_each_fault_names_its_row(shipped, row, fault):
    assert faults_of("2027-10-01,off,国庆节", "", row) == [f"第4行：{fault}"]


def test_every_fault_is_named_at_once(shipped):
    found = faults_of("2027-01-01,off,元旦", "2027-01-01,off,元旦", "x,y,", "2027-01-04,work,元旦")

    assert found == [
        "第3行：2027-01-01已在第2行出现。",
        "第4行：类别只能是“off”（放假）或“work”（调休上班），不能是“y”。",
        "第4行：请填写节日名称，最多50个字。",
        "第4行：“x”不是日期。",
        "第5行：2027-01-04不是周末，本来就是工作日。",
    ]


def test_the_first_row_names_the_year_where_nobody_does(shipped):
    assert faults_of("2027-01-01,off,元旦", "2028-01-01,off,元旦", year=None) == [
        "第3行：2028-01-01不在2027年。"
    ]


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "第1行应为列名date, kind, name；缺少：date, kind, name。"),
        (b"date,name\n2027-01-01,x\n", "第1行应为列名date, kind, name；缺少：kind。"),
        (b"date,kind,name\n", "文件中没有日期。"),
        (b"\xff\xff\xff", "文件不是CSV表格。"),
        (b"date,kind,name\n" + b"x" * 199_000 + b",off,y", f"第2行：“{'x' * 30}…”不是日期。"),
        (b"x" * 200_001, "文件过大，不像一年的日历。"),
    ],
    ids=["empty", "column", "no days", "binary", "long", "large"],
)
def test_what_is_no_calendar_is_refused(shipped, content, fault):
    with pytest.raises(ValidationError) as refused:
        read_year(content)

    assert refused.value.messages == [fault]


@pytest.mark.parametrize(
    "content",
    [
        FILE.read_text().encode("gb18030"),
        b"\xef\xbb\xbf" + FILE.read_bytes(),
        FILE.read_text().replace("\n", "\r\n").encode(),
        FILE.read_text().replace("2027-01-0", "2027/1/").encode(),
        FILE.read_text().replace(",off,", ",放假,").replace(",work,", ",调休上班,").encode(),
    ],
    ids=["gb18030", "mark", "crlf", "slashes", "words"],
)
def test_files_are_read_as_office_programs_write_them(shipped, content):
    assert read_year(content).days == read_year(FILE.read_bytes()).days


def test_a_lost_holiday_is_warned_of(shipped):
    lines = [line for line in FILE.read_text().splitlines() if "中秋" not in line]

    file = read_year("\n".join(lines).encode())

    assert (len(file.days), file.warnings) == (32, ["缺少中秋，2026年的日历中有。"])


def test_a_bad_file_leaves_everything_as_it_was(shipped, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text(FILE.read_text() + "2027-13-01,off,元旦\n")
    before = (days(2027), law_version())

    with pytest.raises(CommandError, match="第35行：“2027-13-01”不是日期。"):
        run(str(bad), "--source", NOTICE)

    assert (days(2027), law_version()) == before
    assert not CalendarYear.objects.filter(year=2027).exists()


@pytest.mark.parametrize(
    "words",
    [
        [str(FILE)],
        [str(FILE), "--source", ""],
        [str(FILE), "--source", "长" * 301],
        [str(FILE), "--source", NOTICE, "--year", "2028"],
        ["no-such-file.csv", "--source", NOTICE],
    ],
    ids=["no source", "empty source", "long source", "other year", "no file"],
)
def test_the_command_refuses(shipped, words):
    with pytest.raises(CommandError):
        run(*words)

    assert days(2027) == []


def test_a_day_far_away_does_not_upset_the_calendar(shipped):
    CalendarDay.objects.create(date=date(1990, 1, 1), kind="off", name="x", source="test")
    CalendarDay.objects.create(date=date(2099, 1, 1), kind="off", name="x", source="test")

    assert current_calendar().works(date(2026, 11, 25).toordinal())


def test_the_administrator_publishes_a_year_from_a_file(client, keeper):
    client.force_login(keeper)
    address = reverse("admin:statutes_calendaryear_import")
    assert address in client.get(reverse("admin:statutes_calendaryear_changelist")).content.decode()

    bad = {"source": NOTICE, "file": SimpleUploadedFile("a.csv", b"date,kind,name\nx,off,y\n")}
    refused = client.post(address, bad)
    good = {"source": NOTICE, "file": SimpleUploadedFile("a.csv", FILE.read_bytes())}
    done = client.post(address, good, follow=True)

    text = refused.content.decode()
    assert (refused.status_code, "第2行：“x”不是日期。" in text, NOTICE in text) == (
        400,
        True,
        True,
    )
    assert "2027年日历已公布：新增33天" in done.content.decode()
    assert CalendarYear.objects.get(year=2027).history.get().history_user == keeper


@pytest.mark.parametrize("role", ["审计员", "承办人"])
def test_others_do_not_publish(client, make_user, role):
    user = make_user(role, username="other")
    user.is_staff = True
    user.save()
    client.force_login(user)
    address = reverse("admin:statutes_calendaryear_import")

    assert (client.get(address).status_code, client.post(address).status_code) == (403, 403)
