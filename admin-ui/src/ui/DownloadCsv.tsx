import { useState } from 'react';
import { Button } from './Button.js';

type Props = {
  /** The list of `/export/<list>.csv`: `projects`, `actions`… */
  list: string;
  /** What is asked for, as the export takes it: `{ partnership: 'safer-chelmsford' }`. */
  query?: Record<string, string>;
  /** What the button says. */
  label: string;
};

/**
 * Downloads a list as a table for a spreadsheet. It is fetched and not linked,
 * because a browser's cookie counts only together with a header.
 */
export function DownloadCsv({ list, query = {}, label }: Props) {
  const [state, setState] = useState<'ready' | 'fetching' | 'failed'>('ready');
  const download = async () => {
    setState('fetching');
    try {
      const answer = await fetch(`/export/${list}.csv?${new URLSearchParams(query)}`, {
        credentials: 'same-origin',
        headers: { 'X-Register-Csrf': '1' },
      });
      if (!answer.ok) throw new Error(String(answer.status));
      keepAs(`${list}.csv`, await answer.blob());
      setState('ready');
    } catch {
      setState('failed');
    }
  };
  return (
    <span className="register-download">
      <Button kind="link" onClick={download} disabled={state === 'fetching'}>
        {label} (CSV)
      </Button>
      <span role="status" className="register-muted">
        {state === 'failed' ? ' The list could not be downloaded. Try again.' : ''}
      </span>
    </span>
  );
}

/** Hands a file to the browser's downloads. */
function keepAs(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Not at once: the browser may still be reading it.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
