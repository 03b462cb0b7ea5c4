//! Secrets that the register gives out: random, and kept only as a hash.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest, Sha256};

use crate::error::{Error, Result};

/// What a secret opens. Its first letters say so: whoever finds one in a log knows what
/// to revoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A browser's session, in its cookie.
    Session,
    /// The next access token of a machine client.
    Refresh,
    /// Setting up, an invitation, or a new password.
    Link,
    /// A browser that need not give a second factor again.
    Device,
    /// A front-end application.
    ApiKey,
    /// A bundle of evidence, to be fetched once.
    Evidence,
    /// The end of letters with checkpoints.
    Stop,
    /// A calendar that programs subscribe to, in its address.
    Feed,
}

impl Kind {
    const fn prefix(self) -> &'static str {
        match self {
            Kind::Session => "prs_",
            Kind::Refresh => "prr_",
            Kind::Link => "prl_",
            Kind::Device => "prd_",
            Kind::ApiKey => "prk_",
            Kind::Evidence => "pre_",
            Kind::Stop => "prm_",
            Kind::Feed => "prf_",
        }
    }
}

/// How many random bytes a secret has.
const BYTES: usize = 32;
/// How many characters follow the prefix.
const CHARACTERS: usize = 43;

/// A secret as it is given out, once. It shows in no log.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

/// What is kept of a secret. The secret has 256 random bits, so a plain hash will do.
pub type Hash = [u8; 32];

impl Secret {
    /// A new secret.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn random(kind: Kind) -> Result<Secret> {
        let bytes = random::<BYTES>()?;
        Ok(Secret(format!("{}{}", kind.prefix(), URL_SAFE_NO_PAD.encode(bytes))))
    }

    /// A secret as somebody sent it; none when it cannot be one of this kind.
    pub fn parse(kind: Kind, text: &str) -> Option<Secret> {
        let rest = text.strip_prefix(kind.prefix())?;
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        (rest.len() == CHARACTERS && rest.bytes().all(fits)).then(|| Secret(text.to_owned()))
    }

    /// What is kept of it.
    pub fn hash(&self) -> Hash {
        Sha256::digest(self.0.as_bytes()).into()
    }

    /// The secret, to give out.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Random bytes from the machine.
///
/// # Errors
/// When the machine has none to give.
pub fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|why| Error::internal(why.to_string()))?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_reads_back_only_as_its_own_kind_and_hides_itself() {
        let secret = Secret::random(Kind::Link).unwrap();
        assert_eq!(Secret::parse(Kind::Link, secret.reveal()), Some(secret.clone()));
        assert_eq!(Secret::parse(Kind::Session, secret.reveal()), None);
        assert_eq!(Secret::parse(Kind::Link, &secret.reveal()[..40]), None);
        assert_eq!(format!("{secret:?}"), "Secret(..)");
        assert_ne!(secret, Secret::random(Kind::Link).unwrap());
    }
}
