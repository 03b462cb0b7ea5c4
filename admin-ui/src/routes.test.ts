import type { RouteObject } from 'react-router';
import { expect, test } from 'vitest';
import { routes } from './routes.js';

/** The pattern of every page, as an address below /admin. */
function patterns(list: RouteObject[], above = ''): string[] {
  return list.flatMap(({ path, children = [] }) => {
    if (path === '*') return [];
    const own = path?.startsWith('/') ? path : path ? `${above}/${path}` : above;
    return [...(path ? [own] : []), ...patterns(children, own)];
  });
}

// The browser tests open every address of this list; `npm test -- -u` writes it anew.
test('every address of the admin web is in the committed list, once', async () => {
  const all = patterns(routes);
  expect(all.filter((each, place) => all.indexOf(each) !== place)).toEqual([]);
  await expect(`${all.sort().join('\n')}\n`).toMatchFileSnapshot('./routes.snap.txt');
});
