import type { KeyRow } from './queries.js';

/** What a key reads, and where: "What is public, of the whole register". */
export function keyReads({ reads, partnership }: Pick<KeyRow, 'reads' | 'partnership'>): string {
  const what = reads === 'PUBLIC' ? 'What is public' : 'What partners see';
  return `${what}, of ${partnership?.name ?? 'the whole register'}`;
}
