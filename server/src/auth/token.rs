//! Access tokens of machine clients: signed statements that hold for some minutes.
//!
//! One algorithm is known here and no other: the signer and the verifier that
//! `jsonwebtoken` is given are those of HMAC with SHA-256. A token says only whose session
//! it belongs to; whether that session still lasts is asked of the database each time.

use std::sync::Once;

use chrono::{DateTime, TimeDelta, Utc};
use hmac::{Hmac, Mac};
use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{ErrorKind, Result as JwtResult};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use signature::{Signer, Verifier};

use crate::error::{Error, Result};

/// How long a token holds at most, in minutes.
pub const MOST_MINUTES: i64 = 15;
/// What the `typ` of the header must be (RFC 9068).
const TYPE: &str = "at+jwt";
/// Who the tokens are for.
const AUDIENCE: &str = "partnership-register";
/// Fewest bytes of a key.
pub const KEY_BYTES: usize = 32;
/// Longest token that is looked at.
const LONGEST: usize = 2_048;

#[derive(Debug, Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    sid: String,
    iat: i64,
    exp: i64,
}

/// What a token says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Token {
    /// The id of the user.
    pub user: String,
    /// The id of the session.
    pub session: String,
}

/// Signs and checks tokens.
#[derive(Clone)]
pub struct Tokens {
    signing: EncodingKey,
    checking: DecodingKey,
    issuer: String,
    lasts: TimeDelta,
}

impl Tokens {
    /// Tokens signed with `key` in the name of `issuer`, the register's public address.
    ///
    /// # Errors
    /// When the key is shorter than [`KEY_BYTES`] or the time longer than [`MOST_MINUTES`].
    pub fn new(key: &[u8], issuer: &str, minutes: i64) -> Result<Tokens> {
        if key.len() < KEY_BYTES {
            return Err(Error::internal(format!("the key for tokens has fewer than {KEY_BYTES} bytes")));
        }
        if !(1..=MOST_MINUTES).contains(&minutes) {
            return Err(Error::internal(format!("tokens hold from 1 to {MOST_MINUTES} minutes")));
        }
        install();
        Ok(Tokens {
            signing: EncodingKey::from_secret(key),
            checking: DecodingKey::from_secret(key),
            issuer: issuer.to_owned(),
            lasts: TimeDelta::minutes(minutes),
        })
    }

    /// A token, and when it ends.
    ///
    /// # Errors
    /// None in practice: the claims have a JSON form.
    pub fn sign(&self, token: &Token, now: DateTime<Utc>) -> Result<(String, DateTime<Utc>)> {
        let expires = now + self.lasts;
        let claims = Claims {
            iss: self.issuer.clone(),
            aud: AUDIENCE.to_owned(),
            sub: token.user.clone(),
            sid: token.session.clone(),
            iat: now.timestamp(),
            exp: expires.timestamp(),
        };
        let header = Header { typ: Some(TYPE.to_owned()), ..Header::new(Algorithm::HS256) };
        let text = jsonwebtoken::encode(&header, &claims, &self.signing).map_err(Error::internal)?;
        Ok((text, expires))
    }

    /// What a token says; none unless it is ours, of the right type, and still holds.
    pub fn check(&self, text: &str, now: DateTime<Utc>) -> Option<Token> {
        if text.len() > LONGEST {
            return None;
        }
        let mut validation = Validation::new(Algorithm::HS256);
        validation.set_audience(&[AUDIENCE]);
        validation.set_issuer(&[&self.issuer]);
        validation.set_required_spec_claims(&["exp", "aud", "iss", "sub"]);
        // Time comes from the clock that we are given, without leeway: compared below.
        validation.validate_exp = false;
        let token = jsonwebtoken::decode::<Claims>(text, &self.checking, &validation).ok()?;
        let claims = token.claims;
        let in_time = claims.exp > now.timestamp()
            && claims.exp - claims.iat <= MOST_MINUTES * 60
            && claims.iat <= now.timestamp() + 60;
        // Whatever a header calls critical is nothing that we know of (RFC 7515, 4.1.11).
        let is_ours = token.header.typ.as_deref() == Some(TYPE) && token.header.crit.is_none();
        (in_time && is_ours).then_some(Token { user: claims.sub, session: claims.sid })
    }
}

/// Gives `jsonwebtoken` the one algorithm that there is here.
fn install() {
    static ONCE: Once = Once::new();
    static PROVIDER: CryptoProvider = CryptoProvider {
        signer_factory: signer,
        verifier_factory: verifier,
        key_utils: KeyUtils::new_unimplemented(),
    };
    ONCE.call_once(|| {
        // Fails only when there is one already, which would be this one.
        let _ = PROVIDER.install_default();
    });
}

fn signer(algorithm: &Algorithm, key: &EncodingKey) -> JwtResult<Box<dyn JwtSigner>> {
    match algorithm {
        Algorithm::HS256 => Ok(Box::new(HmacSha256::new(key.as_bytes())?)),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> JwtResult<Box<dyn JwtVerifier>> {
    match algorithm {
        Algorithm::HS256 => Ok(Box::new(HmacSha256::new(key.try_get_as_bytes()?)?)),
        _ => Err(ErrorKind::InvalidAlgorithm.into()),
    }
}

/// HMAC with SHA-256.
struct HmacSha256(Hmac<Sha256>);

impl HmacSha256 {
    fn new(key: &[u8]) -> JwtResult<Self> {
        Hmac::new_from_slice(key).map(HmacSha256).map_err(|_| ErrorKind::InvalidKeyFormat.into())
    }
}

impl Signer<Vec<u8>> for HmacSha256 {
    fn try_sign(&self, message: &[u8]) -> Result<Vec<u8>, signature::Error> {
        Ok(self.0.clone().chain_update(message).finalize().into_bytes().to_vec())
    }
}

impl JwtSigner for HmacSha256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

impl Verifier<Vec<u8>> for HmacSha256 {
    fn verify(&self, message: &[u8], signature: &Vec<u8>) -> Result<(), signature::Error> {
        // Compares in a time that does not tell where they differ.
        let compared = self.0.clone().chain_update(message).verify_slice(signature);
        compared.map_err(|_| signature::Error::new())
    }
}

impl JwtVerifier for HmacSha256 {
    fn algorithm(&self) -> Algorithm {
        Algorithm::HS256
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use serde_json::{Value, json};

    use super::*;

    const KEY: [u8; 32] = [7; 32];
    const ISSUER: &str = "https://register.example.org";

    fn now() -> DateTime<Utc> {
        "2026-07-01T12:00:00Z".parse().unwrap()
    }

    fn tokens() -> Tokens {
        Tokens::new(&KEY, ISSUER, 15).unwrap()
    }

    fn token() -> Token {
        Token { user: "user_1".to_owned(), session: "session_1".to_owned() }
    }

    /// A token with any header and claims, signed with any key.
    fn forged(header: Value, claims: Value, key: &[u8]) -> String {
        let part = |value: Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let message = format!("{}.{}", part(header), part(claims));
        let signature = HmacSha256::new(key).unwrap().try_sign(message.as_bytes()).unwrap();
        format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature))
    }

    fn claims() -> Value {
        let at = now().timestamp();
        json!({ "iss": ISSUER, "aud": AUDIENCE, "sub": "user_1", "sid": "session_1", "iat": at, "exp": at + 900 })
    }

    fn header() -> Value {
        json!({ "alg": "HS256", "typ": TYPE })
    }

    fn with(mut value: Value, field: &str, other: Value) -> Value {
        value[field] = other;
        value
    }

    fn without(mut value: Value, field: &str) -> Value {
        value.as_object_mut().unwrap().remove(field);
        value
    }

    #[test]
    fn a_token_holds_for_its_minutes_and_no_longer() {
        let (text, expires) = tokens().sign(&token(), now()).unwrap();
        assert_eq!(expires, now() + TimeDelta::minutes(15));
        assert_eq!(tokens().check(&text, now()), Some(token()));
        assert_eq!(tokens().check(&text, expires - TimeDelta::seconds(1)), Some(token()));
        assert_eq!(tokens().check(&text, expires), None);
        assert!(Tokens::new(&KEY, ISSUER, 16).is_err());
        assert!(Tokens::new(&KEY[..31], ISSUER, 15).is_err());
    }

    #[test]
    fn a_forged_token_is_refused() {
        let check = |text: &str| tokens().check(text, now());
        assert_eq!(check(&forged(header(), claims(), &KEY)), Some(token()), "the forger's tools work");
        assert_eq!(check(&forged(header(), claims(), &[8; 32])), None, "another key");
        for algorithm in ["none", "None", "HS384", "HS512", "RS256", "ES256", "EdDSA"] {
            let header = with(header(), "alg", json!(algorithm));
            assert_eq!(check(&forged(header, claims(), &KEY)), None, "{algorithm}");
        }
        let unsigned = forged(with(header(), "alg", json!("none")), claims(), &KEY);
        let unsigned = format!("{}.", unsigned.rsplit_once('.').unwrap().0);
        assert_eq!(check(&unsigned), None, "no signature");
        for typ in [json!("JWT"), json!("refresh"), Value::Null] {
            assert_eq!(check(&forged(with(header(), "typ", typ.clone()), claims(), &KEY)), None, "{typ}");
        }
        let critical = with(header(), "crit", json!(["lasts"]));
        assert_eq!(check(&forged(critical, claims(), &KEY)), None, "something critical that we do not know");
        for (field, value) in [
            ("iss", json!("https://other.example.org")),
            ("aud", json!("another")),
            ("exp", json!(now().timestamp())),
            ("exp", json!(now().timestamp() + 3_600)),
            ("exp", json!("never")),
            ("iat", json!(now().timestamp() + 3_600)),
            ("sub", json!(7)),
        ] {
            assert_eq!(check(&forged(header(), with(claims(), field, value), &KEY)), None, "{field}");
        }
        for field in ["iss", "aud", "sub", "sid", "iat", "exp"] {
            assert_eq!(check(&forged(header(), without(claims(), field), &KEY)), None, "no {field}");
        }
        for text in ["", ".", "..", "a.b.c", &"x".repeat(1 << 20)] {
            assert_eq!(check(text), None);
        }
    }
}
