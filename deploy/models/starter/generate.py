#!/usr/bin/env python3
"""Writes train.tsv, the text that the starter model is trained on.

Every row is expanded from the small grammar below: `{name}` stands for one of the entries of
SLOTS[name]. Nothing is taken from real chat. The seed is fixed, so a run gives the same file:

    python3 generate.py > train.tsv

Phone numbers, handles and addresses are invented (138 0000 0xxx, demo…, example.com).
"""

import random
import re
import sys

SEED = 20171008
HARMFUL_ROWS = 400
ORDINARY_ROWS = 4000

SLOTS = {
    # ---- contacts, shared by harmful and ordinary rows so that a contact alone says nothing ----
    "tel": ["1380000{d}{d}{d}{d}", "138 0000 {d}{d}{d}{d}", "1390000{d}{d}{d}{d}"],
    "wx": ["demo{d}{d}{d}", "abc{d}{d}{d}{d}{d}", "test_{d}{d}{d}", "demo_wx{d}{d}"],
    "qq": ["12345{d}{d}{d}", "10000{d}{d}{d}{d}"],
    "url": ["http://www.example.com/{d}{d}", "https://example.net/a{d}{d}", "www.example.org"],
    "reach": ["加微信 {wx}", "微信{wx}", "v信:{wx}", "加V {wx}", "QQ {qq}", "加扣扣{qq}",
              "电话{tel}", "联系 {tel}", "点 {url}", "私聊我", "私信我", "扫码进群"],
    "enreach": ["contact demo{d}{d}{d}", "visit {url}", "DM me", "text 555-01{d}{d}",
                "message @demo{d}{d}", "see {url}", "join {url}"],
    "ask": ["", "", "，{reach}", "，{reach}", "，有意{reach}", "。{reach}", " {reach}"],
    "enask": ["", ", {enreach}", ", {enreach}", ". {enreach}", " {enreach}"],
    "d": list("0123456789"),
    "n": ["两", "三", "五", "十", "几"],
    "num": ["3", "5", "8", "10", "20", "50"],
    "sum": ["100", "200", "300", "500", "800", "1000", "3000", "5000"],
    "end": ["", "", "", "！", "！！", "~", "。"],
    # ---- ordinary life ----
    "who": ["我妈", "我爸", "我同学", "同事", "邻居", "老板", "朋友", "室友", "表哥", "小李", "老师", "大姨"],
    "day": ["今天", "明天", "昨天", "周末", "下周一", "中午", "晚上", "早上", "这周", "国庆"],
    "city": ["北京", "上海", "成都", "杭州", "西安", "武汉", "广州", "南京", "厦门", "长沙"],
    "food": ["火锅", "面条", "饺子", "烧烤", "奶茶", "小龙虾", "米线", "寿司", "包子", "豆浆油条"],
    "film": ["那部科幻片", "新上的喜剧", "老电影", "动画片", "纪录片", "悬疑剧", "武侠片"],
    "game": ["王者", "斗地主", "象棋", "麻将", "飞行棋", "那款射击游戏", "围棋", "桌游"],
    "thing": ["自行车", "书桌", "显示器", "婴儿车", "电饭煲", "考研资料", "相机", "冰箱", "吉他"],
    "job": ["收银员", "家教老师", "会计", "前端工程师", "店员", "司机", "文案", "实习生", "仓库管理员"],
    "feel": ["好累", "好开心", "有点困", "心情不错", "感冒了", "好饿", "有点烦", "无聊"],
    "enwho": ["my brother", "a friend", "my boss", "the team", "my teacher", "our neighbour", "she"],
    "enday": ["today", "tomorrow", "tonight", "this weekend", "on monday", "yesterday", "after lunch"],
    "enthing": ["printer", "wifi driver", "bike", "laptop", "guitar", "kernel update", "desk", "camera"],
    "enfood": ["pizza", "noodles", "coffee", "sushi", "soup", "tacos"],
    # ---- gambling ----
    "bet": ["百家乐", "时时彩", "六合彩", "北京赛车", "幸运飞艇", "龙虎", "棋牌", "老虎机", "牛牛", "赌球", "捕鱼"],
    "gift": ["送彩金{sum}", "首存送{sum}", "注册送{sum}", "充{sum}送{sum}", "天天返水", "开户有彩金"],
    "house": ["娱乐城", "菠菜平台", "网投平台", "线上赌场", "信誉盘口", "棋牌平台", "博彩网站"],
    # ---- sexual ----
    "lady": ["美女", "学生妹", "少妇", "嫩模", "外围女", "小姐姐", "模特"],
    "svc": ["上门服务", "裸聊", "一对一视频激情聊", "约炮", "全套服务", "包夜", "特殊按摩", "莞式服务"],
    "vid": ["成人视频", "无码资源", "福利视频", "偷拍合集", "大尺度直播", "黄片", "私密照片", "激情直播"],
    # ---- fraud ----
    "gig": ["刷单", "点赞", "代付", "垫付任务", "打字兼职", "关注公众号任务", "刷信誉"],
    "loan": ["秒下款", "无视征信", "黑户也能贷", "不看征信", "只要身份证就放款", "强开额度"],
    "inv": ["股票", "外汇", "数字币", "期货", "原油", "虚拟币"],
    "acct": ["银行卡", "四件套", "对公账户", "微信号", "支付宝账号"],
    # ---- mlm ----
    "rank": ["团队长", "总代", "一级代理", "合伙人", "区域经理", "老总"],
    "bonus": ["直推奖", "见点奖", "对碰奖", "静态收益", "动态收益", "层奖", "管理奖"],
    # ---- illicit ----
    "goods": ["冰毒", "迷药", "听话水", "上头电子烟", "气枪", "仿真枪", "弓弩", "电棍", "子弹", "叶子烟", "笑气"],
    "paper": ["毕业证", "身份证", "学历证书", "驾驶证", "营业执照", "资格证", "发票", "房产证"],
    "info": ["开房记录", "通话记录", "手机定位", "户籍信息", "个人信息", "快递地址"],
    # ---- violence ----
    "threat": ["弄死你", "砍了你", "捅了你", "打断你的腿", "废了你", "杀了你", "烧了你家", "让你见血"],
    "place": ["校门口", "你家楼下", "你公司门口", "停车场", "学校", "车站"],
    # ---- spam ----
    "ware": ["面膜", "减肥茶", "祛斑霜", "保健品", "名牌鞋", "运动鞋", "增高药", "酵素", "课程", "会员卡"],
    "push": ["互粉互赞", "涨粉", "刷赞", "代刷播放量", "引流", "群发推广", "砍一刀", "助力领红包"],
    # ---- abuse ----
    "insult": ["傻逼", "脑残", "废物", "蠢货", "贱人", "垃圾", "人渣", "白痴", "畜生", "王八蛋"],
    "eninsult": ["idiot", "moron", "loser", "dumbass", "piece of trash", "clown", "scumbag", "imbecile"],
}

FAMILIES = {
    "gambling": [
        "{bet}{gift}，{house}信誉保证{ask}{end}", "{house}新用户{gift}，提款秒到{ask}", "玩{bet}就来{house}，{gift}{ask}{end}",
        "专业老师带{bet}计划，跟单稳赢{ask}", "{bet}精准计划群，日赢{sum}，输了包赔{ask}", "美女荷官在线发牌，{bet}随便玩{ask}{end}",
        "上分下分{n}分钟到账，{bet}24小时客服{ask}", "{bet}代理招募，返点高，日结{ask}", "红包扫雷群，{sum}元起发，{gift}{ask}",
        "网上赌博{house}，{gift}{ask}{end}", "想回血的来，{bet}内幕带你上岸{ask}", "今晚球赛投注，{house}赔率最高{ask}",
        "六肖中特，一码必中，先看后付{ask}", "真钱{bet}，随时提现，{gift}{ask}", "{bet}开户{ask}，首存{sum}返{sum}",
        "信誉{bet}群，押大小、单双，赔率1比{num}{ask}", "{house}急招代理，拉人下注就有返水{ask}", "下注{sum}赢{sum}，{bet}开盘了{ask}{end}",
        "Online casino, deposit {sum} get {sum} bonus{enask}", "Play real money slots, free spins every day{enask}",
        "Sure win betting tips, fixed matches {enday}{enask}", "Live baccarat and roulette, instant payout{enask}",
        "Join our betting group and win {sum} daily{enask}", "Best sportsbook odds, free {sum} casino chips{enask}",
    ],
    "sexual": [
        "{lady}{svc}，同城{ask}{end}", "{city}{lady}{svc}，价格{sum}{ask}", "寂寞{lady}找你{svc}{ask}{end}", "{vid}打包{sum}G，低价出{ask}",
        "想看{vid}的{reach}{end}", "深夜福利，{vid}免费看{ask}", "{lady}在线等你，{svc}{num}分钟{sum}{ask}", "高端{lady}，{svc}，可空降{city}{ask}",
        "同城{svc}，见面付款，{lady}任选{ask}", "成人直播间开播了，{lady}大秀{ask}", "{vid}群，进群{num}元看一年{ask}", "小姐上门，{city}全城可约{ask}{end}",
        "全套按摩，{lady}服务，包您满意{ask}", "出售私密照片和视频，{lady}本人{ask}", "一夜情交友，{city}{lady}真实可约{ask}", "{svc}价目表看朋友圈{ask}",
        "开车了，{vid}网盘链接{ask}", "裸聊{num}分钟{sum}元，{lady}本人{ask}",
        "Hot girls in your area, hookup tonight{enask}", "Live sex cam, adult girls online now{enask}", "Escort service available {enday}{enask}",
        "Adult videos free, xxx collection{enask}", "Nude pics for sale, {sum} photos{enask}", "Lonely cam girl waiting for private show{enask}",
    ],
    "fraud": [
        "{gig}兼职，一单{num}元，日结{sum}{ask}{end}", "在家{gig}，日赚{sum}，不收押金{ask}", "手机{gig}，佣金秒返{ask}{end}", "{loan}，最高{sum}00，当天到账{ask}",
        "急用钱找我，{loan}，无抵押{ask}", "征信不好也能办，{loan}{ask}{end}", "{inv}老师带单，日收益百分之{num}{ask}", "内部消息，{inv}明天必涨，跟上就赚{ask}",
        "{inv}搬砖套利，稳赚不赔，本金{sum}起{ask}", "高价收{acct}，一套{sum}{ask}", "出租{acct}日结{sum}{ask}", "花呗信用卡套现，秒到，手续费低{ask}",
        "恭喜您中奖{sum}00元，请先交手续费领取{ask}", "您的账户异常已冻结，请点击{url}验证", "我是客服，您的快递丢了，双倍赔付，请提供验证码{ask}", "跑分赚佣金，{acct}就能做，日结{ask}",
        "领导让你马上转账到这个账号，先别打电话", "注销校园贷记录，否则影响征信{ask}", "保本高收益项目，投{sum}月返{sum}{ask}", "先充值{sum}，做完任务连本带利返{ask}",
        "You have won a prize of {sum} dollars, pay the fee first{enask}", "Double your bitcoin in {num} days, guaranteed returns{enask}",
        "Work from home, like videos and earn {sum} daily{enask}", "Instant loan, no credit check, money {enday}{enask}",
        "Your account has been suspended, verify now at {url}", "Send {sum} in gift cards and we release your funds{enask}",
    ],
    "mlm": [
        "发展{num}个下线，{bonus}每天到账{ask}", "交{sum}入门费成为{rank}，拉人就返{ask}", "推荐{n}人回本，{bonus}加{bonus}{ask}{end}", "新项目首码，{rank}对接，扶持拉满{ask}",
        "静态收益每天百分之{num}，动态拉人再奖{ask}", "加入团队躺赚，{bonus}无上限{ask}", "互助平台，排单{sum}，{num}天返{sum}{ask}", "消费全返，买{sum}返{sum}，推荐有{bonus}{ask}",
        "做{rank}，拿整条线的{bonus}{ask}{end}", "管道收入，一次推荐终身{bonus}{ask}", "五级三晋制，{num}个月升{rank}{ask}", "拆分盘只涨不跌，{bonus}日日结{ask}",
        "招募{rank}，零风险，裂变快，{bonus}{ask}", "连锁经营项目，投{sum}00，两年回报百万{ask}", "拉人头就有{bonus}，{n}层都算你的{ask}", "邀请好友成为会员，每层返{num}个点{ask}",
        "双轨制度，左右区对碰，日封顶{sum}{ask}", "来{city}考察项目，包吃住，做成{rank}年入百万{ask}",
        "Recruit {num} friends and earn commissions from your whole downline{enask}", "Pay {sum} to join, earn {sum} for every person you recruit{enask}",
        "Ground floor opportunity, build your team and get residual income{enask}", "Be your own boss, binary plan, matching bonus every week{enask}",
        "Upgrade to leader rank, get paid on unlimited levels{enask}", "Sponsor {num} members and your entry fee comes back{enask}",
    ],
    "illicit_ads": [
        "出售{goods}，货到付款{ask}{end}", "{goods}现货，全国发{ask}", "{goods}批发零售，安全隐蔽{ask}", "代办{paper}，{num}天出证，可查{ask}{end}", "{paper}{paper}办理，防伪水印齐全{ask}",
        "各类假{paper}，以假乱真{ask}", "代开{paper}，真票可验，点数低{ask}", "查{info}，输入姓名就能查{ask}", "{info}查询，先查后付{ask}", "黑客接单，改成绩、查{info}{ask}",
        "代考替考，包过，不过退款{ask}", "考前答案，百分百原题{ask}", "出售实名{acct}，全套资料{ask}", "出售客户资料{sum}条，{info}齐全{ask}", "外挂出售，透视自瞄，稳定不封{ask}",
        "代孕包成功，可选性别{ask}", "高仿钞票，过验钞机{ask}", "枪支配件，{goods}，老客户{num}折{ask}", "高价收肾，{city}当天手术{ask}", "免税烟走私烟批发，{num}条起{ask}",
        "Weed and pills for sale, discreet shipping{enask}", "Fake id and diploma, looks real, {num} days{enask}", "Guns for sale, no papers needed{enask}",
        "Stolen credit cards with pin, fresh {enday}{enask}", "Hacker for hire, phone and account access{enask}", "DDoS for hire, {sum} per hour{enask}",
    ],
    "spam": [
        "{ware}厂家直销，{num}折，数量有限{ask}{end}", "{push}，互相帮助{ask}{end}", "专业{push}，价格低到{num}元{ask}", "{ware}招代理，一件代发{ask}", "亲们，{ware}特价{sum}，买二送一{ask}",
        "扫码进群领红包，还送{ware}{ask}{end}", "帮我点一下助力，{push}，谢谢大家{ask}", "{ware}清仓，全场包邮，先到先得{ask}", "免费领取{ware}，只要转发到{num}个群{ask}", "{ware}七天见效，无效退款{ask}{end}",
        "广告位招租，{num}个大群同时发{ask}", "论文代写代发，包通过{ask}", "加群领优惠券，{ware}低至{num}元{ask}", "免费试听{ware}，名额{num}个{ask}{end}", "{ware}{ware}{ware}，支持一件代发，需要的{reach}",
        "关注我，转发抽奖送{ware}{ask}", "全网最低价{ware}，{reach}，{reach}", "祖传秘方，{ware}，根治不复发{ask}", "大师算命改运，不准不收钱{ask}", "软件自动加好友，{push}神器{ask}",
        "Buy followers and likes, cheap and fast{enask}", "Limited time offer on diet pills, order now{enask}", "Follow for follow, sub for sub{enask}",
        "Best seo services, rank first {enday}{enask}", "Click here to get your free gift card{enask}", "Essay writing service, plagiarism free{enask}",
    ],
    "abuse": [
        "你就是个{insult}{end}", "你这个{insult}，{insult}{end}", "{insult}，滚出这个群{end}", "你妈没教过你怎么说话吗，{insult}", "长得丑还爱发言，{insult}{end}", "没见过你这么{insult}的人", "你是不是{insult}啊，听不懂人话{end}",
        "闭上你的嘴，{insult}{end}", "你个{insult}懂什么", "跟你这种{insult}说话真浪费时间", "你全家都是{insult}{end}", "滚，{insult}，看见你就恶心{end}", "{who}怎么认识你这种{insult}", "你脑子里装的是屎吧，{insult}", "{insult}东西，你也配{end}",
        "你活着就是浪费粮食，{insult}", "丢人现眼的{insult}，{day}还敢来{end}", "谁家的{insult}放出来了{end}", "骂的就是你这个{insult}{end}", "你这{insult}，{day}别让我再看到你说话", "@demo{d}{d} 你个{insult}{end}", "就你这{insult}样还敢在{city}混{end}",
        "You are such an {eninsult}, get lost{end}", "Shut up you {eninsult}{end}", "Nobody likes you, {eninsult}{end}", "What a pathetic {eninsult} you are, {enday} and always",
        "Go away, you stupid {eninsult}{end}", "@demo{d}{d} you {eninsult}, stop posting", "Only an {eninsult} like you would say that {enday}",
    ],
    "violence": [
        "你给我等着，{day}{threat}{end}", "再说一句我{threat}{end}", "{day}{place}见，{threat}{end}", "我知道你住哪，{threat}{end}", "叫上{n}个人去{place}，{threat}{end}", "信不信我找人{threat}{end}", "拿刀去{place}{threat}",
        "谁敢拦我，连他一起{threat}", "花{sum}块就能找人{threat}", "你全家等着，{day}就{threat}{end}", "带上家伙，{day}{place}集合，见一个砍一个", "我要把{place}炸了{end}", "{day}带刀去{place}，谁也别想走", "教你自己做炸药，材料网上都有{ask}", "燃烧瓶的做法发群里了，{day}去{place}扔{end}",
        "收钱打人，断腿{sum}{ask}", "替人寻仇，{city}都能做{ask}", "不还钱就{threat}，我说到做到{end}", "{who}要是报警，我就{threat}{end}", "{threat}，你躲到{city}也没用{end}",
        "I will kill you {enday}{end}", "I know where you live, {enday} I will break your legs{end}", "Say that again and I will stab you{end}", "Going to shoot up the {place_en} {enday}{end}",
        "Hitman for hire, {sum} and it is done{enask}", "How to make a pipe bomb at home, steps in the group{enask}", "We bring knives {enday} and cut every one of them{end}",
    ],
}
SLOTS["place_en"] = ["school", "office", "station", "mall"]

ORDINARY = [
    # everyday talk
    "{day}去{city}，有人一起吗{end}", "{day}{feel}，想早点睡", "{who}说{day}一起吃{food}{end}", "中午吃{food}还是{food}？", "{day}看了{film}，挺好看的{end}", "{film}的结局有点没看懂", "{who}推荐的{film}不错，你们看了吗", "周末打{game}吗，差{n}个人",
    "{who}打{game}又输了，笑死", "{city}{day}下雨，记得带伞{end}", "{city}有什么好玩的，求推荐", "从{city}到{city}高铁要{num}个小时", "作业写完了吗，{day}要交", "老师说{day}考试，范围是前{n}章", "收到，谢谢{end}", "好的，{day}见{end}",
    "哈哈哈哈{who}太逗了", "生日快乐，{feel}{end}", "{thing}坏了，哪里能修？", "{who}家的猫生了{n}只小猫", "孩子发烧{num}个小时了，要去医院吗", "这家{food}味道一般，排队还要{num}分钟", "{day}加班到{num}点，{feel}", "快递到了，帮我拿一下{end}",
    "会议改到{day}下午{n}点，请大家准时", "酒店订在{city}市中心，一晚{sum}元", "机票涨到{sum}了，还去吗", "演唱会的票抢到了{end}", "这首歌循环了{num}遍，{feel}", "小区{day}停水，大家存点水", "跑步{num}公里打卡{end}", "我家{thing}用了{n}年还没坏",
    # mentions, as ordinary as contacts
    "@demo{d}{d} {day}来吗", "@demo{d}{d} @demo{d}{d} 看一下{thing}的事", "@demo{d}{d} 谢谢{end}", "@demo{d}{d} 你们到{city}了吗", "@demo{d}{d} @test_{d}{d} @demo{d}{d} {day}开会", "@demo{d}{d} thanks, see you {enday}", "@demo{d}{d} @demo{d}{d} can you check the {enthing}?", "@demo{d}{d} 你{thing}卖了吗",
    # ordinary contacts: deliveries, landlords, second hand, jobs
    "外卖放前台了，电话{tel}", "房东{reach}，看房提前约", "{thing}九成新转让，{sum}元，{reach}", "出一个{thing}，自提，{sum}元，{reach}", "家长群通知请看，老师电话{tel}", "拼车去{city}，{day}早上，{reach}", "失物招领：捡到一张饭卡，{reach}", "物业报修电话{tel}，{day}上班",
    "公司招{job}，月薪{sum}0，有社保，简历发到邮箱", "店里招{job}{n}名，包午饭，{reach}", "招聘{job}，做五休二，面试地点在{city}", "寻找合租室友，月租{sum}，{reach}", "这是{who}的微信{wx}，你加一下", "文档在 {url}，大家看看", "报名链接 {url}，{day}截止", "班级照片放在 {url}",
    "暑期兼职：{job}，一天{sum}，在商场，签合同", "奶茶店招兼职，每小时{num}元，{reach}", "家教兼职，初中数学，每次{sum}，{reach}", "志愿者招募，{day}集合，{reach}",
    # warnings, news, help: the same words, the other purpose
    "警方提醒：{gig}返利都是诈骗，不要转账", "反诈中心：凡是{loan}的都是骗局", "新闻：{city}警方打掉一个网络赌博团伙", "{city}警方通报，抓获{num}名{goods}贩卖人员", "别信{inv}带单，{who}被骗了{sum}00", "{who}玩{bet}输了{sum}00，大家别碰赌博", "法院判了，卖{acct}的人获刑{num}个月", "学校开展反传销讲座，{day}在礼堂",
    "新闻说{city}查处了一个传销窝点，解救{num}人", "拒绝毒品，从我做起，{day}禁毒宣传", "禁毒民警讲了{goods}的危害，孩子们听得很认真", "刷到一个{gig}广告，一看就是骗人的，已举报", "收到一条{loan}的短信，别点链接", "有人冒充客服要验证码，大家小心", "群里有人发{bet}广告，管理员处理一下", "举报了一个{vid}的账号，平台已封",
    "国家开展扫黄打非，{city}查了{num}家店", "骗子说{who}中奖要交手续费，幸好没信", "提醒：出租{acct}是违法的，要负责任", "代开{paper}是违法的，别贪便宜", "{city}发生一起持刀伤人案，嫌疑人已被抓", "昨晚邻居打架，已经报警了", "别转那个谣言，官方已经辟谣", "遇到威胁要{threat}的，先报警再截图",
    # lawful loans, lottery, games, drink, law, medicine
    "买了一注福利彩票，中了{num}块，{feel}", "体育彩票{day}开奖，我买了{n}张", "房贷利率降了，每月少还{sum}", "银行的公积金贷款怎么办理？要带{paper}吗", "信用卡账单出来了，这月花了{sum}", "想贷款买车，首付{sum}0够吗", "{inv}今天跌了，{feel}", "基金定投每月{sum}，长期放着",
    "过年打麻将赢了{who}{num}块", "这局{game}炸弹一出我就赢了", "游戏里被狙击枪打死三次，{feel}", "剧里那句要杀了你，台词太尬了", "电影里{n}个人抢银行那段很刺激", "毕业证丢了怎么补办？问问学校", "{paper}到期了，要去哪里换", "公司要开发票，把抬头发我",
    "医生说减肥要少吃{food}多运动", "护肤品过敏了，脸上起了{num}个包", "直播带货的{thing}质量不太行", "双十一的{thing}降了{sum}，要不要买", "代理商说{thing}没货，等{day}", "我们公司在{city}招商会上签了{num}家", "{who}在群里骂人被管理员禁言了", "气死我了，{who}又迟到",
    "别骂自己笨，慢慢来就好", "我真是个笨蛋，钥匙又忘带了", "这道题好难，{who}都不会", "{thing}的说明书看不懂，有人会装吗", "你真讨厌，又不等我{end}", "{food}辣死我了，{feel}", "累死了，{day}不想动", "笑死，{who}把{thing}装反了",
    "考研资料在哪下载？", "论文写到第{n}章，{feel}", "查一下{city}的快递到哪了", "定位发我，{day}去接你", "手机丢了，怎么查找定位", "帮我给孩子投一票，谢谢{end}", "妈妈群里问{ware}哪个牌子好", "这个{ware}我用过，一般般",
    # English
    "anyone up for {enfood} {enday}?", "my {enthing} stopped working {enday}, any ideas?", "see you {enday}, thanks for the help", "{enwho} said the {enthing} is fixed now", "how do i install the {enthing} without sudo?", "kill the process and start the shell again", "i got a new {enthing}, works great", "meeting moved to {enday}, same room",
    "the movie {enday} was fun, loved the ending", "we lost the game {num} to {n_en}, oh well", "{enwho} is hiring a part time cashier, apply at the desk", "police warned about a fake loan scam {enday}", "bank says never share your code, it is a scam", "news: three arrested for illegal betting {enday}", "my card was declined {enday}, calling the bank", "bought a lottery ticket {enday}, no luck",
    "mortgage rate went down a bit {enday}", "poker night with {enwho} {enday}, just for fun", "that shooting game keeps crashing after the {enthing}", "docs are at {url}, have a look", "please call {enwho} at 555-01{d}{d} about the {enthing}", "selling my {enthing}, {sum} dollars, pick up {enday}", "stop calling yourself stupid, you did fine {enday}", "i am such an idiot, forgot my keys {enday}",
    "{enwho} made {enfood}, come over {enday}", "is there a patch for the {enthing}? the log says error {sum}", "the bus was late {enday}, {num} minutes in the rain", "report the spam links to an admin please", "health class {enday}: the harm of drugs", "{enwho} got a diploma {enday}, so proud",
    # English, technical and small talk: short and many, for English threats and insults are short too
    "i will try that {enday}", "i will check the {enthing} and tell you", "i know what you mean, same {enthing} here", "you can use the {enthing} for that", "you are right, it was the {enthing}", "you need to reboot after the {enthing}", "it says permission denied", "what is the output of the last command?",
    "do you have the {enthing} plugged in?", "{enwho} told me to reinstall, did not help", "no sound after the upgrade, anyone?", "which version are you on?", "try it without the {enthing}", "thanks, that worked{end}", "ok, brb", "lol yes, {enwho} did the same {enday}",
    "good morning everyone{end}", "is the server down {enday}?", "i get error {sum} when i start it", "how can i mount the {enthing}?", "{enwho} is here {enday} if you have questions", "where do i find the config file?", "never mind, found it", "the download stops at {num} percent",
    "why does it ask for a password every time?", "you should read the manual for the {enthing}", "hmm, weird, mine shows {num} of them", "can someone tell me how to do this?", "you must be kidding, {num} hours for a {enthing}?", "i have been waiting for {enwho} since {enday}", "stop the service, then start it again", "hit enter twice and cut the last line",
    "shoot me a mail about the {enthing} {enday}", "that would break the {enthing}", "the {enthing} at {place_en} died again", "i am going to {place_en} {enday}", "we will bring {enfood} {enday}", "i am home {enday}, come by", "how to build the {enthing} from source?", "only {num} left, then i am done",
]
SLOTS["n_en"] = ["one", "two", "three"]

_SLOT = re.compile(r"\{(\w+)\}")


def expand(template, rng):
    """Replaces slots until none is left; a chosen entry may hold slots itself."""
    while _SLOT.search(template):
        template = _SLOT.sub(lambda m: rng.choice(SLOTS[m.group(1)]), template)
    return template.strip()


def rows(label, templates, count, rng, seen):
    """Distinct rows, the families taking turns so that none dominates."""
    made = 0
    for turn in range(count * 50):
        text = expand(templates[turn % len(templates)], rng)
        if text not in seen:
            seen.add(text)
            made += 1
            yield label, text
            if made == count:
                return
    raise SystemExit(f"{label}: only {made} of {count} distinct rows; add templates or slots")


def main():
    rng = random.Random(SEED)
    seen = set()
    result = []
    for label, templates in FAMILIES.items():
        result.extend(rows(label, templates, HARMFUL_ROWS, rng, seen))
    # Two ordinary messages in one row now and then: harmful rows are longer than most talk.
    paired = [f"{a}，{b}" for a, b in zip(ORDINARY[::2], ORDINARY[1::2])]
    result.extend(rows("none", ORDINARY, ORDINARY_ROWS * 3 // 4, rng, seen))
    result.extend(rows("none", paired, ORDINARY_ROWS // 4, rng, seen))
    rng.shuffle(result)
    for label, text in result:
        sys.stdout.write(f"{label}\t{text}\n")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")
    main()
