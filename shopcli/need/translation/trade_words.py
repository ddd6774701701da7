"""What trades call their goods, and what those are told apart by, in Chinese, where CC-CEDICT lacks it or means another thing.

Anybody may add to it. None of it is of one shop: a word that a catalog does not use means nothing there.
"""

from __future__ import annotations

# As in `supplement`: a word, "=", its terms with "/" between them and "_" for blanks, the usual one first.

# What fields are called: 酒精度最高, 刷新率144以上.
_FIELDS = """
酒精度=alcohol/abv/alcohol_by_volume 酒精含量=alcohol/abv/alcohol_by_volume 酒精浓度=alcohol/abv/alcohol_by_volume
苦度=bitterness/ibu 色度=colour/ebc/srm 酸度=acidity/ph 甜度=sweetness/sugar 排量=displacement/engine_displacement/cc
马力=horsepower/hp/power 扭矩=torque 油耗=fuel_consumption/mileage/mpg 里程=mileage/range 续航里程=range/mileage
轴距=wheelbase 座高=seat_height 离地间隙=ground_clearance 最高时速=top_speed 油箱=fuel_tank/fuel_capacity
百公里加速=acceleration 响应时间=response_time 分辨率=resolution 屏幕尺寸=screen_size/display_size 屏幕比例=aspect_ratio
对比度=contrast/contrast_ratio 亮度=brightness/luminance 色域=color_gamut 面板=panel/panel_type
像素=pixels/megapixels/resolution 快门=shutter 光圈=aperture 焦距=focal_length 变焦=zoom 光学变焦=optical_zoom
显存=memory/video_memory/vram 主频=clock_speed/base_clock 核心数=cores 线程数=threads 缓存=cache
接口=interface/ports/connectivity 转速=speed/rpm 噪音=noise/noise_level 分贝=noise/noise_level 功耗=power_consumption/tdp
额定功率=rated_power/wattage 瓦数=wattage/watts 电压=voltage 电流=current 频率=frequency 灵敏度=sensitivity 阻抗=impedance
频响=frequency_response 电池容量=battery_capacity 充电时间=charging_time 待机时间=standby_time
防水等级=water_resistance/waterproof_rating 材质=material 面料=fabric/material 成分=composition/ingredients 配料=ingredients
配料表=ingredients 热量=calories/energy 卡路里=calories/energy 蛋白质=protein 脂肪=fat 碳水=carbohydrates/carbs
碳水化合物=carbohydrates/carbs 膳食纤维=fibre/fiber 钠=sodium 糖分=sugar/sugars 含糖量=sugar/sugars 咖啡因=caffeine
净含量=net_weight/net_content 产地=origin/country 产区=region/origin 品种=variety/grape 年份=vintage/year 酒庄=winery
酒厂=distillery/brewery 酒桶=cask/barrel 雪莉桶=sherry_cask 波特桶=port_cask 波本桶=bourbon_cask 泥煤=peat/peated
保质期=shelf_life 针号=needle_size 线号=yarn_weight 支数=yarn_count 根数=count 片数=pieces/count
颗粒数=pieces/number_of_pieces 页数=pages 开本=format 装订=binding 出版社=publisher 作者=author
出版年份=publication_year/year 语种=language 期号=issue 期数=issues/issue 品相=condition/grade 成色=condition/grade
玩家人数=players/number_of_players 游戏时长=playing_time/play_time 难度=difficulty/complexity 重度=weight/complexity
销量=sales 评分=rating 评论数=reviews/number_of_reviews 打印尺寸=print_size 打印速度=print_speed 层厚=layer_thickness
喷嘴=nozzle 耗材=filament 线材=filament/cable 株高=height/plant_height 花期=bloom_season/flowering_time 播种期=sowing_time
发芽天数=days_to_germination 成熟期=days_to_maturity 光照=sun/light 耐寒=hardy/hardiness 日照=sun/sunlight 车架=frame
前叉=fork 变速=gears/speed 轮径=wheel_size 行程=travel 落差=drop 鞋跟=heel 跟高=heel_height 鞋底=sole 鞋面=upper 楦=last/fit
宽楦=wide_fit/wide_last/wide 镜片=lens/lenses 镜框=frame 镜腿=temple 表盘=dial 表带=strap/band 表壳=case
表径=case_diameter/case_size 机芯=movement 表镜=crystal 香调=fragrance_family/notes 前调=top_notes
中调=heart_notes/middle_notes 后调=base_notes 香料=notes/spice 浓度=concentration 色号=shade/color 质地=texture
肤质=skin_type 妆效=finish 遮瑕力=coverage 功效=benefits/function 适用人群=target_group/audience
承重=load_capacity/weight_capacity 最大承重=maximum_load 座深=seat_depth 床垫=mattress 坐垫=cushion/seat
"""

# What things and their sorts are called.
_THINGS = """
百叶帘=venetian_blinds/blinds 百叶=blinds 百叶窗=blinds/shutters 竖百叶=vertical_blinds 垂直帘=vertical_blinds
卷帘=roller_blind/roller_blinds 罗马帘=roman_blind/roman_blinds 斑马帘=day_and_night_blinds/zebra_blinds
蜂巢帘=honeycomb_blinds 天窗帘=skylight_blind 遮光=blackout 遮光窗帘=blackout_curtains/blackout_blinds
遮光帘=blackout_blinds/blackout_curtains 木头=wood/wooden 木质=wooden/wood 木制=wooden/wood 实木=solid_wood
原木=solid_wood/natural_wood 胡桃木=walnut 橡木=oak 柚木=teak 松木=pine 榉木=beech 藤编=rattan/wicker 黄铜=brass
铸铁=cast_iron 锻铁=wrought_iron 大理石=marble 水晶=crystal 丝绒=velvet 硅胶=silicone/silicon 皮质=leather
真皮=genuine_leather/leather 人造革=faux_leather/PU 帆布=canvas 牛津布=oxford_fabric 尼龙=nylon 碳纤维=carbon_fiber/carbon
铝合金=aluminium/aluminum/alloy 钛合金=titanium 不锈钢=stainless_steel 玻璃=glass 陶瓷=ceramic 树脂=resin 灰色=grey/gray
米色=beige 藏青色=navy 藏蓝色=navy 驼色=camel 卡其色=khaki 杏色=apricot/nude 裸色=nude 酒红色=burgundy/wine_red
墨绿色=dark_green 军绿色=olive/army_green 香槟色=champagne 奶白色=cream/off-white 象牙白=ivory 银灰色=silver_grey
湖蓝色=turquoise 青绿色=teal 紫罗兰色=violet 玫红色=hot_pink/fuchsia 橘色=orange 炭黑色=charcoal 渐变=gradient
迷彩=camouflage/camo 条纹=striped/stripes 格子=plaid/checked 波点=polka_dot 碎花=floral 豹纹=leopard
刺绣=embroidered/embroidery 蕾丝=lace 亮片=sequins 印花=printed/print 手绘=hand-painted/hand_painted
手工=handmade/handcrafted 复古=vintage/retro 中古=vintage/second-hand 老式=vintage/old-fashioned 做旧=distressed
极简=minimalist 北欧=scandinavian/nordic 工业风=industrial 法式=french 美式=american 日式=japanese 中式=chinese
落地灯=floor_lamp 台灯=table_lamp/desk_lamp 吊灯=pendant_lamp/chandelier/ceiling_lamp 壁灯=wall_lamp/sconce
床头柜=nightstand/bedside_table 斗柜=chest_of_drawers/dresser 五斗柜=chest_of_drawers/dresser 边柜=sideboard 边几=side_table
茶几=coffee_table 玄关柜=console_table 扶手椅=armchair 躺椅=lounge_chair/recliner 吧椅=bar_stool 餐椅=dining_chair
挂钟=wall_clock 座钟=mantel_clock/table_clock 烛台=candlestick/candle_holder 花瓶=vase 相框=picture_frame
挂画=wall_art/painting 挂毯=tapestry 地毯=rug/carpet 花环=wreath 花束=bouquet 鲜花=flowers/fresh_flowers 干花=dried_flowers
永生花=preserved_flowers 向日葵=sunflower/sunflowers 康乃馨=carnation 满天星=gypsophila/baby's_breath 绣球=hydrangea
郁金香=tulip/tulips 芍药=peony 牡丹=peony 百合=lily/lilies 薰衣草=lavender 山地车=mountain_bike/mtb 公路车=road_bike
折叠车=folding_bike 硬尾=hardtail 软尾=full_suspension 电助力=electric/e-bike/pedal_assist 电动自行车=electric_bike/e-bike
平衡车=balance_bike 踏板车=scooter 踏板摩托=scooter 巡航车=cruiser 街车=naked_bike/street_bike 仿赛=sport_bike/sports_bike
越野摩托=dirt_bike/off-road_motorcycle 头盔=helmet 护目镜=goggles 护背=back_protector 护膝=knee_pads
滑雪镜=ski_goggles/goggles 雪镜=ski_goggles/goggles 滑雪头盔=ski_helmet/helmet 单板=snowboard 双板=ski/skis
固定器=bindings/binding 雪鞋=ski_boots/snowboard_boots 雪服=ski_suit/ski_jacket 雪裤=ski_pants 雪杖=ski_poles
冰鞋=ice_skates/skates 雪橇=sled/sledge 墨镜=sunglasses 太阳镜=sunglasses 偏光=polarized/polarised 飞行员=aviator
蛤蟆镜=aviator 猫眼=cat_eye/cat-eye 圆框=round 方框=square/rectangle 变色=photochromic/transition/color_changing
近视=prescription 防蓝光=blue_light_blocking/blue_light 机械表=mechanical_watch/mechanical 石英表=quartz_watch/quartz
电子表=digital_watch/digital 自动机械=automatic 潜水表=diver's_watch/dive_watch 情侣表=couple_watch/pair_watch
女表=women_watch/ladies_watch 男表=men_watch/mens_watch 怀表=pocket_watch 计时码表=chronograph 光动能=solar/eco-drive
夜光=luminous 毛线=yarn 棉线=cotton_yarn/cotton 蕾丝线=lace_yarn 粗线=chunky_yarn/bulky_yarn 细线=fine_yarn/fingering
羊驼毛=alpaca 美利奴=merino 美利奴羊毛=merino_wool/merino 马海毛=mohair 开司米=cashmere 棒针=knitting_needles
钩针=crochet_hook 纯棉=100%_cotton/cotton 精梳棉=combed_cotton 有机棉=organic_cotton 羊毛=wool 羊绒=cashmere 安哥拉=angora
腈纶=acrylic 精酿=craft_beer/craft 艾尔=ale 拉格=lager 世涛=stout 波特=porter/port 小麦啤=wheat_beer 白啤=wheat_beer/witbier
黑啤=stout/dark_beer 酸啤=sour_beer/sour 皮尔森=pilsner/pilsen 印度淡色艾尔=india_pale_ale/ipa
无酒精=alcohol_free/non-alcoholic 低度=low_alcohol 单一麦芽=single_malt 单一麦芽威士忌=single_malt_whisky/single_malt
调和威士忌=blended_whisky 波本=bourbon 黑麦=rye 起泡酒=sparkling_wine 桃红=rosé/rose 冰酒=ice_wine 赤霞珠=cabernet_sauvignon
梅洛=merlot 黑皮诺=pinot_noir 霞多丽=chardonnay 长相思=sauvignon_blanc 雷司令=riesling 西拉=syrah/shiraz 马尔贝克=malbec
仙粉黛=zinfandel 桑娇维塞=sangiovese 内比奥罗=nebbiolo 丹魄=tempranillo 散茶=loose_tea/loose_leaf 茶包=tea_bags
生普=raw_pu-erh/sheng 熟普=ripe_pu-erh/shou 岩茶=rock_tea/oolong 大红袍=da_hong_pao 铁观音=tieguanyin
正山小种=lapsang_souchong 金骏眉=jin_jun_mei 龙井=longjing/dragon_well 茉莉花茶=jasmine_tea 伯爵茶=earl_grey
花草茶=herbal_tea 抹茶=matcha 手冲=pour_over 意式浓缩=espresso 挂耳=drip_bag 挂耳咖啡=drip_bag_coffee 咖啡豆=coffee_beans
浅烘=light_roast 中浅烘=medium-light_roast 中深烘=medium-dark_roast 中烘=medium_roast 深烘=dark_roast 浅度烘焙=light_roast
中度烘焙=medium_roast 深度烘焙=dark_roast 日晒=natural/dry_process 水洗=washed 蜜处理=honey_process 瑰夏=geisha/gesha
耶加雪菲=yirgacheffe 曼特宁=mandheling/sumatra 冰淇淋=ice_cream 雪糕=ice_cream_bar/ice_pop 雪葩=sorbet 意式冰淇淋=gelato
开心果=pistachio 香草=vanilla 焦糖=caramel 海盐焦糖=salted_caramel 薄荷=mint 朗姆酒=rum 曲奇=cookie/cookies
曲奇奶油=cookies_and_cream 饼干奶油=cookies_and_cream 布朗尼=brownie 芝士蛋糕=cheesecake 提拉米苏=tiramisu 树莓=raspberry
蓝莓=blueberry 百香果=passion_fruit 荔枝=lychee 椰子=coconut 榛子=hazelnut 杏仁=almond 核桃=walnut 腰果=cashew 花生=peanut
巧克力=chocolate 黑巧克力=dark_chocolate 牛奶巧克力=milk_chocolate 白巧克力=white_chocolate 乳糖=lactose 无乳糖=lactose_free
无乳=dairy_free/non-dairy 植物基=plant-based 纯素=vegan 素食=vegetarian 无麸质=gluten_free 无糖=sugar_free 低卡=low-calorie
低脂=low-fat 高蛋白=high-protein 乳清蛋白=whey_protein 分离乳清=whey_isolate 支链氨基酸=BCAA/BCAAs 左旋肉碱=L-carnitine
鱼油=fish_oil/omega-3 辅酶Q10=coenzyme_Q10/CoQ10 益生菌=probiotic/probiotics 褪黑素=melatonin 胶原蛋白=collagen
玻尿酸=hyaluronic_acid 透明质酸=hyaluronic_acid 烟酰胺=niacinamide 视黄醇=retinol 水杨酸=salicylic_acid
果酸=AHA/glycolic_acid 神经酰胺=ceramide 角鲨烷=squalane 口红=lipstick 唇膏=lipstick/lip_balm 唇釉=lip_gloss/liquid_lipstick
唇蜜=lip_gloss 唇彩=lip_gloss 唇线笔=lip_liner 睫毛膏=mascara 眼影=eyeshadow/eye_shadow 眼影盘=eyeshadow_palette
眼线笔=eyeliner 眼线液=liquid_eyeliner 眉笔=eyebrow_pencil/brow_pencil 腮红=blush 高光=highlighter 修容=contour/bronzer
遮瑕=concealer 遮瑕膏=concealer 粉饼=pressed_powder/powder 散粉=loose_powder/setting_powder 气垫=cushion 隔离霜=primer
妆前乳=primer 定妆喷雾=setting_spray 卸妆水=micellar_water/makeup_remover 卸妆=makeup_remover
洗面奶=cleanser/face_wash/facial_cleanser 洁面=cleanser/face_wash 洁面乳=cleanser/face_wash 爽肤水=toner 化妆水=toner
精华=serum/essence 精华液=serum 面霜=face_cream/moisturizer/cream 乳液=lotion/moisturizer 面膜=face_mask/mask 眼霜=eye_cream
护手霜=hand_cream 身体乳=body_lotion 磨砂膏=scrub 化妆棉=cotton_pads 美妆蛋=makeup_sponge 化妆刷=makeup_brush
指甲油=nail_polish 香水=perfume/fragrance 淡香水=eau_de_toilette 浓香水=eau_de_parfum 古龙水=cologne/eau_de_cologne
控油=oil_control/mattifying 保湿=moisturizing/hydrating 补水=hydrating 美白=brightening/whitening
抗皱=anti-wrinkle/anti-aging 抗衰=anti-aging 去角质=exfoliating 舒缓=soothing/calming 敏感肌=sensitive_skin 油皮=oily_skin
干皮=dry_skin 混油皮=combination_skin 痘痘肌=acne-prone_skin 显卡=graphics_card 主板=motherboard 电源=power_supply
机箱=pc_case/computer_case 散热器=cooler/cpu_cooler 水冷=liquid_cooling 内存条=RAM/memory 固态硬盘=SSD
机械硬盘=hard_drive/HDD 全模组=fully_modular/full_modular 半模组=semi-modular 金牌=gold/80_plus_gold 白金=platinum
铂金牌=platinum 钛金=titanium 钛金牌=titanium 铜牌=bronze 银牌=silver 半高=low_profile A卡=AMD/Radeon N卡=NVIDIA/GeForce
独显=dedicated_graphics 核显=integrated_graphics 曲面屏=curved_screen/curved 曲面=curved 带鱼屏=ultrawide 触摸屏=touchscreen
触屏=touchscreen 便携屏=portable_monitor 电竞=gaming 机械键盘=mechanical_keyboard 青轴=blue_switch/blue 红轴=red_switch/red
茶轴=brown_switch/brown 黑轴=black_switch/black 银轴=silver_switch/speed_silver 数字小键盘=numpad/number_pad 小键盘=numpad
真无线=true_wireless/TWS 真无线耳机=true_wireless_earbuds/earbuds 头戴式=over-ear/on-ear 入耳式=in-ear 半入耳=semi-in-ear
挂耳式=ear-hook 骨传导=bone_conduction 主动降噪=active_noise_cancelling/noise_cancelling/ANC 降噪=noise_cancelling
音箱=speaker 回音壁=soundbar 智能手表=smartwatch 手环=fitness_band/fitness_tracker 心率=heart_rate 血氧=blood_oxygen/SpO2
血压=blood_pressure 通话=calling/call 对讲=intercom 投影仪=projector 激光=laser 超短焦=ultra_short_throw 电饭煲=rice_cooker
豆浆机=soy_milk_maker 破壁机=blender 榨汁机=juicer 空气炸锅=air_fryer 烤箱=oven 微波炉=microwave_oven/microwave
咖啡机=coffee_machine/coffee_maker 电水壶=electric_kettle/kettle 热水壶=electric_kettle/kettle 热水器=water_heater/geyser
净水器=water_purifier 加湿器=humidifier 除湿机=dehumidifier 空气净化器=air_purifier 扫地机器人=robot_vacuum
吸尘器=vacuum_cleaner 挂烫机=garment_steamer 熨斗=iron 电风扇=fan/electric_fan 吊扇=ceiling_fan 空调=air_conditioner
分体式=split 挂机=split 窗机=window_air_conditioner/window 冰箱=refrigerator/fridge 双开门=double_door 单门=single_door
洗碗机=dishwasher 油烟机=range_hood/chimney 燃气灶=gas_stove 儿童读物=children's_books/childrens
童书=children's_books/childrens 绘本=picture_book 科普=popular_science/science 科普书=popular_science/science
推理小说=mystery/detective_fiction 悬疑=mystery/thriller/suspense 科幻=science_fiction 奇幻=fantasy 言情=romance
传记=biography 回忆录=memoir 历史小说=historical_fiction 诗集=poetry 食谱=cookbook 漫画=comics/comic
漫画书=comic_book/comics 角色扮演=role-playing/RPG 第一人称射击=first-person_shooter/FPS 模拟经营=simulation/management
肉鸽=roguelike/rogue-lite 沙盒=sandbox 开放世界=open_world 多人联机=multiplayer 单机=single-player/singleplayer
双人合作=co-op/cooperative 二次元=anime 像素风=pixel_art 桌游=board_game 卡牌=card_game/cards 德式=euro 合作类=cooperative
派对游戏=party_game 多年生=perennial 一年生=annual 两年生=biennial 花籽=flower_seeds 菜籽=vegetable_seeds
香草种子=herb_seeds 草籽=grass_seed 多肉=succulent 跑车=sports_car 轿车=sedan 掀背车=hatchback 旅行车=wagon/estate
皮卡=pickup/pickup_truck 敞篷车=convertible 越野车=SUV/off-road_vehicle 后驱=rear-wheel_drive/rear
前驱=front-wheel_drive/front 四驱=all-wheel_drive/four-wheel_drive/4WD 手动挡=manual/manual_transmission
自动挡=automatic/automatic_transmission 柴油=diesel 混动=hybrid 纯电=electric 六缸=6_cylinders 四缸=4_cylinders 四门=4-door
单反=DSLR/SLR 拍立得=instant_camera 三脚架=tripod 吊坠=pendant 手镯=bangle/bracelet 手链=bracelet 脚链=anklet
耳钉=stud_earrings/ear_studs/earrings 耳坠=drop_earrings/earrings 胸针=brooch 锁骨链=choker/necklace 对戒=couple_rings/rings
婚戒=wedding_ring 玉=jade 翡翠=jade/jadeite 珍珠=pearl 玛瑙=agate 紫水晶=amethyst 月光石=moonstone 蛋白石=opal
绿松石=turquoise 石榴石=garnet 蓝宝石=sapphire 红宝石=ruby 祖母绿=emerald 托帕石=topaz 双肩包=backpack 单肩包=shoulder_bag
手提包=handbag/tote 托特包=tote 腰包=waist_bag/fanny_pack 登机箱=carry-on/cabin_luggage 行李箱=suitcase/luggage
公文包=briefcase 电脑包=laptop_bag 书包=school_bag/backpack 厚底=platform 细高跟=stiletto 平底=flat
越野跑=trail_running/trail 稳定型=stability 缓震=cushioned/cushioning 竞速=racing/race 新手=beginner/beginners
初学者=beginner/beginners 自动调平=auto_leveling/auto_levelling 玫瑰=rose/roses 蔷薇=rose 桂花=osmanthus 茉莉=jasmine
檀香=sandalwood 琥珀=amber 广藿香=patchouli 香根草=vetiver 佛手柑=bergamot 麝香=musk 乌木=oud 沉香=agarwood/oud 无花果=fig
鸢尾=iris 橙花=neroli/orange_blossom 晚香玉=tuberose 雪松=cedar/cedarwood 烟草=tobacco 焚香=incense 海盐=sea_salt
"""
# What stories, games and their heroes are called.
_WORKS = """
神奇女侠=Wonder_Woman 蝙蝠侠=Batman 超人=Superman 蜘蛛侠=Spider-Man 钢铁侠=Iron_Man 美国队长=Captain_America 绿巨人=Hulk
雷神=Thor 金刚狼=Wolverine 闪电侠=Flash 绿灯侠=Green_Lantern 海王=Aquaman 死侍=Deadpool 黑豹=Black_Panther
黑寡妇=Black_Widow 奇异博士=Doctor_Strange X战警=X-Men 神奇四侠=Fantastic_Four 正义联盟=Justice_League 小丑=Joker
猫女=Catwoman 哈莉奎因=Harley_Quinn 惩罚者=Punisher 夜魔侠=Daredevil 毒液=Venom 神盾局=S.H.I.E.L.D. 守望者=Watchmen
睡魔=Sandman 忍者神龟=Ninja_Turtles 变形金刚=Transformers 特种部队=G.I._Joe 星际迷航=Star_Trek 星球大战=Star_Wars
阴阳魔界=Twilight_Zone 迷离时空=Twilight_Zone X档案=X-Files 神秘博士=Doctor_Who 权力的游戏=Game_of_Thrones
指环王=Lord_of_the_Rings 魔戒=Lord_of_the_Rings 霍比特人=Hobbit 纳尼亚=Narnia 夏洛克福尔摩斯=Sherlock_Holmes
福尔摩斯=Sherlock_Holmes 詹姆斯邦德=James_Bond 007=James_Bond 泰山=Tarzan 佐罗=Zorro 披头士=Beatles 披头士乐队=Beatles
猫王=Elvis 迈克尔杰克逊=Michael_Jackson 滚石乐队=Rolling_Stones 皇后乐队=Queen 史努比=Snoopy/Peanuts 加菲猫=Garfield
丁丁=Tintin 米老鼠=Mickey_Mouse 唐老鸭=Donald_Duck 兔八哥=Bugs_Bunny 猫和老鼠=Tom_and_Jerry 辛普森=Simpsons
海绵宝宝=SpongeBob 小黄人=Minions 玩具总动员=Toy_Story 狮子王=Lion_King 白雪公主=Snow_White 灰姑娘=Cinderella
小美人鱼=Little_Mermaid 爱丽丝=Alice 小熊维尼=Winnie_the_Pooh 宝可梦=Pokemon/Pokémon 精灵宝可梦=Pokemon/Pokémon 马里奥=Mario
塞尔达=Zelda 最终幻想=Final_Fantasy 勇者斗恶龙=Dragon_Quest 生化危机=Resident_Evil 寂静岭=Silent_Hill 合金装备=Metal_Gear
怪物猎人=Monster_Hunter 街头霸王=Street_Fighter 铁拳=Tekken 拳皇=King_of_Fighters 真三国无双=Dynasty_Warriors
刺客信条=Assassin's_Creed 使命召唤=Call_of_Duty 战地=Battlefield 光环=Halo 战争机器=Gears_of_War 侠盗猎车手=Grand_Theft_Auto
荒野大镖客=Red_Dead 上古卷轴=Elder_Scrolls 辐射=Fallout 巫师=Witcher 黑暗之魂=Dark_Souls 艾尔登法环=Elden_Ring 只狼=Sekiro
文明=Civilization 模拟人生=Sims 模拟城市=SimCity 极品飞车=Need_for_Speed 古墓丽影=Tomb_Raider 魔兽世界=World_of_Warcraft
暗黑破坏神=Diablo 星际争霸=StarCraft 反恐精英=Counter-Strike 我的世界=Minecraft 动物森友会=Animal_Crossing
动物之森=Animal_Crossing 索尼克=Sonic 洛克人=Mega_Man 恶魔城=Castlevania 银河战士=Metroid 大金刚=Donkey_Kong 星之卡比=Kirby
女神异闻录=Persona 实况足球=Pro_Evolution_Soccer 卡坦岛=Catan 卡卡颂=Carcassonne 车票之旅=Ticket_to_Ride 大富翁=Monopoly
拼字游戏=Scrabble 狼人杀=Werewolf 战国风云=Risk 德国心脏病=Halli_Galli 瘟疫危机=Pandemic 展翅翱翔=Wingspan 璀璨宝石=Splendor
花砖物语=Azul 七大奇迹=7_Wonders 矮人矿坑=Saboteur
"""
TRADE_WORDS: dict[str, tuple[str, ...]] = {}
for _pair in (*_FIELDS.split(), *_THINGS.split(), *_WORKS.split()):
    _word, _, _terms = _pair.partition("=")
    TRADE_WORDS[_word] = (*TRADE_WORDS.get(_word, ()), *_terms.replace("_", " ").split("/"))
