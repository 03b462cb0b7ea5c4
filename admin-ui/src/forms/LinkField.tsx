/** Linking to other records by typing part of their name: one of them, or several. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.js';
import { useField } from './fields.js';
import { Group } from './Group.js';
import { near } from './near.js';
import { Label } from './TextField.js';

/** Something to link to. */
export type Option = {
  value: string;
  label: string;
  /** What tells it from others of the same name. */
  hint?: string;
};

type Props = {
  name: string;
  label: string;
  hint?: ReactNode;
  /** All there is to choose from; long lists are searched on the server with `search` instead. */
  options: readonly Option[];
  /** Finds what is not among `options`, for lists too long to load. */
  search?: (text: string) => Promise<Option[]>;
};

/** One record or none. The value is its id, or empty. */
export function LinkField(props: Props) {
  const known = useKnown(props);
  const field = useField<string>(props.name, props.label, props.hint, known.labelOf);
  return (
    <Group
      id={field.id}
      hint={props.hint}
      error={field.error}
      label={<Label id={field.id}>{props.label}</Label>}
    >
      {field.value ? (
        <ul className="register-links">
          <Chosen
            label={known.labelOf(field.value)}
            onRemove={() => field.set('')}
            focusId={field.id}
          />
        </ul>
      ) : null}
      <Combobox
        id={field.id}
        describedBy={field.describedBy}
        near={known.near}
        ask={known.ask}
        onChoose={(option) => field.set(known.remember(option))}
      />
    </Group>
  );
}

/** Any number of records, in the order chosen. The value is the list of their ids. */
export function LinksField(props: Props) {
  const known = useKnown(props);
  const field = useField<string[]>(props.name, props.label, props.hint, (ids) =>
    ids.map(known.labelOf).join(', '),
  );
  const { ask } = known;
  const isNew = ({ value }: Option) => !field.value.includes(value);
  return (
    <Group
      id={field.id}
      hint={props.hint}
      error={field.error}
      label={<Label id={field.id}>{props.label}</Label>}
    >
      {field.value.length > 0 ? (
        <ul className="register-links">
          {field.value.map((id) => (
            <Chosen
              key={id}
              label={known.labelOf(id)}
              onRemove={() => field.set(field.value.filter((other) => other !== id))}
              focusId={field.id}
            />
          ))}
        </ul>
      ) : null}
      <Combobox
        id={field.id}
        describedBy={field.describedBy}
        near={(text) => known.near(text).filter(isNew)}
        ask={ask && (async (text) => (await ask(text)).filter(isNew))}
        onChoose={(option) => field.set([...field.value, known.remember(option)])}
      />
    </Group>
  );
}

function Chosen({
  label,
  onRemove,
  focusId,
}: {
  label: string;
  onRemove(): void;
  focusId: string;
}) {
  const remove = () => {
    onRemove();
    // The button is gone: the place to go on is the box.
    document.getElementById(focusId)?.focus();
  };
  return (
    <li>
      <span>{label}</span>{' '}
      <Button kind="link" onClick={remove} about={label}>
        Remove
      </Button>
    </li>
  );
}

/** The names of what was found, so that a chosen id can be shown. */
function useKnown({ options, search }: Props) {
  const found = useRef(new Map<string, string>());
  const labelOf = (id: string) => {
    const option = options.find(({ value }) => value === id);
    return option ? option.label : (found.current.get(id) ?? id);
  };
  const remember = (option: Option) => {
    found.current.set(option.value, option.label);
    return option.value;
  };
  return { labelOf, remember, near: (text: string) => near(options, text), ask: search };
}

/** The box of alphagov's accessible-autocomplete, loaded with the first form that needs it. */
function Combobox({
  id,
  describedBy,
  near,
  ask,
  onChoose,
}: {
  id: string;
  describedBy: string | undefined;
  near(text: string): Option[];
  ask: ((text: string) => Promise<Option[]>) | undefined;
  onChoose(option: Option): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const asks = Boolean(ask);
  const latest = useRef({ near, ask, onChoose });
  latest.current = { near, ask, onChoose };
  const menu = useId();
  useEffect(() => {
    let left = false;
    const element = place.current;
    import('./autocomplete.js').then(({ attach }) => {
      if (left || !element) return;
      attach(element, {
        id,
        describedBy,
        focus: round > 0,
        near: (text) => latest.current.near(text),
        ask: asks ? async (text) => (await latest.current.ask?.(text)) ?? [] : undefined,
        choose: (option) => {
          latest.current.onChoose(option);
          // A new box, empty, for the next one.
          setRound((old) => old + 1);
        },
      });
    });
    return () => {
      left = true;
      element?.replaceChildren();
    };
  }, [id, describedBy, asks, round]);
  return <div ref={place} data-menu={menu} className="register-combobox" />;
}
