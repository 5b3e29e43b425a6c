// The calculator: preview, answer, tape, errors, keypad, and the plain form.

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

/** Browsers say so when they do not fetch the scripts that a page names, or need not focus its field. */
const NO_SCRIPTS = [/maloca\.js: csp$/, /Autofocus processing was blocked/];

const calculator = (options, body) =>
  onPage(browser, { url: server.url, name: `calc ${options.name}`, ...options }, body);

const field = (page) => page.locator('#expr');
const result = (page) => page.locator('.calc__result');
const final = (page) => page.locator('.calc__value--final .calc__result');
const tape = (page) => page.locator('.tape__item');

/** Types as a person does and waits for the answer of the server. */
async function enter(page, expr) {
  await field(page).fill(expr);
  await field(page).press('Enter');
  await page.locator('.calc__value--final, .calc__wrong').waitFor();
}

for (const look of everyLook()) {
  test(`the calculator is quiet, accessible and fits (${look.name})`, async () => {
    await calculator(look, async (page) => {
      await open(page, '/calc');
      const expressions = ['100 + 10%', 'sqrt(2)', '30!', '2(3+4)/5', '2^10 + 1/3'];
      for (const expr of expressions) {
        await enter(page, expr);
        await tape(page).nth(expressions.indexOf(expr)).waitFor();
      }
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `calc ${look.name}`, { docs: true, fullPage: look.size === 'phone' });
      await enter(page, '2 + sqrr(16)');
      await page.locator('.wrong-at').waitFor();
      await assertFits(page);
      await assertAccessible(page);
      await screenshot(page, `calc wrong ${look.name}`);
    });
  });
}

test('the answer stands there before Enter', async () => {
  await calculator({ name: 'preview' }, async (page) => {
    await open(page, '/calc');
    assert.ok(await field(page).evaluate((it) => it === document.activeElement), 'the field has no focus');
    await page.keyboard.type('2^10');
    await result(page).filter({ hasText: /^1024$/ }).waitFor();
    assert.equal(await tape(page).count(), 0);
    await page.keyboard.type('+');
    await page.locator('.calc__hint').waitFor();
    assert.equal(await page.locator('[role=alert]').count(), 0, 'an unfinished sum is no error');
  });
});

test('Enter appends to the tape, which survives a reload and builds up with ans', async () => {
  await calculator({ name: 'tape' }, async (page) => {
    await open(page, '/calc');
    await page.keyboard.type('1/3');
    await page.keyboard.press('Enter');
    await tape(page).first().waitFor();
    assert.match(await tape(page).first().textContent(), /1\/3.*≈ 0\.333333333333333/);
    assert.equal(new URL(page.url()).searchParams.get('expr'), '1/3');
    await page.keyboard.type('*3');
    assert.equal(await field(page).inputValue(), 'ans*3');
    await result(page).filter({ hasText: /^1$/ }).waitFor();
    await page.keyboard.press('Enter');
    await tape(page).nth(1).waitFor();
    assert.match(await page.locator('[role=status]').first().textContent(), /ans\*3 = 1/);
    await open(page, '/calc');
    assert.equal(await tape(page).count(), 2);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowUp');
    assert.equal(await field(page).inputValue(), '1/3');
    await page.keyboard.press('Escape');
    assert.equal(await field(page).inputValue(), '');
    await tape(page).first().locator('.tape__expr').click();
    assert.equal(await field(page).inputValue(), 'ans*3');
  });
});

test('the tape can be cleared and brought back', async () => {
  await calculator({ name: 'clear' }, async (page) => {
    await open(page, '/calc');
    await enter(page, '6*7');
    await tape(page).first().waitFor();
    await page.locator('.tape__head button').click();
    assert.equal(await tape(page).count(), 0);
    await page.locator('.tape__empty button').click();
    assert.equal(await tape(page).count(), 1);
  });
});

test('an approximate result has more digits', async () => {
  await calculator({ name: 'digits' }, async (page) => {
    await open(page, '/calc');
    await enter(page, 'sqrt(2)');
    const lengths = [];
    for (const digits of ['50', '200', '1000']) {
      await page.locator('.calc__below a.button', { hasText: digits }).click();
      await page.waitForFunction(
        (count) => document.querySelector('.calc__result').textContent.length === count + 1,
        Number(digits),
      );
      lengths.push((await final(page).textContent()).length);
    }
    assert.deepEqual(lengths, [51, 201, 1001]);
    assert.equal(await page.locator('.calc__below a.button').count(), 0);
    assert.equal(await tape(page).count(), 1);
    await assertFits(page);
  });
});

test('an error points at its place and offers the name that was meant', async () => {
  await calculator({ name: 'error' }, async (page) => {
    await open(page, '/calc');
    await enter(page, 'π + sqrr(16)');
    assert.equal(await page.locator('.wrong-at__mark').textContent(), 'sqrr');
    assert.equal(await field(page).getAttribute('aria-invalid'), 'true');
    const marked = await field(page).evaluate((it) => it.value.slice(it.selectionStart, it.selectionEnd));
    assert.equal(marked, 'sqrr');
    assert.equal(await tape(page).count(), 0);
    await page.locator('.calc__wrong a', { hasText: 'sqrt' }).click();
    await final(page).filter({ hasText: '7.14159265358979' }).waitFor();
  });
});

test('an evil expression is answered clearly', async () => {
  await calculator({ name: 'evil', language: 'es' }, async (page) => {
    await open(page, '/calc');
    for (const expr of ['9^9^9^9', '(10^10)!', '('.repeat(500), '9'.repeat(4096)]) {
      await enter(page, expr);
      await page.locator('.calc__wrong, .calc__value--final').waitFor();
      if (expr.length < 20) assert.match(await page.locator('.calc__wrong').textContent(), /números más pequeños/);
      await assertFits(page);
      await page.keyboard.press('Escape');
    }
    await enter(page, '1+1');
    await final(page).filter({ hasText: /^2$/ }).waitFor();
  });
});

test('Spanish reads decimal commas, and points where they are meant', async () => {
  await calculator({ name: 'comma', language: 'es' }, async (page) => {
    await open(page, '/calc');
    for (const [expr, expected] of [
      ['0,1 + 0,2', '0,3'],
      ['max(1,5; 2)', '2'],
      ['gcd(12, 18)', '6'],
      ['0.1 + 0.2', '0.3'],
      ['x = 1,5; 2x', '3'],
      ['x / 7', '0,214285714285714'],
    ]) {
      await enter(page, expr);
      await final(page).filter({ hasText: new RegExp(`^${expected.replace('.', '\\.')}$`) }).waitFor();
    }
    await enter(page, 'max(1,5)');
    await page.locator('.calc__note', { hasText: 'punto y coma' }).waitFor();
  });
});

test('the keypad calculates by touch and leaves the focus where it was', async () => {
  await calculator({ name: 'keypad', size: 'phone' }, async (page) => {
    await open(page, '/calc');
    await page.evaluate(() => document.activeElement.blur());
    const tap = (face) => page.locator('.key').getByText(face, { exact: true }).tap();
    for (const face of ['√', '1', '6', ')', '+', '5', '⌫', '7', 'x²', '=']) await tap(face);
    await final(page).filter({ hasText: /^53$/ }).waitFor();
    assert.equal(await field(page).inputValue(), '√(16)+7^2');
    assert.ok(await field(page).evaluate((it) => it !== document.activeElement), 'the field took the focus');
    for (const face of ['÷', '5', '3', '=']) await tap(face);
    await tape(page).nth(1).waitFor();
    assert.equal(await field(page).inputValue(), 'ans÷53');
    await tap('C');
    assert.equal(await field(page).inputValue(), '');
  });
});

test('an example is answered by a click', async () => {
  await calculator({ name: 'example' }, async (page) => {
    await open(page, '/calc');
    await page.locator('.examples__expr', { hasText: '100 + 10%' }).click();
    await final(page).filter({ hasText: /^110$/ }).waitFor();
    assert.equal(await field(page).inputValue(), '100 + 10%');
  });
});

test('an address is answered, and what it asks is on the tape', async () => {
  await calculator({ name: 'address' }, async (page) => {
    await open(page, '/calc?expr=2%5E10');
    assert.equal(await final(page).textContent(), '1024');
    await tape(page).first().waitFor();
    await page.locator('a[href="/"]').first().click();
    await page.locator('#home-expr').fill('6*7');
    await page.locator('#home-expr').press('Enter');
    await final(page).filter({ hasText: /^42$/ }).waitFor();
  });
});

test('the calculator goes on without its worker', async () => {
  const expect = [/calculator-worker/];
  await calculator({ name: 'no worker', expect }, async (page) => {
    await page.route('**/calculator-worker.js', (route) => route.abort('blockedbyclient'));
    await open(page, '/calc');
    await enter(page, '2+2');
    await final(page).filter({ hasText: /^4$/ }).waitFor();
  });
});

test('without scripts the form answers, and so do examples, errors and more digits', async () => {
  await calculator({ name: 'without scripts', js: false, expect: NO_SCRIPTS }, async (page) => {
    await page.goto('/calc');
    assert.equal(await page.locator('.keypad').isVisible(), false);
    await field(page).fill('1/7');
    await field(page).press('Enter');
    assert.equal(await final(page).textContent(), '0.142857142857143');
    assert.equal(await field(page).inputValue(), '1/7');
    await page.locator('.calc__below a', { hasText: '50' }).click();
    assert.equal((await final(page).textContent()).length, 52);
    await field(page).fill('2 + sqrr(4)');
    await page.locator('.calc__go').click();
    assert.equal(await page.locator('.wrong-at__mark').textContent(), 'sqrr');
    await page.locator('.calc__wrong a').click();
    assert.equal(await final(page).textContent(), '4');
    await page.locator('.examples__expr', { hasText: '100!' }).click();
    assert.match(await final(page).textContent(), /^9332621544/);
    await screenshot(page, 'calc without scripts');
  });
});
