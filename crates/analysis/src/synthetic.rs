//! Designs of any size to measure with: layered, as systems are drawn, and the same for the same seed.

use kurbo::{Point, Size};
use linchpin_catalog::{BoundaryKind, ComponentKind as Kind, Property, RecordType};
use linchpin_document::{RecordId, Transaction, Value};

/// What stands in each layer, and what part of all components it is.
const LAYERS: [(&[Kind], f64); 6] = [
    (&[Kind::WebClient, Kind::MobileClient], 0.02),
    (&[Kind::LoadBalancer, Kind::ApiGateway, Kind::Cdn], 0.05),
    (&[Kind::ApplicationServer, Kind::WebServer], 0.25),
    (&[Kind::Service, Kind::ServerlessFunction, Kind::MessageQueue], 0.3),
    (&[Kind::Worker, Kind::Service], 0.13),
    (&[Kind::RelationalDatabase, Kind::Cache, Kind::DocumentStore, Kind::ObjectStorage], 0.25),
];
/// Connections beyond the one each component is reached by, as a share of components.
const MORE_CONNECTIONS: f64 = 0.5;
const ZONES: usize = 3;

/// A design of this many components and about one and a half times as many connections, in six layers
/// from clients to stores, in a region with three zones, with a place for everything.
pub fn synthetic(components: usize, seed: u64) -> Transaction {
    let mut drawing = Drawing { random: Random(seed), transaction: Transaction::new(), layers: Vec::new() };
    drawing.draw_places();
    let mut left = components;
    for (layer, (kinds, part)) in LAYERS.iter().enumerate() {
        let last = layer + 1 == LAYERS.len();
        let wanted = ((components as f64 * part) as usize).max(1);
        let count = if last { left } else { wanted.min(left) };
        drawing.draw_layer(layer, kinds, count);
        left -= count;
    }
    drawing.connect((components as f64 * MORE_CONNECTIONS) as usize);
    drawing.transaction
}

struct Drawing {
    random: Random,
    transaction: Transaction,
    layers: Vec<Vec<RecordId>>,
}

impl Drawing {
    fn draw_places(&mut self) {
        let region = id("region", 0);
        self.boundary(region, BoundaryKind::Region);
        for zone in 0..ZONES {
            self.boundary(id("zone", zone), BoundaryKind::Zone);
            self.transaction.set(id("zone", zone), Property::Parent, region);
        }
    }

    fn boundary(&mut self, boundary: RecordId, kind: BoundaryKind) {
        self.transaction.create(boundary, RecordType::Boundary).set(boundary, Property::BoundaryKind, kind.id());
        self.transaction.set(boundary, Property::Size, Size::new(400.0, 280.0));
        self.transaction.set(boundary, Property::Position, Point::new(-600.0, 0.0));
    }

    fn draw_layer(&mut self, layer: usize, kinds: &[Kind], count: usize) {
        let names = ["client", "edge", "server", "service", "worker", "store"];
        // Wide layers are folded into several columns so that drawings stay near square.
        let rows = ((count as f64 * 2.0).sqrt() as usize).max(1);
        let mut members = Vec::with_capacity(count);
        for index in 0..count {
            let component = id(names[layer], index);
            let kind = kinds[self.random.below(kinds.len())];
            let place = Point::new((layer * 40 * 240 + index / rows * 240) as f64, (index % rows * 100) as f64);
            let transaction = self.transaction.create(component, RecordType::Component);
            transaction.set(component, Property::Kind, kind.id()).set(component, Property::Position, place);
            transaction.set(component, Property::Name, Value::text(format!("{} {index}", kind.label())));
            if layer > 0 && self.random.below(2) == 0 {
                let instances = 1 + self.random.below(4);
                self.transaction.set(component, Property::Instances, instances as f64);
            }
            let boundary = match self.random.below(4) {
                0 => Some(id("region", 0)),
                1 => Some(id("zone", self.random.below(ZONES))),
                _ => None,
            };
            if let Some(boundary) = boundary.filter(|_| layer > 0) {
                self.transaction.set(component, Property::Parent, boundary);
            }
            members.push(component);
        }
        self.layers.push(members);
    }

    /// Every component is called from the layer before; more calls go one or two layers on.
    fn connect(&mut self, more: usize) {
        let mut serial = 0;
        for layer in 1..self.layers.len() {
            for index in 0..self.layers[layer].len() {
                let caller = self.random.below(self.layers[layer - 1].len());
                self.arrow(&mut serial, (layer - 1, caller), (layer, index));
            }
        }
        for _ in 0..more {
            let from = 1 + self.random.below(self.layers.len() - 2);
            let to = (from + 1 + self.random.below(2)).min(self.layers.len() - 1);
            if !self.layers[from].is_empty() && !self.layers[to].is_empty() {
                let caller = self.random.below(self.layers[from].len());
                let callee = self.random.below(self.layers[to].len());
                self.arrow(&mut serial, (from, caller), (to, callee));
            }
        }
    }

    fn arrow(&mut self, serial: &mut usize, from: (usize, usize), to: (usize, usize)) {
        let connection = id("call", *serial);
        *serial += 1;
        self.transaction.create(connection, RecordType::Connection);
        self.transaction.set(connection, Property::From, self.layers[from.0][from.1]);
        self.transaction.set(connection, Property::To, self.layers[to.0][to.1]);
    }
}

/// "server-17". The words and numbers used here always make an id.
fn id(word: &str, number: usize) -> RecordId {
    RecordId::parse(&format!("{word}-{number}")).unwrap_or(RecordId::DESIGN)
}

/// SplitMix64: small, seeded, the same everywhere.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut x = self.0;
        x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((x ^ (x >> 31)) % bound.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Query, analyse};
    use linchpin_document::{Design, PeerId, Replica};

    fn design(components: usize, seed: u64) -> Design {
        let mut replica = Replica::new(PeerId::from_bits(1));
        replica.commit(&synthetic(components, seed)).unwrap();
        replica.design().clone()
    }

    #[test]
    fn it_has_the_size_asked_for_and_everything_is_reached() {
        for size in [1, 10, 1000] {
            let design = design(size, 7);
            assert_eq!(design.components().count(), size);
            let report = analyse(&design, &Query::default());
            let unused = |found: &&crate::ComponentReport| found.state == crate::ComponentState::Unused;
            let called =
                |found: &&crate::ComponentReport| design.get(found.id).is_some_and(|c| !c.kind().traits().entry);
            assert!(size < 100 || report.components.iter().filter(called).find(unused).is_none());
        }
        let connections = design(1000, 7).connections().count();
        assert!((1400..1550).contains(&connections), "{connections}");
    }

    #[test]
    fn the_same_seed_gives_the_same_design() {
        assert_eq!(synthetic(50, 3), synthetic(50, 3));
        assert_ne!(synthetic(50, 3), synthetic(50, 4));
    }
}
