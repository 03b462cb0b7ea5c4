import { expect, test } from 'vitest';
import { readFile } from './readFile.js';

test('a file is read as UTF-8, and as Windows wrote it where it is not', async () => {
  expect(await readFile(new Blob(['Café – £5']))).toBe('Café – £5');
  expect(await readFile(new Blob([new Uint8Array([0x43, 0x61, 0x66, 0xe9])]))).toBe('Café');
});
