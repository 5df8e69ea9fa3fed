"""Puts what stands outside the kernel behind the kernel's ports; done once in every program."""

from minzheng.config.platform import platform
from minzheng.interfaces.calculator.registry_input import read_for_registry
from minzheng.interfaces.calculator.writing.export_workbook import write_export
from minzheng.kernel.exchange import ports as exchange
from minzheng.kernel.registry import ports as registry


def install_ports() -> None:
    """Who knows the rules, reads inputs and writes exports."""
    registry.install_rules(platform)
    exchange.input_reader.install(read_for_registry)
    exchange.sheet_writer.install(write_export)
