//! What wins, and what is said of mistakes.

use super::*;

fn given(key: &str, value: &str, origin: Origin) -> Given {
    let setting = settings().find(|setting| setting.key == key).unwrap();
    Given { setting, value: value.to_owned(), origin }
}

fn flag(key: &str, value: &str) -> Given {
    given(key, value, Origin::Flag("flag"))
}

/// A configuration file that is gone when the test ends.
struct Written(PathBuf);

impl Written {
    fn new(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("{name}-{}.toml", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Written(path)
    }
}

impl Drop for Written {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn mistakes(file: &str, name: &str, given: &[Given]) -> Vec<String> {
    let file = Written::new(name, file);
    Config::load(Some(&file.0), given).map(|_| ()).unwrap_err().0
}

#[test]
fn a_flag_beats_the_file_and_the_file_beats_the_default() {
    let file = Written::new("precedence", "listen = \"127.0.0.1:1\"\nreaders = 2\n[http]\nconnections = 9\n");
    let config = Config::load(Some(&file.0), &[flag("listen", "127.0.0.1:3")]).unwrap();
    assert_eq!(config.listen.port(), 3);
    assert_eq!(config.readers, 2);
    assert_eq!(config.http.connections, 9);
    assert_eq!(config.graph_cache, 256 << 20);
    assert_eq!(config.origin("readers"), Origin::File(file.0.clone()));
    assert_eq!(config.origin("graph_cache"), Origin::Default);
}

#[test]
fn every_mistake_is_named_at_once_with_its_place() {
    let file = "lisen = \"127.0.0.1:1\"\nreaders = 0\nworkers = [1]\ngraph_cache = \"64MB\"\n\
                [http]\npublic_url = \"https://a/b\"\nconections = 4\nbody_bytes = \"large\"\nerrors = 0\n[http.query]\ntoken = 1\ntokens = 1\n";
    let from_environment = given("log_format", "xml", Origin::Environment("PR_LOG_FORMAT"));
    let found = mistakes(file, "mistakes", &[flag("listen", "here"), from_environment]);
    let beginnings = [
        "graph_cache (",
        "http.body_bytes (",
        "http.conections (",
        "http.errors (",
        "http.public_url (",
        "http.query.token (",
        "http.query.tokens (",
        "lisen (",
        "listen (--flag): expected an address",
        "log_format (environment variable PR_LOG_FORMAT): expected text or json",
        "readers (",
        "workers (",
    ];
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(sorted.len(), beginnings.len(), "{sorted:#?}");
    for (mistake, beginning) in sorted.iter().zip(beginnings) {
        assert!(mistake.starts_with(beginning), "{mistake} should start with {beginning}");
    }
}

#[test]
fn a_password_is_never_repeated() {
    let text = mistakes("", "password", &[flag("database", "mysql://user:hunter2@host/db")]).join(" ");
    assert!(text.contains("postgres://") && !text.contains("hunter2"), "{text}");
}

#[test]
fn a_file_that_is_not_toml_is_named_with_its_line() {
    let text = mistakes("readers = 2\nlisten = = 1\n", "not-toml", &[]).join(" ");
    assert!(text.contains("line 2"), "{text}");
}

#[test]
fn a_file_that_is_missing_is_named() {
    let missing = Path::new("/nowhere/register.toml");
    let text = Config::load(Some(missing), &[]).map(|_| ()).unwrap_err().to_string();
    assert!(text.contains("/nowhere/register.toml"), "{text}");
}

#[test]
fn the_public_address_follows_the_port_unless_it_is_given() {
    let config = Config::load(None, &[flag("listen", "0.0.0.0:9000")]).unwrap();
    assert_eq!(config.http.public_url, "http://localhost:9000");
    let config = Config::load(None, &[flag("http.public_url", "https://example.org/")]).unwrap();
    assert_eq!(config.http.public_url, "https://example.org");
}

#[test]
fn every_setting_has_names_of_its_own_and_help() {
    let all: Vec<_> = settings().collect();
    for (i, setting) in all.iter().enumerate() {
        let has_flag = !setting.flag.is_empty();
        assert!(!has_flag || !setting.help.is_empty() && !setting.value.is_empty(), "{}", setting.key);
        for other in &all[..i] {
            assert_ne!(setting.key, other.key);
            assert!(!has_flag || setting.flag != other.flag, "{}", setting.key);
            assert!(setting.env.is_empty() || setting.env != other.env, "{}", setting.key);
        }
    }
}

#[test]
fn the_tables_of_accounts_are_read_and_their_mistakes_named() {
    let written = Written::new(
        "accounts",
        "[auth]\nsecond_factor = \"off\"\nattempts = 5\n[smtp]\nhost = \"mail.example.org\"\nfrom = \"a@example.org\"\n",
    );
    let config = Config::load(Some(&written.0), &[]).unwrap();
    assert_eq!((config.auth.attempts, config.smtp.host.as_deref()), (5, Some("mail.example.org")));
    let text =
        "[auth]\nsecond_factor = \"maybe\"\nattemps = 5\n[jwt]\nkey = \"short\"\n[smtp]\nhost = \"mail\"\n";
    let written = Written::new("accounts-wrong", text);
    let mistakes = Config::load(Some(&written.0), &[]).unwrap_err().to_string();
    for part in ["auth.second_factor", "auth.attemps", "no such setting", "jwt.key", "smtp.from"] {
        assert!(mistakes.contains(part), "{part} is not in {mistakes}");
    }
}

fn mail(settings: &[(&str, &str)]) -> Result<Config, Vec<String>> {
    let given: Vec<Given> = settings.iter().map(|(key, value)| flag(key, value)).collect();
    let all = [&given[..], &[flag("smtp.from", "register@example.org")]].concat();
    Config::load(None, &all).map_err(|mistakes| mistakes.0)
}

#[test]
fn letters_stay_plain_only_on_this_machine() {
    for host in ["localhost", "LOCALHOST", "127.0.0.1", "127.8.8.8", "::1", "[::1]"] {
        assert!(mail(&[("smtp.host", host), ("smtp.security", "none")]).is_ok(), "{host}");
    }
    for host in ["mail.example.org", "192.0.2.1", "localhost.example.org", "2001:db8::1"] {
        let found = mail(&[("smtp.host", host), ("smtp.security", "none")]).unwrap_err();
        assert!(found[0].starts_with("smtp.security (--flag): none is only for"), "{found:?}");
    }
    assert!(mail(&[("smtp.host", "mail.example.org"), ("smtp.security", "tls")]).is_ok());
}

#[test]
fn who_signs_in_to_the_mail_server_needs_a_password() {
    let (host, user) = (("smtp.host", "mail.example.org"), ("smtp.user", "register"));
    let found = mail(&[host, user]).unwrap_err();
    assert!(found[0].starts_with("smtp.user (--flag): has no password"), "{found:?}");
    assert!(mail(&[host, user, ("smtp.password", "hunter2")]).is_ok());
}
