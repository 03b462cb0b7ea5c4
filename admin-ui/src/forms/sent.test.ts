import { afterEach, expect, test, vi } from 'vitest';
import { draftsOf, dropDraft, forgetDrafts } from './drafts.js';
import { beginSent, dropSent, isOf, keepSent, readSent } from './sent.js';

/** What a browser keeps, as far as drafts use it. */
function browser() {
  const kept: Record<string, string> = {};
  vi.stubGlobal(
    'localStorage',
    new Proxy(kept, {
      get: (_, name) =>
        ({
          getItem: (key: string) => kept[key] ?? null,
          setItem: (key: string, value: string) => {
            kept[key] = value;
          },
          removeItem: (key: string) => delete kept[key],
        })[String(name)],
    }),
  );
}

afterEach(() => vi.unstubAllGlobals());

test('what was sent and not answered is found again, under the key it was sent with', () => {
  browser();
  draftsOf('user_1');
  const sent = beginSent('createProject', { input: { name: 'Night bus' } });
  keepSent('new-project', sent);
  expect(readSent('new-project', 'createProject')).toEqual(sent);
  expect(isOf(sent, { name: 'Night bus' })).toBe(true);
  expect(isOf(sent, { name: 'Day bus' })).toBe(false);
  expect(readSent('new-project', 'createEvent')).toBe(null);
  expect(readSent('new-project', 'createProject', Date.now() + 24 * 3600_000)).toBe(null);
  draftsOf('user_2');
  expect(readSent('new-project', 'createProject')).toBe(null);
});

test('it is forgotten once answered, with the draft, and at sign-out', () => {
  browser();
  draftsOf('user_1');
  for (const forget of [() => dropSent('a'), () => dropDraft('a'), () => forgetDrafts('user_1')]) {
    keepSent('a', beginSent('createProject', { input: {} }));
    forget();
    expect(readSent('a', 'createProject')).toBe(null);
  }
  keepSent('a', beginSent('createProject', { input: {} }));
  forgetDrafts('user_2');
  expect(readSent('a', 'createProject')).not.toBe(null);
});
