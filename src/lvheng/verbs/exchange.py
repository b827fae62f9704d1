"""`./lvheng exchange`: batches of lawyers and firms for the national system, out and in."""

import argparse
from pathlib import Path

from lvheng.verbs import Needs
from lvheng.verbs.asked import FAILED, Wrong, day, failed, instant, viewer

NAME = "exchange"
TITLE = "与全国系统交换律师、律所的批次文件：out 写出，in 接收"
NEEDS: Needs = "database+schema"
SHOWN = 20


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("way", choices=("out", "in"), metavar="out|in", help="out 写出一批；in 接收一批")
    parser.add_argument("path", type=Path, metavar="路径", help="out：写到哪个文件夹；in：清单文件（批次号.json）")
    parser.add_argument("--sender", default="", metavar="单位", help="out：发送单位的代码")
    parser.add_argument("--batch", default="", metavar="批次号", help="out：批次号，同一单位不得重复")
    parser.add_argument("--on", type=day, metavar="日期", help="out：以哪一天为准，不写为今天")
    parser.add_argument("--since", type=instant, metavar="时刻", help="out：只要那一时刻以来登记有变动的")
    parser.add_argument("--as", dest="login", metavar="登录名", help="in：以谁的身份登记；不写为系统")


def run(options: argparse.Namespace) -> int:
    """Write or take a batch and say what became of it; 1 if any line was refused."""
    from lvheng.register.exchange import ExchangeRefused

    try:
        return write(options) if options.way == "out" else take(options)
    except (Wrong, ExchangeRefused) as refused:
        return failed(f"{str(refused).rstrip('。')}。")
    except OSError as error:
        return failed(f"文件打不开或写不了：{error.filename}:{error.strerror or error}。")


def write(options: argparse.Namespace) -> int:
    """Write a batch. Raises `Wrong`, `OSError`."""
    from lvheng.kernel.time.days import today
    from lvheng.register.exchange import write_batch

    if not options.sender or not options.batch:
        raise Wrong("请用 --sender 写明发送单位，用 --batch 写明批次号")
    if not options.batch.replace("-", "").isalnum():
        raise Wrong(f"批次号只能由字母、数字和连字符组成，现为“{options.batch}”")
    on = options.on or today()
    manifest = write_batch(options.path, sender=options.sender, batch=options.batch, on=on, since=options.since)
    print(f"已写出第 {manifest.batch} 批 {manifest.lines:,} 行，摘要 {manifest.digest}:{options.path}")
    return 0


def take(options: argparse.Namespace) -> int:
    """Take a batch. Raises `Wrong`, `ExchangeRefused`, `OSError`."""
    from lvheng.register.exchange import take_batch

    outcome = take_batch(options.path, viewer(options.login))
    counts = [f"登记 {outcome.entered:,} 行", f"转所 {outcome.transferred:,} 行", f"早已在册 {outcome.already:,} 行"]
    print("、".join([*counts, f"没有接收 {len(outcome.refused):,} 行"]))
    for line, sentence in outcome.refused[:SHOWN]:
        print(f"  第 {line} 行：{sentence}")
    return FAILED if outcome.refused else 0
