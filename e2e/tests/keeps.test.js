// Copies of folders: wished on a page, fetched by the other house, shown as they come, and released.

import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { DOOR, HOST, post, startPair } from '../lib/group.js';
import { assertAccessible, assertFits, hydrated, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';

/** Two houses agree on whose turn it is some seconds after they know of each other. */
const COMES = { timeout: 60_000 };

let ana;
let ben;
let browser;

before(async () => {
  [[ana, ben], browser] = await Promise.all([startPair(), openBrowser()]);
  await fill('talks', 3);
  await fill('slides', 2);
});

after(async () => {
  await browser?.close();
  await Promise.all([ana?.close(), ben?.close()]);
});

/** Some files in a folder of ana. */
async function fill(folder, count) {
  await mkdir(join(ana.data, 'files', folder));
  for (let at = 1; at <= count; at += 1) {
    await writeFile(join(ana.data, 'files', folder, `${at}.txt`), `${folder} ${at}\n`.repeat(1_000));
  }
}

/** The wishes that a house knows, once they are as expected. */
async function keeps(house, isExpected) {
  for (let tries = 0; tries < 600; tries += 1) {
    const found = (await (await fetch(`${house.url}/api/v1/network/keeps`)).json()).keeps;
    if (isExpected(found)) return found;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error('the wishes did not become what they should');
}

const visit = (house, options, body) => onPage(browser, { url: house.url, ...options }, body);
const card = (page, path) => page.locator('.keep', { has: page.getByRole('heading', { name: path }) });
const folder = (page) => page.getByLabel('Folder', { exact: true });
const complete = (page, path) => card(page, path).locator('.pill--good');

/** Wishes copies by the form of the page. */
async function wish(page, path, copies) {
  await folder(page).fill(path);
  if (copies === undefined) {
    await page.getByLabel('One in this house').check();
  } else {
    await page.getByLabel('In the group, so many').check();
    await page.getByLabel('How many copies in the group').fill(`${copies}`);
  }
  await page.getByRole('button', { name: 'Keep copies' }).click();
}

test('copies are wished on the page, seen as they come, and kept no longer', async () => {
  await visit(ana, { name: 'keeps' }, async (page) => {
    await open(page, '/nodes');
    await page.getByText('Nobody has asked for copies yet').waitFor();
    await wish(page, 'talks', 2);
    await card(page, 'talks').waitFor();
    assert.equal(await folder(page).inputValue(), '', 'the form still holds what was wished');
    await complete(page, 'talks').waitFor(COMES);
    const text = await readFile(join(ben.data, 'files/talks/3.txt'), 'utf8');
    assert.equal(text, 'talks 3\n'.repeat(1_000));
    const layers = await card(page, 'talks').locator('.layer').allTextContents();
    assert.deepEqual(layers, ['1 copy3 of 3', '2 copies3 of 3']);
    assert.equal(await card(page, 'talks').locator('.ring').count(), 2);
    await writeFile(join(ana.data, 'files/talks/4.txt'), 'one more');
    await card(page, 'talks').getByText('4 of 4').nth(3).waitFor(COMES);
    await card(page, 'talks').getByRole('button', { name: 'Keep talks no longer' }).click();
    await card(page, 'talks').waitFor({ state: 'detached' });
    assert.equal(await readFile(join(ben.data, 'files/talks/4.txt'), 'utf8'), 'one more');
  });
});

test('without scripts a copy is wished for this house, comes, and is kept no longer', async () => {
  await visit(ben, { js: false, name: 'keeps plain' }, async (page) => {
    await page.goto('/nodes');
    await wish(page, 'slides');
    await card(page, 'slides').waitFor();
    assert.equal(new URL(page.url()).hash, '#copies');
    await keeps(ben, ([keep]) => keep?.holders.length === 2 && keep.holders.every(({ files }) => files === 2));
    await page.goto('/nodes');
    await complete(page, 'slides').waitFor();
    assert.match(await card(page, 'slides').textContent(), /One copy in this house · 2 files/);
    await card(page, 'slides').getByRole('button', { name: /no longer/ }).click();
    await card(page, 'slides').waitFor({ state: 'detached' });
    assert.equal(await readFile(join(ben.data, 'files/slides/1.txt'), 'utf8'), 'slides 1\n'.repeat(1_000));
  });
});

test('what others wish is shown, and is theirs to take back', async () => {
  assert.equal((await post(ana, 'network/keeps', { folder: 'shared', copies: 2 })).status, 204);
  await keeps(ben, (found) => found.length === 1);
  await visit(ben, { name: 'keeps of others' }, async (page) => {
    await open(page, '/nodes');
    assert.match(await card(page, 'shared').textContent(), /asked for by/);
    assert.equal(await card(page, 'shared').getByRole('button').count(), 0);
  });
  const released = await fetch(`${ana.url}/api/v1/network/keeps/shared`, { method: 'DELETE' });
  assert.equal(released.status, 204);
  await keeps(ben, (found) => found.length === 0);
});

for (const js of [true, false]) {
  test(`a folder that cannot be kept is refused with the reason (js ${js})`, async () => {
    await visit(ana, { js, name: `keeps refused ${js}`, expect: [/ 403/] }, async (page) => {
      await (js ? open(page, '/nodes') : page.goto('/nodes'));
      await wish(page, '.secret', 2);
      await page.getByRole('alert').filter({ hasText: 'dot' }).waitFor();
    });
  });
}

test('a wish that was taken back meanwhile is not taken back again', async () => {
  assert.equal((await post(ana, 'network/keeps', { folder: 'talks', copies: 2 })).status, 204);
  await visit(ana, { name: 'keeps released', expect: [/ 404/] }, async (page) => {
    await open(page, '/nodes');
    const release = card(page, 'talks').getByRole('button', { name: /no longer/ });
    await release.waitFor();
    await fetch(`${ana.url}/api/v1/network/keeps/talks`, { method: 'DELETE' });
    await release.click();
    await page.getByRole('alert').waitFor();
    await hydrated(page);
    assert.equal(await card(page, 'talks').count(), 0);
  });
});

test('the page of a folder leads to the wish, which names it', async () => {
  await visit(ana, { name: 'keeps of a folder' }, async (page) => {
    await open(page, '/files/talks');
    await page.getByRole('link', { name: 'Keep copies' }).click();
    await page.getByRole('heading', { name: 'Copies', exact: true }).waitFor();
    assert.equal(await folder(page).inputValue(), 'talks');
    assert.equal(new URL(page.url()).hash, '#copies');
  });
});

test('whoever says how many wishes them in the group, by keyboard alone', async () => {
  await visit(ana, { name: 'keeps keyboard' }, async (page) => {
    await open(page, '/nodes?folder=slides#copies');
    await folder(page).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.type('2');
    assert.ok(await page.getByLabel('In the group, so many').isChecked());
    await page.keyboard.press('Enter');
    await card(page, 'slides').waitFor();
    await card(page, 'slides').getByRole('button').focus();
    await page.keyboard.press('Enter');
    await card(page, 'slides').waitFor({ state: 'detached' });
  });
});

test('guests see the copies and nothing that they may not do', async () => {
  const house = await startServer({ args: DOOR });
  try {
    await visit(house, { name: 'keeps guest' }, async (page) => {
      await open(page, '/nodes');
      await page.getByText('Nobody has asked for copies yet').waitFor();
      assert.equal(await page.locator('.keeps form').count(), 0);
      await open(page, '/files');
      assert.equal(await page.locator('a[href^="/nodes?"]').count(), 0);
    });
  } finally {
    await house.close();
  }
});

test('a shut door says what to do instead of offering copies', async () => {
  const house = await startServer({ args: ['--guests', 'read,manage'] });
  try {
    await visit(house, { name: 'keeps shut' }, async (page) => {
      await open(page, '/nodes');
      await page.locator('.keeps').getByText('opens it with --peers').waitFor();
      assert.equal(await page.locator('.keeps form').count(), 0);
    });
  } finally {
    await house.close();
  }
});

test('a house that is alone says that copies need another one', async () => {
  const house = await startServer({ args: HOST });
  try {
    await mkdir(join(house.data, 'files/docs'));
    await writeFile(join(house.data, 'files/docs/one.txt'), 'one');
    await visit(house, { name: 'keeps alone' }, async (page) => {
      await open(page, '/nodes');
      await wish(page, 'docs', 2);
      await card(page, 'docs').getByText('The group has only 1 house').waitFor();
      await assertAccessible(page);
      await screenshot(page, 'keeps alone', { fullPage: true });
    });
  } finally {
    await house.close();
  }
});

for (const look of everyLook()) {
  test(`copies are quiet, accessible and fit (${look.name})`, async () => {
    assert.equal((await post(ana, 'network/keeps', { folder: 'talks', copies: 3 })).status, 204);
    assert.equal((await post(ben, 'network/keeps', { folder: 'slides' })).status, 204);
    await visit(ben, { ...look, name: `keeps ${look.name}` }, async (page) => {
      await open(page, '/nodes');
      await card(page, 'talks').waitFor();
      await complete(page, 'slides').waitFor(COMES);
      await hydrated(page);
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `keeps ${look.name}`, { fullPage: true });
    });
  });
}
