"""`./lvheng witness`: a witness for logs of others, for whoever is not their operator; needs no database."""

import argparse
from pathlib import Path

from lvheng.launcher import locks
from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs

NAME = "witness"
TITLE = "做一份日志的见证人：只为只增不改的检查点签名（给协会、档案馆、公证处等另一方运行）"
NEEDS: Needs = "nothing"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument("--folder", type=Path, required=True, metavar="目录", help="密钥和见过的检查点放在哪里")
    parser.add_argument(
        "--name", required=True, metavar="名称", help="见证人的名称，不含空格和加号，如 witness.example.org"
    )
    parser.add_argument(
        "--trust", type=Path, metavar="名单", help="为哪些日志见证：对方的 /log/policy；不写则只显示公钥"
    )
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听的地址，不写则只给本机（127.0.0.1）")
    parser.add_argument("--port", type=int, default=8090, metavar="端口", help="监听的端口，不写则为 8090")


def run(options: argparse.Namespace) -> int:
    """Print the key; with a list of logs, answer until Ctrl-C. Raises Refusal."""
    from lvheng.kernel.ledger.note import COSIGNATURE, NoteKey, NoteRefused
    from lvheng.kernel.ledger.trust import read_trust
    from lvheng.kernel.ledger.witnessing.serving import server
    from lvheng.kernel.ledger.witnessing.witness import Witness
    from lvheng.kernel.signing.signer import Keyring

    if not options.name or set("+ \t\n") & set(options.name):
        raise Refusal("见证人的名称不能有空格和加号。", "用自己的域名，例如 witness.example.org。")
    options.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    alone = locks.take(options.folder / "lock", wait=False)
    if alone is None:
        raise Refusal(f"{options.folder} 的见证人已在运行。", "一个目录只能有一个见证人。")
    [signer] = Keyring(options.folder / "keys").signers("witness")
    print(NoteKey(options.name, COSIGNATURE, signer.public).written, flush=True)
    if options.trust is None:
        return 0
    try:
        logs = read_trust(options.trust.read_text()).logs
        if not logs:
            raise NoteRefused("名单里没有 log 一行")
        serving = server(Witness(options.folder / "seen", options.name, signer, logs), options.host, options.port)
    except (OSError, NoteRefused) as error:
        raise Refusal(f"见证人没有启动（{error}）。", "检查名单、地址和端口。") from None
    say(
        f"为 {'、'.join(key.name for key in logs)} 见证，听在 http://{options.host}:{serving.server_port}/ 。Ctrl-C 停止。"
    )
    serving.serve_forever()
    return 0
