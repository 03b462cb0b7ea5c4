//! Passwords: what is a good one, and what is kept of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Fewest characters of a password.
pub const SHORTEST: usize = 12;
/// Most characters of a password.
pub const LONGEST: usize = 128;

/// How hard a password is to guess at least, on the scale from 0 to 4 of `zxcvbn`.
const STRENGTH: u8 = 3;

/// Words that anyone tries first here.
const CONTEXT: [&str; 14] = [
    "partnership",
    "partnerships",
    "register",
    "community",
    "safety",
    "safer",
    "csp",
    "crime",
    "disorder",
    "council",
    "police",
    "chelmsford",
    "essex",
    "administrator",
];

/// Words with which passwords begin that many people choose, a year or a sign behind them.
const COMMON: [&str; 40] = [
    "spring",
    "summer",
    "autumn",
    "winter",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "christmas",
    "easter",
    "holiday",
    "welcome",
    "changeme",
    "password",
    "passphrase",
    "letmein",
    "secret",
    "login",
    "hello",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "england",
    "qwerty",
    "correct horse battery staple",
];

/// What is wrong with a new password, as the rest of a sentence about it; nothing when it
/// will do. `own` are words about its owner: names, address, agency. Slow: some
/// milliseconds of work.
pub fn problem(password: &str, own: &[&str]) -> Option<String> {
    let characters = password.chars().count();
    if characters < SHORTEST {
        return Some(format!("has {characters} characters: give at least {SHORTEST}; 15 or more are better"));
    }
    if characters > LONGEST {
        return Some(format!("has {characters} characters: at most {LONGEST} are allowed"));
    }
    let words: Vec<&str> = own
        .iter()
        .flat_map(|text| std::iter::once(*text).chain(text.split(|c: char| !c.is_alphanumeric())))
        .filter(|word| word.chars().count() >= 3)
        .chain(CONTEXT)
        .collect();
    let estimate = zxcvbn::zxcvbn(password, &words);
    if u8::from(estimate.score()) >= STRENGTH && beside(password, &words) >= BESIDE {
        return None;
    }
    let warning = estimate.feedback().and_then(|feedback| feedback.warning());
    let why = warning.map_or_else(String::new, |warning| format!(" ({warning})"));
    Some(format!(
        "is too easy to guess{why}: take three or four words that do not belong together, none of them about you, \
         your agency or this register"
    ))
}

/// How many characters a password that holds words anyone tries first has beside them.
const BESIDE: usize = 8;

/// How many characters of a password are not part of one of these words, nor of one that
/// many people choose.
fn beside(password: &str, words: &[&str]) -> usize {
    let mut words: Vec<String> = words.iter().chain(&COMMON).map(|word| word.to_lowercase()).collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    let rest = words.iter().fold(password.to_lowercase(), |rest, word| {
        // As it is written, and in one word.
        rest.replace(word.as_str(), "").replace(&word.replace(' ', ""), "")
    });
    rest.chars().count()
}

/// Memory that hashing one password takes, in KiB.
const MEMORY: u32 = 19 * 1024;
/// How often it is gone through.
const ITERATIONS: u32 = 2;

fn hasher() -> Result<Argon2<'static>> {
    let params = Params::new(MEMORY, ITERATIONS, 1, None).map_err(|e| Error::internal(e.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

/// The hash of a password, with its salt and parameters. Slow by design.
///
/// # Errors
/// When the machine has no randomness to give.
pub fn hash(password: &str) -> Result<String> {
    let hash = hasher()?.hash_password(password.as_bytes());
    Ok(hash.map_err(|e| Error::internal(e.to_string()))?.to_string())
}

/// What comparing a password with a hash says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verdict {
    /// Whether it is the password.
    pub is_right: bool,
    /// Whether it should be hashed anew, as the parameters have changed since.
    pub is_dated: bool,
}

/// A hash of no password that anyone has, so that an unknown account takes as long.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$cGFydG5lcnNoaXBzYWx0$9b1B0e5nqPV1hUeR4Vq4mYk1J2kqQ2mI0l3yZ8o7m1s";

/// Compares a password with what is kept; with nothing kept it takes as long and says no.
///
/// # Errors
/// When what is kept is not a hash.
pub fn verify(kept: Option<&str>, password: &str) -> Result<Verdict> {
    let hash = PasswordHash::new(kept.unwrap_or(NOBODYS)).map_err(|e| Error::internal(e.to_string()))?;
    let fits = password.chars().count() <= LONGEST;
    // Longer texts are compared too, cut short: that takes as long and is never right.
    let compared: String = password.chars().take(LONGEST).collect();
    let is_right = hasher()?.verify_password(compared.as_bytes(), &hash).is_ok();
    let current = hash.params.get_decimal("m") == Some(MEMORY)
        && hash.params.get_decimal("t") == Some(ITERATIONS)
        && hash.algorithm.as_str() == "argon2id";
    Ok(Verdict { is_right: is_right && fits && kept.is_some(), is_dated: !current })
}

/// Hashes and compares passwords off the threads that answer requests, a few at a time, so
/// that signing in never starves anything else.
#[derive(Clone)]
pub struct Passwords(Arc<Places>);

struct Places {
    places: Semaphore,
    waiting: AtomicUsize,
}

/// How many may wait for a place.
const WAITING: usize = 64;

impl Passwords {
    /// Works on at most `places` passwords at a time.
    pub fn new(places: usize) -> Self {
        Passwords(Arc::new(Places { places: Semaphore::new(places.max(1)), waiting: AtomicUsize::new(0) }))
    }

    /// See [`problem`].
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many wait.
    pub async fn problem(&self, password: String, own: Vec<String>) -> Result<Option<String>> {
        self.work(move || {
            let own: Vec<&str> = own.iter().map(String::as_str).collect();
            Ok(problem(&password, &own))
        })
        .await
    }

    /// See [`hash`].
    ///
    /// # Errors
    /// As [`hash`], and [`Error::Unavailable`] when too many wait.
    pub async fn hash(&self, password: String) -> Result<String> {
        self.work(move || hash(&password)).await
    }

    /// See [`verify`].
    ///
    /// # Errors
    /// As [`verify`], and [`Error::Unavailable`] when too many wait.
    pub async fn verify(&self, kept: Option<String>, password: String) -> Result<Verdict> {
        self.work(move || verify(kept.as_deref(), &password)).await
    }

    async fn work<R: Send + 'static>(&self, work: impl FnOnce() -> Result<R> + Send + 'static) -> Result<R> {
        let waiting = Waiting::enter(&self.0.waiting).ok_or(Error::Unavailable(None))?;
        let place = self.0.places.acquire().await.map_err(Error::internal)?;
        drop(waiting);
        let result = tokio::task::spawn_blocking(work).await.map_err(Error::internal)?;
        drop(place);
        result
    }
}

/// A place among those that wait, given back on drop.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn enter(count: &'a AtomicUsize) -> Option<Self> {
        let place = Waiting(count);
        let before = count.fetch_add(1, Ordering::Relaxed);
        (before < WAITING).then_some(place)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_passwords_and_those_about_their_owner_are_refused() {
        let own = ["Josephine Baker", "josephine.baker@essex.police.example", "Essex Police"];
        for bad in [
            "short",
            "elevenchars",
            "password1234",
            "qwertyuiop12",
            "partnership1",
            "SaferChelmsford1",
            "josephinebaker",
            "Essex Police 1",
            "Summer2026!!",
            "Winter2027!!",
            "Monday2026!!",
            "Welcome2026!!",
            "Changeme2026!",
            "Welcome to Essex",
            "correcthorsebatterystaple",
            "aaaaaaaaaaaaaaaa",
        ] {
            assert!(problem(bad, &own).is_some(), "{bad}");
        }
        assert!(problem(&"x7-Ω".repeat(40), &own).is_some(), "longer than allowed");
        for good in [
            "teapot velvet anchor moss",
            "kR8#vu2!pLq0zz",
            "correct gravel tune ожерелье",
            "winter gravel moss tune",
        ] {
            assert_eq!(problem(good, &own), None, "{good}");
        }
        let long: String = "ledger plum onward tin ".repeat(6).chars().take(128).collect();
        assert_eq!(problem(&long, &own), None);
    }

    #[test]
    fn only_the_password_fits_its_hash() {
        let kept = hash("teapot velvet anchor moss").unwrap();
        assert!(kept.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{kept}");
        let right = Verdict { is_right: true, is_dated: false };
        assert_eq!(verify(Some(&kept), "teapot velvet anchor moss").unwrap(), right);
        assert!(!verify(Some(&kept), "teapot velvet anchor mosS").unwrap().is_right);
        assert!(!verify(None, "teapot velvet anchor moss").unwrap().is_right);
        let long = "é".repeat(LONGEST);
        let kept = hash(&long).unwrap();
        assert!(verify(Some(&kept), &long).unwrap().is_right);
        assert!(!verify(Some(&kept), &format!("{long}é")).unwrap().is_right);
    }

    #[test]
    fn a_hash_with_other_parameters_is_dated() {
        let weak = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(8, 1, 1, None).unwrap());
        let kept = weak.hash_password(b"teapot velvet anchor moss").unwrap().to_string();
        let verdict = verify(Some(&kept), "teapot velvet anchor moss").unwrap();
        assert_eq!(verdict, Verdict { is_right: true, is_dated: true });
    }
}
