"""Puts what stands outside the kernel behind the kernel's ports; done once in every program."""

from django.conf import settings

from minzheng.adapters.messages.outbox import Outbox
from minzheng.base.events import subscribe
from minzheng.config.banking import bank_channel, bank_formats
from minzheng.config.checking import case_purpose, departments
from minzheng.config.commands.spark import spark_answers
from minzheng.config.environment import outbox_file
from minzheng.config.in_force import platform_in_force
from minzheng.config.platform import letter_templates, platform, platform_with
from minzheng.config.practice import practice
from minzheng.interfaces.calculator.registry_input import read_for_registry
from minzheng.interfaces.calculator.writing.export_workbook import write_export
from minzheng.kernel.casework import clocks, reopening
from minzheng.kernel.casework import ports as casework
from minzheng.kernel.casework.api import purposes
from minzheng.kernel.casework.letters import ports as letters
from minzheng.kernel.entitlements import handlers as following
from minzheng.kernel.entitlements import ports as entitlements
from minzheng.kernel.exchange import ports as exchange
from minzheng.kernel.exchange.events import CheckBegun, DifferenceOpened
from minzheng.kernel.payments import handlers as published
from minzheng.kernel.payments import ports as payments
from minzheng.kernel.registry import ports as registry
from minzheng.kernel.residents import ports as residents


def install_ports() -> None:
    """Who knows the rules, reads, writes and sends; what follows from what."""
    subscribe(CheckBegun, clocks.on_check_begun)
    subscribe(DifferenceOpened, reopening.on_difference_opened)
    for event, function in (*following.HANDLERS, *published.HANDLERS):
        subscribe(event, function)
    registry.install_rules(platform_in_force)
    casework.install_items(platform)
    entitlements.install_benefits(platform)
    entitlements.install_figures(platform_with)
    entitlements.install_spark(spark_answers)
    letters.install_templates(letter_templates)
    exchange.input_reader.install(read_for_registry)
    exchange.sheet_writer.install(write_export)
    exchange.case_open.install(case_purpose)
    exchange.keeps_away.install(purposes.keep_away)
    exchange.departments.install(departments)
    exchange.check_numbers.install(practice)
    payments.practice_numbers.install(practice)
    payments.bank_formats.install(bank_formats())
    payments.bank_channel.install(bank_channel)
    residents.install_messages(Outbox(outbox_file(settings.MINZHENG_HOME)))
