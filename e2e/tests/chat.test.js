// The chat: two browsers talk, nothing is lost, and it works without scripts.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { everyLook, openBrowser } from '../lib/browser.js';
import { assertAccessible, assertFits, hydrated, onPage, open, screenshot } from '../lib/page.js';
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

/** What a browser says when the house it talks to is gone. */
const GONE = [/WebSocket/, /ERR_CONNECTION/, /ERR_SOCKET/];

const field = (page) => page.locator('#say');
const message = (page, text) => page.locator('.message', { hasText: text });
const live = (page) => page.locator('.pill--good').waitFor();

/** Takes a name in a room and waits until it is live. */
async function join(page, nick, path = '/chat/general') {
  await open(page, path);
  await page.locator('#nick').fill(nick);
  await page.getByRole('button', { name: /Join in|Participar/ }).click();
  await field(page).waitFor();
  await live(page);
}

async function say(page, text) {
  await field(page).fill(text);
  await field(page).press('Enter');
}

async function post(path, body, token, house = server) {
  const headers = token ? { authorization: `Bearer ${token}` } : {};
  const answer = await fetch(`${house.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.ok(answer.status < 300, `${path}: ${answer.status}`);
  return answer.json();
}

const enter = async (nick) => (await post('/sessions', { nick })).token;

/** A room of its own for a test. */
async function room(name, title = name) {
  await post('/rooms', { name, title });
  return `/chat/${name}`;
}

test('two browsers chat, and each line appears in the other', async () => {
  await onPage(browser, { url: server.url, name: 'chat ana' }, async (ana) => {
    await onPage(browser, { url: server.url, language: 'es', name: 'chat ben' }, async (ben) => {
      await join(ana, 'ana');
      await join(ben, 'ben');
      await say(ana, 'hello **ben**');
      await message(ben, 'hello ben').locator('strong').waitFor();
      await say(ben, 'hola\n`2 + 2`');
      await message(ana, 'hola').locator('code').waitFor();
      await message(ana, 'hello ben').waitFor();
      assert.equal(await message(ana, 'hello ben').count(), 1);
      await ana.reload();
      await hydrated(ana);
      await message(ana, 'hola').waitFor();
      assert.equal(await message(ana, 'hello ben').count(), 1);
    });
  });
});

test('one edits, answers and deletes with the keyboard, and the other sees it', async () => {
  const path = await room('keys');
  await onPage(browser, { url: server.url, name: 'keys one' }, async (one) => {
    await onPage(browser, { url: server.url, name: 'keys two' }, async (two) => {
      await join(one, 'kay', path);
      await join(two, 'leo', path);
      await say(one, 'frist');
      await message(two, 'frist').waitFor();
      await field(one).press('ArrowUp');
      assert.equal(await field(one).inputValue(), 'frist');
      await say(one, 'first');
      await message(two, 'first').getByText('(edited)').waitFor();

      await two.locator('#log').focus();
      await two.keyboard.press('ArrowUp');
      await two.keyboard.press('Tab');
      assert.equal(await two.locator(':focus').innerText(), 'Reply');
      await two.keyboard.press('Enter');
      await two.getByText('Replying to kay').waitFor();
      await say(two, 'second');
      await message(one, 'second').locator('.message__reply', { hasText: 'first' }).waitFor();

      await one.locator('#log').focus();
      await one.keyboard.press('ArrowUp');
      await one.keyboard.press('ArrowUp');
      await one.keyboard.press('Tab');
      await one.keyboard.press('Tab');
      await one.keyboard.press('Tab');
      assert.equal(await one.locator(':focus').innerText(), 'Delete');
      await one.keyboard.press('Enter');
      await one.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
      await two.getByText('This message was deleted.').waitFor();
      assert.equal(await one.getByRole('dialog').count(), 0);
    });
  });
});

test('a message that is sent while the house is killed arrives once', async () => {
  const path = await room('storm');
  await onPage(browser, { url: server.url, name: 'storm', expect: GONE }, async (page) => {
    await join(page, 'mia', path);
    await say(page, 'before');
    await server.kill();
    await page.locator('.pill--bad, .pill--busy').first().waitFor();
    await say(page, 'meanwhile one');
    await say(page, 'meanwhile two');
    await message(page, 'meanwhile two').getByText('Sending…').waitFor();
    await server.start();
    await live(page);
    await page.getByText('Sending…').first().waitFor({ state: 'detached' });
    const answer = await fetch(`${server.url}/api/v1/rooms/storm/messages`);
    const { messages } = await answer.json();
    assert.deepEqual(messages.map((one) => one.text), ['before', 'meanwhile one', 'meanwhile two']);
    assert.equal(await page.locator('.message').count(), 3);
  });
});

test('a message that waits through a reload arrives once', async () => {
  const path = await room('patience');
  await onPage(browser, { url: server.url, name: 'patience' }, async (page) => {
    await join(page, 'noa', path);
    let isOpen = false;
    await page.routeWebSocket('**/ws', (socket) => isOpen && socket.connectToServer());
    await page.reload();
    await hydrated(page);
    await say(page, 'kept');
    await message(page, 'kept').getByText('Sending…').waitFor();
    isOpen = true;
    await page.reload();
    await live(page);
    await page.getByText('Sending…').waitFor({ state: 'detached' });
    const answer = await fetch(`${server.url}/api/v1/rooms/patience/messages`);
    assert.deepEqual((await answer.json()).messages.map((one) => one.text), ['kept']);
    assert.equal(await message(page, 'kept').count(), 1);
  });
});

test('history is brought in as one scrolls up, and the page does not jump', async () => {
  const path = await room('long');
  const token = await enter('historian');
  for (let n = 1; n <= 160; n += 1) await post('/rooms/long/messages', { text: `line ${n}.` }, token);
  await onPage(browser, { url: server.url, name: 'long' }, async (page) => {
    await open(page, path);
    await live(page);
    const top = (text) => message(page, text).evaluate((one) => one.getBoundingClientRect().top);
    assert.equal(await page.locator('.message').count(), 50);
    await message(page, 'line 160.').waitFor();
    await page.locator('#log').evaluate((log) => (log.scrollTop = -(log.scrollHeight - log.clientHeight - 300)));
    const before = await top('line 120.');
    await message(page, 'line 61.').waitFor({ state: 'attached' });
    assert.ok(Math.abs((await top('line 120.')) - before) <= 1, `the page jumped by ${(await top('line 120.')) - before} when history came`);

    await post('/rooms/long/messages', { text: 'line 161.' }, token);
    await page.getByRole('button', { name: '1 new message' }).waitFor();
    const moved = Math.abs((await top('line 120.')) - before);
    assert.ok(moved <= 1, `the page jumped by ${moved} pixels when a message came`);
    await page.getByRole('button', { name: '1 new message' }).click();
    await page.locator('.divider--unread').waitFor();
    await message(page, 'line 161.').waitFor();
    await page.getByRole('button', { name: '1 new message' }).waitFor({ state: 'detached' });
  });
});

test('an older part of the history is read on until it is live', async () => {
  await onPage(browser, { url: server.url, name: 'window' }, async (page) => {
    await open(page, '/chat/long?before=61');
    await message(page, 'line 60.').waitFor();
    const top = () => message(page, 'line 60.').evaluate((one) => one.getBoundingClientRect().top);
    const before = await top();
    await page.getByRole('link', { name: 'Newer messages' }).click();
    await message(page, 'line 110.').waitFor({ state: 'attached' });
    assert.ok(Math.abs((await top()) - before) <= 60, `the page jumped by ${(await top()) - before}`);
    for (let tries = 0; tries < 100 && (await page.locator('.pill--good').count()) === 0; tries += 1) {
      await page.locator('#log').evaluate((log) => log.scrollBy(0, 1e6));
      await page.waitForTimeout(50);
    }
    await live(page);
    assert.equal(await message(page, 'line 61.').count(), 1);
    await post('/rooms/long/messages', { text: 'line 162.' });
    await message(page, 'line 162.').waitFor({ state: 'attached' });
  });
});

test('a room is opened, and what happens elsewhere is counted', async () => {
  await onPage(browser, { url: server.url, name: 'lobby open' }, async (page) => {
    await open(page, '/chat');
    await page.getByLabel('Open a room').fill('Señales y Sistemas');
    await page.getByRole('button', { name: 'Open' }).click();
    await page.waitForURL('**/chat/senales-y-sistemas');
    await live(page);
    await post('/rooms/general/messages', { text: 'psst' });
    await page.locator('.room-link', { hasText: 'general' }).locator('.badge', { hasText: '1' }).waitFor();
    await page.locator('.room-link', { hasText: 'general' }).click();
    await message(page, 'psst').waitFor();
    await live(page);
  });
});

test('without scripts one takes a name, reads and posts', async () => {
  const path = await room('plain');
  await onPage(browser, { url: server.url, js: false, name: 'plain', expect: [/maloca\.js: csp/] }, async (page) => {
    await page.goto(path);
    await page.locator('#nick').fill('otto');
    await page.getByRole('button', { name: 'Join in' }).click();
    await page.waitForURL(`**${path}`);
    await field(page).fill('with a *form*');
    await page.getByRole('button', { name: 'Send' }).click();
    await message(page, 'with a form').locator('em').waitFor();
    assert.equal(new URL(page.url()).pathname, path);
    await page.reload();
    assert.equal(await page.locator('.message').count(), 1);
    await page.goto('/chat/long');
    await page.getByRole('link', { name: 'Older messages' }).click();
    await message(page, 'line 100.').waitFor();
    await page.getByRole('link', { name: 'Newer messages' }).click();
    await message(page, 'line 140.').waitFor();
  });
});

test('what is written cannot do harm', async () => {
  const path = await room('evil');
  const text = '<img src=x onerror=alert(1)> [x](javascript:alert(2)) <script>alert(3)</script>';
  await post('/rooms/evil/messages', { text });
  await onPage(browser, { url: server.url, name: 'evil' }, async (page) => {
    page.on('dialog', () => assert.fail('a script ran'));
    await open(page, path);
    await message(page, '<script>alert(3)</script>').waitFor();
    assert.equal(await page.locator('.prose :is(img, script, a[href^="javascript"])').count(), 0);
  });
});

/** A house as one would find it in a class. */
async function furnish(house) {
  const at = (path, body, token) => post(path, body, token, house);
  const enter = async (nick) => (await at('/sessions', { nick })).token;
  const [ana, julian, sofia] = await Promise.all(['Ana María', 'Julián', 'Sofía'].map(enter));
  await at('/rooms', { name: 'redes', title: 'Redes y comunicaciones' });
  await at('/rooms', { name: 'calculo', title: 'Cálculo II' });
  const say = (token, text, reply) => at('/rooms/redes/messages', { text, reply_to: reply?.id }, token);
  await at('/rooms/general/messages', { text: 'Bienvenidos. El aula queda abierta hasta las 6.' }, ana);
  await at('/rooms/calculo/messages', { text: '¿Alguien tiene los apuntes del jueves?' }, sofia);
  await say(ana, '¡Buenos días! Hoy toca el laboratorio 4: **transferencia de archivos**.');
  await say(ana, 'Los pasos:\n\n1. Abran el capturador.\n2. Bajen `datos.bin` con HFTP.\n3. Comparen el resumen.');
  const question = await say(julian, '¿Cuál era el puerto? No lo encuentro en la guía.');
  await say(sofia, 'El `19500`. Así me funcionó:\n\n```sh\nmaloca hftp get 192.0.2.7 datos.bin\n```', question);
  await say(julian, 'Listo, 34 MB en 3 s. ¡Gracias!');
  await at('/rooms/redes/messages', { text: 'también se puede desde la terminal' });
}

describe('in a class', () => {
  const NAMES = ['Valentina', 'Mateo', 'Luna', 'Tomás', 'Emilia', 'Simón', 'Gabriela', 'Nicolás'];
  let house;

  before(async () => {
    house = await startServer();
    await furnish(house);
  });

  after(async () => house?.close());

  for (const [at, look] of everyLook().entries()) {
    test(`the chat is quiet, accessible and fits (${look.name})`, async () => {
      await onPage(browser, { ...look, url: house.url, name: `chat ${look.name}` }, async (page) => {
        const answer = await open(page, '/chat/redes');
        assert.equal(answer.status(), 200);
        await live(page);
        await assertFits(page);
        await assertAccessible(page);
        await screenshot(page, `chat without a name ${look.name}`);
        await join(page, NAMES[at], '/chat/redes');
        await assertFits(page);
        await assertAccessible(page);
        await screenshot(page, `chat ${look.name}`, { docs: true });
        await open(page, '/chat');
        await assertFits(page);
        await assertAccessible(page);
        await screenshot(page, `chat rooms ${look.name}`);
      });
    });
  }
});

test('a room that does not exist is a page that says so', async () => {
  const expected = [/404/];
  await onPage(browser, { url: server.url, name: 'nowhere', expect: expected }, async (page) => {
    const answer = await open(page, '/chat/nowhere');
    assert.equal(answer.status(), 404);
    await page.getByRole('alert').waitFor();
  });
});
