//! Reports that read where business is done.

use linchpin_catalog::Property;

use crate::facts::Facts;
use crate::model::classes::{Class, demand};
use crate::model::components::Component;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::{is_code, is_database};
use crate::rules::vocabulary::words;
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("load.reporting", Lens::Load);

/// What those who count and sum up are called.
const REPORTING: &[&str] =
    &["analytic", "bi", "dashboard", "etl", "export", "insight", "report", "reporting", "statistic"];

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "Reporting on the production store",
    explanation: "A report reads everything at once. On the store that serves users it takes their caches, connections \
                  and disk, and every answer slows down while it runs.",
    detection: "Something called or said to be for reports, analytics, dashboards, exports or the like, which reads a \
                database that others write. A replica of it, a warehouse or a search index is none.",
    false_alarms: "The reports are small and look things up by key.",
    remedies: "Read a replica that serves nobody else, or feed a warehouse by events.",
};

const WORDS: Words = [
    "{0} reads {1}, which serves users",
    "A report reads everything at once: every answer slows down while it runs.",
    "Read a replica of {1}, or feed a warehouse by events.",
];

/// One finding for each reader.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let mut findings = Vec::new();
    for (index, reader) in model.components.iter().enumerate().filter(|(_, one)| is_code(one)) {
        let reads = model.outgoing.get(index).iter().map(|call| &model.connections[*call]);
        let mut stores =
            reads.filter(|call| call.is_request() && is_database(&model.components[call.to])).map(|call| call.to);
        // The words of a name are looked at last, because that takes longest.
        let Some(store) = stores.find(|store| is_written(facts, *store, index)).filter(|_| reports(reader)) else {
            continue;
        };
        if !facts.is_in_use(index) {
            continue;
        }
        let store = &model.components[store];
        let values = [Text(reader.name()), Text(store.name())];
        let subjects = vec![reader.item.id, store.item.id];
        findings.push(HEADING.finding(Severity::Warning, &WORDS, &values, subjects));
    }
    more(findings, "readers report on production stores")
}

fn reports(component: &Component) -> bool {
    let jobs = component.item.text(Property::Responsibilities).unwrap_or_default();
    let about = |text: &str| words(text).iter().any(|word| REPORTING.contains(&word.as_str()));
    about(component.name()) || about(jobs)
}

/// Whether others write it.
fn is_written(facts: &Facts, store: usize, reader: usize) -> bool {
    let model = facts.model;
    let into = model.incoming.get(store).iter().map(|index| &model.connections[*index]);
    let mut writers = into.filter(|call| call.is_request() && demand(call, Class::Write).is_some());
    let same = |other: usize| facts.services.of_component(other) == facts.services.of_component(reader);
    writers.any(|call| is_code(&model.components[call.from]) && !same(call.from))
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    const SHOP: &str = "web:web-client -> shop:service -> db:relational-database -> copy:relational-database\n";

    #[test]
    fn reports_read_from_the_primary() {
        let fixture = format!("{SHOP}cron:scheduler -> r:worker \"Monthly reports\" -> db [when=read]");
        check(HEADING, &fixture, &["warning r db"]);
        let said = format!(
            "{SHOP}cron:scheduler -> r:worker \"Batch\" responsibilities=\"sales analytics\"\nr -> db [when=read]"
        );
        check(HEADING, &said, &["warning r db"]);
    }

    #[test]
    fn reports_read_from_a_copy_or_from_their_own() {
        check(HEADING, &format!("{SHOP}cron:scheduler -> r:worker \"Reports\" -> copy [when=read]"), &[]);
        check(HEADING, "web:web-client -> r:service \"Reports\" -> db:relational-database", &[]);
        check(HEADING, &format!("{SHOP}cron:scheduler -> r:worker \"Reporter\" -> db"), &[]);
    }
}
