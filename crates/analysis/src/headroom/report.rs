//! What is said of how far the load may grow.

use linchpin_catalog::Property;
use linchpin_document::RecordId;
use serde::{Deserialize, Serialize};

use crate::report::{Resource, Rung};
use crate::wire;

/// How far the load may grow, over the ranges of all that is taken for granted.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct HeadroomReport {
    /// The rungs of [`crate::Report::ladder`], in the same order.
    pub rungs: Vec<RangedRung>,
    /// How much of each resource is used by what carries load or keeps anything, in the order of ids.
    pub components: Vec<ComponentUse>,
}

impl HeadroomReport {
    /// So many rungs, the first ones, are told what they hang on most.
    pub const MOST_EXPLAINED: usize = 40;
    /// Of so many caches, those asked most, the hit ratio is varied by itself.
    pub const MOST_CACHES: usize = 40;
}

/// A step of the headroom ladder with its range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct RangedRung {
    /// What saturates when.
    pub rung: Rung,
    /// The multiple of today's peak with every default at the end of its range that makes it least: ceilings,
    /// times, hit ratios.
    pub low: f64,
    /// The same at the end that makes it most; infinite where a limit on rates shields it for good then.
    pub high: f64,
    /// What makes the most difference, varied over its range by itself; nothing where nothing does.
    pub hangs_on: Option<Sensitivity>,
    /// The multiple with all the instances autoscaling may start.
    pub scaled_out: Option<f64>,
    /// What saturates next once this is fixed: the next rung, or something else of the same component.
    pub next: Option<Rung>,
}

/// What a multiple hangs on.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Sensitivity {
    /// Whose it is.
    #[serde(with = "wire::id")]
    pub record: RecordId,
    /// Which; nothing for the time there and back along a connection.
    #[serde(with = "wire::optional_property")]
    pub property: Option<Property>,
    /// The least and the highest multiple over its range, all else as it is.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// How much of each resource a component uses.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ComponentUse {
    /// The component.
    #[serde(with = "wire::id")]
    pub component: RecordId,
    /// Those that grow with the load, at the scale of the query.
    pub resources: Vec<ResourceUse>,
    /// Memory, where the design says what it wants to hold.
    pub memory: Option<MemoryUse>,
    /// Disk, where the design says what it keeps.
    pub storage: Option<StorageUse>,
}

/// Load over ceiling; 1 is saturated.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ResourceUse {
    /// Of what.
    pub resource: Resource,
    /// How much.
    pub utilisation: f64,
    /// With every default at the end of its range that makes it least, and most.
    pub low: f64,
    /// See `low`.
    pub high: f64,
}

/// Memory of one instance, or one shard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct MemoryUse {
    /// Gigabytes it wants to hold, and has.
    pub wanted: f64,
    /// See `wanted`.
    pub memory: f64,
    /// One over the other; above 1 it does not fit. Over the range of the memory from `low` to `high`.
    pub utilisation: f64,
    /// See `utilisation`.
    pub low: f64,
    /// See `utilisation`.
    pub high: f64,
}

/// Disk of one shard.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct StorageUse {
    /// Gigabytes it keeps today, and has room for.
    pub stored: f64,
    /// See `stored`.
    pub disk: f64,
    /// One over the other. Over the range of the disk from `low` to `high`.
    pub utilisation: f64,
    /// See `utilisation`.
    pub low: f64,
    /// See `utilisation`.
    pub high: f64,
    /// Gigabytes it comes to in the end, where what is old is deleted.
    pub settles_at: Option<f64>,
    /// Days until it is full: 0 when it is, nothing when it never will be.
    pub days_until_full: Option<f64>,
}
