/** Linking to other records by typing part of their name: one of them, or several. */
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.js';
import type { Suggest } from './autocomplete.js';
import { useField } from './fields.js';
import { Group } from './Group.js';
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
        asks={known.asks}
        suggest={known.suggest}
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
        asks={known.asks}
        suggest={async (text) =>
          (await known.suggest(text)).filter(({ value }) => !field.value.includes(value))
        }
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
  const named = (option: Option) =>
    option.hint ? `${option.label} (${option.hint})` : option.label;
  const labelOf = (id: string) => {
    const option = options.find(({ value }) => value === id);
    return option ? option.label : (found.current.get(id) ?? id);
  };
  const suggest: Suggest = async (text) => {
    const folded = text.trim().toLowerCase();
    const near = options.filter((option) => named(option).toLowerCase().includes(folded));
    return search ? search(text) : near;
  };
  const remember = (option: Option) => {
    found.current.set(option.value, option.label);
    return option.value;
  };
  return { labelOf, suggest, remember, asks: Boolean(search) };
}

/** The box of alphagov's accessible-autocomplete, loaded with the first form that needs it. */
function Combobox({
  id,
  describedBy,
  asks,
  suggest,
  onChoose,
}: {
  id: string;
  describedBy: string | undefined;
  asks: boolean;
  suggest: Suggest;
  onChoose(option: Option): void;
}) {
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const latest = useRef({ suggest, onChoose });
  latest.current = { suggest, onChoose };
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
        asks,
        suggest: (text) => latest.current.suggest(text),
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
