/**
 * A box of a line in which one of several is chosen by typing part of its name: the first
 * that fits is marked, and Enter or Tab takes it. What fits none stays as it was typed.
 */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Option } from './LinkField.js';
import { near } from './near.js';

type Props = {
  id: string;
  /** The value of the option that is chosen, or what was typed. */
  value: string;
  options: readonly Option[];
  describedBy: string | undefined;
  onChange(value: string): void;
  onKeyDown(event: KeyboardEvent): void;
};

export function LineCombobox({ id, value, options, describedBy, onChange, onKeyDown }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const own = useRef(value);
  const latest = useRef({ options, onChange });
  latest.current = { options, onChange };
  const labelOf = (of: string) => latest.current.options.find((each) => each.value === of)?.label;
  const set = (next: string) => {
    own.current = next;
    latest.current.onChange(next);
  };
  // A line above was removed, or a draft came back: the box shows another value then.
  useEffect(() => {
    if (value === own.current) return;
    own.current = value;
    setRound((old) => old + 1);
  }, [value]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new box
  useEffect(() => {
    let left = false;
    const element = place.current;
    import('./autocomplete.js').then(({ attach }) => {
      if (left || !element) return;
      attach(element, {
        id,
        focus: false,
        startsWith: labelOf(own.current) ?? own.current,
        marksFirst: true,
        near: (text) => near(latest.current.options, text),
        choose: (option) => set(option.value),
      });
    });
    return () => {
      left = true;
      element?.replaceChildren();
    };
  }, [id, round]);
  useEffect(() => {
    const input = place.current?.querySelector('input');
    if (!input) return;
    if (!describedBy) {
      input.removeAttribute('aria-invalid');
      return;
    }
    input.setAttribute('aria-describedby', describedBy);
    input.setAttribute('aria-invalid', 'true');
  }, [describedBy]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is typed in the box inside comes up here
    <div
      ref={place}
      className="register-combobox"
      onKeyDown={onKeyDown}
      onInput={(event) => {
        // What was chosen is so only while the box says it.
        const typed = (event.target as HTMLInputElement).value;
        if (typed !== labelOf(own.current)) set(typed);
      }}
    />
  );
}
