// What a browser loads, and when: the home page comes without the code of the rooms.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { openBrowser } from '../lib/browser.js';
import { onPage, open } from '../lib/page.js';
import { startServer } from '../lib/server.js';

/** Bytes of scripts, styles and WASM that the first page may take over plain HTTP, compressed by gzip. */
const FIRST_PAGE = 350_000;

/** Every room: where it is, the name of its chunk, and something that only its page has. */
const ROOMS = [
  { path: '/calc', chunk: 'calc', sign: '.calc__desk' },
  { path: '/chat', chunk: 'chat', sign: 'a[href="/chat/general"]' },
  { path: '/files', chunk: 'files', sign: '.page nav, .page h1' },
  { path: '/nodes', chunk: 'nodes', sign: '.me' },
];

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** The names of the files of `pkg/` that a page asks for from now on, each as often as it is asked for. */
function loaded(page) {
  const names = [];
  page.on('request', (request) => {
    const file = new URL(request.url()).pathname.match(/^\/pkg\/[^/]+\/(.+)$/);
    if (file) names.push(file[1]);
  });
  return names;
}

const isChunk = (name) => /^(split_|chunk_|chunks\.bin)/.test(name);

test('the first page is small and brings no code of another room', async () => {
  await onPage(browser, { url: server.url, name: 'first page' }, async (page) => {
    const names = loaded(page);
    await open(page, '/');
    await page.waitForLoadState('networkidle');
    assert.deepEqual(names.filter(isChunk), []);
    assert.ok(names.includes('maloca.wasm'), names.join(' '));
    const { total, list } = await weigh(page, names);
    assert.ok(total <= FIRST_PAGE, `the first page takes ${total} bytes: ${list.join(', ')}`);
  });
});

/** What these files weigh on the wire for a browser that knows gzip alone. */
async function weigh(page, names) {
  const folder = await page.locator('html').getAttribute('data-pkg');
  const sizes = await Promise.all([...new Set(names)].map(async (name) => {
    const answer = await fetch(`${server.url}${folder}/${name}`, { method: 'HEAD', headers: { 'accept-encoding': 'gzip' } });
    return [name, Number(answer.headers.get('content-length'))];
  }));
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  assert.ok(sizes.every(([, size]) => size > 0), JSON.stringify(sizes));
  return { total, list: sizes.map(([name, size]) => `${name} ${size}`) };
}

for (const { path, chunk, sign } of ROOMS) {
  test(`from the home page ${path} loads its code and works`, async () => {
    await onPage(browser, { url: server.url, name: `into ${chunk}` }, async (page) => {
      await open(page, '/');
      const names = loaded(page);
      await page.locator(`nav a[href="${path}"]`).click();
      await page.locator(sign).first().waitFor();
      assert.ok(names.includes(`split_${chunk}.wasm`), names.join(' '));
      assert.ok(!names.includes('maloca.wasm'), 'the whole page was loaded anew');
      const others = names.filter((name) => name.startsWith('split_') && name !== `split_${chunk}.wasm`);
      assert.deepEqual(others, [], 'code of other rooms');
      assert.equal(new Set(names).size, names.length, `something came twice: ${names.join(' ')}`);
    });
  });

  test(`${path} as the first page asks for its code at once and but once`, async () => {
    await onPage(browser, { url: server.url, name: `${chunk} cold` }, async (page) => {
      const names = loaded(page);
      await open(page, path);
      await page.locator(sign).first().waitFor();
      assert.ok(names.includes(`split_${chunk}.wasm`), names.join(' '));
      assert.equal(new Set(names).size, names.length, `something came twice: ${names.join(' ')}`);
      // A preload that nobody uses is complained about after some seconds.
      const links = await page.locator('link[rel="preload"]').evaluateAll((all) => all.map((link) => link.href));
      const preloaded = links.map((link) => link.split('/').at(-1));
      const needed = names.filter(isChunk);
      assert.deepEqual(preloaded.filter(isChunk).sort(), needed.sort());
    });
  });
}

test('a room of the chat hydrates when it is the first page', async () => {
  await onPage(browser, { url: server.url, name: 'general cold' }, async (page) => {
    const answer = await open(page, '/chat/general');
    assert.equal(answer.status(), 200);
    // The language menu of the frame and the links of the room answer: both parts are alive.
    await page.locator('nav a[href="/calc"]').click();
    await page.locator('.calc__desk').waitFor();
    assert.match(page.url(), /\/calc$/);
  });
});

test('all rooms one after the other, without loading anything twice', async () => {
  await onPage(browser, { url: server.url, name: 'all rooms' }, async (page) => {
    const names = loaded(page);
    await open(page, '/');
    for (const { path, sign } of [...ROOMS, ...ROOMS]) {
      await page.locator(`nav a[href="${path}"]`).click();
      await page.locator(sign).first().waitFor();
    }
    const parts = names.filter(isChunk);
    assert.equal(new Set(parts).size, parts.length, `something came twice: ${parts.join(' ')}`);
  });
});

test('a room whose code does not arrive says so, and comes when the page is loaded again', async () => {
  const expect = [/split_calc/, /ERR_FAILED/, /Failed to (load|fetch)/];
  await onPage(browser, { url: server.url, name: 'code lost', expect }, async (page) => {
    await open(page, '/');
    await page.route('**/split_calc.wasm', (route) => route.abort());
    await page.locator('nav a[href="/calc"]').click();
    const again = page.locator('main a[href="/calc"].button');
    await again.waitFor();
    await page.unroute('**/split_calc.wasm');
    await again.click();
    await page.locator('.calc__desk').waitFor();
  });
});

test('every chunk is in the executable, and none of another version is served', async () => {
  const page = await (await fetch(server.url, { headers: { accept: 'text/html' } })).text();
  const [, pkg] = page.match(/data-pkg="([^"]+)"/);
  const ask = (folder, file) => fetch(`${server.url}${folder}/${file}`, { headers: { 'accept-encoding': 'gzip' } });
  const rooms = await (await ask(pkg, 'chunks.json')).json();
  assert.deepEqual(Object.keys(rooms).sort(), ['calc', 'chat', 'docs', 'doors', 'files', 'nodes', 'people', 'problems']);
  for (const file of new Set(Object.values(rooms).flat())) {
    const answer = await ask(pkg, file);
    assert.equal(answer.status, 200, file);
    const type = file.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
    assert.equal(answer.headers.get('content-type'), type, file);
    assert.equal(answer.headers.get('content-encoding'), 'gzip', file);
    assert.match(answer.headers.get('cache-control'), /immutable/, file);
    assert.ok(answer.headers.get('etag'), file);
    assert.equal((await ask('/pkg/000000000000', file)).status, 404, file);
  }
});
