"""Chinese for what records write in English or in symbols: units, colours, materials, words of any trade. Data alone."""

from __future__ import annotations

# How a unit is said behind its number; what is not here is written as a symbol: mAh, GB, MHz.
UNITS: dict[str, str] = {
    "mm": "毫米", "cm": "厘米", "m": "米", "km": "公里", "in": "英寸", "ft": "英尺", "yd": "码", "nm": "纳米", "µm": "微米",
    "mg": "毫克", "g": "克", "kg": "公斤", "t": "吨", "oz": "盎司", "lb": "磅", "W": "瓦", "kW": "千瓦", "V": "伏", "A": "安",
    "mAh": "毫安时", "Ah": "安时", "Wh": "瓦时", "kWh": "千瓦时", "kJ": "千焦", "kcal": "千卡", "ml": "毫升", "l": "升",
    "m³": "立方米", "gal": "加仑", "fl oz": "液盎司", "ms": "毫秒", "s": "秒", "min": "分钟", "h": "小时", "day": "天",
    "week": "周", "month": "个月", "year": "年", "Hz": "赫兹", "°C": "℃", "m²": "平方米", "cm²": "平方厘米", "lm": "流明",
    "dB": "分贝", "rpm": "转/分", "km/h": "公里/小时", "m/s": "米/秒", "°": "度", "px": "像素", "atm": "ATM", "pcs": "件",
    "sheets": "张", "pages": "页", "g/m²": "克/平方米", "hp": "马力",
    "bar": "巴", "Nm": "牛米", "Pa": "帕", "kPa": "千帕", "J": "焦", "VA": "伏安",
    "°F": "℉", "mph": "英里/小时", "ft²": "平方英尺",
    "in²": "平方英寸", "fps": "帧/秒", "mm/s": "毫米/秒", "cd/m²": "尼特", "mm²": "平方毫米", "ha": "公顷",
    "%": "%", "Mbit/s": "Mbps", "Gbit/s": "Gbps",
}  # fmt: skip
UNITS_ALSO: dict[str, str] = {"千克": "kg", "毫安": "mAh", "月": "month", "千米": "km", "平米": "m²", "摄氏度": "°C"}
# Units that people give in another: the factor and that unit.
CONVERTED: dict[str, tuple[float, str]] = {"cl": (10, "毫升"), "dl": (100, "毫升"), "MP": (100, "万像素")}
AGES: dict[str, str] = {"year": "岁", "month": "个月"}

COLOURS: dict[str, str] = {
    "black": "黑色", "white": "白色", "grey": "灰色", "gray": "灰色", "silver": "银色", "red": "红色", "pink": "粉色",
    "yellow": "黄色", "green": "绿色", "orange": "橙色", "purple": "紫色", "gold": "金色", "brown": "棕色", "blue": "蓝色",
    "beige": "米色", "cyan": "青色", "navy": "藏青色", "navy blue": "藏青色", "khaki": "卡其色", "ivory": "象牙色",
    "cream": "奶油色", "bronze": "古铜色", "burgundy": "酒红色", "olive": "橄榄色", "olive green": "橄榄绿",
    "lilac": "淡紫色", "mint": "薄荷绿", "turquoise": "青绿色", "teal": "蓝绿色", "violet": "紫罗兰色", "magenta": "洋红色",
    "graphite": "石墨灰", "anthracite": "炭灰色", "charcoal": "炭灰色", "sand": "沙色", "coral": "珊瑚色", "rose": "玫瑰色",
    "rose gold": "玫瑰金", "copper": "铜色", "champagne": "香槟色", "sky blue": "天蓝色", "royal blue": "宝蓝色",
    "petrol": "深青色", "multicolour": "多色", "multicolor": "多色", "multi-coloured": "多色", "transparent": "透明",
    "clear": "透明", "terracotta": "陶土色", "mustard": "芥末黄", "ochre": "赭色", "apricot": "杏色", "moss": "苔绿色",
    "moss green": "苔绿色", "forest green": "森林绿", "slate": "石板灰", "taupe": "灰褐色", "lavender": "薰衣草色",
    "stone": "石色", "off-white": "米白色", "natural": "本色", "camel": "驼色", "tan": "棕褐色", "scarlet": "猩红色",
    "crimson": "深红色", "indigo": "靛蓝色", "maroon": "栗色", "peach": "蜜桃色", "plum": "梅子色", "rust": "铁锈色",
    "space grey": "深空灰",
}  # fmt: skip
# Colours named after things, which are none under a field that speaks of no colour: the milk of a camel.
_THINGS_TOO = frozenset(
    """camel sand coral peach plum apricot mustard moss stone slate rust lavender lilac mint olive cream champagne copper bronze
    rose petrol terracotta natural clear""".split()
)
PLAIN_COLOURS: dict[str, str] = {name: said for name, said in COLOURS.items() if name not in _THINGS_TOO}
SHADES: dict[str, str] = {
    "dark": "深", "deep": "深", "light": "浅", "pale": "浅", "bright": "亮", "matt": "哑光", "matte": "哑光",
}  # fmt: skip

MATERIALS: dict[str, str] = {
    "steel": "钢", "stainless steel": "不锈钢", "carbon steel": "碳钢", "aluminium": "铝", "aluminum": "铝", "iron": "铁",
    "cast iron": "铸铁", "titanium": "钛", "copper": "铜", "brass": "黄铜", "metal": "金属", "alloy": "合金", "zinc": "锌",
    "silver": "银", "sterling silver": "纯银", "gold": "金", "leather": "皮革", "genuine leather": "真皮",
    "faux leather": "人造革", "suede": "麂皮", "nubuck": "磨砂皮", "cotton": "棉", "organic cotton": "有机棉",
    "recycled cotton": "再生棉", "wool": "羊毛", "merino": "美利奴羊毛", "merino wool": "美利奴羊毛", "cashmere": "羊绒",
    "silk": "真丝", "linen": "亚麻", "hemp": "大麻纤维", "jute": "黄麻", "polyester": "涤纶",
    "recycled polyester": "再生涤纶", "nylon": "尼龙", "recycled nylon": "再生尼龙", "polyamide": "锦纶", "acrylic": "腈纶",
    "viscose": "粘胶纤维", "elastane": "氨纶", "spandex": "氨纶", "modal": "莫代尔", "fleece": "抓绒", "down": "羽绒",
    "duck down": "鸭绒", "goose down": "鹅绒", "feather": "羽毛", "feathers": "羽毛", "canvas": "帆布", "denim": "牛仔布",
    "felt": "毛毡", "velvet": "丝绒", "mesh": "网布", "fabric": "布", "textile": "织物", "microfibre": "超细纤维",
    "microfiber": "超细纤维", "synthetic": "合成材料", "rubber": "橡胶", "natural rubber": "天然橡胶", "silicone": "硅胶",
    "plastic": "塑料", "recycled plastic": "再生塑料", "foam": "泡棉", "memory foam": "记忆棉", "latex": "乳胶",
    "cork": "软木", "wood": "木", "solid wood": "实木", "oak": "橡木", "beech": "榉木", "pine": "松木", "walnut": "胡桃木",
    "birch": "桦木", "ash": "白蜡木", "teak": "柚木", "maple": "枫木", "acacia": "相思木", "mango wood": "芒果木",
    "plywood": "胶合板", "mdf": "中密度板", "chipboard": "刨花板", "bamboo": "竹", "rattan": "藤", "wicker": "柳编",
    "paper": "纸", "cardboard": "纸板", "glass": "玻璃", "borosilicate glass": "高硼硅玻璃", "mineral glass": "矿物玻璃",
    "sapphire": "蓝宝石", "sapphire glass": "蓝宝石玻璃", "ceramic": "陶瓷", "porcelain": "瓷", "stoneware": "炻器",
    "marble": "大理石", "stone": "石", "granite": "花岗岩", "concrete": "混凝土", "carbon": "碳纤维",
    "carbon fibre": "碳纤维", "carbon fiber": "碳纤维", "polycarbonate": "聚碳酸酯", "polypropylene": "聚丙烯",
    "polyethylene": "聚乙烯", "enamel": "搪瓷", "wax": "蜡", "beeswax": "蜂蜡", "soy wax": "大豆蜡",
    "fibreglass": "玻璃纤维", "fiberglass": "玻璃纤维", "glass fibre": "玻璃纤维",
    "spruce": "云杉", "cedar": "雪松", "mahogany": "桃花心木", "rosewood": "玫瑰木", "ebony": "乌木", "poplar": "杨木",
    "rubberwood": "橡胶木", "bronze": "青铜", "chrome": "镀铬", "tempered glass": "钢化玻璃", "crystal": "水晶",
    "freshwater pearl": "淡水珍珠", "pearl": "珍珠", "diamond": "钻石", "zirconia": "锆石", "cubic zirconia": "锆石",
    "neoprene": "氯丁橡胶", "corduroy": "灯芯绒", "chenille": "雪尼尔", "satin": "缎面", "lace": "蕾丝", "terry": "毛圈棉",
    "flannel": "法兰绒", "tweed": "粗花呢", "lyocell": "莱赛尔", "tencel": "天丝", "alpaca": "羊驼毛", "mohair": "马海毛",
    "sisal": "剑麻", "seagrass": "海草", "coir": "椰棕", "clay": "陶土", "bone china": "骨瓷", "terracotta": "陶土",
}  # fmt: skip

HANDS: dict[str, str] = {"left": "左手", "right": "右手", "both": "左右手", "ambidextrous": "左右手"}

WINES: dict[str, str] = {"red": "红葡萄酒", "white": "白葡萄酒", "rosé": "桃红葡萄酒", "rose": "桃红葡萄酒"}

BRAKES: dict[str, str] = {
    "disc": "碟刹", "disk": "碟刹", "disc brakes": "碟刹", "disc brake": "碟刹", "hydraulic disc": "液压碟刹",
    "hydraulic disc brakes": "液压碟刹", "mechanical disc": "机械碟刹", "rim": "圈刹",
    "rim brakes": "圈刹", "rim brake": "圈刹",
    "v-brake": "V刹", "v-brakes": "V刹", "drum": "鼓刹", "drum brake": "鼓刹", "coaster": "倒刹", "coaster brake": "倒刹",
}  # fmt: skip

CLOSURES: dict[str, str] = {
    "cork": "软木塞", "natural cork": "天然软木塞", "screw cap": "螺旋盖", "screw top": "螺旋盖", "crown cap": "皇冠盖",
    "glass stopper": "玻璃塞", "zip": "拉链", "zipper": "拉链", "buttons": "纽扣", "button": "纽扣", "snap": "按扣",
    "snaps": "按扣", "hook": "挂钩", "hook and loop": "魔术贴", "velcro": "魔术贴", "laces": "系带", "lace-up": "系带",
    "buckle": "搭扣", "magnetic": "磁扣", "drawstring": "抽绳", "butterfly": "蝴蝶扣",
}  # fmt: skip

SKINS: dict[str, str] = {
    "dry": "干性", "oily": "油性", "combination": "混合性", "mixed": "混合性", "sensitive": "敏感性", "normal": "中性",
    "mature": "熟龄", "all": "各种", "all skin types": "各种", "blemished": "易长痘", "acne-prone": "易长痘",
    "very dry": "特干性", "dehydrated": "缺水",
}  # fmt: skip

ROASTS: dict[str, str] = {
    "light": "浅烘", "light roast": "浅烘", "medium-light": "中浅烘", "medium light": "中浅烘", "medium": "中烘",
    "medium roast": "中烘", "medium-dark": "中深烘", "medium dark": "中深烘", "dark": "深烘", "dark roast": "深烘",
}  # fmt: skip

MILKS: dict[str, str] = {
    "cow": "牛奶", "cow's": "牛奶", "cow's milk": "牛奶", "goat": "山羊奶", "goat's": "山羊奶", "goat's milk": "山羊奶",
    "sheep": "绵羊奶", "sheep's": "绵羊奶", "sheep's milk": "绵羊奶", "ewe": "绵羊奶", "ewe's milk": "绵羊奶",
    "buffalo": "水牛奶", "water buffalo": "水牛奶", "yak": "牦牛奶", "camel": "骆驼奶",
    "raw": "生奶", "pasteurized": "巴氏杀菌奶",
}  # fmt: skip

PROCESSES: dict[str, str] = {"washed": "水洗", "natural": "日晒", "honey": "蜜处理", "wet hulled": "湿刨", "anaerobic": "厌氧"}

FUELS: dict[str, str] = {
    "petrol": "汽油", "gasoline": "汽油", "diesel": "柴油", "electric": "纯电", "hybrid": "油电混合",
    "plug-in hybrid": "插电混动",
    "lpg": "液化气", "cng": "天然气",
}  # fmt: skip

PEOPLE: dict[str, str] = {
    "men": "男士", "man": "男士", "men's": "男士", "male": "男士", "women": "女士", "woman": "女士", "women's": "女士",
    "female": "女士", "unisex": "男女通用", "boys": "男孩", "girls": "女孩", "kids": "儿童", "children": "儿童",
    "child": "儿童", "baby": "婴儿", "babies": "婴儿", "toddler": "幼儿", "adults": "成人", "adult": "成人",
    "teens": "青少年", "seniors": "老年人", "beginners": "初学者", "beginner": "初学者", "professional": "专业",
    "professionals": "专业人士", "dogs": "狗", "dog": "狗", "cats": "猫", "cat": "猫",
    "puppy": "幼犬", "puppies": "幼犬", "kitten": "幼猫", "kittens": "幼猫",
}  # fmt: skip

# How else a value is said of a thing.
SAID_ALSO: dict[str, tuple[str, ...]] = {
    "男士": ("男款", "男式", "男士款", "男性", "男"), "女士": ("女款", "女式", "女士款", "女性", "女"),
    "男女通用": ("男女款", "男女同款", "男女都能穿", "男女皆宜", "男女都能用", "中性款"), "男": ("男款", "男士"),
    "女": ("女款", "女士"), "儿童": ("儿童款", "孩子", "小孩"), "手动": ("手动款",), "自动": ("自动款",),
    "精装": ("精装本", "精装版", "精装书"), "平装": ("平装本", "平装版", "平装书"), "圆形": ("圆的",), "方形": ("方的",),
    "木": ("木头", "木质", "木制"), "皮革": ("皮", "皮质"), "纸板": ("硬纸板",), "钢": ("钢制", "钢质"),
    "长方形": ("长方的",), "瓶装": ("1瓶装",), "罐装": ("听装",),
}  # fmt: skip

OTHERS: dict[str, str] = {
    "high": "高的", "medium": "中等", "low": "低的", "mid": "中等", "small": "小号", "large": "大号", "extra large": "特大号",
    "short": "短的", "long": "长的", "left": "左边", "right": "右边", "both": "两边都行", "left hand": "左手",
    "right hand": "右手", "both hands": "左右手", "ambidextrous": "左右手都能用", "left-handed": "左手",
    "right-handed": "右手", "round": "圆形", "square": "方形", "rectangular": "长方形", "oval": "椭圆形", "flat": "平的",
    "soft": "软的", "hard": "硬的", "firm": "偏硬", "thin": "薄的", "thick": "厚的", "wide": "宽的", "narrow": "窄的",
    "light": "轻的", "heavy": "重的", "spring": "春季", "summer": "夏季", "autumn": "秋季", "fall": "秋季", "winter": "冬季",
    "all seasons": "四季", "all season": "四季", "all-season": "四季", "3 seasons": "三季", "indoor": "室内",
    "outdoor": "室外", "indoor and outdoor": "室内外", "manual": "手动", "automatic": "自动", "electric": "电动",
    "solar": "太阳能", "battery": "电池", "mains": "市电", "rechargeable": "可充电", "wireless": "无线", "wired": "有线",
    "quartz": "石英", "hand-wound": "手动上链", "analogue": "指针式", "analog": "指针式", "digital": "数字",
    "optical": "光学", "laser": "激光", "mechanical": "机械", "magnetic": "磁吸", "touch": "触控", "touchscreen": "触摸屏",
    "waterproof": "防水", "splashproof": "防溅水", "water-resistant": "防泼水", "detachable": "可拆卸", "removable": "可拆卸",
    "fixed": "固定", "adjustable": "可调节", "foldable": "可折叠", "folding": "折叠", "new": "全新", "used": "二手",
    "refurbished": "翻新", "in stock": "有货", "organic": "有机", "vegan": "纯素", "vegetarian": "素食", "dry": "干型",
    "off-dry": "半干", "sweet": "甜型", "semi-sweet": "半甜", "still": "无气泡", "sparkling": "起泡", "red wine": "红葡萄酒",
    "white wine": "白葡萄酒", "smooth": "光滑", "full": "全部", "single": "单个", "double": "双层", "unscented": "无香",
    "fresh": "清新", "whole bean": "整豆", "whole beans": "整豆", "ground": "研磨", "loose": "散装", "loose leaf": "散装",
    "bags": "袋装", "bottle": "瓶装", "can": "罐装", "glossy": "亮面", "matt": "哑光", "matte": "哑光",
    "dishwasher safe": "可用洗碗机洗", "machine wash": "机洗", "hand wash": "手洗", "paperback": "平装", "hardback": "精装",
    "hardcover": "精装", "audiobook": "有声书", "e-book": "电子书", "ebook": "电子书", "crime": "犯罪小说", "novel": "小说",
    "non-fiction": "非虚构类", "fiction": "小说", "fantasy": "奇幻小说", "poetry": "诗歌", "biography": "传记",
    "cookery": "烹饪", "children's book": "童书", "road": "公路", "trail": "越野", "road running": "公路跑",
    "trail running": "越野跑", "running": "跑步", "walking": "步行", "hiking": "徒步", "cycling": "骑行", "swimming": "游泳",
    "travel": "旅行", "office": "办公", "home": "家用", "business": "商用", "gaming": "游戏", "kitchen": "厨房",
    "bathroom": "浴室", "bedroom": "卧室", "living room": "客厅", "garden": "花园", "neutral": "中性", "cushioned": "缓震",
    "full size": "全尺寸", "compact": "紧凑型", "linear": "线性", "tactile": "段落感", "clicky": "有声", "original": "原装",
    "inkjet": "喷墨", "tea": "茶", "coffee": "咖啡", "notebook": "笔记本电脑", "laptop": "笔记本电脑", "tablet": "平板电脑",
    "smartphone": "智能手机", "bluetooth": "蓝牙", "in ear": "入耳式", "in the ear": "入耳式", "in-ear": "入耳式",
    "on ear": "贴耳式", "on the ear": "贴耳式", "on-ear": "贴耳式", "over ear": "头戴式", "over the ear": "头戴式",
    "over-ear": "头戴式", "around the ear": "头戴式", "true wireless": "真无线", "neckband": "颈挂式",
    "single malt": "单一麦芽", "single malt scotch": "单一麦芽苏格兰威士忌", "blended scotch whisky": "调和苏格兰威士忌",
    "blended malt scotch whisky": "混合麦芽苏格兰威士忌", "single grain whisky": "单一谷物威士忌", "frost free": "无霜",
    "front load": "滚筒", "top load": "波轮", "full hd": "全高清", "hd ready": "高清", "ultra hd": "超高清",
    "smart tv": "智能电视",
}  # fmt: skip

# What stands before the name of a thing, within it.
BEFORE_THINGS: dict[str, str] = {
    "sports": "运动", "sport": "运动", "outdoor": "户外", "indoor": "室内", "running": "跑步", "hiking": "徒步",
    "trekking": "徒步",
    "cycling": "骑行", "swimming": "游泳", "fitness": "健身", "training": "训练", "travel": "旅行", "camping": "露营",
    "kitchen": "厨房", "garden": "花园", "bathroom": "浴室", "office": "办公", "gaming": "游戏", "children's": "儿童",
    "kids'": "儿童", "kid's": "儿童", "men's": "男士", "women's": "女士", "ladies'": "女士", "baby": "婴儿", "smart": "智能",
    "digital": "数字", "mechanical": "机械", "electric": "电动", "wireless": "无线", "portable": "便携", "folding": "折叠",
    "mini": "迷你", "rain": "雨天", "winter": "冬季", "summer": "夏季", "dress": "正装", "diving": "潜水", "fashion": "时尚",
}  # fmt: skip

# What a thing is, and does not have.
QUALITIES: dict[str, str] = {
    "waterproof": "防水", "wireless": "无线", "wired": "有线", "quiet": "静音", "organic": "有机", "vegan": "纯素",
    "vegetarian": "素食", "foldable": "可折叠", "adjustable": "可调节", "rechargeable": "可充电", "washable": "可水洗",
    "machine washable": "可机洗", "breathable": "透气", "windproof": "防风", "dimmable": "可调光", "removable": "可拆卸",
    "detachable": "可拆卸", "portable": "便携", "disposable": "一次性", "refillable": "可替换", "water-resistant": "防泼水",
    "water resistant": "防泼水", "shockproof": "防摔", "gluten free": "无麸质", "gluten-free": "无麸质", "sugar free": "无糖",
    "fragrance free": "无香料", "illustrated": "带插图", "reflective": "反光", "recyclable": "可回收",
    "biodegradable": "可降解", "ergonomic": "人体工学", "transparent": "透明", "lockable": "可上锁", "stackable": "可叠放",
    "freestanding": "自立式", "seamless": "无缝", "cordless": "无绳", "inflatable": "可充气", "extendable": "可伸缩",
    "fragrance-free": "无香料", "alcohol free": "不含酒精", "nickel free": "不含镍", "bpa free": "不含双酚A",
    "lactose free": "不含乳糖", "dairy free": "不含乳制品", "dishwasher safe": "可用洗碗机洗", "oven safe": "可进烤箱",
    "microwave safe": "可用微波炉加热", "resealable": "可重新封口",
    "insulated": "保温", "reversible": "双面可用", "handmade": "手工制作",
}  # fmt: skip

PLACES: dict[str, str] = {
    "China": "中国", "Germany": "德国", "France": "法国", "Italy": "意大利", "Spain": "西班牙", "Portugal": "葡萄牙",
    "United Kingdom": "英国", "UK": "英国", "England": "英格兰", "Scotland": "苏格兰", "Ireland": "爱尔兰", "USA": "美国",
    "United States": "美国", "America": "美国", "Canada": "加拿大", "Mexico": "墨西哥", "Argentina": "阿根廷",
    "Chile": "智利", "Brazil": "巴西", "Peru": "秘鲁", "Australia": "澳大利亚", "New Zealand": "新西兰", "Japan": "日本",
    "Korea": "韩国", "South Korea": "韩国", "Taiwan": "台湾", "India": "印度", "Thailand": "泰国", "Vietnam": "越南",
    "Indonesia": "印度尼西亚", "Malaysia": "马来西亚", "Sri Lanka": "斯里兰卡", "Turkey": "土耳其", "Greece": "希腊",
    "Austria": "奥地利", "Switzerland": "瑞士", "Netherlands": "荷兰", "Holland": "荷兰", "Belgium": "比利时",
    "Denmark": "丹麦", "Sweden": "瑞典", "Norway": "挪威", "Finland": "芬兰", "Poland": "波兰", "Czech Republic": "捷克",
    "Hungary": "匈牙利", "Romania": "罗马尼亚", "Bulgaria": "保加利亚", "Croatia": "克罗地亚", "Slovenia": "斯洛文尼亚",
    "Georgia": "格鲁吉亚", "Lebanon": "黎巴嫩", "Israel": "以色列", "Egypt": "埃及", "Morocco": "摩洛哥",
    "South Africa": "南非", "Kenya": "肯尼亚", "Ethiopia": "埃塞俄比亚", "Colombia": "哥伦比亚", "Moldova": "摩尔多瓦",
    "Macedonia": "马其顿", "EU": "欧盟", "Europe": "欧洲", "English": "英语", "German": "德语", "French": "法语",
    "Spanish": "西班牙语", "Italian": "意大利语", "Chinese": "中文", "Japanese": "日语", "Portuguese": "葡萄牙语",
    "Dutch": "荷兰语", "Russian": "俄语", "Arabic": "阿拉伯语",
}  # fmt: skip

# Names of fields that no licence has, by their words, the last word of a name first: "watch type".
FIELDS: dict[str, str] = {
    "colour": "颜色", "color": "颜色", "size": "尺寸", "sizes": "尺码", "weight": "重量", "material": "材质", "type": "类型",
    "category": "类别", "rating": "评分", "price": "价格", "brand": "品牌", "gender": "适用人群", "for": "适用人群",
    "country": "产地", "origin": "产地", "length": "长度", "width": "宽度", "height": "高度", "depth": "深度",
    "capacity": "容量", "volume": "容量", "power": "功率", "voltage": "电压", "speed": "速度", "quantity": "数量",
    "style": "款式", "shape": "形状", "pattern": "图案", "model": "型号", "series": "系列", "warranty": "保修",
    "language": "语言", "format": "形式", "genre": "体裁", "flavour": "口味", "flavor": "口味", "scent": "香味",
    "age": "年龄", "season": "季节", "technology": "技术", "standard": "标准", "certification": "认证", "certified": "认证",
    "compatibility": "兼容", "connector": "接口", "ports": "接口", "port": "接口", "strap": "表带", "case": "表壳",
    "battery": "电池", "display": "屏幕",
    "screen": "屏幕", "lining": "里衬", "sole": "鞋底", "cable": "线", "package": "包装", "packaging": "包装",
    "product": "产品", "year": "年份", "grape": "葡萄品种", "region": "产区", "content": "含量", "feature": "特点",
    "features": "特点", "layout": "布局", "switch": "轴体", "connection": "连接方式", "delivery": "配送", "stock": "库存",
    "availability": "供货", "pages": "页数", "author": "作者", "publisher": "出版社", "composition": "成分",
    "ingredients": "配料", "care": "洗护", "use": "用途", "purpose": "用途", "finish": "表面", "fit": "版型", "grade": "等级",
}  # fmt: skip

MEASURE_WORDS = tuple(
    (
        "个 条 件 双 只 支 张 台 把 片 块 本 册 包 盒 瓶 袋 颗 粒 根 对 套 枚 顶 款 种 层 键 位 次 节 卷 页 人 口 副"
        " 罐 听 桶 管 滴 杯 碗 份 盘 幅 座 辆 部 架 户 头 束 朵 株 盆 篇 则 首 分 项 色 面 组 道 处 格 根 扇 轮 挡 档"
        " 盏 串 匹 艘 枝 贴"
    ).split()
)
