/**
 * Says that somebody else changed what the page shows, without moving it: a bar
 * at the foot of the window, and a polite word to screen readers.
 */
import { useEffect, useState } from 'react';
import { Button } from './Button.js';
import { actorName, ago, labelWords } from './changeWords.js';
import { type ChangeFilter, useLiveChanges } from './liveChanges.js';
import type { ChangeLine } from './RecentChanges.js';

type Props = {
  /** Which changes: `{ entity: id }` on a record's page, else as the list is filtered. */
  filter: ChangeFilter;
  /**
   * The `sequence` of the latest change that the page shows, from `changes(first: 1)` in the
   * page's own query, so that nothing is missed in between; without it, from now on.
   */
  after?: number | undefined;
  /** What was changed, as in "Carol Coordinator changed this scheme"; left out, each record's name. */
  what?: string;
  /** Asks the page's query again: `() => ask({ requestPolicy: 'network-only' })`. */
  onShow(): void;
};

export function LiveNotice({ filter, after, what, onShow }: Props) {
  const { news, lost, forget } = useLiveChanges(filter, after);
  const [dismissed, setDismissed] = useState<string | null>(null);
  const down = useLasting(lost, 5_000);
  const latest = news[0];
  const shown = latest && latest.id !== dismissed ? latest : null;
  const said = shown ? sentence(shown, news, what) : '';
  const trouble = 'The register cannot be reached. Trying again…';
  return (
    <div className="register-live-place">
      <p className="govuk-visually-hidden" role="status">
        {said ? `${said}.` : down ? trouble : ''}
      </p>
      {shown ? (
        <section className="register-live" aria-label="News">
          <p className="govuk-body register-live__text">
            {said} <Since at={shown.at} />.
          </p>
          <Button
            kind="secondary"
            onClick={() => {
              forget();
              onShow();
            }}
          >
            Show it
          </Button>
          <Button kind="link" onClick={() => setDismissed(shown.id)} about="this notice">
            Hide
          </Button>
        </section>
      ) : down ? (
        <div className="register-live register-live--lost" aria-hidden="true">
          <p className="govuk-body register-live__text">{trouble}</p>
        </div>
      ) : null}
    </div>
  );
}

function sentence(latest: ChangeLine, news: ChangeLine[], what: string | undefined): string {
  const name = actorName(latest.actor);
  if (news.length === 1) return `${name} changed ${what ?? labelWords(latest.entityLabel)}`;
  return `${news.length} changes by others, the last by ${name}`;
}

/** The time that has passed; not in the live region, which would say it again each minute. */
function Since({ at }: { at: string }) {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((old) => old + 1), 30_000);
    return () => clearInterval(timer);
  }, []);
  return <time dateTime={at}>{ago(at)}</time>;
}

/** True once something has been true for a while: a short break is nobody's concern. */
function useLasting(now: boolean, milliseconds: number): boolean {
  const [lasting, setLasting] = useState(false);
  useEffect(() => {
    if (!now) {
      setLasting(false);
      return;
    }
    const timer = setTimeout(() => setLasting(true), milliseconds);
    return () => clearTimeout(timer);
  }, [now, milliseconds]);
  return lasting;
}
