"""How Chinese asks for several things at once; words are not parted by blanks, and a measure word opens a thing of its own."""

from shopcli.need.languages.bundle_grammar import BundleGrammar

_MEASURES = (
    "个|只|把|张|顶|条|件|双|对|副|台|部|支|枝|本|瓶|包|盒|袋|块|套|辆|盏|床|口|根|罐|桶|份|款|种|幅|架|身|箱|束|串|片|卷|壶|杯|盘|碗|盆|株|棵|面|座|组"
    "|粒|颗|枚|节|管|排|打|样|棵|尊|堆|瓣|板|篮"
)
_NUMBER = r"\d{1,3}|[一两二三四五六七八九十]{1,3}"
_AND = "还有|以及|外加|再加上?|(?<!参)加上|另加|再来|再要|另外|和|与"

BUNDLES = BundleGrammar(
    joints=rf"\s*(?:[、,;](?!\d)\s*(?:{_AND})?|{_AND})\s*",
    closes="[、和与]|以及|还有|外加|加上",
    breaks=r"[。.!?:](?!\d)\s*",
    determiners=rf"(?P<cut>(?:(?:还|也|再|另)(?:要|来|买|配|想要|需要)?\s*)?(?P<count>{_NUMBER})\s*(?:{_MEASURES})(?=[^\s\d,。、;]))",
    opening=r".*?(?:我想要|我要|想要|想买|要买|需要|帮我(?:找|配|选|搭配)|给我(?:来|找|配)?|来|买|配|要|找|推荐|有没有)[ :]*",
    together=r"一共|总共|总计|合计|共计|加起来|加在一起|合起来|总价|总预算|总额|全部加|全部一起|一起|整套|三样|两样|四样|都算上|全部|共",
    only_together=r"预算|控制在|别超过|不要超过",
    each=r"每[个只把张顶条件双台样]|各(?=[\d一二两三四五六七八九十不在低])|单价|单个",
    for_each=r"(?:全都?要?|都要|全部要?|全是|都是|都得|统一要?|一律要?|都)(?:是|要|用)?",
    taken_up=r"(?:其中|但|但是|而)?",
    linking=r"\s*(?:的?(?:价格)?(?:要|得|必须|应该|是|在)?)",
    as_one="[二三四两多]合一|一体机?|两用|三用|多用",
    tied="适合|适用|用于|搭配|带有?|给|为|送|配有|含有?|能|可以",
    refers="配套的|[配给跟和适合]它|它的|与之",
    further=r"(?:好的?|行|那|嗯|,|\s)*(?:再加上?|再来|再要|还要|还需要|还想要|另外(?:再)?(?:要|加|来)?|加上?|也要|和|以及)\s*",
    without=r"(?:好的?|那|,|\s)*(?:不要|不用|不需要|去掉|拿掉|取消|算了|不买|别要)(?:这个|那个)?(?P<thing>[^,。;!?]+?)(?:了|吧|啦)*",
    cheaper=(
        r"(?:好的?|那|有没有|,|\s)*(?:(?:更)?便宜(?:一?点儿?|一?些)?的(?P<thing>[^,。;!?]+?)"
        r"|(?P<thing2>[^,。;!?]+?)(?:要|能|可以)?(?:再|更)?(?:太贵|便宜(?:一?点儿?|一?些))(?:了|的|吗|吧)*|(?:太贵|(?:再"
        r"|更)?便宜(?:一?点儿?|一?些))(?:了|的|吗|吧)*)"
    ),
    summed=r"(?:那|但|但是|,|\s)*(?:控制|保持)?(?:在)?",
    messages={
        "looked_for": "我找的是：{roles}",
        "role": "{name}×{count}",
        "limit": "一共{words}",
        "best": "最合适的一套一共{total}。",
        "left": "最合适的一套一共{total}，比上限少{rest}。",
        "reached": "最合适的一套一共{total}，正好到上限。",
        "no_sum": "最合适的一套如下，其中有的没有标价。",
        "cheapest": "最便宜的一套一共{total}：{titles}",
        "over": "放在一起都超出上限：最便宜的一套要{total}，超出{over}。",
        "under": "没有这么贵的搭配：最贵的一套是{total}。",
        "give": "可以{ways}。",
        "give_wish": "放弃“{name}”的“{wish}”（{total}）",
        "give_role": "不要“{name}”（{total}）",
        "more_money": "多加{over}",
        "or": "，或者",
        "lacking": "本店没有叫“{name}”的商品。",
        "relaxed": "“{name}”：没有商品符合{wishes}，给出的是最接近的。",
        "unpriced": "“{name}”：符合的商品都没有标价。",
        "currencies": "“{name}”：符合的商品都不以{currency}标价。",
        "too_few": "没有足够多不同的商品来凑齐。",
        "times": "{count}×{price}＝{total}",
        "pick": "{name}：",
        "titles": "；",
        "spoken": "这{count}件一共{total}。",
        "spoken_left": "这{count}件一共{total}，比您的上限{limit}少{rest}。",
        "spoken_over": "这{count}件一共{total}，比您的上限{limit}多{rest}。",
        "added": "加上{name}",
        "dropped": "不要{name}",
        "cheaper": "低于{price}",
        "budget": "一共{words}",
    },
)
