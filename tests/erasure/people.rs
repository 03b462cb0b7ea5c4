//! A person is erased, and what they did stays.

use chrono::TimeDelta;
use partnership_register::auth::config::AuthConfig;
use partnership_register::mail::Mailer;
use partnership_register::model::*;
use partnership_register::store::operational::{Operational, link, sign_in};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{SLUG, all_seeing, assert_sound, bytes, hashes, is_kept, told};
use crate::support::people::Person;
use crate::support::program::run;
use crate::support::server::TestServer;
use crate::support::{TestRegister, wait_for};

const NAME: &str = "Zebedee Quillfeather";
const EMAIL: &str = "zebedee.quillfeather@example.org";
/// What else is said of them, nowhere but where it goes with them.
const TRACES: [&str; 6] = [NAME, EMAIL, "Quillfeather", "quillfeather", "192.0.2.77", "Zebrowser"];

/// Somebody with an account, a past, and traces of it everywhere.
fn somebody(test: &TestRegister, admin: &Person) -> UserId {
    let input = json!({ "email": EMAIL, "name": NAME, "role": "PARTNER_ADMIN", "partnership": SLUG,
        "agency": "essex-police", "reason": "Ms Quillfeather joins the team." });
    let payload = test.change(admin, "inviteUser", input, "user { id version }");
    let id = payload["user"]["id"].clone();
    let input =
        json!({ "id": id, "version": 1, "name": "Zeb Quillfeather", "reason": "Quillfeather prefers Zeb." });
    test.change(admin, "updateUser", input, "user { version }");
    let input = json!({ "user": id, "role": "CONTRIBUTOR", "partnership": SLUG, "agency": "essex-police",
        "reason": "Quillfeather reports too." });
    test.change(admin, "grantRole", input, "");
    let user: UserId = id.as_str().unwrap().parse().unwrap();
    test.gate
        .operate_blocking(move |writer, now| {
            let outcome = SignInOutcome::SignedIn;
            sign_in::keep(writer, Some(user), outcome, ("192.0.2.77", "Zebrowser 1.0"), now)?;
            let link = link::Link {
                user: Some(user),
                created_at: now,
                expires_at: now + TimeDelta::hours(1),
                used_at: None,
            };
            link::send(writer, LinkKind::PasswordReset, &[7; 32], &link)
        })
        .unwrap();
    test.begin_session(user);
    user
}

fn erase(test: &TestRegister, admin: &Person, user: UserId, version: i32) -> Value {
    let input =
        json!({ "id": user.to_string(), "version": version, "reason": "They left and asked for it." });
    test.mutate(
        admin,
        "eraseUser",
        input,
        "user { id name email state erasedAt agency { slug } roles { id } viewerCanManage viewerCanErase }",
    )
}

#[test]
fn nothing_of_who_somebody_was_is_left() {
    let test = TestRegister::founding();
    let admin = all_seeing(&test);
    let user = somebody(&test, &admin);
    // What they did stays theirs, under the pseudonym.
    let before = hashes(&test);
    let told_before = told(&test, &admin);
    assert!(told_before.contains(NAME) && told_before.contains(EMAIL));

    let answer = erase(&test, &admin, user, 2);
    assert_eq!(answer["errors"], json!([]), "{answer}");
    let payload = &answer["data"]["eraseUser"];
    assert_eq!(payload["errors"], json!([]));
    let id = user.0.simple().to_string();
    let pseudonym = format!("Erased person {}", &id[26..]);
    assert_eq!(
        payload["user"],
        json!({ "id": user.to_string(), "name": pseudonym, "email": format!("erased-{id}@erased.invalid"),
            "state": "DISABLED", "erasedAt": payload["user"]["erasedAt"], "agency": null, "roles": [],
            "viewerCanManage": false, "viewerCanErase": false })
    );
    assert!(payload["user"]["erasedAt"].is_string());

    assert_sound(&test, &before);
    let told = told(&test, &admin);
    let kept = bytes(&test);
    for trace in TRACES {
        assert!(!told.contains(trace), "{trace} is told");
        assert!(!is_kept(&kept, trace), "{trace} is kept");
    }
    assert!(told.contains(&pseudonym) && told.contains("They left and asked for it."));
    let server = TestServer::over(test);
    let reader = server.browser_with(&[(Role::Administrator, None, None), (Role::Auditor, None, None)]);
    for list in ["changes", "users", "grants"] {
        let table = reader.get(&format!("/export/{list}.csv")).body;
        assert!(table.contains(&user.to_string()), "{list}");
        TRACES.iter().for_each(|trace| assert!(!table.contains(trace), "{trace} in {list}"));
    }
    let query =
        format!("{{ signIns(filter: {{ user: \"{user}\" }}) {{ nodes {{ outcome address client }} }} }}");
    let attempts = reader.data(&query);
    assert_eq!(
        attempts["signIns"]["nodes"],
        json!([{ "outcome": "SIGNED_IN", "address": "", "client": "" }])
    );
}

#[test]
fn the_history_calls_whoever_was_erased_by_their_pseudonym() {
    let test = TestRegister::founding();
    let admin = all_seeing(&test);
    let user = somebody(&test, &admin);
    erase(&test, &admin, user, 2);
    let query = "query($user: ID!) { own: changes(filter: { entity: $user }) { nodes { entityLabel } }
        roles: changes(filter: { type: [ROLE_GRANT] }) { nodes { subject } } }";
    let told = test.ask(&admin, query, json!({ "user": user.to_string() }))["data"].take();
    let pseudonym = format!("Erased person {}", &user.0.simple().to_string()[26..]);
    let own = told["own"]["nodes"].as_array().unwrap();
    assert!(own.len() > 2 && own.iter().all(|change| change["entityLabel"] == *pseudonym), "{told}");
    let roles = told["roles"]["nodes"].as_array().unwrap();
    assert!(roles.len() > 2 && roles.iter().all(|change| change["subject"] == *pseudonym), "{told}");
}

#[test]
fn nothing_counts_any_more_what_was_asked_for_the_address_of_somebody_who_was_erased() {
    let test = TestRegister::founding();
    let admin = all_seeing(&test);
    let user = test.add_user(EMAIL, &[(Role::Coordinator, Some(test.partnership(SLUG)), None)]);
    let server = TestServer::over(test);
    server.nobody().mutate("requestPasswordReset", json!({ "email": EMAIL }), "");
    let address = hex::encode(Sha256::digest(EMAIL));
    assert!(is_kept(&bytes(&server.test), &format!("reset:{address}")));
    assert_eq!(erase(&server.test, &admin, user, 1)["errors"], json!([]));
    assert!(!is_kept(&bytes(&server.test), &address));
}

#[test]
fn whoever_is_erased_while_they_sign_in_leaves_neither_address_nor_browser() {
    let test = TestRegister::founding();
    let admin = all_seeing(&test);
    let user = test.add_user(EMAIL, &[(Role::Coordinator, Some(test.partnership(SLUG)), None)]);
    assert_eq!(erase(&test, &admin, user, 1)["errors"], json!([]));
    // The password took its time to be looked at.
    let late = move |writer: &mut Operational<'_>, now| {
        let traces = ("203.0.113.9", "OwnBrowser/1.0");
        sign_in::keep(writer, Some(user), SignInOutcome::WrongPassword, traces, now)
    };
    test.gate.operate_blocking(late).unwrap();
    let query = format!("{{ signIns(filter: {{ user: \"{user}\" }}) {{ nodes {{ address client }} }} }}");
    let attempts = test.ask(&admin, &query, json!({}));
    assert_eq!(attempts["data"]["signIns"]["nodes"], json!([{ "address": "", "client": "" }]));
}

#[test]
fn whoever_was_erased_is_signed_out_and_never_comes_back() {
    let test = TestRegister::founding();
    let admin = all_seeing(&test);
    let place = Some(test.partnership(SLUG));
    let user = test.add_user(EMAIL, &[(Role::Coordinator, place, None)]);
    let server = TestServer::over(test);
    let browser = server.browser(user);
    assert_eq!(browser.data("{ viewer { user { email } } }")["viewer"]["user"]["email"], EMAIL);
    assert_eq!(erase(&server.test, &admin, user, 1)["errors"], json!([]));
    assert_eq!(browser.data("{ viewer { user { email } } }")["viewer"], json!(null));
    let by_id = json!({ "id": user.to_string(), "version": 2, "reason": "again" });
    for mutation in ["eraseUser", "enableUser", "disableUser", "resetSecondFactor"] {
        let answer = server.test.mutate(&admin, mutation, by_id.clone(), "");
        assert_eq!(answer["data"][mutation]["errors"][0]["path"], json!(["id"]), "{mutation}: {answer}");
    }
    let input = json!({ "id": user.to_string(), "version": 2, "name": NAME });
    assert_eq!(server.test.change(&admin, "updateUser", input, "")["errors"][0]["path"], json!(["id"]));
    let input = json!({ "user": user.to_string(), "role": "AUDITOR", "reason": "again" });
    assert_eq!(server.test.change(&admin, "grantRole", input, "")["errors"][0]["path"], json!(["user"]));
    // Their address is free for somebody else.
    let input = json!({ "email": EMAIL, "name": "Somebody else", "role": "AUDITOR", "reason": "new" });
    assert_eq!(server.test.change(&admin, "inviteUser", input, "")["errors"], json!([]));
}

#[test]
fn only_administrators_erase_and_never_the_last_of_them() {
    let test = TestRegister::founding();
    let place = Some(test.partnership(SLUG));
    let last = test.add_user("last@example.org", &[(Role::Administrator, None, None)]);
    let other =
        test.add_user("other@example.org", &[(Role::Contributor, place, Some(test.agency("essex-police")))]);
    let input = |user: UserId| json!({ "id": user.to_string(), "version": 1, "reason": "a reason" });
    assert_eq!(test.refusal(&test.coordinator(SLUG), "eraseUser", input(other)), "FORBIDDEN");
    assert_eq!(test.refusal(&Person::nobody(), "eraseUser", input(other)), "UNAUTHENTICATED");
    let admin = test.administrator();
    let refused = test.change(&admin, "eraseUser", input(last), "");
    assert_eq!(
        refused["errors"][0]["message"],
        "this is the last administrator: make somebody else one first"
    );
    let stale = json!({ "id": other.to_string(), "version": 9, "reason": "a reason" });
    assert_eq!(test.change(&admin, "eraseUser", stale, "")["errors"][0]["code"], "CONFLICT");
    assert_eq!(test.change(&admin, "eraseUser", input(other), "")["errors"], json!([]));
}

#[test]
fn the_reason_for_erasing_somebody_may_not_name_them() {
    let test = TestRegister::founding();
    let user = test.add_user(EMAIL, &[(Role::Auditor, None, None)]);
    for reason in [format!("{EMAIL} left"), "Zebedee Quillfeather left".to_owned(), String::new()] {
        let input = json!({ "id": user.to_string(), "version": 1, "reason": reason });
        let answer = test.change(&test.administrator(), "eraseUser", input, "");
        assert_eq!(answer["errors"][0]["path"], json!(["reason"]), "{reason}");
    }
}

#[test]
fn a_person_is_erased_at_the_machine_too() {
    let test = TestRegister::founding();
    test.add_user(EMAIL, &[(Role::Auditor, None, None)]);
    let before = hashes(&test);
    let erase = |more: &[&str]| {
        let words = ["user", "erase", EMAIL, "--reason", "They left."];
        run(&test.database.url, &[&words[..], more].concat())
    };
    assert_ne!(erase(&[]).status, 0, "it was not asked for twice");
    let done = erase(&["--yes"]);
    assert_eq!(done.status, 0, "{}", done.stderr);
    assert!(done.stdout.contains("Erased person "));
    assert_sound(&test, &before);
    assert!(!is_kept(&bytes(&test), "quillfeather"));
    assert_ne!(erase(&["--yes"]).status, 0, "there is nobody with this address any more");
}

#[test]
fn attempts_to_sign_in_are_kept_as_long_as_the_settings_say_and_no_longer() {
    let test = TestRegister::founding();
    let user = test.add_user(EMAIL, &[(Role::Auditor, None, None)]);
    let config = AuthConfig { sign_in_days: 30, ..AuthConfig::default() };
    let accounts = test.accounts("http://127.0.0.1", config, Mailer::none());
    let attempt = || {
        let keep = move |writer: &mut Operational<'_>, now| {
            sign_in::keep(writer, Some(user), SignInOutcome::SignedIn, ("192.0.2.77", "Zebrowser"), now)
        };
        test.gate.operate_blocking(keep).unwrap();
    };
    let count = || sign_in::count(&mut test.reader(), &sign_in::SignInFilter::default()).unwrap();
    attempt();
    test.wait(20 * 24 * 3600);
    attempt();
    wait_for(accounts.tidy()).unwrap();
    assert_eq!(count(), 2);
    test.wait(11 * 24 * 3600);
    wait_for(accounts.tidy()).unwrap();
    assert_eq!(count(), 1);
    test.wait(20 * 24 * 3600);
    wait_for(accounts.tidy()).unwrap();
    assert_eq!(count(), 0);
    assert_eq!(AuthConfig::default().sign_in_days, 365);
}

#[test]
fn no_reason_tells_who_was_erased_and_no_former_address_gets_letters() {
    use partnership_register::store::operational::checkpoint_subscription::{self, Subscription};
    let test = TestRegister::founding();
    let admin = test.administrator();
    let user = somebody(&test, &admin);
    let former = "zebedee@former.example.org";
    let input = json!({ "id": user.to_string(), "version": 2, "email": former, "reason": "Moved." });
    test.change(&admin, "updateUser", input, "");
    let input = json!({ "id": user.to_string(), "version": 3, "email": EMAIL, "reason": "Moved back." });
    test.change(&admin, "updateUser", input, "");
    test.gate
        .operate_blocking(move |writer, now| {
            let address = former.to_owned();
            checkpoint_subscription::keep(
                writer,
                &Subscription { address, every_days: 7, user, created_at: now },
            )
        })
        .unwrap();
    for reason in [
        "zebedee QUILLFEATHER left",
        "Zebedee  Quillfeather left",
        "Zeb Quillfeather left",
        "Quillfeather has left.",
        "Zebedee asked for it",
        "Wrote from zebedee@former.example.org",
    ] {
        let input = json!({ "id": user.to_string(), "version": 4, "reason": reason });
        let payload = test.change(&admin, "eraseUser", input, "");
        assert_eq!(payload["errors"][0]["path"], json!(["reason"]), "{reason}");
    }
    let erased = erase(&test, &admin, user, 4);
    assert_eq!(erased["data"]["eraseUser"]["errors"], json!([]), "{erased}");
    assert_eq!(checkpoint_subscription::all(&mut test.reader()).unwrap(), []);
    assert!(!String::from_utf8_lossy(&bytes(&test)).contains("former.example.org"));
}
