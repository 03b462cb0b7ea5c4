import { type ReactNode, useEffect, useId, useRef } from 'react';

/**
 * A question over the page. It takes the focus, Escape closes it, and whoever
 * opened it gets the focus back: the browser sees to all three.
 */
export function Dialog({
  title,
  onClose,
  children,
}: {
  title: string;
  onClose(): void;
  children: ReactNode;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => element?.close();
  }, []);
  return (
    <dialog ref={dialog} className="register-dialog" aria-labelledby={id} onClose={onClose}>
      <h2 className="govuk-heading-m" id={id}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}
