"""Chinese names of makers that CC-CEDICT lacks, or knows as another word only. Anybody may add to it."""

from __future__ import annotations

from collections.abc import Mapping

from shopcli.need.translation.dictionary import open_dictionary
from shopcli.need.translation.word_senses import proper_names, without_accents
from shopcli.text.scripts import has_han

_SHORTEST = 3  # of the letters of a name; fewer are initials, which may be anything
# Behind one another: the Chinese name, "=", the maker's own; a maker that the catalog lacks is no name in it.
_MAKERS = """
罗技=Logitech 金士顿=Kingston 闪迪=SanDisk 西部数据=Western_Digital 西数=Western_Digital 希捷=Seagate 雷蛇=Razer 宏基=Acer
技嘉=Gigabyte 明基=BenQ 优派=ViewSonic 兄弟=Brother 利盟=Lexmark 富士施乐=Fuji_Xerox 柯尼卡美能达=Konica_Minolta
富士=Fujifilm 捷波朗=Jabra 铁三角=Audio-Technica 拜亚动力=Beyerdynamic 缤特力=Plantronics 哈曼卡顿=Harman_Kardon
佳明=Garmin 颂拓=Suunto 美泰=Mattel 孩之宝=Hasbro 普联=TP-LINK 网件=NETGEAR 友讯=D-Link 思科=Cisco 贝尔金=Belkin
绿联=UGREEN 安克=Anker 倍思=Baseus 肯辛通=Kensington 泰格斯=Targus 施耐德=Schneider_Electric 伊顿=Eaton 霍尼韦尔=Honeywell
戴森=Dyson 德龙=De'Longhi 凯伍德=Kenwood 博朗=Braun 特福=Tefal 象印=Zojirushi 双立人=Zwilling 欧乐=Oral-B 新百伦=New_Balance
斯凯奇=Skechers 匡威=Converse 安德玛=Under_Armour 北面=The_North_Face 始祖鸟=Arc'teryx 迪卡侬=Decathlon 百事=Pepsi
费列罗=Ferrero 好时=Hershey's 联合利华=Unilever 资生堂=Shiseido 西铁城=Citizen 天梭=Tissot 浪琴=Longines 欧米茄=Omega
魅族=Meizu 一加=OnePlus 红米=Redmi 真我=Realme 酷派=Coolpad 努比亚=Nubia 阿迪=Adidas 斐乐=Fila 彪马=Puma
蔻驰=Coach 海飞丝=Head_&_Shoulders 珀莱雅=Proya 科颜氏=Kiehl's
雅漾=Avène 理肤泉=La_Roche-Posay 薇姿=Vichy 韶音=Shokz 漫步者=Edifier
科沃斯=Ecovacs 石头科技=Roborock 追觅=Dreame 波司登=Bosideng 特步=Xtep 鸿星尔克=Erke 创维=Skyworth
牧田=Makita 得伟=DeWalt 米沃奇=Milwaukee 利优比=Ryobi 百得=Black_&_Decker 喜利得=Hilti 史丹利=Stanley 麦太保=Metabo
费斯托=Festool 泛音=Fein 琢美=Dremel 威克士=Worx 卡赫=Kärcher 凯驰=Kärcher 斯蒂尔=Stihl 富世华=Husqvarna 牧高笛=Mobi_Garden
皇家=Royal_Canin 渴望=Orijen 爱肯拿=Acana 希尔斯=Hill's 冠能=Pro_Plan 宝路=Pedigree 伟嘉=Whiskas 素力高=Solid_Gold 巅峰=ZIWI
飒拉=Zara 优衣库=Uniqlo 巴宝莉=Burberry 博柏利=Burberry 葆蝶家=Bottega_Veneta 罗意威=Loewe 蔻依=Chloé 盟可睐=Moncler
杰尼亚=Zegna
乐斯菲斯=The_North_Face 土拨鼠=Marmot 猛犸象=Mammut 哥伦比亚=Columbia 凯乐石=Kailas 昂跑=On 霍卡=Hoka 亚瑟士=ASICS
鬼塚虎=Onitsuka_Tiger
派克=Parker 百乐=Pilot 辉柏嘉=Faber-Castell 施德楼=Staedtler 途明=TUMI 新秀丽=Samsonite 李宁=Li-Ning 安踏=ANTA
"""
MAKERS: dict[str, str] = {
    chinese: maker.replace("_", " ").lower() for chinese, maker in (pair.split("=") for pair in _MAKERS.split())
}


def in_latin(brands: Mapping[str, str]) -> dict[str, str]:
    """The Chinese ones of a catalog's brands by the names that the world knows them by, lower case: "estée lauder"."""
    latin: dict[str, str] = {}
    for brand in filter(has_han, brands.values()):
        names = (MAKERS.get(brand), *proper_names(open_dictionary().glosses(brand)))
        for name in filter(None, names):
            latin |= dict.fromkeys((name.lower(), without_accents(name.lower())), brand)
    return {name: brand for name, brand in latin.items() if name not in brands and len(name) > _SHORTEST}
