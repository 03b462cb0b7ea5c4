import type { ReactNode } from 'react';

/** A part of a record's page, with what one may do there beside its heading. */
export function Section({
  title,
  more,
  children,
}: {
  title: string;
  more?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="register-section">
      <div className="register-section__head">
        <h2 className="govuk-heading-m">{title}</h2>
        {more}
      </div>
      {children}
    </section>
  );
}
