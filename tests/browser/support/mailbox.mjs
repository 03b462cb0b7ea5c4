/** A mail server for the register under test, and the letters that it was handed. */
import PostalMime from 'postal-mime';
import { SMTPServer } from 'smtp-server';

const patience = 15_000;

/** Listens where the register sends its letters. `letterTo(address)` is the next one to it. */
export async function openMailbox() {
  const port = Number(process.env.REGISTER_MAIL_PORT);
  if (!port) throw new Error('REGISTER_MAIL_PORT is not set: the register sends no letters.');
  const letters = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    async onData(stream, _, done) {
      const parts = await stream.toArray();
      letters.push(await PostalMime.parse(Buffer.concat(parts)));
      done();
    },
  });
  await new Promise((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  const letterTo = async (address) => {
    const giveUp = Date.now() + patience;
    while (Date.now() < giveUp) {
      const at = letters.findIndex(({ to }) => to?.some((each) => each.address === address));
      if (at >= 0) return letters.splice(at, 1)[0];
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error(`No letter to ${address} came within ${patience / 1000} s.`);
  };
  /** Those to an address that were not taken yet. */
  const waitingFor = (address) =>
    letters.filter(({ to }) => to?.some((each) => each.address === address));
  return { letterTo, waitingFor, close: () => new Promise((resolve) => server.close(resolve)) };
}

/** The one address in a letter that carries a secret, as a mail program would make it a link. */
export function linkIn({ text }) {
  const links = text.match(/https?:\/\/\S+#\S+/g) ?? [];
  if (links.length !== 1) throw new Error(`${links.length} links with a secret in: ${text}`);
  return links[0];
}
