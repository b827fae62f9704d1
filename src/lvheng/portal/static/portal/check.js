"use strict";
/* The checking page of electronic licences: reads a licence here, asks the site for its state as of now, and where the
   network is away tells the state by the list it keeps, and how old that is. */
(() => {
  const root = document.getElementById("check");
  if (!root) return;
  const english = document.documentElement.lang.startsWith("en");
  const say = (chinese, other) => english ? other : chinese;
  const [types, words] = ["licence-types", "licence-words"].map((id) => JSON.parse(document.getElementById(id).textContent));
  const answer = document.getElementById("answer"), video = document.getElementById("video");
  const STATUS = [["valid", say("有效", "In force")], ["suspended", say("停止执业", "Suspended")], ["cancelled", say("注销", "Cancelled")], ["revoked", say("吊销", "Revoked")]];
  const WHY = {
    changed: say("签名不对：内容被改动过。", "The signature is wrong: the content has been changed."),
    incomplete: say("不完整：请重新扫码，或重新取得文件。", "Incomplete: scan again, or get the file again."),
    foreign: say("不是所信任的机关签发的。", "Not issued by the authority that this page trusts."),
    notone: say("这不是本系统的电子证照。", "This is not an electronic licence of this system."),
    old: say("这个浏览器太旧，或本页不是用 https 打开的。", "This browser is too old, or the page was not opened over https."),
  };
  const KEPT = "lvheng-licences";

  /* what is kept for when the network is away */
  const kept = () => { try { return JSON.parse(localStorage.getItem(KEPT)) ?? {}; } catch { return {}; } };
  async function refresh() {
    if (!navigator.onLine) return kept();
    try {
      const [keys, lists] = await Promise.all(["/log/keys", "/licence/status/all"].map(async (path) => {
        const response = await fetch(path, { cache: "no-store" });
        if (!response.ok) throw new Error(path);
        return response.text();
      }));
      try { localStorage.setItem(KEPT, JSON.stringify({ keys, lists, at: Date.now() })); } catch { /* a private window keeps nothing */ }
      return { keys, lists, at: Date.now() };
    } catch { return kept(); }
  }
  let having = refresh();
  having.then((has) => {
    document.getElementById("kept").textContent = has.at
      ? say(`公钥和状态名单取于 ${when(has.at / 1000)}（${ago(has.at / 1000)}），断网时照此核验。`, `Keys and status list fetched ${when(has.at / 1000)} (${ago(has.at / 1000)}); used when the network is away.`)
      : say("还没有取到公钥和状态名单：请联网打开一次本页。", "Keys and status list not fetched yet: open this page once with a network.");
  });
  /* the page itself, so that it opens without a network; what a former version needed goes */
  async function keep() {
    const worker = new URL(root.dataset.worker, location.href);
    await navigator.serviceWorker.register(worker.pathname);
    const used = performance.getEntriesByType("resource").map((entry) => new URL(entry.name))
      .filter((each) => each.origin === location.origin && each.pathname.startsWith("/static/")).map((each) => each.pathname);
    const wanted = new Set([new URL("./", worker).pathname, ...used]), cache = await caches.open("lvheng-check");
    await cache.addAll([...wanted]);
    for (const request of await cache.keys()) {
      const { pathname } = new URL(request.url);
      if (pathname.startsWith("/static/") && !wanted.has(pathname)) await cache.delete(request);
    }
  }
  const told = () => { document.getElementById("kept-page").textContent = say("本页已存在这台设备上，断网也能打开。", "This page is kept on this device: it opens without a network."); };
  if (navigator.serviceWorker && !navigator.onLine) told();
  else if (navigator.serviceWorker) addEventListener("load", () => keep().then(told, () => { /* then it is as without */ }));

  const when = (seconds) => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "short" }).format(new Date(seconds * 1000));
  const ago = (seconds) => {
    const old = Math.max(0, Date.now() / 1000 - seconds);
    const [size, chinese, other] = [[86400, "天", "day"], [3600, "小时", "hour"], [60, "分钟", "minute"]].find(([least]) => old >= least) ?? [1, "秒", "second"];
    const count = Math.floor(old / size);
    return say(`${count} ${chinese}前`, `${count} ${other}${count === 1 ? "" : "s"} ago`);
  };

  /* showing */
  const made = (tag, text, kind) => { const element = document.createElement(tag); if (text) element.textContent = text; if (kind) element.className = kind; return element; };
  function show(kind, title, lines, items = []) {
    const box = made("section", "", "sheet verdict");
    box.append(made("h2", title, kind), ...lines.map((each) => made("p", each)));
    if (items.length) {
      const list = made("dl");
      for (const [name, value] of items) { const told = made("dd", value); if (english) told.lang = "zh"; if (words[value]) told.append(" ", Object.assign(made("span", `(${words[value]})`), { lang: "en" })); list.append(made("dt", name), told); }
      box.append(list);
    }
    answer.replaceChildren(box);
    box.tabIndex = -1;
    box.focus({ preventScroll: true });
    box.scrollIntoView({ block: "nearest" });
  }
  const refusal = (why) => ["bad", say("✗ 不能相信", "✗ Cannot be trusted"), [WHY[why] ?? WHY.changed]];
  const refused = (why) => show(...refusal(why));

  async function stateNow(said, way) {
    if (!navigator.onLine) return null;
    const stop = new AbortController(), timer = setTimeout(() => stop.abort(), 6000);
    try {
      const body = new URLSearchParams({ list: said.list, index: said.index, way });
      const response = await fetch(root.dataset.answer, { method: "POST", body, headers: { Accept: "application/json" }, signal: stop.signal });
      return response.ok ? await response.json() : null;
    } catch { return null; } finally { clearTimeout(timer); }
  }
  async function stateKept(said, has, keys) {
    let newest;
    for (const token of (has.lists ?? "").split(/\s+/).filter(Boolean)) {
      const list = await licences.readList(token, keys).catch(() => null);
      if (list?.number === said.list && !(newest?.signedAt > list.signedAt)) newest = list;
    }
    return newest;
  }

  let asked = 0;
  async function check(given, way) {
    const mine = ++asked;
    answer.replaceChildren(made("p", say("正在核验……", "Checking…"), "meta"));
    const told = await found(given, way);
    if (mine === asked) show(...told); // what was asked later is alone answered
  }
  async function found(given, way) {
    let has = await having;
    if (!has.keys) { having = refresh(); has = await having; }
    if (!has.keys) return ["bad", say("还不能核验", "Cannot check yet"), [say("没有公钥：请联网打开一次本页。", "No keys: open this page once with a network.")]];
    try {
      const keys = await licences.keysOf(has.keys), said = await licences.read(given, keys, types);
      const of = types[said.of], items = of.items.filter((item) => item.name in said.items).map((item) => [english ? item.english : item.title, said.items[item.name]]);
      const name = english ? of.english : of.title, signed = say("签名核对无误。", "The signature is good. ");
      const issued = say(`签发日期 ${said.issuedOn}，第 ${said.version} 次签发。`, `Issued ${said.issuedOn}, issue ${said.version}.`);
      const overdue = said.goodUntil * 1000 < Date.now() ? [say("这份票面已过期，请持证人重新下载。", "This copy is out of date; ask the holder for a new one.")] : [];
      const now = await stateNow(said, way);
      if (now) return [now.status === "valid" ? "good" : now.status === "suspended" ? "warn" : "bad", `${mark(now.status)} ${name} · ${now.word}`, [now.sentence, `${signed}${issued}`, ...overdue], items];
      const list = await stateKept(said, has, keys);
      if (!list) return ["warn", `${name} · ${say("状态不明", "state unknown")}`, [say("断网，也没有存下状态名单，只核对了签名。", "No network and no list kept: only the signature was checked."), `${signed}${issued}`, ...overdue], items];
      const [code, word] = STATUS[licences.statusAt(list, said.index)];
      const stale = list.goodUntil * 1000 < Date.now() ? [say("名单已过期，状态可能已经改变，请联网再查。", "The list is out of date: the state may have changed. Check again online.")] : [];
      return [code === "valid" ? "good" : code === "suspended" ? "warn" : "bad", `${mark(code)} ${name} · ${word}`,
        [say(`断网核验：据 ${when(list.signedAt)} 签发的名单（${ago(list.signedAt)}）。`, `Checked offline against the list signed ${when(list.signedAt)} (${ago(list.signedAt)}).`), ...stale, `${signed}${issued}`, ...overdue], items];
    } catch (error) {
      return refusal(error instanceof licences.Refused ? error.message : "changed");
    }
  }
  const mark = (status) => status === "valid" ? "✓" : status === "suspended" ? "!" : "✗";

  /* a code may be the licence itself, or the address by which its state is asked */
  async function coded(seen) {
    const asked = /[?&]n=([0-9A-Z]{12,18})(?:&|$)/.exec(seen);
    if (!asked) { await check(seen, "code"); return; }
    const form = document.getElementById("by-number");
    form.elements.namedItem("number").value = asked[1];
    form.elements.namedItem("way").value = "code";
    form.requestSubmit();
  }

  document.getElementById("file").addEventListener("change", async (event) => {
    const [file] = event.target.files;
    if (!file) return;
    if (file.size > 16 << 20) { refused("notone"); return; }
    if (file.type.startsWith("image/")) {
      const seen = await scan.picture(file).catch(() => "");
      if (seen) await coded(seen); else refused("incomplete");
    } else await check(new Uint8Array(await file.arrayBuffer()), "file");
    event.target.value = "";
  });
  const open = document.getElementById("camera"), close = document.getElementById("stop");
  let looking = false;
  const shown = (on) => { looking = on; video.hidden = close.hidden = !on; open.hidden = on; };
  open.addEventListener("click", async () => {
    shown(true);
    try {
      const seen = await scan.camera(video, () => !looking);
      shown(false);
      if (seen) await coded(seen);
    } catch {
      shown(false);
      show("warn", say("用不了摄像头", "No camera"), [say("请允许本页使用摄像头，或改用文件、照片、证号。", "Allow this page to use the camera, or use a file, a photo or the number.")]);
    }
  });
  close.addEventListener("click", () => shown(false));
  open.hidden = !navigator.mediaDevices?.getUserMedia;
  const form = document.getElementById("by-number");
  form.addEventListener("submit", (event) => {
    if (navigator.onLine) return;
    event.preventDefault();
    show("warn", say("断网时不能按证号查", "A number can be checked with a network only"), [say("请用摄像头扫证照上较密的那个码，或选中证照文件。", "Scan the denser code of the licence, or choose its file.")]);
  });
  if (form.dataset.ask === "yes") form.requestSubmit(); // who came by the smaller code has asked already
})();
