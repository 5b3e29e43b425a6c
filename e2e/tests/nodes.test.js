// The page of the group: two real houses that find one another by a ticket, shown, and put out again.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { DOOR, HOST, joins, startPair, ticketOf } from '../lib/group.js';
import { assertAccessible, assertFits, hydrated, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';

const TICKET = /^maloca1[a-z2-7]+$/;

let ana;
let ben;
let browser;

before(async () => {
  [[ana, ben], browser] = await Promise.all([startPair(), openBrowser()]);
});

after(async () => {
  await browser?.close();
  await Promise.all([ana?.close(), ben?.close()]);
});

const visit = (house, options, body) => onPage(browser, { url: house.url, ...options }, body);
const button = (page, name) => page.getByRole('button', { name });
const connected = (page) => page.locator('.house .pill--good').first();

/** Makes a ticket by the form of the page and reads it off. */
async function invite(page, { lasts = '1', mayInvite = true } = {}) {
  await page.locator('#hours').selectOption(lasts);
  await page.getByLabel('The newcomer may invite others').setChecked(mayInvite);
  await button(page, 'Make a ticket').click();
  const ticket = await page.locator('.ticket__text code').textContent();
  assert.match(ticket, TICKET);
  assert.ok(!page.url().includes(ticket), 'the ticket is in the address');
  return ticket;
}

for (const look of everyLook()) {
  test(`the group is quiet, accessible and fits (${look.name})`, async () => {
    await visit(ana, { ...look, name: `nodes ${look.name}` }, async (page) => {
      const answer = await open(page, '/nodes');
      assert.equal(answer.status(), 200);
      await connected(page).waitFor();
      assert.equal(await page.locator('.house').count(), 1);
      assert.equal(await page.locator('svg.map__drawing:visible .map__house').count(), 1);
      const chosen = await page.locator('nav a[href="/nodes"]').getAttribute('aria-current');
      assert.equal(chosen, 'page');
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `nodes ${look.name}`, { docs: true, fullPage: true });
    });
  });

  test(`a house that is alone says what to do, and shows its ticket well (${look.name})`, async () => {
    const alone = await startServer({ args: HOST });
    try {
      await visit(alone, { ...look, name: `ticket ${look.name}` }, async (page) => {
        await open(page, '/nodes');
        await page.locator('.blank').waitFor();
        await assertFits(page);
        await assertAccessible(page);
        await page.locator('form[action="/fn/nodes/invite"] button').click();
        await page.locator('.ticket .qr').waitFor();
        await hydrated(page);
        await assertFits(page);
        await assertAccessible(page);
        await screenshot(page, `ticket ${look.name}`, { fullPage: true });
      });
    } finally {
      await alone.close();
    }
  });
}

for (const js of [true, false]) {
  const how = js ? 'with scripts' : 'without scripts';

  test(`a house is invited by the page, joins by the page, and is put out again (${how})`, async () => {
    const cleo = await startServer({ args: HOST });
    try {
      let ticket;
      await visit(ana, { js, name: `invite ${how}` }, async (page) => {
        await page.goto('/nodes');
        ticket = await invite(page, { mayInvite: false });
        await page.getByText('shown only this once').waitFor();
        assert.equal(await page.locator('.ticket__command code').first().textContent(), `maloca join ${ticket}`);
      });
      await visit(cleo, { js, name: `join ${how}` }, async (page) => {
        await page.goto('/nodes');
        await page.locator('#join-ticket').fill(`  ${ticket.toUpperCase()}\n`);
        await button(page, 'Join').click();
        await page.locator('.house').first().waitFor();
        assert.equal(new URL(page.url()).pathname, '/nodes');
        assert.equal(await page.locator('#join-ticket').count(), 0, 'it is not alone any more');
        assert.match(await page.locator('.me').textContent(), /take part/);
        assert.equal(await page.locator('form[action="/fn/nodes/invite"]').count(), 0, 'it may not invite');
      });
      const id = (await (await fetch(`${cleo.url}/api/v1/nodes`)).json()).me.id;
      await visit(ana, { js, name: `revoke ${how}` }, async (page) => {
        await (js ? open(page, '/nodes') : page.goto('/nodes'));
        const row = page.locator('.house', { hasText: id.slice(0, 8) });
        await row.getByText('Put out', { exact: true }).filter({ visible: true }).click();
        const place = js ? page.getByRole('dialog') : row;
        await button(place, 'Put it out now').click();
        await page.locator('.house').first().waitFor();
        await row.waitFor({ state: 'detached' });
      });
    } finally {
      await cleo.close();
    }
  });

  test(`a text that is no ticket is refused with what to do (${how})`, async () => {
    const alone = await startServer({ args: HOST });
    try {
      await visit(alone, { js, name: `no ticket ${how}`, expect: [/ 422/] }, async (page) => {
        await page.goto('/nodes');
        await page.locator('#join-ticket').fill('hello');
        await button(page, 'Join').click();
        await page.getByText('a ticket begins with maloca1').waitFor();
      });
    } finally {
      await alone.close();
    }
  });
}

test('a ticket is shown once', async () => {
  await visit(ana, { name: 'ticket once', expect: [/ 404/] }, async (page) => {
    await open(page, '/nodes');
    await invite(page);
    await hydrated(page);
    await page.reload();
    await page.getByText('This ticket was shown already').waitFor();
    assert.equal(await page.locator('.ticket').count(), 0);
  });
});

test('who comes and goes is seen without loading the page anew', async () => {
  const cleo = await startServer({ args: HOST });
  try {
    await visit(ana, { name: 'nodes live' }, async (page) => {
      await open(page, '/nodes');
      const before = await page.locator('.house').count();
      await joins(cleo, await ticketOf(ana));
      await page.locator('.house').nth(before).waitFor();
      const { me } = await (await fetch(`${cleo.url}/api/v1/nodes`)).json();
      await cleo.stop();
      const row = page.locator('.house', { hasText: me.id.slice(0, 8) });
      await row.getByText('Away', { exact: true }).waitFor();
      const out = await fetch(`${ana.url}/api/v1/nodes/${me.id}`, { method: 'DELETE' });
      assert.equal(out.status, 204);
      await row.waitFor({ state: 'detached' });
    });
  } finally {
    await cleo.close();
  }
});

test('putting out is asked first, by keyboard too', async () => {
  await visit(ana, { name: 'revoke keyboard' }, async (page) => {
    await open(page, '/nodes');
    const put = page.locator('.house__end button').first();
    await put.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor();
    await assertAccessible(page);
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    assert.ok(await put.evaluate((one) => one === document.activeElement), 'the focus went elsewhere');
    assert.equal(await page.locator('.house').count(), 1);
  });
});

test('guests see the group and nothing that they may not do', async () => {
  const house = await startServer({ args: DOOR });
  try {
    await visit(house, { name: 'nodes guest' }, async (page) => {
      await open(page, '/nodes');
      await page.locator('.blank').waitFor();
      assert.equal(await page.locator('form[method="post"][action^="/fn/nodes/"]').count(), 0);
      await assertAccessible(page);
    });
  } finally {
    await house.close();
  }
});

test('a shut door says how it is opened', async () => {
  const house = await startServer({ args: ['--guests', 'read,manage'] });
  try {
    await visit(house, { name: 'nodes shut' }, async (page) => {
      await open(page, '/nodes');
      assert.match(await page.locator('.me').textContent(), /maloca serve --peers 0\.0\.0\.0:19501/);
      assert.equal(await page.locator('form[action^="/fn/nodes/"]').count(), 0);
    });
  } finally {
    await house.close();
  }
});

for (const js of [true, false]) {
  test(`a search of the group says what it found (js ${js})`, async () => {
    await visit(ana, { js, name: `search ${js}` }, async (page) => {
      await page.goto('/nodes');
      await page.locator('#q').fill('no such file & more');
      await button(page, 'Search').click();
      await page.getByText('No house shares a file with such a name').waitFor();
      assert.equal(await page.locator('#q').inputValue(), 'no such file & more');
    });
  });
}
