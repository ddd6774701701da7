"""Chinese words of shops that CC-CEDICT lacks, or of which it lacks the sense that shops have. Anybody may add to it."""

from __future__ import annotations

# A word, "=", its terms with "/" between them and "_" for blanks, the usual one first; all are nouns or adjectives.
_WORDS = """
羊绒=cashmere 亚麻=linen/flax 棉麻=cotton_linen 桑蚕丝=mulberry_silk/silk 莫代尔=modal 天丝=tencel/lyocell 绒面=suede
绒面革=suede 小羊皮=lambskin/lamb_leather 小牛皮=calfskin/calf_leather 头层牛皮=full-grain_leather/leather
漆皮=patent_leather/patent 毛呢=wool 抓绒=fleece 珊瑚绒=coral_fleece/fleece 羊驼毛=alpaca 网纱=mesh/tulle 欧根纱=organza
牛皮=leather/cowhide 羊皮=sheepskin/leather 涤纶=polyester 腈纶=acrylic 铂金=platinum 玫瑰金=rose_gold
钛钢=titanium_steel/stainless_steel 莫桑石=moissanite 锆石=cubic_zirconia/zircon 镀金=gold_plated/gold-plated 半裙=skirt
半身裙=skirt 短裙=mini_skirt/skirt 长裙=maxi_skirt/maxi_dress 包臀裙=pencil_skirt 吊带裙=slip_dress
背心裙=pinafore_dress 阔腿裤=wide_leg_trousers/wide_leg_pants 西裤=dress_pants/dress_trousers/suit_trousers
九分裤=cropped_trousers/cropped_pants 针织衫=knitwear/knit_top/sweater 船袜=no-show_socks/ankle_socks 女袜=women_socks
男袜=men_socks 渔夫帽=bucket_hat 切尔西靴=chelsea_boots 马丁靴=combat_boots/lace-up_boots 牛津鞋=oxford_shoes/oxfords
德比鞋=derby_shoes 小白鞋=white_sneakers 斜挎包=crossbody_bag/shoulder_bag 水桶包=bucket_bag 链条包=chain_bag
男鞋=men_shoes 女鞋=women_shoes 童鞋=kids_shoes 女包=women_bag 男包=men_bag 显瘦=slimming 中腰=mid-rise/mid_rise
直筒=straight/straight_leg 微喇=bootcut/flared 七分袖=three-quarter_sleeve 立领=stand_collar 翻领=lapel 连帽=hooded
套头=pullover 做旧=distressed 破洞=ripped/distressed 水洗=washed 磨毛=brushed 薄款=lightweight/thin 厚款=thick
电镐=demolition_hammer/breaker 手电钻=drill/drill_driver 磨光机=grinder/polisher 抛光机=polisher 台锯=table_saw
电刨=planer 修边机=trim_router/router 钉枪=nailer/nail_gun 冲击扳手=impact_wrench 电动扳手=impact_wrench
电动螺丝刀=electric_screwdriver/cordless_screwdriver/screwdriver 螺丝批=screwdriver 内六角=hex_key/hex
磁力钻=magnetic_drill 磁座钻=magnetic_drill 台钻=drill_press/bench_drill 直角钻=right_angle_drill 角钻=right_angle_drill
搅拌器=mixer 锂电=lithium-ion/lithium_battery 无刷=brushless 有刷=brushed 插电式=corded 插电=corded/electric
无绳=cordless 裸机=tool_only/bare_tool/body_only/body 单机=single_unit/tool_only 双电=two_batteries/2_batteries
五号电池=AA_battery/AA_batteries 七号电池=AAA_battery/AAA_batteries 5号电池=AA_battery/AA_batteries
7号电池=AAA_battery/AAA_batteries 纽扣电池=coin_cell/button_cell 大颗粒=DUPLO/large_bricks/big_bricks
小颗粒=small_bricks 得宝=DUPLO 幻影忍者=Ninjago 哈利波特=Harry_Potter 冰雪奇缘=Frozen 复仇者联盟=Avengers 漫威=Marvel
侏罗纪世界=Jurassic_World 皮卡丘=Pikachu 小猪佩奇=Peppa_Pig 超级马里奥=Super_Mario 机械组=Technic 好朋友系列=Friends
科技系列=Technic 死飞=fixed_gear_bike/fixed_gear/fixie 童车=kids_bike/children's_bike 鞍座=saddle 轮组=wheelset/wheels
外胎=tire/tyre 低糖=low_sugar 干红=dry_red_wine/red_wine 干白=dry_white_wine/white_wine 单宁=tannin/tannins 果香=fruity
橡木桶=oak_barrel/oak 成犬=adult_dog/adult 老年犬=senior_dog/senior 小型犬=small_breed/small_dog
大型犬=large_breed/large_dog 中型犬=medium_breed/medium_dog 鸭肉=duck 鸡肉=chicken 全面屏=full_screen 双卡=dual_SIM
双卡双待=dual_SIM 运存=RAM 续航=battery_life 高刷=high_refresh_rate 折叠屏=foldable_display/foldable 直屏=flat_display
无反=mirrorless 微单=mirrorless_camera/mirrorless 定焦=prime_lens/fixed_focal_length 微距=macro 半画幅=APS-C 机身=body
套机=kit 氨糖=glucosamine 增肌=muscle_gain/muscle_building 肌酸=creatine 护肝=liver_support/liver
软胶囊=softgel/softgels 粉剂=powder 滴剂=drops 素食胶囊=veggie_capsules/vegetarian_capsules
对开门=side-by-side/side_by_side 变频=inverter 风冷=frost-free/frost_free 干粮=dry_food/dry 湿粮=wet_food/wet
犬粮=dog_food 猫粮=cat_food 幼犬粮=puppy_food 成犬粮=adult_dog_food 幼猫粮=kitten_food 冻干=freeze-dried 幼犬=puppy
幼猫=kitten 成猫=adult_cat/adult 绝育猫=sterilised_cat/neutered_cat 鱼肉=fish 泰迪犬=poodle 柯基犬=corgi
法斗=french_bulldog 猫砂=cat_litter 磨牙棒=dental_chew/chew 洁齿=dental 奖励=reward/treat 训练零食=training_treats
狗零食=dog_treats 猫零食=cat_treats 驱虫=worming/flea_and_tick 防晒霜=sunscreen 粉底液=foundation 卸妆油=cleansing_oil
身体乳=body_lotion 护发素=conditioner 香氛=fragrance 木质调=woody 花香调=floral 果香调=fruity 柑橘调=citrus
东方调=oriental 留香=longevity/lasting 刷新率=refresh_rate 前置摄像头=front_camera 后置摄像头=rear_camera
无线充=wireless_charging 一级能效=energy_class_A 能效=energy_efficiency/energy_class
滚筒洗衣机=front-loading_washing_machine/front_load_washer 波轮=top-loading/top_load 烘干=drying/dryer
嵌入式=built-in/integrated 独立式=freestanding 低噪=low_noise/quiet 大容量=large_capacity 折叠=foldable/folding
充电=rechargeable/recharge 可充电=rechargeable 防抖=image_stabilisation/stabilization
翻转屏=flip_screen/articulating_screen 翻折屏=articulating_screen 连拍=burst/continuous_shooting 大光圈=large_aperture
长焦=telephoto 防水相机=waterproof_camera 运动相机=action_camera 卡片机=compact_camera 入门=entry-level/beginner
登山包=hiking_backpack/mountaineering_backpack 炉头=camping_stove/burner 人玩=players 人座=seats 人份=servings
"""
SUPPLEMENT: dict[str, tuple[str, ...]] = {
    word: tuple(terms.replace("_", " ").split("/")) for word, terms in (pair.split("=") for pair in _WORDS.split())
}
