"""What people say, by term: the wish, the offer, and how much of it. Many don't use the term's own label."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.synth.sayings import SAYINGS


@dataclass(frozen=True)
class Phrases:
    """Wishes and offers of a term; `{n}` is the quantity, `much` its unit with the least and most asked."""

    wishes: tuple[str, ...]
    offers: tuple[str, ...] = ()
    english: tuple[str, ...] = ()
    much: tuple[str, int, int] | None = None
    hoped: bool = False
    """Whether employees hope for it (职工所盼), not the enterprise (企业所需)."""


_OWN: dict[str, Phrases] = {
    "canteen": Phrases(
        ("中午只能点外卖，同事们都吃腻了", "附近吃饭的地方太少，午休一半时间在排队", "大约{n}个人没地方吃午饭", "想给员工找个能吃上热饭的地方", "楼下快餐又贵又油，希望有干净实惠的工作餐", "加班到八点以后找不到吃的"),
        ("工作日供应午餐，两荤两素", "可为楼内单位供应团餐", "每天现炒，可送到前台", "食堂对周边职工开放"),
        ("Our staff live on takeaway; is there anywhere nearby with a proper lunch?", "We need about {n} lunches on working days."),
        ("份/日", 15, 260), hoped=True,
    ),
    "snacks": Phrases(("下午茶没有着落，想有人定期送点心", "茶水间想摆一台自动售货机", "会议茶歇需要有人供应"), ("供应茶歇点心、水果拼盘", "自动售货机进驻，定期补货"), (), ("份/日", 10, 120), hoped=True),
    "coffee": Phrases(("想在楼下有个能坐下谈事的咖啡角", "客户来了没地方喝一杯", "早上买不到提神的热饮"), ("现磨咖啡，楼内可送", "大堂咖啡角，可坐十余人"), ("A place for coffee with clients would help us a lot.",), ("份/日", 10, 150), hoped=True),
    "illegal-parking": Phrases(("门口车辆乱停，货车进不来", "早高峰路口被堵死，客户投诉好几次", "非机动车把消防通道占了", "楼下两侧停满了车，救护车都难进"), ("协调清理占道车辆", "联合整治周边停放秩序"), ("Cars are parked all over the pavement in front of our tower.",)),
    "patrols": Phrases(("希望路口高峰时段有人指挥", "请增加巡查的次数"), ("高峰时段安排人员在路口疏导", "夜间加强巡查")),
    "road-order": Phrases(("人行道上堆满了杂物", "流动摊贩占道，行人只能走马路", "共享单车堆成一片"), ("清理占道堆放", "规范非机动车停放")),
    "vouchers": Phrases(("客户来访没有地方停车，能否给几张临时券", "面试的人总找不到车位，想要{n}张当天有效的停车凭证"), ("访客可领取当日有效的停车券", "地下车库临时停放优惠"), ("Could our visitors get {n} temporary parking vouchers?",), ("张", 5, 60)),
    "paid-parking": Phrases(("员工月租车位不够，还差{n}个", "想长租几个固定车位"), ("月租车位，日间可用", "夜间错时共享车位"), ("We are short of {n} monthly parking spaces.",), ("个", 2, 40)),
    "elder-errands": Phrases(("独自居住的老人腿脚不便，需要有人帮忙取药", "老人中午没人做饭，希望有人把饭送上门", "爷爷奶奶不会网上挂号，想有人陪着跑一趟"), ("顺路为老人带饭、取药", "帮老人跑腿办事"), (), ("人", 1, 8)),
    "home-care": Phrases(("老人出院后需要有人上门照看", "家里老人洗澡不方便，想请专业人员来家里"), ("上门助浴、换药", "按次上门照看老人"), (), ("人", 1, 4)),
    "loan": Phrases(("账期拉长，资金周转不过来，需要{n}元左右", "接了大单缺流动资金", "想扩店，手头差{n}元", "年底备货钱不够，有没有利息低一点的渠道"), ("面向小微企业的信用贷款，三天放款", "续贷免过桥，利率优惠"), ("We are short of about {n} yuan of working capital.",), ("元", 20_000, 500_000)),
    "wealth": Phrases(("账上闲置资金想做稳健的打理", "想了解低风险的现金管理"), ("现金管理产品咨询", "稳健型产品，随存随取")),
    "hiring": Phrases(("急缺{n}名销售，招了两个月没招到", "新店开业要{n}个人手", "想去高校宣讲但没有门路", "前台离职，急需有人顶上"), ("推荐应届毕业生", "人才库可推荐各类岗位人选", "组织专场招聘"), ("We have been looking for {n} sales people for two months.",), ("人", 1, 12)),
    "finance-hiring": Phrases(("出纳要休产假，想找个人接手", "需要一位懂报税的会计", "财务主管空缺，能否推荐{n}位", "想招能做预算的财务BP"), ("推荐持证会计", "财务岗位人选推荐"), ("Can you recommend {n} accountants?",), ("人", 1, 3)),
    "bookkeeping": Phrases(("刚注册的公司，不会记账报税", "账目一直是兼职的人在做，想换一家靠谱的", "每月申报总是忘，想外包出去"), ("小微企业账务外包，按月收费", "工商变更与报税一条龙"), ("We want to outsource our monthly tax filing.",)),
    "mixer": Phrases(("年轻人圈子小，想多认识些朋友", "单身同事想有脱单的机会", "希望和别的公司一起办交友活动"), ("青年交友活动，可定制", "周末单身派对"), ("Many of our staff are single and would love to meet people.",), None, hoped=True),
    "hobby": Phrases(("下班后想有人一起打羽毛球", "想参加读书会或徒步", "会弹吉他的同事想找伙伴组乐队"), ("每周羽毛球局，欢迎加入", "周末徒步，有领队"), ("Is there a running club around here?",), None, hoped=True),
    "finance-talks": Phrases(("想听听经济形势的分享", "希望请专家讲讲税收优惠", "创始人想学看报表"), ("财经专家开讲", "投融资沙龙"), (), ("人", 10, 80)),
    "first-aid": Phrases(("楼里放了AED，但没人会用", "想给{n}位员工做心肺复苏培训", "健身房要求教练会急救"), ("心肺复苏和AED使用教学", "持证导师上门授课"), ("We would like {n} people to learn CPR.",), ("人", 8, 60)),
    "driving": Phrases(("几位同事想学车，能团报吗", "新手不敢上路，想找陪练"), ("团体报名优惠", "陪练上门接送"), (), None, hoped=True),
    "lecture": Phrases(("想给员工做些培训",), ("可上门授课",)),
}  # fmt: skip

PHRASES = {code: Phrases(wishes, offers) for code, (wishes, offers) in SAYINGS.items()} | _OWN
"""By the term's id without its kind."""

WISHES = (
    "想找人帮忙解决{t}的事", "{t}一直没有着落", "{t}的事不知道该找谁", "想咨询一下{t}", "同事多次提到{t}", "希望社区能牵头做{t}", "想了解{t}，有人能讲一讲吗",
)  # fmt: skip
"""Of any term; `{t}` is its label, or a synonym in Chinese."""
OFFERS = ("{t}，欢迎联系", "{t}，周边单位可预约", "长期做{t}，经验丰富", "{t}，首次免费咨询")
ENGLISH = (
    "We are looking for help with {t}.",
    "Who nearby could help us with {t}?",
    "Our team needs {t} soon.",
)

OPENINGS = {
    "enterprise": (
        "",
        "",
        "我们公司在{where}，",
        "{where}的几家公司都提过，",
        "走访时企业说：",
        "刚搬到{where}不久，",
        "最近业务变化，",
        "物业转来的：",
        "座谈会上有人提到，",
    ),
    "shop": ("", "我们店在{where}楼下，", "走访时店主说：", "开店半年，"),
    "employee": (
        "",
        "",
        "员工座谈会上大家反映，",
        "问卷里好几个人写道，",
        "我在{where}上班，",
        "代表同事问一句，",
    ),
    "center": ("", "窗口汇总：", "近期多家单位提出，", "楼宇群里有人问，"),
    "elder": ("", "社工上门时老人说：", "住在{where}附近，"),
}
"""By who asks."""
CLOSINGS = (
    "。", "。", "，请社区帮忙想想办法。", "，能否协调一下？", "，请问可以推荐吗？", "，越快越好。", "，费用可以谈。", "，希望就在附近。", "，先了解一下情况。",
    "，谢谢。", "，最好这个月能定下来。",
)  # fmt: skip
WHERE_OFFERED = (
    "",
    "",
    "",
    "，就在{where}",
    "，覆盖{where}周边",
    "，{where}内可上门",
    "，需提前一天预约",
    "，工作日受理",
)
SHORT = ("{t}", "{who}的{t}", "{where}{t}", "{t}服务")
"""Titles of offers."""
