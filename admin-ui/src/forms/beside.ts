/**
 * What of a record no field of a form shows, and yet matters to whoever saves: that an approval
 * is recorded already, or that a sitting was cancelled. It is a value of the form like any other,
 * which nobody can set and which is not sent: so a draft keeps what it was begun on, and
 * whoever saves second is told what has changed.
 */
import { useShared } from './fields.js';

const PREFIX = 'beside.';

/** Whether a value is shown by no field. */
export function isBeside(name: string): boolean {
  return name.startsWith(PREFIX);
}

type Props = {
  name: `beside.${string}`;
  label: string;
  /** How it reads; without it a text as it is, and a list with commas. */
  show?(value: string | string[]): string;
};

/** Names such a value, for whoever saves second. */
export function Beside({ name, label, show }: Props) {
  const { describe } = useShared();
  describe(name, label, show && ((value) => show(value as string | string[])));
  return null;
}
