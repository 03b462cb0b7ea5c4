//! Witnesses: others who keep an eye on the log and say so by signing its checkpoints
//! (C2SP `tlog-cosignature`, version 1). With their signature a witness says that at that
//! time the log had this size and this root, and only ever grew before.

use chrono::{DateTime, Utc};
use ed25519_dalek::{Signature as Ed25519, Signer, SigningKey, VerifyingKey};
use signed_note::Signature;

use super::checkpoint::SignedCheckpoint;
use super::key::{Lines, PublicKey, read_typed, typed};

/// The byte before a key that co-signs.
const COSIGNATURE: u8 = 4;

/// A witness that is known by its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// What it is called.
    pub name: String,
    key: PublicKey,
}

/// A signature of a witness that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Cosignature {
    /// Who signed.
    pub witness: Witness,
    /// When, to the second, by the witness's clock.
    pub at: DateTime<Utc>,
    /// The signature as it stands in the note.
    pub signature: Signature,
}

impl Witness {
    /// Reads the key of a witness, `NAME+HASH+KEY`.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(text: &str) -> Result<Witness, String> {
        let (name, key) = read_typed(text.trim(), COSIGNATURE, "the key of a witness, NAME+HASH+KEY")?;
        Ok(Witness { name, key })
    }

    /// Reads a file of them, one on each line.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read_all(text: &str) -> Result<Vec<Witness>, String> {
        text.said_lines().map(Witness::read).collect()
    }

    /// As it is written in a file: `NAME+HASH+KEY`.
    pub fn written(&self) -> String {
        use base64::Engine;
        let key = base64::engine::general_purpose::STANDARD.encode(typed(COSIGNATURE, self.key.bytes()));
        format!("{}+{:08x}+{key}", self.name, self.id())
    }

    fn id(&self) -> u32 {
        signed_note::key_id(&self.name, &typed(COSIGNATURE, self.key.bytes()))
    }

    /// Whether a signature claims to be of this witness.
    pub fn claims(&self, signature: &Signature) -> bool {
        signature.name() == self.name && signature.id() == self.id()
    }

    /// The cosignature, if a signature is one of this witness over a text.
    pub fn verify(&self, text: &str, signature: &Signature) -> Option<Cosignature> {
        let (seconds, bytes) = signature.signature().split_first_chunk::<8>()?;
        let seconds = u64::from_be_bytes(*seconds);
        let key = VerifyingKey::from_bytes(self.key.bytes()).ok()?;
        let signed = Ed25519::from_slice(bytes).ok()?;
        key.verify_strict(message(seconds, text).as_bytes(), &signed).ok()?;
        let at = DateTime::from_timestamp(i64::try_from(seconds).ok()?, 0)?;
        self.claims(signature).then(|| Cosignature {
            witness: self.clone(),
            at,
            signature: signature.clone(),
        })
    }
}

/// What a witness signs.
fn message(seconds: u64, text: &str) -> String {
    format!("cosignature/v1\ntime {seconds}\n{text}")
}

/// Signs a checkpoint as a witness does: for tests, and for those who build a witness.
///
/// # Errors
/// When the name is none that can sign, or the time is before 1970.
pub fn cosign(
    checkpoint: &SignedCheckpoint,
    name: &str,
    seed: &[u8; 32],
    at: DateTime<Utc>,
) -> Result<Signature, String> {
    let key = SigningKey::from_bytes(seed);
    let seconds = u64::try_from(at.timestamp()).map_err(|why| why.to_string())?;
    let signed = key.sign(message(seconds, checkpoint.text()).as_bytes());
    let bytes = [&seconds.to_be_bytes()[..], &signed.to_bytes()].concat();
    let id = signed_note::key_id(name, &typed(COSIGNATURE, &key.verifying_key().to_bytes()));
    Signature::new(name.to_owned(), id, bytes).map_err(|why| why.to_string())
}

/// The witness of this name with this seed.
pub fn witness_of(name: &str, seed: &[u8; 32]) -> Option<Witness> {
    let key = PublicKey::from_bytes(&SigningKey::from_bytes(seed).verifying_key().to_bytes())?;
    Some(Witness { name: name.to_owned(), key })
}

#[cfg(test)]
mod tests {
    use super::super::checkpoint::Checkpoint;
    use super::super::key::{KeyRing, SigningKey as LogKey};
    use super::*;

    fn signed(size: u64) -> SignedCheckpoint {
        let checkpoint = Checkpoint { origin: "example.com/log".into(), size, root: [3; 32], losses: vec![] };
        checkpoint.sign(&KeyRing::of(LogKey::generate().unwrap())).unwrap()
    }

    fn at() -> DateTime<Utc> {
        DateTime::from_timestamp(1_775_000_000, 0).unwrap()
    }

    #[test]
    fn a_witness_is_known_by_its_signature() {
        let witness = witness_of("witness.example/w1", &[7; 32]).unwrap();
        assert_eq!(Witness::read(&witness.written()), Ok(witness.clone()));
        let mut checkpoint = signed(5);
        let signature = cosign(&checkpoint, "witness.example/w1", &[7; 32], at()).unwrap();
        let found = witness.verify(checkpoint.text(), &signature).unwrap();
        assert_eq!((found.at, &found.witness), (at(), &witness));
        checkpoint.add(signature.clone());
        checkpoint.add(signature);
        assert_eq!(checkpoint.signatures().len(), 2);
        let read = SignedCheckpoint::read(&checkpoint.note()).unwrap();
        assert!(witness.verify(read.text(), &read.signatures()[1]).is_some());
    }

    #[test]
    fn a_signature_of_another_text_time_or_witness_is_none() {
        let witness = witness_of("witness.example/w1", &[7; 32]).unwrap();
        let checkpoint = signed(5);
        let good = cosign(&checkpoint, "witness.example/w1", &[7; 32], at()).unwrap();
        assert!(witness.verify(signed(6).text(), &good).is_none());
        assert!(
            witness_of("witness.example/w1", &[8; 32]).unwrap().verify(checkpoint.text(), &good).is_none()
        );
        let mut later = good.signature().to_vec();
        later[7] ^= 1;
        let later = Signature::new(good.name().to_owned(), good.id(), later).unwrap();
        assert!(witness.verify(checkpoint.text(), &later).is_none());
        let renamed = Signature::new("other".to_owned(), good.id(), good.signature().to_vec()).unwrap();
        assert!(witness.verify(checkpoint.text(), &renamed).is_none());
    }

    #[test]
    fn the_key_of_a_log_is_none_of_a_witness() {
        let log = LogKey::generate().unwrap().public().written("example.com/log");
        assert!(Witness::read(&log).is_err());
        assert!(PublicKey::read(&witness_of("w", &[1; 32]).unwrap().written()).is_err());
    }
}
