// The files of the group, seen from a house that does not have them.

import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { everyLook, openBrowser } from '../lib/browser.js';
import { post, startPair } from '../lib/group.js';
import { assertAccessible, assertFits, hydrated, onPage, open, screenshot } from '../lib/page.js';

const FILM = fileURLToPath(new URL('../fixtures/film.mp4', import.meta.url));

let ana;
let ben;
let browser;

before(async () => {
  [[ana, ben], browser] = await Promise.all([startPair(), openBrowser()]);
  await mkdir(join(ana.data, 'files/shows'));
  await copyFile(FILM, join(ana.data, 'files/shows/film.mp4'));
  for (const name of ['scripted', 'plain', 'known']) {
    await writeFile(join(ana.data, `files/shows/${name} notes.txt`), `${name}\n`.repeat(10_000));
  }
  await listed('shows', 4);
});

after(async () => {
  await browser?.close();
  await Promise.all([ana?.close(), ben?.close()]);
});

/** What ben finds, once it is as much as expected. */
async function listed(words, count) {
  for (let tries = 0; tries < 600; tries += 1) {
    const { files } = await (await fetch(`${ben.url}/api/v1/network/files?q=${words}`)).json();
    if (files.length === count) return files;
    await new Promise((done) => setTimeout(done, 50));
  }
  throw new Error(`ben does not find ${count} files with ${words}`);
}

const visit = (house, options, body) => onPage(browser, { url: house.url, ...options }, body);
const row = (page, name) => page.locator('.content', { hasText: name });

for (const look of everyLook()) {
  test(`what all houses have is found, accessible and fits (${look.name})`, async () => {
    await visit(ben, { ...look, name: `network ${look.name}` }, async (page) => {
      await open(page, '/nodes?q=shows#search');
      await row(page, 'film.mp4').waitFor();
      assert.equal(await page.locator('.content').count(), 4);
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `network ${look.name}`, { fullPage: true });
    });
  });
}

test('a browser plays a film that only another house has, and moves about in it', async () => {
  const [{ blake3 }] = await listed('film', 1);
  await visit(ben, { name: 'film of another house' }, async (page) => {
    await open(page, '/nodes?q=film');
    const at = await page.evaluate(async (source) => {
      const video = document.createElement('video');
      const heard = (name) =>
        new Promise((done, failed) => {
          video.addEventListener(name, done, { once: true });
          video.addEventListener('error', () => failed(new Error(video.error?.message)), { once: true });
        });
      video.muted = true;
      video.src = source;
      document.body.append(video);
      await heard('loadedmetadata');
      const seeked = heard('seeked');
      video.currentTime = 6;
      await seeked;
      await video.play();
      const { duration, videoWidth } = video;
      await new Promise((done) => setTimeout(done, 500));
      const { currentTime } = video;
      video.remove();
      return { duration, videoWidth, currentTime };
    }, `/api/v1/network/blobs/${blake3}?name=film.mp4`);
    assert.ok(Math.abs(at.duration - 12) < 0.5 && at.videoWidth > 0 && at.currentTime > 6, JSON.stringify(at));
  });
});

test('the link of a file that another house has brings its bytes', async () => {
  await visit(ben, { name: 'download of another house' }, async (page) => {
    await open(page, '/nodes?q=film');
    const coming = page.waitForEvent('download');
    await row(page, 'film.mp4').getByRole('link', { name: /Download/ }).click();
    const download = await coming;
    assert.equal(download.suggestedFilename(), 'film.mp4');
    assert.deepEqual(await readFile(await download.path()), await readFile(FILM));
  });
});

for (const [js, name] of [
  [true, 'scripted notes.txt'],
  [false, 'plain notes.txt'],
]) {
  test(`a file is fetched by the page and then has two copies (js ${js})`, async () => {
    await visit(ben, { js, name: `fetch ${name}` }, async (page) => {
      await page.goto(`/nodes?q=${encodeURIComponent(name)}`);
      if (js) await hydrated(page);
      await row(page, name).getByRole('button', { name: /Fetch/ }).click();
      await listed(encodeURIComponent(name), 2);
      const bytes = await readFile(join(ben.data, 'files/shows', name));
      assert.equal(bytes.length, `${name.split(' ')[0]}\n`.length * 10_000);
      await page.goto('/nodes');
      const done = page.locator('.fetch', { hasText: name });
      await done.getByRole('link').click();
      await page.getByText('In the group').waitFor();
    });
  });
}

test('the page of a file says who else has it', async () => {
  const [{ blake3 }] = await listed('known', 1);
  assert.equal((await post(ben, 'network/fetches', { hash: blake3 })).status, 202);
  await listed('known', 2);
  await visit(ben, { name: 'copies' }, async (page) => {
    await open(page, '/files/shows/known%20notes.txt');
    const group = page.locator('.in-group');
    await group.waitFor();
    assert.match(await group.textContent(), /copies|house/i);
    await assertAccessible(page);
    await screenshot(page, 'copies');
  });
});
