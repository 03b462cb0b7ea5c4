import { existsSync, readFileSync } from 'node:fs';
import { buildSchema, OperationTypeNode, parse, validate } from 'graphql';
import { describe, expect, test } from 'vitest';
import { examples } from './examples';

const contract = new URL('../../../schema.graphql', import.meta.url);

describe.each(examples)('$name', ({ name, query }) => {
  test('is one named query', () => {
    const { definitions } = parse(query);
    expect(definitions).toHaveLength(1);
    expect(definitions[0]).toMatchObject({
      operation: OperationTypeNode.QUERY,
      name: { value: name },
    });
  });

  test('is valid against schema.graphql', ({ skip }) => {
    skip(!existsSync(contract), 'schema.graphql has not been generated yet');
    const schema = buildSchema(readFileSync(contract, 'utf8'));
    expect(validate(schema, parse(query)).map((error) => error.message)).toEqual([]);
  });
});
