import { afterEach, expect, test, vi } from 'vitest';
import { fetcher } from './fetcher';

afterEach(() => vi.unstubAllGlobals());

function answer(body: string, status: number) {
  const fetch = vi.fn(async () => new Response(body, { status }));
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

test('an operation is posted to this origin as JSON', async () => {
  const fetch = answer('{"data":{"viewer":null}}', 200);
  const result = await fetcher({ query: '{ viewer { id } }' }, { headers: { authorization: 'x' } });
  expect(result).toEqual({ data: { viewer: null } });
  expect(fetch).toHaveBeenCalledWith(
    '/graphql',
    expect.objectContaining({
      method: 'POST',
      body: '{"query":"{ viewer { id } }"}',
      headers: expect.objectContaining({
        authorization: 'x',
        'content-type': 'application/json',
      }),
    }),
  );
});

test('a name that the document does not hold is not sent', async () => {
  const fetch = answer('{"data":{}}', 200);
  const query = 'query Search { a }';
  await fetcher({ query, operationName: 'PartnershipPage' });
  expect(fetch).toHaveBeenLastCalledWith(
    '/graphql',
    expect.objectContaining({ body: JSON.stringify({ query }) }),
  );
  await fetcher({ query, operationName: 'Search' });
  expect(fetch).toHaveBeenLastCalledWith(
    '/graphql',
    expect.objectContaining({ body: JSON.stringify({ query, operationName: 'Search' }) }),
  );
});

test('a refused request shows the errors of the register', async () => {
  answer('{"errors":[{"message":"Too deep."}]}', 400);
  expect(await fetcher({ query: '{ a }' })).toEqual({ errors: [{ message: 'Too deep.' }] });
});

test('an answer that is not JSON is shown as an error with its status', async () => {
  answer('<h1>Bad gateway</h1>', 502);
  expect(await fetcher({ query: '{ a }' })).toEqual({
    errors: [{ message: 'HTTP 502: the answer was not JSON.' }],
  });
});
