import { useSyncExternalStore } from 'react';
import { Banner } from '../ui/Banner.js';

function watch(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** Says plainly that there is no network, before somebody finds out by a save that fails. */
export function Offline() {
  const online = useSyncExternalStore(watch, () => navigator.onLine);
  if (online) return null;
  return (
    <Banner kind="information">
      <p className="govuk-notification-banner__heading">You are offline</p>
      <p className="govuk-body">
        What you enter stays in this browser. Save it when the connection is back.
      </p>
    </Banner>
  );
}
