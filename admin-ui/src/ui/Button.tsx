import type { ButtonHTMLAttributes, ReactNode } from 'react';
import { Link, type To } from 'react-router';

type Kind = 'primary' | 'secondary' | 'warning' | 'link';

type Props = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'className'> & {
  kind?: Kind;
  /** Words that only a screen reader needs, to tell this button from its like in other rows. */
  about?: string;
  children: ReactNode;
};

const classes: Record<Kind, string> = {
  primary: 'govuk-button',
  secondary: 'govuk-button govuk-button--secondary',
  warning: 'govuk-button govuk-button--warning',
  link: 'govuk-link register-button-link',
};

/** A button of the GOV.UK kinds; `link` looks like a link and still is a button. */
export function Button({ kind = 'primary', type = 'button', about, children, ...rest }: Props) {
  return (
    <button type={type} className={classes[kind]} {...rest}>
      {children}
      {about ? <span className="govuk-visually-hidden"> {about}</span> : null}
    </button>
  );
}

/** Buttons and links side by side. */
export function ButtonGroup({ children }: { children: ReactNode }) {
  return <div className="govuk-button-group">{children}</div>;
}

/**
 * A link that looks like a button, for going to where something is done. It stays
 * a link: the space bar scrolls, and it can be opened in another tab.
 */
export function ButtonLink({
  to,
  kind = 'primary',
  about,
  children,
}: {
  to: To;
  kind?: 'primary' | 'secondary';
  about?: string;
  children: ReactNode;
}) {
  return (
    <Link to={to} className={classes[kind]} draggable={false}>
      {children}
      {about ? <span className="govuk-visually-hidden"> {about}</span> : null}
    </Link>
  );
}
