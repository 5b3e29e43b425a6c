// The HTTP/0.9 door as a browser sees it: a page, an image, a film in which one can seek; and what pages of
// other sites cannot make a browser do there and at the labs' door.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';

import { openBrowser } from '../lib/browser.js';
import { onPage } from '../lib/page.js';
import { startServer } from '../lib/server.js';
import { fixture, treeOf } from '../lib/tree.js';

const FREE = '127.0.0.1:0';
const PAGE = '<!doctype html><html lang="es"><title>Planetas</title><link rel="icon" href="data:,">\
<h1>Planetas</h1><img src="/img/photo.jpg" alt=""><script>document.title = "ran"</script>';

let server;
let browser;
let old;

before(async () => {
  [server, browser] = await Promise.all([
    startServer({ args: ['--http09', FREE, '--labs', FREE] }),
    openBrowser(),
  ]);
  old = `http://${server.addresses.http09}`;
  const tree = treeOf(server);
  for (const folder of ['img', 'video']) await mkdir(join(tree, folder));
  await copyFile(fixture('photo.jpg'), join(tree, 'img/photo.jpg'));
  await copyFile(fixture('film.mp4'), join(tree, 'video/film.mp4'));
  await writeFile(join(tree, 'index.html'), PAGE);
  await writeFile(join(tree, 'player.html'), '<!doctype html><link rel="icon" href="data:,"><video src="/video/film.mp4" preload="metadata"></video>');
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Waits for something of a page whose own scripts, and with them its events, do not run. */
async function until(condition) {
  const end = Date.now() + 30_000;
  while (!(await condition())) {
    assert.ok(Date.now() < end, 'it does not come');
    await sleep(50);
  }
}

/** The sandbox does not run the page's script, and Chromium says so. */
const SANDBOXED = [/sandboxed/];

test('a page with an image comes over the old door, and its script does not run', async () => {
  await onPage(browser, { url: old, expect: SANDBOXED, name: 'http09 page' }, async (page) => {
    const answer = await page.goto('/');
    assert.equal(answer.status(), 200);
    assert.equal(answer.headers().connection, 'close');
    assert.equal(await page.title(), 'Planetas');
    const image = page.locator('img');
    await image.evaluate((it) => it.decode());
    assert.ok((await image.evaluate((it) => it.naturalWidth)) > 0);
  });
});

test('a film plays over the old door, and one can seek in it', async () => {
  // The media are asked for again from elsewhere: what is then no longer wanted is broken off.
  await onPage(browser, { url: old, expect: [/ERR_/], name: 'http09 film' }, async (page) => {
    const ranges = [];
    page.on('response', async (answer) => {
      if (answer.url().endsWith('.mp4')) ranges.push([answer.status(), answer.headers()['content-range']]);
    });
    await page.goto('/player.html');
    const film = page.locator('video');
    const state = (of) => film.evaluate(of);
    await until(async () => (await state((it) => it.readyState)) > 0);
    await state((it) => { it.currentTime = it.duration * 0.8; });
    await until(async () => !(await state((it) => it.seeking)) && (await state((it) => it.readyState)) > 1);
    const [duration, at] = await state((it) => [it.duration, it.currentTime]);
    assert.ok(Math.abs(at - duration * 0.8) < 0.2, `${at} of ${duration}`);
    assert.equal(ranges[0][0], 206, 'the film is not asked for by ranges');
    assert.match(ranges[0][1], /^bytes 0-/);
  });
});

test('what a page of another site makes a browser send is refused at both old doors', async () => {
  const site = createServer((_, answer) => {
    answer.setHeader('content-type', 'text/html');
    answer.end('<!doctype html><title>elsewhere</title><link rel="icon" href="data:,">');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const elsewhere = `http://localhost:${site.address().port}`;
  try {
    const expect = [/403/];
    await onPage(browser, { url: elsewhere, expect, name: 'http09 elsewhere' }, async (page) => {
      const statuses = [];
      page.on('response', (answer) => answer.url().startsWith(elsewhere) || statuses.push(answer.status()));
      await page.goto('/');
      const labs = `http://${server.addresses.labs}`;
      await page.evaluate(async ([old, labs]) => {
        const mode = 'no-cors';
        await fetch(`${old}/index.html`, { mode });
        await fetch(`${labs}/?exp=1`, { mode });
        await fetch(`${labs}/user`, { method: 'POST', body: 'evil', mode });
      }, [old, labs]);
      assert.deepEqual(statuses, [403, 403, 403]);
    });
  } finally {
    site.close();
    site.closeAllConnections();
  }
});
