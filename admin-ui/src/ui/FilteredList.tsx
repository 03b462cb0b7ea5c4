/**
 * A list with its filters beside it (the Ministry of Justice's filter pattern):
 * what is chosen stands above as tags that can be taken away, everything is in
 * the address, and on a narrow screen the filters fold away behind a button.
 */
import { type ReactNode, useId, useState } from 'react';
import { Button } from './Button.js';
import { type Filter, FilterControl, SelectBox } from './filters.js';
import { type Filters, useFilters } from './useFilters.js';
import { isDay } from './when.js';
import { count, day } from './words.js';

type Props = {
  /** What is listed: `['scheme', 'schemes']`. */
  of: [one: string, many: string];
  filters: Filter[];
  /** How the list can be sorted: the first is how it is sorted when nothing is said. */
  orders?: { value: string; label: string }[];
  /** How many there are in all; undefined while the first answer is on its way. */
  total: number | undefined;
  /** Whether the list shown is older than the filters, which are on their way. */
  fetching?: boolean;
  /** Beside the count: a download, for one. */
  extra?: ReactNode;
  /** The table and its page links. */
  children: ReactNode;
};

export function FilteredList({ of, filters, orders, total, fetching, extra, children }: Props) {
  const address = useFilters();
  const chosen = tagsOf(filters, address);
  return (
    <div className="register-filtered">
      <Panel of={of} filters={filters} address={address} chosen={chosen} />
      <div className="register-filtered__content" aria-busy={fetching || undefined}>
        <div className="register-filtered__head">
          <p className="govuk-body register-filtered__count" role="status">
            {total === undefined ? '' : count(total, ...of)}
            {total !== undefined && chosen.length > 0 ? ' found' : ''}
          </p>
          {extra}
          {orders ? (
            <div className="register-filtered__order">
              <SelectBox
                label="Sort by"
                value={address.get('sort') || (orders[0]?.value ?? '')}
                choices={orders}
                onChange={(value) => address.set('sort', value === orders[0]?.value ? '' : value)}
              />
            </div>
          ) : null}
        </div>
        {children}
      </div>
    </div>
  );
}

type PanelProps = {
  of: Props['of'];
  filters: Filter[];
  address: Filters;
  chosen: Chosen[];
};

function Panel({ of: [, many], filters, address, chosen }: PanelProps) {
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <section className="register-filtered__filter" aria-label={`Filter ${many}`}>
      <button
        type="button"
        className="govuk-button govuk-button--secondary register-filtered__toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {open ? 'Hide filters' : 'Show filters'}
        {chosen.length > 0 ? ` (${chosen.length} chosen)` : ''}
      </button>
      <div
        className={`moj-filter register-filtered__panel${open ? ' register-filtered__panel--open' : ''}`}
        id={id}
      >
        <div className="moj-filter__header">
          <div className="moj-filter__header-title">
            <h2 className="govuk-heading-m">Filter</h2>
          </div>
        </div>
        {chosen.length > 0 ? (
          <Tags chosen={chosen} onClear={() => address.clear(filters.map(({ name }) => name))} />
        ) : null}
        <div className="moj-filter__options">
          {filters.map((filter) => (
            <FilterControl key={filter.name} filter={filter} filters={address} />
          ))}
        </div>
      </div>
    </section>
  );
}

function Tags({ chosen, onClear }: { chosen: Chosen[]; onClear(): void }) {
  return (
    <div className="moj-filter__selected">
      <div className="register-filtered__selected">
        <h3 className="govuk-heading-s">Selected filters</h3>
        <Button kind="link" onClick={onClear}>
          Clear filters
        </Button>
      </div>
      <ul className="moj-filter-tags">
        {chosen.map(({ key, label, remove }) => (
          <li key={key}>
            <button
              type="button"
              className="moj-filter__tag register-filtered__tag"
              onClick={remove}
            >
              <span className="govuk-visually-hidden">Remove this filter: </span>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

type Chosen = { key: string; label: string; remove(): void };

/** What is chosen, as tags. */
function tagsOf(filters: Filter[], address: Filters): Chosen[] {
  return filters.flatMap((filter) => {
    const values = address.all(filter.name).filter((value) => isChosen(filter, value));
    return values.map((value) => ({
      key: `${filter.name}:${value}`,
      label: labelOf(filter, value),
      remove: () =>
        address.set(
          filter.name,
          values.filter((other) => other !== value),
        ),
    }));
  });
}

/** An address may hold anything: what is no day narrows no list. */
function isChosen(filter: Filter, value: string): boolean {
  return filter.kind === 'day' ? isDay(value) : value !== '';
}

function labelOf(filter: Filter, value: string): string {
  if (filter.kind === 'tick') return filter.label;
  if (filter.kind === 'search') return `“${value}”`;
  if (filter.kind === 'day') return `${filter.label}: ${day(value)}`;
  const label = filter.choices.find((choice) => choice.value === value)?.label ?? value;
  return `${filter.label}: ${label}`;
}
