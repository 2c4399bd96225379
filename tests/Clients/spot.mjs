// @binance/spot, the exchange's own connector, as published, through everything that a spot bot does.

import { BadRequestError, UnauthorizedError } from '@binance/common';
import { Spot } from '@binance/spot';
import { apiKey, assert, baseUrl, finish, refuses, secret, step, withClockMoved } from './tour.mjs';

const symbol = 'BTCUSDT';
const quantity = 0.001;

function connect(credentials) {
  const configuration = { ...credentials, basePath: baseUrl, timeout: 10000, retries: 0 };
  return new Spot({ configurationRestAPI: configuration }).restAPI;
}

const api = connect({ apiKey, apiSecret: secret });
const call = async (name, parameters) => (await api[name](parameters)).data();
const order = (parameters) => call('newOrder', { symbol, ...parameters });
const cents = (price) => Math.round(price * 100) / 100;
let bid;
let ask;

await step('markets', async () => {
  const info = await call('exchangeInfo', { symbols: [symbol, 'ETHUSDT'] });
  assert(info.symbols.length === 2 && info.symbols[0].filters.length > 5 && info.rateLimits.length > 2, 'exchangeInfo is poor');
});

await step('ping-and-time', async () => {
  await call('ping');
  assert(Math.abs(Number((await call('time')).serverTime) - Date.now()) < 5000, 'the clocks are far apart');
});

await step('ticker', async () => {
  const day = await call('ticker24hr', { symbol });
  const price = await call('tickerPrice', { symbol });
  const book = await call('tickerBookTicker', { symbol });
  assert(Number(day.lastPrice) > 0 && Number(price.price) > 0, 'there is no price');
  [bid, ask] = [Number(book.bidPrice), Number(book.askPrice)];
  assert(bid < ask, 'the book is crossed');
}, { always: true });

await step('book', async () => {
  const book = await call('depth', { symbol, limit: 50 });
  assert(book.bids.length === 50 && book.asks.length === 50, 'the book is shallow');
});

await step('public-trades', async () => {
  assert((await call('getTrades', { symbol, limit: 7 })).length === 7, 'trades are missing');
  assert((await call('aggTrades', { symbol, limit: 7 })).length === 7, 'aggregate trades are missing');
  assert((await call('klines', { symbol, interval: '1m', limit: 7 })).length === 7, 'candles are missing');
  assert(Number((await call('avgPrice', { symbol })).price) > 0, 'there is no average price');
});

await step('balance', async () => {
  const account = await call('getAccount', { omitZeroBalances: true });
  const usdt = account.balances.find((balance) => balance.asset === 'USDT');
  assert(account.canTrade && Number(usdt.free) >= 500, 'the account needs 500 USDT free');
});

await step('market-buy', async () => {
  const filled = await order({ side: 'BUY', type: 'MARKET', quantity, newOrderRespType: 'FULL' });
  assert(filled.status === 'FILLED' && filled.fills.length > 0, JSON.stringify(filled));
});

await step('market-buy-by-quote', async () => {
  const filled = await order({ side: 'BUY', type: 'MARKET', quoteOrderQty: 20 });
  assert(filled.status === 'FILLED' && Number(filled.cummulativeQuoteQty) <= 20, JSON.stringify(filled));
});

await step('market-sell', async () => {
  const filled = await order({ side: 'SELL', type: 'MARKET', quantity, newOrderRespType: 'RESULT' });
  assert(filled.status === 'FILLED' && filled.fills === undefined, JSON.stringify(filled));
});

await step('limit-buy-open-cancel', async () => {
  const placed = await order({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity, price: cents(bid * 0.95), newOrderRespType: 'ACK' });
  assert(placed.status === undefined && placed.orderId > 0, JSON.stringify(placed));
  const open = await call('getOpenOrders', { symbol });
  assert(open.some((item) => item.orderId === placed.orderId), 'the order is not among the open ones');
  const canceled = await call('deleteOrder', { symbol, orderId: placed.orderId });
  assert(canceled.status === 'CANCELED' && canceled.origClientOrderId === placed.clientOrderId, JSON.stringify(canceled));
  assert((await call('getOrder', { symbol, orderId: placed.orderId })).status === 'CANCELED', 'the order is not canceled');
});

await step('limit-sell-by-client-id', async () => {
  const newClientOrderId = `tour-${Date.now()}`;
  await order({ side: 'SELL', type: 'LIMIT_MAKER', quantity, price: cents(ask * 1.05), newClientOrderId });
  const canceled = await call('deleteOrder', { symbol, origClientOrderId: newClientOrderId });
  assert(canceled.status === 'CANCELED' && canceled.origClientOrderId === newClientOrderId, JSON.stringify(canceled));
});

await step('cancel-all', async () => {
  await order({ side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity, price: cents(bid * 0.95) });
  assert((await call('deleteOpenOrders', { symbol })).length >= 1, 'nothing was canceled');
  assert((await call('getOpenOrders', { symbol })).length === 0, 'orders are still open');
});

await step('all-orders-and-trades', async () => {
  assert((await call('allOrders', { symbol })).length >= 4, 'orders are missing');
  assert((await call('myTrades', { symbol })).length >= 3, 'trades are missing');
});

await step('test-order', async () => {
  const nothing = await call('orderTest', { symbol, side: 'BUY', type: 'MARKET', quantity });
  assert(Object.keys(nothing).length === 0, JSON.stringify(nothing));
});

await step('used-weight', async () => {
  const response = await api.time();
  assert(response.headers['x-mbx-used-weight-1m'] !== undefined, 'the used weight is not told');
});

await step('error-insufficient-balance', () => refuses(BadRequestError, 'insufficient balance',
  () => api.newOrder({ symbol: 'LTCUSDT', side: 'SELL', type: 'MARKET', quantity: 0.5 })));

await step('error-unknown-order', async () => {
  await refuses(BadRequestError, '-2013', () => api.getOrder({ symbol, orderId: 999999999 }));
  await refuses(BadRequestError, '-2011', () => api.deleteOrder({ symbol, orderId: 999999999 }));
});

await step('error-bad-symbol', () => refuses(BadRequestError, '-1121', () => api.tickerPrice({ symbol: 'NOSUCHUSDT' })));

await step('error-filter-failure', () => refuses(BadRequestError, 'Filter failure: NOTIONAL',
  () => api.newOrder({ symbol, side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: 0.00002, price: cents(bid * 0.95) })));

await step('error-bad-signature', () => refuses(BadRequestError, '-1022',
  () => connect({ apiKey, apiSecret: 'A'.repeat(64) }).getAccount()));

await step('error-bad-key', () => refuses(UnauthorizedError, '-2015',
  () => connect({ apiKey: 'A'.repeat(64), apiSecret: secret }).getAccount()));

await step('error-timestamp', () => withClockMoved(-60000, () => refuses(BadRequestError, '-1021', () => api.getAccount())));

finish();
