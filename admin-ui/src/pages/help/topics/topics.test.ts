import { expect, test } from 'vitest';
import { topics } from './index.js';

test('each role has a help page of its own', () => {
  expect(new Set(topics.map(({ slug }) => slug)).size).toBe(5);
  for (const { sections } of topics) expect(sections.length).toBeGreaterThan(2);
});

test('each section says something', () => {
  for (const { sections } of topics) {
    for (const { title, text = [], steps = [] } of sections)
      expect(text.length + steps.length, title).toBeGreaterThan(0);
  }
});
