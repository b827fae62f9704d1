"use strict";
/* Electronic licences, read and believed in a browser with nobody's help: SD-JWT, code (CWT), PDF, OFD and status list.
   The same rules as lvheng/elicence/faces/*.py, and as strict; the tests hold both side by side. It asks no network. */
globalThis.licences = (() => {
  class Refused extends Error {}
  const CHANGED = "changed", INCOMPLETE = "incomplete", FOREIGN = "foreign", NOT_ONE = "notone";
  const no = (why = CHANGED) => { throw new Refused(why); };
  const utf8 = new TextEncoder();
  const strict = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  const text = (bytes) => { try { return strict.decode(bytes); } catch { return no(); } };

  /* bytes */
  const join = (...parts) => {
    const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) { whole.set(part, at); at += part.length; }
    return whole;
  };
  const same = (a, b) => a.length === b.length && a.every((byte, n) => byte === b[n]);
  const latin = (bytes) => { let out = ""; for (let at = 0; at < bytes.length; at += 8192) out += String.fromCharCode(...bytes.subarray(at, at + 8192)); return out; };
  const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(...parts)));
  const toUrl64 = (bytes) => btoa(latin(bytes)).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const fromUrl64 = (written) => {
    let found;
    try { found = Uint8Array.from(atob(written.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0)); } catch { no(); }
    return toUrl64(found) === written ? found : no();
  };
  async function inflated(bytes, how, most = 1 << 20) {
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream(how)).getReader();
    const parts = [];
    let size = 0;
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return join(...parts);
      parts.push(value);
      size += value.length;
      if (size > most) { await reader.cancel(); no(); }
    }
  }

  /* base45 (RFC 9285) */
  const SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";
  const toBase45 = (bytes) => {
    let out = "";
    for (let at = 0; at < bytes.length; at += 2) {
      const pair = at + 1 < bytes.length;
      let number = pair ? bytes[at] * 256 + bytes[at + 1] : bytes[at];
      for (let n = 0; n < (pair ? 3 : 2); n += 1) { out += SIGNS[number % 45]; number = Math.floor(number / 45); }
    }
    return out;
  };
  const fromBase45 = (written) => {
    const out = [];
    for (let at = 0; at < written.length; at += 3) {
      const part = [...written.slice(at, at + 3)].map((sign) => SIGNS.indexOf(sign));
      if (part.includes(-1) || part.length < 2) no(INCOMPLETE);
      const number = part.reduce((sum, value, power) => sum + value * 45 ** power, 0);
      if (part.length === 3) out.push(number >> 8);
      out.push(number & 255);
      if (number >= (part.length === 3 ? 65536 : 256)) no(INCOMPLETE);
    }
    const bytes = Uint8Array.from(out);
    return toBase45(bytes) === written ? bytes : no(INCOMPLETE);
  };

  /* canonical JSON and CBOR (RFC 8949 §4.2.3: shorter names first) */
  const sorted = (value) => Array.isArray(value) ? value.map(sorted)
    : value !== null && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map((name) => [name, sorted(value[name])])) : value;
  const readJson = (bytes) => {
    const written = text(bytes);
    let found;
    try { found = JSON.parse(written); } catch { no(); }
    return JSON.stringify(sorted(found)) === written ? found : no();
  };
  const cborHead = (kind, number) => number < 24 ? [kind << 5 | number] : number < 256 ? [kind << 5 | 24, number]
    : number < 65536 ? [kind << 5 | 25, number >> 8, number & 255] : [kind << 5 | 26, number >>> 24, number >>> 16 & 255, number >>> 8 & 255, number & 255];
  const toCbor = (value) => {
    if (typeof value === "number") return Uint8Array.from(value < 0 ? cborHead(1, -1 - value) : cborHead(0, value));
    if (value instanceof Uint8Array) return join(cborHead(2, value.length), value);
    if (typeof value === "string") { const bytes = utf8.encode(value); return join(cborHead(3, bytes.length), bytes); }
    if (Array.isArray(value)) return join(cborHead(4, value.length), ...value.map(toCbor));
    if (value instanceof Map) {
      const pairs = [...value].map(([name, each]) => [toCbor(name), toCbor(each)]);
      pairs.sort(([a], [b]) => a.length - b.length || (latin(a) < latin(b) ? -1 : 1));
      return join(cborHead(5, pairs.length), ...pairs.flat());
    }
    return join(cborHead(6, value.tag), toCbor(value.value));
  };
  const fromCbor = (bytes) => {
    let at = 0;
    const take = (count) => { if (at + count > bytes.length) no(INCOMPLETE); at += count; return bytes.subarray(at - count, at); };
    const one = (depth) => {
      const [first] = take(1), kind = first >> 5, short = first & 31;
      if (short > 26 || depth > 8) no();
      const number = short < 24 ? short : take([1, 2, 4][short - 24]).reduce((sum, byte) => sum * 256 + byte, 0);
      if (kind === 0) return number;
      if (kind === 1) return -1 - number;
      if (kind === 2) return take(number);
      if (kind === 3) return text(take(number));
      if (kind === 4) return Array.from({ length: number > 64 ? no() : number }, () => one(depth + 1));
      if (kind === 5) return new Map(Array.from({ length: number > 64 ? no() : number }, () => [one(depth + 1), one(depth + 1)]));
      return kind === 6 ? { tag: number, value: one(depth + 1) } : no();
    };
    const found = one(0);
    return at === bytes.length && same(toCbor(found), bytes) ? found : no();
  };

  /* keys: of a trust list's "issuer" lines */
  const MARK = utf8.encode("ES256\n");
  async function keysOf(list) {
    const keys = new Map();
    for (const line of list.split("\n")) {
      const parts = /^issuer [^\s+]+\+[0-9a-f]{8}\+([A-Za-z0-9+/]+={0,2})\s*$/u.exec(line.trim());
      if (!parts) continue;
      const content = Uint8Array.from(atob(parts[1]), (sign) => sign.charCodeAt(0));
      if (content[0] !== 255 || !same(content.slice(1, 7), MARK)) continue;
      const spki = content.slice(7), kid = hex(await sha256(MARK, spki)).slice(0, 16);
      keys.set(kid, await crypto.subtle.importKey("spki", spki, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]));
    }
    return keys;
  }
  const good = async (keys, kid, message, signature) => {
    const key = keys.get(kid) ?? no(FOREIGN);
    if (signature.length !== 64 || !await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, message)) no();
    return kid;
  };

  /* SD-JWT and status list */
  async function openToken(token, type, keys) {
    const [head, body, signature, more] = token.split(".");
    if (!signature || more !== undefined) no(INCOMPLETE);
    const header = readJson(fromUrl64(head)), payload = readJson(fromUrl64(body));
    if (header.alg !== "ES256" || header.typ !== type || Object.keys(header).length !== 3) no(NOT_ONE);
    return [payload, await good(keys, String(header.kid), utf8.encode(`${head}.${body}`), fromUrl64(signature))];
  }
  const lastPart = (uri) => String(uri).slice(String(uri).lastIndexOf("/") + 1);
  async function readToken(face, keys, types) {
    if (!/^[\w-]+\.[\w-]+\.[\w-]+(?:~[\w-]+)*~$/.test(face)) no(INCOMPLETE);
    const [token, ...disclosures] = face.split("~").slice(0, -1);
    const [payload, kid] = await openToken(token, "dc+sd-jwt", keys);
    const name = lastPart(payload.vct), of = types[name] ?? no(NOT_ONE), said = {};
    for (const item of of.items) if (item.name in payload) said[item.name] = String(payload[item.name]);
    for (const each of disclosures) {
      if (!payload._sd.includes(toUrl64(await sha256(utf8.encode(each))))) no();
      const [, item, value] = JSON.parse(text(fromUrl64(each)));
      said[item] = String(value);
    }
    const status = payload.status.status_list;
    return { of: name, items: said, version: payload.version, issuedOn: payload.issued_on, list: Number(lastPart(status.uri)),
      index: status.idx, signedAt: payload.iat, goodUntil: payload.exp, kid };
  }
  async function readList(token, keys) {
    const [payload] = await openToken(token, "statuslist+jwt", keys);
    const bits = await inflated(fromUrl64(payload.status_list.lst), "deflate");
    if (payload.status_list.bits !== 2) no();
    return { number: Number(lastPart(payload.sub)), bits, signedAt: payload.iat, goodUntil: payload.exp };
  }
  const statusAt = (list, index) => index >= 0 && index < list.bits.length * 4 ? list.bits[index >> 2] >> (index % 4) * 2 & 3 : no();

  /* the code */
  async function readCode(written, keys, types) {
    if (!written.startsWith("LVH1:")) no(NOT_ONE);
    const told = fromCbor(fromBase45(written.slice(5)));
    if (told.tag !== 18 || told.value?.length !== 4) no(NOT_ONE);
    const [guarded, beside, claims, signature] = told.value;
    const header = fromCbor(guarded);
    if (!(header instanceof Map) || header.size !== 1 || header.get(1) !== -7 || !(beside instanceof Map) || beside.size !== 1) no(NOT_ONE);
    const kid = await good(keys, hex(beside.get(4) ?? no(NOT_ONE)), toCbor(["Signature1", guarded, new Uint8Array(), claims]), signature);
    const said = fromCbor(claims), [mark, version, days, list, index, ...values] = said.get(-65537) ?? no(NOT_ONE);
    const [name, of] = Object.entries(types).find(([, each]) => each.mark === mark) ?? no(NOT_ONE);
    const coded = of.items.filter((item) => item.qr).sort((a, b) => a.qr - b.qr), named = {};
    coded.forEach((item, n) => { if (values[n]) named[item.name] = values[n]; });
    const items = Object.fromEntries(of.items.filter((item) => item.name in named).map((item) => [item.name, named[item.name]]));
    return { of: name, items, version, issuedOn: new Date(days * 864e5).toISOString().slice(0, 10), list, index, signedAt: said.get(6), goodUntil: said.get(4), kid };
  }

  /* PDF: the signature must span the whole file, and be spelt in the one way that its parts allow */
  const der = (tag, ...parts) => {
    const body = join(...parts), size = body.length;
    const length = size < 128 ? [size] : size < 256 ? [129, size] : [130, size >> 8, size & 255];
    return join([tag], length, body);
  };
  const parts = (bytes, most = Infinity) => {
    const found = [];
    for (let at = 0; at < bytes.length && found.length < most;) {
      let size = bytes[at + 1], from = at + 2;
      if (size > 127) { const count = size & 127; if (count > 3) no(); size = 0; for (let n = 0; n < count; n += 1) size = size * 256 + bytes[from + n]; from += count; }
      if (!(from + size <= bytes.length)) no();
      found.push({ tag: bytes[at], whole: bytes.subarray(at, from + size), body: bytes.subarray(from, from + size) });
      at = from + size;
    }
    return found;
  };
  const EXTRACT = '{\n "checkpoint": "';
  const oid = (spelt) => Uint8Array.from(spelt.match(/../g), (two) => parseInt(two, 16));
  const DATA = oid("06092a864886f70d010701"), SIGNED = oid("06092a864886f70d010702"), SHA256 = oid("300d06096086480165030402010500");
  const ECDSA = oid("300a06082a8648ce3d040302"), DIGEST = oid("06092a864886f70d010904"), CERTIFICATE = oid("060b2a864886f70d010910022f");
  async function openCms(blob) {
    const told = parts(blob, 1)[0], signed = parts(parts(parts(told.body)[1].body)[0].body);
    const certificate = parts(signed[3].body)[0], signing = parts(parts(signed[4].body)[0].body);
    const attributes = signing[3].body, signature = signing[5].body;
    const tbs = parts(parts(certificate.body)[0].body), serial = tbs[1].whole, issuer = tbs[3].whole, spki = tbs[6].whole;
    const about = der(48, [2, 1, 1], der(48, issuer, serial), SHA256, der(160, attributes), ECDSA, der(4, signature));
    const again = der(48, SIGNED, der(160, der(48, [2, 1, 1], der(49, SHA256), der(48, DATA), der(160, certificate.whole), der(49, about))));
    if (!same(join(again, new Uint8Array(Math.max(0, blob.length - again.length))), blob)) no();
    const pair = parts(parts(signature)[0].body);
    if (pair.length !== 2 || !same(der(48, ...pair.map((each) => each.whole)), signature)) no();
    const [r, s] = pair.map((each) => {
      const number = each.body[0] === 0 ? each.body.subarray(1) : each.body;
      if (number.length > 32 || !same(der(2, number[0] > 127 ? [0] : [], number), each.whole)) no();
      return join(new Uint8Array(32 - number.length), number);
    });
    const of = (wanted) => parts(parts(attributes).map((each) => parts(each.body)).find(([kind]) => same(kind.whole, wanted))?.[1].body ?? no())[0];
    const named = parts(parts(parts(of(CERTIFICATE).body)[0].body)[0].body)[0].body;
    if (!same(named, await sha256(certificate.whole))) no();
    return { digest: of(DIGEST).body, message: der(49, attributes), signature: join(r, s), kid: hex(await sha256(MARK, spki)).slice(0, 16) };
  }
  async function openPdf(bytes, keys) {
    const spelt = latin(bytes), found = [...spelt.matchAll(/\/ByteRange ?\[0 (\d{1,9}) (\d{1,9}) (\d{1,9}) *\]/g)];
    if (found.length !== 1) no(found.length ? CHANGED : NOT_ONE);
    const [before, after, rest] = found[0].slice(1).map(Number), digits = spelt.slice(before + 1, after - 1);
    if (spelt[before] !== "<" || spelt[after - 1] !== ">" || after + rest !== bytes.length || !/^(?:[0-9A-F]{2})+$/.test(digits)) no();
    const cms = await openCms(oid(digits));
    if (!same(cms.digest, await sha256(bytes.subarray(0, before), bytes.subarray(after)))) no();
    await good(keys, cms.kid, cms.message, cms.signature);
  }
  /* the first stream that begins so, packed or not; the signature has been checked, or will be */
  async function streamIn(bytes, begins, most) {
    const spelt = latin(bytes);
    for (const each of spelt.matchAll(/stream\r?\n/g)) {
      const from = each.index + each[0].length, end = spelt.indexOf("endstream", from);
      const packed = bytes.subarray(from, end - (spelt[end - 1] === "\n" ? 1 : 0));
      if (packed.length > most || spelt.slice(each.index - 3, each.index) === "end") continue;
      let plain;
      try { plain = spelt.startsWith(begins, from) ? packed : await inflated(packed, "deflate", most); } catch { continue; }
      if (latin(plain.subarray(0, begins.length)) === begins) return plain;
    }
    return null;
  }
  async function readPdf(bytes, keys, types) {
    await openPdf(bytes, keys);
    return readToken(latin(await streamIn(bytes, "eyJ", 16384) ?? no(NOT_ONE)), keys, types);
  }
  /** The public extract that a PDF shows and holds, if all of it is as it was signed; null if it is no extract. */
  async function extractWithin(bytes, keys) {
    const found = latin(bytes.subarray(0, 5)) === "%PDF-" ? await streamIn(bytes, EXTRACT, 1 << 20) : null;
    if (found) await openPdf(bytes, keys).catch((error) => { throw error instanceof Refused ? error : new Refused(CHANGED); });
    return found;
  }

  /* OFD: the archive must be spelt as the writer spells it, and the signature name the digest of every part */
  const TABLE = Uint32Array.from({ length: 256 }, (_, n) => { for (let bit = 0; bit < 8; bit += 1) n = n & 1 ? n >>> 1 ^ 0xedb88320 : n >>> 1; return n; });
  const crc32 = (bytes) => (bytes.reduce((sum, byte) => TABLE[(sum ^ byte) & 255] ^ sum >>> 8, 0xffffffff) ^ 0xffffffff) >>> 0;
  const little = (...pairs) => Uint8Array.from(pairs.flatMap(([number, count]) => Array.from({ length: count }, (_, n) => Math.floor(number / 256 ** n) & 255)));
  const unzipped = (bytes) => {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length), found = new Map();
    for (let at = 0; view.getUint32(at, true) === 0x04034b50;) {
      const size = view.getUint32(at + 22, true), from = at + 30 + view.getUint16(at + 26, true);
      found.set(latin(bytes.subarray(at + 30, from)), bytes.subarray(from, from + size));
      at = from + size;
      if (at + 4 > bytes.length) no();
    }
    const files = [], listed = [];
    let offset = 0, size = 0;
    for (const [name, part] of found) {
      const spelt = utf8.encode(name);
      const frame = little([20, 2], [0, 2], [0, 2], [0, 2], [33, 2], [crc32(part), 4], [part.length, 4], [part.length, 4], [spelt.length, 2], [0, 2]);
      listed.push(little([0x02014b50, 4], [20, 2]), frame, little([0, 2], [0, 2], [0, 2], [0, 4], [offset, 4]), spelt);
      files.push(little([0x04034b50, 4]), frame, spelt, part);
      offset += 4 + frame.length + spelt.length + part.length;
      size += 46 + spelt.length;
    }
    const end = little([0x06054b50, 4], [0, 2], [0, 2], [found.size, 2], [found.size, 2], [size, 4], [offset, 4], [0, 2]);
    return same(join(...files, ...listed, end), bytes) ? found : no();
  };
  const SIGNS_AT = "Doc_0/Signs/", NAMESPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"', XML = '<?xml version="1.0" encoding="UTF-8"?>\n';
  async function readOfd(bytes, keys, types) {
    const found = unzipped(bytes), take = (name) => { const part = found.get(name) ?? no(NOT_ONE); found.delete(name); return part; };
    const signed = take(`${SIGNS_AT}Sign_0/Signature.xml`), value = take(`${SIGNS_AT}Sign_0/SignedValue.dat`), listed = take(`${SIGNS_AT}Signatures.xml`);
    const when = /<ofd:SignatureDateTime>(\d{14}Z)</.exec(text(signed))?.[1] ?? no();
    let references = "";
    for (const [name, part] of found) references += `<ofd:Reference FileRef="/${name}"><ofd:CheckValue>${btoa(latin(await sha256(part)))}</ofd:CheckValue></ofd:Reference>`;
    const again = `${XML}<ofd:Signature ${NAMESPACE}><ofd:SignedInfo><ofd:Provider ProviderName="lvheng" Version="1"/><ofd:SignatureMethod>1.2.840.10045.4.3.2</ofd:SignatureMethod><ofd:SignatureDateTime>${when}</ofd:SignatureDateTime><ofd:References CheckMethod="2.16.840.1.101.3.4.2.1">${references}</ofd:References></ofd:SignedInfo><ofd:SignedValue>/${SIGNS_AT}Sign_0/SignedValue.dat</ofd:SignedValue></ofd:Signature>\n`;
    const list = `${XML}<ofd:Signatures ${NAMESPACE}><ofd:MaxSignId>1</ofd:MaxSignId><ofd:Signature ID="1" Type="Sign" BaseLoc="/${SIGNS_AT}Sign_0/Signature.xml"/></ofd:Signatures>\n`;
    if (text(signed) !== again || text(listed) !== list) no();
    await good(keys, hex(value.subarray(0, 8)), signed, value.subarray(8));
    return readToken(latin(found.get("Doc_0/Attachs/licence.sd-jwt") ?? no(NOT_ONE)), keys, types);
  }

  /** What a face says, or Refused. `given`: text or bytes. */
  async function read(given, keys, types) {
    if (!globalThis.crypto?.subtle) no("old");
    try {
      if (typeof given === "string") return await (given.startsWith("LVH1:") ? readCode(given, keys, types) : readToken(given.trim(), keys, types));
      const begins = latin(given.subarray(0, 5));
      if (begins === "%PDF-") return await readPdf(given, keys, types);
      if (begins.startsWith("PK")) return await readOfd(given, keys, types);
      return await read(latin(given).replace(/\n$/, ""), keys, types);
    } catch (error) {
      throw error instanceof Refused ? error : new Refused(CHANGED);
    }
  }
  const recognises = (bytes) => /^(?:%PDF-|PK\x03\x04|eyJ|LVH1:)/.test(latin(bytes.subarray(0, 5)));
  return { read, readList, statusAt, keysOf, recognises, extractWithin, Refused };
})();
