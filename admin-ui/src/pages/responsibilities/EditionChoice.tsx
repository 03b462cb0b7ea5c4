import { SelectBox } from '../../ui/filters.js';
import { useFilters } from '../../ui/useFilters.js';
import { words } from '../../ui/words.js';

export type EditionRef = { id: string; title: string; state: string };

/** Which edition a picture is of: named in the address as `strategy`, else the current one, else the latest. */
export function useEdition(editions: readonly EditionRef[], current: string | undefined) {
  const { get } = useFilters();
  const asked = get('strategy');
  return (
    editions.find(({ id }) => id === asked) ??
    editions.find(({ id }) => id === current) ??
    editions[0]
  );
}

export function EditionChoice({
  editions,
  chosen,
}: {
  editions: readonly EditionRef[];
  chosen: EditionRef | undefined;
}) {
  const { set } = useFilters();
  if (editions.length < 2) return null;
  return (
    <div className="register-edition-choice">
      <SelectBox
        label="Strategy edition"
        value={chosen?.id ?? ''}
        choices={editions.map(({ id, title, state }) => ({
          value: id,
          label: `${title} (${words(state).toLowerCase()})`,
        }))}
        onChange={(value) => set('strategy', value)}
      />
    </div>
  );
}
