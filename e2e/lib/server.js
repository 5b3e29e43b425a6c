// A house of its own for each test file: the executable on a free port, with a data directory that is thrown away.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../../target/release/maloca', import.meta.url));
const BIN = process.env.MALOCA_BIN ?? BUILT;

/** Doors that a test does not ask for stay shut, so that tests can run beside each other and a real house. */
const SHUT = ['--hftp', 'off', '--http09', 'off', '--labs', 'off', '--grpc', 'off', '--peers', 'off'];

/** A hang limit, not an expectation. */
const START_MS = 30_000;
const STOP_MS = 15_000;

/**
 * Starts a house and waits until all of its doors are open.
 *
 * @param {object} [options]
 * @param {string[]} [options.args] flags of `maloca serve`; a door's flag given here opens it
 * @param {Record<string, string>} [options.env] added to the environment
 * @returns {Promise<Server>}
 */
export async function startServer({ args = [], env = {} } = {}) {
  const data = await mkdtemp(join(tmpdir(), 'maloca-e2e-'));
  const server = new Server(data, args, env);
  await server.start();
  return server;
}

/** A running house; `url` is its web address without a slash at the end. */
export class Server {
  #args;
  #env;
  #child = null;
  #listen = '127.0.0.1:0';

  constructor(data, args, env) {
    this.data = data;
    this.#args = args;
    this.#env = env;
    this.output = '';
    this.addresses = {};
  }

  /** The web address, such as `http://127.0.0.1:41234`. */
  get url() {
    return `http://${this.addresses.web}`;
  }

  /** Starts it, again under the address it had before if it ran already, so that open pages find it. */
  async start() {
    const own = ['--listen', this.#listen, '--data', this.data];
    const args = ['serve', ...own, ...SHUT.filter(notGiven(this.#args)), ...this.#args];
    await rm(this.#addressFile(), { force: true });
    const env = { ...foreign(process.env), ...this.#env };
    this.#child = spawn(BIN, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#child.on('error', (error) => (this.output += `${BIN}: ${error.message}\n`));
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => (this.output += text));
    }
    this.addresses = await this.#waitForAddresses();
    this.#listen = this.addresses.web;
  }

  /** SIGKILL: what is not on disk now is lost. */
  async kill() {
    await this.#end('SIGKILL');
  }

  /** SIGTERM, as the system does; an exit code other than 0 is an error. */
  async stop() {
    const code = await this.#end('SIGTERM');
    if (code !== 0) throw new Error(`maloca ended with ${code} after SIGTERM:\n${this.output}`);
  }

  /** Stops it and throws its data away; for `after`. */
  async close() {
    try {
      if (this.#isRunning()) await this.stop();
    } finally {
      await this.#end('SIGKILL');
      await rm(this.data, { recursive: true, force: true });
    }
  }

  #addressFile() {
    return join(this.data, 'run', 'addresses.json');
  }

  #isRunning() {
    return this.#child?.pid !== undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async #waitForAddresses() {
    const end = Date.now() + START_MS;
    while (Date.now() < end && this.#isRunning()) {
      const text = await readFile(this.#addressFile(), 'utf8').catch(() => null);
      if (text !== null) return JSON.parse(text);
      await sleep(20);
    }
    await this.#end('SIGKILL');
    throw new Error(`maloca did not open its doors:\n${this.output}`);
  }

  async #end(signal) {
    if (!this.#isRunning()) return this.#child?.exitCode ?? null;
    const ended = once(this.#child, 'exit');
    this.#child.kill(signal);
    const limit = setTimeout(() => this.#child.kill('SIGKILL'), STOP_MS);
    const [code] = await ended;
    clearTimeout(limit);
    return code;
  }
}

/** The environment without settings that somebody made for a house of their own. */
function foreign(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('MALOCA_')));
}

/** Keeps those flags, each with its value, that are not among the given ones. */
function notGiven(given) {
  return (_, at, all) => !given.includes(all[at - (at % 2)]);
}
