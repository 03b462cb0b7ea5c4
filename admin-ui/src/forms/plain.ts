/**
 * What somebody typed or pasted, without the marks that a word processor puts between letters
 * and that nobody sees: the register refuses them, and who pasted them could not find them.
 * Breaks that Word makes within a paragraph are line breaks.
 */
export function plain(text: string): string {
  return text.replace(BREAKS, '\n').replace(UNSEEN, '');
}

/** The same in a box of one line. */
export function plainLine(text: string): string {
  return plain(text).replaceAll('\n', ' ');
}

const BREAKS = /[\v\u2028\u2029]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is taken out
const UNSEEN = /[\u0000-\u0008\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\ufeff]/g;
