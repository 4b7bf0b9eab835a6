//! Components that are one service to whoever looks at jobs: alternatives in a pool, what alternatives pass
//! requests on to alike, a primary and its copies, what stands by for what.

use linchpin_catalog::{ComponentKind, Family};
use linchpin_document::{Arrange, SortedMap};

use crate::model::Model;
use crate::model::components::Component;
use crate::model::connections::Connection;
use crate::model::names::stem;

/// Which components are one service, by number.
#[derive(Debug, Clone)]
pub(crate) struct Services {
    /// The first component of the service each belongs to.
    first: Vec<usize>,
}

impl Services {
    /// Puts together what is one.
    pub(crate) fn of(model: &Model) -> Self {
        let mut sets = Sets::new(model.components.len());
        for pool in model.pools.iter().filter(|pool| pool.members.len() > 1) {
            let mut targets = pool.members.iter().map(|member| model.connections[*member].to);
            if let Some(first) = targets.next() {
                for other in targets {
                    sets.join(first, other);
                }
            }
        }
        for connection in model.connections.iter().filter(|connection| connection.takes_over()) {
            sets.join(connection.from, connection.to);
        }
        join_behind_alternatives(model, &mut sets);
        Self { first: (0..model.components.len()).map(|index| sets.first_of(index)).collect() }
    }

    /// The service a component belongs to, by its first component.
    pub(crate) fn of_component(&self, component: usize) -> usize {
        self.first[component]
    }

    /// Each service once, of these components.
    pub(crate) fn distinct(&self, components: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut found: Vec<usize> = components.map(|component| self.first[component]).collect();
        found.arrange();
        found.dedup();
        found
    }
}

/// Each balancer of a pair has servers of its own in its region: they are alternatives like the balancers.
/// Chains of forwarders are followed from the first on, so a few rounds reach the end of any that is drawn.
fn join_behind_alternatives(model: &Model, sets: &mut Sets) {
    const MOST_ROUNDS: usize = 8;
    for _ in 0..MOST_ROUNDS {
        let mut alike: SortedMap<(usize, ComponentKind, String), usize> = SortedMap::new();
        let mut joined = false;
        for connection in model.connections.iter().filter(|connection| connection.is_request()) {
            let (from, to) = (&model.components[connection.from], &model.components[connection.to]);
            let forwarders = sets.first_of(connection.from);
            // One alone has pools of its own.
            if !from.traits.forwarder || forwarders == connection.from && sets.is_alone(forwarders) {
                continue;
            }
            let name = if to.traits.machine { String::new() } else { stem(to.name()) };
            let first = *alike.get_or_insert_with((forwarders, to.kind, name), || connection.to);
            joined |= sets.join(first, connection.to);
        }
        if !joined {
            return;
        }
    }
}

/// Sets that are joined and never parted (union-find), each known by its least member.
#[derive(Debug, Clone)]
pub(super) struct Sets {
    /// Another of the same set, or itself.
    nearer: Vec<usize>,
    /// Whether anything was ever joined to it.
    joined: Vec<bool>,
}

impl Sets {
    /// Each of so many things alone.
    pub(super) fn new(count: usize) -> Self {
        Self { nearer: (0..count).collect(), joined: vec![false; count] }
    }

    /// The least member of the set something is in.
    pub(super) fn first_of(&mut self, mut index: usize) -> usize {
        while self.nearer[index] != index {
            self.nearer[index] = self.nearer[self.nearer[index]];
            index = self.nearer[index];
        }
        index
    }

    /// Makes two sets one; whether they were two.
    pub(super) fn join(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.first_of(a), self.first_of(b));
        if a != b {
            self.nearer[a.max(b)] = a.min(b);
            self.joined[a.min(b)] = true;
        }
        a != b
    }

    /// Whether the set with this least member has no other.
    fn is_alone(&self, first: usize) -> bool {
        !self.joined[first]
    }
}

/// Whether it runs code of one's own.
pub(super) fn is_code(component: &Component) -> bool {
    component.kind.spec().family == Family::Compute
}

/// Whether it keeps what the business runs on.
pub(super) fn is_database(component: &Component) -> bool {
    matches!(component.kind, ComponentKind::RelationalDatabase | ComponentKind::DocumentStore)
}

/// Whether a caller waits for the answer of somebody who may be slow: code or an external service, or what
/// passes requests on to them.
pub(super) fn asks_a_peer(model: &Model, connection: &Connection) -> bool {
    let callee = &model.components[connection.to];
    connection.is_request()
        && (is_code(callee) || callee.kind == ComponentKind::ExternalService || callee.only_passes_on())
}
