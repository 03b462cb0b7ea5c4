/** How long a password is, in steps: the register itself judges how hard it is to guess. */
export type Strength = 'none' | 'short' | 'enough' | 'good';

/** Length counts, as the server counts it: in characters, not in UTF-16 units. */
export function strength(password: string): Strength {
  const { length } = [...password];
  if (length === 0) return 'none';
  if (length < 12) return 'short';
  return length < 15 ? 'enough' : 'good';
}
