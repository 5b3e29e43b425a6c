// The home page, as every visitor first sees it.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { assertAccessible, assertFits, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';

let server;
let browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.close();
});

for (const look of everyLook()) {
  test(`the home page is quiet, accessible and fits (${look.name})`, async () => {
    await onPage(browser, { ...look, url: server.url, name: `home ${look.name}` }, async (page) => {
      const answer = await open(page, '/');
      assert.equal(answer.status(), 200);
      assert.match(await page.title(), /Maloca/);
      assert.equal(await page.locator('html').getAttribute('lang'), look.language);
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `home ${look.name}`, { docs: true });
    });
  });
}

test('the home page is whole without scripts', async () => {
  await onPage(browser, { url: server.url, js: false, name: 'home without scripts' }, async (page) => {
    await page.goto('/');
    for (const room of ['/calc', '/chat', '/files']) {
      assert.ok((await page.locator(`a[href^="${room}"]`).count()) > 0, `no way to ${room}`);
    }
  });
});
