/** alphagov's accessible-autocomplete, tied to our options. */
import accessibleAutocomplete from 'accessible-autocomplete';
import 'accessible-autocomplete/dist/accessible-autocomplete.min.css';
import type { Option } from './LinkField.js';

export type Suggest = (text: string) => Promise<Option[]>;

type Attach = {
  id: string;
  describedBy: string | undefined;
  /** Whether the box takes the focus: after one was chosen, the next may follow. */
  focus: boolean;
  /** Whether the register is asked: then not at every letter. What is at hand is shown at once. */
  asks: boolean;
  /** What the box holds at first. */
  startsWith?: string;
  /** Whether the first suggestion is marked as one types, and leaving the box takes it. */
  marksFirst?: boolean;
  suggest: Suggest;
  /** The same at once, for what is at hand: whoever leaves the box leaves no list behind. */
  near?: (text: string) => Option[];
  choose(option: Option): void;
};

/** How long typing pauses before the register is asked. */
const pause = 200;

export function attach(
  element: HTMLElement,
  {
    id,
    describedBy,
    focus,
    asks,
    startsWith = '',
    marksFirst = false,
    suggest,
    near,
    choose,
  }: Attach,
): void {
  let asked = 0;
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
    source: (text: string, show: (options: Option[]) => void) => {
      if (near) {
        show(near(text).slice(0, 50));
        return;
      }
      asked += 1;
      const mine = asked;
      setTimeout(
        async () => {
          if (mine !== asked) return;
          const options = await suggest(text);
          if (mine === asked) show(options.slice(0, 50));
        },
        text && asks ? pause : 0,
      );
    },
    templates: {
      inputValue: (option?: Option) => option?.label ?? '',
      suggestion: (option: Option) =>
        asHtml(option.hint ? `${option.label} (${option.hint})` : option.label),
    },
    onConfirm: (option?: Option) => {
      if (option) choose(option);
    },
    tNoResults: () => 'Nothing found',
  });
  const input = element.querySelector('input');
  if (describedBy)
    input?.setAttribute(
      'aria-describedby',
      [input.getAttribute('aria-describedby'), describedBy].filter(Boolean).join(' '),
    );
  if (focus) input?.focus();
}

/** The library sets a suggestion as HTML; a name is text. */
function asHtml(text: string): string {
  const span = document.createElement('span');
  span.textContent = text;
  return span.innerHTML;
}
