"""The currencies of ISO 4217, from CLDR: data alone, written by benchmarks/generate_currencies.py.

Each is legal tender, or was since 2020. Behind its code: digits of its minor unit, its signs, its name in English for one and
for several, its name in Chinese.
"""

TABLE = """\
AED|2|د.إ.|UAE dirham|UAE dirhams|阿联酋迪拉姆
AFN|0|؋|Afghan Afghani|Afghan Afghanis|阿富汗尼
ALL|0|Lekë|Albanian lek|Albanian lekë|阿尔巴尼亚列克
AMD|2|֏|Armenian dram|Armenian drams|亚美尼亚德拉姆
ANG|2|NAf.|Netherlands Antillean guilder|Netherlands Antillean guilders|荷属安的列斯盾
AOA|2|Kz|Angolan kwanza|Angolan kwanzas|安哥拉宽扎
ARS|2|$|Argentine peso|Argentine pesos|阿根廷比索
AUD|2|A$ AU$ $|Australian dollar|Australian dollars|澳大利亚元
AWG|2|Afl.|Aruban florin|Aruban florin|阿鲁巴弗罗林
AZN|2|₼|Azerbaijani manat|Azerbaijani manats|阿塞拜疆马纳特
BAM|2|КМ KM|Bosnia-Herzegovina convertible mark|Bosnia-Herzegovina convertible marks|波斯尼亚-黑塞哥维那可兑换马克
BBD|2|$|Barbadian dollar|Barbadian dollars|巴巴多斯元
BDT|2|৳|Bangladeshi taka|Bangladeshi takas|孟加拉塔卡
BGN|2|лв.|Bulgarian lev|Bulgarian leva|保加利亚列弗
BHD|3|د.ب.|Bahraini dinar|Bahraini dinars|巴林第纳尔
BIF|0|FBu|Burundian franc|Burundian francs|布隆迪法郎
BMD|2|$|Bermudan dollar|Bermudan dollars|百慕大元
BND|2|$|Brunei dollar|Brunei dollars|文莱元
BOB|2|Bs|Bolivian boliviano|Bolivian bolivianos|玻利维亚诺
BRL|2|R$|Brazilian real|Brazilian reals|巴西雷亚尔
BSD|2|$|Bahamian dollar|Bahamian dollars|巴哈马元
BTN|2|Nu.|Bhutanese ngultrum|Bhutanese ngultrums|不丹努尔特鲁姆
BWP|2|P|Botswanan pula|Botswanan pulas|博茨瓦纳普拉
BYN|2|Br|Belarusian ruble|Belarusian rubles|白俄罗斯卢布
BZD|2|$|Belize dollar|Belize dollars|伯利兹元
CAD|2|CA$ $|Canadian dollar|Canadian dollars|加拿大元
CDF|2|FC|Congolese franc|Congolese francs|刚果法郎
CHF|2||Swiss franc|Swiss francs|瑞士法郎
CLP|0|$|Chilean peso|Chilean pesos|智利比索
CNY|2|CN¥ ¥|Chinese yuan|Chinese yuan|人民币
COP|0|$|Colombian peso|Colombian pesos|哥伦比亚比索
CRC|2|₡|Costa Rican colón|Costa Rican colóns|哥斯达黎加科朗
CUC|2||Cuban convertible peso|Cuban convertible pesos|古巴可兑换比索
CUP|2|$|Cuban peso|Cuban pesos|古巴比索
CVE|2||Cape Verdean escudo|Cape Verdean escudos|佛得角埃斯库多
CZK|2|Kč|Czech koruna|Czech korunas|捷克克朗
DJF|0|Fdj|Djiboutian franc|Djiboutian francs|吉布提法郎
DKK|2|kr. kr|Danish krone|Danish kroner|丹麦克朗
DOP|2|RD$|Dominican peso|Dominican pesos|多米尼加比索
DZD|2|د.ج. DA|Algerian dinar|Algerian dinars|阿尔及利亚第纳尔
EGP|2|ج.م.|Egyptian pound|Egyptian pounds|埃及镑
ERN|2|Nfk|Eritrean nakfa|Eritrean nakfas|厄立特里亚纳克法
ETB|2|ብር|Ethiopian birr|Ethiopian birrs|埃塞俄比亚比尔
EUR|2|€|euro|euros|欧元
FJD|2|$|Fijian dollar|Fijian dollars|斐济元
FKP|2|£|Falkland Islands pound|Falkland Islands pounds|福克兰群岛镑
GBP|2|£|British pound|British pounds|英镑
GEL|2|₾|Georgian lari|Georgian laris|格鲁吉亚拉里
GHS|2|GH₵|Ghanaian cedi|Ghanaian cedis|加纳塞地
GIP|2|£|Gibraltar pound|Gibraltar pounds|直布罗陀镑
GMD|2|D|Gambian dalasi|Gambian dalasis|冈比亚达拉西
GNF|0|FG|Guinean franc|Guinean francs|几内亚法郎
GTQ|2|Q|Guatemalan quetzal|Guatemalan quetzals|危地马拉格查尔
GYD|2|$|Guyanaese dollar|Guyanaese dollars|圭亚那元
HKD|2|HK$|Hong Kong dollar|Hong Kong dollars|港元
HNL|2|L|Honduran lempira|Honduran lempiras|洪都拉斯伦皮拉
HRK|2|kn|Croatian kuna|Croatian kunas|克罗地亚库纳
HTG|2|G|Haitian gourde|Haitian gourdes|海地古德
HUF|0|Ft|Hungarian forint|Hungarian forints|匈牙利福林
IDR|0|Rp|Indonesian rupiah|Indonesian rupiahs|印度尼西亚卢比
ILS|2|₪|Israeli new shekel|Israeli new shekels|以色列新谢克尔
INR|2|₹|Indian rupee|Indian rupees|印度卢比
IQD|0|د.ع.|Iraqi dinar|Iraqi dinars|伊拉克第纳尔
IRR|0|ریال|Iranian rial|Iranian rials|伊朗里亚尔
ISK|0|kr.|Icelandic króna|Icelandic krónur|冰岛克朗
JMD|2|$|Jamaican dollar|Jamaican dollars|牙买加元
JOD|3|د.أ.|Jordanian dinar|Jordanian dinars|约旦第纳尔
JPY|0|¥ JP¥ ￥|Japanese yen|Japanese yen|日元
KES|2|Ksh|Kenyan shilling|Kenyan shillings|肯尼亚先令
KGS|2|сом|Kyrgyz som|Kyrgyz soms|吉尔吉斯斯坦索姆
KHR|2|៛|Cambodian riel|Cambodian riels|柬埔寨瑞尔
KMF|0|CF|Comorian franc|Comorian francs|科摩罗法郎
KPW|0||North Korean won|North Korean won|朝鲜元
KRW|0|₩|South Korean won|South Korean won|韩元
KWD|3|د.ك.|Kuwaiti dinar|Kuwaiti dinars|科威特第纳尔
KYD|2|$|Cayman Islands dollar|Cayman Islands dollars|开曼元
KZT|2|₸|Kazakhstani tenge|Kazakhstani tenges|哈萨克斯坦坚戈
LAK|0|₭|Laotian kip|Laotian kips|老挝基普
LBP|0|ل.ل.|Lebanese pound|Lebanese pounds|黎巴嫩镑
LKR|2|රු. Rs.|Sri Lankan rupee|Sri Lankan rupees|斯里兰卡卢比
LRD|2|$|Liberian dollar|Liberian dollars|利比里亚元
LSL|2|M|Lesotho loti|Lesotho lotis|莱索托洛蒂
LYD|3|د.ل.|Libyan dinar|Libyan dinars|利比亚第纳尔
MAD|2|د.م.|Moroccan dirham|Moroccan dirhams|摩洛哥迪拉姆
MDL|2|L|Moldovan leu|Moldovan lei|摩尔多瓦列伊
MGA|0|Ar|Malagasy ariary|Malagasy ariaries|马达加斯加阿里亚里
MKD|2|ден.|Macedonian denar|Macedonian denari|马其顿第纳尔
MMK|0|K|Myanmar kyat|Myanmar kyats|缅甸元
MNT|2|₮|Mongolian tugrik|Mongolian tugriks|蒙古图格里克
MOP|2|MOP$|Macanese pataca|Macanese patacas|澳门币
MRU|2|أ.م.|Mauritanian ouguiya|Mauritanian ouguiyas|毛里塔尼亚乌吉亚
MUR|2|Rs|Mauritian rupee|Mauritian rupees|毛里求斯卢比
MVR|2|ރ.|Maldivian rufiyaa|Maldivian rufiyaas|马尔代夫卢菲亚
MWK|2|MK|Malawian kwacha|Malawian kwachas|马拉维克瓦查
MXN|2|MX$|Mexican peso|Mexican pesos|墨西哥比索
MYR|2|RM|Malaysian ringgit|Malaysian ringgits|马来西亚林吉特
MZN|2|MTn|Mozambican metical|Mozambican meticals|莫桑比克美提卡
NAD|2|$|Namibian dollar|Namibian dollars|纳米比亚元
NGN|2|₦|Nigerian naira|Nigerian nairas|尼日利亚奈拉
NIO|2|C$|Nicaraguan córdoba|Nicaraguan córdobas|尼加拉瓜科多巴
NOK|2|kr|Norwegian krone|Norwegian kroner|挪威克朗
NPR|2|नेरू|Nepalese rupee|Nepalese rupees|尼泊尔卢比
NZD|2|NZ$ $|New Zealand dollar|New Zealand dollars|新西兰元
OMR|3|ر.ع.|Omani rial|Omani rials|阿曼里亚尔
PAB|2|B/.|Panamanian balboa|Panamanian balboas|巴拿马巴波亚
PEN|2|S/|Peruvian sol|Peruvian soles|秘鲁索尔
PGK|2|K|Papua New Guinean kina|Papua New Guinean kina|巴布亚新几内亚基那
PHP|2|₱|Philippine peso|Philippine pesos|菲律宾比索
PKR|2|Rs|Pakistani rupee|Pakistani rupees|巴基斯坦卢比
PLN|2|zł|Polish zloty|Polish zlotys|波兰兹罗提
PYG|0|₲ Gs.|Paraguayan guarani|Paraguayan guaranis|巴拉圭瓜拉尼
QAR|2|ر.ق.|Qatari riyal|Qatari riyals|卡塔尔里亚尔
RON|2||Romanian leu|Romanian lei|罗马尼亚列伊
RSD|2||Serbian dinar|Serbian dinars|塞尔维亚第纳尔
RUB|2|₽|Russian ruble|Russian rubles|俄罗斯卢布
RWF|0|RF|Rwandan franc|Rwandan francs|卢旺达法郎
SAR|2|ر.س.|Saudi riyal|Saudi riyals|沙特里亚尔
SBD|2|$|Solomon Islands dollar|Solomon Islands dollars|所罗门群岛元
SCR|2|SR|Seychellois rupee|Seychellois rupees|塞舌尔卢比
SDG|2|ج.س.|Sudanese pound|Sudanese pounds|苏丹镑
SEK|2|kr|Swedish krona|Swedish kronor|瑞典克朗
SGD|2|$|Singapore dollar|Singapore dollars|新加坡元
SHP|2|£|St. Helena pound|St. Helena pounds|圣赫勒拿群岛磅
SLE|2|Le|Sierra Leonean leone|Sierra Leonean leones|塞拉利昂新利昂
SLL|0||Sierra Leonean leone|Sierra Leonean leones|塞拉利昂利昂
SOS|0|S|Somali shilling|Somali shillings|索马里先令
SRD|2|$|Surinamese dollar|Surinamese dollars|苏里南元
SSP|2|£|South Sudanese pound|South Sudanese pounds|南苏丹镑
STN|2|Db|São Tomé & Príncipe dobra|São Tomé & Príncipe dobras|圣多美和普林西比多布拉
SVC|2||Salvadoran colón|Salvadoran colones|萨尔瓦多科朗
SYP|0|ل.س.|Syrian pound|Syrian pounds|叙利亚镑
SZL|2|E|Swazi lilangeni|Swazi emalangeni|斯威士兰里兰吉尼
THB|2|฿|Thai baht|Thai baht|泰铢
TJS|2||Tajikistani somoni|Tajikistani somonis|塔吉克斯坦索莫尼
TMT|2||Turkmenistani manat|Turkmenistani manat|土库曼斯坦马纳特
TND|3|د.ت. DT|Tunisian dinar|Tunisian dinars|突尼斯第纳尔
TOP|2|T$|Tongan paʻanga|Tongan paʻanga|汤加潘加
TRY|2|₺|Turkish lira|Turkish Lira|土耳其里拉
TTD|2|$|Trinidad & Tobago dollar|Trinidad & Tobago dollars|特立尼达和多巴哥元
TWD|2|NT$ $|New Taiwan dollar|New Taiwan dollars|新台币
TZS|2|TSh|Tanzanian shilling|Tanzanian shillings|坦桑尼亚先令
UAH|2|₴|Ukrainian hryvnia|Ukrainian hryvnias|乌克兰格里夫纳
UGX|0|USh|Ugandan shilling|Ugandan shillings|乌干达先令
USD|2|$ US$ $US|US dollar|US dollars|美元
UYU|2|$|Uruguayan peso|Uruguayan pesos|乌拉圭比索
UZS|2|soʻm сўм|Uzbekistani som|Uzbekistani som|乌兹别克斯坦苏姆
VED|2||Bolívar Soberano|Bolívar Soberanos|委内瑞拉主权币
VES|2|Bs.S|Venezuelan bolívar|Venezuelan bolívars|委内瑞拉玻利瓦尔
VND|0|₫|Vietnamese dong|Vietnamese dong|越南盾
VUV|0|VT|Vanuatu vatu|Vanuatu vatus|瓦努阿图瓦图
WST|2|WS$|Samoan tala|Samoan tala|萨摩亚塔拉
XAF|0|FCFA|Central African CFA franc|Central African CFA francs|中非法郎
XCD|2|EC$ $|East Caribbean dollar|East Caribbean dollars|东加勒比元
XCG|2|Cg.|Caribbean guilder|Caribbean guilders|加勒比盾
XOF|0|FCFA|West African CFA franc|West African CFA francs|西非法郎
XPF|0|CFPF FCFP|CFP franc|CFP francs|太平洋法郎
YER|0|ر.ي.|Yemeni rial|Yemeni rials|也门里亚尔
ZAR|2|R|South African rand|South African rand|南非兰特
ZMW|2|K|Zambian kwacha|Zambian kwachas|赞比亚克瓦查
ZWG|2||Zimbabwean gold|Zimbabwean gold|津巴布韦金元
ZWL|2||Zimbabwean dollar|Zimbabwean dollars|津巴布韦元"""
