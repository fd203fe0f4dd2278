// Boots the built Worker in workerd, the runtime that Cloudflare runs, and asks it over HTTP.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Miniflare } from "miniflare";

const examples = new URL("../../rules/sets/article/examples/", import.meta.url);
const address = "https://inroad.example/api/v1/decide";

// The first example with checks that its own readings decide.
const { scenario, checks } = readdirSync(examples)
  .filter((name) => name.endsWith(".json"))
  .sort()
  .map((name) => JSON.parse(readFileSync(new URL(name, examples), "utf8")))
  .map((scenario) => ({ scenario, checks: scenario.checks.filter((check) => check.expect && !check.readings) }))
  .find(({ checks }) => checks.length > 0);

let worker;

before(async () => {
  worker = new Miniflare({
    rootPath: fileURLToPath(new URL("build/", import.meta.url)),
    scriptPath: "worker.mjs",
    modules: true,
    modulesRules: [
      { type: "ESModule", include: ["**/*.js", "**/*.mjs"] },
      { type: "CompiledWasm", include: ["**/*.wasm"] },
    ],
    compatibilityDate: "2026-04-24",
    cf: false,
    telemetry: { enabled: false },
  });
  await worker.ready;
});

after(() => worker.dispose());

const post = (body, type = "application/json") =>
  worker.dispatchFetch(address, { method: "POST", headers: { "content-type": type }, body });

const decide = (question) => post(JSON.stringify({ scenario, ...question }));

test("decides what the example's checks expect", async () => {
  for (const { from, to, action, expect } of checks) {
    const response = await decide({ from, to, action });
    assert.equal(response.status, 200);
    assert.equal(response.headers.get("content-type"), "application/json; charset=utf-8");
    assert.equal(response.headers.get("cache-control"), "no-store");
    assert.equal(response.headers.get("access-control-allow-origin"), "*");
    const { result } = await response.json();
    const accepted = expect === "denied" ? ["forbidden", "unstated"] : [expect];
    assert.ok(accepted.includes(result.verdict), `${from} ${action} ${to}: ${result.verdict}, want ${expect}`);
  }
});

test("decides every action when none is named", async () => {
  const { from, to } = checks.find((check) => check.to);
  const { result } = await (await decide({ from, to })).json();
  assert.ok(result.length > 1);
});

test("answers mistakes in the input with where they are", async () => {
  const { from, action } = checks[0];
  for (const body of ["", "{", "[]", '{"scenario": {}, "from": 5}', '{"scenario": {}, "sender": "ana"}', '{"from": "ana"}']) {
    const response = await post(body);
    assert.equal(response.status, 400, body);
    assert.ok((await response.json()).errors[0].message);
  }
  const response = await decide({ from, to: "nobody-of-this-name", action });
  assert.equal(response.status, 400);
  assert.ok((await response.json()).errors[0].message);
});

test("refuses what is no question", async () => {
  const elsewhere = await worker.dispatchFetch("https://inroad.example/");
  assert.equal(elsewhere.status, 404);
  assert.ok((await elsewhere.json()).errors[0].message);

  const get = await worker.dispatchFetch(address);
  assert.equal(get.status, 405);
  assert.equal(get.headers.get("allow"), "POST, OPTIONS");
  assert.ok((await get.json()).errors[0].message);

  const form = await post("scenario=1", "text/plain");
  assert.equal(form.status, 415);
  assert.ok((await form.json()).errors[0].message);

  const long = await post(" ".repeat(2 ** 20 + 1));
  assert.equal(long.status, 413);
  assert.ok((await long.json()).errors[0].message);
});

test("lets any origin ask", async () => {
  const response = await worker.dispatchFetch(address, {
    method: "OPTIONS",
    headers: { origin: "https://docs.example", "access-control-request-method": "POST" },
  });
  assert.equal(response.status, 204);
  assert.equal(response.headers.get("access-control-allow-origin"), "*");
  assert.equal(response.headers.get("access-control-allow-methods"), "POST, OPTIONS");
  assert.equal(response.headers.get("access-control-allow-headers"), "content-type");
  assert.equal(await response.text(), "");
});
