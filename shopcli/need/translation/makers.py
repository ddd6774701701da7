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
富士=Fujifilm 捷波朗=Jabra 铁三角=Audio-Technica 拜亚动力=Beyerdynamic 缤特力=Plantronics 哈曼卡顿=Harman_Kardon 佳明=Garmin
颂拓=Suunto 美泰=Mattel 孩之宝=Hasbro 普联=TP-LINK 网件=NETGEAR 友讯=D-Link 思科=Cisco 贝尔金=Belkin 绿联=UGREEN 安克=Anker
倍思=Baseus 肯辛通=Kensington 泰格斯=Targus 施耐德=Schneider_Electric 伊顿=Eaton 霍尼韦尔=Honeywell 戴森=Dyson
德龙=De'Longhi 凯伍德=Kenwood 博朗=Braun 特福=Tefal 象印=Zojirushi 双立人=Zwilling 欧乐=Oral-B 新百伦=New_Balance
斯凯奇=Skechers 匡威=Converse 安德玛=Under_Armour 北面=The_North_Face 始祖鸟=Arc'teryx 迪卡侬=Decathlon 百事=Pepsi
费列罗=Ferrero 好时=Hershey's 联合利华=Unilever 资生堂=Shiseido 西铁城=Citizen 天梭=Tissot 浪琴=Longines 欧米茄=Omega
魅族=Meizu 一加=OnePlus 红米=Redmi 真我=Realme 酷派=Coolpad 努比亚=Nubia 阿迪=Adidas 斐乐=Fila 彪马=Puma 蔻驰=Coach
海飞丝=Head_&_Shoulders 珀莱雅=Proya 科颜氏=Kiehl's 雅漾=Avène 理肤泉=La_Roche-Posay 薇姿=Vichy 韶音=Shokz 漫步者=Edifier
科沃斯=Ecovacs 石头科技=Roborock 追觅=Dreame 波司登=Bosideng 特步=Xtep 鸿星尔克=Erke 创维=Skyworth 牧田=Makita 得伟=DeWalt
米沃奇=Milwaukee 利优比=Ryobi 百得=Black_&_Decker 喜利得=Hilti 史丹利=Stanley 麦太保=Metabo 费斯托=Festool 泛音=Fein
琢美=Dremel 威克士=Worx 卡赫=Kärcher 凯驰=Kärcher 斯蒂尔=Stihl 富世华=Husqvarna 牧高笛=Mobi_Garden 皇家=Royal_Canin
渴望=Orijen 爱肯拿=Acana 希尔斯=Hill's 冠能=Pro_Plan 宝路=Pedigree 伟嘉=Whiskas 素力高=Solid_Gold 巅峰=ZIWI 飒拉=Zara
优衣库=Uniqlo 巴宝莉=Burberry 博柏利=Burberry 葆蝶家=Bottega_Veneta 罗意威=Loewe 蔻依=Chloé 盟可睐=Moncler 杰尼亚=Zegna
乐斯菲斯=The_North_Face 土拨鼠=Marmot 猛犸象=Mammut 哥伦比亚=Columbia 凯乐石=Kailas 昂跑=On 霍卡=Hoka 亚瑟士=ASICS
鬼塚虎=Onitsuka_Tiger 派克=Parker 百乐=Pilot 辉柏嘉=Faber-Castell 施德楼=Staedtler 途明=TUMI 新秀丽=Samsonite 李宁=Li-Ning
安踏=ANTA 雷朋=Ray-Ban 奥克利=Oakley 欧克利=Oakley 普拉达=Prada 古驰=Gucci 迪奥=Dior 香奈儿=Chanel 爱马仕=Hermès
范思哲=Versace 阿玛尼=Armani 蒂芙尼=Tiffany 宝格丽=Bulgari 卡地亚=Cartier 梵克雅宝=Van_Cleef_&_Arpels 施华洛世奇=Swarovski
潘多拉=Pandora 周大福=Chow_Tai_Fook 汤姆福特=Tom_Ford 芬迪=Fendi 赛琳=Celine 圣罗兰=Saint_Laurent 华伦天奴=Valentino
缪缪=Miu_Miu 珑骧=Longchamp 迈克高仕=Michael_Kors 拉夫劳伦=Ralph_Lauren 汤米=Tommy_Hilfiger 卡尔文克莱恩=Calvin_Klein
雨果博斯=Hugo_Boss 拉科斯特=Lacoste 勃肯=Birkenstock 暇步士=Hush_Puppies 添柏岚=Timberland 其乐=Clarks 马丁博士=Dr._Martens
索康尼=Saucony 布鲁克斯=Brooks 美津浓=Mizuno 萨洛蒙=Salomon 迈乐=Merrell 茵宝=Umbro 锐步=Reebok 万斯=Vans 劳力士=Rolex
卡西欧=Casio 精工=Seiko 东方双狮=Orient 汉米尔顿=Hamilton 天王=Tian_Wang 海鸥=Sea-Gull 百达翡丽=Patek_Philippe
爱彼=Audemars_Piguet 万国=IWC 积家=Jaeger-LeCoultre 泰格豪雅=TAG_Heuer 帝舵=Tudor 真力时=Zenith 宝玑=Breguet 宝珀=Blancpain
沛纳海=Panerai 百年灵=Breitling 美度=Mido 雪铁纳=Certina 斯沃琪=Swatch 化石=Fossil 丹尼尔惠灵顿=Daniel_Wellington
小天才=Okii 华米=Amazfit 乐心=Lifesense 高驰=Coros 博能=Polar 小米=Xiaomi 荣耀=Honor 传音=Tecno 黑莓=BlackBerry
摩托罗拉=Motorola 联想=Lenovo 惠普=HP 戴尔=Dell 华硕=Asus 微星=MSI 七彩虹=Colorful 影驰=Galax 索泰=Zotac 耕升=Gainward
蓝宝石=Sapphire 迪兰=PowerColor 讯景=XFX 华擎=ASRock 铭瑄=Maxsun 映众=Inno3D 同德=Palit 艾维克=EVGA 丽台=Leadtek 蓝戟=Gunnir
撼与=Sparkle 海韵=Seasonic 海盗船=Corsair 酷冷至尊=Cooler_Master 振华=Super_Flower 安钛克=Antec 航嘉=Huntkey 长城=Great_Wall
先马=Segotep 鑫谷=Segotep 全汉=FSP 台达=Delta 追风者=Phanteks 联力=Lian_Li 恩杰=NZXT 分形工艺=Fractal_Design
德商必酷=be_quiet! 乔思伯=Jonsbo 利民=Thermalright 猫头鹰=Noctua 九州风神=DeepCool 曜越=Thermaltake 银欣=SilverStone
芝奇=G.Skill 英睿达=Crucial 美光=Micron 威刚=ADATA 十铨=TeamGroup 海力士=SK_Hynix 铠侠=Kioxia 冠捷=AOC 飞利浦=Philips
艺卓=EIZO 泰坦军团=Titan_Army 海信=Hisense 康佳=Konka 长虹=Changhong 夏普=Sharp 东芝=Toshiba 日立=Hitachi 三菱=Mitsubishi
大金=Daikin 格力=Gree 美的=Midea 海尔=Haier 小天鹅=Little_Swan 卡萨帝=Casarte 西门子=Siemens 博世=Bosch 惠而浦=Whirlpool
伊莱克斯=Electrolux 林内=Rinnai 老板电器=Robam 方太=Fotile 九阳=Joyoung 苏泊尔=Supor 摩飞=Morphy_Richards 雀巢=Nestlé
奈斯派索=Nespresso 必胜=Bissell 鲨客=Shark 添可=Tineco 云鲸=Narwal 石头=Roborock 莱克=Lexy 小狗=Puppyoo 森海塞尔=Sennheiser
舒尔=Shure 爱科技=AKG 索尼=Sony 博士=Bose 拜亚=Beyerdynamic 歌德=Grado 魔声=Monster 万魔=1MORE 声阔=Soundcore
马歇尔=Marshall 杰宝=Jabra 飞傲=FiiO 水月雨=Moondrop 佳能=Canon 尼康=Nikon 松下=Panasonic 奥林巴斯=Olympus 徕卡=Leica
哈苏=Hasselblad 宾得=Pentax 理光=Ricoh 适马=Sigma 腾龙=Tamron 图丽=Tokina 柯达=Kodak 宝丽来=Polaroid 大疆=DJI 影石=Insta360
曼富图=Manfrotto 创想三维=Creality 拓竹=Bambu_Lab 纵维立方=Anycubic 闪铸=Flashforge 极光尔沃=JGAurora 智能派=Elegoo
快造=Snapmaker 崔克=Trek 闪电=Specialized 捷安特=Giant 美利达=Merida 斯科特=Scott 佳能戴尔=Cannondale 梅花=Colnago
比安奇=Bianchi 皮纳瑞罗=Pinarello 布朗普顿=Brompton 小布=Brompton 大行=Dahon 喜玛诺=Shimano 禧玛诺=Shimano 速联=SRAM
阿托米克=Atomic 金鸡=Rossignol 海德=Head 费舍尔=Fischer 沃克=Völkl 伯顿=Burton 奥索卡=Ozark 狼爪=Jack_Wolfskin 沙乐华=Salewa
沃德=Vaude 巴塔哥尼亚=Patagonia 攀山鼠=Klattermusen 挪客=Naturehike 黑冰=Blackice 思凯乐=Scaler 探路者=Toread 多特=Deuter
格里高利=Gregory 本田=Honda 丰田=Toyota 日产=Nissan 马自达=Mazda 斯巴鲁=Subaru 铃木=Suzuki 雅马哈=Yamaha 川崎=Kawasaki
现代=Hyundai 起亚=Kia 福特=Ford 雪佛兰=Chevrolet 别克=Buick 凯迪拉克=Cadillac 林肯=Lincoln 克莱斯勒=Chrysler 道奇=Dodge
吉普=Jeep 奔驰=Mercedes-Benz 宝马=BMW 奥迪=Audi 大众=Volkswagen 保时捷=Porsche 沃尔沃=Volvo 捷豹=Jaguar 路虎=Land_Rover
宾利=Bentley 法拉利=Ferrari 兰博基尼=Lamborghini 玛莎拉蒂=Maserati 标致=Peugeot 雪铁龙=Citroën 雷诺=Renault 菲亚特=Fiat
斯柯达=Škoda 讴歌=Acura 英菲尼迪=Infiniti 雷克萨斯=Lexus 特斯拉=Tesla 皇家恩菲尔德=Royal_Enfield 哈雷=Harley-Davidson
哈雷戴维森=Harley-Davidson 杜卡迪=Ducati 凯旋=Triumph 印第安=Indian 阿普利亚=Aprilia 古兹=Moto_Guzzi 比亚乔=Piaggio
维斯帕=Vespa 巴贾杰=Bajaj 英雄=Hero 胡斯瓦纳=Husqvarna 雅诗兰黛=Estée_Lauder 兰蔻=Lancôme 倩碧=Clinique 娇兰=Guerlain
娇韵诗=Clarins 希思黎=Sisley 海蓝之谜=La_Mer 赫莲娜=Helena_Rubinstein 芭比波朗=Bobbi_Brown 魅可=MAC 纳斯=NARS 贝玲妃=Benefit
衰败城市=Urban_Decay 玫珂菲=Make_Up_For_Ever 植村秀=Shu_Uemura 黛珂=Decorté 奥尔滨=Albion 肌肤之钥=Clé_de_Peau 芳珂=Fancl
欧莱雅=L'Oréal 美宝莲=Maybelline 露华浓=Revlon 玉兰油=Olay 旁氏=Pond's 妮维雅=Nivea 多芬=Dove 丝芙兰=Sephora
欧舒丹=L'Occitane 美体小铺=The_Body_Shop 悦诗风吟=Innisfree 兰芝=Laneige 雪花秀=Sulwhasoo 伊蒂之屋=Etude_House 谜尚=Missha
菲诗小铺=The_Face_Shop 蒂佳婷=Dr._Jart+ 馥蕾诗=Fresh 彼得罗夫=Peter_Thomas_Roth 修丽可=SkinCeuticals 醉象=Drunk_Elephant
宝拉珍选=Paula's_Choice 丝塔芙=Cetaphil 适乐肤=CeraVe 优色林=Eucerin 贝德玛=Bioderma 依云=Evian 碧欧泉=Biotherm
欧缇丽=Caudalie 朵梵=Darphin 伊索=Aesop 祖玛珑=Jo_Malone 百瑞德=Byredo 蒂普提克=Diptyque 阿蒂仙=L'Artisan_Parfumeur
芦丹氏=Serge_Lutens 潘海利根=Penhaligon's 馥马尔=Frederic_Malle 凯利安=Kilian 格兰菲迪=Glenfiddich
格兰威特=Glenlivet 格兰花格=Glenfarclas 格兰杰=Glenmorangie 百富=Balvenie 拉弗格=Laphroaig 拉加维林=Lagavulin 阿贝=Ardbeg
雅柏=Ardbeg 波摩=Bowmore 云顶=Springbank 高原骑士=Highland_Park 大摩=Dalmore 布纳哈本=Bunnahabhain
卡尔里拉=Caol_Ila 布赫拉迪=Bruichladdich 格兰多纳=GlenDronach 本尼维斯=Ben_Nevis 帝摩=Deanston 欧本=Oban 齐侯门=Kilchoman
吉拉=Jura 艾伦=Arran 山崎=Yamazaki 白州=Hakushu 余市=Yoichi 尊尼获加=Johnnie_Walker 芝华士=Chivas 百龄坛=Ballantine's
杰克丹尼=Jack_Daniel's 占边=Jim_Beam 美格=Maker's_Mark 野火鸡=Wild_Turkey 轩尼诗=Hennessy 马爹利=Martell 人头马=Rémy_Martin
绝对伏特加=Absolut 灰雁=Grey_Goose 百加得=Bacardi 添加利=Tanqueray 哥顿=Gordon's 必富达=Beefeater 拉菲=Lafite 奔富=Penfolds
酪悦=Moët 喜力=Heineken 百威=Budweiser 嘉士伯=Carlsberg 科罗娜=Corona 健力士=Guinness 酿酒狗=BrewDog 福佳=Hoegaarden
教士=Franziskaner 朝日=Asahi 麒麟=Kirin 哈根达斯=Häagen-Dazs 本杰瑞=Ben_&_Jerry's 梦龙=Magnum 瑞士莲=Lindt 吉百利=Cadbury
德芙=Dove 士力架=Snickers 健达=Kinder 歌帝梵=Godiva 亨氏=Heinz 家乐氏=Kellogg's 桂格=Quaker 川宁=Twinings 立顿=Lipton
星巴克=Starbucks 意利=Illy 拉瓦萨=Lavazza 可口可乐=Coca-Cola 红牛=Red_Bull 达能=Danone 卡夫=Kraft 欧普特蒙=Optimum_Nutrition
奥普帝蒙=Optimum_Nutrition 肌肉科技=MuscleTech 赛霸=Cytosport 健安喜=GNC 诺奥=Now_Foods 斯旺森=Swanson
自然之宝=Nature's_Bounty 乐高=LEGO 万代=Bandai 费雪=Fisher-Price 伟易达=VTech 任天堂=Nintendo 世嘉=Sega 卡普空=Capcom
科乐美=Konami 育碧=Ubisoft 暴雪=Blizzard 动视=Activision 艺电=Electronic_Arts 史克威尔=Square_Enix 南梦宫=Namco 光荣=Koei
德美施=DMC 宜家=IKEA 无印良品=MUJI 膳魔师=Thermos 虎牌=Tiger 康宁=Corning 乐扣=LocknLock 特百惠=Tupperware 菲仕乐=Fissler
酷彩=Le_Creuset 珐宝=Staub 柳宗理=Sori_Yanagi 优唯斯=Uvex
"""
MAKERS: dict[str, str] = {
    chinese: maker.replace("_", " ").lower() for chinese, maker in (pair.split("=") for pair in _MAKERS.split())
}


def in_han(maker: str) -> tuple[str, ...]:
    """The Chinese names of a maker that the world knows by another: 希捷 of "Seagate"."""
    return tuple(chinese for chinese, known in MAKERS.items() if known == maker.lower())


def in_latin(brands: Mapping[str, str]) -> dict[str, str]:
    """The Chinese ones of a catalog's brands by the names that the world knows them by, lower case: "estée lauder"."""
    latin: dict[str, str] = {}
    for brand in filter(has_han, brands.values()):
        names = (MAKERS.get(brand), *proper_names(open_dictionary().glosses(brand)))
        for name in filter(None, names):
            latin |= dict.fromkeys((name.lower(), without_accents(name.lower())), brand)
    return {name: brand for name, brand in latin.items() if name not in brands and len(name) > _SHORTEST}
