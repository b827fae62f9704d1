"""`./lvheng verify FILE`: checks a proof, an extract, an electronic licence or a whole log with no network and no database."""

import argparse
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from lvheng.launcher.refusal import Refusal, say
from lvheng.verbs import Needs
from lvheng.verbs.asked import failed

if TYPE_CHECKING:
    from lvheng.elicence.verification import Kept
    from lvheng.kernel.ledger.trust import Trust
    from lvheng.kernel.ledger.verification import Shown

NAME = "verify"
TITLE = "离线核对存证证明、公开摘录、电子证照或整本日志，不用网络和数据库"
NEEDS: Needs = "nothing"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    parser.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="文件",
        help=".tlog-proof 证明、.json 或 .pdf 摘录、电子证照，或一整本日志的目录",
    )
    parser.add_argument(
        "--trust", type=Path, metavar="名单", help="信任名单（/log/keys 或 /log/policy）；不写则信任本机这份日志的密钥"
    )
    parser.add_argument(
        "--key", action="append", default=[], metavar="公钥", help="再信任一把公钥（名称+编号+base64）；可写多次"
    )
    parser.add_argument(
        "--since",
        type=Path,
        action="append",
        default=[],
        metavar="检查点",
        help="从前留下的检查点，日志须从它接下来；可写多次",
    )
    parser.add_argument(
        "--status", type=Path, metavar="名单", help="电子证照的状态名单（/licence/status/all）；不写则只核对证照的签名"
    )
    parser.add_argument("--json", action="store_true", help="以 JSON 输出核对出的内容")


def run(options: argparse.Namespace) -> int:
    """Verify every file; 0 only if all of them are good."""
    from lvheng.elicence.faces.said import FaceRefused
    from lvheng.kernel.ledger.auditing import audited
    from lvheng.kernel.ledger.note import NoteRefused

    trust = believed(options.trust, options.key)
    kept = kept_lists(trust, options.status)
    wrong = 0
    for file in options.files:
        try:
            older = [kept.read_text() for kept in options.since]
            shown = audited(file, trust, older) if file.is_dir() else _file(file.read_bytes(), trust, kept)
        except OSError as error:
            raise Refusal(f"读不了 {error.filename}（{error.strerror}）。", "请检查文件名。") from None
        except (NoteRefused, FaceRefused) as refused:
            wrong = failed(f"{file.name}：不能相信。{refused}。")
            continue
        say(f"✓ {file.name}：{shown.title}")
        print(
            json.dumps(shown.told, ensure_ascii=False)
            if options.json
            else "\n".join(f"  {each}" for each in shown.lines)
        )
    return wrong


def _file(content: bytes, trust: "Trust", kept: "Kept") -> "Shown":
    """What one file shows. Raises `NoteRefused`, `FaceRefused`."""
    from datetime import UTC, datetime

    from lvheng.elicence import verification as licences
    from lvheng.kernel.ledger.verification import verified

    if extract := licences.extract_within(content, kept):
        return verified(extract, trust)
    if licences.recognises(content):
        return licences.verified(content, kept, datetime.now(UTC))
    return verified(content, trust)


def kept_lists(trust: "Trust", file: Path | None) -> "Kept":
    """The issuers' keys and the status lists of a file. Raises Refusal if it cannot be read or is not believed."""
    from lvheng.elicence.faces.said import FaceRefused
    from lvheng.elicence.verification import keep

    try:
        return keep(trust.issuers, file.read_text() if file else "")
    except (OSError, UnicodeDecodeError, FaceRefused) as error:
        raise Refusal(f"状态名单不能用（{error}）。", "请从公布证照的网站重新取 /licence/status/all。") from None


def believed(file: Path | None, keys: list[str]) -> "Trust":
    """The keys to believe. Raises Refusal if there are none, or the list cannot be read."""
    from lvheng.kernel.ledger.logs import ledger_folder
    from lvheng.kernel.ledger.note import NoteRefused, read_key
    from lvheng.kernel.ledger.sequencing.keys import KEYS
    from lvheng.kernel.ledger.trust import Trust, read_trust
    from lvheng.launcher import home

    own = ledger_folder(Path(os.environ.get("LVHENG_HOME") or home.locate())) / KEYS
    chosen = file or (None if keys else own)
    try:
        trust = read_trust(chosen.read_text()) if chosen else Trust()
        for key in map(read_key, keys):
            trust.logs.append(key)
            trust.signers.append(key)
            trust.issuers.append(key)
    except (OSError, UnicodeDecodeError) as error:
        raise Refusal(
            f"没有信任名单（{error}）。",
            "用 --trust 指一份：从公布日志的网站取 /log/keys，并与纸面或别处公布的公钥比对。",
        ) from None
    except NoteRefused as refused:
        raise Refusal(f"{refused}。", "请改用正确的信任名单或公钥。") from None
    return trust
