"""A passkey in a real browser: it is added under the strict content policy, and alone lets its owner in."""

from __future__ import annotations

import os
import subprocess
import sys

from lvheng.launcher.database import Connections
from lvheng.workbench.tests.browser import SOURCE, follow, needs_browser, served, visiting

pytestmark = needs_browser

LOGIN, PASSWORD = "clerk-of-test", "correct horse battery staple"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def make_clerk(connections: Connections) -> None:
    command = [sys.executable, "-m", "lvheng", "account", LOGIN, "--name", "经办人", "--post", "city_staff"]
    environment = {**os.environ, **connections.environment(), "PYTHONPATH": str(SOURCE), "LVHENG_PASSWORD": PASSWORD}
    subprocess.run([*command, "--organisation", "北京市司法局"], env=environment, check=True)  # noqa: S603 - our own


def test_a_passkey_is_added_and_lets_in_alone(fresh_database: Connections) -> None:
    make_clerk(fresh_database)
    with served(fresh_database) as address, visiting(address.replace("127.0.0.1", "localhost"), 1024) as page:
        browser = page.context.new_cdp_session(page)
        browser.send("WebAuthn.enable")
        browser.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
        page.goto("/account/login/")
        page.get_by_label("登录名").fill(LOGIN)
        page.get_by_label("密码").fill(PASSWORD)
        follow(page, page.get_by_role("button", name="登录", exact=True))
        assert "/work/" in page.url
        page.goto("/account/2fa/webauthn/add/")
        page.get_by_label("密码").fill(PASSWORD)  # before one's own locks are changed, one says again who one is
        follow(page, page.get_by_role("button", name="确认"))
        page.get_by_label("名称").fill("办公室电脑")
        page.get_by_label("可以单独登录").check()
        page.get_by_role("button", name="添加").click()
        page.wait_for_url(lambda url: "/add/" not in url)
        page.goto("/account/2fa/webauthn/")
        assert "单独登录" in page.locator("tr", has_text="办公室电脑").inner_text()
        page.context.clear_cookies()
        page.goto("/account/login/")
        page.get_by_role("button", name="用通行密钥").click()
        page.wait_for_url("**/work/**")
        assert "经办人" in page.locator("header").inner_text()
