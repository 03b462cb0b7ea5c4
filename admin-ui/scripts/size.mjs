// Prints what a browser loads before the first page of the admin web can be
// seen, and fails when its scripts pass the budget.
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';

const budget = 160 * 1024;
const dist = new URL('../dist/admin/', import.meta.url);
const manifest = JSON.parse(readFileSync(new URL('.vite/manifest.json', dist), 'utf8'));

/** The files that the entry imports, directly or not, but not what it loads later. */
function first(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!seen.has(chunk.file)) {
    seen.add(chunk.file);
    for (const next of chunk.imports ?? []) first(next, seen);
    for (const style of chunk.css ?? []) seen.add(style);
  }
  return seen;
}

const size = (file) => gzipSync(readFileSync(new URL(file, dist))).length;
const total = (ending) =>
  [...first('index.html')]
    .filter((file) => file.endsWith(ending))
    .reduce((sum, file) => sum + size(file), 0);
const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1)} kB`;

const scripts = total('.js');
console.log(
  `admin web, first load, gzip: scripts ${kilobytes(scripts)} of at most ${kilobytes(budget)}, styles ${kilobytes(total('.css'))}`,
);
if (scripts > budget) {
  console.error(
    'The first load of the admin web is over its budget: load what is rarely opened lazily.',
  );
  process.exit(1);
}
