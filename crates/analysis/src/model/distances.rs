//! How long a message and its answer are on their way, by where both ends stand.

use linchpin_catalog::{BoundaryKind, Param};

use super::placement::{Boundary, Placement};

const WITHIN_A_ZONE: Param = Param::range(0.5, 0.1, 1.0, "there and back within one zone of public clouds");
const ACROSS_ZONES: Param = Param::range(1.5, 0.5, 3.0, "there and back between zones some kilometres apart");
const ACROSS_REGIONS: Param =
    Param::range(70.0, 10.0, 250.0, "there and back: 10 to 80 ms on one continent, up to 250 ms across oceans");

/// Milliseconds there and back between instances of two components; instances that share a zone with
/// one of the other are taken to talk to it.
pub(super) fn round_trip(boundaries: &[Boundary], from: &Placement, to: &Placement) -> Param {
    let apart = |kinds: &[BoundaryKind]| {
        let (here, there) = (places(boundaries, from, kinds), places(boundaries, to, kinds));
        !here.is_empty() && !there.is_empty() && !here.iter().any(|place| there.contains(place))
    };
    if apart(&[BoundaryKind::Region]) {
        ACROSS_REGIONS
    } else if apart(&[BoundaryKind::Zone, BoundaryKind::DataCentre]) {
        ACROSS_ZONES
    } else {
        WITHIN_A_ZONE
    }
}

/// The places of these kinds that instances stand in.
fn places(boundaries: &[Boundary], placement: &Placement, kinds: &[BoundaryKind]) -> Vec<usize> {
    let domains = placement.runs.iter().flat_map(|run| &run.domains).copied();
    domains.filter(|at| kinds.contains(&boundaries[*at].kind)).collect()
}
