//! Reading a request's body, no longer and no larger than allowed.

use std::time::Duration;

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use http::header::CONTENT_LENGTH;
use http::{HeaderMap, StatusCode};
use http_body_util::BodyExt;

use super::config::HttpConfig;
use super::fault::Fault;

/// Reads a whole body.
///
/// # Errors
/// 413 at once when the declared length is over `body_bytes`, or as soon as the bytes
/// that came are; 408 after `body_read_seconds`; 400 when the body breaks off.
pub async fn read(headers: &HeaderMap, body: Body, config: &HttpConfig) -> Result<Bytes, Fault> {
    let declared = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    if declared.is_some_and(|length| length > config.body_bytes as u64) {
        return Err(too_large(config));
    }
    let limit = Duration::from_secs(config.body_read_seconds);
    match tokio::time::timeout(limit, collect(body, config)).await {
        Ok(read) => read,
        Err(_) => Err(Fault::limit(
            StatusCode::REQUEST_TIMEOUT,
            "body_read_seconds",
            config.body_read_seconds,
            "seconds for the body",
        )),
    }
}

async fn collect(mut body: Body, config: &HttpConfig) -> Result<Bytes, Fault> {
    let mut first = Bytes::new();
    let mut rest: Option<BytesMut> = None;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Fault::bad_request("The body broke off."))?;
        let Ok(data) = frame.into_data() else { continue };
        let so_far = rest.as_ref().map_or(first.len(), BytesMut::len);
        if so_far + data.len() > config.body_bytes {
            return Err(too_large(config));
        }
        // A body that came in one piece is passed on without copying it.
        match &mut rest {
            Some(all) => all.extend_from_slice(&data),
            None if first.is_empty() => first = data,
            None => {
                let mut all = BytesMut::with_capacity((first.len() + data.len()) * 2);
                all.extend_from_slice(&first);
                all.extend_from_slice(&data);
                rest = Some(all);
            }
        }
    }
    Ok(rest.map_or(first, BytesMut::freeze))
}

fn too_large(config: &HttpConfig) -> Fault {
    Fault::limit(StatusCode::PAYLOAD_TOO_LARGE, "body_bytes", config.body_bytes as u64, "bytes in the body")
}
