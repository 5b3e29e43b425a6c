// Names, invitations and what each visitor chooses for themselves: language and look.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { assertAccessible, assertFits, onPage, open } from '../lib/page.js';
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

const visit = (options, body) => onPage(browser, { url: server.url, ...options }, body);
const enter = (page) => page.getByRole('button', { name: /^(Come in|Entrar)$/ });
const person = (page) => page.locator('.person__name');

for (const look of everyLook()) {
  test(`one's own page is quiet, accessible and fits (${look.name})`, async () => {
    await visit({ ...look, name: `people ${look.name}` }, async (page) => {
      await open(page, '/people?to=/people');
      await assertAccessible(page);
      await page.locator('#nick').fill(`visita ${look.name.replaceAll(',', '')}`);
      await enter(page).click();
      await person(page).waitFor();
      await assertFits(page);
      await assertAccessible(page);
    });
  });
}

for (const js of [true, false]) {
  const how = js ? 'with scripts' : 'without scripts';

  test(`a name is taken, refused to others, and free again when its owner leaves (${how})`, async () => {
    const nick = `ana ${how}`;
    await visit({ js, name: `name ${how}`, expect: [/ 4\d\d/] }, async (ana) => {
      await ana.goto('/people?to=/people');
      await ana.locator('#nick').fill(nick);
      await enter(ana).click();
      assert.equal(await person(ana).textContent(), nick);

      await visit({ js, name: `taken ${how}`, expect: [/ 4\d\d/] }, async (other) => {
        await other.goto('/people?to=/people');
        await other.locator('#nick').fill(nick);
        await enter(other).click();
        await other.getByText('is the name of somebody who is here').waitFor();

        await ana.getByRole('button', { name: 'Leave and free the name' }).click();
        await ana.getByRole('link', { name: 'Choose a name' }).waitFor();
        await other.locator('#nick').fill(nick);
        await enter(other).click();
        assert.equal(await person(other).textContent(), nick);
      });
    });
  });
}

test('whoever opens the link of the first start becomes the host, once', async () => {
  const link = /\/people\/invitations\/\S+/.exec(server.output)[0];
  await visit({ name: 'host', js: false }, async (page) => {
    await page.goto(link);
    await page.locator('#nick').fill('house mother');
    await page.getByRole('button', { name: 'Accept and come in' }).click();
    await page.goto('/people');
    await page.getByText('Host of the house').waitFor();
    await page.getByText('manage', { exact: true }).waitFor();
  });
  await visit({ name: 'late', js: false, expect: [/ 4\d\d/] }, async (page) => {
    await page.goto(link);
    await page.locator('#nick').fill('late');
    await page.getByRole('button', { name: 'Accept and come in' }).click();
    await page.getByText('This invitation is no longer valid').waitFor();
  });
});

test('a language and a look are chosen, and stay', async () => {
  await visit({ name: 'settings' }, async (page) => {
    await open(page, '/people?to=/people');
    await page.getByRole('button', { name: 'Language and look' }).click();
    await page.getByRole('button', { name: 'Español' }).click();
    await page.locator('html[lang=es]').waitFor();
    assert.equal(new URL(page.url()).pathname, '/people', 'the choice leads elsewhere');
    await open(page, '/');
    await page.getByRole('button', { name: 'Idioma y aspecto' }).click();
    await page.getByRole('button', { name: 'Oscuro' }).click();
    await page.locator('html[data-theme=dark]').waitFor();
    await open(page, '/calc');
    assert.equal(await page.locator('html').getAttribute('lang'), 'es');
    assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');
  });
});
