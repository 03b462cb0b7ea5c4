/**
 * What was typed into boxes that choose from a list, and not chosen: it is never dropped in
 * silence. Where it names one of the list exactly, that one is chosen; where not, the form is
 * not sent.
 */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { FormError } from './errors.js';

/** A box of a form that chooses from a list. */
export type Box = {
  /** What stands in it and is not chosen. */
  text(): string;
  /** Chooses what the text names exactly, if the list has one such; says whether it did. */
  settle(): Promise<boolean>;
};

/** Says which boxes there are; gives what takes one away. */
export type AddBox = (name: string, box: Box) => () => void;

/**
 * The boxes of a form. `send` calls `submit` once nothing is left in them; when one of them
 * chose, not before the form has been drawn with it.
 */
export function useBoxes(submit: () => void) {
  const boxes = useRef(new Map<string, Box>());
  const [left, setLeft] = useState<FormError[]>([]);
  const [settling, setSettling] = useState(false);
  const [settled, setSettled] = useState(0);
  const latest = useRef(submit);
  latest.current = submit;

  const add: AddBox = useCallback((name, box) => {
    boxes.current.set(name, box);
    return () => {
      if (boxes.current.get(name) === box) boxes.current.delete(name);
    };
  }, []);
  const send = useCallback(async () => {
    const filled = [...boxes.current].filter(([, box]) => box.text().trim());
    if (filled.length === 0) {
      setLeft([]);
      latest.current();
      return;
    }
    setSettling(true);
    const lines = await Promise.all(filled.map(leftIn));
    const errors = lines.filter((line) => line !== null);
    setSettling(false);
    setLeft(errors);
    if (errors.length === 0) setSettled((old) => old + 1);
  }, []);
  useEffect(() => {
    if (settled > 0) latest.current();
  }, [settled]);
  return useMemo(() => ({ add, send, left, settling }), [add, send, left, settling]);
}

/** The error of a box in which something is left. */
async function leftIn([name, box]: [string, Box]): Promise<FormError | null> {
  const text = box.text().trim();
  if (await box.settle()) return null;
  return {
    field: name,
    message: `holds “${text}”, and nothing is chosen: choose from the list, or empty the box`,
  };
}
