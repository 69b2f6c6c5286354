"""Make resources/phrase/words.txt: the 4,096 words that a start phrase (开机口令词) is drawn from.

Usage: python tools/phrase_words.py [--check]     (needs pip; writes only resources/phrase)

Two characters each, of the 3,500 common ones, typed as pinyin without tones and without an input method. No two words
are typed alike, none is the beginning of another (so spaces may be left out), none has ü. Words and their frequency
come from jieba's dictionary, readings from pypinyin. Licences: resources/phrase/README.md.
"""

from __future__ import annotations

import argparse
import hashlib
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

from pypinyin import lazy_pinyin

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "resources" / "phrase" / "words.txt"
COMMON = ROOT / "tests" / "data" / "common_3500.txt"
JIEBA = (
    "jieba==0.42.1",
    "jieba-0.42.1/jieba/dict.txt",
    "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8",
)
WORDS = 4096
CLASSES = {"n": 4, "v": 1, "a": 1, "s": 1}
"""jieba's classes and their weight: things are remembered more easily than doings. No names, no particles."""
UNWANTED = frozenset(
    "死亡尸杀奸淫嫖妓娼屎尿屁粪毒鬼魔妖血刀枪炮弹战争军敌兵匪贼盗偷骗赌抢凶恶残暴虐刑罪犯狱囚捕审判罚病癌疮瘤疫症痛伤孕胎产"
    "性欲裸乳臀阴阳肛裆奶妾妃奴婢婊骚贱丑蠢笨傻疯狂痴呆懒肥猪狗驴党政共革命反叛逆主席领袖总统皇帝教神佛仙祭葬坟墓棺丧哭惨祸灾"
    "难险危恐怖怒恨仇怨骂辱羞耻污脏臭腐烂垃圾黑吃喝醉酒烟贿赂贪奢欠债穷苦衰败亏损失误错违禁止停废弃毁灭破坏崩爆炸烧焚溺吊绞斩"
    "砍割刺咬殴打斗架吵闹拐卖绑劫夺侵占霸压迫逼诱惑瘾妇寡孤残废聋哑盲瘸瘫疾患诊药针刀手术民族汉蒙藏回满维朝鲜日美苏俄韩德英法"
    "独裂藏疆台港澳警官僚腐宗左右派毛邓江胡习温周林刘朱李王石张陈杨赵黄吴"
)
"""Characters that no clerk should have to type each morning, or that may be somebody's name or an affair of state."""
_PAIRS = (
    "性交 上床 小姐 同志 下体 下身 上访 信访 投诉 离婚 流产 人头 光棍 绿帽 二奶 氨化 白带 "
    "百头 庵堂 八戒 罢工 罢免 匕首 变态 肠子 厕所 垂体 雌雄 悼念 地雷 大乱 恩施 耳光 肝炎 "
    "刚果 公凸 公公 混蛋 害人 化疗 火器 活儿 间谍 静脉 流氓 牢房 劳役 卵巢 老婆 老娘 老母 "
    "炼丹 梦鸽 牧师 盟国 闭会 仆人 婆娘 平壤 皮肉 情人 情趣 肉体 肉鸡 肉质 色情 圣母 示威 "
    "双儿 叔惠 太监 体表 廷杖 乙肝 遗嘱 遗书 月经 鸳鸯 振臂 支部 整风 知青 阵线 宝业 胸部 "
    "胸脯 胸膛 走私 卫校 董家 岳家 我会 我心 峰峰 银川 陆游 屈原 孝感 开封 商丘 土家 洞庭 "
    "谴责 谣言 丐帮 粘膜 牺牲 辞职 戒严 剥削 动乱 阶级 长征 被告 原告 丫环 丫头 爹娘 爹爹 "
    "娘娘 公孙 司空 太郎 金轮 一灯 岭子 石首 皇岗 鱼原 顾源 全邦 所部 时会 时说 尚有 有着 "
    "很大 很小 没有 建有 不中 使得 就让 却说 睡着 活着 指着 跟着 看着 脸红 下巴 体贴 撬棍 "
    "棍棒 拐子 尖端 火堆 闭口 黄泉 咳嗽 浮肿 头晕 疗效 肠道 骨髓 肌肉 脊髓 分泌 繁殖 雄蕊 "
    "雌蕊 高潮 呻吟 抚摸 亲吻 拥抱 恋人 同居 房事 洞房 入洞 "
)
PAIRS = frozenset(_PAIRS.split())
"""Words of wanted characters that are not wanted themselves, and scraps that are no words."""


def fetch(work: Path) -> str:
    """jieba's dictionary, verified by digest."""
    wanted = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", JIEBA[0]]
    subprocess.run([sys.executable, "-m", "pip", "download", "-q", *wanted], cwd=work, check=True)
    (archive,) = work.glob("jieba-*.tar.gz")
    with tarfile.open(archive) as packed:
        member = packed.extractfile(JIEBA[1])
        assert member is not None
        data = member.read()
    if hashlib.sha256(data).hexdigest() != JIEBA[2]:
        sys.exit("jieba's dictionary is not the file we know")
    return data.decode()


def candidates(dictionary: str) -> list[str]:
    """Words that may stand in the list, the most familiar first."""
    lines = COMMON.read_text(encoding="utf-8").splitlines()
    common = set("".join(line for line in lines if not line.startswith("#"))) - UNWANTED
    counted: dict[str, int] = {}
    for line in dictionary.splitlines():
        word, count, kind = line.split(" ")
        if len(word) == 2 and kind in CLASSES and set(word) <= common and word not in PAIRS:
            counted[word] = int(count) * CLASSES[kind]
    return sorted(counted, key=lambda word: (-counted[word], word))


def table(dictionary: str) -> str:
    """The file: one word a line with its letters, in the order of the letters."""
    kept: dict[str, str] = {}
    beginnings: set[str] = set()
    for word in candidates(dictionary):
        typed = "".join(lazy_pinyin(word, v_to_u=False))
        starts = {typed[:length] for length in range(1, len(typed))}
        if not (typed.isascii() and typed.isalpha() and "v" not in typed) or len(typed) < 5:
            continue
        if typed in kept or typed in beginnings or starts & kept.keys():
            continue
        kept[typed] = word
        beginnings |= starts
        if len(kept) == WORDS:
            break
    else:
        sys.exit(f"only {len(kept)} words")
    return "".join(f"{word} {typed}\n" for typed, word in sorted(kept.items()))


def main() -> int:
    """Write the list, or with --check compare the committed one with what this tool makes."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--check", action="store_true", help="compare with resources/phrase and change nothing"
    )
    check = parser.parse_args().check
    with tempfile.TemporaryDirectory() as folder:
        made = table(fetch(Path(folder)))
    if not check:
        OUT.write_text(made, encoding="utf-8")
        return 0
    fresh = OUT.read_text(encoding="utf-8") == made
    if not fresh:
        print("resources/phrase/words.txt is not fresh: run python tools/phrase_words.py", file=sys.stderr)
    return 0 if fresh else 1


if __name__ == "__main__":
    raise SystemExit(main())
