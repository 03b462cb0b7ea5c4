import { expect, test } from 'vitest';
import { plain } from './plain.js';

test('marks that nobody sees are not taken over from a word processor', () => {
  expect(plain('\ufeffNight \u202abus\u202c')).toBe('Night bus');
  expect(plain('One\u000btwo\u2028three\nfour')).toBe('One\ntwo\nthree\nfour');
});

test('what people write stays as it is', () => {
  const text = 'Café “Zoë” – 10\u00a0am\r\n\tnext 👩‍🚒';
  expect(plain(text)).toBe(text);
});
