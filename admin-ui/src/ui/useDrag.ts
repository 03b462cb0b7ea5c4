/** Dragging an item of a list to another place, by mouse, pen or finger. */
import { type PointerEvent, type RefObject, useRef, useState } from 'react';
import { dropPlace } from './order.js';

/** How near to the edge of the window the page begins to scroll, and by how much each time. */
const edge = 60;
const step = 12;

/** `move` is called once, when the item is dropped. Escape, or a lost finger, leaves all as it was. */
export function useDrag(
  list: RefObject<HTMLElement | null>,
  move: (from: number, to: number) => void,
) {
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const latest = useRef(move);
  latest.current = move;

  const start = (event: PointerEvent, from: number) => {
    if (event.button !== 0 || !event.isPrimary) return;
    // No text is selected, and a finger does not scroll the page (touch-action is none as well).
    event.preventDefault();
    const pointer = event.pointerId;
    let to = from;
    setDrag({ from, to });
    const over = (next: globalThis.PointerEvent) => {
      if (next.pointerId !== pointer) return;
      to = dropPlace(middlesOf(list.current), next.clientY, from);
      setDrag({ from, to });
      if (next.clientY < edge) window.scrollBy(0, -step);
      if (next.clientY > window.innerHeight - edge) window.scrollBy(0, step);
    };
    const end = (commit: boolean) => {
      window.removeEventListener('pointermove', over);
      window.removeEventListener('pointerup', drop);
      window.removeEventListener('pointercancel', cancel);
      window.removeEventListener('keydown', giveUp);
      setDrag(null);
      if (commit && to !== from) latest.current(from, to);
    };
    const drop = (up: globalThis.PointerEvent) => {
      if (up.pointerId === pointer) end(true);
    };
    const cancel = () => end(false);
    const giveUp = (key: KeyboardEvent) => {
      if (key.key === 'Escape') end(false);
    };
    window.addEventListener('pointermove', over);
    window.addEventListener('pointerup', drop);
    window.addEventListener('pointercancel', cancel);
    window.addEventListener('keydown', giveUp);
  };

  /** The classes of an item that is dragged, or beside which the dragged one would fall. */
  const markOf = (index: number): string => {
    if (!drag) return '';
    if (index === drag.from) return ' register-reorder__item--dragged';
    if (index !== drag.to || drag.to === drag.from) return '';
    return drag.to < drag.from
      ? ' register-reorder__item--drop-before'
      : ' register-reorder__item--drop-after';
  };
  return { start, markOf };
}

function middlesOf(list: HTMLElement | null): number[] {
  return [...(list?.children ?? [])].map((item) => {
    const { top, height } = item.getBoundingClientRect();
    return top + height / 2;
  });
}
