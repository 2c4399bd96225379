// ccxt, as published, through everything that a spot bot does.

import ccxt from 'ccxt';
import { apiKey, assert, baseUrl, finish, refuses, secret, step } from './tour.mjs';

const symbol = 'BTC/USDT';
const amount = 0.001;

function connect(credentials) {
  const exchange = new ccxt.binance({ ...credentials, enableRateLimit: false, timeout: 10000 });
  for (const [name, url] of Object.entries(exchange.urls.api)) {
    if (typeof url === 'string') {
      exchange.urls.api[name] = url.replace(/^https?:\/\/[^/]+/, baseUrl);
    }
  }

  return exchange;
}

const exchange = connect({ apiKey, secret });
const own = async (id, params) => exchange.fetchOrder(id, symbol, params);
let bid;
let ask;

await step('markets', async () => {
  const markets = await exchange.loadMarkets();
  assert(markets[symbol].spot && markets[symbol].active, `${symbol} is not an active spot market`);
  assert(markets[symbol].precision.price > 0 && markets[symbol].limits.cost.min > 0, 'precision and limits are missing');
}, { always: true });

await step('time', async () => {
  assert(Math.abs((await exchange.fetchTime()) - Date.now()) < 5000, 'the clocks are far apart');
});

await step('ticker', async () => {
  const ticker = await exchange.fetchTicker(symbol);
  assert(ticker.last > 0 && ticker.bid > 0 && ticker.ask > ticker.bid && ticker.baseVolume > 0, JSON.stringify(ticker));
});

await step('book', async () => {
  const book = await exchange.fetchOrderBook(symbol, 20);
  assert(book.bids.length === 20 && book.asks.length === 20, 'the book is shallow');
  [bid, ask] = [book.bids[0][0], book.asks[0][0]];
  assert(bid < ask, 'the book is crossed');
}, { always: true });

await step('public-trades', async () => {
  const trades = await exchange.fetchTrades(symbol, undefined, 10);
  assert(trades.length === 10 && trades.every((trade) => trade.price > 0), 'trades are missing');
});

await step('candles', async () => {
  const candles = await exchange.fetchOHLCV(symbol, '1h', undefined, 5);
  assert(candles.length === 5 && candles.every(([, open, high, low, close]) => low <= open && low <= close && high >= open && high >= close),
    'candles are not candles');
});

await step('tickers', async () => {
  const tickers = await exchange.fetchTickers([symbol, 'ETH/USDT']);
  assert(Object.keys(tickers).length === 2, 'two tickers were asked for');
});

await step('balance', async () => {
  const balance = await exchange.fetchBalance();
  assert(balance.USDT.free >= 500, 'the account needs 500 USDT free');
  assert(balance.BTC.free >= 0.01, 'the account needs 0.01 BTC free');
});

await step('trading-fees', async () => {
  const fees = await exchange.fetchTradingFees();
  assert(fees[symbol].maker === 0.001 && fees[symbol].taker === 0.001, JSON.stringify(fees[symbol]));
});

await step('market-buy', async () => {
  const order = await exchange.createOrder(symbol, 'market', 'buy', amount);
  assert(order.status === 'closed' && order.filled === amount && order.fee !== undefined, JSON.stringify(order));
});

await step('market-buy-by-cost', async () => {
  const order = await exchange.createMarketBuyOrderWithCost(symbol, 20);
  assert(order.status === 'closed' && order.cost > 15 && order.cost <= 20, JSON.stringify(order));
});

await step('market-sell', async () => {
  const order = await exchange.createOrder(symbol, 'market', 'sell', amount);
  assert(order.status === 'closed' && order.filled === amount && order.average > 0, JSON.stringify(order));
});

await step('limit-buy-open-cancel', async () => {
  const before = await exchange.fetchBalance();
  const placed = await exchange.createOrder(symbol, 'limit', 'buy', amount, exchange.priceToPrecision(symbol, bid * 0.95));
  assert(placed.status === 'open' && placed.filled === 0, JSON.stringify(placed));
  const locked = await exchange.fetchBalance();
  assert(locked.USDT.used > before.USDT.used, 'nothing was locked');
  const open = await exchange.fetchOpenOrders(symbol);
  assert(open.some((order) => order.id === placed.id), 'the order is not among the open ones');
  assert((await own(placed.id)).status === 'open', 'the order is not open');
  const canceled = await exchange.cancelOrder(placed.id, symbol);
  assert(canceled.status === 'canceled', JSON.stringify(canceled));
  assert((await own(placed.id)).status === 'canceled', 'the order is not canceled');
  assert((await exchange.fetchBalance()).USDT.used === before.USDT.used, 'the lock was not taken off');
});

await step('limit-sell-by-client-id', async () => {
  const clientOrderId = `tour-${Date.now()}`;
  const placed = await exchange.createOrder(symbol, 'limit', 'sell', amount, exchange.priceToPrecision(symbol, ask * 1.05), { clientOrderId });
  assert(placed.clientOrderId === clientOrderId, `the client order id became ${placed.clientOrderId}`);
  const found = await own(undefined, { clientOrderId });
  assert(found.id === placed.id, 'the order is not found by its client id');
  const canceled = await exchange.cancelOrder(undefined, symbol, { clientOrderId });
  assert(canceled.id === placed.id && canceled.status === 'canceled', JSON.stringify(canceled));
});

await step('limit-buy-takes', async () => {
  const order = await exchange.createOrder(symbol, 'limit', 'buy', amount, exchange.priceToPrecision(symbol, ask * 1.002));
  assert(order.status === 'closed' && order.filled === amount, JSON.stringify(order));
});

await step('limit-sell-takes', async () => {
  const order = await exchange.createOrder(symbol, 'limit', 'sell', amount, exchange.priceToPrecision(symbol, bid * 0.998));
  assert(order.status === 'closed' && order.filled === amount, JSON.stringify(order));
});

await step('ioc-and-post-only', async () => {
  const away = exchange.priceToPrecision(symbol, bid * 0.95);
  const expired = await exchange.createOrder(symbol, 'limit', 'buy', amount, away, { timeInForce: 'IOC' });
  assert(expired.status === 'expired' && expired.filled === 0, JSON.stringify(expired));
  const maker = await exchange.createOrder(symbol, 'limit', 'buy', amount, away, { postOnly: true });
  await exchange.cancelOrder(maker.id, symbol);
});

await step('cancel-all', async () => {
  const away = exchange.priceToPrecision(symbol, bid * 0.95);
  await exchange.createOrder(symbol, 'limit', 'buy', amount, away);
  await exchange.createOrder(symbol, 'limit', 'buy', amount, away);
  const canceled = await exchange.cancelAllOrders(symbol);
  assert(canceled.length >= 2, `${canceled.length} were canceled`);
  assert((await exchange.fetchOpenOrders(symbol)).length === 0, 'orders are still open');
});

await step('closed-orders', async () => {
  const orders = await exchange.fetchOrders(symbol);
  const closed = await exchange.fetchClosedOrders(symbol);
  assert(orders.length >= closed.length && closed.length >= 3 && closed.every((order) => order.status === 'closed'), 'orders are missing');
});

await step('my-trades', async () => {
  const trades = await exchange.fetchMyTrades(symbol);
  assert(trades.length >= 3 && trades.every((trade) => trade.fee.cost > 0 && trade.order !== undefined), 'trades are missing');
});

await step('test-order', async () => {
  await exchange.createOrder(symbol, 'limit', 'buy', amount, exchange.priceToPrecision(symbol, bid * 0.95), { test: true });
});

await step('error-insufficient-balance', () => refuses(ccxt.InsufficientFunds, 'insufficient balance',
  () => exchange.createOrder('LTC/USDT', 'market', 'sell', 0.5)));

await step('error-unknown-order', async () => {
  await refuses(ccxt.OrderNotFound, 'Order does not exist', () => exchange.fetchOrder('999999999', symbol));
  await refuses(ccxt.OrderNotFound, 'Unknown order', () => exchange.cancelOrder('999999999', symbol));
});

await step('error-bad-symbol', () => refuses(ccxt.BadSymbol, 'Invalid symbol',
  () => exchange.publicGetTickerPrice({ symbol: 'NOSUCHUSDT' })));

await step('error-filter-failure', async () => {
  const price = exchange.priceToPrecision(symbol, bid * 0.95);
  await refuses(ccxt.BadRequest, 'Filter failure: NOTIONAL', () => exchange.createOrder(symbol, 'limit', 'buy', 0.00002, price));
  await refuses(ccxt.InvalidOrder, 'LOT_SIZE', () => exchange.privatePostOrder({
    symbol: 'BTCUSDT', side: 'BUY', type: 'LIMIT', timeInForce: 'GTC', quantity: '0.001005', price,
  }));
});

await step('error-bad-signature', () => refuses(ccxt.AuthenticationError, 'Signature for this request is not valid',
  () => connect({ apiKey, secret: 'A'.repeat(64) }).privateGetAccount()));

await step('error-bad-key', () => refuses(ccxt.AuthenticationError, 'Invalid API-key',
  () => connect({ apiKey: 'A'.repeat(64), secret }).privateGetAccount()));

await step('error-timestamp', async () => {
  const late = connect({ apiKey, secret });
  late.nonce = () => Date.now() - 60000;
  await refuses(ccxt.InvalidNonce, 'recvWindow', () => late.privateGetAccount());
});

finish();
