/**
 * What was done, said once on the page that follows: a success banner, with undo where there
 * is one. An undo that fails says so in its own words, and never as a success.
 */
import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { useLocation } from 'react-router';
import { Banner } from '../ui/Banner.js';
import { Button } from '../ui/Button.js';
import { Trouble } from '../ui/Trouble.js';
import type { Undone } from './undone.js';

type Message = {
  text: string;
  /** Takes it back; resolves to what to say then. */
  undo?: () => Promise<Undone>;
  /** That it could not be taken back. */
  isTrouble?: true;
};

type Flash = {
  /** Shows the message on this page, or on the one that is gone to next. */
  show(text: string, undo?: Message['undo']): void;
};

const FlashContext = createContext<Flash | null>(null);
const MessageContext = createContext<{
  message: Message | null;
  /** What came of an undo, said on this page only. */
  settle(message: Message): void;
} | null>(null);

/** The addresses of forms of a record that is there. */
const FORMS = /\/(edit|close|due-date|move|record|links|publish|withdraw)$/;

export function FlashProvider({ children }: { children: ReactNode }) {
  const [message, set] = useState<Message | null>(null);
  const { key, pathname } = useLocation();
  // A message outlives the one navigation that follows it, not a second.
  const shownAt = useRef<{ key: string; moves: number }>({ key, moves: 0 });
  useEffect(() => {
    if (shownAt.current.key === key) return;
    shownAt.current = { key, moves: shownAt.current.moves + 1 };
    if (shownAt.current.moves > 1) set(null);
    // To undo beside an open form would be somebody else's change to that form.
    if (FORMS.test(pathname)) set((old) => (old?.undo ? null : old));
  }, [key, pathname]);
  const show = useCallback((text: string, undo?: Message['undo']) => {
    shownAt.current.moves = 0;
    set(undo ? { text, undo } : { text });
    window.scrollTo({ top: 0 });
  }, []);
  const flash = useMemo(() => ({ show }), [show]);
  const settle = useCallback((said: Message) => {
    shownAt.current.moves = 1;
    set(said);
  }, []);
  const state = useMemo(() => ({ message, settle }), [message, settle]);
  return (
    <FlashContext value={flash}>
      <MessageContext value={state}>{children}</MessageContext>
    </FlashContext>
  );
}

export function useFlash(): Flash {
  const flash = use(FlashContext);
  if (!flash) throw new Error('useFlash is only for what stands inside FlashProvider');
  return flash;
}

/** The place where the message appears: above the page's heading. */
export function FlashBanner() {
  const state = use(MessageContext);
  const [undoing, setUndoing] = useState(false);
  if (!state?.message) return null;
  const { text, undo, isTrouble } = state.message;
  const takeBack = async () => {
    if (!undo) return;
    setUndoing(true);
    const said = await undo();
    setUndoing(false);
    if ('done' in said) return state.settle({ text: said.done });
    state.settle({ text: said.why, isTrouble: true, ...(said.isWorthTrying ? { undo } : {}) });
  };
  const button = undo ? (
    <Button kind="secondary" onClick={takeBack} disabled={undoing}>
      Undo
    </Button>
  ) : null;
  if (isTrouble) {
    return (
      <Trouble key={text} text={text}>
        {button}
      </Trouble>
    );
  }
  return (
    <Banner kind="success" key={text}>
      <p className="govuk-notification-banner__heading">{text}</p>
      {button}
    </Banner>
  );
}
