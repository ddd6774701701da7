"""What assumed wishes are called in Chinese; those that are not here are told in the words of records."""

from __future__ import annotations

from collections.abc import Mapping

WISHES: Mapping[str, str] = {
    "light": "轻便", "lightweight": "轻便", "waterproof": "防水", "large": "大", "bulk": "大包装", "washable": "可水洗",
    "gift": "礼品", "non-slip": "防滑", "set": "套装", "soft": "柔软", "gift box": "礼盒", "cheap": "便宜", "cotton": "棉",
    "small": "小", "quick dry": "速干", "compact": "小巧", "sturdy": "结实", "professional": "专业", "adjustable": "可调节",
    "white": "白色", "quiet": "安静", "comfortable": "舒适", "simple": "简单", "elegant": "优雅", "disposable": "一次性",
    "breathable": "透气", "durable": "耐用", "black": "黑色", "warm": "保暖", "heavy duty": "重型", "ergonomic": "人体工学",
    "foldable": "可折叠", "bright": "明亮", "insulated": "保温", "slip-on": "一脚蹬", "gift set": "礼品套装", "premium": "高档",
    "cushioned": "缓震", "unbreakable": "摔不破", "stretch": "弹力", "windproof": "防风", "leather": "皮革", "fast": "快",
    "gold": "金色", "strong": "结实", "formal": "正式", "personalised": "定制", "men": "男士", "women": "女士",
    "children": "儿童", "colourful": "色彩鲜艳", "classic": "经典", "wireless": "无线", "solar": "太阳能",
    "fragrance-free": "无香料", "individually wrapped": "独立包装", "red": "红色", "long": "长", "electric": "电动",
    "rugged": "耐用", "noise cancelling": "降噪", "blackout": "遮光", "reflective": "反光", "thermal": "保暖",
    "basic": "基础款",
    "value": "实惠", "slim": "修身", "firm": "偏硬", "thick": "厚", "leakproof": "防漏", "dimmable": "可调光",
    "non-toxic": "无毒", "easy to use": "容易使用", "rechargeable": "可充电", "down": "羽绒", "no small parts": "无小零件",
    "silver": "银色", "sugar free": "无糖", "business": "商务", "portable": "便携", "travel size": "旅行装", "neutral": "中性",
    "large display": "大屏幕", "wide": "宽", "heavy": "重", "trendy": "时尚", "stackable": "可叠放", "beginner": "入门",
    "mini": "迷你", "long battery": "续航长", "linen": "亚麻", "loud": "声音大", "travel": "旅行", "romantic": "浪漫",
    "practical": "实用", "easy": "简单", "big buttons": "大按键", "high back": "高靠背", "armrests": "扶手", "velcro": "魔术贴",
    "hypoallergenic": "低敏", "stainless steel": "不锈钢", "large print": "大字", "safe": "安全", "maternity": "孕妇",
    "organic cotton": "有机棉", "decorative": "装饰", "good quality": "质量好", "parental control": "家长控制",
}  # fmt: skip
