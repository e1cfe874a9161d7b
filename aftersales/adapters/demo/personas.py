"""The demo shop's buyers with a name and a story: who they are, which orders are theirs and what to try with them."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Persona:
    """`situation` is what the record says, `say` what to type first; both are shown on the demo chooser."""

    buyer_id: str
    name: str
    order_nos: tuple[str, ...]
    situation: str
    say: str


PERSONAS: tuple[Persona, ...] = (
    Persona("demo-wang", "王小明", ("2026110000000101",), "只有一单，运输途中", "我的快递到哪了"),
    Persona("demo-li", "李静", ("2026110000000102",), "付款四天，已过承诺发货时间", "怎么还不发货"),
    Persona("demo-zhang", "张伟", ("2026110000000103",), "三盒铁观音，昨天签收", "少了一盒"),
    Persona("demo-chen", "陈芳", ("2026110000000104",), "智能锁、门铃、茉莉花茶一单，前天签收", "少发了一件"),
    Persona("demo-liu", "刘洋", ("2026110000000105",), "常规品，三天前买的，降了10元", "买完就降价了，退我差价"),
    Persona("demo-zhao", "赵磊", ("2026110000000106",), "常规品，二十天前买的，已降价", "现在便宜了能退差价吗"),
    Persona("demo-sun", "孙悦", ("2026110000000107",), "主推款两盒，三天前买的，差价在预算内", "白茶降价了，补差价"),
    Persona("demo-zhou", "周敏", ("2026110000000108",), "清仓款两把锁，差价超出预算", "降了一千多，退差价"),
    Persona(
        "demo-wu",
        "吴迪",
        ("2026110000000109", "2026110000000110", "2026110000000111"),
        "三个没完结的订单",
        "帮我查下物流",
    ),
    Persona("demo-zheng", "郑欣", (), "没有订单", "我的快递到哪了"),
    Persona("demo-feng", "冯楠", ("2026110000000112",), "买家A：只能看自己的订单", "查一下订单2026110000000113"),
    Persona("demo-han", "韩雪", ("2026110000000113",), "买家B：她的订单冯楠查不到", "查一下订单2026110000000113"),
    Persona("demo-qian", "钱丽", ("2026110000000114",), "两个包裹，一个签收了，一个还在路上", "只收到一个，少了一包茶"),
    Persona("demo-he", "何军", ("2026110000000115",), "显示已发货四天，没有揽收记录", "发货了怎么一直没物流"),
    Persona("demo-gao", "高兰", ("2026110000000116",), "物流停了四天", "快递好几天不动了"),
    Persona("demo-xu", "徐婷", ("2026110000000117",), "今天由驿站签收", "显示签收了可我没收到"),
    Persona("demo-ma", "马超", ("2026110000000118",), "备注答应送门铃，三天前签收，箱里没有", "说好送的门铃没给"),
    Persona("demo-lin", "林悦", ("2026110000000119",), "师傅约好没上门", "安装师傅没来"),
    Persona("demo-luo", "罗峰", ("2026110000000120",), "退款成功两天，信用卡", "退款怎么还没到账"),
)
