//! The keys that sign the log: Ed25519, written as signed notes write them (C2SP
//! `signed-note`). The private ones are kept outside the database.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use ed25519_dalek::{SECRET_KEY_LENGTH, SigningKey as Secret, VerifyingKey};

/// The byte before a key that signs notes.
const ED25519: u8 = 1;
/// How a line with a private key begins.
const PRIVATE: &str = "PRIVATE+KEY+";

/// The public half of a key: what an auditor keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PublicKey([u8; 32]);

impl PublicKey {
    /// From its 32 bytes; none when they are no point of the curve.
    pub fn from_bytes(bytes: &[u8]) -> Option<PublicKey> {
        let bytes: [u8; 32] = bytes.try_into().ok()?;
        VerifyingKey::from_bytes(&bytes).ok().map(|key| PublicKey(key.to_bytes()))
    }

    /// Its 32 bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// As people and programs keep it: `NAME+HASH+KEY`, for the log of this origin.
    pub fn written(&self, origin: &str) -> String {
        let key = typed(ED25519, &self.0);
        format!("{origin}+{:08x}+{}", signed_note::key_id(origin, &key), STANDARD.encode(key))
    }

    /// Reads `NAME+HASH+KEY`. Gives the name too.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub fn read(text: &str) -> Result<(String, PublicKey), String> {
        if text.trim().starts_with(PRIVATE) {
            return Err("this is a private key, which nobody should have who only verifies: \
                 `partnership-register log keys` prints its public half"
                .to_owned());
        }
        let (name, key) = read_typed(text.trim(), ED25519, "a public key of a log, NAME+HASH+KEY")?;
        Ok((name, key))
    }
}

/// One private key. It shows in no log.
#[derive(Clone)]
pub struct SigningKey(Secret);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({:?})", self.public())
    }
}

impl SigningKey {
    /// A new one.
    ///
    /// # Errors
    /// When the system has no randomness to give.
    pub fn generate() -> Result<SigningKey, String> {
        let mut seed = [0; SECRET_KEY_LENGTH];
        getrandom::fill(&mut seed).map_err(|why| why.to_string())?;
        Ok(SigningKey(Secret::from_bytes(&seed)))
    }

    /// The one that a seed of 32 random bytes makes.
    pub fn of(seed: [u8; 32]) -> SigningKey {
        SigningKey(Secret::from_bytes(&seed))
    }

    /// Its public half.
    pub fn public(&self) -> PublicKey {
        PublicKey(self.0.verifying_key().to_bytes())
    }

    /// As a line of a key file: `PRIVATE+KEY+NAME+HASH+KEY`. The name is for people; what
    /// the key signs bears the name of the log.
    pub fn written(&self, name: &str) -> String {
        let id = signed_note::key_id(name, &typed(ED25519, &self.public().0));
        format!("{PRIVATE}{name}+{id:08x}+{}", STANDARD.encode(typed(ED25519, self.0.as_bytes())))
    }

    fn read(line: &str) -> Result<SigningKey, String> {
        let expected = || "expected a line PRIVATE+KEY+NAME+HASH+KEY".to_owned();
        // The library checks the hash, the kind and the length.
        signed_note::StandardSigner::new(line).map_err(|why| format!("{}: {why}", expected()))?;
        // The fifth part is the rest: a key in base64 may hold a plus sign itself.
        let key =
            line.splitn(5, '+').nth(4).and_then(|key| STANDARD.decode(key).ok()).ok_or_else(expected)?;
        let seed = key.get(1..).and_then(|seed| <[u8; 32]>::try_from(seed).ok());
        seed.map(|seed| SigningKey(Secret::from_bytes(&seed))).ok_or_else(expected)
    }

    /// Signs a text in the name of an origin.
    pub(super) fn signer(&self, origin: &str) -> Result<signed_note::StandardSigner, String> {
        signed_note::StandardSigner::new(&self.written(origin)).map_err(|why| why.to_string())
    }
}

/// The private keys of a register, the oldest first. All sign, so that whoever knows an
/// old one learns of the newest by a checkpoint that both signed.
#[derive(Debug, Clone)]
pub struct KeyRing(Vec<SigningKey>);

impl KeyRing {
    /// As many as are of use while one follows another.
    const MOST: usize = 8;

    /// A ring of one key.
    pub fn of(key: SigningKey) -> KeyRing {
        KeyRing(vec![key])
    }

    /// Reads a key file: one key on each line, the newest last. Empty lines and those that
    /// begin with `#` say nothing, nor does a key that stands there again: no checkpoint may
    /// have two signatures of one.
    ///
    /// # Errors
    /// What is wrong with it, in words; the keys themselves are not shown.
    pub fn read(text: &str) -> Result<KeyRing, String> {
        let mut keys: Vec<SigningKey> = Vec::new();
        for key in text.said_lines().map(SigningKey::read) {
            let key = key?;
            if keys.iter().all(|other| other.public() != key.public()) {
                keys.push(key);
            }
        }
        match keys.len() {
            0 => Err("there is no key in it".to_owned()),
            1..=Self::MOST => Ok(KeyRing(keys)),
            _ => Err(format!("it holds more than {} keys", Self::MOST)),
        }
    }

    /// All of them, the oldest first.
    pub fn keys(&self) -> &[SigningKey] {
        &self.0
    }

    /// The public halves, the oldest first.
    pub fn public(&self) -> Vec<PublicKey> {
        self.0.iter().map(SigningKey::public).collect()
    }
}

/// A kind of key and the key.
pub(super) fn typed(kind: u8, key: &[u8; 32]) -> Vec<u8> {
    [&[kind], &key[..]].concat()
}

/// Reads `NAME+HASH+KEY` of one kind.
pub(super) fn read_typed(text: &str, kind: u8, expected: &str) -> Result<(String, PublicKey), String> {
    let wrong = || format!("expected {expected}");
    let (name, rest) = text.split_once('+').ok_or_else(wrong)?;
    let (id, key) = rest.split_once('+').ok_or_else(wrong)?;
    let key = STANDARD.decode(key).map_err(|_| wrong())?;
    let hash = u32::from_str_radix(id, 16).map_err(|_| wrong())?;
    if !signed_note::is_key_name_valid(name) || id.len() != 8 || key.first() != Some(&kind) {
        return Err(wrong());
    }
    if signed_note::key_id(name, &key) != hash {
        return Err(format!(
            "the hash in the key of {name} is not that of its name and key: it was copied wrongly"
        ));
    }
    let public = PublicKey::from_bytes(&key[1..]).ok_or_else(wrong)?;
    Ok((name.to_owned(), public))
}

/// Lines that say something.
pub trait Lines {
    /// Each trimmed; without the empty ones and the comments, and without the mark with
    /// which Windows begins a text.
    fn said_lines(&self) -> impl Iterator<Item = &str>;
}

impl Lines for str {
    fn said_lines(&self) -> impl Iterator<Item = &str> {
        let text = self.strip_prefix('\u{feff}').unwrap_or(self);
        text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_read_as_it_was_written() {
        for _ in 0..200 {
            let key = SigningKey::generate().unwrap();
            let line = key.written("register.example.org/log");
            let ring = KeyRing::read(&format!("\u{feff}# the key\r\n\n{line}\n")).unwrap();
            assert_eq!(ring.public(), [key.public()]);
            let public = key.public().written("register.example.org/log");
            assert_eq!(PublicKey::read(&public), Ok(("register.example.org/log".to_owned(), key.public())));
            signed_note::StandardVerifier::new(&public).unwrap();
        }
    }

    #[test]
    fn a_key_that_stands_in_a_file_twice_is_one_key() {
        let [old, new] = [(); 2].map(|()| SigningKey::generate().unwrap());
        let (name, other) = ("a.example/log", "b.example/log");
        let lines = [old.written(name), new.written(name), old.written(other), new.written(name)];
        assert_eq!(KeyRing::read(&lines.join("\n")).unwrap().public(), [old.public(), new.public()]);
    }

    #[test]
    fn the_key_of_the_go_reference_is_read() {
        // Of the tests of golang.org/x/mod/sumdb/note.
        let private = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz";
        let public = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        let ring = KeyRing::read(private).unwrap();
        assert_eq!(ring.public()[0].written("PeterNeumann"), public);
    }

    #[test]
    fn what_is_no_key_is_refused_without_showing_it() {
        let line = SigningKey::generate().unwrap().written("a.example/log");
        let spoiled = line.replace("a.example", "b.example");
        for bad in
            ["", "# nothing", "secret", &spoiled, &line[..line.len() - 4], "PRIVATE+KEY+a b+00000000+AA=="]
        {
            let why = KeyRing::read(bad).unwrap_err();
            assert!(!why.contains("secret") && !why.contains("b.example"), "{why}");
        }
        let lines = |count: usize| -> Vec<String> {
            (0..count).map(|_| SigningKey::generate().unwrap().written("a.example/log")).collect()
        };
        assert!(KeyRing::read(&lines(8).join("\n")).is_ok());
        assert!(KeyRing::read(&lines(9).join("\n")).is_err(), "more than are of use");
        assert!(PublicKey::read("a.example/log+00000000+AAAA").is_err());
        let why = PublicKey::read(&line).unwrap_err();
        assert!(why.contains("a private key") && !why.contains("a.example"), "{why}");
    }

    #[test]
    fn a_private_key_shows_nothing_of_itself() {
        let key = SigningKey::generate().unwrap();
        let shown = format!("{key:?} {:?}", KeyRing::of(key.clone()));
        assert!(!shown.contains(&STANDARD.encode(key.0.as_bytes())) && !shown.contains("SecretKey"));
    }
}
