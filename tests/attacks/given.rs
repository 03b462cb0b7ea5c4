//! What whoever verifies brings along, and what they must be told.

use partnership_register::history::evidence::verify::{Kept, Report, Standing};

use super::scene::Scene;

/// What an attack is held against, in the words of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Given {
    /// Nothing but the database or the bundle itself, with the key.
    Itself,
    /// A checkpoint that somebody kept, and the key.
    Checkpoint,
    /// A checkpoint that another auditor was shown, and the key.
    OfAnother,
}

impl Given {
    pub fn words(self) -> &'static str {
        match self {
            Given::Itself => "the key",
            Given::Checkpoint => "the key and a kept checkpoint",
            Given::OfAnother => "the key and the other auditor's checkpoint",
        }
    }

    pub fn kept(self, scene: &Scene) -> Kept {
        let note = match self {
            Given::Itself => None,
            Given::Checkpoint => Some(&scene.newest),
            Given::OfAnother => Some(&scene.twin_newest),
        };
        Kept {
            checkpoints: note.map(|note| ("kept.txt".to_owned(), note.clone())).into_iter().collect(),
            keys: vec![scene.key],
            ..Kept::default()
        }
    }
}

/// What must be said.
#[derive(Debug, Clone, Default)]
pub struct Expected {
    /// Each in one of the problems.
    pub words: Vec<String>,
    /// Whether it must be said that this is not the history that was signed.
    pub contradicts: bool,
}

impl Expected {
    pub fn of(words: impl Into<String>) -> Self {
        Expected { words: vec![words.into()], contradicts: false }
    }

    pub fn and(mut self, words: impl Into<String>) -> Self {
        self.words.push(words.into());
        self
    }

    pub fn contradicting(mut self) -> Self {
        self.contradicts = true;
        self
    }

    /// Whether a report says all of it; otherwise what it says.
    pub fn is_met(&self, report: &Report) -> Result<(), String> {
        let problems = &report.problems;
        let standing = report.standing();
        let told = |words: &String| problems.iter().any(|problem| problem.contains(words.as_str()));
        let wrong = !matches!(standing, Standing::Wrong | Standing::Contradicted)
            || self.contradicts && standing != Standing::Contradicted;
        match wrong || !self.words.iter().all(told) {
            true => Err(format!("expected {self:?}; {standing:?} with {problems:#?}")),
            false => Ok(()),
        }
    }
}
