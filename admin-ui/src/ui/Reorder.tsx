/** A list that can be put in order: by buttons that keep the focus, and by dragging a handle. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from './Button.js';
import { moved, placed } from './order.js';
import { useDrag } from './useDrag.js';

type Props<T extends { id: string }> = {
  /** What the list holds, as in "Priorities in order". */
  label: string;
  items: readonly T[];
  /** What an item is called when its new place is announced. */
  nameOf(item: T): string;
  children(item: T, index: number): ReactNode;
  /** Saves the order; gives what went wrong, or null. Without it the list stands still. */
  onReorder?: ((ids: string[], reason: string) => Promise<string | null>) | undefined;
  /** Whether the new order is saved with a reason, all moves at once, instead of each move at once. */
  asksWhy?: boolean;
};

export function Reorder<T extends { id: string }>(props: Props<T>) {
  const { label, items, nameOf, children, onReorder, asksWhy = false } = props;
  const order = useOrder(props);
  const list = useRef<HTMLOListElement>(null);
  const byId = new Map(items.map((item) => [item.id, item]));
  const move = (from: number, to: number) => {
    const item = byId.get(order.ids[from] ?? '');
    if (!item) return;
    order.move(from, to, nameOf(item));
  };
  const drag = useDrag(list, move);
  const last = order.ids.length - 1;
  return (
    <>
      <p className="govuk-visually-hidden" role="status">
        {order.said}
      </p>
      {order.trouble && !asksWhy ? (
        <p className="govuk-error-message" role="alert">
          {order.trouble}
        </p>
      ) : null}
      <ol className="register-reorder" aria-label={label} ref={list}>
        {order.ids.map((id, index) => {
          const item = byId.get(id);
          if (!item) return null;
          return (
            <li key={id} className={`register-reorder__item${drag.markOf(index)}`}>
              {onReorder && last > 0 ? (
                <Controls
                  name={nameOf(item)}
                  onGrip={(event) => drag.start(event, index)}
                  onUp={index > 0 ? () => move(index, index - 1) : undefined}
                  onDown={index < last ? () => move(index, index + 1) : undefined}
                />
              ) : null}
              <div className="register-reorder__content">{children(item, index)}</div>
            </li>
          );
        })}
      </ol>
      {asksWhy && order.isPending ? (
        <SaveOrder onSave={order.save} onUndo={order.undo} trouble={order.trouble} />
      ) : null}
    </>
  );
}

/** The order as it is shown: as loaded, or as moved and not yet loaded anew. */
function useOrder<T extends { id: string }>({ items, onReorder, asksWhy }: Props<T>) {
  const loaded = items.map((item) => item.id);
  const [order, setOrder] = useState<string[] | null>(null);
  const [said, setSaid] = useState('');
  const [trouble, setTrouble] = useState<string | null>(null);
  const queue = useRef(Promise.resolve());
  const ids = order ? placed(order, loaded) : loaded;
  const arrived = order !== null && loaded.join() === order.join();
  useEffect(() => {
    if (arrived) setOrder(null);
  }, [arrived]);

  const send = async (next: string[], reason: string): Promise<boolean> => {
    const problem = (await onReorder?.(next, reason)) ?? null;
    setTrouble(problem);
    if (problem && !asksWhy) setOrder(null);
    return problem === null;
  };
  return {
    ids,
    said,
    trouble,
    isPending: order !== null && !arrived,
    move(from: number, to: number, name: string) {
      if (to === from) return;
      const next = moved(ids, from, to);
      setOrder(next);
      setSaid(`${name} is now ${to + 1} of ${next.length}.`);
      // One after the other, so that the last move is the last that is saved.
      if (!asksWhy) {
        queue.current = queue.current.then(async () => {
          await send(next, '');
        });
      }
    },
    save: async (reason: string) => {
      if (await send(ids, reason)) setSaid('The new order is saved.');
    },
    undo() {
      setOrder(null);
      setTrouble(null);
      setSaid('The order is as it was.');
    },
  };
}

type Grip = React.PointerEvent<HTMLElement>;

function Controls({
  name,
  onGrip,
  onUp,
  onDown,
}: {
  name: string;
  onGrip(event: Grip): void;
  onUp: (() => void) | undefined;
  onDown: (() => void) | undefined;
}) {
  return (
    <div className="register-reorder__controls">
      <span className="register-reorder__grip" aria-hidden="true" onPointerDown={onGrip}>
        <svg width="12" height="20" viewBox="0 0 12 20" focusable="false" aria-hidden="true">
          {[3, 10, 17].map((y) => (
            <path key={y} d={`M1 ${y - 1.5}h3v3h-3zM8 ${y - 1.5}h3v3h-3z`} fill="currentColor" />
          ))}
        </svg>
      </span>
      <Move word="Up" name={name} onMove={onUp} />
      <Move word="Down" name={name} onMove={onDown} />
    </div>
  );
}

/** Never disabled, only said to be: a button that loses the focus loses the person. */
function Move({
  word,
  name,
  onMove,
}: {
  word: string;
  name: string;
  onMove: (() => void) | undefined;
}) {
  return (
    <button
      type="button"
      className="register-reorder__button"
      aria-disabled={onMove ? undefined : true}
      onClick={onMove}
    >
      <span className="govuk-visually-hidden">Move {name} </span>
      <span aria-hidden="true">{word === 'Up' ? '↑ ' : '↓ '}</span>
      {word}
    </button>
  );
}

function SaveOrder({
  onSave,
  onUndo,
  trouble,
}: {
  onSave(reason: string): Promise<void>;
  onUndo(): void;
  trouble: string | null;
}) {
  const [reason, setReason] = useState('');
  const [saving, setSaving] = useState(false);
  const save = async (event: React.FormEvent) => {
    event.preventDefault();
    setSaving(true);
    await onSave(reason);
    setSaving(false);
  };
  return (
    <form className="govuk-inset-text" onSubmit={save}>
      <p className="govuk-body">The new order is not saved yet.</p>
      <div className={`govuk-form-group${trouble ? ' govuk-form-group--error' : ''}`}>
        <label className="govuk-label govuk-label--s" htmlFor="reorder-reason">
          Why are you changing the order?
        </label>
        <div className="govuk-hint" id="reorder-reason-hint">
          Shown in the history. Do not name or describe individuals.
        </div>
        {trouble ? (
          <p className="govuk-error-message" id="reorder-reason-error" role="alert">
            {trouble}
          </p>
        ) : null}
        <input
          className="govuk-input"
          id="reorder-reason"
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          aria-describedby={`reorder-reason-hint${trouble ? ' reorder-reason-error' : ''}`}
          aria-invalid={trouble ? true : undefined}
        />
      </div>
      <div className="govuk-button-group">
        <Button type="submit" aria-disabled={saving || undefined}>
          Save the order
        </Button>
        <Button kind="link" onClick={onUndo}>
          Put it back
        </Button>
      </div>
    </form>
  );
}
