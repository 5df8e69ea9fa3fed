"""How our workbooks look: one quiet palette and one font for every sheet that we write."""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

FONT = "微软雅黑"
INK = "1F2937"
MUTED = "6B7280"
LINE = "D1D5DB"

TITLE_FONT = Font(name=FONT, size=16, bold=True, color=INK)
SECTION_FONT = Font(name=FONT, size=12, bold=True, color=INK)
HEAD_FONT = Font(name=FONT, size=10, bold=True, color="FFFFFF")
COLUMN_FONT = Font(name=FONT, size=10, bold=True, color=INK)
CELL_FONT = Font(name=FONT, size=10, color=INK)
NOTE_FONT = Font(name=FONT, size=10, color=MUTED)
EXAMPLE_FONT = Font(name=FONT, size=10, italic=True, color=MUTED)
ERROR_FONT = Font(name=FONT, size=10, bold=True, color="B42318")

HEAD_FILL = PatternFill("solid", fgColor="1F4E79")
KEY_FILL = PatternFill("solid", fgColor="374151")
ERROR_FILL = PatternFill("solid", fgColor="FEE4E2")
WARNING_FILL = PatternFill("solid", fgColor="FEF0C7")

THIN = Border(
    left=Side("thin", LINE),
    right=Side("thin", LINE),
    top=Side("thin", LINE),
    bottom=Side("thin", LINE),
)
CENTRE = Alignment(horizontal="center", vertical="center", wrap_text=True)
WRAP = Alignment(vertical="center", wrap_text=True)
GROUP = Alignment(horizontal="left", vertical="center", indent=1)
MIDDLE = Alignment(vertical="center")
RIGHT = Alignment(horizontal="right", vertical="center")

TEXT_FORMAT = "@"
MONEY_FORMAT = "#,##0.00"
COUNT_FORMAT = "#,##0"
DATE_FORMAT = "yyyy-mm-dd"
MONTH_FORMAT = "yyyy-mm"

# White text stands out from each of these (contrast at least 4.5), dark text from each pale one.
_GROUPS = (
    ("1F4E79", "DDEBF7"),
    ("375623", "E2EFDA"),
    ("7F4A00", "FCE9D4"),
    ("5B2C6F", "EADCF1"),
    ("0B5563", "D7EEF2"),
    ("7B241C", "F8DEDB"),
    ("4A4A00", "F3F1D2"),
    ("334155", "E2E8F0"),
)


def group_fills(number: int) -> tuple[PatternFill, PatternFill]:
    """The strong and the pale fill of the n-th group of columns."""
    strong, pale = _GROUPS[number % len(_GROUPS)]
    return PatternFill("solid", fgColor=strong), PatternFill("solid", fgColor=pale)
