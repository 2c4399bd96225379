// A bot on ccxt that trades a little, says `ready`, and stays until its standard input ends.

import ccxt from 'ccxt';
import { apiKey, baseUrl, secret } from './tour.mjs';

const exchange = new ccxt.binance({ apiKey, secret, enableRateLimit: false });
for (const [name, url] of Object.entries(exchange.urls.api)) {
  if (typeof url === 'string') {
    exchange.urls.api[name] = url.replace(/^https?:\/\/[^/]+/, baseUrl);
  }
}

await exchange.loadMarkets();
for (let i = 0; i < 10; i++) {
  const order = await exchange.createOrder('BTC/USDT', 'limit', 'buy', 0.001, 50000);
  await exchange.cancelOrder(order.id, 'BTC/USDT');
  await exchange.createOrder('BTC/USDT', 'market', i % 2 === 0 ? 'buy' : 'sell', 0.001);
}

await exchange.fetchBalance();
console.log('ready');
process.stdin.on('end', () => process.exit(0)).resume();
