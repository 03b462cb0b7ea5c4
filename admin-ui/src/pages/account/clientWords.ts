/** A User-Agent as words: enough to know one's own browsers again. */

// The order matters: most of them also name the one that they descend from.
const browsers: [RegExp, string][] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/HeadlessChrome\/|Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const systems: [RegExp, string][] = [
  [/iPhone|iPad/, 'an iPhone or iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/Mac OS X/, 'a Mac'],
  [/CrOS/, 'a Chromebook'],
  [/Linux/, 'Linux'],
];

const first = (known: [RegExp, string][], text: string) =>
  known.find(([pattern]) => pattern.test(text))?.[1];

/** "Firefox on Windows"; what is not known is shown as it named itself. */
export function clientWords(client: string, kind: string): string {
  if (kind === 'TOKENS') return client ? `Program: ${client}` : 'A program';
  const browser = first(browsers, client);
  const system = first(systems, client);
  if (browser && system) return `${browser} on ${system}`;
  return browser ?? (client || 'A browser that did not say which');
}
