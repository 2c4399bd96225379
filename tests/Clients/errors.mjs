// What ccxt makes of Countersign's refusals: the ordinary errors of the exchange, and never one that a bot reads as "perhaps executed",
// but where nobody knows. Each step has a circumstance that the caller arranges: see tests/EndToEnd/Clients.

import ccxt from 'ccxt';
import { apiKey, assert, baseUrl, finish, refuses, secret, step } from './tour.mjs';

const symbol = 'BTC/USDT';

function connect(credentials = { apiKey, secret }) {
  const exchange = new ccxt.binance({ ...credentials, enableRateLimit: false, timeout: 30000, options: { fetchCurrencies: false } });
  for (const [name, url] of Object.entries(exchange.urls.api)) {
    if (typeof url === 'string') {
      exchange.urls.api[name] = url.replace(/^https?:\/\/[^/]+/, baseUrl);
    }
  }

  return exchange;
}

/** An error of that class, with these words, that does not say that the outcome is unknown. */
async function refusedForSure(errorClass, text, run) {
  for (const unknown of [ccxt.RequestTimeout, ccxt.ExchangeNotAvailable]) {
    assert(!(errorClass.prototype instanceof unknown) && errorClass !== unknown, `${errorClass.name} says "perhaps executed"`);
  }

  await refuses(errorClass, text, run);
}

const order = (amount = 0.001, price = 50000) => ({
  symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: String(amount), price: String(price),
});

await step('order-above-the-limit', () => refusedForSure(ccxt.InvalidOrder, 'countersign max-notional',
  () => connect().privatePostOrder(order(0.02, 60000))));

await step('symbol-not-in-the-policy', () => refusedForSure(ccxt.InvalidOrder, 'countersign symbol-not-allowed',
  () => connect().privatePostOrder({ ...order(), symbol: 'DUSTUSDT' })));

await step('parameter-unknown', () => refusedForSure(ccxt.BadRequest, 'countersign unknown-parameter',
  () => connect().privatePostOrder({ ...order(), smuggled: '1' })));

await step('withdrawal', () => refusedForSure(ccxt.AuthenticationError, 'countersign never-signed',
  () => connect().sapiPostCapitalWithdrawApply({ coin: 'BTC', address: 'thief', amount: '1' })));

// ccxt takes a -2015 for a passing ban once another signed call went well, with the real exchange too. It is no "perhaps executed".
await step('withdrawal-by-a-bot-that-trades', async () => {
  const trading = connect();
  await trading.privateGetAccount();
  await refusedForSure(ccxt.DDoSProtection, 'countersign never-signed',
    () => trading.sapiPostCapitalWithdrawApply({ coin: 'BTC', address: 'thief', amount: '1' }));
});

await step('endpoint-not-in-the-policy', () => refusedForSure(ccxt.AuthenticationError, 'countersign endpoint-not-allowed',
  () => connect().sapiPostMarginOrder({ symbol: 'BTCUSDT', side: 'BUY', type: 'MARKET', quantity: '0.001' })));

await step('bad-signature', () => refusedForSure(ccxt.AuthenticationError, 'countersign bad-signature',
  () => connect({ apiKey, secret: 'A'.repeat(64) }).privatePostOrder(order())));

await step('unknown-key', () => refusedForSure(ccxt.AuthenticationError, 'countersign unknown-bot',
  () => connect({ apiKey: 'A'.repeat(64), secret }).privatePostOrder(order())));

await step('stale-timestamp', async () => {
  const late = connect();
  late.nonce = () => Date.now() - 60000;
  await refusedForSure(ccxt.InvalidNonce, 'countersign timestamp-too-old', () => late.privatePostOrder(order()));
});

await step('replayed', async () => {
  const repeating = connect();
  const now = Date.now();
  repeating.nonce = () => now;
  const same = { ...order(), newClientOrderId: 'repeated' };
  await repeating.privatePostOrder(same);
  await refusedForSure(ccxt.InvalidOrder, 'countersign replayed', () => repeating.privatePostOrder(same));
});

// Circumstances, each only when it is named.
const { argv } = process;
const named = argv[argv.indexOf('--only') + 1];

if (named === 'signer-gone') {
  await step('signer-gone', () => refusedForSure(ccxt.BadRequest, 'countersign signer-gone', () => connect().privatePostOrder(order())));
}

if (named === 'signer-locked') {
  await step('signer-locked', () => refusedForSure(ccxt.BadRequest, 'countersign signer-locked', () => connect().privatePostOrder(order())));
}

if (named === 'exchange-gone') {
  // A cancel needs no market facts: an order is refused for want of them once they are five seconds old.
  await step('exchange-gone', () => refusedForSure(ccxt.BadRequest, 'countersign exchange-unreachable',
    () => connect().privateDeleteOrder({ symbol: 'BTCUSDT', origClientOrderId: 'any' })));
}

if (named === 'outcome-unknown') {
  await step('outcome-unknown', () => refuses(ccxt.RequestTimeout, '-1007', () => connect().privatePostOrder(order())));
}

finish();
