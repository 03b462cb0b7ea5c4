declare module 'accessible-autocomplete' {
  /** See the library's README: it ships no types. */
  export default function accessibleAutocomplete(
    options: Record<string, unknown> & { element: HTMLElement },
  ): void;
}
