// Merges catalogue/endpoints.json with catalogue/overlay.json into src/Core/Catalogue/endpoints.tsv.
//   node tools/catalogue.mjs           writes the table
//   node tools/catalogue.mjs --check   exit status 1 when the table is not what the sources give
import { readFileSync, writeFileSync } from 'node:fs';

const root = new URL('../', import.meta.url);
const table = new URL('src/Core/Catalogue/endpoints.tsv', root);
const json = (path) => JSON.parse(readFileSync(new URL(path, root), 'utf8'));

const rows = json('catalogue/endpoints.json');
const overlay = json('catalogue/overlay.json');

for (const correction of overlay.corrections) {
  const hit = rows.filter((row) => correction.prefix
    ? row.path.startsWith(correction.prefix)
    : row.path === correction.path && row.method === correction.method);
  if (hit.length === 0 || !correction.source) throw new Error(`overlay line without rows or source: ${JSON.stringify(correction)}`);
  for (const row of hit) Object.assign(row, correction.set);
}

const products = { spot: 'Spot', sapi: 'Sapi', usdm: 'UsdM', coinm: 'CoinM', options: 'Options', pm: 'PortfolioMargin' };
const product = (row) => row.api === 'futures-data' ? (row.host.startsWith('dapi') ? 'CoinM' : 'UsdM') : products[row.api];

const access = (row) => row.signed ? 'Signed'
  : row.security === 'MARKET_DATA' ? 'KeyOnly'
  : row.security === 'USER_STREAM' ? 'Stream'
  : 'None';

// The effects were classified by rules over names. A call that is no GET counts as a read only where the overlay confirms it.
const readsByPost = new Set(overlay.readsByPost.map((line) => line.path));
const effect = (row) => {
  const words = row.effect.split('_').map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return row.method !== 'GET' && row.effect === 'read' && !readsByPost.has(row.path) ? 'Unclear' : words;
};

// timestamp, recvWindow and signature are implied on every signed row.
const names = (row, list) => list.filter((name) => !row.signed || !['timestamp', 'recvWindow', 'signature'].includes(name)).join(',');

const flags = (row) => (row.stale ? 's' : '') + (row.moves_funds_out ? 'f' : '') + (row.changes_security ? 'k' : '') || '-';

const lines = rows
  .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : a.method < b.method ? -1 : 1))
  .map((row) => [row.method, row.path, product(row), access(row), effect(row), Number(row.weight) || 1, flags(row),
    names(row, row.required), names(row, row.optional)].join('\t'));
const text = lines.join('\n') + '\n';

if (process.argv.includes('--check')) {
  if (readFileSync(table, 'utf8') !== text) {
    console.error('endpoints.tsv is not what the sources give: run node tools/catalogue.mjs');
    process.exit(1);
  }
} else {
  writeFileSync(table, text);
  console.log(`${lines.length} endpoints`);
}
