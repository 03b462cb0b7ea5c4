import { useEffect, useState } from 'react';

/** Says that something is coming, but only when it is slow: a quick answer must not flicker. */
export function Loading({ what }: { what: string }) {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), 300);
    return () => clearTimeout(timer);
  }, []);
  return (
    <p className="govuk-body register-loading" role="status">
      {slow ? `Loading ${what}…` : ''}
    </p>
  );
}
