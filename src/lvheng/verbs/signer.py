"""`./lvheng signer`: the keys that sign log, extracts and licences: list, make, activate, destroy."""

import argparse
import os
from base64 import b64encode
from pathlib import Path
from typing import TYPE_CHECKING

from lvheng.launcher.refusal import say
from lvheng.verbs import Needs
from lvheng.verbs.asked import failed

if TYPE_CHECKING:
    from lvheng.kernel.signing.signer import Key, Keyring

NAME = "signer"
TITLE = "看、生成、启用、销毁签名密钥（日志、摘录、证照）；每次改变都记入存证"
NEEDS: Needs = "database+schema"
PURPOSES = ("log", "extract", "licence")
BASIS = "密钥管理"


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's arguments."""
    one = parser.add_mutually_exclusive_group()
    one.add_argument("--make", choices=PURPOSES, help="生成一把待用的：log 日志；extract 摘录；licence 证照")
    one.add_argument("--activate", metavar="编号", help="启用一把待用的；原来在用的从此只验不签")
    one.add_argument("--destroy", metavar="编号", help="销毁一把不在用的：私钥清空，它签过的从此不再可信")
    parser.add_argument("--algorithm", metavar="算法", help="生成时用哪种：Ed25519、ES256、SM2；不写则按用途")
    parser.add_argument("--basis", default=BASIS, metavar="依据", help="文号或事由，记入存证")


def run(options: argparse.Namespace) -> int:
    """Change one key and tell the log of it, or list them all."""
    from lvheng.kernel.signing.signer import KeyRefused, keyring
    from lvheng.kernel.signing.suites import Unavailable

    ring = keyring(Path(os.environ["LVHENG_HOME"]))
    try:
        if options.make:
            changed = [ring.make(options.make, options.algorithm)]
        elif options.activate:
            before = {key.kid: key.state for key in ring.keys_of()}
            ring.activate(options.activate)
            changed = [key for key in ring.keys_of() if key.state is not before[key.kid]]
        elif options.destroy:
            changed = [ring.destroy(options.destroy)]
        else:
            return listed(ring)
    except (KeyRefused, Unavailable) as refused:
        return failed(refused)
    for key in changed:
        say(f"{described(key)}，存证 № {told(key, options.basis)}。")
    return 0


def listed(ring: "Keyring") -> int:
    """Print every key, with the words by which /log/keys publishes it; one that is never published as it is."""
    from lvheng.kernel.ledger.proving import origins
    from lvheng.kernel.ledger.sequencing.keys import own_trust
    from lvheng.kernel.ledger.sequencing.running import base_name
    from lvheng.kernel.ledger.trust import Trust

    trust = own_trust(ring, origins(base_name(os.environ)), Trust())
    for key in ring.keys_of():
        words = [each.written for each in (*trust.keys, *trust.issuers) if each.public == key.public]
        public = " ".join(words) or b64encode(key.public).decode()
        print(f"{key.kid}\t{described(key)}\t{key.made_at[:10]} 生成\t{public}")
    return 0


def described(key: "Key") -> str:
    """Purpose, algorithm, id and state of a key in words."""
    from lvheng.kernel.signing.signer import PURPOSES as TITLES_OF
    from lvheng.kernel.signing.signer import TITLES

    return f"{TITLES_OF[key.purpose]} {key.algorithm} {key.kid} {TITLES[key.state]}"


def told(key: "Key", basis: str) -> int:
    """Enters the key's new state in the ledger; the number of the entry."""
    from lvheng.kernel.access.viewer import SYSTEM_VIEWER
    from lvheng.kernel.acts.perform import perform
    from lvheng.kernel.acts.signing_keys import KeyTold, TellSigningKey
    from lvheng.kernel.time.days import today

    given = KeyTold(
        purpose=key.purpose,
        algorithm=key.algorithm,
        kid=key.kid,
        public=b64encode(key.public).decode(),
        state=key.state.value,
    )
    return perform(TellSigningKey, given, actor=SYSTEM_VIEWER, effective_on=today(), basis=basis).entry
