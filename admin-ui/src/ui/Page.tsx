import { type ReactNode, useEffect, useRef } from 'react';

type Props = {
  /** The heading; also the window's title. */
  title: string;
  /** A line above the heading: what kind of thing this is, or whose. */
  caption?: ReactNode;
  /** Says in the window's title, too, that the form has errors. */
  hasErrors?: boolean;
  /** Buttons beside the heading. */
  actions?: ReactNode;
  children: ReactNode;
};

/** What every page begins with: its title, said to screen readers when one arrives. */
export function Page({ title, caption, hasErrors = false, actions, children }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${hasErrors ? 'Error: ' : ''}${title} – Partnership Register`;
  }, [title, hasErrors]);
  useEffect(() => {
    // The first page of a visit is announced by the browser itself.
    if (document.documentElement.dataset.moved) heading.current?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <div className="register-page-head">
        <h1 className="govuk-heading-l" tabIndex={-1} ref={heading}>
          {caption ? <span className="govuk-caption-l">{caption}</span> : null}
          {title}
        </h1>
        {actions ? <div className="register-page-actions govuk-button-group">{actions}</div> : null}
      </div>
      {children}
    </>
  );
}
