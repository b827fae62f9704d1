"""`./lvheng help [VERB]`."""

import argparse

from lvheng.verbs import MODULES, Needs

NAME = "help"
TITLE = "看全部命令，或一个命令的用法"
NEEDS: Needs = "nothing"

EXIT_CODES = """退出码：0 成了；1 没成（原因已说）；2 用法不对；3 环境不允许（已说出路）；130 被 Ctrl-C 中断"""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("verb", nargs="?", choices=sorted(MODULES), metavar="命令", help="要看哪个命令的用法")


def run(options: argparse.Namespace) -> int:
    """Print the list of verbs, or one verb's own help."""
    from lvheng.cli import load, parser_of

    if options.verb:
        parser_of(load(options.verb)).print_help()
        return 0
    print("律衡：让一个行业的治理从记录中自己算出来\n\n用法：./lvheng 命令 [选项]\n")
    for name in MODULES:
        print(f"  {name:<10}{load(name).TITLE}")
    print(f"\n每个命令都有 --help。{EXIT_CODES}")
    return 0
