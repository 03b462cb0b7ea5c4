//! The gate: the one place that opens write transactions.
//!
//! One thread with a connection of its own takes commands from a bounded queue, puts
//! those that wait into one transaction, and answers each caller only after COMMIT, when
//! every reader of this process sees what was written.

mod job;
mod pace;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, TrySendError, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio::sync::oneshot;

use self::job::{Job, Operation, Waiting};
use self::pace::{Pace, gather};
use super::notary::{Notary, Signing};
use crate::auth::viewer::Viewer;
use crate::clock::Clock;
use crate::error::{Error, Result};
use crate::graph::register::Register;
use crate::history::change::Actor;
use crate::store::Conn;
use crate::store::change::{Applied, Recent};
use crate::store::db::{DatabaseUrl, OpenError};
use crate::store::lock::Hold;
use crate::store::operational::Operational;
use crate::store::traces::{self, Traces};
use crate::store::tx::{Batch, Origin, WriteTx, asker};

/// Something that can be done to the register.
pub trait Command: Send + 'static {
    /// What it gives back.
    type Output: Send;
    /// Its name in the history and in permissions, such as `project.update`.
    const KEY: &'static str;
    /// Loads, checks and saves inside the transaction. May run again when the database
    /// asks for a retry, so it keeps no state of its own.
    ///
    /// # Errors
    /// When it is refused; then nothing of it is written.
    fn execute(&self, tx: &mut WriteTx<'_>) -> Result<Self::Output>;
}

/// Who asks for a command, in which request.
#[derive(Debug, Clone)]
pub struct Call {
    /// Whoever signed in; none for what anybody may ask, such as to accept an invitation.
    pub viewer: Option<Arc<Viewer>>,
    /// The id of the request.
    pub request: String,
}

/// How many commands may wait; more are refused with [`Error::Unavailable`].
const QUEUE: usize = 256;
/// How long to wait before traces of what was erased are looked after again.
const TRACES: Duration = Duration::from_secs(1);
/// How often a transaction is tried that the database asks to retry.
const TRIES: u32 = 6;

/// The way in. Dropping it ends the thread when what waits has been done.
pub struct Gate {
    queue: Option<SyncSender<Box<dyn Job>>>,
    thread: Option<JoinHandle<()>>,
    notary: Option<Notary>,
    // Last: nobody may replace the database before the thread has ended.
    _hold: Hold,
}

impl Gate {
    /// Opens the gate with a connection of its own.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(url: &DatabaseUrl, clock: Clock, register: Option<Register>) -> Result<Gate, OpenError> {
        Gate::signed(url, clock, register, None)
    }

    /// Opens the gate with a notary who signs the log with each transaction.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn signed(
        url: &DatabaseUrl,
        clock: Clock,
        register: Option<Register>,
        notary: Option<Notary>,
    ) -> Result<Gate, OpenError> {
        let hold = Hold::shared(url)?;
        let (mut conn, recent, url) = (url.connect_to_write()?, Recent::default(), url.clone());
        let signs = notary.clone();
        let traces = traces::noted(&mut conn).map_err(|why| url.refused(&why))?;
        let writer = Writer { conn, recent, url, clock, register, notary, traces };
        let (queue, jobs) = sync_channel(QUEUE);
        let thread = std::thread::spawn(move || writer.serve(&jobs));
        Ok(Gate { queue: Some(queue), thread: Some(thread), notary: signs, _hold: hold })
    }

    /// Whether what passes the gate is signed. May wait for a transaction to be signed.
    pub fn signing(&self) -> Signing {
        Signing::of(self.notary.as_ref())
    }

    /// Runs a command and waits until it is durable and visible.
    ///
    /// # Errors
    /// Those of the command; [`Error::Unavailable`] when too many wait or the database
    /// does not answer.
    pub async fn run<C: Command>(&self, command: C, actor: Actor, request: String) -> Result<C::Output> {
        let origin = Origin { actor: Some(actor), viewer: None, command: C::KEY, request };
        self.submit(command, origin)?.await.unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    /// As [`Gate::run`], for somebody who signed in: what they may do is decided inside.
    ///
    /// # Errors
    /// As [`Gate::run`].
    pub async fn run_for<C: Command>(&self, command: C, call: Call) -> Result<C::Output> {
        let origin = Origin { actor: None, viewer: call.viewer, command: C::KEY, request: call.request };
        self.submit(command, origin)?.await.unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    /// Writes what has no history, in the transaction that the gate has open; `work` may
    /// run again when the database asks for a retry.
    ///
    /// # Errors
    /// Those of `work`; [`Error::Unavailable`] as [`Gate::run`].
    pub async fn operate<R: Send + 'static>(
        &self,
        work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.submit_operation(work, false)?.await.unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    /// As [`Gate::operate`], at the beginning of its transaction: `work` sees nothing that is
    /// not committed.
    ///
    /// # Errors
    /// As [`Gate::operate`].
    pub async fn operate_first<R: Send + 'static>(
        &self,
        work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.submit_operation(work, true)?.await.unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    /// As [`Gate::operate_first`], where blocking is allowed.
    ///
    /// # Errors
    /// As [`Gate::operate`].
    pub fn operate_first_blocking<R: Send + 'static>(
        &self,
        work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let answer = self.submit_operation(work, true)?;
        answer.blocking_recv().unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    /// As [`Gate::operate`], for somebody who signed in: `work` is given who they are, with
    /// the roles that are left to them, in the transaction.
    ///
    /// # Errors
    /// As [`Gate::operate`]; [`Error::Unauthenticated`] when the session has ended or the
    /// account is not active any more.
    pub async fn operate_for<R: Send + 'static>(
        &self,
        viewer: &Arc<Viewer>,
        work: impl Fn(&mut Operational<'_>, &Viewer, DateTime<Utc>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        let viewer = Arc::clone(viewer);
        self.operate(move |writer, now| {
            let viewer = asker::as_now(writer.reader(), Arc::clone(&viewer), now)?;
            work(writer, &viewer, now)
        })
        .await
    }

    /// As [`Gate::operate`], where blocking is allowed.
    ///
    /// # Errors
    /// As [`Gate::operate`].
    pub fn operate_blocking<R: Send + 'static>(
        &self,
        work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send + 'static,
    ) -> Result<R> {
        self.submit_operation(work, false)?.blocking_recv().unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    fn submit_operation<R: Send + 'static>(
        &self,
        work: impl Fn(&mut Operational<'_>, DateTime<Utc>) -> Result<R> + Send + 'static,
        comes_first: bool,
    ) -> Result<oneshot::Receiver<Result<R>>> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Box::new(Operation { work, comes_first, result: None, reply }))?;
        Ok(answer)
    }

    /// As [`Gate::run`], where blocking is allowed.
    ///
    /// # Errors
    /// As [`Gate::run`].
    pub fn run_blocking<C: Command>(&self, command: C, actor: Actor, request: String) -> Result<C::Output> {
        let origin = Origin { actor: Some(actor), viewer: None, command: C::KEY, request };
        self.submit(command, origin)?.blocking_recv().unwrap_or_else(|_| Err(Error::Unavailable(None)))
    }

    fn submit<C: Command>(&self, command: C, origin: Origin) -> Result<oneshot::Receiver<Result<C::Output>>> {
        let (reply, answer) = oneshot::channel();
        self.enqueue(Box::new(Waiting { command, origin, result: None, reply }))?;
        Ok(answer)
    }

    fn enqueue(&self, job: Box<dyn Job>) -> Result<()> {
        let queue = self.queue.as_ref().ok_or(Error::Unavailable(None))?;
        match queue.try_send(job) {
            Ok(()) => Ok(()),
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => Err(Error::Unavailable(None)),
        }
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        self.queue = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the gate's thread ended badly");
        }
    }
}

/// Why a transaction did not end well.
enum Failure {
    /// Nothing of it was committed: it can be tried again.
    Again(Error),
    /// A command failed after it wrote: the others can be run again, each by itself.
    Spoilt,
    /// COMMIT itself failed: it may have happened, so trying again could double it.
    Unknown(Error),
}

/// Signs the log as it is with the changes of a batch.
fn seal(batch: &mut Batch<'_>, notary: Option<&Notary>, changes: &[Applied]) -> Result<()> {
    match (notary, changes.last()) {
        (Some(notary), Some(last)) => batch.seal(&mut notary.sealer().lock(), last),
        _ => Ok(()),
    }
}

struct Writer {
    conn: Conn,
    /// What was appended to the log last.
    recent: Recent,
    url: DatabaseUrl,
    clock: Clock,
    register: Option<Register>,
    notary: Option<Notary>,
    /// Where values that were erased can still be read.
    traces: Traces,
}

impl Writer {
    fn serve(mut self, jobs: &Receiver<Box<dyn Job>>) {
        let mut pace = Pace::new();
        while let Some(first) = self.next(jobs) {
            let mut batch = vec![first];
            gather(jobs, &mut batch, &mut pace);
            batch.sort_by_key(|job| !job.comes_first());
            pace.begin(batch.len());
            let committed = self.survive(&mut batch);
            for job in batch {
                job.answer(&committed);
            }
        }
    }

    /// The next job; none when there will be none. Traces of what was erased are removed
    /// while nobody waits, as soon as nobody reads an earlier state any more.
    fn next(&mut self, jobs: &Receiver<Box<dyn Job>>) -> Option<Box<dyn Job>> {
        while self.traces != Traces::None {
            match jobs.recv_timeout(TRACES) {
                Ok(job) => return Some(job),
                Err(RecvTimeoutError::Timeout) => self.remove_traces(),
                Err(RecvTimeoutError::Disconnected) => {
                    self.remove_traces();
                    return None;
                }
            }
        }
        jobs.recv().ok()
    }

    fn remove_traces(&mut self) {
        match traces::remove(&mut self.conn, self.traces) {
            Ok(left) => self.traces = left,
            Err(error) => {
                // Writing the file anew is not tried again and again: the next start does.
                self.traces = Traces::InLog.min(self.traces);
                tracing::warn!(%error, "the database file may still hold what was erased");
            }
        }
    }

    /// Commits the batch. One that panics is given up, with its connection: nobody could
    /// write any more if it took this thread with it.
    fn survive(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<(), String> {
        catch_unwind(AssertUnwindSafe(|| self.commit(jobs))).unwrap_or_else(|_| {
            tracing::error!("a command panicked; nothing of its transaction was written");
            self.recover(1);
            Err("a command panicked".to_owned())
        })
    }

    /// Runs the batch until it is committed, or for good not, and tells why.
    fn commit(&mut self, jobs: &mut [Box<dyn Job>]) -> Result<(), String> {
        let (mut is_careful, mut why) = (false, String::new());
        for attempt in 1..=TRIES {
            match self.attempt(jobs, is_careful) {
                Err(Failure::Spoilt) => {
                    self.doubt();
                    is_careful = true;
                }
                Ok(changes) => {
                    self.publish(&changes);
                    return Ok(());
                }
                Err(Failure::Again(error)) => {
                    tracing::warn!(?error, attempt, "a write transaction is tried again");
                    why = error.cause();
                    self.recover(attempt);
                }
                Err(Failure::Unknown(error)) => {
                    tracing::error!(?error, "whether a transaction was committed is not known");
                    self.recover(attempt);
                    return Err(error.cause());
                }
            }
        }
        Err(why)
    }

    fn attempt(&mut self, jobs: &mut [Box<dyn Job>], is_careful: bool) -> Result<Vec<Applied>, Failure> {
        let now = self.clock.now();
        let begun = Batch::begin(&mut self.conn, &mut self.recent, is_careful);
        let mut batch = begun.map_err(Failure::Again)?;
        let mut changes = Vec::new();
        for job in jobs {
            match job.run(&mut batch, now) {
                Ok(saved) => changes.extend(saved),
                Err(error) => {
                    let is_spoilt = batch.is_spoilt();
                    batch.rollback();
                    return Err(if is_spoilt { Failure::Spoilt } else { Failure::Again(error) });
                }
            }
        }
        let notary = self.notary.as_ref();
        if let Err(error) = batch.finish().and_then(|()| seal(&mut batch, notary, &changes)) {
            batch.rollback();
            return Err(Failure::Again(error));
        }
        let erased = batch.has_erased();
        batch.commit().map_err(Failure::Unknown)?;
        if let Some(notary) = notary {
            notary.keep();
        }
        if erased {
            self.traces = Traces::InFile;
            self.remove_traces();
        }
        Ok(changes)
    }

    /// What the notary signed, or found of what was signed, was undone with the transaction.
    fn doubt(&self) {
        if let Some(notary) = &self.notary {
            notary.doubt();
        }
    }

    /// Waits a little longer each time, not in step with other servers, and connects
    /// again: the connection may be what failed.
    fn recover(&mut self, attempt: u32) {
        self.doubt();
        let jitter = self.clock.now().timestamp_subsec_micros() % 20;
        std::thread::sleep(Duration::from_millis(u64::from(10 * attempt * attempt + jitter)));
        match self.url.connect_to_write() {
            Ok(conn) => {
                self.conn = conn;
                // What answers now may be another server, which may have got less.
                self.recent = Recent::default();
                self.publish(&[]);
            }
            Err(error) => tracing::warn!(%error, "the writer cannot connect"),
        }
    }

    /// Lets every reader see what was committed. If nothing was, another server may have
    /// been first: whoever is told of a conflict has to see what is there now.
    fn publish(&mut self, changes: &[Applied]) {
        let Some(register) = &self.register else { return };
        let seen = match changes {
            [] => register.follow(&mut self.conn).map(drop),
            _ => register.committed(&mut self.conn, changes),
        };
        if let Err(error) = seen {
            tracing::warn!(?error, "what was committed is not visible here yet; the follower will see to it");
        }
    }
}
