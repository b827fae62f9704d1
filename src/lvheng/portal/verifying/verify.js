"use strict";
/* Checks proofs (C2SP tlog-proof) and extracts off line. No request is ever made: the page's policy forbids it.
   The same rules as kernel/ledger/{note,checkpoint,proof,opened,extract,trust,tree}.py; the tests hold both side by side. */

class Refused extends Error {}
const no = (why) => { throw new Refused(why); };
const utf8 = new TextEncoder();
const FORMAT = "lvheng-extract@1", FIRST = "c2sp.org/tlog-proof@v1";
const FRAME = { kind: "行为", subject: "对象", actor: "经办", effective_on: "生效日", basis: "依据", district: "区划", version: "版次",
  prev: "上一条的叶", parent: "批量行为", line: "来源的行", reverses: "所撤回的行为" };

/* bytes */
const join = (...parts) => {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
const same = (a, b) => a.length === b.length && a.every((byte, n) => byte === b[n]);
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
const encode = (bytes) => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
const decode = (text) => {
  let found;
  try { found = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)); } catch { no("不是规范的 base64"); }
  return encode(found) === text ? found : no("不是规范的 base64");
};
const urlSafe = (bytes) => encode(bytes).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");

/* RFC 8785 */
const sorted = (value) => Array.isArray(value) ? value.map(sorted)
  : value !== null && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])]))
  : typeof value === "number" && !Number.isSafeInteger(value) ? no("含有不能存证的数") : value;
const canonical = (value) => JSON.stringify(sorted(value));

/* signed notes */
async function readKey(word) {
  const parts = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/u.exec(word) ?? no("公钥应写成“名称+八位编号+base64”");
  const content = decode(parts[3]);
  const kind = { 1: "Ed25519", 4: "cosignature", 255: "other" }[content[0]] ?? no(`公钥 ${parts[1]} 的类型不认识`);
  const id = (await sha256(utf8.encode(parts[1] + "\n"), content)).slice(0, 4);
  if (hex(id) !== parts[2]) no(`公钥 ${parts[1]} 的编号与内容不符`);
  return { name: parts[1], id, kind, public: content.slice(1) };
}

async function signed(key, text, signature) {
  let message = utf8.encode(text);
  if (key.kind === "cosignature") {
    message = utf8.encode(`cosignature/v1\ntime ${stampOf(signature)}\n${text}`);
    signature = signature.slice(8);
  }
  const made = await crypto.subtle.importKey("raw", key.public, { name: "Ed25519" }, false, ["verify"]);
  return crypto.subtle.verify({ name: "Ed25519" }, made, signature, message);
}

const stampOf = (signature) => signature.slice(0, 8).reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);

async function openNote(note, believed) {
  if (/[\x00-\x09\x0b-\x1f]/.test(note)) no("含有控制字符");
  const at = note.lastIndexOf("\n\n");
  if (at < 0 || !note.endsWith("\n")) no("没有签名，或者被截断");
  const text = note.slice(0, at + 1), lines = note.slice(at + 2, -1).split("\n");
  if (lines.length > 64) no("签名超过 64 行");
  const by = new Set(), stamps = new Map();
  for (const line of lines) {
    const parts = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/u.exec(line) ?? no("有一行签名的写法不对");
    const content = decode(parts[2]);
    if (content.length < 5) no("有一行签名太短");
    const key = believed.find((each) => each.name === parts[1] && same(each.id, content.slice(0, 4)));
    if (!key || key.kind === "other") continue;
    if (!await signed(key, text, content.slice(4))) no(`${parts[1]} 的签名不对：内容被改动过，或不是它签的`);
    by.add(key);
    if (key.kind === "cosignature") stamps.set(key.name, stampOf(content.slice(4)));
  }
  if (!by.size) no("没有一个所信任的密钥签过名");
  return { text, by, stamps };
}

async function openCheckpoint(note, trust) {
  const opened = await openNote(note, trust.keys);
  const lines = opened.text.split("\n");
  if (lines.length !== 4 || lines[3] || !lines[0]) no("检查点应有日志名、条数和根三行");
  if (!/^(0|[1-9][0-9]{0,14})$/.test(lines[1])) no("检查点的条数写法不对");
  const root = decode(lines[2]);
  if (root.length !== 32) no("检查点的根不是 32 字节");
  if (![...opened.by].some((key) => key.name === lines[0] && key.kind !== "cosignature")) no(`日志“${lines[0]}”自己没有签名`);
  if (!met(trust, trust.quorum, opened.stamps)) no(`见证人不够：检查点上有 ${opened.stamps.size} 个，信任名单要求的没有齐`);
  return { origin: lines[0], size: Number(lines[1]), root, stamps: opened.stamps };
}

/* the tree: RFC 9162 §2.1.3.2 */
const node = (left, right) => sha256(Uint8Array.of(1), left, right);
async function includes(leaf, index, size, proof, root) {
  if (!(index >= 0 && index < size)) return false;
  let place = index, last = size - 1, found = leaf;
  const up = (number) => Math.floor(number / 2);
  for (const sibling of proof) {
    if (last === 0) return false;
    if (place % 2 || place === last) {
      found = await node(sibling, found);
      while (place % 2 === 0 && place) { place = up(place); last = up(last); }
    } else found = await node(found, sibling);
    place = up(place);
    last = up(last);
  }
  return last === 0 && same(found, root);
}

/* entries with some fields opened */
async function readOpened(told) {
  let committed;
  try { committed = JSON.parse(told.entry); } catch { no("附带的条目读不出来"); }
  if (!committed || !Array.isArray(committed.fields) || !Array.isArray(told.opened)) no("附带的条目读不出来");
  if (canonical(committed) !== told.entry) no("附带的条目写法不规范：可能被改动过");
  const fields = [];
  for (const each of told.opened) {
    if (!Array.isArray(each) || each.length !== 3) no("附带的条目读不出来");
    const [name, value, salt] = [String(each[0]), each[1], decode(each[2])];
    const digest = urlSafe(await sha256(salt, utf8.encode(canonical([name, value]))));
    if (salt.length !== 32 || !committed.fields.includes(digest)) no(`打开的一项“${name}”与条目不符：不是当初登记的内容`);
    fields.push([name, value]);
  }
  return { leaf: await sha256(Uint8Array.of(0), utf8.encode(told.entry)), at: committed.at, fields };
}

/* proofs */
async function checkProof(text, trust) {
  const at = text.indexOf("\n\n");
  const lines = text.slice(0, Math.max(at, 0)).split("\n");
  if (at < 0 || lines.shift() !== FIRST) no(`不是存证证明：第一行应是 ${FIRST}`);
  const extra = lines[0]?.startsWith("extra ") ? decode(lines.shift().slice(6)) : no("证明没有附带条目，不能单独核对");
  const index = /^index (0|[1-9][0-9]{0,14})$/.exec(lines.shift() ?? "") ?? no("存证证明的 index 写法不对");
  const hashes = lines.map(decode), checkpoint = text.slice(at + 2);
  if (hashes.length > 63 || hashes.some((each) => each.length !== 32)) no("存证证明的写法不规范：可能被改动过");
  const beside = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(extra);
  let told;
  try { told = JSON.parse(beside); } catch { no("附带的条目读不出来"); }
  if (canonical(told) !== beside) no("附带的条目写法不规范：可能被改动过");
  const entry = await readOpened(told), head = await openCheckpoint(checkpoint, trust);
  if (!await includes(entry.leaf, Number(index[1]), head.size, hashes, head.root)) no("条目不在检查点所指的日志里：条目、证明或检查点被改动过");
  return { title: "存证证明核对无误", lines: [...logged(head), `序号：${index[1]}`, ...entryLines(entry)] };
}

/* extracts */
async function checkExtract(text, trust) {
  let told;
  try { told = JSON.parse(text); } catch { no("不是摘录，或者被截断"); }
  const names = ["checkpoint", "content", "entries", "format", "signature"];
  if (!same(Object.keys(told).sort(), names) || told.format !== FORMAT || !Array.isArray(told.entries)) no("不是摘录，或者被截断");
  if (JSON.stringify(sorted(told), null, 1) + "\n" !== text) no("摘录的写法不规范：可能被改动过");
  const { signature, ...rest } = told;
  const opened = await openNote(signature, trust.keys);
  if (opened.text !== `${FORMAT}\n${encode(await sha256(utf8.encode(canonical(rest))))}\n`) no("摘录的内容与签名不符：被改动过");
  if (![...opened.by].some((key) => trust.signers.includes(key))) no("摘录不是所信任的签发密钥签的");
  const { content } = told;
  const lines = [`${content.name}，以 ${content.on} 为准，${local(content.made_at)} 签发`, ...content.statements.map((each) => `${each.label}：${each.value}`)];
  if (!told.entries.length) return { title: "摘录核对无误", lines: [...lines, "所依据的存证还没有编号，只核对了签名。"] };
  const head = await openCheckpoint(told.checkpoint, trust);
  lines.push(`所依据的存证 ${told.entries.length} 条，都在日志里：`, ...logged(head));
  for (const each of told.entries) {
    const entry = await readOpened(each);
    if (!await includes(entry.leaf, each.index, head.size, each.hashes.map(decode), head.root)) no("条目不在检查点所指的日志里：条目、证明或检查点被改动过");
    lines.push(...entryLines(entry));
  }
  return { title: "摘录核对无误", lines };
}

const local = (written) => {
  const at = new Date(written);
  return Number.isNaN(at.getTime()) ? String(written) : new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai", dateStyle: "short", timeStyle: "medium" }).format(at) + "（北京时间）";
};
const logged = (head) => [`日志：${head.origin}，共 ${head.size} 条`, ...Array.from(head.stamps, ([name, stamp]) => `见证：${name}，${local(Number(stamp) * 1000)}`)];
const entryLines = (entry) => [`登记时刻：${local(entry.at)}`, ...entry.fields.map(([name, value]) => `${FRAME[name] ?? name.replace(/^input\./, "").replace(/^attachment\./, "附件 ")}：${value}`)];

/* whom to believe */
async function readTrust(text) {
  const trust = { keys: [], signers: [], issuers: [], groups: new Map(), quorum: "none" };
  for (const line of text.split("\n")) {
    const words = line.trim().split(/\s+/);
    if (!words[0] || words[0].startsWith("#")) continue;
    const key = async (word) => { const found = await readKey(word ?? ""); trust.keys.push(found); return found; };
    if (words[0] === "log") await key(words[1]);
    else if (words[0] === "signer") trust.signers.push(await key(words[1]));
    else if (words[0] === "issuer") trust.issuers.push(await readKey(words[1] ?? ""));
    else if (words[0] === "witness") trust.groups.set(words[1], await key(words[2]));
    else if (words[0] === "group") {
      const members = words.slice(3), least = { all: members.length, any: 1 }[words[2]] ?? Number(words[2]);
      if (!(least >= 1 && least <= members.length) || members.some((each) => !trust.groups.has(each))) no("信任名单里有一组见证人的写法不对");
      trust.groups.set(words[1], { least, members });
    } else if (words[0] === "quorum" && (words[1] === "none" || trust.groups.has(words[1]))) trust.quorum = words[1];
    else no(`信任名单里不认识“${words[0]}”一行`);
  }
  return trust.keys.length ? trust : no("没有给出任何所信任的公钥");
}

function met(trust, name, stamps) {
  if (name === "none") return true;
  const of = trust.groups.get(name);
  return of.members ? of.members.filter((each) => met(trust, each, stamps)).length >= of.least : stamps.has(of.name);
}

/* electronic licences */
const STATUS = ["有效", "停止执业", "注销", "吊销"];
const WHY = { changed: "签名不对：内容被改动过", incomplete: "不完整：请重新取得文件", foreign: "签名的密钥不在信任名单里", notone: "不是本系统的电子证照", old: "这个浏览器太旧" };
const types = JSON.parse(document.getElementById("types").textContent);
const spell = (seconds) => local(new Date(seconds * 1000).toISOString());
const long = (seconds) => { const [size, word] = [[86400, "天"], [3600, "小时"], [60, "分钟"]].find(([least]) => seconds >= least) ?? [Infinity, ""]; return word ? `${Math.floor(seconds / size)} ${word}` : "不到 1 分钟"; };

async function checkLicence(given, list) {
  try {
    const keys = await licences.keysOf(list), said = await licences.read(given, keys, types), of = types[said.of];
    const lines = of.items.filter((item) => item.name in said.items).map((item) => `${item.title}：${said.items[item.name]}`);
    let newest;
    for (const token of document.getElementById("statuses").value.split(/\s+/).filter(Boolean)) {
      const found = await licences.readList(token, keys);
      if (found.number === said.list && !(newest?.signedAt > found.signedAt)) newest = found;
    }
    const now = Date.now() / 1000, signed = `签发日期：${said.issuedOn}（第 ${said.version} 次签发）`;
    const overdue = said.goodUntil < now ? [`这份票面已于 ${spell(said.goodUntil)} 过期，请持证人重新下载。`] : [];
    if (!newest) return { title: `${of.title}，签名核对无误`, lines: [...lines, signed, "状态：没有状态名单，只核对了签名；现在是否有效请联网查验。", ...overdue], kind: "warn" };
    const status = licences.statusAt(newest, said.index), stale = newest.goodUntil < now ? ["名单已过期，状态可能已经改变，请联网查验。"] : [];
    return { title: `${of.title}，签名核对无误，${STATUS[status]}`, kind: status ? "warn" : "good",
      lines: [...lines, signed, `状态：${STATUS[status]}（据 ${spell(newest.signedAt)} 签发的名单，距今 ${long(now - newest.signedAt)}）`, ...stale, ...overdue] };
  } catch (error) {
    return no(WHY[error?.message] ?? WHY.changed);
  }
}

/** What the file shows: {title, lines}. Rejects with Refused. */
async function verified(bytes, list) {
  if (!globalThis.crypto?.subtle) no("这个浏览器不能在这里核对：请换新版的浏览器，用 https 打开本页，或存成文件打开");
  if (bytes.length > 16 << 20) no("文件太大，不是证明或摘录");
  const extract = await licences.extractWithin(bytes, await licences.keysOf(list)).catch((error) => no(WHY[error?.message] ?? WHY.changed));
  if (extract) bytes = extract;
  else if (licences.recognises(bytes)) return checkLicence(bytes, list);
  let text;
  try { text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes); } catch { no("不是证明、摘录或电子证照"); }
  const trust = await readTrust(list);
  try {
    if (text.startsWith(FIRST)) return await checkProof(text, trust);
    if (text.startsWith("{")) return await checkExtract(text, trust);
  } catch (error) {
    if (error instanceof Refused) throw error;
    if (error?.name === "NotSupportedError") no("这个浏览器不支持 Ed25519：请换新版的浏览器");
    no("文件里有读不懂的内容：可能被改动过");
  }
  return no(`认不出这是什么：证明以“${FIRST}”开头，摘录是 JSON`);
}

/* the page */
const list = document.getElementById("trust"), picked = document.getElementById("file"), answer = document.getElementById("answer");
const line = (tag, text, kind) => { const made = document.createElement(tag); made.textContent = text; if (kind) made.className = kind; return made; };

let asked = 0; // what was asked later is alone answered: an earlier answer that comes late is dropped
async function showOne(name, given, of) {
  const box = document.createElement("section");
  try {
    const shown = await given();
    box.append(line("h2", `${shown.kind === "warn" ? "!" : "✓"} ${name}：${shown.title}`, shown.kind ?? "good"), ...shown.lines.map((each) => line("p", each)));
  } catch (error) {
    box.append(line("h2", `✗ ${name}：不能相信`, "bad"), line("p", error instanceof Refused ? `${error.message}。` : "没有核对成，请换一个浏览器再试。"));
  }
  if (of === asked) answer.append(box);
}
async function read(file) {
  if (!file.type.startsWith("image/")) return verified(new Uint8Array(await file.arrayBuffer()), list.value);
  const seen = await scan.picture(file).catch(() => "");
  return seen ? checkLicence(seen, list.value) : no("照片里没有认出二维码");
}
function begin() {
  answer.replaceChildren();
  return ++asked;
}
async function show(files) {
  const of = begin();
  for (const file of files) if (of === asked) await showOne(file.name, () => read(file), of);
}

const camera = document.getElementById("camera"), video = document.getElementById("video");
camera.hidden = !navigator.mediaDevices?.getUserMedia;
camera.addEventListener("click", async () => {
  const of = begin();
  video.hidden = false;
  await showOne("二维码", async () => checkLicence(await scan.camera(video, () => video.hidden).catch(() => no("用不了摄像头：请允许本页使用，或改用照片")), list.value), of);
  video.hidden = true;
});
picked.addEventListener("change", () => show(picked.files));
list.addEventListener("change", () => show(picked.files));
document.addEventListener("dragover", (event) => event.preventDefault());
document.addEventListener("drop", (event) => { event.preventDefault(); show(event.dataTransfer.files); });
