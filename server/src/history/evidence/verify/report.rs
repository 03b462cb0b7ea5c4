//! What verifying found.

use std::fmt::Display;

use crate::history::checkpoint::Loss;

/// How many problems are named; more are only counted.
const NAMED: usize = 200;

/// What was found.
#[derive(Debug, Default)]
pub struct Report {
    /// What is proved, in words, for whoever asked.
    pub proved: Vec<String>,
    /// What is wrong, each with where it is; at most a few hundred.
    pub problems: Vec<String>,
    /// How many problems there are beyond those named.
    pub unnamed: u64,
    /// The losses that the register declared.
    pub losses: Vec<Loss>,
    /// Whether what there is contradicts a checkpoint that was signed.
    pub contradicted: bool,
}

/// What it comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// All of it is proved.
    Proved,
    /// All of it is proved, and the register says itself what it lost.
    DeclaredLoss,
    /// Something is not what it should be.
    Wrong,
    /// The history is not the one of which a checkpoint was signed.
    Contradicted,
}

impl Report {
    /// What it comes to.
    pub fn standing(&self) -> Standing {
        match self.problems.is_empty() {
            false if self.contradicted => Standing::Contradicted,
            false => Standing::Wrong,
            true if !self.losses.is_empty() => Standing::DeclaredLoss,
            true => Standing::Proved,
        }
    }

    /// How many problems there are.
    pub fn count(&self) -> u64 {
        self.problems.len() as u64 + self.unnamed
    }

    /// Notes what is wrong, and where.
    pub fn add(&mut self, place: impl Display, what: impl Display) {
        if self.problems.len() < NAMED {
            self.problems.push(format!("{place}: {what}"));
        } else {
            self.unnamed += 1;
        }
    }

    /// Notes that something contradicts what was signed.
    pub fn contradict(&mut self, place: impl Display, what: impl Display) {
        self.contradicted = true;
        // It says more than any single problem.
        self.problems.insert(0, format!("{place}: {what}"));
    }

    pub(super) fn prove(&mut self, what: impl Display) {
        self.proved.push(what.to_string());
    }
}
