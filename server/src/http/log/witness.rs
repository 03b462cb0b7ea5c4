//! `POST /log/cosign`: a witness sends a checkpoint back with its signature. It needs no
//! account: its signature says who it is.

use axum::extract::{Request, State};
use axum::response::{IntoResponse, Response};

use super::{Log, bytes, failed};
use crate::error::Error;
use crate::history::checkpoint::SignedCheckpoint;
use crate::http::body;
use crate::http::fault::Fault;
use crate::http::headers::NO_STORE;
use crate::store::checkpoint::{self, Cosigned};
use crate::store::operational::Operational;

/// Takes the co-signatures of known witnesses.
pub(super) async fn cosign(State(log): State<Log>, request: Request) -> Response {
    match taken(log, request).await {
        Ok(words) => bytes(words, "text/plain; charset=utf-8", NO_STORE),
        Err(fault) => fault.into_response(),
    }
}

async fn taken(log: Log, request: Request) -> Result<String, Fault> {
    let (parts, sent) = request.into_parts();
    let sent = body::read(&parts.headers, sent, log.state.config()).await?;
    let text =
        std::str::from_utf8(&sent).map_err(|_| Fault::bad_request("The body is not text in UTF-8."))?;
    let signed = SignedCheckpoint::read(text).map_err(|why| {
        Fault::bad_request(format!("Send a checkpoint of this register with your signature: {why}."))
    })?;
    match kept(&log, signed).await {
        Ok(done) => Ok(format!("{} new, {} known already\n", done.new, done.known)),
        Err(error @ (Error::NotFound(_) | Error::Forbidden(_) | Error::BadRequest(_))) => {
            Err(refused(&error))
        }
        Err(error) => Err(failed(&error)),
    }
}

/// Looks at it first: only what a known witness has signed waits among the writers.
async fn kept(log: &Log, signed: SignedCheckpoint) -> crate::error::Result<Cosigned> {
    let (sent, witnesses) = (signed.clone(), log.witnesses.clone());
    log.register.store().read(move |conn| checkpoint::may_cosign(conn, &sent, &witnesses)).await?;
    let witnesses = log.witnesses.clone();
    let take = move |writer: &mut Operational<'_>, now| checkpoint::cosign(writer, &signed, &witnesses, now);
    log.gate.operate(take).await
}

fn refused(error: &Error) -> Fault {
    use http::StatusCode;
    let (status, code) = match error {
        Error::NotFound(_) => (StatusCode::NOT_FOUND, "NOT_FOUND"),
        Error::Forbidden(_) => (StatusCode::FORBIDDEN, "FORBIDDEN"),
        _ => (StatusCode::BAD_REQUEST, "BAD_REQUEST"),
    };
    Fault::new(status, code, error.to_string())
}
