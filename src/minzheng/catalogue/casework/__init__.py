"""What a service item is, and how a case of one goes on: the vocabulary, without any record.

Item files import their words from ``casework.language``; the kernel asks ``flow`` what may happen
and ``clocks`` until when.
"""
