// What ccxt makes of each row of the table of refusals: the file named by --rows has them as [{ code, status, body }]. They are answered
// by a server of its own, because not every circumstance can be arranged. Only `outcome-unknown` may say "perhaps executed".

import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import ccxt from 'ccxt';
import { assert, finish, refuses, rowsFile, step } from './tour.mjs';

const expected = new Map(Object.entries({
  AuthenticationError: ['unknown-endpoint', 'never-signed', 'endpoint-not-allowed', 'stream-not-passed', 'unknown-bot', 'bad-key-format', 'bad-signature'],
  InvalidNonce: ['timestamp-too-old', 'timestamp-ahead', 'timestamp-before-start'],
  InvalidOrder: [
    'replayed', 'symbol-not-allowed', 'order-type-not-allowed', 'parameter-not-allowed', 'max-notional', 'market-facts-unfit', 'number-overflow',
    'budget-orders', 'budget-notional', 'budget-turnover', 'budget-loss',
  ],
  BadRequest: [
    'illegal-characters', 'duplicate-parameter', 'missing-parameter', 'unknown-parameter', 'empty-parameter', 'malformed-number', 'too-many-digits',
    'request-too-long', 'recv-window-too-long', 'forbidden-parameter', 'body-not-expected', 'malformed-timestamp', 'invalid-side',
    'invalid-order-type', 'invalid-time-in-force', 'incomplete-order',
    'signer-locked', 'signer-gone', 'courier-gone', 'key-not-active', 'key-unreachable', 'clock-apart', 'exchange-unreachable', 'busy', 'not-recorded',
  ],
  DDoSProtection: ['rate-stop', 'order-rate-stop'],
  RequestTimeout: ['outcome-unknown'],
}).flatMap(([name, codes]) => codes.map((code) => [code, ccxt[name]])));

const rows = JSON.parse(readFileSync(rowsFile, 'utf8'));
let current;
const server = createServer((request, response) => {
  request.resume();
  response.writeHead(current.status, { 'Content-Type': 'application/json;charset=UTF-8' });
  response.end(current.body);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const exchange = new ccxt.binance({ apiKey: 'a', secret: 'b', enableRateLimit: false });
exchange.urls.api.private = `http://127.0.0.1:${server.address().port}/api/v3`;

for (const row of rows) {
  current = row;
  await step(row.code, async () => {
    const errorClass = expected.get(row.code);
    assert(errorClass !== undefined, 'nobody said what ccxt is to make of it');
    const saysPerhaps = [ccxt.RequestTimeout, ccxt.ExchangeNotAvailable].some((unknown) => errorClass === unknown || errorClass.prototype instanceof unknown);
    assert(saysPerhaps === (row.code === 'outcome-unknown'), `${errorClass.name} is no word for it`);
    await refuses(errorClass, row.words, () => exchange.privatePostOrder({ symbol: 'BTCUSDT' }));
  });
}

server.close();
server.closeAllConnections();
finish();
