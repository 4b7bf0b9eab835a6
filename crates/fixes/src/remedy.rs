//! The table of remedies: what each is called, which rules it helps against, and how it is drawn.

use linchpin_analysis::{ComponentReport, Report};
use linchpin_document::{Design, Item, RecordId};
use serde::{Deserialize, Serialize};

use crate::harden::Criterion;
use crate::remedies as r;
use crate::sketch::Sketch;

/// What can be done about a finding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the table names each in words people read")]
pub enum Remedy {
    AutomaticFailover,
    AnotherInstance,
    Standby,
    SecondPath,
    BalancerPair,
    SecondDoor,
    SecondProvider,
    MoveStateOut,
    ReadReplicas,
    Shards,
    Cache,
    ContentDelivery,
    Queue,
    MoreCapacity,
    MoreMemory,
    LargerDisk,
    Backups,
    Gateway,
    RateLimit,
    TimeoutAndBreaker,
    SecondZone,
    SecondRegion,
    Split,
}

/// A row of the table.
pub(crate) struct Row {
    pub(crate) remedy: Remedy,
    /// The name in files and on the command line.
    pub(crate) id: &'static str,
    /// The name people read.
    pub(crate) label: &'static str,
    /// The rules whose findings it may remove.
    pub(crate) helps: &'static [&'static str],
    /// What plans that may use it keep down. What changes what the system does (answers later, or from copies of
    /// whole answers) or how much one machine can do is a person's to choose.
    pub(crate) for_plans: &'static [Criterion],
    /// How much of it may be tried on a record (instances, shards ...), the least first; nothing where it does
    /// not apply.
    pub(crate) amounts: fn(&Situation, RecordId) -> Vec<u32>,
    /// Draws it with one of these amounts; says what was drawn in a few words, or nothing when it cannot be.
    pub(crate) draw: fn(&mut Sketch, RecordId, u32) -> Option<String>,
}

/// Any plan may use it.
const ANY: &[Criterion] = &[Criterion::Instances, Criterion::Price];
/// It is a larger machine of the same number: what that costs is not known.
const BY_INSTANCES: &[Criterion] = &[Criterion::Instances];
/// No plan may.
const NONE: &[Criterion] = &[];

const SINGLE_POINT: &str = "failure.single-point";
const SHARED_DOMAIN: &str = "failure.shared-domain";
const PROVIDER: &str = "failure.managed-service";
const EXTERNAL: &str = "failure.external-service";
const SATURATION: &str = "load.saturation";
const HIDDEN: &str = "load.hidden-single-point";
const TOO_FEW: &str = "design.too-few-instances";
const MEMORY: &str = "load.memory";
const STORAGE: &str = "load.storage";

/// Every remedy, in the order they are offered in: what changes least first.
const TABLE: &[Row] = &[
    Row {
        remedy: Remedy::AutomaticFailover,
        id: "automatic-failover",
        label: "Automatic failover",
        helps: &[SINGLE_POINT, SHARED_DOMAIN],
        for_plans: ANY,
        amounts: r::automatic_failover::amounts,
        draw: r::automatic_failover::draw,
    },
    Row {
        remedy: Remedy::AnotherInstance,
        id: "instances",
        label: "More instances",
        helps: &[SINGLE_POINT, SHARED_DOMAIN, SATURATION, HIDDEN, TOO_FEW],
        for_plans: ANY,
        amounts: r::another_instance::amounts,
        draw: r::another_instance::draw,
    },
    Row {
        remedy: Remedy::Standby,
        id: "standby",
        label: "A standby with automatic failover",
        helps: &[SINGLE_POINT, SHARED_DOMAIN, SATURATION, HIDDEN, TOO_FEW],
        for_plans: ANY,
        amounts: r::standby::amounts,
        draw: r::standby::draw,
    },
    Row {
        remedy: Remedy::SecondPath,
        id: "second-path",
        label: "A second network path",
        helps: &[SINGLE_POINT],
        for_plans: ANY,
        amounts: r::second_path::amounts,
        draw: r::second_path::draw,
    },
    Row {
        remedy: Remedy::BalancerPair,
        id: "balancer-pair",
        label: "A pair of load balancers",
        helps: &[SINGLE_POINT, SATURATION, HIDDEN, "load.no-balancer"],
        for_plans: ANY,
        amounts: r::balancer_pair::amounts,
        draw: r::balancer_pair::draw,
    },
    Row {
        remedy: Remedy::SecondDoor,
        id: "second-door",
        label: "A second DNS, CDN or gateway",
        helps: &[SINGLE_POINT, PROVIDER, HIDDEN],
        for_plans: ANY,
        amounts: r::second_door::amounts,
        draw: r::second_door::draw,
    },
    Row {
        remedy: Remedy::SecondProvider,
        id: "second-provider",
        label: "A second provider",
        helps: &[EXTERNAL, PROVIDER],
        for_plans: ANY,
        amounts: r::second_provider::amounts,
        draw: r::second_provider::draw,
    },
    Row {
        remedy: Remedy::MoveStateOut,
        id: "shared-sessions",
        label: "State moved out of the instances",
        helps: &[SINGLE_POINT, SATURATION, HIDDEN],
        for_plans: ANY,
        amounts: r::move_state_out::amounts,
        draw: r::move_state_out::draw,
    },
    Row {
        remedy: Remedy::ReadReplicas,
        id: "read-replicas",
        label: "Read replicas",
        helps: &[SINGLE_POINT, SATURATION, HIDDEN, "load.reporting"],
        for_plans: ANY,
        amounts: r::read_replicas::amounts,
        draw: r::read_replicas::draw,
    },
    Row {
        remedy: Remedy::Shards,
        id: "shards",
        label: "Shards",
        helps: &[SATURATION, HIDDEN, STORAGE, MEMORY],
        for_plans: ANY,
        amounts: r::shards::amounts,
        draw: r::shards::draw,
    },
    Row {
        remedy: Remedy::Cache,
        id: "cache",
        label: "A cache",
        helps: &[SATURATION],
        for_plans: ANY,
        amounts: r::cache::amounts,
        draw: r::cache::draw,
    },
    Row {
        remedy: Remedy::ContentDelivery,
        id: "cdn",
        label: "A CDN",
        helps: &[SATURATION],
        for_plans: NONE,
        amounts: r::content_delivery::amounts,
        draw: r::content_delivery::draw,
    },
    Row {
        remedy: Remedy::Queue,
        id: "queue",
        label: "A queue with workers",
        helps: &[SATURATION, EXTERNAL, "load.long-task"],
        for_plans: NONE,
        amounts: r::queue::amounts,
        draw: r::queue::draw,
    },
    Row {
        remedy: Remedy::MoreCapacity,
        id: "capacity",
        label: "Larger instances",
        helps: &[SATURATION],
        for_plans: NONE,
        amounts: r::more_capacity::amounts,
        draw: r::more_capacity::draw,
    },
    Row {
        remedy: Remedy::MoreMemory,
        id: "memory",
        label: "More memory",
        helps: &[MEMORY],
        for_plans: BY_INSTANCES,
        amounts: r::more_room::memory_amounts,
        draw: r::more_room::draw_memory,
    },
    Row {
        remedy: Remedy::LargerDisk,
        id: "disk",
        label: "A larger disk",
        helps: &[STORAGE],
        for_plans: BY_INSTANCES,
        amounts: r::more_room::disk_amounts,
        draw: r::more_room::draw_disk,
    },
    Row {
        remedy: Remedy::Backups,
        id: "backups",
        label: "Backups",
        helps: &["failure.no-backup"],
        for_plans: ANY,
        amounts: r::backups::amounts,
        draw: r::backups::draw,
    },
    Row {
        remedy: Remedy::Gateway,
        id: "gateway",
        label: "A gateway",
        helps: &["responsibility.no-gateway"],
        for_plans: ANY,
        amounts: r::gateway::amounts,
        draw: r::gateway::draw,
    },
    Row {
        remedy: Remedy::RateLimit,
        id: "rate-limit",
        label: "A rate limit",
        helps: &["load.no-rate-limit"],
        for_plans: ANY,
        amounts: r::rate_limit::amounts,
        draw: r::rate_limit::draw,
    },
    Row {
        remedy: Remedy::TimeoutAndBreaker,
        id: "timeout",
        label: "A timeout and a circuit breaker",
        helps: &["failure.wobbly-call"],
        for_plans: NONE,
        amounts: r::timeout_and_breaker::amounts,
        draw: r::timeout_and_breaker::draw,
    },
    Row {
        remedy: Remedy::SecondZone,
        id: "second-zone",
        label: "A second zone",
        helps: &[SHARED_DOMAIN],
        for_plans: ANY,
        amounts: r::second_place::zone_amounts,
        draw: r::second_place::draw,
    },
    Row {
        remedy: Remedy::SecondRegion,
        id: "second-region",
        label: "A second region",
        helps: &[SHARED_DOMAIN],
        for_plans: ANY,
        amounts: r::second_place::region_amounts,
        draw: r::second_place::draw,
    },
    Row {
        remedy: Remedy::Split,
        id: "split",
        label: "One component for each job",
        helps: &["responsibility.many-jobs"],
        for_plans: NONE,
        amounts: r::split::amounts,
        draw: r::split::draw,
    },
];

impl Remedy {
    /// Every remedy, in the order they are offered in.
    pub fn all() -> impl Iterator<Item = Remedy> {
        TABLE.iter().map(|row| row.remedy)
    }

    /// The name in files and on the command line.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// The name people read.
    pub fn label(self) -> &'static str {
        self.row().label
    }

    /// The remedy of this name.
    pub fn from_id(id: &str) -> Option<Self> {
        TABLE.iter().find(|row| row.id == id).map(|row| row.remedy)
    }

    /// Whether it may remove what a rule finds.
    pub fn helps(self, rule: &str) -> bool {
        self.row().helps.contains(&rule)
    }

    pub(crate) fn row(self) -> &'static Row {
        &TABLE[self as usize]
    }
}

/// A design and what the analysis says of it: what remedies look at.
pub(crate) struct Situation<'a> {
    pub(crate) design: &'a Design,
    pub(crate) report: &'a Report,
}

/// A component that can be changed, with what the analysis says of it.
pub(crate) struct Subject<'a> {
    pub(crate) item: &'a Item,
    pub(crate) report: &'a ComponentReport,
}

/// Above this utilisation there is a finding.
const TIGHT: f64 = 0.8;
/// No component has more instances.
const MOST_INSTANCES: f64 = 10_000.0;

impl<'a> Situation<'a> {
    /// A component that traffic does not start at.
    pub(crate) fn subject(&self, id: RecordId) -> Option<Subject<'a>> {
        let item = self.design.get(id)?;
        let report = self.report.component(id)?;
        (!item.kind().traits().entry).then_some(Subject { item, report })
    }

    /// As [`Situation::subject`], if it is run by oneself.
    pub(crate) fn own(&self, id: RecordId) -> Option<Subject<'a>> {
        self.subject(id).filter(|subject| !subject.report.managed.value)
    }
}

impl Subject<'_> {
    /// The share of its limit in use, when it is.
    pub(crate) fn utilisation(&self) -> f64 {
        self.report.utilisation.filter(|used| used.is_finite()).unwrap_or(0.0)
    }

    /// How many instances of it there may be: one more than it needs, as many as carry its load, and with one
    /// or two to spare.
    pub(crate) fn instance_counts(&self) -> Vec<u32> {
        let running = f64::from(self.report.instances.max(1));
        let needed = self.item.number(linchpin_catalog::Property::Needed).unwrap_or(1.0);
        let load = running * self.utilisation();
        let spare = running.max(needed) + 1.0;
        let carrying = (load / TIGHT).floor() + 1.0;
        let counts = [spare, carrying, carrying + 1.0, load.ceil() + 1.0, spare.max(carrying) + 1.0];
        let possible = counts.into_iter().filter(|count| *count > running && *count <= MOST_INSTANCES);
        let mut counts: Vec<u32> = possible.map(|count| count as u32).collect();
        linchpin_document::Arrange::arrange(&mut counts[..]);
        counts.dedup();
        counts
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_enum_and_ids_are_unique() {
        for (index, row) in TABLE.iter().enumerate() {
            assert_eq!(row.remedy as usize, index, "{}", row.id);
            assert_eq!(Remedy::from_id(row.id), Some(row.remedy));
        }
    }
}
