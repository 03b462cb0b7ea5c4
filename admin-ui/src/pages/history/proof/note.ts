/** Checkpoints as signed notes (C2SP `tlog-checkpoint`): reading them, and who signed. */
import { fromBase64, joined, same, sha256, toBase64, utf8 } from './merkle.js';

type Bytes = Uint8Array<ArrayBuffer>;

/** A loss that was declared: an older backup took the place of what had been signed. */
export type Loss = {
  /** The log that lost. */
  origin: string;
  /** How many changes it had held. */
  size: number;
  /** Its root over them. */
  root: Bytes;
  /** How many of them, the first so many, the log that follows begins with. */
  kept: number;
};

export type Checkpoint = {
  origin: string;
  size: number;
  root: Bytes;
  /** What the logs before this one lost, the oldest first. */
  losses: Loss[];
  /** What was signed, to the byte. */
  text: string;
  signatures: { name: string; id: Bytes; bytes: Bytes }[];
};

/** How a line that declares a loss begins. */
const LOSS = 'declared-loss ';

/** Reads a checkpoint as letters, files and forms leave it; null when it is none. */
export function readNote(pasted: string): Checkpoint | null {
  const note = pasted.replaceAll('\r\n', '\n').trim();
  const gap = note.lastIndexOf('\n\n');
  const text = note.slice(0, gap + 1);
  const [origin, size, root, ...more] = text.split('\n');
  if (gap < 0 || !isName(origin) || !isSize(size)) return null;
  try {
    const bytes = fromBase64(root ?? '');
    const signatures = note
      .slice(gap + 2)
      .split('\n')
      .map(readSignature);
    if (bytes.length !== 32) return null;
    // Lines of other kinds are passed over, as the format asks.
    const losses = more.filter((line) => line.startsWith(LOSS)).map(readLoss);
    return { origin, size: Number(size), root: bytes, losses, text, signatures };
  } catch {
    return null;
  }
}

const isName = (word?: string): word is string => !!word && !/[\s+]/.test(word);
const isSize = (word = '') => /^(0|[1-9]\d{0,14})$/.test(word);

function readLoss(line: string): Loss {
  const [origin, size, root = '', kept, ...more] = line.slice(LOSS.length).split(' ');
  const bytes = fromBase64(root);
  const isWhole = isSize(size) && isSize(kept) && Number(kept) < Number(size);
  const isRoot = bytes.length === 32 && toBase64(bytes) === root;
  if (!isName(origin) || !isWhole || !isRoot || more.length > 0) throw new Error('no loss');
  return { origin, size: Number(size), root: bytes, kept: Number(kept) };
}

function readSignature(line: string) {
  const [, name, base64] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  if (!name || !base64) throw new Error('no signature');
  const bytes = fromBase64(base64);
  if (bytes.length < 5) throw new Error('no signature');
  return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

const ED25519 = 1;

/**
 * Whether one of these keys (`NAME+HASH+KEY`) signed a checkpoint in the name of its
 * origin. A browser that does not know such signatures cannot say: null.
 */
export async function isSignedBy(
  checkpoint: Checkpoint,
  keys: readonly string[],
): Promise<boolean | null> {
  for (const written of keys) {
    const typed = fromBase64(written.split('+').slice(2).join('+'));
    if (typed[0] !== ED25519) continue;
    const id = (await sha256(joined(utf8(`${checkpoint.origin}\n`), typed))).slice(0, 4);
    const claimed = checkpoint.signatures.find(
      (signature) => signature.name === checkpoint.origin && same(signature.id, id),
    );
    if (!claimed) continue;
    try {
      const key = await crypto.subtle.importKey('raw', typed.slice(1), 'Ed25519', false, [
        'verify',
      ]);
      return await crypto.subtle.verify('Ed25519', key, claimed.bytes, utf8(checkpoint.text));
    } catch {
      return null;
    }
  }
  return false;
}

/** Whether this browser can work out hashes here: not on an unprotected address. */
export function canCheck(): boolean {
  return typeof crypto !== 'undefined' && crypto.subtle !== undefined;
}
