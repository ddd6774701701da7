"""How Chinese says what is to be done with something that one has: 让咖啡保温, 把鞋子收纳起来."""

from __future__ import annotations

from shopcli.util.lazy_regex import pattern

DEEDS = pattern(
    "(?:我?(?:想要?|要|需要|怎么|怎样|如何|可以|能)*)(?P<first>把(?!价|预算)|[让使](?!人|你|他|她|我(?!们?的))|给(?=我们?的))(?:我们?|家里)?的?"
)
