//! Writers who remember what was acknowledged to them, and what was not.

use std::collections::{BTreeMap, HashMap};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use diesel::prelude::*;
use partnership_register::store::Conn;
use partnership_register::store::schema::{change, change_value};
use serde_json::{Value, json};

use super::remote::Remote;

/// A write of which it is not known whether it happened.
#[derive(Debug, Clone)]
struct Unknown {
    key: String,
    body: Value,
    mark: String,
    is_update: bool,
}

/// Writes to one project of its own, again and again, each time with another text; in
/// between it adds some projects at once.
#[derive(Debug)]
pub struct Writer {
    name: String,
    project: String,
    version: i64,
    turn: usize,
    /// The texts of the writes that were acknowledged, in order.
    acknowledged: Vec<String>,
    unknown: Option<Unknown>,
}

/// How many projects are added at once.
const TOGETHER: usize = 3;
/// How often some are.
const EVERY: usize = 20;

impl Writer {
    pub fn new(name: &str, project: &str, version: i64) -> Self {
        let (name, project) = (name.to_owned(), project.to_owned());
        Writer { name, project, version, turn: 0, acknowledged: Vec::new(), unknown: None }
    }

    /// Writes until it is told to stop or a write is not acknowledged. What was not is sent
    /// again first, as it was and with the same key, without looking whether it happened.
    pub fn write(&mut self, server: &Remote, stop: &AtomicBool, written: &AtomicUsize) {
        while !stop.load(Ordering::Relaxed) {
            let next = match self.unknown.take() {
                Some(unknown) => unknown,
                None => self.next(),
            };
            if !self.send(server, next) {
                return;
            }
            written.fetch_add(1, Ordering::Relaxed);
        }
    }

    /// Sends once more what was not acknowledged, if anything; whether all is known then.
    pub fn finish(&mut self, server: &Remote) -> bool {
        self.unknown.take().is_none_or(|unknown| self.send(server, unknown))
    }

    fn next(&mut self) -> Unknown {
        self.turn += 1;
        let mark = format!("{}-{:05}", self.name, self.turn);
        let key = format!("key-{mark}");
        let is_update = !self.turn.is_multiple_of(EVERY);
        let body = if !is_update {
            let row = |n| json!({ "partnership": "safer-chelmsford", "name": format!("{mark} of {n}"), "kind": "SCHEME" });
            json!({
                "query": "mutation M($input: CreateProjectsInput!) { createProjects(input: $input) { projects { id } errors { message } } }",
                "variables": { "input": { "rows": (1..=TOGETHER).map(row).collect::<Vec<_>>() } },
            })
        } else {
            json!({
                "query": "mutation M($input: UpdateProjectInput!) { updateProject(input: $input) { project { version } errors { message } } }",
                "variables": { "input": { "id": self.project, "version": self.version, "description": mark } },
            })
        };
        Unknown { key, body, mark, is_update }
    }

    /// Whether the write was acknowledged; otherwise it is kept as unknown.
    fn send(&mut self, server: &Remote, write: Unknown) -> bool {
        let Some((status, answer)) = server.post(Some(&write.key), &write.body) else {
            self.unknown = Some(write);
            return false;
        };
        if status == 503 || answer["errors"][0]["extensions"]["code"] == "UNAVAILABLE" {
            self.unknown = Some(write);
            return false;
        }
        assert!(answer.get("errors").is_none(), "{status} {answer}");
        let payload = &answer["data"][if write.is_update { "updateProject" } else { "createProjects" }];
        assert_eq!(payload["errors"], json!([]), "{}", write.mark);
        if let Some(version) = payload["project"]["version"].as_i64() {
            self.version = version;
        }
        self.acknowledged.push(write.mark);
        true
    }
}

/// What the history says of the marks of all writers: how often each was written, in the
/// order of the history.
pub struct Found {
    order: Vec<String>,
    together: BTreeMap<String, usize>,
}

impl Found {
    pub fn read(conn: &mut Conn) -> Self {
        let rows: Vec<(String, String)> = change::table
            .inner_join(change_value::table.on(change_value::sequence.eq(change::sequence)))
            .filter(change::entity_type.eq("PROJECT"))
            .order(change::sequence)
            .select((change::action, change_value::after))
            .load(conn)
            .unwrap();
        let (mut order, mut together) = (Vec::new(), BTreeMap::new());
        for (action, after) in rows {
            let after: Value = serde_json::from_str(&after).unwrap();
            let text = |field: &str| after[field]["value"].as_str().unwrap_or_default().to_owned();
            match text("name").split_once(" of ") {
                Some((mark, _)) if action == "CREATE" => *together.entry(mark.to_owned()).or_insert(0) += 1,
                _ => order.push(text("description")),
            }
        }
        Found { order, together }
    }

    /// That what was acknowledged to a writer was done once and in order, and what is not
    /// known was done once or not at all, and wholly.
    pub fn check(&self, writer: &Writer) {
        let prefix = format!("{}-", writer.name);
        let mine: Vec<&String> = self.order.iter().filter(|mark| mark.starts_with(&prefix)).collect();
        let mut times: HashMap<&str, usize> = HashMap::new();
        mine.iter().for_each(|mark| *times.entry(mark.as_str()).or_default() += 1);
        assert!(times.values().all(|times| *times == 1), "done more than once: {times:?}");
        for (mark, count) in self.together.iter().filter(|(mark, _)| mark.starts_with(&prefix)) {
            assert_eq!(*count, TOGETHER, "{mark} was done in part, or more than once");
            times.insert(mark, 1);
        }
        for mark in &writer.acknowledged {
            assert!(times.remove(mark.as_str()).is_some(), "{mark} was acknowledged and is lost");
        }
        let unknown = writer.unknown.as_ref().map(|unknown| unknown.mark.as_str());
        for mark in times.keys() {
            assert_eq!(Some(*mark), unknown, "was done although nobody asked");
        }
        assert!(mine.is_sorted(), "not in order: {mine:?}");
    }
}
