// One story through all doors: the same lines in the same order everywhere, and one file with one hash.

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

import { openBrowser } from '../lib/browser.js';
import { onPage, open } from '../lib/page.js';
import { startServer } from '../lib/server.js';

const FREE = '127.0.0.1:0';
const run = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const VENV = here('../../target/venv/bin/python');
const PYTHON = process.env.MALOCA_PYTHON ?? (existsSync(VENV) ? VENV : 'python3');
const ms = (since) => Math.round(performance.now() - since);
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

let server;
let browser;
let folder;

before(async () => {
  const doors = ['--hftp', FREE, '--http09', FREE, '--labs', FREE, '--grpc', FREE];
  const args = [...doors, '--guests', 'calc,chat,read,upload'];
  [server, browser, folder] = await Promise.all([
    startServer({ args }),
    openBrowser(),
    mkdtemp(join(tmpdir(), 'maloca-story-')),
  ]);
});

after(async () => {
  await browser?.close();
  await server?.close();
  if (folder) await rm(folder, { recursive: true, force: true });
});

/** What a program prints. */
async function printed(program, args, options = {}) {
  const { stdout } = await run(program, args, { timeout: 60_000, maxBuffer: 64 << 20, ...options });
  return stdout;
}

const curl = (...args) => printed('curl', ['--silent', '--show-error', '--fail', '--noproxy', '*', ...args]);
const lab = (...args) => printed(PYTHON, [here('../../gateways/labs/tests/clients/chat.py'), server.addresses.labs, ...args]);
const rpc = (address, args, options) => printed(PYTHON, [here('../clients/rpc.py'), address, ...args], options);

const STORY = ['Ana>desde el cliente del laboratorio', 'Ben>by a call of gRPC', 'cleo>with curl', 'Dora>in the browser'];

test('four lines by four doors are seen by each door once and in the same order', async (t) => {
  await onPage(browser, { url: server.url, name: 'story' }, async (page) => {
    await open(page, '/chat/general');
    await page.locator('#nick').fill('Dora');
    await page.getByRole('button', { name: 'Join in' }).click();
    await page.locator('.pill--good').waitFor();

    const [ana, ben, cleo, dora] = STORY.map((line) => line.split('>')[1]);
    // Somebody who only listens, and a follower that was there from the beginning.
    assert.match(await lab('oyente'), /^201/);
    const began = performance.now();
    const said = lab('Ana', ana);
    await page.locator('.message', { hasText: ana }).waitFor();
    t.diagnostic(`from the lab's client, with its start, to the browser: ${ms(began)} ms`);
    await said;
    await rpc(server.addresses.grpc, ['say', 'Ben', ben]);
    await page.locator('.message', { hasText: ben }).waitFor();
    await curl('-u', 'cleo:', '-d', cleo, `${server.url}/chat/general`);
    await page.locator('.message', { hasText: cleo }).waitFor();
    await page.locator('#say').fill(dora);
    await page.locator('#say').press('Enter');
    const sent = performance.now();
    await page.locator('.message:not(.message--pending)', { hasText: dora }).waitFor();

    const pending = (await lab('--as', 'oyente', '')).trim();
    t.diagnostic(`from the browser to the lab's client, with its start: ${ms(sent)} ms`);
    assert.deepEqual(pending.split('\n'), STORY, 'the lab client');
    for (const address of [server.addresses.grpc, server.addresses.web]) {
      assert.deepEqual((await rpc(address, ['read', '4'])).trim().split('\n'), STORY, `gRPC at ${address}`);
    }
    const terminal = (await curl(`${server.url}/chat/general`)).trim().split('\n');
    assert.deepEqual(terminal.map((line) => line.slice(6).replace(': ', '>')), STORY, 'curl');
    const { messages } = await (await fetch(`${server.url}/api/v1/rooms/general/messages`)).json();
    assert.deepEqual(messages.map(({ author, text }) => `${author}>${text}`), STORY, 'REST');
    const seen = await page.locator('.message .prose').allTextContents();
    assert.deepEqual(seen.map((text) => text.trim()), [ana, ben, cleo, dora], 'the browser');
  });
});

/** Everything that a door sends for a request. */
async function fetched(address, request) {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port) });
  socket.end(request);
  const chunks = [];
  for await (const chunk of socket) chunks.push(chunk);
  return Buffer.concat(chunks);
}

test('a file that curl stored is fetched by every door with one hash', async () => {
  const content = randomBytes(3_000_017);
  const file = join(folder, 'story.bin');
  await writeFile(file, content);
  await curl('-T', file, `${server.url}/raw/story.bin`);

  const slice = await fetched(server.addresses.hftp, 'get_slice story.bin 0 3000017 raw\r\n');
  const head = '0 OK\r\nContent-Length: 3000017\r\n\r\n';
  assert.equal(slice.subarray(0, head.length).toString(), head);
  const got = {
    hftp: slice.subarray(head.length),
    http09: await fetched(server.addresses.http09, 'GET /story.bin\r\n'),
    grpc: await rpc(server.addresses.grpc, ['fetch', 'story.bin'], { encoding: 'buffer' }),
    'grpc on the web port': await rpc(server.addresses.web, ['fetch', 'story.bin'], { encoding: 'buffer' }),
  };
  await onPage(browser, { url: server.url, name: 'story file' }, async (page) => {
    await open(page, '/files/story.bin');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('link', { name: 'Download' }).click(),
    ]);
    got.browser = await readFile(await download.path());
  });
  for (const [door, bytes] of Object.entries(got)) assert.equal(sha256(bytes), sha256(content), door);
});
