"""The sheets of a published table for the board of a village, on A4."""

from collections.abc import Sequence
from datetime import date

from minzheng.kernel.documents.api.typesetting import Letter, Paragraph, Table, pdf_of

_WIDTHS = (4, 2, 3)


def sheet(
    *,
    title: str,
    place: str,
    office: str,
    columns: Sequence[str],
    rows: Sequence[Sequence[str]],
    days: tuple[date, date],
) -> bytes:
    """The PDF. `days` are the first and the last on which it hangs."""
    posted, last = days
    letter = Letter(
        office=office,
        title=title,
        number="",
        addressee="",
        blocks=(
            Paragraph(f"现将{place}{title}公布如下，自{_day(posted)}起至{_day(last)}止："),
            Table(tuple(columns), tuple(map(tuple, rows)), _WIDTHS[-len(columns) :]),
            Paragraph(f"有不同意见的，请向{office}反映，当面、书面、电话均可，署名或者匿名均可。"),
        ),
        signed=office,
        dated=posted,
        remarks=("期满后请及时取下并销毁。请勿拍照、转发。",),
    )
    return pdf_of(letter)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
