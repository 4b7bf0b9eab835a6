//! Components that are one service to whoever looks at jobs: alternatives in a pool, what alternatives pass
//! requests on to alike, a primary and its copies, what stands by for what.

use linchpin_catalog::{ComponentKind, Family};

use crate::groups::{Sets, distinct, sorted_groups};
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
            for pair in pool.members.windows(2) {
                sets.join(model.connections[pair[0]].to, model.connections[pair[1]].to);
            }
        }
        for connection in model.connections.iter().filter(|connection| connection.takes_over()) {
            sets.join(connection.from, connection.to);
        }
        join_behind_alternatives(model, &mut sets);
        Self { first: sets.firsts() }
    }

    /// The service a component belongs to, by its first component.
    pub(crate) fn of_component(&self, component: usize) -> usize {
        self.first[component]
    }

    /// Each service once, of these components.
    pub(crate) fn distinct(&self, components: &[usize]) -> Vec<usize> {
        distinct(components.iter().map(|component| self.first[*component]).collect())
    }
}

/// Each balancer of a pair has servers of its own in its region: they are alternatives like the balancers.
/// Chains of forwarders are followed from the first on, so a few rounds reach the end of any that is drawn.
fn join_behind_alternatives(model: &Model, sets: &mut Sets) {
    const MOST_ROUNDS: usize = 8;
    let is_passed_on = |call: &usize| {
        model.connections[*call].is_request() && model.components[model.connections[*call].from].traits.forwarder
    };
    let calls: Vec<usize> = (0..model.connections.len()).filter(is_passed_on).collect();
    let look = looks(model, &calls);
    for _ in 0..MOST_ROUNDS {
        let behind: Vec<usize> = calls.iter().map(|call| sets.first_of(model.connections[*call].from)).collect();
        // One alone has pools of its own.
        let together = (0..calls.len()).filter(|place| !sets.is_alone(behind[*place])).collect();
        let by_caller_and_look = |a: usize, b: usize| (behind[a], look[a]).cmp(&(behind[b], look[b]));
        let mut joined = false;
        for alike in sorted_groups(together, &by_caller_and_look) {
            let target = |place: usize| model.connections[calls[place]].to;
            alike.windows(2).for_each(|pair| joined |= sets.join(target(pair[0]), target(pair[1])));
        }
        if !joined {
            return;
        }
    }
}

/// A number for each of these calls, the same for those whose targets are of one kind and, machines apart, one name.
fn looks(model: &Model, calls: &[usize]) -> Vec<usize> {
    let look = |call: &usize| {
        let target = &model.components[model.connections[*call].to];
        (target.kind, if target.traits.machine { String::new() } else { stem(target.name()) })
    };
    let found: Vec<(ComponentKind, String)> = calls.iter().map(look).collect();
    let mut numbers = vec![0; calls.len()];
    let alike = sorted_groups((0..calls.len()).collect(), &|a, b| found[a].cmp(&found[b]));
    for (number, group) in alike.iter().enumerate() {
        group.iter().for_each(|place| numbers[*place] = number);
    }
    numbers
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
