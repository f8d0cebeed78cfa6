"""What invented proposals are about: matters of units by theme, in neutral words. Invented; nobody proposed them."""

WHERE = ("", "市区", "乡镇", "县城", "新建片区", "农村")
HOW = ("加强{}", "改进{}", "规范{}", "统筹推进{}", "进一步做好{}", "加大投入支持{}")

GOVERNMENT: dict[str, tuple[str, tuple[str, ...]]] = {
    "zfb": ("politics", ("政务公开", "惠民政策解读")),
    "fgw": ("economy", ("重点项目储备", "新能源充电设施建设", "物流园区布局", "节能改造")),
    "jyj": ("society", ("学前教育普惠", "校园食堂管理", "课后服务", "职业教育实训", "学生视力保护", "心理健康教育")),
    "kjj": ("economy", ("科技成果转化", "科普基地建设")),
    "gxj": ("economy", ("中小企业技术改造", "工业园区配套", "光机电产业培育")),
    "gaj": ("society", ("反诈宣传", "社区警务", "养犬管理")),
    "mzj": ("society", ("居家养老服务", "社区助餐", "殡葬服务", "社会组织培育")),
    "sfj": ("politics", ("公共法律服务", "人民调解员队伍建设")),
    "czj": ("economy", ("惠企资金直达", "预算绩效管理")),
    "rsj": ("society", ("高校毕业生就业", "技能培训", "灵活就业人员权益保障")),
    "zrzyj": ("ecology", ("矿山生态修复", "国土绿化", "城市设计", "闲置土地盘活")),
    "sthjj": ("ecology", ("扬尘治理", "黑臭水体治理", "噪声污染防治", "秸秆综合利用")),
    "zjj": ("society", ("老旧小区改造", "物业服务监管", "海绵城市建设", "农房安全", "既有建筑节能")),
    "cgj": ("society", ("生活垃圾分类", "公共厕所建设", "户外广告管理", "市政设施管护", "停车泊位建设")),
    "jtj": ("economy", ("农村公路养护", "公交线网优化", "客运站管理", "普通公路安全设施")),
    "slj": ("ecology", ("河道管护", "农村饮水安全", "节水设施建设")),
    "nyncj": ("economy", ("特色杂粮种植", "设施蔬菜发展", "农产品品牌建设", "高标准农田管护", "小型农机推广")),
    "swj": ("economy", ("夜间经济发展", "社区商业布局", "电子商务进村")),
    "wlj": ("culture", ("古堡保护利用", "文旅线路整合", "非遗传承", "公共图书服务", "康养旅游")),
    "wjw": ("society", ("家庭医生签约", "急救设施配置", "中医药服务", "托育服务")),
    "tyjrj": ("society", ("退役军人就业", "烈士纪念设施管护")),
    "yjj": ("society", ("应急避难场所建设", "森林防火", "企业安全培训")),
    "sjj": ("politics", ("民生资金审计", "审计整改公开")),
    "gzw": ("economy", ("国有资产盘活", "国企改革")),
    "scjgj": ("economy", ("食品小作坊管理", "电梯安全监管", "知识产权保护")),
    "tyj": ("culture", ("全民健身设施", "青少年体育")),
    "tjj": ("economy", ("数据公开", "基层统计力量")),
    "ybj": ("society", ("医保异地结算", "慢性病保障")),
    "dsjj": ("politics", ("数据共享", "政务服务适老化")),
    "spj": ("politics", ("一件事一次办", "审批流程优化")),
    "nyj": ("economy", ("煤层气利用", "电网改造", "清洁取暖")),
    "xczxj": ("economy", ("防返贫监测", "乡村建设")),
    "jrb": ("economy", ("中小企业融资", "防范非法集资")),
    "wsb": ("culture", ("友城交流", "外事服务")),
    "fangb": ("society", ("人防工程平战结合", "防空知识普及")),
    "ylj": ("ecology", ("口袋公园建设", "行道树养护")),
    "gjjzx": ("society", ("公积金缴存扩面", "公积金线上服务")),
    "jjzd": ("society", ("校园周边交通组织", "电动自行车管理", "路口信号优化")),
    "xfjyzd": ("society", ("消防水源建设", "高层建筑消防")),
    "swjg": ("economy", ("税费优惠落实", "办税服务")),
    "qxj": ("ecology", ("气象灾害预警", "农业气象服务")),
    "yzglj": ("economy", ("快递末端服务", "寄递安全")),
    "ycj": ("economy", ("零售点布局", "校园周边控烟")),
    "gswgs": ("society", ("二次供水改造", "管网漏损控制")),
    "grgs": ("society", ("供热管网改造", "供热计量")),
    "rqgs": ("society", ("燃气安全入户检查", "燃气管网更新")),
    "gdgs": ("society", ("配电设施改造", "充电桩接电服务")),
    "gjgs": ("society", ("公交候车亭建设", "公交车辆更新")),
    "txgs": ("economy", ("通信信号覆盖", "杆线整治")),
}
"""Government side: the lead unit, the theme, and the matters. Counties and townships take those of `LOCAL`."""
LOCAL = ("背街小巷照明", "社区活动场所", "村级道路硬化", "公共文化活动", "环境卫生整治", "便民服务站点")
LOCAL_THEMES = ("society", "society", "economy", "culture", "ecology", "politics")
PARTY: dict[str, tuple[str, str]] = {
    "swb": ("politics", "基层减负"), "dcs": ("politics", "督查方式"), "jw": ("politics", "基层监督"),
    "zzb": ("politics", "驻村干部关爱"), "xcb": ("culture", "理论宣讲"), "tzb": ("politics", "党外人士培养"),
    "zfw": ("society", "综治中心建设"), "wxb": ("politics", "网络文明建设"), "bb": ("politics", "基层编制统筹"),
    "wmb": ("culture", "志愿服务"), "xfj": ("society", "信访代办"), "rdb": ("politics", "代表联络站建设"),
    "zxb": ("politics", "委员履职平台"), "zgh": ("society", "职工服务阵地"), "tsw": ("society", "青年之家建设"),
    "fl": ("society", "家庭教育指导"), "cl": ("society", "无障碍环境建设"),
}  # fmt: skip
"""Party side: units with one matter each."""
OTHER: dict[str, tuple[str, tuple[str, ...]]] = {
    "zjfy": ("politics", ("诉前调解", "执行联动")),
    "jcy": ("politics", ("公益诉讼", "未成年人检察")),
    "140502fy": ("politics", ("巡回审判",)),
    "zxtaw": ("politics", ("提案质量评价", "提案办理协商")),
}
HELPERS = ("czj", "fgw", "zjj", "gaj", "zrzyj", "cgj", "wjw", "jyj")
"""Units that help when somebody else leads."""
SURNAMES = "安白柴戴范高韩贾康柳宁庞秦任申田魏许闫郑"
GIVEN = ("若素", "景行", "静姝", "知远", "清和", "望舒", "以宁", "明澈", "予安", "思齐", "佳禾", "一诺", "初夏", "书航",
         "向晚", "云舒")  # fmt: skip
SECTORS = ("经济界", "教育界", "科技界", "医药卫生界", "农业界", "文化艺术界", "工商联界", "社会福利界")
BODIES = {
    "party": "示例党派{}市委员会", "organisation": "示例团体{}", "committee": "示例专门委员会{}",
    "sector": "示例界别{}组",
}  # fmt: skip
ORDINALS = "甲乙丙丁戊己"
