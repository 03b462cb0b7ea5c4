import type { Option } from './LinkField.js';

/** Those whose name, or what tells it from others, holds what was typed; those that begin with it first. */
export function near(options: readonly Option[], text: string): Option[] {
  const typed = text.trim().toLowerCase();
  const at = (option: Option) => named(option).toLowerCase().indexOf(typed);
  const fits = options.filter((option) => at(option) >= 0);
  return [...fits].sort((one, other) => Number(at(one) > 0) - Number(at(other) > 0));
}

/** The one that is called exactly what was typed, capitals and spaces aside; none when several are. */
export function exactly(options: readonly Option[], text: string): Option | null {
  const wanted = folded(text);
  const found = options.filter(
    (option) => folded(option.label) === wanted || folded(named(option)) === wanted,
  );
  return found.length === 1 ? (found[0] ?? null) : null;
}

const folded = (text: string): string => text.trim().replace(/\s+/g, ' ').toLowerCase();

/** An option as it is listed: "Bell Meadow (archived)". */
export function named({ label, hint }: Option): string {
  return hint ? `${label} (${hint})` : label;
}
