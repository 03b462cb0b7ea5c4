/** The controls of a filter panel: what is searched for, one of a list, any of a list, a tick. */
import { useEffect, useId, useRef, useState } from 'react';
import type { Filters } from './useFilters.js';

type Choice = { value: string; label: string };

/** One way to narrow a list, or to sort it. `name` is its name in the address. */
export type Filter =
  | { kind: 'search'; name: string; label: string; hint?: string }
  | { kind: 'one'; name: string; label: string; choices: Choice[]; any?: string }
  | { kind: 'several'; name: string; label: string; choices: Choice[] }
  | { kind: 'tick'; name: string; label: string }
  /** A day of the calendar, `2026-11-23` in the address. */
  | { kind: 'day'; name: string; label: string };

export function FilterControl({ filter, filters }: { filter: Filter; filters: Filters }) {
  if (filter.kind === 'search') return <SearchBox filter={filter} filters={filters} />;
  if (filter.kind === 'several') return <Ticks filter={filter} filters={filters} />;
  if (filter.kind === 'tick') return <Tick filter={filter} filters={filters} />;
  if (filter.kind === 'day') return <DayBox filter={filter} filters={filters} />;
  return (
    <SelectBox
      label={filter.label}
      value={filters.get(filter.name)}
      choices={[{ value: '', label: filter.any ?? 'Any' }, ...filter.choices]}
      onChange={(value) => filters.set(filter.name, value)}
    />
  );
}

/** How long typing pauses before the list is asked for anew. */
const PAUSE = 250;

type Of<K extends Filter['kind']> = { filter: Extract<Filter, { kind: K }>; filters: Filters };

function SearchBox({ filter: { name, label, hint }, filters }: Of<'search'>) {
  const id = useId();
  const given = filters.get(name);
  const [text, setText] = useState(given);
  // What this box itself put into the address is no reason to change the box.
  const sent = useRef(given);
  useEffect(() => {
    if (given === sent.current) return;
    sent.current = given;
    setText(given);
  }, [given]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      filters.set(name, wanted);
    }, PAUSE);
    return () => clearTimeout(timer);
  }, [text, name, filters]);
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      {hint ? (
        <div className="govuk-hint" id={`${id}-hint`}>
          {hint}
        </div>
      ) : null}
      <input
        className="govuk-input"
        id={id}
        type="search"
        value={text}
        onChange={(event) => setText(event.target.value)}
        aria-describedby={hint ? `${id}-hint` : undefined}
        autoComplete="off"
        maxLength={200}
      />
    </div>
  );
}

function DayBox({ filter: { name, label }, filters }: Of<'day'>) {
  const id = useId();
  const given = filters.get(name);
  const [value, setValue] = useState(given);
  const sent = useRef(given);
  useEffect(() => {
    if (given === sent.current) return;
    sent.current = given;
    setValue(given);
  }, [given]);
  const change = (next: string) => {
    setValue(next);
    // While a year is typed the browser tells of days such as 0002-01-01: those are not asked for.
    if (next && next < '1900') return;
    sent.current = next;
    filters.set(name, next);
  };
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <input
        className="govuk-input"
        id={id}
        type="date"
        value={value}
        onChange={(event) => change(event.target.value)}
      />
    </div>
  );
}

export function SelectBox({
  label,
  value,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  choices: Choice[];
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <div className="govuk-form-group">
      <label className="govuk-label govuk-label--s" htmlFor={id}>
        {label}
      </label>
      <select
        className="govuk-select"
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

function Ticks({ filter: { name, label, choices }, filters }: Of<'several'>) {
  const chosen = filters.all(name);
  const toggle = (value: string) =>
    filters.set(
      name,
      choices
        .map((choice) => choice.value)
        .filter((each) => (each === value) !== chosen.includes(each)),
    );
  return (
    <div className="govuk-form-group">
      <fieldset className="govuk-fieldset">
        <legend className="govuk-fieldset__legend govuk-fieldset__legend--s">{label}</legend>
        <div className="govuk-checkboxes govuk-checkboxes--small">
          {choices.map((choice) => (
            <Box
              key={choice.value}
              label={choice.label}
              checked={chosen.includes(choice.value)}
              onToggle={() => toggle(choice.value)}
            />
          ))}
        </div>
      </fieldset>
    </div>
  );
}

function Tick({ filter: { name, label }, filters }: Of<'tick'>) {
  const checked = filters.get(name) === 'yes';
  return (
    <div className="govuk-form-group register-filter__tick">
      <div className="govuk-checkboxes govuk-checkboxes--small">
        <Box
          label={label}
          checked={checked}
          onToggle={() => filters.set(name, checked ? '' : 'yes')}
        />
      </div>
    </div>
  );
}

function Box({ label, checked, onToggle }: { label: string; checked: boolean; onToggle(): void }) {
  const id = useId();
  return (
    <div className="govuk-checkboxes__item">
      <input
        className="govuk-checkboxes__input"
        type="checkbox"
        id={id}
        checked={checked}
        onChange={onToggle}
      />
      <label className="govuk-label govuk-checkboxes__label" htmlFor={id}>
        {label}
      </label>
    </div>
  );
}
