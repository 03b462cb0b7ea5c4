//! Whatever anybody does in whatever order, the history says exactly what the tables hold.

use partnership_register::store::verify;
use proptest::prelude::*;
use serde_json::json;

use super::cases::cases;
use super::scene::Scene;
use crate::support::cases as times;
use crate::support::dice::Dice;

/// How many commands are tried in a row.
const STEPS: usize = 60;

proptest! {
    #![proptest_config(times(6))]

    #[test]
    fn the_history_equals_the_tables_after_any_commands_of_anybody(seed: u64) {
        let (scene, mut dice) = (Scene::new(), Dice::new(seed));
        let (cases, everybody) = (cases(), scene.everybody());
        let mut done = 0;
        for _ in 0..STEPS {
            let case = dice.one(&cases);
            let (_, person) = dice.one(&everybody);
            let mut input = (case.input)(&scene);
            // Sometimes what is asked is stale, and then nothing may be written.
            let stale = dice.once_in(5) && input.get("version").is_some();
            if stale {
                input["version"] = json!(99);
            }
            let before = scene.test.sequence();
            let answer = scene.test.mutate(person, case.mutation, input, "");
            let written = scene.test.sequence() - before;
            let refused = answer["errors"] != json!([]) || answer["data"][case.mutation]["errors"] != json!([]);
            prop_assert!(!refused || written == 0, "{} was refused and wrote: {}", case.mutation, answer);
            prop_assert!(!stale || written == 0, "{} wrote over another version", case.mutation);
            done += written;
        }
        let report = verify::everything(&mut scene.test.reader()).unwrap();
        prop_assert_eq!(report.problems, Vec::<String>::new(), "after {} changes", done);
    }
}
