// Changing the shared tree in a browser: uploads, folders, renaming, deleting, with and without scripts.

import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { openBrowser } from '../lib/browser.js';
import { assertAccessible, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';
import { fixture, sha256, treeOf } from '../lib/tree.js';

let server;
let browser;
let tree;

before(async () => {
  const args = ['--guests', 'calc,chat,read,upload,manage'];
  [server, browser] = await Promise.all([startServer({ args }), openBrowser()]);
  tree = treeOf(server);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** A page of the house, with what must hold on every page, on a folder of its own. */
const visit = (name, folder, body, options = {}) =>
  test(name, async () => {
    await mkdir(join(tree, folder), { recursive: true });
    await onPage(browser, { url: server.url, name, ...options }, body);
  });

const row = (page, name) => page.locator('tr.file-row', { has: page.getByText(name, { exact: true }) });
const transfer = (page, name) => page.locator('.transfer', { hasText: name });
const visible = async (folder) => (await readdir(join(tree, folder))).sort();

const file = (name, text) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });

visit('picked files arrive bit for bit and appear in the folder', 'picked', async (page) => {
  await open(page, '/files/picked');
  await page.locator('.file-picker input').setInputFiles([fixture('film.mp4'), fixture('photo.jpg')]);
  for (const name of ['film.mp4', 'photo.jpg']) {
    await row(page, name).waitFor();
    await transfer(page, name).getByText('Uploaded').waitFor();
    assert.equal(await sha256(join(tree, 'picked', name)), await sha256(fixture(name)));
  }
  await page.getByText('2 of 2 uploaded').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'files uploaded');
  await page.locator('.toolbar').getByRole('button', { name: 'Put away' }).click();
  await page.locator('.transfers').waitFor({ state: 'detached' });
});

visit('dropped files arrive too', 'dropped', async (page) => {
  await open(page, '/files/dropped');
  await row(page, 'none').count();
  const data = await page.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(new File(['one'], 'one.txt'));
    data.items.add(new File(['two'], 'ñandú #2.txt'));
    return data;
  });
  await page.getByText('Nothing here yet').waitFor();
  await page.dispatchEvent('main', 'dragenter', { dataTransfer: data });
  const zone = page.locator('.drop-zone');
  await zone.getByText('Let go to add to “dropped”').waitFor();
  await screenshot(page, 'files drop zone');
  await zone.dispatchEvent('drop', { dataTransfer: data });
  await zone.waitFor({ state: 'detached' });
  await row(page, 'ñandú #2.txt').waitFor();
  assert.deepEqual(await visible('dropped'), ['one.txt', 'ñandú #2.txt']);
  assert.equal(await readFile(join(tree, 'dropped/one.txt'), 'utf8'), 'one');
});

visit(
  'a name that is taken is asked about: keep both, or replace',
  'taken',
  async (page) => {
    await writeFile(join(tree, 'taken/a.txt'), 'old');
    await open(page, '/files/taken');
    const picker = page.locator('.file-picker input');
    await picker.setInputFiles(file('a.txt', 'second'));
    await transfer(page, 'a.txt').getByText('This name is taken.').waitFor();
    await screenshot(page, 'files name taken');
    await page.getByRole('button', { name: 'Keep both' }).click();
    await row(page, 'a (2).txt').waitFor();
    assert.equal(await readFile(join(tree, 'taken/a.txt'), 'utf8'), 'old');
    await picker.setInputFiles(file('a.txt', 'third'));
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByText('2 of 2 uploaded').waitFor();
    assert.equal(await readFile(join(tree, 'taken/a.txt'), 'utf8'), 'third');
    assert.equal(await readFile(join(tree, 'taken/a (2).txt'), 'utf8'), 'second');
  },
  { expect: [/412/] },
);

visit('an upload shows how far it is and can be cancelled', 'cancelled', async (page) => {
  await open(page, '/files/cancelled');
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 500_000 };
  await network.send('Network.emulateNetworkConditions', slow);
  const big = { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(20_000_000, 7) };
  await page.locator('.file-picker input').setInputFiles(big);
  await transfer(page, 'big.bin').getByText(/^[1-9]\d? %$/).waitFor();
  await page.getByRole('progressbar', { name: 'big.bin' }).waitFor();
  await screenshot(page, 'files uploading');
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.locator('.transfers').waitFor({ state: 'detached' });
  assert.deepEqual(await visible('cancelled'), []);
});

visit('uploads go on while one walks through the house', 'walking', async (page) => {
  await open(page, '/files/walking');
  const network = await page.context().newCDPSession(page);
  const slow = { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 400_000 };
  await network.send('Network.emulateNetworkConditions', slow);
  const big = { name: 'big.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(1_500_000, 7) };
  await page.locator('.file-picker input').setInputFiles(big);
  await transfer(page, 'big.bin').waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Home' }).click();
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'walking' }).waitFor();
  await page.getByRole('navigation').getByRole('link', { name: 'Files' }).click();
  await page.getByText('1 of 1 uploaded').waitFor();
  assert.equal((await readFile(join(tree, 'walking/big.bin'))).length, 1_500_000);
});

visit('a folder is made, entered, renamed and deleted in dialogs', 'dialogs', async (page) => {
  await open(page, '/files/dialogs');
  await page.getByRole('button', { name: 'New folder' }).click();
  await page.getByRole('textbox', { name: 'Its name' }).fill('inner');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Make the folder' }).click();
  await page.waitForURL('**/files/dialogs/inner');
  await page.getByRole('heading', { level: 1, name: 'inner' }).waitFor();
  await page.getByRole('button', { name: 'Rename or delete' }).click();
  await page.getByRole('textbox', { name: 'Name and place' }).fill('dialogs/renamed');
  await page.getByRole('button', { name: 'Rename or move' }).click();
  await page.waitForURL('**/files/dialogs/renamed');
  await page.getByRole('button', { name: 'Rename or delete' }).click();
  await page.locator('summary:visible').click();
  await screenshot(page, 'files manage');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Delete now' }).click();
  await page.waitForURL('**/files/dialogs');
  await page.getByText('Nothing here yet').waitFor();
  assert.deepEqual(await visible('dialogs'), []);
});

visit('a row is renamed and deleted without leaving the folder', 'rows', async (page) => {
  await writeFile(join(tree, 'rows/a.txt'), 'x');
  await writeFile(join(tree, 'rows/b.txt'), 'x');
  await open(page, '/files/rows?sort=size&order=desc');
  await page.getByRole('button', { name: 'Rename, move or delete a.txt' }).click();
  await page.getByRole('textbox', { name: 'Name and place' }).fill('rows/c.txt');
  await page.getByRole('button', { name: 'Rename or move' }).click();
  await row(page, 'c.txt').waitFor();
  await page.getByRole('button', { name: 'Rename, move or delete b.txt' }).click();
  await page.locator('summary:visible').click();
  await page.getByRole('button', { name: 'Delete now' }).click();
  await row(page, 'b.txt').waitFor({ state: 'detached' });
  assert.match(page.url(), /sort=size/);
  assert.deepEqual(await visible('rows'), ['c.txt']);
});

visit(
  'a name that is taken is refused in the dialog, in words',
  'refused',
  async (page) => {
    await writeFile(join(tree, 'refused/a.txt'), 'x');
    await writeFile(join(tree, 'refused/b.txt'), 'x');
    await open(page, '/files/refused');
    await page.getByRole('button', { name: 'Rename, move or delete a.txt' }).click();
    await page.getByRole('textbox', { name: 'Name and place' }).fill('refused/b.txt');
    await page.getByRole('button', { name: 'Rename or move' }).click();
    await page.getByText('There is something of that name already.').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('dialog[open]').waitFor({ state: 'detached' });
  },
  { expect: [/409/] },
);

visit(
  'everything works without scripts',
  'plain',
  async (page) => {
    await writeFile(join(tree, 'plain/small.txt'), 'x');
    await page.goto('/files/plain');
    const photo = { name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await readFile(fixture('photo.jpg')) };
    await page.locator('input[type=file]:visible').setInputFiles([photo, file('small.txt', 'second')]);
    await page.locator('form[enctype]').getByRole('button', { name: 'Upload', exact: true }).click();
    await row(page, 'photo.jpg').waitFor();
    assert.deepEqual(await visible('plain'), ['photo.jpg', 'small (2).txt', 'small.txt']);
    assert.equal(await sha256(join(tree, 'plain/photo.jpg')), await sha256(fixture('photo.jpg')));
    await page.getByRole('link', { name: 'Size' }).click();
    assert.match(page.url(), /sort=size&order=desc/);
    assert.equal(await page.locator('.file-row__text').first().textContent(), 'photo.jpg');
    await page.getByRole('searchbox').fill('small');
    await page.getByRole('searchbox').press('Enter');
    await page.getByText('2 entries').waitFor();
    await page.goto('/files/plain');
    await page.locator('#plain-name').fill('made');
    await page.getByRole('button', { name: 'Make the folder' }).click();
    await page.waitForURL('**/files/plain/made');
    await page.goto('/files/plain/small.txt');
    await page.locator('.preview__text', { hasText: 'x' }).waitFor();
    await page.locator('#plain-to').fill('plain/moved.txt');
    await page.getByRole('button', { name: 'Rename or move' }).click();
    await page.waitForURL('**/files/plain/moved.txt');
    await page.locator('summary:visible').click();
    await screenshot(page, 'files without scripts', { fullPage: true });
    await page.getByRole('button', { name: 'Delete now' }).click();
    await page.waitForURL('**/files/plain');
    assert.ok(!existsSync(join(tree, 'plain/moved.txt')));
    await screenshot(page, 'files folder without scripts', { fullPage: true });
  },
  // Chromium without scripts calls what it does not preload blocked.
  { js: false, expect: [/maloca\.js: csp$/] },
);
