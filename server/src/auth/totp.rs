//! One-time codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds).

use chrono::{DateTime, Utc};
use hmac::{Hmac, Mac};
use sha1::Sha1;

use super::secret::random;
use crate::error::{Error, Result};

/// How long a code lasts, in seconds.
const PERIOD: i64 = 30;
/// How many periods a clock may be early or late.
const SKEW: i64 = 1;
/// The name under which an authenticator app lists the account.
const ISSUER: &str = "Partnership Register";

/// The secret that an authenticator app shares with the register.
#[derive(Clone, PartialEq, Eq)]
pub struct TotpSecret(Vec<u8>);

impl std::fmt::Debug for TotpSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TotpSecret(..)")
    }
}

impl TotpSecret {
    /// A new secret of 160 bits.
    ///
    /// # Errors
    /// When the machine has no randomness to give.
    pub fn random() -> Result<TotpSecret> {
        Ok(TotpSecret(random::<20>()?.to_vec()))
    }

    /// The secret with these bytes.
    pub fn from_bytes(bytes: Vec<u8>) -> TotpSecret {
        TotpSecret(bytes)
    }

    /// Its bytes, to keep.
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// As an app takes it when it is typed.
    pub fn base32(&self) -> String {
        base32(&self.0)
    }

    /// As an app takes it from a picture: what the picture of squares must say.
    pub fn uri(&self, account: &str) -> String {
        let issuer = escape(ISSUER);
        let account = escape(account);
        format!("otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}", self.base32())
    }

    /// The code at a moment.
    ///
    /// # Errors
    /// None in practice: a key of any length will do.
    pub fn code(&self, at: DateTime<Utc>) -> Result<String> {
        self.code_of(at.timestamp().div_euclid(PERIOD))
    }

    /// The period of which `code` is the code, if it is one of those around `at`, and
    /// later than `last`, the period of the code used before: each counts once.
    ///
    /// # Errors
    /// As [`TotpSecret::code`].
    pub fn check(&self, code: &str, at: DateTime<Utc>, last: Option<i64>) -> Result<Option<i64>> {
        let code: String = code.chars().filter(|c| !c.is_whitespace()).take(7).collect();
        let now = at.timestamp().div_euclid(PERIOD);
        let mut found = None;
        // Every period is compared, so that the time taken does not tell which fitted.
        for step in now - SKEW..=now + SKEW {
            let is_it = same(self.code_of(step)?.as_bytes(), code.as_bytes());
            if is_it && last.is_none_or(|last| step > last) {
                found = Some(step);
            }
        }
        Ok(found)
    }

    fn code_of(&self, step: i64) -> Result<String> {
        let mut mac = Hmac::<Sha1>::new_from_slice(&self.0).map_err(|e| Error::internal(e.to_string()))?;
        mac.update(&step.to_be_bytes());
        let digest = mac.finalize().into_bytes();
        let offset = usize::from(digest[19] & 15);
        let mut part = [0; 4];
        part.copy_from_slice(&digest[offset..offset + 4]);
        let number = (u32::from_be_bytes(part) & 0x7fff_ffff) % 1_000_000;
        Ok(format!("{number:06}"))
    }
}

/// Whether two texts are the same, in a time that does not tell where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

/// Base 32 (RFC 4648) without padding.
fn base32(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::with_capacity(bytes.len() * 8 / 5 + 1);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(ALPHABET[(held >> bits & 31) as usize]));
        }
    }
    if bits > 0 {
        text.push(char::from(ALPHABET[(held << (5 - bits) & 31) as usize]));
    }
    text
}

/// Escapes what an address may not hold.
fn escape(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

/// How many recovery codes a person gets.
pub const RECOVERY_CODES: usize = 10;

/// New recovery codes: each lets in once in place of the app.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn recovery_codes() -> Result<Vec<String>> {
    (0..RECOVERY_CODES)
        .map(|_| {
            let text = base32(&random::<10>()?).to_lowercase();
            Ok(format!("{}-{}-{}-{}", &text[..4], &text[4..8], &text[8..12], &text[12..]))
        })
        .collect()
}

/// What is kept of a recovery code, however it was typed. It has 80 random bits and every
/// try is counted, so a plain hash will do.
pub fn recovery_hash(code: &str) -> super::secret::Hash {
    use sha2::{Digest, Sha256};
    let plain: String = code.chars().filter(char::is_ascii_alphanumeric).take(64).collect();
    Sha256::digest(plain.to_lowercase()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(seconds, 0).unwrap()
    }

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B: eight digits there, of which six are the last.
        let secret = TotpSecret::from_bytes(b"12345678901234567890".to_vec());
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(secret.code(at(seconds)).unwrap(), code, "{seconds}");
        }
        assert_eq!(secret.base32(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }

    #[test]
    fn a_code_counts_once_and_half_a_minute_around_its_time() {
        let secret = TotpSecret::random().unwrap();
        let code = secret.code(at(3_000)).unwrap();
        let step = secret.check(&code, at(3_000), None).unwrap();
        assert_eq!(step, Some(100));
        assert_eq!(secret.check(&code, at(3_000), step).unwrap(), None);
        assert_eq!(secret.check(&format!("{} {}", &code[..3], &code[3..]), at(3_030), None).unwrap(), step);
        assert_eq!(secret.check(&code, at(3_060), None).unwrap(), None);
        assert_eq!(secret.check(&format!("{code}0"), at(3_000), None).unwrap(), None);
        assert_eq!(secret.check("", at(3_000), None).unwrap(), None);
    }

    #[test]
    fn a_recovery_code_is_the_same_however_it_is_typed() {
        let codes = recovery_codes().unwrap();
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert_eq!(codes[0].len(), 19);
        let typed = codes[0].to_uppercase().replace('-', " ");
        assert_eq!(recovery_hash(&codes[0]), recovery_hash(&typed));
        assert_ne!(recovery_hash(&codes[0]), recovery_hash(&codes[1]));
    }

    #[test]
    fn the_address_for_an_app_names_the_account() {
        let uri = TotpSecret::from_bytes(vec![0; 5]).uri("jo@example.org");
        assert_eq!(
            uri,
            "otpauth://totp/Partnership%20Register:jo%40example.org?secret=AAAAAAAA&issuer=Partnership%20Register"
        );
    }
}
