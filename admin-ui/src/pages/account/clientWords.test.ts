import { expect, test } from 'vitest';
import { clientWords } from './clientWords.js';

test('browsers are named by what they are', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0';
  const phone =
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1';
  expect(clientWords(edge, 'BROWSER')).toBe('Edge on Windows');
  expect(clientWords(phone, 'BROWSER')).toBe('Safari on an iPhone or iPad');
});

test('what is not known is shown as it named itself', () => {
  expect(clientWords('curl/8.5', 'BROWSER')).toBe('curl/8.5');
  expect(clientWords('', 'BROWSER')).toBe('A browser that did not say which');
  expect(clientWords('dashboard 1.2', 'TOKENS')).toBe('Program: dashboard 1.2');
});
