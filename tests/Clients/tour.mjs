// Runs named steps in order, prints `ok NAME` or `FAIL NAME: why` for each, and ends with status 1 when any failed.
// The account behind the credential holds at least 500 USDT and 0.01 BTC, and no LTC; the credential may trade BTCUSDT and LTCUSDT.

import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    'base-url': { type: 'string' },
    'api-key-file': { type: 'string' },
    'secret-file': { type: 'string' },
    only: { type: 'string' },
    rows: { type: 'string' },
  },
});

for (const name of ['base-url', 'api-key-file', 'secret-file']) {
  if (values[name] === undefined) {
    console.error(`error: --${name} is missing`);
    process.exit(2);
  }
}

export const baseUrl = values['base-url'].replace(/\/$/, '');
export const apiKey = readFileSync(values['api-key-file'], 'utf8').trim();
export const secret = readFileSync(values['secret-file'], 'utf8').trim();
export const rowsFile = values.rows;

let failed = 0;

/** Runs a step. With --only NAME it is left out, unless it has that name or others need what it finds (`always`). */
export async function step(name, run, { always = false } = {}) {
  if (values.only !== undefined && values.only !== name && !always) {
    return;
  }

  try {
    await run();
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    const detail = error instanceof Error ? `${error.constructor.name}: ${error.message}` : String(error);
    console.log(`FAIL ${name}: ${detail.replaceAll('\n', ' ').slice(0, 500)}`);
  }
}

export function finish() {
  process.exitCode = failed === 0 ? 0 : 1;
}

export function assert(condition, why) {
  if (!condition) {
    throw new Error(why);
  }
}

/** Expects an error of exactly that class, whose message holds the text. */
export async function refuses(errorClass, text, run) {
  let result;
  try {
    result = await run();
  } catch (error) {
    assert(error.constructor === errorClass, `expected ${errorClass.name}, got ${error.constructor.name}: ${error.message}`);
    assert(`${error.code ?? ''} ${error.message}`.includes(text), `expected the words "${text}", got: ${error.message}`);
    return;
  }

  throw new Error(`expected ${errorClass.name}, but it was accepted: ${JSON.stringify(result).slice(0, 200)}`);
}

/** Runs with `Date.now` moved, for the timestamps of libraries that read it at each request. */
export async function withClockMoved(milliseconds, run) {
  const now = Date.now;
  Date.now = () => now() + milliseconds;
  try {
    return await run();
  } finally {
    Date.now = now;
  }
}
