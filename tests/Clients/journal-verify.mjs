// Verifies a journal, from docs/journal-format.md alone: node journal-verify.mjs FOLDER PUBLIC-KEY [CHECKPOINT-FILE...]
// Prints the size and ends with 0, or the reason and 1.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const [folder, vkey, ...saved] = process.argv.slice(2);
const segmentEntries = 65536;

const fail = (reason) => {
  console.error(reason);
  process.exit(1);
};
const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leaf = (entry) => sha256(Buffer.of(0), entry);
const node = (left, right) => sha256(Buffer.of(1), left, right);

// The key.
const [, name, id, encoded] = vkey.trim().match(/^([^+]+)\+([0-9a-f]{8})\+(.+)$/) ?? fail('no public key');
const material = Buffer.from(encoded, 'base64');
if (material.length !== 33 || material[0] !== 1 || sha256(Buffer.from(name + '\n'), material).toString('hex', 0, 4) !== id) fail('no public key');
const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: material.subarray(1).toString('base64url') }, format: 'jwk' });

// A signed checkpoint.
const open = (file) => {
  const note = readFileSync(file, 'utf8');
  const gap = note.lastIndexOf('\n\n');
  const text = note.slice(0, gap + 1);
  const [origin, size, root] = text.split('\n');
  const isSigned = note.slice(gap + 2).split('\n').some((line) => {
    const bytes = Buffer.from(line.split(' ')[2] ?? '', 'base64');
    return line.startsWith(`— ${name} `) && bytes.toString('hex', 0, 4) === id && verify(null, Buffer.from(text), key, bytes.subarray(4));
  });
  if (!isSigned || origin !== name) fail(`${file} is no checkpoint signed by ${name}`);
  return { file, size: Number(size), root };
};
const checkpoints = [join(folder, 'checkpoint'), ...saved].map(open);
const signedSize = Math.max(...checkpoints.map((checkpoint) => checkpoint.size));

// The tree: the roots of complete subtrees, the largest first.
const subtrees = [];
const append = (entry) => {
  subtrees.push({ span: 1, hash: leaf(entry) });
  while (subtrees.length > 1 && subtrees.at(-1).span === subtrees.at(-2).span) {
    const right = subtrees.pop();
    const left = subtrees.pop();
    subtrees.push({ span: 2 * left.span, hash: node(left.hash, right.hash) });
  }
};
const root = () => (subtrees.length === 0 ? sha256() : subtrees.map((subtree) => subtree.hash).reduceRight((right, left) => node(left, right)));

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = (byte >>> 1) ^ (byte & 1 ? 0x82f63b78 : 0);
  return byte;
});
const crc32c = (bytes) => ~bytes.reduce((crc, byte) => (crc >>> 8) ^ table[(crc ^ byte) & 255], 0xffffffff) >>> 0;

// The entries.
let size = 0;
let budgetTime = -(2n ** 63n);
const compare = () => {
  for (const checkpoint of checkpoints.filter((checkpoint) => checkpoint.size === size)) {
    if (root().toString('base64') !== checkpoint.root) fail(`the first ${size} entries are not those that ${checkpoint.file} was signed for`);
  }
};
const problem = (entry) => {
  if (entry.length < 34 || entry[0] !== 1 || entry.readUInt32BE(entry.length - 4) !== crc32c(entry.subarray(0, -4))) return 'is not whole';
  if (entry.readBigUInt64BE(2) !== BigInt(size)) return 'is at the wrong place';
  if (entry.readBigInt64BE(18) < budgetTime) return 'has an earlier budget time';
  if (size === 0 && (entry[1] !== 1 || !entry.includes(Buffer.concat([Buffer.of(0, 0, 0, 32), material.subarray(1)])))) return 'is of another journal';
  return undefined;
};
const readSegment = (file) => {
  const bytes = readFileSync(file);
  for (let offset = 0; offset < bytes.length; ) {
    const end = offset + 2 + (offset + 2 > bytes.length ? 0 : bytes.readUInt16BE(offset));
    const entry = bytes.subarray(offset + 2, end);
    const why = end > bytes.length ? 'is cut short' : problem(entry);
    if (why !== undefined && size >= signedSize) return;
    if (why !== undefined) fail(`entry ${size} in ${file} at offset ${offset} ${why}`);
    budgetTime = entry.readBigInt64BE(18);
    append(entry);
    size++;
    compare();
    offset = end;
  }
};
compare();
for (let first = 0; first <= size; first += segmentEntries) {
  const file = join(folder, 'entries', String(first).padStart(15, '0'));
  if (existsSync(file)) readSegment(file);
}
if (size < signedSize) fail(`the journal ends after ${size} entries, a checkpoint counts ${signedSize}`);
console.log(JSON.stringify({ size, root: root().toString('base64'), signed: signedSize }));
