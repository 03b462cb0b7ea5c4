//! When a transaction begins: what waits shares it, and who is alone waits for nobody.

use std::sync::mpsc::Receiver;
use std::time::{Duration, Instant};

use super::job::Job;

/// How many commands share a transaction at most.
const BATCH: usize = 64;
/// How long the gate waits at a time for those that wrote together to ask again.
const PAUSE: Duration = Duration::from_micros(300);
/// How often it does so.
const PAUSES: u32 = 12;
/// Of how few that are still missing it is woken for each.
const FEW: usize = 3;
/// How long after one transaction began the next begins, while commands come from many.
const APART: Duration = Duration::from_millis(25);
/// How often it looks meanwhile whether there are enough.
const LOOK: Duration = Duration::from_millis(5);
/// How many commands are enough not to wait any longer.
const ENOUGH: usize = 4;
/// From how many commands in a transaction on, on average, they come from many: one who
/// sends one after the other never has two.
const MANY: f32 = 1.1;
/// After how many waits that brought nobody it does not wait for the next transactions.
const IN_VAIN: u32 = 3;
/// For how many.
const REST: u32 = 64;

/// How commands came lately.
pub(super) struct Pace {
    /// When the last transaction began.
    began: Instant,
    /// How many commands it had.
    last: usize,
    /// How many the last ones had on average.
    average: f32,
    /// How many waits brought nobody, one after the other.
    in_vain: u32,
    /// For how many transactions it does not wait.
    rest: u32,
}

impl Pace {
    pub(super) fn new() -> Pace {
        Pace { began: Instant::now(), last: 1, average: 1.0, in_vain: 0, rest: 0 }
    }

    /// Notes that a transaction of so many commands begins.
    pub(super) fn begin(&mut self, commands: usize) {
        self.began = Instant::now();
        self.last = commands;
        self.average += (commands as f32 - self.average) / 16.0;
        self.rest = self.rest.saturating_sub(1);
    }

    /// How long to wait for others before a transaction of so many begins. Not at all for
    /// somebody who is alone, nor for a few who are all there already.
    fn wait(&self, commands: usize) -> Option<Duration> {
        let comes_from_many = self.average > MANY && self.rest == 0;
        let wait = APART.saturating_sub(self.began.elapsed());
        (comes_from_many && commands < ENOUGH && !wait.is_zero()).then_some(wait)
    }

    /// Learns whether a wait brought somebody.
    fn waited(&mut self, brought: bool) {
        self.in_vain = if brought { 0 } else { self.in_vain + 1 };
        if self.in_vain == IN_VAIN {
            (self.in_vain, self.rest) = (0, REST);
        }
    }
}

/// Takes what waits. Those whose answers were just sent are often about to ask again, so
/// they are let run as long as that brings something: a commit costs much more. When
/// several had the last transaction, it waits a moment for as many; and while commands come
/// from many all the time, transactions begin some milliseconds apart. One alone never waits.
pub(super) fn gather(jobs: &Receiver<Box<dyn Job>>, batch: &mut Vec<Box<dyn Job>>, pace: &mut Pace) {
    let (mut paused, mut before) = (0, batch.len());
    loop {
        take(jobs, batch);
        let brought = batch.len() > before;
        before = batch.len();
        if batch.len() == BATCH || paused == PAUSES || !brought && (paused > 0 || batch.len() >= pace.last) {
            break;
        }
        let missing = pace.last.saturating_sub(batch.len());
        if brought && (paused == 0 || missing == 0) {
            // Whoever is ready to ask gets a turn; no more when as many as last time are there.
            std::thread::yield_now();
        } else if missing <= FEW {
            // So it begins as soon as the last of them is there.
            batch.extend(jobs.recv_timeout(PAUSE));
            paused += 1;
        } else {
            std::thread::sleep(PAUSE);
            paused += 1;
        }
    }
    wait_for_others(jobs, batch, pace);
}

fn wait_for_others(jobs: &Receiver<Box<dyn Job>>, batch: &mut Vec<Box<dyn Job>>, pace: &mut Pace) {
    let (before, mut waited) = (batch.len(), false);
    while let Some(wait) = pace.wait(batch.len()) {
        std::thread::sleep(wait.min(LOOK));
        take(jobs, batch);
        waited = true;
    }
    if waited {
        pace.waited(batch.len() > before);
    }
}

fn take(jobs: &Receiver<Box<dyn Job>>, batch: &mut Vec<Box<dyn Job>>) {
    while batch.len() < BATCH
        && let Ok(next) = jobs.try_recv()
    {
        batch.push(next);
    }
}
