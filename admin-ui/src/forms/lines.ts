/** The lines of a `Rows` field: a form's values are texts, so each line is kept as one. */

/** What one line holds, by column. */
export type Line = Record<string, string>;

export function textOf(line: Line): string {
  return JSON.stringify(line);
}

export function linesOf(texts: readonly string[]): Line[] {
  return texts.map((text) => JSON.parse(text) as Line);
}

/** The lines in which anything but a preset was entered, so that their places are those that the server counts. */
export function filledLines(texts: readonly string[], blank: Line): string[] {
  return texts.filter((text) => {
    const line = JSON.parse(text) as Line;
    return Object.keys(line).some((name) => (line[name] ?? '').trim() !== (blank[name] ?? ''));
  });
}

/** What a paste makes of a line: its parts, one a line, when it was several; the first goes on where the box was. */
export function pastedLines(text: string): string[] {
  return (
    text
      .split(/\r?\n/)
      // Lists of documents and letters have bullets and numbers in front.
      .map((part) => part.replace(/^\s*(?:[•·*–-]|\d{1,3}[.)])\s+/, '').trim())
      .filter(Boolean)
  );
}
