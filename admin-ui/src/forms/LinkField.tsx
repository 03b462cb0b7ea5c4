/** Linking to other records by typing part of their name: one of them, or several. */
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button } from '../ui/Button.js';
import { useField, useShared } from './fields.js';
import { Group } from './Group.js';
import { exactly, near } from './near.js';
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
        name={props.name}
        describedBy={field.describedBy}
        isWrong={field.error !== undefined}
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
  const isNew = ({ value }: Option) => !field.value.includes(value);
  const choose = (option: Option) => {
    if (isNew(option)) field.set([...field.value, known.remember(option)]);
  };
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
        name={props.name}
        describedBy={field.describedBy}
        isWrong={field.error !== undefined}
        near={known.near}
        ask={known.ask}
        isOffered={isNew}
        onChoose={choose}
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

type ComboboxProps = {
  id: string;
  /** The name of the field that it belongs to. */
  name: string;
  describedBy: string | undefined;
  isWrong: boolean;
  near(text: string): Option[];
  ask: ((text: string) => Promise<Option[]>) | undefined;
  /** Leaves out of the list what is chosen already. */
  isOffered?(option: Option): boolean;
  onChoose(option: Option): void;
};

/**
 * How long after the box was left a text in it is chosen: what is chosen moves the page, and
 * the button that somebody presses must not move away under the pointer.
 */
const LEFT_FOR = 250;

/** The box of alphagov's accessible-autocomplete, loaded with the first form that needs it. */
function Combobox(props: ComboboxProps) {
  const { id, name, describedBy, isWrong } = props;
  const place = useRef<HTMLDivElement>(null);
  const [round, setRound] = useState(0);
  const asks = Boolean(props.ask);
  const latest = useRef(props);
  latest.current = props;
  const menu = useId();
  const { addBox } = useShared();
  const choose = useRef((option: Option) => {
    latest.current.onChoose(option);
    // A new box, empty, for the next one.
    setRound((old) => old + 1);
  });
  const box = useRef({
    text: () => place.current?.querySelector('input')?.value ?? '',
    settle: async () => {
      const text = box.current.text();
      const { near, ask } = latest.current;
      const option = exactly(ask ? await ask(text) : near(text), text);
      const isSame = box.current.text() === text;
      if (option && isSame && text) choose.current(option);
      return isSame ? option !== null : box.current.text().trim() === '';
    },
  });
  useEffect(() => addBox(name, box.current), [addBox, name]);
  useEffect(() => {
    let left = false;
    const element = place.current;
    const offered = (options: Option[]) => {
      const { isOffered } = latest.current;
      return isOffered ? options.filter(isOffered) : options;
    };
    import('./autocomplete.js').then(({ attach }) => {
      if (left || !element) return;
      attach(element, {
        id,
        focus: round > 0,
        near: (text) => offered(latest.current.near(text)),
        ask: asks ? async (text) => offered((await latest.current.ask?.(text)) ?? []) : undefined,
        choose: (option) => choose.current(option),
      });
      describe(element, latest.current);
    });
    return () => {
      left = true;
      element?.replaceChildren();
    };
  }, [id, asks, round]);
  // What is typed stays in the box while an error comes and goes.
  useEffect(() => describe(place.current, { describedBy, isWrong }), [describedBy, isWrong]);
  const isTyped = (target: EventTarget) =>
    target instanceof HTMLInputElement && target.value.trim() !== '';
  const takeOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing || !isTyped(event.target)) return;
    // With something typed, Enter is about the box and not about the form.
    event.preventDefault();
    box.current.settle();
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what happens in the box inside comes up here
    <div
      ref={place}
      data-menu={menu}
      className="register-combobox"
      onKeyDown={takeOnEnter}
      onBlur={({ target, relatedTarget }) => {
        if (!isTyped(target) || place.current?.contains(relatedTarget)) return;
        setTimeout(() => box.current.settle(), LEFT_FOR);
      }}
    />
  );
}

/** Ties the box to its hint and its error, beside what the library says of it. */
function describe(
  element: HTMLElement | null,
  { describedBy, isWrong }: Pick<ComboboxProps, 'describedBy' | 'isWrong'>,
): void {
  const input = element?.querySelector('input');
  if (!input) return;
  const told = input.getAttribute('aria-describedby')?.split(' ') ?? [];
  const ids = told.filter((id) => id.endsWith('assistiveHint'));
  if (describedBy) ids.push(describedBy);
  input.setAttribute('aria-describedby', ids.join(' '));
  if (isWrong) input.setAttribute('aria-invalid', 'true');
  else input.removeAttribute('aria-invalid');
}
