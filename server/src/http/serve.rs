//! The accept loop: bounded connections, bounded reading, an orderly end.

use std::future::Future;
use std::io;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use hyper::server::conn::http1;
use hyper_util::rt::TokioTimer;
use hyper_util::service::TowerToHyperService;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use super::peer::{Peer, WithPeer};
use super::stall::Stalling;
use super::state::HttpState;

/// Serves `router` on `listener` until `shutdown` completes and the running requests
/// are done, or `drain_seconds` have passed.
///
/// At shutdown readiness fails first; after the grace period no connection is accepted
/// any more, idle ones and WebSockets are closed, busy ones finish their request.
///
/// # Errors
/// Only those of the listener's own set-up; a failed accept is logged and survived.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    state: HttpState,
    shutdown: impl Future<Output = ()>,
) -> io::Result<()> {
    let address = listener.local_addr()?;
    tracing::info!(%address, "listening");
    let most = state.config().connections;
    let places = Arc::new(Semaphore::new(most));
    let (closing, closed) = watch::channel(false);
    let mut shutdown = pin!(shutdown);
    let mut grace = None;
    loop {
        let accepted = tokio::select! {
            () = &mut shutdown, if grace.is_none() => {
                state.start_draining();
                let wait = Duration::from_millis(state.config().readiness_grace_milliseconds);
                grace = Some(Box::pin(tokio::time::sleep(wait)));
                continue;
            }
            () = async { if let Some(sleep) = grace.as_mut() { sleep.await } }, if grace.is_some() => break,
            accepted = accept(&listener, &places) => accepted,
        };
        let Some((stream, peer, place)) = accepted else { continue };
        let router = WithPeer { router: router.clone(), peer };
        let connection = connection(stream, router, state.clone(), closed.clone());
        tokio::spawn(async move {
            connection.await;
            drop(place);
        });
    }
    drop(listener);
    closing.send_replace(true);
    state.live().close();
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    // A socket has left its connection's place for one of its own.
    let drained = async {
        let _ = places.acquire_many(all).await;
        state.live().closed().await;
    };
    let drain = Duration::from_secs(state.config().drain_seconds);
    match tokio::time::timeout(drain, drained).await {
        Ok(_) => tracing::info!("all requests are done"),
        Err(_) => tracing::warn!("some requests were cut off at shutdown"),
    }
    Ok(())
}

/// Waits for a place, then for a connection; `None` after an error that may pass.
async fn accept(
    listener: &TcpListener,
    places: &Arc<Semaphore>,
) -> Option<(TcpStream, Peer, tokio::sync::OwnedSemaphorePermit)> {
    let place = places.clone().acquire_owned().await.ok()?;
    match listener.accept().await {
        Ok((stream, from)) => Some((stream, Peer(from.ip()), place)),
        Err(error) => {
            // Out of file descriptors, most likely: give the others time to finish.
            tracing::warn!(%error, "a connection could not be accepted");
            tokio::time::sleep(Duration::from_millis(50)).await;
            None
        }
    }
}

async fn connection(
    stream: TcpStream,
    router: WithPeer,
    state: HttpState,
    mut closed: watch::Receiver<bool>,
) {
    let config = state.config();
    let _ = stream.set_nodelay(true);
    let gauge = &state.metrics().connections;
    gauge.inc();
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(config.header_read_seconds))
        .max_headers(config.header_count)
        .max_buf_size(config.header_bytes)
        .keep_alive(true);
    let stream = Stalling::new(stream, Duration::from_secs(config.write_stall_seconds));
    let service = TowerToHyperService::new(router);
    let mut serving = pin!(builder.serve_connection(stream, service).with_upgrades());
    let result = tokio::select! {
        result = serving.as_mut() => result,
        () = async { let _ = closed.wait_for(|closed| *closed).await; } => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    gauge.dec();
    if let Err(error) = result {
        tracing::debug!(%error, "a connection ended early");
    }
}
