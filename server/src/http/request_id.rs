//! A short id for each request, in its answer and in every line of the log about it.

use std::sync::atomic::{AtomicU64, Ordering};

use http::HeaderValue;

/// A request's id: sixteen hexadecimal digits, unique while the process lives.
#[derive(Debug, Clone)]
pub struct RequestId(pub HeaderValue);

impl RequestId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        self.0.to_str().unwrap_or_default()
    }
}

/// Makes ids. The count is scrambled, so that an id does not tell how busy we are.
pub struct RequestIds {
    seed: u64,
    count: AtomicU64,
}

impl RequestIds {
    /// A source of ids with a random start.
    pub fn new() -> Self {
        let mut seed = [0; 8];
        // Without randomness the ids are only unique within this process, which will do.
        let _ = getrandom::fill(&mut seed);
        Self { seed: u64::from_be_bytes(seed), count: AtomicU64::new(0) }
    }

    /// The next id.
    pub fn next(&self) -> RequestId {
        let count = self.count.fetch_add(1, Ordering::Relaxed);
        // The finaliser of splitmix64: a bijection, so distinct counts stay distinct.
        let mut x = self.seed.wrapping_add(count.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        x ^= x >> 31;
        let mut text = [0u8; 16];
        let _ = hex::encode_to_slice(x.to_be_bytes(), &mut text);
        RequestId(HeaderValue::from_bytes(&text).unwrap_or(HeaderValue::from_static("0")))
    }
}

impl Default for RequestIds {
    fn default() -> Self {
        Self::new()
    }
}
