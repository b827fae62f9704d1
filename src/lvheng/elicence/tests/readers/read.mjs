// Believes an SD-JWT by @sd-jwt/core and prints what it says, or fails. Standard input: {"token": ..., "key": a JWK, "only": claims to show}
import { createHash, createPublicKey, verify } from "node:crypto";
import { readFileSync } from "node:fs";
import { SDJwtInstance } from "@sd-jwt/core";

const { token, key, only } = JSON.parse(readFileSync(0, "utf8"));
const publicKey = createPublicKey({ key, format: "jwk" });
const reader = new SDJwtInstance({
  hashAlg: "sha-256",
  hasher: (data, how) => createHash(how.replace("-", "")).update(typeof data === "string" ? data : Buffer.from(data)).digest(),
  verifier: (data, signature) => verify("sha256", Buffer.from(data), { key: publicKey, dsaEncoding: "ieee-p1363" }, Buffer.from(signature, "base64url")),
});
const shown = only ? await reader.present(token, Object.fromEntries(only.map((name) => [name, true]))) : token;
const { payload } = await reader.verify(shown);
console.log(JSON.stringify(payload));
