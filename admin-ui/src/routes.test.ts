import type { RouteObject } from 'react-router';
import { expect, test } from 'vitest';
import { routes } from './routes.js';

/** The pattern of every page, as an address below /admin. */
function patterns(list: RouteObject[]): string[] {
  return list.flatMap((route) => [
    ...(route.path && route.path !== '*' ? [route.path] : []),
    ...patterns(route.children ?? []),
  ]);
}

// The browser tests open every address of this list; `npm test -- -u` writes it anew.
test('every address of the admin web is in the committed list, once', async () => {
  const all = patterns(routes);
  expect(all.filter((each, place) => all.indexOf(each) !== place)).toEqual([]);
  await expect(`${all.sort().join('\n')}\n`).toMatchFileSnapshot('./routes.snap.txt');
});
