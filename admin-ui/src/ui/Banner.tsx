import { type ReactNode, useEffect, useRef } from 'react';

/** A GOV.UK notification banner: what was done, or what one should know. A success takes the focus. */
export function Banner({
  kind,
  children,
}: {
  kind: 'success' | 'information';
  children: ReactNode;
}) {
  const banner = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (kind === 'success') banner.current?.focus();
  }, [kind]);
  const success = kind === 'success';
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles that it may have take a label
    <div
      className={`govuk-notification-banner${success ? ' govuk-notification-banner--success' : ''}`}
      role={success ? 'alert' : 'region'}
      aria-labelledby="banner-title"
      tabIndex={-1}
      ref={banner}
    >
      <div className="govuk-notification-banner__header">
        <h2 className="govuk-notification-banner__title" id="banner-title">
          {success ? 'Success' : 'Important'}
        </h2>
      </div>
      <div className="govuk-notification-banner__content">{children}</div>
    </div>
  );
}
