"""The commands of ``minzheng``, one subject each."""
