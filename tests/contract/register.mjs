/** The GraphQL endpoint of the register under test. */
export function endpoint() {
  const base = process.env.REGISTER_URL;
  if (!base) {
    throw new Error('REGISTER_URL is not set: run `npm test`, which starts a register.');
  }
  return new URL('/graphql', base).href;
}
