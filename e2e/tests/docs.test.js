// The description of the REST API.

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
  test(`the API's description is quiet, accessible and fits (${look.name})`, async () => {
    await onPage(browser, { ...look, url: server.url, name: `docs ${look.name}` }, async (page) => {
      await open(page, '/api/docs');
      assert.ok((await page.locator('.call').count()) >= 4);
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `api docs ${look.name}`);
    });
  });
}

test('the list leads to each call, and its line can be copied', async () => {
  await onPage(browser, { url: server.url, name: 'docs links' }, async (page) => {
    await open(page, '/api/docs');
    await page.locator('.docs__entry', { hasText: 'GET' }).first().click();
    const call = page.locator('.call:target');
    await call.waitFor();
    assert.match(await call.locator('.code-line__text').textContent(), new RegExp(`^curl .*${server.url}/api/v1`));
    await call.locator('.code-line button').click();
    await page.locator('.toast').waitFor();
  });
});
