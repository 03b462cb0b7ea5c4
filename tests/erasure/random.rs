//! Whatever is written and erased in whatever order: what is erased is gone without a
//! trace, what is not is still there, and the history is as provable as before.

use std::collections::BTreeSet;

use partnership_register::model::*;
use proptest::prelude::*;
use serde_json::{Value, json};

use super::{SLUG, all_seeing, assert_sound, bytes, hashes, is_kept, scheme, told};
use crate::support::dice::Dice;
use crate::support::people::Person;
use crate::support::server::TestServer;
use crate::support::{TestRegister, cases};

/// A text, the change that wrote it, and the record and field in which it stands.
struct Text {
    record: String,
    field: &'static str,
    change: String,
    /// A word that is in no other text.
    own: String,
    /// A word that the texts of one record share.
    shared: String,
}

/// A register in which things are written and erased.
struct Play {
    test: TestRegister,
    admin: Person,
    dice: Dice,
    texts: Vec<Text>,
    people: Vec<(UserId, String)>,
    gone: BTreeSet<String>,
    count: u64,
}

const SCHEMES: [&str; 3] = ["pubwatch", "street-pastors", "cctv"];

impl Play {
    fn new(seed: u64) -> Self {
        let test = TestRegister::founding();
        let admin = all_seeing(&test);
        Play {
            test,
            admin,
            dice: Dice::new(seed),
            texts: Vec::new(),
            people: Vec::new(),
            gone: BTreeSet::new(),
            count: 0,
        }
    }

    /// A word that nothing else holds, in lower case as search keeps it.
    fn word(&mut self) -> String {
        self.count += 1;
        format!("zq{}x{}", uuid::Uuid::new_v4().simple(), self.count)
    }

    fn version(&self, id: &str) -> Value {
        let query = "query($id: ID!) { node(id: $id) { ... on Project { version } } }";
        self.test.ask(&self.admin, query, json!({ "id": id }))["data"]["node"]["version"].clone()
    }

    fn write(&mut self) {
        let record = scheme(&self.test, SCHEMES[self.dice.below(SCHEMES.len())]);
        let field = *self.dice.one(&["name", "description", "leadPost", "reason"]);
        let known = self
            .texts
            .iter()
            .find(|text| text.record == record && text.field == field && !self.gone.contains(&text.shared));
        let known = known.map(|text| text.shared.clone()).filter(|_| field != "reason");
        let shared = known.unwrap_or_else(|| self.word());
        let own = self.word();
        // Long enough at times to need a page of its own.
        let filling = "word ".repeat(if field == "description" && self.dice.once_in(3) { 2_000 } else { 1 });
        let mut input = json!({ "id": record, "version": self.version(&record), "reason": null });
        input[field] = json!(format!("Ask {shared} or {own}, {}", filling.trim()));
        if field == "reason" {
            input["website"] = json!(format!("https://example.org/{}", self.count));
        }
        let answer = self.test.mutate(&self.admin, "updateProject", input, "project { id }");
        assert_eq!(answer["data"]["updateProject"]["errors"], json!([]), "{answer}");
        let change = super::newest(&self.test, &record);
        self.texts.push(Text { record, field, change, own, shared });
    }

    fn redact(&mut self) {
        let Some(place) = (!self.texts.is_empty()).then(|| self.dice.below(self.texts.len())) else { return };
        let by_words = self.dice.once_in(2);
        let Text { record, field, change, own, shared } = &self.texts[place];
        if self.gone.contains(own) || self.gone.contains(shared) {
            return;
        }
        let name = if *field == "reason" { "$reason" } else { field };
        let words = by_words.then(|| shared.clone());
        let input =
            json!({ "change": change, "field": name, "words": words, "reason": "It should not be kept." });
        let answer = self.test.mutate(&self.admin, "redactValue", input, "");
        let told = &answer["data"]["redactValue"]["errors"];
        // A reason of a change that changed nothing was never kept.
        if told[0]["message"] == "is no value of this change" {
            return;
        }
        assert_eq!(told, &json!([]), "{answer}");
        let same = |text: &&Text| text.record == *record && text.field == *field;
        match by_words {
            // The last of these texts keeps the words of its own.
            true => {
                let texts: Vec<&Text> =
                    self.texts.iter().filter(same).filter(|text| text.shared == *shared).collect();
                let (last, earlier) = texts.split_last().unwrap();
                self.gone.insert(shared.clone());
                self.gone.extend(earlier.iter().map(|text| text.own.clone()));
                if *field == "reason" {
                    self.gone.insert(last.own.clone());
                }
            }
            false => {
                self.gone.insert(own.clone());
                let others = self.texts.iter().filter(same).filter(|text| text.shared == *shared);
                if others.filter(|text| !self.gone.contains(&text.own)).count() == 0 {
                    self.gone.insert(shared.clone());
                }
            }
        }
    }

    fn join(&mut self) {
        let word = self.word();
        let input = json!({ "email": format!("{word}@example.org"), "name": format!("Jo {word}"), "role": "CONTRIBUTOR",
            "partnership": SLUG, "agency": "essex-police", "reason": format!("{word} joins.") });
        let payload = self.test.change(&self.admin, "inviteUser", input, "user { id } errors { message }");
        assert_eq!(payload["errors"], json!([]));
        let user: UserId = payload["user"]["id"].as_str().unwrap().parse().unwrap();
        self.test.begin_session(user);
        if self.dice.once_in(2) {
            let input = json!({ "id": user.to_string(), "version": 1, "name": format!("Joanna {word}") });
            self.test.change(&self.admin, "updateUser", input, "");
        }
        self.people.push((user, word));
    }

    fn leave(&mut self) {
        if self.people.is_empty() {
            return;
        }
        let (user, word) = self.people.remove(self.dice.below(self.people.len()));
        let query = "query($id: ID!) { user(id: $id) { version } }";
        let found = self.test.ask(&self.admin, query, json!({ "id": user.to_string() }));
        let version = found["data"]["user"]["version"].clone();
        let input = json!({ "id": user.to_string(), "version": version, "reason": "They left." });
        let payload = self.test.change(&self.admin, "eraseUser", input, "");
        assert_eq!(payload["errors"], json!([]));
        self.gone.insert(word);
    }

    /// All that the register tells of its past and present.
    fn all_told(&self) -> String {
        let mut all = told(&self.test, &self.admin);
        let last = self.test.clock.now();
        for minutes in [0, 3, 11, 29] {
            let at = (last - chrono::TimeDelta::minutes(minutes)).to_rfc3339();
            let query = "query($at: DateTime!) { partnership(slug: \"safer-chelmsford\", asOf: $at) {
                projects(first: 100) { nodes { name description leadPost } } } }";
            let answer = self.test.ask(&self.admin, query, json!({ "at": at }));
            assert_eq!(answer["errors"], json!([]), "{answer}");
            all.push_str(&answer.to_string());
        }
        for word in &self.gone {
            let query = format!("{{ search(text: \"{word}\") {{ totalCount }} }}");
            assert_eq!(self.test.see(&Default::default(), &query)["search"]["totalCount"], 0);
        }
        all
    }
}

proptest! {
    #![proptest_config(cases(6))]

    #[test]
    fn what_is_erased_is_gone_and_nothing_else_is(seed in any::<u64>()) {
        play_out(seed)?;
    }
}

/// One in which a page was put in order around a word that was erased later, and its old
/// copy stayed in the part of the page that is not used.
#[test]
fn no_old_copy_stays_where_pages_were_put_in_order() {
    play_out(15_406_298_648_262_120_554).unwrap();
}

fn play_out(seed: u64) -> Result<(), TestCaseError> {
    let mut play = Play::new(seed);
    play.join();
    for _ in 0..40 {
        let before = hashes(&play.test);
        match play.dice.below(10) {
            0..=4 => play.write(),
            5 => play.join(),
            6 => play.leave(),
            _ => play.redact(),
        }
        play.test.wait(60);
        if play.dice.once_in(8) {
            assert_sound(&play.test, &before);
        }
    }
    // Ends with an erasure, after which the log of writes is empty.
    play.join();
    let last = play.people.len() - 1;
    play.people.swap(0, last);
    let before = hashes(&play.test);
    play.people.truncate(1);
    play.leave();
    assert_sound(&play.test, &before);
    let (kept, told) = (bytes(&play.test), play.all_told());
    for word in &play.gone {
        prop_assert!(!is_kept(&kept, word), "{} is kept, seed {}", word, seed);
        prop_assert!(!told.contains(word.as_str()), "{} is told", word);
    }
    for text in play.texts.iter().filter(|text| !play.gone.contains(&text.own) && text.field != "reason") {
        prop_assert!(is_kept(&kept, &text.own), "{} was not erased and is gone, seed {}", text.own, seed);
    }
    let server = TestServer::over(play.test);
    let reader = server.browser_with(&[(Role::Administrator, None, None), (Role::Auditor, None, None)]);
    for list in ["changes", "projects", "users", "grants"] {
        let table = reader.get(&format!("/export/{list}.csv")).body;
        prop_assert!(play.gone.iter().all(|word| !table.contains(word.as_str())), "in {}", list);
    }
    Ok(())
}
