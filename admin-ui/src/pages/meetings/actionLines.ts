/** The boxes of a line that says what was agreed, who does it and by when. */
import type { LineColumn, Option } from '../../forms/index.js';

/** The agencies that an action can fall to, as options. */
export function ownersOf(agencies: readonly { id: string; name: string }[]): Option[] {
  return agencies.map(({ id, name }) => ({ value: id, label: name }));
}

export function actionColumns(owners: readonly Option[]): LineColumn[] {
  return [
    { name: 'text', label: 'What is to be done', size: 'long' },
    { name: 'owner', label: 'Agency', options: owners },
    { name: 'dueOn', label: 'Due, like 27/3', size: 'short' },
    { name: 'reference', label: 'Reference', size: 'short' },
  ];
}
