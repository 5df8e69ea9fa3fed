"""Writing the results of an evaluation for officers (xlsx, CSV) and for machines (Parquet)."""

from minzheng.interfaces.calculator.writing.results import ResultForm, write_results
from minzheng.interfaces.calculator.writing.summary import Summary, Total, summarise

__all__ = ["ResultForm", "Summary", "Total", "summarise", "write_results"]
