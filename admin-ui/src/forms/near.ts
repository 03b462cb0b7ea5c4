import type { Option } from './LinkField.js';

/** Those whose name, or what tells it from others, holds what was typed; those that begin with it first. */
export function near(options: readonly Option[], text: string): Option[] {
  const folded = text.trim().toLowerCase();
  const at = (option: Option) => named(option).toLowerCase().indexOf(folded);
  const fits = options.filter((option) => at(option) >= 0);
  return [...fits].sort((one, other) => Number(at(one) > 0) - Number(at(other) > 0));
}

/** An option as it is listed: "Bell Meadow (archived)". */
export function named({ label, hint }: Option): string {
  return hint ? `${label} (${hint})` : label;
}
