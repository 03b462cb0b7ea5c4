import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { endpoint } from './register.mjs';

const here = (path) => new URL(path, import.meta.url);

// GraphiQL asks for graphql-js's own introspection query with these two
// options; the browser tests check that this is what it really sends.
const options = JSON.parse(readFileSync(here('../../admin-ui/src/explorer/introspection.json')));

test('the answer to the explorer’s introspection is schema.graphql', async () => {
  const response = await fetch(endpoint(), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
    },
    body: JSON.stringify({
      query: getIntrospectionQuery(options),
      operationName: 'IntrospectionQuery',
    }),
  });
  const { data, errors } = await response.json();
  assert.deepEqual(errors ?? [], []);
  assert.equal(response.status, 200);

  const published = buildSchema(readFileSync(here('../../schema.graphql'), 'utf8'));
  // The library describes the schema itself in general words; the file has none.
  const served = { __schema: { ...data.__schema, description: null } };
  assert.deepEqual(lines(buildClientSchema(served)), lines(published));
});

/** Sorted, since neither side promises an order; as lines, for a short diff. */
function lines(schema) {
  return printSchema(lexicographicSortSchema(schema)).split('\n');
}
