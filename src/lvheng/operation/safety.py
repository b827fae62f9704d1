"""What production refuses. An installation that is no demonstration does not start with an unsafe value.

Standard library and the launcher only: `./lvheng up` asks before Django and the database are there.
"""

from __future__ import annotations

import os
from collections.abc import Mapping

from lvheng.launcher.refusal import Refusal

SHORTEST_KEY = 32  # characters; what the launcher makes has 64
WAY_OUT = "改好这些环境变量再启动（docs/reference/settings.md）；只是看看，请不要设 LVHENG_DEMONSTRATION。"


def is_production(environment: Mapping[str, str]) -> bool:
    """Whether real people are served: anything but LVHENG_DEMONSTRATION=yes, which is also what holds when unset."""
    return environment.get("LVHENG_DEMONSTRATION", "yes") != "yes"


def unsafe(environment: Mapping[str, str]) -> list[str]:
    """What production must not run with, one Chinese sentence each; empty for a demonstration."""
    if not is_production(environment):
        return []
    hosts = [host.strip() for host in environment.get("LVHENG_HOSTS", "").split(",") if host.strip()]
    key = environment.get("LVHENG_SECRET_KEY", "")
    issuer = environment.get("LVHENG_OIDC_ISSUER") or "https://"
    found = {
        "没有设 LVHENG_SECRET_KEY：会话的签名密钥会随程序一起消失。": not key,
        f"LVHENG_SECRET_KEY 太短：至少 {SHORTEST_KEY} 个字符，请随机生成。": bool(key) and len(key) < SHORTEST_KEY,
        "没有设 LVHENG_HOSTS：请写明对外的主机名。": not hosts,
        "LVHENG_HOSTS 里有通配的主机名（* 或以 . 开头）：请逐个写明。": any(h[0] in "*." for h in hosts),
        "LVHENG_DEBUG 开着：出错页会露出内部细节。": environment.get("LVHENG_DEBUG") == "yes",
        "没有设 LVHENG_BEHIND_PROXY=yes：正式使用须放在做 HTTPS 的反向代理后面（docs/how-to/behind-a-proxy.md）。": (
            environment.get("LVHENG_BEHIND_PROXY") != "yes"
        ),
        # Who somebody is is believed because TLS says who told it (OpenID Connect Core 3.1.3.7).
        "LVHENG_OIDC_ISSUER 不是 https 地址：谁都可以冒充统一身份认证。": not issuer.startswith("https://"),
    }
    return [sentence for sentence, holds in found.items() if holds]


def refuse_unsafe(environment: Mapping[str, str] = os.environ) -> None:
    """Raise Refusal with everything that is unsafe; return silently if nothing is."""
    if found := unsafe(environment):
        raise Refusal("正式环境（LVHENG_DEMONSTRATION=no）不能这样启动：\n  · " + "\n  · ".join(found), WAY_OUT)
