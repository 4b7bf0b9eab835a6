//! Copies taken for backups.

use linchpin_catalog::{Interaction, Property};

use crate::facts::Facts;
use crate::report::*;
use crate::rules::rule::{Heading, Rule};
use crate::rules::services::is_database;
use crate::rules::words::Value::Text;
use crate::rules::words::{Words, more};

const HEADING: Heading = Heading::new("failure.no-backup", Lens::Failure);

pub(crate) const RULE: Rule = Rule {
    heading: HEADING,
    severity: Severity::Warning,
    title: "A replica is no backup",
    explanation: "A mistake, a bad deploy or an intruder deletes data on the primary, and the replicas follow within a \
                  second. Only copies that a mistake cannot reach bring it back.",
    detection: "Databases with replicas, drawn or as further instances, that one runs oneself and that are not said to \
                be backed up: info. Databases that are said not to be backed up: a warning.",
    false_alarms: "It is backed up: say so. Or what it holds can be built again from elsewhere.",
    remedies: "Backups kept elsewhere, with another's credentials, and restored once in a while to see that it works.",
};

const REPLICATED: Words = [
    "{0} has replicas and no backup",
    "What is deleted by mistake is deleted from every replica within a second.",
    REMEDY,
];
const ALONE: Words = ["{0} has no backup", "What is deleted by mistake is gone.", REMEDY];
const REMEDY: &str = "Keep backups elsewhere, and say so with \"Backed up\".";

/// One finding for each primary.
pub(crate) fn check(facts: &Facts) -> Vec<Finding> {
    let model = facts.model;
    let copies = |interaction| interaction == Interaction::Replication;
    let mut findings = Vec::new();
    for (index, store) in
        model.components.iter().enumerate().filter(|(index, store)| is_database(store) && facts.is_in_use(*index))
    {
        let leads = |side: &[usize]| side.iter().any(|at| copies(model.connections[*at].interaction.value));
        let (feeds, fed) = (leads(model.outgoing.get(index)), leads(model.incoming.get(index)));
        let replicated = store.instances > 1 || feeds;
        let severity = match store.item.flag(Property::BackedUp) {
            Some(false) => Severity::Warning,
            None if replicated && !fed && !store.is_managed() => Severity::Info,
            _ => continue,
        };
        let words = if replicated { &REPLICATED } else { &ALONE };
        findings.push(HEADING.finding(severity, words, &[Text(store.name())], vec![store.item.id]));
    }
    more(findings, "databases have no backup")
}

#[cfg(test)]
mod tests {
    use super::HEADING;
    use crate::rules::testing::check;

    const APP: &str = "web:web-client -> app:service -> db:relational-database";

    #[test]
    fn replicas_and_nothing_said_of_backups() {
        check(HEADING, &format!("{APP} instances=2"), &["info db"]);
        check(HEADING, &format!("{APP} -> copy:relational-database"), &["info db"]);
        check(HEADING, &format!("{APP} backed_up=false"), &["warning db"]);
    }

    #[test]
    fn backed_up_or_the_providers_business() {
        check(HEADING, &format!("{APP} instances=2 backed_up=true"), &[]);
        check(HEADING, &format!("{APP} instances=2 managed=true"), &[]);
        check(HEADING, APP, &[]);
        check(HEADING, "web:web-client -> app:service -> c:cache instances=2", &[]);
    }
}
