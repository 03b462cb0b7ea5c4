//! Checkpoints: signed statements of how far the log goes and what its root is (C2SP
//! `tlog-checkpoint`, as C2SP `signed-note`).
//!
//! The text of one is the origin of the log, its size, its root, and a line for each loss
//! that was declared; the signatures follow after an empty line.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use signed_note::{Note, Signature, Signer, StandardVerifier, Verifier, VerifierList};
use tlog_tiles::tlog::Hash;

use super::key::{KeyRing, PublicKey};

/// How a line that declares a loss begins.
const LOSS: &str = "declared-loss ";
/// The longest checkpoint that is read, in bytes.
pub const LONGEST: usize = 64 << 10;

/// Why a text is no checkpoint, or not one that can be trusted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// It is not of the form.
    #[error("this is not a checkpoint: {0}")]
    Malformed(&'static str),
    /// No key that is known has signed it.
    #[error("no known key has signed this checkpoint of {0}")]
    Unsigned(String),
    /// A signature that claims to be of a known key is not of it.
    #[error("the signature of {0} is not over this text")]
    Forged(String),
}

/// How far a log goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// The log: a name without spaces, such as `register.example.org/log/5f1c09ab`.
    pub origin: String,
    /// How many changes it holds.
    pub size: u64,
    /// The root of the log over them.
    pub root: [u8; 32],
    /// What the logs before this one lost, the oldest first.
    pub losses: Vec<Loss>,
}

/// A loss that was declared: an older backup took the place of what had been signed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// The log that lost.
    pub origin: String,
    /// How many changes it had held.
    pub size: u64,
    /// Its root over them.
    pub root: [u8; 32],
    /// How many of them the log that follows begins with, unaltered.
    pub kept: u64,
}

impl Loss {
    /// How many changes were lost.
    pub fn lost(&self) -> u64 {
        self.size.saturating_sub(self.kept)
    }

    /// Reads lines that declare losses; none when one of them does not.
    pub fn read_lines(text: &str) -> Option<Vec<Loss>> {
        text.lines().map(Loss::read).collect()
    }

    /// The line that declares it.
    pub fn line(&self) -> String {
        format!("{LOSS}{} {} {} {}", self.origin, self.size, STANDARD.encode(self.root), self.kept)
    }

    fn read(line: &str) -> Option<Loss> {
        let mut words = line.strip_prefix(LOSS)?.split(' ');
        let loss = Loss {
            origin: words.next().filter(|name| signed_note::is_key_name_valid(name))?.to_owned(),
            size: words.next()?.parse().ok()?,
            root: Hash::parse_hash(words.next()?).ok()?.0,
            kept: words.next()?.parse().ok()?,
        };
        (loss.kept < loss.size && loss.line() == line).then_some(loss)
    }
}

/// The order in which checkpoints are signed: each loss that is declared begins another log.
pub fn in_order(checkpoint: &Checkpoint) -> (usize, u64) {
    (checkpoint.losses.len(), checkpoint.size)
}

impl Checkpoint {
    /// Whether a later one goes on from this: it is of the same log, or of one that was lost
    /// on the way, and among the changes that were not lost.
    pub fn leads_to(&self, later: &Checkpoint) -> bool {
        if self.origin == later.origin {
            return self.size <= later.size;
        }
        let since = later.losses.iter().position(|loss| loss.origin == self.origin);
        since.is_some_and(|since| later.losses[since..].iter().all(|loss| self.size <= loss.kept))
    }

    /// The text that is signed.
    pub fn text(&self) -> String {
        let losses: String = self.losses.iter().map(|loss| loss.line() + "\n").collect();
        format!("{}\n{}\n{}\n{losses}", self.origin, self.size, STANDARD.encode(self.root))
    }

    /// Reads the text that is signed. Lines that this program does not know are passed
    /// over, as the format asks.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn read(text: &str) -> Result<Checkpoint, NoteError> {
        let read = tlog_tiles::Checkpoint::from_bytes(text.as_bytes())
            .map_err(|_| NoteError::Malformed("its text is not an origin, a size and a root"))?;
        if !signed_note::is_key_name_valid(read.origin()) {
            return Err(NoteError::Malformed("its origin has a space or a plus sign"));
        }
        let declared = read.extension().lines().filter(|line| line.starts_with(LOSS));
        let losses: Option<Vec<Loss>> = declared.map(Loss::read).collect();
        Ok(Checkpoint {
            origin: read.origin().to_owned(),
            size: read.size(),
            root: read.hash().0,
            losses: losses.ok_or(NoteError::Malformed("a line that declares a loss is not whole"))?,
        })
    }

    /// Signs it with every key of the ring.
    ///
    /// # Errors
    /// When the origin is no name that can sign.
    pub fn sign(self, keys: &KeyRing) -> Result<SignedCheckpoint, String> {
        let text = self.text();
        let mut note = Note::new(text.as_bytes(), &[]).map_err(|why| why.to_string())?;
        let signers: Vec<_> =
            keys.keys().iter().map(|key| key.signer(&self.origin)).collect::<Result<_, _>>()?;
        let signers: Vec<&dyn Signer> = signers.iter().map(|signer| signer as &dyn Signer).collect();
        note.add_sigs(&signers).map_err(|why| why.to_string())?;
        SignedCheckpoint::read_bytes(&note.to_bytes()).map_err(|why| why.to_string())
    }
}

/// A checkpoint with its signatures: those of the register and of witnesses.
#[derive(Debug, Clone, PartialEq)]
pub struct SignedCheckpoint {
    /// What it says.
    pub checkpoint: Checkpoint,
    /// The text that is signed, to the byte.
    text: String,
    signatures: Vec<Signature>,
}

impl SignedCheckpoint {
    /// What a letter says last before the checkpoint that it brings.
    pub const FOLLOWS: &str = "What follows is the checkpoint, from the next line to the end.";

    /// Reads a signed note. Line breaks of other systems and spaces around it, as letters
    /// and forms leave them, are no part of it, nor is what a letter says before it.
    ///
    /// # Errors
    /// [`NoteError::Malformed`]. Whether the signatures hold is another question.
    pub fn read(note: &str) -> Result<SignedCheckpoint, NoteError> {
        // As Windows saves a text: with a mark at its beginning, and its line ends.
        let note = note.strip_prefix('\u{feff}').unwrap_or(note).replace("\r\n", "\n");
        let note = note.rsplit_once(Self::FOLLOWS).map_or(note.as_str(), |(_, rest)| rest);
        Self::read_bytes(format!("{}\n", note.trim_matches([' ', '\t', '\n'])).as_bytes())
    }

    /// Reads a signed note that stands alone, byte for byte as it was signed: nothing around it
    /// that somebody could take for a part of it.
    ///
    /// # Errors
    /// As [`SignedCheckpoint::read`].
    pub fn bare(note: &str) -> Result<SignedCheckpoint, NoteError> {
        const MORE: NoteError = NoteError::Malformed("it is not written as the register writes one");
        Self::read_bytes(note.as_bytes())
            .and_then(|read| if read.note() == note { Ok(read) } else { Err(MORE) })
    }

    fn read_bytes(note: &[u8]) -> Result<SignedCheckpoint, NoteError> {
        const FORM: NoteError =
            NoteError::Malformed("it is not a text, an empty line and signatures that begin with a dash");
        if note.len() > LONGEST {
            return Err(NoteError::Malformed("it is too long"));
        }
        let parsed = Note::from_bytes(note).map_err(|_| FORM)?;
        let text = std::str::from_utf8(parsed.text()).map_err(|_| FORM)?.to_owned();
        let lines =
            note.get(text.len() + 1..).and_then(|lines| std::str::from_utf8(lines).ok()).ok_or(FORM)?;
        let signatures = lines.lines().map(|line| Signature::from_bytes(line.as_bytes()));
        let signatures = signatures.collect::<Result<Vec<Signature>, _>>().map_err(|_| FORM)?;
        // One of the two may be wrong, and programs would look at either.
        let mut signers = std::collections::BTreeSet::new();
        if !signatures.iter().all(|signature| signers.insert((signature.name().to_owned(), signature.id()))) {
            return Err(NoteError::Malformed("a key has signed it twice"));
        }
        Ok(SignedCheckpoint { checkpoint: Checkpoint::read(&text)?, text, signatures })
    }

    /// Puts one together from what is kept of it: signature lines, each with its line break.
    ///
    /// # Errors
    /// [`NoteError::Malformed`].
    pub fn of(checkpoint: &Checkpoint, signatures: &str) -> Result<SignedCheckpoint, NoteError> {
        Self::read_bytes(format!("{}\n{signatures}", checkpoint.text()).as_bytes())
    }

    /// The whole note, as it is published.
    pub fn note(&self) -> String {
        format!("{}\n{}", self.text, self.signature_lines())
    }

    /// The text that is signed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signatures, a line each with its line break.
    pub fn signature_lines(&self) -> String {
        self.signatures
            .iter()
            .map(|signature| String::from_utf8_lossy(&signature.to_bytes()).into_owned())
            .collect()
    }

    /// The signatures, in their order.
    pub fn signatures(&self) -> &[Signature] {
        &self.signatures
    }

    /// Adds a signature, such as a witness's; one by the same key gives way to it.
    pub fn add(&mut self, signature: Signature) {
        self.signatures.retain(|other| (other.name(), other.id()) != (signature.name(), signature.id()));
        self.signatures.push(signature);
    }

    /// Which of these keys have signed it in the name of its origin.
    ///
    /// # Errors
    /// [`NoteError::Unsigned`] when none of them has; [`NoteError::Forged`] when a
    /// signature that names one of them is not of it.
    pub fn signed_by(&self, known: &[PublicKey]) -> Result<Vec<PublicKey>, NoteError> {
        let origin = &self.checkpoint.origin;
        let with: Vec<(PublicKey, StandardVerifier)> = known
            .iter()
            .filter_map(|key| {
                StandardVerifier::new(&key.written(origin)).ok().map(|verifier| (*key, verifier))
            })
            .collect();
        let mut distinct: Vec<Box<dyn Verifier>> = Vec::new();
        for (_, verifier) in &with {
            if !distinct.iter().any(|other| other.key_id() == verifier.key_id()) {
                distinct.push(Box::new(verifier.clone()));
            }
        }
        let note = Note::new(self.text.as_bytes(), &self.signatures)
            .map_err(|_| NoteError::Malformed("its text has signs that no note may have"))?;
        let (verified, _) = note.verify(&VerifierList::new(distinct)).map_err(|why| match why {
            signed_note::NoteError::InvalidSignature { name, id } => {
                NoteError::Forged(format!("{name}+{id:08x}"))
            }
            _ => NoteError::Unsigned(origin.clone()),
        })?;
        let signed = |id: u32| verified.iter().any(|signature| signature.id() == id);
        Ok(with.iter().filter(|(_, verifier)| signed(verifier.key_id())).map(|(key, _)| *key).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::super::key::SigningKey;
    use super::*;

    fn checkpoint() -> Checkpoint {
        Checkpoint { origin: "example.com/log".into(), size: 7, root: [9; 32], losses: Vec::new() }
    }

    fn keys(count: usize) -> Vec<SigningKey> {
        (0..count).map(|_| SigningKey::generate().unwrap()).collect()
    }

    fn ring(keys: &[SigningKey]) -> KeyRing {
        let lines: Vec<_> = keys.iter().map(|key| key.written("any.example/name")).collect();
        KeyRing::read(&lines.join("\n")).unwrap()
    }

    #[test]
    fn a_checkpoint_is_read_as_it_was_signed() {
        let keys = keys(2);
        let mut lost = checkpoint();
        lost.losses.push(Loss { origin: "example.com/log".into(), size: 9, root: [1; 32], kept: 6 });
        for statement in [checkpoint(), lost] {
            let signed = statement.clone().sign(&ring(&keys)).unwrap();
            let read = SignedCheckpoint::read(&signed.note()).unwrap();
            assert_eq!((&read, &read.checkpoint), (&signed, &statement));
            assert_eq!(read.signed_by(&[keys[0].public()]), Ok(vec![keys[0].public()]));
            let both: Vec<_> = keys.iter().map(SigningKey::public).collect();
            assert_eq!(read.signed_by(&both), Ok(both));
            assert_eq!(SignedCheckpoint::of(&statement, &signed.signature_lines()), Ok(signed));
        }
    }

    #[test]
    fn what_letters_and_forms_do_to_it_does_not_matter() {
        let signed = checkpoint().sign(&ring(&keys(1))).unwrap();
        let sent = format!("\r\n  {}\r\n\r\n", signed.note().replace('\n', "\r\n"));
        assert_eq!(SignedCheckpoint::read(&sent), Ok(signed.clone()));
        let with_mark = format!("\u{feff}{}", signed.note());
        assert_eq!(SignedCheckpoint::read(&with_mark), Ok(signed.clone()), "as Windows saves it");
        let two = SignedCheckpoint::read(&format!("\u{feff}{with_mark}"));
        assert_ne!(two, Ok(signed.clone()), "no program writes two: the second is of the name");
        let letter =
            format!("Dear auditor,\n\nkeep it.\n\n{}\n\n{}", SignedCheckpoint::FOLLOWS, signed.note());
        assert_eq!(SignedCheckpoint::read(&letter), Ok(signed), "as it was mailed");
    }

    #[test]
    fn no_byte_of_it_can_be_changed_unseen() {
        let keys = keys(1);
        let known = [keys[0].public()];
        let note = checkpoint().sign(&ring(&keys)).unwrap().note();
        for at in 0..note.len() {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1;
            let Ok(changed) = String::from_utf8(bytes) else { continue };
            let seen = SignedCheckpoint::read(&changed).and_then(|read| read.signed_by(&known));
            assert!(seen.is_err(), "byte {at}: {changed}");
        }
    }

    #[test]
    fn another_key_or_another_origin_has_not_signed_it() {
        let keys = keys(2);
        let signed = checkpoint().sign(&ring(&keys[..1])).unwrap();
        let unsigned = NoteError::Unsigned("example.com/log".into());
        assert_eq!(signed.signed_by(&[keys[1].public()]), Err(unsigned.clone()));
        assert_eq!(signed.signed_by(&[]), Err(unsigned));
        let moved = signed.note().replacen("example.com", "example.net", 1);
        assert!(SignedCheckpoint::read(&moved).unwrap().signed_by(&[keys[0].public()]).is_err());
    }

    #[test]
    fn what_is_no_checkpoint_is_refused() {
        let good = checkpoint().sign(&ring(&keys(1))).unwrap().note();
        let spoiled = [
            good.replace("\n7\n", "\n07\n"),
            good.replace("\n7\n", "\n-7\n"),
            good.replace("\n\n", "\n"),
            good.replace('—', "-"),
            good.replace("example.com/log\n", "example com\n"),
            good.replace("\n\n", "\ndeclared-loss example.com/log 9\n\n"),
            "x".repeat(LONGEST + 1),
            String::new(),
        ];
        for note in spoiled {
            assert!(SignedCheckpoint::read(&note).is_err(), "{note}");
        }
    }
}
