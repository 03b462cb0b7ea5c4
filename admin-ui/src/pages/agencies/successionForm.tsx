/** The fields of a succession. */
import { DateField, LinkField, type Option, Select } from '../../forms/index.js';
import { successionKinds } from './choices.js';
import type { Succession } from './Successions.js';
import { useAgencySearch } from './useAgencySearch.js';

export const successionDates: [string, string][] = [['on', 'The date']];

export function successionValues(succession: Succession) {
  return {
    from: succession.from.id,
    to: succession.to?.id ?? '',
    kind: succession.kind as string,
    on: succession.on ?? '',
  };
}

/** The agencies of a succession, so that their names can be shown. */
export function namesIn(succession: Succession): Option[] {
  return [succession.from, ...(succession.to ? [succession.to] : [])].map(({ id, name }) => ({
    value: id,
    label: name,
  }));
}

export function SuccessionInputs({ options }: { options: Option[] }) {
  const search = useAgencySearch();
  return (
    <>
      <LinkField
        name="from"
        label="The agency that was there before"
        options={options}
        search={search}
      />
      <Select name="kind" label="What happened to it?" choices={successionKinds} />
      <LinkField
        name="to"
        label="The agency that came after"
        hint="Leave it empty if nothing came after."
        options={options}
        search={search}
      />
      <DateField
        name="on"
        label="When?"
        hint="For example, 26 6 2021. Leave it empty if not known."
      />
    </>
  );
}
