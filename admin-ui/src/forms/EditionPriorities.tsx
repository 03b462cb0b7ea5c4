/** The priorities under which a record stands, in one edition of the strategy. */
import { useEffect, useRef } from 'react';
import { words } from '../ui/words.js';
import { Checkboxes, Select } from './Choices.js';
import type { FormError } from './errors.js';
import { useShared } from './fields.js';

/** An edition, its priorities, and for each whether the record stands under it. */
export type Edition = {
  id: string;
  title: string;
  state: 'DRAFT' | 'CONSULTATION' | 'PUBLISHED' | 'WITHDRAWN';
  priorities: readonly { id: string; heading: string; isLinked: boolean }[];
};

/** The values of these fields. */
export type EditionValues = { edition: string; priorities: string[] };

const linkedIn = (editions: readonly Edition[], id: string) =>
  editions
    .find((edition) => edition.id === id)
    ?.priorities.filter(({ isLinked }) => isLinked)
    .map((priority) => priority.id) ?? [];

/** Begins with the edition in force, or with the first one there is. */
export function editionValues(
  editions: readonly Edition[],
  inForce: string | null | undefined,
): EditionValues {
  const edition = inForce ?? editions[0]?.id ?? '';
  return { edition, priorities: linkedIn(editions, edition) };
}

export function EditionPriorities({ editions }: { editions: readonly Edition[] }) {
  const { form } = useShared();
  const { edition } = form.values as EditionValues;
  const before = useRef(edition);
  // Each edition has links of its own: choosing another one shows those.
  useEffect(() => {
    if (before.current === edition) return;
    before.current = edition;
    form.set('priorities', linkedIn(editions, edition));
  }, [edition, editions, form]);
  const chosen = editions.find(({ id }) => id === edition);
  if (!chosen) return null;
  return (
    <>
      {editions.length > 1 ? (
        <Select
          name="edition"
          label="Edition of the strategy"
          hint="The priorities below are those of this edition. Others keep their own."
          choices={editions.map(({ id, title, state }) => ({
            value: id,
            label: `${title} (${words(state).toLowerCase()})`,
          }))}
        />
      ) : null}
      <Checkboxes
        name="priorities"
        label={editions.length > 1 ? 'Priorities' : `Priorities of ${chosen.title}`}
        choices={chosen.priorities.map(({ id, heading }) => ({ value: id, label: heading }))}
      />
    </>
  );
}

/** The links as an input takes them, if they are to change. */
export function editionInput(values: EditionValues, editions: readonly Edition[]) {
  return isRelinked(values, editions)
    ? { strategyId: values.edition, priorities: values.priorities }
    : {};
}

function isRelinked({ edition, priorities }: EditionValues, editions: readonly Edition[]): boolean {
  return [...priorities].sort().join() !== linkedIn(editions, edition).sort().join();
}

/** A published edition is changed for a reason only. */
export function badEdition(
  values: EditionValues & { reason: string },
  editions: readonly Edition[],
): FormError[] {
  const published = editions.some(
    ({ id, state }) => id === values.edition && state === 'PUBLISHED',
  );
  return published && !values.reason.trim() && isRelinked(values, editions)
    ? [
        {
          field: 'reason',
          message: 'Say why: the edition is published, and its priorities change with this',
        },
      ]
    : [];
}
