"""Resident IDs in a column: well-formed ones by column arithmetic, the others one by one."""

from dataclasses import dataclass
from datetime import date

import pyarrow as pa
import pyarrow.compute as pc

from minzheng.base.divisions import PROVINCES
from minzheng.base.errors import InvalidIdentifier
from minzheng.base.resident_id import OLDEST_AGE, ResidentIdFault, parse_resident_id
from minzheng.interfaces.calculator.reading.cells import parse_date
from minzheng.interfaces.calculator.reading.columns import BadCell, ColumnReader
from minzheng.interfaces.calculator.reading.problems import CellFault

_RESEMBLES = r"^([0-9]{15}|[0-9]{17}[0-9Xx])$"
_ORDINARY = r"^[1-7][0-9]{16}[0-9X]$"
_NEARLY = r"^([0-9]{16}|[0-9]{17}|[0-9]{19}|[0-9]{18}[Xx])$"
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_CHARACTERS = pa.array(list("10X98765432"))
_PROVINCES = pa.array(sorted(PROVINCES))
_REMEDY = "请对照身份证逐位核对；没有身份证的成员可留空"


@dataclass(frozen=True, slots=True)
class Identities:
    """Person ids with resident IDs brought to 18 digits, and what those say.

    ``born`` and ``sex`` (1 male, 2 female) are null where the id is no resident ID.
    """

    ids: pa.Array
    born: pa.Array
    sex: pa.Array
    bad: tuple[BadCell, ...]
    doubtful: tuple[BadCell, ...]


class IdentityReader:
    """Reads the batches of the column of person ids."""

    def __init__(self, today: date) -> None:
        self._today = today
        self._dates = ColumnReader(lambda text: parse_date(text), pa.int32())

    def read(self, ids: pa.Array) -> Identities:
        """Check what looks like a resident ID; anything else is an id of the office's own."""
        born, well_formed = self._ordinary(ids)
        sequence = pc.if_else(well_formed, pc.utf8_slice_codeunits(ids, 16, 17), None)
        sex = pc.subtract(2, pc.bit_wise_and(sequence.cast(pa.int32()), 1))
        resembles = pc.fill_null(pc.match_substring_regex(ids, _RESEMBLES), False)
        left = pc.and_(resembles, pc.invert(well_formed))
        nearly = pc.fill_null(pc.match_substring_regex(ids, _NEARLY), False)
        fault = CellFault("像是身份证号，但位数不是18位", "如果是身份证号，请核对位数")
        doubtful = tuple(
            BadCell(index, ids[index].as_py(), fault)
            for index in pc.indices_nonzero(nearly).to_pylist()
        )
        return self._one_by_one(Identities(ids, born, sex, (), doubtful), left)

    def _ordinary(self, ids: pa.Array) -> tuple[pa.Array, pa.Array]:
        """Birth dates, and which ids have the ordinary form with nothing to object to."""
        formed = pc.fill_null(pc.match_substring_regex(ids, _ORDINARY), False)
        text = pc.if_else(formed, ids, pa.scalar(None, pa.string()))
        born = self._dates.read(pc.utf8_slice_codeunits(text, 6, 14)).values
        today = int(f"{self._today:%Y%m%d}")
        # A whole year of margin: those close to the limit are judged one by one.
        alive = pc.and_(
            pc.less_equal(born, today),
            pc.greater(born, today - (OLDEST_AGE - 1) * 10_000),
        )
        province = pc.is_in(pc.utf8_slice_codeunits(text, 0, 2), value_set=_PROVINCES)
        check = pc.equal(pc.utf8_slice_codeunits(text, 17, 18), _check_characters(text))
        good = pc.fill_null(pc.and_(pc.and_(alive, province), check), False)
        return pc.if_else(good, born, pa.scalar(None, pa.int32())), good

    def _one_by_one(self, found: Identities, left: pa.Array) -> Identities:
        positions = pc.indices_nonzero(left).to_pylist()
        if not positions:
            return found
        ids, born, sex = found.ids.to_pylist(), found.born.to_pylist(), found.sex.to_pylist()
        bad: list[BadCell] = []
        for index in positions:
            try:
                read = parse_resident_id(ids[index], today=self._today)
            except InvalidIdentifier as error:
                # Foreign spouses count as members; their permits have numbers of the same length.
                if error.fault is not ResidentIdFault.FOREIGN_PERMIT:
                    wrong = error.fault.message.rstrip("。")
                    bad.append(BadCell(index, ids[index], CellFault(wrong, _REMEDY)))
                continue
            ids[index] = read.number
            # Sequences of centenarians leave the century open: nothing to compare with.
            if not read.century_uncertain:
                born[index] = int(f"{read.birth_hint:%Y%m%d}")
            sex[index] = int(read.sex_hint)
        return Identities(
            pa.array(ids, pa.string()),
            pa.array(born, pa.int32()),
            pa.array(sex, pa.int32()),
            tuple(bad),
            found.doubtful,
        )


def _check_characters(text: pa.Array) -> pa.Array:
    total = pa.array([0], pa.int32())[0]
    for position, weight in enumerate(_WEIGHTS):
        digit = pc.utf8_slice_codeunits(text, position, position + 1).cast(pa.int32())
        total = pc.add(total, pc.multiply(digit, weight))
    remainder = pc.subtract(total, pc.multiply(pc.divide(total, 11), 11))
    return _CHECK_CHARACTERS.take(remainder)
