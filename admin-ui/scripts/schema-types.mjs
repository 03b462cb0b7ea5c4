// Writes src/graphql/schema.d.ts, from which gql.tada infers the type of every
// query. It is derived from ../schema.graphql, so it is not kept in the repository.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { minifyIntrospection, outputIntrospectionFile } from '@gql.tada/internal';
import { buildSchema, introspectionFromSchema } from 'graphql';

const source = new URL('../../schema.graphql', import.meta.url);
const target = new URL('../src/graphql/schema.d.ts', import.meta.url);

const schema = buildSchema(readFileSync(source, 'utf8'));
const introspection = minifyIntrospection(introspectionFromSchema(schema, { descriptions: false }));
const types = outputIntrospectionFile(introspection, { fileType: '.d.ts', shouldPreprocess: true });
// An unchanged file is left alone, so that nothing is built again because of it.
if (!existsSync(target) || readFileSync(target, 'utf8') !== types) {
  writeFileSync(target, types);
}
