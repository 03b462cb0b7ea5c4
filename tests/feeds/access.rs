//! Who sees what by a secret address, and until when.

use partnership_register::auth::secret::{Kind, Secret};
use partnership_register::store::operational::feed;

use super::*;
use crate::support::server::Answer;

/// What is answered where there is no calendar, whatever the reason.
fn is_nothing(answer: &Answer) {
    assert_eq!((answer.status, answer.body.as_str()), (404, "There is no calendar at this address.\n"));
    assert_eq!(answer.header("content-type"), Some("text/plain; charset=utf-8"));
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
}

#[test]
fn an_address_shows_without_a_cookie_what_its_owner_may_see() {
    let server = server();
    let police = server.browser_with(&[given(&server.test, Role::PartnerAdmin, Some("essex-police"))]);
    let made = make(&server, &police, Some(CHELMSFORD));
    let shown = calendar(&server, &made.path);
    assert_eq!(
        summaries(&shown),
        [
            "ATTENDED FORUM",
            "Action due: A1 Do what essex-police agreed",
            "Action due: A2 Do what chelmsford-city-council agreed",
            "COUNCIL FAIR",
            "COUNCIL FORUM",
            "Cancelled: ATTENDED FORUM",
            "One Chelmsford Board",
            "One Chelmsford Board",
            "POLICE TASKING",
            "POLICE WEEK",
        ]
    );
    let council =
        server.browser_with(&[given(&server.test, Role::Contributor, Some("chelmsford-city-council"))]);
    let theirs = calendar(&server, &make(&server, &council, Some(CHELMSFORD)).path);
    assert!(theirs.contains("COUNCIL TASKING") && !theirs.contains("POLICE TASKING"));
    let public = server.get("/partnerships/safer-chelmsford/calendar.ics").body;
    assert_eq!(summaries(&public.replace("\r\n ", "")), ["POLICE WEEK"]);
}

#[test]
fn an_address_is_kept_nowhere() {
    let server = server();
    let police = server.browser_with(&[given(&server.test, Role::PartnerAdmin, Some("essex-police"))]);
    let made = make(&server, &police, None);
    let answer = server.get(&made.path);
    assert_eq!(answer.header("cache-control"), Some("private, no-store"));
    assert_eq!(answer.header("referrer-policy"), Some("no-referrer"));
    assert_eq!(answer.header("content-type"), Some("text/calendar; charset=utf-8"));
    assert_eq!(answer.header("etag"), None);
    assert_eq!(answer.header("access-control-allow-origin"), None);
    let seen =
        police.data("{ viewer { calendarFeeds { id name partnership { slug } madeAt lastFetchedAt } } }");
    let feed = &seen["viewer"]["calendarFeeds"][0];
    assert_eq!((&feed["id"], &feed["name"]), (&made.id, &json!("Outlook")));
    assert_eq!(feed["partnership"], Value::Null);
    assert_eq!(feed["madeAt"], "2026-03-02T09:00:00.000000Z");
    let secret = made.path.strip_prefix("/feeds/prf_").unwrap();
    assert!(!seen.to_string().contains(&secret[..20]));
    crate::support::until(|| {
        let feeds = police.data("{ viewer { calendarFeeds { lastFetchedAt } } }");
        feeds["viewer"]["calendarFeeds"][0]["lastFetchedAt"].is_string()
    });
}

#[test]
fn an_address_ends_when_it_is_revoked_and_the_others_go_on() {
    let server = server();
    let coordinator = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let [first, second] = [(); 2].map(|()| make(&server, &coordinator, Some(CHELMSFORD)));
    let other = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let input = json!({ "id": first.id });
    assert_eq!(other.refusal("revokeCalendarFeed", input.clone()), "NOT_FOUND");
    assert_eq!(other.data("{ viewer { calendarFeeds { id } } }")["viewer"]["calendarFeeds"], json!([]));
    assert_eq!(server.get(&first.path).status, 200);
    assert_eq!(coordinator.change("revokeCalendarFeed", input.clone(), "id")["id"], first.id);
    is_nothing(&server.get(&first.path));
    assert_eq!(coordinator.refusal("revokeCalendarFeed", input), "NOT_FOUND");
    assert_eq!(server.get(&second.path).status, 200);
    for wrong in ["/feeds/prf_", "/feeds/x.ics", &second.path[..second.path.len() - 4], "/feeds/%ff.ics"] {
        is_nothing(&server.get(wrong));
    }
    let unknown = Secret::random(Kind::Feed).unwrap();
    is_nothing(&server.get(&format!("/feeds/{}.ics", unknown.reveal())));
}

#[test]
fn an_address_ends_with_the_role_and_comes_back_with_it() {
    let server = server();
    let user = server.test.add_user("jo@example.org", &[]);
    let (jo, coordinator) =
        (server.browser(user), server.browser_with(&[given(&server.test, Role::Coordinator, None)]));
    let grant = || {
        let input = json!({ "user": "jo@example.org", "role": "CONTRIBUTOR", "partnership": CHELMSFORD,
            "agency": "essex-police", "reason": "Asked to." });
        coordinator.change("grantRole", input, "roleGrant { id version }")["roleGrant"].clone()
    };
    let granted = grant();
    let feeds = [make(&server, &jo, Some(CHELMSFORD)), make(&server, &jo, None)];
    feeds.iter().for_each(|feed| assert!(calendar(&server, &feed.path).contains("POLICE TASKING")));
    let revoke = json!({ "id": granted["id"], "version": granted["version"], "reason": "Moved on." });
    assert_eq!(coordinator.change("revokeRole", revoke, "")["errors"], json!([]));
    feeds.iter().for_each(|feed| is_nothing(&server.get(&feed.path)));
    grant();
    feeds.iter().for_each(|feed| assert_eq!(server.get(&feed.path).status, 200));
}

#[test]
fn an_address_ends_for_good_when_its_owner_is_disabled_or_erased() {
    let server = server();
    let roles = [given(&server.test, Role::PartnerAdmin, Some("essex-police"))];
    let administrator = server.browser_with(&[(Role::Administrator, None, None)]);
    for mutation in ["disableUser", "eraseUser"] {
        let user = server.test.add_user(&format!("{mutation}@example.org"), &roles);
        let made = make(&server, &server.browser(user), Some(CHELMSFORD));
        assert_eq!(server.get(&made.path).status, 200);
        let input = json!({ "input": { "id": user.to_string(), "version": 1, "reason": "Left." } });
        let query = format!(
            "mutation M($input: ManageUserInput!) {{ {mutation}(input: $input) {{ errors {{ code }} }} }}"
        );
        assert_eq!(administrator.ask(&query, input)["data"][mutation]["errors"], json!([]), "{mutation}");
        is_nothing(&server.get(&made.path));
        assert_eq!(feed::of_user(&mut server.test.reader(), user).unwrap(), [], "{mutation}");
    }
}

#[test]
fn nobody_and_no_key_makes_an_address_and_nobody_makes_one_that_shows_nothing() {
    let server = server();
    let input = |partnership: Option<&str>| json!({ "name": "Outlook", "partnership": partnership });
    let nobody = server.nobody();
    assert_eq!(nobody.refusal("createCalendarFeed", input(Some("nowhere"))), "UNAUTHENTICATED");
    assert_eq!(nobody.refusal("revokeCalendarFeed", json!({ "id": "feed_1" })), "UNAUTHENTICATED");
    let coordinator = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let key = json!({ "name": "The app", "partnership": CHELMSFORD, "reads": "PARTNERS" });
    let key = coordinator.change("createApiKey", key, "secret")["secret"].clone();
    let app = server.nobody().with("authorization", format!("Bearer {}", key.as_str().unwrap()));
    assert_eq!(app.refusal("createCalendarFeed", input(Some(CHELMSFORD))), "FORBIDDEN");
    assert_eq!(app.refusal("revokeCalendarFeed", json!({ "id": "feed_1" })), "FORBIDDEN");
    assert_eq!(coordinator.refusal("createCalendarFeed", input(Some("nowhere"))), "NOT_FOUND");
    for partnership in [Some(ELSEWHERE), None] {
        let refused = coordinator.change("createCalendarFeed", input(partnership), "address");
        assert_eq!(refused["address"], Value::Null);
        assert_eq!(refused["errors"][0]["path"], json!(["partnership"]), "{partnership:?}");
    }
    let unnamed = json!({ "name": " ", "partnership": CHELMSFORD });
    let refused = coordinator.change("createCalendarFeed", unnamed, "");
    assert_eq!(refused["errors"][0]["path"], json!(["name"]));
    for _ in 0..20 {
        make(&server, &coordinator, Some(CHELMSFORD));
    }
    let refused = coordinator.change("createCalendarFeed", input(Some(CHELMSFORD)), "");
    assert_eq!(refused["errors"][0]["code"], "INVALID");
}

#[test]
fn an_address_shows_nothing_while_its_owner_must_set_up_a_second_factor() {
    let server = server_with(AuthConfig { second_factor: SecondFactor::Editors, ..AuthConfig::default() });
    let editor = server.browser_with(&[given(&server.test, Role::PartnerAdmin, Some("essex-police"))]);
    is_nothing(&server.get(&make(&server, &editor, Some(CHELMSFORD)).path));
    let auditor = server.browser_with(&[given(&server.test, Role::Auditor, None)]);
    assert_eq!(server.get(&make(&server, &auditor, Some(CHELMSFORD)).path).status, 200);
}

#[test]
fn secrets_that_are_tried_are_refused_after_some_and_what_works_goes_on() {
    let off = SecondFactor::Off;
    let server = server_with(AuthConfig { second_factor: off, address_attempts: 3, ..AuthConfig::default() });
    let coordinator = server.browser_with(&[given(&server.test, Role::Coordinator, None)]);
    let made = make(&server, &coordinator, Some(CHELMSFORD));
    let tried = || {
        let secret = Secret::random(Kind::Feed).unwrap();
        server.get(&format!("/feeds/{}.ics", secret.reveal()))
    };
    (0..3).for_each(|_| is_nothing(&tried()));
    let refused = tried();
    assert_eq!(refused.status, 429);
    assert!(refused.header("retry-after").is_some());
    assert_eq!(server.get(&made.path).status, 200);
    server.test.wait(901);
    is_nothing(&tried());
}
