def awkward_tables(counties, vocabulary):
    import pyarrow as pa
    from minzheng.rules.facts import Entity
    from minzheng.rules.batch.snapshot import arrow_schema
    return "320411-000", {e: arrow_schema(vocabulary, e).empty_table() for e in Entity}
