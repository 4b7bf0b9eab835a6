//! What is found besides single points and overload, and a plan mends as well.

use linchpin_analysis::{Finding, Report};
use linchpin_document::RecordId;

use super::targets::Asked;

/// What a component lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Room in memory for what is used often.
    Memory,
    /// Room on disk.
    Disk,
    /// Copies a mistake cannot reach.
    Backup,
    /// A door between it and clients.
    Gateway,
    /// A limit to what one client may ask for.
    RateLimit,
}

/// When a weakness keeps a design from its targets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Matters {
    /// Capacities are not reached with it.
    Always,
    /// What is lost is not back in any time.
    ForRecovery,
    /// Only where nothing is asked for in particular.
    WithoutTargets,
}

struct Row {
    weakness: Weakness,
    /// The rule that finds it.
    rule: &'static str,
    matters: Matters,
    /// What is said of the component, behind its name.
    says: &'static str,
}

const TABLE: [Row; 5] = [
    Row { weakness: Weakness::Memory, rule: "load.memory", matters: Matters::Always, says: "does not fit into memory" },
    Row { weakness: Weakness::Disk, rule: "load.storage", matters: Matters::Always, says: "has too small a disk" },
    Row { weakness: Weakness::Backup, rule: "failure.no-backup", matters: Matters::ForRecovery, says: "has no backup" },
    Row {
        weakness: Weakness::Gateway,
        rule: "responsibility.no-gateway",
        matters: Matters::WithoutTargets,
        says: "is called by clients with no gateway in between",
    },
    Row {
        weakness: Weakness::RateLimit,
        rule: "load.no-rate-limit",
        matters: Matters::WithoutTargets,
        says: "has no rate limit",
    },
];

impl Weakness {
    /// What is said of a component that has it, behind its name.
    pub(super) fn says(self) -> &'static str {
        TABLE[self as usize].says
    }
}

/// The weaknesses that keep a design from what it asks for; what is told as info or accepted does not.
pub(super) fn weaknesses(report: &Report, asked: &Asked) -> Vec<(Weakness, RecordId)> {
    let matters = |row: &&Row| match row.matters {
        Matters::Always => true,
        Matters::ForRecovery => asked.recovery || !asked.anything(),
        Matters::WithoutTargets => !asked.anything(),
    };
    let mut found = Vec::new();
    for row in TABLE.iter().filter(matters) {
        let open = |finding: &&Finding| finding.rule == row.rule && finding.is_open();
        let subjects = report.findings.iter().filter(open).flat_map(|finding| finding.subjects.iter().copied());
        found.extend(subjects.map(|subject| (row.weakness, subject)));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_names_rules_there_are() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.weakness as usize, index, "{}", row.rule);
            assert!(linchpin_analysis::catalogue().iter().any(|rule| rule.heading.id == row.rule), "{}", row.rule);
        }
    }
}
