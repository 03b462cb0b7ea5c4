//! The files that the pages load: one style sheet and one icon.

use std::sync::LazyLock;

use bytes::Bytes;

use super::kept::etag;
use http::HeaderValue;

/// A file built into the program.
pub struct Asset {
    /// Its content.
    pub bytes: Bytes,
    /// Its media type.
    pub media: &'static str,
    /// Its entity tag.
    pub etag: HeaderValue,
    /// Changes with its content: asked for with this, it may be kept for ever.
    pub version: String,
}

impl Asset {
    fn new(bytes: &'static [u8], media: &'static str) -> Asset {
        let etag = etag(bytes);
        let version = etag.to_str().unwrap_or_default().trim_matches('"').chars().take(12).collect();
        Asset { bytes: Bytes::from_static(bytes), media, etag, version }
    }
}

/// The style sheet of all pages.
pub static STYLES: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(include_bytes!("assets/pages.css"), "text/css; charset=utf-8"));

/// The icon of the register.
pub static ICON: LazyLock<Asset> =
    LazyLock::new(|| Asset::new(include_bytes!("assets/icon.svg"), "image/svg+xml"));
