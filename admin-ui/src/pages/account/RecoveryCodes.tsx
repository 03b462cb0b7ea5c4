import { useEffect } from 'react';
import { useViewer } from '../../session/Session.js';
import { Button, ButtonGroup } from '../../ui/Button.js';
import { Copy } from '../../ui/Copy.js';
import { Warning } from '../../ui/Warning.js';
import { begun } from './begun.js';

/** The recovery codes, shown once: to copy, keep as a file or print. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone(): void }) {
  const text = codes.join('\n');
  const user = useViewer().user?.id ?? '';
  // Codes that were shown and not kept are as good as none: the account page says so then.
  useEffect(() => begun.note('codes', user), [user]);
  const keep = () => {
    begun.finish('codes', user);
    onDone();
  };
  return (
    <>
      <Warning>Keep these codes now: they are not shown again.</Warning>
      <p className="govuk-body">
        If you lose your phone, each of them lets you in once instead of a code from the app. Keep
        them where the app is not: in a password manager, or on paper in a locked place.
      </p>
      <Copy text={text} what="the recovery codes" />
      <ButtonGroup>
        <Button onClick={keep}>I have kept the codes</Button>
        <Button kind="secondary" onClick={() => download(text)}>
          Download as a text file
        </Button>
        <Button kind="secondary" onClick={() => window.print()}>
          Print
        </Button>
      </ButtonGroup>
    </>
  );
}

function download(text: string): void {
  const words = `Partnership Register: recovery codes\nEach works once, instead of a code from your authenticator app.\n\n${text}\n`;
  const url = URL.createObjectURL(new Blob([words], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = 'partnership-register-recovery-codes.txt';
  link.click();
  URL.revokeObjectURL(url);
}
