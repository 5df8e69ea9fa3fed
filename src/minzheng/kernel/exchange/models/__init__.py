"""The tables of imports and exports."""

from minzheng.kernel.exchange.models.exports import ExportRequest
from minzheng.kernel.exchange.models.imports import ImportFile, ImportJob, ImportPart

__all__ = ["ExportRequest", "ImportFile", "ImportJob", "ImportPart"]
