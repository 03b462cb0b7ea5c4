/** alphagov's accessible-autocomplete, tied to our options. */
import accessibleAutocomplete from 'accessible-autocomplete';
import 'accessible-autocomplete/dist/accessible-autocomplete.min.css';
import type { Option } from './LinkField.js';
import { named } from './near.js';

type Attach = {
  id: string;
  /** Whether the box takes the focus: after one was chosen, the next may follow. */
  focus: boolean;
  /** What the box holds at first. */
  startsWith?: string;
  /** Whether the first suggestion is marked as one types, and leaving the box takes it. */
  marksFirst?: boolean;
  /**
   * What is at hand, shown with the letter that was typed: an arrow key pressed after it
   * moves in the list of that text, and whoever leaves the box leaves no list behind.
   */
  near?: (text: string) => Option[];
  /** What the register finds; it is not asked at every letter. */
  ask?: ((text: string) => Promise<Option[]>) | undefined;
  choose(option: Option): void;
};

/** How long typing pauses before the register is asked. */
const pause = 200;

export function attach(
  element: HTMLElement,
  { id, focus, startsWith = '', marksFirst = false, near = () => [], ask, choose }: Attach,
): void {
  let asked = 0;
  const isArrow = arrowIn(element);
  accessibleAutocomplete({
    element,
    id,
    // A list of everything opens with an arrow key or a click, as in a select.
    minLength: 0,
    // Where leaving the box takes what is marked, nothing is marked before one types.
    showAllValues: !marksFirst,
    confirmOnBlur: marksFirst,
    autoselect: marksFirst,
    defaultValue: startsWith,
    displayMenu: 'overlay',
    dropdownArrow: () => '',
    source: (text: string, render: (options: Option[]) => void) => {
      const show = isArrow() ? (found: Option[]) => found.length > 0 && render(found) : render;
      asked += 1;
      const mine = asked;
      if (!ask) {
        show(near(text).slice(0, 50));
        return;
      }
      setTimeout(
        async () => {
          if (mine !== asked) return;
          const options = await ask(text);
          // Who went into the list meanwhile chooses from what they see; and over a box that
          // was left no list opens, where the next field's would be taken for it.
          if (mine === asked && document.activeElement === input) show(options.slice(0, 50));
        },
        text ? pause : 0,
      );
    },
    templates: {
      inputValue: (option?: Option) => option?.label ?? '',
      suggestion: (option: Option) => asHtml(named(option)),
    },
    onConfirm: (option?: Option) => {
      if (option) choose(option);
    },
    tNoResults: () => 'Nothing found',
  });
  const input = element.querySelector('input');
  // Unless whoever types has gone on meanwhile: then their next letters are not for this box.
  if (focus && document.activeElement === document.body) input?.focus();
}

/**
 * Tells whether the arrow key is being pressed that opens the list. The library then moves into
 * the first option without looking whether there is one, and fails where there is none, as
 * after a text for which nothing was found: such a list is not opened.
 */
function arrowIn(element: HTMLElement): () => boolean {
  let isPressed = false;
  element.addEventListener(
    'keydown',
    ({ key }) => {
      isPressed = key === 'ArrowDown';
    },
    { capture: true },
  );
  element.addEventListener('keydown', () => {
    isPressed = false;
  });
  return () => isPressed;
}

/** The library sets a suggestion as HTML; a name is text. */
function asHtml(text: string): string {
  const span = document.createElement('span');
  span.textContent = text;
  return span.innerHTML;
}
