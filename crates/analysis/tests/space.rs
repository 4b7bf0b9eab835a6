//! Memory and disks: what does not fit, and when a disk is full.

use linchpin_analysis::{Finding, Query, Report, Severity, analyse};
use linchpin_testkit::{design, id};

fn asked(store: &str, scale: f64) -> Report {
    analyse(&design(&format!("web:web-client peak=10 -> s:service -> {store}")), &Query { scale, ..Query::default() })
}

fn found(store: &str, rule: &str) -> Option<Finding> {
    asked(store, 1.0).findings.into_iter().find(|finding| finding.rule == rule)
}

const DB: &str = "db:relational-database \"Orders DB\"";

#[test]
fn a_full_disk_is_critical_and_one_soon_full_a_warning() {
    let disk = |kept: &str| found(&format!("{DB} storage=1000 {kept}"), "load.storage");
    let full = disk("stored=1000").unwrap();
    assert_eq!(
        (full.severity, full.title.as_str(), full.holds_over_range),
        (Severity::Critical, "Orders DB is full", true)
    );
    assert_eq!(full.subjects, [id("db")]);
    // 200 GB left at 10 a day.
    let soon = disk("stored=800 growth=10").unwrap();
    assert_eq!((soon.severity, soon.title.as_str()), (Severity::Warning, "Orders DB is full in 20 days"));
    assert_eq!(soon.explanation, "It keeps 800 of 1,000 GB and gets 10 GB a day.");
    // In 200 days, and never.
    assert_eq!(disk("stored=800 growth=1"), None);
    assert_eq!(disk("stored=800"), None);
}

#[test]
fn what_is_kept_for_a_while_must_fit_in_the_end() {
    let disk = |kept: &str| found(&format!("{DB} storage=1000 {kept}"), "load.storage");
    // 2 GB a day for a year are 730 GB; for two years 1,460, full after 500 days.
    assert_eq!(disk("growth=2 retention=365"), None);
    let later = disk("growth=2 retention=730").unwrap();
    assert_eq!((later.severity, later.title.as_str()), (Severity::Warning, "Orders DB is full in 500 days"));
    assert!(later.explanation.ends_with("What is added is kept for 730 days, which comes to 1,460 GB."), "{later:?}");
}

#[test]
fn shards_share_what_is_kept() {
    assert!(found("db:document-store storage=500 stored=900", "load.storage").is_some());
    assert_eq!(found("db:document-store storage=500 stored=900 shards=2", "load.storage"), None);
}

#[test]
fn a_disk_taken_for_granted_is_said_to_be() {
    // 1,000 GB assumed, 100 to 16,000.
    let doubtful = found(&format!("{DB} stored=1200"), "load.storage").unwrap();
    assert!(
        !doubtful.holds_over_range && doubtful.assumptions[0].contains("1,000 GB (100 GB to 16,000 GB"),
        "{doubtful:?}"
    );
    assert!(found(&format!("{DB} stored=20000"), "load.storage").unwrap().holds_over_range);
}

#[test]
fn a_working_set_beyond_memory_is_a_warning() {
    let memory = |more: &str| found(&format!("{DB} memory=64 {more}"), "load.memory");
    assert_eq!(memory("working_set=64"), None);
    let found = memory("working_set=100").unwrap();
    assert_eq!((found.severity, found.title.as_str()), (Severity::Warning, "Orders DB does not fit into memory"));
    assert_eq!(memory("working_set=100 shards=2"), None);
    // Copies hold all of it.
    assert!(memory("working_set=100 instances=2").is_some());
}

#[test]
fn cache_instances_share_the_working_set() {
    let cache = |instances: u32| {
        let cache = format!("redis:cache memory=16 working_set=40 instances={instances} -> db:relational-database");
        found(&cache, "load.memory")
    };
    assert!(cache(2).unwrap().explanation.contains("20 GB in each instance of 16 GB"));
    assert_eq!(cache(3), None);
}

#[test]
fn neither_grows_with_the_load_nor_limits_it() {
    let full = format!("{DB} storage=1000 stored=5000 memory=1 working_set=50");
    let (today, tenfold) = (asked(&full, 1.0), asked(&full, 10.0));
    let of = |report: &Report, rule: &str| report.findings.iter().find(|finding| finding.rule == rule).cloned();
    for rule in ["load.storage", "load.memory"] {
        assert_eq!(of(&today, rule), of(&tenfold, rule));
    }
    assert_eq!(today.ladder, asked(DB, 1.0).ladder);
}
