// The shared tree in a browser: folders, previews, uploads.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { assertAccessible, assertFits, hydrated, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';
import { fixture, furnish, sha256, treeOf } from '../lib/tree.js';

let server;
let browser;
let tree;

before(async () => {
  const args = ['--guests', 'calc,chat,read,upload,manage'];
  [server, browser] = await Promise.all([startServer({ args }), openBrowser()]);
  tree = treeOf(server);
  await furnish(tree);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A page of the house, with what must hold on every page. */
const visit = (name, body, options = {}) =>
  test(name, () => onPage(browser, { url: server.url, name, ...options }, body));

const row = (page, name) => page.locator('tr.file-row', { has: page.getByText(name, { exact: true }) });
const names = (page) => page.locator('tr.file-row:visible .file-row__text').allTextContents();

/** The SHA-256 of what the page's own script gets from an address. */
const fetched = (page, path) =>
  page.evaluate(async (path) => {
    const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
    return [bytes.length, bytes.slice(0, 4).join()];
  }, path);

const PLACES = [
  ['/files', 'folder'],
  ['/files/docs/photo.jpg', 'picture'],
  ['/files/README.md', 'document'],
  ['/files/main.rs', 'text'],
  ['/files/bytes.dat', 'unknown'],
  ['/files/empty', 'empty folder'],
];

for (const look of everyLook()) {
  visit(
    `files are quiet, accessible and fit (${look.name})`,
    async (page) => {
      for (const [path, name] of PLACES) {
        await open(page, path);
        await assertFits(page);
        await assertAccessible(page);
        await screenshot(page, `files ${name} ${look.name}`, { docs: name === 'folder' || name === 'picture' });
      }
    },
    look,
  );
}

visit('a folder is sorted by links, and its rows lead on', async (page) => {
  await open(page, '/files');
  const all = await names(page);
  assert.deepEqual(all.slice(0, 4), ['docs', 'empty', 'Fotos de la minga', 'many']);
  assert.ok(all.indexOf('lab2.csv') < all.indexOf('lab10.csv'), 'the order is not natural');
  await page.getByRole('link', { name: 'Size' }).click();
  await page.waitForURL('**/files?sort=size&order=desc');
  await page.locator('th[aria-sort="descending"]', { hasText: 'Size' }).waitFor();
  assert.equal((await names(page))[4], 'lab10.csv');
  await row(page, 'docs').click({ position: { x: 300, y: 10 } });
  await page.getByRole('heading', { level: 1, name: 'docs' }).waitFor();
  await page.locator('.breadcrumb').getByRole('link', { name: 'Files' }).click();
  await page.getByRole('heading', { level: 1, name: 'Files' }).waitFor();
});

visit('names are text and lead to their files, whatever is in them', async (page) => {
  for (const name of ['<img src=x onerror=alert(1)>.txt', 'a%20b.txt', 'ñandú #1?.txt']) {
    await open(page, '/files');
    await row(page, name).locator('a.file-row__name').click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    const text = await readFile(join(tree, name), 'utf8');
    assert.equal((await page.locator('.preview__text').textContent()).trim(), text);
    await page.reload();
    await hydrated(page);
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
});

visit('a folder narrows while one types', async (page) => {
  await open(page, '/files');
  await page.getByRole('searchbox').fill('LAB1');
  await page.getByText('2 of 16 entries').waitFor();
  assert.deepEqual(await names(page), ['lab1.csv', 'lab10.csv']);
  await page.getByRole('searchbox').fill('zzz');
  await page.getByText('No name here contains that.').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('16 entries').waitFor();
});

visit('of a large folder the house shows a part, more on demand, and finds the rest', async (page) => {
  await open(page, '/files/many');
  await page.getByText('200 of 250 entries').waitFor();
  await page.getByRole('searchbox').fill('n24');
  await page.waitForURL('**/files/many?filter=n24');
  await page.getByText('11 entries').waitFor();
  await page.getByRole('searchbox').fill('');
  await page.getByText('200 of 250 entries').waitFor();
  await page.getByRole('link', { name: 'Show more' }).click();
  await page.getByText('250 entries', { exact: true }).waitFor();
  assert.equal((await names(page)).at(-1), 'n250.txt');
});

visit('a picture is shown and is the file bit for bit', async (page) => {
  await open(page, '/files/docs/photo.jpg');
  const picture = page.locator('.preview img');
  await picture.evaluate((image) => image.decode());
  assert.equal(await picture.evaluate((image) => image.naturalWidth), 640);
  const bytes = await readFile(fixture('photo.jpg'));
  assert.deepEqual(await fetched(page, '/raw/docs/photo.jpg'), [bytes.length, bytes.subarray(0, 4).join()]);
});

visit('a film can be wound to its middle, and only a part is fetched for it', async (page) => {
  const statuses = [];
  page.on('response', (answer) => answer.url().includes('/raw/') && statuses.push(answer.status()));
  await open(page, '/files/docs/film.mp4');
  const film = page.locator('.preview video');
  await film.evaluate(async (video) => {
    if (video.readyState < 1) await new Promise((done) => video.addEventListener('loadedmetadata', done));
  });
  assert.ok(Math.abs((await film.evaluate((video) => video.duration)) - 12) < 0.5);
  await film.evaluate(
    (video) =>
      new Promise((done, failed) => {
        video.addEventListener('seeked', done);
        video.addEventListener('error', () => failed(new Error(video.error?.message)));
        video.currentTime = 6;
      }),
  );
  assert.ok(await film.evaluate((video) => video.currentTime === 6 && video.readyState >= 2));
  assert.ok(statuses.includes(206), `the film came as ${statuses}`);
});

visit('sound can be played', async (page) => {
  await open(page, '/files/docs/tone.mp3');
  await page.locator('.preview audio').evaluate(async (audio) => {
    if (audio.readyState < 1) await new Promise((done) => audio.addEventListener('loadedmetadata', done));
  });
});

visit('a PDF is shown in a frame that the house allows', async (page) => {
  const framed = page.waitForResponse((answer) => answer.url().includes('/raw/docs/page.pdf'));
  await open(page, '/files/docs/page.pdf');
  assert.equal((await framed).status(), 200);
  await page.locator('.preview iframe').waitFor();
  const bytes = await readFile(fixture('page.pdf'));
  assert.deepEqual(await fetched(page, '/raw/docs/page.pdf'), [bytes.length, bytes.subarray(0, 4).join()]);
});

visit('a large file is downloaded bit for bit', async (page) => {
  await open(page, '/files/docs/large.bin');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download' }).click(),
  ]);
  assert.equal(download.suggestedFilename(), 'large.bin');
  assert.equal(await sha256(await download.path()), await sha256(join(tree, 'docs/large.bin')));
});

visit(
  'what a visitor put into the tree does not run as the house',
  async (page) => {
    await page.goto('/raw/evil.html');
    await page.getByRole('heading', { name: 'hi' }).waitFor();
    assert.equal(await page.title(), 'calm');
  },
  { expect: [/Blocked script execution/, /Content Security Policy/] },
);

visit('a folder shows what appears on the disk without a reload', async (page) => {
  await open(page, '/files/docs/deep');
  await page.getByText('Nothing here yet').waitFor();
  await page.waitForTimeout(300);
  await writeFile(join(tree, 'docs/deep/appears.txt'), 'x');
  await row(page, 'appears.txt').waitFor();
  await rm(join(tree, 'docs/deep/appears.txt'));
  await page.getByText('Nothing here yet').waitFor();
});

visit('a guest who may only read is offered nothing else', async (page) => {
  const strict = await startServer();
  try {
    await writeFile(join(treeOf(strict), 'a.txt'), 'x');
    await open(page, `${strict.url}/files`);
    await row(page, 'a.txt').waitFor();
    for (const name of ['Upload', 'New folder', 'Rename or delete']) {
      assert.equal(await page.getByText(name).filter({ visible: true }).count(), 0, name);
    }
    await open(page, `${strict.url}/files/a.txt`);
    assert.equal(await page.getByRole('button', { name: 'Rename or delete' }).count(), 0);
    assert.ok(existsSync(join(treeOf(strict), 'a.txt')));
  } finally {
    await page.goto('about:blank');
    await strict.close();
  }
});
