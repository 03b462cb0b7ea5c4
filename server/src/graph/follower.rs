//! Follows what other processes commit: a second server, or the command line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::register::Register;

/// How often the head is read: what bounds how stale this process can be.
const PERIOD: Duration = Duration::from_millis(200);

/// The follower's thread; it ends when this is dropped.
pub struct Follower {
    stop: Arc<AtomicBool>,
    thread: Option<JoinHandle<()>>,
}

impl Follower {
    /// Starts to follow.
    pub fn start(register: Register) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = std::thread::spawn(move || {
            while !stopped.load(Ordering::Relaxed) {
                let followed = register.store().reader().and_then(|mut conn| register.follow(&mut conn));
                if let Err(error) = followed {
                    tracing::warn!(error = ?error, "cannot see what others commit; trying again");
                }
                std::thread::park_timeout(PERIOD);
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.stop.store(true, Ordering::Relaxed);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            if thread.join().is_err() {
                tracing::error!("the follower ended badly");
            }
        }
    }
}
