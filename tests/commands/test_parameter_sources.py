"""A source says where a value is from; how sure it is, is said by its confidence alone."""

from minzheng.config.platform import assemble, discover_lines

HOW_SURE = ("示例", "他地做法", "凭记忆", "待本地", "待确认", "待核对")


def test_no_source_says_again_how_sure_the_value_is() -> None:
    definitions = assemble(discover_lines()).parameters.definitions.values()
    said = [
        f"{definition.key}: {dated.source}"
        for definition in definitions
        for dated in definition.values
        if any(word in dated.source for word in HOW_SURE)
    ]
    assert not said
