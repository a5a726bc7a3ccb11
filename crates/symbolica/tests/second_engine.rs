//! The second symbolic engine from outside: what the client makes of every way a helper can end, and, with the feature
//! `engine`, the real helper, which needs no licence for one run at a time but minutes to build.

use moe_proof::exact::second_opinion::question;
use moe_proof::model::Family;
use moe_proof_symbolica::protocol::Request;

/// A small request about the model with one derivative, one identity and one point.
fn request() -> Request {
    use moe_proof::exact::relations::{claim::Claim, relation_of};
    let family = Family::softmax_gaussian();
    let heat = relation_of(&Claim::parse("d2 b b = 2 d nu", family, 1).unwrap(), family, 1);
    question::request(1, &[heat], &[vec![0, 0, 1, 0]], &question::sample_points(6, 1))
}

#[test]
fn the_default_build_does_not_contain_symbolica() {
    let mut cargo = std::process::Command::new(env!("CARGO"));
    cargo.args(["tree", "--offline", "--prefix", "none", "--manifest-path"]);
    let output = cargo.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml")).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let tree = String::from_utf8(output.stdout).unwrap();
    let names = |package: &str| tree.lines().any(|line| line.split(' ').next() == Some(package));
    assert!(names("num-rational"), "the tree is not read as it should be: {tree}");
    assert!(!names("symbolica"));
}

/// Helpers that misbehave in every way, played by shell scripts.
#[cfg(unix)]
mod fake {
    use super::request;
    use moe_proof_symbolica::client::{Client, EngineError, Limits, Reply, find};
    use moe_proof_symbolica::protocol::Request;
    use std::ffi::OsStr;
    use std::io::Write;
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};
    use std::time::Duration;

    const GOOD: &str = r#"{"answer":{"format":"moe-proof-second-engine/1","engine":"fake 1","derivatives":[{"done":{"values":["1/2"]}}],"identities":[{"done":{"residual":"0","values":["0"]}}]}}"#;

    /// Writes an executable script. A process of its own writes it: were it open here, another test that starts a process at
    /// that moment would hand it on, and the system refuses to run a file that somebody has open for writing.
    fn script(folder: &Path, name: &str, body: &str) -> PathBuf {
        let path = folder.join(name);
        let mut shell = Command::new("sh");
        shell.args(["-c", "cat > \"$1\" && chmod 755 \"$1\"", "sh"]).arg(&path).stdin(Stdio::piped());
        let mut child = shell.spawn().unwrap();
        let text = format!("#!/bin/sh\n{body}\n");
        child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
        assert!(child.wait().unwrap().success());
        path
    }

    fn limits(work: Duration) -> Limits {
        Limits { lock_timeout: Duration::ZERO, work_timeout: work }
    }

    /// What the client says of a helper that is this script.
    fn ask(body: &str) -> Result<Reply, EngineError> {
        let folder = tempfile::tempdir().unwrap();
        let client = Client::at(script(folder.path(), "helper", body), limits(Duration::from_secs(120)));
        client.ask(&request(), |_| ())
    }

    #[test]
    fn a_good_answer_is_read_and_messages_are_kept() {
        let reply = ask(&format!("cat >/dev/null; echo 'a warning'; echo 'a note' >&2; echo '{GOOD}'")).unwrap();
        assert_eq!(reply.answer.derivatives, [Ok(vec![Some("1/2".parse().unwrap())])]);
        assert!(reply.answer.identities[0].as_ref().unwrap().is_zero());
        assert_eq!(reply.notes, ["a warning", "a note"]);
    }

    #[test]
    fn the_helper_gets_the_request_the_lock_timeout_and_the_environment() {
        let folder = tempfile::tempdir().unwrap();
        let seen = folder.path().join("seen");
        let body = format!(
            "cat > '{0}'; echo \"$*\" >&2; echo \"$PATH\" >&2; echo \"$SYMBOLICA_HIDE_BANNER\" >&2; echo '{GOOD}'",
            seen.display()
        );
        let limits = Limits { lock_timeout: Duration::from_secs(7), work_timeout: Duration::from_secs(120) };
        let client = Client::at(script(folder.path(), "helper", &body), limits);
        let reply = client.ask(&request(), |_| ()).unwrap();
        assert_eq!(reply.notes, ["--lock-timeout 7", &std::env::var("PATH").unwrap(), "1"]);
        assert_eq!(Request::from_json(&std::fs::read(seen).unwrap()).unwrap(), request());
    }

    #[test]
    fn words_about_waiting_are_passed_on_at_once_and_are_no_note() {
        let folder = tempfile::tempdir().unwrap();
        let body = format!("cat >/dev/null; echo 'waiting: for others' >&2; echo '{GOOD}'");
        let client = Client::at(script(folder.path(), "helper", &body), limits(Duration::from_secs(120)));
        let mut heard = Vec::new();
        let reply = client.ask(&request(), |words| heard.push(words.to_owned())).unwrap();
        assert_eq!((heard, reply.notes), (vec!["for others".to_owned()], vec![]));
    }

    #[test]
    fn a_crash_is_told_with_its_exit_code_and_last_words() {
        match ask("cat >/dev/null; echo 'out of luck' >&2; exit 3").unwrap_err() {
            EngineError::Crashed { how, messages } => {
                assert_eq!((how.as_str(), messages.as_str()), ("exit code 3", "out of luck"));
            }
            other => panic!("{other}"),
        }
    }

    #[test]
    fn a_helper_killed_by_a_signal_is_told_with_the_signal() {
        let error = ask("cat >/dev/null; kill -9 $$").unwrap_err();
        assert!(matches!(&error, EngineError::Crashed { how, .. } if how == "killed by signal 9"), "{error}");
    }

    #[test]
    fn a_licence_message_is_told_as_such() {
        let box_ = "│ Cannot start new unlicensed Symbolica instance since there is already another one running. │";
        for end in ["kill -ABRT $$", "exit 134", "exit 0"] {
            match ask(&format!("cat >/dev/null; echo '{box_}'; {end}")).unwrap_err() {
                EngineError::LicenceMessage { message, .. } => {
                    assert!(message.contains("already another one"), "{message}")
                }
                other => panic!("{end}: {other}"),
            }
        }
    }

    #[test]
    fn a_helper_that_hangs_is_killed_when_its_time_is_up() {
        let folder = tempfile::tempdir().unwrap();
        let pid = folder.path().join("pid");
        let body = format!("echo $$ > '{}'; exec sleep 600", pid.display());
        let path = script(folder.path(), "helper", &body);
        let error = Client::at(path, limits(Duration::from_secs(3))).ask(&request(), |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::Timeout { .. }), "{error}");
        let pid = std::fs::read_to_string(pid).unwrap();
        let alive = Command::new("kill").args(["-0", pid.trim()]).stderr(Stdio::null()).status().unwrap();
        assert!(!alive.success(), "process {pid} is still there");
    }

    #[test]
    fn a_process_left_behind_with_the_pipes_open_does_not_hold_up_the_client() {
        let folder = tempfile::tempdir().unwrap();
        let over = folder.path().join("over");
        let body = format!("(sleep 30; : > '{}') & exit 3", over.display());
        let client = Client::at(script(folder.path(), "helper", &body), limits(Duration::from_secs(120)));
        let error = client.ask(&request(), |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::Crashed { .. }), "{error}");
        assert!(!over.exists(), "the client waited for a process that is not its own");
    }

    #[test]
    fn a_helper_that_does_not_read_is_no_deadlock() {
        let folder = tempfile::tempdir().unwrap();
        let mut long = request();
        long.points = vec![long.points[0].clone(); 20_000];
        let client = Client::at(script(folder.path(), "helper", "exit 3"), limits(Duration::from_secs(120)));
        let error = client.ask(&long, |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::Crashed { .. }), "{error}");
    }

    #[test]
    fn answers_that_are_not_as_agreed_are_refused() {
        for (answer, what) in [
            ("hello".to_owned(), "expected value"),
            (String::new(), "EOF"),
            (GOOD.replace("engine/1", "engine/2"), "the version is unknown"),
            (GOOD.replace("1/2", "2/4"), "this is no number"),
            (GOOD.replace("\"engine\"", "\"motor\""), "unknown field"),
            (GOOD.replace("[\"0\"]", "[\"1\"]"), "contradicts itself"),
            (GOOD.replace("[\"0\"]", "[]"), "wrong length"),
            (GOOD.replace("{\"done\":{\"values\":[\"1/2\"]}}", ""), "wrong number of results"),
        ] {
            match ask(&format!("cat >/dev/null; echo '{answer}'")).unwrap_err() {
                EngineError::Protocol { what: found, .. } => {
                    assert!(found.contains(what), "{answer}: {found}")
                }
                other => panic!("{answer}: {other}"),
            }
        }
        let error = ask(&format!("cat >/dev/null; echo '{GOOD}'; exit 1")).unwrap_err();
        assert!(matches!(&error, EngineError::Protocol { what, .. } if what.contains("exit code 1")), "{error}");
    }

    #[test]
    fn a_failed_item_is_an_answer() {
        let failed = GOOD.replace(r#"{"done":{"values":["1/2"]}}"#, r#"{"failed":"too hard"}"#);
        let reply = ask(&format!("cat >/dev/null; echo '{failed}'")).unwrap();
        assert_eq!(reply.answer.derivatives, [Err("too hard".to_owned())]);
    }

    #[test]
    fn the_exit_codes_of_the_protocol_are_understood() {
        let error = ask("cat >/dev/null; echo 'error: busy' >&2; exit 75").unwrap_err();
        assert!(matches!(error, EngineError::LockTimeout { .. }), "{error}");
        let rejected = r#"{"rejected":{"what":"no","place":"here","found":"this","expected":"that"}}"#;
        let error = ask(&format!("cat >/dev/null; echo '{rejected}'; exit 2")).unwrap_err();
        assert_eq!(error.to_string(), "the second engine refused the request: no at here: found this, expected that");
    }

    #[test]
    fn a_file_that_cannot_be_started_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let path = script(folder.path(), "helper", "");
        let text = std::fs::read_to_string(&path).unwrap().replace("/bin/sh", "/nonexistent/interpreter");
        std::fs::write(&path, text).unwrap();
        let error = Client::at(path.clone(), limits(Duration::ZERO)).ask(&request(), |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::CannotStart { .. }), "{error}");
        assert!(error.to_string().contains(path.to_str().unwrap()), "{error}");
    }

    #[test]
    fn the_helper_is_looked_for_in_three_places_in_order() {
        let folder = tempfile::tempdir().unwrap();
        let places = ["beside", "named", "path"].map(|name| folder.path().join(name));
        for place in &places {
            std::fs::create_dir(place).unwrap();
        }
        let [beside, named, path] = places.each_ref().map(|place| script(place, "moe-proof-symbolica", ""));
        let empty = folder.path().join("empty");
        std::fs::create_dir(&empty).unwrap();
        let on_path = std::env::join_paths([&empty, &places[2]]).unwrap();
        let found = |beside: &Path, named: Option<&Path>| {
            find(Some(beside), named.map(Path::as_os_str), Some(&on_path)).map_err(|e| e.to_string())
        };
        assert_eq!(found(&places[0], Some(&named)), Ok(beside));
        assert_eq!(found(&empty, Some(&named)), Ok(named.clone()));
        assert_eq!(found(&empty, None), Ok(path));
        let wrong = found(&empty, Some(&folder.path().join("nowhere"))).unwrap_err();
        assert!(wrong.contains("nowhere") && wrong.contains("MOE_PROOF_SYMBOLICA"), "{wrong}");
        let nothing = find(Some(&empty), None, Some(OsStr::new(""))).unwrap_err();
        assert!(matches!(nothing, EngineError::NotInstalled { .. }));
        assert!(nothing.to_string().contains("on PATH") && nothing.hint().contains("--features engine"), "{nothing}");
        // A file that is there but not executable is no helper.
        let plain = empty.join("moe-proof-symbolica");
        std::fs::write(&plain, "").unwrap();
        assert!(find(Some(&empty), None, None).is_err());
        assert!(find(None, Some(plain.as_os_str()), None).is_err());
    }
}

/// The real helper. Its runs take turns through the machine's lock; those of this file through a lock of their own too, so
/// that a test that holds the machine's lock does not starve another.
#[cfg(feature = "engine")]
mod real {
    use super::request;
    use moe_proof::exact::relations::claim::Claim;
    use moe_proof::exact::relations::{hidden_pdes, relation_of};
    use moe_proof::exact::second_opinion::question;
    use moe_proof::model::Family;
    use moe_proof_symbolica::client::{Client, EngineError, Limits, Reply};
    use moe_proof_symbolica::lock::{MachineLock, machine_path};
    use moe_proof_symbolica::protocol::{Request, Response};
    use moe_proof_symbolica::{LICENCE_NOTICE, Verdict, compare};
    use num_rational::BigRational;
    use std::io::Write;
    use std::process::{Command, Output, Stdio};
    use std::sync::{Mutex, MutexGuard, mpsc};
    use std::time::Duration;

    const HELPER: &str = env!("CARGO_BIN_EXE_moe-proof-symbolica");
    const LONG: Duration = Duration::from_secs(1200);

    fn turn() -> MutexGuard<'static, ()> {
        static TURN: Mutex<()> = Mutex::new(());
        TURN.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    fn client(lock_timeout: Duration) -> Client {
        Client::at(HELPER.into(), Limits { lock_timeout, work_timeout: LONG })
    }

    fn ask(request: &Request) -> Reply {
        client(LONG).ask(request, |_| ()).unwrap_or_else(|e| panic!("{e}"))
    }

    fn hold_lock() -> MachineLock {
        MachineLock::acquire(&machine_path(), LONG, || ()).unwrap()
    }

    fn run(arguments: &[&str], input: &[u8]) -> Output {
        let mut command = Command::new(HELPER);
        command.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(input).unwrap();
        child.wait_with_output().unwrap()
    }

    #[test]
    fn both_relations_hold_and_all_derivatives_agree_for_three_dimensions() {
        let _turn = turn();
        for (dim, order) in [(1, 4), (2, 3), (3, 2)] {
            let relations = hidden_pdes(dim);
            assert_eq!(relations.len(), dim + 1);
            let derivatives = question::derivatives_up_to(dim, order);
            let points = question::sample_points(3 * dim + 3, 2);
            let request = question::request(dim, &relations, &derivatives, &points);
            let reply = ask(&request);
            for residual in &reply.answer.identities {
                assert_eq!(residual.as_ref().unwrap().text, "0");
            }
            let native = question::native_values(dim, &derivatives, &points);
            let comparison = compare(&request, &native, &reply.answer);
            assert!(comparison.is_complete(), "{comparison:?}");
            assert_eq!(comparison.agreeing, derivatives.len() * points.len());
        }
    }

    #[test]
    fn a_wrong_native_value_is_a_disagreement() {
        let _turn = turn();
        let request = request();
        let mut native = question::native_values(1, &[vec![0, 0, 1, 0]], &question::sample_points(6, 1));
        native[0][0] += BigRational::from_integer(1.into());
        let comparison = compare(&request, &native, &ask(&request).answer);
        assert_eq!((comparison.agreeing, comparison.disagreements.len()), (0, 1));
    }

    #[test]
    fn wrong_claims_are_refuted_by_both_engines_with_the_same_value() {
        let _turn = turn();
        let wrong = ["d2 b b = d nu", "d2 beta1[1] b = d a[2]", "d2 beta1[2] b = 1/2 d a[2]", "d b = 0"];
        let family = Family::softmax_gaussian();
        let relations: Vec<_> =
            wrong.iter().map(|text| relation_of(&Claim::parse(text, family, 2).unwrap(), family, 2)).collect();
        let points = question::sample_points(9, 1);
        let reply = ask(&question::request(2, &relations, &[], &points));
        for (residual, relation) in reply.answer.identities.iter().zip(&relations) {
            let orders: Vec<_> = relation.iter().map(|(_, orders)| orders.clone()).collect();
            let native = question::native_values(2, &orders, &points);
            let expected: BigRational = relation.iter().zip(&native).map(|((c, _), row)| c * &row[0]).sum();
            match Verdict::of(residual.as_ref().unwrap()) {
                Verdict::Refuted { value, residual, .. } => {
                    assert_eq!(value, expected);
                    assert_ne!(residual, "0");
                }
                other => panic!("{relation:?}: {other:?}"),
            }
        }
    }

    fn verdict(formula: &str, claim: &str) -> Verdict {
        let names = moe_proof_formula::Formula::parse(formula).unwrap().names().to_vec();
        let claim = Claim::parse_names(claim, &names).unwrap();
        let (_, request) = question::formula_request(formula, &[claim]).unwrap();
        Verdict::of(ask(&request).answer.identities[0].as_ref().unwrap())
    }

    #[test]
    fn formulas_of_the_users_own_are_tested() {
        let _turn = turn();
        let model = "exp(beta1*x)*exp(-(y-a*x-b)^2/(2*nu))/sqrt(2*pi*nu)";
        assert_eq!(verdict(model, "d2 beta1 b = d a"), Verdict::Holds);
        assert!(matches!(verdict(model, "d2 b b = d nu"), Verdict::Refuted { .. }));
        assert_eq!(verdict("exp(-x^2/(4*t))/sqrt(t)", "d2 x x = d t"), Verdict::Holds);
        assert_eq!(verdict("log(x)+log(y)", "d2 x y = 0"), Verdict::Holds);
        assert!(matches!(verdict("exp(x)+exp(y)", "d x = d y"), Verdict::Undecided { .. }));
        // Names that mean something else elsewhere are the user's here.
        assert_eq!(verdict("exp(i*e)*v1", "d2 i v1 - d2 v1 i = 0"), Verdict::Holds);
        match verdict("exp(i*e)*v0_*c0*E", "d i = 0") {
            Verdict::Refuted { residual, value, .. } => {
                assert_eq!((residual.as_str(), value), ("e", question::sample_points(5, 1)[0][1].clone()));
            }
            other => panic!("{other:?}"),
        }
        // −x² and powers of powers mean what the grammar says.
        assert!(matches!(verdict("exp(-x^2)", "d x = 0"), Verdict::Refuted { residual, .. } if residual == "-2*x"));
        assert!(matches!(verdict("x^2^3", "d x = 0"), Verdict::Refuted { residual, .. } if residual == "8/x"));
    }

    #[test]
    fn a_point_where_the_quotient_is_undefined_gives_no_value() {
        let _turn = turn();
        let mut request = request();
        request.points[0][3] = "0".to_owned();
        let reply = ask(&request);
        assert_eq!(reply.answer.derivatives, [Ok(vec![None])]);
        assert!(reply.answer.identities[0].as_ref().unwrap().is_zero());
        let zero =
            question::formula_request("x-x", &[Claim::parse_names("d x = 0", &["x".to_owned()]).unwrap()]).unwrap().1;
        let failed = ask(&zero).answer.identities[0].clone().unwrap_err();
        assert!(failed.contains("the formula is 0"), "{failed}");
    }

    #[test]
    fn four_runs_started_at_once_all_succeed() {
        let _turn = turn();
        let lock = hold_lock();
        let (sender, waiting) = mpsc::channel();
        std::thread::scope(|scope| {
            let run = |_| {
                let sender = sender.clone();
                scope.spawn(move || client(LONG).ask(&request(), |words| sender.send(words.to_owned()).unwrap()))
            };
            let runs: Vec<_> = (0..4).map(run).collect();
            for _ in 0..4 {
                assert!(waiting.recv_timeout(LONG).unwrap().contains("another run"));
            }
            // All four are there and wait; from here they compete.
            drop(lock);
            for run in runs {
                let reply = run.join().unwrap().unwrap_or_else(|e| panic!("{e}"));
                assert!(reply.answer.identities[0].as_ref().unwrap().is_zero());
            }
        });
    }

    #[test]
    fn a_killed_helper_leaves_no_stale_lock() {
        let _turn = turn();
        let slow = question::request(3, &[], &question::derivatives_up_to(3, 5), &question::sample_points(12, 2));
        let mut command = Command::new(HELPER);
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(&serde_json::to_vec(&slow).unwrap()).unwrap();
        while MachineLock::acquire(&machine_path(), Duration::ZERO, || ()).is_ok() {
            assert!(child.try_wait().unwrap().is_none(), "the helper ended before it could be killed");
            std::thread::sleep(Duration::from_millis(20));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert!(machine_path().exists(), "the file stays, the lock does not");
        assert!(ask(&request()).answer.identities[0].is_ok());
    }

    #[cfg(unix)]
    #[test]
    fn a_helper_whose_parent_is_gone_ends_without_an_answer() {
        let _turn = turn();
        let folder = tempfile::tempdir().unwrap();
        let [input, output] = ["input", "output"].map(|name| folder.path().join(name));
        let slow = question::request(3, &[], &question::derivatives_up_to(3, 6), &question::sample_points(12, 2));
        std::fs::write(&input, serde_json::to_vec(&slow).unwrap()).unwrap();
        // The shell is the parent; it becomes a sleeping process once the helper runs.
        let commands = "\"$1\" < \"$2\" > \"$3\" & exec sleep 600";
        let mut parent = Command::new("sh");
        parent.args(["-c", commands, "sh", HELPER]).args([&input, &output]).stderr(Stdio::null());
        let mut parent = parent.spawn().unwrap();
        while MachineLock::acquire(&machine_path(), Duration::ZERO, || ()).is_ok() {
            std::thread::sleep(Duration::from_millis(20));
        }
        parent.kill().unwrap();
        parent.wait().unwrap();
        // The lock is free again once the helper has ended, in whatever way.
        let _lock = hold_lock();
        assert_eq!(std::fs::read(&output).unwrap(), b"", "the helper worked to the end");
    }

    #[test]
    fn the_lock_timeout_has_an_exit_code_of_its_own() {
        let _turn = turn();
        let _lock = hold_lock();
        let output = run(&["--lock-timeout", "2"], &serde_json::to_vec(&request()).unwrap());
        assert_eq!(output.status.code(), Some(75));
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert!(stderr.starts_with("waiting: another run"), "{stderr}");
        assert_eq!(output.stdout, b"");
        let error = client(Duration::ZERO).ask(&request(), |_| ()).unwrap_err();
        assert!(matches!(error, EngineError::LockTimeout { .. }), "{error}");
    }

    #[test]
    fn unusable_requests_get_a_structured_error_without_waiting_for_the_lock() {
        let _turn = turn();
        let _lock = hold_lock();
        let mut wrong = request();
        wrong.formula = "exp(x".to_owned();
        let wrong = serde_json::to_vec(&wrong).unwrap();
        for (input, place) in
            [(&b"garbage"[..], "line 1, column 1"), (b"", "line 1, column 0"), (&wrong, "formula, column 6")]
        {
            let output = run(&["--lock-timeout", "0"], input);
            assert_eq!(output.status.code(), Some(2));
            match serde_json::from_slice(&output.stdout).unwrap() {
                Response::Rejected(rejection) => assert_eq!(rejection.place, place),
                Response::Answer(answer) => panic!("{answer:?}"),
            }
        }
    }

    #[test]
    fn the_version_carries_the_licence_notice() {
        let output = run(&["--version"], b"");
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains(LICENCE_NOTICE), "{text}");
        assert!(LICENCE_NOTICE.contains("non-commercial"));
    }
}
