//! Follows what other processes commit: a second server, or the command line.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread::JoinHandle;
use std::time::Duration;

use super::register::Register;
use crate::error::Result;
use crate::store::Conn;

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
            let mut following = Following { register, conn: None, fails: false };
            while !stopped.load(Ordering::Relaxed) {
                following.look();
                std::thread::park_timeout(PERIOD);
            }
        });
        Self { stop, thread: Some(thread) }
    }
}

/// Follows with a connection of its own, so that it waits for nobody who reads.
struct Following {
    register: Register,
    conn: Option<Conn>,
    fails: bool,
}

impl Following {
    fn look(&mut self) {
        let followed = self.follow();
        let failed = followed.is_err();
        match followed {
            // Said once, however long it lasts.
            Err(error) if !self.fails => {
                tracing::warn!(?error, "cannot see what others commit; trying again")
            }
            Ok(_) if self.fails => tracing::info!("sees again what others commit"),
            _ => {}
        }
        self.fails = failed;
        if failed {
            self.conn = None;
        }
    }

    fn follow(&mut self) -> Result<bool> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => none.insert(self.register.store().own_reader()?),
        };
        self.register.follow(conn)
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
