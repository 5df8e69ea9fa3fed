"""When prices have risen enough: the month evaluated is the month of the index."""

from minzheng.rules.language import Numbers, Person, Ratio, YesNo, condition, value


@condition("该月居民消费价格指数已经公布", "发改价格〔2021〕1553号")
def index_published(p: Person, n: Numbers) -> YesNo:
    """A series that was not continued must not trigger month after month."""
    return n.index_month == n.month


@value("居民消费价格单月同比涨幅达到启动条件", "发改价格〔2021〕1553号")
def consumer_prices_reached(p: Person, n: Numbers) -> YesNo:
    return n.consumer_price_rise >= n.consumer_price_threshold


@condition(
    "居民消费价格单月同比涨幅，或者其中食品价格单月同比涨幅，达到启动条件",
    "发改价格〔2021〕1553号",
)
def triggered(p: Person, n: Numbers) -> YesNo:
    return p.consumer_prices_reached or n.food_price_rise >= n.food_price_threshold


@condition(
    "仅由食品价格触发的月份，当地已确定计算补贴所用的涨幅",
    "发改价格〔2021〕1553号; 当地价格补贴联动办法",
)
def rise_settled(p: Person, n: Numbers) -> YesNo:
    return p.consumer_prices_reached or n.food_only_rise > 0


@value("计算补贴所用的涨幅", "发改价格〔2021〕1553号; 当地价格补贴联动办法")
def rise(p: Person, n: Numbers) -> Ratio:
    return n.consumer_price_rise if p.consumer_prices_reached else n.food_only_rise
