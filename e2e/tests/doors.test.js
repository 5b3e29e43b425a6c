// The page of the doors: what it says about each, what is counted, and the bytes of an exchange.

import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { assertAccessible, assertFits, onPage, open, screenshot } from '../lib/page.js';
import { startServer } from '../lib/server.js';
import { treeOf } from '../lib/tree.js';

const FREE = '127.0.0.1:0';

let server;
let browser;

before(async () => {
  const args = ['--hftp', FREE, '--http09', FREE, '--labs', FREE, '--grpc', FREE];
  [server, browser] = await Promise.all([startServer({ args }), openBrowser()]);
  await writeFile(join(treeOf(server), 'README.md'), '!Que calor que hace hoy, pinta una birra!\n');
  await writeFile(join(treeOf(server), 'ñandú.txt'), 'x');
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Asks a door for something and waits until it has closed. */
async function ask(address, request) {
  const [host, port] = address.split(':');
  const socket = connect({ host, port: Number(port) });
  socket.end(request);
  let answer = '';
  for await (const chunk of socket) answer += chunk;
  return answer;
}

const counter = (page, door, label) =>
  page
    .locator(`.door:has(#door-${door}) .counter`, { has: page.getByText(label, { exact: true }) })
    .locator('.counter__value');

for (const look of everyLook()) {
  test(`the doors are quiet, accessible and fit (${look.name})`, async () => {
    await onPage(browser, { ...look, url: server.url, name: `doors ${look.name}` }, async (page) => {
      const answer = await open(page, '/doors');
      assert.equal(answer.status(), 200);
      assert.equal(await page.locator('.door').count(), 9);
      assert.equal(await page.locator('.door--open').count(), 7);
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `doors ${look.name}`, { docs: true, fullPage: true });
    });
  });

  test(`an exchange is quiet, accessible and fits (${look.name})`, async () => {
    await onPage(browser, { ...look, url: server.url, name: `exchange ${look.name}` }, async (page) => {
      await open(page, '/doors?ask=get_slice&file=README.md&offset=5&size=20&go=1#exchange');
      await page.locator('.bytes--received').first().waitFor();
      for (const hex of await page.locator('.bytes__hex summary').all()) await hex.click();
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `exchange ${look.name}`, { fullPage: true });
    });
  });
}

test('what somebody does at a door is counted before the eyes of who looks', async () => {
  await onPage(browser, { url: server.url, name: 'doors counting' }, async (page) => {
    await open(page, '/doors');
    const before = Number(await counter(page, 'hftp', 'Requests').textContent());
    assert.match(await ask(server.addresses.hftp, 'help\r\nnonsense\r\n'), /^0 OK\r\n.*200 /s);
    await page.waitForFunction(
      ([path, count]) => Number(document.evaluate(path, document).iterateNext().textContent) === count,
      ['//article[.//h2[@id="door-hftp"]]//div[dt="Requests"]/dd', before + 2],
    );
    assert.ok(Number(await counter(page, 'hftp', 'Errors').textContent()) >= 1);
  });
});

test('the page opens its own door and shows each byte, beside the way of today', async () => {
  await onPage(browser, { url: server.url, name: 'exchange hftp' }, async (page) => {
    await open(page, '/doors');
    await page.locator('.trial__ask', { hasText: /^get_metadata$/ }).click();
    await page.locator('#slot-file').fill('README.md');
    await page.getByRole('button', { name: 'Send' }).click();
    const old = page.locator('.exchange__side').first();
    assert.equal(await old.locator('.bytes--sent .bytes__text').first().textContent(), 'get_metadata README.mdCRLF\n');
    assert.equal(await old.locator('.bytes--received .bytes__text').first().textContent(), '0 OKCRLF\n42CRLF\n');
    const today = page.locator('.exchange__side').nth(1);
    assert.match(await today.locator('.code-line__text').textContent(), /^curl -I http.*\/raw\/README\.md$/);
    assert.match(await today.locator('.bytes--received .bytes__text').first().textContent(), /^HTTP\/1\.1 200 OK/);
  });
});

test('a call of gRPC is shown as bytes, as frames and as what it means', async () => {
  await onPage(browser, { url: server.url, name: 'exchange grpc' }, async (page) => {
    await open(page, '/doors?ask=Evaluate&expr=2%5E10&go=1');
    assert.match(await page.locator('.exchange__meaning').textContent(), /grpc-status: 0 .*"1024"/);
    assert.ok((await page.locator('.frames__table tbody tr').count()) >= 5);
    await assertFits(page);
    await assertAccessible(page);
    await screenshot(page, 'exchange grpc', { fullPage: true });
  });
});

for (const js of [true, false]) {
  test(`requests are tried ${js ? 'with' : 'without'} scripts, and what changes something needs a button`, async () => {
    await onPage(browser, { url: server.url, js, name: `exchange js ${js}` }, async (page) => {
      const received = () => page.locator('.bytes--received .bytes__text').first().textContent();
      await page.goto('/doors?ask=http09');
      await page.locator('#slot-path').fill('/README.md');
      await page.locator('.trial__go').click();
      assert.equal(await received(), '!Que calor que hace hoy, pinta una birra!LF\n');
      await page.locator('.trial__door', { hasText: 'HFTP' }).click();
      await page.locator('.trial__ask', { hasText: 'free bytes' }).click();
      await page.locator('#slot-bytes').fill('help\\n');
      await page.locator('.trial__go').click();
      assert.equal(await received(), '100 BAD EOLCRLF\n');

      const nick = `lab${js}`;
      await page.goto(`/doors?ask=user&nick=${nick}&go=1`);
      assert.equal(await page.locator('.bytes').count(), 0, 'a link took a name');
      await page.locator('.trial__go').click();
      assert.match(await received(), /^HTTP\/1\.1 201 /);
      await page.goto(`/doors?ask=say&nick=${nick}&text=through-the-page`);
      await page.locator('.trial__go').click();
      assert.match(await received(), /^HTTP\/1\.1 200 /);
      const lines = await (await fetch(`${server.url}/chat/general`)).text();
      assert.match(lines, new RegExp(`${nick}: through-the-page`));
    });
  });
}

test('a value that could begin a line of its own is refused', async () => {
  const expect = [/answer 422/, /console error: .*422/];
  await onPage(browser, { url: server.url, expect, name: 'exchange refused' }, async (page) => {
    const answer = await open(page, '/doors?ask=get_metadata&file=a%0D%0Aquit&go=1');
    assert.equal(answer.status(), 422);
    await page.locator('.notice--bad').waitFor();
    assert.equal(await page.locator('.bytes').count(), 0);
  });
});

test('a shut door says how it is opened, and nothing goes through it', async () => {
  const shut = await startServer();
  try {
    const expect = [/answer 404/, /console error: .*404/];
    await onPage(browser, { url: shut.url, expect, name: 'doors shut' }, async (page) => {
      await open(page, '/doors');
      assert.equal(await page.locator('.door--shut').count(), 6);
      assert.match(await page.locator('.door:has(#door-hftp)').textContent(), /--hftp 0\.0\.0\.0:19500/);
      await assertAccessible(page);
      await open(page, '/doors?ask=help&go=1');
      await page.locator('.notice--bad').waitFor();
    });
  } finally {
    await shut.close();
  }
});
